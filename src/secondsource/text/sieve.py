"""Which of many patterns can match at all, told by how the words of a stretch begin.

Most patterns of a long list need a word that a stretch of text does not have: `\\b(?:estimat\\w*|tally)` one
that begins with "estim" or is "tally". A look at the words leaves a few patterns of a hundred to be searched
for, at a tenth of the time; what they find is the same.
"""

from __future__ import annotations

import importlib
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from itertools import compress
from operator import attrgetter
from typing import Any, Generic, TypeVar

T = TypeVar("T")
U = TypeVar("U")
Items = tuple[tuple[Any, Any], ...]  # a parsed pattern, as Python's own parser gives it

_WORD = re.compile(r"\w+")
_KEY = 5  # letters of a word that are told apart; a shorter word is filled up with blanks
_LEAST = 3  # letters from which on the beginning of a word says something
_HELD = 50_000  # words that are kept with their patterns
_MOST = 300  # beginnings of one pattern; one with more is always searched for
_RARE, _SHORT, _COMMON = 1, 3, 20  # what a beginning costs: how many stretches have such a word, roughly
_COMMON_WORDS = frozenset(
    _WORD.findall(
        "the a an of to in on at by for from with and or as is are was were be been has have had it its he "
        "his she her they their that this not who no we i you our said will would which but"
    )
)


class _Own(Enum):
    OPEN = "anything may follow"


_OPEN: Items = ((_Own.OPEN, None),)


class Sieve(Generic[T]):
    """Things that each have a pattern, for text in small letters."""

    def __init__(self, things: Iterable[T], patterns: Iterable[re.Pattern[str]]) -> None:
        always: list[int] = []
        by_key: dict[str, list[int]] = defaultdict(list)
        self._things = tuple(things)
        for number, (_, pattern) in enumerate(zip(self._things, patterns, strict=True)):
            keys = beginnings(pattern)
            for key in keys or ():
                by_key[key].append(number)
            if keys is None:
                always.append(number)
        self._always = tuple(always)
        self.by_word = _ByWord(by_key)

    @classmethod
    def named(cls, rows: Sequence[tuple[U, re.Pattern[str]]]) -> Sieve[tuple[U, re.Pattern[str]]]:
        """Of patterns, each with a name."""
        return Sieve(rows, [pattern for _, pattern in rows])

    def of(self, text: str) -> list[T]:
        """Those, in order, whose patterns may match somewhere in a text; those of all others do not."""
        numbers = set(self._always)
        numbers.update(*filter(None, map(self.by_word.__getitem__, _WORD.findall(text))))
        things = self._things
        return [things[number] for number in sorted(numbers)]

    def within(self, text: Searched, start: int, end: int) -> list[T]:
        """What `of` gives for a stretch of a text that begins and ends between two words."""
        begins, found = text.telling(self)
        at = bisect_left(begins, start)
        things = self._things
        if at == len(begins) or begins[at] >= end:
            return [things[number] for number in self._always]
        numbers = set(self._always).union(*found[at : bisect_left(begins, end, at)])
        return [things[number] for number in sorted(numbers)]


class Searched:
    """A text in small letters of which many stretches are searched by sieves: its words are cut but once.

    words, begins: each word of it and where it begins, where they are known; marks may be among them.
    """

    def __init__(
        self, text: str, words: Sequence[str] | None = None, begins: Sequence[int] | None = None
    ) -> None:
        self.text = text
        if words is None or begins is None:
            found = list(_WORD.finditer(text))
            words, begins = [m[0] for m in found], [m.start() for m in found]
        self._words, self._begins = words, begins
        self._telling: dict[Sieve[Any], tuple[list[int], list[tuple[int, ...]]]] = {}

    def telling(self, sieve: Sieve[Any]) -> tuple[list[int], list[tuple[int, ...]]]:
        """The words that speak for any pattern of a sieve: where each begins, and for which, by number."""
        held = self._telling.get(sieve)
        if held is None:
            numbers = list(map(sieve.by_word.__getitem__, self._words))
            held = list(compress(self._begins, numbers)), list(filter(None, numbers))
            self._telling[sieve] = held
        return held


class _ByWord(dict[str, tuple[int, ...]]):
    """The numbers of the patterns that a word speaks for; words are seen again and again."""

    def __init__(self, by_key: Mapping[str, Sequence[int]]) -> None:
        super().__init__()
        self._by_key = by_key

    def __missing__(self, word: str) -> tuple[int, ...]:
        if len(self) > _HELD:
            self.clear()
        get = self._by_key.get
        key = f"{word:<5}"[:_KEY]
        found = self[word] = (*get(key, ()), *get(word[:3], ()), *get(word[:4], ()))
        return found


def beginnings(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """Words or beginnings of words of which each match has one; None where no such words are known.

    A whole word of less than five letters is filled up with blanks; of a longer one there are five letters.
    """
    parser: Any = importlib.import_module("re._parser")
    if pattern.flags & ~re.UNICODE:
        return None
    found = _best(_flat(tuple(parser.parse(pattern.pattern))), False)
    return frozenset(found) if found else None


def _best(items: Items, starts: bool) -> set[str] | None:
    """The rarest of the sets of beginnings that a sequence needs. starts: no word goes on into it."""
    sets = []
    for at, (op, argument) in enumerate(items):
        name = _name(op)
        if starts:
            sets.append(_heads(items[at:], ""))
        if name == "BRANCH":
            parts = [_best(_flat(tuple(branch)), starts) for branch in argument[1]]
            if all(parts):
                sets.append(set().union(*(part for part in parts if part)))
        elif name in _REPEATS and argument[0] > 0:
            sets.append(_best(_flat(tuple(argument[2])), starts) or set())
        starts = _ends_word((op, argument), starts)
    usable = [found for found in sets if found and len(found) <= _MOST and all(map(_tells, found))]
    return min(usable, key=lambda found: sum(map(_cost, found)), default=None)


def _heads(items: Items, held: str) -> set[str]:
    """How the words can begin that a sequence matches from its start on, after the letters held already."""
    if len(held) >= _KEY or not items:
        return {held}
    (op, argument), rest = items[0], items[1:]
    name = _name(op)
    whole = {f"{held:<5}"} if held else {""}
    if name == "LITERAL":
        return _heads(rest, held + chr(argument)) if _is_letter(argument) else whole
    if name == "IN":
        letters = [value for kind, value in argument if _name(kind) == "LITERAL"]
        if len(letters) == len(argument) and all(map(_is_letter, letters)):
            return set().union(*(_heads(rest, held + chr(letter)) for letter in letters))
        return whole if _no_letter(argument) else {held}
    if name == "BRANCH":
        return set().union(*(_heads((*_flat(tuple(branch)), *rest), held) for branch in argument[1]))
    if name in _REPEATS:
        least, most, inner = argument
        part = _flat(tuple(inner))
        if least == 0:
            taken = _heads((*part, *(rest if most == 1 else _OPEN)), held)
            return taken | _heads(rest, held)
        return _heads((*(part * min(least, _KEY)), *(rest if least == most else _OPEN)), held)
    if name in ("AT", "ASSERT", "ASSERT_NOT"):
        edge = _name(argument) in _EDGES if name == "AT" else name == "ASSERT_NOT" and _is_word(argument, 1)
        return whole if edge and held else _heads(rest, held)
    return {held}


def _ends_word(item: tuple[Any, Any], starts: bool) -> bool:
    """Whether a word that stands after an item begins there. starts: whether one before it would."""
    name, argument = _name(item[0]), item[1]
    if name == "LITERAL":
        return not _is_letter(argument)
    if name == "IN":
        return _no_letter(argument)
    if name == "AT":
        return _name(argument) in ("AT_BOUNDARY", "AT_BEGINNING", "AT_BEGINNING_STRING")
    if name in ("ASSERT", "ASSERT_NOT"):
        return starts or (name == "ASSERT_NOT" and _is_word(argument, -1))
    if name == "BRANCH":
        return all(_ended(branch, starts) for branch in argument[1])
    if name in _REPEATS:
        once = _ended(argument[2], starts)
        again = once and _ended(argument[2], once)
        return again and (starts or argument[0] > 0)
    return False


def _ended(items: Iterable[tuple[Any, Any]], starts: bool) -> bool:
    for item in _flat(tuple(items)):
        starts = _ends_word(item, starts)
    return starts


def _flat(items: Sequence[tuple[Any, Any]]) -> Items:
    """The items with those of plain groups in place of the groups."""
    out: list[tuple[Any, Any]] = []
    for op, argument in items:
        if _name(op) == "SUBPATTERN" and not argument[1] and not argument[2]:
            out += _flat(tuple(argument[3]))
        else:
            out.append((op, argument))
    return tuple(out)


_REPEATS = frozenset(("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"))
_EDGES = frozenset(("AT_BOUNDARY", "AT_END", "AT_END_STRING"))


_name = attrgetter("name")  # of a parsed item or a category


def _is_letter(code: int) -> bool:
    return chr(code).isalnum() or code == ord("_")


def _no_letter(members: Sequence[tuple[Any, Any]]) -> bool:
    """Whether a set holds marks and blanks only."""
    return all(
        (_name(kind) == "LITERAL" and not _is_letter(value))
        or (_name(kind) == "CATEGORY" and _name(value) in ("CATEGORY_SPACE", "CATEGORY_NOT_WORD"))
        for kind, value in members
    )


def _is_word(argument: tuple[int, Any], way: int) -> bool:
    """Whether a look ahead (1) or behind (-1) is for one character of a word."""
    return argument[0] == way and repr(list(argument[1])) == "[(IN, [(CATEGORY, CATEGORY_WORD)])]"


def _tells(key: str) -> bool:
    """Whether a beginning can be looked up: a whole word, or enough letters."""
    return len(key) >= _LEAST


def _cost(key: str) -> int:
    if key.rstrip() in _COMMON_WORDS:
        return _COMMON
    return _SHORT if len(key) == _LEAST else _RARE
