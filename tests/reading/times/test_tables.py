"""The vocabulary of times holds together."""

from __future__ import annotations

from secondsource.model.reasons import WORDS
from secondsource.reading.times import tables
from secondsource.reading.times.clocks import offset
from secondsource.reading.times.durations import value_of
from secondsource.reading.times.holidays import holiday
from secondsource.reading.times.relatives import holiday_of
from secondsource.reading.times.signs import OPENERS, SIGNS


def test_words_are_in_lower_case() -> None:
    for table in (
        tables.MONTHS,
        tables.WEEKDAYS,
        tables.UNIT_WORDS,
        tables.PARTS,
        tables.SEASONS,
        tables.ZONES,
    ):
        assert all(word == word.lower() for word in table)


def test_every_month_weekday_unit_and_season_is_a_sign() -> None:
    for table in (tables.MONTHS, tables.WEEKDAYS, tables.UNIT_WORDS, tables.SEASONS, tables.PLURAL_WEEKDAYS):
        assert set(table) <= SIGNS
    assert SIGNS < OPENERS


def test_twelve_months_and_seven_days() -> None:
    assert set(tables.MONTHS.values()) == set(range(1, 13))
    assert set(tables.WEEKDAYS.values()) == set(range(1, 8))


def test_every_moving_holiday_has_a_rule() -> None:
    for words, rule in tables.MOVING_HOLIDAYS.items():
        assert holiday(rule, 2024) is not None
        assert holiday_of(" ".join(words)) == rule
    for words, day in tables.FIXED_HOLIDAYS.items():
        assert holiday_of("".join(words)) == day


def test_zones_lie_within_fourteen_hours() -> None:
    for zone, minutes in tables.ZONES.items():
        assert offset(zone) == minutes
        assert minutes is None or -12 * 60 <= minutes <= 14 * 60
    assert offset("utc+5:30") == 330
    assert offset("gmt-3") == -180
    assert offset("utc+99") is None


def test_lengths_are_written_as_timex3_writes_them() -> None:
    assert value_of(3, "month") == "P3M"
    assert value_of(90, "minute") == "PT90M"
    assert value_of(None, "day") == "PXD"
    assert value_of(1, "fortnight") == "P2W"
    assert value_of(0.5, "hour") == "PT30M"
    assert value_of(2, "decade") == "P2DE"


def test_the_reasons_of_times_are_worded_for_people() -> None:
    rows = {code: words for code, words in WORDS.items() if code.startswith("time-")}
    assert len(rows) >= 30
    assert all((words and words[0].islower()) or words.startswith("{") for words in rows.values())
