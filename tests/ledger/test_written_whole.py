"""Files that are written whole or not at all: what is left behind, and what is told."""

from __future__ import annotations

import errno
import fcntl
import io
import os
import time
from pathlib import Path

import pytest

from secondsource.errors import LedgerError
from secondsource.ledger import Ledger, evidence, transfer
from tests.ledger import making


def test_what_killed_exports_left_is_cleaned_away_at_the_next(tmp_path: Path) -> None:
    target, old = tmp_path / "out.jsonl", time.time() - 3600
    hex = "0123456789abcdef" * 4
    for name in (".out.jsonl.0a1b2c3d.part", ".outXjsonl.0a1b2c3d.part", f".{hex}.0a1b2c3d.part"):
        (tmp_path / name).write_bytes(b"half")
        os.utime(tmp_path / name, (old, old))
    (tmp_path / ".out.jsonl.ffffffff.part").write_bytes(b"of one that began just now")
    held = (tmp_path / ".out.jsonl.eeeeeeee.part").open("wb")
    fcntl.flock(held, fcntl.LOCK_EX)
    os.utime(held.name, (old, old))
    with held, transfer.written_whole(target) as file:
        file.write(b"whole")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([
        ".out.jsonl.eeeeeeee.part", ".out.jsonl.ffffffff.part", ".outXjsonl.0a1b2c3d.part",
        f".{hex}.0a1b2c3d.part", "out.jsonl",
    ])  # fmt: skip
    assert target.read_bytes() == b"whole"


def test_captures_that_killed_exports_left_half_are_cleaned_away(tmp_path: Path) -> None:
    part = tmp_path / "captures" / f".{'0123456789abcdef' * 4}.0a1b2c3d.part"
    part.parent.mkdir()
    part.write_bytes(b"half")
    os.utime(part, (0, 0))
    with Ledger.open(tmp_path / "x.ledger") as ledger:
        with ledger.writing("add") as w:
            evidence.add_report(w, evidence.Received(report=making.captured(1)))
        transfer.export(ledger, io.BytesIO(), captures=part.parent)
    assert not part.exists() and len(list(part.parent.iterdir())) == 1


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG])
def test_a_full_disk_is_no_wrong_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    target = tmp_path / "out.jsonl"
    target.write_bytes(b"before")
    for name in ("fsync", "replace"):
        with monkeypatch.context() as patched:
            patched.setattr(os, name, full)
            with pytest.raises(LedgerError) as caught, transfer.written_whole(target) as file:
                file.write(b"after")
        assert caught.value.kind == "disk-full" and str(target) in str(caught.value)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "mkdir", full)
        with pytest.raises(LedgerError, match="disk is full"):
            transfer._write_captures(None, tmp_path / "captures")  # type: ignore[arg-type]
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"] and target.read_bytes() == b"before"
