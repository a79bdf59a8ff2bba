"""What part of a ledger is meant, all of it or one story, and its rows in pages, by id."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Row, Select, Table, func, select

from secondsource.ledger.captures import unpacked
from secondsource.ledger.kept import COLUMNS, Kept, kept
from secondsource.ledger.tables import decisions, readings, renditions, reports

# Rows with a body that are held at a time; ids alone are fetched by the thousand.
PAGE = 64
IDS = 1000
# Ids that one query names: SQLite takes at most 32,766.
_NAMED = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """All of a ledger, or a story: its id, its reports and the decisions that concern them, sorted."""

    story: str | None = None
    reports: Sequence[str] = ()
    decisions: Sequence[str] = ()


def extent(connection: Connection, story: str | None) -> Extent:
    """The whole ledger, or a story by name, id or prefix. Raises UnknownId for a story that is not there."""
    if story is None:
        return Extent()
    from secondsource.ledger import stories

    found = stories.one(connection, story)
    held = sorted(stories.reports(connection, found.id))
    return Extent(story=found.id, reports=held, decisions=_concerning(connection, found.id, held))


def counts(connection: Connection, part: Extent) -> dict[str, int]:
    """How many records of reports, readings and decisions a part of a ledger has."""
    if part.story is not None:
        held = {"report": reports.c.id, "reading": readings.c.report}
        found = {name: _count_of(connection, column, part) for name, column in held.items()}
        return {**found, "decision": len(part.decisions)}
    queries = {
        "report": select(func.count()).where(reports.c.body.is_not(None)),
        "reading": select(func.count()).where(readings.c.body.is_not(None)),
        "decision": select(func.count()).select_from(decisions),
    }
    return {name: int(connection.execute(query).scalar() or 0) for name, query in queries.items()}


def standing(connection: Connection, part: Extent) -> Iterator[tuple[Kept, bytes | None]]:
    """Every report that is there with its text in UTF-8, by id; None for a text that is damaged."""
    query = select(reports.c.id, reports.c.body).where(reports.c.body.is_not(None))
    for page in _pages(connection, query, reports.c.id, part.reports if part.story else None):
        bodies = {row.id: row.body for row in page}
        fields = select(*COLUMNS).where(reports.c.id.in_(bodies)).order_by(reports.c.id)
        for row in connection.execute(fields).all():
            yield kept(row), opened(bodies[row.id])


def belonging(connection: Connection, query: Select[Any], table: Table, part: Extent) -> Iterator[Row[Any]]:
    """The rows of a query over what belongs to reports (a column `report`), by id."""
    if part.story is None:
        yield from paged(connection, query, table.c.id)
        return
    ids: list[str] = []
    for chunk in chunks(part.reports):
        ids += connection.execute(select(table.c.id).where(table.c.report.in_(chunk))).scalars()
    for page in _pages(connection, query, table.c.id, sorted(ids)):
        yield from page


def captures_of(part: Extent, connection: Connection) -> list[str]:
    """The ids of the captures that a story's reports came in, sorted."""
    found: set[str] = set()
    for chunk in chunks(part.reports):
        query = select(renditions.c.capture).where(renditions.c.report.in_(chunk))
        found |= set(connection.execute(query.where(renditions.c.capture.is_not(None))).scalars())
    return sorted(found)


def paged(
    connection: Connection, query: Select[Any], key: Column[str], *, limit: int = PAGE
) -> Iterator[Row[Any]]:
    """The rows of a query by a key, fetched in pages."""
    after = ""
    while found := connection.execute(query.where(key > after).order_by(key).limit(limit)).all():
        yield from found
        after = found[-1]._mapping[key]


def chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """Ids as many at a time as one query may name."""
    for begin in range(0, len(ids), _NAMED):
        yield ids[begin : begin + _NAMED]


def opened(body: bytes | None) -> bytes | None:
    """A packed body, or None where it is missing or damaged."""
    if body is None:
        return None
    try:
        return unpacked(body)
    except Exception:  # zstd has an error of its own, and hands on others
        return None


def _pages(
    connection: Connection, query: Select[Any], key: Column[str], ids: Sequence[str] | None
) -> Iterator[Sequence[Row[Any]]]:
    """The rows of a query by a key in pages: all of them, or those that some ids name."""
    if ids is not None:
        for begin in range(0, len(ids), PAGE):
            named = query.where(key.in_(ids[begin : begin + PAGE])).order_by(key)
            yield connection.execute(named).all()
        return
    after = ""
    while found := connection.execute(query.where(key > after).order_by(key).limit(PAGE)).all():
        yield found
        after = found[-1]._mapping[key]


def _count_of(connection: Connection, column: Column[str], part: Extent) -> int:
    """How many rows with a body belong to a story's reports, by the column that names the report."""
    counted = 0
    for chunk in chunks(part.reports):
        query = select(func.count()).where(column.in_(chunk), column.table.c.body.is_not(None))
        counted += int(connection.execute(query).scalar() or 0)
    return counted


def _concerning(connection: Connection, story: str, held: Sequence[str]) -> list[str]:
    """The ids of all decisions on a story, on its reports and those once in it, and on those decisions."""
    found: set[str] = set()
    waiting = [story, *held]
    seen = set(waiting)
    while waiting:
        target = waiting.pop()
        query = select(decisions.c.id, decisions.c.body).where(decisions.c.target == target)
        for row in connection.execute(query):
            found.add(row.id)
            more = {row.id, *(_named(row.body) if target == story else ())} - seen
            waiting += more
            seen |= more
    return sorted(found)


def _named(body: bytes) -> list[str]:
    """The ids that stand in lists of a decision's body: the reports that were put into a story."""
    lists = [value for value in json.loads(body).values() if isinstance(value, list)]
    return [id for ids in lists for id in ids if isinstance(id, str) and id.startswith("sha256:")]
