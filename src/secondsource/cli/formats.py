"""The formats of `read`: each takes readings and failures one by one and writes them to an output."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from secondsource.cli.output import Output
from secondsource.records import ReadRow, line

if TYPE_CHECKING:
    from secondsource.render.tables import Table

_WIDEST = 100  # columns; longer lines are hard to read back from


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the reader of the output asked for.

    own and points: in the text format, the writer's own assertions and single propositions. group: statements
    by who speaks, in the formats for people. table: the values to show instead of statements. bom: a
    byte-order mark before a csv.
    """

    with_text: bool = False
    own: bool = False
    points: bool = False
    group: bool = False
    table: Table | None = None
    bom: bool = False


class Format(Protocol):
    """Writes rows. needs_text: rows must hold the report's text; errors: its rows tell failures already."""

    needs_text: bool
    errors: bool

    def __init__(self, output: Output, options: Options) -> None: ...

    def row(self, row: ReadRow) -> None:
        """Take the next row, of a reading or of a failure."""

    def end(self) -> None:
        """There are no more rows: complete what was begun."""


class Lines:
    """One JSON object a line, out as soon as it is read."""

    needs_text = False
    errors = True

    def __init__(self, output: Output, options: Options) -> None:
        self._output = output

    def row(self, row: ReadRow) -> None:
        self._output.write((line(row) + "\n").encode("utf-8"))

    def end(self) -> None:
        pass


class List:
    """One JSON list of all rows, each on a line of its own."""

    needs_text = False
    errors = True

    def __init__(self, output: Output, options: Options) -> None:
        self._output = output
        self._before = "["

    def row(self, row: ReadRow) -> None:
        self._output.write(f"{self._before}\n{line(row)}".encode())
        self._before = ","

    def end(self) -> None:
        self._output.write(b"[]\n" if self._before == "[" else b"\n]\n")


class Text:
    """For people, in colour where the output is a terminal."""

    needs_text = True
    errors = False

    def __init__(self, output: Output, options: Options) -> None:
        from rich.console import Console

        self._output = output
        self._options = options
        self._first = True
        width = min(shutil.get_terminal_size((80, 24)).columns, _WIDEST)
        self._console = Console(
            force_terminal=output.terminal or None, width=width, highlight=False, markup=False, emoji=False
        )

    def row(self, row: ReadRow) -> None:
        from secondsource.render import terminal

        if row["error"] is not None:
            return
        with self._console.capture() as shown:
            if not self._first:
                self._console.print()
            shown_as = {name: getattr(self._options, name) for name in ("own", "points", "group")}
            self._console.print(terminal.report(row, console=self._console, **shown_as), end="")
        self._first = False
        self._output.write(shown.get().encode("utf-8", "replace"))

    def end(self) -> None:
        pass


class Page:
    """One self-contained page of all reports."""

    needs_text = True
    errors = False

    def __init__(self, output: Output, options: Options) -> None:
        self._output = output
        self._group = options.group
        self._rows: list[ReadRow] = []

    def row(self, row: ReadRow) -> None:
        self._rows.append(row)

    def end(self) -> None:
        from secondsource.render.page import page

        self._output.write(page(self._rows, group=self._group).encode("utf-8", "replace"))


FORMATS: dict[str, type[Format]] = {"text": Text, "json": List, "jsonl": Lines, "html": Page}
