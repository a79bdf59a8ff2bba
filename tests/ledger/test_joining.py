"""Parties in a ledger: the same rows as the store in memory has, and what is asked of them."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pytest
from sqlalchemy import Connection, delete, select

from secondsource.ledger import Ledger, derived, joined, joining
from secondsource.ledger.generation import generation
from secondsource.ledger.party_tables import speaks_for_a_body, table
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


def names_of(connection: Connection) -> dict[str, set[str]]:
    """The parties under each form, by the rows of all profiles."""
    n = derived.current(connection).number
    profiles = table("profiles", n, generation(n).metadata)
    found: dict[str, set[str]] = {}
    for names, party in connection.execute(select(profiles.c.names, profiles.c.party)):
        for name in names.split("\n"):
            found.setdefault(name, set()).add(party)
    return found


def test_parties_are_found_by_each_of_their_names_and_no_part_of_one(ledger: Ledger) -> None:
    memory = MemoryParties()
    for n, people in enumerate((PEOPLE[:4], PEOPLE[2:7], PEOPLE[5:])):
        memory.reports[f"r{n}"] = row(*people, published=DAYS[0])
    with ledger.changing() as connection:
        store = Given(connection, memory)
        step(store, list(memory.reports))
        expected = names_of(connection)
        assert {name: store.named(name) for name in expected} == expected and len(expected) > 4
        assert store.named(next(iter(expected))[:-1]) == set()
        memory.reports.pop("r1")
        step(store, ["r1"])
        left = names_of(connection)
        assert {name: store.named(name) for name in expected} == {
            name: left.get(name, set()) for name in expected
        }
        assert len(left) < len(expected)


def test_the_names_of_a_ledger_that_was_made_without_them_are_entered(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joining, "_MANY", 2)
    memory = MemoryParties()
    memory.reports["r0"] = row(*PEOPLE[:6], published=DAYS[0])
    with ledger.changing() as connection:
        step(Given(connection, memory), ["r0"])
        n = derived.current(connection).number
        names = table("names", n, generation(n).metadata)
        before = connection.execute(select(names).order_by(names.c.name, names.c.profile)).all()
        connection.execute(delete(names))
        for _ in range(2):
            joining.fill_names(connection, n)
        assert connection.execute(select(names).order_by(names.c.name, names.c.profile)).all() == before
    assert before


def sight(connection: Connection, *seen: tuple[str, str, str, str | None, bool]) -> joining.SqlParties:
    """Sightings: report, local id, profile, body and whether a spokesman."""
    n = derived.current(connection).number
    rows = [
        {"report": r, "local": local, "profile": p, "body": body, "spokesman": speaks, "members": local}
        for r, local, p, body, speaks in seen
    ]
    connection.execute(table("sightings", n, generation(n).metadata).insert(), rows)
    return joining.SqlParties(connection, n)


def test_where_profiles_are_seen_and_for_whom_they_speak(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ledger.changing() as connection:
        store = sight(
            connection,
            ("r1", "p1", "holt", None, False),
            ("r1", "p2", "holt", None, False),
            ("r2", "p1", "holt", "p9", False),
            ("r2", "p2", "spokeswoman", None, True),
            ("r3", "p1", "spokeswoman", "p4", True),
            ("r4", "p1", "crowd", None, False),
        )
        for _ in range(2):
            assert store.told(["holt"]) == (2, False, [("r2", "p9")])
            assert store.told(["holt", "spokeswoman"]) == (3, True, [("r2", "p9"), ("r3", "p4")])
            assert store.told(["crowd"]) == (1, False, [])
            assert store.told([]) == (0, False, [])
            # The same, one profile at a time.
            monkeypatch.setattr(joining, "_chunks", lambda ids: [[id] for id in ids])


def test_who_speaks_for_nobody_is_not_read(ledger: Ledger, dialect: str) -> None:
    if dialect != "sqlite":
        return
    with ledger.changing() as connection:
        store = sight(connection, ("r1", "p1", "holt", None, False))
        sightings = store._tables["sightings"]
        query = select(sightings.c.body).where(sightings.c.profile.in_(["holt"]))
        query = query.where(speaks_for_a_body(sightings))
        words = str(query.compile(connection, compile_kwargs={"literal_binds": True}))
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}").all()
    assert any("_bodies" in row[-1] for row in plan), plan


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
