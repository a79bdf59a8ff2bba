"""The page of search names every row of the views with its own fields, in their order."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from secondsource.records import ledger

PAGE = Path(__file__).parents[2] / "docs" / "search.md"


def test_the_page_tells_every_field_of_every_row() -> None:
    told = {
        part.partition("\n")[0]: re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE)
        for part in PAGE.read_text(encoding="utf-8").split("\n### ")[1:]
    }
    rows = {
        name: row
        for name, row in vars(ledger).items()
        if hasattr(row, "__required_keys__") and row.__module__ == ledger.__name__
    }
    assert told == {name: _own(row) for name, row in rows.items()}


def _own(row: Any) -> list[str]:
    """The fields of a row that it does not have from another."""
    others = {field for base in row.__orig_bases__ for field in getattr(base, "__annotations__", ())}
    return [field for field in row.__annotations__ if field not in others]
