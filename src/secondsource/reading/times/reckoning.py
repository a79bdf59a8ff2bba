"""What a time is reckoned from: the day of publication, the dateline, the times told before, the tense."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from secondsource.model.statement import Reason
from secondsource.reading.times import calendar
from secondsource.reading.times.calendar import FINENESS, Stretch
from secondsource.reading.times.placing import Placed, of, unknown, why
from secondsource.reading.times.tense import Tense
from secondsource.reading.times.terms import Anchor, Term

# ISO 8601, extended (2026-03-04) or basic (20260304), to the day, the month or the year.
_ISO = re.compile(r"\s*(\d{4})(?:-(\d{2})(?:-(\d{2}))?|(\d{2})(\d{2}))?(?!\d)")
# Days away beyond which a month or day without its year is not the one that the tense alone would give: of a
# year's twelve months, the reporter who means one ten months off says so.
_TOO_FAR = {"past": 300, "future": 300}
CLOCK_UNITS = frozenset({"hour", "minute", "second"})
# The grain in which a unit is placed where it is not the unit itself.
GRAINS = {"night": "day", "fortnight": "week", "morning": "day", "afternoon": "day", "evening": "day"}
_FAR = 3  # paragraphs after which a day that was told is no longer the one spoken of


@dataclass(frozen=True, slots=True)
class Base:
    """A time to reckon from: kind is "published", "dateline" or "told"."""

    stretch: Stretch
    kind: str

    @property
    def told(self) -> str:
        """As the record shows it: "published 2026-03-04"."""
        return f"{self.kind} {self.stretch.value[:10]}"

    @property
    def reason(self) -> Reason:
        """Why a time reckoned from it lies where it does."""
        return why(f"time-from-{self.kind}", self.stretch.value[:10])


@dataclass(slots=True)
class Reckoning:
    """now: the base of what is told from the day of the report; None where no date is known.

    steps: how each kind of term is placed. tense: of the expression at hand. day_first: how the report
    writes dates in digits, where it settles that.
    """

    now: Base | None
    steps: Mapping[type, Callable[[Any, Reckoning], Placed]]
    day_first: bool | None = None
    tense: Tense | None = None
    paragraph: int = 0
    _told: list[tuple[Stretch, int, bool]] = field(default_factory=list)

    def resolve(self, term: Term) -> Placed:
        """The placed time of a term."""
        return self.steps[type(term)](term, self)

    def tell(self, stretch: Stretch, *, full: bool) -> None:
        """Remembers a time that the text told; full: with its own year."""
        self._told.append((stretch, self.paragraph, full))

    def told(self, unit: str, *, past: bool = False) -> Base | None:
        """The last time told that is fine enough for a unit; one of a day only from near by.

        past: none to come, as where the tense is past.
        """
        today = self.now.stretch.last if self.now and (past or self.tense == "past") else None
        for stretch, paragraph, _ in reversed(self._told[-40:]):
            if today and stretch.first > today:
                continue  # what was told of the past happened on no day to come
            if FINENESS[stretch.grain] <= FINENESS.get(unit, FINENESS["day"]):
                far = FINENESS.get(unit, 0) < FINENESS["month"] and self.paragraph - paragraph > _FAR
                return None if far else Base(stretch, "told")
        return None

    def fraction_told(self, paragraphs: int) -> Base | None:
        """The quarter or half told last, or the month of this paragraph, where nothing finer came since."""
        for stretch, paragraph, _ in reversed(self._told[-6:]):
            if self.paragraph - paragraph > paragraphs:
                return None
            if stretch.grain in ("quarter", "half"):
                return Base(stretch, "told")
            whole = stretch.value[:1].isdecimal()  # a month, not nine of them
            if stretch.grain == "month" and whole and paragraph == self.paragraph:
                return Base(stretch, "told")
            if stretch.grain != "year":
                return None
        return None

    def quarter_told(self) -> Base | None:
        """The quarter that was told last."""
        quarters = (stretch for stretch, _, _ in reversed(self._told[-40:]) if stretch.grain == "quarter")
        stretch = next(quarters, None)
        return Base(stretch, "told") if stretch else None

    def base(self, anchor: Anchor, unit: str) -> Base | None:
        """What an expression with this anchor is reckoned from."""
        if anchor == "told":
            return self.told(unit)
        if self.now and FINENESS[self.now.stretch.grain] <= max(FINENESS["day"], FINENESS.get(unit, 0)):
            return self.now
        return None

    def year_told(self) -> Base | None:
        """The last time that the paragraph told with its year; of the whole text where no date is known."""
        for stretch, paragraph, full in reversed(self._told[-12:]):
            near = paragraph == self.paragraph or self.now is None
            if full and near and (self.now is None or FINENESS[stretch.grain] <= FINENESS["month"]):
                return Base(stretch, "told")
        return None


def published(text: str | None) -> Stretch | None:
    """The day, month or year that an ISO time names, with the precision it has."""
    found = _ISO.match(text) if text else None
    if found is None:
        return None
    parts = [int(part) if part else None for part in found.groups()]
    year, month, day = parts[0], parts[1] or parts[3], parts[2] or parts[4]
    if not year:
        return None
    if month is None:
        return calendar.year(year)
    if day is None:
        return calendar.month(year, month) if 1 <= month <= 12 else None
    when = calendar.on(year, month, day)
    return calendar.day(when) if when else None


def nearest(of_year: Callable[[int], Stretch | None], near: date, tense: Tense | None) -> Stretch | None:
    """Which year's stretch is meant: the last begun (past), the next not over (future), or the nearest."""
    found = [s for n in (-1, 0, 1) if 1 <= near.year + n <= 9999 and (s := of_year(near.year + n))]
    if not found:
        return None
    if tense == "past":
        best = max((s for s in found if s.first <= near), key=lambda s: s.first, default=found[0])
    elif tense == "future":
        best = min((s for s in found if s.last >= near), key=lambda s: s.first, default=found[-1])
    if tense in _TOO_FAR and _away(best, near) <= _TOO_FAR[tense]:
        return best
    return min(found, key=lambda s: (_away(s, near), s.first > near))


def _away(stretch: Stretch, near: date) -> int:
    if stretch.first <= near <= stretch.last:
        return 0
    return min(abs((stretch.first - near).days), abs((near - stretch.last).days))


def full_year(two: int, near: date | None) -> int:
    """The year of two digits: from 80 years before to 19 after the report, 1950 to 2049 without one."""
    if near is None:
        return 1900 + two if two >= 50 else 2000 + two
    return next(y for y in range(near.year + 19, near.year - 81, -1) if y % 100 == two)


def reckoned(stretch: Stretch | None, base: Base, value: str, grain: str) -> Placed:
    """A stretch that was reckoned from a base; unknown where it fell outside the calendar."""
    if stretch is None:
        return unknown(value, grain, why("time-outside-calendar"))
    return of(stretch, base.reason, reference=base.told)


def no_reference(at: Reckoning, anchor: str) -> Reason:
    """Why a relative time has no bounds."""
    if anchor == "told":
        return why("time-nothing-told")
    return why("time-published-coarse", at.now.stretch.value) if at.now else why("time-no-date-known")
