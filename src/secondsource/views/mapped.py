"""The places of a selection: how often statements speak of each, and where it lies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from secondsource.ledger import Ledger, listing, whereabouts
from secondsource.ledger import search as searches
from secondsource.ledger.ordering import published_of
from secondsource.ledger.past import as_known
from secondsource.ledger.query import Query
from secondsource.records.pictures import MappedPlace, MapRow, NamedPlace
from secondsource.records.rows import PartyRow
from secondsource.views.searching import Moment, is_earlier
from secondsource.views.versioned import marks_of

# Statements that are counted at most, the newest: 100 ms.
COUNTED = 2_000
# Reports that are looked into for where places lie.
_READ = 80
# A place that is in no gazetteer, as facets have it.
_NOWHERE = "None"

Named = tuple[str, ...]


@dataclass(slots=True)
class _Count:
    """Where a place is spoken of."""

    statements: set[int] = field(default_factory=set)
    reports: set[str] = field(default_factory=set)
    dates: set[str] = field(default_factory=set)


def places(ledger: Ledger, query: Query, *, known_at: Moment = None) -> MapRow:
    """The places that the statements found by a query speak of, those in most statements first.

    Of very many statements the newest 2,000 are counted, and `exact` is false.
    """
    with as_known(ledger, known_at).reading() as connection:
        found = searches.found(connection, query, of="statements", wanted=COUNTED + 1, bare=True)
        rows = list(islice(found, COUNTED + 1))
        versions = marks_of(connection, rows)
        held = {
            row.number: row
            for row in rows[:COUNTED]
            if not is_earlier(row.report_id, versions.get(row.report_id))
        }
        counts: dict[Named, _Count] = {}
        spoken: dict[int, list[Named]] = {}
        for owner, kind, key in whereabouts.places_of(connection, held):
            row = held[owner]
            spoken.setdefault(owner, []).append((kind, key))
            one = counts.setdefault((kind, key), _Count())
            one.statements.add(owner)
            one.reports.add(row.report_id)
            if when := published_of(row.published):
                one.dates.add(when)
        located = _looked_up(connection, counts)
        listed = [_place(_of_place(counts, name), *located[name]) for name in located]
        unplaced = _unplaced(connection, counts, _known(spoken) | {key for key, _ in located.values()})
    listed.sort(key=lambda place: (-place["statements"], place["name"], place["id"]))
    return {"places": listed, "unplaced": unplaced, "statements": len(held), "exact": len(rows) <= COUNTED}


def _looked_up(connection: Any, counts: Mapping[Named, _Count]) -> dict[Named, tuple[str, PartyRow]]:
    """Where the places lie, by facet: the folded name and the party of each."""
    located: dict[Named, tuple[str, PartyRow]] = {}
    for report in _readings(counts):
        for key, party in whereabouts.read_in(connection, report):
            place = party["place"]
            if place is None:
                continue
            number = str(place["geonames"])
            name: Named = ("place", key) if number == _NOWHERE else ("geonames", number)
            if name in counts:
                located.setdefault(name, (key, party))
    return located


def _readings(counts: Mapping[Named, _Count]) -> list[str]:
    """The reports that together locate all places, few of them: each time the one that adds most.

    Degrees without a number are told apart by nothing but the readings, so all that have any are read.
    """
    by_report: dict[str, set[Named]] = {}
    for name, count in counts.items():
        for report in count.reports if name[0] == "geonames" else ():
            by_report.setdefault(report, set()).add((*name, report) if name[1] == _NOWHERE else name)
    left = {name for names in by_report.values() for name in names}
    chosen: list[str] = []
    while left and len(chosen) < _READ:
        report = min(by_report, key=lambda id: (-len(by_report[id] & left), id))
        left -= by_report.pop(report)
        chosen.append(report)
    return chosen


def _known(spoken: Mapping[int, list[Named]]) -> set[str]:
    """The names in statements all of whose places lie somewhere."""
    found: set[str] = set()
    for names in spoken.values():
        keys = {key for kind, key in names if kind == "place"}
        if len(names) - len(keys) >= len(keys):
            found |= keys
    return found


def _of_place(counts: Mapping[Named, _Count], name: Named) -> _Count:
    """Where a place is spoken of; one that is in no gazetteer, where its name is read to lie somewhere."""
    if name[0] == "geonames":
        return counts[name]
    named, nowhere = counts[name], counts.get(("geonames", _NOWHERE), _Count())
    reports = named.reports & nowhere.reports
    return _Count(named.statements & nowhere.statements, reports, named.dates & nowhere.dates)


def _place(count: _Count, key: str, party: PartyRow) -> MappedPlace:
    place = party["place"]
    assert place is not None
    number = place["geonames"]
    return {
        "id": str(number) if number is not None else f"{place['latitude']},{place['longitude']}",
        "geonames": number,
        "name": party["name"],
        "key": key,
        "latitude": place["latitude"],
        "longitude": place["longitude"],
        "country": place["country"],
        "admin1": place["admin1"],
        "statements": len(count.statements),
        "reports": len(count.reports),
        "first": min(count.dates, default=None),
        "last": max(count.dates, default=None),
    }


def _unplaced(connection: Any, counts: Mapping[Named, _Count], known: set[str]) -> list[NamedPlace]:
    """The places that have a name ("the road" is none), of which nothing tells where they lie."""
    found = {key: count for (kind, key), count in counts.items() if kind == "place" and key not in known}
    names = listing.shown(connection, found)
    made: list[NamedPlace] = [
        {
            "key": key,
            "name": names[key],
            "statements": len(count.statements),
            "reports": len(count.reports),
        }
        for key, count in found.items()
        if names.get(key, key) != names.get(key, key).lower()
    ]
    return sorted(made, key=lambda place: (-place["statements"], place["key"]))
