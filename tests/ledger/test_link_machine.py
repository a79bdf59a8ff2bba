"""What comes and goes in the store of a ledger, held against the quadratic oracle after each step."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, run_state_machine_as_test

from secondsource.ledger import Ledger as Kept
from secondsource.linking.update import Step, update
from secondsource.model.clusters import number
from tests.ledger.test_links import Store
from tests.linking.test_update import MUTANTS, Machine
from tests.linking.walking import Ledger, rows, walk
from tests.linking.world import score as by_chance


@pytest.fixture
def store(ledger: Kept) -> Iterator[Callable[[], Store]]:
    with ExitStack() as opened:
        connection = opened.enter_context(ledger.changing())
        yield lambda: Store(connection)


def of(store: Callable[[], Store]) -> type[Machine]:
    """The machine of adding, removing, reading again, deciding, withdrawing, hearing and importing half."""

    class OfLedger(Machine):
        def __init__(self) -> None:
            super().__init__()
            made: Any = store
            self.ledger = Ledger(2, made)

        @initialize(rounds=st.integers(0, 4))
        def begin(self, rounds: int) -> None:
            made: Any = store
            self.ledger = Ledger(rounds, made)

        def teardown(self) -> None:
            # The rows that one step makes are made in the same tables, so they are read before.
            kept, world, rule = rows(self.ledger.store), self.ledger.world, self.ledger.rule
            fresh = Ledger(rule.rounds, store)  # type: ignore[arg-type]
            for (a, b), said in world.answers.items():
                key = (number(a), number(b))
                fresh.store.keep_answer(key, said)
            given = Step(put=list(world.dated.values()), bounds=list(world.bounds.values()))
            update(fresh.store, given, score=by_chance, rule=rule)
            assert rows(fresh.store) == kept

    return OfLedger


def test_a_ledger_says_what_the_oracle_says_whatever_comes_and_goes(store: Callable[[], Store]) -> None:
    run_state_machine_as_test(
        of(store),
        settings=settings(
            max_examples=6,
            stateful_step_count=14,
            deadline=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.parametrize("name", ["keeps the pairs of a closed key", "lets a best stay that fell"])
def test_the_oracle_finds_a_mutant_in_a_ledger_that(
    store: Callable[[], Store], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, what, change = MUTANTS[name]
    monkeypatch.setattr(place, what, change(getattr(place, what)))
    made: Any = store
    with pytest.raises(AssertionError):
        for seed in range(12):
            walk(random.Random(f"mutant {seed}").randrange(1 << 30), 20, made)
