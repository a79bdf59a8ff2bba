"""What a reading finds: attributions, statements, points, and the facets beside them.

The fields are those of the records (`docs/records.md`); facets that no step reads yet are
empty or None, and never left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from secondsource.model.identity import digest
from secondsource.model.making import quick
from secondsource.model.report import Report
from secondsource.model.span import Span

Quote = Literal["direct", "indirect", "mixed"]
Polarity = Literal["asserted", "denied", "questioned"]
BasisKind = Literal[
    "first-hand", "human-source", "intercept", "imagery", "video", "document",
    "official-record", "testimony", "other-report", "analysis",
]  # fmt: skip
Level = Literal[
    "almost-no-chance", "very-unlikely", "unlikely", "even", "possible", "likely",
    "very-likely", "almost-certain", "none",
]  # fmt: skip
MentionType = Literal[
    "person", "organization", "unit", "place", "nationality", "weapon", "platform", "document", "event"
]
Form = Literal["name", "description", "pronoun"]
PartyType = Literal["person", "organization", "unit", "place", "platform", "weapon", "document"]
PartyKind = Literal["named", "unnamed", "group"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
TimeRelation = Literal["in", "since", "until", "before", "after", "from-to"]
NumberRelation = Literal["=", "~", ">", "<", ">=", "<=", "range", "up", "down"]
ScopeKind = Literal["total", "part", "period", "backlog"]
CreditKind = Literal["tag", "contributed", "told", "citing", "reported-by", "byline"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words of a report: their characters and where they stand. Several spans when interrupted."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Source, cue and content as the training corpus cuts them; an inner step of reading."""

    source: Phrase | None
    cue: Phrase | None
    content: Phrase | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The one whose words or knowledge are given.

    carried: the statement's own sentence has neither cue nor source; then spans is empty.
    party: the id of a party of the same reading, or None when left open.
    """

    text: str | None
    spans: tuple[Span, ...] = ()
    party: str | None = None
    carried: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """How the source knows, by kind, with the words that say so."""

    kind: BasisKind
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Certainty:
    """How sure the source is: the words as said, the probability band [low, high] they stand for."""

    words: tuple[Phrase, ...]
    low: float
    high: float
    level: Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One proposition of a content: a clause that could be true or false by itself.

    times and numbers are indexes into the reading's; parties and places are party ids.
    """

    id: str
    text: str
    spans: tuple[Span, ...]
    event: Phrase | None = None
    negated: bool = False
    times: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()
    places: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Who says what in one report. attributed is False for what the writer asserts alone.

    horizon: of a forecast, the index of the time that it looks ahead to, where it names one.
    """

    id: str
    attributed: bool
    parent: str | None = None
    source: Source | None
    cue: Phrase | None
    content: Phrase
    quote: Quote
    chain: tuple[str, ...] = ()
    basis: tuple[Basis, ...] = ()
    certainty: Certainty | None = None
    polarity: Polarity = "asserted"
    forecast: bool = False
    horizon: int | None = None
    parties: tuple[str, ...] = ()
    times: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()
    places: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that name, describe or stand for a party, and the party they were tied to.

    type is None for what is none of the listed kinds (an object, an amount) but is spoken of again.
    """

    text: str
    spans: tuple[Span, ...]
    type: MentionType | None
    form: Form
    party: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why: a code of the table of reasons, and the values it was found with."""

    code: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where on earth, in degrees, WGS 84; country is ISO 3166 alpha-2.

    geonames: the entry's number; None for what GeoNames has no entry of (seas, areas, a building in a town).
    """

    geonames: int | None
    latitude: float
    longitude: float
    country: str | None
    admin1: str | None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A person, organization, unit, place, platform, weapon or document that the report mentions."""

    id: str
    name: str
    type: PartyType | None
    kind: PartyKind
    aliases: tuple[str, ...] = ()
    role: str | None = None
    members: tuple[str, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A time with honest bounds: calendar days as written, both inclusive; None is open or unknown."""

    text: str
    spans: tuple[Span, ...]
    type: TimeType
    value: str | None
    earliest: str | None
    latest: str | None
    precision: str | None
    reasons: tuple[Reason, ...]
    relation: TimeRelation
    reference: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What a number counts or measures: the words, and the party of the reading that they mean, if one."""

    text: str
    spans: tuple[Span, ...]
    party: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What part of a count a number is: a total, a part, a period's count, a backlog."""

    kind: ScopeKind
    since: str | None = None
    area: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A figure with the bounds that its words allow; None is open."""

    text: str
    spans: tuple[Span, ...]
    low: float | None
    high: float | None
    approximate: bool
    relation: NumberRelation
    unit: str | None = None
    of: Counted | None = None
    per: str | None = None
    scope: Scope | None = None
    event: Phrase | None = None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """An agency or outlet that a report credits, with the words that do so.

    name: as it is known, else as written. kind: how it is credited. A credit of a byline has no spans where
    the byline is no part of the text.
    """

    text: str
    spans: tuple[Span, ...]
    name: str
    kind: CreditKind
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """The machinery that made a reading: its version, and the digest of its weights."""

    version: str
    weights: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything that one reader found in one report. Immutable, and a function of the two."""

    report: Report
    reader: Reader
    statements: tuple[Statement, ...] = ()
    mentions: tuple[Mention, ...] = ()
    parties: tuple[Party, ...] = ()
    times: tuple[Time, ...] = ()
    numbers: tuple[Number, ...] = ()
    credits: tuple[Credit, ...] = ()
    attributions: tuple[Attribution, ...] = ()


quick(
    Phrase,
    Attribution,
    Source,
    Basis,
    Certainty,
    Point,
    Statement,
    Mention,
    Reason,
    Place,
    Party,
    Time,
    Counted,
    Scope,
    Number,
    Credit,
    Reader,
    Reading,
)


def phrase(text: str, spans: tuple[Span, ...]) -> Phrase:
    """The words that stand at the spans of a text; stretches are joined by a space."""
    if len(spans) == 1:
        return Phrase(text=spans[0].of(text), spans=spans)
    return Phrase(text=" ".join([s.of(text) for s in spans]), spans=spans)


def statement_id(report: str, *, role: str, spans: tuple[Span, ...]) -> str:
    """The id of a statement or point: of its report, its role and where it stands.

    Facets are no part of it, so that a newer reader's changed facet keeps the id.
    """
    # The canonical JSON of {report, role, spans}, spelled out: a reading makes hundreds of these.
    stretches = ",".join([f"[{s.start},{s.end}]" for s in spans])
    return digest(f'{{"report":"{report}","role":"{role}","spans":[{stretches}]}}'.encode())
