"""Sums that explain why figures differ: one report's dead and injured are the casualties of another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from secondsource.judging.figures import Given, is_exact, number, overlap
from secondsource.model.statement import Reason

_MOST_PARTS = 3
# So large a number is hardly met by chance; a smaller one must hold for the same time.
LARGE = 100_000
# A report with more figures of one thing is a table; some of its sums would meet any number.
_MOST_FIGURES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """Figures of one report that add up to one of another report: indexes of the figures."""

    parts: tuple[int, ...]
    whole: int
    reasons: tuple[Reason, ...]


def sums_of(figures: Sequence[Given]) -> list[Sum]:
    """Where two or three figures of one report add up exactly to one of another report.

    The parts stand side by side in one report, so by its own words they are counts of different things; what
    only happens to add up across reports explains nothing. Indexes are those of `figures`, of one thing or of
    several.
    """
    wholes: defaultdict[int, list[int]] = defaultdict(list)
    for at, given in enumerate(figures):
        if _counts(given):
            wholes[given.low or 0].append(at)
    found = []
    for parts in _side_by_side(figures):
        for many in range(2, _MOST_PARTS + 1):
            for some in combinations(parts, many):
                total = sum(figures[at].low or 0 for at in some)
                found += [
                    _told(figures, some, at) for at in wholes.get(total, ()) if _fits(figures, some, at)
                ]
    return sorted(found, key=lambda one: (one.whole, one.parts))


def _counts(given: Given) -> bool:
    return is_exact(given) and (given.low or 0) > 0 and not given.withdrawn


def _side_by_side(figures: Sequence[Given]) -> Iterator[list[int]]:
    """The exact figures of each report, each number once."""
    reports: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for at, given in enumerate(figures):
        if _counts(given):
            reports[given.report].setdefault(given.low or 0, at)
    for held in reports.values():
        if len(held) <= _MOST_FIGURES:
            yield list(held.values())


def _fits(figures: Sequence[Given], parts: Iterable[int], whole: int) -> bool:
    total = figures[whole]
    return all(
        part.report != total.report
        and part.outlook == total.outlook
        and part.area == total.area
        and ((total.low or 0) >= LARGE or overlap(part, total))
        for part in (figures[at] for at in parts)
    )


def _told(figures: Sequence[Given], parts: tuple[int, ...], whole: int) -> Sum:
    added = " + ".join(number(figures[at].low or 0) for at in parts)
    reason = Reason(code="figures-sum", values=(added, number(figures[whole].low or 0)))
    return Sum(parts=parts, whole=whole, reasons=(reason,))


def explained(sums: Iterable[Sum]) -> set[tuple[int, int]]:
    """Pairs of figures (a < b) that a sum explains: parts with their whole, and with each other."""
    found: set[tuple[int, int]] = set()
    for one in sums:
        found.update(combinations(sorted((*one.parts, one.whole)), 2))
    return found
