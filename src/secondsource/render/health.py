"""How a ledger is, for a terminal: what `doctor` and `verify` found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from secondsource.render.sheet import Sheet, count, plain, when


def health(console: Console, row: Mapping[str, Any]) -> Text:
    """The findings of an examination, then its figures."""
    sheet = Sheet(console)
    faults = [found for found in row["findings"] if found["level"] == "fault"]
    notes = [found for found in row["findings"] if found["level"] != "fault"]
    words = "sound" if row["sound"] else f"not sound: {count(len(faults), 'fault')}"
    sheet.add(Text(words, style="bold green" if row["sound"] else "bold red"))
    for heading, listed in (("Faults", faults), ("Notes", notes)):
        _findings(sheet, heading, listed)
    if row["facts"]:
        sheet.heading("Figures")
        sheet.pairs([(name, plain(str(value))) for name, value in row["facts"].items()])
    return sheet.out


def verified(console: Console, row: Mapping[str, Any]) -> Text:
    """What was hashed again, each fault, and the heads of the log."""
    sheet = Sheet(console)
    faults = row["faults"]
    words = f"{count(len(faults), 'fault')}" if faults else "all is as it was"
    sheet.add(Text(words, style="bold red" if faults else "bold green"))
    _findings(sheet, "Faults", faults)
    sheet.heading("Hashed again")
    sheet.pairs([(kind, f"{number:,}") for kind, number in row["checked"].items()])
    if row["heads"]:
        sheet.heading("Heads of the log")
    for head in row["heads"]:
        sheet.add(head["hash"], gutter="  ")
        told = f"writer {head['writer'][:12]}, entry {head['n']}, {when(head['at'])} (UTC)"
        sheet.add(Text(told, style="dim"), gutter="  ")
    return sheet.out


def _findings(sheet: Sheet, heading: str, listed: Sequence[Mapping[str, Any]]) -> None:
    if not listed:
        return
    sheet.heading(heading)
    for found in listed:
        words = Text(f"{plain(found['kind'])}  ", style="bold")
        words.append(f"{plain(found['where'])}: {plain(found['message'])}", style="not bold")
        sheet.add(words, gutter="  ", hang=2)
