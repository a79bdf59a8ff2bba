"""What a report without a title is called on a page: its first words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from secondsource.desk import Desk


def titled(desk: Desk, reports: Iterable[Any]) -> None:
    """Give rows of reports (items or references) that have no title their first words in its place."""
    known: dict[str, str] = {}
    for report in reports:
        if report is None or report["title"]:
            continue
        id = report["id"]
        if id not in known:
            known[id] = desk.opening(id)
        report["title"] = known[id] or None
