"""What lists show of a claim, kept beside its record: a claim of ten thousand voices is told in one line."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import cast

import orjson
from sqlalchemy import Connection

from secondsource.ledger import derived, keyed
from secondsource.ledger.judged_tables import table
from secondsource.records.claims import ClaimHead, ClaimItem, OriginsRow, SaidRow, SpanOfOrigins

# Sources that a line names.
_NAMED = 6


def head(item: ClaimItem) -> ClaimHead:
    """A claim as lists show it."""
    names = list(dict.fromkeys(one["source"] for one in item["said"] if one["source"]))
    return {
        "id": item["id"],
        "text": item["text"],
        "state": item["state"],
        "origins": _span(item["origins"]),
        "denials": _span(item["denials"]),
        "reports": len({one["report"] for one in item["said"]}),
        "first": item["first"],
        "last": item["last"],
        "sources": names[:_NAMED],
        "more": max(0, len(names) - _NAMED),
    }


def _span(origins: OriginsRow) -> SpanOfOrigins:
    return {"low": origins["low"], "high": origins["high"]}


def doubtful(item: ClaimItem) -> list[tuple[int, SaidRow]]:
    """The voices that are not in the claim's first words, each with how unsure that tie is, per mille.

    What a person tied is sure, and left out.
    """
    said = item["said"]
    return [
        (round(1000 * (1 - one["probability"])), one)
        for one in said
        if one["wording"] != said[0]["wording"] and one["reasons"] and one["probability"] < 1
    ]


def replace(connection: Connection, n: int, claims: Collection[str], bodies: Iterable[bytes]) -> None:
    """Keep the heads of claims, from their records, in place of those of some claims."""
    held = table("heads", n)
    keyed.drop(connection, held, [(claim,) for claim in claims])
    rows = []
    for body in bodies:
        item = cast("ClaimItem", orjson.loads(body))
        doubt = max((doubt for doubt, _ in doubtful(item)), default=0)
        rows.append((item["id"], doubt, orjson.dumps(head(item))))
    keyed.put(connection, held, rows)


def of(connection: Connection, claims: Collection[str]) -> dict[str, ClaimHead]:
    """The heads of some claims, by id; of those that are not judged, or no more, there are none."""
    held = table("heads", derived.current(connection).number)
    rows = keyed.among(connection, held, list(claims), "claim")
    return {row[0]: cast("ClaimHead", orjson.loads(bytes(row[2]))) for row in rows}


def unsure(connection: Connection, *, after: tuple[int, str] | None, limit: int) -> list[tuple[int, str]]:
    """Claims by the least sure tie of each: how unsure it is, per mille, and the id; from behind a place."""
    held = table("heads", derived.current(connection).number).name
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    given: tuple[object, ...] = ()
    where = "doubt > 0"
    if after is not None:
        where += f" AND doubt <= {mark} AND (doubt < {mark} OR claim > {mark})"
        given = (after[0], after[0], after[1])
    command = f"SELECT doubt, claim FROM {held} WHERE {where} ORDER BY doubt DESC, claim LIMIT {limit:d}"
    return [(row[0], row[1]) for row in connection.exec_driver_sql(command, given)]


def doubts(connection: Connection, claims: Collection[str]) -> list[tuple[int, str]]:
    """Those of some claims with a tie that is not sure: how unsure, per mille, and id, in that order."""
    held = table("heads", derived.current(connection).number)
    rows = keyed.columns(connection, held, ("doubt", "claim"), sorted(claims), by="claim")
    return sorted(((row[0], row[1]) for row in rows if row[0] > 0), key=lambda row: (-row[0], row[1]))
