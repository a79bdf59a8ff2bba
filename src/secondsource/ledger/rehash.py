"""Ids made anew from content, to be held against the ids that stand beside it."""

from __future__ import annotations

import json
from typing import Any, cast

from secondsource.ledger import readings
from secondsource.model.identity import canonical, content_id, digest
from secondsource.model.report import Report
from secondsource.records.rows import ReadRow

# The fields of a rendition that stand in its body, beside `blocks` and `reasons`.
LOOSE = ("byline", "dateline", "language", "address", "record")


def report(text: str, fields: dict[str, Any]) -> str:
    """The id of a report, of its text and the fields of its identity."""
    names = ("title", "publisher", "published", "address", "record")
    return Report(text=text, **{name: fields[name] for name in names}).id


def rendition(report: str, capture: str | None, body: bytes) -> str:
    """The id of one form of a report, of its body (canonical JSON)."""
    return content_id({"report": report, "capture": capture, "body": digest(body)})


def form_of(report: Report) -> dict[str, Any]:
    """The fields of one form of a report, as they are kept.

    Reasons stand there where there are any, so that a form that came without them keeps its id.
    """
    form: dict[str, Any] = {name: getattr(report, name) for name in LOOSE}
    form["blocks"] = [[block.span.start, block.span.end, block.locator] for block in report.blocks]
    if report.reasons:
        form["reasons"] = [[held.field, held.code, list(held.values)] for held in report.reasons]
    return form


def rendition_body(report: Report) -> bytes:
    """The body of a form of a report."""
    return canonical(form_of(report))


def reading(report: str, version: str, weights: str, body: bytes) -> str:
    """The id of a reading, of its report, its reader and its body (canonical JSON)."""
    row = cast("ReadRow", {"reader": {"version": version, "weights": weights}})
    return readings.id_of(report, row, body)


def acquisition(fields: dict[str, Any]) -> str:
    """The id of an acquisition {report, capture, address, path, fetched, headers [[name, value], ...]}."""
    names = ("report", "capture", "address", "path", "fetched", "headers")
    return content_id({name: fields[name] for name in names})


def checkable(fields: dict[str, Any]) -> bool:
    """Whether an acquisition is kept as it was given: what text cannot hold was replaced by U+FFFD."""
    return "\ufffd" not in json.dumps(fields, ensure_ascii=False, default=str)
