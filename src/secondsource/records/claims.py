"""The rows of what reports say together: claims, their origins, echoes, figures, conflicts, briefs."""

from __future__ import annotations

from typing import Any, Literal

from typing_extensions import TypedDict  # pydantic asks for this one below Python 3.12

from secondsource.model.statement import NumberRelation
from secondsource.records.decisions import DecisionRow
from secondsource.records.ledger import ReportRef
from secondsource.records.rows import PhraseRow, ReasonRow, ScopeRow, SpanRow
from secondsource.records.turned import ClaimFacet, ClaimRelation, Stance, State

EdgeKind = Literal["copy", "credit", "same-source", "same-quote", "family", "unnamed", "document"]


class SaidRow(TypedDict):
    """One point of a claim: who says it, where, and how sure that it belongs here."""

    report: str
    path: str
    title: str | None
    publisher: str | None
    statement: str
    point: str
    spans: list[SpanRow]
    """Of the point, in code points of the report's text."""
    text: str
    stance: Stance
    source: str | None
    """The name of who says it; null where the report says it by itself."""
    party: str | None
    """The party of the ledger that says it."""
    chain: list[str]
    """Names from the one who speaks to the one who knows."""
    certainty: str | None
    published: str | None
    probability: float
    """That it belongs to this claim."""
    reasons: list[ReasonRow]
    wording: str
    """The id of its wording: points with one wording say it in the same words, with the same values."""
    withdrawn: str | None
    """The point that takes it back."""


class RootRow(TypedDict):
    """One origin. how: what makes it one; firm: that it surely is one of its own."""

    name: str
    party: str | None
    points: list[str]
    how: str
    firm: bool


# A voice that is, or may be, one with another; from, to: ids of points. `from` can be no name in a class.
OriginEdge = TypedDict(
    "OriginEdge",
    {
        "from": str,
        "to": str,
        "kind": EdgeKind,
        "sure": Literal["must", "may"],
        "reasons": list[ReasonRow],
    },
)


class OriginsRow(TypedDict):
    """How many independent origins there are, at least and at most, and why."""

    low: int
    high: int
    reasons: list[ReasonRow]
    roots: list[RootRow]
    edges: list[OriginEdge]


class ClaimItem(TypedDict):
    """A claim: what points across reports assert alike."""

    id: str
    text: str
    state: State
    reasons: list[ReasonRow]
    """Of the state."""
    first: str | None
    last: str | None
    """Published times of the first and the last report that says it."""
    said: list[SaidRow]
    origins: OriginsRow
    denials: OriginsRow
    relations: list[ClaimRelation]
    estimates: list[str]


class SpanOfOrigins(TypedDict):
    """How many independent origins there are, at least and at most."""

    low: int
    high: int


class ClaimHead(TypedDict):
    """A claim as the workbench lists it."""

    id: str
    text: str
    state: State
    origins: SpanOfOrigins
    denials: SpanOfOrigins
    reports: int
    first: str | None
    last: str | None
    sources: list[str]
    """The first by name."""
    more: int
    """Sources that are left out."""


class FigureRow(TypedDict):
    """A figure in a report. as_of: first and last day for which it holds."""

    low: float | None
    high: float | None
    relation: NumberRelation
    approximate: bool
    scope: ScopeRow | None
    report: str
    path: str
    statement: str
    point: str
    spans: list[SpanRow]
    text: str
    source: str | None
    published: str | None
    as_of: list[str | None]
    outlook: Literal["seen", "expected"]
    state: Literal["in-force", "superseded", "disputed"]


class FigureConflict(TypedDict):
    """Two figures that cannot both be true; indexes of the figures."""

    a: int
    b: int
    reasons: list[ReasonRow]


Revision = TypedDict("Revision", {"from": int, "to": int, "reasons": list[ReasonRow]})


class BoundsRow(TypedDict):
    """A range of figures; null is open."""

    low: float | None
    high: float | None


class SumRow(TypedDict):
    """Figures that add up to another: the parts, and the whole, as indexes."""

    parts: list[int]
    whole: int
    reasons: list[ReasonRow]


class FigureOutcome(TypedDict):
    """An expected figure, and the one seen that met it, or shows that it was missed; indexes."""

    expected: int
    seen: int
    result: Literal["met", "missed"]
    reasons: list[ReasonRow]


class CountedOf(TypedDict):
    """What is counted."""

    text: str
    party: str | None


class EstimateItem(TypedDict):
    """All figures for one thing, in time order; never their average."""

    id: str
    of: CountedOf
    event: PhraseRow | None
    place: str | None
    claim: str
    unit: str | None
    figures: list[FigureRow]
    conflicts: list[FigureConflict]
    revisions: list[Revision]
    sums: list[SumRow]
    outcomes: list[FigureOutcome]
    now: BoundsRow | None
    reasons: list[ReasonRow]


class EchoSide(TypedDict):
    """A report's part in an echo."""

    report: str
    path: str
    spans: list[SpanRow]


class EchoItem(TypedDict):
    """Words that two reports share, or a credit from one to the other. first: whose words they were."""

    kind: Literal["copy", "partial", "rewrite", "same-quote", "credit"]
    a: EchoSide
    b: EchoSide
    first: Literal["a", "b"] | None
    news: bool
    """False where the shared words are standing background, so that they make no shared origin."""
    holds: bool | None
    """Of a credit: whether the credited report holds what it is credited with; null where that is unknown."""
    probability: float
    reasons: list[ReasonRow]


class ConflictSide(TypedDict):
    """One side of a conflict: a claim, with who says it first."""

    text: str
    claim: str
    point: str | None
    report: str | None
    path: str | None
    source: str | None
    published: str | None
    figure: str | None
    origins: dict[str, int] | None


class ConflictItem(TypedDict):
    """Two accounts that cannot both be true."""

    kind: Literal["claims", "denial", "figures"]
    facet: ClaimFacet | None
    a: ConflictSide
    b: ConflictSide
    probability: float | None
    estimate: str | None
    reasons: list[ReasonRow]


class ShownClaim(TypedDict):
    """A claim with all that is known of it."""

    what: Literal["claim"]
    claim: ClaimItem
    estimates: list[EstimateItem]
    conflicts: list[ConflictItem]
    decisions: list[DecisionRow]


class FirstRow(TypedDict):
    """The earliest appearance of a claim. open: others of which it is not known whether they were earlier."""

    claim: str
    text: str
    first: SaidRow | None
    open: list[SaidRow]
    reasons: list[ReasonRow]


class OriginsOf(TypedDict):
    """The origins of a claim, those who confirm and those who deny apart."""

    claim: str
    text: str
    state: State
    said: list[SaidRow]
    origins: OriginsRow
    denials: OriginsRow


class BriefRow(TypedDict):
    """A brief: claims with what they stand on, what conflicts, how figures moved, and the reports named."""

    title: str
    claims: list[ClaimItem]
    totals: dict[str, int]
    conflicts: list[ConflictItem]
    estimates: list[EstimateItem]
    echoes: list[EchoItem]
    reports: list[ReportRef]


ROWS: dict[str, Any] = {
    "claims": ClaimItem,
    "claim": ShownClaim,
    "origins": OriginsOf,
    "echoes": EchoItem,
    "conflicts": ConflictItem,
    "estimates": EstimateItem,
    "first": FirstRow,
    "brief": BriefRow,
}
