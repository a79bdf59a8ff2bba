"""What a report itself says of where it is set: its countries, its dateline, its publisher."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from urllib.parse import urlsplit

from secondsource.model.report import Report
from secondsource.reading.places.gazetteer import Entry, Gazetteer, Kind, key_of

_LAND = {"uk": "GB", "gov": "US", "mil": "US"}
_NO_COUNTRY = frozenset(
    ("com", "org", "net", "int", "info", "io", "co", "tv", "me", "ai", "fm", "eu", "ly", "to")
)
_OUTWEIGHS = 10  # times as many people that the largest town of a name has when it is sure
_CAPITALISED = re.compile(r"[A-Z][\w.]+")


@dataclass(slots=True)
class Context:
    """Countries with how often they are spoken of, where sure places are, and where the report comes from."""

    countries: Counter[str] = field(default_factory=Counter)
    regions: Counter[tuple[str | None, str | None]] = field(default_factory=Counter)
    spots: list[Entry] = field(default_factory=list)
    home: str | None = None
    told: dict[str, tuple[Entry, int]] = field(default_factory=dict)
    middles: dict[str, Entry] = field(default_factory=dict)
    _main: tuple[int, Entry | None] = (-1, None)

    def share(self, country: str | None, key: str = "") -> float:
        """How much of the report is of a country, in [0, 1], but for what one key told itself."""
        if country is None or country not in self.countries:
            return 0.0
        own, times = self.told.get(key, (None, 0))
        times = times if own and own.country else 0
        rest = self.countries.total() - times
        return (
            (self.countries[country] - times * (own is not None and own.country == country)) / rest
            if rest
            else 0.0
        )

    def has_region(self, entry: Entry, key: str = "") -> bool:
        """True when the report speaks of an entry's region, but for what one key told itself."""
        own, times = self.told.get(key, (None, 0))
        same = own is not None and (own.country, own.admin1) == (entry.country, entry.admin1)
        return bool(entry.admin1) and self.regions[entry.country, entry.admin1] > times * same

    def near(self, entry: Entry, kilometres: float) -> bool:
        """True when another sure place stands near an entry."""
        return any(
            abs(s.latitude - entry.latitude) * 111 <= kilometres
            and s.same != entry.same
            and distance(s, entry) <= kilometres
            for s in self.spots
        )

    def neighbours(self, entry: Entry, kilometres: float) -> bool:
        """True when an entry lies near the middle of the country that the report speaks of most."""
        most = self.main()
        return (
            most is not None
            and abs(most.latitude - entry.latitude) * 111 <= kilometres
            and distance(most, entry) <= kilometres
        )

    def main(self) -> Entry | None:
        """The country that half or more of what is told is of."""
        total = self.countries.total()
        if self._main[0] != total:
            most = max(self.middles.values(), key=self._times, default=None)
            self._main = total, most if most and 2 * self._times(most) >= total else None
        return self._main[1]

    def _times(self, country: Entry) -> int:
        return self.countries[country.country or ""]

    def add(self, entry: Entry, times: int = 1) -> None:
        """Takes in a sure place."""
        if entry.country:
            self.countries[entry.country] += times
            if entry.kind in (Kind.COUNTRY, Kind.PEOPLE):
                self.middles.setdefault(entry.country, entry)
        if entry.admin1:
            self.regions[entry.country, entry.admin1] += times
        if entry.kind in (Kind.CITY, Kind.COUNTY) and len(self.spots) < 50:
            self.spots.append(entry)


def distance(a: Entry, b: Entry) -> float:
    """Kilometres between two entries."""
    first, second = (tuple(map(math.radians, (e.latitude, e.longitude))) for e in (a, b))
    h = (
        math.sin((second[0] - first[0]) / 2) ** 2
        + math.cos(first[0]) * math.cos(second[0]) * math.sin((second[1] - first[1]) / 2) ** 2
    )
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def context_of(places: Gazetteer, report: Report, keys: Iterable[str]) -> Context:
    """The context before any choice. keys: the names of places and peoples, once for each mention."""
    context = Context(home=home_of(places, report))
    for key, times in Counter(keys).items():
        sure = sure_of(places.find(key))
        if sure:
            context.add(sure, times)
            context.told[key] = sure, times
    return context


def sure_of(entries: tuple[Entry, ...]) -> Entry | None:
    """What a name means wherever it stands: a country, a people, a region or city without a rival."""
    if not entries:
        return None
    countries = [e for e in entries if e.kind in (Kind.COUNTRY, Kind.PEOPLE)]
    regions = [e for e in entries if e.kind == Kind.REGION and e.own and e.people >= 500_000]
    if countries:
        # "Georgia" is either.
        return (
            None
            if any(e.country != countries[0].country and e.country == "US" for e in regions)
            else countries[0]
        )
    if any(e.kind in (Kind.AREA, Kind.WATER, Kind.MOUNTAIN, Kind.LANDMARK, Kind.CONTINENT) for e in entries):
        return None
    if len(regions) == 1 and regions[0].country == "US" and not any(e.capital for e in entries):
        return None if any(e.kind == Kind.CITY and e.people >= 5_000_000 for e in entries) else regions[0]
    own = [e for e in entries if e.own] or list(entries)
    first = max(own, key=lambda e: (e.capital and e.people >= 100_000, e.people))
    rest = max((e.people for e in own if (e.country, e.admin1) != (first.country, first.admin1)), default=0)
    return first if first.people >= max(200_000 if not first.capital else 20_000, _OUTWEIGHS * rest) else None


def home_of(places: Gazetteer, report: Report) -> str | None:
    """The country of the publisher, by its address or its name."""
    if report.address:
        host = urlsplit(report.address).hostname or ""
        end = host.rsplit(".", 1)[-1]
        if end in _LAND:
            return _LAND[end]
        if len(end) == 2 and end not in _NO_COUNTRY:
            return end.upper()
    words = _CAPITALISED.findall(report.publisher or "")
    for name in (*map(" ".join, pairwise(words)), *words):
        sure = sure_of(places.find(key_of(name)))
        if sure:
            return sure.country
    return None
