"""Stories: what each has come to, and what is new in it since one last looked."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from secondsource.desk import Desk
from secondsource.records.claims import EstimateItem
from secondsource.render.brief import SECTIONS
from secondsource.render.figures import chart
from secondsource.web.asking import Asked
from secondsource.web.desks import Held
from secondsource.web.naming import titled
from secondsource.web.templating import address, page

router = APIRouter()
STATES = tuple(state for state, _, _ in SECTIONS)
Words = Annotated[str, Form()]
# News that are gone through for what is new in each story, and rows of each list.
_NEWS, _SHOWN = 1_000, 6


@router.get("/stories")
def stories(request: Request, desk: Held, asked: Asked) -> Response:
    """All stories, the open ones first, with what is new in each."""
    new = _new(desk, asked.moment)
    rows = [
        {"story": story, "new": len(new & set(story["reports"]))}
        for story in sorted(desk.stories(known_at=asked.moment), key=lambda s: (s["closed"], s["name"]))
    ]
    return page(request, "stories.html", title="Stories", rows=rows, asked=asked)


@router.get("/story/{name}")
def story(request: Request, desk: Held, asked: Asked, name: str) -> Response:
    """One story: claims by state, conflicts, figures that moved, what is new, its reports."""
    held = desk.story(name, known_at=asked.moment)
    told: Any = {"story": held["name"]}
    claims, conflicts, estimates = desk.gathered(known_at=asked.moment, **told)
    states = Counter(str(claim["state"]) for claim in claims)
    newest = sorted(claims, key=lambda claim: claim["last"] or "", reverse=True)[:_SHOWN]
    moved = [row for row in estimates if _moved(row)]
    reports = list(islice(desk.reports(known_at=asked.moment, **told), 500))
    new = _new(desk, asked.moment)
    waiting = [row for row in reports if row["reading"] is None]
    fresh = [row for row in reports if row["id"] in new]
    titled(desk, reports[:_SHOWN])
    titled(desk, fresh[:_SHOWN])
    return page(
        request,
        "story.html",
        title=held["name"],
        held=held,
        states=[(state, states[state]) for state in STATES if states[state]],
        newest=newest,
        conflicts=conflicts,
        moved=[(row, chart(row)) for row in moved[:_SHOWN]],
        moved_total=len(moved),
        reports=reports[:_SHOWN],
        fresh=fresh,
        waiting=len(waiting),
        query=f"?{address('', '', story=held['name'], known_at=asked.known_at).removeprefix('?')}",
        asked=asked,
    )


@router.post("/story/{name}")
def change(request: Request, desk: Held, name: str, action: Words, q: Words = "") -> Response:
    """Close a story, open it again, or put into it what a search finds."""
    if action == "close":
        desk.story_close(name)
    elif action == "open":
        desk.story_open(name)
    else:
        desk.story_fill(name, q)
    return RedirectResponse(f"/story/{name}", status_code=303)


def _new(desk: Desk, moment: str | None) -> set[str]:
    """The reports that came since one last looked."""
    news = desk.changes(known_at=moment, only=("report", "version"))
    return {row["id"] for row in islice(news, _NEWS)}


def _moved(row: EstimateItem) -> bool:
    """Whether later figures differ from earlier ones."""
    amounts = {(one["low"], one["high"]) for one in row["figures"]}
    return bool(row["revisions"]) or len(amounts) > 1
