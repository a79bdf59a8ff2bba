"""Families of publishers for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from secondsource.records.families import FamilyRow, MemberRow
from secondsource.render.sheet import Sheet, count, plain


def families(console: Console, rows: Sequence[FamilyRow]) -> Text:
    """Each family with its publishers: how many reports are here of each, and who decided that it belongs."""
    sheet = Sheet(console)
    for row in rows:
        sheet.add(Text(plain(row["house"], "alone, by decision"), style="bold"))
        words = Text()
        for n, member in enumerate(row["publishers"]):
            words.append(", " if n else "")
            words.append_text(_member(member))
        sheet.add(words, gutter="  ")
    return sheet.out


def _member(member: MemberRow) -> Text:
    words = Text(plain(member["publisher"]), style="cyan" if member["reports"] else "")
    if member["reports"]:
        words.append(f" ({count(member['reports'], 'report')})", style="dim")
    decision = member["decision"]
    if decision is not None:
        by = f" by {plain(decision['author'])}" if decision["author"] else ""
        why = f": {plain(decision['why'])}" if decision["why"] else ""
        words.append(f" (decided{by}{why})", style="dim italic")
    return words
