"""The examples of the pages run: what a newcomer copies first works."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SECONDSOURCE = [sys.executable, "-m", "secondsource"]


def example(page: str, language: str) -> str:
    """The one block of a language that a page shows."""
    found = re.findall(
        rf"^```{language}\n(.*?)^```", (ROOT / page).read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    assert len(found) == 1, f"{page} shows {len(found)} blocks of {language}"
    return str(found[0])


def run(words: list[str], *, folder: Path, given: str = "") -> str:
    """What a program prints; it must end well."""
    done = subprocess.run(
        words, cwd=folder, input=given, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def folder(story: Path, tmp_path: Path) -> Path:
    """A folder with one report in it, report.txt."""
    shutil.copy(story / "01-wire-column.txt", tmp_path / "report.txt")
    return tmp_path


def test_the_python_of_the_readme_prints_who_says_what(folder: Path) -> None:
    told = run([sys.executable, "-c", example("README.md", "python")], folder=folder)
    assert any("Petk" in line.split("|")[0] for line in told.splitlines())


def test_the_loop_over_records_runs_on_what_read_prints(folder: Path) -> None:
    records = run([*SECONDSOURCE, "read", "report.txt", "--format", "jsonl"], folder=folder)
    told = run([sys.executable, "-c", example("docs/records.md", "python")], folder=folder, given=records)
    assert " : " in told


def test_the_record_that_the_page_shows_is_read(folder: Path) -> None:
    (folder / "one.jsonl").write_text(example("docs/records.md", "json"), encoding="utf-8")
    row = json.loads(run([*SECONDSOURCE, "read", "one.jsonl", "--format", "jsonl"], folder=folder))
    assert row["path"].endswith("#2")
    assert row["report"]["publisher"] == "The Brask Lantern"
