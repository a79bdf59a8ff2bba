"""`secondsource read`: whatever is given is read, and each reading is written as soon as it is made."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from secondsource.cli.formats import FORMATS, Format, Options
from secondsource.cli.output import ClosedPipe, Output, opened
from secondsource.cli.progress import Progress
from secondsource.cli.tables import NAMES, TABLES
from secondsource.cli.words import tell
from secondsource.errors import UsageError
from secondsource.records import ReadRow

if TYPE_CHECKING:
    from secondsource.render.tables import Table

_SUFFIXES = {".html": "html", ".htm": "html", ".json": "json", ".jsonl": "jsonl", ".csv": "csv"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a call of `read` asks for, as its options say it."""

    inputs: tuple[str, ...]
    format: str | None = None
    published: str | None = None
    publisher: str | None = None
    language: str = "en"
    with_text: bool = False
    raw: bool = False
    own: bool = False
    points: bool = False
    group: str | None = None
    table: Table | None = None
    bom: bool = False
    allow_private: bool = False
    output: str | None = None
    quiet: bool = False


def read(wanted: Wanted) -> int:
    """Read all that was given and write it; the exit code (0, 1 or 130).

    Raises UsageError, before anything is read, for options that do not go together.
    """
    kind = _checked(wanted)
    # Logs are for programs that set them up: here a failure is told in one line, without its traceback.
    logging.getLogger().addHandler(logging.NullHandler())
    with opened(wanted.output, inputs=wanted.inputs) as output:
        progress = Progress(quiet=wanted.quiet, data_on_terminal=output.terminal)
        try:
            return _run(wanted, kind, output, progress)
        except ClosedPipe:
            return 1 if progress.failed else 0


def _run(wanted: Wanted, kind: type[Format], output: Output, progress: Progress) -> int:
    options = Options(
        with_text=wanted.with_text, own=wanted.own, points=wanted.points, group=wanted.group is not None,
        table=wanted.table, bom=wanted.bom,
    )  # fmt: skip
    shown = kind(output, options)
    interrupted = False
    try:
        with progress.shown():
            for row in _rows(wanted, with_text=wanted.with_text or kind.needs_text):
                error = row["error"]
                progress.count(row["path"], failed=error is not None)
                shown.row(row)
                if error is not None and not (wanted.quiet and kind.errors):
                    path, message = row["path"], error["message"]
                    tell(message if message.startswith(path) else f"{path}: {message}")
    except KeyboardInterrupt:
        interrupted = True
    shown.end()
    output.keep()
    if interrupted:
        tell(f"stopped: {progress.summary()}; the rest was not")
        return 130
    if progress.read + progress.failed > 1 and not wanted.quiet:
        tell(progress.summary())
    return 1 if progress.failed else 0


def _rows(wanted: Wanted, *, with_text: bool) -> Iterator[ReadRow]:
    from secondsource.desk import read_rows

    yield from read_rows(
        wanted.inputs,
        published=wanted.published,
        publisher=wanted.publisher,
        language=wanted.language,
        allow_private=wanted.allow_private,
        with_text=with_text,
        raw=wanted.raw,
    )


def _checked(wanted: Wanted) -> type[Format]:
    """What to write with; raises UsageError for wrong use."""
    if not wanted.inputs:
        raise UsageError("read: nothing to read; give a file, a folder, an address, or - for standard input")
    if wanted.inputs.count("-") > 1:
        raise UsageError("read: standard input (-) can be read once only")
    kind = wanted.format or _SUFFIXES.get(Path(wanted.output or "").suffix.lower(), "text")
    shown = _of_table(wanted, kind) if wanted.table else _of_statements(wanted, kind)
    if wanted.published is not None and not is_time(wanted.published):
        raise UsageError(
            f"read: --published {wanted.published!r} is no ISO 8601 date or time; write it like 2024-10-18"
        )
    return shown


def _of_table(wanted: Wanted, kind: str) -> type[Format]:
    """What to write a table with; raises UsageError for what is of statements alone."""
    if kind not in TABLES:
        raise UsageError(f"read: --table goes with --format text, csv or jsonl; {kind} shows statements")
    for option, given in (("--raw", wanted.raw), ("--with-text", wanted.with_text), ("--own", wanted.own),
                          ("--points", wanted.points), ("--group", wanted.group)):  # fmt: skip
        if given:
            raise UsageError(
                f"read: {option} is about statements, and --table shows {wanted.table}; leave one out"
            )
    if wanted.bom and kind != "csv":
        raise UsageError("read: --bom goes with --format csv only")
    return TABLES[kind]


def _of_statements(wanted: Wanted, kind: str) -> type[Format]:
    """What to write statements with; raises UsageError for what does not go with that format."""
    if kind not in FORMATS:
        raise UsageError(f"read: --format {kind} goes with --table {', '.join(NAMES[:-1])} or {NAMES[-1]}")
    if wanted.bom:
        raise UsageError("read: --bom goes with --table and --format csv only")
    if wanted.raw and not FORMATS[kind].errors:
        raise UsageError("read: --raw goes with --format json or jsonl only")
    if wanted.group is not None and FORMATS[kind].errors:
        raise UsageError(
            "read: --group goes with --format text or html only; json and jsonl keep the order of the report"
        )
    return FORMATS[kind]


def is_time(text: str) -> bool:
    """True for a year, a month, a day or a moment as ISO 8601 writes them."""
    try:
        datetime.fromisoformat(re.sub(r"^(\d{4})(-\d\d)?$", lambda m: f"{m[1]}{m[2] or '-01'}-01", text))
    except ValueError:
        return False
    return True
