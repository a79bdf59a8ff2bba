"""The rows of versions: what stands at one address, and what was changed from one version to the next."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict  # pydantic asks for this one below Python 3.12

from secondsource.records.rows import NumberRow, ReasonRow, SpanRow

EditKind = Literal["same", "removed", "added", "changed"]
Facet = Literal[
    "content", "source", "cue", "number", "time", "place",
    "polarity", "certainty", "forecast", "basis", "quote",
]  # fmt: skip


class VersionMark(TypedDict):
    """Which version of a report it is: the n-th of `of`, from 1."""

    n: int
    of: int
    latest: str
    """The id of the version in force, which is the last."""


class WordEditRow(TypedDict):
    """Words inside a paragraph. a, b: where they stand in the older and the newer text; empty where not."""

    kind: EditKind
    a: SpanRow
    b: SpanRow
    before: str | None
    after: str | None
    """The words, null of what is the same."""


class EditRow(WordEditRow):
    """Paragraphs of the two texts compared, in order; blanks count for nothing."""

    words: list[WordEditRow]
    """Of a changed paragraph, all of it from its first word to its last."""


class FieldChangeRow(TypedDict):
    """A field of the report that is not as it was."""

    field: Literal["title", "publisher", "byline", "dateline", "published", "language", "address", "record"]
    before: str | None
    after: str | None


class FigureChangeRow(TypedDict):
    """A figure that stands in both versions with other bounds, or in one alone."""

    kind: Literal["changed", "added", "dropped"]
    text: str
    """In words: `40 → 60 villages`."""
    before: NumberRow | None
    after: NumberRow | None


class SaidRow(TypedDict):
    """A statement of one of the versions. source: the name of its party, else its words."""

    id: str
    attributed: bool
    source: str | None
    cue: str | None
    content: str
    start: int
    end: int


class StatementChangeRow(TypedDict):
    """A statement through both versions. facets: what of it is not as it was."""

    kind: Literal["kept", "changed", "added", "dropped"]
    facets: list[Facet]
    before: SaidRow | None
    after: SaidRow | None


class ChangesRow(TypedDict):
    """What was changed from one version to another, in short."""

    text_changed: bool
    """Whether words of the text were."""
    silent: bool
    """Words were changed, and neither the time of publication nor the text says so."""
    reasons: list[ReasonRow]
    fields: list[FieldChangeRow]
    numbers: list[FigureChangeRow]
    """Those that are not as they were first."""
    read: bool
    """Whether both versions were read; where not, there are no numbers and statements."""
    kept: int
    """Words of the older text that the newer one has too."""
    of: int
    """Words of the longer of the two."""


class VersionChanges(ChangesRow):
    """What was changed from one version to another, statement by statement and word by word."""

    statements: list[StatementChangeRow]
    """By their place; dropped ones where they stood."""
    text: list[EditRow]


class VersionRef(TypedDict):
    """One version of a report. n: from 1, the oldest; of: how many there are."""

    n: int
    of: int
    in_force: bool
    """The last one: what lists and counts go by."""
    id: str
    path: str
    address: str | None
    title: str | None
    publisher: str | None
    published: str | None
    retrieved: str | None
    """When it is first known to have been there, UTC; but for copies of web archives by this ledger alone."""
    order: Literal["published", "retrieved", "unknown"] | None
    """How it is known to come after the one before; retrieved: by times of this ledger. Null of the first."""
    reasons: list[ReasonRow]
    """What makes it a version."""


class VersionItem(VersionRef):
    """One version of a report, with what was changed."""

    changes: VersionChanges | None
    """From the version before; null of the first."""


class VersionNews(TypedDict):
    """A version of a report that came in when another was known already."""

    mark: VersionMark
    against: str
    """The id of the version that it is compared with: the one before; of the oldest the one after."""
    older: bool
    """Whether it is older than that one."""
    changes: ChangesRow
    """From the older of the two to the newer."""
