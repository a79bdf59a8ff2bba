"""What looks like a time and is none: papers named for a day, numbers of things, people called April."""

from __future__ import annotations

from secondsource.reading.times.tables import MONTHS, SEASONS, WEEKDAYS
from secondsource.reading.times.terms import Calendar, Fraction, Length, Match
from secondsource.reading.times.words import Words

_PAPERS = frozenset(
    "times telegraph mail mirror express herald independent post people sport world mercury tribune "  # noqa: SIM905
    "star sun mail guardian business territorian".split()
)
_BLOODY = frozenset({"bloody", "super", "casual", "fat"})
_FIRST_NAMES_AFTER = frozenset(
    {"mrs", "mr", "ms", "miss", "sen", "rep", "gen", "dr", "sir", "actress", "singer"}
)


def no_time(w: Words, k: int, match: Match) -> bool:
    """Whether an expression is none after all."""
    end, term = match
    if isinstance(term, Calendar):
        return _no_date(w, k, end, term)
    if isinstance(term, Fraction) and term.kind == "season" and w.at(k) in SEASONS:
        return w.capital(k) and not w.opens(k) and w.capital(end) and not w.shouted(k)
    return isinstance(term, Length) and w.at(end) == "%"


def _no_date(w: Words, k: int, end: int, term: Calendar) -> bool:
    if w.at(k) in WEEKDAYS and term.month is None:
        if w.at(end) in _PAPERS and w.capital(end) and not w.shouted(k):
            return True
        return w.at(k - 1) in _BLOODY and w.capital(k - 1)
    if w.at(k) in MONTHS and term.year is None and term.day is None:
        return w.at(k - 1) in _FIRST_NAMES_AFTER
    return False
