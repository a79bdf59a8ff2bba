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
_FIGURE: dict[str, tuple[str, ...]] = {
    name: ("figure", name)
    for name in (
        *("low", "high", "relation", "approximate", "source", "outlook", "state", "published", "text"),
        *("report", "path", "statement", "point"),
    )
}
_SIDE = ("text", "claim", "report", "path", "source", "published", "figure")
_STAND = ("state", "reports", "low", "high", "denied")
COLUMNS: dict[str, dict[str, tuple[str, ...]]] = {
    "claims": {
        **{name: (name,) for name in ("id", "state", "text", "first", "last")},
        "low": ("origins", "low"),
        "high": ("origins", "high"),
        "denials_low": ("denials", "low"),
        "denials_high": ("denials", "high"),
        "sources": ("said", "*", "source"),
        "reports": ("said", "*", "report"),
        "paths": ("said", "*", "path"),
        "relations": ("relations", "*", "kind"),
        "related": ("relations", "*", "claim"),
    },
    "echoes": {
        **{name: (name,) for name in ("kind", "first", "news", "holds", "probability")},
        **{f"{side}_{name}": (side, name) for side in ("a", "b") for name in ("report", "path")},
        "reasons": ("reasons", "*", "text"),
    },
    "conflicts": {
        **{name: (name,) for name in ("kind", "facet", "probability", "estimate")},
        **{f"{side}_{name}": (side, name) for side in ("a", "b") for name in _SIDE},
        "reasons": ("reasons", "*", "text"),
    },
    "estimates": {
        **{name: (name,) for name in ("id", "claim", "unit", "place")},
        "of": ("of", "text"),
        "event": ("event", "text"),
        "now_low": ("now", "low"),
        "now_high": ("now", "high"),
        **_FIGURE,
        "earliest": ("earliest",),
        "latest": ("latest",),
        "scope": ("figure", "scope", "kind"),
        "area": ("figure", "scope", "area"),
    },
    "search": {"id": ("id",), "attributed": ("attributed",), **_SAID, **_REPORT, **_VERSION},
    "search-reports": {**_ITEM, "snippet": ("snippet", "text")},
    "reports": _ITEM,
    "places": {
        name: (name,)
        for name in (
            *("id", "name", "latitude", "longitude", "country", "admin1"),
            *("statements", "reports", "first", "last"),
        )
    },
    "said": {
        name: (name,)
        for name in (
            *("point", "stance", "source", "text", "certainty", "published", "publisher", "title", "path"),
            *("report", "statement", "probability", "wording", "withdrawn"),
        )
    },
    "doubts": {
        "doubt": ("doubt",),
        "reasons": ("reasons", "*", "text"),
        **{name: ("statement", *way) for name, way in ({"id": ("id",)} | _SAID | _REPORT).items()},
    },
    "network": {
        **{name: (name,) for name in ("from", "to", "kind", "count", "sure")},
        "reasons": ("reasons", "*", "text"),
    },
    "sources": {name: (name,) for name in ("key", "text", "statements", "reports", "first", "last", "basis")},
    "parties": {name: (name,) for name in ("key", "text", "reports", "forms")},
    "timeline": {
        **{name: (name,) for name in ("earliest", "latest", "value")},
        **{name: ("statement", *way) for name, way in ({"id": ("id",)} | _SAID | _REPORT).items()},
        "claims": ("claims", "*", "id"),
        "states": ("claims", "*", "state"),
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
        "turned": ("claim", "kinds", "*"),
        "claim": ("claim", "text"),
        **{f"{name}_before": ("claim", "before", name) for name in _STAND},
        **{f"{name}_after": ("claim", "after", name) for name in _STAND},
        "new_sources": ("claim", "said", "*", "source"),
        "new_paths": ("claim", "said", "*", "path"),
        "into": ("claim", "into"),
    },
}


def flat(name: str, rows: Iterable[Mapping[str, Any]]) -> tuple[list[str], Iterator[list[Value]]]:
    """The columns of a view, and its rows as lists of values in their order, made as they are asked for.

    name: one of COLUMNS; raises UsageError for others. An estimate makes a line for each of its figures.
    """
    if name not in COLUMNS:
        raise UsageError(f"there is no table {name!r}; there is {', '.join(sorted(COLUMNS))}")
    columns = COLUMNS[name]
    listed = _figures(rows) if name == "estimates" else rows
    return list(columns), ([_value(row, way) for way in columns.values()] for row in listed)


def _figures(rows: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Each figure beside the estimate that it belongs to."""
    for row in rows:
        for figure in row["figures"]:
            earliest, latest = figure["as_of"] or (None, None)
            yield {**row, "figure": figure, "earliest": earliest, "latest": latest}


def _value(row: Any, way: tuple[str, ...]) -> Value:
    """The value at the end of a way; "*" goes through a list, whose different values become one text."""
    for at, key in enumerate(way):
        if key == "*":
            found = (_value(held, way[at + 1 :]) for held in row or ())
            return "; ".join(dict.fromkeys(str(value) for value in found if value is not None))
        row = None if row is None else row[key]
    if isinstance(row, list):
        return "; ".join(_told(held) for held in row)
    value: Value = row
    return value


def _told(held: Mapping[str, Any]) -> str:
    """One of a list: with how often, where that was counted."""
    count = held.get("count", held.get("reports"))
    return str(held["text"]) if count is None else f"{held['text']} ({count})"
