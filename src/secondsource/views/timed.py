"""A timeline: statements by the times that they speak of, each with the claims that it makes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby, islice
from typing import Any

from secondsource.ledger import Ledger, heads, linked, listing
from secondsource.ledger import search as searches
from secondsource.ledger.bounds import OPEN
from secondsource.ledger.ordering import Place, before
from secondsource.ledger.past import as_known
from secondsource.ledger.query import Query
from secondsource.records.claims import ClaimHead
from secondsource.records.ledger import TimelineItem
from secondsource.records.turned import ClaimRef
from secondsource.views.rows import statement_item
from secondsource.views.searching import FIRST, LATER, Moment

# Statements of small groups that are read together.
_TOGETHER = 60


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
            for group, rows in _read(search, times, last):
                for row in rows:
                    made += _of_row(row, group)
                    if len(made) >= size:
                        last = searches.place(row)
                        break
                if len(made) >= size:
                    break
                after, last = group[-1][:3], None
            _claim(connection, made)
        yield from made
        if len(made) < size:
            return
        size = LATER


def _read(
    search: searches.Search, times: Iterable[listing.Time], last: Place | None
) -> Iterator[tuple[list[listing.Time], Iterable[Any]]]:
    """Groups of equal bounds with the rows of their statements in order, of the first from behind a place.

    Small groups are read together: most hold a statement or two.
    """
    for groups in _together(list(group) for _, group in groupby(times, key=lambda time: time[:2])):
        if len(groups) == 1:
            yield groups[0], search.ordered({time[2] for time in groups[0]}, last)
        else:
            rows = list(search.ordered({time[2] for group in groups for time in group}, None))
            for group in groups:
                owners = {time[2] for time in group}
                yield (
                    group,
                    [
                        row
                        for row in rows
                        if row.number in owners and (last is None or before(last, searches.place(row)))
                    ],
                )
                last = None
        last = None


def _together(groups: Iterable[list[listing.Time]]) -> Iterator[list[list[listing.Time]]]:
    """Groups in lists of some dozen statements; a large one stands alone."""
    held: list[list[listing.Time]] = []
    count = 0
    for group in groups:
        if held and count + len(group) > _TOGETHER:
            yield held
            held, count = [], 0
        held.append(group)
        count += len(group)
    if held:
        yield held


def _of_row(row: Any, group: Iterable[listing.Time]) -> list[TimelineItem]:
    """A statement once for each of its values at the bounds of a group."""
    statement = statement_item(row)
    return [
        {
            "earliest": _day(low),
            "latest": _day(high),
            "value": value or None,
            "statement": statement,
            "claims": [],
        }
        for low, high, value in sorted((time[0], time[1], time[3]) for time in group if time[2] == row.number)
    ]


def _claim(connection: Any, made: Sequence[TimelineItem]) -> None:
    """Give rows the claims that their statements make, as far as they are linked."""
    keys = {(row["statement"]["report"]["id"], row["statement"]["id"]) for row in made}
    of = linked.claims_by_statement(connection, keys)
    found = heads.of(connection, {claim for claims in of.values() for claim in claims})
    refs = {id: _ref(head) for id, head in found.items()}
    for row in made:
        claims = of.get((row["statement"]["report"]["id"], row["statement"]["id"]), ())
        row["claims"] = [refs[claim] for claim in claims if claim in refs]


def _ref(item: ClaimHead) -> ClaimRef:
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
