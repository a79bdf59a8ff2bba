"""docs/records.md against the types: the same rows, fields, order, types and vocabularies."""

from __future__ import annotations

import re
import types
import typing
from pathlib import Path
from typing import NotRequired

import pytest
from typing_extensions import is_typeddict

from secondsource.records import claims, rows, turned

PAGE = Path(__file__).parents[2] / "docs" / "records.md"
# Rows that have their sections on other pages.
ELSEWHERE = {"DecisionRow": "decisions.md", "ReportRef": "search.md#reportref"}
PLAIN = {str: "text", bool: "true or false", int: "integer", float: "number"}


def heading(row: type) -> str:
    """The name of a row's section: PhraseRow -> phrase. Rows of claims go by the names of their types."""
    return row.__name__ if row.__module__ != rows.__name__ else row.__name__.removesuffix("Row").lower()


def told(kind: object) -> str:
    """A type in the words of the page."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if kind == rows.SpanRow:
        return "[start, end)"
    if is_typeddict(kind):
        name = heading(typing.cast(type, kind))
        return f"[{name}]({ELSEWHERE.get(name, f'#{name.lower()}')})"
    if origin is NotRequired:
        return told(inner[0])
    if origin is list:
        return f"list of {told(inner[0])}"
    if origin is dict:
        return f"{told(inner[1])} by {told(inner[0])}"
    if origin is typing.Literal:
        return ", ".join(f"`{value}`" for value in inner)
    if origin in (typing.Union, types.UnionType):
        return " or ".join("null" if one is type(None) else told(one) for one in inner)
    return PLAIN[typing.cast(type, kind)]


def fields(row: type) -> list[tuple[str, str]]:
    """Each field of a row with its type, as the page should tell them."""
    hints = typing.get_type_hints(row, include_extras=True)
    return [(name, told(kind)) for name, kind in hints.items()]


def sections() -> dict[str, list[tuple[str, str]]]:
    """The tables of the page, by heading: each row's field and type."""
    found: dict[str, list[tuple[str, str]]] = {}
    name = ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("### "):
            name = line[4:].strip()
        elif cells := re.match(r"\| `(\w+)` \| (.+?) \|", line):
            found.setdefault(name, []).append((cells[1], cells[2]))
    return found


ROWS = [
    kind
    for module in (rows, claims, turned)
    for kind in vars(module).values()
    if is_typeddict(kind) and kind.__module__ == module.__name__
]


def test_every_row_has_its_section_and_no_section_is_of_the_past() -> None:
    assert {heading(row) for row in ROWS} == set(sections())


@pytest.mark.parametrize("row", ROWS, ids=heading)
def test_a_section_tells_the_fields_and_types_of_its_row(row: type) -> None:
    assert sections()[heading(row)] == fields(row)
