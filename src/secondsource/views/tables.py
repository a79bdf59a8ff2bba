"""Rows of views as flat lines, for CSV and spreadsheets: a header, and one list of plain values a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from secondsource.errors import UsageError

Value = str | int | float | bool | None
# Column -> the way to its value, by keys; "bases" and "forms" are lists that become text.
_REPORT: dict[str, tuple[str, ...]] = {
    "report": ("report", "id"),
    "path": ("report", "path"),
    "title": ("report", "title"),
    "publisher": ("report", "publisher"),
    "published": ("report", "published"),
}
_SAID: dict[str, tuple[str, ...]] = {
    name: (name,)
    for name in (
        *("source", "party", "cue", "content", "quote", "polarity", "forecast", "certainty"),
        *("low", "high", "start", "end"),
    )
}
_VERSION: dict[str, tuple[str, ...]] = {"version": ("version", "n"), "versions": ("version", "of")}
_ITEM: dict[str, tuple[str, ...]] = {
    name: (name,)
    for name in (
        "id",
        "path",
        "title",
        "publisher",
        "published",
        "language",
        "length",
        "statements",
        "reading",
    )
} | _VERSION
COLUMNS: dict[str, dict[str, tuple[str, ...]]] = {
    "search": {"id": ("id",), "attributed": ("attributed",), **_SAID, **_REPORT, **_VERSION},
    "search-reports": {**_ITEM, "snippet": ("snippet", "text")},
    "reports": _ITEM,
    "sources": {name: (name,) for name in ("key", "text", "statements", "reports", "first", "last", "basis")},
    "parties": {name: (name,) for name in ("key", "text", "reports", "forms")},
    "timeline": {
        **{name: (name,) for name in ("earliest", "latest", "value")},
        **{name: ("statement", *way) for name, way in ({"id": ("id",)} | _SAID | _REPORT).items()},
    },
    "versions": {
        **{name: (name,) for name in ("n", "of", "in_force", "id", "path", "title", "publisher")},
        **{name: (name,) for name in ("published", "retrieved", "order")},
        **{name: ("changes", name) for name in ("text_changed", "silent", "kept")},
        "words": ("changes", "of"),
        "numbers": ("changes", "numbers"),
    },
    "changes": {
        **{name: (name,) for name in ("at", "n", "what", "id", "in_force")},
        **_REPORT,
        **{name: ("decision", name) for name in ("kind", "author", "why")},
        **{name: ("version", "changes", name) for name in ("silent", "numbers")},
    },
}


def flat(name: str, rows: Iterable[Mapping[str, Any]]) -> tuple[list[str], Iterator[list[Value]]]:
    """The columns of a view, and its rows as lists of values in their order, made as they are asked for.

    name: search, search-reports, reports, sources, parties, timeline, changes, versions. Raises UsageError
    for others.
    """
    if name not in COLUMNS:
        raise UsageError(f"there is no table {name!r}; there is {', '.join(sorted(COLUMNS))}")
    columns = COLUMNS[name]
    return list(columns), ([_value(row, way) for way in columns.values()] for row in rows)


def _value(row: Any, way: tuple[str, ...]) -> Value:
    for key in way:
        row = None if row is None else row[key]
    if isinstance(row, list):
        return "; ".join(_told(held) for held in row)
    value: Value = row
    return value


def _told(held: Mapping[str, Any]) -> str:
    """One of a list: with how often, where that was counted."""
    count = held.get("count", held.get("reports"))
    return str(held["text"]) if count is None else f"{held['text']} ({count})"
