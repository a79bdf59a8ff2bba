"""The gazetteer that ships: what it holds, how names are looked up, what opening it costs."""

from __future__ import annotations

import subprocess
import sys

import pytest

from secondsource.reading.places.gazetteer import Entry, Kind, gazetteer, key_of


def best(name: str, kind: Kind) -> Entry:
    """The first entry of a kind."""
    return next(e for e in gazetteer().find(key_of(name)) if e.kind == kind)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("São Paulo", "sao paulo"),
        ("St. John's", "saint johns"),
        ("U.S.", "us"),
        ("SAN SALVADOR", "san salvador"),
        ("Deir ez-Zor", "deir ez zor"),
        ("Nuku’alofa", "nukualofa"),
        ("", ""),
        ("—", ""),
    ],
)
def test_names_are_folded_to_keys(written: str, key: str) -> None:
    assert key_of(written) == key


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Burma", "MM"), ("Myanmar", "MM"), ("the Netherlands", "NL"), ("Holland", "NL"), ("DRC", "CD"),
        ("Zaire", "CD"),
        ("North Korea", "KP"), ("UAE", "AE"), ("Ivory Coast", "CI"), ("East Timor", "TL"),
        ("Swaziland", "SZ"),
        ("Türkiye", "TR"), ("Russian Federation", "RU"), ("Syrian Arab Republic", "SY"), ("Kosovo", "XK"),
    ],
)  # fmt: skip
def test_countries_go_by_all_their_names(name: str, country: str) -> None:
    assert best(name.removeprefix("the "), Kind.COUNTRY).country == country


@pytest.mark.parametrize(
    ("name", "latitude", "longitude"),
    [
        ("United States", 39.8, -98.6), ("Canada", 61.4, -98.3), ("Russia", 61.8, 97.0),
        ("Brazil", -10.8, -53.1),
        ("France", 46.6, 2.5), ("Iraq", 33.0, 43.7), ("Fiji", -17.8, 178.0), ("New Zealand", -41.8, 171.5),
    ],
)  # fmt: skip
def test_the_middle_of_a_country_is_that_of_its_main_part(
    name: str, latitude: float, longitude: float
) -> None:
    entry = best(name, Kind.COUNTRY)
    assert (entry.latitude, entry.longitude) == pytest.approx((latitude, longitude), abs=0.4)


@pytest.mark.parametrize(
    ("name", "country", "latitude", "longitude"),
    [
        ("Ontario", "CA", 49.6, -85.1), ("Kursk", "RU", 51.7, 36.0), ("Baden-Württemberg", "DE", 48.5, 9.0),
        ("Hubei", "CN", 31.1, 112.2), ("Florida", "US", 28.5, -82.0), ("Calif.", "US", 37.3, -119.6),
        ("Chukotka", "RU", 66.5, 174.7),
    ],
)  # fmt: skip
def test_the_middle_of_a_region_is_that_of_its_land(
    name: str, country: str, latitude: float, longitude: float
) -> None:
    entry = next(e for e in gazetteer().find(key_of(name)) if e.kind == Kind.REGION and e.country == country)
    assert (entry.latitude, entry.longitude) == pytest.approx((latitude, longitude), abs=1.5)
    assert entry.own or name == "Calif."


def test_other_spellings_of_a_town_lead_to_it() -> None:
    assert {best(n, Kind.CITY).number for n in ("Kyiv", "Kiev")} == {best("Kyiv", Kind.CITY).number}
    assert best("Halab", Kind.CITY).number == best("Aleppo", Kind.CITY).number
    assert best("Peking", Kind.CITY).number == best("Beijing", Kind.CITY).number
    assert best("Beijing", Kind.CITY).own and not best("Peking", Kind.CITY).own


def test_what_is_not_there_is_nothing() -> None:
    assert gazetteer().find(key_of("Ostermark")) == ()
    assert gazetteer().find("") == ()
    assert gazetteer().find("\uffff") == ()
    assert gazetteer().find(" ") == ()


def test_seas_lie_in_no_country() -> None:
    entry = best("Black Sea", Kind.WATER)
    assert (entry.country, entry.number) == (None, None)


def test_every_entry_has_a_place_on_earth() -> None:
    held = gazetteer()
    for number in range(1, len(held._firsts) + 1, 97):
        names, counts, _ = held._block(number)
        keys = names.decode().split("\n")[1:-1]
        assert keys == sorted(keys) and len(keys) == len(counts)
        for key in keys:
            for entry in held.find(key):
                assert -90 <= entry.latitude <= 90 and -180 <= entry.longitude <= 180
                assert entry.country is None or len(entry.country) == 2


def test_nothing_opens_it_before_a_place_is_named() -> None:
    code = (
        "import sys; import secondsource.cli; "
        "sys.exit('sqlite3' in sys.modules or 'secondsource.reading.places.gazetteer' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
