"""Search over all that is said, with what the results have in common beside them."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from secondsource.web.asking import Asked
from secondsource.web.desks import Held
from secondsource.web.naming import titled
from secondsource.web.templating import page

router = APIRouter()


@router.get("/search")
def search(request: Request, desk: Held, asked: Asked) -> Response:
    """Statements that have all words and fulfil all filters, the newest first."""
    rows, following = asked.page(desk.search(asked.q, known_at=asked.moment, **asked.filters))
    titled(desk, [row["report"] for row in rows])
    counts = desk.counts(asked.q, known_at=asked.moment, **asked.filters)
    hints = [] if rows else desk.hints(asked.q, **asked.filters)
    return page(
        request,
        "search.html",
        title=f"Search: {asked.q}" if asked.q else "Search",
        rows=rows,
        counts=counts,
        hints=hints,
        asked=asked,
        following=following,
    )
