"""Reading again: decisions kept in their place, orphans and lookalikes told, nothing moved, work resumed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from secondsource.errors import InputError
from secondsource.ledger import Ledger, deciding, derived, evidence, jobs, log, removal, rereading
from secondsource.model.report import Report
from secondsource.records import ReadRow
from tests.ledger import hearing
from tests.ledger.hearing import KEPT, LOST, NEW, OLD

WHO: dict[str, Any] = {"why": None, "author": "anna"}
# What the newer reader cuts with a full stop that the older left out.
STOPPED = "the north gate had lost 12 bolts."


def do(ledger: Ledger, action: Callable[..., Any], *given: Any, **more: Any) -> Any:
    with ledger.writing("decide", author="anna") as w:
        return action(w, *given, **(WHO | more))


def statements(ledger: Ledger, report: str) -> Any:
    return hearing.shown(ledger, report)["statements"]


def reread(ledger: Ledger, read: Callable[[Report], ReadRow] = hearing.new) -> list[rereading.Reread]:
    rereading.plan(ledger, NEW)
    return list(rereading.work(ledger, read, NEW, worker="w"))


def test_a_newer_reading_stands_beside_the_old_and_comes_in_force(ledger: Ledger) -> None:
    report = hearing.kept(ledger)
    with ledger.reading() as connection:
        old = derived.said(connection, evidence.get(connection, report))
    (done,) = reread(ledger)
    assert (done.report, done.new, done.in_force, done.error) == (report, True, True, None)
    assert hearing.contents(ledger, report) == [hearing.MEND]
    with ledger.reading() as connection:
        held = rereading.readings.of_report(connection, report)
        assert [each.version for each in held] == ["0.10.0", "0.2.0"]
        assert old is not None and held[1].id == old[0]
        assert log.check(connection, ledger.id) == []
    assert reread(ledger) == []


def test_decisions_are_kept_recut_or_orphaned_and_never_moved(ledger: Ledger) -> None:
    report = hearing.kept(ledger)
    first, own, second = (held["id"] for held in statements(ledger, report))
    kept = do(ledger, deciding.correct, own, {"polarity": "denied"})[0]
    recut = do(ledger, deciding.correct, second, {"source": "p1"})[0]
    lost = do(ledger, deciding.reject, first)

    def read(of: Report) -> ReadRow:
        stopped = hearing.statement(of, STOPPED, source="Tove Brask", party="p1")
        return hearing.new(of, statements=(hearing.statement(of, KEPT), stopped))

    (done,) = reread(ledger, read)
    states = {row["decision"]["id"]: row for row in done.placements}
    assert {id: row["state"] for id, row in states.items()} == {
        kept.id: "kept", recut.id: "recut", lost.id: "orphan"
    }  # fmt: skip
    # The rejection does not fall on the like statement further down; it is named.
    assert [row["text"] for row in states[lost.id]["lookalikes"]] == [STOPPED]
    assert states[lost.id]["at"] is None
    rows = statements(ledger, report)
    assert [row["content"]["text"] for row in rows] == [KEPT, STOPPED]
    assert rows[0]["polarity"] == "denied"
    # p1 of the older reading is p2 of the newer: the party is found by its mention, not by its number.
    assert (rows[1]["source"]["text"], rows[1]["source"]["party"]) == ("Ruta Malden", "p2")
    with ledger.reading() as connection:
        assert [row["decision"]["id"] for row in rereading.orphans(connection)] == [lost.id]
        assert list(rereading.orphans(connection, report=report)) == list(done.orphans)


def test_a_mark_keeps_its_place_whatever_the_reader_finds(ledger: Ledger) -> None:
    report = hearing.kept(ledger)
    made = do(ledger, deciding.mark, report, hearing.MEND, source="Ruta Malden")
    (done,) = reread(ledger)
    assert [row["state"] for row in done.placements] == ["kept"]
    rows = statements(ledger, report)
    # The newer reader found it too: there is one, as the mark says.
    assert [row["content"]["text"] for row in rows] == [hearing.MEND]
    assert rows[0]["source"]["text"] == "Ruta Malden"
    assert {each["decision"] for each in rows[0]["decided"]} == {made.id}


def test_decisions_on_parties_times_and_numbers_find_their_place(ledger: Ledger) -> None:
    report = hearing.kept(ledger)
    do(ledger, deciding.correct, f"{report}/p1", {"role": "engineer"})
    do(ledger, deciding.correct, f"{report}/t0", {"earliest": "2024-10-07"})
    do(ledger, deciding.reject, f"{report}/n1")
    (done,) = reread(ledger)
    assert sorted(row["state"] for row in done.placements) == ["kept", "kept", "orphan"]
    row = hearing.shown(ledger, report)
    assert [(party["name"], party["role"]) for party in row["parties"]] == [
        ("Tove Brask", None), ("Ruta Malden", "engineer")
    ]  # fmt: skip
    assert row["times"][0]["earliest"] == "2024-10-07"
    assert len(row["numbers"]) == 1


def test_a_party_that_a_newer_reader_names_otherwise_is_found_by_its_mention(ledger: Ledger) -> None:
    report = hearing.kept(ledger)
    own = statements(ledger, report)[1]["id"]
    do(ledger, deciding.correct, own, {"source": "Ruta Malden"})

    def read(of: Report) -> ReadRow:
        row = hearing.new(of, statements=(hearing.statement(of, KEPT),))
        row["parties"][1]["name"] = "Engineer Malden"
        return row

    reread(ledger, read)
    row = hearing.shown(ledger, report)
    assert [party["name"] for party in row["parties"]] == ["Tove Brask", "Engineer Malden"]
    assert row["statements"][0]["source"]["party"] == "p2"


def test_an_older_reader_changes_nothing_that_is_in_force(ledger: Ledger) -> None:
    report = hearing.kept(ledger, row=hearing.new())
    rereading.plan(ledger, OLD)
    (done,) = list(rereading.work(ledger, hearing.old, OLD, worker="w"))
    assert (done.new, done.in_force) == (True, False)
    assert hearing.contents(ledger, report) == [hearing.MEND]


def test_a_run_that_died_is_taken_up_and_failures_are_told(ledger: Ledger, still_clock: Any) -> None:
    reports = sorted(hearing.kept(ledger, hearing.report(record=f"h{n}")) for n in range(3))
    assert rereading.plan(ledger, NEW) == 3
    assert rereading.plan(ledger, NEW) == 0
    with ledger.working() as connection:
        taken = jobs.claim(connection, rereading.job_kind(NEW), worker="dead", lease=10)
    assert taken is not None and taken.key == reports[0]

    def read(of: Report) -> ReadRow:
        if of.id == reports[1]:
            raise InputError("it has no words", kind="empty")
        return hearing.new(of)

    done = list(rereading.work(ledger, read, NEW, worker="w"))
    assert [(each.report, each.error) for each in done] == [
        (reports[1], "it has no words"),
        (reports[2], None),
    ]
    still_clock.move(seconds=11)
    assert [each.report for each in rereading.work(ledger, read, NEW, worker="w")] == [reports[0]]
    with ledger.reading() as connection:
        counts = jobs.counts(connection, rereading.job_kind(NEW))
    assert (counts["done"], counts["given-up"]) == (2, 1)
    # Planned again, the one that failed is tried again, and nothing else.
    assert [each.report for each in reread(ledger)] == [reports[1]]


def test_some_reports_alone_are_planned(ledger: Ledger) -> None:
    reports = [hearing.kept(ledger, hearing.report(record=f"h{n}")) for n in range(3)]
    assert rereading.plan(ledger, NEW, reports=reports[:1]) == 1
    assert [each.report for each in rereading.work(ledger, hearing.new, NEW, worker="w")] == reports[:1]


def test_a_removed_report_is_not_read_again(ledger: Ledger) -> None:
    report = hearing.kept(ledger)
    rereading.plan(ledger, NEW)
    do(ledger, removal.remove, report, why="asked to")
    (done,) = list(rereading.work(ledger, hearing.new, NEW, worker="w"))
    assert (done.reading, done.error) == (None, "it was removed by decision")
    assert rereading.plan(ledger, NEW) == 0


def test_a_removal_while_it_was_read_again_wins(ledger: Ledger) -> None:
    report = hearing.kept(ledger)

    def read(of: Report) -> ReadRow:
        do(ledger, removal.remove, report, why="asked to")
        return hearing.new(of)

    (done,) = reread(ledger, read)
    assert (done.reading, done.error) == (None, "it was removed by decision")
    with ledger.reading() as connection:
        assert all(held.removed for held in rereading.readings.of_report(connection, report))


@pytest.mark.parametrize(
    ("text", "state", "alike"),
    [
        # The sentence of the decision is gone, one that looks alike is there: as after an edit of the page.
        ("Tove Brask said the south gate had lost 12 bolts on Monday.", "lost", 0),
        ("Tove Brask said the north gate had lost 12 bolts, and more.", "lost", 1),
        ("New: " + hearing.TEXT, "found", 1),
    ],
)
def test_a_changed_page_is_told_and_nothing_moves_to_it(
    ledger: Ledger, text: str, state: str, alike: int
) -> None:
    page = {"address": "https://gate.invalid/1", "record": None}
    report = hearing.kept(ledger, hearing.report(**page))
    made = do(ledger, deciding.accept, statements(ledger, report)[0]["id"])
    changed = hearing.report(**page, **{"text": text, "published": "2024-10-05"})
    hearing.kept(ledger, changed, hearing.new(changed, statements=()))
    with ledger.reading() as connection:
        (row,) = rereading.elsewhere(connection, made.id)
    assert (row["report"], row["state"], len(row["lookalikes"])) == (changed.id, state, alike)
    assert [held.get("decided") for held in statements(ledger, changed.id)] == []
    assert "decided" in statements(ledger, report)[0]


def test_the_quote_that_is_kept_reaches_no_further_than_it_must(ledger: Ledger) -> None:
    report = hearing.kept(ledger)
    made = do(ledger, deciding.accept, statements(ledger, report)[1]["id"])
    quote = made.body["anchor"]["quote"]
    assert (quote["exact"], len(quote["prefix"]), len(quote["suffix"])) == (KEPT, 32, 32)
    assert LOST not in quote["suffix"]
