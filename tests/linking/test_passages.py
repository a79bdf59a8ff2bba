"""Words, prints and passages: what is folded, what is winnowed, and what edits leave of a copy."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondsource.linking.passages import passages
from secondsource.linking.prints import RUN, WINDOW, digest_of, grams_of, prints_of, words_of
from tests.linking.echoed import sentence

LETTERS = "abcdefghijklmnopqrstuvwxyz"
COPIED = " ".join(sentence(n) for n in range(4))


def drawn(chance: random.Random, count: int) -> list[str]:
    """Words of letters by chance."""
    return ["".join(chance.choices(LETTERS, k=6)) for _ in range(count)]


def test_words_are_folded_and_keep_their_places() -> None:
    text = "Zoë’s 1,200 crates; DON'T go."
    words = words_of(text)
    assert words.words == ("zoe", "1,200", "crates", "don't", "go")
    assert [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)] == [
        "Zoë’s",
        "1,200",
        "crates",
        "DON'T",
        "go",
    ]


def test_scripts_without_blanks_have_words_too() -> None:
    assert words_of("東京都 is").words == ("東", "京", "都", "is")


def test_a_text_shorter_than_a_run_has_no_prints() -> None:
    assert prints_of(()) == {}
    assert prints_of(("one",) * (RUN - 1)) == {}
    assert len(prints_of(tuple(LETTERS[:RUN]))) == 1


def test_prints_and_digests_fit_signed_numbers_of_64_bits() -> None:
    numbers = [*prints_of(words_of(COPIED).words), digest_of(("a",)), digest_of(())]
    assert all(-(1 << 63) <= n < 1 << 63 for n in numbers)
    assert any(n < 0 for n in numbers)


def test_a_gram_is_the_same_wherever_it_stands() -> None:
    words = words_of(COPIED).words
    assert grams_of(("other", "words", *words))[2:] == grams_of(words)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 40), st.integers(0, 40))
def test_whatever_has_so_many_words_in_a_row_in_common_shares_a_print(seed: int, at: int, to: int) -> None:
    chance = random.Random(seed)
    shared = drawn(chance, RUN + WINDOW - 1)
    one = [*drawn(chance, at), *shared, *drawn(chance, 20)]
    other = [*drawn(chance, to), *shared, *drawn(chance, 9)]
    assert set(prints_of(one)) & set(prints_of(other))


def test_a_whole_copy_is_one_passage() -> None:
    words = words_of(COPIED)
    (passage,) = passages(words, words)
    assert passage.a == passage.b == (0, len(words.words))
    assert passage.words == passage.width == passage.longest == len(words.words)


def test_unlike_texts_share_no_passage() -> None:
    assert passages(words_of(sentence(1)), words_of("Nothing that was said there is said here.")) == []
    assert passages(words_of(""), words_of(COPIED)) == []


@pytest.mark.parametrize(("share", "kept"), [(0.1, 0.8), (0.25, 0.6), (0.4, 0.25)])
def test_an_edited_copy_is_found_through_its_edits(share: float, kept: float) -> None:
    chance = random.Random(2)
    words = " ".join(sentence(n) for n in range(12)).split()
    edited = [chance.choice(LETTERS) * 7 if chance.random() < share else word for word in words]
    one, other = words_of(" ".join(words)), words_of(" ".join(edited))
    found = passages(one, other)
    assert sum(p.words for p in found) >= kept * len(words)
    assert all(one.words[r.a + n] == other.words[r.b + n] for p in found for r in p.runs for n in range(r.n))


def test_moved_pieces_are_passages_of_their_own_and_share_no_word() -> None:
    one, other, third = (sentence(n) for n in (1, 2, 3))
    found = passages(words_of(f"{one} {other} {third}"), words_of(f"{third} {one}"))
    assert len(found) == 2
    for side in ("a", "b"):
        (start, stop), (begin, end) = sorted(getattr(passage, side) for passage in found)
        assert start < stop <= begin < end


def test_a_text_that_repeats_itself_is_soon_compared() -> None:
    words = words_of("again and again the same words " * 400)
    assert passages(words, words) == []
