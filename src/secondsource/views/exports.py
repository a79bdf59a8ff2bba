"""What an export holds beside evidence: parties, claims, echoes and estimates, in this order, each sorted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from secondsource.ledger import echoing, estimated, joined, linked
from secondsource.ledger import judged as kept
from secondsource.views.claiming import items
from secondsource.views.joined import party_item
from secondsource.views.repeated import echo_row

Connection = Any
_PAGE = 200


def counts(connection: Connection) -> dict[str, int]:
    """How many records of each kind there are."""
    return {
        "party": len(joined.ranked(connection)),
        "claim": sum(kept.totals(connection).values()),
        "echo": echoing.counts(connection)["echoes"],
        "estimate": estimated.count(connection),
    }


def records(connection: Connection) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each record with its kind: parties, claims and estimates by id, echoes by the ids of their reports."""
    for id in sorted(id for id, _ in joined.ranked(connection)):
        party = party_item(connection, id)
        if party is not None:
            yield "party", dict(party)
    page: list[str] = []
    for id in linked.every_claim(connection):
        page.append(id)
        if len(page) == _PAGE:
            yield from _claims(connection, page)
            page = []
    yield from _claims(connection, page)
    paths: dict[str, str] = {}
    for echo in echoing.all(connection):
        yield "echo", dict(echo_row(connection, echo, paths))
    after = ""
    while rows := estimated.by_id(connection, after=after, limit=_PAGE):
        yield from (("estimate", orjson.loads(row.body)) for row in rows)
        after = rows[-1].id


def _claims(connection: Connection, ids: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    bodies = kept.bodies(connection, ids)
    made = items(connection, {id: bodies[id] for id in sorted(bodies)})
    yield from (("claim", dict(item)) for item in made.values())
