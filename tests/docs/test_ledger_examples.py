"""The examples of the ledger's pages run, one after the other, as a newcomer copies them."""

from __future__ import annotations

import ast
import inspect
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from secondsource import Desk

ROOT = Path(__file__).parents[2]
PYTHON = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
SHELL = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    """The blocks of a language that a page shows."""
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """A folder with a few reports in reports/."""
    made = tmp_path_factory.mktemp("pages")
    (made / "reports").mkdir()
    story = ROOT / "samples" / "story"
    for name in ("01-wire-column.txt", "06-lantern-roadblock.html", "08-briefs.jsonl"):
        shutil.copy(story / name, made / "reports" / name)
    return made


def run(words: list[str], folder: Path) -> str:
    """What a program prints; it must end well."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SECONDSOURCE_")}
    environment |= {"PYTHONPATH": str(ROOT / "src"), "SECONDSOURCE_LEDGER": str(folder / "shell.ledger")}
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("number", range(len(blocks(PYTHON, "python"))))
def test_the_python_of_the_page_runs(folder: Path, number: int) -> None:
    # They build on one another, in the order of the page.
    assert run([sys.executable, "-c", blocks(PYTHON, "python")[number]], folder).strip()


def test_the_shell_of_the_page_runs(folder: Path) -> None:
    (script,) = blocks(SHELL, "sh")
    program = f'secondsource() {{ "{sys.executable}" -m secondsource "$@"; }}'
    told = run(["bash", "-euc", f"{program}\n{script}"], folder)
    assert "all is as it was" in told


def test_every_method_of_the_desk_has_words_and_is_on_the_page_or_obvious_from_it() -> None:
    public = {name for name, _ in inspect.getmembers(Desk) if not name.startswith("_")}
    for name in public - {"where", "close"}:
        assert inspect.getdoc(getattr(Desk, name)), name
        assert re.search(rf"\b{name}\b", PYTHON), f"docs/python.md says nothing of Desk.{name}"


def test_the_examples_are_whole_programs() -> None:
    for block in blocks(PYTHON, "python"):
        assert isinstance(ast.parse(block).body[0], ast.ImportFrom)
