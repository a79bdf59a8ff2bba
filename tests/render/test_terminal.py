"""A reading in a terminal: who, the words, the lines they stand in, and nothing wider than the window."""

from __future__ import annotations

import re
from io import StringIO
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

from secondsource.model.report import Report
from secondsource.model.statement import Reading
from secondsource.records import reading_row
from secondsource.render import terminal
from tests.desk import standin

SHOWN = """\
Ferry crew spent night forcing a jammed bow door
The Varnholm Courier · 2031-03-04 · Signe Aldous · ferry.txt
──────────────────────────────────────────────────────────────────────

  Ilse Tarnov, harbour master
   3  Harbour master Ilse Tarnov said  the vessel was "never in
      danger" … it would probably sail again before the weekend
      forecast · “probably” (55–80 %)
   5  she said  "We opened the door by hand at four in the morning.
      The crew did it by the book,"
      first-hand: “We”
   5  (carried on)  "I have seen worse in a quiet summer."
   7  (carried on)  "And I have seen it on newer ships than this one."

  Bram Oduya, spokesman of the crew's union
   9  said  a mechanic had warned in January that the hinges were
      cracked
      chain: Bram Oduya → a mechanic · document: “a log”
   9  └ A mechanic  warned  the hinges were cracked
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
    assert printed().endswith(
        "\n  12 statements by 7 sources; 6 sentences the writer's own (--own\n  shows them).\n"
    )


def test_own_shows_what_the_writer_asserts() -> None:
    assert "Nobody was hurt." not in printed()
    shown = printed(own=True)
    assert "  The writer\n   1  The ferry to the outer islands stopped" in shown
    assert "--own" not in shown


@pytest.mark.parametrize("width", [20, 33, 40, 80, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    for line in printed(width=width, own=True).splitlines():
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
