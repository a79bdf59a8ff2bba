"""A time of the calendar by itself: which parsers may begin with a word, and the longest that fits."""

from __future__ import annotations

from collections.abc import Callable

from secondsource.reading.times import dates, digits, durations, eras, feasts, relatives, weekdays, years
from secondsource.reading.times.signs import MID_WORDS, OPENERS, QUARTER_WORDS
from secondsource.reading.times.tables import (
    APPROXIMATE,
    CARDINALS,
    DECADES,
    DEICTIC_DAYS,
    HOLIDAY_STARTS,
    MONTHS,
    ORDINALS,
    PLURAL_UNITS,
    POINTING,
    QUARTERS,
    SEASONS,
    TENS,
    UNCOUNTED,
    WEEKDAYS,
)
from secondsource.reading.times.terms import Calendar, Daypart, Fraction, Match, Relative, Shift, Term
from secondsource.reading.times.words import APOSTROPHES, Words

Parser = Callable[[Words, int], Match | None]


# What a length may be counted from: days, and no further length.
_ANCHORS: tuple[Parser, ...] = (
    digits.numeric, weekdays.weekday_first, dates.month_first, dates.day_first, feasts.holiday,
    relatives.deictic, relatives.pointed,
)  # fmt: skip


def _from_named(w: Words, k: int) -> Match | None:
    """ "two weeks after Christmas", "three days before 4 May", "two weeks from tomorrow"."""
    found = durations.measured(w, k)
    if found is None or found[1] is None or w.at(found[0]) not in ("after", "before", "from", "since"):
        return None
    end, number, unit = found
    best = max((f for parser in _ANCHORS if (f := parser(w, end + 1))), key=lambda f: f[0], default=None)
    if best is None or not (is_day(best[1]) or isinstance(best[1], Daypart)):
        return None
    day = best[1].day if isinstance(best[1], Daypart) else best[1]
    return best[0], Shift(number, unit, -1 if w.at(end) == "before" else 1, of=day)


def _of_year(w: Words, k: int) -> Match | None:
    """ "last year's third quarter", "this year's summer", "1987's fourth quarter"."""
    year = dates.year(w, k)
    if year:
        end, told, of = year[0], year[1], None
    else:
        found = relatives.pointed(w, k)
        if found is None or not isinstance(found[1], Relative) or found[1].unit != "year":
            return None
        end, told, of = found[0], None, found[1]
    if w.at(end) not in APOSTROPHES or w.at(end + 1) != "s":
        return None
    inner = eras.quarter(w, end + 2) or eras.season(w, end + 2)
    if (
        inner is None
        or not isinstance(inner[1], Fraction)
        or inner[1].year is not None
        or inner[1].of is not None
    ):
        return None
    return inner[0], Fraction(inner[1].kind, inner[1].number, year=told, of=of)


_THE = frozenset({"the"})


_NUMBERS = frozenset({*CARDINALS, *UNCOUNTED, "a", "an", "half", "another"})


_NTH = frozenset({*ORDINALS, *TENS})


_HEDGES = APPROXIMATE | {"some", "only", "more", "less", "at", "over", "well", "no", "fewer", "longer"}


# Which words a parser can begin with, and whether digits can.
_STARTS: tuple[tuple[Parser, frozenset[str], bool], ...] = (
    (digits.numeric, frozenset(), True),
    (weekdays.weekday_first, frozenset(WEEKDAYS), False),
    (dates.month_first, frozenset(MONTHS), False),
    (dates.day_first, _THE | _NTH, True),
    (dates.listed, frozenset(), True),
    (weekdays.day_alone, _THE, False),
    (eras.quarter, _THE | {"fiscal"} | frozenset(QUARTERS) | frozenset(MONTHS) | QUARTER_WORDS, True),
    (eras.quarter_of_year, _THE | {"same"}, False),
    (eras.season, _THE | frozenset(SEASONS), False),
    (eras.era, _THE | _NTH | APOSTROPHES | frozenset(DECADES) | {"ad"}, True),
    (feasts.holiday, HOLIDAY_STARTS, False),
    (years.years, frozenset(), True),
    (years.fiscal, _THE | {"fiscal", "financial", "fy"}, True),
    (years.fiscal_relative, _THE | frozenset(POINTING), False),
    (years.spelled, frozenset({"nineteen", "eighteen", "twenty", "seventeen"}), False),
    (years.lone_year, _THE | {"year"}, True),
    (relatives.deictic, _THE | frozenset(DEICTIC_DAYS) | {"overnight"}, False),
    (relatives.pointed, _THE | frozenset(POINTING) | {"these", "those", "recent", "first", "very"}, False),
    (relatives.shifted, _NUMBERS | _HEDGES | PLURAL_UNITS, True),
    (relatives.counted, _NUMBERS | _THE, True),
    (relatives.ahead, _NUMBERS, True),
    (relatives.day_between, frozenset({"the", "a"}), False),
    (relatives.year_ago, _THE | {"year", "month", "week"}, False),
    (
        relatives.edge_word,
        _THE | {"year", "month", "week", "quarter", "yearend", "weekend", "mid"} | MID_WORDS,
        False,
    ),
    (_from_named, _NUMBERS, True),
    (_of_year, _THE | frozenset(POINTING), True),
)


_BY_WORD: dict[str, tuple[Parser, ...]] = {}


_BY_DIGITS = tuple(parser for parser, _, digits in _STARTS if digits)


def _parsers(word: str) -> tuple[Parser, ...]:
    """The parsers that may begin with a word."""
    if word[:1].isdecimal():
        return _BY_DIGITS
    if word not in OPENERS:
        return ()
    if word not in _BY_WORD:
        _BY_WORD[word] = tuple(parser for parser, words, _ in _STARTS if word in words)
    return _BY_WORD[word]


def point(w: Words, k: int) -> Match | None:
    """A time of the calendar without parts, clocks or ranges."""
    best: Match | None = None
    for parser in _parsers(w.at(k)):
        found = parser(w, k)
        if found and (best is None or found[0] > best[0]):
            best = found
    return best


def is_day(term: Term) -> bool:
    """Whether a term names one day."""
    if isinstance(term, Calendar):
        return bool(term.day or term.weekday or term.holiday)
    if isinstance(term, Relative):
        return term.unit in ("day", "weekday")
    return isinstance(term, Shift) and term.unit == "day" and not term.ahead
