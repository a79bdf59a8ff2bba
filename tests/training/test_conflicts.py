"""Conflicts of real reports: which are counted, and what judgements say of them."""

from __future__ import annotations

import json

from training.conflicts import key_of, measured, told
from training.joins import digest


def row(a: str, b: str, holds: bool | None = None) -> dict:
    sides = {side: {"report": f"s/{text}", "sha256": digest(text)} for side, text in (("a", a), ("b", b))}
    return {**sides, "holds": holds}


def test_a_conflict_is_known_by_both_sides_whichever_comes_first():
    assert key_of(row("one", "two")) == key_of(row("two", "one")) != key_of(row("one", "three"))


def test_what_is_told_is_measured_by_what_was_judged():
    judged = [row("a", "b", True), row("c", "d", False), row("e", "f", True), row("g", "h")]
    found = measured([row("b", "a"), row("c", "d"), row("g", "h"), row("x", "y")], judged)
    assert (found["told"], found["judged"], found["hold"], found["percent"]) == (4, 2, 1, 50.0)
    assert (found["known_true"], found["of_these_told"]) == (2, 1)
    assert measured([], judged)["percent"] == 0.0


def test_conflicts_are_asked_of_a_ledger_of_the_first_reports(tmp_path):
    text = (
        "Mayor Ada Quill said the ferry sank off Ostrel on Monday."
        " Port director Bram Oduya denied that the ferry sank off Ostrel on Monday."
    )
    rows = [
        {"record": "report", "id": f"n{n}", "text": text.replace("ferry", boat), "published": "2031-05-12"}
        for n, boat in enumerate(("ferry", "barge"))
    ]
    file = tmp_path / "invented" / "documents.jsonl"
    file.parent.mkdir()
    file.write_text("".join(json.dumps(held) + "\n" for held in rows), "utf-8")
    found = list(told(file, 1))
    assert {side["report"] for one in found for side in (one["a"], one["b"])} <= {"invented/n0"}
    assert all(one["a"]["sha256"] == digest(one["a"]["text"]) and one["holds"] is None for one in found)
    assert found
