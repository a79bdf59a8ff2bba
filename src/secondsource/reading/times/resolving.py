"""From what an expression means to a placed time, by the kind of its term."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from secondsource.reading.times import calendar
from secondsource.reading.times.calendar import Stretch
from secondsource.reading.times.dayparts import clock, daypart
from secondsource.reading.times.days import calendar_date
from secondsource.reading.times.inside import part, week_of, within
from secondsource.reading.times.placing import Placed, of, unknown, why
from secondsource.reading.times.pointing import relative
from secondsource.reading.times.ranges import placed_range
from secondsource.reading.times.reckoning import Base, Reckoning, nearest, no_reference, reckoned
from secondsource.reading.times.shifting import period, shift
from secondsource.reading.times.terms import (
    Calendar,
    Clock,
    Daypart,
    Era,
    Fraction,
    Length,
    Part,
    Period,
    Range,
    Relative,
    Repeat,
    Shift,
    Vague,
    WeekOf,
    Within,
)


def of_fraction(term: Fraction, year: int) -> Stretch | None:
    """The quarter, half or season in a year."""
    if term.kind == "season":
        return calendar.season(year, str(term.number))
    return (calendar.quarter if term.kind == "quarter" else calendar.half)(year, int(term.number))


def _fraction(term: Fraction, at: Reckoning) -> Placed:
    def make(year: int) -> Stretch | None:
        return of_fraction(term, year)

    suffix = {"quarter": "Q", "half": "H", "season": ""}[term.kind] + str(term.number)
    if term.year is not None:
        stretch = make(term.year)
        return (
            of(stretch, why("time-as-written"))
            if stretch
            else unknown(f"{term.year}-{suffix}", term.kind, why("time-outside-calendar"))
        )
    if term.of is not None:
        outer = at.resolve(term.of)
        stretch = make(outer.first.year) if outer.first else None
        if stretch is None:
            return unknown(f"XXXX-{suffix}", term.kind, *outer.reasons)
        return of(stretch, *outer.reasons, reference=outer.reference)
    base = _base_of_year(at)
    if base is None:
        return unknown(f"XXXX-{suffix}", term.kind, no_reference(at, "now"))
    return reckoned(nearest(make, base.stretch.first, at.tense or "past"), base, f"XXXX-{suffix}", term.kind)


def _base_of_year(at: Reckoning) -> Base | None:
    told = at.year_told()
    if at.now is None:
        return told
    return at.base("now", "month") or told


def _era(term: Era, at: Reckoning) -> Placed:
    if term.before:
        value = f"BC{term.number:04d}" if term.kind == "years" else f"BC{term.number - 1:02d}"
        return unknown(value, "year" if term.kind == "years" else "century", why("time-before-year-one"))
    stretch = _ERAS[term.kind](term)
    if stretch is None:
        return unknown(None, term.kind, why("time-outside-calendar"))
    if term.kind == "fiscal":
        return of(stretch, why("time-fiscal-year"))
    return of(stretch, why("time-as-written"))


def _centuries(term: Era) -> Stretch | None:
    first, last = calendar.century(term.number), calendar.century(term.last or term.number)
    if first is None or last is None or first is last:
        return first
    value = first.value if first == last else f"{first.value}/{last.value}"
    return Stretch(first.first, last.last, "century", value) if first.first <= last.last else None


_ERAS: dict[str, Callable[[Era], Stretch | None]] = {
    "decade": lambda e: calendar.decade(e.number),
    "century": _centuries,
    "hundred": lambda e: calendar.hundred(e.number),
    "years": lambda e: calendar.years(e.number, e.last),
    "fiscal": lambda e: calendar.year(e.number),
}


def _length(term: Length, at: Reckoning) -> Placed:
    return unknown(term.value, None, why("time-length"), type="DURATION")


def _repeat(term: Repeat, at: Reckoning) -> Placed:
    return unknown(term.value, None, why("time-repeated"), type="SET")


def _vague(term: Vague, at: Reckoning) -> Placed:
    told = term.value == "PAST_REF"  # "at that time": the one told last, however long
    base = (at.told("century") if told else at.base("now", "day")) if term.placed else None
    if base is None:
        return unknown(term.value, None, why("time-vague"))
    return replace(
        of(base.stretch, base.reason, reference=base.told),
        value=term.value,
    )


STEPS: dict[type, Callable[[Any, Reckoning], Placed]] = {
    Calendar: calendar_date, Fraction: _fraction, Era: _era, Relative: relative, Shift: shift, Period: period,
    Part: part, Within: within, WeekOf: week_of, Daypart: daypart, Clock: clock, Length: _length,
    Repeat: _repeat, Vague: _vague, Range: placed_range,
}  # fmt: skip
