"""Decisions on families of publishers: which house a publisher belongs to, or that it stands alone.

A publisher is named by its folded key, so two ledgers that both decided on it have one ruling after they are
joined: the later wins, then the lowest id.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from secondsource.errors import UsageError
from secondsource.ledger import decisions
from secondsource.ledger.kept import COLUMNS, Kept, kept
from secondsource.ledger.tables import decisions as decision_table
from secondsource.ledger.tables import reports
from secondsource.ledger.writing import Writing, get_meta, set_meta
from secondsource.model.decision import Decision, by_rank
from secondsource.model.identity import content_id

_CHUNK = 500


class HouseRuling(NamedTuple):
    """A decision in force on a publisher. house: "" where it stands alone."""

    publisher: str
    house: str
    decision: Decision


def rule(
    w: Writing,
    key: str,
    publisher: str,
    house: str | None,
    *,
    why: str | None,
    author: str | None,
    decided: str | None = None,
) -> Decision:
    """Decide that a publisher belongs to a house, or with None that it stands alone. key: its folded name.

    It holds from the next linking on. Raises UsageError for a blank name.
    """
    from secondsource.ledger.deciding import decide

    publisher, named = " ".join(publisher.split()), None if house is None else " ".join(house.split())
    if not key or not publisher or named == "":
        raise UsageError("a family of publishers needs names: the publisher's, and the family's with --of")
    body = {"publisher": publisher, "house": named}
    return decide(w, "house", target_of(key), body, why=why, author=author, decided=decided)


def target_of(key: str) -> str:
    """What decisions on a publisher are about: the digest of its folded name."""
    return content_id({"publisher": key})


def in_force(connection: Connection) -> list[HouseRuling]:
    """The ruling that holds for each publisher on which any does, by its digest."""
    query = select(decision_table).where(decision_table.c.kind == "house")
    held: dict[str, Decision] = {}
    for each in by_rank(decisions.in_force(connection, decisions.listed(connection, query))):
        held.setdefault(each.target, each)
    return [
        HouseRuling(str(each.body.get("publisher")), str(each.body.get("house") or ""), each)
        for _, each in sorted(held.items())
    ]


def publishers(connection: Connection) -> dict[str, int]:
    """The publishers that reports name, as written, and how many reports each has."""
    query = select(reports.c.publisher, func.count()).where(reports.c.publisher.is_not(None))
    rows = connection.execute(query.group_by(reports.c.publisher))
    return {row[0]: int(row[1]) for row in rows}


def reports_by(connection: Connection, names: Collection[str]) -> set[str]:
    """The reports of some publishers, by the names as written."""
    found: set[str] = set()
    listed = sorted(names)
    for begin in range(0, len(listed), _CHUNK):
        query = select(reports.c.id).where(reports.c.publisher.in_(listed[begin : begin + _CHUNK]))
        found.update(connection.execute(query).scalars())
    return found


def unsigned(connection: Connection) -> list[Kept]:
    """The reports that name no publisher, by id."""
    query = select(*COLUMNS).where(reports.c.publisher.is_(None), reports.c.body.is_not(None))
    return [kept(row) for row in connection.execute(query.order_by(reports.c.id))]


def heeded(connection: Connection, n: int) -> str | None:
    """The table of rulings that the claims of a generation were judged by, as it was noted."""
    return get_meta(connection, f"houses-{n}")


def heed(connection: Connection, n: int, table: str) -> None:
    """Note by which rulings the claims of a generation are judged from now on."""
    set_meta(connection, f"houses-{n}", table)
