"""Passages that two texts share, by seed and extend: runs of equal words, chained over edits between them.

Where the copy was moved, trimmed or mixed with other text, each of its pieces is a passage of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from secondsource.linking.prints import Words

# Words of a seed; texts share runs of two by chance everywhere.
SEED = 3
# A seed that stands more often than this in a text says little about where a passage lies.
_OFTEN = 6
# Words that may have been put in, taken out or replaced between two runs of one passage.
GAP = 9
# Runs before one that it is tied to at most: beyond, a text repeats itself.
_BACK = 24
# Weight (quarters of a word) below which words in common are chance: "the president of the republic said".
LEAST = 14
# Share of a passage's own words that must be in common, in hundredths.
_DENSE = 38


class Run(NamedTuple):
    """Equal words: n from word a of the one and from word b of the other."""

    a: int
    b: int
    n: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Runs in order, in both texts. weight: of the words in common, in quarters of a word."""

    runs: tuple[Run, ...]
    weight: int

    @property
    def a(self) -> tuple[int, int]:
        """Words of the one text, from the first in common to behind the last."""
        return self.runs[0].a, self.runs[-1].a + self.runs[-1].n

    @property
    def b(self) -> tuple[int, int]:
        """Words of the other."""
        return self.runs[0].b, self.runs[-1].b + self.runs[-1].n

    @property
    def words(self) -> int:
        """How many words are in common."""
        return sum(run.n for run in self.runs)

    @property
    def longest(self) -> int:
        """Words of its longest run."""
        return max(run.n for run in self.runs)

    @property
    def width(self) -> int:
        """Words that the passage stretches over, in the text where it takes more."""
        return max(self.a[1] - self.a[0], self.b[1] - self.b[0])


def passages(one: Words, other: Words, seeds: tuple[Seeds, Seeds] | None = None) -> list[Passage]:
    """The passages in common, the heaviest first; no word of either text stands in two of them.

    seeds: those of both, where they are known already.
    """
    found = []
    runs = _runs(*(seeds or (seeds_of(one.words), seeds_of(other.words))))
    taken_a, taken_b = bytearray(len(one.words)), bytearray(len(other.words))
    # No chain is heavier than all runs together: most pairs share too little for any.
    while runs and sum(_weight(run, one.weights) for run in runs) >= LEAST:
        chain, weight = _heaviest(runs, one.weights)
        if weight < LEAST:
            break
        chain = _filled(chain, one.words, other.words)
        passage = Passage(tuple(chain), sum(_weight(run, one.weights) for run in chain))
        if passage.words * 100 >= passage.width * _DENSE:
            found.append(passage)
        for taken, (start, stop) in ((taken_a, passage.a), (taken_b, passage.b)):
            taken[start:stop] = b"\1" * (stop - start)
        runs = [left for run in runs for left in _left(run, taken_a, taken_b)]
    return sorted(found, key=lambda passage: (-passage.weight, passage.runs))


Seeds = dict[tuple[str, ...], list[int]]


def seeds_of(words: Sequence[str]) -> Seeds:
    """Every run of as many words as a seed has, with the places where it stands."""
    seeds: Seeds = {}
    for at, seed in enumerate(zip(words, words[1:], words[2:], strict=False)):
        seeds.setdefault(seed, []).append(at)
    return seeds


def _runs(one: Seeds, other: Seeds) -> list[Run]:
    """The longest runs of equal words, of at least a seed, in order."""
    diagonals: defaultdict[int, list[int]] = defaultdict(list)
    for seed in one.keys() & other.keys():
        places, others = one[seed], other[seed]
        if len(places) <= _OFTEN and len(others) <= _OFTEN:
            for a in places:
                for b in others:
                    diagonals[a - b].append(a)
    found = []
    for shift, starts in diagonals.items():
        starts.sort()
        first = last = starts[0]
        for a in starts[1:]:
            if a != last + 1:
                found.append(Run(first, first - shift, last - first + SEED))
                first = a
            last = a
        found.append(Run(first, first - shift, last - first + SEED))
    return sorted(found)


def _heaviest(runs: Sequence[Run], weights: Sequence[int]) -> tuple[list[Run], int]:
    """The chain of runs with the greatest weight: in order in both texts, with small gaps."""
    # Of each run: where it ends, the weight of the best chain that ends with it, and the run before it there.
    ends = [(run.a + run.n, run.b + run.n) for run in runs]
    best: list[int] = []
    prior: list[int] = []
    for n, run in enumerate(runs):
        score, before = 0, -1
        for m in range(max(0, n - _BACK), n):
            end_a, end_b = ends[m]
            gap, other = run.a - end_a, run.b - end_b
            if gap < 0 or other < 0:
                continue
            if other > gap:
                gap = other
            if gap <= GAP and best[m] - gap > score:
                score, before = best[m] - gap, m
        best.append(score + _weight(run, weights))
        prior.append(before)
    at = max(range(len(runs)), key=lambda n: (best[n], -n))
    chain = []
    while at >= 0:
        chain.append(runs[at])
        at = prior[at]
    chain.reverse()
    return chain, sum(_weight(run, weights) for run in chain)


def _weight(run: Run, weights: Sequence[int]) -> int:
    return sum(weights[run.a : run.a + run.n])


def _filled(chain: Sequence[Run], one: Sequence[str], other: Sequence[str]) -> list[Run]:
    """The chain with the equal words in its gaps, which were too few for a seed: an edited text's own."""
    found = [chain[0]]
    for run in chain[1:]:
        last = found[-1]
        a, b = last.a + last.n, last.b + last.n
        found += _common(one, other, (a, run.a), (b, run.b))
        found.append(run)
    return found


def _common(
    one: Sequence[str], other: Sequence[str], within_a: tuple[int, int], within_b: tuple[int, int]
) -> list[Run]:
    """The longest common subsequence of two short stretches, as runs."""
    (a0, a1), (b0, b1) = within_a, within_b
    if a0 == a1 or b0 == b1:
        return []
    longest = [[0] * (b1 - b0 + 1) for _ in range(a1 - a0 + 1)]
    for i in range(a1 - 1, a0 - 1, -1):
        for j in range(b1 - 1, b0 - 1, -1):
            row, column = i - a0, j - b0
            if one[i] == other[j]:
                longest[row][column] = longest[row + 1][column + 1] + 1
            else:
                longest[row][column] = max(longest[row + 1][column], longest[row][column + 1])
    found: list[Run] = []
    i, j = a0, b0
    while i < a1 and j < b1:
        if one[i] == other[j]:
            if found and found[-1].a + found[-1].n == i and found[-1].b + found[-1].n == j:
                found[-1] = found[-1]._replace(n=found[-1].n + 1)
            else:
                found.append(Run(i, j, 1))
            i, j = i + 1, j + 1
        elif longest[i - a0 + 1][j - b0] >= longest[i - a0][j - b0 + 1]:
            i += 1
        else:
            j += 1
    return found


def _left(run: Run, taken_a: bytearray, taken_b: bytearray) -> list[Run]:
    """What is left of a run outside of passages that were found, where it is still a seed."""
    found = []
    start = None
    for n in range(run.n + 1):
        free = n < run.n and not taken_a[run.a + n] and not taken_b[run.b + n]
        if free and start is None:
            start = n
        elif not free and start is not None:
            if n - start >= SEED:
                found.append(Run(run.a + start, run.b + start, n - start))
            start = None
    return found
