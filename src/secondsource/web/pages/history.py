"""The log: who did what, when; and taking it back."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from secondsource.web.asking import Asked
from secondsource.web.desks import Held
from secondsource.web.templating import page

router = APIRouter()


@router.get("/history")
def history(request: Request, desk: Held, asked: Asked, id: str = "") -> Response:
    """The log of the ledger, or of one thing, the newest first."""
    rows, following = asked.page(desk.listed_history(id or None, known_at=asked.moment, newest=True))
    return page(request, "history.html", title="History", rows=rows, id=id, asked=asked, following=following)
