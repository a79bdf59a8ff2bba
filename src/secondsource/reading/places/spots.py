"""What a mention of a place asks of the gazetteer: names to look up, the kind meant, what stands round it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from secondsource.model.span import Span
from secondsource.reading.places import vocabulary as v
from secondsource.reading.places.gazetteer import Entry, Gazetteer, Kind, key_of

_ARTICLE = re.compile(r"^(?:al|an|ar|as|ash|at|ad|adh|az|el) (?=\w{4})")
_BESIDE = re.compile(
    r"\s*(?:\s(?i:neighbou?rhood|suburb|district|section|sector|area|municipality)\s+(?i:of|in)(?=\s)|,|\(|"
    r"(?i:in)(?=\s)|,\s*(?i:in)(?=\s))\s*(?i:the\s+)?"
    r"([A-Z][\w’'-]*(?:\.\s?[A-Z](?=\.))*\.?(?:[ -][A-Z][\w’'-]*\.?){0,3})"
)
_NEAR = re.compile(
    r"\s*+(?:,\s*+)?(?i:near|outside|on\s++the\s++outskirts\s++of|close\s++to)\s++(?:the\s++)?"
    r"([A-Z][\w’'-]*(?:[ -][A-Z][\w’'-]*){0,3})"
)
_OF_AN_AIRPORT = re.compile(r"\s+(?:international|regional|municipal|civil)\s+(?=air)", re.I)
_POSSESSIVE = re.compile(r"['’]s?$")
_SHORT = 4  # letters up to which a word in a text of capitals may be any word: "ON", "IN", "ORE"
_LARGE = 100_000  # people of a town whose name its region may go by
_ANY = frozenset(Kind)
_DIVISIONS = frozenset((Kind.REGION, Kind.COUNTY, Kind.AREA))
_BACK = 80  # characters before a name that may say what it is


@dataclass(slots=True, kw_only=True)
class Spot:
    """A name of a place where it stands in the text.

    keys: what to look up, the first that is found counts. kinds: those that its type word allows, or empty.
    word: the type word. site: a street, a building or a quarter, which stands in a town. among: it stands
    in a list after another place. part: it is a part of what is named. airport: it stands at the town that
    is named. holders: entries named beside it, one of which may hold it. holder, holder_at: their name and
    where it stands. state: a state is meant if one is called so. article: "the" stands before it. listed:
    countries of the regions listed with it. found: what is called so.
    """

    span: Span
    text: str
    mention: int | None = None
    keys: tuple[str, ...] = ()
    kinds: frozenset[Kind] = frozenset()
    word: str = ""
    site: bool = False
    among: bool = False
    part: bool = False
    airport: bool = False
    holders: tuple[Entry, ...] = ()
    holder: str = ""
    holder_at: Span | None = None
    state: bool = False
    article: bool = False
    listed: frozenset[str | None] = frozenset()
    found: tuple[Entry, ...] = field(default=())


def spot_of(
    places: Gazetteer, text: str, span: Span, mention: int | None = None, *, shouting: bool = False
) -> Spot:
    """What stands at a span, with what is said of it round it. shouting: the text is in capitals."""
    name = _POSSESSIVE.sub("", span.of(text))
    head, _, inside = name.partition(",")
    spot = Spot(span=span, text=name, mention=mention)
    _look_up(places, spot, head.strip())
    before, after = text[max(0, span.start - _BACK) : span.start], text[span.end : span.end + _BACK]
    spot.article = before[-4:].lower() == "the "
    if not spot.word:
        _type_word(spot, before, after)
    if inside:
        spot.holders, spot.holder = holders_of(places, inside.strip(), shouting), inside.strip()
    spot.site = spot.site or (not spot.found and bool(v.SITE.search(name) or v.QUARTER.match(after)))
    if not spot.holders:
        beside = _BESIDE.match(after) or (not spot.found and _NEAR.match(after)) or None
        if beside:
            _holder_after(places, spot, beside, shouting)
    if not spot.holders and _may_lead(before):
        lead = v.LEADS.search(before)
        if lead:
            _holder_before(places, spot, lead[1])
    if any(e.kind == Kind.REGION for e in spot.found):
        spot.state = bool(v.OF_A_STATE.match(after) or v.BEFORE_A_STATE.search(before))
    return spot


def _may_lead(before: str) -> bool:
    """True where a people, a country or a word that may follow one stands right before."""
    word = before.rsplit(None, 1)[-1] if before and not before.isspace() else ""
    return word[:1].isupper() or word in v.LEAD_WORDS or word.endswith(("’s", "'s"))


def _look_up(places: Gazetteer, spot: Spot, name: str) -> None:
    """The first spelling of a name that the gazetteer has."""
    if key_of(name) in v.GENERIC:
        return
    for key, word, part, airport in _spellings(name):
        found = places.find(key)
        if found:
            kinds = v.TYPE_WORDS.get(word, frozenset())
            if kinds and not any(e.kind in kinds for e in found):
                continue
            spot.keys, spot.found, spot.word, spot.kinds = (key,), found, word, kinds
            spot.part, spot.airport = part, airport
            return


def _spellings(name: str) -> Iterator[tuple[str, str, bool, bool]]:
    """Keys to look up, each with the type word left out, and whether a part or an airport is meant."""
    bare: list[tuple[str, str, bool, bool]] = []
    for spelling in _written(name):
        yield spelling
        bare.append(spelling)
    for key, word, part, airport in bare:
        if _ARTICLE.match(key):
            yield _ARTICLE.sub("", key), word, part, airport


def _written(name: str) -> Iterator[tuple[str, str, bool, bool]]:
    key = key_of(name)
    if name.isupper() or "." in name:
        if key.replace(" ", "") in v.COUNTRY_CODES:
            yield v.COUNTRY_CODES[key.replace(" ", "")], "", False, False
        if key in v.STATES:
            yield v.STATES[key], "state", False, False
    yield key, "", False, False
    if key.startswith("the "):
        yield key.removeprefix("the "), "", False, False
    shape = v.KIND_IN_NAME.match(name)
    if shape and shape[2] and (shape[1] or shape[3]):
        yield key_of(shape[2]), (shape[1] or shape[3]).lower(), False, False
    rest = v.PART.sub("", name)
    if rest != name and rest:
        yield key_of(rest), "", True, False
        shape = v.KIND_IN_NAME.match(rest)
        if shape and shape[2] and shape[3]:
            yield key_of(shape[2]), shape[3].lower(), True, False
    plain = _OF_AN_AIRPORT.sub(" ", name)
    if plain != name:
        yield key_of(plain), "", False, False
    town = v.AIRPORT.sub("", name)
    if town != name:
        yield key_of(town), "city", False, True


def _type_word(spot: Spot, before: str, after: str) -> None:
    """The type word beside a name, when an entry of that kind is called so."""
    beside = v.AFTER.match(after)
    word = beside[1].lower() if beside else _word_before(before)
    if not word:
        return
    kinds = v.TYPE_WORDS[word]
    if not kinds:
        spot.found, spot.site = (), True
    elif any(e.kind in kinds for e in spot.found):
        spot.word, spot.kinds = word, kinds
    elif beside:
        # The river of a town's name is not the town; the region of a large one is where the town is.
        large = not kinds & {Kind.WATER, Kind.MOUNTAIN}
        spot.found = tuple(e for e in spot.found if large and (e.people >= _LARGE or e.kind == Kind.COUNTRY))


def _word_before(before: str) -> str:
    """The type word right before a name: "city" of "the city of"."""
    words = before.lower().split()[-4:]
    if words[-1:] == ["the"]:
        words.pop()
    of = words[-1:] == ["of"]
    if of:
        words.pop()
    if of and words and not v.TYPE_WORDS.get(words[-1], _ANY):
        return ""  # "the Elm quarter of" a town
    return words[-1] if words and words[-1] in v.TYPE_WORDS else ""


def holders_of(places: Gazetteer, name: str, shouting: bool) -> tuple[Entry, ...]:
    """What a name beside a place may be: a country, a region, a county, a large town."""
    parts = [p.strip() for p in name.split(",") if p.strip()]
    found: list[Entry] = []
    for part in parts:
        if shouting and len(part) <= _SHORT:
            continue
        for key, _, _, _ in _spellings(part):
            here = [e for e in places.find(key) if e.kind not in (Kind.PEOPLE, Kind.LANDMARK)]
            if here:
                found += here
                break
    return tuple(found)


def _holder_after(places: Gazetteer, spot: Spot, beside: re.Match[str], shouting: bool) -> None:
    """The longest name after a comma or a bracket that the gazetteer has."""
    name = beside[1]
    while name:
        found = holders_of(places, name, shouting)
        division = v.AFTER.match(beside.string, beside.start(1) + len(name))
        if found and division and v.TYPE_WORDS[division[1].lower()] & _DIVISIONS:
            found = tuple(e for e in found if e.kind in _DIVISIONS) or found
        if found:
            if key_of(name) not in v.STATES:
                name = name if name.count(".") > 1 else name.removesuffix(".")
            spot.holders, spot.holder = found, name
            start = spot.span.end + beside.start(1)
            spot.holder_at = Span(start, start + len(name))
            return
        name = name[: max(name.rfind(" "), name.rfind("-"), 0)]


def _holder_before(places: Gazetteer, spot: Spot, name: str) -> None:
    for part in dict.fromkeys((name, name.rsplit(" ", 1)[-1])):
        found = places.find(key_of(part))
        some = tuple(e for e in found if e.kind in (Kind.PEOPLE, Kind.COUNTRY, Kind.REGION))
        if some:
            spot.holders, spot.holder = some, part
            return
