"""Tables of times, numbers and places: what stands in each format, and that no spreadsheet runs a cell."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from secondsource.cli.formats import Options
from secondsource.cli.tables import NAMES, TABLES, _short
from secondsource.model.report import Failure
from secondsource.records import ReadRow, failure_row, reading_row
from secondsource.render.tables import CSV, KEYS
from tests.render import placed

ROW = reading_row(placed.reading(), with_text=True)
FAILED = failure_row(Failure(path="wall.pdf", kind="not-text", message="no text"))


class Held:
    """An output that holds what it is given."""

    terminal = False

    def __init__(self) -> None:
        self.body = b""

    def write(self, body: bytes) -> None:
        self.body += body


def shown(table: Any, kind: str, *rows: ReadRow, **options: Any) -> str:
    """What a format writes of rows."""
    output = Held()
    made = TABLES[kind](output, Options(table=table, **options))  # type: ignore[arg-type]
    for row in rows or (ROW,):
        made.row(row)
    made.end()
    return output.body.decode("utf-8")


def cells(table: Any, *rows: ReadRow, **options: Any) -> list[dict[str, str]]:
    """The lines of a csv by their heads."""
    return list(csv.DictReader(io.StringIO(shown(table, "csv", *rows, **options))))


def objects(table: Any, *rows: ReadRow) -> list[dict[str, Any]]:
    """The lines of jsonl."""
    return [json.loads(one) for one in shown(table, "jsonl", *rows).splitlines()]


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A terminal of 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")
    yield


def test_jsonl_holds_all_fields_of_a_value_and_whose_it_is() -> None:
    number = objects("numbers")[1]
    said = ROW["statements"][0]
    expected = {
        "path": "docks.txt", "statements": [said["id"]], "points": [said["points"][1]["id"]],
        "attributed": True, "source": "Liis Oru",
        "context": "between 300 and 500 of them were sent on to Riga on May 11",
    }  # fmt: skip
    assert {key: number[key] for key in expected} == expected
    assert {key: number[key] for key in ROW["numbers"][1]} == json.loads(json.dumps(ROW["numbers"][1]))
    place = objects("places")[1]
    assert (place["party"], place["latitude"], place["country"], place["sources"]) == (
        "p2", 59.37722, "EE", ["Liis Oru"],
    )  # fmt: skip
    spans = [list(span) for span in ROW["mentions"][1]["spans"]]
    assert place["mentions"] == [{"text": "Narva", "spans": spans}]


@pytest.mark.parametrize("table", NAMES)
def test_every_object_has_the_same_keys_also_of_a_failure(table: Any) -> None:
    found = objects(table, ROW, FAILED)
    assert {tuple(one) for one in found} == {KEYS[table]}
    failed = found[-1]
    assert failed["error"] == {"kind": "not-text", "message": "no text"} and failed["path"] == "wall.pdf"
    assert {json.dumps(failed[key]) for key in failed if key not in ("path", "error")} == {"[]", "null"}


def test_what_stands_in_no_statement_has_the_words_around_it() -> None:
    dateline = objects("times")[0]
    assert dateline["statements"] == [] and dateline["source"] is None
    assert dateline["context"].startswith("Tartu, Estonia, May 12 - Some") and dateline["context"].endswith(
        " …"
    )


def test_an_inner_statement_says_it_and_not_the_one_around() -> None:
    row = reading_row(placed.reading(), with_text=True)
    outer = row["statements"][3]
    content: Any = outer["content"] | {"text": outer["content"]["text"] + ", and so on"}
    row["statements"].insert(0, outer | {"id": "sha256:" + "e" * 64, "content": content, "source": None})  # type: ignore[arg-type]
    assert objects("numbers", row)[2]["source"] == "Henrik Saal"


def test_csv_has_one_field_a_cell() -> None:
    found = cells("numbers")
    assert [one["low"] for one in found] == ["1200", "300", "40", "2500000"]
    assert [one["high"] for one in found] == ["1200", "500", "", ""]
    assert (found[0]["of"], found[0]["party"], found[0]["event"], found[0]["scope"], found[0]["since"]) == (
        "seasonal workers", "p11", "crossed", "total", "Thursday",
    )  # fmt: skip
    assert cells("times")[1]["reference"] == "2030-05-12"
    assert cells("places")[1]["country_name"] == "Estonia"
    assert shown("times", "csv", bom=True).startswith("\ufeffpath,") and not shown("times", "csv").startswith(
        "\ufeff"
    )
    assert shown("times", "csv", ROW, FAILED, ROW).count("path,text") == 1


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "＝", "＋", "－", "＠"])
def test_no_cell_of_words_begins_a_formula_and_numbers_stay_numbers(start: str) -> None:
    row = reading_row(placed.reading(), with_text=True)
    hostile = start + "HYPERLINK(1)"
    row["path"] = hostile
    for party in row["parties"]:
        party["name"] = hostile
        if party["place"]:
            party["place"]["latitude"], party["place"]["admin1"] = -33.9, hostile
    for value in (*row["times"], *row["numbers"]):
        value["text"] = hostile
        value["reasons"] = [{"code": "x", "values": [], "text": hostile}]
    row["numbers"][0]["low"] = -5
    for table in NAMES:
        for one in cells(table, row):
            assert not [
                cell
                for cell in one.values()
                if cell[:1] in "=+-@＝＋－＠\t\r" and cell not in ("", "-33.9", "-5")
            ]
    assert cells("places", row)[0]["latitude"] == "-33.9" and cells("numbers", row)[0]["low"] == "-5"
    assert "'" in cells("numbers", row)[0]["text"]


def test_a_cell_is_one_line_and_steers_nothing() -> None:
    row = reading_row(placed.reading(), with_text=True)
    for value in (*row["times"], *row["numbers"]):
        value["text"] = "x\n\x1b[2J\u202ey"
    for table in ("times", "numbers"):
        for kind in ("csv", "text"):
            assert not {"\x1b", "\u202e"} & set(shown(table, kind, row))
        assert shown(table, "csv", row).count("\n") == len(row[table]) + 1  # type: ignore[literal-required]


@pytest.mark.parametrize("columns", [40, 80, 120, 300])
@pytest.mark.parametrize("table", NAMES)
def test_text_fits_the_terminal(table: Any, columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    other = reading_row(
        placed.reading(path="reports/a-very-long-name-of-a-report-of-some-agency.txt"), with_text=True
    )
    for line in shown(table, "text", ROW, other).splitlines():
        assert cell_len(line) <= min(columns, 160), line


def test_text_tells_bounds_and_who_says_so() -> None:
    found = " ".join(shown("numbers", "text").split())
    for words in ("≈ 1,200", "300–500", "≥ 40 cranes", "Liis Oru", "Poland's"):
        assert words in found
    found = " ".join(shown("times", "text").split())
    assert "Recently not placed" in found and "Reckoned from" not in found
    found = " ".join(shown("places", "text").split())
    for words in ("Lower Quay not known", "Ida-Virumaa,", "59.38, 28.19", "1×"):
        assert words in found


def test_several_reports_have_a_column_of_their_own() -> None:
    assert "Report" not in shown("times", "text")
    other = reading_row(placed.reading(path="set/b/docks.txt"), with_text=True)
    one = reading_row(placed.reading(path="set/a/docks.txt"), with_text=True)
    found = shown("times", "text", one, other, FAILED)
    assert "Report" in found and "a/docks.txt" in found.replace("\n", "") and "set/" not in found


def test_paths_are_told_as_far_as_they_differ() -> None:
    assert _short(["a.jsonl#1", "a.jsonl#2"]) == {"a.jsonl#1": "#1", "a.jsonl#2": "#2"}
    assert _short(["x/y/a.txt", "x/b.txt"]) == {"x/y/a.txt": "y/a.txt", "x/b.txt": "b.txt"}
    assert _short(["a.txt", "a.txt"]) == {"a.txt": "a.txt"}
    assert len(_short(["r#" + "0" * 64, "r#1"])["r#" + "0" * 64]) == 32


def test_every_column_is_told_on_the_page_of_the_command_line() -> None:
    told = (Path(__file__).parents[2] / "docs" / "command-line.md").read_text(encoding="utf-8")
    for table in NAMES:
        heads = ", ".join(column.head for column in CSV[table])  # type: ignore[index]
        assert f"| {heads} |" in told
