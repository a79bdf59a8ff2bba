"""Two propositions as the pair reader sees them: one row of word pieces, the first side before the second.

Beside each piece stand letter case, whether its word stands on the other side too, and whether it belongs
to the proposition or only to the sentence around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from secondsource.encoder.pieces import Piecer, case_of

Inputs = dict[str, npt.NDArray[np.int64]]

INPUTS = ("ids", "case", "side", "marked")
SIDE_PIECES = 120
_CLS, _SEP = 101, 102
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\w\s]", re.UNICODE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a pair: a proposition, the sentence that it stands in ("" where unknown), and its day."""

    text: str
    whole: str = ""
    date: str | None = None


def inputs_of(piecer: Piecer, a: Side, b: Side) -> Inputs:
    """The arrays of one pair: ids, case, side (2 * side + shared word), marked; each (1, pieces).

    A sentence longer than SIDE_PIECES is cut to what lies around its proposition.
    """
    cut = [_words(side) for side in (a, b)]
    forms = [{word.lower() for word, _ in words} for words in cut]
    rows: list[list[int]] = [[], [], [], []]
    _add(rows, (_CLS, 0, 0, 0))
    for at, words in enumerate(cut):
        pieces = piecer.ids([word for word, _ in words])
        lengths = [len(p) for p in pieces]
        first, last = _kept(lengths, [marked for _, marked in words])
        for index in range(first, last):
            word, marked = words[index]
            side = 2 * at + (word.lower() in forms[1 - at])
            for piece in pieces[index]:
                _add(rows, (piece, case_of(word), side, int(marked)))
        _add(rows, (_SEP, 0, 2 * at, 0))
    arrays = (np.asarray([row], np.int64) for row in rows)
    return dict(zip(INPUTS, arrays, strict=True))


def _words(side: Side) -> list[tuple[str, bool]]:
    """The words of a side, the day first, each with whether it belongs to the proposition."""
    own = _WORD.findall(side.text)
    found = [(word, False) for word in _WORD.findall(side.date[:10])] if side.date else []
    around = _WORD.findall(side.whole) if side.whole else []
    marks = _aligned(own, around)
    if marks is None:
        return found + [(word, True) for word in own]
    return found + list(zip(around, marks, strict=True))


def _aligned(own: list[str], around: list[str]) -> list[bool] | None:
    """Which words of the sentence are the proposition's, in order and as close together as can be.

    None when they are not all in it.
    """
    best: list[int] | None = None
    for start in (at for at, word in enumerate(around) if own and word == own[0]):
        taken = _taken(own, around, start)
        if taken and (best is None or taken[-1] - taken[0] < best[-1] - best[0]):
            best = taken
    if best is None:
        return None
    held = set(best)
    return [at in held for at in range(len(around))]


def _taken(own: list[str], around: list[str], start: int) -> list[int]:
    """The places of the words from a start on, each after the one before; [] when one is missing."""
    found: list[int] = []
    at = start
    for word in own:
        while at < len(around) and around[at] != word:
            at += 1
        if at == len(around):
            return []
        found.append(at)
        at += 1
    return found


def _kept(lengths: list[int], marks: list[bool]) -> tuple[int, int]:
    """The range of words that fits, round the marked ones."""
    if sum(lengths) <= SIDE_PIECES:
        return 0, len(lengths)
    first = next((i for i, marked in enumerate(marks) if marked), 0)
    last, room = first, SIDE_PIECES
    while last < len(lengths) and lengths[last] <= room:
        room -= lengths[last]
        last += 1
    while first > 0 and lengths[first - 1] <= room:
        first -= 1
        room -= lengths[first]
    return first, last


def _add(rows: list[list[int]], values: tuple[int, int, int, int]) -> None:
    for row, value in zip(rows, values, strict=True):
        row.append(value)
