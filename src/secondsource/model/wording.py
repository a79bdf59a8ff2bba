"""What linking compares: a point's words with its resolved values, made whole numbers and folded keys.

A wording is what points share that say the same in the same words with the same values; a thousand copies are
one. Days are proleptic ordinals (1 January of year 1 is 1), figures thousandths, probabilities thousandths.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from secondsource.model.statement import Reason

Label = Literal["same", "refines-a", "refines-b", "conflicts", "supersedes-a", "supersedes-b", "apart"]
Polarity = Literal["asserted", "denied", "questioned"]
Outlook = Literal["seen", "expected"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A party as a report writes it: the folded name, its type and, for places, the id in GeoNames."""

    key: str
    type: str | None = None
    place: int | None = None
    named: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with what it counts. low, high: thousandths, both inside; None is open.

    of, event, unit, area: folded keys, "" or None where nothing is said. since: a day.
    """

    low: int | None
    high: int | None
    unit: str = ""
    of: str = ""
    event: str = ""
    relation: str = "="
    approximate: bool = False
    scope: Literal["total", "part", "period", "backlog"] | None = None
    since: int | None = None
    area: str | None = None
    outlook: Outlook = "seen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What points that say the same in the same words with the same values share.

    words: folded stems of the content words, in order. event: the key of what happened. actors: who did
    it, among `forms`. times: first and last day of each. places: GeoNames ids, else folded names. quotation:
    a digest of the words inside marks. vague: fewer than two of actor, event, place, time and number.
    keys: signed 64-bit keys to look for candidates by. whole: the sentence around. day: on which it was
    published, so that what is said on two days is two wordings. where: its places, else the one told last
    before its end, else the first of the report.
    """

    id: str
    text: str
    words: tuple[str, ...]
    event: str = ""
    negated: bool = False
    polarity: Polarity = "asserted"
    forecast: bool = False
    actors: tuple[Form, ...] = ()
    forms: tuple[Form, ...] = ()
    figures: tuple[Figure, ...] = ()
    times: tuple[tuple[int | None, int | None], ...] = ()
    places: tuple[int | str, ...] = ()
    quotation: str = ""
    vague: bool = False
    keys: tuple[int, ...] = ()
    whole: str = ""
    day: int | None = None
    where: tuple[int | str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One point of one report, and its wording. published: the report's time as written, or None."""

    point: str
    report: str
    statement: str
    wording: str
    published: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """What two wordings are to each other; a is the lower id.

    probability: thousandths, that both belong to one claim. sign: -1 where one denies the other (then the
    label is "same"). facet: of a conflict. A label with -a says that a says more, or takes b's place.
    """

    a: str
    b: str
    label: Label
    probability: int
    sign: Literal[1, -1] = 1
    facet: str | None = None
    reasons: tuple[Reason, ...] = ()
