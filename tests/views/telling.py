"""Reports of one address in several versions, and a reader that finds who said what and how many by hand."""

from __future__ import annotations

import re
from typing import Any

from secondsource.ledger import Ledger, evidence
from secondsource.ledger.evidence import Acquisition, Received
from secondsource.model.report import Report
from secondsource.model.span import Span
from secondsource.model.statement import (
    Counted,
    Number,
    Party,
    Phrase,
    Polarity,
    Reader,
    Reading,
    Source,
    Statement,
    statement_id,
)
from secondsource.records import ReadRow, reading_row

ADDRESS = "https://harbourpost.example/news/flood"
FIRST = """The flood at Marl took 40 villages.

Ilse Tarnov said 40 villages stood under water. Bram Oduya said nobody was hurt.

Boats were sent from Valde."""
SECOND = FIRST.replace("40 villages", "60 villages").replace("nobody was hurt", "3 people were hurt")
_SAID = re.compile(r"([A-Z]\w+ [A-Z]\w+) (said) ([^.\n]+)")
_FIGURE = re.compile(r"(\d+) (\w+)")


def report(text: str = FIRST, **fields: Any) -> Report:
    """A version of the report."""
    given = {"title": "Flood at Marl", "publisher": "The Harbour Post", "published": "2024-10-03T10:00Z"}
    return Report(text=text, **({"address": ADDRESS, "path": ADDRESS} | given | fields))


def read(of: Report, *, weights: str = "sha256:" + "7" * 64, polarity: Polarity = "asserted") -> ReadRow:
    """What the reader finds: `NAME said CONTENT`, and figures with what is counted."""
    text = of.text
    numbers = tuple(
        Number(
            text=found[1], spans=(Span(*found.span(1)),), low=float(found[1]), high=float(found[1]),
            approximate=False, relation="=", of=Counted(text=found[2], spans=(Span(*found.span(2)),)),
        )
        for found in _FIGURE.finditer(text)
    )  # fmt: skip
    names = sorted({found[1] for found in _SAID.finditer(text)})
    parties = tuple(
        Party(id=f"p{n}", name=name, type="person", kind="named") for n, name in enumerate(names, start=1)
    )
    made = []
    for found in _SAID.finditer(text):
        span = Span(*found.span(3))
        held = tuple(n for n, number in enumerate(numbers) if span.start <= number.spans[0].start < span.end)
        made.append(
            Statement(
                id=statement_id(of.id, role="content", spans=(span,)), attributed=True,
                source=Source(
                    text=found[1], spans=(Span(*found.span(1)),), party=f"p{names.index(found[1]) + 1}"
                ),
                cue=Phrase(text=found[2], spans=(Span(*found.span(2)),)),
                content=Phrase(text=span.of(text), spans=(span,)), quote="indirect", numbers=held,
                polarity=polarity,
            )
        )  # fmt: skip
    reader = Reader(version="0.2.0", weights=weights)
    return reading_row(
        Reading(report=of, reader=reader, statements=tuple(made), parties=parties, numbers=numbers)
    )


def keep(
    ledger: Ledger, *given: Report, fetched: str | None = None, unread: bool = False, **reader: Any
) -> None:
    """Add reports with one entry of the log. fetched: when they were retrieved."""
    with ledger.writing("add", author="anna") as w:
        for one in given:
            got = (
                None if fetched is None else Acquisition(path=one.path, address=one.address, fetched=fetched)
            )
            reading = None if unread else read(one, **reader)
            evidence.add_report(w, Received(report=one, reading=reading, acquisition=got))
