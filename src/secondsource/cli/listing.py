"""Rows of the ledger, written as text, json, jsonl or csv: as they come, and never all in memory."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from secondsource.cli.output import Output, opened
from secondsource.cli.words import tell
from secondsource.errors import UsageError
from secondsource.records import line

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from secondsource.cli.options import Written
    from secondsource.desk import Pages

# Draws one row for people, behind the rows before it: the console, the row, the row before.
Draw = Callable[["Console", Any, Any], "Text"]

TEXT_LIMIT = 50
_WIDEST = 100  # columns; longer lines are hard to read back from
_SUFFIXES = {".json": "json", ".jsonl": "jsonl", ".csv": "csv"}


def kind_of(written: Written) -> str:
    """The format to write in."""
    return written.format or _SUFFIXES.get(Path(written.output or "").suffix.lower(), "text")


def limit_of(limit: int | None, kind: str) -> int | None:
    """How many rows to ask for; None for all. Raises UsageError for less than none."""
    if limit is not None and limit < 0:
        raise UsageError(f"--limit {limit}: give a number from 0 (all) on")
    if limit is None:
        return TEXT_LIMIT + 1 if kind == "text" else None
    return limit or None


def write(
    pages: Pages[Any], written: Written, draw: Draw, *, limit: int | None = None, quiet: bool = False
) -> int:
    """Write all rows of a list; gives how many there were. limit: as the user gave it."""
    kind = kind_of(written)
    with opened(written.output) as output:
        if kind == "csv":
            count = _csv(pages, output)
        elif kind == "text":
            shown = TEXT_LIMIT if limit is None else limit or None
            count = _text(islice(pages, shown), output, draw)
            if (
                limit is None
                and count == TEXT_LIMIT
                and not quiet
                and pages.first(TEXT_LIMIT + 1)[TEXT_LIMIT:]
            ):
                tell(f"the first {TEXT_LIMIT}; --limit NUMBER shows more, --limit 0 all")
        else:
            count = _json(iter(pages), output, lines=kind == "jsonl")
        output.keep()
    return count


def write_one(row: Any, kind: str, target: str | None, draw: Callable[[Console], Text]) -> None:
    """Write one row: as text, else as JSON, one line or indented."""
    with opened(target) as output:
        if kind == "text":
            console = console_for(output)
            output.write(shown(console, draw(console)))
        else:
            output.write((line(row, indent=2 if kind == "json" else None) + "\n").encode("utf-8"))
        output.keep()


def console_for(output: Output) -> Console:
    """What to draw with: as wide as the terminal, in colour where it is one."""
    from rich.console import Console

    width = min(shutil.get_terminal_size((80, 24)).columns, _WIDEST)
    return Console(
        force_terminal=output.terminal or None, width=width, highlight=False, markup=False, emoji=False
    )


def shown(console: Console, text: Text) -> bytes:
    """Drawn text as bytes."""
    with console.capture() as captured:
        console.print(text, end="")
    return captured.get().encode("utf-8", "replace")


def _text(rows: Iterator[Any], output: Output, draw: Draw) -> int:
    console, before, count = console_for(output), None, 0
    for row in rows:
        output.write(shown(console, draw(console, row, before)))
        before = row
        count += 1
    return count


def _json(rows: Iterator[Any], output: Output, *, lines: bool) -> int:
    count = 0
    for row in rows:
        mark = b"" if lines else b"," if count else b"["
        begin = mark if lines else mark + b"\n"
        output.write(begin + line(row).encode("utf-8") + (b"\n" if lines else b""))
        count += 1
    if not lines:
        output.write(b"\n]\n" if count else b"[]\n")
    return count


def _csv(pages: Pages[Any], output: Output) -> int:
    from secondsource.render.plain import guarded

    header, lines = pages.flat()
    count = 0
    for chunk in _chunks(lines):
        held = io.StringIO()
        writer = csv.writer(held, lineterminator="\n")
        if not count:
            writer.writerow(header)
        writer.writerows([guarded(value) for value in cells] for cells in chunk)
        count += len(chunk)
        output.write(held.getvalue().encode("utf-8", "replace"))
    if not count:
        output.write((",".join(header) + "\n").encode())
    return count


def _chunks(lines: Iterable[list[Any]]) -> Iterator[list[list[Any]]]:
    taken = iter(lines)
    while chunk := list(islice(taken, 200)):
        yield chunk
