"""Reports, statements, numbers, times and places as tables for spreadsheets: CSV and XLSX.

Rows of records go in, one report each, and come out as lines at once, so memory stays flat. CSV holds what
the records hold; in XLSX days and times are dates, as far as a spreadsheet knows them.
"""

from __future__ import annotations

import csv
import io
import os
import re
import secrets
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, get_args

from secondsource.errors import UsageError
from secondsource.records.rows import ReadRow
from secondsource.sharing.columns import COLUMNS, Cell, Column, Name, items

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

NAMES: tuple[Name, ...] = get_args(Name)
# A spreadsheet takes a cell that begins with these for a formula and runs it; tab and carriage return lead to
# the same in some, and the full-width signs are read as the plain ones.
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
# Limits of XLSX (Excel specifications): lines of a sheet, characters (UTF-16) of a cell.
_LINES = 1_048_576
_CHARACTERS = 32_767
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?")
# The first day that every spreadsheet counts alike; before it Excel's calendar has a day that never was.
_FIRST = date(1900, 3, 1)
_WIDTHS = {"title": 40, "content": 60, "context": 60, "text": 24, "name": 24, "day": 11, "published": 17}
_MADE = datetime(2000, 1, 1)  # in every file, so that the same rows give the same bytes


def checked(name: str) -> Name:
    """The name of a table. Raises UsageError for another."""
    for known in NAMES:
        if name == known:
            return known
    raise UsageError(f"there is no table {name!r}; there are {', '.join(NAMES)}")


def write_csv(name: str, rows: Iterable[ReadRow], to: BinaryIO, *, bom: bool = False) -> int:
    """Write a table of reports as CSV in UTF-8, with a head; gives the number of lines below it.

    bom: begin with a byte-order mark, which some spreadsheets need. Words that begin like a formula get an
    apostrophe before them; numbers stay numbers.
    """
    table = checked(name)
    columns = COLUMNS[table]
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    held.write("\ufeff" if bom else "")
    writer.writerow(column.head for column in columns)
    count = 0
    for row in rows:
        for item in items(row, table):
            writer.writerow([_guarded(column.cell(item)) for column in columns])
            count += 1
        _flush(held, to)
    _flush(held, to)
    return count


def write_xlsx(names: Sequence[str], rows: Iterable[ReadRow], to: str | os.PathLike[str]) -> dict[str, int]:
    """Write tables as the sheets of one XLSX file, whole or not at all; gives the lines of each table.

    The head stays in place and filters; days and times are dates where they are whole and have no zone, and
    text as written otherwise. A table that is longer than a sheet goes on in another.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import XlsxWriterException

    tables = [checked(name) for name in names]
    path = Path(to)
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    # Sheets are kept in files beside it and not in memory; nothing of them is left in a common folder.
    options = {"constant_memory": True, "tmpdir": os.fspath(path.absolute().parent), "in_memory": False}
    try:
        book = Workbook(os.fspath(part), options)
        book.set_properties({"created": _MADE})
        sheets = [_Sheet(book, table) for table in tables]
        for row in rows:
            for sheet in sheets:
                sheet.take(row)
        for sheet in sheets:
            sheet.end()
        book.close()
        os.replace(part, path)
    except (OSError, XlsxWriterException) as error:
        raise UsageError(f"{path}: it cannot be written ({error}); name another place") from error
    finally:
        part.unlink(missing_ok=True)
    return {sheet.table: sheet.count for sheet in sheets}


class _Sheet:
    """One table of a workbook, on as many sheets as it needs."""

    def __init__(self, book: Workbook, table: Name) -> None:
        self.table, self.count = table, 0
        self._book, self._columns = book, COLUMNS[table]
        self._bold = book.add_format({"bold": True, "bottom": 1})
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        self._moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self._sheets = 0
        self._begin()

    def take(self, row: ReadRow) -> None:
        """The lines that one report gives."""
        for item in items(row, self.table):
            if self._line >= _LINES:
                self.end()
                self._begin()
            for number, column in enumerate(self._columns):
                self._put(number, column, column.cell(item))
            self._line += 1
            self.count += 1

    def end(self) -> None:
        """The sheet is whole: its lines can be filtered."""
        self._sheet.autofilter(0, 0, max(self._line - 1, 0), len(self._columns) - 1)

    def _begin(self) -> None:
        self._sheets += 1
        name = self.table if self._sheets == 1 else f"{self.table} {self._sheets}"
        self._sheet: Worksheet = self._book.add_worksheet(name)
        self._sheet.freeze_panes(1, 0)
        for number, column in enumerate(self._columns):
            self._sheet.set_column(number, number, _WIDTHS.get(column.head, 14))
            self._sheet.write_string(0, number, column.head, self._bold)
        self._line = 1

    def _put(self, number: int, column: Column, value: Cell) -> None:
        if value is None or value == "":
            return
        moment = _moment(value) if column.date else None
        if moment is not None:
            format: Format = self._moment if isinstance(moment, datetime) else self._day
            self._sheet.write_datetime(self._line, number, moment, format)
        elif isinstance(value, bool):
            self._sheet.write_boolean(self._line, number, value)
        elif isinstance(value, int | float):
            self._sheet.write_number(self._line, number, value)
        else:
            # As a string, whatever it begins with: no formula and no link comes of it.
            self._sheet.write_string(self._line, number, _fitting(value))


def _moment(value: Any) -> date | datetime | None:
    """A whole day, or a day with a time and no zone, that spreadsheets can count; else None."""
    if not isinstance(value, str):
        return None
    try:
        if _DAY.fullmatch(value):
            made: date = date.fromisoformat(value)
            return made if made >= _FIRST else None
        if _MOMENT.fullmatch(value):
            at = datetime.fromisoformat(value)
            return at if at.date() >= _FIRST else None
    except ValueError:
        return None
    return None


def _guarded(value: Cell) -> Cell:
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return value
    guard = "'" if value.startswith(_FORMULAS) else ""
    # A carriage return alone is no reason for Python's csv to quote, and a line end for who reads it.
    return guard + value.replace("\r\n", "\n").replace("\r", "\n")


def _fitting(text: str) -> str:
    """The text as a cell can hold it."""
    clean = text.encode("utf-8", "replace").decode()
    if len(clean) <= _CHARACTERS // 2:
        return clean
    units = clean.encode("utf-16-le")
    if len(units) <= 2 * _CHARACTERS:
        return clean
    return units[: 2 * (_CHARACTERS - 1)].decode("utf-16-le", "ignore") + "…"


def _flush(held: io.StringIO, to: BinaryIO) -> None:
    to.write(held.getvalue().encode("utf-8", "replace"))
    held.seek(0)
    held.truncate()
