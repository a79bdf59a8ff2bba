"""Middles and extents of countries and regions for the gazetteer, by a grid of points in their outlines."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Grid = npt.NDArray[np.float64]

REACH = 160.0  # kilometres from its middle beyond which a region's middle says little of what stands in it
GRID = 0.25  # degrees between the points by which the middle of a region is found


def read_outlines(path: Path) -> dict[int, list[Grid]]:
    """The rings of each country, by its ISO number, of a TopoJSON file."""
    topology = json.loads(path.read_text(encoding="utf8"))
    scale, shift = (np.array(topology["transform"][k]) for k in ("scale", "translate"))
    arcs = [np.cumsum(np.array(a), 0) * scale + shift for a in topology["arcs"]]

    def ring(indexes: list[int]) -> Grid:
        out = np.concatenate([arcs[i] if i >= 0 else arcs[~i][::-1] for i in indexes])
        if np.abs(np.diff(out[:, 0])).max() > 180:  # over the date line
            out[:, 0] %= 360
        return out

    out: dict[int, list[Grid]] = {}
    for row in topology["objects"]["countries"]["geometries"]:
        parts = [row["arcs"]] if row["type"] == "Polygon" else row["arcs"]
        if row.get("id"):
            out.setdefault(int(row["id"]), []).extend(ring(r) for part in parts for r in part)
    return out


def land(rings: list[Grid]) -> Grid:
    """The points of the grid inside some rings: (points, 2), latitude and longitude."""
    if not rings:
        return np.zeros((0, 2))
    low, high = np.concatenate(rings).min(0), np.concatenate(rings).max(0)
    x, y = (np.arange(low[i] + GRID / 2, high[i], GRID) for i in (0, 1))
    xs, ys = (g.ravel() for g in np.meshgrid(x, y))
    inside = np.zeros(len(xs), bool)
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if y1 != y2:
                crossed = (y1 > ys) != (y2 > ys)
                inside ^= crossed & (xs < (x2 - x1) * (ys - y1) / (y2 - y1) + x1)
    return np.stack([ys[inside], xs[inside]], 1)


def middle_of(rings: list[Grid]) -> tuple[float, float] | None:
    """The middle of the area inside some rings; of a tiny one, of its outline."""
    if not rings:
        return None
    points = land(rings)
    if len(points) < 3:
        return mean_of([(float(b), float(a)) for a, b in np.concatenate(rings)])
    # As on a flat map, which is how the middles that people know were reckoned: 61.4 N of Canada, not 58.5.
    return float(points[:, 0].mean()), float(points[:, 1].mean())


def region_middles(
    towns: dict[str, list[dict[str, Any]]], outline: list[Grid]
) -> tuple[dict[str, tuple[float, float]], set[str]]:
    """The middle of each region: of the points of a grid over the country nearest to one of its towns.

    Then those that reach far from theirs.
    """
    out: dict[str, tuple[float, float]] = {}
    wide: set[str] = set()
    spots = [(c["latitude"], c["longitude"], code) for code, some in sorted(towns.items()) for c in some]
    for code, some in towns.items():
        out[code] = mean_of([(c["latitude"], c["longitude"]) for c in some])
    points = land(outline)
    if not len(points) or not spots:
        return out, wide
    known = np.array([s[:2] for s in spots])
    nearest = np.concatenate(
        [_nearest(part, known) for part in np.array_split(points, len(points) // 200 + 1)]
    )
    codes = np.array([s[2] for s in spots])[nearest]
    for code in towns:
        inside = points[codes == code]
        if len(inside) >= 3:
            out[code] = mean_of([(float(a), float(b)) for a, b in inside])
            if is_wide(inside, out[code]):
                wide.add(code)
    return out, wide


def is_wide(points: Grid, middle: tuple[float, float]) -> bool:
    """True when more than a quarter of an area lies farther from its middle than what is taken for near."""
    if not len(points):
        return False
    north = (points[:, 0] - middle[0]) * 111.2
    east = ((points[:, 1] - middle[1] + 180) % 360 - 180) * 111.2 * np.cos(np.radians(middle[0]))
    return bool((np.hypot(north, east) > REACH).mean() > 0.25)


def _nearest(points: Grid, known: Grid) -> npt.NDArray[np.intp]:
    shrink = np.cos(np.radians(points[:, :1]))
    away: Grid = (points[:, :1] - known[:, 0]) ** 2 + ((points[:, 1:] - known[:, 1]) * shrink) ** 2
    nearest: npt.NDArray[np.intp] = np.argmin(away, axis=1)
    return nearest


def mean_of(points: list[tuple[float, float]]) -> tuple[float, float]:
    """The mean on the sphere."""
    grid = np.radians(np.array(points))
    x = (np.cos(grid[:, 0]) * np.cos(grid[:, 1])).mean()
    y = (np.cos(grid[:, 0]) * np.sin(grid[:, 1])).mean()
    z = np.sin(grid[:, 0]).mean()
    return float(np.degrees(np.arctan2(z, np.hypot(x, y)))), float(np.degrees(np.arctan2(y, x)))
