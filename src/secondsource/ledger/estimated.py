"""Estimates as they were made: rows ready to be listed, and what the figures of claims count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table

from secondsource.ledger import derived, keyed
from secondsource.ledger.estimate_tables import table as named


class EstimateRow(NamedTuple):
    """An estimate. figures: how many different ones it holds; conflicts: how many stand; body: its record."""

    id: str
    figures: int
    conflicts: int
    body: bytes


def put_counted(connection: Connection, claims: Collection[str], keys: Mapping[str, Iterable[str]]) -> None:
    """Keep what the figures of some claims count, in place of what stood there."""
    held = _table(connection, "estimate_counted")
    before = {tuple(row) for row in keyed.among(connection, held, sorted(claims), "claim")}
    now = {(claim, key) for claim in claims for key in keys.get(claim, ())}
    keyed.drop(connection, held, sorted(before - now))
    keyed.put(connection, held, sorted(now - before))


def counted(connection: Connection, claims: Collection[str]) -> dict[str, set[str]]:
    """What the figures of some claims count."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for claim, key in keyed.among(
        connection, _table(connection, "estimate_counted"), sorted(claims), "claim"
    ):
        found[claim].add(key)
    return dict(found)


def counting(connection: Connection, keys: Collection[str]) -> dict[str, set[str]]:
    """For each key the claims whose figures count it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for claim, key in keyed.among(connection, _table(connection, "estimate_counted"), sorted(keys), "key"):
        found[key].add(claim)
    return dict(found)


def of_claims(connection: Connection, claims: Collection[str]) -> dict[str, list[str]]:
    """The estimates in which each of some claims stands, sorted."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for claim, id in sorted(
        keyed.among(connection, _table(connection, "estimate_claims"), sorted(claims), "claim")
    ):
        found[claim].append(id)
    return dict(found)


def ids_of(connection: Connection, claims: Collection[str]) -> set[str]:
    """The estimates in which any of some claims stands."""
    return {id for ids in of_claims(connection, claims).values() for id in ids}


def claims_of(connection: Connection, ids: Collection[str]) -> set[str]:
    """The claims that stand in some estimates."""
    return {claim for claims in standing(connection, ids).values() for claim in claims}


def standing(connection: Connection, ids: Collection[str]) -> dict[str, set[str]]:
    """For each of some estimates the claims that stand in it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for claim, id in keyed.among(connection, _table(connection, "estimate_claims"), sorted(ids), "estimate"):
        found[id].add(claim)
    return dict(found)


def replace(
    connection: Connection, gone: Collection[str], made: Sequence[tuple[EstimateRow, Collection[str]]]
) -> None:
    """Keep estimates, each with its claims, in place of some that were."""
    held, of = _table(connection, "estimates"), _table(connection, "estimate_claims")
    # Most stay as they are; what stays is not written.
    before = {tuple(row) for row in keyed.among(connection, of, sorted(gone), "estimate")}
    now = {(claim, row.id) for row, claims in made for claim in claims}
    known = {row[0]: _row(row) for row in keyed.among(connection, held, sorted(gone), "id")}
    keyed.drop(connection, of, sorted(before - now))
    keyed.drop(connection, held, [(id,) for id in sorted(set(gone) - {row.id for row, _ in made})])
    keyed.put(connection, held, [tuple(row) for row, _ in made if known.get(row.id) != row])
    keyed.put(connection, of, sorted(now - before))


def _row(row: Any) -> EstimateRow:
    id, figures, conflicts, body = row
    return EstimateRow(id, figures, conflicts, bytes(body))


def bodies(connection: Connection, ids: Collection[str]) -> dict[str, bytes]:
    """The records of some estimates."""
    rows = keyed.among(connection, _table(connection, "estimates"), sorted(ids), "id")
    return {row[0]: bytes(row[3]) for row in rows}


def listed(
    connection: Connection, *, among: Collection[str] | None = None, offset: int = 0, limit: int = 100
) -> list[EstimateRow]:
    """Estimates, those of most different figures first, then by id. among: only some of them."""
    held = _table(connection, "estimates")
    if among is not None:
        rows = [EstimateRow(*row) for row in keyed.among(connection, held, sorted(among), "id")]
        return sorted(rows, key=lambda row: (-row.figures, row.id))[offset : offset + limit]
    command = f"SELECT * FROM {held.name} ORDER BY figures DESC, id LIMIT {limit:d} OFFSET {offset:d}"
    return [EstimateRow(*row) for row in connection.exec_driver_sql(command).all()]


def by_id(connection: Connection, *, after: str = "", limit: int = 100) -> list[EstimateRow]:
    """The next estimates behind one, by id."""
    held = _table(connection, "estimates")
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    command = f"SELECT * FROM {held.name} WHERE id > {mark} ORDER BY id LIMIT {limit:d}"
    return [EstimateRow(*row) for row in connection.exec_driver_sql(command, (after,)).all()]


def count(connection: Connection) -> int:
    """How many estimates there are."""
    held = _table(connection, "estimates").name
    return int(connection.exec_driver_sql(f"SELECT count(*) FROM {held}").scalar_one())


def disputed(connection: Connection) -> list[EstimateRow]:
    """Estimates of which figures conflict, by id."""
    held = _table(connection, "estimates")
    command = f"SELECT * FROM {held.name} WHERE conflicts > 0 ORDER BY id"
    return [EstimateRow(*row) for row in connection.exec_driver_sql(command).all()]


def _table(connection: Connection, name: str) -> Table:
    return named(name, derived.current(connection).number)
