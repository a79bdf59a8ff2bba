"""One report as it is written: its words, and beside them where everything stands.

Nothing here looks for words in a text: each mark notes where the writing is when it comes by.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from benchmarks.generating import numbers as figures
from benchmarks.generating import times as calendar
from benchmarks.generating.cast import Filler, Note, Party, Random, pick
from benchmarks.generating.frames import ADVERBS, BASES, HEDGES, Layer
from benchmarks.generating.kind import Kind
from benchmarks.generating.markup import Program
from benchmarks.generating.words import ANY
from secondsource.model.statement import BasisKind

Stretch = tuple[int, int]
Place = tuple[int, int, int, int]
"""Where the writing was: its position, and how many mentions, times and numbers it had."""
Range = tuple[Place, Place]
_CONTENTS = frozenset("cd")
_MARKED = frozenset("cdqr")


@dataclass(slots=True)
class Point:
    """A proposition. event: where its head word stands."""

    range: Range
    event: Stretch | None
    negated: bool


@dataclass(slots=True)
class Told:
    """A statement as it was written; layer None: the writer's own."""

    layer: Layer | None
    range: Range
    points: list[Point]
    source: Stretch | None = None
    cue: Stretch | None = None
    speaker: Party | None = None
    chain: tuple[Party, ...] = ()
    basis: tuple[tuple[int, int, BasisKind], ...] = ()
    hedge: Stretch | None = None
    forecast: bool = False
    horizon: int | None = None
    parent: Told | None = None
    ground: Told | None = None
    carried: bool = False


@dataclass(slots=True)
class Count:
    """A number. of: where the words of what it counts stand, and the party that they mean."""

    start: int
    end: int
    of: Stretch | None
    party: Party | None
    told: figures.Told


@dataclass(slots=True)
class Scene:
    """What a report can tell of: the story as it stands when it is written."""

    kind: Kind
    parties: dict[str, Party]
    values: dict[str, int]
    """Of each counter, the last value."""
    risen: int
    """How much the first counter rose at the last revision; at least 2."""
    counted: dict[str, Party]
    begun: date
    published: date


@dataclass(slots=True)
class Writing:
    """The report so far."""

    rnd: Random
    scene: Scene
    words: list[str] = field(default_factory=list)
    at: int = 0
    mentions: list[Note] = field(default_factory=list)
    times: list[tuple[int, int, calendar.Told]] = field(default_factory=list)
    numbers: list[Count] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    known: dict[Party, bool] = field(default_factory=dict)
    ends: list[int] = field(default_factory=list)
    """Where paragraphs end."""
    capital: bool = False
    will: str = "would"
    # What the sentence at hand has come by.
    open: list[Place] = field(default_factory=list)
    marks: dict[str, Range] = field(default_factory=dict)
    voices: dict[str, tuple[Stretch, Party]] = field(default_factory=dict)
    points: list[Point] = field(default_factory=list)
    basis: list[tuple[int, int, BasisKind]] = field(default_factory=list)
    hedge: Stretch | None = None
    own: Place = (0, 0, 0, 0)
    end: Place | None = None
    """Where the writer's own sentence begins, and where it ends before the frame does."""
    began: Place = (0, 0, 0, 0)
    event: Stretch | None = None
    negated: bool = False
    # What the frame's slots stand for.
    speaker: Party | None = None
    other: Party | None = None
    clauses: Callable[[str], Program] = lambda slot: ()
    accused: bool = False
    """The accused speaks, and is a pronoun in what it denies."""

    def here(self) -> Place:
        """Where the writing is."""
        return self.at, len(self.mentions), len(self.times), len(self.numbers)

    def begin(self, start: Place | None) -> None:
        """Begins a sentence. start: where it began, if not here."""
        self.marks, self.points, self.basis, self.voices = {}, [], [], {}
        self.hedge, self.end, self.own = None, None, start or self.here()

    def put(self, words: str) -> None:
        """Writes words."""
        if self.capital and words:
            words = words[0].upper() + words[1:]
            self.capital = False
        self.words.append(words)
        self.at += len(words)

    def mention(self, filler: Filler) -> Stretch:
        """Writes words that stand for parties."""
        words, notes = filler
        at = self.at
        for start, end, type_, form, of in notes:
            self.mentions.append((at + start, at + end, type_, form, of))
        self.put(words)
        return at, self.at

    def name(self, who: Party) -> Stretch:
        """Mentions a party: in full at first, then as it is called later."""
        if who in self.known:
            return self.mention(pick(self.rnd, who.later))
        self.known[who] = True
        return self.mention(who.first)

    def run(self, program: Program) -> None:
        """Writes a template."""
        for step, held in program:
            step(self, held)

    def clause(self, program: Program) -> None:
        """Writes a clause, with its points."""
        self.began, self.event, self.negated = self.here(), None, False
        for step, held in program:
            step(self, held)
        self.point()

    def point(self) -> None:
        """Ends the point at hand."""
        self.points.append(Point((self.began, self.here()), self.event, self.negated))

    def time(self, made: calendar.Time) -> None:
        """Writes a time."""
        words, start, after, told = made
        self.times.append((self.at + start, self.at + len(words), told))
        self.put(words + after)

    def figure(self, made: figures.Figure, noun: str = "", who: Party | None = None) -> None:
        """Writes a number and what it counts; who: the party that both together mean."""
        before, words, between, told = made
        at = self.at + len(before)
        end = at + len(words)
        of = (end + len(between), end + len(between) + len(noun)) if noun else None
        if who:
            self.mentions.append((self.at, end + len(between) + len(noun), who.type, "description", who))
        self.numbers.append(Count(at, end, of, who, told))
        self.put(before + words + between + noun if noun else before + words)


def _close(writing: Writing, mark: str) -> None:
    begun = writing.open.pop()
    if mark == "e":
        writing.event = writing.event or (begun[0], writing.at)
    elif mark == "h":
        writing.hedge = (begun[0], writing.at)
    elif mark in _MARKED:
        writing.marks[mark] = (begun, writing.here())
        if mark in _CONTENTS and not any(point.range[0][0] >= begun[0] for point in writing.points):
            writing.points.append(Point((begun, writing.here()), writing.event, False))
    else:
        writing.basis.append((begun[0], writing.at, mark))  # type: ignore[arg-type]


def _border(writing: Writing, words: str) -> None:
    writing.point()
    writing.put(words)
    writing.began, writing.event, writing.negated = writing.here(), None, False


def _negate(writing: Writing, _: Any) -> None:
    writing.negated = True


def _capital(writing: Writing, _: Any) -> None:
    writing.capital = True


def _open(writing: Writing, mark: str) -> None:
    writing.open.append(writing.here())
    if mark in _CONTENTS:
        writing.event = None


def _own(writing: Writing, _: Any) -> None:
    writing.own = writing.here()


def _end(writing: Writing, _: Any) -> None:
    writing.end = writing.here()


def _speaker(writing: Writing, _: Any) -> None:
    """Whoever speaks; a pronoun, where the same one spoke before."""
    who = writing.speaker
    assert who is not None
    told = writing.told[-1] if writing.told else None
    again = told is not None and told.speaker is who and who.pronoun and writing.at - told.range[1][0] < 200
    if again and who.pronoun and writing.rnd() < 0.5:
        writing.voices["S"] = writing.mention(who.pronoun), who
    else:
        writing.voices["S"] = writing.name(who), who


def _other(writing: Writing, _: Any) -> None:
    assert writing.other is not None
    writing.voices["T"] = writing.name(writing.other), writing.other


def _version(writing: Writing, _: Any) -> None:
    who = writing.scene.parties["version"]
    writing.voices["V"] = writing.mention(who.first), who


def _accused(writing: Writing, _: Any) -> None:
    who = writing.scene.parties["actor"]
    if writing.accused and who.pronoun:
        writing.mention(who.pronoun)
    else:
        writing.name(who)


def _knowledge(writing: Writing, _: Any) -> None:
    kind, words = pick(writing.rnd, BASES)
    writing.basis.append((writing.at, writing.at + len(words), kind))
    writing.put(words)


def _clause(slot: str) -> Callable[[Writing, Any], None]:
    return lambda writing, _: writing.clause(writing.clauses(slot))


def _party(role: str) -> Callable[[Writing, Any], None]:
    def write(writing: Writing, _: Any) -> None:
        writing.name(writing.scene.parties[role])

    return write


def _time(slot: str) -> Callable[[Writing, Any], None]:
    made = calendar.SLOTS[slot]

    def write(writing: Writing, _: Any) -> None:
        writing.time(made(writing.rnd, writing.scene.published, writing.scene.begun))

    return write


def _counter(name: str) -> Callable[[Writing, Any], None]:
    def write(writing: Writing, _: Any) -> None:
        scene, counter = writing.scene, writing.scene.kind.counters[name]
        value = scene.values[name]
        if writing.rnd() < 0.08:  # somebody counts otherwise
            value = max(2, value - 1 - value // 9)
        figure = figures.figure(writing.rnd, value)
        writing.figure(
            figure, pick(writing.rnd, counter.nouns), scene.counted[name] if counter.people else None
        )

    return write


def _measure(made: Callable[[Random], figures.Figure]) -> Callable[[Writing, Any], None]:
    return lambda writing, _: writing.figure(made(writing.rnd))


def _rise(writing: Writing, _: Any) -> None:
    risen = writing.scene.risen
    writing.figure(("", figures.written(risen), "", (risen, risen, False, "up", None, None)))


def _now(writing: Writing, _: Any) -> None:
    value = writing.scene.values["main"]
    writing.figure(("", figures.written(value), "", (value, value, False, "=", None, "total")))


def _old(writing: Writing, _: Any) -> None:
    scene, counter = writing.scene, writing.scene.kind.counters["main"]
    value = scene.values["main"] + scene.risen
    writing.figure(
        figures.figure(writing.rnd, value),
        counter.nouns[0],
        scene.counted["main"] if counter.people else None,
    )


def _hedge(writing: Writing, table: Any) -> None:
    words = pick(writing.rnd, table)[0]
    if table is ADVERBS:
        writing.hedge = (writing.at, writing.at + len(words))
    writing.put(words)


SLOTS: dict[str, Callable[[Any, Any], None]] = {
    "words": Writing.put,
    "<": _open,
    ">": _close,
    "|": _border,
    "~": _negate,
    "^": _capital,
    "[": _own,
    "]": _end,
    "S": _speaker,
    "T": _other,
    "V": _version,
    "A": _accused,
    "B": _knowledge,
    **{slot: _clause(slot) for slot in "CQFX"},
    **{role: _party(role) for role in ("place", "near", "village", "org", "gov", "actor")},
    **{slot: _time(slot) for slot in calendar.SLOTS},
    **{name: _counter(name) for name in ("main", "hurt", "things", "homeless")},
    "percent": _measure(figures.percent),
    "money": _measure(figures.money),
    "metres": _measure(figures.metres),
    "rise": _rise,
    "now": _now,
    "old": _old,
    "hedge": lambda writing, _: _hedge(writing, ADVERBS),
    "likely": lambda writing, _: _hedge(writing, HEDGES),
    "will": lambda writing, _: writing.put(writing.will),
    "that": lambda writing, _: writing.put(pick(writing.rnd, ("this assessment", "the account", "this"))),
    "any": lambda writing, name: writing.put(pick(writing.rnd, ANY[name])),
    "verb": lambda writing, _: writing.put(writing.scene.kind.verb),
}
__all__ = ["SLOTS", "Count", "Point", "Scene", "Told", "Writing"]
