"""Where what the gazetteer lacks stands: in the town that the report is in there."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from secondsource.model.statement import Reason
from secondsource.reading.places import vocabulary as v
from secondsource.reading.places.choosing import Choice
from secondsource.reading.places.gazetteer import Entry, Kind
from secondsource.reading.places.spots import Spot

_REACH = 1000  # characters back to the town in which a name stands that says nothing of its kind
_AROUND = 40  # characters before a name that may say "in"
_SENTENCE = 300  # characters in which the end of a sentence is looked for
_ENDS = (". ", ".\n", "\n\n", "? ", "! ")


def scenes(text: str, spots: list[Spot], choices: dict[int, Choice], main: Entry | None) -> None:
    """Adds choices for streets, buildings, quarters and hamlets. main: the country that the report is of."""
    told = [
        (s.span.start, choices[s.mention], s.text)
        for s in spots
        if s.mention is not None and s.mention in choices and _is_scene(choices[s.mention])
    ]
    starts = [t[0] for t in told]
    known: dict[str, Choice] = {}
    for spot in spots:
        if spot.mention is None or spot.mention in choices or not _stands(text, spot):
            continue
        name = spot.text.casefold()
        choice = known.get(name) or _scene(text, spot, starts, told, main)
        if choice:
            known[name] = choices[spot.mention] = choice


def _is_scene(choice: Choice) -> bool:
    entry = choice.entry
    if choice.within:
        return False
    return entry.kind in (Kind.CITY, Kind.COUNTY) or (entry.kind == Kind.REGION and not entry.wide)


def _stands(text: str, spot: Spot) -> bool:
    """True for what stands in a town by its own name, or by what stands before it."""
    if spot.found:
        return bool(v.SITE.search(spot.text) or v.QUARTER.match(text, spot.span.end))
    before = text[max(0, spot.span.start - _AROUND) : spot.span.start]
    return spot.site or spot.among or bool(v.IN.search(before))


def _scene(
    text: str, spot: Spot, starts: list[int], told: list[tuple[int, Choice, str]], main: Entry | None
) -> Choice | None:
    """The town of the same sentence, the last before or the first after; else a small country."""
    at = bisect_left(starts, spot.span.start)
    first, last = _start(text, spot.span.start), _end(text, spot.span.end)
    here = [t for t in told[max(0, at - 1) : at + 1] if first <= t[0] < last]
    towns = [t for t in told[:at] if t[1].entry.kind != Kind.REGION][-1:]
    towns = towns or ([t for t in told[at:] if t[1].entry.kind != Kind.REGION][:1] if spot.site else [])
    best = next(iter(here + towns), None)
    if best and not spot.site and abs(spot.span.start - best[0]) > _REACH:
        best = None
    if best:
        return _at(best[1].entry, best[2])
    return _at(main, main.country or "") if main and not main.wide else None


def _at(entry: Entry, name: str) -> Choice:
    told = Reason(code="place-scene", values=(name,))
    return Choice(entry=replace(entry, number=None), reasons=(told,), within=True)


def _end(text: str, at: int) -> int:
    """Where the sentence ends, as far as this asks."""
    ends = [e for mark in _ENDS if (e := text.find(mark, at, at + _SENTENCE)) >= 0]
    return min(ends, default=min(len(text), at + _SENTENCE))


def _start(text: str, at: int) -> int:
    return max(text.rfind(mark, max(0, at - _SENTENCE), at) for mark in _ENDS)
