"""What a wording is about, beyond the words that it is told in: a vector of whole numbers, and its cells.

A vector is the sum of those of a text's words, which a table of word pieces that ships gives; "hurt" lies
near "wounded" there. Whole numbers throughout, so that every machine finds the same. training/senses.py makes
the table.
"""

from __future__ import annotations

from functools import cache, lru_cache
from math import isqrt
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from secondsource.encoder.pieces import Piecer
from secondsource.linking import stems
from secondsource.model.identity import digest

FILE = Path(__file__).resolve().parent.parent / "data" / "senses.npz"
CELLS = 3  # the nearest of all cells that a wording is said to lie in
_ONE = 256  # what a word of one piece counts; one of n pieces a root of n less for each

Vector = npt.NDArray[np.int64]


class Sense(NamedTuple):
    """A vector and its length, rounded down."""

    vector: Vector
    length: int


def sense_of(text: str) -> Sense | None:
    """What a text is about; None where no word of it has a meaning."""
    held = vector(text)
    return None if held is None else Sense(held, isqrt(int(held @ held)))


@lru_cache(maxsize=1 << 12)
def vector(text: str) -> Vector | None:
    """The sum of the vectors of a text's words that carry meaning, (dimensions,), read-only; None where none
    does.
    """
    found = [_of_word(word) for word in stems.words(text) if word not in stems.STOP]
    if not found:
        return None
    total: Vector = np.add.reduce(found)
    total.setflags(write=False)
    return total


@lru_cache(maxsize=1 << 14)
def _of_word(word: str) -> Vector:
    ids = _piecer().ids([word])[0]
    made: Vector = _tables()[0][list(ids)].sum(0) * (_ONE // isqrt(len(ids) * 16) * 4)
    return made


def cells(text: str, count: int = CELLS) -> tuple[int, ...]:
    """The numbers of the cells that a text lies nearest to, in order; none where no word has meaning."""
    held = vector(text)
    if held is None:
        return ()
    # Whole numbers below 2 ** 53 all through, so that floats, which are faster here, tell the very same.
    near = _tables()[1] @ held.astype(np.float64)
    # The lower number first where two are as near.
    return tuple(sorted(np.lexsort((np.arange(len(near)), -near))[:count].tolist()))


def closeness(one: Sense | None, other: Sense | None) -> int:
    """How alike two senses are: hundredths of the cosine, 0 where one is missing."""
    if one is None or other is None:
        return 0
    lengths = one.length * other.length
    return 100 * int(one.vector @ other.vector) // lengths if lengths else 0


@cache
def identity() -> str:
    """The digest of the table that ships."""
    return digest(FILE.read_bytes())


@cache
def _tables() -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """The vectors of the pieces, (pieces, dimensions), and of the cells."""
    with np.load(FILE) as held:
        return held["pieces"].astype(np.int64), held["cells"].astype(np.float64)


@cache
def _piecer() -> Piecer:
    return Piecer(stems.VOCABULARY)
