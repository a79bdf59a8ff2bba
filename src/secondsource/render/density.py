"""How much is said of which day: bars on an axis that leaves out the time of which nothing is said."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from secondsource.records.pictures import DaysRow
from secondsource.render.axis import Axis, axis, moment

# Days that a time may reach over, to be told as one bar at its first.
_WIDEST = 31.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What is said of the times that begin on a day. at, width and height in percent."""

    day: str
    count: int
    at: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Density:
    """The picture. wider: times whose bounds are open or reach too far to be drawn."""

    axis: Axis
    bars: tuple[Bar, ...]
    wider: int


def density(row: DaysRow) -> Density | None:
    """The picture of days; None where no time has near bounds."""
    counts: Counter[str] = Counter()
    wider = 0
    for held in row["days"]:
        first, last = moment(held["earliest"]), moment(held["latest"], end=True)
        if first is None or last is None or last - first > _WIDEST:
            wider += held["count"]
        else:
            counts[(held["earliest"] or "")[:10]] += held["count"]
    if not counts:
        return None
    days = {day: moment(day) or 0.0 for day in sorted(counts)}
    drawn = axis([(start, start + 1) for start in days.values()])
    most = max(counts.values())
    bars = tuple(
        Bar(
            day=day,
            count=counts[day],
            at=round(drawn.place(start), 2),
            width=round(max(drawn.place(start + 1) - drawn.place(start), 0.5) * 0.86, 2),
            height=round(100 * counts[day] / most, 1),
        )
        for day, start in days.items()
    )
    return Density(axis=drawn, bars=bars, wider=wider)
