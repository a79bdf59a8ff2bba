"""What is new, and what stands at a time, with the claims: for a terminal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rich.console import Console
from rich.text import Text

from secondsource.records.ledger import ChangeItem, TimelineItem
from secondsource.records.turned import ClaimNews, NewVoice, StandRow
from secondsource.render import listing
from secondsource.render.claims import RELATIONS, STANCES, STATES, cut, origins_told, voice
from secondsource.render.sheet import Sheet, count, dotted, plain, short

# What became of a claim, and how it is drawn.
TURNS: dict[str, tuple[str, str]] = {
    "withdrawn": ("withdrawn", "bold magenta"),
    "corrected": ("corrected", "bold magenta"),
    "disputed": ("disputed", "bold red"),
    "revised": ("revised", "bold blue"),
    "confirmed": ("confirmed", "bold green"),
    "open": ("open again", "bold yellow"),
    "new": ("new", "bold"),
    "denied": ("denied", "red"),
    "supported": ("more origins", "green"),
    "weakened": ("fewer origins", "yellow"),
    "repeated": ("repeated", "dim"),
    "fewer": ("fewer reports", "dim"),
    "joined": ("joined", "dim"),
    "parted": ("parted", "dim"),
    "gone": ("gone", "dim"),
}
_WIDE = 15  # columns of what became of it and the blanks behind
_VOICES, _TIES = 3, 3
_QUOTE = 160  # code points of a quotation


def change(console: Console, row: ChangeItem, before: ChangeItem | None = None) -> Text:
    """Something new: a claim under what became of it, all else under the day on which it came."""
    news = row["claim"]
    if news is None:
        if before is None or before["claim"] is None:
            return listing.change(console, row, before)
        return Text("\n").append_text(listing.change(console, row))
    sheet = Sheet(console)
    if before is not None:
        sheet.blank()
    _claim(sheet, row, news)
    return sheet.out


def _claim(sheet: Sheet, row: ChangeItem, news: ClaimNews) -> None:
    name, style = TURNS.get(news["kinds"][0], (news["kinds"][0], "bold"))
    words = plain(news["text"], "a claim that no report makes any more")
    sheet.add(Text(words, style="bold"), gutter=Text(f"{name:<{_WIDE}}", style=style))
    others = [TURNS.get(kind, (kind, ""))[0] for kind in news["kinds"][1:]]
    sheet.add(dotted([_stood(news), *others, short(row["id"])]), gutter=" " * _WIDE)
    if news["into"] is not None:
        sheet.add(dotted([f"part of another claim now: {short(news['into'])}"]), gutter=" " * _WIDE)
    for said in news["said"][:_VOICES]:
        sheet.add(_said(said), gutter=" " * _WIDE, hang=2)
    more = len(news["said"]) - _VOICES
    if more > 0:
        sheet.add(Text(f"and {more} more new voices", style="dim"), gutter=" " * _WIDE)
    for tie in news["relations"][:_TIES]:
        told = f"{RELATIONS[tie['kind']]} “{cut(plain(tie['text']), _QUOTE)}”"
        sheet.add(dotted([told, short(tie["claim"])]), gutter=" " * _WIDE, hang=2)


def _stood(news: ClaimNews) -> str:
    """How it stood and stands: `one origin → confirmed, 2 independent origins, 3 reports`."""
    before, after = news["before"], news["after"]
    if after is None:
        return f"was {_stand(before)}" if before is not None else ""
    if before is None:
        return _stand(after)
    if before["state"] == after["state"]:
        was = [
            f"{before[name]} → {after[name]} {what}"  # type: ignore[literal-required]
            for name, what in (("reports", "reports"), ("denied", "who deny it"))
            if before[name] != after[name]  # type: ignore[literal-required]
        ]
        if (before["low"], before["high"]) != (after["low"], after["high"]):
            was.insert(0, f"{origins_told(before)} → {origins_told(after)}")
        return ", ".join([STATES[after["state"]][0], *was])
    return f"{STATES[before['state']][0]} → {_stand(after)}"


def _stand(stand: StandRow) -> str:
    parts = [STATES[stand["state"]][0], origins_told(stand), count(stand["reports"], "report")]
    return ", ".join(dict.fromkeys(parts))


def _said(said: NewVoice) -> Text:
    words = Text(voice(said), style="cyan")
    words.append(f" {STANCES.get(said['stance'], '')}: ", style="dim")
    words.append(f"“{cut(plain(said['text']), _QUOTE)}”", style="italic")
    where = [plain(said["published"])[:10], plain(said["path"])]
    return words.append("  " + " · ".join(filter(None, where)), style="not italic dim")


def timed(console: Console, row: TimelineItem, before: TimelineItem | None = None) -> Text:
    """A statement under the time that it speaks of, with where its claims stand."""
    drawn = listing.timed(console, row, before)
    sheet = Sheet(console)
    for held in row["claims"][:_TIES]:
        name, style = STATES.get(held["state"], (plain(held["state"]), "bold"))
        words = Text(name, style=style)
        if origins_told(held) != f"1 {name.removeprefix('one ')}":
            words.append(f", {origins_told(held)}", style="not bold dim")
        words.append(f"  {short(held['id'])}", style="not bold dim")
        sheet.add(words, gutter=Text("            claim ", style="dim"))
    return drawn.append_text(sheet.out)


DRAW: dict[str, Callable[[Console, Any, Any], Text]] = {"changes": change, "timeline": timed}
