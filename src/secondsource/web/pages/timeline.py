"""What is said of which time, in the order of the times."""

from __future__ import annotations

from itertools import groupby

from fastapi import APIRouter, Request, Response

from secondsource.web.asking import Asked
from secondsource.web.desks import Held
from secondsource.web.templating import page

router = APIRouter()


@router.get("/timeline")
def timeline(request: Request, desk: Held, asked: Asked) -> Response:
    """Statements at their times, day by day."""
    rows, following = asked.page(desk.timeline(asked.q, known_at=asked.moment, **asked.filters))
    days = [
        (when, list(items)) for when, items in groupby(rows, key=lambda row: (row["earliest"], row["latest"]))
    ]
    return page(request, "timeline.html", title="Timeline", days=days, asked=asked, following=following)
