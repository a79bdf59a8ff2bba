"""The tense of the verb that a time hangs on."""

from __future__ import annotations

import pytest

from secondsource.reading.times.tense import tense
from secondsource.reading.times.words import Words
from secondsource.text import segment


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The court ruled on Friday.", "past"),
        ("The court will rule on Friday.", "future"),
        ("On Friday, the court will rule.", "future"),
        ("On Friday, the court ruled.", "past"),
        ("The court is expected to rule on Friday.", "future"),
        ("The court was expected to rule on Friday.", "near"),
        ("The court said that it would rule on Friday.", "near"),
        ("The court would have ruled on Friday.", "past"),
        ("The talks, due on Friday, are off.", "future"),
        ("Ministers plan to meet on Friday.", "future"),
        ("They agreed to meet on Friday.", "future"),
        ("Fire on Friday", None),
        ("He proposed a law on Friday.", "past"),
        ("THE COURT RULED ON FRIDAY.", "past"),
        ("United States troops on Friday", None),
        ("The talks will be held on Friday.", "future"),
        ("The talks were to be held on Friday.", "near"),
        ("The talks to be held on Friday are off.", "near"),
        ("The court could be told on Friday.", "future"),
        ("She challenged her rival to debate on Friday.", "near"),
        ("She challenges her rival to debate on Friday.", "future"),
        ("He called on both sides to talk Friday.", "past"),
        ("The council votes on Friday.", "future"),
        ("The votes were counted on Friday.", "past"),
        ("The council said it votes Friday.", "future"),
        ("The ruling comes after the vote on Friday.", "past"),
        ("The deadline is Friday.", "future"),
        ("A vote is set for Friday.", "future"),
        ("They are meeting on Friday.", "future"),
        ("The firm, which announced the plan Friday, is small.", "past"),
    ],
)
def test_the_nearest_verb_tells(text: str, expected: str | None) -> None:
    words = Words.of(segment(text))
    at = words.lower.index("friday")
    assert tense(words, at, at + 1) == expected
