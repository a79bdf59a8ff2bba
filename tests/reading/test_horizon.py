"""The time that a forecast names."""

from __future__ import annotations

import pytest

from secondsource.reading.drafts import Draft
from secondsource.reading.horizon import horizon
from tests.reading.build import Text


@pytest.mark.parametrize(
    ("content", "time"),
    [
        ("the bridge will reopen next year", "next year"),
        ("the bridge will reopen tomorrow morning", "tomorrow morning"),
        ("the bridge will reopen by the end of March", "the end of March"),
        ("the bridge will reopen by 2031, not before", "2031"),
        ("the bridge will reopen on Tuesday", "Tuesday"),
        ("the bridge will reopen on June 12, she thinks", "June 12"),
        ("the bridge will reopen on 3 June 2031", "3 June 2031"),
        ("the bridge will reopen within two weeks", "two weeks"),
        ("the bridge will reopen in the next few days", "the next few days"),
        ("the bridge will reopen later this week", "later this week"),
        ("the bridge will reopen in early spring", "early spring"),
    ],
)
def test_times_to_come(content: str, time: str) -> None:
    t = Text(f"Dana Orlo said {content}.")
    found = horizon(t.segments, Draft(cue=t.words("said"), source=None, content=t.words(content)))
    assert found is not None and t.of(found) == time


@pytest.mark.parametrize("content", ["the bridge will reopen", "at the end of the day it will hold"])
def test_no_time(content: str) -> None:
    t = Text(f"Dana Orlo said {content}.")
    assert horizon(t.segments, Draft(cue=None, source=None, content=t.words(content))) is None
