"""Which reports may be versions of others is noted as they come, whatever the order."""

from __future__ import annotations

from itertools import permutations

import pytest
from sqlalchemy import delete, select

from secondsource.ledger import Ledger, derived, evidence, removal, tying, versions
from secondsource.ledger.evidence import Received
from secondsource.model.report import Report
from tests.ledger import making

AT = "https://harbour.example/crates"


def made() -> list[Report]:
    """Two at one address, two that are one record of a publisher, two by themselves."""
    return [
        making.report(0, address=AT),
        making.report(1, address=f"{AT}?utm_source=mail"),
        making.report(2, address="https://harbour.example/other", record="r7"),
        making.report(3, address="https://harbour.example/moved", record="r7"),
        making.report(4, address="https://harbour.example/alone"),
        making.report(5),
    ]


def add(ledger: Ledger, reports: list[Report]) -> None:
    for report in reports:
        with ledger.writing("add") as w:
            evidence.add_report(w, Received(report=report, reading=making.reading(report)))


def noted(ledger: Ledger) -> set[str]:
    """The titles of those that are noted."""
    with ledger.reading() as connection:
        held = derived.current(connection)
        numbers = connection.execute(select(held.standing.c.number)).scalars().all()
        found = tying.among(connection, held, numbers)
        kept = versions._reports(connection, found)
    return {report.title or "" for report in kept.values()}


def several(ledger: Ledger, reports: list[Report]) -> set[str]:
    """The titles of those that have other versions."""
    with ledger.reading() as connection:
        found = versions.families(connection, [report.id for report in reports])
    return {report.title or "" for report in reports if report.id in found}


TIED = {f"Crates for Ostrava {n}" for n in range(4)}


def test_those_that_share_an_address_or_a_record_are_noted_when_the_second_comes(ledger: Ledger) -> None:
    reports = made()
    add(ledger, [reports[0], reports[4], reports[5]])
    assert noted(ledger) == set()
    add(ledger, [reports[3], reports[1]])
    assert noted(ledger) == {"Crates for Ostrava 0", "Crates for Ostrava 1"}
    add(ledger, [reports[2]])
    assert noted(ledger) == several(ledger, reports) == TIED


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_many_in_one_transaction_and_in_any_order(ledger: Ledger, order: tuple[int, ...]) -> None:
    three = [making.report(n, address=AT) for n in order]
    with ledger.writing("add") as w:
        for report in three:
            evidence.add_report(w, Received(report=report, reading=making.reading(report)))
    assert noted(ledger) == several(ledger, three) == {report.title for report in three}


def test_a_note_that_no_longer_holds_makes_no_version(ledger: Ledger) -> None:
    reports = made()[:2]
    add(ledger, reports)
    with ledger.writing("remove") as w:
        removal.remove(w, reports[0].id, why="a court asked", author="anna")
    assert several(ledger, reports) == set()
    add(ledger, [making.report(6, address=AT)])
    assert several(ledger, [*reports[1:], making.report(6, address=AT)]) == {
        "Crates for Ostrava 1",
        "Crates for Ostrava 6",
    }


def test_all_are_noted_of_a_generation_without_notes(ledger: Ledger) -> None:
    add(ledger, made())
    with ledger.changing() as connection:
        held = derived.current(connection)
        connection.execute(delete(held.tied))
        assert tying.among(connection, held, range(99)) == set()
        tying.note_all(connection, held)
        tying.note_all(connection, held)
    assert noted(ledger) == TIED
