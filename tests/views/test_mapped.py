"""The places of a selection: counted as the facets have them, put where the readings put them."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from benchmarks.generate import generate
from secondsource import views
from secondsource.ledger import Ledger, derived, evidence
from secondsource.ledger.evidence import Received
from secondsource.views import mapped
from tests.ledger.making import reading, report


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    with ledger.writing("add") as w:
        for made, row, _ in generate(24, 3, least=2, most=6):
            evidence.add_report(w, Received(report=made, reading=row))
        for n in range(2):
            evidence.add_report(w, Received(report=report(n), reading=reading(report(n))))
    return ledger


def _owners(ledger: Ledger, kind: str) -> dict[str, set[int]]:
    with ledger.reading() as connection:
        c = derived.current(connection).facets.c
        found: dict[str, set[int]] = {}
        for row in connection.execute(select(c.owner, c.key).where(c.kind == kind)):
            found.setdefault(row.key, set()).add(row.owner)
    return found


def test_every_place_of_the_gazetteer_is_counted_once(filled: Ledger) -> None:
    row = mapped.places(filled, views.query())
    owners = _owners(filled, "geonames")
    assert {place["id"]: place["statements"] for place in row["places"]} == {
        key: len(found) for key, found in owners.items()
    }
    assert len(owners) > 3 and row["exact"]
    ranks = [(-place["statements"], place["name"]) for place in row["places"]]
    assert ranks == sorted(ranks)
    ostrava = next(place for place in row["places"] if place["geonames"] == 3068799)
    assert (ostrava["name"], ostrava["country"], ostrava["reports"]) == ("Ostrava", "CZ", 2)
    assert (ostrava["latitude"], ostrava["longitude"]) == (49.8346, 18.28204)
    assert ostrava["first"] == ostrava["last"] == "2024-10-03"


def test_a_query_leaves_its_own_places(filled: Ledger) -> None:
    row = mapped.places(filled, views.query("crates"))
    assert [place["name"] for place in row["places"]] == ["Ostrava"]
    assert mapped.places(filled, views.query("nothingatall"))["places"] == []


def test_beyond_a_number_the_newest_are_counted(filled: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secondsource.views.mapped.COUNTED", 5)
    row = mapped.places(filled, views.query())
    assert row["statements"] == 5 and not row["exact"]


def test_a_name_that_nothing_places_is_told_apart(ledger: Ledger) -> None:
    made = report(0)
    row: Any = reading(made)
    row["parties"][1]["place"] = None
    with ledger.writing("add") as w:
        evidence.add_report(w, Received(report=made, reading=row))
    found = mapped.places(ledger, views.query())
    assert found["places"] == []
    assert [(place["name"], place["statements"]) for place in found["unplaced"]] == [("Ostrava", 1)]


def test_degrees_without_a_number_are_a_place_of_their_own(ledger: Ledger) -> None:
    with ledger.writing("add") as w:
        for n, lies in ((0, True), (1, False)):
            made = report(n)
            row: Any = reading(made)
            row["parties"][1]["place"] |= {"geonames": None}
            row["parties"][1]["place"] = row["parties"][1]["place"] if lies else None
            evidence.add_report(w, Received(report=made, reading=row))
    found = mapped.places(ledger, views.query())
    # The other report has the name, and does not say where it lies.
    assert [(place["id"], place["statements"]) for place in found["places"]] == [("49.8346,18.28204", 1)]
    assert found["unplaced"] == []
