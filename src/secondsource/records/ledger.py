"""The rows of the ledger's views: what is found, listed and shown, and what is new."""

from __future__ import annotations

from typing import Any, Literal

from typing_extensions import TypedDict  # pydantic asks for this one below Python 3.12

from secondsource.model.statement import Level, PartyKind, PartyType, Polarity, Quote
from secondsource.records.decisions import DecisionRow
from secondsource.records.outcomes import ChangeRow, OutcomeRow
from secondsource.records.rows import ReadRow, ReasonRow, SpanRow, StatementRow
from secondsource.records.turned import ClaimNews, ClaimRef
from secondsource.records.versions import VersionItem, VersionMark, VersionNews, VersionRef


class ReportItem(TypedDict):
    """A report as lists name it."""

    id: str
    path: str
    title: str | None
    publisher: str | None
    published: str | None
    language: str | None
    length: int
    """Code points of its text."""
    statements: int
    """Of its reading in force."""
    reading: str | None
    """The id of the reading in force, or null where it was not read."""
    version: VersionMark | None
    """Which of its versions it is; null where no other is known."""


class ReportRef(TypedDict):
    """The report that something stands in."""

    id: str
    path: str
    title: str | None
    publisher: str | None
    published: str | None


class SnippetRow(TypedDict):
    """A stretch of a text. start: where it begins; marks: the hits, both in code points of the whole text."""

    text: str
    start: int
    marks: list[SpanRow]


class StatementItem(TypedDict):
    """A statement as lists name it."""

    id: str
    report: ReportRef
    n: int
    """Its place among the statements of the report."""
    attributed: bool
    parent: str | None
    source: str | None
    """The words of the source, as in the text."""
    party: str | None
    """The source's folded name: what `--source` finds it by."""
    cue: str | None
    content: str
    start: int
    end: int
    """From the first of the content to its last: code points of the report's text."""
    quote: Quote
    polarity: Polarity
    forecast: bool
    certainty: Level | None
    low: float | None
    high: float | None
    """The band of probability of the certainty."""


class FoundStatement(StatementItem):
    """A statement that a search found."""

    snippet: SnippetRow
    """Of the content."""
    version: VersionMark | None
    """Which version of its report it stands in; null where no other is known."""


class FoundReport(ReportItem):
    """A report that a search found."""

    snippet: SnippetRow | None
    """Of the text, null where no words were asked for. Hits in the title alone leave its marks empty."""


class FacetRow(TypedDict):
    """One value of a facet, and how many of the statements found have it. text: as people write it."""

    key: str
    text: str
    count: int


class FacetsRow(TypedDict):
    """The most frequent values of each facet, most frequent first; month is that of publication."""

    source: list[FacetRow]
    publisher: list[FacetRow]
    place: list[FacetRow]
    party: list[FacetRow]
    month: list[FacetRow]


class CountsRow(TypedDict):
    """How much a search finds."""

    total: int
    """Statements found in reports in force; where exact is false, there are at least so many."""
    earlier: int
    """Statements found besides in earlier versions of reports: no facet counts them."""
    exact: bool
    counted: int
    """The statements that the facets count: all of them, or the first of the order."""
    facets: FacetsRow


class CustodyRow(TypedDict):
    """One entry of the log that brought something in. at: UTC."""

    at: str
    writer: str
    n: int
    action: str
    author: str | None
    hash: str


class AcquisitionRow(TypedDict):
    """Where and when a report was received, and the capture that came."""

    path: str
    address: str | None
    fetched: str | None
    capture: str | None
    headers: list[tuple[str, str]]


class CaptureRow(TypedDict):
    """Bytes as received. id is their digest; size in bytes."""

    id: str
    media: str
    size: int
    kept: bool
    """False where a removal took the bytes away, or they were never here."""


class ReadingItem(TypedDict):
    """One reading of a report."""

    id: str
    version: str
    weights: str
    in_force: bool
    removed: bool
    came: list[CustodyRow]


class ShownReport(TypedDict):
    """A report with all that the ledger knows of it."""

    what: Literal["report"]
    report: ReportItem
    byline: str | None
    dateline: str | None
    address: str | None
    removed: bool
    stories: list[str]
    versions: list[VersionRef]
    """All versions of it, itself among them, the oldest first; [] where no other is known."""
    came: list[CustodyRow]
    acquisitions: list[AcquisitionRow]
    captures: list[CaptureRow]
    readings: list[ReadingItem]
    decisions: list[DecisionRow]
    """On the report and on what it says, by id."""
    read: ReadRow | None
    """The reading in force as the decisions leave it, with the text."""


class ShownStatement(TypedDict):
    """A statement with what was read of it, where it stands, and what was decided."""

    what: Literal["statement"]
    item: StatementItem
    statement: StatementRow
    read: ReadRow
    """What the indexes and party ids of the statement refer to, without the text; its only statement."""
    prefix: str
    suffix: str
    """What stands before and behind its content in the report."""
    decisions: list[DecisionRow]


class FormRow(TypedDict):
    """A form of a name, and in how many reports it stands."""

    text: str
    reports: int


class RoleRow(TypedDict):
    """A role that reports give somebody, and the first and last day of those that do."""

    text: str
    since: str | None
    until: str | None


class SeenRow(TypedDict):
    """A party of a report that is of a party of the ledger. name: as it is called there; reasons: why."""

    report: str
    path: str
    party: str
    name: str
    reasons: list[ReasonRow]


class MayBeRow(TypedDict):
    """A party that another may be, without being joined to it. party: its id; name: as it is shown."""

    party: str
    name: str
    reasons: list[ReasonRow]


PartyPlaces = TypedDict("PartyPlaces", {"in": list[SeenRow]})


class PartyItem(PartyPlaces):
    """A party of the ledger: what it is called, what it is, where it stands, and whom else it may be.

    Of what was never linked, and of the ledger at an earlier moment, a folded name stands for a party: then
    id and type are null, and what comes of linking is [].
    """

    id: str | None
    """Of the profile that leads it; ids of parties that were joined to it go on meaning it."""
    name: str
    type: PartyType | None
    kind: PartyKind | None
    aliases: list[str]
    """Its other names, as written."""
    roles: list[RoleRow]
    bodies: list[str]
    """Ids of the parties that it speaks or works for."""
    spokesman: bool
    """A report has it speak for such a body: its word is then that body's own."""
    may_be: list[MayBeRow]
    key: str
    """The folded name."""
    text: str
    """The name, as `name`."""
    reports: int
    """In how many reports it stands; of a folded name, its most frequent form."""
    forms: list[FormRow]
    """All that it is called; in how many places each."""


class SourceItem(TypedDict):
    """Somebody who says something. key: the folded name, or folded words where it has none."""

    key: str
    text: str
    statements: int
    reports: int
    first: str | None
    last: str | None
    """Published times of the first and the last report in which it speaks; null where none is known."""
    basis: list[FacetRow]
    """How it says that it knows, most frequent first."""


class ShownParty(TypedDict):
    """A party: what it is called, what it said, and what was said of it."""

    what: Literal["party"]
    party: PartyItem
    source: SourceItem | None
    """Null where it says nothing."""
    statements: list[StatementItem]
    """The newest that it said."""
    mentioned: list[StatementItem]
    """The newest that speak of it."""


class ShownReading(TypedDict):
    """A reading: of which report, and what it holds."""

    what: Literal["reading"]
    reading: ReadingItem
    report: ReportItem
    read: ReadRow | None
    """Null after a removal."""


class ShownDecision(TypedDict):
    """A decision."""

    what: Literal["decision"]
    decision: DecisionRow
    came: list[CustodyRow]


class ShownCapture(TypedDict):
    """A capture, and the reports that were read from it."""

    what: Literal["capture"]
    capture: CaptureRow
    came: list[CustodyRow]
    reports: list[ReportItem]


ShownRow = ShownReport | ShownStatement | ShownParty | ShownReading | ShownDecision | ShownCapture


class TimelineItem(TypedDict):
    """A statement at one of its times. Days are inclusive; null is open."""

    earliest: str | None
    latest: str | None
    value: str | None
    """TIMEX3."""
    statement: StatementItem
    claims: list[ClaimRef]
    """What the statement claims, as all reports together have it; [] where nothing was linked yet."""


class ChangeItem(TypedDict):
    """Something new in the ledger. at: when it came in (UTC); n: the entry of this ledger's log."""

    at: str
    n: int
    what: Literal["claim", "report", "version", "reading", "decision"]
    """version: a report of which another version was known already."""
    id: str
    report: ReportItem | None
    """The report that is new, was read, or is decided upon; null where it is no longer here."""
    in_force: bool
    """Of a reading or decision: whether it is in force now."""
    decision: DecisionRow | None
    version: VersionNews | None
    """What was changed, of a version."""
    claim: ClaimNews | None
    """What became of a claim."""


# Every type of this page, for the schema and the page of records.
ROWS: dict[str, Any] = {
    "add": OutcomeRow,
    "watch": ChangeRow,
    "search": FoundStatement,
    "search-reports": FoundReport,
    "counts": CountsRow,
    "reports": ReportItem,
    "show": ShownRow,
    "sources": SourceItem,
    "parties": PartyItem,
    "timeline": TimelineItem,
    "changes": ChangeItem,
    "versions": VersionItem,
}
