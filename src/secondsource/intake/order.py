"""Days in figures of which either may be the month: 03/04/2026, and what settles which it is.

Nothing is guessed: without a number above 12, a date that bounds it, another date of the page written in the
same way, dots, or a page whose language is of a region with one custom, it stays open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from secondsource.intake.found import Found
from secondsource.intake.tables import wordset

FIGURES = re.compile(
    r"(?<![\d/.-])(?P<one>\d{1,2})(?P<mark>[/.-])(?P<two>\d{1,2})(?P=mark)(?P<year>(?:1[89]|2[01])\d{2})(?![\d/-]|\.\d)"
)
# Regions of English with one custom (CLDR); Canada has two, and plain "en" says nothing.
_MONTH_FIRST = wordset("en-us en-ph en-pr en-gu en-vi en-as en-mh")
_DAY_FIRST = wordset(
    "en-gb en-ie en-au en-nz en-in en-pk en-lk en-sg en-my en-hk en-ke en-ng en-gh en-ug en-tz en-jm en-tt "
    "en-mt en-cy"
)
# No other language that parts figures by slashes or hyphens sets the month first and the year last.
_YEAR_FIRST = wordset("en zh ja ko hu lt mn fa")


@dataclass(frozen=True, slots=True)
class Figured:
    """A day in figures: both ways to read it as YYYY-MM-DD, None where there is no such day."""

    text: str
    mark: str
    day_first: str | None
    month_first: str | None

    @property
    def open(self) -> bool:
        """True when either way gives a day, and another one."""
        return None not in (self.day_first, self.month_first) and self.day_first != self.month_first


def figured(text: str) -> list[Figured]:
    """The days in figures with the year last that a text holds."""
    found = []
    for match in FIGURES.finditer(text):
        one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
        ways = _day(year, two, one), _day(year, one, two)
        if any(ways):
            found.append(Figured(match[0], match["mark"], *ways))
    return found


def settled(
    day: Figured, *, code: str, values: tuple[str, ...], others: Sequence[Figured], latest: str, language: str
) -> Found:
    """The day as a published date that was found for a reason (code, values), with what settled its order.

    others: days in figures of the same page. latest: the last day that it can be. language: the page's own
    word for its language, or "". The value is None where the order stays open.
    """
    if not day.open:
        value = day.day_first or day.month_first
        if day.day_first == day.month_first:
            return Found(value, code, values)
        first = "day" if day.day_first else "month"
        return Found(value, code, values, (("order-by-figure", (first,)),))
    ways = {"day": str(day.day_first), "month": str(day.month_first)}
    within = [value for value in ways.values() if value <= latest]
    if len(within) == 1:
        return Found(within[0], code, values, (("order-by-bound", (latest,)),))
    shown = {_first(other): other.text for other in reversed(others) if other.mark == day.mark}
    firsts = [first for first in ways if first in shown]
    if len(firsts) == 1:
        first = firsts[0]
        return Found(ways[first], code, values, (("order-by-date", (first, shown[first])),))
    custom, why = _custom(day.mark, language)
    if custom is not None:
        return Found(ways[custom], code, values, (why,))
    return Found(None, code, values, (("day-or-month-open", tuple(ways.values())),))


def _first(day: Figured) -> str | None:
    """Which comes first in a day that can be read one way; None where either may, or both are alike."""
    if day.open or day.day_first == day.month_first:
        return None
    return "day" if day.day_first else "month"


def _custom(mark: str, language: str) -> tuple[str | None, tuple[str, tuple[str, ...]]]:
    """What comes first by custom, with the reason; None where there is no one custom."""
    if mark == ".":
        return "day", ("order-by-dots", ())
    tag = language.lower().replace("_", "-")
    if tag in _MONTH_FIRST:
        return "month", ("order-by-language", (language, "month"))
    if tag in _DAY_FIRST or (tag and tag.split("-")[0] not in _YEAR_FIRST):
        return "day", ("order-by-language", (language, "day"))
    return None, ("", ())


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
