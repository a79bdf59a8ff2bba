"""Who has what from whom as a picture: sources on the left, outlets on the right, what outlets take as arcs.

The places follow from the row alone: those who say most come first, and a source stands beside its outlets.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

from secondsource.records.pictures import NetworkLink, NetworkNode, NetworkRow
from secondsource.render.plain import one_line

WIDTH = 960.0
_STEP, _TOP = 27.0, 40.0
_LEFT, _RIGHT = 290.0, 560.0  # where the dots of both columns stand
_ARCS = 790.0  # where arcs between outlets begin, right of the names
_MOST = 28  # dots of a column; more is for the table
_TIES = 180  # lines that the eye can tell apart at all
_LONGEST = 36  # letters of a name
_FEWER = 26  # of an outlet's, which stands before the arcs
KINDS: dict[str, str] = {
    "says-in": "says in",
    "copy": "copied by",
    "credit": "credited by",
    "shared": "shares words with",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A node. radius: by how much it says."""

    node: NetworkNode
    name: str
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """A link as a path, with all of it in words. arrow: (x, y) of its tip, None where it has none."""

    link: NetworkLink
    path: str
    width: float
    told: str
    arrow: tuple[float, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """The picture, and what of it has no room there."""

    height: float
    dots: tuple[Dot, ...]
    curves: tuple[Curve, ...]
    left_out: int
    ties_left_out: int = 0


def network(row: NetworkRow) -> Network:
    """The picture of a row; the same row gives the same picture."""
    sources = [node for node in row["nodes"] if node["kind"] == "source"]
    outlets = [node for node in row["nodes"] if node["kind"] != "source"]
    tied = {end for link in row["links"] for end in (link["from"], link["to"])}
    right = sorted((node for node in outlets if node["id"] in tied), key=_weight)[:_MOST]
    shown = {node["id"] for node in right}
    weights: dict[str, dict[str, int]] = defaultdict(dict)
    for link in row["links"]:
        if link["kind"] == "says-in" and link["to"] in shown:
            weights[link["from"]][link["to"]] = link["count"]
    left = sorted((node for node in sources if node["id"] in weights), key=_weight)[:_MOST]
    at = {node["id"]: n for n, node in enumerate(right)}
    left.sort(key=lambda node: (_centre(weights[node["id"]], at), _weight(node)))
    rows = max(len(left), len(right), 1)
    height = _TOP + rows * _STEP + 10
    dots = (*_column(left, _LEFT, rows, _LONGEST), *_column(right, _RIGHT, rows, _FEWER))
    places = {dot.node["id"]: dot for dot in dots}
    names = {node["id"]: one_line(node["name"]) for node in row["nodes"]}
    ties = [link for link in row["links"] if link["from"] in places and link["to"] in places]
    strongest = set(sorted(range(len(ties)), key=lambda at: (-ties[at]["count"], at))[:_TIES])
    curves = tuple(_curve(link, places, names) for at, link in enumerate(ties) if at in strongest)
    return Network(
        height=height,
        dots=dots,
        curves=curves,
        left_out=len(row["nodes"]) - len(dots),
        ties_left_out=len(ties) - len(curves),
    )


def told(link: NetworkLink, names: dict[str, str]) -> str:
    """A link in words: `Northlight, copied by Harbour Post, 2 times`."""
    times = "once" if link["count"] == 1 else f"{link['count']} times"
    return f"{names[link['from']]}, {KINDS[link['kind']]} {names[link['to']]}, {times}"


def _weight(node: NetworkNode) -> tuple[int, int, str]:
    return -node["points"], -node["reports"], node["id"]


def _centre(weights: dict[str, int], at: dict[str, int]) -> float:
    """Where the outlets of a source stand in the mean."""
    return sum(at[id] * n for id, n in weights.items()) / sum(weights.values())


def _column(nodes: Sequence[NetworkNode], x: float, rows: int, longest: int) -> tuple[Dot, ...]:
    step = _STEP * rows / max(len(nodes), 1)
    step = min(step, 2.2 * _STEP)
    first = _TOP + (rows * _STEP - step * len(nodes)) / 2 + step / 2
    return tuple(
        Dot(
            node=node,
            name=_clipped(one_line(node["name"]), longest),
            x=x,
            y=round(first + n * step, 1),
            radius=round(min(3.0 + 0.8 * log2(node["points"] + 1), 9.0), 1),
        )
        for n, node in enumerate(nodes)
    )


def _curve(link: NetworkLink, places: dict[str, Dot], names: dict[str, str]) -> Curve:
    a, b = places[link["from"]], places[link["to"]]
    width = round(min(1.0 + 0.7 * log2(link["count"]), 5.0), 1)
    words = told(link, names)
    if link["kind"] == "says-in":
        x1, x2, middle = a.x + a.radius + 2, b.x - b.radius - 2, (a.x + b.x) / 2
        path = f"M{x1:.1f},{a.y}C{middle:.1f},{a.y} {middle:.1f},{b.y} {x2:.1f},{b.y}"
        return Curve(link=link, path=path, width=width, told=words, arrow=None)
    # Arcs of a pair that go both ways, or are of two kinds, stand apart.
    off = {"copy": 4.0, "credit": -4.0, "shared": 0.0}[link["kind"]]
    y1, y2 = a.y + off, b.y + off
    out = min(_ARCS + 24 + 0.42 * abs(y2 - y1) + (12 if y2 < y1 else 0), WIDTH - 12)
    path = f"M{_ARCS},{y1:.1f}C{out:.1f},{y1:.1f} {out:.1f},{y2:.1f} {_ARCS + 7},{y2:.1f}"
    arrow = None if link["kind"] == "shared" else (_ARCS, y2)
    return Curve(link=link, path=path, width=width, told=words, arrow=arrow)


def _clipped(name: str, longest: int) -> str:
    return name if len(name) <= longest else name[: longest - 1].rstrip() + "…"
