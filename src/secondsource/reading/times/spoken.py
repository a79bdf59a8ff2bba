"""Words told from the day on which they were spoken: "today" in a quotation of an earlier day."""

from __future__ import annotations

from dataclasses import replace

from secondsource.reading.times.calendar import Stretch
from secondsource.reading.times.finding import Expression
from secondsource.reading.times.reckoning import Base
from secondsource.reading.times.tense import Tense
from secondsource.reading.times.terms import Calendar, Clock, Daypart, Fraction, Part, Relative, Term
from secondsource.reading.times.words import Words

_QUOTES = frozenset({'"', "“", "”", "``", "''"})
_LATELY = 10  # days before the report within which what is quoted was said
_TRADED = frozenset({"delivery", "contract", "contracts", "futures", "options", "crude", "settlement"})
_RESULTS = frozenset(
    {
        "results",
        "earnings",
        "profit",
        "profits",
        "net",
        "loss",
        "losses",
        "report",
        "figures",
        "income",
        "data",
    }
)


def from_the_day(
    w: Words, item: Expression, days: list[tuple[int, Stretch]], now: Stretch | None
) -> tuple[Term, Base] | None:
    """The term with the day told before its quotation opens, and that day; None where it stays as it is."""
    if now is None or not days or _today(item.term) is None:
        return None
    opens = _quote_opens(w, item.first)
    if opens is None:
        return None
    told = [stretch for k, stretch in days[-60:] if w.paragraph[k] == w.paragraph[item.first] and k < opens]
    if not told or not 0 < (now.first - told[-1].first).days <= _LATELY:
        return None
    day = told[-1].first
    fixed = Calendar(year=day.year, month=day.month, day=day.day)
    return _with_day(item.term, fixed), Base(told[-1], "told")


def _today(term: Term) -> Relative | None:
    if isinstance(term, Part):
        return _today(term.of)
    if isinstance(term, (Daypart, Clock)) and term.day is not None:
        return _today(term.day)
    today = isinstance(term, Relative) and term.unit == "day" and term.offset == 0 and term.anchor == "now"
    return term if today and isinstance(term, Relative) else None


def _with_day(term: Term, day: Calendar) -> Term:
    if isinstance(term, Part):
        return replace(term, of=_with_day(term.of, day))
    if isinstance(term, (Daypart, Clock)):
        return replace(term, day=day)
    return day


def _quote_opens(w: Words, k: int) -> int | None:
    """Where the quotation opens that holds a word, within its paragraph; None outside of any."""
    opened: int | None = None
    start = k
    while start > 0 and w.paragraph[start - 1] == w.paragraph[k] and k - start < 200:
        start -= 1
    for at in range(start, k):
        if w.plain[at] in _QUOTES:
            opened = None if opened is not None else at
    return opened


def by_what_it_is_of(w: Words, item: Expression, tense: Tense | None) -> Tense | None:
    """The tense, mended by the word that the time dates: "December delivery", "third-quarter results".

    What is delivered or paid is to come. Results that will be told are of the nearest quarter, over or not.
    """
    term, after = item.term, w.at(item.last)
    if isinstance(term, Fraction) and term.kind != "season" and tense == "future":
        return "near" if after in _RESULTS else tense
    if not isinstance(term, Calendar) or term.month is None or term.year is not None:
        return tense
    if term.day is None:
        return "future" if after in _TRADED else tense
    paid = w.at(item.first - 1) == "payable" or w.ahead(item.first - 2, "of", "record")
    return "future" if paid else tense
