"""What quotation marks settle, told in words."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.reading.attributions import Found, Range
from secondsource.reading.quotations import beside, joined, kind_of, overlap, snap, spoken
from secondsource.text import quotations, segment
from tests.reading.build import Text, quote
from tests.text.texts import texts

ranges = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda t: (t[0], t[0] + t[1]))


# --- in words


def test_a_quotation_in_words_takes_in_its_marks() -> None:
    text = Text("Venn said: “We held on. They ran.” Rek called it “luck”.")
    assert [text.of(q.words) for q in text.quotes] == ["“We held on. They ran.”", "“luck”"]


@pytest.mark.parametrize(
    ("text", "speech", "alone"),
    [
        ("“We held on,” Venn said.", True, False),
        ("Venn left. “We held on.”", True, True),
        ("Venn left. “We held on.” Rek stayed.", True, True),
        ("“We held on, and", True, True),
        ("“We held on.” —", True, True),
        ("Venn said it was “a farce, and”.", False, False),
        ("“So what” is a bad answer.", False, False),
        ("“No,” Venn said.", True, False),
        ("“No” was the answer.", False, False),
    ],
)
def test_speech_begins_a_sentence_and_is_closed_by_a_mark(text: str, speech: bool, alone: bool) -> None:
    assert [(q.speech, q.alone) for q in Text(text).quotes] == [(speech, alone)]


def test_whether_it_is_closed_and_goes_on_is_kept() -> None:
    text = Text("“We came.\n\n“We left,” Rek said.")
    assert [(q.closed, q.continues) for q in text.quotes] == [(False, False), (True, True)]


@given(texts)
def test_quotations_in_words_are_in_order_and_of_two_words_at_least(text: str) -> None:
    segments = segment(text)
    found = spoken(segments, quotations(text, segments.paragraphs))
    assert all(b - a > 1 for a, b in (q.words for q in found))
    assert all(a.words[1] <= b.words[0] for a, b in itertools.pairwise(found))


@given(ranges, st.lists(st.tuples(st.integers(0, 6), st.integers(2, 9)), max_size=6))
def test_quotations_beside_a_range_share_words_with_it(words: Range, steps: list[tuple[int, int]]) -> None:
    quotes, at = [], 0
    for gap, size in steps:
        quotes.append(quote(at + gap, at + gap + size))
        at += gap + size
    assert list(beside(words, quotes)) == [q for q in quotes if overlap(words, q.words)]


@given(ranges, ranges)
def test_overlap_counts_words_of_both(a: Range, b: Range) -> None:
    assert overlap(a, b) == overlap(b, a) == len(set(range(*a)) & set(range(*b)))


# --- edges


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ((11, 19), (10, 20)),  # without its marks
        ((10, 20), (10, 20)),
        ((12, 18), (10, 20)),  # more than half of it
        ((13, 17), (13, 17)),  # a clause inside, less than half
        ((5, 16), (5, 20)),  # more than half taken in: to its end
        ((5, 12), (5, 10)),  # two words caught: left out
        ((18, 25), (20, 25)),
        ((5, 13), (5, 13)),  # three words of ten: left as it is
        ((4, 30), (4, 30)),  # it takes in the whole
        ((20, 25), (20, 25)),  # only beside it
    ],
)
def test_a_content_is_moved_to_the_marks_of_a_quotation(content: Range, expected: Range) -> None:
    assert snap(content, [quote(10, 20)]) == expected


def test_a_content_of_two_quotations_takes_both_in() -> None:
    assert snap((11, 28), [quote(10, 15), quote(20, 30)]) == (10, 30)


@given(ranges, st.lists(ranges, max_size=4))
def test_snapping_never_empties_a_content_and_rests_when_done(content: Range, held: list[Range]) -> None:
    quotes = [quote(*r) for r in sorted(held) if r[1] - r[0] > 1]
    apart = [q for k, q in enumerate(quotes) if k == 0 or q.words[0] >= quotes[k - 1].words[1]]
    found = snap(content, apart)
    assert found[0] < found[1]
    assert overlap(found, content)
    edges = {content[0], content[1], *(e for q in apart for e in q.words)}
    assert set(found) <= edges


# --- kinds


def test_kinds_of_quotes() -> None:
    text = Text("“We held on,” Venn said, “until dawn.” Rek called it “sheer luck” and left.")
    first, second, third = (q.words for q in text.quotes)
    said = text.words("Venn said")
    assert kind_of([first], [], text.quotes) == "direct"
    assert kind_of([(first[0], second[1])], [said], text.quotes) == "direct"
    assert kind_of([text.words("it “sheer luck” and left")], [], text.quotes) == "mixed"
    assert kind_of([text.words("Rek called it")], [], text.quotes) == "indirect"
    assert kind_of([third], [], []) == "indirect"


def test_a_cue_inside_its_content_does_not_make_it_mixed() -> None:
    text = Text("“We held on to the pier,” Orla Venn of the harbour office said, “until dawn.”")
    content = (0, text.words("“until dawn.”")[1])
    cue, source = text.words("said"), text.words("Orla Venn of the harbour office")
    assert kind_of([content], [cue, source], text.quotes) == "direct"
    assert kind_of([content], [], text.quotes) == "mixed"


# --- what nobody speaks yet


# --- attributions


def test_ranges_of_an_attribution_are_snapped_and_joined() -> None:
    found = Found(cue=(12, 13), source=(10, 12), content=((1, 4), (4, 9), (15, 19)), score=2.0)
    mended = joined(found, [quote(0, 10), quote(14, 20)])
    assert mended == Found(cue=(12, 13), source=(10, 12), content=((0, 10), (14, 20)), score=2.0)


@given(st.lists(ranges, min_size=1, max_size=4), st.lists(ranges, max_size=3))
def test_joined_ranges_are_in_order_and_apart(content: list[Range], held: list[Range]) -> None:
    quotes = [quote(*r) for k, r in enumerate(sorted(held)) if k == 0 or r[0] >= max(held)[1]]
    mended = joined(Found(cue=None, source=None, content=tuple(content)), quotes)
    assert mended.content
    assert all(a[1] < b[0] for a, b in itertools.pairwise(mended.content))
