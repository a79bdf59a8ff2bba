"""Search: statements or reports that fulfil a query, newest first, in pages, with counts by facet.

Order: newest published first (as the time is written), then by id of the report, then by place in it. It does
not depend on the database, on arrival or on a ranking of words: every result has all of the words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple, cast

from secondsource.ledger import Ledger, evidence, listing
from secondsource.ledger import search as searches
from secondsource.ledger.folding import key
from secondsource.ledger.numbered import Numbered
from secondsource.ledger.ordering import Place, place_from
from secondsource.ledger.past import as_known
from secondsource.ledger.query import Query
from secondsource.records.ledger import (
    CountsRow,
    FacetRow,
    FacetsRow,
    FoundReport,
    FoundStatement,
    ReportItem,
)
from secondsource.records.versions import VersionMark
from secondsource.views.rows import found_report, found_statement, report_item, snippet
from secondsource.views.versioned import marks_of

Moment = str | datetime | None
# Rows that are fetched at a time; the first page is small, so that it comes at once.
FIRST, LATER = 51, 200
# Statements that are counted by facet at most: 60 ms.
COUNTED = 1_000
# More than any ledger has.
_EVERY = 10**9
# Values of a facet that are given.
_VALUES = 20


class Page(NamedTuple):
    """One page of results. after: what asks for the next one, None at the end."""

    rows: list[Any]
    after: str | None


def search(
    ledger: Ledger, query: Query, *, known_at: Moment = None, limit: int | None = None
) -> Iterator[FoundStatement]:
    """The statements that fulfil a query, read page by page as they are asked for."""
    return islice(_paged(ledger, query, "statements", _statements, known_at), limit)


def search_reports(
    ledger: Ledger, query: Query, *, known_at: Moment = None, limit: int | None = None
) -> Iterator[FoundReport]:
    """The reports whose title and text have all words, and of which some one statement fulfils the filters.

    since and until are of publication.
    """
    return islice(_paged(ledger, query, "reports", _reports, known_at), limit)


def reports(
    ledger: Ledger,
    query: Query | None = None,
    *,
    known_at: Moment = None,
    limit: int | None = None,
    all_versions: bool = False,
) -> Iterator[ReportItem]:
    """The reports of a ledger, newest first; with a query those that `search_reports` finds.

    Of a report that has several versions only the one in force is listed, unless all are asked for.
    """
    listed = _paged(ledger, query or Query(), "reports", _items, known_at)
    if not all_versions:
        listed = (row for row in listed if not is_earlier(row["id"], row["version"]))
    return islice(listed, limit)


def page(
    ledger: Ledger,
    query: Query,
    *,
    of: searches.Of = "statements",
    after: str | None = None,
    limit: int = 50,
    known_at: Moment = None,
) -> Page:
    """One page of a search. after: what the page before ended with."""
    place = None if after is None else place_from(after)
    make = _statements if of == "statements" else _reports
    rows, last = _page(as_known(ledger, known_at), query, of, make, place, limit)
    return Page(rows, None if last is None else str(last))


def counts(ledger: Ledger, query: Query, *, known_at: Moment = None, exact: bool = False) -> CountsRow:
    """How many statements a query finds in reports in force, and the most frequent values of each facet.

    Of very many, the first 1,000 of the order are counted and `exact` is false; with `exact` all are, which
    may take long.
    """
    return tallied(ledger, query, known_at=known_at, exact=exact)[0]


def tallied(
    ledger: Ledger, query: Query, *, known_at: Moment = None, exact: bool = False
) -> tuple[CountsRow, list[Numbered]]:
    """As `counts`, with the statements that were counted."""
    with as_known(ledger, known_at).reading() as connection:
        wanted = _EVERY if exact else COUNTED + 1
        found = searches.found(connection, query, of="statements", wanted=wanted, bare=True)
        rows = list(islice(found, None if exact else wanted))
        whole = exact or len(rows) <= COUNTED
        versions = marks_of(connection, rows)
        in_force = [row for row in rows if not is_earlier(row.report_id, versions.get(row.report_id))]
        # Of very many, the last is only there to tell that there are more.
        counted = in_force if whole else [row for row in in_force if row is not rows[-1]]
        facets = _facets(connection, counted)
    made: CountsRow = {
        "total": len(in_force),
        "earlier": len(rows) - len(in_force),
        "exact": whole,
        "counted": len(counted),
        "facets": facets,
    }
    return made, counted


def hints(ledger: Ledger, query: Query, *, known_at: Moment = None) -> list[str]:
    """Words for people on filters that nothing in the ledger answers to, with names that are near them."""
    said = []
    with as_known(ledger, known_at).reading() as connection:
        asked = (
            ("source", ("source", "source-alias"), query.sources),
            ("party", ("party", "party-alias", "place", "place-alias"), query.parties),
            ("place", ("place", "place-alias"), [p.name for p in query.places if p.name and not p.country]),
            ("publisher", ("publisher",), query.publishers),
        )
        for what, kinds, names in asked:
            for name in names:
                if listing.has_facet(connection, kinds, name):
                    continue
                near = [] if what == "publisher" else listing.near(connection, name)
                there = f"; there is {', '.join(near)}" if near else ""
                said.append(f"no {what} here is called {name!r}{there}")
    return said


def _paged(
    ledger: Ledger,
    query: Query,
    of: searches.Of,
    make: Callable[[Any, Query, list[Any]], list[Any]],
    known_at: Moment,
) -> Iterator[Any]:
    held = as_known(ledger, known_at)
    after: Place | None = None
    size = FIRST
    while True:
        rows, after = _page(held, query, of, make, after, size)
        yield from rows
        if after is None:
            return
        size = LATER


def _page(
    ledger: Ledger,
    query: Query,
    of: searches.Of,
    make: Callable[[Any, Query, list[Any]], list[Any]],
    after: Place | None,
    size: int,
) -> tuple[list[Any], Place | None]:
    """Rows of one snapshot, and the place of the last, None where no more come."""
    with ledger.reading() as connection:
        found = list(islice(searches.found(connection, query, of=of, after=after, wanted=size), size))
        rows = make(connection, query, found)
    return rows, searches.place(found[-1]) if len(found) == size and found else None


def _statements(connection: Any, query: Query, found: list[Any]) -> list[FoundStatement]:
    versions = marks_of(connection, found)
    return [found_statement(row, query.terms, versions.get(row.report_id)) for row in found]


def _items(connection: Any, query: Query, found: list[Any]) -> list[ReportItem]:
    versions = marks_of(connection, found)
    return [report_item(row, versions.get(row.report_id)) for row in found]


def _reports(connection: Any, query: Query, found: list[Any]) -> list[FoundReport]:
    versions = marks_of(connection, found)
    made = []
    for row in found:
        words = snippet(evidence.text(connection, row.report_id), query.terms) if query.terms else None
        made.append(found_report(row, words, versions.get(row.report_id)))
    return made


def is_earlier(report: str, version: VersionMark | None) -> bool:
    """Whether a report is a version that another one followed."""
    return version is not None and version["latest"] != report


def _facets(connection: Any, rows: list[Any]) -> FacetsRow:
    """The values of each facet among some statements, most frequent first, then by key."""
    by_kind: dict[str, Counter[str]] = {kind: Counter() for kind in listing.NAMED}
    for (kind, name), n in listing.counted(connection, (row.number for row in rows), listing.NAMED).items():
        by_kind[kind][name] += n
    written: dict[str, Counter[str]] = {}
    for publisher, n in Counter(row.publisher for row in rows if row.publisher).items():
        written.setdefault(key(publisher), Counter())[publisher] += n
    by_kind["publisher"] = Counter({name: held.total() for name, held in written.items()})
    by_kind["month"] = Counter(row.published[:7] for row in rows if row.published)
    best = {kind: _most(held) for kind, held in by_kind.items()}
    names = listing.shown(connection, (name for kind in listing.NAMED for name, _ in best[kind]))
    names |= {name: _most(held)[0][0] for name, held in written.items()}
    return cast(
        "FacetsRow",
        {
            kind: [facet_row(name, names.get(name, name), n) for name, n in held]
            for kind, held in best.items()
        },
    )


def facet_row(key: str, text: str, count: int) -> FacetRow:
    """One value of a facet."""
    return {"key": key, "text": text, "count": count}


def _most(held: Counter[str]) -> list[tuple[str, int]]:
    return sorted(held.items(), key=lambda value: (-value[1], value[0]))[:_VALUES]
