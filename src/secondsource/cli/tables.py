"""The formats of `read --table`: readings and failures go in, times, numbers or places come out."""

from __future__ import annotations

import csv
import io
import re
import shutil
from typing import TYPE_CHECKING, Any

from secondsource.cli.formats import Format, Options
from secondsource.cli.output import Output
from secondsource.records import ReadRow, line
from secondsource.render.plain import guarded

if TYPE_CHECKING:
    from rich.table import Table

    from secondsource.render.tables import Column, Line

NAMES = ("times", "numbers", "places")
_WIDEST = 160  # columns; cells that are wider are hard to read across
_NAME = 32  # code points of a path
_ROOMY = 100  # columns from which on there is room for what can be spared


class TableLines:
    """One JSON object a line and value, out as soon as its report is read; a failure is a line too."""

    needs_text = True
    errors = True

    def __init__(self, output: Output, options: Options) -> None:
        self._output = output
        self._options = options

    def row(self, row: ReadRow) -> None:
        made = "".join(line(one) + "\n" for one in _lines(row, self._options))
        if made:
            self._output.write(made.encode("utf-8"))

    def end(self) -> None:
        pass


class TableCsv:
    """Comma-separated values with one head, a line and value, out as soon as its report is read."""

    needs_text = True
    errors = False

    def __init__(self, output: Output, options: Options) -> None:
        self._output = output
        self._options = options
        self._begun = False

    def row(self, row: ReadRow) -> None:
        from secondsource.render.tables import CSV

        if row["error"] is not None:
            return
        columns = CSV[_table(self._options)]
        self._write([[guarded(column.cell(one)) for column in columns] for one in _lines(row, self._options)])

    def end(self) -> None:
        self._write([])

    def _write(self, cells: list[list[Any]]) -> None:
        from secondsource.render.tables import CSV

        held = io.StringIO()
        writer = csv.writer(held, lineterminator="\n")
        if not self._begun:
            held.write("\ufeff" if self._options.bom else "")
            writer.writerow(column.head for column in CSV[_table(self._options)])
            self._begun = True
        writer.writerows(cells)
        if held.getvalue():
            self._output.write(held.getvalue().encode("utf-8", "replace"))


class TableText:
    """For people: one table of all reports, at the end, as only then the columns' widths are known."""

    needs_text = True
    errors = False

    def __init__(self, output: Output, options: Options) -> None:
        self._output = output
        self._options = options
        self._lines: list[Line] = []
        self._paths: dict[str, None] = {}

    def row(self, row: ReadRow) -> None:
        if row["error"] is None:
            self._paths[row["path"]] = None
            self._lines += _lines(row, self._options)

    def end(self) -> None:
        from rich.console import Console

        if not self._paths:
            return
        width = min(shutil.get_terminal_size((80, 24)).columns, _WIDEST)
        console = Console(
            force_terminal=self._output.terminal or None,
            width=width,
            highlight=False,
            markup=False,
            emoji=False,
        )
        with console.capture() as shown:
            if self._lines:
                console.print(self._drawn(width))
            else:
                console.print(f"No {_table(self._options)}.")
        body = "\n".join(one.rstrip(" ") for one in shown.get().splitlines()).strip("\n") + "\n"
        self._output.write(body.encode("utf-8", "replace"))

    def _drawn(self, width: int) -> Table:
        from rich import box
        from rich.table import Table
        from rich.text import Text

        from secondsource.render.tables import TEXT, Column

        columns = [one for one in TEXT[_table(self._options)] if width >= _ROOMY or not one.spare]
        if len(self._paths) > 1:
            names = _short(list(self._paths))
            columns.append(Column(head="Report", cell=lambda one: names[one["path"]], wide=3))
        drawn = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, expand=True)
        for column in columns:
            drawn.add_column(column.head, ratio=column.wide, overflow="fold", header_style="bold")
        for one in self._lines:
            drawn.add_row(*(Text(_told(column, one), overflow="fold") for column in columns))
        return drawn


TABLES: dict[str, type[Format]] = {"text": TableText, "csv": TableCsv, "jsonl": TableLines}


def _table(options: Options) -> Any:
    return options.table


def _lines(row: ReadRow, options: Options) -> list[Line]:
    from secondsource.render.tables import lines

    return lines(row, _table(options))


def _told(column: Column, one: Line) -> str:
    value = column.cell(one)
    return "" if value is None else str(value)


def _short(paths: list[str]) -> dict[str, str]:
    """Paths without the folders and the file that all of them begin with; long ones lose their middle."""
    from secondsource.render.plain import one_line

    parts = [re.split(r"(?<=/)|(?=#)", path) for path in paths]
    shared = 0
    while all(len(one) > shared + 1 and one[shared] == parts[0][shared] for one in parts):
        shared += 1
    return {
        path: _clipped(one_line("".join(one[shared:])) or path)
        for path, one in zip(paths, parts, strict=True)
    }


def _clipped(name: str) -> str:
    half = _NAME // 2
    return name if len(name) <= _NAME else f"{name[: half - 1]}…{name[-half:]}"
