"""Dates in digits: "2026-03-04", "04.03.2026", "4/3/26", "4-Mar-2026", "on 22/04"."""

from __future__ import annotations

import re

from secondsource.reading.times.tables import MONTHS, WEEKDAYS
from secondsource.reading.times.terms import Calendar, Match
from secondsource.reading.times.words import Words

_SEPARATED = re.compile(r"(\d{1,4})([-/.–])(\d{1,2})\2(\d{1,4})(?![\d])(?![-/–.:,]\d)")


_YEAR_MONTH = re.compile(r"(\d{4})[-/](0[1-9]|1[0-2])(?![\d])(?![-/–.:,]\d)")


_SHORT = re.compile(r"(\d{1,2})/(\d{1,2})(?![\d/])(?![-–.:,]\d)")


_BEFORE_SHORT = frozenset(
    [
        "on",
        "by",
        "since",
        "until",
        "till",
        "from",
        "to",
        "before",
        "after",
        "between",
        "dated",
        "and",
        "through",
        "due",
        "this",
        "next",
    ]
)


_YEAR_FIRST = re.compile(r"(\d{4})[-/ ]([A-Za-z]{3,9})(?:[-/ ](\d{1,2}))?(?![\w])")


_NAMED = re.compile(r"(\d{1,2})[-/]([A-Za-z]{3,9})[-/](\d{4}|\d{2})(?![\w])")


def numeric(w: Words, k: int) -> Match | None:
    """ "2026-03-04", "04.03.2026", "4/3/26", "4-Mar-2026", "2026-03"."""
    if not w.at(k)[:1].isdecimal():
        return None
    start = w.starts[k]
    if w.joined(k) and w.at(k - 1) in ("-", "/", ".", ":", "+", "#", "–", ",") and not _slug(w, k):
        return None
    found = _SEPARATED.match(w.text, start)
    if found:
        term = _of_three(
            int(found.group(1)), int(found.group(3)), found.group(4), found.group(1), found.group(2)
        )
        end = w.word_at(found.end())
        return (end, term) if term and end <= w.limit else None
    named = _NAMED.match(w.text, start)
    if named and named.group(2).lower() in MONTHS:
        written = named.group(3)
        return w.word_at(named.end()), Calendar(
            year=int(written),
            month=MONTHS[named.group(2).lower()],
            day=int(named.group(1)),
            short=len(written) == 2,
        )
    parts = _SHORT.match(w.text, start)
    if parts and (found_short := _without_year(w, k, int(parts.group(1)), int(parts.group(2)))):
        return w.word_at(parts.end()), found_short
    turned = _YEAR_FIRST.match(w.text, start)
    if turned and turned.group(2).lower() in MONTHS and 1000 <= int(turned.group(1)) < 2200:
        day = int(turned.group(3)) if turned.group(3) else None
        if (day is None or 1 <= day <= 31) and turned.group(2)[0].isupper() | (
            turned.group(2).lower() not in ("may", "march")
        ):
            return w.word_at(turned.end()), Calendar(
                year=int(turned.group(1)), month=MONTHS[turned.group(2).lower()], day=day
            )
    short = _YEAR_MONTH.match(w.text, start)
    if short and 1000 <= int(short.group(1)) < 2200 and int(short.group(2)) + 2000 != int(short.group(1)) + 1:
        return w.word_at(short.end()), Calendar(year=int(short.group(1)), month=int(short.group(2)))
    return None


def _slug(w: Words, k: int) -> bool:
    """Whether an agency's mark stands before a date: "AP-NR-11-02-89"."""
    before = w.plain[k - 2] if k > 1 else ""
    return w.at(k - 1) == "-" and w.joined(k - 1) and before.isalpha() and before.isupper()


def _without_year(w: Words, k: int, first: int, second: int) -> Calendar | None:
    """Day and month in digits, "on 22/04", after a preposition or a weekday; "9/11" is that of 2001."""
    if (first, second) == (9, 11) and w.at(k - 1) in (
        "the",
        "post",
        "pre",
        "of",
        "since",
        "after",
        "before",
        "on",
        "-",
    ):
        return Calendar(year=2001, month=9, day=11)
    before = w.at(k - 2) if w.at(k - 1) in (",", "(") else w.at(k - 1)
    if before not in _BEFORE_SHORT and before not in WEEKDAYS:
        return None
    if (
        not (1 <= first <= 31 and 1 <= second <= 31)
        or (first > 12 and second > 12)
        or w.at(k + 3) in ("of", "percent", "%")
    ):
        return None
    if first > 12 or second > 12:
        day, number = (first, second) if first > 12 else (second, first)
        return Calendar(month=number, day=day, order="day" if first > 12 else "month")
    return Calendar(month=second, day=first, swapped=None if first == second else (first, second))


def _of_three(first: int, second: int, last: str, written: str, mark: str) -> Calendar | None:
    """A date of three numbers. Where both could be the month, both readings are kept."""
    if len(written) == 4:
        return Calendar(year=first, month=second, day=int(last)) if second <= 12 and len(last) <= 2 else None
    if len(written) == 3 or len(last) not in (2, 4) or (len(last) == 2 and mark == "."):
        return None
    of_year, short = int(last), len(last) == 2
    if not short and not 1000 <= of_year < 2200:
        return None
    if first > 12 or second > 12 or mark == ".":
        turned = second > 12 >= first and mark != "."
        day, number = (second, first) if turned else (first, second)
        if number > 12 or day > 31 or not number or not day:
            return None
        order = None if mark == "." else "month" if turned else "day"
        return Calendar(year=of_year, month=number, day=day, short=short, order=order)
    if not first or not second:
        return None
    swapped = None if first == second else (first, second)
    return Calendar(year=of_year, month=second, day=first, swapped=swapped, short=short)
