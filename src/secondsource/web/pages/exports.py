"""What is on the screen as a file: the same rows, with the same filters."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice
from typing import Any, Literal

from fastapi import APIRouter, Response
from fastapi.responses import StreamingResponse
from starlette.exceptions import HTTPException

from secondsource.desk import Desk
from secondsource.records import line
from secondsource.render.plain import guarded
from secondsource.web.asking import Asked, Asking
from secondsource.web.desks import Held

router = APIRouter(prefix="/export")
# Rows of one file; more is for `secondsource export`.
_MOST = 10_000
_TYPES = {"json": "application/json", "jsonl": "application/jsonl", "csv": "text/csv; charset=utf-8"}


@router.get("/{name}.{kind}")
def export(desk: Held, asked: Asked, name: str, kind: Literal["json", "jsonl", "csv"]) -> Response:
    """A list as json, jsonl or csv."""
    rows = listed(desk, asked, name)
    if rows is None:
        raise HTTPException(404, f"there is no list {name!r} to export")
    made = {"json": _json, "jsonl": _jsonl, "csv": _csv}[kind](rows)
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
    if name == "sources":
        return desk.sources(**then, **filters)
    if name == "history":
        return desk.history(None, **then)
    return None


def _json(rows: Any) -> Iterator[str]:
    yield "["
    for n, row in enumerate(islice(iter(rows), _MOST)):
        yield ("," if n else "") + line(row)
    yield "]\n"


def _jsonl(rows: Any) -> Iterator[str]:
    for row in islice(iter(rows), _MOST):
        yield line(row) + "\n"


def _csv(rows: Any) -> Iterator[str]:
    header, lines = rows.flat()
    held = io.StringIO()
    writer = csv.writer(held)
    for values in (header, *islice(lines, _MOST)):
        writer.writerow([guarded(value) for value in values])
        yield held.getvalue()
        held.seek(0)
        held.truncate()
