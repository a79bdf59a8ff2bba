"""Lists against what the tables hold: sources, parties and times, whole and in small pages."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from sqlalchemy import select

from benchmarks.generate import generate
from secondsource import views
from secondsource.ledger import Ledger, bounds, derived, evidence, facets
from secondsource.ledger.evidence import Received
from secondsource.ledger.generation import SHIFT

QUESTIONS: list[dict[str, Any]] = [
    {},
    {"since": "2023"},
    {"since": "2022-02", "until": "2024"},
    {"attributed": True},
]


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    with ledger.writing("add") as w:
        for report, row, _ in generate(24, 3, least=2, most=6):
            evidence.add_report(w, Received(report=report, reading=row))
    return ledger


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages of two and three."""
    for module in ("voices", "timed"):
        monkeypatch.setattr(f"secondsource.views.{module}.FIRST", 2)
        monkeypatch.setattr(f"secondsource.views.{module}.LATER", 3)
    monkeypatch.setattr("secondsource.ledger.listing._FIRST", 2)
    monkeypatch.setattr("secondsource.ledger.listing._LARGEST", 3)


def held(ledger: Ledger) -> list[Any]:
    """All facets: (owner, kind, key, low, high)."""
    with ledger.reading() as connection:
        c = derived.current(connection).facets.c
        return list(connection.execute(select(c.owner, c.kind, c.key, c.low, c.high)))


def test_sources_are_those_of_the_facets(filled: Ledger, small: None) -> None:
    rows = held(filled)
    said = {(row.owner, row.key) for row in rows if row.kind == "source"}
    published = {row.owner: row.key for row in rows if row.kind == "published"}
    bases = [(row.owner, row.key) for row in rows if row.kind == "basis"]
    statements = Counter(key for _, key in said)
    listed = list(views.sources(filled))
    assert [row["key"] for row in listed] == sorted(statements, key=lambda key: (-statements[key], key))
    assert len(listed) > 20 and any(row["basis"] for row in listed)
    for row in listed:
        own = {owner for owner, key in said if key == row["key"]}
        dates = sorted(published[owner >> SHIFT << SHIFT] for owner in own)
        assert (row["statements"], row["reports"]) == (len(own), len({owner >> SHIFT for owner in own}))
        assert (row["first"], row["last"]) == (dates[0], dates[-1])
        counted = Counter(basis for owner, basis in bases if owner in own)
        assert {each["key"]: each["count"] for each in row["basis"]} == counted


def test_parties_come_once_each_by_their_most_frequent_form(filled: Ledger, small: None) -> None:
    with filled.reading() as connection:
        names = list(connection.execute(select(derived.current(connection).names)))
    most: dict[str, int] = {}
    for row in names:
        most[row.key] = max(most.get(row.key, 0), row.reports)
    listed = list(views.parties(filled))
    assert [row["key"] for row in listed] == sorted(most, key=lambda key: (-most[key], key))
    assert [row["reports"] for row in listed] == [most[row["key"]] for row in listed]
    assert len(listed) > 50


@pytest.mark.parametrize("fields", QUESTIONS)
def test_a_timeline_has_every_time_that_meets_the_days(
    filled: Ledger, fields: dict[str, Any], monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    query = views.query(**fields)
    whole = list(views.timeline(filled, query))
    request.getfixturevalue("small")
    monkeypatch.setattr("secondsource.ledger.search.FEW", 2)
    monkeypatch.setattr("secondsource.ledger.search.COMMON", 3)
    assert list(views.timeline(filled, query)) == whole
    since = -bounds.OPEN if query.since is None else query.since
    until = bounds.OPEN if query.until is None else query.until
    rows = held(filled)
    kept = {row.owner for row in rows if (row.kind, row.key) == ("attributed", "yes")}
    expected = [
        (row.low, row.high)
        for row in rows
        if row.kind == "time" and row.low is not None and row.low <= until and row.high >= since
        if query.attributed is None or row.owner in kept
    ]
    found = [
        (facets.day(row["earliest"]) or -bounds.OPEN, facets.day(row["latest"]) or bounds.OPEN)
        for row in whole
    ]
    assert found == sorted(expected)
    assert len(found) > 20
