"""A reading in a terminal: who, the words, the lines they stand in, and nothing wider than the window."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

from secondsource.model.report import Report
from secondsource.model.statement import Reading
from secondsource.records import reading_row
from secondsource.render import terminal
from tests.desk import standin
from tests.render import placed, rich

SHOWN = """\
Ferry crew spent night forcing a jammed bow door
The Varnholm Courier · 2031-03-04 · Signe Aldous · ferry.txt
──────────────────────────────────────────────────────────────────────

  Ilse Tarnov, harbour master
   3  said  the vessel was "never in danger" … it would probably sail
      again before the weekend
      forecast · “probably”: 55–80 %
   5  (she) said  "We opened the door by hand at four in the morning.
      The crew did it by the book,"
      first-hand: “We”
   5  (carried on)  "I have seen worse in a quiet summer."
   7  (carried on)  "And I have seen it on newer ships than this one."

  Bram Oduya, spokesman of the crew's union
   9  said  a mechanic had warned in January that the hinges were
      cracked
      chain: Bram Oduya → a mechanic · document: “a log”
   9  └ A mechanic  warned  the hinges were cracked

  The Sund Line
  11  denied  any warning had been given
      denies it
"""
END = """\

  Who speaks
   4  Ilse Tarnov, harbour master (person)
   2  The Sund Line (organization)
   1  Bram Oduya, spokesman of the crew's union (person)
   1  Dagny Felk, minister of transport (person)
   1  A mechanic (unnamed person)
   1  Two passengers (group)
   1  An official of the coast guard (unnamed person)
   1  Source left open

  12 statements by 7 sources; 6 sentences the writer's own (--own
  shows them).
"""
GROUPED = """\
  Ida Lund and Per Voss  1
   9  expect  the tunnel to open in August
      forecast · “expect”: 55–80 %

Not named

  A Valmark diplomat  1
   5  said  his country's intelligence service believes that a second
      lorry is on its way

  Valmark's intelligence service  1
   5  believes  a second lorry is on its way
      forecast · “believes”: 55–80 % · chain: a Valmark diplomat →
      Valmark's intelligence service · intercept: “intercepted calls”
      · ground in line 5: “The assessment rests on intercepted calls.”
      · inside line 5: A Valmark diplomat

Left open

  One of them  1
  11  said  It cannot be ruled out, one of them said, that it was
      burnt
      “cannot be ruled out”: 5–50 %

  Source left open  2
   7  (he) said  He did not see the smoke
  11  Reportedly  the customs file has since been lost

"""


def printed(reading: Reading | None = None, *, width: int = 70, **options: Any) -> str:
    """What a terminal of this width shows, without its colours."""
    console = Console(file=StringIO(), width=width, highlight=False, markup=False, emoji=False)
    row = reading_row(reading or standin.reading(), with_text=True)
    console.print(terminal.report(row, console=console, **options), end="")
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


def test_it_is_shown_like_this() -> None:
    assert printed().startswith(SHOWN)
    assert printed().endswith(END)


def test_grouped_each_source_stands_once_with_all_that_it_says() -> None:
    shown = printed(rich.reading(), group=True)
    assert GROUPED in shown
    assert shown.count("Anna Berg") == 1 and "Who speaks" not in shown
    assert "The writer  3" in printed(rich.reading(), group=True, own=True)


def test_a_denial_and_a_question_are_told_and_two_of_one_family_kept_apart() -> None:
    shown = printed(rich.reading())
    assert "denied  he had been paid in cash\n      denies it\n" in shown
    assert "(Berg) wanted to know  why nobody" in shown and "asks or doubts" in shown


def test_a_chain_that_the_nesting_shows_is_not_told_again() -> None:
    shown = printed(rich.reading())
    assert "└ Valmark's intelligence service  believes  a second lorry" in shown
    assert "chain:" not in shown
    assert "chain: a Valmark diplomat →" in printed(rich.reading(), group=True)


def test_points_are_listed_on_demand() -> None:
    assert "- that carried batteries" not in printed(rich.reading())
    assert "      - that carried batteries\n      - was not seen for an hour (negated)\n" in printed(
        rich.reading(), points=True
    )


VALUES = """\
      “since Thursday”: since 2030-05-09 · “May 11”: 2030-05-11 · ≈ 1,200
      seasonal workers, crossed, total since Thursday · 300–500, part · Narva
      (Ida-Virumaa, Estonia) · Riga (Latvia)
"""


def test_when_how_many_and_where_stand_below_a_statement() -> None:
    shown = printed(placed.reading(), width=80)
    assert VALUES in shown
    assert "      forecast for 2030-07\n" in shown and "“July”" not in shown  # the horizon is told once
    assert "“Recently”" not in shown  # what is not placed says nothing that the words do not
    assert "Poland\n      > 2.5 million" not in shown and "> 2.5 million USD per month" in shown


def test_with_points_each_has_its_own() -> None:
    shown = printed(placed.reading(), width=80, points=True)
    assert (
        "      - between 300 and 500 of them were sent on to Riga on May 11\n"
        "        “May 11”: 2030-05-11 · 300–500, part · Riga (Latvia)\n"
    ) in shown
    assert shown.count("“May 11”") == 1


def test_values_that_the_one_around_told_are_not_told_again_below_it() -> None:
    row = reading_row(placed.reading(), with_text=True)
    inner = row["statements"][0] | {
        "id": "sha256:" + "e" * 64,
        "parent": row["statements"][0]["id"],
        "points": [],
    }
    row["statements"].insert(1, inner)  # type: ignore[arg-type]
    console = Console(file=StringIO(), width=80, highlight=False, markup=False, emoji=False)
    assert terminal.report(row, console=console).plain.count("“May 11”") == 1


def test_long_sentences_of_the_writer_are_cut_short() -> None:
    shown = printed(own=True)
    assert (
        "The ferry to the outer islands stopped on Sunday night after its\n      bow door jammed in heavy …"
        in shown
    )
    assert "The ferry to the outer" not in printed()


def test_whoever_only_is_mentioned_stands_below_and_no_list_stands_where_no_party_was_read() -> None:
    assert "Also mentioned: the Tunnel Safety Board, a second lorry." in printed(rich.reading())
    assert "Who speaks" not in printed(standin.StandInReader().read(Report(text="Ada Roe said it rained.")))


def test_the_page_of_the_command_line_shows_what_is_printed() -> None:
    told = (Path(__file__).parents[2] / "docs" / "command-line.md").read_text(encoding="utf-8")
    block = next(block for block in told.split("```") if "Ilse Tarnov" in block)
    assert block.strip("\n") in printed(width=80)
    block = next(block for block in told.split("```") if "“since Thursday”" in block)
    assert block.strip("\n") in printed(placed.reading(), width=80)


def test_own_shows_what_the_writer_asserts() -> None:
    assert "Nobody was hurt." not in printed()
    shown = printed(own=True)
    assert "  The writer\n   1  The ferry to the outer islands stopped" in shown
    assert "--own" not in shown


@pytest.mark.parametrize("width", [20, 33, 40, 80, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    for line in printed(width=width, own=True).splitlines():
        assert cell_len(line) <= max(width, 28), line
    for line in printed(placed.reading(), width=width, own=True, points=True).splitlines():
        assert cell_len(line) <= max(width, 28), line
    for line in printed(rich.reading(), width=width, own=True, points=True, group=True).splitlines():
        assert cell_len(line) <= max(width, 28), line


def test_wide_letters_and_endless_words_are_wrapped() -> None:
    report = Report(text="Ada Roe said " + "橋が開いた" * 20 + ". Bo Lind said " + "x" * 150 + ".")
    for line in printed(standin.StandInReader().read(report), width=40).splitlines():
        assert cell_len(line) <= 40


def test_a_report_cannot_steer_the_terminal() -> None:
    report = Report(
        text="Ada Roe said all \x1b[2J\x1b]0;gone\x07 is well.", title="\x1b[31mRed\x1b[0m [bold]x[/]"
    )
    shown = printed(standin.StandInReader().read(report))
    assert not re.search(r"[\x00-\x09\x0b-\x1f]", shown)
    assert "␛[31mRed␛[0m [bold]x[/]" in shown


def test_nothing_said_is_told() -> None:
    assert "  No statements.\n" in printed(standin.StandInReader().read(Report(text="It rained.")))
