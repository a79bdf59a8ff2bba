"""Words, sentences and paragraphs: every offset exact, nothing lost, nothing broken."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.model.span import Span
from secondsource.text import paragraphs, segment
from tests.text.texts import texts


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [span.of(text) for span in segment(text).sentences]


def blocks(text: str) -> list[str]:
    """The paragraphs of a text."""
    return [span.of(text) for span in paragraphs(text)]


def seconds(work: Callable[[], object]) -> float:
    """Processor time of a call, the better of two."""
    taken = []
    for _ in range(2):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return min(taken)


def stays_linear(work: Callable[[Any], object], make: Callable[[int], Any], size: int) -> bool:
    """True when four times the text takes well under sixteen times as long."""
    small, large = make(size), make(4 * size)
    return seconds(lambda: work(large)) <= max(0.03, 9 * seconds(lambda: work(small)))


# --- words


def test_words_and_marks_stand_apart() -> None:
    text = "“Don’t,” Orla Venn-Rek said: 4,000 of 3.5%."
    assert segment(text).words() == [
        "“", "Don", "’", "t", ",", "”", "Orla", "Venn", "-", "Rek", "said", ":",
        "4", ",", "000", "of", "3", ".", "5", "%", ".",
    ]  # fmt: skip


def test_a_combining_mark_stays_with_its_letter() -> None:
    assert segment("e\u0301te\u0301 noe\u0308l").words() == ["e\u0301te\u0301", "noe\u0308l"]


@pytest.mark.parametrize("text", ["", " ", "\n", "\r\n\r\n", "\t \u00a0\n"])
def test_a_text_without_words_has_no_segments(text: str) -> None:
    segments = segment(text)
    assert len(segments) == 0
    assert segments.words() == []
    assert segments.sentences == segments.paragraphs == ()
    assert segments.range_of(Span(0, len(text))) == (0, 0)
    assert segments.first_at(0) == 0


@given(texts)
def test_words_cover_all_that_is_not_white_space_and_never_overlap(text: str) -> None:
    segments = segment(text)
    starts, ends = segments.starts.tolist(), segments.ends.tolist()
    assert all(a < b for a, b in zip(starts, ends, strict=True))
    assert all(a <= b for a, b in zip(ends, starts[1:], strict=False))
    covered = {at for a, b in zip(starts, ends, strict=True) for at in range(a, b)}
    assert covered == {at for at, char in enumerate(text) if not char.isspace()}
    assert segments.words() == [segments.word(w) for w in range(len(segments))]
    assert [text[a:b] for a, b in zip(starts, ends, strict=True)] == segments.words()
    assert "".join(segments.words()) == "".join(text.split())


@given(texts)
def test_letters_and_figures_side_by_side_are_one_word(text: str) -> None:
    starts = set(segment(text).starts.tolist())
    for at in range(1, len(text)):
        if text[at].isalnum() and text[at - 1].isalnum():
            assert at not in starts


# --- sentences and paragraphs


@given(texts)
def test_sentences_stand_in_paragraphs_and_both_hold_every_word(text: str) -> None:
    segments = segment(text)
    for spans in (segments.sentences, segments.paragraphs):
        assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
        assert all(span.of(text) and span.of(text) == span.of(text).strip() for span in spans)
    for sentence in segments.sentences:
        assert sum(block.covers(sentence) for block in segments.paragraphs) == 1
    for w in range(len(segments)):
        word = segments.span_of(w, w + 1)
        assert segments.sentences[segments.sentence[w]].covers(word)
        assert segments.paragraphs[segments.paragraph[w]].covers(word)
    assert set(segments.sentence.tolist()) == set(range(len(segments.sentences)))
    assert set(segments.paragraph.tolist()) == set(range(len(segments.paragraphs)))
    assert {a.dtype for a in (segments.starts, segments.ends, segments.sentence, segments.paragraph)} == {
        np.dtype(np.int32)
    }


@given(texts)
def test_cutting_is_a_function_of_the_text(text: str) -> None:
    a, b = segment(text), segment(text)
    assert (a.sentences, a.paragraphs, a.words()) == (b.sentences, b.paragraphs, b.words())


@given(texts, st.integers(0, 70), st.integers(0, 70))
def test_a_range_holds_the_words_that_share_characters_with_a_span(text: str, start: int, more: int) -> None:
    segments = segment(text)
    span = Span(start, start + more)
    first, last = segments.range_of(span)
    inside = [w for w in range(len(segments)) if segments.span_of(w, w + 1).overlaps(span)]
    if len(span):
        assert list(range(first, last)) == inside
    assert 0 <= first <= last <= len(segments)
    after = [w for w in range(len(segments)) if segments.ends[w] > start]
    assert segments.first_at(start) == (after[0] if after else len(segments))


@given(texts, st.data())
def test_words_to_characters_and_back(text: str, data: st.DataObject) -> None:
    segments = segment(text)
    if not len(segments):
        return
    first = data.draw(st.integers(0, len(segments) - 1))
    last = data.draw(st.integers(first + 1, len(segments)))
    assert segments.range_of(segments.span_of(first, last)) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Ilse Brandt met Gen. Rolf Aker in Oskvard.",
        "Mrs. Venn and Mr. Rek told Sen. Holt so.",
        "The U.S. envoy to Kestrin left.",
        "It closed at 6 p.m. on Monday.",
        "He paid 3.5 bn. in all.",
        "The order of Jan. 4 stands.",
        "It was Ms. Rek of Oskvard.",
        "By 6 p.m. 40 boats had left.",
        "It was approx. 40 boats.",
        "He owes 5 mln. crowns.",
        '"Did it hold?" he asked.',
        "“Did it hold?” he asked.",
        "‘It held!’ she cried.",
        "Form No. 7 is lost.",
        "She paused ... and went on.",
    ],
)
def test_a_full_stop_of_an_abbreviation_ends_no_sentence(text: str) -> None:
    assert sentences(text) == [text]
    assert sentences(text + " They left.") == [text, "They left."]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("The dam held. Nobody was hurt.", ["The dam held.", "Nobody was hurt."]),
        ("Who? Nobody! So be it.", ["Who?", "Nobody!", "So be it."]),
        ("“We held,” she said. “They ran.”", ["“We held,” she said.", "“They ran.”"]),
        ("She said: “Don’t go.” He left.", ["She said: “Don’t go.”", "He left."]),
        ("It sank (he said). Then it rose.", ["It sank (he said).", "Then it rose."]),
        ("no mark at all", ["no mark at all"]),
        ("Venn left. “", ["Venn left. “"]),
    ],
)
def test_sentences(text: str, cut: list[str]) -> None:
    assert sentences(text) == cut


def test_a_wrapped_paragraph_is_one() -> None:
    text = "The harbour of Oskvard was closed on\nMonday after a mooring broke and\na barge drifted off."
    assert blocks(text) == [text]
    assert sentences(text) == [text]


def test_a_sentence_may_run_over_a_wrapped_line_but_never_over_a_paragraph() -> None:
    text = "The harbour was\nclosed. A barge\n\ndrifted off"
    assert sentences(text) == ["The harbour was\nclosed.", "A barge", "drifted off"]


def test_a_paragraph_a_line() -> None:
    text = "The dam held.\nNobody was hurt.\n“We were lucky,” Venn said."
    assert blocks(text) == text.split("\n")


def test_a_long_line_is_a_paragraph_of_its_own_though_no_mark_closes_it() -> None:
    lines = [
        "the water went on rising behind the old dam " * 4 + "and on",
        "then the wind turned " * 8 + "at last",
    ]
    assert blocks("\n".join(lines)) == lines


def test_an_indented_line_of_wrapped_text_is_no_paragraph() -> None:
    text = "The water rose\n  and rose until\n\tnoon."
    assert blocks(text) == [text]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_kind_of_line_end(end: str) -> None:
    text = f"  One is here.{end}{end}Two is a{end}wrapped one{end} \t{end}{end}Three.{end}"
    assert blocks(text) == ["One is here.", f"Two is a{end}wrapped one", "Three."]
    assert all(span.of(text) for span in segment(text).sentences)


def test_windows_line_ends_cut_like_others() -> None:
    text = "The dam held.\nNobody was hurt.\n\nVenn left. Rek stayed\nat home"
    ended = text.replace("\n", "\r\n")
    assert [b.replace("\r", "") for b in blocks(ended)] == blocks(text)
    assert [s.replace("\r", "") for s in sentences(ended)] == sentences(text)


def test_a_mark_alone_is_no_sentence() -> None:
    assert sentences("It sank. ”") == ["It sank. ”"]
    assert sentences("It sank. ***") == ["It sank. ***"]


# --- time

SENTENCE = "The harbour master, Ilse Brandt, said the ferry had left at 6 p.m. on Monday. "


@pytest.mark.parametrize(
    "make",
    [
        lambda n: SENTENCE * (n // len(SENTENCE)),
        lambda n: (SENTENCE + "\n\n") * (n // len(SENTENCE)),
        lambda n: (SENTENCE + "\n") * (n // len(SENTENCE)),
        lambda n: "word " * (n // 5),
        lambda n: "x" * n,
        lambda n: "." * n,
        lambda n: "\n" * n,
        lambda n: "\n " * (n // 2),
    ],
    ids=[
        "one paragraph",
        "paragraphs",
        "lines",
        "no full stop",
        "one word",
        "marks",
        "line ends",
        "blank lines",
    ],
)
def test_a_megabyte_is_cut_in_a_few_seconds(make: Callable[[int], str]) -> None:
    text = make(1_000_000)
    began = time.process_time()
    segment(text)
    # 0.1 to 0.6 s on one core of 2024; by the square it would be hours.
    assert time.process_time() - began < 60


def test_a_long_run_of_blanks_takes_time_in_proportion() -> None:
    assert stays_linear(paragraphs, lambda n: "a" + " " * n + "b", 1500)


@pytest.mark.parametrize("blank", ["\x85", "\xa0", "\u2028", "\u2029", "\u3000", "\u2009"])
def test_blanks_of_more_than_one_byte_stop_nothing(blank: str) -> None:
    text = f"!{blank}It held.{blank}Nobody{blank}slept. {blank}\n.{blank}"
    found = segment(text)
    assert found.text == text
    assert found.words()[:3] == ["!", "It", "held"]
