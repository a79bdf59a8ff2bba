"""Passages that two texts share, by seed and extend: runs of equal words, chained over edits between them.

Where the copy was moved, trimmed or mixed with other text, each of its pieces is a passage of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from secondsource.linking.prints import SEED, Words

# A seed that stands more often than this in a text says little about where a passage lies.
_OFTEN = 6
# Words that may have been put in, taken out or replaced between two runs of one passage.
GAP = 9
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


def passages(
    one: Words,
    other: Words,
    *,
    seeds: tuple[Seeds | None, Seeds | None] = (None, None),
    at_least: AtLeast | None = None,
) -> list[Passage]:
    """The passages in common, the heaviest first; no word of either text stands in two of them.

    seeds: those of either text, where they are known already. at_least: what is looked for, all without it.
    """
    found: list[Passage] = []
    chains: list[_Chain] = []
    sought = _Sought(one.sums, at_least)
    if seeds[1] is not None:
        runs = sorted(Run(b, a, n) for a, b, n in _runs(seeds[1], one.seeds))
    else:
        runs = _runs(seeds[0] or seeds_of(one), other.seeds)
    _enter(chains, runs, sought)
    while chains:
        _, _, chain, stretch = heappop(chains)
        chain = _filled(chain, one.words, other.words)
        passage = Passage(tuple(chain), sum(_weight(run, one.sums) for run in chain))
        if passage.words * 100 >= passage.width * _DENSE:
            found.append(passage)
        # Of the one text a passage lies within its stretch; of the other it may take words of any.
        touched = [held for held in chains if _meets(held.stretch, passage.b)]
        if touched:
            chains = [held for held in chains if not _meets(held.stretch, passage.b)]
            heapify(chains)
        for runs in (stretch, *(held.stretch for held in touched)):
            left = [piece for run in runs for piece in _left(run, passage.a, passage.b)]
            _enter(chains, sorted(left), sought)
    return sorted(found, key=lambda passage: (-passage.weight, passage.runs))


Seeds = dict[int, list[int]]


class AtLeast(NamedTuple):
    """What a stretch of the one text must hold for its passages to be looked for: more than a weight, or so
    many words of a kind. counts: how many of these stand before each word, and in all.
    """

    weight: int
    words: int
    counts: Sequence[int]


class _Sought(NamedTuple):
    sums: Sequence[int]
    at_least: AtLeast | None

    def holds(self, start: int, stop: int) -> bool:
        """Whether a stretch may hold what is looked for."""
        if self.at_least is None:
            return True
        weight, words, counts = self.at_least
        return self.sums[stop] - self.sums[start] > weight or counts[stop] - counts[start] >= words


class _Chain(NamedTuple):
    """The best chain of a stretch of runs. order: its score, negative, so that the best comes first."""

    order: int
    last: Run
    chain: list[Run]
    stretch: list[Run]


def seeds_of(words: Words) -> Seeds:
    """Every run of as many words as a seed has, with the places where it stands."""
    seeds: Seeds = {}
    for at, seed in enumerate(words.seeds):
        if seed in seeds:
            seeds[seed].append(at)
        else:
            seeds[seed] = [at]
    return seeds


def _runs(seeds: Seeds, other: Sequence[int]) -> list[Run]:
    """The longest runs of equal words, of at least a seed, in order. seeds: of the one text."""
    common: defaultdict[int, list[int]] = defaultdict(list)
    for b, seed in enumerate(other):
        if seed in seeds:
            common[seed].append(b)
    diagonals: defaultdict[int, list[int]] = defaultdict(list)
    for seed, others in common.items():
        places = seeds[seed]
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


def _enter(chains: list[_Chain], runs: Sequence[Run], sought: _Sought) -> None:
    """Add the best chain of each stretch of runs in order; of one that is too light for any, none.

    A stretch is what lies so near in the one text that a chain may lead through it.
    """
    stretch: list[Run] = []
    end = 0
    for run in runs:
        if stretch and run.a - end > GAP:
            _enter_one(chains, stretch, end, sought)
            stretch = []
        end = max(end, run.a + run.n) if stretch else run.a + run.n
        stretch.append(run)
    if stretch:
        _enter_one(chains, stretch, end, sought)


def _enter_one(chains: list[_Chain], stretch: list[Run], end: int, sought: _Sought) -> None:
    sums = sought.sums
    # No passage is heavier than all words that the stretch lies over.
    if sums[end] - sums[stretch[0].a] < LEAST or not sought.holds(stretch[0].a, end):
        return
    while stretch:
        chain, score = _heaviest(stretch, sums)
        if sum(_weight(run, sums) for run in chain) < LEAST:
            return
        if sought.holds(chain[0].a, chain[-1].a + chain[-1].n):
            heappush(chains, _Chain(-score, chain[-1], chain, stretch))
            return
        stretch = [run for run in stretch if run not in chain]


def _meets(runs: Sequence[Run], of_b: tuple[int, int]) -> bool:
    """Whether any of these runs has words of a range of the other text."""
    start, stop = of_b
    return any(run.b < stop and start < run.b + run.n for run in runs)


def _heaviest(runs: Sequence[Run], sums: Sequence[int]) -> tuple[list[Run], int]:
    """The chain of runs with the greatest score: in order in both texts, with small gaps. With its score."""
    if len(runs) == 1:
        return list(runs), _weight(runs[0], sums)
    # Of each run the score of the best chain that ends with it, and the run before it there.
    best: list[int] = []
    prior: list[int] = []
    # Runs that one may still be tied to, with where they end: later ones begin ever further on.
    near: list[tuple[int, int, int]] = []
    for n, (a, b, size) in enumerate(runs):
        score, before = 0, -1
        near = [held for held in near if a - held[1] <= GAP]
        for m, end_a, end_b in near:
            gap, other = a - end_a, b - end_b
            if gap >= 0 and 0 <= other <= GAP:
                made = best[m] - (gap if gap > other else other)
                if made > score:
                    score, before = made, m
        best.append(score + sums[a + size] - sums[a])
        prior.append(before)
        near.append((n, a + size, b + size))
    at = max(range(len(runs)), key=lambda n: (best[n], -n))
    score = best[at]
    chain = []
    while at >= 0:
        chain.append(runs[at])
        at = prior[at]
    chain.reverse()
    return chain, score


def _weight(run: Run, sums: Sequence[int]) -> int:
    return sums[run.a + run.n] - sums[run.a]


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


def _left(run: Run, of_a: tuple[int, int], of_b: tuple[int, int]) -> list[Run]:
    """What is left of a run outside of the words of a passage, where it is still a seed."""
    cuts = sorted(((of_a[0] - run.a, of_a[1] - run.a), (of_b[0] - run.b, of_b[1] - run.b)))
    found = []
    at = 0
    for first, stop in (*cuts, (run.n, run.n)):
        if min(first, run.n) - at >= SEED:
            found.append(Run(run.a + at, run.b + at, min(first, run.n) - at))
        at = max(at, stop)
    return found
