"""A number as its words give it, before what it counts is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from secondsource.model.span import Span
from secondsource.model.statement import NumberRelation, Reason
from secondsource.reading.tags import Range

FigureKind = Literal["count", "measure", "money", "share", "duration", "factor"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure in its report.

    span: its characters, with modifier and unit ("more than 10,000", "$1.2bn", "12 to 19 percent").
    words: the words that share characters with the span. core: the words of the number itself, without
    modifiers and unit. kind "count" is of things ("12,000 troops"); "share" a percentage or fraction;
    "factor" how many times ("twice", "tenfold").
    """

    span: Span
    words: Range
    core: Range
    low: float | None
    high: float | None
    approximate: bool
    relation: NumberRelation
    kind: FigureKind
    unit: str | None = None
    per: str | None = None
    reasons: tuple[Reason, ...] = ()
