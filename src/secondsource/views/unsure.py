"""Ties of voices to claims that are worth a look: the least sure first, in all that is found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush
from itertools import count
from typing import Any, TypedDict, cast

import orjson

from secondsource.ledger import Ledger, heads
from secondsource.ledger import judged as kept
from secondsource.ledger.query import Query
from secondsource.records.claims import ClaimItem, SaidRow
from secondsource.views.claiming import SEARCHED, claims_found

# Claims that are read at a time.
_PAGE = 20


class UnsureTie(TypedDict):
    """A voice that may not belong to a claim. lead: the voice whose words the claim has; doubt: 0 to 1."""

    claim: str
    lead: SaidRow
    voice: SaidRow
    doubt: float


def unsure(ledger: Ledger, query: Query | None = None, *, searched: int = SEARCHED) -> Iterator[UnsureTie]:
    """Voices that are not in their claim's first words, by how unsure it is that they belong there.

    What a person tied is sure, and left out. searched: statements of a search that are looked at, the newest.
    """
    asked = query or Query()
    pages = _all(ledger) if asked == Query() else _of(ledger, asked, searched)
    return in_order(pages)


def in_order(claims: Iterable[tuple[int, ClaimItem]]) -> Iterator[UnsureTie]:
    """The ties of claims, the least sure first. claims: each with its least sure tie, the greatest first."""
    # Two statements may make one point, and two ties are never compared themselves.
    waiting: list[tuple[int, str, str, int, UnsureTie]] = []
    number = count()
    for most, item in claims:
        # No tie of a claim is less sure than its least sure one, and these come in order.
        while waiting and -waiting[0][0] >= most:
            yield heappop(waiting)[-1]
        for doubt, one in heads.doubtful(item):
            heappush(waiting, (-doubt, one["point"], one["statement"], next(number), _tie(item, one)))
    while waiting:
        yield heappop(waiting)[-1]


def _tie(item: ClaimItem, one: SaidRow) -> UnsureTie:
    return {"claim": item["id"], "lead": item["said"][0], "voice": one, "doubt": 1 - one["probability"]}


def _all(ledger: Ledger) -> Iterator[tuple[int, ClaimItem]]:
    after: tuple[int, str] | None = None
    while True:
        with ledger.reading() as connection:
            found = heads.unsure(connection, after=after, limit=_PAGE)
            items = _items(connection, found)
        yield from items
        if len(found) < _PAGE:
            return
        after = found[-1]


def _of(ledger: Ledger, query: Query, searched: int) -> Iterator[tuple[int, ClaimItem]]:
    """Of the claims of a query, in order; a claim of which a story holds a part counts with all of it."""
    with ledger.reading() as connection:
        found = heads.doubts(connection, claims_found(connection, query, searched))
    for at in range(0, len(found), _PAGE):
        with ledger.reading() as connection:
            items = _items(connection, found[at : at + _PAGE])
        yield from items


def _items(connection: Any, found: Sequence[tuple[int, str]]) -> list[tuple[int, ClaimItem]]:
    bodies = kept.bodies(connection, _ids(found))
    return [(doubt, cast("ClaimItem", orjson.loads(bodies[id]))) for doubt, id in found if id in bodies]


def _ids(found: Iterable[tuple[int, str]]) -> list[str]:
    return [id for _, id in found]
