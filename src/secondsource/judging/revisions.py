"""How the figures of one line of counting take one another's place, and where they must not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from secondsource.judging.figures import Given, below, meets, overlap, same_bounds, shown
from secondsource.model.statement import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A figure took another's place: old and new are indexes of the figures."""

    old: int
    new: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two figures that cannot both hold: indexes, a < b."""

    a: int
    b: int
    reasons: tuple[Reason, ...]


@dataclass(slots=True)
class Lines:
    """What came of the lines of counting. replaced: indexes of figures whose place another took."""

    revisions: list[Revision] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    replaced: set[int] = field(default_factory=set)


def lines_of(figures: Sequence[Given], kept: Iterable[int], apart: set[tuple[int, int]]) -> Lines:
    """The revisions and conflicts within each line of counting, and within the versions of one report.

    figures: in time order; kept: indexes of those to look at, in that order; apart: pairs that a sum
    explains.
    """
    found = Lines()
    lines: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    versions: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for at in kept:
        given = figures[at]
        lines[given.counter, given.outlook, given.scope_key].append(at)
        if given.lineage:
            versions[given.lineage, given.outlook, given.scope_key].append(at)
    for line in lines.values():
        _follow(figures, line, apart, found)
    for line in versions.values():
        _edited(figures, [at for at in line if at not in found.replaced], found)
    return found


def _follow(figures: Sequence[Given], line: Sequence[int], apart: set[tuple[int, int]], found: Lines) -> None:
    """Goes along one line: what comes later takes the place of what stands, but for a total that falls."""
    standing: list[list[int]] = []  # groups that say the same
    for new in line:
        kept = []
        said = False
        for group in standing:
            old = group[-1]
            if same_bounds(figures[old], figures[new]):
                group.append(new)
                said = True
            elif (old, new) not in apart:
                reasons = _revised(figures[old], figures[new])
                if reasons is not None:
                    found.revisions.append(Revision(old=old, new=new, reasons=reasons))
                    found.replaced.update(group)
                    continue
                why = _odd(figures[old], figures[new])
                if why:
                    found.conflicts.append(Conflict(a=old, b=new, reasons=why))
            kept.append(group)
        standing = kept if said else [*kept, [new]]


def _revised(old: Given, new: Given) -> tuple[Reason, ...] | None:
    """Why the new figure takes the old one's place; None where it doesn't."""
    if not _later(old, new):
        return None
    values = (shown(old), shown(new))
    edited = bool(old.lineage) and old.lineage == new.lineage
    reasons = [Reason(code="figure-edited" if edited else "figure-same-line", values=values)]
    if old.outlook == "seen" and below(new, old):
        if _grows(old, new) and not (edited or new.correcting):
            return None
        reasons.append(
            Reason(code="figure-total-lowered" if _grows(old, new) else "figure-fell", values=values)
        )
    return tuple(reasons)


def _odd(old: Given, new: Given) -> tuple[Reason, ...]:
    """Why two figures of one line cannot both hold: a total that falls, or two numbers for one moment."""
    if meets(old, new) or old.report == new.report:
        return ()
    values = (shown(old), shown(new))
    if _later(old, new):
        return (Reason(code="figure-total-fell", values=values),)
    if not overlap(old, new):
        return ()
    if old.lineage and old.lineage == new.lineage:
        return (Reason(code="figure-versions-open", values=values),)
    return (Reason(code="figure-one-line-apart", values=(new.source or new.counter, *values)),)


def _grows(one: Given, other: Given) -> bool:
    return one.grows or other.grows


def _later(old: Given, new: Given) -> bool:
    """Whether the new figure surely comes after the old: a later version, day, or publication.

    A forecast for another time comes after none.
    """
    if old.report == new.report:
        return False
    if old.lineage and old.lineage == new.lineage and None not in (old.version, new.version):
        return (new.version or 0) > (old.version or 0)
    if not overlap(old, new):
        first, last = new.as_of[0], old.as_of[1]
        return new.outlook == "seen" and first is not None and last is not None and first > last
    if old.published is None or new.published is None:
        return False
    length = min(len(old.published), len(new.published))
    return new.published[:length] > old.published[:length]


def _edited(figures: Sequence[Given], line: Sequence[int], found: Lines) -> None:
    """A version in which one figure gave way to another with another source: the one dropped, the one added.

    Where a version drops or adds several, it is open which took whose place.
    """
    for older, newer in _neighbours(figures, line):
        lines = {figures[at].counter for at in newer}, {figures[at].counter for at in older}
        dropped = [at for at in older if figures[at].counter not in lines[0]]
        added = [at for at in newer if figures[at].counter not in lines[1]]
        if len(dropped) != 1 or len(added) != 1:
            continue
        old, new = dropped[0], added[0]
        reasons = _revised(figures[old], figures[new])
        if reasons is not None and not same_bounds(figures[old], figures[new]):
            found.revisions.append(Revision(old=old, new=new, reasons=reasons))
            found.replaced.add(old)


def _neighbours(figures: Sequence[Given], line: Sequence[int]) -> Iterator[tuple[list[int], list[int]]]:
    """The figures of each two versions that follow one another."""
    versions: defaultdict[tuple[int, str, str], list[int]] = defaultdict(list)
    for at in line:
        given = figures[at]
        versions[given.version or 0, given.published or "", given.report].append(at)
    ordered = [versions[key] for key in sorted(versions)]
    yield from pairwise(ordered)
