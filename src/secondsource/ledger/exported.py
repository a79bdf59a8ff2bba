"""The lines of an export: what a record looks like, and what a line is taken for.

One JSON object a line, `record` first, then `id` and `report` where it has them, then the rest by name. No
white space, no escapes but JSON's own and those of what no UTF-8 or no line may hold; so the same record is
the same bytes everywhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from secondsource import versions
from secondsource.errors import LedgerError

# Raised when a record changes so that an older program would misread it. Fields may be added without.
FORMAT = 1
# Kinds in the order in which they are written. What is made of the others is passed over by an import.
MADE = ("party", "claim", "echo", "estimate")
KINDS = ("version", "report", "reading", *MADE, "decision")
# What `history` adds: local to a ledger, so no part of what two ledgers are compared by.
HISTORY = ("acquisition", "trace", "pair", "log")
# A longer line is no record: a report's text is far below, and a machine's memory should not decide.
LONGEST = 256 * 1024 * 1024
_FIRST = ("record", "id", "report")
# Lone surrogates fit no UTF-8; the others many programs take for line ends.
_ESCAPED = re.compile("[\u0085\u2028\u2029\ud800-\udfff]")


def line(record: dict[str, Any], *, body: bytes | None = None) -> bytes:
    """A record as its line, with the line end. body: canonical JSON of an object, whose fields are added."""
    first = [key for key in _FIRST if key in record]
    ordered = {key: record[key] for key in (*first, *sorted(record.keys() - set(first)))}
    text = json.dumps(ordered, ensure_ascii=False, separators=(",", ":"), allow_nan=False, sort_keys=False)
    if body is not None:
        text = f"{text[:-1]},{body.decode('utf-8', 'surrogatepass')[1:]}"
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text).encode() + b"\n"


def version(*, story: str | None, counts: dict[str, int]) -> dict[str, Any]:
    """The first record: what made this export, and how much of each kind follows, so that a cut end shows."""
    return {
        "record": "version",
        "format": FORMAT,
        "package": versions.PACKAGE,
        "reader": versions.READER,
        "story": story,
        "counts": counts,
    }


def numbered(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines of a file, from 1; of one that is longer than any record, its beginning alone."""
    with path.open("rb") as file:
        number = 0
        while found := file.readline(LONGEST):
            number += 1
            yield number, found
            while len(found) == LONGEST and not found.endswith(b"\n"):
                found = file.readline(LONGEST)


def kind(found: bytes) -> str | None:
    """The kind of record that a line holds, without reading it, where it is written as `line` writes it."""
    for name in (*KINDS, *HISTORY):
        if found.startswith(b'{"record":"%s"' % name.encode()):
            return name
    return None


def kind_within(found: bytes) -> str:
    """The kind of record that a line holds, however it is written; empty where it holds none."""
    try:
        return str(parsed(found)["record"])
    except ValueError:
        return ""


def parsed(found: bytes) -> dict[str, Any]:
    """The record of a line. Raises ValueError with words for people where it is none."""
    if len(found) >= LONGEST:
        raise ValueError(f"the line is longer than {LONGEST >> 20} MiB; no record is")
    try:
        record = json.loads(found.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError) as error:
        raise ValueError(f"this is no JSON ({error})") from None
    if not isinstance(record, dict) or not isinstance(record.get("record"), str):
        raise ValueError('this is no record: an object with a "record" is expected')
    return record


def head(path: Path) -> dict[str, Any]:
    """The version record of an export.

    Raises LedgerError: "missing" for no file, "mismatch" for what is no export, "newer-version".
    """
    try:
        found = next(numbered(path), (1, b""))[1]
    except OSError as error:
        raise LedgerError(f"{path}: it cannot be read ({error.strerror})", kind="missing") from None
    try:
        record = parsed(found)
    except ValueError:
        record = {}
    if record.get("record") != "version" or not isinstance(record.get("format"), int):
        message = f"{path}: this is no export of Second Source: its first line does not name the versions"
        raise LedgerError(f"{message}; give a file that `export` wrote", kind="mismatch")
    if record["format"] > FORMAT:
        message = f"{path}: Second Source {record.get('package')} wrote it (format {record['format']})"
        words = f"this one ({versions.PACKAGE}) reads up to format {FORMAT}; update it. Nothing was taken in"
        raise LedgerError(f"{message}, {words}", kind="newer-version")
    return record
