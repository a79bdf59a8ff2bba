"""Echoes as rows: which reports repeat each other, or credit each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from secondsource.ledger import Ledger, echoing, stories
from secondsource.ledger.kept import by_id
from secondsource.model.echo import Echo
from secondsource.records.claims import EchoItem
from secondsource.views.grounds import reason_row

Connection = Any


def echoes(ledger: Ledger, *, story: str | None = None, limit: int | None = None) -> Iterator[EchoItem]:
    """All echoes, by the ids of their reports; of a story those between two of its reports."""
    return islice(_echoes(ledger, story), limit)


def _echoes(ledger: Ledger, story: str | None) -> Iterator[EchoItem]:
    with ledger.reading() as connection:
        within = None if story is None else set(stories.reports(connection, story))
        paths: dict[str, str] = {}
        for echo in echoing.all(connection, within=within):
            yield echo_row(connection, echo, paths)


def echo_row(connection: Connection, echo: Echo, paths: dict[str, str]) -> EchoItem:
    """An echo as a row. paths: of reports, filled as they are asked for."""
    for id in (echo.a, echo.b):
        if id not in paths:
            held = by_id(connection, id)
            paths[id] = held.path if held is not None else id
    sides: list[Any] = [
        {"report": id, "path": paths[id], "spans": [(s.start, s.end) for s in spans]}
        for id, spans in ((echo.a, echo.spans_a), (echo.b, echo.spans_b))
    ]
    return {
        "kind": echo.kind,
        "a": sides[0],
        "b": sides[1],
        "first": echo.first,
        "news": echo.news,
        "holds": echo.holds,
        "probability": echo.probability / 1000,
        "reasons": [reason_row(reason) for reason in echo.reasons],
    }
