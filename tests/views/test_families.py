"""Families of publishers by decision: origins follow, through undo, relinking and import."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from secondsource.desk import linking
from secondsource.errors import LedgerError, UsageError
from secondsource.ledger import Ledger, deciding, evidence, house_rulings, linked, transfer
from secondsource.ledger.evidence import Received
from secondsource.linking.houses import publisher_key
from secondsource.model.decision import Decision
from secondsource.views import claiming, families
from tests.views.telling import read
from tests.views.test_claiming import report, speaking_of, told, unread_pairs

__all__ = ["unread_pairs"]

SAID = "Ilse Tarnov said 40 villages stood under water at Marl."


def decide(ledger: Ledger, publisher: str, house: str | None) -> Decision:
    with ledger.writing("house", author="ines") as w:
        made = house_rulings.rule(
            w, publisher_key(publisher), publisher, house, why="one desk", author="ines"
        )
    linking.link(ledger)
    return made


def origins(ledger: Ledger) -> tuple[int, int]:
    row: Any = speaking_of(list(claiming.claims(ledger)), "40 villages")
    return row["origins"]["low"], row["origins"]["high"]


def filled(ledger: Ledger) -> Ledger:
    """Two papers that each have it from somebody without a name: two origins, of one house one."""
    other = SAID.replace("Ilse Tarnov", "Bram Oduya")
    given = [report(SAID, "The Marl Post", "2024-10-03"), report(other, "Valley Echo", "2024-10-03")]
    rows = [read(each) for each in given]
    for row in rows:
        source = row["statements"][0]["source"]
        assert source is not None
        source["party"] = None
    with ledger.writing("add") as w:
        evidence.add_reports(
            w, [Received(report=each, reading=row) for each, row in zip(given, rows, strict=True)]
        )
    linking.link(ledger)
    return ledger


def houses_of(ledger: Ledger) -> set[str | None]:
    with ledger.reading() as connection:
        held = families.table(connection)
    return {held.house_of(name) for name in ("The Marl Post", "Valley Echo")}


def edges(ledger: Ledger) -> set[str]:
    row: Any = speaking_of(list(claiming.claims(ledger)), "40 villages")
    return {edge["kind"] for edge in row["origins"]["edges"]}


def test_a_family_ties_what_its_papers_say_until_it_is_undone(ledger: Ledger) -> None:
    filled(ledger)
    assert houses_of(ledger) == {None} and "family" not in edges(ledger)
    apart = origins(ledger)
    first = decide(ledger, "Marl Post", "Valley Papers")
    second = decide(ledger, "the valley echo", "Valley Papers")
    assert houses_of(ledger) == {"Valley Papers"} and "family" in edges(ledger)
    assert origins(ledger) == (1, apart[1])
    with ledger.reading() as connection:
        assert not linked.pending(connection)
    _, differences = linking.relink(ledger)
    assert differences == []
    (row,) = [row for row in families.families(ledger, "valley pap")]
    assert row["house"] == "Valley Papers"
    assert [(held["publisher"], held["reports"]) for held in row["publishers"]] == [
        ("Marl Post", 1), ("the valley echo", 1), ("Valley Papers", 0),
    ]  # fmt: skip
    assert row["publishers"][0]["decision"] is not None
    assert row["publishers"][0]["decision"]["why"] == "one desk"
    with ledger.writing("undo", author="ines") as w:
        deciding.undo(w, first.id, why=None, author="ines")
        deciding.undo(w, second.id, why=None, author="ines")
    linking.link(ledger)
    assert houses_of(ledger) == {None} and "family" not in edges(ledger)
    assert origins(ledger) == apart
    assert list(families.families(ledger, "valley pap")) == []


def test_only_claims_of_the_publishers_reports_are_judged_anew(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(ledger)
    told(ledger, report("Bram Oduya said the dam held.", "The Quay", "2024-10-03"))
    row: Any = speaking_of(list(claiming.claims(ledger)), "dam held")
    judged: list[str] = []
    judges = linking.JUDGES
    monkeypatch.setattr(linking, "JUDGES", (lambda c, n, found: judged.extend(found) or set(), *judges))
    decide(ledger, "Valley Echo", "Valley Papers")
    assert judged and row["id"] not in judged
    judged.clear()
    decide(ledger, "Nobody's Paper", "Valley Papers")
    assert judged == [], "no report of it is here"


def test_an_agency_of_a_dateline_has_its_house_too(ledger: Ledger) -> None:
    text = "Published by the Tarn Agency. Bram Oduya said the dam held."
    (id,) = told(ledger, report(text, None, "2024-10-03"))
    with ledger.changing() as connection:
        house_rulings.heed(connection, 7, "[]")
    decide(ledger, "Tarn Agency", "Valley Papers")
    with ledger.changing() as connection:
        assert families.touched(connection, 7) == {id}
        assert families.touched(connection, 7) == set(), "noted"


def test_two_ledgers_that_are_joined_hold_one_ruling(ledger: Ledger, tmp_path: Path) -> None:
    filled(ledger)
    decide(ledger, "Valley Echo", "Valley Papers")
    decide(ledger, "The Valley Echo", "Quay Papers")
    decide(ledger, "The Times", None)
    transfer.export(ledger, tmp_path / "export.jsonl")
    with Ledger.open(tmp_path / "other.ledger") as other:
        transfer.import_files(other, [tmp_path / "export.jsonl"])
        linking.link(other)
        assert list(families.families(other, "quay")) == list(families.families(ledger, "quay"))
        with other.reading() as connection:
            assert families.table(connection).house_of("The Times") is None
            assert families.table(connection).house_of("valley echo") == "Quay Papers"
    last = list(families.families(ledger))[-1]
    assert (last["house"], [held["publisher"] for held in last["publishers"]]) == (None, ["The Times"])


def test_a_decision_without_names_is_refused(ledger: Ledger) -> None:
    for publisher, house in (("", "X"), ("The Post", " ")):
        with ledger.writing("house") as w, pytest.raises(UsageError, match="needs names"):
            house_rulings.rule(w, publisher_key(publisher), publisher, house, why=None, author="ines")
    for body in ({"publisher": " "}, {"publisher": "The Post", "house": 7}):
        made = Decision(
            kind="house", target="sha256:0", body=body, author=None, decided="2024-10-03T00:00:00Z"
        )
        with ledger.writing("import") as w, pytest.raises(LedgerError):
            deciding.enter(w, [made])
