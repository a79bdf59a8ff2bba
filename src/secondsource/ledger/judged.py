"""Claims as they were judged: rows ready to be listed, and which reports take something back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from secondsource.ledger import derived, keyed
from secondsource.ledger.judged_tables import table


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
    order = "ORDER BY reports DESC, published DESC, claim"
    if among is not None:
        rows = [JudgedRow(*row) for row in keyed.among(connection, held, sorted(among), "claim")]
        kept = [row for row in rows if not states or row.state in states]
        kept.sort(key=lambda row: row.claim)
        kept.sort(key=lambda row: row.published, reverse=True)
        kept.sort(key=lambda row: -row.reports)
        return kept[offset : offset + limit]
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    where = f"WHERE state IN ({', '.join([mark] * len(states))}) " if states else ""
    command = f"SELECT * FROM {held.name} {where}{order} LIMIT {limit:d} OFFSET {offset:d}"
    return [JudgedRow(*row) for row in connection.exec_driver_sql(command, tuple(states)).all()]


def clashing(connection: Connection) -> set[str]:
    """The claims that may stand in a conflict."""
    held = table("claims", derived.current(connection).number)
    true = "1" if connection.dialect.name == "sqlite" else "true"
    command = f"SELECT claim FROM {held.name} WHERE clashing IS {true}"
    return {row[0] for row in connection.exec_driver_sql(command).all()}


def in_conflict(connection: Connection) -> int:
    """How many claims stand in a conflict: by a denial, by another claim, or by their figures."""
    from secondsource.ledger import estimate_tables

    number = derived.current(connection).number
    held = table("claims", number).name
    figures, of = (estimate_tables.table(name, number).name for name in ("estimates", "estimate_claims"))
    true = "1" if connection.dialect.name == "sqlite" else "true"
    command = (
        f"SELECT count(*) FROM (SELECT claim FROM {held} WHERE clashing IS {true} UNION "
        f"SELECT o.claim FROM {of} o JOIN {figures} e ON e.id = o.estimate WHERE e.conflicts > 0) AS found"
    )
    return int(connection.exec_driver_sql(command).scalar_one())


def totals(connection: Connection) -> dict[str, int]:
    """How many claims there are of each state."""
    held = table("claims", derived.current(connection).number)
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
