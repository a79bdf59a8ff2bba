"""docs/decisions.md against the table of fields: the same things, fields and values."""

from __future__ import annotations

import re
from pathlib import Path

from secondsource.ledger.fields import FIELDS
from secondsource.model.anchor import CONTEXT

PAGE = (Path(__file__).parents[2] / "docs" / "decisions.md").read_text(encoding="utf-8")


def test_the_page_lists_every_field_that_can_be_corrected_and_its_values() -> None:
    told: dict[str, dict[str, str]] = {}
    name = ""
    for line in PAGE.splitlines():
        if line.startswith("#"):
            name = line.removeprefix("### ")
        elif cells := re.fullmatch(r"\| `(\w+)` \| (.+) \|", line):
            told.setdefault(name, {})[cells[1]] = cells[2]
    held = {what: {name: shape.form for name, shape in listed.items()} for what, listed in FIELDS.items()}
    assert told == held


def test_the_page_tells_how_much_is_quoted() -> None:
    assert f"up to {CONTEXT} characters" in PAGE
