"""Signs that a name is a place's though nothing else said so: "in", a dateline, a list of places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secondsource.model.span import Span
from secondsource.reading.places import vocabulary as v
from secondsource.reading.places.gazetteer import Entry, Gazetteer, Kind, key_of

DATELINE = re.compile(r"([A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,3})(?=[ ,(][^\n]{0,60}?(?:--|[—–]| - ))")
_AROUND = 60  # characters after a name that are looked at
_LEAST = 50_000  # people of a town that is added on a sign alone
LARGE_REGION = 300_000  # the same of a region
_NAMED = (Kind.AREA, Kind.WATER, Kind.CONTINENT, Kind.MOUNTAIN)
_LIST = re.compile(
    r"(?:,\s+(?:and\s+|or\s+)?|\s+(?:and|or)\s+)(?:the\s+)?"
    r"((?-i:[A-Z])[\w’'-]*(?:[ -](?:de |del |la )?(?-i:[A-Z])[\w’'-]*){0,3})",
    re.I,
)
# What goes on with a list, or ends it.
_BREAK = re.compile(
    r"(?=[,.;:)]|$|\s+(?:and|or|in|departments?|provinces?|districts?|regions?|counties|states?|cities|"
    r"towns|neighbou?rhoods)\b)",
    re.I,
)
# In capitals: a name before what it is called.
_CALLED = re.compile(
    r"\b((?:[A-Z][\w’'-]*\s+){1,4})(?:DEPARTMENTS?|PROVINCES?|STATE|MUNICIPALITY|JURISDICTION|CANTON|REGION)\b"
)


def signs(places: Gazetteer, text: str, starts: tuple[Span, ...], *, shouting: bool) -> Iterator[Span]:
    """Where a sure sign says that a name is a place's."""
    for found in v.SIGNS.finditer(text):
        span = _longest(places, text, found.start(1), found[1], shouting)
        if span and not _joined_on(text, span, shouting):
            yield span
    if shouting:
        yield from _called(places, text)
    else:
        for found in v.BESIDE.finditer(text):
            span = Span(*found.span(1))
            if firm(places.find(key_of(found[1]))) and key_of(found[1]) not in v.NO_PLACES:
                yield span
    for paragraph in starts:
        line = DATELINE.match(text, paragraph.start)
        if line and places.find(key_of(line[1])):
            yield Span(*line.span(1))


def _longest(places: Gazetteer, text: str, start: int, name: str, shouting: bool) -> Span | None:
    """The longest beginning of some capitalised words that is a firm place."""
    while name:
        plain = re.sub(r"['’]s?$", "", name)
        known = places.find(key_of(plain))
        if key_of(plain) not in v.NO_PLACES and firm(known) and (not shouting or _country(known)):
            end = start + len(plain)
            if plain.endswith(".") and "." not in plain[:-1]:
                end -= 1
            return Span(start, end)
        name = name[: max(name.rfind(" "), name.rfind("-"), 0)]
    return None


def _country(entries: tuple[Entry, ...]) -> bool:
    return any(e.kind == Kind.COUNTRY or e.capital for e in entries)


def _joined_on(text: str, span: Span, shouting: bool) -> bool:
    """True where a capitalised word goes on with the name: "in Paris Hilton's"."""
    after = text[span.end : span.end + _AROUND]
    return bool(v.HEADS.match(after)) or (not shouting and bool(re.match(r"[ -][A-Z]", after)))


def _called(places: Gazetteer, text: str) -> Iterator[Span]:
    """In a text in capitals, the names of regions and municipalities before what they are called."""
    for found in _CALLED.finditer(text):
        words = found[1].rstrip()
        while words:
            known = places.find(key_of(words))
            if any(e.kind in (Kind.REGION, Kind.COUNTY) and e.own for e in known):
                yield Span(
                    found.start(1) + len(found[1].rstrip()) - len(words),
                    found.start(1) + len(found[1].rstrip()),
                )
                break
            words = words.partition(" ")[2].lstrip()


def going_on(places: Gazetteer, text: str, span: Span, countries: set[str | None]) -> Span | None:
    """The next name of a list of places, of one of some countries or known to all; or None."""
    found = _LIST.match(text, span.end)
    if not found:
        return None
    name = found[1]
    while name:
        plain = re.sub(r"['’]s?$", "", name)
        end = found.start(1) + len(plain)
        key = key_of(plain)
        if key not in v.NO_PLACES and key not in v.GENERIC and _BREAK.match(text, end):
            known = [e for e in places.find(key) if e.kind != Kind.PEOPLE and e.own]
            if any(e.country in countries for e in known if e.country) or firm(tuple(known)):
                return Span(found.start(1), end)
        name = name[: max(name.rfind(" "), name.rfind("-"), 0)]
    return None


def firm(entries: tuple[Entry, ...]) -> bool:
    """True for what is a place whoever says it: a country, a large region or town, a sea."""
    return any(
        e.kind == Kind.COUNTRY
        or (e.kind in _NAMED and e.own)
        or (e.kind == Kind.REGION and e.own and e.people >= LARGE_REGION)
        or (e.kind == Kind.CITY and e.own and (e.people >= _LEAST or e.capital))
        for e in entries
    )
