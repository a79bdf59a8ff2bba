"""What holds for every text: bounds in order, words at their spans, no overlap, no clock."""

from __future__ import annotations

import datetime
import time as clock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondsource.model.reasons import WORDS
from secondsource.model.report import Report
from secondsource.model.statement import Time
from secondsource.reading.times import times
from secondsource.reading.times.finding import _places
from secondsource.reading.times.signs import OPENERS
from secondsource.reading.times.words import Words
from secondsource.text import segment

PIECES = [
    *sorted(OPENERS),
    "to", "and", "in", "on", "of", "until", "since", "ago", "later", "earlier", "before", "after",
    "2018", "31", "4", "02/03/2026", "1999-12-31", "3:30", "p.m.", "GMT", "0600", "-", "–", ",", ".",
    "\n\n", "'s", "The", "May", "March", "0001", "9999", "will", "said", "B.C.", "10000", "century",
    "millennium", "1/2", "three", "years", "the",
]  # fmt: skip
published = st.sampled_from(
    [None, "0001-01-01", "9999-12-31", "2024-02-29", "2026", "2026-04", "not a date", ""]
)


def read(text: str, when: str | None = "2026-04-15") -> tuple[Time, ...]:
    return times(segment(text), Report(text=text, published=when), ())


def check(text: str, found: tuple[Time, ...]) -> None:
    last = 0
    for time in found:
        (span,) = time.spans
        assert last <= span.start < span.end
        last = span.end
        assert span.of(text) == time.text
        if time.earliest is not None and time.latest is not None:
            assert time.earliest <= time.latest
        for bound in (time.earliest, time.latest):
            if bound is not None:
                assert datetime.date.fromisoformat(bound[:10]) >= datetime.date.min
        assert all(reason.code in WORDS for reason in time.reasons)
        assert all(WORDS[reason.code].format(*reason.values) for reason in time.reasons)
        if time.earliest is None and time.latest is None:
            assert time.reasons


@given(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join), published)
@settings(max_examples=400, deadline=None)
def test_words_of_time_in_any_order_hold_together(text: str, when: str | None) -> None:
    check(text, read(text, when))


@given(st.text(max_size=200), published)
@settings(max_examples=200, deadline=None)
def test_any_text_is_read(text: str, when: str | None) -> None:
    check(text, read(text, when))


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "\x00\x01", "\u202e2018\u202c", "٣٣٣٣", "1" * 5000, "'" * 50, "-" * 50]
)
def test_odd_texts_are_read(text: str) -> None:
    check(text, read(text))


def test_another_system_date_and_zone_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "They met on Friday, last week, in June and tonight at 8; they will meet in two weeks and in 2030."
    before = [read(text, when) for when in ("2026-04-15", None)]

    def forbidden(*_: object) -> None:
        raise AssertionError("the machine's clock was asked")

    for name in ("time", "localtime", "gmtime", "monotonic", "time_ns"):
        monkeypatch.setattr(clock, name, forbidden)
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")

    class Elsewhen(datetime.date):
        @classmethod
        def today(cls) -> Elsewhen:
            raise AssertionError("the machine's date was asked")

    monkeypatch.setattr(datetime, "date", Elsewhen)
    assert [read(text, when) for when in ("2026-04-15", None)] == before


HOSTILE = (
    "last ", "the end of the ", "4 March ", "1 ", "one hundred and ", "1,000,", "2018-", "10:30:",
    "between Monday and ", "two days after ", "'71 ", "days ", "(",
    "early in the morning of the first day of the last week of ", "about ",
)  # fmt: skip


def test_every_place_is_looked_at_once_in_a_hostile_text() -> None:
    """Each word may begin an expression once, and none is read further than a fixed number of words."""
    text = "".join(piece * (200_000 // len(HOSTILE) // len(piece)) for piece in HOSTILE)
    words = Words.of(segment(text))
    places = list(_places(words))
    assert len(places) == len(set(places)) <= len(words.lower)
    found = read(text)
    assert all(time.text.count(" ") < 40 for time in found)
    check(text, found)
