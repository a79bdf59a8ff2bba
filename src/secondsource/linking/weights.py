"""The whole weights of comparison levels, as they ship: fitted by training/link_weights.py, frozen with the
linker.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from secondsource.linking.compare import Levels
from secondsource.model.identity import digest

FILE = Path(__file__).resolve().parent / "link_weights.json"
# Hundredths of a natural logarithm below which a part counts for nothing.
_FLOOR = 1400
_BILLION = 10**9
Key = tuple[Any, ...]

# What is weighed: each level by itself, and some together with how many words are shared.
_ALONE = Levels._fields
_WITH_WORDS = ("event", "figures", "times", "places", "sign", "parties", "actors", "held", "digits")
_TOGETHER: tuple[Callable[[Levels], Key], ...] = (
    lambda levels: ("contained", min(levels.a_in_b, 9) // 2, min(levels.b_in_a, 9) // 2),
    lambda levels: ("left", min(levels.left_a, 5), min(levels.left_b, 5)),
    lambda levels: ("figures-sign", levels.figures, levels.sign),
    lambda levels: ("figures-digits", levels.figures, levels.digits),
)
# What tells of one matter: neither how long the two are nor which holds the other.
_OF_MATTER = tuple(name for name in _ALONE if name not in ("a_in_b", "b_in_a", "left_a", "left_b"))
_PLACES = tuple(_ALONE.index(name) for name in _OF_MATTER)
_AT = tuple((name, _ALONE.index(name)) for name in _WITH_WORDS)


def features(levels: Levels) -> Iterator[Key]:
    """The keys of a pair's weights."""
    yield from zip(_ALONE, levels, strict=True)
    shared = band(levels.words)
    for name, at in _AT:
        yield name, levels[at], shared
    for make in _TOGETHER:
        yield make(levels)


def matter_features(levels: Levels) -> Iterator[Key]:
    """The keys of a pair's weights of one matter."""
    for name, at in zip(_OF_MATTER, _PLACES, strict=True):
        yield name, levels[at]
    shared = band(levels.words)
    yield "event", levels.event, shared
    yield "parties", levels.parties, shared


def band(words: int) -> str:
    """Few, some or most words shared."""
    return "most" if words >= 6 else "some" if words >= 3 else "few"


@dataclass(frozen=True, kw_only=True)
class Weights:
    """Whole weights in hundredths of a natural logarithm.

    labels: by key, of same, refines-a, refines-b, conflicts, apart. matter: by level, that both speak of
    one happening. table: sums of matter (in steps) as thousandths. reader, values: hundredths by which the
    pair reader's and the levels' logarithms count where both are there; bias is added then. apart: matter
    below which a pair is apart unasked.
    """

    labels: Mapping[Key, tuple[int, ...]]
    matter: Mapping[Key, int]
    table: Sequence[int]
    first: int
    step: int
    reader: int
    values: int
    bias: tuple[int, ...]
    apart: int

    @cached_property
    def by_place(self) -> list[tuple[int, dict[Any, int]]]:
        """The weights of one matter that go by one level, by its place among the levels: most are asked for
        with each pair.
        """
        found = []
        for name, at in zip(_OF_MATTER, _PLACES, strict=True):
            found.append(
                (at, {key[1]: by for key, by in self.matter.items() if len(key) == 2 and key[0] == name})
            )
        return found


@cache
def identity() -> str:
    """The digest of the weights that ship."""
    return digest(FILE.read_bytes())


@cache
def shipped() -> Weights:
    """The weights that ship."""
    return loaded(json.loads(FILE.read_text("utf-8")))


def loaded(held: Mapping[str, Any]) -> Weights:
    """Weights from the object of their file."""
    return Weights(
        labels={tuple(key): tuple(weights) for key, weights in held["labels"]},
        matter={tuple(key): weight for key, weight in held["matter"]},
        table=tuple(held["table"]),
        first=held["first"],
        step=held["step"],
        reader=held["reader"],
        values=held["values"],
        bias=tuple(held["bias"]),
        apart=held["apart"],
    )


def matter(levels: Levels, weights: Weights) -> int:
    """Thousandths that both speak of one happening or matter: a sum of weights, read off the table."""
    total = sum([held.get(levels[at], 0) for at, held in weights.by_place])
    shared = band(levels.words)
    total += weights.matter.get(("event", levels.event, shared), 0)
    total += weights.matter.get(("parties", levels.parties, shared), 0)
    place = (total - weights.first) // weights.step
    return weights.table[max(0, min(len(weights.table) - 1, place))]


def parts_of(levels: Levels, weights: Weights) -> tuple[int, ...]:
    """Thousandths of same, refines-a, refines-b, conflicts, apart by the levels alone."""
    sums = [0, 0, 0, 0, 0]
    held = weights.labels
    for key in features(levels):
        found = held.get(key)
        if found:
            sums = [one + other for one, other in zip(sums, found, strict=True)]
    return shares(sums)


def combined(said: Sequence[int], valued: Sequence[int], weights: Weights) -> tuple[int, ...]:
    """The pair reader's thousandths and those of the levels as one."""
    logs = logarithms()
    return shares(
        [
            (weights.reader * logs[one] + weights.values * logs[other]) // 100 + bias
            for one, other, bias in zip(said, valued, weights.bias, strict=True)
        ]
    )


def shares(sums: Sequence[int]) -> tuple[int, ...]:
    """Hundredths of logarithms as thousandths that sum to a thousand; the first of the largest takes the
    rest.
    """
    raised, top = _raised(), max(sums)
    powers = [raised[min(top - one, _FLOOR)] for one in sums]
    total = sum(powers)
    found = [1000 * power // total for power in powers]
    found[sums.index(top)] += 1000 - sum(found)
    return tuple(found)


@cache
def _raised() -> list[int]:
    """e to the minus n hundredths, in thousand-millionths, by whole numbers alone."""
    found = [_BILLION]
    for _ in range(_FLOOR):
        found.append(found[-1] * 990_049_834 // _BILLION)
    return found


@cache
def logarithms() -> tuple[int, ...]:
    """The logarithm of each number of thousandths, in hundredths; those below 2 count as 2."""
    raised, found, n = _raised(), [0] * 1001, 0
    for share in range(1000, 1, -1):
        while raised[n] * 1000 > share * _BILLION:
            n += 1
        found[share] = -n
    found[0] = found[1] = found[2]
    return tuple(found)
