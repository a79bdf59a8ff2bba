"""A brief for a terminal: the same parts as on paper, wrapped to its width."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from secondsource.render.brief_parts import Brief, Clash, Origin, Quote, Ref, Section, Side, Told
from secondsource.render.claims import STATES, figures
from secondsource.render.sheet import Sheet, dotted, short


def brief(console: Console, row: Brief) -> Text:
    """The brief, in colour where there is colour."""
    sheet = Sheet(console)
    sheet.add(Text(row.title, style="bold"))
    counts = [
        Text(f"{number} {heading.lower()}", style=STATES[state][1]) for state, heading, number in row.tally
    ]
    sheet.add(dotted([row.deck, *counts]))
    if row.empty:
        sheet.add(
            f"{row.empty} `secondsource add` keeps reports; `secondsource claims` lists what they claim."
        )
    for section in row.sections:
        _section(sheet, section)
    if row.clashes:
        _heading(sheet, "What cannot both be true", "bold red")
        for clash in row.clashes:
            _clash(sheet, clash)
    if row.charts:
        _heading(sheet, "How the figures moved")
    for held in row.charts:
        sheet.add(Text(held.title, style="bold"))
        figures(sheet, held)
        sheet.blank()
    _list(sheet, "One voice, printed again", row.voices)
    _list(sheet, "What is open", row.open)
    if row.credits:
        _heading(sheet, "Credits to paste")
        sheet.add(row.credits, gutter="  ")
    if row.refs:
        _heading(sheet, "Reports")
        for ref in row.refs:
            sheet.add(_listed(ref), gutter=Text(f"{ref.number:>4}  ", style="dim"))
    return sheet.out


def _heading(sheet: Sheet, words: str, style: str = "bold", means: str = "") -> None:
    sheet.blank()
    sheet.add(Text(words.upper(), style=style).append(f"  {means}" if means else "", style="not bold dim"))
    sheet.blank()


def _section(sheet: Sheet, section: Section) -> None:
    _heading(sheet, section.title, STATES[section.state][1], section.means)
    for at, told in enumerate(section.claims):
        if at:
            sheet.blank()
        _claim(sheet, told)
    if section.more > 0:
        words = f"and {section.more} more: secondsource claims --state {section.state}"
        sheet.add(Text(words, style="dim"), gutter="  ")


def _claim(sheet: Sheet, told: Told) -> None:
    style = STATES[told.state][1]
    sheet.add(Text(told.text[:1].upper() + told.text[1:], style="bold"), gutter="  ", hang=2)
    dots = f"{'●' * told.full}{'○' * told.open}{'+' if told.beyond else ''} "
    worth = Text(dots.lstrip() + told.worth, style=style)
    denied = Text(f"denied by {told.denied}", style="red") if told.denied else None
    sheet.add(dotted([worth, denied, told.reports, told.days, short(told.id)]), gutter="  ", hang=2)
    _origins(sheet, told.origins, "    ")
    _origins(sheet, told.denials, Text("    denied  ", style="red"))
    if told.maybes:
        sheet.add(Text("may be one voice: " + "; ".join(told.maybes[:3]), style="dim"), gutter="    ", hang=2)
    for other in told.beside:
        sheet.add(Text(f"{other.kind} {other.text or short(other.id)}", style="dim"), gutter="    ", hang=2)


def _origins(sheet: Sheet, origins: Sequence[Origin], gutter: str | Text) -> None:
    for one in origins:
        words = Text(one.name, style="bold cyan").append(
            f" {one.how}" if one.how else "", style="not bold dim"
        )
        for quote in one.quotes:
            words.append(f"  “{quote.words}”", style="not bold default").append_text(_cited(quote))
        if one.also:
            words.append("  also ", style="not bold dim").append_text(_among(one))
        sheet.add(words, gutter=gutter, hang=2)


def _cited(quote: Quote) -> Text:
    note = f", {quote.note}" if quote.note else ""
    return Text(f" ({quote.ref.name} [{quote.ref.number}]{note})", style="not bold dim")


def _among(one: Origin) -> Text:
    listed = [
        f"{quote.ref.name} [{quote.ref.number}]" + (f" {quote.note}" if quote.note else "")
        for quote in one.also
    ]
    more = f" and {one.more} more" if one.more else ""
    return Text("; ".join(listed) + more, style="not bold dim")


def _clash(sheet: Sheet, clash: Clash) -> None:
    sheet.add(_side(clash.a), gutter="  ", hang=2)
    sheet.add(_side(clash.b), gutter=Text("  ≠ ", style="bold red"), hang=2)
    if clash.why:
        sheet.add(Text(clash.why, style="dim"), gutter="    ")


def _side(side: Side) -> Text:
    words = Text(side.who, style="bold cyan")
    words.append(f"  {side.figure}" if side.figure else "", style="not bold red")
    words.append(f"  “{side.words}”", style="not bold default")
    if side.ref is not None:
        words.append(f" ({side.ref.name} [{side.ref.number}])", style="not bold dim")
    return words


def _list(sheet: Sheet, heading: str, lines: Sequence[str]) -> None:
    if lines:
        _heading(sheet, heading)
    for line in lines:
        sheet.add(line, gutter="  - ")


def _listed(ref: Ref) -> Text:
    title = f"“{ref.title}”" if ref.title else ""
    words = Text(", ".join(part for part in (ref.publisher, title, ref.day) if part))
    return words.append("  " if words.plain else "").append_text(dotted([ref.path, short(ref.id)]))
