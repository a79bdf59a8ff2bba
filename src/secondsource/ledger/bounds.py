"""Ranges of figures and days, and which of them meet: by how far apart the bounds of each are.

An index on low bounds alone finds all that begin before a range ends, however long ago they ended. Kept by
their width too, those of one width that meet a range lie side by side: none of them can begin earlier than
that width before the range.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

# Beyond every figure and day; databases compare it like any other number.
OPEN = 1e300
# The widest of each class; a width beyond the last is as good as an open end.
_WIDEST = (0.0, *(float(8**n) for n in range(13)))
# Classes of ranges with an open end: nothing is known of where they begin, or of where they end.
FROM_EVER, FOR_EVER = len(_WIDEST), len(_WIDEST) + 1
# Part of a figure by which differences of floats may be off.
_SLACK = 1e-12


def width(low: float | None, high: float | None) -> int | None:
    """The class of a range by how far apart its bounds are; None where it has none."""
    if low is None or high is None:
        return None
    if low <= -OPEN:
        return FROM_EVER
    return FOR_EVER if high >= OPEN else _class(high - low)


def meeting(low: float, high: float) -> Iterator[tuple[int, float, float]]:
    """Of each class that has ranges which may meet [low, high]: (class, least low bound, greatest low bound).

    Those that end before `low` are among them where the class is not 0, and have to be left out.
    """
    yield FROM_EVER, -OPEN, -OPEN
    for number, widest in enumerate(_WIDEST):
        slack = (abs(low) + widest) * _SLACK if widest else 0.0
        yield number, low - widest - slack, high
    yield FOR_EVER, -OPEN, high


def _class(between: float) -> int:
    found = bisect_left(_WIDEST, between)
    return found if found < len(_WIDEST) else FOR_EVER
