"""The outlines of countries as they are drawn, and the names of their codes; from a file of the package.

Natural Earth draws borders as they are held, which is no judgement on whose they ought to be.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import accumulate
from typing import Any

from secondsource.render.plain import one_line

Corner = tuple[float, float]
Box = tuple[float, float, float, float]
"""west, north, east, south; degrees, y to the south as SVG has it."""

_STEPS = 20  # per degree; training/outlines.py
_RING = re.compile(r"M(-?\d+),(-?\d+)l([^z]*)z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """A closed line round a piece of a country. country: its code, or empty; corners: (x, y) in degrees."""

    country: str
    corners: tuple[Corner, ...]
    box: Box


def country_name(code: str | None) -> str:
    """The name of an ISO 3166 alpha-2 code; an unknown one names itself."""
    if not code:
        return ""
    found = _file()["countries"].get(code)
    return str(found[0]) if found else one_line(code)


def is_country(code: str, geonames: int | None) -> bool:
    """True where the number is that of the country itself and not of a place in it."""
    found = _file()["countries"].get(code)
    return bool(found) and found[1] == geonames


@cache
def rings() -> tuple[Ring, ...]:
    """All rings, by country."""
    return tuple(ring for code, path in _file()["outlines"] for ring in _rings(code, path))


def box_of(corners: Sequence[Corner]) -> Box:
    """The smallest box round corners; there must be one."""
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def clipped(corners: Sequence[Corner], box: Box) -> list[Corner]:
    """The part of a closed line inside a box, closed along its edges (Sutherland and Hodgman, 1974)."""
    west, north, east, south = box
    found = list(corners)
    for axis, bound, sign in ((0, west, 1), (0, east, -1), (1, north, 1), (1, south, -1)):
        found = _half(found, axis, bound, sign)
    return found


def _half(corners: Sequence[Corner], axis: int, bound: float, sign: int) -> list[Corner]:
    """The part of a closed line on one side of a bound."""
    found: list[Corner] = []
    for at, corner in enumerate(corners):
        before = corners[at - 1]
        inside, was = (sign * (one[axis] - bound) >= 0 for one in (corner, before))
        if inside != was:
            share = (bound - before[axis]) / (corner[axis] - before[axis])
            cut = before[1 - axis] + share * (corner[1 - axis] - before[1 - axis])
            found.append((bound, cut) if axis == 0 else (cut, bound))
        if inside:
            found.append(corner)
    return found


def _rings(code: str, path: str) -> Iterator[Ring]:
    for match in _RING.finditer(path):
        steps = [(int(match[1]), int(match[2]))]
        steps += [(int(x), int(y)) for x, y in (step.split(",") for step in match[3].split())]
        xs, ys = accumulate(x for x, _ in steps), accumulate(y for _, y in steps)
        corners = tuple((x / _STEPS, y / _STEPS) for x, y in zip(xs, ys, strict=True))
        yield Ring(country=code, corners=corners, box=box_of(corners))


@cache
def _file() -> dict[str, Any]:
    held: dict[str, Any] = json.loads((resources.files(__package__) / "outlines.json").read_text("utf-8"))
    return held
