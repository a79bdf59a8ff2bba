"""Captures with how they came: what goes out as a web archive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from secondsource.ledger import evidence
from secondsource.ledger.evidence import Acquisition
from secondsource.ledger.extents import IDS, Extent, opened, paged, standing
from secondsource.ledger.kept import Kept
from secondsource.ledger.tables import captures, entries, log, renditions
from secondsource.model.identity import digest
from secondsource.model.report import Capture


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Bytes with the reports that were read from them, and how each of these was received, sorted.

    entered: when they first came in here, as `clock.stamp` prints it. Those of a report that came as text
    alone are its text.
    """

    capture: Capture
    entered: str
    reports: tuple[tuple[Kept, tuple[Acquisition, ...]], ...]


def holdings(connection: Connection, part: Extent) -> Iterator[Holding | str]:
    """Every capture that is here, by id, then the texts of reports without one.

    The id alone of one that no longer fits it, or whose bytes never came.
    """
    wanted = None if part.story is None else set(part.reports)
    for row in paged(connection, select(captures.c.id), captures.c.id, limit=IDS):
        query = select(renditions.c.report).where(renditions.c.capture == row.id).distinct()
        ids = sorted(connection.execute(query).scalars())
        held = [_received(connection, id, row.id) for id in ids if wanted is None or id in wanted]
        reports = tuple(one for one in held if not one[0].removed)
        if not reports:
            continue
        packed = connection.execute(select(captures.c.media, captures.c.body).where(captures.c.id == row.id))
        media, body = packed.one()
        whole = opened(body)
        if whole is None or digest(whole) != row.id:
            yield str(row.id)
            continue
        capture = Capture(body=whole, media=media)
        yield Holding(capture=capture, entered=_entered(connection, "capture", row.id), reports=reports)
    for report, body in standing(connection, part):
        if body is not None and not evidence.captures_of(connection, report.id):
            capture = Capture(body=body, media="text/plain")
            received = _received(connection, report.id, None)
            yield Holding(
                capture=capture, entered=_entered(connection, "report", report.id), reports=(received,)
            )


def last_entry(connection: Connection) -> str:
    """When anything last came into the ledger, as `clock.stamp` prints it; "" for an empty one."""
    return connection.execute(select(func.max(log.c.at))).scalar() or ""


def _received(
    connection: Connection, report: str, capture: str | None
) -> tuple[Kept, tuple[Acquisition, ...]]:
    noted = evidence.acquired_by(connection, report)
    return evidence.get(connection, report), tuple(one for one in noted if one.capture == capture)


def _entered(connection: Connection, kind: str, id: str) -> str:
    query = select(func.min(log.c.at)).join(
        entries, (entries.c.writer == log.c.writer) & (entries.c.n == log.c.n)
    )
    found = connection.execute(query.where(entries.c.kind == kind, entries.c.id == id)).scalar()
    return found or last_entry(connection)
