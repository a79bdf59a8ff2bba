"""`versions` on the command line: what it prints in each format, and how it ends."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from secondsource import Desk, settings
from secondsource.cli import main
from secondsource.records import schema
from tests.views.telling import ADDRESS, FIRST, SECOND, keep, report


@pytest.fixture(autouse=True)
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger that is set, with a report in two versions."""
    monkeypatch.setenv(settings.LEDGER, str(tmp_path / "a.ledger"))
    monkeypatch.setenv(settings.AUTHOR, "anna")
    with Desk(tmp_path / "a.ledger") as desk:
        keep(desk.ledger, report(FIRST), report(SECOND, published="2024-10-03T18:00Z"))
        keep(desk.ledger, report(address="https://v.example/alone"))


def run(capfd: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    capfd.readouterr()
    code = main(list(words))
    return code, *capfd.readouterr()


def test_text_and_rows(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capfd, "versions", ADDRESS.replace("https://", "http://www."))
    assert code == 0 and "40 → 60 villages" in out and err == ""
    code, out, _ = run(capfd, "versions", ADDRESS, "--format", "jsonl")
    rows = [json.loads(line) for line in out.splitlines()]
    assert code == 0 and [row["n"] for row in rows] == [1, 2]
    for row in rows:
        Draft202012Validator(schema("versions")).validate(row)
    _, out, _ = run(capfd, "versions", report(FIRST).id[7:19], "--format", "csv")
    lines = list(csv.DictReader(io.StringIO(out)))
    assert lines[1]["numbers"] == "40 → 60 villages; 40 → 60 villages; 3 people"
    assert lines[0]["numbers"] == "" and lines[1]["silent"] == "False"


def test_rows_of_other_commands_follow_their_schema(capfd: pytest.CaptureFixture[str]) -> None:
    for words in (
        ["changes", "--since", "2001-01-01"],
        ["reports", "--all-versions"],
        ["search", "villages"],
    ):
        _, out, _ = run(capfd, *words, "--format", "jsonl")
        rows = [json.loads(line) for line in out.splitlines()]
        assert len(rows) >= 3
        for row in rows:
            Draft202012Validator(schema(words[0])).validate(row)
    _, out, _ = run(capfd, "show", ADDRESS, "--format", "json")
    Draft202012Validator(schema("show")).validate(json.loads(out))


def test_the_version_in_force_is_listed_unless_all_are_asked_for(capfd: pytest.CaptureFixture[str]) -> None:
    counts = [
        len(run(capfd, "reports", *more, "--format", "jsonl")[1].splitlines())
        for more in ([], ["--all-versions"])
    ]
    assert counts == [2, 3]


def test_one_alone_and_none(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capfd, "versions", "https://v.example/alone")
    assert code == 0 and "1 of 1" in out and "no other version is known" in err
    code, out, err = run(capfd, "versions", "https://v.example/nowhere")
    assert code != 0 and out == "" and "no report is at this address" in err
