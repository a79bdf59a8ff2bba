"""An axis of time: days as numbers, stretches that hold something with breaks between, and ticks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

_MOMENT = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d)(?::?(\d\d))?.*)?")
_SEGMENTS = 3  # more breaks than two, and nobody sees how times lie to one another
_EMPTY = 0.45  # of the whole: a gap as wide as this is broken
_SHORT = 40.0  # days: an axis that is no longer than this is never broken
_BREAK = 4.0  # percent
_LEAST = 18.0  # percent of a segment
_DAY_STEPS = (1, 2, 3, 7, 14)
_MONTH_STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)
_ROOM = 17.0  # percent that the words of a tick take on a narrow screen
_CLOSEST = 15.0  # percent: where two stretches meet
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Range = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A mark of the axis. at: percent from the left. year: below the text, where it is a new one."""

    at: float
    text: str
    year: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """An unbroken stretch of an axis: days, and where they stand in percent."""

    days: Range
    at: Range

    def place(self, day: float) -> float:
        """Where a day of the stretch stands, in percent."""
        (first, last), (left, right) = self.days, self.at
        return left + (right - left) * (min(max(day, first), last) - first) / (last - first)


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """Stretches from left to right, ticks, and the middles of the breaks between; percent."""

    segments: tuple[Segment, ...]
    ticks: tuple[Tick, ...]
    breaks: tuple[float, ...]

    def place(self, day: float) -> float:
        """Where a day stands, in percent; one in a break at its nearest end."""
        held = min(self.segments, key=lambda one: max(one.days[0] - day, day - one.days[1], 0.0))
        return held.place(day)

    def holds(self, day: float) -> bool:
        """True for a day that the axis shows."""
        return any(one.days[0] <= day <= one.days[1] for one in self.segments)


def moment(text: str | None, *, end: bool = False) -> float | None:
    """A bound as days since the year 1, a part of a day by its clock as written; None for what is no bound.

    end: when that day or minute is over.
    """
    match = _MOMENT.fullmatch(text or "")
    if not match:
        return None
    try:
        day = date(int(match[1]), int(match[2]), int(match[3])).toordinal()
    except ValueError:
        return None
    if match[4] is None:
        return float(day + end)
    minutes = int(match[4]) * 60 + int(match[5] or 0)
    return day + (minutes + end) / 1440 if minutes <= 1440 else None


def axis(ranges: Sequence[Range], *, room: float = 1.0) -> Axis:
    """The axis that shows ranges of days (at least one), and so many days of room about them, or more."""
    clusters = _clusters(ranges)
    whole = 100.0 - _BREAK * (len(clusters) - 1)
    weights = [sum(cluster[0] <= start <= cluster[1] for start, _ in ranges) for cluster in clusters]
    spare = whole - _LEAST * len(clusters)
    made, left = [], 0.0
    for cluster, weight in zip(clusters, weights, strict=True):
        width = _LEAST + spare * weight / sum(weights)
        made.append(Segment(days=_padded(cluster, room), at=(left, left + width)))
        left += width + _BREAK
    ticks: list[Tick] = []
    for tick in (tick for one in made for tick in _ticks(one)):
        if not ticks or tick.at - ticks[-1].at >= _CLOSEST:
            ticks.append(tick)
    return Axis(
        segments=tuple(made),
        ticks=tuple(ticks),
        breaks=tuple((one.at[1] + other.at[0]) / 2 for one, other in pairwise(made)),
    )


def _clusters(ranges: Sequence[Range]) -> list[Range]:
    """Ranges that touch put together, and those near one another, until few remain."""
    found: list[Range] = []
    for start, end in sorted(ranges):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    whole = found[-1][1] - found[0][0]
    while len(found) > 1:
        gap, at = min((found[at + 1][0] - found[at][1], at) for at in range(len(found) - 1))
        if whole > _SHORT and gap >= _EMPTY * whole and len(found) <= _SEGMENTS:
            break
        found[at : at + 2] = [(found[at][0], found[at + 1][1])]
    return found


def _padded(cluster: Range, room: float) -> Range:
    start, end = cluster
    room = max(0.06 * (end - start), room)
    return start - room, end + room


def _ticks(segment: Segment) -> Iterator[Tick]:
    """As many ticks as there is room for."""
    left, right = segment.at
    most = max(1, int((right - left) / _ROOM))
    days, step = _fewest(segment.days, most)
    named: int | None = None
    for day in days:
        at = segment.place(day.toordinal())
        if at > 100 - _ROOM / 3:  # its words would run out of the picture
            continue
        year = str(day.year) if step != "year" and day.year != named else ""
        yield Tick(at=round(at, 2), text=_told(day, step), year=year)
        named = day.year


def _fewest(days: Range, most: int) -> tuple[list[date], str]:
    """The round days within, by the smallest step that gives at most so many; a single first day else."""
    first = date.fromordinal(min(max(int(-(-days[0] // 1)), 1), date.max.toordinal()))
    last = date.fromordinal(min(max(int(days[1]), 1), date.max.toordinal()))
    for step in _DAY_STEPS:
        at = first.toordinal() + (-first.toordinal() + 1) % step if step > 2 else first.toordinal()
        found = [date.fromordinal(day) for day in range(at, last.toordinal() + 1, step)][: most + 1]
        if found and len(found) <= most:
            return found, "day"
    for months in _MONTH_STEPS:
        from_, to = ((one.year * 12 + one.month - 1) for one in (first, last))
        numbers = range(from_ + -from_ % months, to + 1, months)
        found = [date(n // 12, n % 12 + 1, 1) for n in numbers if 12 <= n < 120000]
        found = [day for day in found if first <= day <= last]
        if found and len(found) <= most:
            return found, "year" if months >= 12 else "month"
    return [first], "day"


def _told(day: date, step: str) -> str:
    if step == "year":
        return str(day.year)
    month = _MONTHS[day.month - 1]
    return month if step == "month" else f"{day.day} {month}"
