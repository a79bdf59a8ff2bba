"""Abstract wordings with a score made of their ids, and what they come to by the plain, quadratic way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import cast

from secondsource.linking.memory import MemoryStore
from secondsource.linking.pair_reader import Answer
from secondsource.linking.store import Scored
from secondsource.linking.update import Dated, Rule
from secondsource.model.clusters import (
    RELATIONS,
    Bound,
    Contradiction,
    Node,
    Pair,
    Relation,
    Sign,
    number,
)
from secondsource.model.identity import digest
from secondsource.model.wording import Edge, Label, Wording

# Few values, so that ties are many.
_PROBABILITIES = (20, 20, 300, 450, 500, 600, 600, 800, 950)
_TURNED = {"refines-a": "refines-b", "refines-b": "refines-a"} | {
    "supersedes-a": "supersedes-b",
    "supersedes-b": "supersedes-a",
}
Sided = tuple[Wording, Wording, Answer | None]


def wording(name: str, *keys: int, vague: bool = False, time: int = 0) -> Wording:
    """A wording of nothing but a name, keys and a time, 0 for none."""
    id = f"sha256:{time:03x}{digest(name.encode())[10:]}"
    return Wording(id=id, text=name, words=(), vague=vague, keys=keys)


def chance(a: Wording, b: Wording, what: str, of: int) -> int:
    """A whole number below `of` that two ids make."""
    return int(digest(f"{a.id} {b.id} {what}".encode())[7:15], 16) % of


def score(pairs: Sequence[Sided]) -> list[Scored]:
    """Probability, label and sign by chance; about one pair in six waits until there is an answer."""
    return [_scored(*pair) for pair in pairs]


def _scored(a: Wording, b: Wording, answer: Answer | None) -> Scored:
    assert a.id < b.id
    asked = chance(a, b, "asked", 6) == 0
    said = f"said {answer}" if asked and answer else ""
    probability = _PROBABILITIES[chance(a, b, "probability" + said, len(_PROBABILITIES))]
    labels: tuple[Label, ...] = ("same",) if probability >= 600 else ("apart", *RELATIONS)
    label = labels[chance(a, b, "label" + said, len(labels))]
    sign: Sign = -1 if label == "same" and chance(a, b, "sign", 3) == 0 else 1
    facet = "number" if label == "conflicts" else None
    edge = Edge(a=a.id, b=b.id, label=label, probability=probability, sign=sign, facet=facet)
    return Scored(edge, asked and answer is None)


def answer(probability: int) -> Answer:
    """An answer of the pair reader; this score only looks at whether it is another."""
    return Answer(
        same=probability,
        refines_a=0,
        refines_b=0,
        conflicts=0,
        apart=1000 - probability,
        event=0,
        supersedes=0,
        facet="other",
    )


@dataclass
class World:
    """What is there: wordings with their dates, decisions in force, answers."""

    dated: dict[str, Dated] = field(default_factory=dict)
    bounds: dict[str, Bound] = field(default_factory=dict)
    answers: dict[tuple[str, str], Answer] = field(default_factory=dict)


@dataclass
class Standing:
    """What a store or the oracle says, by ids: the claim and sign of each wording, and all else it keeps."""

    claims: dict[str, tuple[str, int]]
    supports: dict[tuple[str, str], int]
    waiting: set[tuple[str, str]]
    relations: set[tuple[str, str, str, str, str, int, str | None]]
    contradictions: set[tuple[str, str]]


def standing(store: MemoryStore) -> Standing:
    """What a store says."""
    nodes = store.rows(Node)
    ids = {node.number: node.id for node in nodes}
    pairs = store.rows(Pair)
    return Standing(
        claims={n.id: (ids[cast("int", n.claim)], n.claim_sign) for n in nodes},
        supports={(ids[p.a], ids[p.b]): p.support for p in pairs},
        waiting={(ids[p.a], ids[p.b]) for p in pairs if p.kind == "waiting"},
        relations={
            (ids[r.a], ids[r.b], ids[r.of_a], ids[r.of_b], r.label, r.probability, r.facet)
            for r in store.rows(Relation)
        },
        contradictions=set(cast("list[tuple[str, str]]", map(tuple, store.rows(Contradiction)))),
    )


def _far(one: str, other: str) -> bool:
    """Whether two ids begin with times that are more than two months apart."""
    times = [int(id.removeprefix("sha256:")[:3], 16) for id in (one, other)]
    return 0 not in times and abs(times[0] - times[1]) > 4


def place(dated: Dated) -> tuple[bool, bool, int, str]:
    """The canonical order."""
    return dated.wording.vague, dated.published is None, dated.published or 0, dated.wording.id


def expected(world: World, rule: Rule) -> Standing:
    """What stands, from nothing, looking at every pair at every turn."""
    held = world.dated
    ids = sorted(held, key=lambda id: place(held[id]))
    rank = {id: at for at, id in enumerate(ids)}
    holders: defaultdict[int, set[str]] = defaultdict(set)
    for id in ids:
        for key in held[id].wording.keys:
            holders[key].add(id)
    supports: defaultdict[tuple[str, str], int] = defaultdict(int)
    for of_key in holders.values():
        if len(of_key) <= rule.holders:
            for pair in combinations(sorted(of_key), 2):
                supports[pair] += 1
    for pair in [pair for pair, shared in supports.items() if shared < 2 and _far(*pair)]:
        del supports[pair]
    scored = {
        (a, b): _scored(held[a].wording, held[b].wording, world.answers.get((a, b))) for a, b in supports
    }
    edges = {pair: found.edge for pair, found in scored.items() if not found.waiting}
    groups, apart, contradictions = _groups(world, ids)

    def between(one: dict[str, int], other: dict[str, int]) -> list[tuple[str, str]]:
        return [pair for x in one for y in other if (pair := (min(x, y), max(x, y))) in edges]

    def shut(one: dict[str, int], other: dict[str, int]) -> bool:
        return any((min(x, y), max(x, y)) in apart for x in one for y in other)

    def joined(one: dict[str, int], other: dict[str, int], sign: int) -> dict[str, int]:
        return one | {id: sign * held for id, held in other.items()}

    # Level 0: of each cluster, the group that leads and all in it.
    led: list[tuple[dict[str, int], dict[str, int]]] = []
    for group in sorted(groups, key=lambda group: min(rank[id] for id in group)):
        offers = []
        for at, (leader, cluster) in enumerate(led):
            best = min(
                ((-edges[pair].probability, pair) for pair in between(group, leader)), default=(0, None)
            )
            if best[1] is not None and -best[0] >= rule.threshold and not shut(group, cluster):
                offers.append((best[0], at, best[1]))
        if not offers:
            led.append((group, group))
            continue
        _, at, (a, b) = min(offers)
        leader, cluster = led[at]
        signs = group | leader
        led[at] = leader, joined(cluster, group, edges[a, b].sign * signs[a] * signs[b])
    clusters = [cluster for _, cluster in led]
    for _ in range(rule.rounds):
        clusters = _round(clusters, rank, edges, rule, between, shut, joined)
    claims = {id: (_first(cluster, rank), cluster[id]) for cluster in clusters for id in cluster}
    return Standing(
        claims=claims,
        supports=dict(supports),
        waiting={pair for pair, found in scored.items() if found.waiting},
        relations=_relations(edges, claims),
        contradictions=contradictions,
    )


def _first(cluster: dict[str, int], rank: dict[str, int]) -> str:
    return min(cluster, key=rank.__getitem__)


def _groups(world: World, ids: list[str]):  # type: ignore[no-untyped-def]
    """Wordings made one by decisions, with signs to the first of each; pairs kept apart; contradictions."""
    names = {number(id): id for id in ids}
    force: dict[tuple[str, str], Bound] = {}
    for bound in sorted(world.bounds.values(), key=lambda bound: (bound.decided, bound.id)):
        if bound.a in names and bound.b in names:
            force[min(names[bound.a], names[bound.b]), max(names[bound.a], names[bound.b])] = bound
    apart = {pair: bound for pair, bound in force.items() if bound.kind == "apart"}
    groups = [{id: 1} for id in ids]
    contradictions = set()
    sames = [(bound.decided, bound.id, pair) for pair, bound in force.items() if bound.kind == "same"]
    for _, id, (a, b) in sorted(sames, reverse=True):
        one = next(group for group in groups if a in group)
        other = next(group for group in groups if b in group)
        against = [apart[pair] for x in one for y in other if (pair := (min(x, y), max(x, y))) in apart]
        if one is other:
            continue
        if against:
            contradictions.add((id, max(against, key=lambda bound: (bound.decided, bound.id)).id))
            continue
        sign = _scored(world.dated[a].wording, world.dated[b].wording, None).edge.sign
        groups = [group for group in groups if group is not one and group is not other]
        groups.append(one | {y: sign * one[a] * other[b] * held for y, held in other.items()})
    return [_to_first(group, ids) for group in groups], apart, contradictions


def _to_first(group: dict[str, int], ids: list[str]) -> dict[str, int]:
    first = next(id for id in ids if id in group)
    return {id: sign * group[first] for id, sign in group.items()}


def _round(clusters, rank, edges, rule, between, shut, joined):  # type: ignore[no-untyped-def]
    """Clusters of which each is the other's best by average link become one."""
    firsts = [_first(cluster, rank) for cluster in clusters]
    best = {}
    for at, one in enumerate(clusters):
        offers = []
        for to, other in enumerate(clusters):
            pairs = between(one, other)
            if to != at and pairs and not shut(one, other):
                total = sum(edges[pair].probability for pair in pairs)
                total += rule.unscored * (len(one) * len(other) - len(pairs))
                average = total * 1000 // (len(one) * len(other))
                if average >= rule.merge * 1000:
                    offers.append((-average, firsts[to], to))
        best[at] = min(offers, default=(0, "", None))[2]
    found = []
    for at, one in enumerate(clusters):
        to = best[at]
        if to is None or best[to] != at:
            found.append(one)
        elif rank[firsts[at]] < rank[firsts[to]]:
            other = clusters[to]
            signs = one | other
            votes = [
                edges[a, b].sign * signs[a] * signs[b]
                for a, b in between(one, other)
                if edges[a, b].probability >= rule.threshold
            ]
            found.append(joined(one, other, -1 if sum(votes) < 0 else 1))
    return found


def _relations(edges, claims):  # type: ignore[no-untyped-def]
    best = {}
    for (a, b), edge in edges.items():
        one, other = claims[a][0], claims[b][0]
        if edge.label in RELATIONS and one != other:
            key = min(one, other), max(one, other)
            best[key] = min(best.get(key, (1, ())), (-edge.probability, (a, b)))
    found = set()
    for key, (_, (a, b)) in best.items():
        edge = edges[a, b]
        if claims[a][0] == key[0]:
            found.add((*key, a, b, edge.label, edge.probability, edge.facet))
        else:
            found.add((*key, b, a, _TURNED.get(edge.label, edge.label), edge.probability, edge.facet))
    return found
