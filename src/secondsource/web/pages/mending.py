"""All that was read of a report, to be accepted, corrected or rejected; and the form of one thing of it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from secondsource.desk import Desk
from secondsource.errors import UsageError
from secondsource.records.rows import ReadRow
from secondsource.render.plain import visible
from secondsource.render.values import counted, lies_in, stands_for
from secondsource.web.asking import Asked
from secondsource.web.desks import Held
from secondsource.web.mending import Thing, changes, thing, things
from secondsource.web.templating import address, along, page

router = APIRouter()
_AROUND = 140


@router.get("/read/{report}")
def read(request: Request, desk: Held, asked: Asked, report: str) -> Response:
    """Parties, times and numbers of a report, a hundred of each kind at a time."""
    row = desk.mendable(report)
    listed: dict[str, list[tuple[Thing, str]]] = {"party": [], "time": [], "number": []}
    for one in things(row):
        if one.what in listed:
            listed[one.what].append((one, _told(one)))
    shown = {what: held[asked.offset : asked.offset + 100] for what, held in listed.items()}
    more = any(len(held) > asked.offset + 100 for held in listed.values())
    return page(
        request,
        "read.html",
        title="What was read",
        report=row["report"],
        listed=shown,
        following=asked.offset + 100 if more else None,
        totals={what: len(held) for what, held in listed.items()},
    )


@router.get("/mend/{report}/{local}")
def form(request: Request, desk: Held, report: str, local: str) -> Response:
    """The form of one thing: its words where they stand, and every field with its value."""
    row, found = _found(desk, report, local)
    text = row["report"].get("text", "") if row["report"] else ""
    return page(
        request,
        "mend.html",
        title=f"Correct a {found.what}",
        report=row["report"],
        thing=found,
        local=local,
        around=_around(text, found),
        back=_back(request, row, found),
    )


@router.post("/mend/{report}/{local}")
async def mend(request: Request, desk: Held, report: str, local: str) -> Response:
    """Correct the fields that were changed in the form."""
    given = await request.form()
    fields = {name: [value for value in given.getlist(name) if isinstance(value, str)] for name in given}
    return await run_in_threadpool(_mend, request, desk, report, local, fields)


def _mend(request: Request, desk: Desk, report: str, local: str, fields: dict[str, list[str]]) -> Response:
    row, found = _found(desk, report, local)
    made = changes(found, fields)
    if not made:
        raise UsageError("nothing was changed in the form, so there is nothing to correct")
    desk.correct(found.id, made, why=" ".join(fields.get("why", ())) or None)
    if request.headers.get("accept", "").startswith("application/json"):
        return Response(status_code=204)
    return RedirectResponse(_back(request, row, found), status_code=303)


def _found(desk: Desk, report: str, local: str) -> tuple[ReadRow, Thing]:
    row = desk.mendable(report)
    found = thing(row, local)
    if found is None:
        raise HTTPException(404, "nothing of that name was read in this report")
    return row, found


def _back(request: Request, row: ReadRow, found: Thing) -> str:
    """The report's page, at the statement that it is about."""
    id = row["report"]["id"] if row["report"] else ""
    target = address(f"/report/{id}", along(request))
    for n, statement in enumerate(row["statements"]):
        points = {point["id"] for point in statement["points"]}
        if found.id == statement["id"] or found.id in points:
            return f"{target}#s{n}"
    return f"{target}#read"


def _around(text: str, found: Thing) -> tuple[str, str, str]:
    """What stands before, the words, and what stands behind them; of several places the first."""
    if not found.spans:
        return "", found.words, ""
    start, end = found.spans[0][0], found.spans[-1][1] if found.what != "party" else found.spans[0][1]
    before, behind = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return visible(before), visible(text[start:end]), visible(behind)


def _told(found: Thing) -> str:
    """What a thing was read to be."""
    held: Any = found.held
    if found.what == "party":
        kind = held["kind"] if held["kind"] != "named" else ""
        parts = (held["type"] or "no type", kind, held["role"] or "", lies_in(held))
        return ", ".join(part for part in parts if part)
    return stands_for(held) if found.what == "time" else counted(held)
