"""Lists of the ledger in a terminal: what stands where, and nothing wider than the window."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from secondsource import Desk
from secondsource.model.report import Report
from secondsource.model.statement import Reading
from secondsource.render import health, listing, showing, turned
from secondsource.render.sheet import Sheet, count, short, stretch
from tests.desk import standin
from tests.render import rich as reports


class Careful:
    """A reader that has read two invented reports by hand."""

    identity = standin.READER

    def read(self, report: Report, *, raw: bool = False) -> Reading:
        return reports.reading() if report.text == reports.TEXT else standin.reading()


def console(width: int = 72, *, colour: bool = False) -> Console:
    return Console(
        width=width, file=StringIO(), highlight=False, markup=False, emoji=False, force_terminal=colour,
        color_system="standard" if colour else None,
    )  # fmt: skip


def drawn(text: Text, width: int = 72) -> list[str]:
    """The lines, none of them wider than the window."""
    lines = text.plain.splitlines()
    assert all(cell_len(line) <= width for line in lines), lines
    return lines


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A ledger with two reports, a story and some decisions."""
    with Desk(tmp_path_factory.mktemp("listing") / "a.ledger", author="anna") as opened:
        given = [standin.reading().report, reports.reading().report]
        assert opened.add(given, story="sea", reader=Careful()).added == 2
        (said,) = opened.search("hinges", attributed=True, source="Bram Oduya")
        opened.accept(said["id"], why="seen in the log")
        opened.correct(said["id"], {"polarity": "questioned"})
        opened.undo()
        yield opened


DRAW = listing.DRAW | turned.DRAW
LISTS: dict[str, Callable[[Desk], Any]] = {
    "reports": lambda desk: desk.reports(),
    "search": lambda desk: desk.search("the"),
    "search-reports": lambda desk: desk.search_reports("the"),
    "sources": lambda desk: desk.sources(),
    "parties": lambda desk: desk.parties(),
    "timeline": lambda desk: desk.timeline(),
    "changes": lambda desk: desk.changes("2001-01-01"),
    "history": lambda desk: desk.history(),
}


def test_every_list_that_is_drawn_is_tried() -> None:
    assert set(LISTS) == set(listing.DRAW)


@pytest.mark.parametrize("width", [30, 72, 100])
@pytest.mark.parametrize("name", LISTS)
def test_a_list_fits_the_window(desk: Desk, name: str, width: int) -> None:
    before, lines = None, list[str]()
    for row in LISTS[name](desk):
        kept = copy.deepcopy(row)
        lines += drawn(DRAW[name](console(width), row, before), width)
        assert row == kept  # drawing changes nothing
        before = row
    assert lines or name == "timeline"  # the readings by hand hold no times


def test_statements_stand_under_their_report(desk: Desk) -> None:
    (row,) = desk.search("hinges", attributed=True, source="Bram Oduya")
    lines = drawn(listing.found(console(), row))
    assert lines[:2] == [
        "2031-03-04  Ferry crew spent night forcing a jammed bow door",
        f"            The Varnholm Courier · {short(row['report']['id'])} · ferry.txt".replace(
            " · ferry.txt", ""
        ),
    ]
    assert lines[2].startswith(f"  {short(row['id'])}  Bram Oduya  said  a mechanic had warned")
    assert listing.found(console(), row, row).plain.splitlines()[0] == lines[2]


def test_hits_are_marked_in_colour_only(desk: Desk) -> None:
    (row,) = desk.search("hinges", attributed=True, source="Bram Oduya")
    coloured = console(colour=True)
    with coloured.capture() as shown:
        coloured.print(listing.snippet(row["snippet"]))
    assert "\x1b[1;33mhinges\x1b[0m" in shown.get()
    assert "the hinges were" in listing.snippet(row["snippet"]).plain


def test_what_steers_a_terminal_is_made_visible() -> None:
    row: Any = {"text": "a \x1b[31mred\x1b[0m word", "start": 0, "marks": []}
    assert "\x1b" not in listing.snippet(row).plain


@pytest.mark.parametrize("width", [30, 72])
def test_each_kind_of_thing_is_shown(desk: Desk, width: int) -> None:
    (said,) = desk.search("hinges", attributed=True, source="Bram Oduya")
    report = desk.show(said["report"]["id"])
    assert report["what"] == "report"
    ids = {
        "statement": said["id"],
        "report": said["report"]["id"],
        "reading": report["readings"][0]["id"],
        "decision": report["decisions"][0]["id"],
        "party": "Bram Oduya",
    }
    for what, id in ids.items():
        row = desk.show(id)
        assert row["what"] == what
        assert drawn(showing.show(console(width), row), width)


def test_a_statement_is_shown_with_what_was_decided(desk: Desk) -> None:
    (said,) = desk.search("hinges", attributed=True, source="Bram Oduya")
    lines = drawn(showing.show(console(100), desk.show(said["id"])), 100)
    assert "who        Bram Oduya" in lines
    assert "chain      Bram Oduya → a mechanic" in lines
    assert "basis      document: “a log”" in lines
    assert any(line.endswith("“seen in the log”") for line in lines)
    assert any("polarity = questioned by anna (withdrawn)" in line for line in lines)


def test_counts_stories_and_decisions(desk: Desk) -> None:
    assert drawn(listing.counts(console(), desk.counts("the")))[0].endswith("statements")
    assert drawn(listing.stories(console(), desk.stories()))[0].startswith("sea  2 reports · ")
    (entry, *_) = [held for held in desk.history() if held["decisions"] and held["action"] == "accept"]
    assert drawn(listing.decided(console(), entry["decisions"][0]))[0].startswith("accept statement ")


def test_health_says_what_to_do() -> None:
    finding = {"kind": "stale-rows", "level": "fault", "where": "a.ledger", "message": "rebuild it"}
    row = {"sound": False, "findings": [finding], "facts": {"reports": "2"}, "generation": None}
    lines = drawn(health.health(console(), row))
    assert lines[0] == "not sound: 1 fault"
    assert "  stale-rows  a.ledger: rebuild it" in lines
    found: dict[str, Any] = {"checked": {"report": 2}, "faults": [], "heads": []}
    assert drawn(health.verified(console(), found))[0] == "all is as it was"


def test_long_words_wrap_behind_the_gutter() -> None:
    sheet = Sheet(console(30))
    sheet.add("one two three four five six seven", gutter="  12  ", hang=2)
    assert sheet.out.plain.splitlines() == ["  12  one two three four", "        five six seven"]


@pytest.mark.parametrize(
    ("number", "noun", "told"),
    [(1, "report", "1 report"), (1200, "report", "1,200 reports"), (2, "party", "2 parties")],
)
def test_counting(number: int, noun: str, told: str) -> None:
    assert count(number, noun) == told


def test_blanks_at_the_ends_stay() -> None:
    assert stretch(" a\n b ") == " a b "


def test_rows_are_as_json_has_them(desk: Desk) -> None:
    # What is drawn is what programs get: a row that went through JSON is drawn the same.
    row = desk.reports().first()[0]
    again = json.loads(json.dumps(row))
    assert listing.report(console(), again).plain == listing.report(console(), row).plain


@pytest.mark.parametrize(
    ("earliest", "latest", "told"),
    [
        ("2031-03-04", "2031-03-04", "2031-03-04"),
        ("2031-03-04", "2031-03-06", "2031-03-04 to 2031-03-06"),
        ("2031-03-04", None, "since 2031-03-04"),
        (None, "2031-03-06", "until 2031-03-06"),
        (None, None, "no day"),
    ],
)
def test_a_time_is_told_once_above_its_statements(
    desk: Desk, earliest: str | None, latest: str | None, told: str
) -> None:
    (said,) = desk.search("hinges", attributed=True, source="Bram Oduya")
    row: Any = {"earliest": earliest, "latest": latest, "value": None, "statement": said}
    assert drawn(listing.timed(console(), row, None))[0] == told
    assert told not in listing.timed(console(), row, row).plain.splitlines()[0]
    assert drawn(listing.timed(console(30), row, None), 30)


def test_what_ties_two_things_is_told_by_their_words() -> None:
    side = {"report": "sha256:" + "1" * 64, "place": {"anchor": {"quote": {"exact": "the pass\x1b is open"}}}}
    row: Any = {
        "id": "sha256:" + "2" * 64, "kind": "apart", "target": "sha256:" + "1" * 64, "author": "anna",
        "decided": "2031-03-04", "why": None, "in_force": True, "withdrawn_by": [],
        "body": {"of": "claims", "a": side, "b": {"party": "sha256:" + "3" * 64}},
    }  # fmt: skip
    assert listing.decision(row).plain == "apart “the pass␛ is open” / 3333333333 by anna"
    cited = row | {"kind": "cite", "body": {"from": "sha256:" + "4" * 64}}
    assert listing.decision(cited).plain == "cite 1111111111 from 4444444444 by anna"


def test_linking_from_nothing_tells_what_differs() -> None:
    row = {"reports": 3, "claims": 2, "pairs": 0, "waiting": 1, "differences": []}
    assert drawn(listing.relinked(console(), row)) == [
        "3 reports linked, 2 claims judged",
        "1 pair still to be read",
        "the claims are those that stood",
    ]
    many = [f"claim {n}" for n in range(30)]
    lines = drawn(listing.relinked(console(), row | {"differences": many}))
    assert "  differs  claim 0" in lines and "  and 10 more; --format json gives all" in lines
