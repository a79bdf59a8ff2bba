"""The places of a report: which entry each name means, and the parties that say so."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from secondsource.model.report import Report
from secondsource.model.statement import Reason
from secondsource.reading.parties.finding import Found
from secondsource.reading.places import vocabulary as v
from secondsource.reading.places.choosing import Choice, choose, within
from secondsource.reading.places.context import Context, context_of, sure_of
from secondsource.reading.places.gazetteer import Gazetteer, Kind, gazetteer, key_of
from secondsource.reading.places.mending import Row, is_shouting, mended
from secondsource.reading.places.parting import parted
from secondsource.reading.places.scenes import scenes
from secondsource.reading.places.signs import DATELINE
from secondsource.reading.places.spots import Spot, spot_of
from secondsource.text import Segments

_BETWEEN = re.compile(r"(?:\s*+,(?:\s++(?:and|or))??|\s++(?:and|or))\s++(?:the\s++)?$", re.I)
_NAME = re.compile(r"[A-Z][A-Za-z]+")
_A_LIST = 3  # places that make a list
_LARGE = 100_000  # people of a town that is meant by its name alone
_LONGEST_GAP = 12  # characters between two places of one list


def located(segments: Segments, report: Report, found: Found) -> Found:
    """The same parties and mentions, with the places that the gazetteer knows.

    A party of namesakes is parted; a country that acts is told from the place; names of places that were
    missed are added where a sign is sure. The gazetteer stays closed where a report names no place.
    """
    text = segments.text
    named = any(m.type == "place" and m.form == "name" for m in found.mentions)
    if not named and not v.SIGNS.search(text) and not _dated(segments):
        return found
    places = gazetteer()
    shouting = is_shouting(text)
    rows = mended(places, text, found.mentions, segments.paragraphs, shouting=shouting)
    spots: list[Spot] = []
    for index, row in enumerate(rows):
        if row.place:
            spots.append(row.spot or spot_of(places, text, row.span, shouting=shouting))
            spots[-1].mention = index
    context = context_of(places, report, _keys(places, text, rows, spots))
    _mark_lists(text, spots)
    choices = _choices(spots, context)
    scenes(text, spots, choices, context.main())
    _shortened(spots, choices)
    return parted(segments, found, rows, choices)


def _dated(segments: Segments) -> bool:
    """True when a paragraph begins as a dateline does."""
    return any(DATELINE.match(segments.text, p.start) for p in segments.paragraphs)


def _keys(places: Gazetteer, text: str, rows: Sequence[Row], spots: Sequence[Spot]) -> list[str]:
    """The names of places and of peoples, once for each time they are told."""
    keys = [k for s in spots for k in s.keys]
    for row in rows:
        if row.mention.type == "nationality":
            key = key_of(row.mention.text)
            if key not in places.peoples:
                keys.append(v.COUNTRY_CODES.get(key.replace(" ", ""), key))
    peoples = places.peoples
    before = ""
    for low in map(str.lower, _NAME.findall(text)):
        both = f"{before} {low}"
        if low in peoples or both in peoples:
            keys.append(both if both in peoples else low)
        before = low
    return keys


def _mark_lists(text: str, spots: list[Spot]) -> None:
    """Notes of each place in a list whose regions stand beside it: "Ohio, Washington and Alaska"."""
    runs: list[list[Spot]] = []
    for spot in spots:
        end = runs[-1][-1].span.end if runs else spot.span.start
        near = 0 < spot.span.start - end <= _LONGEST_GAP
        if near and _BETWEEN.fullmatch(text[end : spot.span.start]):
            runs[-1].append(spot)
        else:
            runs.append([spot])
    for run in runs:
        regions = [(s, e.country) for s in run if (e := sure_of(s.found)) and e.kind == Kind.REGION]
        _unheld(run)
        for spot in run:
            spot.listed = frozenset(c for s, c in regions if s is not spot and s.holder_at != spot.span)


def _unheld(run: list[Spot]) -> None:
    """In a list of three or more no place is held by its neighbour, unless each second one is its country.

    "California, Maryland and Vermont", but "Paris, Texas, and Rome, Georgia". A word for all stands last.
    """
    if len(run) < _A_LIST:
        return
    if run[-1].site and not run[-1].found:
        for spot in run[:-1]:
            if not any(e.kind in (Kind.COUNTRY, Kind.REGION) and e.own for e in spot.found):
                spot.site, spot.found = True, ()
    for spot, after in pairwise(run):
        if spot.holder_at and spot.holder_at.start == after.span.start:
            region = any(e.kind in (Kind.REGION, Kind.COUNTRY) and e.own for e in spot.found)
            firm = any(e.kind in (Kind.REGION, Kind.COUNTRY) and e.own for e in spot.holders)
            if region and firm:
                spot.holders, spot.holder, spot.holder_at = (), "", None


def _choices(spots: list[Spot], context: Context) -> dict[int, Choice]:
    """The choice for each mention of a place that has one: those with a place beside them first."""
    out: dict[int, Choice] = {}
    told: dict[str, list[tuple[int, Choice]]] = {}
    holders: dict[int, Choice] = {}
    for spot in spots:
        choice = choose(spot, context) if spot.holders else None
        if choice and choice.holder and spot.mention is not None:
            out[spot.mention] = choice
            told.setdefault(spot.keys[0], []).append((spot.span.start, choice))
            context.add(choice.entry)
            if spot.holder_at:
                reason = Reason(code="place-holds", values=(spot.text,))
                holders[spot.holder_at.start] = Choice(entry=choice.holder, reasons=(reason,))
    for spot in spots:
        held = holders.get(spot.span.start)
        fits = held and any(e.same == held.entry.same for e in spot.found)
        if held and fits and spot.mention is not None and spot.mention not in out:
            out[spot.mention] = held
            # Of "New York, New York" what is told after is the town.
            if spot.keys[0] not in told:
                told[spot.keys[0]] = [(spot.span.start, held)]
            elif told[spot.keys[0]][0][1].entry.same == held.entry.same:
                told[spot.keys[0]].append((spot.span.start, held))
    for known in told.values():
        known.sort(key=_first)
    for spot in spots:
        if spot.mention is None or spot.mention in out:
            continue
        before = _as_before(spot, told.get(spot.keys[0], [])) if spot.keys else None
        choice = before or choose(spot, context) or within(spot, context)
        if choice:
            out[spot.mention] = choice
    _settle(spots, context, out)
    return out


def _settle(spots: list[Spot], context: Context, out: dict[int, Choice]) -> None:
    """Asks again for what stayed open, in the light of all that was settled."""
    waiting = [
        s for s in spots if s.found and not s.airport and s.mention is not None and s.mention not in out
    ]
    if not waiting:
        return
    for known in out.values():
        if known.entry.admin1 and not known.within:
            context.add(known.entry)
    for spot in waiting:
        choice = choose(spot, context)
        if choice and spot.mention is not None:
            out[spot.mention] = choice


def _shortened(spots: list[Spot], choices: dict[int, Choice]) -> None:
    """Ties the short form of a building's name to the building: "Lodz Airport", then "landed at Lodz"."""
    sites: dict[str, Choice] = {}
    for spot in spots:
        choice = choices.get(spot.mention if spot.mention is not None else -1)
        if choice and not spot.airport and v.SITE.search(spot.text):
            sites.setdefault(v.AIRPORT.sub("", spot.text), choice)
    for spot in spots if sites else ():
        choice = choices.get(spot.mention) if spot.mention is not None else None
        whole = sites.get(spot.text)
        small = choice is None or choice.within or choice.entry.people < _LARGE
        if whole and spot.mention is not None and small and whole is not choice:
            reasons = [r for r in whole.reasons if r.code != "place-as-told"]
            choices[spot.mention] = replace(whole, reasons=(Reason(code="place-as-told"), *reasons))


def _first(told: tuple[int, Choice]) -> int:
    return told[0]


def _as_before(spot: Spot, told: list[tuple[int, Choice]]) -> Choice | None:
    """What the same name was said to be beside another place: last before here, else first after.

    told: where and what, in order.
    """
    if not told or spot.state or spot.listed:
        return None
    choice = told[max(0, bisect_right(told, spot.span.start, key=_first) - 1)][1]
    if spot.kinds and choice.entry.kind not in spot.kinds:
        return None
    reasons = [r for r in choice.reasons if r.code != "place-as-told"]
    return replace(choice, reasons=(Reason(code="place-as-told"), *reasons), holder=None)
