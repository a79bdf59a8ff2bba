"""Which places statements speak of, by name and by number of the gazetteer, and where a reading puts them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, select

from secondsource.ledger import derived
from secondsource.ledger.folding import key
from secondsource.ledger.kept import by_id
from secondsource.ledger.ordering import chunks, one_of
from secondsource.records.rows import PartyRow

# Statements whose facets are asked for at a time.
_MANY = 5_000


def places_of(connection: Connection, statements: Iterable[int]) -> Iterator[tuple[int, str, str]]:
    """The (statement, kind, key) of facets that name places; kind is `place` or `geonames`."""
    facet = derived.current(connection).facets.c
    for part in chunks(statements, _MANY):
        # By the owner: an index on kind would go through all of a kind.
        query = select(facet.owner, facet.kind, facet.key)
        query = query.where(
            one_of(connection, facet.owner, part), facet.kind.concat("").in_(("place", "geonames"))
        )
        yield from ((row.owner, row.kind, row.key) for row in connection.execute(query))


def read_in(connection: Connection, report: str) -> list[tuple[str, PartyRow]]:
    """The places of a report's reading in force as decided upon, each with its folded name."""
    kept = by_id(connection, report)
    found = None if kept is None else derived.said(connection, kept)
    if found is None:
        return []
    parties = found[1]["parties"]
    return [(key(p["name"]), p) for p in parties if p["type"] == "place" or p["place"] is not None]
