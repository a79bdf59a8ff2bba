"""A reading for a terminal: the report's heading, then who says what, in order, each with its line."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from secondsource.records.rows import ReadRow
from secondsource.render.view import Said, View, view

# Basic colours, so that they follow the terminal's own theme. No red: nothing here is an error.
_COLOURS = ("cyan", "magenta", "green", "yellow", "blue")
_GUTTER = 6
_NARROWEST = 20


def report(row: ReadRow, *, console: Console, own: bool = False) -> Text:
    """One reading, wrapped to the console's width; own adds the writer's own assertions, dimmed."""
    shown = view(row)
    width = max(console.width, _NARROWEST)
    out = Text()
    for line in _heading(shown):
        out.append_text(_wrapped(line, console=console, width=width, gutter=Text()))
    out.append("─" * width + "\n", style="dim")
    last: object = None
    for said in shown.said:
        if said.voice is None and not own:
            continue
        nested = said.outer is not None
        key = said.voice.number if said.voice else -1
        if not nested and key != last:
            out.append("\n")
            out.append_text(_wrapped(_who(said), console=console, width=width, gutter=Text("  ")))
            last = key
        out.append_text(_statement(said, console=console, width=width))
    out.append("\n")
    for line in _footing(shown, own=own):
        out.append_text(_wrapped(line, console=console, width=width, gutter=Text("  ")))
    return out


def _heading(shown: View) -> Iterator[Text]:
    yield Text(shown.title, style="bold")
    if shown.details:
        yield Text(" · ".join(shown.details), style="dim")


def _who(said: Said) -> Text:
    if said.voice is None:
        return Text("The writer", style="dim")
    who = Text(said.voice.name, style=_style(said.voice.number))
    if said.voice.role:
        who.append(f", {said.voice.role}", style="not bold dim")
    return who


def _statement(said: Said, *, console: Console, width: int) -> Text:
    """A statement's words behind its line number, its introduction before them, notes below."""
    quiet = "dim" if said.voice is None else ""
    gutter = Text(f"{said.line:>{_GUTTER - 2}}  " if said.line else " " * _GUTTER, style="dim")
    words = Text(style=quiet)
    if said.outer is not None:
        gutter.append("  " * (said.depth - 1) + "└ ")
        assert said.voice is not None
        words.append(f"{said.voice.name}  ", style=_style(said.voice.number))
    if said.carried and not said.lead:
        words.append("(carried on)  ", style="dim italic")
    elif said.lead:
        words.append(f"{said.lead}  ", style="italic")
    words.append(said.words)
    out = _wrapped(words, console=console, width=width, gutter=gutter)
    if said.notes:
        notes = Text(" · ".join(said.notes), style="dim")
        out.append_text(_wrapped(notes, console=console, width=width, gutter=Text(" " * len(gutter.plain))))
    return out


def _footing(shown: View, *, own: bool) -> Iterator[Text]:
    """How much there is, and what was not shown."""
    said, voices = len(shown.attributed), sum(1 for voice in shown.voices if voice.number)
    parts = [f"{_count(said, 'statement')} by {_count(voices, 'source')}" if said else "No statements"]
    if shown.own:
        hidden = "" if own else " (--own shows them)"
        parts.append(f"{_count(shown.own, 'sentence')} the writer's own{hidden}")
    yield Text("; ".join(parts) + ".", style="dim")


def _wrapped(words: Text, *, console: Console, width: int, gutter: Text) -> Text:
    """Lines of at most the width, the first behind the gutter and the others in line with it."""
    room = max(width - len(gutter.plain), _NARROWEST)
    out = Text()
    for number, line in enumerate(words.wrap(console, room)):
        out.append_text(gutter if not number else Text(" " * len(gutter.plain)))
        line.rstrip()
        out.append_text(line)
        out.append("\n")
    return out


def _style(number: int) -> str:
    return f"bold {_COLOURS[(number - 1) % len(_COLOURS)]}" if number else "italic"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
