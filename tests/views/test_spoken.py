"""What somebody says in figures: as the counts and the claims of the same query are told by themselves."""

from __future__ import annotations

import pytest

from benchmarks.generate import generate
from secondsource import views
from secondsource.desk import linking
from secondsource.ledger import Ledger, evidence
from secondsource.ledger.evidence import Received
from secondsource.ledger.query import Query
from secondsource.views import claiming, joined, spoken


@pytest.fixture
def filled(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> Ledger:
    monkeypatch.setattr(linking, "reader", lambda: None)
    with ledger.writing("add") as w:
        received = [
            Received(report=report, reading=row) for report, row, _ in generate(24, 3, least=2, most=6)
        ]
        evidence.add_reports(w, received)
    linking.link(ledger)
    return ledger


def test_as_counts_and_claims_tell_it(filled: Ledger) -> None:
    source = next(views.sources(filled))
    query = Query(sources=(source["key"],))
    found = spoken.spoken(filled, query)
    assert found.counts == views.counts(filled, query)
    assert len(found.published) == found.counts["counted"] == source["statements"] > 1
    assert found.claims == list(claiming.claims(filled, query)) and not found.more


def test_of_very_much_the_newest_is_looked_at_and_that_is_said(
    filled: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spoken, "_STATEMENTS", 20)
    monkeypatch.setattr(spoken, "_CLAIMS", 3)
    monkeypatch.setattr("secondsource.views.searching.COUNTED", 40)
    found = spoken.spoken(filled, Query())
    assert len(found.published) == 40 and not found.counts["exact"]
    assert found.published == sorted((day for day in found.published if day), reverse=True)
    newest = list(claiming.claims(filled, Query(attributed=None), limit=None))
    assert len(found.claims) == 3 and found.more and all(claim in newest for claim in found.claims)


def test_names_of_parties_are_told_in_the_order_asked(filled: Ledger) -> None:
    parties = [party for party in views.joined_parties(filled, limit=5) if party["id"]]
    ids = [party["id"] or "" for party in reversed(parties)]
    told = joined.party_names(filled, [*ids, "sha256:" + "0" * 64])
    assert told == [(party["name"], party["key"]) for party in reversed(parties)] and told


def test_a_party_without_its_places_is_else_the_same(filled: Ledger) -> None:
    party = next(iter(views.joined_parties(filled, limit=1)))
    with filled.reading() as connection:
        whole = joined.party_item(connection, party["id"] or "")
        bare = joined.party_item(connection, party["id"] or "", seen=False)
    assert whole is not None and bare is not None
    assert bare == {**whole, "in": []} and whole["in"]
    assert whole["reports"] == len({seen["report"] for seen in whole["in"]})
