"""Words of a text as copies are found by: folded words with their places, and the prints of runs of them.

Prints are winnowed (Schleimer, Wilkerson, Aiken 2003): of every few runs of words that follow one another the
one with the lowest digest is kept, so that two texts with a long enough run of words in common share a print.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import accumulate

from secondsource.linking.stems import STOP
from secondsource.model.span import Span
from secondsource.text.fold import unaccented

# Words of a run, and runs of which one is kept: whatever has 8 words in a row in common shares a print.
RUN, WINDOW = 5, 4
# Words of a seed of a passage; texts share runs of two by chance everywhere.
SEED = 3
# Scripts that are written without blanks: each character is a word.
_ALONE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_ALONE}]|\d+(?:[.,:]\d+)*|[^\W\d_{_ALONE}]+(?:['’][^\W\d_{_ALONE}]+)*")
_MASK = (1 << 64) - 1
_MIX, _STEP = 0x9E3779B97F4A7C15, 0xD1B54A32D192ED03


@dataclass(frozen=True, slots=True)
class Words:
    """The folded words of a text, where each stands ([start, end) in code points) and its weight.

    sums: of the weights of the words before each, and of all. seeds: a number for each few words in a row.
    """

    words: tuple[str, ...]
    starts: Sequence[int]
    ends: Sequence[int]
    weights: Sequence[int]
    sums: Sequence[int]
    seeds: Sequence[int]

    def span(self, first: int, stop: int) -> Span:
        """The characters from the first word to before the last of a half-open range, which is not empty."""
        return Span(self.starts[first], self.ends[stop - 1])


def words_of(text: str) -> Words:
    """The words of a text: small letters without accents, one form of apostrophe, no genitive."""
    words: list[str] = []
    # Arrays, since many texts are kept at once.
    starts, ends = array("i"), array("i")
    for found in _WORD.finditer(text):
        words.append(_folded(found[0]))
        starts.append(found.start())
        ends.append(found.end())
    weights = bytes(map(weight, words))
    sums = array("i", accumulate(weights, initial=0))
    return Words(tuple(words), starts, ends, weights, sums, array("q", _grams(words, SEED)))


@lru_cache(maxsize=1 << 16)
def weight(word: str) -> int:
    """How much it says that two texts share a word, in quarters: words of grammar one, all others four."""
    return 1 if word in STOP else 4


def digest_of(words: Sequence[str]) -> int:
    """One number for all the words of a text in their order: signed, of 64 bits."""
    made = blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(made.digest(), "big", signed=True)


def prints_of(words: Sequence[str]) -> dict[int, int]:
    """The prints of a text: signed numbers of 64 bits, each with the word where its run begins first."""
    grams = grams_of(words)
    found: dict[int, int] = {}
    lowest = -1
    for last in range(min(WINDOW, len(grams)) - 1, len(grams)) if grams else ():
        first = max(0, last - WINDOW + 1)
        # Of equals the last, so that a window moves on as seldom as can be.
        if lowest < first:
            lowest = max(range(first, last + 1), key=lambda at: (-grams[at], at))
        elif grams[last] <= grams[lowest]:
            lowest = last
        else:
            continue
        found.setdefault(grams[lowest], lowest)
    return found


def grams_of(words: Sequence[str]) -> list[int]:
    """A number for every run of words, in order; none for a text that is shorter than one run."""
    return _grams(words, RUN)


def _grams(words: Sequence[str], length: int) -> list[int]:
    """A signed number of 64 bits for every so many words in a row."""
    numbers = [_number(word) for word in words]
    found = []
    rolled = 0
    # What the first word of a run counts once the word behind the run is in.
    drop = pow(_STEP, length, 1 << 64)
    for at, number in enumerate(numbers):
        rolled = (rolled * _STEP + number) & _MASK
        if at >= length:
            rolled = (rolled - numbers[at - length] * drop) & _MASK
        if at >= length - 1:
            made = ((rolled ^ rolled >> 31) * _MIX) & _MASK
            made ^= made >> 32
            found.append(made - (1 << 64) if made >> 63 else made)
    return found


@lru_cache(maxsize=1 << 16)
def _number(word: str) -> int:
    made = blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(made.digest(), "big")


@lru_cache(maxsize=1 << 16)
def _folded(word: str) -> str:
    plain = unaccented(word).casefold().replace("’", "'")
    return plain.removesuffix("'s") or plain
