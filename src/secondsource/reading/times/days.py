"""Placing a date of the calendar that may lack its year, its month or all but the weekday."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from secondsource.model.statement import Reason
from secondsource.reading.times import calendar
from secondsource.reading.times.calendar import Stretch
from secondsource.reading.times.holidays import holiday
from secondsource.reading.times.placing import Placed, of, unknown, why
from secondsource.reading.times.reckoning import Base, Reckoning, full_year, nearest, no_reference
from secondsource.reading.times.terms import Calendar, Term


def calendar_date(term: Calendar, at: Reckoning) -> Placed:
    """The placed date of a term."""
    if term.swapped is not None:
        return _either_way(term, at)
    if term.month is None and term.holiday is None:
        if term.day is not None:
            return _day_only(term, at)
        if term.year is None:
            return _weekday_of(term, term.of, at) if term.of is not None else _weekday(term, at)
    year, reasons, reference = _year_of(term, at)
    if year is None:
        return _without_year(term, at)
    stretch = _in_year(term, year)
    if stretch is None:
        return unknown(None, "day", why("time-no-such-day", _written(term, year)))
    placed = of(stretch, *reasons, reference=reference)
    return _checked(placed, term)


def _year_of(term: Calendar, at: Reckoning) -> tuple[int | None, tuple[Reason, ...], str | None]:
    """The year where it is told, the reasons, and what it was reckoned from."""
    if term.of is not None:
        outer = at.resolve(term.of)
        return (outer.first.year if outer.first else None), outer.reasons, outer.reference
    if term.year is None:
        return None, (), None
    if term.short:
        year = full_year(term.year % 100, at.now.stretch.first if at.now else None)
        return year, (why("time-two-digits", f"{term.year:02d}", str(year)),), None
    return term.year, (why("time-names-document" if term.document else "time-as-written"),), None


def _in_year(term: Calendar, year: int) -> Stretch | None:
    if term.holiday:
        when = holiday(term.holiday, year)
        return calendar.day(when) if when else None
    if term.month is None:
        return calendar.year(year)
    if term.day is None:
        return calendar.month(year, term.month)
    when = calendar.on(year, term.month, term.day)
    return calendar.day(when) if when else None


def _written(term: Calendar, year: int | None) -> str:
    tail = "-".join(f"{part:02d}" for part in (term.month, term.day) if part is not None)
    return f"{'XXXX' if year is None else f'{year:04d}'}-{tail}" if tail else str(year)


def _checked(placed: Placed, term: Calendar) -> Placed:
    """With a reason where the weekday that is told does not fall on the day."""
    if term.weekday and placed.first and placed.first.isoweekday() != term.weekday:
        return placed.told(why("time-weekday-differs", placed.value or ""))
    return placed


def _without_year(term: Calendar, at: Reckoning) -> Placed:
    """A day or month whose year the tense, or a year told near by, must give."""
    grain = "day" if term.day or term.holiday else "month"
    value = _written(term, None) if term.month else "XXXX-XX-XX"
    if term.month and term.day and calendar.on(2000, term.month, term.day) is None:
        return unknown(None, grain, why("time-no-such-day", value))
    if term.of is not None:
        return unknown(value, grain, *_year_of(term, at)[1])
    base = at.year_told()
    told = base and _after_told(term, base)
    if base and told and (at.now is None or _may_be_told(told, at, at.now)):
        return _with_base(told, base, term)
    if at.now is None:
        return unknown(value, grain, why("time-no-date-known"))
    found = _near(term, at)
    if found is None:
        return unknown(None, grain, why("time-no-such-day", value))
    placed = _with_base(found, at.now, term)
    return placed.told(why(f"time-tense-{at.tense}")) if at.tense else placed


def _may_be_told(told: Stretch, at: Reckoning, now: Base) -> bool:
    """Whether a day in the year that was told can be meant: not where the tense looks ahead."""
    return told.last.year < now.stretch.first.year and at.tense != "future"


def _near(term: Calendar, at: Reckoning) -> Stretch | None:
    if at.now is None:
        return None
    near = at.now.stretch.last if at.tense == "past" else at.now.stretch.first
    if term.weekday and not term.holiday:
        fits = [s for s in _around(term, near.year, 2) if s.first.isoweekday() == term.weekday]
        if fits:
            return fits[0]
    if term.month == 2 and term.day == 29:
        return next(iter(_around(term, near.year, 4)), None)
    return nearest(lambda year: _in_year(term, year), near, at.tense)


def _around(term: Calendar, year: int, far: int) -> list[Stretch]:
    """The day or month in the years around one, the nearest first, the past one before the coming."""
    years = [year, *(year + side * n for n in range(1, far + 1) for side in (-1, 1))]
    return [s for y in years if 1 <= y <= 9999 and (s := _in_year(term, y))]


def _after_told(term: Calendar, base: Base) -> Stretch | None:
    """The day or month in the year that was told."""
    return _in_year(term, base.stretch.first.year)


def _with_base(stretch: Stretch, base: Base, term: Calendar) -> Placed:
    reason = base.reason
    return _checked(of(stretch, reason, reference=base.told), term)


def _day_only(term: Calendar, at: Reckoning) -> Placed:
    """ "the 4th": of the month told last or of the report's, by tense."""
    base = at.told("month") or at.base("now", "day")
    day = term.day or 1
    value = f"XXXX-XX-{day:02d}"
    if base is None:
        return unknown(value, "day", why("time-no-date-known"))
    start = base.stretch.first
    found: list[date] = []
    for step in (0, -1, 1, -2, 2):
        moved = calendar.moved(start.replace(day=1), months=step)
        when = calendar.on(moved.year, moved.month, day) if moved else None
        if when and (term.weekday is None or when.isoweekday() == term.weekday):
            found.append(when)
    if base.kind != "told" and at.tense == "past":
        found = [d for d in found if d <= base.stretch.last] or found
    elif base.kind != "told" and at.tense == "future":
        found = [d for d in found if d >= start] or found
    if not found:
        return unknown(value, "day", why("time-no-such-day", value))
    return of(calendar.day(found[0]), base.reason, reference=base.told)


def _weekday(term: Calendar, at: Reckoning) -> Placed:
    """ "on Friday": the last one where the verb tells of what was, the next where of what will be."""
    number = term.weekday or 1
    value = f"XXXX-WXX-{number}"
    base = at.base("now", "day")
    if base is None:
        return unknown(value, "day", no_reference(at, "now"))
    ago = (base.stretch.first.isoweekday() - number) % 7
    side = 1 if at.tense == "future" or (at.tense == "near" and ago > 3) else -1
    when = calendar.weekday_near(base.stretch.first, number, side=side, strict=False)
    if when is None:
        return unknown(value, "day", why("time-outside-calendar"))
    reasons = [
        base.reason,
        why(f"time-tense-{at.tense or 'none'}"),
    ]
    return of(calendar.day(when), *reasons, reference=base.told)


def _weekday_of(term: Calendar, week: Term, at: Reckoning) -> Placed:
    """ "Tuesday of next week"."""

    outer = at.resolve(week)
    when = calendar.moved(outer.first, days=(term.weekday or 1) - 1) if outer.first else None
    if when is None:
        return unknown(f"XXXX-WXX-{term.weekday}", "day", *outer.reasons)
    return of(calendar.day(when), *outer.reasons, reference=outer.reference)


def _either_way(term: Calendar, at: Reckoning) -> Placed:
    """Digits that can be day and month or month and day: both in the bounds, unless the report settles it."""
    plain = replace(term, swapped=None)
    month, day = term.swapped or (1, 1)
    other = calendar_date(replace(plain, month=month, day=day), at)
    first = calendar_date(plain, at)
    if at.day_first is not None:
        kept = first if at.day_first else other
        return kept.told(why("time-order-settled", "day" if at.day_first else "month"))
    if first.first is None or other.first is None:
        return first if other.first is None else other
    if at.now and at.now.stretch.grain == "day":
        same = [p for p in (first, other) if p.first == at.now.stretch.first]
        if same:
            return same[0].told(why("time-order-published", at.now.stretch.value))
    low, high = sorted((first.first, other.first))
    reason = why("time-day-or-month", calendar.iso(low), calendar.iso(high))
    return Placed(low, high, f"{low.year:04d}-XX-XX", "day", reasons=(reason,))
