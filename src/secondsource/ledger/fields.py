"""The fields that can be corrected, with the values they take: one table for each kind of thing.

Vocabularies are read from the types of the records, so that both stay the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args, get_type_hints

from secondsource.errors import UsageError
from secondsource.ledger import shapes
from secondsource.ledger.anchors import Item, What
from secondsource.ledger.shapes import NONE, Shape
from secondsource.model.span import Span
from secondsource.model.statement import BasisKind
from secondsource.records import rows
from secondsource.records.rows import ReadRow

# ICD 203 for its own words, PHIA for "possible"; the bands that reading gives these levels.
BANDS: dict[str, tuple[str, str]] = {
    "almost-no-chance": ("0.01", "0.05"),
    "very-unlikely": ("0.05", "0.2"),
    "unlikely": ("0.2", "0.45"),
    "even": ("0.45", "0.55"),
    "possible": ("0.25", "0.6"),
    "likely": ("0.55", "0.8"),
    "very-likely": ("0.8", "0.95"),
    "almost-certain": ("0.95", "0.99"),
}
_BASES: tuple[str, ...] = get_args(BasisKind)


def _vocabulary(row: type, name: str) -> tuple[str, ...]:
    """The words that a field of a row may hold, without null."""
    kind = get_type_hints(row)[name]
    values = get_args(kind)
    inner = [get_args(value) for value in values if get_args(value)]
    found: tuple[str, ...] = inner[0] if inner else values
    return found


def _read_source(given: str, row: ReadRow, item: Item) -> dict[str, Any] | None:
    if given.strip().casefold() in NONE:
        return None
    party = shapes.party_value(given.strip(), row)
    words = party["name"] if shapes.PARTY.fullmatch(given.strip()) else given.strip()
    span = shapes.nearest(words, row, item)
    return {"party": party, "text": words, "span": None if span is None else [span.start, span.end]}


def _put_source(held: dict[str, Any], name: str, value: Any, row: ReadRow) -> None:
    """Set the source; it takes the place of the one before it in the chain, and it speaks, not the writer."""
    before = held["source"]["party"] if held["source"] else None
    if value is None:
        held["source"] = None
        held["chain"] = [party for party in held["chain"] if party != before]
        return
    if not shapes.is_text(value["text"]):
        raise shapes.Unplaced("a source is text")
    party = shapes.party_of(row, value["party"])
    words = {"text": value["text"], "spans": []}
    if value["span"] is not None:
        words = shapes.phrase_row(row, Span(*value["span"]))
    held["source"] = {**words, "party": party, "carried": False}
    held["attributed"] = True
    chain = [party if each == before else each for each in held["chain"]]
    held["chain"] = list(dict.fromkeys(chain if party in chain else [*chain, party]))


def _put_attributed(held: dict[str, Any], name: str, value: Any, row: ReadRow) -> None:
    shapes.FLAG.put(held, name, value, row)
    if not value:
        held.update(source=None, cue=None, chain=[])


def _read_certainty(given: str, row: ReadRow, item: Item) -> dict[str, str] | None:
    """A level, with the level's own band, or `LEVEL LOW HIGH`."""
    level, *band = given.replace(",", " ").split() or ["none"]
    if level.casefold() in NONE and not band:
        return None
    if level not in BANDS or len(band) not in (0, 2):
        raise UsageError(f"{given!r} is none of: {', '.join(BANDS)}, none; or LEVEL LOW HIGH")
    low, high = (shapes.figure(edge) for edge in band) if band else BANDS[level]
    if not 0 <= float(low) <= float(high) <= 1:
        raise UsageError(f"{given!r}: a band is two probabilities, the lower first")
    return {"level": level, "low": low, "high": high}


def _put_certainty(held: dict[str, Any], name: str, value: Any, row: ReadRow) -> None:
    if value is None:
        held["certainty"] = None
        return
    words = held["certainty"]["words"] if held["certainty"] else []
    if value["level"] not in BANDS:
        raise shapes.Unplaced(f"{value['level']!r} is no level of certainty")
    low, high = shapes.number(value["low"]), shapes.number(value["high"])
    held["certainty"] = {"words": words, "low": low, "high": high, "level": value["level"]}


def _read_basis(given: str, row: ReadRow, item: Item) -> list[str]:
    kinds = list(dict.fromkeys(shapes.listed(given)))
    for kind in kinds:
        if kind not in _BASES:
            raise UsageError(f"{kind!r} is none of: {', '.join(_BASES)}, none")
    return kinds


def _put_basis(held: dict[str, Any], name: str, value: Any, row: ReadRow) -> None:
    """Set the kinds; words that were read for one of them stay with it."""
    if not shapes.are_texts(value) or not set(value) <= set(_BASES):
        raise shapes.Unplaced(f"{value!r} are no kinds of basis")
    read = {basis["kind"]: basis for basis in reversed(held["basis"])}
    held["basis"] = [read.get(kind, {"kind": kind, "text": "", "spans": []}) for kind in value]


def _put_name(held: dict[str, Any], name: str, value: Any, row: ReadRow) -> None:
    """Set a party's name; the one that was read stays among its aliases, to be found by."""
    if not shapes.is_text(value) or not value.strip():
        raise shapes.Unplaced("a party's name is text")
    if held["name"] != value and held["name"] not in held["aliases"]:
        held["aliases"] = [*held["aliases"], held["name"]]
    held["name"] = value
    held["aliases"] = [alias for alias in held["aliases"] if alias != value]


_VALUES = {
    "parties": shapes.PARTIES,
    "places": shapes.PARTIES,
    "times": shapes.indexes("time"),
    "numbers": shapes.indexes("number"),
}
FIELDS: dict[What, dict[str, Shape]] = {
    "statement": {
        "source": Shape(form="a party by name or id, or none", read=_read_source, put=_put_source),
        "cue": shapes.PHRASE,
        "attributed": Shape(form=shapes.FLAG.form, read=shapes.FLAG.read, put=_put_attributed),
        "quote": shapes.choice(_vocabulary(rows.StatementRow, "quote")),
        "polarity": shapes.choice(_vocabulary(rows.StatementRow, "polarity")),
        "forecast": shapes.FLAG,
        "horizon": shapes.index("time"),
        "certainty": Shape(
            form=f"{', '.join(BANDS)}, none; or LEVEL LOW HIGH", read=_read_certainty, put=_put_certainty
        ),
        "basis": Shape(form=f"{', '.join(_BASES)}; several with ';'", read=_read_basis, put=_put_basis),
        "chain": shapes.PARTIES,
        **_VALUES,
    },
    "point": {"negated": shapes.FLAG, "event": shapes.PHRASE, **_VALUES},
    "party": {
        "name": Shape(form="text", read=shapes.words(empty=False).read, put=_put_name),
        "type": shapes.choice(_vocabulary(rows.PartyRow, "type"), empty=True),
        "kind": shapes.choice(_vocabulary(rows.PartyRow, "kind")),
        "role": shapes.words(),
        "aliases": shapes.LIST,
        "members": shapes.PARTIES,
        "place": shapes.PLACE,
    },
    "time": {
        "type": shapes.choice(_vocabulary(rows.TimeRow, "type")),
        "value": shapes.words(),
        "earliest": shapes.DAY,
        "latest": shapes.DAY,
        "precision": shapes.words(),
        "relation": shapes.choice(_vocabulary(rows.TimeRow, "relation"), empty=True),
    },
    "number": {
        "low": shapes.FIGURE,
        "high": shapes.FIGURE,
        "approximate": shapes.FLAG,
        "relation": shapes.choice(_vocabulary(rows.NumberRow, "relation")),
        "unit": shapes.words(),
        "per": shapes.words(),
    },
}
# Fields that take what another one sets along with it: the others are put before them.
_LATER = ("chain", "aliases")


def read(what: What, given: Mapping[str, str], row: ReadRow, item: Item) -> dict[str, Any]:
    """Check what people wrote for some fields of a thing, and give the values as decisions keep them.

    Raises UsageError for an unknown field, with those there are, and for a value that it cannot hold.
    """
    if not given:
        raise UsageError(f"nothing to correct: give FIELD=VALUE; fields of a {what}: {names(what)}")
    kept = {}
    for name, value in given.items():
        shape = FIELDS[what].get(name)
        if shape is None:
            raise UsageError(f"a {what} has no field {name!r} to correct; it has: {names(what)}")
        try:
            kept[name] = shape.read(value, row, item)
        except UsageError as error:
            raise UsageError(f"{what} {name}={value}: {error}") from error
    _check_bounds(what, kept, item)
    return kept


def put(what: What, held: dict[str, Any], name: str, value: Any, row: ReadRow) -> None:
    """Put the kept value of a field into a row of a reading.

    Raises `shapes.Unplaced` where it speaks of something that this reading lacks, and where the field or
    the form of the value is another version's.
    """
    try:
        FIELDS[what][name].put(held, name, value, row)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise shapes.Unplaced(f"{what} {name}: this version knows no such value: {error}") from error


def order(names: Sequence[str]) -> list[str]:
    """The fields in the order in which they are put, which doesn't depend on who gave which first."""
    return sorted(names, key=lambda name: (name in _LATER, name))


def names(what: What) -> str:
    """The names of the fields of a thing, for people."""
    return ", ".join(sorted(FIELDS[what]))


def _check_bounds(what: What, kept: Mapping[str, Any], item: Item) -> None:
    """Refuse bounds that end before they begin, beside those that stay as they are."""
    for first, last in (("low", "high"), ("earliest", "latest")):
        if first not in FIELDS[what] or not {first, last} & set(kept):
            continue
        low, high = (kept.get(edge, item.rows[0][edge]) for edge in (first, last))
        if low is None or high is None:
            continue
        turned = float(low) > float(high) if first == "low" else str(low)[:10] > str(high)[:10]
        if turned:
            raise UsageError(f"{first} {low} is beyond {last} {high}; correct both")
