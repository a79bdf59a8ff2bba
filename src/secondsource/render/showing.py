"""One thing of the ledger for a terminal, with all that is known of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from secondsource.records.claims import ShownClaim
from secondsource.records.decisions import DecisionRow
from secondsource.records.ledger import (
    CaptureRow,
    CustodyRow,
    ReadingItem,
    ReportItem,
    ShownCapture,
    ShownDecision,
    ShownParty,
    ShownReading,
    ShownReport,
    ShownRow,
    ShownStatement,
)
from secondsource.render import claims, terminal, versions
from secondsource.render.facets import BASIS, LEVELS, POLARITY
from secondsource.render.listing import decision as told
from secondsource.render.listing import statement as said
from secondsource.render.sheet import Sheet, count, dotted, plain, short, stretch, when


def show(console: Console, row: ShownRow | ShownClaim, *, own: bool = False, points: bool = False) -> Text:
    """One thing, of whatever kind. own, points: of a report or reading, as `terminal.report` takes them."""
    sheet = Sheet(console)
    drawn: Any = row
    if drawn["what"] in ("report", "reading") and drawn["read"] is not None:
        read = terminal.report(drawn["read"], console=console, own=own, points=points)
        sheet.out.append_text(read)
        sheet.blank()
    _DRAW[row["what"]](sheet, drawn)
    return sheet.out


def _report(sheet: Sheet, row: ShownReport) -> None:
    held = row["report"]
    if row["read"] is None:
        sheet.add(Text(plain(held["title"] or held["path"]), style="bold"))
        words = "removed by decision" if row["removed"] else "not read yet; `secondsource add` reads it"
        sheet.add(Text(words, style="italic"))
    sheet.rule()
    sheet.pairs(
        [
            ("report", held["id"]),
            ("path", plain(held["path"])),
            ("address", plain(row["address"])),
            ("stories", ", ".join(map(plain, row["stories"]))),
        ],
        gutter="",
    )
    versions.listed(sheet, row["versions"], held["id"])
    _came(sheet, row["came"])
    for got in row["acquisitions"]:
        at = None if got["fetched"] is None else f"fetched {plain(got['fetched'])}"
        sheet.add(dotted([plain(got["path"] or "a removed path"), at], style=""), gutter=_label("received"))
    for capture in row["captures"]:
        sheet.add(_capture_line(capture), gutter=_label("capture"))
    for reading in row["readings"]:
        sheet.add(_reading_line(reading), gutter=_label("reading"))
    _decisions(sheet, row["decisions"])


def _statement(sheet: Sheet, row: ShownStatement) -> None:
    item, held = row["item"], row["statement"]
    where = item["report"]
    sheet.add(Text(plain(where["title"] or where["path"]), style="bold"))
    sheet.add(dotted([plain(where["published"]), plain(where["publisher"]), short(where["id"])]))
    sheet.rule()
    # Whole words only: the first and the last of what stands around are cut anywhere.
    before, behind = row["prefix"].partition(" ")[2], row["suffix"].rpartition(" ")[0]
    words = Text(f"… {stretch(before)}" if before else "", style="dim")
    words.append(plain(item["content"]), style="not dim bold")
    words.append(f"{stretch(behind)} …" if behind else "", style="dim")
    sheet.add(words)
    sheet.blank()
    names = {party["id"]: party["name"] for party in row["read"]["parties"]}
    sure = held["certainty"]
    sheet.pairs(
        [
            ("who", _who(row, names)),
            ("cue", plain(item["cue"])),
            ("quoted", {"direct": "word for word", "mixed": "in part"}.get(held["quote"], "")),
            ("chain", " → ".join(plain(names.get(id, id)) for id in held["chain"])),
            (
                "basis",
                "; ".join(f"{BASIS.get(b['kind'], b['kind'])}: “{plain(b['text'])}”" for b in held["basis"]),
            ),
            ("certainty", "" if sure is None else _sure(sure)),
            ("polarity", POLARITY.get(held["polarity"], "")),
            ("forecast", "yes" if held["forecast"] else ""),
            ("when", "; ".join(_time(row["read"]["times"][n]) for n in held["times"])),
            ("how many", "; ".join(plain(row["read"]["numbers"][n]["text"]) for n in held["numbers"])),
            ("where", ", ".join(plain(names.get(id, id)) for id in held["places"])),
            ("speaks of", ", ".join(plain(names.get(id, id)) for id in held["parties"])),
            ("inside", short(held["parent"]) if held["parent"] else ""),
            ("statement", item["id"]),
        ],
        gutter="",
    )
    if len(held["points"]) > 1:
        sheet.heading("Points")
        for point in held["points"]:
            negated = " (negated)" if point["negated"] else ""
            sheet.add(plain(point["text"]) + negated, gutter=Text(f"{short(point['id'])}  ", style="dim"))
    _decisions(sheet, row["decisions"])


def _party(sheet: Sheet, row: ShownParty) -> None:
    held, source = row["party"], row["source"]
    sheet.add(Text(plain(held["text"]), style="bold"))
    forms = [f"{plain(form['text'])} ({form['reports']})" for form in held["forms"]]
    span = None if source is None else f"{count(source['statements'], 'statement')} of its own"
    sheet.add(dotted([count(held["reports"], "report"), span]))
    sheet.add(Text(", ".join(forms), style="dim"))
    for words, listed in (("Says", row["statements"]), ("Is spoken of", row["mentioned"])):
        if listed:
            sheet.heading(words)
            for item in listed:
                said(sheet, item, gutter="")
                where = item["report"]
                day, title = plain(where["published"])[:10], plain(where["title"] or where["path"])
                sheet.add(dotted([day, plain(where["publisher"]), title]), gutter=" " * 10)


def _reading(sheet: Sheet, row: ShownReading) -> None:
    if row["read"] is None:
        sheet.add(Text("a reading whose report was removed", style="italic"))
    sheet.rule()
    sheet.add(row["reading"]["id"], gutter=_label("reading"))
    sheet.add(_reading_line(row["reading"]), gutter=_label(""))
    _reports(sheet, [row["report"]])
    _came(sheet, row["reading"]["came"])


def _decision(sheet: Sheet, row: ShownDecision) -> None:
    held = row["decision"]
    sheet.add(told(held))
    if held["why"]:
        sheet.add(f"“{plain(held['why'])}”")
    sheet.blank()
    exact = ((held["body"].get("anchor") or {}).get("quote") or {}).get("exact")
    sheet.pairs(
        [
            ("words", plain(exact)),
            ("decided", f"{when(held['decided'])} (UTC)"),
            ("withdrawn by", ", ".join(map(short, held["withdrawn_by"]))),
            ("on", held["target"]),
            ("decision", held["id"]),
        ],
        gutter="",
    )
    _came(sheet, row["came"])


def _capture(sheet: Sheet, row: ShownCapture) -> None:
    held = row["capture"]
    sheet.add(Text(held["id"], style="bold"))
    sheet.add(_capture_line(held))
    _reports(sheet, row["reports"])
    _came(sheet, row["came"])


def _claim(sheet: Sheet, row: ShownClaim) -> None:
    sheet.out.append_text(claims.one(sheet.console, row))


_DRAW: dict[str, Callable[[Sheet, Any], None]] = {
    "report": _report,
    "statement": _statement,
    "party": _party,
    "reading": _reading,
    "decision": _decision,
    "capture": _capture,
    "claim": _claim,
}


def _who(row: ShownStatement, names: dict[str, str]) -> str:
    source = row["statement"]["source"]
    if not row["statement"]["attributed"]:
        return "the writer"
    if source is None:
        return "left open"
    name = names.get(source["party"] or "", "")
    words = source["text"] or ""
    if name and words and name.casefold() != words.casefold():
        return f"{plain(name)} (“{plain(words)}”)"
    return plain(name or words) + (" (carried on)" if source["carried"] else "")


def _known(row: Any) -> str:
    return f"{BASIS.get(row['kind'], row['kind'])}: “{plain(row['text'])}”"


def _sure(row: Any) -> str:
    words = "; ".join(f"“{plain(each['text'])}”" for each in row["words"])
    band = f"{row['low'] * 100:.0f}–{row['high'] * 100:.0f} %"
    return " · ".join(part for part in (words, LEVELS.get(row["level"], ""), band) if part)


def _time(row: Any) -> str:
    first, last = row["earliest"], row["latest"]
    span = first if first == last else f"{first or '…'} to {last or '…'}"
    return f"“{plain(row['text'])}”" + (f" {span}" if first or last else "")


def _label(words: str) -> Text:
    return Text(f"{words:<10}", style="dim")


def _reports(sheet: Sheet, listed: Sequence[ReportItem]) -> None:
    for held in listed:
        title = plain(held["title"] or held["path"])
        sheet.add(
            dotted([title, plain(held["publisher"]), short(held["id"])], style=""), gutter=_label("report")
        )


def _came(sheet: Sheet, entries: Sequence[CustodyRow]) -> None:
    for held in entries:
        author = f" by {plain(held['author'])}" if held["author"] else ""
        words = (
            f"{when(held['at'])} (UTC), {plain(held['action'])}{author}, log {held['writer'][:6]}/{held['n']}"
        )
        sheet.add(words, gutter=_label("came"))


def _capture_line(row: CaptureRow) -> Text:
    gone = None if row["kept"] else "its bytes are not here"
    return dotted([row["media"], f"{row['size']:,} bytes", short(row["id"]), gone], style="")


def _reading_line(row: ReadingItem) -> Text:
    state = "removed" if row["removed"] else "in force" if row["in_force"] else "not in force"
    return dotted([f"reader {row['version']}", state, short(row["id"])], style="")


def _decisions(sheet: Sheet, rows: Sequence[DecisionRow]) -> None:
    if not rows:
        return
    sheet.heading("Decisions")
    for held in sorted(rows, key=lambda each: each["decided"]):
        words = told(held)
        words.append(f"  {short(held['id'])}", style="dim")
        sheet.add(words, gutter=Text(f"{when(held['decided'])}  ", style="dim"))
        if held["why"]:
            sheet.add(f"“{plain(held['why'])}”", gutter=" " * 21)
