"""Readings: what one version of the reader found in one report. Immutable; several may stand side by side.

A body is the reading's row without path, report and attributions, as canonical JSON: it depends on the
report's text and the reader, and not on where the report lay. In force is the reading of the newest reader
(its version by number), then the one of the lowest id.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection, bindparam, select, update

from secondsource.errors import LedgerError, UnknownId
from secondsource.ledger import bulk
from secondsource.ledger.captures import packed, unpacked
from secondsource.ledger.prepared import Prepared
from secondsource.ledger.tables import entries, readings
from secondsource.ledger.writing import Writing
from secondsource.model.identity import content_id, digest
from secondsource.records.rows import ReadRow

_FIELDS = ("reader", "statements", "mentions", "parties", "times", "numbers")
# What readers of later versions find too; a reading of an earlier one has no such field, and keeps its id.
_LATER = ("credits",)
_COLUMNS = (
    readings.c.id,
    readings.c.report,
    readings.c.version,
    readings.c.weights,
    readings.c.body.is_(None).label("removed"),
)
# Floats between these are printed without an exponent, by Python and orjson alike.
_LEAST, _MOST = 1e-4, 1e15
_OF_REPORT = Prepared(select(*_COLUMNS).where(readings.c.report == bindparam("report")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A reading as the ledger names it, without its body. removed: a decision took the body away."""

    id: str
    report: str
    version: str
    weights: str
    removed: bool


def body_of(row: ReadRow) -> bytes:
    """The canonical JSON of a reading's row: sorted keys, no blanks, whole numbers without a fraction.

    Other floats are printed as Python does everywhere: the fewest digits that give the same float again.
    """
    fields = [*_FIELDS, *(field for field in _LATER if field in row)]
    body: dict[str, Any] = {field: row[field] for field in fields}  # type: ignore[literal-required]
    odd: list[float] = []
    body["numbers"] = [_whole(number, odd, "low", "high") for number in row["numbers"]]
    body["statements"] = [_within(held, odd, "certainty", "low", "high") for held in row["statements"]]
    body["parties"] = [_within(held, odd, "place", "latitude", "longitude") for held in row["parties"]]
    if not odd:
        with suppress(TypeError):  # half a character, or a number of more than 64 bits
            return orjson.dumps(body, option=orjson.OPT_SORT_KEYS)
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "surrogatepass")


def id_of(report: str, row: ReadRow, body: bytes) -> str:
    """The id of a reading: of its report, its reader and its body."""
    return content_id({"report": report, "reader": dict(row["reader"] or {}), "body": digest(body)})


def put(w: Writing, report: str, row: ReadRow, *, beside: Sequence[Held] | None = None) -> tuple[str, bool]:
    """Keep a reading of a report; gives its id, and whether it was new. The report must be kept already.

    beside: the readings that it has, where they are known.
    Raises LedgerError (kind "mismatch") for an error row, and for the reading of another report.
    """
    if row["reader"] is None or row["report"] is None:
        raise LedgerError(f"{row['path']}: an error row holds no reading to keep", kind="mismatch")
    if row["report"]["id"] != report:
        message = f"{row['path']}: this is the reading of {row['report']['id']}, not of {report}"
        raise LedgerError(message, kind="mismatch")
    body = body_of(row)
    id = id_of(report, row, body)
    found = of_report(w.connection, report) if beside is None else beside
    purged = next((held.removed for held in found if held.id == id), None)
    if purged is None:
        reader = row["reader"]
        bulk.put(w.connection, readings, [(id, report, reader["version"], reader["weights"], packed(body))])
        w.enter("reading", id)
    elif purged:
        # Its removal was withdrawn: the body comes back, the entry of the log is there still.
        w.connection.execute(update(readings).where(readings.c.id == id).values(body=packed(body)))
    return id, purged is not False


def of_report(connection: Connection, report: str, *, known: tuple[str, int] | None = None) -> list[Held]:
    """The readings of a report, the one in force first.

    known: (writer, n) leaves out those that had not come in with that writer's first n entries of the log.
    """
    rows: Iterable[Any]
    if known is None:
        rows = _OF_REPORT(connection, report=report)
    else:
        came = select(entries.c.id).where(
            entries.c.kind == "reading",
            entries.c.id == readings.c.id,
            entries.c.writer == known[0],
            entries.c.n <= known[1],
        )
        rows = connection.execute(select(*_COLUMNS).where(readings.c.report == report, came.exists()))
    found = [Held(**{**row._mapping, "removed": bool(row.removed)}) for row in rows]
    return sorted(found, key=_rank)


def in_force(connection: Connection, report: str, *, known: tuple[str, int] | None = None) -> Held | None:
    """The reading in force of a report: the newest reader's, then the lowest id; None without any."""
    held = [reading for reading in of_report(connection, report, known=known) if not reading.removed]
    return held[0] if held else None


def body(connection: Connection, id: str) -> bytes:
    """The canonical JSON of a reading by its whole id.

    Raises UnknownId where there is none, or a removal took it away.
    """
    row = connection.execute(select(readings.c.body).where(readings.c.id == id)).first()
    if row is None or row.body is None:
        raise UnknownId(
            f"no reading {id} is in this ledger, or it was removed by decision", kind="unknown-id"
        )
    return unpacked(row.body)


def parsed(body: bytes) -> dict[str, Any]:
    """A body as the fields of a row: reader, statements, mentions, parties, times, numbers, credits."""
    fields: dict[str, Any]
    try:
        fields = orjson.loads(body)
    except ValueError:  # half a character
        fields = json.loads(body.decode("utf-8", "surrogatepass"))
    return fields


def version_numbers(version: str) -> tuple[int, ...]:
    """A reader's version for comparison: "0.10.2" is (0, 10, 2)."""
    return tuple(int(part) for part in re.findall(r"[0-9]+", version))


def _rank(held: Held) -> tuple[list[int], str]:
    """Smaller is nearer to being in force."""
    # Turned round, so that the newest comes first; the 1 puts 0.2 behind 0.2.1.
    return [*(-part for part in version_numbers(held.version)), 1], held.id


def _within(fields: Any, odd: list[float], name: str, *names: str) -> Any:
    """The fields with those of one of them as `_whole` gives them."""
    held = fields[name]
    told = None if held is None else _whole(held, odd, *names)
    return fields if told is held else {**fields, name: told}


def _whole(fields: Any, odd: list[float], *names: str) -> Any:
    """The fields with whole floats as whole numbers, so that a figure is written in one way.

    odd takes the others that orjson does not print as Python does: those with an exponent.
    """
    changed = {}
    for name in names:
        value = fields[name]
        if isinstance(value, float):
            if value.is_integer():
                changed[name] = int(value)
            elif not _LEAST <= abs(value) < _MOST:
                odd.append(value)
    return {**fields, **changed} if changed else fields
