"""A figure that is still being read."""

from __future__ import annotations

from dataclasses import dataclass, field

from secondsource.model.statement import NumberRelation, Reason
from secondsource.reading.numbers.figure import FigureKind
from secondsource.reading.tags import Range


@dataclass(slots=True)
class Draft:
    """What is known of a figure so far.

    core: the words of the number itself. first, last: the half-open range of words that it takes up, with
    currency, unit and modifiers. value: with its scale; scale: 1e6 of "1.2 million", else 1. digits: how
    many a plain numeral has, 0 for all others; grouped: thousands stand apart; zero: it begins with one.
    worded: in words; vague: without a figure ("dozens"); article: "a" stands for one. hyphened: a unit
    follows a hyphen. bounded: a modifier gave the relation. of_many: a number only beside another ("one in
    five"). dropped, why: it is none, and why not.
    """

    core: Range
    first: int
    last: int
    value: float
    scale: float = 1.0
    low: float | None = None
    high: float | None = None
    relation: NumberRelation = "="
    approximate: bool = False
    kind: FigureKind = "count"
    unit: str | None = None
    per: str | None = None
    worded: bool = False
    vague: bool = False
    fraction: bool = False
    article: bool = False
    digits: int = 0
    grouped: bool = False
    zero: bool = False
    hyphened: bool = False
    dropped: bool = False
    bounded: bool = False
    of_many: bool = False
    why: str = ""
    reasons: list[Reason] = field(default_factory=list)

    def because(self, code: str, *values: str) -> None:
        """Keep a reason."""
        self.reasons.append(Reason(code=code, values=values))
