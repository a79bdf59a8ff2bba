"""How much is said of which day, counted without reading what it is."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import islice

from secondsource.ledger import Ledger
from secondsource.ledger import search as searches
from secondsource.ledger.bounds import OPEN
from secondsource.ledger.past import as_known
from secondsource.ledger.query import Query
from secondsource.records.pictures import DaysRow
from secondsource.views.searching import Moment

# Times that are counted at most, the first of their order.
COUNTED = 5_000


def days(ledger: Ledger, query: Query, *, known_at: Moment = None) -> DaysRow:
    """Of the times of what a query finds, how many have which bounds; since and until are of the times."""
    since = -OPEN if query.since is None else query.since
    until = OPEN if query.until is None else query.until
    with as_known(ledger, known_at).reading() as connection:
        search = searches.Search(connection, query, timed=True)
        times = search.times(since=since, until=until, after=None, valued=False)
        found = list(islice(times, COUNTED + 1))
        if query.terms:
            # Whether words stand side by side is told by who reads them.
            passing = {row.number for row in search.ordered({time[2] for time in found}, None)}
            found = [time for time in found if time[2] in passing]
        counts = Counter((low, high) for low, high, _, _ in found[:COUNTED])
    return {
        "days": [
            {"earliest": _told(low), "latest": _told(high), "count": n}
            for (low, high), n in sorted(counts.items())
        ],
        "exact": len(found) <= COUNTED,
    }


def _told(day: float) -> str | None:
    return None if abs(day) >= OPEN else date.fromordinal(int(day)).isoformat()
