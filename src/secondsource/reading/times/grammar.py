"""One expression of time: the longest that begins at a word."""

from __future__ import annotations

from dataclasses import replace

from secondsource.reading.times import clocks, dates, durations
from secondsource.reading.times.edges import at_dawn, counted, dayparted, early, edge, week_of
from secondsource.reading.times.hours import attached, clock_range, clocked, of_day, stamped
from secondsource.reading.times.links import days_of_month, linked
from secondsource.reading.times.points import is_day, point
from secondsource.reading.times.terms import (
    Calendar,
    Clock,
    Daypart,
    Era,
    Fraction,
    Match,
    Part,
    Range,
    Relative,
    Term,
)
from secondsource.reading.times.vague import vague
from secondsource.reading.times.words import Words


def expression(w: Words, k: int) -> Match | None:
    """The longest expression of time that begins at a word."""
    found = [stretch(w, k), moment(w, k), durations.repeat(w, k), durations.length(w, k), vague(w, k)]
    return max((f for f in found if f), key=lambda f: f[0], default=None)


def moment(w: Words, k: int) -> Match | None:
    """A point with what says it more closely: early or late, the part of the day, the clock."""
    if k >= w.limit:
        return None  # not kept: the next paragraph begins here
    if k not in w.moments:
        w.moments[k] = _moment(w, k)
    return w.moments[k]


def _moment(w: Words, k: int) -> Match | None:
    plain = point(w, k)
    best = attached(w, plain) if plain else None
    for parser in _PARSERS:
        found = parser(w, k)
        if found and (best is None or found[0] > best[0]):
            best = found
    return best


_PARSERS = (stamped, clocked, edge, early, counted, dayparted, at_dawn, week_of)


def stretch(w: Words, k: int) -> Match | None:
    """ "from April to June in 2017", "between 1994 and 1996", "March 4-6", "Monday to Friday"."""
    word = w.at(k)
    led = word in ("from", "between") or (word in ("beginning", "starting") and w.at(k + 1) in ("in", "on"))
    at = k + (2 if word in ("beginning", "starting") else 1) if led else k
    return (
        days_of_month(w, at, between=word == "between")
        or _two(w, at, word if led else "")
        or clock_range(w, at, led)
    )


def _two(w: Words, k: int, led: str) -> Match | None:
    first = moment(w, k)
    if first is None or not _may_bound(first[1]):
        return None
    past = linked(w, first[0], between=led == "between")
    if not past or (w.dash(first[0]) and w.joined(first[0]) != w.joined(past)):
        return None
    last = _later_clock(w, past) if isinstance(first[1], Clock) else None
    last = last or moment(w, past)
    if last is None or not _may_bound(last[1]):
        return None
    if not led and not _alike(first[1], last[1], w.at(first[0])):
        return None
    end, term = last
    if isinstance(term, Calendar) and term.year is None and not term.of and w.at(end) in ("in", "of"):
        found = dates.year(w, end + 1)
        if found:
            return found[0], Range(first[1], replace(term, year=found[1]))
    return end, Range(first[1], term)


def _later_clock(w: Words, k: int) -> Match | None:
    """The end of a range of clock times in four digits, with its day: "0600 on 13 November"."""
    found = clocks.plain(w, k)
    if found is None:
        return None
    at = found[0] + 1 if w.at(found[0]) in ("on", ",") else found[0]
    day = point(w, at)
    return of_day(w, found[1], day) if day and is_day(day[1]) else found


def _may_bound(term: Term) -> bool:
    return isinstance(term, (Calendar, Fraction, Era, Relative, Part, Daypart, Clock)) and not (
        isinstance(term, Era) and term.kind == "years" and not term.before
    )


def _alike(first: Term, last: Term, link: str) -> bool:
    """Whether two times without "from" bound one range: of one kind, not a move from one to another."""
    if isinstance(first, Clock) and isinstance(last, Clock):
        return True
    if isinstance(first, Calendar) and isinstance(last, Calendar):
        shape = [
            (t.day is not None or t.holiday is not None, t.month is not None, t.weekday is not None)
            for t in (first, last)
        ]
        return shape[0] == shape[1] or bool(first.day and last.day) or bool(first.year and last.year)
    if isinstance(first, Daypart) or isinstance(last, Daypart):
        return link in ("through", "until", "to", "till")
    return isinstance(first, Fraction) and isinstance(last, Fraction)
