"""`watch` on the command line: one line a change, whole numbers of exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from secondsource.cli import main
from secondsource.cli.watch import _seconds
from secondsource.desk import reading
from secondsource.errors import UsageError
from secondsource.records import schema
from tests.desk.standin import StandInReader


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one report; the reader is a stand-in."""
    monkeypatch.setattr(reading, "_shared", [StandInReader()])
    made = tmp_path / "reports"
    made.mkdir()
    (made / "a.txt").write_text("Warden Elin Sorby said the gate was open.\n", encoding="utf-8")
    return made


def run(folder: Path, *options: str) -> int:
    """Look once at the folder."""
    ledger = str(folder.parent / "x.ledger")
    return main(["watch", str(folder), "--once", "--ledger", ledger, *options])


def test_one_line_a_change(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder) == 0
    assert capsys.readouterr().out == f"new {folder}/a.txt\n"
    assert run(folder) == 0 and capsys.readouterr().out == ""
    assert run(folder, "-v") == 0 and capsys.readouterr().out == f"unchanged {folder}\n"
    (folder / "b.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert run(folder, "--format", "jsonl") == 1
    (row,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (row["state"], row["error"]["kind"]) == ("failed", "not-text")
    Draft202012Validator(schema("watch")).validate(row)


@pytest.mark.parametrize(
    ("given", "seconds"), [("90s", 90), ("15m", 900), ("2h", 7200), ("1d", 86400), ("60", 60)]
)
def test_lengths_of_time(given: str, seconds: float) -> None:
    assert _seconds(given) == seconds


def test_wrong_use(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for wrong in ("soon", "-5m", "0s", "2d"):
        assert run(folder, f"--every={wrong}") == 2, wrong
    assert main(["watch", "--ledger", str(folder.parent / "x.ledger")]) == 2
    with pytest.raises(UsageError):
        _seconds("1w")
