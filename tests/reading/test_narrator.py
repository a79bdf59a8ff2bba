"""What the writer says alone, held against a count of characters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from secondsource.model.span import Span
from secondsource.reading.narrator import own_sentences
from secondsource.text import segment
from tests.text.texts import texts

TEXT = "The dam held. “We were lucky,” Orla Venn said. “It was close.” Nobody was hurt."


def own(text: str, *contents: str) -> list[str]:
    """The writer's own sentences where these are contents."""
    spans = [Span(text.index(c), text.index(c) + len(c)) for c in contents]
    return [s.of(text) for s in own_sentences(segment(text), spans)]


def test_without_contents_every_sentence_is_the_writers() -> None:
    assert own(TEXT) == [
        "The dam held.",
        "“We were lucky,” Orla Venn said.",
        "“It was close.”",
        "Nobody was hurt.",
    ]


def test_a_sentence_wholly_inside_a_content_is_not() -> None:
    assert own(TEXT, "“We were lucky,” Orla Venn said. “It was close.”") == [
        "The dam held.",
        "Nobody was hurt.",
    ]


def test_a_sentence_with_words_beside_a_content_is() -> None:
    assert own(TEXT, "“We were lucky,”", "It was close") == [
        "The dam held.", "“We were lucky,” Orla Venn said.", "Nobody was hurt."
    ]  # fmt: skip


def test_marks_beside_a_content_are_no_words() -> None:
    assert own("“It was close”…", "It was close") == []
    assert own("(It was close.)", "It was", "close") == []


def test_several_contents_may_share_a_sentence() -> None:
    text = "It sank, Venn said, and Rek agreed."
    assert own(text, "It sank, Venn said, and Rek agreed.", "Venn said") == []
    assert own(text, "It sank", "Venn said", "and Rek agreed") == []
    assert own(text, "It sank", "and Rek agreed") == [text]


@given(texts, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 30)), max_size=5))
def test_a_sentence_is_the_writers_when_a_letter_of_it_stands_outside(
    text: str, parts: list[tuple[int, int]]
) -> None:
    segments = segment(text)
    contents = [Span(min(a, len(text)), min(a + n, len(text))) for a, n in parts]
    inside = {at for span in contents for at in range(span.start, span.end)}
    expected = [
        s
        for s in segments.sentences
        if any(text[at].isalnum() and at not in inside for at in range(s.start, s.end))
    ]
    assert own_sentences(segments, contents) == expected
