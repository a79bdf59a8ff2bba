"""Figures for one thing: in time order by source, what gives way to what, what conflicts, what is in force.

A figure gives way only to a later one of its own line of counting (one source, else one publisher) or to the
next version of its report, of the same scope; and, where a count only grows or only falls, to one of a later
day that has gone on, whoever counts. Nothing is averaged, and what cannot be told apart stays side by side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from secondsource.judging.figures import Given, below, meets, order, outdates, overlap, shown
from secondsource.judging.outcomes import Outcome, outcomes_of
from secondsource.judging.revisions import Conflict, Lines, Revision, lines_of
from secondsource.judging.sums import Sum, explained, sums_of
from secondsource.model.statement import Reason

Same = Callable[[Given, Given], bool]
FigureState = Literal["in-force", "superseded", "disputed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """All figures for one thing, in time order. states: of each. now: the range in force, None without one.

    What only repeats another figure of the estimate shares its state, and stands in no conflict of its own.
    """

    figures: tuple[Given, ...]
    states: tuple[FigureState, ...]
    conflicts: tuple[Conflict, ...] = ()
    revisions: tuple[Revision, ...] = ()
    now: tuple[int | None, int | None] | None = None
    sums: tuple[Sum, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    reasons: tuple[Reason, ...] = ()


def estimate_of(figures: Iterable[Given], *, one: Same = lambda a, b: True) -> Estimate:
    """The estimate that some figures for one thing (what is counted, where, in which unit) give.

    one: whether two of them are surely of one happening, so that they can be held against each other.
    """
    ordered = sorted(sorted(figures, key=repr), key=order)
    told_by = _told_by(ordered)
    kept = [at for at, first in enumerate(told_by) if at == first and ordered[at].comparable]
    sums = sums_of(ordered)
    apart = explained(sums)
    lines = lines_of(ordered, kept, apart)
    within, settled = _in_force(lines)
    between = _between(ordered, kept, lines.replaced, apart)
    told = (c for c in (*within, *between) if _two_accounts(ordered[c.a], ordered[c.b]))
    conflicts = sorted((c for c in told if one(ordered[c.a], ordered[c.b])), key=lambda c: (c.a, c.b))
    states = _states(ordered, told_by, lines.replaced | _behind(ordered, kept), conflicts)
    standing = [at for at in kept if states[at] != "superseded"]
    now, reasons = _now(ordered, standing)
    return Estimate(
        figures=tuple(ordered),
        states=states,
        conflicts=tuple(conflicts),
        revisions=tuple(sorted(lines.revisions, key=lambda r: (r.new, r.old))),
        now=now,
        sums=tuple(sums),
        outcomes=tuple(outcomes_of(ordered, standing)),
        reasons=(*reasons, *settled),
    )


def _two_accounts(one: Given, other: Given) -> bool:
    """Whether two figures stand in two reports, or are of two who are named by one: of what one report tells
    in one voice the figures are of several things, and so are those of one sentence, wherever it is printed.
    """
    if one.text and one.text == other.text:
        return False
    return one.report != other.report or bool(one.line and other.line and one.line != other.line)


def _behind(ordered: Sequence[Given], kept: Iterable[int]) -> set[int]:
    """The figures that a later one of the same scope leaves behind."""
    scopes: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for at in kept:
        if ordered[at].growing or ordered[at].falling:
            scopes[ordered[at].scope_key].append(at)
    # The last first: where counts grow or fall, it leaves nearly all others behind.
    return {
        a
        for held in scopes.values()
        for a in held
        if any(outdates(ordered[b], ordered[a]) for b in reversed(held))
    }


def _told_by(ordered: Sequence[Given]) -> list[int]:
    """For each figure the one that speaks for it: the one it repeats, or the first of its line to say it."""
    points: defaultdict[str, list[int]] = defaultdict(list)
    for at, given in enumerate(ordered):
        points[given.point].append(at)
    repeated: dict[int, int] = {}
    for at, given in enumerate(ordered):
        alike = (i for i in points.get(given.repeats or "", ()) if i != at and _echoes(given, ordered[i]))
        repeated[at] = next(alike, at)
    first: dict[tuple[object, ...], int] = {}
    found = []
    for at, said in enumerate(_followed(repeated)):
        given = ordered[at]
        if said == at and not given.withdrawn:
            version = given.report if given.lineage else ""
            bounds = (given.low, given.high, given.approximate, given.relation)
            key = (given.counter, version, given.outlook, given.scope_key, given.as_of, *bounds)
            said = first.setdefault(key, at)
        found.append(said)
    return [found[said] for said in found]


def _followed(repeated: Mapping[int, int]) -> list[int]:
    """The figure to which each goes back, step by step; of those that repeat one another the first."""
    ends: dict[int, int] = {}
    for start in repeated:
        path: dict[int, None] = {}
        at = start
        while at not in ends and at not in path and repeated[at] != at:
            path[at] = None
            at = repeated[at]
        around = list(path)
        end = ends.get(at, min(around[around.index(at) :]) if at in path else at)
        ends.update(dict.fromkeys([*path, at], end))
    return [ends[at] for at in repeated]


def _echoes(echo: Given, given: Given) -> bool:
    """Whether a figure is the one that an echo repeats: the same number, both standing or both not."""
    same = (echo.low, echo.high, echo.outlook, echo.withdrawn)
    return same == (given.low, given.high, given.outlook, given.withdrawn)


def _in_force(lines: Lines) -> tuple[list[Conflict], tuple[Reason, ...]]:
    """Conflicts within lines; and, of those that a later figure of the line settled, the reasons alone."""
    standing: list[Conflict] = []
    settled: list[Reason] = []
    for conflict in lines.conflicts:
        if {conflict.a, conflict.b} & lines.replaced:
            settled += conflict.reasons
        else:
            standing.append(conflict)
    return standing, tuple(settled)


def _between(
    ordered: Sequence[Given], kept: Iterable[int], replaced: set[int], apart: set[tuple[int, int]]
) -> Iterator[Conflict]:
    """Conflicts between lines of counting: one scope and outlook, for one moment, bounds that do not meet."""
    scopes: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for at in kept:
        if at not in replaced:
            scopes[ordered[at].outlook, ordered[at].scope_key].append(at)
    for held in scopes.values():
        for i, a in enumerate(held):
            for b in held[i + 1 :]:
                if ordered[a].counter != ordered[b].counter and (a, b) not in apart:
                    reasons = _against(ordered[a], ordered[b])
                    if reasons:
                        yield Conflict(a=a, b=b, reasons=reasons)


def _against(early: Given, late: Given) -> tuple[Reason, ...]:
    """Why two figures of different lines cannot both hold; a growing count does not fall in other hands."""
    if meets(early, late):
        return ()
    values = (shown(early), shown(late))
    if overlap(early, late):
        return (Reason(code="figures-apart", values=values),)
    falls = early.outlook == "seen" and (early.grows or late.grows) and below(late, early)
    return (Reason(code="figure-total-fell", values=values),) if falls else ()


def _states(
    ordered: Sequence[Given], told_by: Sequence[int], replaced: set[int], conflicts: Iterable[Conflict]
) -> tuple[FigureState, ...]:
    disputed = {at for conflict in conflicts for at in (conflict.a, conflict.b)}
    found: list[FigureState] = []
    for at, said in enumerate(told_by):
        if ordered[at].withdrawn or said in replaced:
            found.append("superseded")
        else:
            found.append("disputed" if said in disputed else "in-force")
    return tuple(found)


def _now(
    ordered: Sequence[Given], standing: Sequence[int]
) -> tuple[tuple[int | None, int | None] | None, tuple[Reason, ...]]:
    """From the lowest to the highest bound in force, of what was seen in one scope; and of which lines.

    Of several scopes that of the total, without area or beginning; else of the last period; else none is
    taken.
    """
    scopes: defaultdict[tuple[object, ...], list[Given]] = defaultdict(list)
    for at in standing:
        if ordered[at].outlook == "seen":
            scopes[ordered[at].scope_key].append(ordered[at])
    if not scopes:
        return None, ()
    total = next((held for held in scopes.values() if _is_whole(held[0])), None)
    chosen = total or (next(iter(scopes.values())) if len(scopes) == 1 else _last_period(scopes.values()))
    if chosen is None:
        return None, (Reason(code="figures-scopes-differ", values=(str(len(scopes)),)),)
    if _of_several(chosen):
        return None, (Reason(code="figures-of-several", values=(str(len(chosen)),)),)
    lows = [given.low for given in chosen if given.low is not None]
    highs = [given.high for given in chosen if given.high is not None]
    low = min(lows) if len(lows) == len(chosen) else None
    high = max(highs) if len(highs) == len(chosen) else None
    lines = len({given.counter for given in chosen})
    return (low, high), (Reason(code="figures-now", values=(str(len(chosen)), str(lines))),)


def _of_several(held: Sequence[Given]) -> bool:
    """Whether one voice tells two of them in one report that exclude each other: then they are of several
    things, unless the count is one that moves on ("31 dead, after 23").
    """
    voices: defaultdict[tuple[str, str], dict[object, Given]] = defaultdict(dict)
    for given in held:
        if not (given.growing or given.falling):
            told = (given.low, given.high, given.approximate, given.as_of)
            voices[given.report, given.counter].setdefault(told, given)
    return any(
        overlap(one, other) and not meets(one, other)
        for each in voices.values()
        for one, other in combinations(each.values(), 2)
    )


def _is_whole(given: Given) -> bool:
    return given.scope in (None, "total") and given.area is None and given.since is None


def _last_period(scopes: Iterable[Sequence[Given]]) -> Sequence[Given] | None:
    """The figures of the last period, where all are of periods of one area."""
    held = list(scopes)
    if any(one[0].scope != "period" or one[0].area != held[0][0].area for one in held):
        return None
    return max(held, key=lambda one: (one[0].as_of[1] or 0, one[0].as_of[0] or 0))
