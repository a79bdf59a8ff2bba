"""A ledger in one file and back: whole, on either database, refused where it would mix or is damaged."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zstandard

from secondsource.errors import LedgerError, UsageError
from secondsource.ledger import Ledger, backup, evidence, log, removal, transfer, verifying
from secondsource.model.identity import digest
from tests.ledger import making, standing
from tests.ledger.test_transfer import add, exported


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    """Reports with captures, one of them removed, one without a reading."""
    add(ledger, *(making.captured(n, body=b"<p>%d</p>" % n) for n in range(4)))
    with ledger.writing("add") as w:
        evidence.add_report(w, evidence.Received(report=making.report(9)))
    with ledger.writing("remove", author="ines") as w:
        removal.remove(w, making.captured(2).id, why="a source is in danger", author="ines")
    return ledger


def repacked(file: Path, change: Callable[[str, bytes], bytes | None]) -> None:
    """Write a backup anew with members changed, or left out where None comes back."""
    body = zstandard.ZstdDecompressor().stream_reader(file.read_bytes()).read()
    made = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(body)) as old, tarfile.open(fileobj=made, mode="w") as new:
        for member in old:
            held = old.extractfile(member)
            assert held is not None
            changed = change(member.name, held.read())
            if changed is not None:
                member.size = len(changed)
                new.addfile(member, io.BytesIO(changed))
    file.write_bytes(zstandard.compress(made.getvalue()))


def test_what_is_restored_is_the_same_ledger(
    filled: Ledger, make_where: Callable[[], str], tmp_path: Path
) -> None:
    made = backup.backup(filled, tmp_path / "story.backup")
    with filled.reading() as connection:
        heads = {entry.writer: entry.hash for entry in log.heads(connection)}
    assert made.heads == heads
    assert made.counts["report"] == 4
    where = make_where()
    assert backup.restore(tmp_path / "story.backup", where).digest == made.digest
    with Ledger.open(where) as again:
        assert again.id == filled.id
        assert exported(again, history=True) == exported(filled, history=True)
        assert standing.said(again) == standing.said(filled)
        assert verifying.verify(again).faults == []
        # And it goes on from there.
        add(again, making.report(20))
        assert verifying.verify(again, heads=made.heads.values()).faults == []


def test_from_one_database_to_the_other_and_back(
    filled: Ledger, dialect: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    other = str(tmp_path / "other.ledger")
    if dialect == "sqlite":
        server: Any = request.getfixturevalue("postgres")
        other = server.new()
    first, second = tmp_path / "first.backup", tmp_path / "second.backup"
    backup.backup(filled, first)
    backup.restore(first, other)
    with Ledger.open(other) as there:
        assert backup.backup(there, second).digest == backup.check(first).digest


def test_it_is_a_plain_archive(filled: Ledger, tmp_path: Path) -> None:
    file = tmp_path / "story.backup"
    backup.backup(filled, file)
    body = zstandard.ZstdDecompressor().stream_reader(file.read_bytes()).read()
    with tarfile.open(fileobj=io.BytesIO(body)) as tar:
        held = {}
        for member in tar:
            content = tar.extractfile(member)
            assert content is not None
            held[member.name] = content.read()
    manifest = json.loads(held["manifest.json"])
    names = [name for name in held if name.startswith("captures/")]
    assert list(held) == ["export-00001.jsonl", *sorted(names), "manifest.json"]
    assert all(digest(held[name]) == f"sha256:{name.removeprefix('captures/')}" for name in names)
    assert manifest["export"]["digest"] == digest(held["export-00001.jsonl"])
    assert manifest["captures"]["count"] == len(names) == 3
    assert b"Report 2." not in held["export-00001.jsonl"]


@pytest.mark.parametrize("level", [1, 300])
def test_parts_end_at_line_ends(
    level: int, filled: Ledger, make_where: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "_PART", level)
    backup.backup(filled, tmp_path / "story.backup")
    where = make_where()
    backup.restore(tmp_path / "story.backup", where)
    with Ledger.open(where) as again:
        assert exported(again) == exported(filled)


SPOILT: dict[str, Callable[[str, bytes], bytes | None]] = {
    "a changed line": lambda name, body: body.replace(b"crates", b"drones"),
    "a changed capture": lambda name, body: b"other" if name.startswith("captures/") else body,
    "a lost capture": lambda name, body: None if name.startswith("captures/") else body,
    "no manifest": lambda name, body: None if name == "manifest.json" else body,
    "a changed manifest": lambda name, body: body.replace(b'"counts"', b'"cuonts"'),
    "a fraction in the manifest": lambda name, body: body.replace(b'"report": 1', b'"report": 1.5'),
    "a manifest that is none": lambda name, body: b"[]" if name == "manifest.json" else body,
}


@pytest.mark.parametrize("change", SPOILT.values(), ids=SPOILT.keys())
def test_a_damaged_backup_is_refused_and_nothing_is_made(
    change: Callable[[str, bytes], bytes | None], ledger: Ledger, where: str, dialect: str, tmp_path: Path
) -> None:
    if dialect != "sqlite":
        return
    add(ledger, making.captured(1))
    file = tmp_path / "story.backup"
    backup.backup(ledger, file)
    repacked(file, change)
    with pytest.raises(LedgerError, match="damaged") as raised:
        backup.restore(file, tmp_path / "new.ledger")
    assert raised.value.kind == "corrupt"
    assert not (tmp_path / "new.ledger").exists()


def test_every_cut_and_flipped_byte_shows(ledger: Ledger, dialect: str, tmp_path: Path) -> None:
    if dialect != "sqlite":
        return
    add(ledger, making.captured(1))
    file = tmp_path / "story.backup"
    backup.backup(ledger, file)
    whole = file.read_bytes()
    for place in range(0, len(whole), len(whole) // 40):
        file.write_bytes(whole[:place])
        with pytest.raises(LedgerError):
            backup.check(file)
        flipped = whole[:place] + bytes([whole[place] ^ 0x10]) + whole[place + 1 :]
        file.write_bytes(flipped)
        try:
            # A flipped bit of the packing alone (a header's) may be without effect, and is then none.
            assert backup.check(file).counts["report"] == 1
        except LedgerError:
            continue


def test_only_into_a_new_ledger(filled: Ledger, where: str, tmp_path: Path) -> None:
    file = tmp_path / "story.backup"
    backup.backup(filled, file)
    before = exported(filled, history=True)
    with pytest.raises(LedgerError, match="there is a ledger already") as raised:
        backup.restore(file, where)
    assert raised.value.kind == "refused"
    assert exported(filled, history=True) == before


def test_a_restore_that_was_killed_goes_on(
    filled: Ledger, make_where: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "story.backup"
    backup.backup(filled, file)
    where = make_where()
    monkeypatch.setattr("secondsource.ledger.importing._RECORDS", 2)
    for after in (1, 3, 5, 8):
        calls = iter(range(1000))

        def killed(*given: Any, calls: Any = calls, after: int = after) -> None:
            if next(calls) == after:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            backup.restore(file, where, on_progress=killed)
    other = tmp_path / "other.backup"
    with Ledger.open(make_where()) as empty:
        backup.backup(empty, other)
    with pytest.raises(LedgerError, match="there is a ledger already"):
        backup.restore(other, where)
    backup.restore(file, where)
    with Ledger.open(where) as again:
        assert exported(again, history=True) == exported(filled, history=True)
        assert standing.said(again) == standing.said(filled)


def test_what_is_no_backup_is_told(ledger: Ledger, tmp_path: Path) -> None:
    file = tmp_path / "story.backup"
    with pytest.raises(LedgerError) as missing:
        backup.check(file)
    file.write_bytes(b"PK\x03\x04 a zip")
    with pytest.raises(LedgerError) as other:
        backup.check(file)
    assert (missing.value.kind, other.value.kind) == ("missing", "not-a-ledger")
    with pytest.raises(UsageError, match="cannot be written"):
        backup.backup(ledger, tmp_path / "none" / "story.backup")
    backup.backup(ledger, file)
    repacked(
        file, lambda name, body: body.replace(b'"format": 1', b'"format": 7') if "manifest" in name else body
    )
    with pytest.raises(LedgerError, match="update Second Source") as newer:
        backup.check(file)
    assert newer.value.kind == "newer-version"


def test_a_failed_backup_leaves_the_old_one(filled: Ledger, tmp_path: Path) -> None:
    file = tmp_path / "story.backup"
    backup.backup(filled, file)
    before = file.read_bytes()

    def full(kind: str, done: int) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(LedgerError, match="No space left"):
        backup.backup(filled, file, on_progress=full)
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.glob(".*")] == []
    assert transfer.export(filled, tmp_path / "out.jsonl").faults == []
