"""The map: what is seen, where dots and names stand, and that the outlines are whole."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from secondsource.records import ReadRow, reading_row
from secondsource.render.atlas import WIDTH, Picture, atlas
from secondsource.render.labels import Labels
from secondsource.render.outlines import clipped, country_name, rings
from tests.render import placed

ROW = reading_row(placed.reading(), with_text=True)
Where = tuple[str, float, float, str | None, str | None]
NUMBERS = {"Russia": 2017370, "China": 1814991, "Asia": 6255147, "Britain": 2635167}  # of GeoNames


def row(*places: Where) -> ReadRow:
    """A row with these places alone: name, latitude, longitude, country, region; each mentioned once."""
    parties = [
        {
            "id": f"p{at}", "name": name, "type": "place", "kind": "named", "aliases": [], "role": None,
            "members": [],
            "place": {"geonames": NUMBERS.get(name, at), "latitude": north, "longitude": east,
                      "country": code, "admin1": region, "reasons": []},
        }
        for at, (name, north, east, code, region) in enumerate(places)
    ]  # fmt: skip
    mentions = [
        {"text": name, "spans": [(0, 1)], "type": "place", "form": "name", "party": f"p{at}"}
        for at, (name, *_) in enumerate(places)
    ]
    return ROW | {"parties": parties, "mentions": mentions}  # type: ignore[return-value]


def drawn(*places: Where) -> Picture:
    """What is drawn of these places."""
    found = atlas(row(*places))
    assert found
    return found.picture


KYIV: Where = ("Kyiv", 50.45, 30.52, "UA", "Kyiv City")
KURSK: Where = ("Kursk", 51.73, 36.19, "RU", "Kursk Oblast")
SEOUL: Where = ("Seoul", 37.57, 126.98, "KR", "Seoul")
FIJI: Where = ("Suva", -18.14, 178.44, "FJ", "Central")
SAMOA: Where = ("Apia", -13.83, -171.77, "WS", "Tuamasaga")
CHINA: Where = ("China", 35, 105, "CN", None)
RUSSIA: Where = ("Russia", 60, 100, "RU", None)


def test_each_place_is_a_dot_with_its_name_and_a_country_an_area() -> None:
    found = atlas(ROW)
    assert found
    assert {dot.name for dot in found.picture.dots} == {"Tartu", "Narva", "Riga", "Gdansk", "Ventspils"}
    assert all(dot.label and dot.label.text == dot.name for dot in found.picture.dots)
    assert [area.name for area in found.picture.areas] == ["Poland"]
    assert "Latvia" in {label.text for label in found.picture.names}
    assert [line.name for line in found.lines if not line.where] == ["Lower Quay"]
    assert found.lines[0].where == "58.38° N, 26.73° E"


def test_north_is_up_and_east_is_right() -> None:
    west, east = sorted(drawn(KYIV, KURSK).dots, key=lambda dot: dot.x)
    assert (west.name, east.name) == ("Kyiv", "Kursk") and west.y > east.y


def test_across_the_180th_meridian_the_short_way_is_taken() -> None:
    apia, suva = sorted(drawn(FIJI, SAMOA).dots, key=lambda dot: -dot.x)
    assert apia.name == "Apia" and 0 < suva.x < apia.x < WIDTH


def test_a_country_in_which_a_dot_lies_does_not_widen_the_map() -> None:
    near, with_country = drawn(KYIV, KURSK), drawn(KYIV, KURSK, RUSSIA)
    assert [(dot.x, dot.y) for dot in near.dots] == [(dot.x, dot.y) for dot in with_country.dots]
    assert [area.name for area in with_country.areas] == ["Russia"]


def test_a_country_alone_is_seen_whole() -> None:
    found = drawn(RUSSIA)
    assert not found.dots and found.areas[0].label and found.areas[0].label.text == "Russia"


def test_a_country_is_known_by_its_number_and_not_by_its_name() -> None:
    assert [area.name for area in drawn(("Britain", 54.8, -2.7, "GB", None)).areas] == ["Britain"]
    assert not drawn(("Georgia", 32.75, -83.5, "US", "Georgia")).areas


def test_a_continent_is_no_dot_and_a_sea_a_hollow_one_that_does_not_widen_the_map() -> None:
    found = drawn(CHINA, ("Asia", 29.8, 89.3, None, None))
    assert not found.dots and found == drawn(CHINA)
    sea: Where = ("Sea of Azov", 46.1, 36.6, None, None)
    assert [
        (dot.name, dot.wide) for dot in drawn(KYIV, KURSK, ("Donetsk", 48.0, 37.8, "UA", None), sea).dots
    ][-1]
    assert {dot.name for dot in drawn(KYIV, ("Yellow Sea", 35, 124, None, None)).dots} == {"Kyiv"}
    assert drawn(sea).dots[0].wide
    assert atlas(row(("Asia", 29.8, 89.3, None, None))) is None


def test_a_region_of_a_country_of_like_name_is_a_dot() -> None:
    assert drawn(("Luxembourg", 49.9, 5.4, "BE", "Luxembourg")).dots[0].name == "Luxembourg"


def test_unknown_places_are_told_and_not_drawn() -> None:
    nowhere = row(KYIV)
    nowhere["parties"][0]["place"] = None
    assert atlas(nowhere) is None
    both = row(KYIV, KURSK)
    both["parties"][0]["place"] = None
    found = atlas(both)
    assert found and [dot.name for dot in found.picture.dots] == ["Kursk"]
    assert [(line.name, line.where) for line in found.lines][1] == ("Kyiv", "")
    both["parties"][0]["kind"] = "unnamed"  # "the road" is a place, and no map has it
    found = atlas(both)
    assert found and [line.name for line in found.lines] == ["Kursk"]


def test_names_do_not_cover_one_another() -> None:
    labels = Labels((0, 0, 400, 200))
    found = [labels.beside("Ulvik", 200, 100, 4) for _ in range(20)]
    assert 4 <= sum(one is not None for one in found) < 20
    assert len({(one.x, one.y) for one in found if one}) == sum(one is not None for one in found)


PLACES = st.tuples(
    st.text(max_size=40), st.floats(-90, 90), st.floats(-180, 180),
    st.sampled_from(["UA", "US", "XX", "FJ", "AQ"]), st.none() | st.text(max_size=5),
)  # fmt: skip


@settings(max_examples=25)  # a world takes a tenth of a second
@given(st.lists(PLACES, min_size=1, max_size=8))
def test_every_dot_is_in_the_picture_wherever_on_earth(places: list[Any]) -> None:
    found = drawn(*places)
    for dot in found.dots:
        assert -0.1 <= dot.x <= found.width + 0.1 and -0.1 <= dot.y <= found.height + 0.1
    assert re.fullmatch(r"(M[-\d., ]+z)*", found.land)


def test_a_world_is_not_large() -> None:
    assert len(drawn(KYIV, SEOUL, ("Lima", -12.05, -77.04, "PE", "Lima"), FIJI).land) < 120_000


def test_the_outlines_are_whole() -> None:
    countries = {ring.country for ring in rings()}
    assert len(countries) > 190 and {"UA", "RU", "TW", "XK", "MT", "SG"} <= countries
    for ring in rings():
        assert len(ring.corners) > 2
        steps = [abs(a[0] - b[0]) for a, b in pairwise(ring.corners)]
        assert max(steps) < 180 or ring.country == "AQ"  # none leaps across the map
    assert country_name("UA") == "Ukraine" and country_name("ZZ") == "ZZ" and country_name(None) == ""


def test_a_line_is_cut_at_the_frame() -> None:
    square = [(-10.0, -10.0), (10.0, -10.0), (10.0, 10.0), (-10.0, 10.0)]
    assert set(clipped(square, (0, 0, 20, 5))) == {(0.0, 0.0), (10.0, 0.0), (10.0, 5.0), (0.0, 5.0)}
    assert clipped(square, (20, 20, 30, 30)) == []
