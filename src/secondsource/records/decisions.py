"""The rows of decisions: who decided what, where it stands in a reading, and what happened when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from typing_extensions import TypedDict  # pydantic asks for this one below Python 3.12

from secondsource.model.decision import Decision, DecisionKind
from secondsource.records.rows import SpanRow


class DecisionRow(TypedDict):
    """A decision. target is the one id that it is about; decided is when it was made, UTC."""

    id: str
    kind: DecisionKind
    target: str
    body: dict[str, Any]
    author: str | None
    decided: str
    why: str | None
    in_force: bool
    withdrawn_by: list[str]
    """The withdrawals in force, by rank."""


class FoundRow(TypedDict):
    """A thing of a reading: its id there, its words, and where they stand."""

    id: str
    text: str
    spans: list[SpanRow]


class PlacementRow(TypedDict):
    """Where a decision on text stands in the reading in force. Nothing is moved to a lookalike."""

    decision: DecisionRow
    report: str
    path: str
    state: Literal["kept", "recut", "orphan"]
    """recut: the same but for marks and blanks at its ends; orphan: it, or a value of it, has no place."""
    at: FoundRow | None
    lookalikes: list[FoundRow]
    """What has the same words elsewhere, or shares a part of the place."""


class VersionRow(TypedDict):
    """Another text at the address of a decision's report, and whether its words stand there."""

    report: str
    path: str
    published: str | None
    state: Literal["found", "lost"]
    """found: between the same words as in the decision's own report."""
    at: SpanRow | None
    lookalikes: list[SpanRow]


class BroughtRow(TypedDict):
    """One piece of evidence that an entry of the log brought in.

    what: a path, a reader's version, the kind of a decision.
    """

    kind: str
    id: str
    what: str


class EntryRow(TypedDict):
    """One entry of the log: who did what, when. place: where the next page begins."""

    place: str
    at: str
    writer: str
    n: int
    action: str
    author: str | None
    hash: str


class HistoryRow(EntryRow):
    """One entry of the log: who did what, when, and what came in. place: where the next page begins."""

    brought: list[BroughtRow]
    decisions: list[DecisionRow]


class HistoryHead(EntryRow):
    """An entry of the log as lists show it. things: how many pieces of evidence came in with it."""

    things: int
    decisions: list[DecisionRow]


class StoryRow(TypedDict):
    """A story: its reports that are here and not removed, and the queries that it was filled by."""

    id: str
    name: str
    closed: bool
    reports: list[str]
    queries: list[Any]


def decision_row(decision: Decision, withdrawn_by: Iterable[Decision] = ()) -> DecisionRow:
    """A decision as a row, with the withdrawals of it that are in force."""
    by = [held.id for held in withdrawn_by]
    return {
        "id": decision.id,
        "kind": decision.kind,
        "target": decision.target,
        "body": decision.body,
        "author": decision.author,
        "decided": decision.decided,
        "why": decision.why,
        "in_force": not by,
        "withdrawn_by": by,
    }
