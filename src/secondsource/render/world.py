"""The places of a selection on a map, drawn for wide screens and for narrow ones, and as lines of a table."""

from __future__ import annotations

from dataclasses import dataclass

from secondsource.records.pictures import MappedPlace, MapRow
from secondsource.render.atlas import Picture, picture, spot
from secondsource.render.outlines import country_name
from secondsource.render.plain import one_line

# Of names, in the picture's units: a wide screen shows twice as many pixels for one.
_WIDE, _NARROW = 7.5, 13.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A place of the table. inside: region and country; where: latitude and longitude."""

    place: MappedPlace
    name: str
    inside: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """wide, narrow: the same map with names for large and for small screens; None where no place is known."""

    wide: Picture | None
    narrow: Picture | None
    lines: tuple[Line, ...]


def world(row: MapRow) -> World:
    """The map of a row; the same row gives the same map."""
    lines = tuple(_line(place) for place in row["places"])
    found = (
        spot(
            line.place,
            key=line.place["id"],
            name=line.name,
            told=line.inside,
            times=line.place["statements"],
        )
        for line in lines
    )
    spots = [one for one in found if one is not None]
    if not spots:
        return World(wide=None, narrow=None, lines=lines)
    return World(wide=picture(spots, letters=_WIDE), narrow=picture(spots, letters=_NARROW), lines=lines)


def _line(place: MappedPlace) -> Line:
    name = one_line(place["name"])
    parts = (one_line(place["admin1"] or ""), country_name(place["country"]))
    north, east = "N" if place["latitude"] >= 0 else "S", "E" if place["longitude"] >= 0 else "W"
    return Line(
        place=place,
        name=name,
        inside=", ".join(p for p in dict.fromkeys(parts) if p and p.casefold() != name.casefold()),
        where=f"{abs(place['latitude']):.2f}° {north}, {abs(place['longitude']):.2f}° {east}",
    )
