"""The order in which reports and statements are shown, and the walk through a ledger in that order.

Newest published first (by the time as it is written, so that text order decides; what has none comes last),
then by id of the report, then by place in the report. Nothing of a database's ranking or of arrival enters.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import cmp_to_key
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import Connection, or_, select, tuple_

from secondsource.errors import UsageError
from secondsource.ledger.generation import SHIFT, Generation
from secondsource.ledger.tables import reports

# Reports of one published time beyond which they are put in order before anything else of them is read.
_MANY = 256
_PAGE = 1000
# As facets keep it.
_LONGEST = 200


class Place(NamedTuple):
    """Where a row stands in the order. n: place in the report, -1 for the report itself."""

    published: str
    report: str
    n: int

    def __str__(self) -> str:
        return json.dumps([self.published, self.report, self.n], ensure_ascii=False)


def place_from(text: str) -> Place:
    """The place that `str` of one gives. Raises UsageError for any other text."""
    try:
        published, report, n = json.loads(text)
        if isinstance(published, str) and isinstance(report, str) and isinstance(n, int):
            return Place(published, report, n)
    except (ValueError, TypeError):
        pass
    raise UsageError(f"{text[:80]!r} is no place in a list; give the one that the page before ended with")


def before(one: Place, other: Place) -> bool:
    """Whether one place comes before another."""
    if one.published != other.published:
        return one.published > other.published
    return one[1:] < other[1:]


in_order: Callable[[Place], Any] = cmp_to_key(
    lambda one, other: -1 if before(one, other) else int(before(other, one))
)


def published_of(value: str | None) -> str:
    """A published time as the order goes by it."""
    return (value or "")[:_LONGEST]


# Row numbers of reports that come one after the other and must be put in order together.
Group = list[int]


def groups(connection: Connection, held: Generation, *, since: Place | None) -> Iterator[Group]:
    """The reports that stand, newest published first, from a place on: groups of those published at one time.

    Inside a group the order is by id, and left to the caller, but for large groups, which come one by one.
    """
    if since is None or since.published:
        dated = _dated(connection, held, since)
        for _, rows in groupby(dated, key=lambda row: row[0]):
            numbers = [owner >> SHIFT for _, owner in rows]
            if len(numbers) <= _MANY:
                yield numbers
            else:
                yield from ([number] for number in _by_id(connection, numbers))
    yield from ([number] for number in _undated(connection, since))


def _dated(connection: Connection, held: Generation, since: Place | None) -> Iterator[tuple[str, int]]:
    """(published, owner), newest first, by the index of facets."""
    facet = held.facets.c
    query = select(facet.key, facet.owner).where(facet.kind == "published")
    query = query.order_by(facet.key.desc(), facet.owner.desc()).limit(_PAGE)
    now = query if since is None else query.where(facet.key <= since.published)
    while True:
        rows = connection.execute(now).all()
        yield from ((row.key, row.owner) for row in rows)
        if len(rows) < _PAGE:
            return
        now = query.where(tuple_(facet.key, facet.owner) < (rows[-1].key, rows[-1].owner))


def _by_id(connection: Connection, numbers: list[int]) -> Iterable[int]:
    found = []
    for part in chunks(numbers):
        query = select(reports.c.id, reports.c.number).where(reports.c.number.in_(part))
        found += [(row.id, row.number) for row in connection.execute(query)]
    return [number for _, number in sorted(found)]


def _undated(connection: Connection, since: Place | None) -> Iterator[int]:
    """The reports that have no published time, by id."""
    last = "" if since is None or since.published else since.report
    none = or_(reports.c.published.is_(None), reports.c.published == "")
    inclusive = True
    while True:
        query = select(reports.c.id, reports.c.number).where(none)
        query = query.where(reports.c.id >= last if inclusive else reports.c.id > last)
        rows = connection.execute(query.order_by(reports.c.id).limit(_PAGE)).all()
        yield from (row.number for row in rows)
        if len(rows) < _PAGE:
            return
        last, inclusive = rows[-1].id, False


def chunks(numbers: Iterable[int], size: int = 500) -> Iterator[list[int]]:
    """Numbers in lists that fit into one statement of SQL."""
    listed = list(numbers)
    for start in range(0, len(listed), size):
        yield listed[start : start + size]
