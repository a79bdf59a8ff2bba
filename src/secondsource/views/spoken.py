"""What somebody says, in figures: how much, when, in which outlets, and the claims that it makes."""

from __future__ import annotations

from typing import Any, NamedTuple

from secondsource.ledger import Ledger, claimed
from secondsource.ledger import judged as kept
from secondsource.ledger.query import Query
from secondsource.records.claims import ClaimItem
from secondsource.records.ledger import CountsRow
from secondsource.views.claiming import items
from secondsource.views.searching import tallied

# Statements whose claims are looked at, the newest; and of these claims those in most reports.
_STATEMENTS, _CLAIMS = 500, 30


class Spoken(NamedTuple):
    """counts: of what a query finds. published: when, of what is counted. claims: those in most reports.

    more: whether there are more claims.
    """

    counts: CountsRow
    published: list[str | None]
    claims: list[ClaimItem]
    more: bool


def spoken(ledger: Ledger, query: Query) -> Spoken:
    """What a query finds, in figures: of very much, the newest 1,000 statements, and of 500 the claims."""
    counts, rows = tallied(ledger, query)
    with ledger.reading() as connection:
        found = claimed.claims_by(connection, [row.number for row in rows[:_STATEMENTS]])
        listed = kept.ranked(connection, found)[:_CLAIMS]
        made: dict[str, Any] = items(connection, kept.bodies(connection, listed))
    claims = [made[id] for id in listed if id in made]
    return Spoken(counts, [row.published for row in rows], claims, len(found) > len(listed))
