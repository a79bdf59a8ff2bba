"""Decisions: "same" makes one, "apart" beats it, the later one on a pair counts."""

from __future__ import annotations

import random
from collections.abc import Iterable

from secondsource.linking.memory import MemoryStore
from secondsource.linking.update import Dated, Outcome, Rule, Step, update
from secondsource.model.clusters import Bound, Contradiction, Node, key_of, number
from secondsource.model.wording import Edge
from tests.linking.world import Scored, Sided, standing, wording


def _all_one(pairs: Iterable[Sided]) -> list[Scored]:
    return [Scored(Edge(a=a.id, b=b.id, label="same", probability=900)) for a, b, _ in pairs]


def _denied(pairs: Iterable[Sided]) -> list[Scored]:
    """What is named with a "no" denies the others."""
    signs = [1 if a.text.startswith("no") == b.text.startswith("no") else -1 for a, b, _ in pairs]
    return [
        Scored(Edge(a=a.id, b=b.id, label="same", probability=900, sign=sign))  # type: ignore[arg-type]
        for (a, b, _), sign in zip(pairs, signs, strict=True)
    ]


class _Held:
    """Wordings by name, the earlier named the earlier published; without keys unless one is given."""

    def __init__(self, names: str, *keys: int, score=_all_one, rounds: int = 2) -> None:  # type: ignore[no-untyped-def]
        self.store, self.score, self.rule = MemoryStore(), score, Rule(rounds=rounds)
        self.names = names.split()
        self.put(*self.names, keys=keys)

    def put(self, *names: str, keys: tuple[int, ...] = ()) -> None:
        put = [Dated(wording(name, *keys), self.names.index(name)) for name in names]
        self.step(Step(put=put))

    def step(self, step: Step) -> Outcome:
        return update(self.store, step, score=self.score, rule=self.rule)

    def decide(self, *decisions: str) -> None:
        """Decisions as "3 same a b": the first is when, and also the id."""
        bounds = []
        for decision in decisions:
            decided, kind, one, other = decision.split()
            key = key_of(number(wording(one).id), number(wording(other).id))
            bounds.append(Bound(decided, kind, *key, f"2024-05-0{decided}"))  # type: ignore[arg-type]
        self.step(Step(bounds=bounds))

    @property
    def claims(self) -> str:
        """The claims as words of letters, each by its first: "ab c"."""
        texts = {wording(name).id: name for name in self.names}
        found: dict[str, list[str]] = {}
        for id, (claim, _) in standing(self.store).claims.items():
            found.setdefault(texts[claim], []).append(texts[id])
        return " ".join("".join(sorted(found[claim])) for claim in sorted(found))

    @property
    def contradictions(self) -> list[tuple[str, str]]:
        return [(row.same, row.apart) for row in self.store.rows(Contradiction)]


def test_same_makes_one_of_what_shares_no_key() -> None:
    held = _Held("a b c d")
    assert held.claims == "a b c d"
    held.decide("1 same a b", "2 same b d")
    assert held.claims == "abd c"
    held.step(Step(withdrawn=["1"]))
    assert held.claims == "a bd c"


def test_apart_keeps_two_in_different_claims() -> None:
    held = _Held("a b c", 1)
    assert held.claims == "abc"
    held.decide("1 apart b c")
    # c may not follow a, whose cluster holds b; and no later round joins them.
    assert held.claims == "ab c"
    held.step(Step(withdrawn=["1"]))
    assert held.claims == "abc"


def test_the_later_decision_on_a_pair_counts() -> None:
    held = _Held("a b")
    held.decide("2 same a b", "1 apart a b")
    assert held.claims == "ab" and held.contradictions == []
    held.decide("3 apart a b")
    assert held.claims == "a b" and held.contradictions == []
    held.step(Step(withdrawn=["3"]))
    assert held.claims == "ab"


def test_apart_beats_what_same_implies_and_the_oldest_same_gives_way() -> None:
    held = _Held("a b c")
    held.decide("1 same a b", "2 same b c", "3 apart a c")
    assert held.claims == "a bc"
    assert held.contradictions == [("1", "3")]
    held.decide("4 same a b")
    assert held.claims == "ab c"
    assert held.contradictions == [("2", "3")]
    held.step(Step(withdrawn=["3"]))
    assert held.claims == "abc" and held.contradictions == []


def test_a_decision_waits_for_its_wordings() -> None:
    held = _Held("a b c")
    held.step(Step(removed=[wording("b").id]))
    held.decide("1 same a b", "2 same b c")
    assert held.claims == "a c"
    held.put("b")
    assert held.claims == "abc"
    held.step(Step(removed=[wording("b").id]))
    assert held.claims == "a c" and len(held.store.rows(Bound)) == 2


def test_a_group_moves_as_one_and_with_its_signs() -> None:
    held = _Held("a b noc nod", score=_denied)
    held.decide("1 same b noc", "2 same noc nod")
    signs = {node.id: node.claim_sign for node in held.store.rows(Node)}
    assert [signs[wording(name).id] for name in held.names] == [1, 1, -1, -1]
    held.decide("3 same nod a")
    signs = {node.id: node.claim_sign for node in held.store.rows(Node)}
    assert held.claims == "abnocnod"
    assert [signs[wording(name).id] for name in held.names] == [1, 1, -1, -1]
    # The denial is older: the sign is always to the first.
    held.step(Step(put=[Dated(wording("nod"), -1)]))
    signs = {node.id: node.claim_sign for node in held.store.rows(Node)}
    assert [signs[wording(name).id] for name in held.names] == [-1, -1, 1, 1]


def test_sames_alone_make_what_components_are() -> None:
    chance = random.Random(5)
    names = [f"w{n}" for n in range(60)]
    held = _Held(" ".join(names))
    parent = {name: name for name in names}

    def root(name: str) -> str:
        return name if parent[name] == name else root(parent[name])

    bounds = []
    for n in range(45):
        one, other = chance.sample(names, 2)
        parent[root(one)] = root(other)
        key = key_of(number(wording(one).id), number(wording(other).id))
        bounds.append(Bound(f"{n:02}", "same", *key, "2024-05-01"))
    for bound in bounds:
        held.step(Step(bounds=[bound]))
    claims = standing(held.store).claims
    for one in names:
        for other in names:
            together = claims[wording(one).id][0] == claims[wording(other).id][0]
            assert together == (root(one) == root(other))


def test_a_decision_on_one_wording_and_itself_changes_nothing() -> None:
    held = _Held("a b", 1)
    held.decide("1 apart a a", "2 same b b")
    assert held.claims == "ab" and held.contradictions == []
    held.step(Step(removed=[wording("a").id]))
    assert held.claims == "b"
