"""The places of a report on a map of outlines, zoomed to what is shown, and as a table."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from secondsource.records.rows import PartyRow, ReadRow
from secondsource.render.labels import SIZE, Label, Labels
from secondsource.render.outlines import Box, Corner, Ring, box_of, clipped, country_name, is_country, rings
from secondsource.render.plain import one_line
from secondsource.render.values import is_place, lies_in

WIDTH = 400.0  # of the picture in its own units: about the pixels of a narrow screen
_FLATTEST, _STEEPEST = 0.5, 0.72  # height to width
_NARROWEST = 9.0  # degrees of latitude across: closer, the outlines are too coarse to tell anything
_MARGIN = 0.14  # of the extent, on each side
_SMALLEST, _LARGEST = 2.8, 4.8  # radius of a dot
_FINEST = 1.1  # units between corners
# Of GeoNames: a dot in the middle of Asia would say that something is there.
_CONTINENTS = frozenset(range(6255146, 6255153))
_KEPT = 8  # parts of the world that are kept drawn
_LABELLED = 900.0  # square units of a neighbour that is worth its name


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A country that the report names, as a path. key: its words in the text. label: None without room."""

    key: str
    name: str
    path: str
    label: Label | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A place. times: how often it is mentioned; label: where its name stands, None without room.

    wide: a sea or the like, of which the dot is only the middle.
    """

    key: str
    name: str
    told: str
    times: int
    x: float
    y: float
    radius: float
    wide: bool
    label: Label | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLine:
    """A line of the table. where: latitude and longitude, or empty. mentions: how often."""

    key: str
    name: str
    told: str
    where: str
    mentions: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What is drawn: land that only orients, the countries named, dots, and names of countries nearby."""

    width: float
    height: float
    land: str
    areas: tuple[Area, ...]
    dots: tuple[Dot, ...]
    names: tuple[Label, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Atlas:
    """All places of a report, of which one at least is known."""

    picture: Picture
    lines: tuple[PlaceLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place whose whereabouts are known. inside: the code of the country that it lies in, or empty (a sea).

    country: its code where it is itself a country that has an outline.
    """

    key: str
    name: str
    told: str
    times: int
    longitude: float
    latitude: float
    inside: str
    country: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Window:
    """The part of the world that is shown: the picture's unit in degrees, and its upper left corner.

    squeeze: how much narrower a degree of longitude is than one of latitude, in the middle.
    """

    west: float
    north: float
    unit: float
    squeeze: float
    height: float

    def place(self, longitude: float, latitude: float) -> Corner:
        """Where a place stands in the picture; latitude to the north."""
        east = (longitude - self.west) % 360.0
        return east * self.squeeze / self.unit, (self.north - latitude) / self.unit


def atlas(row: ReadRow) -> Atlas | None:
    """The map of a row; None where it names no place whose whereabouts are known."""
    often = Counter(mention["party"] for mention in row["mentions"])
    places = [(party, f"at{at}") for at, party in enumerate(row["parties"]) if is_place(party)]
    lines = sorted((_line(party, key, often[party["id"]]) for party, key in places), key=_rank)
    spots = [one for one in (_spot(party, key, often[party["id"]]) for party, key in places) if one]
    return Atlas(picture=picture(spots), lines=tuple(lines)) if spots else None


def _rank(line: PlaceLine) -> tuple[bool, int]:
    return (not line.where, -line.mentions)


def _line(party: PartyRow, key: str, mentions: int) -> PlaceLine:
    place = party["place"]
    return PlaceLine(
        key=key,
        name=one_line(party["name"]),
        told=lies_in(party),
        where=_degrees(place["latitude"], place["longitude"]) if place else "",
        mentions=mentions,
        reasons=tuple(one_line(reason["text"]) for reason in place["reasons"]) if place else (),
    )


def _degrees(latitude: float, longitude: float) -> str:
    north, east = "N" if latitude >= 0 else "S", "E" if longitude >= 0 else "W"
    return f"{abs(latitude):.2f}° {north}, {abs(longitude):.2f}° {east}"


def _spot(party: PartyRow, key: str, times: int) -> Spot | None:
    place = party["place"]
    return (
        None if place is None else spot(place, key=key, name=party["name"], told=lies_in(party), times=times)
    )


def spot(place: Any, *, key: str, name: str, told: str, times: int) -> Spot | None:
    """A place as it is drawn; None for a continent, and for degrees that are none.

    place: a row with geonames, latitude, longitude and country.
    """
    if place["geonames"] in _CONTINENTS or not (
        abs(place["latitude"]) <= 90 and abs(place["longitude"]) <= 180
    ):
        return None
    code = place["country"] or ""
    drawn = is_country(code, place["geonames"]) and any(ring.country == code for ring in rings())
    return Spot(
        key=key,
        name=one_line(name),
        told=told,
        times=max(times, 1),
        longitude=place["longitude"],
        latitude=place["latitude"],
        inside=code,
        country=code if drawn else "",
    )


def picture(spots: Sequence[Spot], *, letters: float = SIZE) -> Picture:
    """The map of some places, of which there is one at least. letters: the size of names, in its units."""
    window = _window(_extent(spots))
    frame = (0.0, 0.0, WIDTH, window.height)
    pieces = _seen(window)
    named = {spot.country: spot for spot in reversed(spots) if spot.country}
    labels = Labels(frame, letters)
    dots = _labelled(_dots(spots, window), labels)
    names = dict(_names(pieces, named, labels))
    areas = [
        Area(key=spot.key, name=spot.name, label=names.pop(country, None),
             path=_path(piece for code, piece in pieces if code == country))
        for country, spot in named.items()
    ]  # fmt: skip
    return Picture(
        width=WIDTH,
        height=window.height,
        land=_land(window, frozenset(named)),
        areas=tuple(area for area in areas if area.path),
        dots=dots,
        names=tuple(names.values()),
    )


def _extent(spots: Sequence[Spot]) -> list[Corner]:
    """(longitude, latitude) of what must be seen. A country in which a dot lies is seen by that alone."""
    dots = [spot for spot in spots if not spot.country and spot.inside]
    held = {spot.inside for spot in dots}
    alone = [spot for spot in spots if spot.country and spot.country not in held]
    found = [(spot.longitude, spot.latitude) for spot in [*dots, *alone]]
    if not dots:
        for spot in alone:
            west, north, east, south = max(
                (ring.box for ring in rings() if ring.country == spot.country), key=_size
            )
            found += [(west, -north), (east, -south)]
    return found or [(spot.longitude, spot.latitude) for spot in spots]


def _size(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _window(seen: Sequence[Corner]) -> _Window:
    """The smallest part of the world that shows all and some room, wherever the 180th meridian is."""
    west, wide = _narrowest([longitude for longitude, _ in seen])
    south, north = (bound(latitude for _, latitude in seen) for bound in (min, max))
    squeeze = max(math.cos(math.radians((south + north) / 2)), 0.3)
    across = max(wide * squeeze * (1 + 2 * _MARGIN), _NARROWEST)
    down = max((north - south) * (1 + 2 * _MARGIN), _NARROWEST * _FLATTEST)
    ratio = min(max(down / across, _FLATTEST), _STEEPEST)
    across = min(max(across, down / ratio), 360.0 * squeeze)
    height = round(WIDTH * ratio, 1)
    middle = (south + north) / 2
    return _Window(
        west=west + wide / 2 - across / squeeze / 2,
        north=middle + across * ratio / 2,
        unit=across / WIDTH,
        squeeze=squeeze,
        height=height,
    )


def _narrowest(longitudes: Iterable[float]) -> tuple[float, float]:
    """Where the shortest stretch round the world that holds all begins, and how many degrees wide it is."""
    found = sorted({longitude % 360.0 % 360.0 for longitude in longitudes})  # a hair below 0 becomes 360
    gaps = [(found[(at + 1) % len(found)] - one) % 360.0 or 360.0 for at, one in enumerate(found)]
    at = max(range(len(found)), key=lambda index: gaps[index])
    return found[(at + 1) % len(found)], 360.0 - gaps[at]


@lru_cache(maxsize=_KEPT)
def _seen(window: _Window) -> tuple[tuple[str, list[Corner]], ...]:
    """What a part of the world shows, by country; the same for names of any size, and whoever looks."""
    frame = (0.0, 0.0, WIDTH, window.height)
    return tuple((ring.country, piece) for ring in rings() for piece in _pieces(ring, window, frame))


@lru_cache(maxsize=_KEPT)
def _land(window: _Window, but: frozenset[str]) -> str:
    """The land of a part of the world as SVG draws it, but for some countries."""
    return _path(piece for code, piece in _seen(window) if code not in but)


def _pieces(ring: Ring, window: _Window, frame: Box) -> Iterable[list[Corner]]:
    """What the picture shows of a ring, in its units; a ring may be seen on both sides of a whole world."""
    for turn in (-360.0, 0.0, 360.0):
        scale = window.squeeze / window.unit
        west, north, east, south = ring.box
        left, right = ((x + turn - window.west) * scale for x in (west, east))
        top, bottom = ((y + window.north) / window.unit for y in (north, south))
        if right < 0 or left > frame[2] or bottom < 0 or top > frame[3]:
            continue
        corners = [
            ((x + turn - window.west) * scale, (y + window.north) / window.unit) for x, y in ring.corners
        ]
        piece = clipped(
            corners, (-4.0, -4.0, frame[2] + 4.0, frame[3] + 4.0)
        )  # its cut edges stay out of sight
        across, down = _size_of(piece)
        if across + down > _FINEST * 2:  # smaller islands are dust
            yield piece


def _size_of(corners: Sequence[Corner]) -> Corner:
    """How wide and how high corners reach; nothing where there are none."""
    if not corners:
        return 0.0, 0.0
    west, north, east, south = box_of(corners)
    return east - west, south - north


def _path(pieces: Iterable[Sequence[Corner]]) -> str:
    """Closed lines as SVG draws them, without corners that would fall together: a whole world stays small."""
    made = []
    for piece in pieces:
        corners = [piece[0]]
        for x, y in piece:
            if abs(x - corners[-1][0]) + abs(y - corners[-1][1]) >= _FINEST:
                corners.append((x, y))
        if len(corners) > 2:
            made.append(f"M{' '.join(f'{x:.1f},{y:.1f}' for x, y in corners)}z")
    return "".join(made)


def _dots(spots: Sequence[Spot], window: _Window) -> list[Dot]:
    """The dots, those mentioned most often last, so that they lie on top."""
    most = max(spot.times for spot in spots)
    made = []
    for spot in sorted((spot for spot in spots if not spot.country), key=lambda spot: spot.times):
        x, y = window.place(spot.longitude, spot.latitude)
        if not (0 <= x <= WIDTH and 0 <= y <= window.height):  # a sea far from what else is told of
            continue
        radius = _SMALLEST + (_LARGEST - _SMALLEST) * math.sqrt((spot.times - 1) / max(most - 1, 1))
        made.append(
            Dot(key=spot.key, name=spot.name, told=spot.told, times=spot.times,
                x=round(x, 1), y=round(y, 1), radius=round(radius, 1), wide=not spot.inside)
        )  # fmt: skip
    return made


def _labelled(dots: Sequence[Dot], labels: Labels) -> tuple[Dot, ...]:
    """The dots with their names, for which those mentioned most often choose first."""
    for dot in dots:
        labels.block((dot.x - dot.radius, dot.y - dot.radius, dot.x + dot.radius, dot.y + dot.radius))
    found = {dot.key: labels.beside(dot.name, dot.x, dot.y, dot.radius) for dot in reversed(dots)}
    return tuple(replace(dot, label=found[dot.key]) for dot in dots)


def _names(
    pieces: Sequence[tuple[str, Sequence[Corner]]], named: Iterable[str], labels: Labels
) -> Iterable[tuple[str, Label]]:
    """Names of countries by code, where there is room: those that the report names first, then the large."""
    largest: dict[str, tuple[float, Sequence[Corner]]] = {}
    for code, piece in pieces:
        area = abs(_area(piece))
        if code and area > largest.get(code, (0.0, piece))[0]:
            largest[code] = (area, piece)
    first = set(named)
    for code in sorted(largest, key=lambda code: (code not in first, -largest[code][0])):
        area, piece = largest[code]
        if area >= _LABELLED or code in first:
            label = labels.within(country_name(code), piece, strict=code not in first)
            if label:
                yield code, label


def _area(corners: Sequence[Corner]) -> float:
    """Of a closed line, signed by its direction."""
    return sum(corners[at - 1][0] * y - x * corners[at - 1][1] for at, (x, y) in enumerate(corners)) / 2
