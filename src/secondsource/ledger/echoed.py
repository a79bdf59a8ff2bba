"""Echoes between some reports, without those that these have with all others."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection

from secondsource.ledger import derived
from secondsource.ledger.echo_tables import table
from secondsource.ledger.echoing import echo_of
from secondsource.ledger.generation import generation
from secondsource.ledger.readings import parsed
from secondsource.model.echo import Echo, Link

# As records of echoes have it: what repeats no news, and where nobody came first.
_NEWS, _TIED = '"news":true', '"first":null'


def between(
    connection: Connection, reports: Collection[str], *, news: bool = False, told: bool = False
) -> list[Echo]:
    """The echoes of which both sides are among some reports, by the ids of both.

    news: those alone that repeat news; told: those alone of which one side came first.
    """
    return [echo_of(tuple(row)) for row in _rows(connection, reports, news=news, told=told)]


def _rows(
    connection: Connection, reports: Collection[str], *, news: bool = False, told: bool = False
) -> Sequence[Any]:
    if not reports:
        return []
    n = derived.current(connection).number
    name = table(Link, n, generation(n).metadata).name
    sqlite = connection.dialect.name == "sqlite"
    given: Any = json.dumps(sorted(reports)) if sqlite else sorted(reports)
    listed = "IN (SELECT value FROM json_each(?))" if sqlite else "= ANY(%s::text[])"
    # The plus keeps SQLite from looking up each pair there could be.
    where = f"a {listed} AND {'+' if sqlite else ''}b {listed}"
    where += f" AND {_within(sqlite, _NEWS)} > 0" if news else ""
    where += f" AND {_within(sqlite, _TIED)} = 0" if told else ""
    command = f"SELECT a, b, via, body FROM {name} WHERE {where} ORDER BY a, b, via"
    return connection.exec_driver_sql(command, (given, given)).all()


class Told(NamedTuple):
    """An echo without where it stands. first: "a", "b" or None; reasons: codes with their values."""

    a: str
    b: str
    kind: str
    first: str | None
    probability: int
    reasons: list[tuple[str, list[str]]]


def news(connection: Connection, reports: Collection[str]) -> list[Told]:
    """The echoes of news of which both sides are among some reports, by the ids of both."""
    found = []
    for a, b, _, body in _rows(connection, reports, news=True):
        held = parsed(bytes(body))
        found.append(Told(a, b, held["kind"], held["first"], held["probability"], held["reasons"]))
    return found


def _within(sqlite: bool, words: str) -> str:
    """SQL for where some bytes stand in a record, from 1; 0 where they do not."""
    if sqlite:
        return f"instr(body, CAST('{words}' AS BLOB))"
    return f"position('{words}'::bytea IN body)"
