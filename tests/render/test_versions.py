"""Versions in a terminal: figures first, words marked with and without colour, all within the window."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

from secondsource import Desk
from secondsource.render import listing, showing, versions
from tests.views.telling import ADDRESS, FIRST, SECOND, keep, report


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A ledger with one report in three versions: a silent edit, then one that was told."""
    folder: Path = tmp_path_factory.mktemp("versions")
    with Desk(folder / "a.ledger", author="anna") as opened:
        long = " ".join(f"word{n}" for n in range(2000))
        keep(opened.ledger, report(FIRST), fetched="2024-10-03T11:00Z")
        keep(opened.ledger, report(SECOND, title="Flood \x1b[31mgrows"), fetched="2024-10-03T12:00Z")
        keep(
            opened.ledger, report(f"{SECOND}\n\nCorrection: {long}"), fetched="2024-10-04T12:00Z", unread=True
        )
        yield opened


def drawn(desk: Desk, width: int, *, colour: bool = False) -> str:
    console = Console(
        width=width, file=StringIO(), highlight=False, force_terminal=colour,
        color_system="standard" if colour else None,
    )  # fmt: skip
    before, made = None, []
    for row in desk.versions(ADDRESS):
        with console.capture() as captured:
            console.print(versions.version(console, row, before), end="")
        made.append(captured.get())
        before = row
    return "".join(made)


@pytest.mark.parametrize("width", [24, 80])
def test_it_fits_the_window(desk: Desk, width: int) -> None:
    lines = drawn(desk, width).splitlines()
    assert all(cell_len(line) <= width for line in lines)
    assert "\x1b" not in "".join(lines)


def test_the_figures_stand_before_the_words(desk: Desk) -> None:
    told = drawn(desk, 100)
    assert "figure ±    40 → 60 villages (2 times)" in told
    assert "The flood at Marl took [-40-] {+60+} villages." in told
    assert (
        told.index("silent edit")
        < told.index("figure ±")
        < told.index("changed: number")
        < told.index("[-40-]")
    )
    assert told.count("changed in silence") == 1 and "the text tells of it: Correction:" in told
    assert "not both were read" in told and "characters)" in told
    assert "- Bram Oduya  said  nobody was hurt" in told


def test_colour_is_for_terminals(desk: Desk) -> None:
    told = drawn(desk, 100, colour=True)
    assert "\x1b[9;31m[-40-]\x1b[0m \x1b[32m{+60+}\x1b[0m" in told


def test_lists_tell_of_versions(desk: Desk) -> None:
    console = Console(width=100, file=StringIO())
    (row,) = desk.reports()
    assert "version 3 of 3" in listing.report(console, row).plain
    assert len(list(desk.reports(all_versions=True))) == 3
    news = [item for item in desk.changes("2001-01-01") if item["what"] == "version"]
    told = [listing.change(console, item).plain for item in news]
    assert "new version" in told[0] and "version 2 of 3  silent edit  40 → 60 villages (2 times)" in told[0]
    assert "another title" in told[0] and "silent" not in told[1]
    shown: Any = desk.show(ADDRESS)
    assert showing.show(console, shown).plain.count(" of 3  2024-10-03T10:00Z") == 3
    assert "besides in earlier versions of reports" in listing.counts(console, desk.counts("villages")).plain


def test_a_report_alone_is_told_as_such(tmp_path: Path) -> None:
    with Desk(tmp_path / "b.ledger", author="anna") as opened:
        keep(opened.ledger, report(title=None, published=None))
        (row,) = opened.versions(report(title=None, published=None).id)
    told = versions.version(Console(width=80, file=StringIO()), row).plain
    assert "1 of 1" in told and "no date" in told and "the earliest that is known here" in told
