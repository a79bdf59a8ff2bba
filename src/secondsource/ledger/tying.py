"""Which reports share an address or a record with another: noted when they come, so that few are looked at.

What is noted may be more than is so: where the other was removed, the note stays, and whoever asks looks at
the ties themselves (`versions`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from secondsource.ledger import keyed
from secondsource.ledger.generation import SHIFT, Generation
from secondsource.ledger.ordering import one_of

# The facets by which reports find each other.
KINDS = ("address", "record")


def note(connection: Connection, held: Generation, facets: Iterable[Sequence[Any]]) -> None:
    """Note those of some facets' rows (owner, n, kind, key, ...), which stand already, that tie reports.

    Of those who have one key all are noted, or one alone is there: so a look at one other is enough.
    """
    holders: dict[tuple[str, str], set[int]] = {}
    for row in facets:
        if row[2] in KINDS:
            holders.setdefault((row[2], row[3]), set()).add(row[0])
    tied: set[int] = set()
    facet = held.facets.c
    for (kind, key), own in holders.items():
        query = select(facet.owner).where(facet.kind == kind, facet.key == key).limit(len(own) + 1)
        found = own.union(connection.execute(query).scalars())
        if len(found) > 1:
            tied |= {owner >> SHIFT for owner in found}
    keyed.note(connection, held.tied, [(number,) for number in sorted(tied)])


def note_all(connection: Connection, held: Generation) -> None:
    """Note all that stand, of a generation that has no notes yet."""
    facet = held.facets.c
    for kind in KINDS:
        shared = select(facet.key).where(facet.kind == kind).group_by(facet.key).having(func.count() > 1)
        query = select(facet.owner).where(facet.kind == kind, facet.key.in_(shared))
        owners = connection.execute(query).scalars().all()
        keyed.note(connection, held.tied, [(number,) for number in sorted({o >> SHIFT for o in owners})])


def among(connection: Connection, held: Generation, numbers: Iterable[int]) -> set[int]:
    """Those of some reports, by row number, that were noted: few of all."""
    query = select(held.tied.c.number).where(one_of(connection, held.tied.c.number, numbers))
    return set(connection.execute(query).scalars())


def every(connection: Connection, held: Generation) -> set[int]:
    """All that were noted, by row number."""
    return set(connection.execute(select(held.tied.c.number)).scalars())
