"""What is derived, held against what readings and decisions give: report by report, nothing changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    BigInteger,
    Connection,
    Select,
    Table,
    column,
    exists,
    func,
    literal_column,
    select,
    table,
)

from secondsource.ledger import derived
from secondsource.ledger.extents import Extent, standing
from secondsource.ledger.generation import SHIFT, Generation, owners
from secondsource.ledger.kept import Kept
from secondsource.ledger.log import Fault
from secondsource.ledger.tables import reports


def differing(connection: Connection) -> Iterator[Fault | None]:
    """For each report that stands, and for the tables as a whole, a fault where they differ; else None."""
    held = derived.current(connection)
    for report, body in standing(connection, Extent()):
        if body is not None:
            message = _differs(connection, held, report, body.decode("utf-8", "surrogatepass"))
            yield None if message is None else _stale(report.id, message)
    yield from _strays(connection, held)
    yield from _names(connection, held)
    yield from _words(connection, held)


def _stale(id: str, message: str) -> Fault:
    return Fault(kind="derived", where=f"report {id}", message=f"{message}; `doctor --rebuild` makes it anew")


def _differs(connection: Connection, held: Generation, report: Kept, body: str) -> str | None:
    """How what the tables hold of a report differs from what its reading and decisions give."""
    try:
        rows = derived.rows_of(report, body, derived.said(connection, report, text=body))
    except Exception as error:  # a damaged reading or decision, which `verify` names
        return f"it cannot be derived ({type(error).__name__}: {error})"
    first, last = owners(report.number)
    counts = (report.number, rows.reading, len(rows.statements), len(rows.points))
    tables: tuple[tuple[str, Table, str, list[Any]], ...] = (
        ("standing", held.standing, "number", [counts]),
        ("statements", held.statements, "number", rows.statements),
        ("points", held.points, "number", rows.points),
        ("facets", held.facets, "owner", rows.facets),
    )
    for name, made, key, wanted in tables:
        low, high = (report.number, report.number) if name == "standing" else (first, last)
        query = select(made).where(made.c[key].between(low, high))
        if _sorted(connection.execute(query).all()) != _sorted(wanted):
            return f"its {name} are not what its reading and the decisions give"
    joined = held.named.join(held.names, held.names.c.number == held.named.c.name)
    query = select(held.names.c.key, held.names.c.shown).select_from(joined)
    if _sorted(connection.execute(query.where(held.named.c.report == report.number)).all()) != _sorted(
        rows.names
    ):
        return "its names are not what its reading and the decisions give"
    return None


def _sorted(rows: Any) -> list[str]:
    """Rows in an order of their own; 1, 1.0 and true are one number, as they are to a database."""
    return sorted(repr([float(one) if isinstance(one, int) else one for one in row]) for row in rows)


def _strays(connection: Connection, held: Generation) -> Iterator[Fault | None]:
    """Derived rows of reports that are gone."""
    there = select(reports.c.number).where(reports.c.body.is_not(None))
    keys = {
        "standing": held.standing.c.number,
        "statements": held.statements.c.report,
        "points": held.points.c.number.op(">>")(literal_column(str(SHIFT))),
        "facets": held.facets.c.owner.op(">>")(literal_column(str(SHIFT))),
        "named": held.named.c.report,
    }
    for name, key in keys.items():
        stray = _count(connection, select(func.count()).where(key.not_in(there)))
        if stray:
            yield _whole(name, f"{stray} rows belong to no report that stands")


def _names(connection: Connection, held: Generation) -> Iterator[Fault | None]:
    """Names whose count of reports is wrong, and those that no report has."""
    counted = select(held.named.c.name, func.count().label("times")).group_by(held.named.c.name).subquery()
    joined = held.names.outerjoin(counted, counted.c.name == held.names.c.number)
    wrong = select(func.count()).select_from(joined)
    wrong = wrong.where(func.coalesce(counted.c.times, 0) != held.names.c.reports)
    found = _count(connection, wrong)
    if found:
        yield _whole("names", f"{found} names count other reports than have them")


def _words(connection: Connection, held: Generation) -> Iterator[Fault | None]:
    """Full text that is missing or of nothing: what it was made of is held against its numbers alone."""
    wanted = {
        held.statement_words: select(held.statements.c.number.label("owner")).subquery(),
        held.report_words: select((held.standing.c.number * (1 << SHIFT)).label("owner")).subquery(),
    }
    for made, there in wanted.items():
        # The contentless table of SQLite keeps the numbers of what it indexed beside it.
        sqlite = connection.dialect.name == "sqlite"
        name, key = (f"{made.name}_docsize", "id") if sqlite else (made.name, "owner")
        kept = table(name, column(key, BigInteger))
        lacking = exists().where(kept.c[key] == there.c.owner)
        stray = exists().where(there.c.owner == kept.c[key])
        missing = _count(connection, select(func.count()).select_from(there).where(~lacking))
        beyond = _count(connection, select(func.count()).select_from(kept).where(~stray))
        if missing or beyond:
            yield _whole(made.name, f"the full text lacks {missing} of them, and has {beyond} too many")


def _whole(name: str, message: str) -> Fault:
    return Fault(kind="derived", where=name, message=f"{message}; `doctor --rebuild` makes it anew")


def _count(connection: Connection, query: Select[Any]) -> int:
    return int(connection.execute(query).scalar() or 0)
