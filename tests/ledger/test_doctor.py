"""What verify and doctor find: every kind of tampering and every kind of illness, each made on purpose."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, delete, insert, select, text, update

from secondsource.errors import LedgerError
from secondsource.ledger import (
    Ledger,
    clock,
    deciding,
    derived,
    doctor,
    jobs,
    log,
    removal,
    transfer,
    verifying,
)
from secondsource.ledger import tables as t
from secondsource.ledger.captures import packed
from secondsource.ledger.writing import set_meta
from secondsource.model.identity import digest
from tests.ledger import making, standing
from tests.ledger.conftest import Clock
from tests.ledger.test_transfer import add, exported

ONE, TWO = making.captured(1).id, making.captured(2).id


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    """Two reports with captures, one removed, a decision; three entries of the log and more."""
    add(ledger, making.captured(1), making.captured(2, body=b"<p>two</p>"))
    add(ledger, making.captured(3, body=b"<p>three</p>"))
    with ledger.writing("reject", author="ines") as w:
        statement = making.reading(making.report(1))["statements"][0]["id"]
        deciding.reject(w, statement, why="not said", author="ines")
    with ledger.writing("remove", author="ines") as w:
        removal.remove(w, making.captured(3).id, why="a source is in danger", author="ines")
    return ledger


def test_a_ledger_that_nobody_touched_is_sound(filled: Ledger) -> None:
    done = verifying.verify(filled)
    assert done.faults == []
    assert done.checked == {
        "capture": 3, "report": 2, "rendition": 2, "reading": 2, "decision": 2, "acquisition": 3, "log": 4
    }  # fmt: skip
    health = doctor.examine(filled)
    assert (health.findings, health.sound) == ([], True)
    assert health.facts["head"] == done.heads[0].hash


def _table(name: str) -> Any:
    return t.evidence.tables[name]


def _set(name: str, values: dict[str, Any], **where: Any) -> Callable[[Connection], object]:
    table = _table(name)

    def change(connection: Connection) -> object:
        query = update(table).values(**values)
        for column, value in where.items():
            query = query.where(table.c[column] == value)
        assert connection.execute(query).rowcount > 0
        return None

    return change


def _gone(name: str, **where: Any) -> Callable[[Connection], object]:
    table = _table(name)

    def change(connection: Connection) -> object:
        query = delete(table)
        for column, value in where.items():
            query = query.where(table.c[column] == value)
        assert connection.execute(query).rowcount > 0
        return None

    return change


def _all(*changes: Callable[[Connection], object]) -> Callable[[Connection], object]:
    def change(connection: Connection) -> object:
        return [one(connection) for one in changes]

    return change


def _flipped(name: str, **where: Any) -> Callable[[Connection], object]:
    """One bit of a body flipped where it lies, as a failing disk does it."""
    table = _table(name)

    def change(connection: Connection) -> object:
        query = select(table.c.id, table.c.body)
        for column, value in where.items():
            query = query.where(table.c[column] == value)
        row = connection.execute(query.where(table.c.body.is_not(None)).order_by(table.c.id)).first()
        assert row is not None
        body = bytearray(row.body)
        body[len(body) // 2] ^= 1
        return connection.execute(update(table).where(table.c.id == row.id).values(body=bytes(body)))

    return change


CAPTURE = digest(b"<p>two</p>")
DECISION = {("decision", "decision")}
TAMPERING: dict[str, tuple[Callable[[Connection], object], set[tuple[str, str]]]] = {
    "a flipped bit of a capture": (_flipped("captures", id=CAPTURE), {("capture", CAPTURE)}),
    "another capture": (_set("captures", {"body": packed(b"other")}, id=CAPTURE), {("capture", CAPTURE)}),
    "a capture taken away": (_set("captures", {"body": None}, id=CAPTURE), {("capture-lost", CAPTURE)}),
    "a flipped bit of a text": (_flipped("reports", id=ONE), {("report", ONE)}),
    "another text": (_set("reports", {"body": packed(b"other")}, id=ONE), {("report", ONE)}),
    "another title": (_set("reports", {"title": "Other"}, id=ONE), {("report", ONE)}),
    "another byline": (_set("reports", {"byline": "Other"}, id=ONE), {("report", ONE)}),
    "another path": (_set("reports", {"path": "#other"}, id=ONE), {("report", ONE)}),
    "a text taken away": (_set("reports", {"body": None}, id=ONE), {("report-lost", ONE)}),
    "another day of a decision": (_set("decisions", {"decided": "2024-01-01"}, kind="reject"), DECISION),
    "another author of a decision": (_set("decisions", {"author": "ivan"}, kind="reject"), DECISION),
    "another decision": (_set("decisions", {"body": b'{"why":"x"}'}, kind="reject"), DECISION),
    "a decision taken away": (_gone("decisions", kind="reject"), {("lost", "decision")}),
    "a flipped bit of a reading": (_flipped("readings", report=ONE), {("reading", "reading")}),
    "another reader": (_set("readings", {"version": "9.0"}, report=ONE), {("reading", "reading")}),
    "a reading taken away": (_gone("readings", report=ONE), {("lost", "reading")}),
    "a flipped bit of a rendition": (_flipped("renditions", report=TWO), {("rendition", "rendition")}),
    "another acquisition": (_set("acquisitions", {"path": "/x"}, report=ONE), {("acquisition", "")}),
    "an acquisition emptied": (_set("acquisitions", {"path": ""}, report=ONE), {("acquisition-lost", "")}),
    "another time of an entry": (_set("log", {"at": "2024-01-01T00:00:00.0Z"}, n=2), {("log-hash", "/2")}),
    "another action": (_set("log", {"action": "sell"}, n=2), {("log-digest", "/2")}),
    "an entry taken out": (_gone("log", n=2), {("log-gap", "/3"), ("log-cut", "/2")}),
    "an entry taken out with what it brought": (
        _all(_gone("log", n=3), _gone("entries", n=3)), {("log-gap", "/4"), ("unlogged", "decision")}
    ),
    "the end cut off": (_all(_gone("log", n=4), _gone("entries", n=4)), {("unlogged", "decision")}),
    "what an entry brought": (_gone("entries", n=3), {("log-digest", "/3"), ("unlogged", "decision")}),
}  # fmt: skip


@pytest.mark.parametrize(("change", "found"), TAMPERING.values(), ids=TAMPERING.keys())
def test_verify_names(
    change: Callable[[Connection], object], found: set[tuple[str, str]], filled: Ledger
) -> None:
    with filled.changing() as connection:
        change(connection)
    faults = verifying.verify(filled).faults
    for kind, where in found:
        assert any(fault.kind == kind and where in fault.where for fault in faults), (kind, where, faults)
    for fault in faults:
        assert fault.message and fault.where


def test_an_end_that_was_cut_off_without_a_trace_shows_against_the_noted_head(filled: Ledger) -> None:
    head = verifying.verify(filled).heads[0].hash
    with filled.changing() as connection:
        _all(_gone("log", n=4), _gone("entries", n=4), _gone("decisions", kind="remove"))(connection)
    assert {fault.kind for fault in verifying.verify(filled).faults} == {
        "report-lost", "reading-lost", "rendition-lost", "acquisition-lost"
    }  # fmt: skip
    faults = verifying.verify(filled, heads=[head]).faults
    assert ("log-cut", f"log {head}") in [(fault.kind, fault.where) for fault in faults]


def test_the_cut_end_of_another_ledgers_chain_shows(
    filled: Ledger, make_ledger: Callable[[], Ledger], tmp_path: Path
) -> None:
    other = make_ledger()
    file = tmp_path / "all.jsonl"
    file.write_bytes(exported(filled, history=True))
    transfer.import_files(other, [file])
    assert verifying.verify(other).faults == []
    with other.changing() as connection:
        _all(_gone("log", writer=filled.id, n=4), _gone("entries", writer=filled.id, n=4))(connection)
    assert [fault.kind for fault in verifying.verify(other).faults] == ["log-cut"]


def test_a_removed_report_that_is_still_here_shows(filled: Ledger) -> None:
    gone = making.captured(3).id
    with filled.changing() as connection:
        _set("reports", {"body": packed(making.report(3).text.encode())}, id=gone)(connection)
    found = [(fault.kind, fault.where) for fault in verifying.verify(filled).faults]
    assert ("removed-kept", f"report {gone}") in found


def findings(ledger: Ledger, **options: Any) -> list[tuple[str, str]]:
    return [(found.kind, found.level) for found in doctor.examine(ledger, **options).findings]


def test_stale_tables_are_found_and_rebuilt(filled: Ledger) -> None:
    with filled.changing() as connection:
        set_meta(connection, "derived", "0")
    assert findings(filled) == [("stale", "fault")]
    health = doctor.examine(filled, rebuild=True)
    assert (health.sound, health.generation) == (True, 2)
    assert findings(filled) == []


@pytest.mark.parametrize(
    "name",
    ["standing", "statements", "points", "facets", "names", "named", "statement_words", "report_words"],
)
def test_derived_rows_that_are_gone_are_found_and_made_anew(name: str, filled: Ledger) -> None:
    before = standing.said(filled)
    with filled.changing() as connection:
        held = derived.current(connection)
        table = getattr(held, name)
        if name.endswith("words") and filled.dialect == "sqlite":
            connection.execute(text(f"INSERT INTO {name}_1({name}_1) VALUES ('delete-all')"))
        else:
            connection.execute(delete(table))
    assert ("derived", "note") in findings(filled, rebuild=True)
    assert standing.said(filled) == before
    assert findings(filled, rebuild=True) == []


def test_changed_and_stray_derived_rows_are_found(filled: Ledger) -> None:
    with filled.changing() as connection:
        held = derived.current(connection)
        connection.execute(update(held.statements).values(content="other words"))
        connection.execute(update(held.names).values(reports=held.names.c.reports + 1))
        connection.execute(insert(held.facets).values(owner=77 << 20, n=0, kind="source", key="x"))
        connection.execute(insert(held.standing).values(number=77, statements=0, points=0))
    found = doctor.examine(filled, rebuild=True).findings
    places = {finding.where for finding in found if finding.kind == "derived"}
    assert {f"report {ONE}", f"report {TWO}", "names", "standing", "facets"} <= places


def test_jobs_that_nobody_does(filled: Ledger, still_clock: Clock) -> None:
    still_clock.move(days=10_000)
    with filled.working() as connection:
        jobs.put(connection, "read", [("a", None), ("b", None)])
        taken = jobs.claim(connection, "read", worker="w", lease=60)
        assert taken is not None
        jobs.failed(connection, taken, "it is no text", attempts=1)
        jobs.claim(connection, "read", worker="w", lease=60)
    assert findings(filled) == [("job-given-up", "note")]
    (told,) = doctor.examine(filled).findings
    assert told.where == "read a" and "it is no text" in told.message and "`add` it again" in told.message
    still_clock.move(minutes=2)
    assert findings(filled) == [("job-stuck", "note"), ("job-given-up", "note")]
    with filled.working() as connection:
        jobs.put(connection, "derive", [(ONE, None)])
    assert ("import-unfinished", "fault") in findings(filled)
    doctor.examine(filled, rebuild=True)
    assert "import-unfinished" not in dict(findings(filled))


def test_a_clock_that_went_back(filled: Ledger, still_clock: Clock) -> None:
    assert clock.now() == still_clock.moment
    assert findings(filled) == [("clock", "fault")]
    still_clock.move(days=10_000)
    assert findings(filled) == []


def test_little_room(filled: Ledger, dialect: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if dialect != "sqlite":
        return
    monkeypatch.setattr(doctor, "_ROOM", 1 << 60)
    monkeypatch.setattr(doctor, "_WAL", -1)
    assert findings(filled) == [("disk", "fault"), ("wal", "note")]
    monkeypatch.setattr(doctor, "_ROOM", 0)
    assert findings(filled) == [("wal", "note")]


def test_a_half_built_generation_and_a_half_done_restore(filled: Ledger) -> None:
    from secondsource.ledger.generation import create

    with filled.changing() as connection:
        create(connection, 2)
        set_meta(connection, "building", "2")
        create(connection, 7)
        set_meta(connection, "restoring", "sha256:x")
    assert findings(filled) == [("building", "note"), ("left-over", "note"), ("restoring", "fault")]


def test_decisions_that_lost_their_place(filled: Ledger) -> None:
    add(filled, making.captured(1), version="0.3.0")
    assert findings(filled) == []
    bare = {**making.reading(making.captured(1), version="0.4.0"), "statements": []}
    with filled.writing("reread") as w:
        from secondsource.ledger import evidence

        evidence.add_reading(w, ONE, bare)  # type: ignore[arg-type]
    assert findings(filled) == [("orphan", "note")]


def test_a_damaged_file_is_found(filled: Ledger, where: str, dialect: str) -> None:
    if dialect != "sqlite":
        return
    filled.close()
    path = Path(where)
    size = path.stat().st_size
    with path.open("r+b") as file:
        # Not the first pages, which hold the list of tables.
        file.seek(size // 2)
        file.write(b"\xff" * 4096 * 4)
    try:
        assert ("corrupt", "fault") in findings(filled)
    except LedgerError as error:
        assert error.kind == "corrupt"


def test_looking_changes_nothing(filled: Ledger) -> None:
    before = exported(filled, history=True)
    doctor.examine(filled)
    verifying.verify(filled)
    doctor.examine(filled, rebuild=True)
    assert exported(filled, history=True) == before
    with filled.reading() as connection:
        assert log.check(connection, filled.id) == []
