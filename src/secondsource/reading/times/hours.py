"""A day with its time of day, in either order: "Tuesday at 8 p.m.", "11:45 a.m. on Friday"."""

from __future__ import annotations

from dataclasses import replace

from secondsource.reading.times import clocks
from secondsource.reading.times.links import linked
from secondsource.reading.times.points import is_day, point
from secondsource.reading.times.tables import APPROXIMATE, PARTS
from secondsource.reading.times.terms import Calendar, Clock, Daypart, Match, Range, Term
from secondsource.reading.times.words import Words

# Zones of a country that writes the month first.
_AMERICAN = frozenset(a + b + "t" for a in "ecmp" for b in "sd")


def attached(w: Words, found: Match) -> Match:
    """A day with the part of the day and the time of day that follow it."""
    end, term = found
    if isinstance(term, Daypart) and term.day is not None:
        return _hours_after(w, end, term) or _clock_after(w, end, term) or found
    if not is_day(term):
        return found
    at = end + 2 if w.at(end) in ("in", "during") and w.at(end + 1) == "the" else end
    part = PARTS.get(w.at(at))
    if (
        part
        and w.at(at) not in ("nights", "mornings", "evenings", "afternoons", "dawn", "midday")
        and not (at == end and w.dash(end))
    ):
        end, term = at + 1, Daypart(term, part)
        if w.at(at) == "midnight":
            end, term = at + 1, Clock(24, day=found[1])
    return _hours_after(w, end, term) or _clock_after(w, end, term) or (end, term)


def _clock_after(w: Words, k: int, term: Term) -> Match | None:
    """A day, or a part of one, with the time of day that follows."""
    at = k + 1 if w.at(k) == "," else k
    at = at + 1 if w.at(at) in ("at", "around", "about") else at
    at = at + 1 if w.at(at) in APPROXIMATE else at
    told = clocks.clock(w, at)
    if told is None:
        return None
    end, clock = _again(w, told[0], told[1])
    day = term.day if isinstance(term, Daypart) else term
    if clock.zone in _AMERICAN and isinstance(day, Calendar) and day.swapped:
        month, number = day.swapped  # a wire's own stamp, "11-02-89 1723EST"
        day = replace(day, month=month, day=number, swapped=None, order="month")
    return end, _on_day(clock, day, term.part if isinstance(term, Daypart) else None)


def _hours_after(w: Words, k: int, term: Term) -> Match | None:
    """A day with the hours that follow it: "Monday from 2 to 4 p.m.", "tonight at 8"."""
    day = term.day if isinstance(term, Daypart) else term
    part = term.part if isinstance(term, Daypart) else None
    at = k + 1 if w.at(k) == "," else k
    if part and w.at(at) in ("at", "around") and _bare_hour(w, at + 1):
        return at + 2, _on_day(Clock(w.digits(at + 1) or 0, open=True), day, part)
    if w.at(at) not in ("from", "between"):
        return None
    hours = clock_range(w, at + 1, True) or _two_clocks(w, at + 1, w.at(at) == "between")
    if hours is None or not isinstance(hours[1], Range):
        return None
    end, (first, last) = hours[0], (hours[1].first, hours[1].last)
    if isinstance(first, Clock) and isinstance(last, Clock) and last.day is None:
        return end, Range(_on_day(first, day, part), _on_day(last, day, part))
    return None


def _bare_hour(w: Words, k: int) -> bool:
    """Whether a number is an hour by itself, after a part of the day: "tonight at 8"."""
    hour, after = w.digits(k), w.at(k + 1)
    if hour is None or not 1 <= hour <= 12 or after[:1].isalnum():
        return False
    return after not in (":", "%", "-", "–") and not (w.joined(k + 1) and w.joined(k + 2) and w.digits(k + 2))


def _two_clocks(w: Words, k: int, between: bool) -> Match | None:
    first = clocks.clock(w, k)
    past = linked(w, first[0], between=between) if first else 0
    last = clocks.clock(w, past) if past else None
    return (last[0], Range(first[1], last[1])) if first and last else None


def clock_range(w: Words, k: int, led: bool) -> Match | None:
    """ "5 to 6 pm", "9-11 a.m.", "between 9 and 10:30 GMT": the first hour bare."""
    hour = w.digits(k)
    if hour is None or hour > 24 or len(w.at(k)) > 2 or (w.joined(k) and w.at(k - 1) in "-/.,:$£€"):
        return None
    past = linked(w, k + 1, between=led)
    found = clocks.clock(w, past) if past else None
    if found is None or found[1].open:
        return None
    last = found[1]
    first = hour + 12 if last.hour >= 12 and hour < 12 and hour + 12 <= last.hour else hour
    end, whole = clocked(w, past) or (found[0], last)
    if not isinstance(whole, Clock):
        return None
    return end, Range(Clock(first, None, zone=last.zone, day=whole.day), whole)


def _on_day(clock: Clock, day: Term | None, part: str | None = None) -> Clock:
    hour, still_open = clock.hour, clock.open
    if still_open and part in ("AF", "EV", "NI") and hour < 12:
        hour, still_open = hour + 12, False
    if still_open and part == "MO":
        still_open = False
    return Clock(hour, clock.minute, clock.second, clock.zone, day, still_open)


def stamped(w: Words, k: int) -> Match | None:
    """ "2026-03-04T15:30:00Z"."""
    if not w.at(k)[:1].isdecimal():
        return None
    found = clocks.stamp(w, k)
    if found is None:
        return None
    end, (year, month, day), clock = found
    return end, Clock(
        clock.hour, clock.minute, clock.second, clock.zone, Calendar(year=year, month=month, day=day)
    )


def clocked(w: Words, k: int) -> Match | None:
    """A time of day, with the day that follows: "11:45 a.m. on Friday", "8 pm (0120 UTC) today"."""
    start = k + 1 if w.at(k) in APPROXIMATE else k
    found = clocks.clock(w, start)
    if found is None:
        return None
    end, clock = found
    end, clock = _again(w, end, clock)
    at = (
        end + 2
        if w.at(end) in ("in", "at") and w.at(end + 1) == "the"
        else end + 1
        if w.at(end) == "at"
        else end
    )
    if at > end and w.at(at) in PARTS:
        end, clock = at + 1, _on_day(clock, None, PARTS[w.at(at)])
    at = end + 1 if w.at(end) in ("on", ",", "of") else end
    day = point(w, at) if at < w.limit else None
    if day and (is_day(day[1]) or isinstance(day[1], Daypart)):
        return of_day(w, clock, day)
    return end, clock


def of_day(w: Words, clock: Clock, day: Match) -> Match:
    """The time of day on the day that follows it, with that day's part and the same time in another zone."""
    end, term = day
    part, inner = (term.part, term.day) if isinstance(term, Daypart) else (None, term)
    if part is None and w.at(end) in PARTS and not w.dash(end):
        part, end = PARTS[w.at(end)], end + 1
    end, clock = _again(w, end, clock)
    return end, _on_day(clock, inner, part)


def _again(w: Words, k: int, clock: Clock) -> tuple[int, Clock]:
    """Past the same time told for another zone: "(0120 UTC)", "/ 1400 GMT"."""
    close = {"(": ")", "[": "]", "/": ""}.get(w.at(k))
    if close is not None:
        other = clocks.clock(w, k + 1)
        if other and (not close or w.at(other[0]) == close):
            return other[0] + len(close), clock
    return k, clock
