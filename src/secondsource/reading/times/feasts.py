"""Names of days in the year: "Christmas Day 2024", "New Year's Eve", "Easter"."""

from __future__ import annotations

from secondsource.reading.times.dates import tail
from secondsource.reading.times.tables import FIXED_HOLIDAYS, MOVING_HOLIDAYS
from secondsource.reading.times.terms import Calendar, Match
from secondsource.reading.times.words import Words

_NO_FEAST = frozenset({
    "tree", "trees", "bunny", "eggs", "egg", "card", "cards", "carol", "carols", "present", "presents",
    "gift", "gifts", "ornaments", "island", "islands", "hat",
})  # fmt: skip


def _feast(w: Words, k: int, end: int, words: tuple[str, ...]) -> bool:
    """Whether words that can name a day do: no tree or island, no election of another country."""
    if words == ("election", "day"):
        return w.capital(k) and not w.shouted(k)
    if words in (("may", "day"), ("mardi", "gras")) and not w.capital(k):
        return False
    return w.at(end) not in _NO_FEAST


def holiday(w: Words, k: int) -> Match | None:
    """ "Christmas Day 2024", "New Year's Eve", "Easter"."""
    for table in (MOVING_HOLIDAYS, FIXED_HOLIDAYS):
        fits = [words for words in table if words[0] == w.at(k) and w.ahead(k, *words)]
        longest = max(fits, key=len, default=None)
        if longest and _feast(w, k, k + len(longest), longest):
            end, of_year, of, short = tail(w, k + len(longest))
            if table is MOVING_HOLIDAYS:
                return end, Calendar(year=of_year, holiday=MOVING_HOLIDAYS[longest], of=of, short=short)
            number, day = FIXED_HOLIDAYS[longest]
            return end, Calendar(year=of_year, month=number, day=day, of=of, short=short)
    return None
