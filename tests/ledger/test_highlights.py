"""Hits are marked where the indexed words stand, whatever the script."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from secondsource.ledger import highlights
from secondsource.ledger.folding import words
from secondsource.ledger.query import terms

TEXTS = st.text() | st.text(alphabet="aB éÉe\u0301ßΣİﬁ½北京カ\u3099한국_-'’\"\n\x00²\ud800\u2028")


@given(text=TEXTS)
def test_words_are_the_indexed_ones_each_with_its_place(text: str) -> None:
    placed = list(highlights.placed(text))
    assert [word for word, _, _ in placed] == words(text)
    last = 0
    for word, start, end in placed:
        assert last <= end <= len(text)
        assert word in words(text[start:end]) or word in "".join(words(text[start:end]))
        last = start


def test_a_word_beyond_all_measure_hides_none_behind_it() -> None:
    text = "x" * 250 + " Gate x"
    assert [place for _, *place in highlights.placed(text)] == [[0, 250], [251, 255], [256, 257]]


@given(text=TEXTS, query=TEXTS)
def test_marks_stand_where_and_only_where_all_is_found(text: str, query: str) -> None:
    asked = terms(query)
    found = highlights.marks(text, asked)
    assert found == sorted(found)
    assert all(one[1] < other[0] for one, other in pairwise(found))
    if asked and highlights.has_all(text, asked):
        assert found


def test_phrases_and_words_that_touch_are_one_mark() -> None:
    text = "The north gate of Zoë’s yard; 北京城门"
    assert highlights.marks(text, terms('"north gate" gate zoe\'s 京城')) == [(4, 14), (18, 23), (31, 33)]
    assert not highlights.has_all(text, terms('"gate north"'))
    assert highlights.has_all(text, terms("yard 北京 north"))


def test_a_window_holds_the_first_mark_and_cuts_between_words() -> None:
    text = "crates " * 100 + "gate " + "bolts " * 100
    start, end = highlights.window(text, highlights.marks(text, terms("gate")))
    cut = text[start:end]
    assert "gate" in cut and len(cut) <= 240
    assert set(cut.split()) == {"crates", "gate", "bolts"}
    assert highlights.window("short", []) == (0, 5)
    assert highlights.window(text, []) == (0, 237)
