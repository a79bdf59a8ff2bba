"""The columns of each table: what a cell holds of a report's row and of one of its values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from secondsource.records.rows import ReadRow, StatementRow

Name = Literal["reports", "statements", "numbers", "times", "places"]
Field = Literal["numbers", "times", "places"]
Cell = str | float | int | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of a table: the row it is of, the value, and the statements that hold it, shortest first.

    field, index: where statements and points name the value, and by what.
    """

    row: ReadRow
    value: Mapping[str, Any]
    within: tuple[StatementRow, ...] = ()
    field: Field | None = None
    index: int | str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its head, its cell of an item. date: a day or a time as ISO 8601, which spreadsheets know."""

    head: str
    cell: Callable[[Item], Cell]
    date: bool = False


def items(row: ReadRow, name: Name) -> Iterator[Item]:
    """The lines of a table that a report's row gives; none of an error row."""
    report = row["report"]
    if report is None:
        return
    if name == "reports":
        yield Item(row=row, value=report)
    elif name == "statements":
        for statement in row["statements"]:
            yield Item(row=row, value=statement, within=(statement,))
    elif name == "places":
        for party in row["parties"]:
            if party["type"] == "place" or party["place"] is not None:
                yield _item(row, party, name, party["id"])
    else:
        for index, value in enumerate(row[name]):
            yield _item(row, value, name, index)


def _item(row: ReadRow, value: Mapping[str, Any], field: Field, index: int | str) -> Item:
    held = [statement for statement in row["statements"] if index in statement[field]]
    within = tuple(sorted(held, key=lambda statement: len(statement["content"]["text"])))
    return Item(row=row, value=value, within=within, field=field, index=index)


def _of_report(field: str) -> Callable[[Item], Cell]:
    def cell(item: Item) -> Cell:
        report: Mapping[str, Any] = item.row["report"] or {}
        value: Cell = report.get(field)
        return value

    return cell


def _day(item: Item) -> Cell:
    report = item.row["report"]
    published = None if report is None else report["published"]
    return published[:10] if isinstance(published, str) and len(published) >= 10 else None


def _reader(item: Item) -> Cell:
    reader = item.row["reader"]
    return None if reader is None else reader["version"]


def _field(*path: str) -> Callable[[Item], Cell]:
    """The cell of a field, or of a field within it; empty where either is null."""

    def cell(item: Item) -> Cell:
        held: Any = item.value
        for name in path:
            held = None if held is None else held.get(name)
        value: Cell = held
        return value

    return cell


def _listed(field: str, mark: str = "; ") -> Callable[[Item], Cell]:
    return lambda item: mark.join(str(one) for one in item.value[field])


def _names(field: str, mark: str = "; ") -> Callable[[Item], Cell]:
    """The names of the parties that a field lists."""

    def cell(item: Item) -> Cell:
        named = {party["id"]: party["name"] for party in item.row["parties"]}
        return mark.join(named.get(id, id) for id in item.value[field])

    return cell


def _texts(field: str, table: Literal["times", "numbers"]) -> Callable[[Item], Cell]:
    """The words of the times or numbers that a field lists by index."""

    def cell(item: Item) -> Cell:
        held = item.row[table]
        return "; ".join(held[index]["text"] for index in item.value[field] if index < len(held))

    return cell


def _source(item: Item) -> Cell:
    """Who says it, by name, in the innermost statement; empty for the writer and for a source left open."""
    named = {party["id"]: party["name"] for party in item.row["parties"]}
    for statement in item.within:
        source = statement["source"]
        if statement["attributed"] and source is not None:
            return named.get(source["party"] or "", source["text"])
    return None


def _context(item: Item) -> Cell:
    """The point that holds the value, else the content of the statement."""
    for statement in item.within:
        for point in statement["points"]:
            if item.field is not None and item.index in point[item.field]:
                return point["text"]
    return item.within[0]["content"]["text"] if item.within else None


def _reasons(item: Item) -> Cell:
    held = (item.value.get("place") or {}) if "place" in item.value else item.value
    return "; ".join(reason["text"] for reason in held.get("reasons", ()))


def _plain(*names: str) -> tuple[Column, ...]:
    return tuple(Column(head=name, cell=_field(name)) for name in names)


_REPORT = (
    Column(head="path", cell=lambda item: item.row["path"]),
    Column(head="report", cell=_of_report("id")),
)
_PUBLISHED = (
    Column(head="title", cell=_of_report("title")),
    Column(head="publisher", cell=_of_report("publisher")),
    Column(head="published", cell=_of_report("published"), date=True),
    Column(head="day", cell=_day, date=True),
)
_TOLD = (
    Column(head="source", cell=_source),
    Column(head="context", cell=_context),
    Column(head="reasons", cell=_reasons),
    Column(head="statements", cell=lambda item: " ".join(held["id"] for held in item.within)),
)
COLUMNS: dict[Name, tuple[Column, ...]] = {
    "reports": (
        *_REPORT,
        *_PUBLISHED,
        *_plain("byline", "dateline", "language", "length"),
        Column(head="reader", cell=_reader),
        Column(head="statements", cell=lambda item: len(item.row["statements"])),
        Column(head="numbers", cell=lambda item: len(item.row["numbers"])),
        Column(head="times", cell=lambda item: len(item.row["times"])),
    ),
    "statements": (
        *_REPORT,
        *_PUBLISHED,
        Column(head="statement", cell=_field("id")),
        *_plain("attributed", "parent"),
        Column(head="source", cell=_source),
        Column(head="source_text", cell=_field("source", "text")),
        Column(head="cue", cell=_field("cue", "text")),
        Column(head="content", cell=_field("content", "text")),
        *_plain("quote"),
        Column(head="chain", cell=_names("chain", " → ")),
        Column(head="basis", cell=lambda item: "; ".join(held["kind"] for held in item.value["basis"])),
        Column(head="certainty", cell=_field("certainty", "level")),
        Column(head="low", cell=_field("certainty", "low")),
        Column(head="high", cell=_field("certainty", "high")),
        *_plain("polarity", "forecast"),
        Column(head="parties", cell=_names("parties")),
        Column(head="places", cell=_names("places")),
        Column(head="times", cell=_texts("times", "times")),
        Column(head="numbers", cell=_texts("numbers", "numbers")),
        Column(head="grounds", cell=_listed("grounds", " ")),
    ),
    "numbers": (
        *_REPORT,
        *_PUBLISHED,
        *_plain("text", "low", "high", "approximate", "relation", "unit", "per"),
        Column(head="of", cell=_field("of", "text")),
        Column(head="event", cell=_field("event", "text")),
        Column(head="scope", cell=_field("scope", "kind")),
        Column(head="since", cell=_field("scope", "since"), date=True),
        Column(head="area", cell=_field("scope", "area")),
        *_TOLD,
    ),
    "times": (
        *_REPORT,
        *_PUBLISHED,
        *_plain("text", "type", "value"),
        Column(head="earliest", cell=_field("earliest"), date=True),
        Column(head="latest", cell=_field("latest"), date=True),
        *_plain("relation", "precision"),
        Column(head="reference", cell=_field("reference"), date=True),
        *_TOLD,
    ),
    "places": (
        *_REPORT,
        *_PUBLISHED,
        *_plain("name"),
        Column(head="country", cell=_field("place", "country")),
        Column(head="admin1", cell=_field("place", "admin1")),
        Column(head="latitude", cell=_field("place", "latitude")),
        Column(head="longitude", cell=_field("place", "longitude")),
        Column(head="geonames", cell=_field("place", "geonames")),
        *_TOLD,
    ),
}
