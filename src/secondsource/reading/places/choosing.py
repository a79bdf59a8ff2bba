"""Which of the bearers of a name is meant, and why."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from secondsource.model.statement import Reason
from secondsource.reading.places.context import Context, distance
from secondsource.reading.places.gazetteer import Entry, Kind
from secondsource.reading.places.spots import Spot

_BASE = {
    Kind.COUNTRY: 9.5, Kind.CONTINENT: 9.0, Kind.AREA: 7.0, Kind.WATER: 6.8, Kind.MOUNTAIN: 6.5,
    Kind.LANDMARK: 6.5, Kind.COUNTY: 3.0,
}  # fmt: skip
_SHARED_COUNTRY = 7.0  # of a country that a large state of another is called like: Georgia
_LEAST = 100_000  # people of a town that is taken for meant where nothing in the report leads there
_TOWN = 10_000  # people of a town whose own name it is, beside which another name of a city counts less
_ABROAD = 300_000  # the same where the report is mostly of another country
_GREAT = 1_000_000  # people of a city that is known abroad by its other names too
_ALONE = 15_000  # the same of the only town so called
_MARGIN = 0.25  # powers of ten of people by which the best must lead: 1.8 times as many
_LITTLE = 0.05  # the same of a city of so many people that its name is known
_BESIDE = (
    3.0  # of what lies near a town or a water named beside it, which may be no more than the next in a list
)
_FOUR_TIMES = 4  # times as many people that a state has as any town of its name
_NEIGHBOUR = 1500.0  # kilometres from the middle of a country within which its neighbours are
_SAME = 60.0  # kilometres within which two entries are one place for a reader: a city and its county
_HOLDS = {Kind.CITY: 80.0, Kind.COUNTY: 120.0, Kind.AREA: 700.0, Kind.WATER: 0.0}  # kilometres round a holder


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The entry that is meant, why, and which holder beside it holds it."""

    entry: Entry
    reasons: tuple[Reason, ...]
    holder: Entry | None = None
    within: bool = False


def within(spot: Spot, context: Context) -> Choice | None:
    """Of a name that the gazetteer lacks, the town or county that the text says it stands in."""
    towns = tuple(h for h in spot.holders if _small(h))
    if not towns or spot.part:
        return None
    town = choose(Spot(span=spot.span, text=spot.holder, found=spot.holders), context)
    if town is None or not _small(town.entry):
        return None
    told = Reason(code="place-within", values=(spot.holder,))
    return Choice(entry=replace(town.entry, number=None), reasons=(told,), within=True)


def _small(holder: Entry) -> bool:
    """True for a town, a county and a region or country whose middle is near all that it holds."""
    if holder.kind == Kind.CITY:
        return holder.people >= _TOWN
    return holder.kind == Kind.COUNTY or (holder.kind in (Kind.REGION, Kind.COUNTRY) and not holder.wide)


def choose(spot: Spot, context: Context) -> Choice | None:
    """The bearer of the name that is meant here; None when none is known, or none leads."""
    able = [e for e in spot.found if e.kind != Kind.PEOPLE]
    if spot.kinds:
        able = [e for e in able if e.kind in spot.kinds or e.kind in (Kind.AREA, Kind.LANDMARK)] or able
    if not able:
        return None
    held, firm = _held(able, spot.holders)
    near = {e.same for e, _ in held}
    if firm:
        able = [e for e, _ in held]
    ranked = sorted(
        (
            (_score(e, spot, context, able) + _BESIDE * (not firm and e.same in near), -n)
            for n, e in enumerate(able)
        ),
        reverse=True,
    )
    likely = [(s, n) for s, n in ranked if able[-n].same in near or _plausible(able[-n], able, spot, context)]
    if not likely or (spot.airport and spot.holders and not held):
        return None
    best = able[-likely[0][1]]
    if spot.airport and best.people < _LEAST and not context.has_region(best):
        return None  # airports are named after people too
    margin = _LITTLE if best.kind == Kind.CITY and best.people >= _LEAST else _MARGIN
    if any(likely[0][0] - s < margin and distance(able[-n], best) > _SAME for s, n in likely[1:]):
        return None
    holder = next((h for e, h in held if e.same == best.same), None)
    next_ = next((able[-n] for _, n in ranked if distance(able[-n], best) > _SAME), None)
    return Choice(entry=best, holder=holder, reasons=_reasons(spot, context, best, next_, holder, able))


def _held(able: Iterable[Entry], holders: tuple[Entry, ...]) -> tuple[list[tuple[Entry, Entry]], bool]:
    """The candidates that one of the holders holds, with it: the largest kind of holder counts.

    True when that is a country or a region, of which nothing else can be meant.
    """
    pairs = [(e, h) for e in able for h in holders if holds(h, e)]
    firm = [p for p in pairs if p[1].kind in (Kind.COUNTRY, Kind.REGION, Kind.PEOPLE)]
    return firm or pairs, bool(firm)


def holds(holder: Entry, entry: Entry) -> bool:
    """True when one entry may be said to hold the other: "Paris, Texas"."""
    if holder.same == entry.same or entry.kind in (Kind.COUNTRY, Kind.CONTINENT):
        return False
    if holder.kind in (Kind.COUNTRY, Kind.PEOPLE):
        return holder.country == entry.country
    if holder.kind == Kind.REGION:
        same = (holder.country, holder.admin1) == (entry.country, entry.admin1)
        return same and entry.kind not in (Kind.REGION,)
    if holder.kind == Kind.CONTINENT:
        return False
    reach = _HOLDS.get(holder.kind, 0.0)
    # A degree of latitude is 111 km: most are told apart without reckoning.
    return abs(holder.latitude - entry.latitude) * 111 <= reach and distance(holder, entry) <= reach


def _score(entry: Entry, spot: Spot, context: Context, able: list[Entry]) -> float:
    score = _BASE.get(entry.kind, math.log10(entry.people + 10))
    if entry.kind == Kind.COUNTRY and any(
        e.kind == Kind.REGION and e.country == "US" != entry.country and e.own for e in able
    ):
        score = _SHARED_COUNTRY
    if entry.kind == Kind.REGION:
        score -= 0.6
        if not spot.state and any(
            e.kind == Kind.CITY
            and (e.country, e.admin1) == (entry.country, entry.admin1)
            and e.people >= 100_000
            for e in able
        ):
            score -= 1.5
        score += 1.0 * _a_state(entry, able)
        score += 3.0 * spot.state + 4.0 * (entry.country in spot.listed)
    if entry.kind in (Kind.CITY, Kind.REGION) and not entry.own:
        towns = any(e.own and e.kind == Kind.CITY and e.people >= _TOWN for e in able)
        known = entry.people >= _GREAT or (entry.people >= _LEAST and not towns)
        score -= 0.8 if known else 2.0
    score += 2.5 * (entry.capital and entry.own)
    score += 1.5 * (spot.article and entry.kind in (Kind.AREA, Kind.WATER, Kind.MOUNTAIN, Kind.LANDMARK))
    return score + _support(entry, spot, context)


def _a_state(entry: Entry, able: list[Entry]) -> bool:
    """True for a US state beside whose people those of the towns of its name are few."""
    if entry.country != "US" or not entry.own:
        return False
    towns = (e.people for e in able if e.kind == Kind.CITY and e.country == "US")
    return all(entry.people >= _FOUR_TIMES * p for p in towns)


def _support(entry: Entry, spot: Spot, context: Context, *, near: bool = True) -> float:
    """What the rest of the report adds to a candidate. near: that its country is near counts too."""
    key = spot.keys[0] if spot.keys else ""
    share = context.share(entry.country, key)
    score = 2.0 * bool(share) + share
    score += 1.0 * (entry.country is not None and entry.country == context.home)
    score += 0.8 * (near and not share and context.neighbours(entry, _NEIGHBOUR))
    score += 0.6 * context.has_region(entry, key)
    return score + 0.6 * (entry.kind in (Kind.CITY, Kind.COUNTY) and context.near(entry, 150.0))


def _plausible(entry: Entry, able: list[Entry], spot: Spot, context: Context) -> bool:
    """False for a small place in a country that the report does not speak of."""
    if entry.kind not in (Kind.CITY, Kind.COUNTY, Kind.REGION):
        return True
    if _support(entry, spot, context, near=False) > 0 or entry.capital:
        return True
    alone = all(distance(e, entry) <= _SAME for e in able)
    beside = context.neighbours(entry, _NEIGHBOUR)
    if alone and beside and entry.people >= _ALONE:
        return True
    if entry.people < _ABROAD and context.main() and not (entry.own and beside):
        return False
    if entry.people >= _LEAST and entry.kind != Kind.COUNTY:
        return entry.own or not context.countries or entry.people >= _GREAT
    return (
        entry.own
        and alone
        and (entry.kind == Kind.COUNTY or (entry.people >= _ALONE and not context.countries))
    )


def _reasons(
    spot: Spot, context: Context, best: Entry, rival: Entry | None, holder: Entry | None, able: list[Entry]
) -> tuple[Reason, ...]:
    out: list[Reason] = []
    if holder:
        out.append(Reason(code="place-beside", values=(spot.holder,)))
    if spot.kinds and best.kind in spot.kinds and spot.word:
        out.append(Reason(code="place-type", values=(spot.word,)))
    if best.kind == Kind.COUNTRY:
        out.append(Reason(code="place-country"))
    if best.kind == Kind.REGION and best.country in spot.listed:
        out.append(Reason(code="place-listed"))
    elif best.kind == Kind.REGION and spot.state:
        out.append(Reason(code="place-state"))
    shared = context.share(best.country, spot.keys[0] if spot.keys else "")
    if not holder and best.country and shared and best.kind != Kind.COUNTRY:
        out.append(Reason(code="place-context", values=(best.country,)))
    if best.country and best.country == context.home and rival:
        out.append(Reason(code="place-home", values=(best.country,)))
    if len(able) == 1 and not out:
        out.append(Reason(code="place-only"))
    elif rival and best.people and best.kind == Kind.CITY:
        out.append(Reason(code="place-people", values=(f"{best.people:,}",)))
    if spot.part:
        out.append(Reason(code="place-part"))
    if spot.airport:
        out.append(Reason(code="place-at"))
    if rival:
        out.append(Reason(code="place-not", values=(label(spot.text, rival),)))
    return tuple(out) or (Reason(code="place-only"),)


def label(name: str, entry: Entry) -> str:
    """An entry in words: "Salem, Massachusetts, US"."""
    parts = [
        entry.admin1 if entry.kind in (Kind.CITY, Kind.COUNTY) else entry.kind.name.lower(),
        entry.country,
    ]
    return ", ".join([name, *(p for p in parts if p)])
