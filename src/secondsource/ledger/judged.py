"""Claims as they were judged: rows ready to be listed, and which reports take something back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple, get_args

from sqlalchemy import Connection

from secondsource.ledger import derived, heads, keyed
from secondsource.ledger.judged_tables import table
from secondsource.records.turned import State

_STATES = get_args(State)


class JudgedRow(NamedTuple):
    """A judged claim. reports: in how many it stands; published: of the last of them, "" where none tells.

    clashing: it may stand in a conflict. body: its record as JSON.
    """

    claim: str
    state: str
    reports: int
    published: str
    clashing: bool
    body: bytes


def replace(connection: Connection, n: int, claims: Collection[str], rows: Sequence[JudgedRow]) -> None:
    """Keep what was judged of some claims in place of what was; of those that are no more nothing is left."""
    held = table("claims", n)
    keyed.drop(connection, held, [(claim,) for claim in claims])
    keyed.put(connection, held, [tuple(row) for row in rows])
    heads.replace(connection, n, claims, (row.body for row in rows))


def bodies(connection: Connection, claims: Collection[str], *, n: int | None = None) -> dict[str, bytes]:
    """The records of some claims; those that are not judged, or no more, are left out."""
    held = table("claims", derived.current(connection).number if n is None else n)
    rows = keyed.among(connection, held, list(claims), "claim")
    return {row[0]: bytes(row[5]) for row in rows}


def listed(
    connection: Connection,
    *,
    states: Sequence[str] = (),
    among: Collection[str] | None = None,
    offset: int = 0,
    limit: int = 200,
) -> list[JudgedRow]:
    """Claims by weight: those in most reports first, the latest first, then by id. among: of some alone."""
    held = table("claims", derived.current(connection).number)
    if among is not None:
        page = ranked(connection, among, states=states)[offset : offset + limit]
    else:
        page = weightiest(connection, states=states, offset=offset, limit=limit)
    rows = {row[0]: JudgedRow(*row) for row in keyed.among(connection, held, page, "claim")}
    return [rows[claim] for claim in page]


def weightiest(
    connection: Connection, *, states: Sequence[str] = (), offset: int = 0, limit: int = 200
) -> list[str]:
    """The ids of claims by weight. An index alone tells them, so what is passed over is not read."""
    held = table("claims", derived.current(connection).number)
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    where = f"WHERE state IN ({', '.join([mark] * len(states))}) " if states else ""
    command = f"SELECT claim FROM {held.name} {where}ORDER BY reports DESC, published DESC, claim"
    command += f" LIMIT {limit:d} OFFSET {offset:d}"
    return [row[0] for row in connection.exec_driver_sql(command, tuple(states))]


def ranked(connection: Connection, among: Collection[str], *, states: Sequence[str] = ()) -> list[str]:
    """The ids of some claims by weight. states: of those that stand so alone."""
    held = table("claims", derived.current(connection).number)
    names = ("claim", "state", "reports", "published")
    weighed = f"{held.name}_weighed"
    rows = keyed.columns(connection, held, names, sorted(among), by="claim", held_by=weighed)
    kept = sorted(row for row in rows if not states or row[1] in states)
    kept.sort(key=lambda row: row[3], reverse=True)
    return [row[0] for row in sorted(kept, key=lambda row: -row[2])]


def clashing(connection: Connection) -> set[str]:
    """The claims that may stand in a conflict."""
    held = table("claims", derived.current(connection).number)
    true = "1" if connection.dialect.name == "sqlite" else "true"
    command = f"SELECT claim FROM {held.name} WHERE clashing IS {true}"
    return {row[0] for row in connection.exec_driver_sql(command).all()}


def in_conflict(connection: Connection, most: int) -> int:
    """How many claims stand in a conflict: by a denial, by another claim, or by their figures.

    Of more than `most`, one more than that: counting all takes as long as there are many.
    """
    from secondsource.ledger import estimate_tables

    number = derived.current(connection).number
    held = table("claims", number).name
    figures, of = (estimate_tables.table(name, number).name for name in ("estimates", "estimate_claims"))
    sqlite = connection.dialect.name == "sqlite"
    # SQLite goes through these in the order in which they stand here: estimates in conflict are few.
    true, join = ("1", "CROSS JOIN") if sqlite else ("true", "JOIN")
    parts = (
        f"SELECT claim FROM {held} WHERE clashing IS {true} LIMIT {most + 1:d}",
        f"SELECT DISTINCT o.claim FROM {figures} e {join} {of} o ON e.id = o.estimate"
        f" WHERE e.conflicts > 0 LIMIT {most + 1:d}",
    )
    found = " UNION ".join(f"SELECT claim FROM ({part}) AS part" for part in parts)
    count = connection.exec_driver_sql(f"SELECT count(*) FROM ({found}) AS found").scalar_one()
    return min(int(count), most + 1)


def totals(connection: Connection, *, most: int | None = None) -> dict[str, int]:
    """How many claims there are of each state. most: of more than so many, one more than that."""
    held = table("claims", derived.current(connection).number)
    if most is not None:
        mark = "?" if connection.dialect.name == "sqlite" else "%s"
        few = f"SELECT 1 AS one FROM {held.name} WHERE state = {mark} LIMIT {most + 1:d}"
        count = f"SELECT count(*) FROM ({few}) AS few"
        found = {state: int(connection.exec_driver_sql(count, (state,)).scalar_one()) for state in _STATES}
        return {state: n for state, n in found.items() if n}
    command = f"SELECT state, count(*) FROM {held.name} GROUP BY state"
    return {row[0]: int(row[1]) for row in connection.exec_driver_sql(command).all()}


def put_notices(
    connection: Connection, n: int, reports: Collection[str], notices: Mapping[str, str]
) -> set[str]:
    """Keep which of some reports take something back, by their publishers' keys; gives those that changed."""
    held = table("notices", n)
    before = {row[0]: row[1] for row in keyed.among(connection, held, list(reports), "report")}
    changed = {id for id in reports if before.get(id) != notices.get(id)}
    keyed.drop(connection, held, [(id,) for id in changed if id in before])
    keyed.put(connection, held, [(id, notices[id]) for id in sorted(changed) if id in notices])
    return changed


def notices_of(connection: Connection, publishers: Iterable[str]) -> list[str]:
    """The reports of some publishers, by their keys, that take something back."""
    held = table("notices", derived.current(connection).number)
    rows = keyed.columns(connection, held, ("report",), sorted(set(publishers)), by="publisher")
    return sorted(row[0] for row in rows)
