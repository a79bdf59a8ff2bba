"""The review: readings and links that are least certain, to be decided one after the other by keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import merge
from typing import Any, Literal

from fastapi import APIRouter, Request, Response

from secondsource.desk import Desk
from secondsource.desk.pages import Pages
from secondsource.web.asking import Asked, Asking
from secondsource.web.desks import Held
from secondsource.web.naming import titled
from secondsource.web.pages.claims import SEARCHED
from secondsource.web.templating import page

router = APIRouter()
# From this much doubt on nothing is less certain: what tells against a reading, as the desk counts it.
_MOST = 8


@router.get("/review")
def review(request: Request, desk: Held, asked: Asked, of: Literal["", "readings", "links"] = "") -> Response:
    """The least certain first, readings and links in one list or each alone."""
    asked.limit = min(asked.limit, 50)
    rows, following = asked.page(Pages("review", lambda: _listed(desk, asked, of)))
    titled(desk, [row["item"]["report"] for row in rows if row["of"] == "readings"])
    return page(request, "review.html", title="Review", rows=rows, asked=asked, following=following, of=of)


def _listed(desk: Desk, asked: Asking, of: str) -> Iterator[dict[str, Any]]:
    """Items by how uncertain they are, from 1 down to 0."""
    parts = []
    if of != "links":
        parts.append(_readings(desk, asked))
    if of != "readings":
        parts.append(_links(desk, asked))
    return merge(*parts, key=lambda item: -item["doubt"])


def _readings(desk: Desk, asked: Asking) -> Iterator[dict[str, Any]]:
    for item in desk.doubts(asked.q, known_at=asked.moment, **asked.filters):
        doubt = min(item["doubt"], _MOST) / _MOST
        yield {"of": "readings", "doubt": doubt, "item": item["statement"], "reasons": item["reasons"]}


def _links(desk: Desk, asked: Asking) -> Iterator[dict[str, Any]]:
    """What is tied to a claim and not in its first words. What a person tied is sure, and not asked again."""
    for tie in desk.unsure(asked.q, known_at=asked.moment, searched=SEARCHED, **asked.filters):
        yield {"of": "links", **tie, "reasons": tie["voice"]["reasons"]}
