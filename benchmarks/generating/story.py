"""A story: who and what is in it, and how it goes on from report to report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random as Source

from benchmarks.generating import telling
from benchmarks.generating.cast import (
    Party,
    Random,
    between,
    name,
    nameless,
    organization,
    party,
    person,
    pick,
    places,
    village,
)
from benchmarks.generating.idiom import Idiom
from benchmarks.generating.kind import Kind
from benchmarks.generating.kinds import KINDS
from benchmarks.generating.writing import Scene, Writing

_FIRST_DAY, _LAST_DAY = date(2021, 1, 1).toordinal(), date(2026, 6, 30).toordinal()
# Reports of a story: a share of stories in percent, from, to.
_SIZES = ((38, 2, 4), (29, 5, 12), (20, 13, 40), (9, 41, 120), (3, 121, 300), (1, 301, 500))
_COPIES = 0.0207  # of all reports but the first of a story; 2 % of all
_TRIMMED = 0.4  # of the copies
_CORRECTIONS = 0.02
_KEPT = 4  # reports that may still be copied


@dataclass(frozen=True, slots=True)
class Piece:
    """A report before it is one: its words, who prints it, when, and where it is cut off (None: nowhere)."""

    writing: Writing
    title: str
    publisher: str
    byline: str | None
    published: str
    cut: int | None
    copy: bool


def size(rnd: Random, *, least: int, most: int) -> int:
    """How many reports a story has."""
    chance = int(rnd() * 100)
    for share, low, high in _SIZES:
        chance -= share
        if chance < 0:
            return min(most, max(least, between(rnd, low, high)))
    raise AssertionError("the shares of _SIZES are not 100")


class Story:
    """One story. number and seed make it; no other story bears on it."""

    def __init__(self, seed: int, number: int, outlets: Sequence[str]) -> None:
        self.rnd: Random = Source(f"{seed}/story/{number}").random
        self.kind: Kind = pick(self.rnd, KINDS)
        country = pick(self.rnd, places())
        self.parties = _parties(self.rnd, self.kind, country)
        self.name = f"{number:05}-{self.kind.name}-{self.parties['place'].name.lower().replace(' ', '-')}"
        self.begun = date.fromordinal(between(self.rnd, _FIRST_DAY, _LAST_DAY))
        self.values = {
            key: between(self.rnd, held.low, held.high) for key, held in self.kind.counters.items()
        }
        self.risen = 2
        self.counted = {
            key: party("", type="person" if held.people else "platform", kind="group")
            for key, held in self.kind.counters.items()
        }
        self.sources = _sources(self.rnd, self.parties)
        general = [fact for fact in telling.GENERAL if self.rnd() < 0.45]
        self.facts = [*telling.facts_of(self.kind), *general]
        self.outlets = outlets
        self.idiom = Idiom(Source(f"{seed}/idiom/{number}").random)

    def pieces(self, count: int) -> Iterator[Piece]:
        """Its reports, in the order of their publication."""
        rnd, last = self.rnd, self.begun
        kept: list[Piece] = []
        days = between(rnd, 1, 3 + min(80, count // 3))
        outlets = [pick(rnd, self.outlets) for _ in range(2 + min(count, 60))]
        revisions = min(14, 3 + count // 8) / count
        for n in range(count):
            last = self.begun + timedelta(days=days * n // count)
            outlet = pick(rnd, outlets)
            if kept and rnd() < _COPIES:
                yield self._copy(pick(rnd, kept), outlet, last)
                continue
            correction = n > 2 and rnd() < _CORRECTIONS
            self._go_on(revisions, down=correction)
            piece = self._piece(outlet, last, correction=correction)
            kept = [*kept[1 - _KEPT :], piece]
            yield piece

    def _go_on(self, revisions: float, *, down: bool) -> None:
        """New figures, at times: a correction takes some away, all else adds."""
        if down:
            self.risen = max(2, self.values["main"] // 9)
            self.values["main"] = max(2, self.values["main"] - self.risen)
        elif self.rnd() < revisions:
            for key, counter in self.kind.counters.items():
                most = max(4, self.values[key] * counter.growth // 100)
                added = between(self.rnd, 2, most)
                self.values[key] += added
                if key == "main":
                    self.risen = added

    def _piece(self, outlet: str, day: date, *, correction: bool) -> Piece:
        rnd = self.rnd
        scene = Scene(self.kind, self.parties, dict(self.values), self.risen, self.counted, self.begun, day)
        writing = telling.report(
            rnd, scene, facts=self.facts, sources=self.sources, idiom=self.idiom, correction=correction
        )
        byline = name(rnd) if rnd() < 0.6 else None
        title = telling.title(rnd, scene)
        return Piece(writing, title, outlet, byline, _moment(rnd, day), None, False)

    def _copy(self, piece: Piece, outlet: str, day: date) -> Piece:
        """The same words in another paper; some end earlier."""
        rnd, writing = self.rnd, piece.writing
        while outlet == piece.publisher:
            outlet = pick(rnd, self.outlets)
        ends = [end for end in writing.ends if end > 1000 and end < writing.ends[-1]]
        cut = pick(rnd, ends) if ends and rnd() < _TRIMMED else None
        title = piece.title if rnd() < 0.7 else telling.title(rnd, writing.scene)
        return Piece(writing, title, outlet, None, _moment(rnd, max(day, writing.scene.published)), cut, True)


def _moment(rnd: Random, day: date) -> str:
    """When it was published: a day, or a minute of it."""
    if rnd() < 0.6:
        return day.isoformat()
    return f"{day.isoformat()}T{between(rnd, 5, 22):02}:{between(rnd, 0, 59):02}:00+00:00"


def _parties(rnd: Random, kind: Kind, country: Sequence[Party]) -> dict[str, Party]:
    at = int(rnd() * len(country))
    return {
        "place": country[at],
        "near": country[(at + between(rnd, 1, len(country) - 1)) % len(country)],
        "village": village(rnd),
        "org": organization(rnd, kind.org),
        "gov": organization(rnd, kind.gov),
        "actor": organization(rnd, kind.actor),
        "version": party("an earlier version of this report", type="document", kind="unnamed"),
    }


def _sources(rnd: Random, parties: dict[str, Party]) -> tuple[Party, ...]:
    """Who speaks in a story; some far more than others."""
    org, gov, town = parties["org"], parties["gov"], parties["place"]
    people = [person(rnd, org=org if rnd() < 0.5 else gov, town=town) for _ in range(between(rnd, 4, 9))]
    others = [nameless(rnd) for _ in range(between(rnd, 2, 5))]
    return (*people, *people[:2], *others, org, gov)
