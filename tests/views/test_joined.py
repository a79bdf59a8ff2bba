"""Parties of the ledger as rows: one for all that a person is called, by id and by any of its names."""

from __future__ import annotations

from typing import Any

import pytest

from secondsource import views
from secondsource.errors import UnknownId
from secondsource.ledger import Ledger, derived, evidence, joining, stories
from secondsource.ledger.incoming import Received
from secondsource.linking.party_step import step
from tests.ledger import making


def added(ledger: Ledger, n: int, source: str, **fields: Any) -> str:
    """Adds the n-th report, in which somebody called `source` speaks; gives its id."""
    given = making.report(n, **fields)
    row = making.reading(given, source=source)
    with ledger.writing("add") as w:
        evidence.add_report(w, Received(report=given, reading=row))
    return given.id


@pytest.fixture
def told(ledger: Ledger) -> tuple[Ledger, list[str]]:
    """A ledger of three reports, of one Zoë Marsh in two spellings, and of another Marsh; linked."""
    ids = [added(ledger, 1, "Zoë Marsh"), added(ledger, 2, "Zoe Marsh"), added(ledger, 3, "Adam Quill")]
    with ledger.changing() as connection:
        step(joining.SqlParties(connection, derived.current(connection).number), ids)
    return ledger, ids


def test_a_party_is_listed_once_with_all_it_is_called(told: tuple[Ledger, list[str]]) -> None:
    ledger, ids = told
    listed = {row["name"]: row for row in views.joined_parties(ledger)}
    assert len(listed) == 3
    (marsh,) = [row for row in listed.values() if "Zoe Marsh" in (row["name"], *row["aliases"])]
    assert sorted(each["report"] for each in marsh["in"]) == sorted(ids[:2])
    assert marsh["reports"] == 2
    assert marsh["type"] == "person"
    assert marsh["roles"] == []
    assert {form["text"] for form in marsh["forms"]} >= {"Zoë Marsh", "Zoe Marsh"}
    why = [reason["text"] for each in marsh["in"] for reason in each["reasons"]]
    assert why == ["called the same: Zoë Marsh"] or why == ["called the same: Zoe Marsh"]


def test_parts_of_names_stories_and_limits_narrow_the_list(told: tuple[Ledger, list[str]]) -> None:
    ledger, ids = told
    assert [row["name"] for row in views.joined_parties(ledger, "QUIL")] == ["Adam Quill"]
    assert list(views.joined_parties(ledger, "%")) == []
    assert list(views.joined_parties(ledger, " ")) == []
    assert len(list(views.joined_parties(ledger, limit=1))) == 1
    with ledger.writing("story") as w:
        stories.new(w, "crates", why=None, author=None)
        stories.add(w, "crates", [ids[2]], why=None, author=None)
    of_story = {row["name"]: row["reports"] for row in views.joined_parties(ledger, story="crates")}
    assert of_story["Adam Quill"] == of_story["Ostrava"] == 1
    assert "Zoë Marsh" not in of_story and "Zoe Marsh" not in of_story
    with pytest.raises(UnknownId):
        next(views.joined_parties(ledger, story="nowhere"))


def test_a_party_is_shown_by_its_id_and_by_each_of_its_names(told: tuple[Ledger, list[str]]) -> None:
    ledger, _ = told
    (marsh,) = [row for row in views.joined_parties(ledger, "zo")]
    id = marsh["id"]
    assert id is not None
    for given in (id, id[7:15], "Zoe Marsh", "zoë marsh"):
        shown: Any = views.show(ledger, given)
        assert shown["what"] == "party"
        assert shown["party"]["id"] == id
        assert len(shown["statements"]) == 2


def test_a_ledger_that_was_never_linked_has_none(ledger: Ledger) -> None:
    added(ledger, 1, "Zoë Marsh")
    assert not views.any_joined(ledger)
    assert list(views.joined_parties(ledger)) == []
