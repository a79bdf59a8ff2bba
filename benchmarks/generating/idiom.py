"""The words that one story is told in, and no other: what is told of a matter is told again in its own words.

Without them templates would be known again from one story to the next, as the news never is: of a thousand
wire reports four in a report share five words in a row with another, and nearly all of the same week.
"""

from __future__ import annotations

import re

from benchmarks.generating.cast import Random, pick
from benchmarks.generating.markup import Program
from benchmarks.generating.words import ANY
from benchmarks.generating.writing import SLOTS

_WORDS, _MARK = SLOTS["words"], SLOTS["<"]
# An article, and the word behind it as far as the template writes it.
_ARTICLE = re.compile(r"\b((?:[Tt]he|[Aa]) )(\w*)")


class Idiom:
    """Tells clauses in a story's own words: an adjective for each thing and an adverb for each deed.

    rnd: what chance in this story is taken from, and nothing else's.
    """

    def __init__(self, rnd: Random) -> None:
        self._rnd = rnd
        self._told: dict[Program, Program] = {}
        self._words: dict[tuple[str, str], str] = {}

    def __call__(self, program: Program) -> Program:
        """The clause as it is told in this story."""
        held = self._told.get(program)
        if held is None:
            held = self._told[program] = tuple(self._steps(program))
        return held

    def _steps(self, program: Program) -> Program:
        found = []
        for at, (step, held) in enumerate(program):
            if step is _WORDS:
                held = _ARTICLE.sub(lambda match: f"{match[1]}{self._word('adj', match[2])} {match[2]}", held)
            elif step is _MARK and held == "e" and at:
                found.append((_WORDS, f"{self._word('ly', str(program[at + 1][1]))} "))
            found.append((step, held))
        return tuple(found)

    def _word(self, kind: str, of: str) -> str:
        """The word of a kind that goes with another one in this story."""
        held = self._words.get((kind, of))
        if held is None:
            held = self._words[kind, of] = pick(self._rnd, ANY[kind])
        return held
