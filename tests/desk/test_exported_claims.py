"""What an export tells beside evidence: the same bytes whatever the order, and no burden to an import."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from secondsource.desk import Desk, linking
from secondsource.ledger import evidence
from secondsource.ledger.evidence import Received
from secondsource.model.report import Report
from tests.views.telling import read

REPORTS = [
    Report(text=text, path=f"{n}.txt", title=f"Flood {n}", publisher=paper, published=day)
    for n, (text, paper, day) in enumerate(
        [
            ("Ilse Tarnov said 40 villages stood under water at Marl.", "The Post", "2024-10-03"),
            ("Ilse Tarnov said 60 villages stood under water at Marl.", "The Post", "2024-10-05"),
            ("Bram Oduya said 20 villages stood under water at Marl.", "The Echo", "2024-10-05"),
        ]
    )
]


@pytest.fixture(autouse=True)
def unread_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pairs are judged by their values alone."""
    monkeypatch.setattr(linking, "reader", lambda: None)


def kept(where: Path, reports: list[Report]) -> Desk:
    """A desk with reports that came one by one, each linked before the next."""
    desk = Desk(where)
    for each in reports:
        with desk.ledger.writing("add") as w:
            evidence.add_reports(w, [Received(report=each, reading=read(each))])
        linking.link(desk.ledger)
    return desk


def test_what_is_made_of_evidence_stands_before_the_decisions_and_is_the_same_everywhere(
    tmp_path: Path,
) -> None:
    with kept(tmp_path / "a.ledger", REPORTS) as one, kept(tmp_path / "b.ledger", REPORTS[::-1]) as other:
        one.export(tmp_path / "a.jsonl")
        other.export(tmp_path / "b.jsonl")
    body = (tmp_path / "a.jsonl").read_bytes()
    assert (tmp_path / "b.jsonl").read_bytes() == body
    rows = [json.loads(line) for line in body.splitlines()]
    kinds = list(dict.fromkeys(row["record"] for row in rows))
    assert kinds == ["version", "report", "reading", "party", "claim", "estimate"]
    told = rows[0]["counts"]
    assert all(told[kind] == sum(row["record"] == kind for row in rows) for kind in kinds[1:])
    figures = [one["low"] for row in rows if row["record"] == "estimate" for one in row["figures"]]
    assert sorted(figures) == [20, 40, 60]
    with Desk(tmp_path / "c.ledger") as third:
        assert third.import_(tmp_path / "a.jsonl").refused == []
        third.export(tmp_path / "c.jsonl")
    assert (tmp_path / "c.jsonl").read_bytes() == body
