"""A store to which things come and from which they go, held against the oracle after each step.

Whoever writes another store walks the same ways with it.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable

from secondsource.linking.memory import MemoryStore
from secondsource.linking.update import Dated, Outcome, Rule, Step, update
from secondsource.model.clusters import KEYS, Bound, Node, key_of, number
from secondsource.model.wording import Wording
from tests.linking.world import World, answer, expected, score, standing, wording

NAMES = tuple(f"wording {n}" for n in range(24))
_KEYS = range(9)
_DATES = (None, 1, 2, 3, 4, 5, 6)
# Some near each other, some far, one that is not known.
_TIMES = (0, 0x600, 0x603, 0x605, 0x700)
# Keys close at the fifth holder, so that few wordings do it.
HOLDERS = 4


def known(name: str) -> Wording:
    """The wording of a name: what it is follows from the name alone."""
    chance = random.Random(name)
    keys = chance.sample(_KEYS, chance.randint(1, 3))
    return wording(name, *keys, vague=chance.random() < 0.15, time=chance.choice(_TIMES))


def bound(kind: str, one: str, other: str, decided: int, note: str = "") -> Bound:
    """A decision on two wordings by their names."""
    a, b = key_of(number(known(one).id), number(known(other).id))
    assert kind in ("same", "apart")
    return Bound(f"{kind} {one} {other} {decided} {note}", kind, a, b, f"2024-05-0{decided}")  # type: ignore[arg-type]


class Ledger:
    """A store and, beside it, what came and did not go."""

    def __init__(self, rounds: int = 2, make: Callable[[], MemoryStore] = MemoryStore) -> None:
        self.make, self.store, self.world = make, make(), World()
        self.rule = Rule(threshold=500, merge=500, holders=HOLDERS, alike=HOLDERS, rounds=rounds)

    def step(self, step: Step) -> Outcome:
        before = held(self.store)
        outcome = update(self.store, step, score=score, rule=self.rule)
        after = held(self.store)
        differ = {claim for claim in before.keys() | after.keys() if before.get(claim) != after.get(claim)}
        assert differ <= {*outcome.touched, *outcome.gone}, "a claim changed and was not named"
        assert not set(outcome.gone) & after.keys()
        assert set(outcome.touched) <= after.keys()
        return outcome

    def add(self, given: Iterable[tuple[str, int | None]]) -> None:
        """Comes anew, or with another date."""
        dated = [Dated(known(name), date) for name, date in given]
        self.world.dated.update((each.wording.id, each) for each in dated)
        self.step(Step(put=dated))

    def reread(self, gone: Iterable[str], come: Iterable[tuple[str, int | None]] = ()) -> None:
        """A removal and an addition as one step."""
        dated = {known(name).id: Dated(known(name), date) for name, date in come}
        ids = {known(name).id for name in gone} - dated.keys()
        for id in ids:
            self.world.dated.pop(id, None)
        self.world.dated.update(dated)
        self.step(Step(put=list(dated.values()), removed=ids))

    def decide(self, kind: str, one: str, other: str, decided: int) -> None:
        self.bind([bound(kind, one, other, decided)])

    def bind(self, bounds: Iterable[Bound]) -> None:
        listed = list(bounds)
        self.world.bounds.update((each.id, each) for each in listed)
        self.step(Step(bounds=listed))

    def withdraw(self, id: str) -> None:
        del self.world.bounds[id]
        self.step(Step(withdrawn=[id]))

    def hear(self, one: str, other: str, said: int) -> None:
        """An answer of the pair reader arrives, asked for or not."""
        a, b = sorted((known(one).id, known(other).id))
        self.world.answers[a, b] = answer(said)
        self.store.keep_answer((number(a), number(b)), answer(said))
        self.step(Step(answered=[(a, b)]))

    def half(self, seed: int) -> None:
        """Half of all that there is comes from elsewhere, with dates and decisions of its own."""
        chance = random.Random(seed)
        dated = [Dated(known(name), chance.choice(_DATES)) for name in NAMES if chance.random() < 0.5]
        kinds = [chance.choice(("same", "apart")) for _ in range(3)]
        bounds = [bound(kind, *chance.sample(NAMES, 2), n, str(seed)) for n, kind in enumerate(kinds)]
        self.world.dated.update((each.wording.id, each) for each in dated)
        self.world.bounds.update((each.id, each) for each in bounds)
        self.step(Step(put=dated, bounds=bounds))

    def check(self) -> None:
        """What the store says is what the oracle says."""
        assert standing(self.store) == expected(self.world, self.rule)

    def check_rows(self) -> None:
        """Every row is as one step with everything in it makes it."""
        fresh = self.make()
        for (a, b), said in self.world.answers.items():
            fresh.keep_answer((number(a), number(b)), said)
        put, bounds = list(self.world.dated.values()), list(self.world.bounds.values())
        update(fresh, Step(put=put, bounds=bounds), score=score, rule=self.rule)
        assert rows(self.store) == rows(fresh)


def rows(store: MemoryStore) -> dict[str, list[object]]:
    """All that a store keeps."""
    return {kind.__name__: list(store.rows(kind)) for kind in KEYS}


def held(store: MemoryStore) -> dict[str, set[tuple[object, ...]]]:
    """What each claim holds: its wordings, their dates and signs."""
    nodes: list[Node] = store.rows(Node)
    names = {node.number: node.id for node in nodes}
    found: defaultdict[str, set[tuple[object, ...]]] = defaultdict(set)
    for node in nodes:
        assert node.claim is not None
        found[names[node.claim]].add((node.id, node.published, node.claim_sign))
    return found


def walk(seed: int, steps: int, make: Callable[[], MemoryStore] = MemoryStore) -> None:
    """Takes steps by chance, looking after each."""
    chance = random.Random(seed)
    ledger = Ledger(chance.randint(0, 4), make)
    for _ in range(steps):
        _one(ledger, chance)
        ledger.check()
    ledger.check_rows()


def _one(ledger: Ledger, chance: random.Random) -> None:
    names = chance.sample(NAMES, 6)
    dated = [(name, chance.choice(_DATES)) for name in names]
    turn = chance.choice(
        ("add", "add", "add", "remove", "reread", "decide", "decide", "withdraw", "hear", "half")
    )
    if turn == "add":
        ledger.add(dated[: chance.randint(1, 6)])
    elif turn == "remove":
        ledger.reread(names[: chance.randint(1, 3)])
    elif turn == "reread":
        ledger.reread(names[:3], dated[chance.randint(2, 6) :])
    elif turn == "decide":
        ledger.decide(chance.choice(("same", "same", "apart")), names[0], names[1], chance.randint(0, 5))
    elif turn == "withdraw" and ledger.world.bounds:
        ledger.withdraw(chance.choice(sorted(ledger.world.bounds)))
    elif turn == "hear":
        ledger.hear(names[0], names[1], chance.randint(0, 3))
    elif turn == "half":
        ledger.half(chance.randint(0, 1000))
