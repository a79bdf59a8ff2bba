"""What people decide in the browser: each a form that is sent, answered by the page that it was sent from."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from secondsource.errors import UsageError
from secondsource.web.desks import Held

router = APIRouter(prefix="/do")
Words = Annotated[str, Form()]
Role = Annotated[Literal["statement", "point", "party", "time", "number"], Form()]


@router.post("/accept")
def accept(request: Request, desk: Held, id: Words, why: Words = "") -> Response:
    """Accept what was read."""
    desk.accept(id, why=why or None)
    return _back(request, id)


@router.post("/reject")
def reject(request: Request, desk: Held, id: Words, why: Words = "") -> Response:
    """Reject what was read."""
    desk.reject(id, why=why or None)
    return _back(request, id)


@router.post("/correct")
def correct(
    request: Request, desk: Held, id: Words, field: Words, value: Words = "", why: Words = ""
) -> Response:
    """Correct one field of what was read."""
    desk.correct(id, {field: value}, why=why or None)
    return _back(request, id)


@router.post("/mark")
def mark(
    request: Request,
    desk: Held,
    report: Words,
    quote: Words,
    before: Words = "",
    after: Words = "",
    role: Role = "statement",
    source: Words = "",
    cue: Words = "",
    why: Words = "",
) -> Response:
    """Mark what the machine missed, by its words."""
    if not quote.strip():
        raise UsageError("no words were selected; select in the text what is said, then mark it")
    if role != "statement":
        source = cue = ""
    desk.mark(
        report,
        quote,
        role=role,
        before=before,
        after=after,
        source=source or None,
        cue=cue or None,
        why=why or None,
    )
    return _back(request, report)


@router.post("/undo")
def undo(request: Request, desk: Held, decision: Words = "", why: Words = "") -> Response:
    """Withdraw a decision, or the last one."""
    desk.undo(decision or None, why=why or None)
    return _back(request, decision)


@router.post("/same")
def same(request: Request, desk: Held, a: Words, b: Words, why: Words = "") -> Response:
    """Two points say the same."""
    desk.same(a, b, why=why or None)
    return _back(request, a)


@router.post("/apart")
def apart(request: Request, desk: Held, a: Words, b: Words, why: Words = "") -> Response:
    """Two points do not say the same."""
    desk.apart(a, b, why=why or None)
    return _back(request, a)


@router.post("/story")
def story(request: Request, desk: Held, name: Words, report: Words = "", action: Words = "new") -> Response:
    """Begin a story, or put a report into one or take it out."""
    if action == "new":
        desk.story_new(name)
    elif action == "add":
        desk.story_add(name, [report])
    elif action == "drop":
        desk.story_drop(name, [report])
    else:
        raise UsageError(f"there is no {action!r} of a story; there are new, add and drop")
    return _back(request, "")


def _back(request: Request, id: str) -> Response:
    """To the page that the form stood on, of this server and no other; a script gets a bare yes."""
    if request.headers.get("accept", "").startswith("application/json"):
        return Response(status_code=204)
    came = urlsplit(request.headers.get("referer", ""))
    own = came.netloc == request.url.netloc
    target = (came.path + (f"?{came.query}" if came.query else "")) if own else "/history"
    return RedirectResponse(target, status_code=303)
