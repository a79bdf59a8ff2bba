"""The origins of a claim as a picture: each origin with those below it who have it from there.

What surely is one is joined by a line; what may be one by a broken arc on the right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from secondsource.render.figures import reasons_told
from secondsource.render.origins import HOW
from secondsource.render.plain import one_line
from secondsource.render.sheet import short

Row = Mapping[str, Any]

WIDTH = 860.0
_STEP, _TOP, _INDENT = 27.0, 20.0, 24.0
_ARCS = 640.0
_MOST = 60  # rows; the words beside have the others too
_LONGEST = 52
# The mean width of a letter of a name and of a reason, and what lies before and between them.
_NAME, _REASON, _GAPS = 6.8, 6.1, 24.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of the picture. voice: None for the head of an origin; told: all of it in words.

    join: the path to what it hangs on, "" for a head.
    """

    text: str
    why: str
    told: str
    voice: Row | None
    x: float
    y: float
    join: str
    firm: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Arc:
    """Two voices that may be one."""

    path: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """The picture, and how many voices and arcs have no room in it."""

    height: float
    lines: tuple[Line, ...]
    arcs: tuple[Arc, ...]
    left_out: int


def tree(origins: Row, said: Sequence[Row]) -> Tree:
    """The picture of origins. said: the voices, by whose order those beside each other stand."""
    voices = {one["point"]: one for one in said}
    lines: list[Line] = []
    at: dict[str, float] = {}
    total = 0
    room = WIDTH if all(edge["sure"] == "must" for edge in origins["edges"]) else _ARCS
    for root in origins["roots"]:
        order = walk(root["points"], origins["edges"], voices)
        total += 1 + len(order)
        if len(lines) >= _MOST:
            continue
        lines.append(_head(root, _TOP + len(lines) * _STEP))
        levels = [lines[-1].y]
        for point, depth, edge in order:
            y = _TOP + len(lines) * _STEP
            if len(lines) >= _MOST:
                break
            del levels[depth + 1 :]
            lines.append(_line(point, voices, edge, depth, y, levels[depth], room))
            levels.append(y)
            at[point] = y
    arcs = [
        _arc(edge, at[edge["from"]], at[edge["to"]], voices)
        for edge in origins["edges"]
        if edge["sure"] != "must" and edge["from"] in at and edge["to"] in at
    ]
    return Tree(
        height=_TOP + len(lines) * _STEP,
        lines=tuple(lines),
        arcs=tuple(dict.fromkeys(arcs)),
        left_out=total - len(lines),
    )


def walk(
    points: Sequence[str], edges: Sequence[Row], voices: Mapping[str, Row]
) -> list[tuple[str, int, Row | None]]:
    """The voices of an origin from above: (point, depth, what ties it to the one above), each once.

    Those at one depth come in time order; those in a ring hang below nobody.
    """
    inside = set(points)
    above: dict[str, Row] = {}
    for edge in edges:
        if edge["sure"] == "must" and {edge["from"], edge["to"]} <= inside and edge["from"] != edge["to"]:
            above.setdefault(edge["from"], edge)
    below: dict[str, list[str]] = {}
    ordered = sorted(inside, key=lambda point: (_when(point, voices), point))
    for point in ordered:
        if point in above:
            below.setdefault(above[point]["to"], []).append(point)
    found: list[tuple[str, int, Row | None]] = []
    seen: set[str] = set()
    for start in [*(point for point in ordered if point not in above), *ordered]:
        waiting: list[tuple[str, int, Row | None]] = [(start, 0, above.get(start))]
        while waiting:
            point, depth, tie = waiting.pop()
            if point in seen:
                continue
            seen.add(point)
            found.append((point, depth, tie))
            waiting += [(child, depth + 1, above[child]) for child in reversed(below.get(point, ()))]
    return found


def named(point: str, voices: Mapping[str, Row]) -> str:
    """A voice in words: `Corin Valde in Northlight, 2026-03-03`."""
    one = voices.get(point)
    if one is None:
        return short(point)
    paper, source = one_line(one.get("publisher") or ""), one_line(one["source"] or "")
    name = (
        f"{source} in {paper}"
        if source and paper
        else source or paper or one_line(one["title"] or one["path"])
    )
    day = one_line(one["published"] or "")[:10]
    return f"{name}, {day}" if day else name


def _when(point: str, voices: Mapping[str, Row]) -> str:
    one = voices.get(point)
    return (one["published"] if one else None) or "~"


def _head(root: Row, y: float) -> Line:
    name = one_line(root["name"] or "") or "nobody named"
    how = HOW.get(root["how"], one_line(root["how"]))
    told = f"{name}: {how}{', surely its own' if root['firm'] else ''}"
    return Line(
        text=_cut(name, _LONGEST), why=how, told=told, voice=None, x=8.0, y=y, join="", firm=root["firm"]
    )


def _line(
    point: str,
    voices: Mapping[str, Row],
    edge: Row | None,
    depth: int,
    y: float,
    above: float,
    room: float,
) -> Line:
    """room: up to where its words may go, so that no arc crosses them."""
    x = 8.0 + (depth + 1) * _INDENT
    why = reasons_told(edge["reasons"]) if edge is not None and depth else ""
    name = named(point, voices)
    text = _cut(name, max(_LONGEST - 4 * depth, 20))
    one = voices.get(point)
    words = f": “{one_line(one['text'])}”" if one else ""
    return Line(
        text=text,
        why=_cut(why, int((room - x - _GAPS - _NAME * len(text)) / _REASON)),
        told=f"{name}{words}{' — ' if why else ''}{why}",
        voice=one,
        x=x,
        y=y,
        join=f"M{x - _INDENT:.1f},{above + 7:.1f}V{y:.1f}H{x - 6:.1f}",
    )


def _arc(edge: Row, one: float, other: float, voices: Mapping[str, Row]) -> Arc:
    y1, y2 = sorted((one, other))
    out = min(_ARCS + 30 + 0.5 * (y2 - y1), WIDTH - 10)
    why = reasons_told(edge["reasons"]) or one_line(edge["kind"])
    told = f"{named(edge['from'], voices)} and {named(edge['to'], voices)} may be one: {why}"
    return Arc(path=f"M{_ARCS},{y1:.1f}C{out:.1f},{y1:.1f} {out:.1f},{y2:.1f} {_ARCS},{y2:.1f}", told=told)


def _cut(words: str, longest: int) -> str:
    return words if len(words) <= longest else words[: max(longest - 1, 1)].rstrip() + "…"
