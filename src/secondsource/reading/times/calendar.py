"""Stretches of the calendar and how to move them; years 1 to 9999, the Gregorian calendar throughout.

Whatever would fall outside gives None, so nothing overflows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS_OF = {
    "month": 1,
    "quarter": 3,
    "half": 6,
    "year": 12,
    "decade": 120,
    "century": 1200,
    "millennium": 12000,
}
_DAYS_OF = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}
_SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
# How fine a stretch is, the finest first.
FINENESS = {
    g: n
    for n, g in enumerate(
        ("second", "minute", "hour", "part-of-day", "day", "weekend", "week", "fortnight", "month", "quarter",
         "season", "half", "year", "decade", "century", "millennium")
    )
}  # fmt: skip
# Part of a longer time -> (first, last) month of a year; day of a month; year of a decade or century.
_PARTS = {
    "year": {"START": (1, 4), "MID": (5, 8), "END": (10, 12)},
    "month": {"START": (1, 10), "MID": (11, 20), "END": (21, 31)},
    "week": {"START": (0, 2), "MID": (1, 3), "END": (3, 6)},
    "decade": {"START": (0, 3), "MID": (4, 6), "END": (6, 9)},
    "century": {"START": (0, 32), "MID": (33, 66), "END": (67, 99)},
    "millennium": {"START": (0, 332), "MID": (333, 666), "END": (667, 999)},
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Whole days from the first to the last one, both in; grain: what kind of time; value: its TIMEX3."""

    first: date
    last: date
    grain: str
    value: str


def day(when: date) -> Stretch:
    """One day."""
    return Stretch(when, when, "day", iso(when))


def iso(when: date) -> str:
    """YYYY-MM-DD."""
    return f"{when.year:04d}-{when.month:02d}-{when.day:02d}"


def on(year: int, month: int, number: int) -> date | None:
    """The date of three numbers; None where there is no such day."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def week(when: date) -> Stretch | None:
    """The week, Monday to Sunday, that holds a day."""
    monday = moved(when, days=-when.weekday())
    sunday = moved(when, days=6 - when.weekday())
    if monday is None or sunday is None:
        return None
    number = when.isocalendar()
    return Stretch(monday, sunday, "week", f"{number.year:04d}-W{number.week:02d}")


def weekend(when: date) -> Stretch | None:
    """Saturday and Sunday of the week that holds a day."""
    held = week(when)
    if held is None:
        return None
    saturday = held.last - timedelta(days=1)
    return Stretch(saturday, held.last, "weekend", held.value + "-WE")


def months(year: int, month: int, count: int, grain: str, value: str) -> Stretch | None:
    """Whole months from the first day of one."""
    end = 12 * year + month - 2 + count
    first, after = on(year, month, 1), on(end // 12, end % 12 + 1, 1)
    if first is None or after is None:
        return None
    return Stretch(first, _last_of(after), grain, value)


def _last_of(first: date) -> date:
    following = 12 * first.year + first.month
    if following // 12 > 9999:
        return date(9999, 12, 31)
    return date(following // 12, following % 12 + 1, 1) - timedelta(days=1)


def month(year: int, number: int) -> Stretch | None:
    """One month."""
    return months(year, number, 1, "month", f"{year:04d}-{number:02d}")


def year(number: int) -> Stretch | None:
    """One year."""
    return months(number, 1, 12, "year", f"{number:04d}")


def quarter(of: int, number: int) -> Stretch | None:
    """A quarter of a calendar year, 1 to 4."""
    return months(of, 3 * number - 2, 3, "quarter", f"{of:04d}-Q{number}")


def half(of: int, number: int) -> Stretch | None:
    """A half of a calendar year, 1 or 2."""
    return months(of, 6 * number - 5, 6, "half", f"{of:04d}-H{number}")


def season(of: int, name: str) -> Stretch | None:
    """Three whole months as the north counts them; a winter goes by the year in which it begins."""
    return months(of, _SEASON_MONTH[name], 3, "season", f"{of:04d}-{name}")


def decade(of: int) -> Stretch | None:
    """Ten years from one that ends in 0."""
    start = of - of % 10
    return _years(max(start, 1), start + 9, "decade", f"{start // 10:03d}X")


def century(number: int) -> Stretch | None:
    """The n-th century: the 20th is 1901 to 2000."""
    return _years(100 * number - 99, 100 * number, "century", f"{number - 1:02d}XX")


def hundred(of: int) -> Stretch | None:
    """The years of "the 1600s"."""
    return _years(max(of, 1), of + 99, "century", f"{of // 100:02d}XX")


def years(first: int, last: int) -> Stretch | None:
    """From one year to another, both in."""
    return _years(first, last, "year", f"{first:04d}/{last:04d}")


def _years(first: int, last: int, grain: str, value: str) -> Stretch | None:
    a, b = on(first, 1, 1), on(last, 12, 31)
    return Stretch(a, b, grain, value) if a and b and a <= b else None


def moved(when: date, *, days: int = 0, months: int = 0) -> date | None:
    """A day moved by months, then by days; the last day of a month that is too short."""
    count = 12 * when.year + when.month - 1 + months
    if not 1 <= count // 12 <= 9999 or abs(days) > 4_000_000:
        return None
    start = date(count // 12, count % 12 + 1, 1)
    number = start.toordinal() + min(when.day, _last_of(start).day) - 1 + days
    return date.fromordinal(number) if 1 <= number <= date.max.toordinal() else None


def shifted(when: date, unit: str, count: float) -> date | None:
    """A day moved by a number of units, which may be a half."""
    if unit in _MONTHS_OF:
        whole = count * _MONTHS_OF[unit]
        if abs(whole) > 120_000:
            return None
        return moved(when, months=int(whole), days=round((whole - int(whole)) * 30))
    return moved(when, days=round(count * _DAYS_OF.get(unit, 0))) if abs(count) < 1e6 else None


def holding(when: date, grain: str) -> Stretch | None:
    """The day, week, month, quarter, year ... that holds a day."""
    if grain == "week":
        return week(when)
    if grain == "weekend":
        return weekend(when)
    if grain in _MONTHS_OF:
        return _of_months(when, grain)
    return day(when)


def _of_months(when: date, grain: str) -> Stretch | None:
    if grain == "month":
        return month(when.year, when.month)
    if grain == "quarter":
        return quarter(when.year, (when.month + 2) // 3)
    if grain == "half":
        return half(when.year, (when.month + 5) // 6)
    if grain == "year":
        return year(when.year)
    if grain == "decade":
        return decade(when.year)
    return century((when.year + 99) // 100) if grain == "century" else None


def weekday_near(when: date, number: int, *, side: int, strict: bool) -> date | None:
    """The weekday (1 Monday to 7 Sunday) at or before (side -1), or at or after (1) a day."""
    away = (number - 1 - when.weekday()) % 7 if side > 0 else -((when.weekday() - number + 1) % 7)
    if strict and away == 0:
        away = 7 * side
    return moved(when, days=away)


def _half_of(of: Stretch, which: str) -> Stretch:
    """The first or the second half of a stretch, to the day."""
    middle = of.first.toordinal() + (of.last.toordinal() - of.first.toordinal() + 1) // 2
    if middle <= of.first.toordinal():
        return of
    if which == "FIRST":
        return Stretch(of.first, date.fromordinal(middle - 1), of.grain, of.value)
    return Stretch(date.fromordinal(middle), of.last, of.grain, of.value)


def part(of: Stretch, which: str) -> Stretch:
    """The early, middle or late part of a stretch, under the value of the whole (TimeML tells it as a mod).

    Measured on annotated reports: early in a year is January to April, late its last quarter; of a month the
    last third; of a decade the first four or the last four years.
    """
    if which in ("FIRST", "SECOND"):
        return _half_of(of, which)
    bounds = _PARTS.get(of.grain, {}).get(which)
    if bounds is None:
        return of
    a, b = bounds
    first, last = of.first, of.last
    if of.grain == "year" and (of.first.month, of.last.month) == (1, 12) and of.first.year == of.last.year:
        first, last = date(first.year, a, 1), _last_of(date(first.year, b, 1))
    elif of.grain == "month":
        first, last = first.replace(day=a), first.replace(day=min(b, of.last.day))
    elif of.grain == "week":
        first, last = first + timedelta(days=a), first + timedelta(days=b)
    elif of.grain in ("decade", "century", "millennium"):
        last = date(min(of.last.year, first.year + b), 12, 31)
        first = date(min(of.last.year, first.year + a), 1, 1)
    return Stretch(first, last, of.grain, of.value)
