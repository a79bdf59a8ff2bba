"""The rows that `read` publishes, field by field: the types that the JSON Schema is made from.

Key order in a row is the order of the fields here. A field is never left out, but for the two that
an option adds (`text`, `attributions`), and `decided`, which only a ledger's rows may have.
"""

from __future__ import annotations

from typing import Literal, NotRequired

from typing_extensions import TypedDict  # pydantic asks for this one below Python 3.12

from secondsource.model.statement import (
    BasisKind,
    CreditKind,
    Form,
    Level,
    MentionType,
    NumberRelation,
    PartyKind,
    PartyType,
    Polarity,
    Quote,
    ScopeKind,
    TimeRelation,
    TimeType,
)

SpanRow = tuple[int, int]


class PhraseRow(TypedDict):
    """Words of the report and where they stand: [start, end) in code points of its text."""

    text: str
    spans: list[SpanRow]


class SourceRow(TypedDict):
    """The one whose words or knowledge are given."""

    text: str | None
    spans: list[SpanRow]
    party: str | None
    """The id of a party of this row, or null when left open."""
    carried: bool
    """The statement's own sentence has neither cue nor source."""


class BasisRow(TypedDict):
    """How the source knows, and the words that say so."""

    kind: BasisKind
    text: str
    spans: list[SpanRow]


class CertaintyRow(TypedDict):
    """The words of certainty, and the band of probability that they stand for."""

    words: list[PhraseRow]
    low: float
    high: float
    level: Level


class DecidedRow(TypedDict):
    """One decision in force that a row shows. field: the one it sets; null for the whole."""

    decision: str
    kind: Literal["accept", "reject", "correct", "mark"]
    field: str | None


class PointRow(TypedDict):
    """One proposition of a content that could be true or false by itself."""

    id: str
    text: str
    spans: list[SpanRow]
    event: PhraseRow | None
    negated: bool
    times: list[int]
    numbers: list[int]
    places: list[str]
    parties: list[str]
    decided: NotRequired[list[DecidedRow]]
    """Only in a ledger, and where a decision in force says something of it."""


class StatementRow(TypedDict):
    """Who says what. Parties and places are party ids; times and numbers are indexes of this row's."""

    id: str
    attributed: bool
    """False for what the writer asserts alone."""
    parent: str | None
    """The id of the statement that this one stands inside."""
    source: SourceRow | None
    cue: PhraseRow | None
    content: PhraseRow
    quote: Quote
    chain: list[str]
    """Parties from the one who speaks to the one who knows."""
    basis: list[BasisRow]
    certainty: CertaintyRow | None
    polarity: Polarity
    forecast: bool
    horizon: int | None
    """Of a forecast, the index of the time that it looks ahead to."""
    parties: list[str]
    times: list[int]
    numbers: list[int]
    places: list[str]
    grounds: list[str]
    """The statements for which this one gives the ground."""
    points: list[PointRow]
    decided: NotRequired[list[DecidedRow]]
    """Only in a ledger, and where a decision in force says something of it."""


class ReasonRow(TypedDict):
    """Why: a code, the values it was found with, and both in words."""

    code: str
    values: list[str]
    text: str


class MentionRow(TypedDict):
    """Words that name, describe or stand for a party."""

    text: str
    spans: list[SpanRow]
    type: MentionType | None
    """Null for what is none of these kinds but is spoken of again."""
    form: Form
    party: str | None


class PlaceRow(TypedDict):
    """A gazetteer's entry. Degrees, WGS 84; country is ISO 3166 alpha-2."""

    geonames: int | None
    latitude: float
    longitude: float
    country: str | None
    admin1: str | None
    reasons: list[ReasonRow]


class PartyRow(TypedDict):
    """A person, organization, unit, place, platform, weapon or document that the report mentions."""

    id: str
    name: str
    type: PartyType | None
    kind: PartyKind
    aliases: list[str]
    role: str | None
    members: list[str]
    place: PlaceRow | None
    decided: NotRequired[list[DecidedRow]]
    """Only in a ledger, and where a decision in force says something of it."""


class TimeRow(TypedDict):
    """A time with its bounds: days as written, both inclusive; null is open or unknown."""

    text: str
    spans: list[SpanRow]
    type: TimeType
    value: str | None
    """TIMEX3."""
    earliest: str | None
    latest: str | None
    precision: str | None
    reasons: list[ReasonRow]
    relation: TimeRelation
    reference: str | None
    decided: NotRequired[list[DecidedRow]]
    """Only in a ledger, and where a decision in force says something of it."""


class ScopeRow(TypedDict):
    """What part of a count a number is."""

    kind: ScopeKind
    since: str | None
    area: str | None


class CountedRow(TypedDict):
    """What is counted or measured."""

    text: str
    spans: list[SpanRow]
    party: str | None
    """The id of a party of this row, or null where it is none."""


class NumberRow(TypedDict):
    """A figure with the bounds that its words allow; null is open."""

    text: str
    spans: list[SpanRow]
    low: float | None
    high: float | None
    approximate: bool
    relation: NumberRelation
    unit: str | None
    of: CountedRow | None
    per: str | None
    scope: ScopeRow | None
    event: PhraseRow | None
    reasons: list[ReasonRow]
    decided: NotRequired[list[DecidedRow]]
    """Only in a ledger, and where a decision in force says something of it."""


class CreditRow(TypedDict):
    """An agency or outlet that the report credits, and the words that do."""

    text: str
    spans: list[SpanRow]
    name: str
    """As it is known, else as written."""
    kind: CreditKind
    reasons: list[ReasonRow]


class ErrorRow(TypedDict):
    """Why nothing was read: one word for programs, one line for people."""

    kind: str
    message: str


class FieldReasonRow(TypedDict):
    """Where a field of the report was read, or why it stays open: a code, its values, both in words."""

    field: str
    code: str
    values: list[str]
    text: str


class ReportRow(TypedDict):
    """What is known of the report. length is in code points."""

    id: str
    title: str | None
    publisher: str | None
    byline: str | None
    dateline: str | None
    published: str | None
    retrieved: str | None
    language: str | None
    length: int
    reasons: list[FieldReasonRow]
    """Where byline, dateline, publisher and published were read."""
    text: NotRequired[str]
    """Only with --with-text."""


class ReaderRow(TypedDict):
    """The machinery that made the reading."""

    version: str
    weights: str


class AttributionRow(TypedDict):
    """Source, cue and content as the reader's training corpus cuts them."""

    source: PhraseRow | None
    cue: PhraseRow | None
    content: PhraseRow | None


class ReadRow(TypedDict):
    """What `secondsource read` gives for one report; with an error, lists are [] and all else is null."""

    path: str
    """What was given: a file name or address, FILE#ID or FILE#L12 for a row of a record file."""
    error: ErrorRow | None
    report: ReportRow | None
    reader: ReaderRow | None
    statements: list[StatementRow]
    mentions: list[MentionRow]
    parties: list[PartyRow]
    times: list[TimeRow]
    numbers: list[NumberRow]
    credits: list[CreditRow]
    attributions: NotRequired[list[AttributionRow]]
    """Only with --raw."""
