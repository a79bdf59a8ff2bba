"""What happened, as a key: the class of a point's event words, or else the stem of its verb.

Holding back is not doing: "delays a shipment" has the key of the shipment with HELD before it, so that it
never meets the shipment itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import permutations

from secondsource.linking.event_table import CLASSES, HOLDING, LIGHT, RELATED
from secondsource.linking.stems import STOP, stem

HELD = "held "
_NEAR = 7  # words after a verb that holds back in which its deed stands
# Counts of these are never counts of one another, though one report's sum may be another's parts.
COUNTED_APART = frozenset(
    {"die", "wound", "casualty", "missing", "arrest", "displace", "abduct", "rescue", "infect"}
)


def class_of(word: str) -> str | None:
    """The class of one folded word, or None where it is in none."""
    return _classes().get(word) or _stemmed().get(stem(word))


def event_of(words: Sequence[str], at: int | None = None, skip: Collection[int] = ()) -> str:
    """The key of what a point tells, from its folded words. "" where nothing tells it.

    at: the word that reading took for the event. skip: words that only say who tells it.
    """
    seen = [i for i in range(len(words)) if i not in skip]
    if at is not None and at not in skip:
        if words[at] in HOLDING:
            return _held(words, at, seen)
        if words[at] not in LIGHT:
            return class_of(words[at]) or stem(words[at])
    holding = next((i for i in seen if words[i] in HOLDING), None)
    told = next(((i, key) for i, key in _classed(words, seen)), None)
    if told is None:
        return stem(words[at]) if at is not None and at not in skip and words[at] not in STOP else ""
    if holding is not None and holding < told[0] <= holding + _NEAR:
        return _held(words, holding, seen)
    return told[1]


def bare(event: str) -> str:
    """The deed itself, done or held back."""
    return event.removeprefix(HELD)


def related(one: str, other: str) -> bool:
    """Whether two different classes may tell of one happening."""
    return (one, other) in _related()


def _held(words: Sequence[str], at: int, seen: Sequence[int]) -> str:
    after = [i for i in seen if at < i <= at + _NEAR]
    told = next((key for i, key in _classed(words, after)), None)
    if told is None:
        told = next(
            (stem(words[i]) for i in after if words[i] not in STOP and words[i].isalpha()), stem(words[at])
        )
    return HELD + told


def _classed(words: Sequence[str], places: Sequence[int]) -> Iterator[tuple[int, str]]:
    for i in places:
        if words[i] not in LIGHT and words[i] not in HOLDING and (key := class_of(words[i])):
            yield i, key


@cache
def _classes() -> dict[str, str]:
    return {word: key for key, words in CLASSES.items() for word in words.split()}


@cache
def _stemmed() -> dict[str, str]:
    """By stem; one that words of two classes share is of neither."""
    held: dict[str, str] = {}
    mixed = set()
    for word, key in _classes().items():
        if held.setdefault(stem(word), key) != key:
            mixed.add(stem(word))
    return {found: key for found, key in held.items() if found not in mixed}


@cache
def _related() -> frozenset[tuple[str, str]]:
    return frozenset(pair for row in RELATED for pair in permutations(row.split(), 2))
