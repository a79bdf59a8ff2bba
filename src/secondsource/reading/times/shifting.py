"""Placing what is counted from a time: "three days later", "the past three months"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from secondsource.reading.times import calendar
from secondsource.reading.times.durations import value_of
from secondsource.reading.times.placing import Placed, of, unknown, why
from secondsource.reading.times.reckoning import CLOCK_UNITS, GRAINS, Base, Reckoning, no_reference, reckoned
from secondsource.reading.times.terms import Period, Shift, Term

_NEAR = 2  # paragraphs within which a quarter that was told is compared with that of a year before


def shift(term: Shift, at: Reckoning) -> Placed:
    """A time counted from another: "three days later"."""
    grain = GRAINS.get(term.unit, term.unit)
    if term.amount is None and term.unit in CLOCK_UNITS and (base := at.base(term.anchor, "day")):
        held = base.stretch
        return Placed(held.first, held.last, held.value, term.unit, "TIME", "", base.told, (base.reason,))
    if term.amount is None:
        return unknown("PAST_REF" if term.direction < 0 else "FUTURE_REF", grain, why("time-vague"))
    if term.ahead and at.tense != "future":
        return unknown(value_of(term.amount, term.unit), None, why("time-length"), type="DURATION")
    if term.unit in CLOCK_UNITS:
        return _shift_clock(term, at)
    if term.of is not None:
        return _shift_from(term, term.of, at)
    if grain in ("decade", "century", "millennium"):
        grain = "year"
    base = at.base(term.anchor, grain) or (at.base("now", grain) if term.direction < 0 else None)
    if term.unit == "year" and term.amount == 1 and (part := at.fraction_told(_NEAR)):
        base, grain = part, part.stretch.grain  # of a quarter told, "a year earlier" is a quarter too
    if base is None:
        return unknown(value_of(term.amount, term.unit), grain, no_reference(at, term.anchor))
    start = base.stretch.first if term.direction < 0 else base.stretch.last
    moved = calendar.shifted(start, term.unit, term.direction * term.amount)
    if term.ahead:
        return _ahead(term, moved, base, grain)
    if term.amount != int(term.amount):
        grain = {"year": "month", "month": "week", "week": "day", "decade": "year"}.get(grain, grain)
    return reckoned(
        calendar.holding(moved, grain) if moved else None, base, value_of(term.amount, term.unit), grain
    )


def _ahead(term: Shift, moved: date | None, base: Base, grain: str) -> Placed:
    """ "in three weeks": placed where they end, under the value of their length, as TimeML tells it."""
    value = value_of(term.amount, term.unit)
    placed = reckoned(calendar.holding(moved, grain) if moved else None, base, value, grain)
    return replace(placed, value=value)


def _shift_from(term: Shift, of_term: Term, at: Reckoning) -> Placed:
    """So many units before or after a day that is told beside them: to the day, whatever the unit."""
    day = at.resolve(of_term)
    moved = calendar.shifted(day.first, term.unit, term.direction * (term.amount or 0)) if day.first else None
    if moved is None:
        return unknown(value_of(term.amount, term.unit), "day", *day.reasons)
    return of(calendar.day(moved), *day.reasons, reference=day.reference)


def _shift_clock(term: Shift, at: Reckoning) -> Placed:
    """Hours or minutes away: the day of the reference, or also the one beside it."""
    base = at.base(term.anchor, "day") or (at.base("now", "day") if term.direction < 0 else None)
    value = value_of(term.amount, term.unit)
    if base is None:
        return unknown(value, term.unit, no_reference(at, term.anchor), type="TIME")
    hours = (term.amount or 0) * {"hour": 1.0, "minute": 1 / 60, "second": 1 / 3600}[term.unit]
    days = int(hours // 24) + (1 if hours >= 6 else 0) if hours < 1e6 else 0
    other = calendar.moved(base.stretch.first, days=term.direction * days)
    if other is None:
        return unknown(value, term.unit, why("time-outside-calendar"), type="TIME")
    first, last = sorted((other, base.stretch.first))
    reason = base.reason
    return Placed(
        first, last, calendar.iso(other), term.unit, type="TIME", reference=base.told, reasons=(reason,)
    )


def period(term: Period, at: Reckoning) -> Placed:
    """The units that end or begin at the reference: "the past three months"."""
    value = value_of(term.amount, term.unit)
    grain = GRAINS.get(term.unit, term.unit)
    if term.ahead and at.tense != "future":
        return unknown(value, None, why("time-length"), type="DURATION")
    if term.amount is None:
        return unknown(value, grain, why("time-vague"))
    base = at.base(term.anchor, "day") or (
        at.base("now", "day") if term.anchor == "told" and term.direction < 0 else None
    )
    if base is None or (term.unit in CLOCK_UNITS and base.kind == "told"):
        return unknown(value, grain, no_reference(at, term.anchor))
    if term.unit == "quarter":
        return _quarters(term, base)
    amount, unit = (1, "day") if term.unit in CLOCK_UNITS else (term.amount, term.unit)
    if term.unit == "hour" and term.amount:
        amount = max(1.0, float(-(-term.amount // 24))) if term.amount < 1e6 else 1.0
    start = base.stretch.last
    edge = calendar.shifted(start, unit, term.direction * amount)
    if edge is None:
        return unknown(value, grain, why("time-outside-calendar"))
    first, last = sorted((edge, start))
    reason = base.reason
    return Placed(first, last, value, grain, reference=base.told, reasons=(reason,))


def _quarters(term: Period, base: Base) -> Placed:
    """ "the past two quarters": whole quarters before or after the one that holds the reference."""
    value = value_of(term.amount, term.unit)
    held = calendar.holding(base.stretch.first, "quarter")
    months = 3 * int(term.amount or 0)
    first = last = None
    if held and 0 < months < 12000 and term.direction < 0:
        first, last = calendar.moved(held.first, months=-months), calendar.moved(held.first, days=-1)
    elif held and 0 < months < 12000:
        first = calendar.moved(held.last, days=1)
        after = calendar.moved(first, months=months) if first else None
        last = calendar.moved(after, days=-1) if after else None
    if first is None or last is None:
        return unknown(value, "quarter", why("time-outside-calendar"))
    reason = base.reason
    return Placed(first, last, value, "quarter", reference=base.told, reasons=(reason,))
