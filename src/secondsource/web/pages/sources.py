"""Who speaks; and one source: what it said, when, and how it says that it knows."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from secondsource.web.asking import Asked
from secondsource.web.desks import Held
from secondsource.web.templating import page

router = APIRouter()


@router.get("/sources")
def sources(request: Request, desk: Held, asked: Asked) -> Response:
    """Everybody who says something, the one with most statements first."""
    rows, following = asked.page(desk.sources(known_at=asked.moment, **asked.filters))
    return page(request, "sources.html", title="Sources", rows=rows, asked=asked, following=following)


@router.get("/source")
def source(request: Request, desk: Held, asked: Asked, name: str) -> Response:
    """One source."""
    shown = desk.show(name, known_at=asked.moment)
    if shown["what"] != "party":
        return page(request, "shown.html", title=name, shown=shown)
    filters = {**asked.filters, "source": [shown["party"]["key"]]}
    rows, following = asked.page(desk.search(known_at=asked.moment, **filters))  # type: ignore[arg-type]
    return page(
        request,
        "source.html",
        title=shown["party"]["text"],
        shown=shown,
        rows=rows,
        asked=asked,
        following=following,
    )
