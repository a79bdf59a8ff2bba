"""Versions of a report for a terminal: each with what was changed, the figures first, the words last.

Words that went stand as `[-so-]`, words that came as `{+so+}`; on a terminal they are red and green too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from secondsource.records.versions import (
    ChangesRow,
    EditRow,
    FieldChangeRow,
    SaidRow,
    StatementChangeRow,
    VersionChanges,
    VersionItem,
    VersionNews,
    VersionRef,
    WordEditRow,
)
from secondsource.render.sheet import Sheet, count, dotted, plain, short, stretch, when

_OLD, _NEW = "red strike", "green"
# Columns of a version's number and of what stands before a line of its changes.
_NUMBER, _LABEL = 9, 14
# Characters of one stretch that are shown, of equal words on each side of a change, and stretches in all.
_LONGEST, _AROUND, _MOST = 1_500, 60, 200
_ORDERS = {
    "published": "later by the time of publication",
    "retrieved": "later by when it was retrieved here",
    "unknown": "which of the two is older is not known",
}


def version(console: Console, row: VersionItem, before: Any = None) -> Text:
    """A version: when, its title, how it is known to be one, and what was changed from the one before."""
    sheet = Sheet(console)
    if before is not None:
        sheet.blank()
    _head(sheet, row)
    changes = row["changes"]
    if changes is None:
        sheet.add(Text("the earliest that is known here", style="dim"), gutter=" " * _NUMBER)
        return sheet.out
    sheet.add(Text(_ORDERS[row["order"] or "unknown"], style="dim"), gutter=" " * _NUMBER)
    summary(sheet, changes)
    statements(sheet, changes)
    text(sheet, changes["text"])
    return sheet.out


def listed(sheet: Sheet, rows: Sequence[VersionRef], shown: str) -> None:
    """The versions of a report, a line each. shown: the id of the one that they are told of."""
    for row in rows:
        words = Text().append(f"{row['n']} of {row['of']}", style="bold" if row["id"] == shown else "")
        retrieved = row["retrieved"]
        parts = [
            plain(row["published"]) or "no date",
            None if retrieved is None else f"retrieved {when(retrieved)} (UTC)",
            "in force" if row["in_force"] else None,
            short(row["id"]),
        ]
        words.append("  ").append_text(dotted(parts, style=""))
        sheet.add(words, gutter=Text(f"{'version':<10}", style="dim"))


def news(row: VersionNews) -> Text:
    """What is new with a version, on one line: which it is, whether silent, the figures, the share kept."""
    place, changes = row["mark"], row["changes"]
    words = Text(f"version {place['n']} of {place['of']}")
    if row["older"]:
        words.append(", older than the one known")
    if changes["silent"]:
        words.append("  silent edit", style="bold red")
    told = [figure for kind, figure in _figures(changes) if kind == "changed"]
    told += [f"another {held['field']}" for held in changes["fields"]]
    told.append(_share(changes) if changes["text_changed"] else "the same words")
    return words.append("  ").append("; ".join(told))


def summary(sheet: Sheet, changes: ChangesRow) -> None:
    """Whether it was changed in silence, and the figures and fields that are not as they were."""
    if changes["silent"]:
        sheet.add(Text("changed in silence", style="bold red"), gutter=_label("silent edit"))
    for reason in changes["reasons"]:
        sheet.add(Text(plain(reason["text"]), style="dim"), gutter=" " * _LABEL)
    for kind, figure in _figures(changes):
        style = {"changed": "bold", "added": _NEW, "dropped": _OLD}[kind]
        sheet.add(Text(figure, style=style), gutter=_label(f"figure {_SIGNS[kind]}"))
    for field in changes["fields"]:
        sheet.add(_field(field), gutter=_label(field["field"]))
    if not changes["text_changed"]:
        sheet.add("the same words", gutter=_label("text"))
    if not changes["read"]:
        sheet.add(
            Text("not both were read: figures and statements are not compared", style="dim"),
            gutter=_label("statements"),
        )


_SIGNS = {"changed": "±", "added": "+", "dropped": "-", "kept": "="}


def _figures(changes: ChangesRow) -> list[tuple[str, str]]:
    """Kind and words of each figure, each once, with how often it stands."""
    told = Counter((held["kind"], plain(held["text"])) for held in changes["numbers"])
    return [(kind, words + (f" ({n} times)" if n > 1 else "")) for (kind, words), n in told.items()]


def statements(sheet: Sheet, changes: VersionChanges) -> None:
    """The statements that were changed, dropped and added; the others are counted."""
    kept = sum(row["kind"] == "kept" for row in changes["statements"])
    others = [row for row in changes["statements"] if row["kind"] != "kept"]
    if kept or others:
        sheet.add(f"{count(kept, 'statement')} kept", gutter=_label("statements"))
    for row in others[:_MOST]:
        _statement(sheet, row)
    _more(sheet, len(others))


def text(sheet: Sheet, edits: Sequence[EditRow]) -> None:
    """The paragraphs that were changed, with the words; stretches of equal ones are told as such."""
    changed = [edit for edit in edits if edit["kind"] != "same"]
    if not changed:
        return
    sheet.add("", gutter=_label("text"))
    for edit in changed[:_MOST]:
        sheet.add(_edit(edit), gutter=f"  {_SIGNS[_KINDS[edit['kind']]]} ")
    _more(sheet, len(changed))


_KINDS = {"changed": "changed", "added": "added", "removed": "dropped"}


def _head(sheet: Sheet, row: VersionItem) -> None:
    gutter = Text(f"{row['n']} of {row['of']}".ljust(_NUMBER), style="bold cyan")
    title = Text().append(plain(row["title"] or row["path"]), style="bold")
    if row["in_force"]:
        title.append("  in force", style="italic")
    sheet.add(title, gutter=gutter)
    at = None if row["retrieved"] is None else f"retrieved {when(row['retrieved'])} (UTC)"
    published = plain(row["published"])
    parts = [published or "no date", at, plain(row["publisher"]), short(row["id"])]
    sheet.add(dotted(parts), gutter=" " * _NUMBER)
    for reason in row["reasons"]:
        sheet.add(Text(plain(reason["text"]), style="dim"), gutter=" " * _NUMBER)


def _field(row: FieldChangeRow) -> Text:
    none = Text("none", style="italic")
    words = Text().append_text(_gone(plain(row["before"])) if row["before"] else none)
    return words.append(" → ").append_text(_come(plain(row["after"])) if row["after"] else none)


def _statement(sheet: Sheet, row: StatementChangeRow) -> None:
    facets = ", ".join(row["facets"])
    label = row["kind"] + (f": {facets}" if facets else "")
    sheet.add(Text(label, style="bold"), gutter=" " * 2)
    for held, sign, style in ((row["before"], "-", _OLD), (row["after"], "+", _NEW)):
        if held is not None:
            sheet.add(_said(held, style), gutter=f"    {sign} ")


def _said(row: SaidRow, style: str) -> Text:
    words = Text()
    if row["attributed"]:
        words.append(plain(row["source"], "somebody"), style="bold")
        words.append(f"  {plain(row['cue'])}  " if row["cue"] else "  ", style="italic")
    return words.append(_cut(plain(row["content"])), style=style)


def _edit(edit: EditRow) -> Text:
    if not edit["words"]:
        return _word(edit)
    words = Text()
    for n, word in enumerate(edit["words"]):
        if n:
            words.append(" ")
        if word["kind"] == "same":
            first, last = n == 0, n == len(edit["words"]) - 1
            words.append(_around(word, edit, before=not first, behind=not last), style="dim")
        else:
            words.append_text(_word(word))
    return words


def _around(word: WordEditRow, edit: EditRow, *, before: bool, behind: bool) -> str:
    """Equal words beside a change: those next to it, where there are many."""
    start = edit["a"][0]
    held = plain((edit["before"] or "")[word["a"][0] - start : word["a"][1] - start])
    if len(held) <= 2 * _AROUND + 20:
        return held
    head = held[:_AROUND].rpartition(" ")[0] + " " if before else ""
    tail = " " + held[-_AROUND:].partition(" ")[2] if behind else ""
    return f"{head}…{tail}"


def _word(edit: WordEditRow) -> Text:
    words = Text()
    if edit["before"]:
        words.append_text(_gone(stretch(edit["before"])))
    if edit["after"]:
        words.append(" " if edit["before"] else "").append_text(_come(stretch(edit["after"])))
    return words


def _gone(words: str) -> Text:
    return Text(f"[-{_cut(words)}-]", style=_OLD)


def _come(words: str) -> Text:
    return Text(f"{{+{_cut(words)}+}}", style=_NEW)


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]} … ({len(words):,} characters)"


def _more(sheet: Sheet, number: int) -> None:
    if number > _MOST:
        sheet.add(Text(f"and {number - _MOST:,} more; --format jsonl gives all", style="dim"), gutter="  ")


def _share(changes: ChangesRow) -> str:
    return f"{100 * changes['kept'] // max(changes['of'], 1)} % of the words kept"


def _label(words: str) -> Text:
    return Text(f"  {words:<{_LABEL - 2}}", style="dim")
