"""A time that has been placed: its bounds, its value, and why."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from secondsource.model.statement import Reason, TimeType
from secondsource.reading.times import calendar
from secondsource.reading.times.calendar import Stretch


@dataclass(frozen=True, slots=True)
class Placed:
    """first, last: None where not known. clock: what is appended to both bounds (T15:30Z).

    reference: what it was reckoned from, as "published 2026-03-04"; open: a bound that words leave away.
    """

    first: date | None
    last: date | None
    value: str | None
    grain: str | None
    type: TimeType = "DATE"
    clock: str = ""
    reference: str | None = None
    reasons: tuple[Reason, ...] = field(default=())

    @property
    def stretch(self) -> Stretch | None:
        """The days with their grain, where both bounds are known."""
        if self.first is None or self.last is None or self.grain is None:
            return None
        return Stretch(self.first, self.last, self.grain, self.value or "")

    def told(self, *reasons: Reason) -> Placed:
        """The same with more reasons."""
        return replace(self, reasons=(*self.reasons, *reasons))


def of(stretch: Stretch, *reasons: Reason, reference: str | None = None) -> Placed:
    """A stretch of days as a placed date."""
    return Placed(
        stretch.first, stretch.last, stretch.value, stretch.grain, reference=reference, reasons=reasons
    )


def unknown(value: str | None, grain: str | None, *reasons: Reason, type: TimeType = "DATE") -> Placed:
    """A time without bounds, and why."""
    return Placed(None, None, value, grain, type=type, reasons=reasons)


def why(code: str, *values: str) -> Reason:
    """A reason with its values."""
    return Reason(code=code, values=values)


def narrowed(placed: Placed, which: str) -> Placed:
    """The early, middle or late part of a placed time."""
    stretch = placed.stretch
    if stretch is None:
        return placed
    inner = calendar.part(stretch, which)
    if (inner.first, inner.last) == (stretch.first, stretch.last):
        return placed
    bounds = (calendar.iso(inner.first), calendar.iso(inner.last))
    return replace(placed, first=inner.first, last=inner.last).told(why("time-part", which.lower(), *bounds))
