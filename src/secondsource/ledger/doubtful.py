"""What makes a reading doubtful, asked of many statements at once: times without bounds, and verdicts."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, func, select

from secondsource.ledger import decisions, derived
from secondsource.ledger.ordering import chunks, one_of

# Statements whose facets are asked for at a time.
_MANY = 5_000
_VERDICTS = ("accept", "reject", "correct", "mark")


def unplaced(connection: Connection, statements: Iterable[int]) -> set[int]:
    """Those of some statements that speak of a time without bounds."""
    facet = derived.current(connection).facets.c
    found: set[int] = set()
    for part in chunks(statements, _MANY):
        # By the owner: an index on kind would go through all of a kind.
        query = select(facet.owner).where(
            one_of(connection, facet.owner, part),
            facet.kind.concat("") == "time",
            facet.low.is_(None),
            facet.high.is_(None),
        )
        found |= set(connection.execute(query).scalars())
    return found


def unread(connection: Connection) -> int:
    """How many reports stand here that were not read yet."""
    standing = derived.current(connection).standing
    query = select(func.count()).select_from(standing).where(standing.c.reading.is_(None))
    return int(connection.execute(query).scalar_one())


def judged(connection: Connection, reports: Iterable[str]) -> set[str]:
    """The ids of the statements of some reports that a decision in force accepts, corrects or marks."""
    return {
        held.body["id"]
        for report in sorted(set(reports))
        for held in decisions.on_text(connection, report)
        if held.kind in _VERDICTS and isinstance(held.body.get("id"), str)
    }
