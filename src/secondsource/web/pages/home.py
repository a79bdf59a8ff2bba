"""The desk: the stories, what is new since one last looked, and what there is to do."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from secondsource.desk.drawing import COUNTED
from secondsource.web.asking import Asked
from secondsource.web.desks import Held
from secondsource.web.naming import titled
from secondsource.web.templating import address, along, page

router = APIRouter()
# News that are shown, and claims among which the weightiest changes are looked for, those that changed last.
_NEW, _TURNED = 30, 1_000


@router.get("/")
def home(request: Request, desk: Held, asked: Asked) -> Response:
    """What is new, and where to go on."""
    stories = desk.stories(known_at=asked.moment)
    newest = desk.reports(known_at=asked.moment, **asked.filters).first(8)
    titled(desk, newest)
    news = desk.changes(known_at=asked.moment, turned_last=_TURNED).first(_NEW)
    titled(desk, [row["report"] for row in news])
    return page(
        request,
        "home.html",
        title="Desk",
        stories=stories,
        most=COUNTED,
        overview=desk.overview(known_at=asked.moment),
        newest=newest,
        news=news,
        turned=_TURNED if len(news) == _NEW else 0,
    )


@router.post("/looked")
def looked(request: Request, desk: Held) -> Response:
    """All that is new up to now counts as seen."""
    desk.look()
    return RedirectResponse(address("/", along(request)), status_code=303)
