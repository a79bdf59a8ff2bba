"""Values of corrected fields: what people write, checked and made fit to keep, and how it goes into a row.

What is kept refers to nothing that another reading numbers otherwise: a party by its name and a mention, a
time or number by where it stands, figures as text (canonical JSON takes no floats).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from secondsource.errors import UsageError
from secondsource.ledger import facets
from secondsource.ledger.anchors import Item, items, text_of
from secondsource.ledger.folding import folded
from secondsource.model.anchor import find
from secondsource.model.span import Span
from secondsource.records.rows import ReadRow

NONE = frozenset(("none", "null", ""))
_FLAGS = {"true": True, "yes": True, "false": False, "no": False}
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2}(T\d{2}(:\d{2}(:\d{2})?)?(Z|[+-]\d{2}:\d{2})?)?)?)?")
PARTY = re.compile(r"p\d+")


class Unplaced(Exception):
    """A value that speaks of something that this reading does not have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a field holds.

    form: in words; read: checks what was written, raises UsageError; put: sets it in a row, raises Unplaced.
    """

    form: str
    read: Callable[[str, ReadRow, Item], Any]
    put: Callable[[dict[str, Any], str, Any, ReadRow], None]


def plain(allowed: Callable[[Any], bool]) -> Callable[[dict[str, Any], str, Any, ReadRow], None]:
    """Sets a value as it was kept, if it is one that the field may hold: an import may bring any."""

    def put(held: dict[str, Any], name: str, value: Any, row: ReadRow) -> None:
        if not allowed(value):
            raise Unplaced(f"{name} cannot hold {value!r}")
        held[name] = list(value) if isinstance(value, list) else value

    return put


def is_text(value: Any) -> bool:
    """Whether a value is text."""
    return isinstance(value, str)


def are_texts(value: Any) -> bool:
    """Whether a value is a list of texts."""
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def choice(values: Sequence[str], *, empty: bool = False) -> Shape:
    """One word of a vocabulary; with `empty` also none."""
    form = ", ".join([*values, *(["none"] if empty else [])])

    def read(given: str, row: ReadRow, item: Item) -> str | None:
        if given in values:
            return given
        if empty and given.casefold() in NONE:
            return None
        raise UsageError(f"{given!r} is none of: {form}")

    return Shape(form=form, read=read, put=plain(lambda held: held in values or (empty and held is None)))


def words(*, empty: bool = True) -> Shape:
    """Any text; "none" takes it away where it may be empty."""

    def read(given: str, row: ReadRow, item: Item) -> str | None:
        given = given.strip()
        if given.casefold() not in NONE:
            return given
        if not empty:
            raise UsageError("it may not be empty")
        return None

    return Shape(form="text", read=read, put=plain(lambda held: is_text(held) or (empty and held is None)))


def _read_flag(given: str, row: ReadRow, item: Item) -> bool:
    flag = _FLAGS.get(given.strip().casefold())
    if flag is None:
        raise UsageError(f"{given!r} is none of: true, false")
    return flag


def _read_list(given: str, row: ReadRow, item: Item) -> list[str]:
    return list(dict.fromkeys(listed(given)))


def _read_day(given: str, row: ReadRow, item: Item) -> str | None:
    given = given.strip()
    if given.casefold() in NONE:
        return None
    if _DAY.fullmatch(given) is None or facets.day(given) is None:
        raise UsageError(f"{given!r} is no date such as 2024, 2024-10, 2024-10-03 or 2024-10-03T14:05Z")
    return given


def _read_figure(given: str, row: ReadRow, item: Item) -> str | None:
    if given.strip().casefold() in NONE:
        return None
    return figure(given)


def figure(given: str) -> str:
    """A figure as it is kept: decimal digits without an exponent. Raises UsageError for what is none."""
    try:
        value = Decimal(given.strip().replace(",", ""))
    except InvalidOperation as error:
        raise UsageError(f"{given!r} is no figure such as 12000 or 0.55") from error
    if not value.is_finite() or abs(value) >= 10**30:
        raise UsageError(f"{given!r} is no figure that can be reckoned with")
    return f"{value.normalize():f}"


def number(kept: str) -> float:
    """A kept figure as rows hold it: whole numbers as such."""
    value = float(kept)
    return int(value) if value.is_integer() else value


def _put_figure(held: dict[str, Any], name: str, value: Any, row: ReadRow) -> None:
    held[name] = None if value is None else number(value)


def _read_parties(given: str, row: ReadRow, item: Item) -> list[dict[str, Any]]:
    return [party_value(name, row) for name in listed(given)]


def _put_parties(held: dict[str, Any], name: str, value: Any, row: ReadRow) -> None:
    kind = "place" if name == "places" else None
    held[name] = list(dict.fromkeys(party_of(row, each, type=kind) for each in value))


def _read_place(given: str, row: ReadRow, item: Item) -> dict[str, Any] | None:
    if given.strip().casefold() in NONE:
        return None
    parts = [part.strip() for part in given.split(",")]
    if not 3 <= len(parts) <= 4 or not parts[0].isdigit():
        raise UsageError(f"{given!r} is no place: GEONAMES,LATITUDE,LONGITUDE[,COUNTRY], or none")
    latitude, longitude = figure(parts[1]), figure(parts[2])
    if abs(float(latitude)) > 90 or abs(float(longitude)) > 180:
        raise UsageError(f"{given!r}: latitude is from -90 to 90, longitude from -180 to 180")
    country = parts[3].upper() if len(parts) > 3 else None
    return {"geonames": int(parts[0]), "latitude": latitude, "longitude": longitude, "country": country}


def _put_place(held: dict[str, Any], name: str, value: Any, row: ReadRow) -> None:
    if value is None:
        held[name] = None
        return
    there = {"latitude": number(value["latitude"]), "longitude": number(value["longitude"])}
    held[name] = {**value, **there, "admin1": None, "reasons": []}


def _read_phrase(given: str, row: ReadRow, item: Item) -> dict[str, Any] | None:
    if given.strip().casefold() in NONE:
        return None
    span = nearest(given, row, item)
    if span is None:
        raise UsageError(f"{given!r} stands nowhere in the report")
    return {"span": [span.start, span.end]}


def _put_phrase(held: dict[str, Any], name: str, value: Any, row: ReadRow) -> None:
    held[name] = None if value is None else phrase_row(row, Span(*value["span"]))


FLAG = Shape(form="true or false", read=_read_flag, put=plain(lambda held: isinstance(held, bool)))
LIST = Shape(form='texts, "a; b"', read=_read_list, put=plain(are_texts))
DAY = Shape(form="a date, or none", read=_read_day, put=plain(lambda held: held is None or is_text(held)))
FIGURE = Shape(form="a figure, or none", read=_read_figure, put=_put_figure)
PARTIES = Shape(form='parties by name or id, "Cosmo Vey; p3"', read=_read_parties, put=_put_parties)
PLACE = Shape(form="GEONAMES,LATITUDE,LONGITUDE[,COUNTRY], or none", read=_read_place, put=_put_place)
PHRASE = Shape(form="words of the report, or none", read=_read_phrase, put=_put_phrase)


def indexes(what: str) -> Shape:
    """Times or numbers of the reading, by id ("t0") or by their words."""

    def read(given: str, row: ReadRow, item: Item) -> list[list[int]]:
        return [_place_of(name, what, row, item) for name in listed(given)]

    def put(held: dict[str, Any], name: str, value: Any, row: ReadRow) -> None:
        held[name] = [index_of(row, what, span) for span in value]

    return Shape(form=f'{what}s by id or words, "{what[0]}0; {what[0]}2"', read=read, put=put)


def index(what: str) -> Shape:
    """One time or number of the reading, or none."""

    def read(given: str, row: ReadRow, item: Item) -> list[int] | None:
        return None if given.strip().casefold() in NONE else _place_of(given.strip(), what, row, item)

    def put(held: dict[str, Any], name: str, value: Any, row: ReadRow) -> None:
        held[name] = None if value is None else index_of(row, what, value)

    return Shape(form=f"a {what} by id or words, or none", read=read, put=put)


def _place_of(given: str, what: str, row: ReadRow, item: Item) -> list[int]:
    """Where a time or number stands that people name by id or words; the nearest of those alike."""
    there = items(row, "time" if what == "time" else "number")
    found = [each for each in there if each.id == given] or [each for each in there if each.text == given]
    places = [span for each in found for span in each.spans]
    if not places:
        known = ", ".join(f"{each.id} {each.text!r}" for each in there) or "none"
        raise UsageError(f"{given!r} is no {what} of this report; there are: {known}")
    span = _closest(places, item)
    return [span.start, span.end]


def index_of(row: ReadRow, what: str, span: Sequence[int]) -> int:
    """The index of the time or number at a place. Raises Unplaced where there is none."""
    there = items(row, "time" if what == "time" else "number")
    for n, each in enumerate(there):
        if Span(*span) in each.spans:
            return n
    raise Unplaced(f"no {what} stands at [{span[0]}, {span[1]}) in this reading")


def party_value(given: str, row: ReadRow) -> dict[str, Any]:
    """A party as a decision keeps it: its name, and a mention of it where this reading has one."""
    there = items(row, "party")
    if PARTY.fullmatch(given):
        found = [each for each in there if each.id == given]
        if not found:
            raise UsageError(f"there is no party {given} in this report; name it by its name")
    else:
        found = [each for each in there if _named(each, given)]
    span = next((span for each in found[:1] for span in each.spans), None)
    name = found[0].text if found else given
    return {"name": name, "mention": None if span is None else [span.start, span.end]}


def party_of(row: ReadRow, value: dict[str, Any], *, type: str | None = None) -> str:
    """The id in a reading of the party that a decision names: by its mention, its name, or made anew."""
    there = items(row, "party")
    if not is_text(value["name"]):
        raise Unplaced("a party is named by text")
    if value["mention"] is not None:
        for each in there:
            if Span(*value["mention"]) in each.spans:
                return each.id
    for each in there:
        if _named(each, value["name"]):
            return each.id
    made: Any = {
        "id": next_party(row), "name": value["name"], "type": type, "kind": "named", "aliases": [],
        "role": None, "members": [], "place": None,
    }  # fmt: skip
    row["parties"].append(made)
    id: str = made["id"]
    return id


def next_party(row: ReadRow) -> str:
    """A party id that the reading does not have yet."""
    taken = [int(party["id"][1:]) for party in row["parties"] if PARTY.fullmatch(party["id"])]
    return f"p{max(taken, default=0) + 1}"


def nearest(given: str, row: ReadRow, item: Item) -> Span | None:
    """Where words stand in the report, nearest to the thing they are said of; None for nowhere."""
    places = find(text_of(row), given)
    return _closest(places, item) if places else None


def phrase_row(row: ReadRow, span: Span) -> dict[str, Any]:
    """The words at a place of the report, as rows hold them. Raises Unplaced beyond its end."""
    if not 0 < span.end <= len(text_of(row)):
        raise Unplaced(f"the report does not reach to [{span.start}, {span.end})")
    return {"text": span.of(text_of(row)), "spans": [(span.start, span.end)]}


def listed(given: str) -> list[str]:
    """The parts of "a; b"; nothing for "none"."""
    if given.strip().casefold() in NONE:
        return []
    return [part for part in (part.strip() for part in given.split(";")) if part]


def _closest(places: Sequence[Span], item: Item) -> Span:
    at = item.spans[0] if item.spans else Span(0, 0)
    return min(places, key=lambda span: (max(span.start - at.end, at.start - span.end, 0), span.start))


def _named(item: Item, name: str) -> bool:
    held = item.rows[0]
    return folded(name) in (folded(form) for form in (held["name"], *held["aliases"]))
