"""docs/reading.md against the vocabularies, the bands and the sample story that it speaks of."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from secondsource.model.statement import BasisKind, Level, PartyKind, PartyType
from secondsource.reading.hedges import BANDS

PAGE = (Path(__file__).parents[2] / "docs" / "reading.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    """What stands under a heading."""
    found = re.search(rf"^## {title}.*?(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found, title
    return found[0]


def rows(title: str) -> list[list[str]]:
    """The cells of a section's table, of the rows that begin with code."""
    lines = section(title).splitlines()
    return [
        [cell.strip(" `") for cell in line.strip("|").split("|")] for line in lines if line.startswith("| `")
    ]


def test_every_kind_of_basis_is_told_in_its_order() -> None:
    assert [row[0] for row in rows("Basis")] == list(get_args(BasisKind))


def test_the_bands_are_those_that_are_given() -> None:
    told = {row[0]: row[1] for row in rows("Certainty")}
    assert told == {level: f"{100 * low:.0f} to {100 * high:.0f} %" for level, (low, high) in BANDS.items()}
    assert [*told, "none"] == list(get_args(Level))


def test_the_kinds_and_types_of_parties_are_told() -> None:
    told = section("Who is who")
    assert all(f"`{kind}`" in told for kind in get_args(PartyKind))
    assert all(kind in told for kind in get_args(PartyType))


def test_the_example_stands_in_the_sample_story(story: Path) -> None:
    quotes = [
        " ".join(block.replace("\n> ", " ").split())
        for block in re.findall(r"^> (.*?)\n\n", PAGE, re.M | re.S)
    ]
    texts = [" ".join(path.read_text(encoding="utf-8").split()) for path in sorted(story.glob("*.txt"))]
    assert len(quotes) == 2
    for quote in quotes:
        assert any(quote in text for text in texts), quote
