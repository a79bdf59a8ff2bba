"""Doubtful readings: what tells against each, the most doubtful first, and none that a person judged."""

from __future__ import annotations

from typing import Any

import pytest

from secondsource import views
from secondsource.ledger import Ledger, deciding, evidence
from secondsource.ledger.evidence import Received
from secondsource.views.doubted import doubts
from tests.ledger.making import reading, report


def _add(ledger: Ledger, n: int, **changed: Any) -> str:
    """A report whose first statement is read otherwise; the id of that statement."""
    made = report(n)
    row: Any = reading(made)
    row["statements"][0] |= changed
    with ledger.writing("add") as w:
        evidence.add_report(w, Received(report=made, reading=row))
    id: str = row["statements"][0]["id"]
    return id


def test_the_most_doubtful_comes_first_with_its_reasons(ledger: Ledger) -> None:
    sure = _add(ledger, 0)
    carried = _add(ledger, 1, cue=None)
    turned = _add(ledger, 2, source=None, polarity="denied", chain=[])
    found = list(doubts(ledger, views.query()))
    assert [item["statement"]["id"] for item in found] == [turned, carried]
    assert sure not in {item["statement"]["id"] for item in found}
    codes = [[reason["code"] for reason in item["reasons"]] for item in found]
    assert codes == [["doubt-open", "doubt-polarity"], ["doubt-carried"]]
    assert [item["doubt"] for item in found] == [6, 3]
    assert all(reason["text"] for item in found for reason in item["reasons"])


def test_what_a_person_judged_is_not_asked_again(ledger: Ledger) -> None:
    id = _add(ledger, 1, cue=None)
    with ledger.writing("accept") as w:
        made = deciding.accept(w, id, why=None, author="anna")
    assert list(doubts(ledger, views.query())) == []
    with ledger.writing("withdraw") as w:
        deciding.withdraw(w, made.id, why=None, author="anna")
    assert [item["statement"]["id"] for item in doubts(ledger, views.query())] == [id]


def test_every_window_is_gone_through(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = {_add(ledger, n, cue=None) for n in range(5)}
    monkeypatch.setattr("secondsource.views.doubted.WINDOW", 2)
    assert {item["statement"]["id"] for item in doubts(ledger, views.query())} == ids


def test_a_time_without_bounds_tells_against_it(ledger: Ledger) -> None:
    made = report(0)
    row: Any = reading(made)
    row["times"][0] |= {"earliest": None, "latest": None}
    with ledger.writing("add") as w:
        evidence.add_report(w, Received(report=made, reading=row))
    (item,) = doubts(ledger, views.query())
    assert [reason["code"] for reason in item["reasons"]] == ["doubt-time"]
