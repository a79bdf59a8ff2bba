"""The times, numbers and places of a row as lines of a table, each with what is said of it and by whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

from secondsource.records.rows import NumberRow, PartyRow, ReadRow, SpanRow, StatementRow, TimeRow
from secondsource.render.outlines import country_name
from secondsource.render.plain import one_line
from secondsource.render.values import is_place, lies_in, scope, stands_for, with_unit
from secondsource.render.voices import Voices

Table = Literal["times", "numbers", "places"]
Line = dict[str, Any]
"""A value as JSON gives it: where it stands, who says it, and all fields of the value."""

_NAMES, _NAME = 3, 40  # names of a cell, and code points of each; csv and jsonl have all
_AROUND = 100  # code points before and after a value that stands in no point: to tell it, not to read on


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table: its head, and its cell of a line.

    wide: the room that it asks for beside others. spare: left out where there is little room.
    """

    head: str
    cell: Callable[[Line], str | float | int | None]
    wide: int = 1
    spare: bool = False


def lines(row: ReadRow, table: Table) -> list[Line]:
    """The lines of a row that was read with its text; of one that could not be read, its error alone.

    Every line has the same keys: `path`, `error`, `report`, `statements`, `points`, `attributed`, `source` (a
    name; `sources` of a place), `context`, and then the fields of the value as `read` gives them.
    """
    if row["error"] is not None:
        return [_nothing(table) | {"path": row["path"], "error": dict(row["error"])}]
    return list(_MAKERS[table](row))


def _nothing(table: Table) -> Line:
    """A line of nothing: lists empty and all else null."""
    listed = {"statements", "points", "spans", "reasons", "sources", "mentions", "aliases"}
    return {key: [] if key in listed else None for key in KEYS[table]}


class _Told:
    """Which statements and points hold a value, and who makes them."""

    def __init__(self, row: ReadRow, field: Literal["times", "numbers", "places"]) -> None:
        self._row = row
        self._text = row["report"].get("text", "") if row["report"] else ""
        self._voices = Voices({party["id"]: party for party in row["parties"]})
        self._within: dict[int | str, list[StatementRow]] = {}
        for held in row["statements"]:
            for value in dict.fromkeys([*held[field]]):
                self._within.setdefault(value, []).append(held)
        self._field = field

    def of(self, value: int | str, spans: Sequence[SpanRow]) -> Line:
        """The path, the ids, the source and the words around."""
        within = sorted(self._within.get(value, []), key=lambda held: len(held["content"]["text"]))
        points = [point for held in within for point in held["points"] if value in point[self._field]]
        told = [*(point["text"] for point in points), *(held["content"]["text"] for held in within)]
        return {
            "path": self._row["path"],
            "error": None,
            "report": self._row["report"]["id"] if self._row["report"] else None,
            "statements": [held["id"] for held in within],
            "points": list(dict.fromkeys(point["id"] for point in points)),
            "attributed": any(held["attributed"] for held in within),
            "source": next(iter(self.sources(within)), None),
            "sources": self.sources(within),
            "context": one_line(told[0]) if told else self._around(spans),
        }

    def sources(self, within: Sequence[StatementRow]) -> list[str]:
        """Who says it, innermost first; a source left open is nobody."""
        voices = (self._voices.of(held["source"]) for held in within if held["attributed"])
        return list(dict.fromkeys(voice.name for voice in voices if voice.number))

    def _around(self, spans: Sequence[SpanRow]) -> str:
        """The words of the value's own line, cut short."""
        if not spans or not self._text:
            return ""
        start, end = spans[0][0], spans[-1][1]
        first = self._text.rfind("\n", 0, start) + 1
        close = self._text.find("\n", end)
        before, after = self._text[first:start], self._text[end : close if close >= 0 else None]
        if len(before) > _AROUND:
            before = "… " + before[-_AROUND:].partition(" ")[2]
        if len(after) > _AROUND:
            after = after[:_AROUND].rpartition(" ")[0] + " …"
        return one_line(before + self._text[start:end] + after)


def _times(row: ReadRow) -> Iterator[Line]:
    told = _Told(row, "times")
    for index, time in enumerate(row["times"]):
        yield _kept("times", told.of(index, time["spans"]) | dict(time))


def _numbers(row: ReadRow) -> Iterator[Line]:
    told = _Told(row, "numbers")
    for index, number in enumerate(row["numbers"]):
        yield _kept("numbers", told.of(index, number["spans"]) | dict(number))


def _places(row: ReadRow) -> Iterator[Line]:
    told = _Told(row, "places")
    mentions: dict[str, list[dict[str, Any]]] = {}
    for mention in row["mentions"]:
        found = {"text": mention["text"], "spans": mention["spans"]}
        mentions.setdefault(mention["party"] or "", []).append(found)
    for party in filter(is_place, row["parties"]):
        held = mentions.get(party["id"], [])
        place = party["place"]
        yield _kept(
            "places",
            told.of(party["id"], held[0]["spans"] if held else ())
            | {key: value for key, value in party.items() if key in KEYS["places"]}
            | {"party": party["id"], "mentions": held, "reasons": []}
            | (dict(place) if place else {}),
        )


def _kept(table: Table, found: Line) -> Line:
    """The line with the keys of its table, in their order."""
    return {key: found.get(key) for key in KEYS[table]}


_MAKERS: dict[Table, Callable[[ReadRow], Iterator[Line]]] = {
    "times": _times,
    "numbers": _numbers,
    "places": _places,
}
_COMMON = ("path", "error", "report", "statements", "points", "attributed")
KEYS: dict[Table, tuple[str, ...]] = {
    "times": (*_COMMON, "source", "context", *TimeRow.__annotations__),
    "numbers": (*_COMMON, "source", "context", *NumberRow.__annotations__),
    "places": (
        *_COMMON, "sources", "context", "party", "name", "type", "aliases",
        "geonames", "latitude", "longitude", "country", "admin1", "reasons", "mentions",
    ),
}  # fmt: skip


def _text(key: str) -> Callable[[Line], str]:
    """The cell that shows a field as it is."""
    return lambda line: one_line(str(line[key])) if line[key] is not None else ""


def _figure(key: str) -> Callable[[Line], float | int | None]:
    """The cell that holds a number, for programs."""
    return lambda line: cast("float | int | None", line[key])


def _phrase(key: str, field: str = "text") -> Callable[[Line], str]:
    """The cell that shows one field of an object; nothing where that is null."""
    return lambda line: one_line((line[key] or {}).get(field) or "")


def _why(line: Line) -> str:
    return "; ".join(one_line(reason["text"]) for reason in line["reasons"])


def _who(line: Line) -> str:
    """Who says it, for people; of what stands in no statement (a dateline), nobody."""
    if not line["statements"]:
        return ""
    names = line["sources"] if "sources" in line else [line["source"]] if line["source"] else []
    more = f", and {len(names) - _NAMES} more" if len(names) > _NAMES else ""
    shown = ", ".join(name if len(name) <= _NAME else name[:_NAME].rstrip() + "…" for name in names[:_NAMES])
    return shown + more or ("left open" if line["attributed"] else "the writer")


def _stands_for(line: Line) -> str:
    return stands_for(cast(TimeRow, line)) or "not placed"


def _shown(line: Line) -> str:
    return with_unit(cast(NumberRow, line)) or _text("text")(line)


def _counted(line: Line) -> str:
    """What is counted, what happened to it, and what part of the count it is."""
    parts = [_phrase("of")(line), _phrase("event")(line), scope(cast(NumberRow, line))]
    return ", ".join(part for part in parts if part)


def _lies_in(line: Line) -> str:
    return lies_in(cast(PartyRow, line | {"place": line if line["geonames"] is not None else None}))


def _degrees(line: Line) -> str:
    if line["latitude"] is None:
        return "not known"
    return f"{line['latitude']:.2f}, {line['longitude']:.2f}"


def _plain(*keys: str) -> tuple[Column, ...]:
    """Columns of fields as they are, under their own names."""
    return tuple(Column(head=key, cell=_text(key)) for key in keys)


def _figures(*keys: str) -> tuple[Column, ...]:
    return tuple(Column(head=key, cell=_figure(key)) for key in keys)


# What people read in a terminal.
TEXT: dict[Table, tuple[Column, ...]] = {
    "times": (
        Column(head="Words", cell=_text("text"), wide=3),
        Column(head="Stands for", cell=_stands_for, wide=3),
        Column(head="What then", cell=_text("context"), wide=6),
        Column(head="Who says so", cell=_who, wide=3),
        Column(head="Reckoned from", cell=_text("reference"), wide=2, spare=True),
    ),
    "numbers": (
        Column(head="Number", cell=_shown, wide=3),
        Column(head="Of what", cell=_counted, wide=4),
        Column(head="In these words", cell=_text("context"), wide=6),
        Column(head="Who says so", cell=_who, wide=3),
    ),
    "places": (
        Column(head="Place", cell=_text("name"), wide=3),
        Column(head="In", cell=_lies_in, wide=4),
        Column(head="Lat, lon", cell=_degrees, wide=3),
        Column(head="Said", cell=lambda line: f"{len(line['mentions'])}×", wide=1),
        Column(head="Who speaks of it", cell=_who, wide=4),
        Column(head="Why this one", cell=_why, wide=4, spare=True),
    ),
}
_WHERE = (
    Column(head="reasons", cell=_why),
    Column(head="statements", cell=lambda line: " ".join(line["statements"])),
    Column(head="points", cell=lambda line: " ".join(line["points"])),
)
# What programs read: one field a cell.
CSV: dict[Table, tuple[Column, ...]] = {
    "times": (
        *_plain("path", "text", "type", "value", "earliest", "latest", "relation", "precision", "reference"),
        *_plain("source", "context"),
        *_WHERE,
    ),
    "numbers": (
        *_plain("path", "text"),
        *_figures("low", "high"),
        Column(head="approximate", cell=lambda line: "true" if line["approximate"] else "false"),
        *_plain("relation", "unit", "per"),
        Column(head="of", cell=_phrase("of")),
        Column(head="party", cell=_phrase("of", "party")),
        Column(head="event", cell=_phrase("event")),
        Column(head="scope", cell=_phrase("scope", "kind")),
        Column(head="since", cell=_phrase("scope", "since")),
        Column(head="area", cell=_phrase("scope", "area")),
        *_plain("source", "context"),
        *_WHERE,
    ),
    "places": (
        *_plain("path", "name", "country"),
        Column(head="country_name", cell=lambda line: country_name(line["country"])),
        *_plain("admin1"),
        *_figures("latitude", "longitude", "geonames"),
        Column(head="mentions", cell=lambda line: len(line["mentions"])),
        Column(head="sources", cell=lambda line: "; ".join(line["sources"])),
        *_plain("context"),
        *_WHERE,
    ),
}
