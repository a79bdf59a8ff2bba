"""Everything that is evidence, hashed anew and held against its id, its row and the log."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, and_, exists, func, select

from secondsource.ledger import decisions as decided
from secondsource.ledger import exporting, log, readings, rehash
from secondsource.ledger.extents import IDS, Extent, opened, paged, standing
from secondsource.ledger.kept import Kept, path_of
from secondsource.ledger.log import Entry, Fault
from secondsource.ledger.tables import acquisitions, captures, decisions, entries, renditions, reports
from secondsource.ledger.tables import log as log_table
from secondsource.ledger.tables import readings as reading_table
from secondsource.ledger.taking import ABSENT, CHAIN
from secondsource.ledger.writing import get_meta
from secondsource.model.identity import digest

if TYPE_CHECKING:
    from secondsource.ledger.engine import Ledger

Tell = Callable[[str, int], None]
Found = Iterator[Fault | None]
"""For each thing that was checked its fault, or None; one thing may have several faults."""

_LOOSE = ("capture", *rehash.LOOSE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was hashed anew, by kind; each fault with where it is; the newest entry of each chain."""

    checked: dict[str, int]
    faults: list[Fault]
    heads: list[Entry]


def verify(ledger: Ledger, *, heads: Iterable[str] = (), on_progress: Tell | None = None) -> Verified:
    """Hash all captures, reports, readings and decisions anew, and follow the chains of the log.

    heads: hashes that were noted elsewhere, with a backup say: each must still be in the log, or its end was
    cut off. Damage is told, never raised, as long as the database itself can be read.
    """
    checked: dict[str, int] = {}
    faults: list[Fault] = []
    with ledger.reading() as connection:
        for kind, check in _CHECKS.items():
            for fault in check(connection):
                if fault is not None:
                    faults.append(fault)
                    continue
                checked[kind] = checked.get(kind, 0) + 1
                if on_progress is not None:
                    on_progress(kind, checked[kind])
        checked["log"] = int(connection.execute(select(func.count()).select_from(log_table)).scalar() or 0)
        faults += log.check(connection, ledger.id)
        faults += _cut(connection, ledger.id, heads)
        ends = log.heads(connection)
    return Verified(checked=checked, faults=faults, heads=ends)


def _fault(kind: str, what: str, id: str, message: str) -> Fault:
    return Fault(kind=kind, where=f"{what} {id}", message=message)


def _captures(connection: Connection) -> Found:
    columns = (captures.c.id, captures.c.size, captures.c.body.is_(None).label("gone"))
    for row in paged(connection, select(*columns), captures.c.id, limit=IDS):
        if row.gone:
            yield from _missing_capture(connection, row.id)
        else:
            packed = connection.execute(select(captures.c.body).where(captures.c.id == row.id)).scalar()
            body = opened(packed)
            if body is None or digest(body) != row.id:
                yield _fault("capture", "capture", row.id, "its bytes are not those that its id names")
            elif len(body) != row.size:
                yield _fault("capture", "capture", row.id, f"it has {len(body)} bytes, not {row.size}")
        yield None


def _missing_capture(connection: Connection, id: str) -> Found:
    """A capture without bytes is in order where a removal took them, or where they never came."""
    joined = renditions.join(reports, reports.c.id == renditions.c.report)
    used = select(reports.c.id).select_from(joined)
    used = used.where(renditions.c.capture == id, reports.c.body.is_not(None)).limit(1)
    if connection.execute(used).first() is None or _never_came(connection, id):
        return
    yield _fault("capture-lost", "capture", id, "its bytes are gone, and a report that stands came in them")


def _never_came(connection: Connection, id: str) -> bool:
    """Whether our log says that the capture was named without bytes, and not that they came later."""
    ours = get_meta(connection, "ledger")
    query = select(entries.c.kind, func.max(entries.c.n)).where(entries.c.id == id, entries.c.writer == ours)
    query = query.where(entries.c.kind.in_((ABSENT, "capture"))).group_by(entries.c.kind)
    last: dict[str, int] = {kind: n for kind, n in connection.execute(query)}
    return ABSENT in last and last.get("capture", 0) <= last[ABSENT]


def _reports(connection: Connection) -> Found:
    for report, body in standing(connection, Extent()):
        text = None if body is None else body.decode("utf-8", "surrogatepass")
        if text is None:
            yield _fault("report", "report", report.id, "its text is damaged")
        elif report.model(text).id != report.id:
            yield _fault(
                "report", "report", report.id, "its text or its fields are not those that its id names"
            )
        else:
            yield from _told(connection, report, text)
        yield None
    yield from _lost(connection)


def _told(connection: Connection, report: Kept, text: str) -> Found:
    """What a report's row tells beside its identity must be what its renditions and its text say."""
    forms = exporting.forms(connection, report.id)
    if not forms:
        yield _fault("report", "report", report.id, "none of the forms that it came in is left")
        return
    listed = [
        {**form, "capture": (form["capture"] or {}).get("id"), "record": form["record_id"]} for form in forms
    ]
    for name in _LOOSE:
        lowest = min((form[name] for form in listed if form[name] is not None), default=None)
        if getattr(report, name) != lowest:
            yield _fault("report", "report", report.id, f"its {name} is none that it came in with")
    if report.length != len(text):
        yield _fault(
            "report", "report", report.id, f"its text has {len(text)} characters, not {report.length}"
        )
    if report.path != path_of(report.id, address=report.address, record=report.record):
        yield _fault("report", "report", report.id, "its path is not the one that its fields give")


def _lost(connection: Connection) -> Found:
    """Reports and readings without a body, though no decision ever removed them; and those that stayed."""
    named = select(decisions.c.target).where(decisions.c.kind == "remove").distinct()
    kept = select(reports.c.id).where(reports.c.id.in_(named), reports.c.body.is_not(None))
    for report in connection.execute(kept.order_by(reports.c.id)).scalars().all():
        if not decided.removed(connection, report):
            continue
        yield _fault("removed-kept", "report", report, "a decision removes it, and its text is still here")
    removal = exists().where(decisions.c.kind == "remove", decisions.c.target == reports.c.id)
    query = select(reports.c.id).where(reports.c.body.is_(None), ~removal)
    for row in paged(connection, query, reports.c.id, limit=IDS):
        yield _fault("report-lost", "report", row.id, "its text is gone, and no decision removed it")
    for kind, table in (("reading", reading_table), ("rendition", renditions)):
        removal = exists().where(decisions.c.kind == "remove", decisions.c.target == table.c.report)
        gone = select(table.c.id).where(table.c.body.is_(None), ~removal)
        for row in paged(connection, gone, table.c.id, limit=IDS):
            yield _fault(f"{kind}-lost", kind, row.id, "it is gone, and no decision removed its report")


def _renditions(connection: Connection) -> Found:
    query = select(renditions).where(renditions.c.body.is_not(None))
    for row in paged(connection, query, renditions.c.id):
        body = opened(row.body)
        if body is None or rehash.rendition(row.report, row.capture, body) != row.id:
            yield _fault("rendition", "rendition", row.id, "it is not what its id names")
        yield None


def _readings(connection: Connection) -> Found:
    query = select(reading_table).where(reading_table.c.body.is_not(None))
    for row in paged(connection, query, reading_table.c.id):
        body = opened(row.body)
        if body is None or rehash.reading(row.report, row.version, row.weights, body) != row.id:
            yield _fault("reading", "reading", row.id, "it is not what its id names")
        elif readings.parsed(body).get("reader") != {"version": row.version, "weights": row.weights}:
            yield _fault("reading", "reading", row.id, "it names another reader than its row")
        yield None


def _decisions(connection: Connection) -> Found:
    for row in paged(connection, select(decisions), decisions.c.id):
        if exporting.whole(row) is None:
            yield _fault("decision", "decision", row.id, "it is not what its id names")
        yield None


def _acquisitions(connection: Connection) -> Found:
    for row in paged(connection, select(acquisitions), acquisitions.c.id):
        if row.path == "":
            yield from _emptied(connection, row)
        elif not _acquired(row):
            yield _fault("acquisition", "acquisition", row.id, "it is not what its id names")
        yield None


def _acquired(row: Row[Any]) -> bool:
    try:
        fields = exporting.acquired(row)
    except ValueError:
        return False
    return not rehash.checkable(fields) or rehash.acquisition(fields) == row.id


def _emptied(connection: Connection, row: Row[Any]) -> Found:
    query = select(decisions.c.id).where(decisions.c.kind == "remove", decisions.c.target == row.report)
    if connection.execute(query.limit(1)).first() is None:
        message = "it was emptied, and no decision removed its report"
        yield _fault("acquisition-lost", "acquisition", row.id, message)


def _cut(connection: Connection, writer: str, heads: Iterable[str]) -> list[Fault]:
    """Heads of chains that were noted, elsewhere or in our own log, and are in no chain here."""
    faults = []
    for hash in heads:
        if connection.execute(select(log_table.c.n).where(log_table.c.hash == hash)).first() is None:
            message = (
                "this entry was noted once and is in no chain: the end of the log was cut off or changed"
            )
            faults.append(_fault("log-cut", "log", hash, message))
    held = exists().where(log_table.c.hash == entries.c.id)
    noted = select(entries.c.id).where(entries.c.kind == CHAIN, entries.c.writer == writer, ~held)
    for hash in connection.execute(noted.order_by(entries.c.id)).scalars():
        message = "an import noted it as the head of another ledger's chain, and it is gone"
        faults.append(_fault("log-cut", "log", hash, message))
    headless = exists().where(and_(log_table.c.writer == entries.c.writer, log_table.c.n == entries.c.n))
    stray = select(entries.c.writer, entries.c.n).where(~headless).distinct()
    for row in connection.execute(stray.order_by(entries.c.writer, entries.c.n)):
        message = "what this entry brought in is listed, and the entry itself is gone"
        faults.append(_fault("log-cut", "log", f"{row.writer}/{row.n}", message))
    return faults


_CHECKS: dict[str, Callable[[Connection], Found]] = {
    "capture": _captures,
    "report": _reports,
    "rendition": _renditions,
    "reading": _readings,
    "decision": _decisions,
    "acquisition": _acquisitions,
}
