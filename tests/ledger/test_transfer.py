"""Exports and imports: bytes, captures, history, what is refused, what is not brought back."""

from __future__ import annotations

import io
import json
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from secondsource.errors import LedgerError, UnknownId, UsageError
from secondsource.ledger import Ledger, deciding, evidence, jobs, log, removal, stories, transfer, verifying
from secondsource.ledger.tables import captures as capture_table
from secondsource.ledger.tables import decisions as decision_table
from secondsource.ledger.tables import reports as report_table
from secondsource.model.report import Capture, Report
from tests.ledger import making, standing


def add(ledger: Ledger, *reports: Report, version: str = "0.2.0") -> None:
    with ledger.writing("add") as w:
        for report in reports:
            reading = making.reading(report, version=version)
            evidence.add_report(w, evidence.Received(report=report, reading=reading))


def exported(ledger: Ledger, **options: Any) -> bytes:
    held = io.BytesIO()
    assert transfer.export(ledger, held, **options).faults == []
    return held.getvalue()


def records(body: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in body.decode().split("\n") if line]


def taken(ledger: Ledger, tmp_path: Path, body: bytes, **options: Any) -> transfer.Imported:
    file = tmp_path / "taken.jsonl"
    file.write_bytes(body)
    return transfer.import_files(ledger, [file], **options)


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    """Reports with captures, two readings of one, a story, a rejected statement."""
    # Two captures of the same report, and one capture of two reports.
    add(ledger, making.captured(1), making.captured(1, body=b"<p>again</p>"), making.captured(2))
    add(ledger, making.report(3, record="r3"))
    add(ledger, making.captured(1), version="0.10.0")
    odd = "A lone \ud800 surrogate, a NUL \x00, and line ends \u2028 of others. " + making.TEXT
    add(ledger, making.report(4, text=odd, title="nul \x00"))
    with ledger.writing("story", author="ines") as w:
        stories.new(w, "Harbour", author="ines")
        stories.add(w, "Harbour", [making.report(1).id, making.report(3, record="r3").id], author="ines")
        statement = making.reading(making.report(1))["statements"][0]["id"]
        deciding.reject(w, statement, why="not said", author="ines")
    return ledger


def test_lines_are_of_the_kinds_in_their_order_and_sorted(filled: Ledger) -> None:
    body = exported(filled)
    found = records(body)
    kinds = [record["record"] for record in found]
    assert kinds == ["version", *["report"] * 4, *["reading"] * 5, *["decision"] * 3]
    for kind in ("report", "reading", "decision"):
        ids = [record["id"] for record in found if record["record"] == kind]
        assert ids == sorted(ids)
    assert found[0]["counts"] == {"report": 4, "reading": 5, "decision": 3}
    assert all(line.startswith(b'{"record":"') for line in body.splitlines())
    # A line is a line for every program.
    assert len(body.decode().splitlines()) == len(found)


def test_the_same_export_comes_out_of_the_ledger_that_took_it_in(
    filled: Ledger, make_ledger: Callable[[], Ledger], tmp_path: Path
) -> None:
    folder = tmp_path / "captures"
    body = exported(filled, captures=folder)
    other = make_ledger()
    done = taken(other, tmp_path, body, captures=folder)
    assert (done.refused, done.absent) == ([], 0)
    assert done.new == {"report": 4, "reading": 5, "decision": 3, "capture": 2}
    assert exported(other) == body
    assert standing.said(other) == standing.said(filled)
    assert verifying.verify(other).faults == []


def test_history_is_kept_as_it_is(filled: Ledger, make_ledger: Callable[[], Ledger], tmp_path: Path) -> None:
    folder = tmp_path / "captures"
    body = exported(filled, captures=folder, history=True)
    other = make_ledger()
    assert taken(other, tmp_path, body, captures=folder).refused == []
    with filled.reading() as ours, other.reading() as theirs:
        assert list(log.history(theirs, writer=filled.id)) == list(log.history(ours, writer=filled.id))
        for entry in log.history(ours):
            assert log.brought(theirs, entry.writer, entry.n) == log.brought(ours, entry.writer, entry.n)
        id = making.report(1).id
        assert evidence.acquired_by(theirs, id) == evidence.acquired_by(ours, id)
    assert verifying.verify(other).faults == []
    again = taken(other, tmp_path, body, captures=folder)
    assert again.new == {}
    assert again.known["log"] == 5


def test_importing_again_changes_nothing(
    filled: Ledger, make_ledger: Callable[[], Ledger], tmp_path: Path
) -> None:
    body = exported(filled)
    other = make_ledger()
    taken(other, tmp_path, body)
    with other.reading() as connection:
        head = log.head(connection, other.id)
    again = taken(other, tmp_path, body)
    assert again.new == {}
    assert again.known == {"report": 4, "reading": 5, "decision": 3}
    with other.reading() as connection:
        assert log.head(connection, other.id) == head


def test_an_import_that_was_killed_goes_on(
    filled: Ledger, make_ledger: Callable[[], Ledger], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = exported(filled)
    other = make_ledger()
    monkeypatch.setattr("secondsource.ledger.importing._RECORDS", 2)
    with monkeypatch.context() as spoilt:
        counted = iter(range(100))

        def killed(*given: Any) -> None:
            if next(counted) == 4:
                raise KeyboardInterrupt

        spoilt.setattr("secondsource.ledger.importing._DERIVED", 1)
        with pytest.raises(KeyboardInterrupt):
            taken(other, tmp_path, body, on_progress=killed)
    with other.reading() as connection:
        assert jobs.counts(connection, "derive")["waiting"] > 0
    assert taken(other, tmp_path, body).refused == []
    assert exported(other) == body
    assert standing.said(other) == standing.said(filled)


def test_a_line_that_does_not_fit_its_id_is_refused_and_the_rest_goes_on(
    filled: Ledger, make_ledger: Callable[[], Ledger], tmp_path: Path
) -> None:
    lines = exported(filled).split(b"\n")
    spoilt = {
        2: lines[1].replace(b"Crates for", b"Crates to"),
        6: lines[5].replace(b"harbour", b"airport"),
        11: lines[10].replace(b"ines", b"ivan"),
    }
    for number, line in spoilt.items():
        assert line != lines[number - 1]
        lines[number - 1] = line
    lines[-1:] = [b"no json", b'{"record":"rumour","id":"p"}', b"[1]", b'{"record":"reading","id":1}', b""]
    done = taken(make_ledger(), tmp_path, b"\n".join(lines))
    found = sorted((refused.line, refused.kind) for refused in done.refused)
    assert [one for one in found if one[0] in spoilt] == [(2, "id"), (6, "id"), (11, "id")]
    assert {(14, "bad-record"), (15, "unknown-kind"), (16, "bad-record"), (17, "bad-record")} <= set(found)
    assert done.new["report"] == 3
    # What hangs on the refused report cannot stay either.
    assert {kind for line, kind in found if line not in spoilt and line < 12} <= {"no-report"}


NOTHING: dict[str, Any] = {
    "source": None, "cue": None, "content": {"text": "a", "spans": [[0, 1]]}, "quote": "direct", "chain": [],
    "attributed": False, "parent": None, "basis": [], "certainty": None, "polarity": "asserted",
    "forecast": False, "horizon": None, "parties": [], "numbers": [], "places": [], "grounds": [],
    "points": [], "id": "s",
}  # fmt: skip
MISSHAPEN = {
    "statements": {"statements": [{"id": 1}]},
    "numbers": {"numbers": [{"low": "many"}]},
    "times": {"times": [{"text": "today"}]},
    "parties": {"parties": 5},
    "a time that is not there": {"statements": [NOTHING | {"times": [7]}]},
}


@pytest.mark.parametrize("spoilt", MISSHAPEN.values(), ids=MISSHAPEN.keys())
def test_a_reading_that_cannot_be_taken_for_one_is_refused(
    spoilt: dict[str, Any], ledger: Ledger, make_ledger: Callable[[], Ledger], tmp_path: Path
) -> None:
    from secondsource.ledger import exported as lines
    from secondsource.ledger import rehash
    from secondsource.model.identity import canonical

    add(ledger, making.report(1))
    first, report, _ = exported(ledger).splitlines(keepends=True)
    body = canonical(
        {"reader": {"version": "1", "weights": "w"}, "statements": [], "mentions": [], "parties": [],
         "times": [], "numbers": []} | spoilt
    )  # fmt: skip
    id = rehash.reading(making.report(1).id, "1", "w", body)
    made = lines.line({"record": "reading", "id": id, "report": making.report(1).id}, body=body)
    done = taken(make_ledger(), tmp_path, first + report + made)
    assert [refused.kind for refused in done.refused] == ["bad-record"]
    assert done.new == {"report": 1}


def test_an_export_that_was_cut_off_is_told(
    filled: Ledger, make_ledger: Callable[[], Ledger], tmp_path: Path
) -> None:
    lines = exported(filled).splitlines(keepends=True)
    done = taken(make_ledger(), tmp_path, b"".join(lines[:-2]))
    assert [refused.kind for refused in done.refused] == ["cut-off"]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "mismatch"),
        (b'{"text": "a report"}\n', "mismatch"),
        (b'{"record":"version","format":99,"package":"9.0"}\n', "newer-version"),
    ],
)
def test_what_is_no_export_of_ours_is_refused_before_anything_is_written(
    body: bytes, kind: str, ledger: Ledger, tmp_path: Path
) -> None:
    good = tmp_path / "good.jsonl"
    good.write_bytes(exported(ledger))
    bad = tmp_path / "bad.jsonl"
    bad.write_bytes(body)
    with pytest.raises(LedgerError, match=r"bad\.jsonl") as raised:
        transfer.import_files(ledger, [good, bad])
    assert raised.value.kind == kind
    with pytest.raises(LedgerError, match=r"none\.jsonl"):
        transfer.import_files(ledger, [tmp_path / "none.jsonl"])


def test_removed_reports_are_not_brought_back(
    filled: Ledger, make_ledger: Callable[[], Ledger], tmp_path: Path
) -> None:
    body = exported(filled)
    other = make_ledger()
    taken(other, tmp_path, body)
    with other.writing("remove", author="ines") as w:
        removal.remove(w, making.report(1).id, why="a source is in danger", author="ines")
    before = exported(other)
    done = taken(other, tmp_path, body)
    assert (done.removed, done.new) == (3, {})
    assert exported(other) == before
    assert making.report(1).text.encode() not in before


def test_a_removal_comes_with_an_import(
    filled: Ledger, make_ledger: Callable[[], Ledger], tmp_path: Path
) -> None:
    other = make_ledger()
    taken(other, tmp_path, exported(filled))
    with other.writing("remove", author="ines") as w:
        removal.remove(w, making.report(1).id, why="a source is in danger", author="ines")
    assert taken(filled, tmp_path, exported(other)).refused == []
    assert exported(filled) == exported(other)
    assert standing.said(filled) == standing.said(other)


def test_what_was_withdrawn_does_not_remove(
    ledger: Ledger, make_ledger: Callable[[], Ledger], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # One decision a transaction: on no day does the order of ids decide.
    monkeypatch.setattr("secondsource.ledger.importing._RECORDS", 1)
    other = make_ledger()
    for held in (ledger, other):
        add(held, *(making.report(n) for n in range(6)))
    for n in range(6):
        with other.writing("remove", author="ines") as w:
            made = removal.remove(w, making.report(n).id, why="by mistake", author="ines")
        with other.writing("undo", author="ines") as w:
            deciding.withdraw(w, made.id, why="a mistake", author="ines")
    taken(ledger, tmp_path, exported(other))
    with ledger.reading() as connection:
        assert not any(held.removed for held in evidence.every(connection))


def test_captures_are_written_once_and_checked(filled: Ledger, tmp_path: Path) -> None:
    folder = tmp_path / "captures"
    exported(filled, captures=folder)
    bodies = {b"<p>crates</p>", b"<p>again</p>"}
    assert {path.read_bytes() for path in folder.iterdir()} == bodies
    assert {f"sha256:{path.name}" for path in folder.iterdir()} == {
        Capture(body=body, media="").id for body in bodies
    }
    spoilt = next(folder.iterdir())
    spoilt.write_bytes(b"spoilt")
    exported(filled, captures=folder)
    assert spoilt.read_bytes() in bodies


def test_an_import_takes_captures_later_too(
    filled: Ledger, make_ledger: Callable[[], Ledger], tmp_path: Path
) -> None:
    folder = tmp_path / "captures"
    body = exported(filled, captures=folder)
    other = make_ledger()
    assert taken(other, tmp_path, body).absent == 2
    assert exported(other) == body
    assert verifying.verify(other).faults == []
    name = Capture(body=b"<p>again</p>", media="").id.removeprefix("sha256:")
    (folder / name).write_bytes(b"other bytes")
    done = taken(other, tmp_path, body, captures=folder)
    assert [refused.kind for refused in done.refused] == ["capture"]
    assert done.new == {"capture": 1}
    assert verifying.verify(other).faults == []
    with other.changing() as connection:
        connection.execute(update(capture_table).values(body=None))
    assert [fault.kind for fault in verifying.verify(other).faults] == ["capture-lost"]


def test_one_story_alone(filled: Ledger, make_ledger: Callable[[], Ledger], tmp_path: Path) -> None:
    with filled.writing("reject", author="ines") as w:
        statement = making.reading(making.report(2))["statements"][0]["id"]
        deciding.reject(w, statement, why="of another story", author="ines")
    folder = tmp_path / "captures"
    body = exported(filled, story="Harbour", captures=folder, history=True)
    found = records(body)
    held = sorted([making.report(1).id, making.report(3, record="r3").id])
    assert [record["id"] for record in found if record["record"] == "report"] == held
    assert len([record for record in found if record["record"] == "reading"]) == 3
    assert len([record for record in found if record["record"] == "decision"]) == 3
    assert len(list(folder.iterdir())) == 2
    other = make_ledger()
    assert taken(other, tmp_path, body, captures=folder).refused == []
    assert exported(other, story="Harbour") == exported(filled, story="Harbour")
    with pytest.raises(UnknownId):
        exported(filled, story="Airport")


def test_what_no_longer_fits_its_id_is_left_out_and_told(filled: Ledger, tmp_path: Path) -> None:
    id = making.report(2).id
    with filled.changing() as connection:
        connection.execute(update(report_table).where(report_table.c.id == id).values(title="Other"))
    done = transfer.export(filled, tmp_path / "out.jsonl")
    assert [fault.where for fault in done.faults] == [f"report {id}"]
    assert done.counts["report"] == 3


def test_chains_of_others_must_fit(filled: Ledger, make_ledger: Callable[[], Ledger], tmp_path: Path) -> None:
    lines = exported(filled, history=True).splitlines(keepends=True)
    entries = [n for n, line in enumerate(lines) if line.startswith(b'{"record":"log"')]
    gap = [line for n, line in enumerate(lines) if n != entries[1]]
    done = taken(make_ledger(), tmp_path, b"".join(gap))
    assert {refused.kind for refused in done.refused} == {"log-gap"}
    changed = [line.replace(b'"action":"add"', b'"action":"buy"') for line in lines]
    done = taken(make_ledger(), tmp_path, b"".join(changed))
    assert {refused.kind for refused in done.refused} == {"id", "log-gap"}


def test_an_export_to_a_path_is_whole_or_not_there(ledger: Ledger, tmp_path: Path) -> None:
    add(ledger, making.report(1))

    def full(kind: str, done: int) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(LedgerError, match="No space left"):
        transfer.export(ledger, tmp_path / "out.jsonl", on_progress=full)
    with pytest.raises(UsageError, match="cannot be written"):
        transfer.export(ledger, tmp_path / "none" / "out.jsonl")
    assert [path.name for path in tmp_path.iterdir() if "out" in path.name] == []


def test_rows_for_tables_are_as_decided_upon(filled: Ledger) -> None:
    with filled.reading() as connection:
        found = {row["path"]: row for row in transfer.rows(connection)}
    assert len(found) == 4
    assert len(found["#r3"]["statements"]) == 2
    kept = next(row for row in found.values() if row["report"] and row["report"]["id"] == making.report(1).id)
    assert len(kept["statements"]) == 1
    assert kept["report"] is not None and kept["report"]["text"] == making.report(1).text


def test_nothing_of_the_export_hangs_on_the_unicode_of_this_python(filled: Ledger) -> None:
    assert unicodedata.unidata_version.encode() not in exported(filled)


def test_the_decisions_table_is_exported_whole(filled: Ledger, tmp_path: Path) -> None:
    with filled.reading() as connection:
        ids = sorted(connection.execute(select(decision_table.c.id)).scalars())
    found = records(exported(filled))
    assert [record["id"] for record in found if record["record"] == "decision"] == ids
    shutil.rmtree(tmp_path, ignore_errors=True)
