"""Placing a range: each end lends the other the month, the year or the part of the day that it lacks."""

from __future__ import annotations

from dataclasses import replace

from secondsource.reading.times import calendar
from secondsource.reading.times.placing import Placed, unknown, why
from secondsource.reading.times.reckoning import Reckoning
from secondsource.reading.times.terms import Calendar, Clock, Daypart, Fraction, Range, Relative, Term


def placed_range(term: Range, at: Reckoning) -> Placed:
    """From the first day of one time to the last day of another; over New Year where the months turn back."""
    first_term, last_term = _lent(term.first, term.last)
    last = at.resolve(last_term)
    first = at.resolve(first_term)
    first, last = _in_order(first_term, last_term, first, last, at)
    value = f"{first.value or '..'}/{last.value or '..'}"
    reasons = tuple(dict.fromkeys((*first.reasons, *last.reasons)))
    grain = first.grain or last.grain
    kind = first.type if first.type == last.type else "DATE"
    if first.first is None or last.last is None or first.first > last.last:
        turned = first.first is not None and last.last is not None
        return unknown(value, grain, *((why("time-range-turned"),) if turned else reasons), type=kind)
    placed = Placed(
        first.first, last.last, value, grain, kind, "", first.reference or last.reference, reasons
    )
    return _with_clocks(placed, first, last) if first.clock and last.clock else placed


def _with_clocks(placed: Placed, first: Placed, last: Placed) -> Placed:
    """The range with its times of day; over midnight where the later one is earlier in the day.

    Times of two zones are left to the days alone, since as written they could not be compared.
    """
    if first.clock[6:] != last.clock[6:] or placed.last is None:
        return placed
    if placed.first == placed.last and first.clock > last.clock:
        following = calendar.moved(placed.last, days=1)
        if following is None:
            return placed
        value = f"{first.value}/{calendar.iso(following)}{(last.value or '')[10:]}"
        placed = replace(placed, last=following, value=value)
    return replace(placed, clock=f"{first.clock}/{last.clock}")


def _lent(first: Term, last: Term) -> tuple[Term, Term]:
    """Both ends with the month and year that only one of them has."""
    if isinstance(first, Calendar) and isinstance(last, Calendar):
        if first.month is None and first.day and last.month:
            first = replace(first, month=last.month)
        if first.year is None and first.of is None and first.month and last.month:
            if last.of is not None:
                first = replace(first, of=last.of)
            elif last.year is not None:
                first = replace(first, year=_year_before(first, last), short=last.short)
        elif last.year is None and last.of is None and last.month and first.year is not None and first.month:
            turned = (last.month, last.day or 31) < (first.month, first.day or 1)
            last = replace(last, year=first.year + (1 if turned else 0), short=first.short)
    if isinstance(first, Fraction) and isinstance(last, Fraction) and first.year is None and first.of is None:
        first = replace(first, year=last.year, of=last.of)
    if isinstance(first, Clock) and isinstance(last, Clock):
        first = replace(first, day=first.day or last.day, zone=first.zone or last.zone)
        last = replace(last, day=last.day or first.day, zone=last.zone or first.zone)
        if (
            first.open
            and not last.open
            and last.hour >= 12
            and first.hour < 12
            and first.hour + 12 <= last.hour
        ):
            first = replace(first, hour=first.hour + 12, open=False)
        elif first.open and not last.open:
            first = replace(first, open=False)
    return first, last


def _year_before(first: Calendar, last: Calendar) -> int | None:
    """The first end's year: that of the last one, or the year before where the months turn back."""
    year = last.year
    if year is None or first.month is None or last.month is None:
        return year
    turned = (first.month, first.day or 1) > (last.month, last.day or 31)
    return year - 1 if turned else year


def _in_order(
    first_term: Term, last_term: Term, first: Placed, last: Placed, at: Reckoning
) -> tuple[Placed, Placed]:
    """Ends that were reckoned apart, set so that the range does not run backwards."""
    if first.first is None or last.first is None or last.last is None:
        return first, last
    free = [isinstance(t, (Calendar, Daypart)) and _yearless(t) for t in (first_term, last_term)]
    if free[0] and (first.first > last.last or (free[1] and (last.first - first.first).days > 366)):
        moved = _a_step(first_term, first, at, -1)
        ahead = _a_step(last_term, last, at, 1) if free[1] and at.tense == "future" else None
        return (first, ahead) if ahead else (moved or first, last)
    if free[1] and first.first > last.last:
        return first, _a_step(last_term, last, at, 1) or last
    return first, last


def _yearless(term: Calendar | Daypart) -> bool:
    inner = term.day if isinstance(term, Daypart) else term
    if isinstance(inner, Relative):
        return False
    return isinstance(inner, Calendar) and inner.year is None and inner.of is None


def _a_step(term: Term, placed: Placed, at: Reckoning, side: int) -> Placed | None:
    """The same weekday a week, or the same day or month a year, before or after."""
    inner = term.day if isinstance(term, Daypart) else term
    if not isinstance(inner, Calendar) or placed.first is None or placed.last is None:
        return None
    if inner.month is None and inner.weekday:
        first, last = (calendar.moved(d, days=7 * side) for d in (placed.first, placed.last))
        if first is None or last is None:
            return None
        tail = (placed.value or "")[10:]
        return replace(placed, first=first, last=last, value=calendar.iso(first) + tail)
    year = placed.first.year + side
    return at.resolve(replace(inner, year=year)) if 1 <= year <= 9999 else None
