"""The rows of claims in short: what ties them, how they stood, and what became of them since a moment."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict  # pydantic asks for this one below Python 3.12

from secondsource.records.rows import ReasonRow

State = Literal["single-origin", "confirmed", "disputed", "withdrawn", "superseded"]
Stance = Literal["asserts", "confirms", "denies", "asks", "corrects", "withdraws"]
RelationKind = Literal["refines", "refined-by", "conflicts", "supersedes", "superseded-by"]
ClaimFacet = Literal["number", "time", "place", "actor", "denial", "outcome", "manner", "other"]
ClaimTurn = Literal[
    "withdrawn", "corrected", "disputed", "revised", "confirmed", "open", "new", "denied", "supported",
    "weakened", "repeated", "fewer", "joined", "parted", "gone",
]  # fmt: skip


class StandRow(TypedDict):
    """How a claim stood. reports: in how many; low, high: its origins; denied: at most so many deny it."""

    state: State
    reports: int
    low: int
    high: int
    denied: int


class NewVoice(TypedDict):
    """A point of a claim in a report that came in since."""

    report: str
    path: str
    publisher: str | None
    published: str | None
    statement: str
    point: str
    text: str
    stance: Stance
    source: str | None


class ClaimRelation(TypedDict):
    """What a claim is to another one. text: what that one says."""

    claim: str
    kind: RelationKind
    facet: ClaimFacet | None
    probability: float
    reasons: list[ReasonRow]
    text: str


class ClaimNews(TypedDict):
    """What became of a claim since a moment of the ledger: how it stood before and stands after."""

    kinds: list[ClaimTurn]
    """The weightiest first."""
    text: str | None
    """Null where it is no more."""
    before: StandRow | None
    after: StandRow | None
    said: list[NewVoice]
    """By reports that came since, in the order of the claim."""
    reasons: list[ReasonRow]
    """Of the state that it has now."""
    relations: list[ClaimRelation]
    """Claims that it conflicts with, or that took its place."""
    into: str | None
    """The claim that holds its wording now, where it is no more."""


class ClaimRef(TypedDict):
    """A claim in short."""

    id: str
    text: str
    state: State
    low: int
    high: int
