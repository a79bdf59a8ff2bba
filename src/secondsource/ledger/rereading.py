"""Reading again with a newer reader: the new reading beside the old, and what became of each decision.

Resumable: each report is a job, marked done with its reading; several workers share the jobs. The reader is
handed in, since the ledger does not read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from secondsource.errors import LedgerError, SecondSourceError
from secondsource.ledger import decisions, derived, evidence, jobs, readings
from secondsource.ledger.anchors import Item, Located
from secondsource.ledger.decisions import Known
from secondsource.ledger.history import rows_of
from secondsource.ledger.kept import COLUMNS, Kept, kept, text_of
from secondsource.ledger.tables import decisions as decision_table
from secondsource.ledger.tables import readings as reading_table
from secondsource.ledger.tables import reports as report_table
from secondsource.model.anchor import seek
from secondsource.model.decision import ON_TEXT
from secondsource.model.identity import content_id
from secondsource.model.report import Report
from secondsource.model.statement import Reader
from secondsource.records.decisions import DecisionRow, FoundRow, PlacementRow, VersionRow
from secondsource.records.rows import ReadRow

if TYPE_CHECKING:
    from secondsource.ledger.engine import Ledger

# Long enough to read the longest report.
LEASE = 600.0
_PAGE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """What reading a report again did. placements: of its decisions in force, in the reading then in force.

    in_force: the new reading is the one in force. error: why the report could not be read, or None.
    """

    report: str
    path: str
    reading: str | None = None
    new: bool = False
    in_force: bool = False
    placements: tuple[PlacementRow, ...] = ()
    error: str | None = None

    @property
    def orphans(self) -> tuple[PlacementRow, ...]:
        """The decisions that lost their place."""
        return tuple(row for row in self.placements if row["state"] == "orphan")


def job_kind(reader: Reader) -> str:
    """The kind of the jobs of a reader: one kind for each version and weights."""
    return f"reread {content_id({'version': reader.version, 'weights': reader.weights})[7:23]}"


def plan(ledger: Ledger, reader: Reader, *, reports: Sequence[str] | None = None) -> int:
    """Put a job for every report, or those of some ids, that this reader has not read; gives how many.

    Jobs that were given up are tried again.
    """
    kind, put, after = job_kind(reader), 0, ""
    only = None if reports is None else set(reports)
    with ledger.working() as connection:
        # A report that was removed and added again has a job that was done, and no reading.
        jobs.clear(connection, kind)
        jobs.again(connection, kind)
    while True:
        with ledger.working() as connection:
            found = _unread(connection, reader, after)
            wanted = [id for id in found if only is None or id in only]
            put += jobs.put(connection, kind, [(id, None) for id in wanted])
        if not found:
            return put
        after = found[-1]


def work(
    ledger: Ledger,
    read: Callable[[Report], ReadRow],
    reader: Reader,
    *,
    worker: str,
    lease: float = LEASE,
) -> Iterator[Reread]:
    """Read the planned reports again, one after the other, until no job is free; tells what became of each.

    read: the newer reader. What it raises as SecondSourceError is the report's error; the report is then left
    until it is planned again. One whose worker dies is taken up when its lease has run out.
    """
    kind = job_kind(reader)
    while True:
        with ledger.working() as connection:
            job = jobs.claim(connection, kind, worker=worker, lease=lease)
        if job is None:
            return
        yield _reread(ledger, read, job)


def placements(
    connection: Connection, report: str, *, row: ReadRow | None = None, known: Known | None = None
) -> list[PlacementRow]:
    """Where the decisions in force on a report stand in its reading in force (or in the one given), by id.

    row: another reading of the report, with its text. [] where it was never read, or is removed.
    """
    held = evidence.get(connection, report)
    row = row or _in_force(connection, held, known)
    if row is None:
        return []
    applied = decisions.applied_fully(connection, report, row, known=known, reject=False)
    listed = sorted(decisions.on_text(connection, report, known=known), key=lambda each: each.id)
    return [
        _placement(found, held, applied.located[found["id"]])
        for found in rows_of(connection, listed, known=known)
    ]


def orphans(
    connection: Connection, *, report: str | None = None, known: Known | None = None
) -> Iterator[PlacementRow]:
    """The decisions in force that have no place in the readings in force, by report, then id."""
    query = select(decision_table.c.target).where(decision_table.c.kind.in_(ON_TEXT)).distinct()
    decided = {report} if report is not None else set(connection.execute(query).scalars())
    for id in sorted(decided):
        here = connection.execute(select(report_table.c.id).where(report_table.c.id == id)).first()
        if here is not None:
            found = placements(connection, id, known=known)
            yield from (row for row in found if row["state"] == "orphan")


def elsewhere(connection: Connection, given: str) -> list[VersionRow]:
    """Other texts at the address (or record id) of a decision's report, and whether its words stand there.

    By published, then id: for a page that was changed after it was decided on. Nothing is moved; decide anew
    where it holds there.
    """
    decision = decisions.one(connection, given)
    anchor = decision.anchor
    if anchor is None:
        return []
    held = evidence.get(connection, decision.target)
    query = select(*COLUMNS).where(report_table.c.path == held.path, report_table.c.body.is_not(None))
    versions = [kept(row) for row in connection.execute(query)]
    rows: list[VersionRow] = []
    for version in sorted(versions, key=lambda each: (each.published or "", each.id)):
        if version.id == held.id:
            continue
        sought = seek(anchor, text_of(connection, version.id))
        rows.append(
            {
                "report": version.id,
                "path": version.path,
                "published": version.published,
                "state": "lost" if sought.span is None else "found",
                "at": None if sought.span is None else (sought.span.start, sought.span.end),
                "lookalikes": [(span.start, span.end) for span in sought.lookalikes],
            }
        )
    return rows


def _reread(ledger: Ledger, read: Callable[[Report], ReadRow], job: jobs.Job) -> Reread:
    """Read one report again, and keep it with the job's end in one transaction."""
    with ledger.reading() as connection:
        held = evidence.get(connection, job.key)
        gone = held.removed or decisions.removed(connection, job.key)
        text = None if gone else text_of(connection, job.key)
    if text is None:
        return _failed(ledger, job, held, "it was removed by decision")
    try:
        row = read(held.model(text))
        if row["error"] is not None:
            return _failed(ledger, job, held, row["error"]["message"])
        return _keep(ledger, job, held, row)
    except LedgerError as error:
        if error.kind == "lease-lost":
            return Reread(report=held.id, path=held.path, error=str(error))
        raise
    except SecondSourceError as error:
        return _failed(ledger, job, held, str(error))


def _keep(ledger: Ledger, job: jobs.Job, held: Kept, row: ReadRow) -> Reread:
    with ledger.writing("reread") as w:
        jobs.done(w.connection, job)
        if decisions.removed(w.connection, job.key):
            return Reread(report=held.id, path=held.path, error="it was removed by decision")
        id, new = evidence.add_reading(w, job.key, row)
        now = readings.in_force(w.connection, job.key)
        found = placements(w.connection, job.key)
    return Reread(
        report=held.id,
        path=held.path,
        reading=id,
        new=new,
        in_force=now is not None and now.id == id,
        placements=tuple(found),
    )


def _failed(ledger: Ledger, job: jobs.Job, held: Kept, error: str) -> Reread:
    with ledger.working() as connection:
        # The same report and reader fail alike each time.
        jobs.failed(connection, job, error, attempts=1)
    return Reread(report=held.id, path=held.path, error=error)


def _unread(connection: Connection, reader: Reader, after: str) -> list[str]:
    """The next reports by id that stand here and have no reading by a reader."""
    read = select(reading_table.c.id).where(
        reading_table.c.report == report_table.c.id,
        reading_table.c.version == reader.version,
        reading_table.c.weights == reader.weights,
        reading_table.c.body.is_not(None),
    )
    query = select(report_table.c.id).where(
        report_table.c.id > after, report_table.c.body.is_not(None), ~read.exists()
    )
    return list(connection.execute(query.order_by(report_table.c.id).limit(_PAGE)).scalars())


def _in_force(connection: Connection, report: Kept, known: Known | None) -> ReadRow | None:
    """The reading in force of a report as it was read, with its text."""
    held = None if report.removed else readings.in_force(connection, report.id, known=known)
    if held is None:
        return None
    return derived.row_of(report, readings.body(connection, held.id), text_of(connection, report.id))


def _placement(decision: DecisionRow, report: Kept, located: Located) -> PlacementRow:
    return {
        "decision": decision,
        "report": report.id,
        "path": report.path,
        "state": located.state,
        "at": None if located.item is None else _found(located.item),
        "lookalikes": [_found(item) for item in located.lookalikes],
    }


def _found(item: Item) -> FoundRow:
    return {"id": item.id, "text": item.text, "spans": [(span.start, span.end) for span in item.spans]}
