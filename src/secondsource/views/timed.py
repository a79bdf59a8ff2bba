"""A timeline: statements by the times that they speak of, each with the claims that it makes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby, islice
from typing import Any, cast

import orjson

from secondsource.ledger import Ledger, judged, linked, listing
from secondsource.ledger import search as searches
from secondsource.ledger.bounds import OPEN
from secondsource.ledger.ordering import Place
from secondsource.ledger.past import as_known
from secondsource.ledger.query import Query
from secondsource.records.claims import ClaimItem
from secondsource.records.ledger import TimelineItem
from secondsource.records.turned import ClaimRef
from secondsource.views.rows import statement_item
from secondsource.views.searching import FIRST, LATER, Moment


def timeline(
    ledger: Ledger, query: Query | None = None, *, known_at: Moment = None, limit: int | None = None
) -> Iterator[TimelineItem]:
    """The statements that a query finds at each of their times, by first day, then last, then in their order.

    Times without any bound are left out; those that only have an end come first. since and until are of the
    times themselves. A statement with two times comes twice.
    """
    return islice(_items(as_known(ledger, known_at), query or Query()), limit)


def _items(ledger: Ledger, query: Query) -> Iterator[TimelineItem]:
    """One group of equal bounds after the other, some rows of one snapshot at a time."""
    since = -OPEN if query.since is None else query.since
    until = OPEN if query.until is None else query.until
    # Where the group before ended, and in the one that follows it the last row that was shown.
    after: tuple[float, float, int] | None = None
    last: Place | None = None
    size = FIRST
    while True:
        made: list[TimelineItem] = []
        with ledger.reading() as connection:
            search = searches.Search(connection, query, timed=True)
            times = search.times(since=since, until=until, after=after)
            for (low, high), group in groupby(times, key=lambda time: time[:2]):
                held = list(group)
                for place, items in _of_group(search, low, high, held, last):
                    made += items
                    if len(made) >= size:
                        last = place
                        break
                if len(made) >= size:
                    break
                after, last = (low, high, held[-1][2]), None
            _claim(connection, made)
        yield from made
        if len(made) < size:
            return
        size = LATER


def _of_group(
    search: searches.Search, low: float, high: float, times: Iterable[listing.Time], last: Place | None
) -> Iterator[tuple[Place, list[TimelineItem]]]:
    """Each statement of a group in order, from behind a place, once for each of its values."""
    values: dict[int, list[str]] = {}
    for _, _, owner, value in times:
        values.setdefault(owner, []).append(value)
    for row in search.ordered(values, last):
        statement = statement_item(row)
        yield (
            searches.place(row),
            [
                {
                    "earliest": _day(low),
                    "latest": _day(high),
                    "value": value or None,
                    "statement": statement,
                    "claims": [],
                }
                for value in sorted(values[row.number])
            ],
        )


def _claim(connection: Any, made: Sequence[TimelineItem]) -> None:
    """Give rows the claims that their statements make, as far as they are linked."""
    keys = {(row["statement"]["report"]["id"], row["statement"]["id"]) for row in made}
    of = linked.claims_by_statement(connection, keys)
    bodies = judged.bodies(connection, {claim for claims in of.values() for claim in claims})
    refs = {id: _ref(cast("ClaimItem", orjson.loads(body))) for id, body in bodies.items()}
    for row in made:
        claims = of.get((row["statement"]["report"]["id"], row["statement"]["id"]), ())
        row["claims"] = [refs[claim] for claim in claims if claim in refs]


def _ref(item: ClaimItem) -> ClaimRef:
    origins = item["origins"]
    return {
        "id": item["id"],
        "text": item["text"],
        "state": item["state"],
        "low": origins["low"],
        "high": origins["high"],
    }


def _day(value: float) -> str | None:
    return None if listing.open_end(value) else date.fromordinal(int(value)).isoformat()
