"""What people decided: "same" makes wordings one, "apart" keeps two in different claims, and beats it.

On one pair the decision that is later by (decided, id) counts. Of several "same"s that would together unite
two that are apart the later ones hold; the one that cannot is a contradiction, and kept as such.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from secondsource.linking.working import Work
from secondsource.model.clusters import Bound, Contradiction, Key, key_of, order

# Of wordings made one: each with its sign to the others.
_Group = dict[int, int]


@dataclass(slots=True)
class Regrouped:
    """What decisions changed: nodes with another group (or sign to it), and pairs now barred or free.

    bars: whether a pair was barred, and whether it is.
    """

    nodes: set[int] = field(default_factory=set)
    bars: dict[Key, tuple[bool, bool]] = field(default_factory=dict)


def regroup(
    work: Work, *, touched: Collection[int], bounds: Iterable[Bound], withdrawn: Collection[str]
) -> Regrouped:
    """Enters decisions and takes out withdrawn ones; makes the groups anew that this can change.

    touched: wordings that came, went or have another date; they are in hand.
    """
    given = {bound.id: bound for bound in bounds if bound.id not in withdrawn}
    asked = {*given, *withdrawn}
    kept = {bound.id: bound for bound in work.read(work.store.bounds(asked))} if asked else {}
    less = {id: bound for id, bound in kept.items() if id in withdrawn}
    more = {id: bound for id, bound in given.items() if kept.get(id) != bound}
    numbers = {*touched, *_ends(less.values()), *_ends(more.values())}
    old = {bound.id: bound for bound in work.read(work.store.bounds_of(numbers))} if numbers else {}
    if not old and not more:
        return Regrouped()
    work.drop(list(less.values()))
    work.drop([Contradiction(id, "") for id in less])
    work.put(list(more.values()))
    now = {id: bound for id, bound in (old | more).items() if id not in less}
    reached = _reached(work, now, numbers | _ends(old.values()))
    was = {key for key, bound in in_force(work, old.values(), earlier=True).items() if bound.kind == "apart"}
    are = {key for key, bound in in_force(work, now.values()).items() if bound.kind == "apart"}
    known = {bound.id: bound for bound in _known(work, reached)} | now
    nodes = _assigned(work, reached, known)
    return Regrouped(nodes, {key: (key in was, key in are) for key in was ^ are})


def barred(work: Work, numbers: Collection[int]) -> set[Key]:
    """The pairs with an end among these that an "apart" in force keeps apart."""
    bounds = work.read(work.store.bounds_of(numbers)) if numbers else []
    work.load(_ends(bounds))
    return {key for key, bound in in_force(work, bounds).items() if bound.kind == "apart"}


def in_force(work: Work, bounds: Iterable[Bound], *, earlier: bool = False) -> dict[Key, Bound]:
    """The decision that counts for each pair of wordings that are both there (earlier: were before)."""
    there = work.before if earlier else work.node
    found: dict[Key, Bound] = {}
    for bound in sorted(bounds, key=_rank):
        if there(bound.a) is not None and there(bound.b) is not None:
            found[key_of(bound.a, bound.b)] = bound
    return found


def _rank(bound: Bound) -> tuple[str, str]:
    return bound.decided, bound.id


def _ends(bounds: Iterable[Bound]) -> set[int]:
    return {number for bound in bounds for number in (bound.a, bound.b)}


def _reached(work: Work, bounds: dict[str, Bound], start: set[int]) -> set[int]:
    """The wordings that are there and tied to the start by any chain of "same"."""
    reached: set[int] = set()
    ends = start | _ends(bounds.values())
    while ends:
        work.load(ends)
        reached |= ends
        held = [bound for bound in _known(work, ends) if bound.kind == "same"]
        ends = {end for end in _ends(held) if end not in reached}
    return {number for number in reached if work.node(number) is not None}


def _known(work: Work, numbers: Collection[int]) -> list[Bound]:
    bounds = list(work.read(work.store.bounds_of(numbers)))
    work.load(_ends(bounds))
    return bounds


def _assigned(work: Work, numbers: set[int], bounds: dict[str, Bound]) -> set[int]:
    """Gives wordings their groups, keeps contradictions; gives those whose group or sign changed."""
    groups, against = _united(work, numbers, in_force(work, bounds.values()))
    work.put([Contradiction(same, apart) for same, apart in sorted(against.items())])
    work.drop([Contradiction(id, "") for id in sorted(bounds.keys() - against.keys())])
    changed = set()
    for group in groups:
        first = min((work.sure(number) for number in group), key=order).number
        for number, sign in group.items():
            node = work.sure(number)
            now = node._replace(group=first, group_sign=sign * group[first])
            if now != node:
                work.keep(now)
                changed.add(number)
    return changed


def _united(work: Work, numbers: set[int], force: dict[Key, Bound]) -> tuple[list[_Group], dict[str, str]]:
    """Wordings made one, the latest "same" first; and each "same" that cannot hold, with what it meets."""
    sames = sorted((bound for bound in force.values() if bound.kind == "same"), key=_rank, reverse=True)
    apart: defaultdict[int, dict[int, Bound]] = defaultdict(dict)
    for (a, b), bound in force.items():
        if bound.kind == "apart":
            apart[a][b] = apart[b][a] = bound
    signs = _signs(work, sames)
    groups: dict[int, _Group] = {number: {number: 1} for number in numbers}
    against: dict[str, str] = {}
    for bound in sames:
        one, other = groups[bound.a], groups[bound.b]
        if one is other:
            continue
        met = [held for n in one for end, held in apart[n].items() if end in other] if apart else []
        if met:
            against[bound.id] = max(met, key=_rank).id
            continue
        turn = one[bound.a] * other[bound.b] * signs[bound.id]
        one.update({n: sign * turn for n, sign in other.items()})
        groups.update(dict.fromkeys(other, one))
    return list({id(group): group for group in groups.values()}.values()), against


def _signs(work: Work, sames: list[Bound]) -> dict[str, int]:
    """Whether the two that a decision makes one say the same or deny each other: as the comparison has it."""
    keys = sorted({key_of(bound.a, bound.b) for bound in sames})
    if not keys:
        return {}
    wordings = work.wordings({n for key in keys for n in key})
    scored = work.score([(wordings[a], wordings[b], None) for a, b in keys])
    work.tally.scored += len(keys)
    signs = {key: each.edge.sign for key, each in zip(keys, scored, strict=True)}
    return {bound.id: signs[key_of(bound.a, bound.b)] for bound in sames}
