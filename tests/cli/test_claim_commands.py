"""The commands on claims: what they print, in which formats, and how they end."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_ledger_commands import Run, filled, folder, rows, run

__all__ = ["filled", "folder", "run"]


@pytest.fixture
def claims(filled: Run) -> list[dict[str, Any]]:
    """The claims of the ledger, as rows."""
    code, out, _ = filled("claims", "--format", "jsonl")
    assert code == 0
    found = rows(out)
    assert found
    return found


def test_claims_are_listed_with_what_they_stand_on(filled: Run, claims: list[dict[str, Any]]) -> None:
    first = claims[0]
    code, out, err = filled("claims", "--limit", "1")
    assert (code, err) == (0, "")
    assert " ".join(first["text"].split()) in " ".join(out.split())
    assert first["id"].removeprefix("sha256:")[:10] in out and "origin" in out
    assert first["said"][0]["path"] in out


def test_claims_go_into_every_format(filled: Run, claims: list[dict[str, Any]], folder: Path) -> None:
    assert json.loads(filled("claims", "--format", "json")[1]) == claims
    table = list(csv.DictReader(io.StringIO(filled("claims", "--format", "csv")[1])))
    assert [line["id"] for line in table] == [row["id"] for row in claims]
    assert filled("claims", "-o", "claims.jsonl")[0] == 0
    assert rows((folder / "claims.jsonl").read_text(encoding="utf-8")) == claims


def test_a_state_a_filter_and_words_narrow_the_list(filled: Run, claims: list[dict[str, Any]]) -> None:
    states = {row["state"] for row in claims}
    for state in ("single-origin", "confirmed", "disputed", "withdrawn", "superseded"):
        found = rows(filled("claims", "--state", state, "--format", "jsonl")[1])
        assert {row["state"] for row in found} == {state} & states
    mayor = rows(filled("claims", "--source", "Mayor Cosmo Vey", "--format", "jsonl")[1])
    assert mayor and len(mayor) < len(claims)
    code, out, err = filled("claims", "nowhere")
    assert (code, out) == (0, "") and "no claims" in err


@pytest.mark.parametrize("command", ["claim", "origins", "first", "show"])
def test_one_claim_is_shown_by_its_id(filled: Run, claims: list[dict[str, Any]], command: str) -> None:
    row = claims[0]
    short = row["id"].removeprefix("sha256:")[:10]
    code, out, err = filled(command, short)
    assert (code, err) == (0, "")
    assert row["said"][0]["path"] in out
    assert json.loads(filled(command, short, "--format", "json")[1])


@pytest.mark.parametrize("command", ["claim", "origins", "first"])
def test_an_id_that_is_none_is_told(filled: Run, command: str) -> None:
    code, out, err = filled(command, "ffffffffffff")
    assert (code, out) == (1, "") and "ffffffffffff" in err


@pytest.mark.parametrize("command", ["echoes", "conflicts", "estimates"])
def test_the_other_lists_answer_in_every_format(filled: Run, command: str) -> None:
    assert filled(command)[0] == 0
    found = rows(filled(command, "--format", "jsonl")[1])
    assert json.loads(filled(command, "--format", "json")[1]) == found
    assert filled(command, "--format", "csv")[1].splitlines()
    assert filled(command, "--story", "pass", "--limit", "1")[0] == 0


def test_figures_go_into_a_chart(filled: Run, folder: Path) -> None:
    code, out, _ = filled("estimates", "--format", "svg")
    assert code == 0 and ET.fromstring(out).tag.endswith("svg")
    assert filled("estimates", "-o", "figures.svg", "-q") == (0, "", "")
    assert (folder / "figures.svg").read_text(encoding="utf-8") == out


def test_a_brief_is_text_markdown_a_page_or_an_object(
    filled: Run, claims: list[dict[str, Any]], folder: Path
) -> None:
    text = filled("brief", "--story", "pass")[1]
    assert text.startswith("pass\n") and "ON ONE ORIGIN" in text
    assert filled("brief", "--story", "pass", "-o", "brief.md")[0] == 0
    assert (folder / "brief.md").read_text(encoding="utf-8").startswith("# pass\n")
    assert filled("brief", "--story", "pass", "-o", "brief.html")[0] == 0
    assert "<!DOCTYPE html>" in (folder / "brief.html").read_text(encoding="utf-8")
    row = json.loads(filled("brief", "--format", "json")[1])
    assert {held["id"] for held in row["claims"]} <= {held["id"] for held in claims}
    assert sum(row["totals"].values()) == len(claims)
    assert "No claims were found." in filled("brief", "nowhere")[1]


@pytest.mark.parametrize(
    "command",
    [
        "claims --state sure",
        "brief --limit -1",
        "brief --format svg",
        "estimates --format html",
        "claim",
        "cite 123456",
    ],
)
def test_wrong_use_is_told(filled: Run, command: str) -> None:
    code, out, err = filled(*command.split())
    assert (code, out) == (2, "") and err


@pytest.mark.parametrize(
    "command",
    [
        "claims",
        "claim 123456",
        "origins 123456",
        "first 123456",
        "echoes",
        "conflicts",
        "estimates",
        "brief",
        "same 123456 234567",
        "apart 123456 234567",
        "cite 123456 --from 234567",
        "relink",
    ],
)
def test_a_ledger_that_is_not_there_is_told_and_not_made(run: Run, folder: Path, command: str) -> None:
    code, out, _ = run(*command.split())
    assert (code, out) == (1, "")
    assert not (folder / "a.ledger").exists()


def test_linking_from_nothing_gives_the_same(filled: Run, claims: list[dict[str, Any]]) -> None:
    code, out, _ = filled("relink", "--format", "json")
    row = json.loads(out)
    assert (code, row["differences"]) == (0, [])
    assert rows(filled("claims", "--format", "jsonl")[1]) == claims
    assert "the claims are those that stood" in filled("relink")[1]


def test_what_a_person_ties_makes_one_claim_and_undone_two(filled: Run, claims: list[dict[str, Any]]) -> None:
    a, b = (row["id"] for row in claims[:2])
    code, out, err = filled("same", a[:15], b[:15], "--why", "the same thing")
    assert (code, err) == (0, "") and out.startswith("same “")
    tied = rows(filled("claims", "--format", "jsonl")[1])
    assert len(tied) == len(claims) - 1
    code, out, _ = filled("apart", a[:15], b[:15], "--format", "json")
    assert code == 0 and json.loads(out)["kind"] == "apart"
    assert len(rows(filled("claims", "--format", "jsonl")[1])) == len(claims)
    assert filled("undo")[0] == 0
    assert rows(filled("claims", "--format", "jsonl")[1]) == tied


def test_a_paper_is_put_into_a_family_and_taken_out_again(filled: Run) -> None:
    code, out, err = filled("houses", "add", "The Marl Post", "--of", "Valley Papers", "--why", "one desk")
    assert (code, err) == (0, "") and out.startswith("house The Marl Post of Valley Papers")
    code, out, _ = filled("houses", "list", "valley")
    assert code == 0 and out.startswith("Valley Papers\n") and ": one desk)" in out
    (row,) = rows(filled("houses", "list", "marl post", "--format", "jsonl")[1])
    assert [held["publisher"] for held in row["publishers"]] == ["The Marl Post", "Valley Papers"]
    assert filled("houses", "drop", "the marl post")[1].startswith("house the marl post alone")
    out, err = filled("houses", "list", "valley")[1:]
    assert out == "" and "no family of publishers is called so" in err
    assert filled("undo")[0] == 0
    assert filled("houses", "list", "valley")[1].startswith("Valley Papers")
    for wrong in ("add X", "add --of Y", "drop", "drop X --of Y", "list X Y", "list X --of Y"):
        assert filled("houses", *wrong.split())[0] == 2, wrong


def test_a_report_is_said_to_have_it_from_another(filled: Run, claims: list[dict[str, Any]]) -> None:
    reports = sorted({one["report"] for row in claims for one in row["said"]})
    code, out, _ = filled("cite", reports[0], "--from", reports[1])
    assert code == 0 and out.startswith(f"cite {reports[0][7:17]} from {reports[1][7:17]}")
    assert filled("cite", reports[0], "--from", reports[0])[0] == 2
