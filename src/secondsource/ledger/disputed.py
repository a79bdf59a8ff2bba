"""Conflicts as they were found when claims were judged: rows ready to be listed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from secondsource.ledger import derived, keyed
from secondsource.ledger.judged_tables import table


class ConflictRow(NamedTuple):
    """A conflict. place: sorts as they are listed; a, b: the claims of its sides, "" for none.

    estimate: that of its figures, "" for none; body: its record as JSON.
    """

    place: str
    a: str
    b: str
    estimate: str
    body: bytes


def replace(
    connection: Connection, claims: Collection[str], estimates: Collection[str], rows: Sequence[ConflictRow]
) -> None:
    """Keep conflicts in place of all in which one of some claims or estimates stands."""
    held = table("conflicts", derived.current(connection).number)
    before = {row.place: row for row in among(connection, claims, estimates)}
    now = {row.place: row for row in rows}
    keyed.drop(connection, held, [(place,) for place in sorted(before.keys() - now.keys())])
    keyed.put(connection, held, [row for place, row in sorted(now.items()) if before.get(place) != row])


def listed(connection: Connection, *, offset: int = 0, limit: int = 200) -> list[ConflictRow]:
    """Conflicts by when the later side spoke."""
    held = table("conflicts", derived.current(connection).number).name
    # The page is found by the key alone, which is short; what is skipped is not read.
    page = f"SELECT place FROM {held} ORDER BY place LIMIT {limit:d} OFFSET {offset:d}"
    command = f"SELECT * FROM {held} WHERE place IN ({page}) ORDER BY place"
    return [ConflictRow(*row) for row in connection.exec_driver_sql(command).all()]


def among(
    connection: Connection, claims: Collection[str], estimates: Collection[str] = ()
) -> list[ConflictRow]:
    """The conflicts in which one of some claims, or of some estimates, stands, in their order."""
    held = table("conflicts", derived.current(connection).number)
    rows = [*keyed.among(connection, held, sorted(claims), "a", "b")]
    rows += keyed.among(connection, held, sorted(estimates), "estimate")
    return sorted({ConflictRow(place, a, b, estimate, bytes(body)) for place, a, b, estimate, body in rows})
