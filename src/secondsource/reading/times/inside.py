"""Placing a part of a longer time: early and late, counted days and weeks, the week of a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from secondsource.reading.times import calendar, placing
from secondsource.reading.times.calendar import FINENESS
from secondsource.reading.times.durations import value_of
from secondsource.reading.times.placing import Placed, of, unknown, why
from secondsource.reading.times.reckoning import CLOCK_UNITS, GRAINS, Reckoning
from secondsource.reading.times.terms import Part, WeekOf, Within


def part(term: Part, at: Reckoning) -> Placed:
    """The early or late part of a time, or its part before or after the reference."""
    placed = at.resolve(term.of)
    if term.which in ("START", "MID", "END", "FIRST", "SECOND"):
        return placing.narrowed(placed, term.which)
    stretch, now = placed.stretch, at.base("now", "day")
    if stretch is None or now is None or not stretch.first <= now.stretch.first <= stretch.last:
        return placed
    if FINENESS[stretch.grain] <= FINENESS["day"]:
        return placed
    today = now.stretch.first
    if term.which == "BEFORE":
        return replace(placed, last=today).told(
            why("time-part", "earlier", calendar.iso(stretch.first), now.stretch.value)
        )
    after = calendar.moved(today, days=1)
    first = after if after and after <= stretch.last else today
    return replace(placed, first=first).told(
        why("time-part", "later", calendar.iso(first), calendar.iso(stretch.last))
    )


def within(term: Within, at: Reckoning) -> Placed:
    """Units counted inside a time: "the first nine months of 2019"."""
    outer = at.resolve(term.of)
    value = value_of(term.count, term.unit)
    grain = GRAINS.get(term.unit, term.unit)
    if outer.first is None or outer.last is None:
        return unknown(value, grain, *outer.reasons)
    found = _counted(term, outer.first, outer.last)
    if found is None:
        return unknown(value, grain, why("time-outside-calendar"))
    first, last = found
    single = term.nth or term.count == 1
    held = calendar.holding(first, grain) if single and grain in ("day", "month", "year", "week") else None
    told = held.value if held else value
    return Placed(first, last, told, grain, reference=outer.reference, reasons=outer.reasons)


def _counted(term: Within, first: date, last: date) -> tuple[date, date] | None:
    """The first and last day of the counted units; weeks of a month are counted from its first day."""
    if term.unit in CLOCK_UNITS:
        day = first if term.side > 0 else last
        return day, day
    if term.side > 0:
        start = calendar.shifted(first, term.unit, term.count - 1) if term.nth else first
        after = calendar.shifted(first, term.unit, term.count)
        end = calendar.moved(after, days=-1) if after else None
    else:
        following = calendar.moved(last, days=1)
        start = calendar.shifted(following, term.unit, -term.count) if following else None
        end = last
    if start is None or end is None or start > last or start > end or start < first:
        return None
    return start, min(end, last)


def week_of(term: WeekOf, at: Reckoning) -> Placed:
    """The week that holds a day."""
    day = at.resolve(term.of)
    stretch = calendar.week(day.first) if day.first else None
    if stretch is None:
        return unknown("XXXX-WXX", "week", *day.reasons)
    return of(stretch, *day.reasons, reference=day.reference)
