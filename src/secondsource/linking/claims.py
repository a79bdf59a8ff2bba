"""What the rounds make of wordings: the claim that holds each, and what ties claims to each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from secondsource.linking import constraints
from secondsource.linking.candidates import Changes
from secondsource.linking.leaders import strong
from secondsource.linking.levels import Belongs, Delta, Link
from secondsource.linking.working import Work
from secondsource.model.clusters import RELATIONS, Key, Node, Pair, Relation, key_of
from secondsource.model.wording import Label

_TURNED: dict[Label, Label] = {
    "refines-a": "refines-b",
    "refines-b": "refines-a",
    "supersedes-a": "supersedes-b",
    "supersedes-b": "supersedes-a",
}


def first_delta(
    work: Work, *, changes: Changes, bars: dict[Key, tuple[bool, bool]], redated: Collection[int]
) -> Delta:
    """What the wordings that came, went or follow another leader change in the clusters of level 0."""
    delta = Delta(redated=frozenset(redated))
    moved = set()
    for number, before, after in work.changed():
        if _follows(before) != _follows(after):
            moved.add(number)
            delta.count(_follows(before), -1)
            delta.count(_follows(after), 1)
    there = [number for number in moved if work.node(number) is not None]
    pairs = work.read(work.store.pairs_of(there)) if there else []
    rows: Changes = {(pair.a, pair.b): (pair, pair) for pair in pairs} | changes
    shut = {key: (True, True) for key in constraints.barred(work, there)} | bars
    work.load({number for key in (*rows, *shut) for number in key})
    for (a, b), (was, now) in rows.items():
        delta.link(_follows(work.before(a)), _follows(work.before(b)), _link(was, work.rule.threshold), -1)
        delta.link(_follows(work.node(a)), _follows(work.node(b)), _link(now, work.rule.threshold), 1)
    for (a, b), (was_shut, is_shut) in shut.items():
        delta.link(_follows(work.before(a)), _follows(work.before(b)), (0, 0, 0, int(was_shut)), -1)
        delta.link(_follows(work.node(a)), _follows(work.node(b)), (0, 0, 0, int(is_shut)), 1)
    return delta


def resolve(work: Work, moved: Sequence[Collection[int]]) -> None:
    """Gives their claim to the wordings that changed, and to all below the clusters that moved on a level."""
    below: set[int] = set()
    for level in reversed(range(len(moved))):
        under = work.read(work.store.children(level, below)) if below else []
        below = {*moved[level], *(cluster.number for cluster in under)}
    nodes = {number: node for number, _, node in work.changed() if node is not None}
    nodes.update((node.number, node) for node in work.led(below))
    held = {node.leader: (node.leader, 1) for node in nodes.values() if node.leader is not None}
    for level in range(len(moved)):
        rows = work.read(work.store.clusters(level, {number for number, _ in held.values()}))
        above = {row.number: (row.parent, row.sign) for row in rows}
        held = {leader: (above[n][0], sign * above[n][1]) for leader, (n, sign) in held.items()}
    for node in nodes.values():
        if node.leader is not None:
            claim, sign = held[node.leader]
            now = node._replace(claim=claim, claim_sign=node.sign * sign)
            if now != node:
                work.keep(now)


def relate(work: Work, changes: Changes) -> set[int]:
    """Keeps the best edge between each two claims, where it can have changed; gives the claims it did for."""
    moved = {
        number
        for number, before, after in work.changed()
        if (before and before.claim) != (after and after.claim) and after is not None
    }
    rows: Changes = {(p.a, p.b): (p, p) for p in (work.read(work.store.related(moved)) if moved else ())}
    rows.update((key, pairs) for key, pairs in changes.items() if _ties(pairs[0]) or _ties(pairs[1]))
    work.load({number for key in rows for number in key})
    lost: defaultdict[Key, set[Key]] = defaultdict(set)
    gained: defaultdict[Key, list[Relation]] = defaultdict(list)
    for (a, b), (was, now) in rows.items():
        old = _relation(was, work.before(a), work.before(b))
        new = _relation(now, work.node(a), work.node(b))
        if old is not None and old != new:
            lost[old.a, old.b].add((a, b))
        if new is not None:
            gained[new.a, new.b].append(new)
    return _related(work, lost, gained)


def _related(work: Work, lost: dict[Key, set[Key]], gained: dict[Key, list[Relation]]) -> set[int]:
    """Compares what stands with what was gained; where the best was lost, looks through all edges."""
    keys = lost.keys() | gained.keys()
    held = {(row.a, row.b): row for row in (work.read(work.store.relations(keys)) if keys else ())}
    gone = {key for key, row in held.items() if key_of(row.of_a, row.of_b) in lost.get(key, ())}
    found = _across(work, gone)
    put, drop = [], []
    for key in sorted(keys):
        offered = [*gained.get(key, ()), *found.get(key, ())]
        row = held.get(key)
        if row is not None and key not in gone:
            offered.append(row)
        best = min(offered, key=_rank, default=None)
        if best is not None and best != row:
            put.append(best)
        elif best is None and row is not None:
            drop.append(row)
    work.put(put)
    work.drop(drop)
    return {number for row in (*put, *drop) for number in (row.a, row.b)}


def _across(work: Work, keys: set[Key]) -> dict[Key, list[Relation]]:
    """All edges that tie these pairs of claims."""
    found: defaultdict[Key, list[Relation]] = defaultdict(list)
    numbers = {node.number for node in work.claimed({key[0] for key in keys})} if keys else set()
    pairs = work.read(work.store.related(numbers)) if numbers else []
    work.load({number for pair in pairs for number in (pair.a, pair.b)})
    for pair in pairs:
        relation = _relation(pair, work.node(pair.a), work.node(pair.b))
        if relation is not None and (relation.a, relation.b) in keys:
            found[relation.a, relation.b].append(relation)
    return found


def _follows(node: Node | None) -> Belongs:
    return None if node is None or node.leader is None else (node.leader, node.sign)


def _link(pair: Pair | None, threshold: int) -> Link:
    """What a pair adds to the sums of two clusters."""
    if pair is None or pair.kind == "waiting":
        return 0, 0, 0, 0
    return pair.probability, 1, pair.sign if strong(pair, threshold) else 0, 0


def _ties(pair: Pair | None) -> bool:
    return pair is not None and pair.kind != "waiting" and pair.label in RELATIONS


def _relation(pair: Pair | None, a: Node | None, b: Node | None) -> Relation | None:
    """What a pair says of the claims of its wordings; None where it says nothing of two claims."""
    if pair is None or not _ties(pair) or a is None or b is None or a.claim is None or b.claim is None:
        return None
    if a.claim == b.claim:
        return None
    if a.claim < b.claim:
        return Relation(a.claim, b.claim, a.number, b.number, pair.label, pair.probability, pair.facet)
    label = _TURNED.get(pair.label, pair.label)
    return Relation(b.claim, a.claim, b.number, a.number, label, pair.probability, pair.facet)


def _rank(relation: Relation) -> tuple[int, Key]:
    return -relation.probability, key_of(relation.of_a, relation.of_b)
