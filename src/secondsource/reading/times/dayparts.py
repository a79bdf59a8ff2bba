"""Placing parts of days and times of day, with their zones."""

from __future__ import annotations

from dataclasses import replace

from secondsource.reading.times import calendar
from secondsource.reading.times.clocks import offset
from secondsource.reading.times.placing import Placed, of, unknown, why
from secondsource.reading.times.reckoning import Reckoning, no_reference
from secondsource.reading.times.terms import Clock, Daypart


def daypart(term: Daypart, at: Reckoning) -> Placed:
    """A part of a day that is told, or of the one told before."""
    day = at.resolve(term.day) if term.day is not None else _day_told(at)
    if day.first is None or day.last is None:
        return replace(
            day, value=f"{day.value or 'XXXX-XX-XX'}T{term.part}", grain="part-of-day", type="TIME"
        )
    last = day.last
    if term.over and day.first == day.last:
        last = calendar.moved(day.first, days=1) or day.last
    value = f"{calendar.iso(day.first)}T{term.part}"
    return replace(day, last=last, value=value, grain="part-of-day", type="TIME")


def _day_told(at: Reckoning) -> Placed:
    """The day that the text speaks of, or the day of publication where it told none."""
    past = at.tense not in ("future", "near")
    base = at.told("day", past=past) or at.base("now", "day")
    if base is None:
        return unknown("XXXX-XX-XX", "day", no_reference(at, "now"))
    return of(
        calendar.day(base.stretch.first),
        base.reason,
        reference=base.told,
    )


def clock(term: Clock, at: Reckoning) -> Placed:
    """A time of day, with its zone where one minute of one day is meant."""
    day = at.resolve(term.day) if term.day is not None else _day_told(at)
    minute = 0 if term.minute is None else term.minute
    hour = f"T{term.hour:02d}:{minute:02d}" + (f":{term.second:02d}" if term.second is not None else "")
    grain = "second" if term.second is not None else "minute" if term.minute is not None else "hour"
    stem = calendar.iso(day.first) if day.first and day.first == day.last else day.value or "XXXX-XX-XX"
    placed = replace(day, value=stem + hour, grain=grain, type="TIME")
    if term.open:
        return placed.told(why("time-half-of-day-open"))
    if day.first is None or day.first != day.last or term.hour == 24:
        return placed
    if term.zone is None or term.zone == "local":
        return replace(placed, clock=hour)
    minutes = offset(term.zone)
    if minutes is None:
        return replace(placed, clock=hour).told(why("time-zone-open", term.zone.upper()))
    hours, rest = divmod(abs(minutes), 60)
    zone = "Z" if minutes == 0 else f"{'-' if minutes < 0 else '+'}{hours:02d}:{rest:02d}"
    return replace(placed, clock=hour + zone)
