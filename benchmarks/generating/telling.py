"""A report told: which clauses, in which frames, by whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from benchmarks.generating import frames, times
from benchmarks.generating.cast import Party, Random, between, pick
from benchmarks.generating.frames import Frame, Layer
from benchmarks.generating.idiom import Idiom
from benchmarks.generating.kind import Kind
from benchmarks.generating.kinds import KINDS
from benchmarks.generating.markup import Program, compiled
from benchmarks.generating.writing import SLOTS, Place, Point, Range, Scene, Told, Writing

Framed = tuple[Frame, Program]
Fact = tuple[Program, ...]
"""Wordings of one fact."""

# How many statements a report has: a share of reports in percent, from, to.
_LENGTHS = ((22, 3, 9), (25, 9, 13), (24, 14, 19), (17, 20, 27), (8, 28, 40), (4, 41, 56))
_SHORT, _LONG = 9, 41  # reports below and from here on have more sentences of the writer's own, and long ones
_LEAST, _MOST = 1000, 5900  # code points: 150 to 1,200 words


def program(template: str) -> Program:
    """A template ready to write."""
    return compiled(template, SLOTS)


def _group(held: Iterable[Frame]) -> tuple[Framed, ...]:
    return tuple(row for frame in held for row in [(frame, program(frame.template))] * frame.weight)


def _one(frame: Frame) -> Framed:
    return frame, program(frame.template)


_SAYING, _VOICES, _FORECASTS = _group(frames.SAYING), _group(frames.VOICES), _group(frames.FORECASTS)
_CHARGING, _DENYING = _group(frames.CHARGING), _group(frames.DENYING)
_OWN, _OWN_LONG = _one(frames.OWN), _group(frames.OWN_LONG)
_CARRIED, _GROUND, _CORRECTION = _one(frames.CARRIED), _one(frames.GROUND), _one(frames.CORRECTION)
_ADJUNCTS = tuple(program(words) for words in frames.ADJUNCTS)
GENERAL: tuple[Fact, ...] = tuple(tuple(program(words) for words in fact) for fact in frames.GENERAL)


@lru_cache(maxsize=len(KINDS))
def facts_of(kind: Kind) -> tuple[Fact, ...]:
    """What happens in stories of a kind."""
    return tuple(tuple(program(words) for words in fact) for fact in kind.facts)


@lru_cache(maxsize=len(KINDS))
def clauses_of(kind: Kind) -> dict[str, tuple[Fact, ...]]:
    """Of each slot but C, what may stand there."""
    rows = {
        "Q": (*kind.words, *(frames.GENERAL_WORDS * 40)),
        "F": (*kind.ahead, *frames.GENERAL_AHEAD),
        "X": kind.charges,
    }
    return {slot: tuple((program(words),) for words in held) for slot, held in rows.items()}


@lru_cache(maxsize=len(KINDS))
def titles_of(kind: Kind) -> tuple[Program, ...]:
    """Headlines."""
    return tuple(program(f"^{words}") for words in kind.titles)


class Clauses:
    """Hands out what there is to tell: each fact once, then all again; a wording of it by chance.

    wordy: how often, of 1, a fact gets something hung on. idiom: the story's own words.
    """

    def __init__(self, rnd: Random, facts: Sequence[Fact], kind: Kind, *, wordy: float, idiom: Idiom) -> None:
        self._rnd, self._wordy, self._all = rnd, wordy, {"C": facts, **clauses_of(kind)}
        self._idiom = idiom
        self._left: dict[str, list[Fact]] = {}
        self._charge: Program = ()
        self.first = True
        self.again = False
        """The accusation told last is told again, by who denies it."""

    def __call__(self, slot: str) -> Program:
        """The next clause for a slot; the first of a report is mostly what the story is about."""
        if slot == "X" and self.again:
            return self._charge
        left = self._left.get(slot)
        if not left:
            left = self._left[slot] = list(self._all[slot])
        if slot == "C" and self.first:
            self.first = False
            return self._idiom(pick(self._rnd, left.pop(0)))
        at = int(self._rnd() * len(left))
        left[at], left[-1] = left[-1], left[at]
        fact = left.pop()
        told = self._idiom(fact[0] if len(fact) == 1 else pick(self._rnd, fact))
        if slot == "X":
            self._charge = told
        return told + pick(self._rnd, _ADJUNCTS) if slot == "C" and self._rnd() < self._wordy else told


def title(rnd: Random, scene: Scene) -> str:
    """A headline."""
    writing = Writing(rnd=rnd, scene=scene)
    writing.run(pick(rnd, titles_of(scene.kind)))
    return "".join(writing.words)


def report(
    rnd: Random,
    scene: Scene,
    *,
    facts: Sequence[Fact],
    sources: Sequence[Party],
    idiom: Idiom,
    correction: bool,
) -> Writing:
    """A report of the story as it stands. sources: who may speak; idiom: the story's own words."""
    wanted = _length(rnd)
    aside = 0.0 if _SHORT <= wanted < _LONG else 0.5
    clauses = Clauses(rnd, facts, scene.kind, wordy=0.7 if aside else rnd() * 0.6, idiom=idiom)
    writing = Writing(rnd=rnd, scene=scene, clauses=clauses)
    if correction:
        _sentence(writing, _CORRECTION, pick(rnd, sources))
        _paragraph(writing)
    if rnd() < 0.7:
        start = writing.here()
        _dateline(writing, scene.parties["place"], scene.published)
        _sentence(writing, _OWN if rnd() < 0.5 else pick(rnd, _SAYING[:24]), pick(rnd, sources), start=start)
    while (len(writing.told) < wanted or writing.at < _LEAST) and writing.at < _MOST:
        if writing.told and (not writing.ends or writing.ends[-1] + 2 != writing.at):
            if rnd() < 0.55:
                _paragraph(writing)
            else:
                writing.put(" ")
        if rnd() < aside:
            _sentence(writing, pick(rnd, _OWN_LONG), None)
        else:
            _next(writing, clauses, sources)
    writing.ends.append(writing.at)
    writing.put("\n")
    return writing


def _length(rnd: Random) -> int:
    chance = int(rnd() * 100)
    for share, low, high in _LENGTHS:
        chance -= share
        if chance < 0:
            return between(rnd, low, high)
    raise AssertionError("the shares of _LENGTHS are not 100")


def _paragraph(writing: Writing) -> None:
    writing.ends.append(writing.at)
    writing.put("\n\n")


def _dateline(writing: Writing, place: Party, published: date) -> None:
    words = place.name.upper()
    writing.mentions.append((writing.at, writing.at + len(words), "place", "name", place))
    writing.put(f"{words}, ")
    day = published.isoformat()
    told = times.on(published, published)[3]
    words = f"{times.MONTHS[published.month - 1]} {published.day}"
    writing.times.append((writing.at, writing.at + len(words), ("DATE", day, *told[2:])))
    writing.put(f"{words} - ")


def _next(writing: Writing, clauses: Clauses, sources: Sequence[Party]) -> None:
    """One more sentence, or two that belong together."""
    rnd, last = writing.rnd, writing.told[-1].speaker if writing.told else None
    speaker = last if last and rnd() < 0.3 else pick(rnd, sources)
    chance = rnd()
    if chance < 0.36:
        other = pick(rnd, sources)
        while other is speaker:
            other = pick(rnd, sources)
        _sentence(writing, pick(rnd, _SAYING), speaker, other=other)
    elif chance < 0.56:
        _sentence(writing, pick(rnd, _VOICES), speaker)
        if rnd() < 0.35:
            writing.put(" ")
            _sentence(writing, _CARRIED, speaker)
    elif chance < 0.65:
        _sentence(writing, pick(rnd, _FORECASTS), speaker)
    elif chance < 0.72:
        _charge(writing, clauses, speaker)
    elif chance < 0.75 and last:
        _sentence(writing, _GROUND, last)
    else:
        _sentence(writing, _OWN if rnd() < 0.7 else pick(rnd, _OWN_LONG), None)


def _charge(writing: Writing, clauses: Clauses, speaker: Party) -> None:
    """An accusation, and often what the accused says to it."""
    actor = writing.scene.parties["actor"]
    _sentence(writing, pick(writing.rnd, _CHARGING), speaker)
    if writing.rnd() < 0.6:
        writing.put(" ")
        writing.accused = clauses.again = True
        _sentence(writing, pick(writing.rnd, _DENYING), actor)
        writing.accused = clauses.again = False


def _sentence(
    writing: Writing,
    framed: Framed,
    speaker: Party | None,
    *,
    other: Party | None = None,
    start: Place | None = None,
) -> None:
    """Writes a frame and notes its statements. start: where the writer's sentence began, if not here."""
    frame, steps = framed
    before = writing.told[-1] if writing.told else None
    writing.speaker, writing.other, writing.will = speaker, other, frame.will if frame.layers else "will"
    writing.begin(start)
    writing.run(steps)
    own = writing.own, writing.end or writing.here()
    if frame.own:
        writing.told.append(Told(None, own, writing.points if not frame.layers else []))
    outer: Told | None = None
    for layer in frame.layers:
        outer = _layer(writing, frame, layer, outer if layer.inside else None, speaker)
        if frame.ground and before and before.layer:
            outer.ground = before
        writing.told.append(outer)


def _layer(writing: Writing, frame: Frame, layer: Layer, outer: Told | None, speaker: Party | None) -> Told:
    content = writing.marks[layer.content]
    source, who = _voice(writing, layer, speaker if frame.carried else None)
    via = writing.voices.get(layer.via or "")
    chain = () if who is None else (who,)
    if via and via[1] is not who:
        chain = (via[1], *chain) if outer else (*chain, via[1])
    ahead = "F" if frame in frames.FORECASTS else ""
    return Told(
        layer, content, _within(writing, content),
        source=source,
        cue=None if frame.carried else _stretch(writing.marks[layer.cue]),
        speaker=who,
        chain=chain,
        basis=() if outer else tuple(writing.basis),
        hedge=None if outer else writing.hedge,
        forecast=bool(ahead),
        horizon=content[1][2] - 1 if ahead and content[1][2] > content[0][2] else None,
        parent=outer,
        carried=frame.carried,
    )  # fmt: skip


def _voice(
    writing: Writing, layer: Layer, carried: Party | None
) -> tuple[tuple[int, int] | None, Party | None]:
    """Who speaks in a layer, and where that is said."""
    if carried or layer.source is None:
        return None, carried
    return writing.voices[layer.source]


def _within(writing: Writing, content: Range) -> list[Point]:
    return [p for p in writing.points if content[0][0] <= p.range[0][0] and p.range[1][0] <= content[1][0]]


def _stretch(held: Range) -> tuple[int, int]:
    return held[0][0], held[1][0]
