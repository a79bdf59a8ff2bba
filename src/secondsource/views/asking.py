"""What a user asks, as a query: every value checked, and names of countries known for what they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from secondsource.errors import UsageError
from secondsource.ledger import query as asked
from secondsource.ledger.query import Place, Query

# One value of a filter, several of which any will do, or none.
Given = str | Iterable[str] | None


def query(
    text: str = "",
    *,
    source: Given = None,
    party: Given = None,
    place: Given = None,
    number: Given = None,
    unit: str | None = None,
    since: str | None = None,
    until: str | None = None,
    publisher: Given = None,
    polarity: Given = None,
    forecast: bool | None = None,
    certainty: Given = None,
    basis: Given = None,
    story: Given = None,
    attributed: bool | None = None,
) -> Query:
    """A checked query: all words and "phrases" of the text, and of each filter any of the values given.

    place: a name, a country's code in capitals, or a number of the gazetteer; the places of a country count.
    number: `>=100`, `3000..5000`, `12`, with or without a unit. since, until: days of the news, inclusive.
    Raises UsageError that names the filter, what is wrong with it, and what may be given.
    """
    made = Query(
        terms=asked.terms(text),
        sources=asked.names("source", _several(source)),
        parties=asked.names("party", _several(party)),
        places=tuple(_place(given) for given in _several(place)),
        publishers=asked.names("publisher", _several(publisher)),
        numbers=tuple(asked.figures(given, unit) for given in _several(number)),
        since=None if since is None else asked.day("since", since),
        until=None if until is None else asked.day("until", until, last=True),
        polarities=asked.polarities(_several(polarity)),
        levels=asked.levels(_several(certainty)),
        bases=asked.bases(_several(basis)),
        forecast=forecast,
        attributed=attributed,
        stories=tuple(_several(story)),
    )
    if text.strip() and not made.terms:
        raise UsageError(f"query {text.strip()[:40]!r}: it holds no word; give letters or digits")
    if unit is not None and not made.numbers:
        raise UsageError(f"unit {unit!r}: it goes with a number; give one too, such as '>=1'")
    if made.since is not None and made.until is not None and made.since > made.until:
        raise UsageError(f"since {since!r} is after until {until!r}; turn them round")
    return made


def _several(given: Given) -> tuple[str, ...]:
    if given is None:
        return ()
    return (given,) if isinstance(given, str) else tuple(given)


def _place(given: str) -> Place:
    """A place; of a country's name the country as well, so that all places in it count."""
    place = asked.place(given.strip())
    if place.country or not place.name:
        return place
    from secondsource.reading.places.gazetteer import Kind, gazetteer, key_of

    for entry in gazetteer().find(key_of(given)):
        if entry.kind is Kind.COUNTRY and entry.country:
            return replace(place, country=entry.country)
    return place
