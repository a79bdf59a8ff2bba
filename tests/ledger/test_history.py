"""What happened, to one thing and to all, in order, with who, when and why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from secondsource.errors import UnknownId, UsageError
from secondsource.ledger import Ledger, deciding, evidence, history, removal, rereading, stories
from secondsource.ledger.evidence import Acquisition, Received
from tests.ledger import hearing

WHO: dict[str, Any] = {"why": None, "author": "anna"}


def do(ledger: Ledger, action: Callable[..., Any], *given: Any, **more: Any) -> Any:
    with ledger.writing(action.__name__, author="anna") as w:
        return action(w, *given, **(WHO | more))


@pytest.fixture
def report(ledger: Ledger, still_clock: Any) -> str:
    """A report to which much has happened."""
    id = hearing.kept(ledger)
    own = hearing.shown(ledger, id)["statements"][1]["id"]
    still_clock.move(hours=1)
    do(ledger, deciding.reject, own, why="not news")
    do(ledger, stories.new, "Gate")
    do(ledger, stories.add, "Gate", [id])
    do(ledger, deciding.undo, hearing_decision(ledger), why="it is")
    do(ledger, removal.remove, id, why="asked to")
    return id


def hearing_decision(ledger: Ledger) -> str:
    with ledger.reading() as connection:
        (row,) = [row for row in history.page(connection) if row["action"] == "reject"]
    return row["decisions"][0]["id"]


def rows(ledger: Ledger, given: str, **more: Any) -> list[tuple[str, list[tuple[str, str | None]]]]:
    with ledger.reading() as connection:
        found = history.of(connection, given, **more)
    return [(row["action"], [(held["kind"], held["why"]) for held in row["decisions"]]) for row in found]


def test_all_that_happened_to_a_report(ledger: Ledger, report: str) -> None:
    expected = [
        ("add", []),
        ("reject", [("reject", "not news")]),
        ("add", [("story", None)]),
        ("undo", [("withdraw", "it is")]),
        ("remove", [("remove", "asked to")]),
    ]
    assert rows(ledger, report) == rows(ledger, report[7:13]) == expected
    with ledger.reading() as connection:
        first, second = history.of(connection, report)[:2]
    assert {each["kind"] for each in first["brought"]} == {"report", "rendition", "acquisition", "reading"}
    assert (first["at"], first["author"]) == ("2024-10-03T12:00:00.000000Z", None)
    assert (second["at"], second["author"]) == ("2024-10-03T13:00:00.000000Z", "anna")
    assert [second["decisions"][0]["in_force"], len(second["decisions"][0]["withdrawn_by"])] == [False, 1]


def test_of_a_decision_a_story_and_a_statement_that_is_gone(ledger: Ledger, report: str) -> None:
    decision = hearing_decision(ledger)
    assert rows(ledger, decision[7:17]) == [
        ("reject", [("reject", "not news")]),
        ("undo", [("withdraw", "it is")]),
    ]
    assert rows(ledger, "gate") == [("new", [("story", None)]), ("add", [("story", None)])]
    with ledger.reading() as connection:
        statement = history.of(connection, decision)[0]["decisions"][0]["body"]["id"]
    assert rows(ledger, statement) == rows(ledger, decision)


def test_of_a_statement_that_stands(ledger: Ledger) -> None:
    id = hearing.kept(ledger)
    held = hearing.shown(ledger, id)["statements"]
    do(ledger, deciding.accept, held[0]["id"], why="heard it")
    do(ledger, deciding.accept, held[1]["id"])
    do(ledger, deciding.correct, f"{id}/p1", {"role": "engineer"})
    assert rows(ledger, held[0]["id"]) == [("add", []), ("accept", [("accept", "heard it")])]
    assert rows(ledger, "#h1/p1") == [("add", []), ("correct", [("correct", None)])]
    assert len(rows(ledger, "#h1")) == 4


def test_withdrawals_of_withdrawals_are_told(ledger: Ledger) -> None:
    id = hearing.kept(ledger)
    made = do(ledger, deciding.accept, hearing.shown(ledger, id)["statements"][0]["id"])
    back = do(ledger, deciding.withdraw, made.id)
    do(ledger, deciding.withdraw, back.id, why="after all")
    for given in (made.id, id):
        assert [action for action, _ in rows(ledger, given)][-3:] == ["accept", "withdraw", "withdraw"]
    with ledger.reading() as connection:
        decided = history.of(connection, made.id)[0]["decisions"][0]
    assert decided["in_force"]


def test_the_whole_ledger_in_pages(ledger: Ledger, report: str) -> None:
    with ledger.reading() as connection:
        everything = history.page(connection)
        assert [row["n"] for row in everything] == [1, 2, 3, 4, 5, 6]
        paged: list[Any] = []
        while found := history.page(connection, after=paged[-1]["place"] if paged else None, limit=4):
            paged += found
        assert paged == everything
        with pytest.raises(UsageError, match="no place in the history"):
            history.page(connection, after="yesterday")


def test_the_newest_come_first_where_that_is_asked(ledger: Ledger, report: str) -> None:
    with ledger.reading() as connection:
        whole = history.page(connection)
        found: list[Any] = []
        while rows := history.page(
            connection, after=found[-1]["place"] if found else None, limit=2, newest=True
        ):
            found += rows
    assert found == whole[::-1] and len(found) > 3


@pytest.mark.parametrize("newest", [False, True])
def test_entries_in_one_line_tell_how_much_they_brought(ledger: Ledger, report: str, newest: bool) -> None:
    with ledger.reading() as connection:
        whole = [history.head(row) for row in history.page(connection, newest=newest)]
        found: list[Any] = []
        while rows := history.heads(
            connection, after=found[-1]["place"] if found else None, limit=2, newest=newest
        ):
            found += rows
        early = history.heads(connection, known=(ledger.id, 2), newest=newest)
    assert found == whole and {row["things"] for row in found} > {1}
    assert sum(len(row["decisions"]) for row in found) == 5
    assert sorted(row["n"] for row in early) == [1, 2]
    # What was taken back later was in force then.
    assert [held["in_force"] for row in early for held in row["decisions"]] == [True]


def test_a_page_ends_with_entries_that_brought_much(
    ledger: Ledger, report: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ledger.reading() as connection:
        whole = history.page(connection)
        monkeypatch.setattr(history, "_MANY", 1)
        paged: list[Any] = []
        while part := history.page(connection, after=paged[-1]["place"] if paged else None):
            assert len(part) == 1
            paged += part
    assert paged == whole
    assert len(whole) > 1


def test_what_was_known_then(ledger: Ledger, report: str) -> None:
    with ledger.reading() as connection:
        known = (ledger.id, 2)
        assert [row["n"] for row in history.page(connection, known=known)] == [1, 2]
        (row,) = [row for row in history.of(connection, report, known=known) if row["decisions"]]
        assert row["decisions"][0]["in_force"]


def test_every_place_that_a_report_came_from_is_told(ledger: Ledger) -> None:
    for path in ("left/note.txt", "right/note.txt"):
        with ledger.writing("add") as w:
            given = Received(report=hearing.report(), acquisition=Acquisition(path=path))
            id = evidence.add_report(w, given).report
    with ledger.reading() as connection:
        told = [each["what"] for row in history.of(connection, id) for each in row["brought"]]
    assert {"left/note.txt", "right/note.txt"} <= set(told)


def test_rereading_is_told(ledger: Ledger) -> None:
    id = hearing.kept(ledger)
    rereading.plan(ledger, hearing.NEW)
    list(rereading.work(ledger, hearing.new, hearing.NEW, worker="w"))
    with ledger.reading() as connection:
        row = history.of(connection, id)[-1]
    assert (row["action"], [each["what"] for each in row["brought"]]) == ("reread", ["0.10.0"])


def test_nothing_of_that_name(ledger: Ledger) -> None:
    with ledger.reading() as connection, pytest.raises(UnknownId, match="nothing in this ledger is 'gate'"):
        history.of(connection, "gate")
