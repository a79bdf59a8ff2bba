"""Parties in a ledger: the same rows as the store in memory has, and what is asked of them."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from secondsource.ledger import Ledger, derived, joined, joining
from secondsource.linking.party_step import step
from secondsource.linking.party_store import MemoryParties
from secondsource.model.party import Post, Profile, RoleHeld, Ruling, Standing
from tests.linking.cast import row
from tests.linking.test_party_step import DAYS, PEOPLE, rulings_of


class Given(joining.SqlParties):
    """The ledger's store, of readings and decisions that are given it."""

    def __init__(self, connection: Connection, memory: MemoryParties) -> None:
        super().__init__(connection, derived.current(connection).number)
        self.memory = memory

    def rows(self, reports: Collection[str], /) -> Mapping[str, Any]:
        return self.memory.rows(reports)

    def decided(self) -> Sequence[Ruling]:
        return self.memory.decided()


def test_a_ledger_keeps_what_the_memory_keeps(ledger: Ledger) -> None:
    chance, memory = random.Random(3), MemoryParties()
    for turn in range(14):
        ids = [f"r{chance.randint(0, 11)}" for _ in range(3)]
        for id in ids:
            memory.reports.pop(id, None)
            if chance.random() < 0.75:
                people = chance.sample(PEOPLE, chance.randint(1, 5))
                memory.reports[id] = row(*people, published=chance.choice(DAYS))
        if turn % 4 == 3:
            memory.in_force = rulings_of(memory, chance, 3)
        told = step(memory, ids)
        with ledger.changing() as connection:
            store = Given(connection, memory)
            assert step(store, ids) == told
            assert store.everything() == memory.everything()


def test_a_role_ends_as_told_else_with_the_first_that_calls_it_former() -> None:
    def stand(text: str, day: str, **more: Any) -> Standing:
        post = Post(text=text, post="minister", field=("defence",), **more)
        held = Profile(
            block="",
            kind="named",
            cls="person",
            type="person",
            name="Pia Holt",
            key="pia holt",
            posts=(post,),
        )
        return Standing(held, held.id, day, day, 1)

    given = stand("Defence minister", "2023-05-04")
    former = stand("Former defence minister", "2026-03-02", former=True)
    told = stand("ex-defence minister", "2026-04-01", former=True, until="2025-06")
    assert joined._roles([given, former, told]) == (
        RoleHeld(text="Defence minister", since="2023-05-04", until="2025-06"),
    )
    assert joined._roles([given, former]) == (
        RoleHeld(text="Defence minister", since="2023-05-04", until="2023-05-04"),
    )
    assert joined._roles([former]) == (RoleHeld(text="defence minister", since=None, until="2026-03-02"),)
