"""The rows of the command line over REST: lists in pages, things by id, decisions."""

from __future__ import annotations

from typing import Annotated, Any, Generic, TypeVar

from fastapi import APIRouter, Body, Path, Request
from typing_extensions import TypedDict

from secondsource.desk.pages import Pages
from secondsource.records.claims import (
    BriefRow,
    ClaimItem,
    ConflictItem,
    EchoItem,
    EstimateItem,
    FirstRow,
    OriginsOf,
    ShownClaim,
)
from secondsource.records.decisions import DecisionRow, HistoryRow, StoryRow
from secondsource.records.ledger import (
    ChangeItem,
    CountsRow,
    FoundReport,
    FoundStatement,
    PartyItem,
    ReportItem,
    ShownRow,
    SourceItem,
    TimelineItem,
)
from secondsource.records.pictures import DoubtItem, MapRow, NetworkRow
from secondsource.records.versions import VersionItem
from secondsource.web.asking import Asked, Asking
from secondsource.web.desks import Held
from secondsource.web.faults import FaultRow

T = TypeVar("T")
_FAULTS: dict[int | str, dict[str, Any]] = {
    status: {"model": FaultRow} for status in (400, 403, 404, 409, 413, 421, 422, 500, 503)
}
router = APIRouter(responses=_FAULTS)
Id = Annotated[str, Path(description="An id, a prefix of it of six digits, or a report's path")]


class Listed(TypedDict, Generic[T]):
    """One page of a list. next: the address of the next page, or null at the end."""

    items: list[T]
    next: str | None


def _listed(request: Request, asked: Asking, rows: Pages[Any]) -> Any:
    items, following = asked.page(rows)
    address = None
    if following is not None:
        there = request.url.include_query_params(offset=following)
        address = f"{there.path}?{there.query}"
    return {"items": items, "next": address}


@router.get("/reports")
def reports(request: Request, desk: Held, asked: Asked) -> Listed[ReportItem]:
    """The reports, the newest first."""
    return _listed(request, asked, desk.reports(known_at=asked.moment, **asked.filters))  # type: ignore[no-any-return]


@router.get("/search")
def search(request: Request, desk: Held, asked: Asked) -> Listed[FoundStatement]:
    """Statements that have all words of `q` and fulfil all filters."""
    return _listed(request, asked, desk.search(asked.q, known_at=asked.moment, **asked.filters))  # type: ignore[no-any-return]


@router.get("/search/reports")
def search_reports(request: Request, desk: Held, asked: Asked) -> Listed[FoundReport]:
    """Reports that have all words of `q`."""
    return _listed(request, asked, desk.search_reports(asked.q, known_at=asked.moment, **asked.filters))  # type: ignore[no-any-return]


@router.get("/counts")
def counts(desk: Held, asked: Asked) -> CountsRow:
    """How many statements a search finds, and what they have in common."""
    return desk.counts(asked.q, known_at=asked.moment, **asked.filters)


@router.get("/claims")
def claims(request: Request, desk: Held, asked: Asked) -> Listed[ClaimItem]:
    """Claims, those in most reports first; `state`: only those."""
    state = [asked.state] if asked.state else []
    rows = desk.claims(asked.q, state=state, known_at=asked.moment, **asked.filters)
    return _listed(request, asked, rows)  # type: ignore[no-any-return]


@router.get("/claims/{id}")
def claim(desk: Held, asked: Asked, id: Id) -> ShownClaim:
    """Everything about one claim."""
    return desk.claim(id, known_at=asked.moment)


@router.get("/origins/{id}")
def origins(desk: Held, asked: Asked, id: Id) -> OriginsOf:
    """Who has a claim from whom, and how many independent origins that leaves."""
    return desk.origins(id, known_at=asked.moment)


@router.get("/first/{id}")
def first(desk: Held, asked: Asked, id: Id) -> FirstRow:
    """The earliest appearance of a claim."""
    return desk.first(id, known_at=asked.moment)


@router.get("/estimates")
def estimates(request: Request, desk: Held, asked: Asked) -> Listed[EstimateItem]:
    """All figures for one thing each."""
    rows = desk.estimates(asked.q, known_at=asked.moment, **asked.filters)
    return _listed(request, asked, rows)  # type: ignore[no-any-return]


@router.get("/conflicts")
def conflicts(request: Request, desk: Held, asked: Asked) -> Listed[ConflictItem]:
    """All that cannot be true together."""
    rows = desk.conflicts(asked.q, known_at=asked.moment, **asked.filters)
    return _listed(request, asked, rows)  # type: ignore[no-any-return]


@router.get("/echoes")
def echoes(request: Request, desk: Held, asked: Asked) -> Listed[EchoItem]:
    """Which reports repeat or credit each other."""
    return _listed(request, asked, desk.echoes(story=asked.story or None, known_at=asked.moment))  # type: ignore[no-any-return]


@router.get("/brief")
def brief(desk: Held, asked: Asked) -> BriefRow:
    """A brief of what a query finds."""
    return desk.brief(asked.q, known_at=asked.moment, **asked.filters)


@router.get("/sources")
def sources(request: Request, desk: Held, asked: Asked) -> Listed[SourceItem]:
    """Who says something."""
    return _listed(request, asked, desk.sources(asked.q, known_at=asked.moment, **asked.filters))  # type: ignore[no-any-return]


@router.get("/parties")
def parties(request: Request, desk: Held, asked: Asked) -> Listed[PartyItem]:
    """Who and what is spoken of; `q`: a part of the name."""
    rows = desk.parties(asked.q or None, story=asked.story or None, known_at=asked.moment)
    return _listed(request, asked, rows)  # type: ignore[no-any-return]


@router.get("/timeline")
def timeline(request: Request, desk: Held, asked: Asked) -> Listed[TimelineItem]:
    """Statements at the times that they speak of."""
    return _listed(request, asked, desk.timeline(asked.q, known_at=asked.moment, **asked.filters))  # type: ignore[no-any-return]


@router.get("/places")
def places(desk: Held, asked: Asked) -> MapRow:
    """The places that statements speak of, and where they lie."""
    return desk.places(asked.q, known_at=asked.moment, **asked.filters)


@router.get("/network")
def network(desk: Held, asked: Asked) -> NetworkRow:
    """Who says what in which outlet, and who repeats or credits whom."""
    return desk.network(asked.q, known_at=asked.moment, **asked.filters)


@router.get("/doubts")
def doubts(request: Request, desk: Held, asked: Asked) -> Listed[DoubtItem]:
    """Statements whose reading is doubtful and nobody judged yet."""
    return _listed(request, asked, desk.doubts(asked.q, known_at=asked.moment, **asked.filters))  # type: ignore[no-any-return]


@router.get("/changes")
def changes(request: Request, desk: Held, asked: Asked) -> Listed[ChangeItem]:
    """What is new since a moment (`since`), or since the last look."""
    rows = desk.changes(asked.since or "last", known_at=asked.moment)
    return _listed(request, asked, rows)  # type: ignore[no-any-return]


@router.get("/history")
def history(
    request: Request, desk: Held, asked: Asked, id: str = "", newest: bool = False
) -> Listed[HistoryRow]:
    """The log, or what happened to one thing; `newest`: the last entry first."""
    return _listed(request, asked, desk.history(id or None, known_at=asked.moment, newest=newest))  # type: ignore[no-any-return]


@router.get("/stories")
def stories(desk: Held, asked: Asked) -> list[StoryRow]:
    """All stories by name."""
    return desk.stories(known_at=asked.moment)


@router.get("/show/{id:path}")
def show(desk: Held, asked: Asked, id: Id) -> ShownRow | ShownClaim:
    """One thing with all that is known of it."""
    return desk.show(id, known_at=asked.moment)


@router.get("/versions/{id:path}")
def versions(request: Request, desk: Held, asked: Asked, id: Id) -> Listed[VersionItem]:
    """The versions of a report."""
    return _listed(request, asked, desk.versions(id, known_at=asked.moment))  # type: ignore[no-any-return]


Why = Annotated[str | None, Body()]


@router.post("/accept")
def accept(desk: Held, id: Annotated[str, Body()], why: Why = None) -> DecisionRow:
    """Accept what was read."""
    return desk.accept(id, why=why)


@router.post("/reject")
def reject(desk: Held, id: Annotated[str, Body()], why: Why = None) -> DecisionRow:
    """Reject what was read."""
    return desk.reject(id, why=why)


@router.post("/correct")
def correct(
    desk: Held, id: Annotated[str, Body()], changes: Annotated[dict[str, str], Body()], why: Why = None
) -> list[DecisionRow]:
    """Correct fields of what was read."""
    return desk.correct(id, changes, why=why)


@router.post("/same")
def same(desk: Held, a: Annotated[str, Body()], b: Annotated[str, Body()], why: Why = None) -> DecisionRow:
    """Two points or claims say the same."""
    return desk.same(a, b, why=why)


@router.post("/apart")
def apart(desk: Held, a: Annotated[str, Body()], b: Annotated[str, Body()], why: Why = None) -> DecisionRow:
    """Two points or claims do not say the same."""
    return desk.apart(a, b, why=why)


@router.post("/undo")
def undo(desk: Held, decision: Annotated[str | None, Body()] = None, why: Why = None) -> DecisionRow:
    """Withdraw a decision; without one named, the last that stands."""
    return desk.undo(decision, why=why)
