"""What is on the screen as a file: the same rows, with the same filters."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any, Literal

from fastapi import APIRouter, Response
from fastapi.responses import StreamingResponse
from starlette.exceptions import HTTPException

from secondsource.desk import Desk
from secondsource.desk.pages import Pages
from secondsource.records import line
from secondsource.render.plain import guarded, one_line
from secondsource.web.asking import Asked, Asking
from secondsource.web.desks import Held

router = APIRouter(prefix="/export")
# Rows of one file; more is for `secondsource export`.
_MOST = 10_000
_TYPES = {
    "json": "application/json",
    "jsonl": "application/jsonl",
    "csv": "text/csv; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
}
# What Markdown would take for a mark of its own.
_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>|#"})


@router.get("/{name}.{kind}")
def export(desk: Held, asked: Asked, name: str, kind: Literal["json", "jsonl", "csv", "md"]) -> Response:
    """A list as json, jsonl, csv or a table of Markdown."""
    rows = listed(desk, asked, name)
    if rows is None:
        raise HTTPException(404, f"there is no list {name!r} to export")
    made = {"json": _json, "jsonl": _jsonl, "csv": _csv, "md": _md}[kind](rows)
    # Once an answer has begun, it can no longer say that something is wrong.
    made = chain((next(made, ""),), made)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    return StreamingResponse(made, media_type=_TYPES[kind], headers=headers)


def listed(desk: Desk, asked: Asking, name: str) -> Any:
    """The rows of a list by its name, as the desk gives them; None where there is no such list."""
    then: dict[str, Any] = {"known_at": asked.moment}
    filters: dict[str, Any] = dict(asked.filters)
    if name == "claims" and asked.state:
        then["state"] = [asked.state]
    worded = {"search", "timeline", "claims", "estimates", "conflicts"}
    if name in worded:
        return getattr(desk, name)(asked.q, **then, **filters)
    if name == "reports":
        return desk.search_reports(asked.q, **then, **filters) if asked.q else desk.reports(**then, **filters)
    if name == "claim":
        return Pages("said", lambda: iter(desk.claim(asked.q, **then)["claim"]["said"]))
    if name == "places":
        return Pages(name, lambda: iter(desk.places(asked.q, **then, **filters)["places"]))
    if name == "doubts":
        return desk.doubts(asked.q, **then, **filters)
    if name == "network":
        return Pages(name, lambda: iter(desk.network(asked.q, **then, **filters)["links"]))
    if name == "sources":
        return desk.sources(asked.q, **then, **filters)
    if name == "history":
        return desk.history(None, **then)
    return None


def _json(rows: Any) -> Iterator[str]:
    opening = "["
    for row in islice(iter(rows), _MOST):
        yield opening + line(row)
        opening = ","
    yield "[]\n" if opening == "[" else "]\n"


def _jsonl(rows: Any) -> Iterator[str]:
    for row in islice(iter(rows), _MOST):
        yield line(row) + "\n"


def _table(rows: Any) -> tuple[list[str], Iterator[list[Any]]]:
    """Header and lines, of which the first is there already: what is wrong with them is told before."""
    header, lines = rows.flat()
    first = list(islice(lines, 1))
    return header, islice(chain(first, lines), _MOST)


def _csv(rows: Any) -> Iterator[str]:
    header, lines = _table(rows)
    held = io.StringIO()
    writer = csv.writer(held)
    for values in chain((header,), lines):
        writer.writerow([guarded(value) for value in values])
        yield held.getvalue()
        held.seek(0)
        held.truncate()


def _md(rows: Any) -> Iterator[str]:
    header, lines = _table(rows)
    yield "| " + " | ".join(header) + " |\n" + "|---" * len(header) + "|\n"
    for values in lines:
        cells = ("" if value is None else one_line(str(value)).translate(_MARKS) for value in values)
        yield "| " + " | ".join(cells) + " |\n"
