"""The origins of a claim as a tree of text: each root with what was taken from it, and what may be one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.text import Text

from secondsource.render.figures import reasons_told
from secondsource.render.sheet import Sheet, plain, short

Row = Mapping[str, Any]

# How a root is known, in words.
HOW: dict[str, str] = {
    "named-source": "by name",
    "document": "a document",
    "credit": "credited",
    "unnamed-source": "not named",
    "own-reporting": "seen by its own reporter",
    "own-word": "gives no source",
}
_LINES = 60  # of one root
_MAYBES = 20


def tree(sheet: Sheet, origins: Row, said: Sequence[Row], *, quotes: bool = True) -> None:
    """The roots, each with its voices below one another, then what may be one, then why the count is so.

    quotes: with the words of each, where they do not stand beside already.
    """
    voices = {one["point"]: one for one in said}
    must = [edge for edge in origins["edges"] if edge["sure"] == "must"]
    for number, root in enumerate(origins["roots"], 1):
        _root(sheet, number, root)
        _below(sheet, root["points"], must, voices, quotes=quotes)
    maybes = [edge for edge in origins["edges"] if edge["sure"] != "must"]
    if maybes:
        sheet.add(Text("May be one voice", style="bold"), gutter="  ")
        for edge in maybes[:_MAYBES]:
            ends = Text(_named(edge["from"], voices)).append(" ~ ", style="bold")
            ends.append(_named(edge["to"], voices))
            ends.append(f"  {reasons_told(edge['reasons']) or edge['kind']}", style="dim")
            sheet.add(ends, gutter="  ~ ", hang=2)
        if len(maybes) > _MAYBES:
            sheet.add(Text(f"and {len(maybes) - _MAYBES:,} more", style="dim"), gutter="    ")
    for reason in origins["reasons"]:
        sheet.add(Text(plain(reason["text"]), style="dim"), gutter="  ", hang=2)


def _root(sheet: Sheet, number: int, root: Row) -> None:
    words = Text(plain(root["name"]) or "nobody named", style="bold cyan")
    how = HOW.get(root["how"], plain(root["how"]))
    firm = root.get("firm")
    told = " · ".join(part for part in (how, "surely its own" if firm else "") if part)
    words.append(f"  {told}" if told else "", style="not bold dim")
    sheet.add(words, gutter=Text(f"  {number} ", style="bold"), hang=2)


def _below(
    sheet: Sheet, points: Sequence[str], must: Sequence[Row], voices: Mapping[str, Row], *, quotes: bool
) -> None:
    """The voices of a root: those nearest to it first, below each those that have it from there."""
    inside = set(points)
    above: dict[str, Row] = {}
    for edge in must:
        if edge["from"] in inside and edge["to"] in inside and edge["from"] != edge["to"]:
            above.setdefault(edge["from"], edge)
    below: dict[str, list[str]] = {}
    for point in points:
        if point in above:
            below.setdefault(above[point]["to"], []).append(point)
    shown: set[str] = set()
    # Those in a ring hang below nobody who was shown; they come last, each once.
    for start in [*(point for point in points if point not in above), *points]:
        waiting = [(start, 0, True)] if start not in shown else []
        while waiting:
            point, depth, last = waiting.pop()
            if point in shown:
                continue
            shown.add(point)
            if len(shown) <= _LINES:
                _line(sheet, point, above.get(point), voices, depth=depth, last=last, quotes=quotes)
            children = [child for child in below.get(point, ()) if child not in shown]
            waiting += [(child, depth + 1, at == 0) for at, child in enumerate(reversed(children))]
    if len(shown) > _LINES:
        sheet.add(
            Text(f"and {len(shown) - _LINES:,} more; --format jsonl gives all", style="dim"), gutter="    "
        )


def _line(
    sheet: Sheet,
    point: str,
    edge: Row | None,
    voices: Mapping[str, Row],
    *,
    depth: int,
    last: bool,
    quotes: bool,
) -> None:
    one = voices.get(point)
    gutter = "    " + ("   " * (depth - 1) + ("└─ " if last else "├─ ") if depth else "")
    if one is None:
        sheet.add(Text(short(point), style="dim"), gutter=gutter)
        return
    words = Text(_named(point, voices))
    if quotes:
        words.append(f"  “{_cut(plain(one['text']))}”", style="italic")
    if one["stance"] not in ("asserts", "denies"):
        words.append(f"  {plain(one['stance'])}", style="not italic red")
    words.append(f"  {plain(one['path'])}", style="not italic dim")
    sheet.add(words, gutter=gutter, hang=2)
    why = reasons_told(edge["reasons"]) if edge is not None else ""
    if why:
        sheet.add(Text(why, style="dim"), gutter=" " * (len(gutter) + 2))


def _named(point: str, voices: Mapping[str, Row]) -> str:
    """`Corin Valde in Northlight, 2026-03-03`."""
    one = voices.get(point)
    if one is None:
        return short(point)
    paper, source = plain(one.get("publisher")), plain(one["source"])
    name = f"{source} in {paper}" if source and paper else source or paper or plain(one["path"])
    day = plain(one["published"])[:10]
    return f"{name}, {day}" if day else name


def _cut(words: str, most: int = 90) -> str:
    if len(words) <= most:
        return words
    space = words.rfind(" ", most // 2, most)
    return words[: most if space < 0 else space].rstrip(" ,;:") + " …"
