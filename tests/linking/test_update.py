"""Clustering held against the quadratic oracle, whatever comes and goes, in whatever order."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from secondsource.linking import candidates, leaders, levels
from secondsource.linking.keys import are_far
from secondsource.linking.memory import MemoryStore
from secondsource.linking.update import Dated, Outcome, Rule, Step, resolved, update
from secondsource.model.clusters import Bound, Node, Pair, key_of, number
from secondsource.model.wording import Wording
from tests.linking.walking import NAMES, Ledger, known, rows, walk
from tests.linking.world import Sided, World, expected, standing, wording
from tests.linking.world import score as by_chance

names = st.sampled_from(NAMES)
dated = st.tuples(names, st.one_of(st.none(), st.integers(1, 6)))


class Machine(RuleBasedStateMachine):
    """Wordings, decisions and answers come and go."""

    def __init__(self) -> None:
        super().__init__()
        self.ledger = Ledger()

    @initialize(rounds=st.integers(0, 4))
    def begin(self, rounds: int) -> None:
        self.ledger = Ledger(rounds)

    @rule(given=st.lists(dated, min_size=1, max_size=6, unique_by=lambda pair: pair[0]))
    def add(self, given: list[tuple[str, int | None]]) -> None:
        self.ledger.add(given)

    @rule(gone=st.lists(names, min_size=1, max_size=4), come=st.lists(dated, max_size=4))
    def reread(self, gone: list[str], come: list[tuple[str, int | None]]) -> None:
        self.ledger.reread(gone, come)

    @rule(gone=st.lists(names, min_size=1, max_size=4))
    def remove(self, gone: list[str]) -> None:
        self.ledger.reread(gone)

    @rule(
        kind=st.sampled_from(("same", "apart")),
        pair=st.lists(names, min_size=2, max_size=2, unique=True),
        decided=st.integers(0, 5),
    )
    def decide(self, kind: str, pair: list[str], decided: int) -> None:
        self.ledger.decide(kind, *pair, decided)

    @precondition(lambda self: self.ledger.world.bounds)
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        self.ledger.withdraw(data.draw(st.sampled_from(sorted(self.ledger.world.bounds))))

    @rule(pair=st.lists(names, min_size=2, max_size=2, unique=True), said=st.integers(0, 3))
    def hear(self, pair: list[str], said: int) -> None:
        self.ledger.hear(*pair, said)

    @rule(seed=st.integers(0, 1000))
    def import_half(self, seed: int) -> None:
        self.ledger.half(seed)

    @invariant()
    def as_expected(self) -> None:
        self.ledger.check()

    def teardown(self) -> None:
        self.ledger.check_rows()


TestMachine = Machine.TestCase
TestMachine.settings = settings(
    max_examples=20, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)


@pytest.mark.parametrize("seed", range(8))
def test_what_stands_is_what_the_oracle_says(seed: int) -> None:
    walk(seed, 40)


def _keeps_pairs(original: Callable[..., None]) -> Callable[..., None]:
    def shift(supports: Counter[Any], was: set[int], now: set[int]) -> None:
        if was and not now:
            return
        original(supports, was, now)

    return shift


MUTANTS = {
    "keeps the pairs of a closed key": (candidates, "_shift", _keeps_pairs),
    "pushes no later neighbours": (leaders._Board, "look", lambda look: lambda *a: (look(*a), set())[1]),
    "lets a best stay that fell": (
        levels._Stage,
        "_rescan",
        lambda _: lambda self, numbers, given, unread: None,
    ),
    "forgets who stood in a group": (leaders, "_around", lambda _: lambda work, numbers: set()),
    "turns no sign": (levels.Delta, "link", lambda f: lambda s, a, b, e, n: f(s, a, b, (*e[:2], 0, e[3]), n)),
}


@pytest.mark.parametrize("name", MUTANTS)
def test_the_oracle_finds_a_mutant_that(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    place, what, change = MUTANTS[name]
    monkeypatch.setattr(place, what, change(getattr(place, what)))
    with pytest.raises(AssertionError):
        for seed in range(12):
            walk(seed, 40)


def _events(chance: random.Random) -> tuple[Ledger, list[Step]]:
    """A world, and its parts as steps that may come in any order."""
    ledger = Ledger()
    ledger.half(1)
    ledger.half(2)
    ledger.add([(name, chance.choice((None, 1, 2, 3))) for name in NAMES[::2]])
    for n in range(6):
        ledger.decide(("same", "apart")[n % 2], *chance.sample(NAMES, 2), n)
        ledger.hear(*chance.sample(NAMES, 2), n)
    steps = [Step(put=[each]) for each in ledger.world.dated.values()]
    steps += [Step(bounds=[each]) for each in ledger.world.bounds.values()]
    steps += [Step(answered=[pair]) for pair in ledger.world.answers]
    return ledger, steps


@pytest.mark.parametrize("seed", range(5))
def test_no_order_and_no_cut_changes_a_row(seed: int) -> None:
    ledger, steps = _events(random.Random(0))
    chance = random.Random(seed)
    chance.shuffle(steps)
    store = MemoryStore()
    for step in steps:
        for a, b in step.answered:
            store.keep_answer((number(a), number(b)), ledger.world.answers[a, b])
        update(store, step, score=by_chance, rule=ledger.rule)
    assert rows(store) == rows(ledger.store)


def test_two_halves_merged_are_the_whole_either_way() -> None:
    ledger, _ = _events(random.Random(0))
    world = ledger.world
    put, bounds = list(world.dated.values()), list(world.bounds.values())
    halves = [Step(put=put[at::2], bounds=bounds[at::2]) for at in (0, 1)]
    made = []
    for order in (halves, halves[::-1]):
        store = MemoryStore()
        for (a, b), said in world.answers.items():
            store.keep_answer((number(a), number(b)), said)
        for step in order:
            update(store, step, score=by_chance, rule=ledger.rule)
        made.append(rows(store))
    assert made[0] == made[1] == rows(ledger.store)


def test_a_step_that_says_nothing_new_writes_nothing() -> None:
    ledger, _ = _events(random.Random(0))
    before = rows(ledger.store)
    step = Step(put=list(ledger.world.dated.values()), bounds=list(ledger.world.bounds.values()))
    outcome = ledger.step(step)
    assert (outcome.touched, outcome.gone, outcome.moved, outcome.tally.scored) == ((), (), (), 0)
    assert rows(ledger.store) == before
    gone = ledger.step(Step(removed=[wording("never there").id], withdrawn=["never taken"]))
    assert gone.touched == () and gone.tally.written == 0


def test_all_removed_leaves_nothing() -> None:
    ledger, _ = _events(random.Random(0))
    ledger.reread(NAMES)
    for id in list(ledger.world.bounds):
        ledger.withdraw(id)
    assert not any(rows(ledger.store).values())


def test_old_ids_resolve_to_the_claim_that_holds_them() -> None:
    ledger, _ = _events(random.Random(0))
    for id, claim in resolved(ledger.store, list(ledger.world.dated)).items():
        assert claim == standing(ledger.store).claims[id][0]
        assert resolved(ledger.store, [claim]) == {claim: claim}
    assert resolved(ledger.store, [wording("never there").id]) == {}


def test_moved_names_each_wording_with_its_claims() -> None:
    store = MemoryStore()
    one, other = wording("one"), wording("other")

    def take(step: Step) -> Outcome:
        return update(store, step, score=by_chance)

    assert take(Step(put=[Dated(one, 1)])).moved == ((one.id, None, one.id),)
    assert take(Step(put=[Dated(other, 2)])).touched == (other.id,)
    same = Bound("decision", "same", *key_of(number(one.id), number(other.id)), "2024-05-01")
    outcome = take(Step(bounds=[same]))
    assert outcome.moved == ((other.id, other.id, one.id),)
    assert (outcome.touched, outcome.gone) == ((one.id,), (other.id,))
    assert resolved(store, [other.id]) == {other.id: one.id}
    # An older copy is found: the claim takes the name of what is now its first.
    outcome = take(Step(put=[Dated(other, 0)]))
    assert outcome.moved == tuple(sorted([(one.id, one.id, other.id), (other.id, one.id, other.id)]))
    assert (outcome.touched, outcome.gone) == ((other.id,), (one.id,))


def _clashing(name: str) -> Wording:
    held = wording(name)
    return Wording(id=held.id[:40] + "0" * 31, text="", words=())


def test_two_wordings_of_one_number_are_refused() -> None:
    store = MemoryStore()
    update(store, Step(put=[Dated(wording("a"), None)]), score=by_chance)
    with pytest.raises(ValueError, match="have one number"):
        update(store, Step(put=[Dated(_clashing("a"), None)]), score=by_chance)
    assert [node.id for node in store.rows(Node)] == [wording("a").id]


def test_wrong_steps_are_refused() -> None:
    with pytest.raises(ValueError, match="put and removed"):
        update(MemoryStore(), Step(put=[Dated(wording("a"), 1)], removed=[wording("a").id]), score=by_chance)
    with pytest.raises(ValueError, match="no digest"):
        update(MemoryStore(), Step(removed=["w1"]), score=by_chance)

    def mixed(pairs: Any) -> Any:
        return list(reversed(by_chance(pairs)))

    put = [Dated(wording(name, 1), 1) for name in "abc"]
    with pytest.raises(ValueError, match="names others"):
        update(MemoryStore(), Step(put=put), score=mixed)


def test_an_answer_makes_a_waiting_pair_count() -> None:
    """Until then it counts as never scored, and afterwards as what the score makes of it."""
    waiting = [
        (one, other)
        for at, one in enumerate(NAMES)
        for other in NAMES[at + 1 :]
        if set(known(one).keys) & set(known(other).keys)
        and not are_far(number(known(one).id), number(known(other).id))
        and by_chance([_sided(one, other)])[0].waiting
    ]
    joined = 0
    for one, other in waiting:
        ledger = Ledger(rounds=0)
        ledger.add([(one, 1), (other, 2)])
        assert [pair.kind for pair in ledger.store.rows(Pair)] == ["waiting"]
        assert len({claim for claim, _ in standing(ledger.store).claims.values()}) == 2
        ledger.hear(one, other, 1)
        ledger.check()
        assert [pair.kind for pair in ledger.store.rows(Pair)] == ["answered"]
        joined += len({claim for claim, _ in standing(ledger.store).claims.values()}) == 1
    assert 0 < joined < len(waiting)


def _sided(one: str, other: str) -> Sided:
    a, b = sorted((known(one), known(other)), key=lambda held: held.id)
    return a, b, None


def test_the_oracle_itself_is_not_empty() -> None:
    """What it says of a full world holds claims of several, both signs, relations, waiting pairs."""
    world = World({known(name).id: Dated(known(name), at % 5) for at, name in enumerate(NAMES)})
    held = expected(world, Rule(threshold=500, merge=500, holders=12, alike=12))
    sizes = Counter(claim for claim, _ in held.claims.values())
    assert max(sizes.values()) > 2 and len(sizes) > 3
    assert {sign for _, sign in held.claims.values()} == {1, -1}
    assert held.relations and held.waiting
