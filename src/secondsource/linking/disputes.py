"""Whether two claims that look like a conflict, or like two states of one count, are borne out as such.

The pair reader was taught on pairs that people had chosen as being of one matter. Of what merely shares a
key, nearly all that it calls a conflict are two matters; so a conflict is told only where it, and what is
compared without it, are sure of one happening.
"""

from __future__ import annotations

import re

from secondsource.linking.compare import Levels, compare, counted_alike, side_of, values_level
from secondsource.linking.relations import settled
from secondsource.linking.weights import matter, shipped
from secondsource.model.answer import Answer
from secondsource.model.wording import Edge, Figure, Wording

# Thousandths of one event that the pair reader has to see, and of one matter by the levels: of figures of one
# day; at least; where only words tell what the conflict is about.
_EVENT, _NEAR, _ONE, _SURER = 900, 300, 500, 600
_MANY = 4  # stems that are the same, where the same words settled it
# Thousandths that the label is right, and where only words tell; tenths of the words that are then shared.
_RIGHT, _LIKELY, _HALF = 500, 700, 5
# Of one matter where two figures at one scene are held against each other that linking did not tie.
_SCENE = 300
_HUNDRED = 100_000  # in thousandths
# What is counted beside others: "another three", "seven more were injured".
_BESIDE = re.compile(r"\b(?:another|additional|further|others?)\b|\bmore\b(?! than)", re.IGNORECASE)


def borne_out(a: Wording, b: Wording, edge: Edge, answer: Answer | None, *, right: int) -> bool:
    """Whether an edge that tells of a conflict, or of one count that took another's place, may be told.

    right: thousandths that its label is right. answer: None where no pair reader was asked.
    """
    levels = compare(a, b)
    one = matter(levels, shipped())
    if edge.facet in (None, "number") and (_told_alike(a, b) or _beside(a, b)):
        return False
    if levels.published == "more":
        return False
    if settled(a, b, levels) is not None:
        return _one_figure_apart(a, b) and not _elsewhere(a, b)
    if answer is not None and answer.event < _EVENT:
        return False
    if levels.parties in ("crossed", "other") and edge.facet != "actor":
        return False
    if levels.places == "other" and edge.facet != "place":
        return False
    if _excluding(edge.facet or "number", levels):
        near = edge.facet in (None, "number") and levels.published == "1"
        return right >= _RIGHT and one >= (_NEAR if near else _ONE)
    told = edge.facet not in (None, "number") and levels.words >= _HALF
    return told and right >= _LIKELY and one >= _SURER


def _one_figure_apart(a: Wording, b: Wording) -> bool:
    """Whether the same words tell but one figure that differs: "category 4, 130 mph" and "category 2, 119
    mph" are two things.
    """
    one, other = side_of(a), side_of(b)
    figures = one.digits ^ other.digits
    return len((one.stems & other.stems) - figures) >= _MANY and len(figures) <= 2


def _excluding(facet: str, levels: Levels) -> bool:
    """Whether what a conflict is about was read as differing on both sides."""
    if facet == "number":
        return levels.figures in ("other", "maybe-other") and levels.event != "other"
    if facet == "time":
        return levels.times in ("near", "apart")
    if facet == "actor":
        return levels.actors in ("swapped", "other")
    return facet == "place" and levels.places == "other"


def of_one_happening(a: Wording, b: Wording) -> bool:
    """Whether figures of two claims that linking did not tie can be held against each other: told within a
    week, of one scene, and not in so many words of another day, party or place.
    """
    levels = compare(a, b)
    if levels.published not in ("1", "7") or levels.times in ("apart", "late"):
        return False
    if levels.parties in ("crossed", "other") or levels.places == "other" or _beside(a, b):
        return False
    if _elsewhere(a, b):
        return False
    return _tied(levels) and matter(levels, shipped()) >= _SCENE


def of_one_count(a: Wording, b: Wording) -> bool:
    """Whether a claim that says more than another counts the same: both tell one figure, or figures of one
    deed on one day that exclude each other.
    """
    if _told_alike(a, b):
        return True
    levels = compare(a, b)
    near = levels.figures == "other" and levels.event == "same" and levels.published == "1"
    if not near or levels.parties in ("crossed", "other") or levels.places == "other" or _beside(a, b):
        return False
    return matter(levels, shipped()) >= _NEAR


def _told_alike(a: Wording, b: Wording) -> bool:
    """Whether both tell one figure of one thing, or of whatever where it is hardly the same by chance: then
    another beside it is of another.
    """
    return any(
        values_level(one, other) == "equal"
        and (counted_alike(one, other) or (one.unit == other.unit and _telling(one)))
        for one in a.figures
        for other in b.figures
    )


def _telling(figure: Figure) -> bool:
    """Whether a figure has three digits or more."""
    return figure.low is not None and abs(figure.low) >= _HUNDRED


def _tied(levels: Levels) -> bool:
    """Whether a party, a place or a day that both name ties them to one happening."""
    return (
        levels.parties in ("same", "more-a", "more-b")
        or levels.places in ("same", "some")
        or levels.times in ("same", "within-a", "within-b", "overlap")
    )


def _elsewhere(a: Wording, b: Wording) -> bool:
    """Whether the scenes of both are told, and differ."""
    return bool(a.where and b.where) and not set(a.where) & set(b.where)


def _beside(a: Wording, b: Wording) -> bool:
    """Whether one of the two counts what comes on top of others."""
    return any(_BESIDE.search(wording.text) for wording in (a, b) if wording.figures)
