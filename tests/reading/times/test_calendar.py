"""Stretches of the calendar, the rules of moving days, and the edges of what it can hold."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.reading.times import calendar
from secondsource.reading.times.holidays import holiday

DAYS = st.dates()
UNITS = st.sampled_from(["day", "week", "month", "quarter", "year", "decade", "century", "millennium"])


@given(
    DAYS, st.sampled_from(["day", "week", "weekend", "month", "quarter", "half", "year", "decade", "century"])
)
def test_what_holds_a_day_begins_before_it_ends(when: date, grain: str) -> None:
    held = calendar.holding(when, grain)
    if held is not None:
        assert held.first <= held.last
        assert grain == "weekend" or held.first <= when <= held.last
        for which in ("START", "MID", "END", "FIRST", "SECOND"):
            part = calendar.part(held, which)
            assert held.first <= part.first <= part.last <= held.last


@given(DAYS, UNITS, st.floats(min_value=-20000, max_value=20000, allow_nan=False))
def test_moving_never_leaves_the_calendar(when: date, unit: str, count: float) -> None:
    moved = calendar.shifted(when, unit, count)
    assert moved is None or date.min <= moved <= date.max


@given(DAYS, st.integers(1, 7), st.sampled_from([-1, 1]), st.booleans())
def test_a_weekday_is_found_within_a_week(when: date, number: int, side: int, strict: bool) -> None:
    found = calendar.weekday_near(when, number, side=side, strict=strict)
    if found is not None:
        assert found.isoweekday() == number
        assert (1 if strict else 0) <= side * (found - when).days <= 7


def test_a_month_that_is_too_short_takes_its_last_day() -> None:
    assert calendar.moved(date(2024, 1, 31), months=1) == date(2024, 2, 29)


def test_the_last_month_and_year_are_whole() -> None:
    december, year = calendar.month(9999, 12), calendar.year(9999)
    assert december and year and december.last == year.last == date(9999, 12, 31)
    assert calendar.year(0) is None
    assert calendar.year(10000) is None


def test_a_century_counts_from_its_first_year() -> None:
    held = calendar.century(21)
    assert held and (held.first, held.last, held.value) == (date(2001, 1, 1), date(2100, 12, 31), "20XX")


@pytest.mark.parametrize(
    ("name", "year", "when"),
    [
        ("easter", 2024, date(2024, 3, 31)),
        ("easter", 2025, date(2025, 4, 20)),
        ("easter", 1818, date(1818, 3, 22)),
        ("easter", 1943, date(1943, 4, 25)),
        ("good-friday", 2024, date(2024, 3, 29)),
        ("ash-wednesday", 2024, date(2024, 2, 14)),
        ("thanksgiving", 2023, date(2023, 11, 23)),
        ("black-friday", 2023, date(2023, 11, 24)),
        ("memorial-day", 2024, date(2024, 5, 27)),
        ("labor-day", 2024, date(2024, 9, 2)),
        ("election-day", 2016, date(2016, 11, 8)),
        ("king-day", 2024, date(2024, 1, 15)),
    ],
)
def test_moving_holidays(name: str, year: int, when: date) -> None:
    assert holiday(name, year) == when


def test_no_holiday_outside_the_calendar() -> None:
    assert holiday("easter", 0) is None
