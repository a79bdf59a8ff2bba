"""A ledger, or a story of it, as lines: the same reports and decisions give the same bytes.

Of what a removal took away nothing is left here but the decision. All is read in pages from one snapshot, so
memory does not grow with the ledger. What no longer fits its id is left out, and told.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from sqlalchemy import Connection, Row, Select, Table, select

from secondsource.ledger import derived, exported, log, pair_readings, readings, rehash
from secondsource.ledger.extents import IDS, Extent, belonging, captures_of, counts, opened, paged, standing
from secondsource.ledger.kept import Kept
from secondsource.ledger.log import Fault
from secondsource.ledger.tables import acquisitions, captures, decisions, renditions, reports
from secondsource.ledger.tables import readings as reading_table
from secondsource.model.decision import Decision, decision_of
from secondsource.model.identity import digest
from secondsource.records.reading import unread_row
from secondsource.records.rows import ReadRow

Tell = Callable[[str, int], None]
"""Told the kind of record and how many of it are done."""


class Made(Protocol):
    """What is made of evidence: parties, claims, echoes and estimates, as another stratum tells them."""

    def counts(self, connection: Connection, /) -> dict[str, int]:
        """How many records of each kind there are."""
        ...

    def records(self, connection: Connection, /) -> Iterable[tuple[str, dict[str, Any]]]:
        """Each record with its kind, in a fixed order."""
        ...


# Of each kind of evidence that may have lost its body, the columns that stay.
_TRACES: tuple[tuple[str, Table, tuple[str, ...]], ...] = (
    ("capture", captures, ("media", "size")),
    ("report", reports, ("capture",)),
    ("rendition", renditions, ("report", "capture")),
    ("reading", reading_table, ("report", "version", "weights")),
)


@dataclass(kw_only=True)
class Run:
    """One export under way: how many records of a kind are out, and what does not fit its id."""

    connection: Connection
    extent: Extent
    on_progress: Tell | None = None
    counts: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def count(self, kind: str) -> None:
        """One more record of a kind is out."""
        self.counts[kind] = self.counts.get(kind, 0) + 1
        if self.on_progress is not None:
            self.on_progress(kind, self.counts[kind])

    def leave_out(self, kind: str, id: str) -> None:
        """Something is left out, since it is no longer what its id says."""
        message = f"this {kind} is not what its id names, so it was left out; run `verify`, restore a backup"
        self.faults.append(Fault(kind="damaged", where=f"{kind} {id}", message=message))


def lines(run: Run, *, history: bool = False, made: Made | None = None) -> Iterator[bytes]:
    """Every line of an export, in order. made: what is made of the evidence of a whole ledger."""
    told = counts(run.connection, run.extent)
    if made is not None:
        decided = told.pop("decision")
        told |= made.counts(run.connection) | {"decision": decided}
    yield exported.line(exported.version(story=run.extent.story, counts=told))
    yield from _reports(run)
    yield from _readings(run)
    if made is not None:
        for kind, record in made.records(run.connection):
            run.count(kind)
            yield exported.line({"record": kind, **record})
    yield from _decisions(run)
    if history:
        yield from _acquisitions(run)
        yield from _traces(run)
        yield from _pairs(run)
        yield from _log(run)


def held_captures(run: Run) -> Iterator[tuple[str, bytes]]:
    """The id and bytes of every capture that is here, by id; one that no longer fits its id is left out."""
    ids = None if run.extent.story is None else set(captures_of(run.extent, run.connection))
    query = select(captures.c.id).where(captures.c.body.is_not(None))
    for id in paged(run.connection, query, captures.c.id, limit=IDS):
        if ids is not None and id.id not in ids:
            continue
        packed = select(captures.c.body).where(captures.c.id == id.id)
        body = opened(run.connection.execute(packed).scalar())
        if body is None or digest(body) != id.id:
            run.leave_out("capture", id.id)
            continue
        run.count("capture")
        yield id.id, body


def rows(connection: Connection, part: Extent) -> Iterator[ReadRow]:
    """Every report that stands, by id, with its text and its reading in force as decided upon.

    One that was never read has null for the reader, and no statements.
    """
    for report, body in standing(connection, part):
        if body is not None:
            text = body.decode("utf-8", "surrogatepass")
            said = derived.said(connection, report, text=text)
            yield _unread(report, text) if said is None else said[1]


def _reports(run: Run) -> Iterator[bytes]:
    for report, body in standing(run.connection, run.extent):
        text = None if body is None else body.decode("utf-8", "surrogatepass")
        if text is None or report.model(text).id != report.id:
            run.leave_out("report", report.id)
            continue
        run.count("report")
        yield exported.line(_report(report, text, forms(run.connection, report.id)))


def _report(report: Kept, text: str, held: list[dict[str, Any]]) -> dict[str, Any]:
    names = ("title", "publisher", "byline", "dateline", "published", "language", "address", "path", "length")
    return {
        "record": "report",
        "id": report.id,
        **{name: getattr(report, name) for name in names},
        "record_id": report.record,
        "text": text,
        "forms": held,
    }


def forms(connection: Connection, report: str) -> list[dict[str, Any]]:
    """Every form in which a report came, by id: its capture {id, media, size} or None, fields and blocks."""
    joined = renditions.outerjoin(captures, captures.c.id == renditions.c.capture)
    columns = (renditions.c.body, captures.c.id, captures.c.media, captures.c.size)
    query = select(*columns).select_from(joined).where(renditions.c.report == report)
    found = []
    for row in connection.execute(query.order_by(renditions.c.id)):
        body = opened(row.body)
        if body is None:
            continue
        fields = readings.parsed(body)
        fields["record_id"] = fields.pop("record")
        named = None if row.id is None else {"id": row.id, "media": row.media, "size": row.size}
        found.append({**fields, "capture": named})
    return found


def _readings(run: Run) -> Iterator[bytes]:
    query = select(reading_table).where(reading_table.c.body.is_not(None))
    for row in belonging(run.connection, query, reading_table, run.extent):
        body = opened(row.body)
        if body is None or rehash.reading(row.report, row.version, row.weights, body) != row.id:
            run.leave_out("reading", row.id)
            continue
        run.count("reading")
        yield exported.line({"record": "reading", "id": row.id, "report": row.report}, body=body)


def _decisions(run: Run) -> Iterator[bytes]:
    for row in _decided(run):
        decision = whole(row)
        if decision is None:
            run.leave_out("decision", row.id)
            continue
        run.count("decision")
        names = ("kind", "target", "body", "author", "decided")
        fields = {name: getattr(decision, name) for name in names}
        yield exported.line({"record": "decision", "id": row.id, **fields})


def _decided(run: Run) -> Iterator[Row[Any]]:
    query = select(decisions)
    if run.extent.story is None:
        yield from paged(run.connection, query, decisions.c.id)
        return
    for id in run.extent.decisions:
        yield from run.connection.execute(query.where(decisions.c.id == id))


def whole(row: Row[Any]) -> Decision | None:
    """The decision of a row, or None where it is not what its id says."""
    try:
        decision = decision_of(
            kind=row.kind, target=row.target, body=row.body, author=row.author, decided=row.decided
        )
        return decision if decision.id == row.id else None
    except (TypeError, ValueError, RecursionError):
        return None


def _acquisitions(run: Run) -> Iterator[bytes]:
    # Of one that was removed the path is empty: that is a trace.
    query = select(acquisitions).where(acquisitions.c.path != "")
    for row in belonging(run.connection, query, acquisitions, run.extent):
        run.count("acquisition")
        yield exported.line({"record": "acquisition", **acquired(row)})


def acquired(row: Row[Any]) -> dict[str, Any]:
    """The fields of an acquisition's row, its headers as a list again."""
    return {**row._mapping, "headers": json.loads(row.headers)}


def _traces(run: Run) -> Iterator[bytes]:
    """What is left of evidence whose body is gone: its id and what it belonged to; not of a story."""
    if run.extent.story is not None:
        return
    for kind, table, names in _TRACES:
        query = select(table.c.id, *(table.c[name] for name in names)).where(table.c.body.is_(None))
        yield from _traced(run, kind, query, table)
    gone = acquisitions
    query = select(gone.c.id, gone.c.report, gone.c.capture).where(gone.c.path == "")
    yield from _traced(run, "acquisition", query, gone)


def _traced(run: Run, kind: str, query: Select[Any], table: Table) -> Iterator[bytes]:
    for row in paged(run.connection, query, table.c.id, limit=IDS):
        run.count("trace")
        yield exported.line({"record": "trace", "of": kind, **row._mapping})


def _pairs(run: Run) -> Iterator[bytes]:
    """What pair readers said; it differs a little between processors, and is made anew elsewhere."""
    if run.extent.story is not None:
        return
    for row in pair_readings.every(run.connection):
        run.count("pair")
        fields = {"record": "pair", "a": row.a, "b": row.b, "reader": row.reader}
        yield exported.line(fields | {"answer": json.loads(bytes(row.body))})


def _log(run: Run) -> Iterator[bytes]:
    for entry in log.history(run.connection):
        came = log.brought(run.connection, entry.writer, entry.n)
        fields = {name: getattr(entry, name) for name in entry.__slots__}
        run.count("log")
        yield exported.line({"record": "log", **fields, "entries": [list(one) for one in came]})


def _unread(report: Kept, text: str) -> ReadRow:
    row = unread_row(report.path)
    row["report"] = report.row(text)
    return row
