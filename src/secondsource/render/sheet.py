"""Lines for a terminal: wrapped to its width, in line behind a gutter."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from secondsource.render.plain import one_line

NARROWEST = 20
# Columns that words need beside a gutter.
_ROOM = 14
# Digits of an id that lists show: enough to tell two million things apart, and any six of them find it.
_DIGITS = 10


class Sheet:
    """Takes lines; `out` is all of them, each ended."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.width = max(console.width, NARROWEST)
        self.out = Text()

    def add(self, words: Text | str, *, gutter: Text | str = "", hang: int = 0) -> None:
        """Words wrapped behind a gutter; hang: further columns for lines after the first."""
        gutter = Text(gutter) if isinstance(gutter, str) else gutter
        words = Text(words) if isinstance(words, str) else words
        left = len(gutter.plain)
        if left and self.width - left - hang < _ROOM:
            # No room beside it: the gutter gets a line of its own.
            if gutter.plain.strip():
                self.add(gutter)
            left, gutter = 2, Text("  ")
        room = max(self.width - left - hang, 1)
        for number, line in enumerate(words.wrap(self.console, room) or [Text()]):
            self.out.append_text(gutter if not number else Text(" " * (left + hang)))
            line.rstrip()
            self.out.append_text(line)
            self.out.append("\n")

    def heading(self, words: str) -> None:
        """A blank line, and words in bold."""
        self.blank()
        self.add(Text(words, style="bold"))

    def blank(self) -> None:
        """An empty line."""
        self.out.append("\n")

    def rule(self) -> None:
        """A line across."""
        self.out.append("─" * self.width + "\n", style="dim")

    def pairs(self, rows: Iterable[tuple[str, str | Text]], *, gutter: str = "  ") -> None:
        """Names and what they stand for, in two columns."""
        listed = [(name, value) for name, value in rows if value]
        wide = max((len(name) for name, _ in listed), default=0)
        for name, value in listed:
            self.add(value, gutter=Text(f"{gutter}{name:<{wide}}  ", style="dim"))


def short(id: str) -> str:
    """The digits of an id that are enough to name it."""
    return id.removeprefix("sha256:")[:_DIGITS]


def plain(text: str | None, none: str = "") -> str:
    """Words on one line, harmless to a terminal."""
    return one_line(text) if text else none


def stretch(text: str) -> str:
    """As `plain`, but keeping a blank at either end, which parts the words from what stands beside them."""
    made = plain(text)
    before = " " if text[:1].isspace() else ""
    behind = " " if text[-1:].isspace() and made else ""
    return f"{before}{made}{behind}"


def dotted(parts: Iterable[str | Text | None], style: str = "dim") -> Text:
    """Parts that there are, with dots between."""
    found = [Text(part, style=style) if isinstance(part, str) else part for part in parts if part]
    return Text(" · ", style=style).join(found)


def count(number: int, noun: str) -> str:
    """`1 report`, `2 reports`, `2 parties`."""
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {noun[:-1]}ies" if noun.endswith("y") else f"{number:,} {noun}s"


def when(moment: str) -> str:
    """A moment of the ledger for people: UTC, to the second."""
    return f"{moment[:10]} {moment[11:19]}" if "T" in moment else moment
