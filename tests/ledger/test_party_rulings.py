"""Decisions on parties of a ledger: they bind, are taken back, and refuse nonsense."""

from __future__ import annotations

from typing import Any

import pytest

from secondsource.errors import UnknownId, UsageError
from secondsource.ledger import Ledger, derived, evidence, joined, joining, party_rulings
from secondsource.ledger.deciding import undo
from secondsource.ledger.incoming import Received
from secondsource.linking.party_step import step
from tests.ledger import making


def add(ledger: Ledger, n: int, **fields: Any) -> str:
    """Adds the n-th report with its reading; gives its id."""
    given = making.report(n, **fields)
    with ledger.writing("add") as w:
        row = making.reading(given)
        row["mentions"] = [
            {"text": "Zoë Marsh", "spans": [(0, 9)], "type": "person", "form": "name", "party": "p1"}
        ]
        evidence.add_report(w, Received(report=given, reading=row))
    return given.id


@pytest.fixture
def two(ledger: Ledger) -> tuple[str, str]:
    """Two reports that speak of one Zoë Marsh."""
    ids = add(ledger, 1), add(ledger, 2)
    link(ledger, *ids)
    return ids


def link(ledger: Ledger, *reports: str) -> set[str]:
    """Takes a step with these reports."""
    with ledger.changing() as connection:
        return step(joining.SqlParties(connection, derived.current(connection).number), reports)


def party(ledger: Ledger, report: str, name: str = "Zoë Marsh") -> str:
    """The party of that name in a report."""
    with ledger.reading() as connection:
        store = joined.store(connection)
        seen = store.sighted([report])
        names = {s.id: s.profile.name for s in store.standing([s.profile for s in seen])}
        local = next(s.local for s in seen if names[s.profile] == name)
        return joined.parties_of(connection, [(report, local)])[report, local].id


def local(ledger: Ledger, report: str, name: str = "Zoë Marsh") -> str:
    """REPORT/p3 of the party of that name."""
    with ledger.reading() as connection:
        store = joined.store(connection)
        seen = store.sighted([report])
        names = {s.id: s.profile.name for s in store.standing([s.profile for s in seen])}
        return f"{report}/{next(s.local for s in seen if names[s.profile] == name)}"


def test_one_name_is_one_party_until_it_is_decided_otherwise(ledger: Ledger, two: tuple[str, str]) -> None:
    one, other = two
    assert party(ledger, one) == party(ledger, other)
    with ledger.writing("apart") as w:
        made = party_rulings.rule(
            w, "apart", local(ledger, one), local(ledger, other), why="a cousin", author="anna"
        )
    assert made.body["why"] == "a cousin"
    assert link(ledger) >= {one, other}
    assert party(ledger, one) != party(ledger, other)
    with ledger.writing("undo") as w:
        undo(w, None, why=None, author=None)
    link(ledger)
    assert party(ledger, one) == party(ledger, other)


def test_two_parties_are_one_by_their_ids_and_the_old_id_goes_on(
    ledger: Ledger, two: tuple[str, str]
) -> None:
    marsh, ostrava = party(ledger, two[0]), party(ledger, two[0], "Ostrava")
    with ledger.writing("same") as w:
        party_rulings.rule(w, "same", marsh[7:19], ostrava, why=None, author=None)
    link(ledger)
    assert party(ledger, two[0]) == party(ledger, two[0], "Ostrava")
    with ledger.reading() as connection:
        assert len(set(joined.resolved(connection, [marsh, ostrava]).values())) == 1
        (whole,) = joined.several(connection, [party(ledger, two[0])])
        assert {"Zoë Marsh", "Ostrava"} <= {name for name, _ in whole.names}


@pytest.mark.parametrize(("a", "b", "error"), [("ffffffff", "p", UnknownId), ("p", "p", UsageError)])
def test_what_is_no_party_and_one_named_twice_are_refused(
    ledger: Ledger, two: tuple[str, str], a: str, b: str, error: type[Exception]
) -> None:
    ids = {"p": party(ledger, two[0])}
    with pytest.raises(error), ledger.writing("same") as w:
        party_rulings.rule(w, "same", ids.get(a, a), ids.get(b, b), why=None, author=None)
