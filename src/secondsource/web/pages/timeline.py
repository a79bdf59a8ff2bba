"""What is said of which time, in the order of the times."""

from __future__ import annotations

from itertools import groupby

from fastapi import APIRouter, Request, Response

from secondsource.render.density import density
from secondsource.web.asking import Asked
from secondsource.web.desks import Held
from secondsource.web.naming import titled
from secondsource.web.templating import page, picture

router = APIRouter()


@router.get("/timeline")
def timeline(request: Request, desk: Held, asked: Asked) -> Response:
    """Statements at their times, day by day."""
    rows, following = asked.page(desk.timeline(asked.q, known_at=asked.moment, **asked.filters))
    titled(desk, [row["statement"]["report"] for row in rows])
    days = [
        (when, list(items)) for when, items in groupby(rows, key=lambda row: (row["earliest"], row["latest"]))
    ]
    spoken = desk.days(asked.q, known_at=asked.moment, **asked.filters)
    return page(
        request,
        "timeline.html",
        title="Timeline",
        days=days,
        drawn=density(spoken),
        whole=spoken["exact"],
        asked=asked,
        following=following,
    )


@router.get("/timeline.svg")
def drawn(desk: Held, asked: Asked) -> Response:
    """The picture of the timeline alone, to be kept."""
    spoken = desk.days(asked.q, known_at=asked.moment, **asked.filters)
    return picture("timeline.svg", drawn=density(spoken))
