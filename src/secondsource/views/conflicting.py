"""Conflicts, found anew for the claims that were judged, and kept."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, cast

import orjson

from secondsource.ledger import disputed, estimated, linked
from secondsource.ledger import judged as kept
from secondsource.ledger.disputed import ConflictRow
from secondsource.records.claims import ClaimItem, ConflictItem, EstimateItem
from secondsource.views.clashes import clashes

Connection = Any
# Lower than any letter, so that places sort as their parts do.
_NEXT = "\x1f"


def keep(connection: Connection, claims: Collection[str], estimates: Collection[str]) -> None:
    """Find and keep the conflicts of claims and estimates that were made anew; some may be no more.

    claims: with them all that stand, or stood, in one of the estimates.
    """
    figured = estimated.bodies(connection, estimated.ids_of(connection, claims))
    rows = [cast("EstimateItem", orjson.loads(body)) for _, body in sorted(figured.items())]
    rows = [row for row in rows if row["conflicts"]]
    standing = estimated.claims_of(connection, [row["id"] for row in rows])
    known = _bodies(connection, {*claims, *standing})
    clashing = {
        tie["claim"]
        for id in claims
        if id in known
        for tie in known[id]["relations"]
        if tie["kind"] == "conflicts"
    }
    known |= _bodies(connection, clashing - known.keys())
    made = [row for row in clashes(known, rows) if _of(row, claims, estimates)]
    disputed.replace(connection, claims, estimates, [_kept(row) for row in made])


def _bodies(connection: Connection, claims: Collection[str]) -> dict[str, ClaimItem]:
    return {id: cast("ClaimItem", orjson.loads(body)) for id, body in kept.bodies(connection, claims).items()}


def _of(row: ConflictItem, claims: Collection[str], estimates: Collection[str]) -> bool:
    return row["a"]["claim"] in claims or row["b"]["claim"] in claims or row["estimate"] in estimates


def _kept(row: ConflictItem) -> ConflictRow:
    a, b, last = row["a"], row["b"], row["b"]["published"]
    order = (
        "1" if last is None else f"0{last}",
        row["kind"],
        a["point"] or "",
        b["point"] or "",
        a["figure"] or "",
        b["figure"] or "",
        # No two have the same place.
        row["facet"] or "",
        a["claim"] or "",
        b["claim"] or "",
        row["estimate"] or "",
    )
    return ConflictRow(_NEXT.join(order), a["claim"], b["claim"], row["estimate"] or "", orjson.dumps(row))


def conflict_row(row: ConflictRow) -> ConflictItem:
    """A kept conflict as it is listed."""
    return cast("ConflictItem", orjson.loads(row.body))


def conflicts_beside(connection: Connection, ids: set[str]) -> Iterator[ConflictItem]:
    """The conflicts of some claims, of those tied to them, and of the figures that all of them give."""
    estimates = estimated.ids_of(connection, ids)
    known = ids | {tie.other for tie in linked.relations(connection, ids)}
    known |= estimated.claims_of(connection, estimates)
    for row in disputed.among(connection, known, estimates):
        item = conflict_row(row)
        figured = item["kind"] == "figures" and row.estimate in estimates
        if figured or (item["kind"] != "figures" and {row.a, row.b} <= known):
            yield item
