"""Reports and readings made by hand: invented people and places, every kind of facet."""

from __future__ import annotations

from typing import Any

from secondsource.model.report import Block, Capture, Report
from secondsource.model.span import Span
from secondsource.model.statement import (
    Basis,
    Certainty,
    Counted,
    Number,
    Party,
    Phrase,
    Place,
    Point,
    Reader,
    Reading,
    Source,
    Statement,
    Time,
    phrase,
    statement_id,
)
from secondsource.records import ReadRow, reading_row

TEXT = "Zoë Marsh, a harbour clerk, said some 1,200 crates would reach Ostrava by Friday. Nobody was hurt."
CONTENT = (Span(32, 80),)


def report(n: int = 0, **fields: Any) -> Report:
    """The n-th report: the same words under another number."""
    given: dict[str, Any] = {
        "text": f"{TEXT} Report {n}.",
        "path": f"reports/{n}.txt",
        "title": f"Crates for Ostrava {n}",
        "publisher": "The Harbour Post",
        "published": "2024-10-03",
        "language": "en",
    }
    return Report(**(given | fields))


def captured(n: int = 0, *, body: bytes = b"<p>crates</p>", **fields: Any) -> Report:
    """The n-th report with a capture, and the way back to it."""
    capture = Capture(body=body, media="text/html", headers=(("content-type", "text/html"),))
    return report(n, capture=capture, blocks=(Block(span=Span(0, 20), locator="/html/body/p[1]"),), **fields)


def reading(
    of: Report,
    *,
    version: str = "0.2.0",
    weights: str = "sha256:w",
    source: str = "Zoë Marsh",
    low: float = 1200.0,
) -> ReadRow:
    """What a reader of a version found: one statement with every facet, and the writer's own assertion."""
    parties = (
        Party(id="p1", name=source, type="person", kind="named", aliases=("Marsh",), role="clerk"),
        Party(
            id="p2",
            name="Ostrava",
            type="place",
            kind="named",
            place=Place(geonames=3068799, latitude=49.8346, longitude=18.28204, country="CZ", admin1="80"),
        ),
    )
    made = Reading(
        report=of,
        reader=Reader(version=version, weights=weights),
        statements=(_said(of, source), _own(of)),
        parties=parties,
        times=(
            Time(
                text="Friday",
                spans=(Span(74, 80),),
                type="DATE",
                value="2024-10-04",
                earliest=None,
                latest="2024-10-04",
                precision="day",
                reasons=(),
                relation="until",
                reference="2024-10-03",
            ),
        ),
        numbers=(
            Number(
                text="some 1,200",
                spans=(Span(33, 43),),
                low=low,
                high=low,
                approximate=True,
                relation="~",
                of=Counted(text="crates", spans=(Span(44, 50),)),
            ),
        ),
    )
    return reading_row(made)


def _said(of: Report, source: str) -> Statement:
    text, spans = of.text, CONTENT
    point = Point(
        id=statement_id(of.id, role="point", spans=spans),
        text=phrase(text, spans).text,
        spans=spans,
        times=(0,),
        numbers=(0,),
        places=("p2",),
    )
    return Statement(
        id=statement_id(of.id, role="content", spans=spans),
        attributed=True,
        source=Source(text=source, spans=(Span(0, 9),), party="p1"),
        cue=Phrase(text="said", spans=(Span(28, 32),)),
        content=phrase(text, spans),
        quote="indirect",
        chain=("p1",),
        basis=(Basis(kind="document", text="harbour", spans=(Span(13, 20),)),),
        certainty=Certainty(words=(), low=0.55, high=0.8, level="likely"),
        forecast=True,
        parties=("p1",),
        times=(0,),
        numbers=(0,),
        places=("p2",),
        points=(point,),
    )


def _own(of: Report) -> Statement:
    spans = (Span(82, 99),)
    return Statement(
        id=statement_id(of.id, role="content", spans=spans),
        attributed=False,
        source=None,
        cue=None,
        content=phrase(of.text, spans),
        quote="direct",
        polarity="denied",
    )
