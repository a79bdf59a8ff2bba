"""Figures that were expected, and what was seen when their time had come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from secondsource.judging.figures import Given, below, meets, overlap, shown
from secondsource.model.statement import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """An expected figure that was met, or missed, by one that was seen: indexes of the figures."""

    expected: int
    seen: int
    result: Literal["met", "missed"]
    reasons: tuple[Reason, ...]


def outcomes_of(figures: Sequence[Given], standing: Sequence[int]) -> Iterator[Outcome]:
    """For each expected figure the first that meets it within its time, else the first that shows it missed.

    figures: in time order; standing: indexes of those seen that are neither withdrawn nor replaced. What was
    seen earlier than the forecast was made says nothing of it; without a time to look ahead to, none is ever
    missed.
    """
    for at, expected in enumerate(figures):
        if expected.outlook != "expected" or not expected.comparable:
            continue
        seen = [i for i in standing if _of_one(expected, figures[i])]
        met = next((i for i in seen if overlap(expected, figures[i]) and meets(expected, figures[i])), None)
        missed = next((i for i in seen if _shows_missed(expected, figures[i])), None)
        if met is not None:
            yield _outcome(figures, at, met, "met")
        elif missed is not None:
            yield _outcome(figures, at, missed, "missed")


def _of_one(expected: Given, seen: Given) -> bool:
    """Whether a seen figure is of the scope of an expected one, and came after it."""
    if seen.outlook != "seen" or not seen.comparable or seen.report == expected.report:
        return False
    if expected.published is not None and seen.published is not None:
        length = min(len(expected.published), len(seen.published))
        if seen.published[:length] < expected.published[:length]:
            return False
    return _scope(seen) == _scope(expected)


def _scope(given: Given) -> tuple[object, ...]:
    """The scope but for the days of a period: those of a forecast are its horizon."""
    return (given.scope or "total", given.area, given.since, given.of if given.scope == "part" else "")


def _shows_missed(expected: Given, seen: Given) -> bool:
    """Whether the time was over when it was seen, and it was another number.

    After that time a count that only grows still shows that it had been lower; one that stands higher shows
    nothing.
    """
    end, start = expected.as_of[1], seen.as_of[0]
    if end is None or start is None or start < end:
        return False
    return start == end or (seen.grows and below(seen, expected))


def _outcome(figures: Sequence[Given], expected: int, seen: int, result: Literal["met", "missed"]) -> Outcome:
    reason = Reason(code=f"figure-{result}", values=(shown(figures[expected]), shown(figures[seen])))
    return Outcome(expected=expected, seen=seen, result=result, reasons=(reason,))
