"""Lists of the ledger for a terminal: reports, what was found, sources, parties, times, changes, the log."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from secondsource.records.decisions import DecisionRow, HistoryRow, PlacementRow, StoryRow
from secondsource.records.ledger import (
    ChangeItem,
    CountsRow,
    FoundReport,
    FoundStatement,
    PartyItem,
    ReportItem,
    ReportRef,
    SnippetRow,
    SourceItem,
    StatementItem,
    TimelineItem,
)
from secondsource.records.versions import VersionMark
from secondsource.render import versions
from secondsource.render.facets import BASIS, LEVELS, POLARITY
from secondsource.render.sheet import Sheet, count, dotted, plain, short, stretch, when

_DAY = 12  # columns of a day and the blanks behind it
_ID = 12
_HIT = "bold yellow"
_FORMS = 6
_REPORTS = 20


def report(console: Console, row: ReportItem, before: Any = None) -> Text:
    """A report: when, its title, who published it, how much it says."""
    sheet = Sheet(console)
    _report(sheet, row, _said(row), row["version"])
    return sheet.out


def found_report(console: Console, row: FoundReport, before: Any = None) -> Text:
    """A report that was found, with the words around the hit."""
    sheet = Sheet(console)
    if before is not None:
        sheet.blank()
    _report(sheet, row, _said(row), row["version"])
    if row["snippet"]:
        sheet.add(snippet(row["snippet"]), gutter=" " * _DAY)
    return sheet.out


def found(console: Console, row: FoundStatement, before: FoundStatement | None = None) -> Text:
    """A statement that was found, under its report."""
    sheet = Sheet(console)
    if before is None or before["report"]["id"] != row["report"]["id"]:
        if before is not None:
            sheet.blank()
        _report(sheet, row["report"], None, row["version"])
    statement(sheet, row, snippet(row["snippet"]), gutter=" " * 2)
    return sheet.out


def statement(sheet: Sheet, row: StatementItem, words: Text | None = None, *, gutter: str) -> None:
    """A statement: its id, who says it, what, and what else was read of it."""
    id = Text(f"{gutter}{short(row['id']):<{_ID}}", style="dim")
    said = Text()
    if row["attributed"]:
        said.append(plain(row["source"], "somebody"), style="bold cyan" if row["source"] else "italic")
        cue = plain(row["cue"])
        said.append(f"  {cue}  " if cue else "  ", style="italic")
    said.append_text(words if words is not None else Text(plain(row["content"])))
    sheet.add(said, gutter=id)
    notes = dotted(_notes(row))
    if notes:
        sheet.add(notes, gutter=" " * len(id.plain))


def snippet(row: SnippetRow) -> Text:
    """A stretch of text with its hits in bold."""
    words, at = Text(), row["start"]
    text = row["text"]
    place = 0
    for start, end in row["marks"]:
        if start - at < place:
            continue
        words.append(stretch(text[place : start - at]))
        words.append(stretch(text[start - at : end - at]), style=_HIT)
        place = end - at
    words.append(stretch(text[place:]))
    return words


def source(console: Console, row: SourceItem, before: Any = None) -> Text:
    """Who says something: how much, in how many reports, when, and how it is known."""
    sheet = Sheet(console)
    said = Text(plain(row["text"]), style="bold")
    first, last = row["first"], row["last"]
    span = None if first is None else _day(first) if first == last else f"{_day(first)} to {_day(last)}"
    bases = ", ".join(f"{BASIS.get(held['key'], held['text'])} {held['count']}" for held in row["basis"])
    sheet.add(said, gutter=Text(f"{row['statements']:>6,}  ", style="dim"))
    sheet.add(dotted([count(row["reports"], "report"), span, bases]), gutter=" " * 8)
    return sheet.out


def party(console: Console, row: PartyItem, before: Any = None) -> Text:
    """A party: in how many reports it stands, and under which forms."""
    sheet = Sheet(console)
    words = Text(plain(row["text"]), style="bold")
    others = [plain(form["text"]) for form in row["forms"] if form["text"] != row["text"]]
    if others:
        more = len(others) - _FORMS
        told = ", ".join(others[:_FORMS]) + (f" and {more} more" if more > 0 else "")
        words.append(f"  {told}", style="not bold dim")
    sheet.add(words, gutter=Text(f"{row['reports']:>6,}  ", style="dim"), hang=2)
    return sheet.out


def timed(console: Console, row: TimelineItem, before: TimelineItem | None = None) -> Text:
    """A statement under the time that it speaks of."""
    sheet = Sheet(console)
    span = _span(row)
    if before is None or _span(before) != span:
        if before is not None:
            sheet.blank()
        sheet.add(Text(span, style="bold"))
    held = row["statement"]
    statement(sheet, held, gutter="  ")
    sheet.add(_where(held["report"]), gutter=" " * (_ID + 2))
    return sheet.out


def change(console: Console, row: ChangeItem, before: ChangeItem | None = None) -> Text:
    """Something new in the ledger, under the day on which it came."""
    sheet = Sheet(console)
    if before is None or before["at"][:10] != row["at"][:10]:
        if before is not None:
            sheet.blank()
        sheet.add(Text(f"{row['at'][:10]} (UTC)", style="bold"))
    held, decision = row["report"], row["decision"]
    title = plain(held["title"] or held["path"]) if held else "a report that was removed"
    what = {"report": "new report", "version": "new version", "reading": "read", "decision": "decided"}[
        row["what"]
    ]
    words = Text(f"{what}  ", style="dim")
    if decision is not None:
        words.append_text(_decision(decision))
        words.append("  ")
    words.append(title, style="bold" if row["what"] in ("report", "version") else "")
    words.append(f"  {short(row['id'])}", style="dim")
    if not row["in_force"]:
        words.append("  not in force", style="dim italic")
    sheet.add(words, gutter=Text(f"  {row['at'][11:16]}  ", style="dim"), hang=2)
    if row["version"] is not None:
        sheet.add(versions.news(row["version"]), gutter=" " * 9, hang=2)
    return sheet.out


def entry(console: Console, row: HistoryRow, before: HistoryRow | None = None) -> Text:
    """An entry of the log: when, who, what, and what it brought in."""
    sheet = Sheet(console)
    words = Text(plain(row["action"]), style="bold")
    if row["author"]:
        words.append(f" by {plain(row['author'])}", style="not bold")
    words.append(f"  {row['writer'][:6]}/{row['n']}", style="not bold dim")
    sheet.add(words, gutter=Text(f"{when(row['at'])}  ", style="dim"))
    decisions = {held["id"] for held in row["decisions"]}
    for held in row["decisions"]:
        line = _decision(held)
        line.append(f"  {short(held['id'])}", style="dim")
        sheet.add(line, gutter="    ", hang=2)
        if held["why"]:
            sheet.add(f"“{plain(held['why'])}”", gutter="      ")
    others = [held for held in row["brought"] if held["id"] not in decisions]
    for kind in dict.fromkeys(held["kind"] for held in others):
        of_kind = [held for held in others if held["kind"] == kind]
        _brought(sheet, kind, [(held["id"], held["what"]) for held in of_kind])
    return sheet.out


def decided(console: Console, row: DecisionRow, *, of: DecisionRow | None = None) -> Text:
    """A decision that was made; of: what a withdrawal withdraws."""
    sheet = Sheet(console)
    words = _decision(row)
    if of is not None and row["kind"] == "withdraw":
        words = Text("withdrawn: ").append_text(_decision(of))
    words.append(f"  {short(row['id'])}", style="dim")
    sheet.add(words, hang=2)
    return sheet.out


def decision(row: DecisionRow) -> Text:
    """A decision in a line: what, on what, by whom."""
    return _decision(row)


def stories(console: Console, rows: Sequence[StoryRow]) -> Text:
    """All stories, a line each."""
    sheet = Sheet(console)
    for row in rows:
        words = Text(plain(row["name"]), style="bold")
        closed = "closed" if row["closed"] else None
        words.append("  ").append_text(
            dotted([count(len(row["reports"]), "report"), closed, short(row["id"])], style="not bold dim")
        )
        sheet.add(words, hang=2)
    return sheet.out


def placement(console: Console, row: PlacementRow) -> Text:
    """A decision that lost its place, and what looks like it."""
    sheet = Sheet(console)
    held = row["decision"]
    words = Text("lost its place: ", style="bold").append_text(_decision(held))
    words.append(f"  {short(held['id'])}", style="dim")
    sheet.add(words, hang=2)
    exact = ((held["body"].get("anchor") or {}).get("quote") or {}).get("exact")
    sheet.pairs([("report", plain(row["path"])), ("words", plain(exact))])
    for alike in row["lookalikes"]:
        sheet.add(plain(alike["text"]), gutter=Text(f"  like it  {short(alike['id']):<{_ID}}", style="dim"))
    return sheet.out


def counts(console: Console, row: CountsRow) -> Text:
    """How much a search finds, and the most frequent values of each facet."""
    sheet = Sheet(console)
    most = "" if row["exact"] else "at least "
    sheet.add(Text(f"{most}{count(row['total'], 'statement')}", style="bold"))
    if row["earlier"]:
        words = f"{count(row['earlier'], 'statement')} besides in earlier versions of reports"
        sheet.add(Text(words, style="dim"))
    if row["counted"] < row["total"]:
        sheet.add(Text(f"the figures below are of the first {row['counted']:,}", style="dim"))
    for name, values in row["facets"].items():
        listed: Any = values
        if listed:
            sheet.heading(name.capitalize())
            for held in listed:
                sheet.add(plain(held["text"]), gutter=Text(f"{held['count']:>8,}  ", style="dim"), hang=2)
    return sheet.out


def relinked(console: Console, row: Mapping[str, Any]) -> Text:
    """What linking from nothing came to, and what differed from what stood."""
    sheet = Sheet(console)
    parts = [count(row[name], noun) for name, noun in (("reports", "report"), ("claims", "claim"))]
    sheet.add(f"{parts[0]} linked, {parts[1]} judged")
    if row["waiting"]:
        sheet.add(Text(f"{count(row['waiting'], 'pair')} still to be read", style="dim"))
    if not row["differences"]:
        sheet.add("the claims are those that stood")
    for told in row["differences"][:_REPORTS]:
        sheet.add(Text(plain(told), style="red"), gutter="  differs  ", hang=2)
    more = len(row["differences"]) - _REPORTS
    if more > 0:
        sheet.add(Text(f"and {more:,} more; --format json gives all", style="dim"), gutter="  ")
    return sheet.out


DRAW: dict[str, Callable[[Console, Any, Any], Text]] = {
    "reports": report,
    "search": found,
    "search-reports": found_report,
    "sources": source,
    "parties": party,
    "timeline": timed,
    "changes": change,
    "history": entry,
}


def _report(sheet: Sheet, row: ReportItem | ReportRef, said: str | None, version: VersionMark | None) -> None:
    title = plain(row["title"] or row["path"])
    day = plain(row["published"])[:10] or "no date"
    sheet.add(Text(title, style="bold"), gutter=Text(f"{day:<{_DAY}}", style="dim"))
    path = plain(row["path"]) if row["title"] and not row["path"].startswith("#") else None
    which = None if version is None else f"version {version['n']} of {version['of']}"
    parts = [plain(row["publisher"]), said, which, short(row["id"]), path]
    sheet.add(dotted(parts), gutter=" " * _DAY)


def _said(row: ReportItem) -> str:
    return "not read yet" if row["reading"] is None else count(row["statements"], "statement")


def _where(row: ReportRef) -> Text:
    return dotted([plain(row["published"])[:10], plain(row["publisher"]), plain(row["title"] or row["path"])])


def _notes(row: StatementItem) -> list[str | None]:
    level = LEVELS.get(row["certainty"] or "none", "")
    low, high = row["low"], row["high"]
    band = f" ({low * 100:.0f}–{high * 100:.0f} %)" if low is not None and high is not None else ""
    return [
        POLARITY.get(row["polarity"]) or None,
        "forecast" if row["forecast"] else None,
        level + band if level else None,
        None if row["attributed"] else "the writer's own",
    ]


def _decision(row: DecisionRow) -> Text:
    words = Text(row["kind"], style="bold")
    body = row["body"]
    anchor = body.get("anchor") or {}
    if row["kind"] == "story":
        words.append(f" {body.get('action', '')}", style="bold")
        reports = body.get("reports")
        told = plain(body.get("name")) or (count(len(reports), "report") if reports else "")
        words.append(f" {told}" if told else "", style="not bold")
    elif row["kind"] in ("same", "apart"):
        words.append(f" {_tied(body.get('a'))} / {_tied(body.get('b'))}", style="not bold")
    elif row["kind"] == "house":
        house = plain(body.get("house"))
        told = f" {plain(body.get('publisher'))} " + (f"of {house}" if house else "alone")
        words.append(told, style="not bold")
    elif row["kind"] == "cite":
        words.append(f" {short(row['target'])} from {short(str(body.get('from', '')))}", style="not bold")
    elif anchor:
        fields = body.get("fields") or {}
        id, what = body.get("id"), body.get("facet") or anchor.get("role")
        words.append(f" {what} {short(id) if id and ':' in id else id or ''}".rstrip(), style="not bold")
        told = ", ".join(f"{name} = {plain(_value(value))}" for name, value in fields.items())
        words.append(f": {told}" if told else "", style="not bold")
    else:
        words.append(f" {short(row['target'])}", style="not bold")
    if row["author"]:
        words.append(f" by {plain(row['author'])}", style="not bold")
    if not row["in_force"]:
        words.append(" (withdrawn)", style="not bold italic")
    return words


def _tied(side: Any) -> str:
    """One of the two that a decision ties: its words, else its id."""
    held = side if isinstance(side, dict) else {}
    exact = (((held.get("place") or {}).get("anchor") or {}).get("quote") or {}).get("exact")
    return f"“{plain(exact)}”" if exact else short(str(held.get("party") or held.get("report") or "?"))


def _value(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_value(each) for each in value) or "none"
    return "none" if value is None else str(value)


def _brought(sheet: Sheet, kind: str, found: Sequence[tuple[str, str]]) -> None:
    told = [plain(what) for _, what in found[:_REPORTS] if what]
    if kind in ("report", "acquisition") and told:
        more = len(found) - len(told)
        words = ", ".join(told) + (f" and {more:,} more" if more > 0 else "")
        sheet.add(words, gutter=Text(f"    {count(len(found), kind)}: ", style="dim"))
    elif len(found) == 1:
        what = f" ({told[0]})" if told else ""
        sheet.add(Text(f"1 {kind}{what}  {short(found[0][0])}", style="dim"), gutter="    ")
    else:
        sheet.add(Text(count(len(found), kind), style="dim"), gutter="    ")


def _span(row: TimelineItem) -> str:
    first, last = row["earliest"], row["latest"]
    if first is None and last is None:
        return "no day"
    if first is None or last is None:
        return f"until {last}" if first is None else f"since {first}"
    return first if first == last else f"{first} to {last}"


def _day(moment: str | None) -> str:
    return "" if moment is None else plain(moment)[:10]
