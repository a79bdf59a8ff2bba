"""Relative pronouns as sources: the words that they take up."""

from __future__ import annotations

import pytest
from hypothesis import given

from secondsource.reading.sources import RELATIVE, antecedent
from secondsource.text import segment
from tests.reading.build import Text
from tests.text.texts import texts


@pytest.mark.parametrize(
    ("text", "pronoun", "named"),
    [
        ("The pilot of the Brisa, who said it sank, left.", "who", None),
        ("It was Orla Venn, who said it sank.", "who", "Orla Venn"),
        ("The barge was seen by two pilots who said it sank.", "who", "two pilots"),
        ("Rek asked a clerk who said no.", "who", "a clerk"),
        ("He works for Havnevakt – which denies it.", "which", "Havnevakt"),
    ],
)
def test_the_words_before_a_pronoun(text: str, pronoun: str, named: str | None) -> None:
    told = Text(text)
    found = told.of(antecedent(told.segments, told.words(pronoun)))
    assert found == named if named else found


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Who said it sank?", "Who"),
        ("Orla Venn said it sank.", "Orla Venn"),
        ("It sank. Who said so?", "Who"),
    ],
)
def test_a_source_that_takes_up_nothing_stays(text: str, source: str) -> None:
    told = Text(text)
    assert antecedent(told.segments, told.words(source)) == told.words(source)


@given(texts)
def test_it_stands_before_the_pronoun_in_its_sentence(text: str) -> None:
    segments = segment(text + " which fell. Rek, who")
    for w in range(len(segments)):
        first, last = antecedent(segments, (w, w + 1))
        assert first < last
        if segments.word(w).lower() not in RELATIVE:
            assert (first, last) == (w, w + 1)
        assert last <= w + 1
        assert segments.sentence[last - 1] == segments.sentence[w]
