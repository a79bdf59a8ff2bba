"""The reports, and one report: its text, who says what in it, and where it came from."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from secondsource.records.ledger import ShownReport
from secondsource.render.layout import paragraphs
from secondsource.render.view import KINDS, View, view
from secondsource.web.asking import Asked
from secondsource.web.desks import Held
from secondsource.web.naming import titled
from secondsource.web.templating import address, along, page

router = APIRouter()


@router.get("/reports")
def reports(request: Request, desk: Held, asked: Asked) -> Response:
    """All reports, the newest first."""
    if asked.q:
        found: Any = desk.search_reports(asked.q, known_at=asked.moment, **asked.filters)
    else:
        found = desk.reports(known_at=asked.moment, **asked.filters)
    rows, following = asked.page(found)
    titled(desk, rows)
    return page(request, "reports.html", title="Reports", rows=rows, asked=asked, following=following)


@router.get("/report/{id:path}")
def report(request: Request, desk: Held, asked: Asked, id: str) -> Response:
    """One report."""
    shown = desk.show(id, known_at=asked.moment)
    if shown["what"] != "report":
        return RedirectResponse(address(f"/show/{id}", along(request)), status_code=303)
    seen = view(shown["read"]) if shown["read"] is not None and shown["read"]["report"] is not None else None
    untitled = not shown["report"]["title"]
    titled(desk, [shown["report"]])
    title = shown["report"]["title"] or shown["report"]["path"]
    return page(
        request,
        "report.html",
        title=seen.title if seen and not untitled else title,
        shown=shown,
        view=seen,
        paragraphs=paragraphs(seen) if seen else (),
        kinds=KINDS,
        ids=_ids(shown, seen),
        versions=desk.versions(id, known_at=asked.moment).first(20) if len(shown["versions"]) > 1 else [],
        decided=_decided(shown),
        points=_points(shown),
    )


@router.get("/show/{id:path}")
def show(request: Request, desk: Held, asked: Asked, id: str) -> Response:
    """Anything by its id, or a prefix of it: leads to the page of what it is."""
    shown = desk.show(id, known_at=asked.moment)
    there = along(request)
    if shown["what"] == "report" or shown["what"] == "reading":
        return RedirectResponse(address(f"/report/{shown['report']['id']}", there), status_code=303)
    if shown["what"] == "statement":
        item = shown["item"]
        target = address(f"/report/{item['report']['id']}", there)
        return RedirectResponse(f"{target}#s{item['n']}", status_code=303)
    if shown["what"] == "party":
        return RedirectResponse(address("/source", there, name=shown["party"]["key"]), status_code=303)
    return page(request, "shown.html", title=f"{shown['what'].capitalize()} {id[:19]}", shown=shown)


def _ids(shown: ShownReport, seen: View | None) -> list[str]:
    """The ids of the statements that the view lists, in its order."""
    if seen is None or shown["read"] is None:
        return []
    return [statement["id"] for statement in shown["read"]["statements"]]


def _points(shown: ShownReport) -> dict[str, list[str]]:
    """Of each statement the ids of its points."""
    statements = shown["read"]["statements"] if shown["read"] is not None else []
    return {held["id"]: [point["id"] for point in held["points"]] for held in statements}


def _decided(shown: ShownReport) -> dict[str, list[dict[str, Any]]]:
    """Decisions in force by what they are about."""
    made: dict[str, list[dict[str, Any]]] = {}
    for decision in shown["decisions"]:
        if decision["in_force"]:
            made.setdefault(decision["target"], []).append(dict(decision))
    return made
