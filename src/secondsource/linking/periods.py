"""Intervals with bounds that may be missing, and how the times of two wordings compare. Whole days."""

from __future__ import annotations

from secondsource.linking.events import HELD
from secondsource.model.wording import Wording

Interval = tuple[int | None, int | None]

_NEARNESS = {"same": 0, "within-a": 1, "within-b": 1, "overlap": 2, "near": 3, "apart": 4}
_NEAR = 3  # days
_OPEN = 30  # days beyond which the told ends of what is open at one side tie nothing


def exclude(one: Interval, other: Interval) -> bool:
    """Whether no value lies in both."""
    return (one[1] is not None and other[0] is not None and one[1] < other[0]) or (
        other[1] is not None and one[0] is not None and other[1] < one[0]
    )


def holds(outer: Interval, inner: Interval) -> bool:
    """Whether all of the inner lies in the outer."""
    low = outer[0] is None or (inner[0] is not None and outer[0] <= inner[0])
    return low and (outer[1] is None or (inner[1] is not None and inner[1] <= outer[1]))


def times_level(a: Wording, b: Wording) -> str:
    """none, only-a, only-b, same, within-a (a is the more exact), within-b, overlap (in part, or in what is
    open at one side and told by a far day), near (three days), apart; late where one tells of what, by its
    time, came after the other was published.
    """
    ones, others = a.times, b.times
    if not ones or not others:
        if (ones and _late(a, b)) or (others and _late(b, a)):
            return "late"
        return "only-a" if ones else "only-b" if others else "none"
    level = min((_time(one, other) for one in ones for other in others), key=_NEARNESS.__getitem__)
    if level in ("near", "apart") and (_late(a, b) or _late(b, a)):
        return "late"
    return level


def _late(later: Wording, told: Wording) -> bool:
    """Whether all that one tells lies after the other's day, which does not look ahead."""
    if told.day is None or told.forecast or later.forecast or told.event.startswith(HELD):
        return False
    day = told.day
    return all(first is not None and first > day for first, _ in later.times)


def _time(one: Interval, other: Interval) -> str:
    if one == other:
        return "same"
    if exclude(one, other):
        gaps = [
            first - last
            for first, last in ((other[0], one[1]), (one[0], other[1]))
            if first is not None and last is not None
        ]
        return "near" if max(gaps) <= _NEAR else "apart"
    if _far(one, other):
        return "overlap"
    if holds(one, other):
        return "within-b"
    return "within-a" if holds(other, one) else "overlap"


def _far(one: Interval, other: Interval) -> bool:
    """Whether two times, of which one at least is open ("since March", "by Friday"), are told by days far
    from each other: all that came after lies within the one, and none of it is known by it.
    """
    if None not in one and None not in other:
        return False
    ends = [[end for end in time if end is not None] for time in (one, other)]
    if not all(ends):
        return True
    return min(abs(a - b) for a in ends[0] for b in ends[1]) > _OPEN
