"""The gazetteer that ships with the package: names of places, and what bears them.

A SQLite file of compressed blocks of sorted names, opened at the first question. `training/gazetteer.py`
builds it from GeoNames (CC BY 4.0) and tables of facts of our own.
"""

from __future__ import annotations

import math
import re
import sqlite3
import struct
import zlib
from bisect import bisect_right
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from importlib import resources
from pathlib import Path

from secondsource.text import unaccented

RECORD = struct.Struct(
    "<IhhHHB"
)  # number, latitude and longitude in hundredths, size, region, kind and flags
ALTERNATE = 16  # flag: the name is another one of the entry, not its own
CAPITAL = 32  # flag: the capital of its country
WIDE = 64  # flag: much of it lies farther from its middle than a town is from its neighbours
SIZE = 7000  # steps of the size for each power of ten of people
_BLOCKS = 1024  # blocks of names kept unpacked, a few kilobytes each

_MARKS = re.compile(r"['’‘ʻʼ`´\u02b9.]")
_BREAKS = re.compile(r"[^\w]+")
_SHORT = {"st": "saint", "ste": "saint", "mt": "mount", "ft": "fort"}


class Kind(IntEnum):
    """What an entry is."""

    CITY = 0
    COUNTRY = 1
    REGION = 2
    COUNTY = 3
    AREA = 4
    WATER = 5
    MOUNTAIN = 6
    LANDMARK = 7
    CONTINENT = 8
    PEOPLE = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One bearer of a name. number: GeoNames' own, None where it is not known.

    people: how many live there, to three digits; 0: unknown. country: ISO 3166 alpha-2. admin1: its region.
    own: the name asked for is its main one. wide: a country or region whose middle says little of what
    stands in it.
    """

    number: int | None
    latitude: float
    longitude: float
    people: int
    kind: Kind
    country: str | None
    admin1: str | None
    own: bool
    capital: bool
    wide: bool = False

    @property
    def same(self) -> tuple[int | None, float, float, Kind]:
        """What tells entries apart."""
        return self.number, self.latitude, self.longitude, self.kind


@lru_cache(maxsize=4096)
def key_of(name: str) -> str:
    """A name as it is looked up: lower case, no accents, no marks, "St." written out."""
    plain = unaccented(name).casefold()
    words = _BREAKS.sub(" ", _MARKS.sub("", plain)).replace("_", " ").split()
    return " ".join(_SHORT.get(w, w) for w in words)


class Gazetteer:
    """The open file. peoples: the names of peoples, and their adjectives."""

    def __init__(self, path: Path) -> None:
        # Read by as many threads as like: nothing is ever written, and SQLite guards itself.
        self._base = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        self._firsts = zlib.decompress(self._body(0)).decode().split("\n")
        self.peoples = frozenset(zlib.decompress(self._body(-1)).decode().split("\n"))
        self._block = lru_cache(maxsize=_BLOCKS)(self._unpacked)
        self._region = lru_cache(maxsize=512)(self._read_region)
        self.find = lru_cache(maxsize=8192)(self._find)

    def close(self) -> None:
        """Closes the file."""
        self._base.close()

    def _find(self, key: str) -> tuple[Entry, ...]:
        """Everything that is called so, the most people first. key: as of `key_of`."""
        block = bisect_right(self._firsts, key)
        if not key or not block:
            return ()
        keys, counts, body = self._block(block)
        spot = keys.find(b"\n%b\n" % key.encode())
        if spot < 0:
            return ()
        at = keys.count(b"\n", 0, spot)
        start = len(body) - (sum(counts) - sum(counts[:at])) * RECORD.size
        ends = range(start, start + counts[at] * RECORD.size, RECORD.size)
        return tuple(self._entry(*RECORD.unpack_from(body, o)) for o in ends)

    def _entry(self, number: int, latitude: int, longitude: int, size: int, region: int, mark: int) -> Entry:
        country, admin1 = self._region(region)
        return Entry(
            number=number or None,
            latitude=latitude / 100,
            longitude=longitude / 100,
            people=_three_digits(10 ** (size / SIZE) - 1),
            kind=Kind(mark & 15),
            country=country,
            admin1=admin1,
            own=not mark & ALTERNATE,
            capital=bool(mark & CAPITAL),
            wide=bool(mark & WIDE),
        )

    def _body(self, number: int) -> bytes:
        (body,) = self._base.execute("SELECT body FROM blocks WHERE number = ?", (number,)).fetchone()
        return bytes(body)

    def _unpacked(self, number: int) -> tuple[bytes, bytes, bytes]:
        """The names of a block, each between two line ends; how many entries each has; the block, which ends
        with the entries."""
        body = zlib.decompress(self._body(number))
        end = body.index(b"\0")
        names = b"\n%b\n" % body[:end]
        return names, body[end + 1 : end + names.count(b"\n")], body

    def _read_region(self, number: int) -> tuple[str | None, str | None]:
        row = self._base.execute("SELECT country, name FROM regions WHERE number = ?", (number,)).fetchone()
        return row if row else (None, None)


def _three_digits(people: float) -> int:
    if people < 0.5:
        return 0
    step: int = 10 ** max(0, math.floor(math.log10(people)) - 2)
    return round(people / step) * step


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The gazetteer of the package."""
    return Gazetteer(Path(str(resources.files("secondsource") / "data" / "gazetteer.sqlite")))
