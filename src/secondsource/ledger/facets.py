"""What can be asked of a statement or report, as rows of one table: kind, key, and bounds where it has them.

| kind | owner | key | low, high |
|---|---|---|---|
| source, source-alias | statement | folded name of the source's party (or its words), its aliases | |
| chain | statement | folded names of the parties through whom it is known | |
| party, party-alias | statement | folded name of a party in its content, its aliases | |
| place, place-alias | statement | folded name of a place, its aliases | |
| geonames, country | statement | number of the gazetteer's entry; ISO 3166 alpha-2 in upper case | |
| time | statement | value (TIMEX3) or "" | days |
| number | statement | unit, or the folded words of what is counted, or "" | as read |
| basis, quote | statement | kind | |
| certainty | statement | level | band of probability |
| polarity | statement | "denied", "questioned" (asserted is not kept) | |
| forecast | statement | "yes" (where it is one) | |
| attributed | statement | "yes", "no" | |
| publisher, byline | report | folded | |
| language | report | as given | |
| published | report | as given, or "" | days |
| address | report | the address as `addresses` folds it, if it names a page | |
| record | report | the folded publisher and the record's id, where both tell enough | |

Days are numbers: 1 is 1 January of the year 1 (`date.toordinal`). An open end is -OPEN or OPEN; both are null
where a time or number has no bounds at all.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from secondsource.ledger.addresses import address_key, record_key
from secondsource.ledger.bounds import OPEN
from secondsource.ledger.folding import key, storable
from secondsource.records.rows import PartyRow, ReadRow, StatementRow

# A facet of a statement or report: kind, key, low, high.
Facet = tuple[str, str, float | None, float | None]
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """The parties of a reading by id, with their keys worked out once."""

    rows: dict[str, PartyRow]
    keys: dict[str, str]
    aliases: dict[str, tuple[str, ...]]


def parties_of(row: ReadRow) -> Parties:
    """The parties of a reading, ready to be looked up by id."""
    keys = {party["id"]: key(party["name"]) for party in row["parties"]}
    return Parties(
        rows={party["id"]: party for party in row["parties"]},
        keys=keys,
        aliases={
            party["id"]: tuple(sorted({key(alias) for alias in party["aliases"]} - {keys[party["id"]], ""}))
            for party in row["parties"]
        },
    )


def of_statement(statement: StatementRow, row: ReadRow, parties: Parties) -> set[Facet]:
    """The facets of one statement of a reading; those of its points are among them."""
    points = statement["points"]
    held: set[Facet] = set(_source(statement, parties))
    for id in _ids(statement["parties"], (point["parties"] for point in points)):
        held |= _named("party", id, parties)
    for id in _ids(statement["places"], (point["places"] for point in points)):
        held |= _place(id, parties)
    for n in {*statement["times"], *(n for point in points for n in point["times"])}:
        if 0 <= n < len(row["times"]):
            time = row["times"][n]
            held.add(("time", storable(time["value"] or "")[:200], *_days(time["earliest"], time["latest"])))
    for n in {*statement["numbers"], *(n for point in points for n in point["numbers"])}:
        if 0 <= n < len(row["numbers"]):
            number = row["numbers"][n]
            of = number["of"]
            unit = number["unit"] or (key(of["text"]) if of else "")
            held.add(("number", unit, *_bounds(number["low"], number["high"])))
    held |= {("basis", basis["kind"], None, None) for basis in statement["basis"]}
    held.update(_manner(statement))
    return held


def of_report(
    *,
    publisher: str | None,
    byline: str | None,
    language: str | None,
    published: str | None,
    address: str | None = None,
    record: str | None = None,
) -> set[Facet]:
    """The facets of a report itself."""
    held: set[Facet] = set()
    for kind, value in (("publisher", publisher), ("byline", byline)):
        if value:
            held.add((kind, key(value), None, None))
    if language:
        held.add(("language", storable(language), None, None))
    if published:
        held.add(("published", storable(published)[:200], *_days(published, published)))
    for kind, found in (("address", address_key(address)), ("record", record_key(publisher, record))):
        if found:
            held.add((kind, found, None, None))
    return held


def source_key(statement: StatementRow, parties: Parties) -> str | None:
    """The key of a statement's source: its party's folded name, else its folded words; None where open."""
    source = statement["source"]
    if source is None:
        return None
    if source["party"] in parties.keys:
        return parties.keys[source["party"]]
    return key(source["text"]) if source["text"] else None


def names_of(row: ReadRow) -> set[tuple[str, str]]:
    """Every form of every party of a reading: (folded, as written)."""
    forms = {form for party in row["parties"] for form in (party["name"], *party["aliases"])}
    return {(key(form), storable(form)[:200]) for form in forms if key(form)}


def day(text: str | None, *, last: bool = False) -> int | None:
    """The number of the day that a date begins with ("2024", "2024-10", "2024-10-03T14:05Z"), or None.

    Of a month or year it is the first day, with `last` the last.
    """
    found = _DAY.match(text or "")
    if found is None:
        return None
    year, month, of_month = (int(part) if part else None for part in found.groups())
    try:
        if month is None:
            return date(year or 0, 12 if last else 1, 31 if last else 1).toordinal()
        if of_month is None:
            of_month = calendar.monthrange(year or 0, month)[1] if last else 1
        return date(year or 0, month, of_month).toordinal()
    except ValueError:
        return None


def _ids(own: list[str], of_points: Iterable[list[str]]) -> set[str]:
    return {*own, *(id for ids in of_points for id in ids)}


def _source(statement: StatementRow, parties: Parties) -> Iterator[Facet]:
    found = source_key(statement, parties)
    source = statement["source"]
    if found and source is not None:
        yield ("source", found, None, None)
        for alias in parties.aliases.get(source["party"] or "", ()):
            yield ("source-alias", alias, None, None)
    for id in statement["chain"]:
        if parties.keys.get(id):
            yield ("chain", parties.keys[id], None, None)


def _named(kind: str, id: str, parties: Parties) -> set[Facet]:
    if not parties.keys.get(id):
        return set()
    aliases: set[Facet] = {(f"{kind}-alias", alias, None, None) for alias in parties.aliases[id]}
    return {(kind, parties.keys[id], None, None), *aliases}


def _place(id: str, parties: Parties) -> set[Facet]:
    held = _named("place", id, parties)
    place = parties.rows[id]["place"] if id in parties.rows else None
    if place is not None:
        held.add(("geonames", str(place["geonames"]), None, None))
        if place["country"]:
            held.add(("country", place["country"].upper(), None, None))
    return held


def _manner(statement: StatementRow) -> Iterator[Facet]:
    """How it is said: quoted or not, how surely, denied or asked, looking ahead."""
    yield ("quote", statement["quote"], None, None)
    yield ("attributed", "yes" if statement["attributed"] else "no", None, None)
    certainty = statement["certainty"]
    if certainty is not None:
        yield ("certainty", certainty["level"], certainty["low"], certainty["high"])
    if statement["polarity"] != "asserted":
        yield ("polarity", statement["polarity"], None, None)
    if statement["forecast"]:
        yield ("forecast", "yes", None, None)


def _days(earliest: str | None, latest: str | None) -> tuple[float | None, float | None]:
    return _bounds(day(earliest), day(latest, last=True))


def _bounds(low: float | None, high: float | None) -> tuple[float | None, float | None]:
    """Bounds for the table: an open end is beyond all; no bounds at all stay none."""
    if low is None and high is None:
        return None, None
    return (-OPEN if low is None else float(low)), (OPEN if high is None else float(high))
