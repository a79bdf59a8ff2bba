"""docs/versions.md names every row of versions with its own fields, in their order."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from secondsource.ledger import versions as held
from secondsource.records import versions
from secondsource.records.versions import Facet
from tests.views.test_page import _own

PAGE = (Path(__file__).parents[2] / "docs" / "versions.md").read_text(encoding="utf-8")


def test_the_page_tells_every_field_of_every_row() -> None:
    told = {
        part.partition("\n")[0]: re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE)
        for part in PAGE.split("\n### ")[1:]
    }
    rows = {
        name: row
        for name, row in vars(versions).items()
        if hasattr(row, "__required_keys__") and row.__module__ == versions.__name__
    }
    assert told == {name: _own(row) for name, row in rows.items()}


def test_the_page_tells_the_vocabularies_and_limits() -> None:
    words = re.split(r"\W+", PAGE)
    assert set(get_args(Facet)) <= set(words)
    for order in get_args(held.Order):
        assert f"| `{order}` |" in PAGE
    assert f"at more than {held.MOST_MOVES} addresses" in " ".join(PAGE.split())
