"""The order in which reports and statements are shown, and the walk through a ledger in that order.

Newest published first (by the time as it is written, so that text order decides; what has none comes last),
then by id of the report, then by place in the report. Nothing of a database's ranking or of arrival enters.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cmp_to_key
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import (
    ARRAY,
    BigInteger,
    BindParameter,
    ColumnElement,
    Connection,
    any_,
    bindparam,
    cast,
    or_,
    select,
    text,
    tuple_,
)

from secondsource.errors import UsageError
from secondsource.ledger import keyed
from secondsource.ledger.generation import SHIFT, Generation
from secondsource.ledger.tables import reports

# Reports of one published time beyond which they are put in order before anything else of them is read.
_MANY = 256
# Reports that are walked over at a time, first and then.
_FIRST, _PAGE = 200, 2000
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


def ordered(rows: Iterable[Any], place: Callable[[Any], Place]) -> list[Any]:
    """Rows in order. Two sorts by what compares in C take a fifth of one by `in_order`."""
    placed = [(*place(row), row) for row in rows]
    placed.sort(key=lambda held: held[1:3])
    placed.sort(key=lambda held: held[0], reverse=True)
    return [held[3] for held in placed]


def published_of(value: str | None) -> str:
    """A published time as the order goes by it."""
    return (value or "")[:_LONGEST]


# Row numbers of reports that come one after the other and must be put in order together.
Group = list[int]


def groups(
    connection: Connection,
    held: Generation,
    *,
    since: Place | None,
    within: Collection[int] | None = None,
    speaker: str | None = None,
) -> Iterator[Group]:
    """The reports that stand, newest published first, from a place on: groups of those published at one time.

    Inside a group the order is by id, and left to the caller, but for large groups, which come one by one.
    within: only these. speaker: only those in which this source speaks, by its key.
    """
    if since is None or since.published:
        dated = _dated(connection, held, since, within, speaker)
        for _, rows in groupby(dated, key=lambda row: row[0]):
            numbers = [number for _, number in rows]
            if len(numbers) <= _MANY:
                yield numbers
            else:
                yield from ([number] for number in _by_id(connection, numbers))
    undated = _undated(connection, since) if speaker is None else _speaking(connection, held, since, speaker)
    for number in undated:
        if within is None or number in within:
            yield [number]


def _dated(
    connection: Connection,
    held: Generation,
    since: Place | None,
    within: Collection[int] | None,
    speaker: str | None,
) -> Iterator[tuple[str, int]]:
    """(published, number of the report), newest first, by the index of facets, or by that of who speaks."""
    if speaker is None:
        time, owner, shift = held.facets.c.key, held.facets.c.owner, SHIFT
        query = select(time, owner).where(held.facets.c.kind == "published")
    else:
        time, owner, shift = held.spoken.c.published, held.spoken.c.report, 0
        query = select(time, owner).where(held.spoken.c.key == speaker, time.is_not(None))
    query = query.order_by(time.desc(), owner.desc())
    now = query if since is None else query.where(time <= since.published)
    size = _FIRST
    while True:
        rows = connection.execute(now.limit(size)).all()
        if within is None:
            yield from [(at, number >> shift) for at, number in rows]
        else:
            yield from [(at, n) for at, number in rows if (n := number >> shift) in within]
        if len(rows) < size:
            return
        now = query.where(tuple_(time, owner) < (rows[-1][0], rows[-1][1]))
        size = _PAGE


def _speaking(connection: Connection, held: Generation, since: Place | None, speaker: str) -> Iterable[int]:
    """The reports without a published time in which a source speaks, by id."""
    spoken = held.spoken.c
    query = select(spoken.report).where(spoken.key == speaker, spoken.published.is_(None))
    numbers = connection.execute(query).scalars().all()
    return among(connection, numbers, since=None if since is None or since.published else since)


def _by_id(connection: Connection, numbers: list[int]) -> Iterable[int]:
    return [number for _, number in sorted(map(tuple, columns(connection, ("id", "number"), numbers)))]


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


def among(connection: Connection, within: Iterable[int], *, since: Place | None) -> list[int]:
    """Some reports in order, from a place on: their numbers. For some thousands: `groups` walks more."""
    names = ("published", "id", "number")
    placed = [(published_of(row[0]), row[1], row[2]) for row in columns(connection, names, within)]
    if since is not None:
        # Of the report itself too, of which more may come.
        placed = [held for held in placed if not before(Place(held[0], held[1], since.n), since)]
    placed.sort(key=lambda held: held[1])
    placed.sort(key=lambda held: held[0], reverse=True)
    return [number for _, _, number in placed]


def columns(connection: Connection, names: Sequence[str], within: Iterable[int]) -> Sequence[Any]:
    """Some columns of some reports, by the numbers of their rows: of those that `reports_order` holds."""
    listed = sorted(set(within))
    return keyed.columns(connection, reports, names, listed, by="number", held_by="reports_order")


def one_of(connection: Connection, column: ColumnElement[int], numbers: Iterable[int]) -> ColumnElement[bool]:
    """Whether a column is one of some numbers, as one parameter: thousands of them would take longer."""
    if connection.dialect.name == "sqlite":
        listed = text("SELECT value FROM json_each(:listed)")
        return column.in_(listed.bindparams(bindparam("listed", json.dumps(list(numbers)), unique=True)))
    listed_array: BindParameter[Any] = bindparam("listed", list(numbers), unique=True)
    return column == any_(cast(listed_array, ARRAY(BigInteger)))


def chunks(numbers: Iterable[int], size: int = 500) -> Iterator[list[int]]:
    """Numbers in lists that fit into one statement of SQL."""
    listed = list(numbers)
    for start in range(0, len(listed), size):
        yield listed[start : start + size]
