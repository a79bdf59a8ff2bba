"""Placing what is pointed at: "last week", "next Friday", "this summer", "that September"."""

from __future__ import annotations

from collections.abc import Callable

from secondsource.reading.times import calendar
from secondsource.reading.times.calendar import Stretch
from secondsource.reading.times.holidays import holiday
from secondsource.reading.times.placing import Placed, unknown
from secondsource.reading.times.reckoning import GRAINS, Reckoning, no_reference, reckoned
from secondsource.reading.times.relatives import holiday_of
from secondsource.reading.times.terms import Relative


def relative(term: Relative, at: Reckoning) -> Placed:
    """A time pointed at: "last week", "that day"."""
    if term.unit in _NAMED:
        return _NAMED[term.unit](term, at)
    grain = GRAINS.get(term.unit, term.unit)
    base = at.base(term.anchor, grain) or (at.base("now", grain) if term.offset < 0 else None)
    if term.unit == "quarter" and term.anchor == "told":
        return _quarter(term, at)
    value = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX"}.get(grain)
    if base is None:
        return unknown(value, grain, no_reference(at, term.anchor))
    start = base.stretch.first if term.offset <= 0 else base.stretch.last
    offset = term.offset
    if (
        term.unit == "weekend"
        and offset == 0
        and (at.tense == "past" or (term.number == "the" and at.tense is None))
        and term.anchor == "now"
        and start.isoweekday() < 6
    ):
        offset = -1
    moved = calendar.shifted(start, term.unit, offset)
    return reckoned(calendar.holding(moved, grain) if moved else None, base, value or "", grain)


def _quarter(term: Relative, at: Reckoning) -> Placed:
    """The quarter told last, of its own year or another; where none was, the last that is over.

    Results are told of a quarter that is over; only what is to come may be of the one that runs.
    """
    base, offset = at.quarter_told(), term.offset
    if base is None:
        base = at.base("now", "quarter")
        offset = offset if at.tense == "future" else offset - 1
    if base is None:
        return unknown("XXXX-QX", "quarter", no_reference(at, "now"))
    moved = calendar.shifted(base.stretch.first, "quarter", offset)
    if moved and term.number:
        moved = calendar.on(int(term.number), moved.month, 1)
    return reckoned(calendar.holding(moved, "quarter") if moved else None, base, "XXXX-QX", "quarter")


def _weekday(term: Relative, at: Reckoning) -> Placed:
    number = int(term.number or 1)
    base = at.base(term.anchor, "day") or (at.base("now", "day") if term.offset < 1 else None)
    value = f"XXXX-WXX-{number}"
    if base is None:
        return unknown(value, "day", no_reference(at, term.anchor))
    side, strict = term.offset, True
    if term.offset == 0:
        side, strict = (1 if at.tense == "future" and term.anchor == "now" else -1), False
        if term.anchor == "now" and at.tense is None:
            side = 1
    start = base.stretch.last if side > 0 else base.stretch.first
    when = calendar.weekday_near(start, number, side=side, strict=strict)
    return reckoned(calendar.day(when) if when else None, base, value, "day")


def _named_month(term: Relative, at: Reckoning) -> Placed:
    return _of_year(
        term,
        at,
        lambda y: calendar.month(y, int(term.number or 1)),
        f"XXXX-{int(term.number or 1):02d}",
        "month",
    )


def _named_season(term: Relative, at: Reckoning) -> Placed:
    return _of_year(term, at, lambda y: calendar.season(y, str(term.number)), f"XXXX-{term.number}", "season")


def _named_holiday(term: Relative, at: Reckoning) -> Placed:
    rule = holiday_of(str(term.number))

    def make(year: int) -> Stretch | None:
        when = holiday(rule, year) if isinstance(rule, str) else calendar.on(year, *rule) if rule else None
        return calendar.day(when) if when else None

    return _of_year(term, at, make, "XXXX-XX-XX", "day")


def _of_year(
    term: Relative, at: Reckoning, make: Callable[[int], Stretch | None], value: str, grain: str
) -> Placed:
    """The month, season or holiday that is last, next, or of the same year as the reference."""
    base = at.base(term.anchor, "year" if term.anchor == "told" else "month")
    if base is None:
        return unknown(value, grain, no_reference(at, term.anchor))
    near = base.stretch.first
    found = [s for n in (-1, 0, 1) if 1 <= near.year + n <= 9999 and (s := make(near.year + n))]
    if term.offset < 0:
        found = [s for s in found if s.last < near][-1:]
    elif term.offset > 0:
        found = [s for s in found if s.first > base.stretch.last][:1]
    elif term.anchor == "told" and base.stretch.grain != "year":
        found = [s for s in found if s.last >= near and s.first.year == near.year] or [
            s for s in found if s.first.year == near.year
        ]
    else:
        found = [s for s in found if s.first.year == near.year]
        before = make(near.year - 1) if near.year > 1 else None
        if before and before.first <= near <= before.last:
            found = [before]  # this winter, told in January
    return reckoned(found[0] if found else None, base, value, grain)


_NAMED: dict[str, Callable[[Relative, Reckoning], Placed]] = {
    "weekday": _weekday, "month-named": _named_month, "season": _named_season, "holiday": _named_holiday,
}  # fmt: skip
