"""Who speaks; and one source: what it said, when, how it knows, with whom it agrees, what it depends on."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from secondsource.desk import Desk
from secondsource.errors import UnknownId
from secondsource.render.company import bars, company
from secondsource.web.asking import Asked
from secondsource.web.desks import Held
from secondsource.web.naming import titled
from secondsource.web.templating import page

router = APIRouter()
# Statements of a source that are looked at for its claims, the newest; and of these claims those in most
# reports, for its company.
_STATEMENTS, _CLAIMS = 500, 30


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
    counts, said = desk.tallied(asked.q, known_at=asked.moment, **filters)
    claims = desk.claims(asked.q, known_at=asked.moment, searched=_STATEMENTS, **filters)
    titled(desk, [row["report"] for row in (*rows, *shown["mentioned"][:8])])
    return page(
        request,
        "source.html",
        title=party["text"],
        shown=shown,
        rows=rows,
        bars=bars(said),
        counted=0 if counts["exact"] else len(said),
        company=company(claims.first(_CLAIMS), party),
        most=_CLAIMS,
        facets=counts["facets"],
        bodies=[_named(desk, id, asked.moment) for id in party["bodies"]],
        asked=asked,
        following=following,
    )


def _named(desk: Desk, id: str, moment: str | None) -> tuple[str, str]:
    """The name and key of a party by its id; of one that is gone its id."""
    try:
        shown = desk.show(id, known_at=moment, said=False)
    except UnknownId:
        return id, id
    return (shown["party"]["name"], shown["party"]["key"]) if shown["what"] == "party" else (id, id)
