"""Removing: what goes, what stays, and what does not come back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from secondsource.errors import UnknownId, UsageError
from secondsource.ledger import Ledger, captures, deciding, decisions, derived, evidence, log, removal
from secondsource.ledger.evidence import Received
from tests.ledger import hearing, making

WHO: dict[str, Any] = {"why": "a court asked", "author": "anna"}


def do(ledger: Ledger, action: Callable[..., Any], *given: Any, **more: Any) -> Any:
    with ledger.writing("remove", author="anna") as w:
        return action(w, *given, **(WHO | more))


def test_text_readings_and_captures_go_and_custody_stays(ledger: Ledger) -> None:
    report = making.captured()
    id = hearing.kept(ledger, report, making.reading(report))
    made = do(ledger, removal.remove, id[7:15])
    with ledger.reading() as connection:
        held = evidence.get(connection, id)
        assert held.removed and held.title is None
        with pytest.raises(UnknownId, match="removed by decision"):
            evidence.text(connection, id)
        assert report.capture is not None
        with pytest.raises(UnknownId, match="removed by decision"):
            captures.get(connection, report.capture.id)
        assert derived.said(connection, held) is None
        assert [entry.action for entry in log.custody(connection, "report", id)] == ["add"]
        assert log.check(connection, ledger.id) == []
        assert decisions.removal(connection, id) == made
    assert hearing.contents(ledger, id) == []


def test_adding_again_brings_nothing_back_until_the_removal_is_withdrawn(ledger: Ledger) -> None:
    id = hearing.kept(ledger)
    made = do(ledger, removal.remove, "#h1")
    with ledger.writing("add") as w:
        added = evidence.add_report(w, Received(report=hearing.report(), reading=hearing.old()))
        assert added.removed
    do(ledger, deciding.withdraw, made.id, why="the court took it back")
    with ledger.reading() as connection:
        assert evidence.get(connection, id).removed
    hearing.kept(ledger)
    assert len(hearing.contents(ledger, id)) == 3


def test_decisions_on_a_report_apply_again_when_it_comes_back(ledger: Ledger) -> None:
    id = hearing.kept(ledger)
    do(ledger, deciding.reject, hearing.shown(ledger, id)["statements"][1]["id"])
    made = do(ledger, removal.remove, id)
    do(ledger, deciding.withdraw, made.id)
    hearing.kept(ledger)
    assert hearing.contents(ledger, id) == [hearing.LOST, hearing.LOST]


def test_a_removal_that_comes_with_an_import_purges(make_ledger: Callable[[], Ledger]) -> None:
    first, second = make_ledger(), make_ledger()
    id = hearing.kept(first)
    hearing.kept(second)
    made = do(first, removal.remove, id)
    back = do(first, deciding.withdraw, made.id)
    with second.writing("import") as w:
        deciding.enter(w, [made])
    with second.reading() as connection:
        assert evidence.get(connection, id).removed
    third = make_ledger()
    hearing.kept(third)
    with third.writing("import") as w:
        # Both at once, in any order: nothing is purged.
        deciding.enter(w, [made, back])
    assert len(hearing.contents(third, id)) == 3


def test_wrong_use(ledger: Ledger) -> None:
    id = hearing.kept(ledger)
    statement = hearing.shown(ledger, id)["statements"][0]["id"]
    for why in (None, "", " "):
        with pytest.raises(UsageError, match="a removal needs a reason"):
            do(ledger, removal.remove, id, why=why)
    with pytest.raises(UnknownId):
        do(ledger, removal.remove, "123456")
    made = do(ledger, removal.remove, id)
    with pytest.raises(UsageError, match=r"was removed already, by anna at .*: a court asked"):
        do(ledger, removal.remove, id)
    for action, given in ((deciding.mark, (id, "The crew")), (deciding.accept, (f"{id}/p1",))):
        with pytest.raises(UsageError, match=rf"was removed by anna .*; withdraw {made.id} and add"):
            do(ledger, action, *given)
    with pytest.raises(UnknownId):
        do(ledger, deciding.accept, statement)
