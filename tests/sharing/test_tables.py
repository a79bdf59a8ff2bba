"""Tables for spreadsheets: columns, guards, dates that are dates."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from secondsource.errors import UsageError
from secondsource.model.report import Failure
from secondsource.records import ReadRow, failure_row
from secondsource.sharing import columns, tables
from tests.ledger import making

NAMESPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def row(n: int = 1, **fields: str) -> ReadRow:
    made = making.reading(making.report(n, **fields))
    made["path"] = f"#{n}"
    return made


def read_csv(name: str, *rows: ReadRow, bom: bool = False) -> list[dict[str, str]]:
    held = io.BytesIO()
    count = tables.write_csv(name, rows, held, bom=bom)
    found = list(csv.DictReader(io.StringIO(held.getvalue().decode("utf-8-sig"), newline="")))
    assert len(found) == count
    return found


def cells(file: Path, sheet: int = 1) -> list[dict[str, tuple[str, str]]]:
    """Each line of a sheet: by column letter the type of the cell and its value; styles as `s`."""
    with zipfile.ZipFile(file) as held:
        # With flat memory every word stands in its cell, and none is shared.
        assert "xl/sharedStrings.xml" not in held.namelist()
        tree = etree.fromstring(held.read(f"xl/worksheets/sheet{sheet}.xml"))
    found = []
    for line in tree.iterfind(".//m:row", NAMESPACE):
        held_cells = {}
        for cell in line.iterfind("m:c", NAMESPACE):
            letter = cell.get("r", "").rstrip("0123456789")
            held_cells[letter] = (cell.get("t", "n"), "".join(cell.itertext()))
        found.append(held_cells)
    return found


def by_head(file: Path, sheet: int = 1) -> list[dict[str, tuple[str, str]]]:
    head, *lines = cells(file, sheet)
    names = {letter: value for letter, (_, value) in head.items()}
    return [{names[letter]: cell for letter, cell in line.items()} for line in lines]


@pytest.mark.parametrize("name", tables.NAMES)
def test_every_table_has_a_head_and_lines(name: str) -> None:
    heads = [column.head for column in columns.COLUMNS[tables.checked(name)]]
    assert len(heads) == len(set(heads))
    found = read_csv(name, row(1), row(2))
    assert list(found[0]) == heads
    assert len(found) == {"reports": 2, "statements": 4, "numbers": 2, "times": 2, "places": 2}[name]


def test_cells_say_what_the_records_say() -> None:
    (number,) = read_csv("numbers", row())
    assert (number["low"], number["relation"], number["approximate"], number["of"]) == (
        "1200",
        "~",
        "true",
        "crates",
    )
    assert (number["source"], number["published"], number["path"]) == ("Zoë Marsh", "2024-10-03", "#1")
    assert number["context"] in making.TEXT
    (time,) = read_csv("times", row())
    assert (time["earliest"], time["latest"], time["relation"]) == ("", "2024-10-04", "until")
    (place,) = read_csv("places", row())
    assert (place["name"], place["country"], place["latitude"]) == ("Ostrava", "CZ", "49.8346")
    said, own = read_csv("statements", row())
    assert (said["source"], said["certainty"], said["low"], said["times"]) == (
        "Zoë Marsh",
        "likely",
        "0.55",
        "Friday",
    )
    assert (own["attributed"], own["source"], own["polarity"]) == ("false", "", "denied")


def test_an_error_row_gives_no_line() -> None:
    failed = failure_row(Failure(path="x.txt", kind="empty", message="it is empty"))
    assert [read_csv(name, failed) for name in tables.NAMES] == [[]] * 5


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_no_cell_of_csv_is_run(begin: str) -> None:
    (found,) = read_csv("reports", row(title=f"{begin}cmd|' /C calc'!A0"))
    assert found["title"] == f"'{begin}cmd|' /C calc'!A0".replace("\r", "\n")


def test_a_byte_order_mark_on_request() -> None:
    held, marked = io.BytesIO(), io.BytesIO()
    tables.write_csv("reports", [row()], held)
    tables.write_csv("reports", [row()], marked, bom=True)
    assert marked.getvalue() == b"\xef\xbb\xbf" + held.getvalue()
    empty = io.BytesIO()
    tables.write_csv("reports", [], empty, bom=True)
    assert empty.getvalue().startswith(b"\xef\xbb\xbfpath,report")


def test_dates_of_xlsx_are_dates(tmp_path: Path) -> None:
    file = tmp_path / "tables.xlsx"
    made = row(published="2024-10-03T14:30")
    zoned = row(2, published="2024-10-03T14:30:00+02:00")
    month = row(3, published="2024-10")
    assert tables.write_xlsx(["reports", "times"], [made, zoned, month], file) == {"reports": 3, "times": 3}
    first, second, third = by_head(file)
    assert float(first["published"][1]) == pytest.approx(45568.604166)
    assert first["day"] == ("n", "45568")
    assert second["published"][1] == "2024-10-03T14:30:00+02:00"
    assert second["day"] == ("n", "45568")
    assert third["published"][1] == "2024-10"
    assert "day" not in third
    assert by_head(file, 2)[0]["latest"] == ("n", "45569")


def test_the_head_of_xlsx_stays_in_place_and_nothing_is_a_formula_or_link(tmp_path: Path) -> None:
    file = tmp_path / "tables.xlsx"
    tables.write_xlsx(["reports"], [row(title="=1+1", publisher="https://paper.example/")], file)
    with zipfile.ZipFile(file) as held:
        sheet = held.read("xl/worksheets/sheet1.xml").decode()
    assert 'state="frozen"' in sheet and "<autoFilter" in sheet
    assert "<f>" not in sheet and "<hyperlink" not in sheet
    assert by_head(file)[0]["title"][1] == "=1+1"


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        tables.write_xlsx(tables.NAMES, [row(1), row(2)], tmp_path / name)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    assert {path.name for path in tmp_path.iterdir()} == {"one.xlsx", "two.xlsx"}


def test_what_a_cell_or_sheet_cannot_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_LINES", 3)
    file = tmp_path / "tables.xlsx"
    long = row(1, title="x" * 40_000, publisher="lone \ud800 and \x01")
    assert tables.write_xlsx(["reports"], [long, row(2), row(3)], file) == {"reports": 3}
    assert len(by_head(file)) == 2 and len(by_head(file, 2)) == 1
    assert len(by_head(file)[0]["title"][1]) == 32_767


def test_wrong_use_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="reports, statements"):
        tables.write_csv("claims", [], io.BytesIO())
    with pytest.raises(UsageError, match="cannot be written"):
        tables.write_xlsx(["reports"], [row()], tmp_path / "none" / "tables.xlsx")
