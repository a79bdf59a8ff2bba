"""What joins both ends of a range, and runs of days in one month: "4-6 March", "March 4 to 6"."""

from __future__ import annotations

from secondsource.reading.times import clocks, dates, weekdays
from secondsource.reading.times.amounts import ordinal
from secondsource.reading.times.tables import MONTHS
from secondsource.reading.times.terms import Calendar, Match, Range
from secondsource.reading.times.words import Words

_TO = frozenset({"to", "until", "till", "through", "thru", "til"})


def linked(w: Words, k: int, *, between: bool) -> int:
    """Past what joins both ends of a range; 0 where nothing does."""
    if w.at(k) in _TO or w.dash(k) or (w.at(k) == "and" and between):
        at = k + 3 if w.dash(k) and w.at(k + 1) == "to" and w.dash(k + 2) else k + 1
        at = at + 1 if w.at(k) == "through" and w.at(at) in ("to", "until") else at
        at = at + 1 if w.dash(k) and w.dash(at) else at
        return at + 1 if w.at(at) == "and" and w.at(k) != "and" else at
    return 0


def days_of_month(w: Words, k: int, *, between: bool) -> Match | None:
    """ "4-6 March 2026", "March 4-6, 2026", "the 4th to the 6th of March"."""
    at = k + 1 if w.at(k) == "the" else k
    day = dates.day_number(w, at) or ordinal(w, at)
    if day and day[1] <= 31:
        past = linked(w, day[0], between=between)
        second = dates.day_first(w, past) if past else None
        if second and isinstance(second[1], Calendar) and not (w.joined(k) and w.at(k - 1) in "-/.,:"):
            return second[0], Range(Calendar(day=day[1]), second[1])
        return None
    first = weekdays.weekday_first(w, k) if weekdays.weekday(w, k) else dates.month_first(w, k)
    if (
        first is None
        or not isinstance(first[1], Calendar)
        or not first[1].day
        or first[1].year
        or not first[1].month
    ):
        return None
    past = linked(w, first[0], between=between)
    past = past + 1 if past and w.at(past) == "the" else past
    last = (dates.day_number(w, past) or ordinal(w, past)) if past else None
    if last is None or last[1] > 31 or clocks.clock(w, past) is not None or w.at(last[0]) in ("percent", "%"):
        return None
    end, year, of, short = dates.tail(w, last[0])
    if MONTHS.get(w.at(last[0])):
        return None
    return end, Range(first[1], Calendar(year=year, month=first[1].month, day=last[1], of=of, short=short))


def range_of_days(w: Words, k: int) -> Match | None:
    """A run of days in one month, and no single day of it."""
    found = days_of_month(w, k, between=False)
    return found if found and isinstance(found[1], Range) else None
