"""Who speaks; and one source: what it said, when, how it knows, with whom it agrees, what it depends on."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from secondsource.render.company import bars, company
from secondsource.web.asking import Asked
from secondsource.web.desks import Held
from secondsource.web.naming import titled
from secondsource.web.templating import page

router = APIRouter()


@router.get("/sources")
def sources(request: Request, desk: Held, asked: Asked) -> Response:
    """Everybody who says something, the one with most statements first."""
    rows, following = asked.page(desk.sources(asked.q, known_at=asked.moment, **asked.filters))
    return page(request, "sources.html", title="Sources", rows=rows, asked=asked, following=following)


@router.get("/source")
def source(request: Request, desk: Held, asked: Asked, name: str) -> Response:
    """One source."""
    shown = desk.show(name, known_at=asked.moment, said=False)
    if shown["what"] != "party":
        return page(request, "shown.html", title=name, shown=shown)
    party = shown["party"]
    filters: Any = {**asked.filters, "source": [party["key"]]}
    rows, following = asked.page(desk.search(asked.q, known_at=asked.moment, **filters))
    said = desk.spoken(asked.q, known_at=asked.moment, **filters)
    titled(desk, [row["report"] for row in (*rows, *shown["mentioned"])])
    return page(
        request,
        "source.html",
        title=party["text"],
        shown=shown,
        rows=rows,
        bars=bars(said.published),
        counted=0 if said.counts["exact"] else len(said.published),
        company=company(said.claims, party),
        more_claims=said.more,
        facets=said.counts["facets"],
        bodies=desk.party_names(party["bodies"], known_at=asked.moment),
        asked=asked,
        following=following,
    )
