"""An invented report, read by hand with every facet: what is shown of who is who, how they know, how sure."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from secondsource.model.report import Report
from secondsource.model.statement import (
    Basis,
    BasisKind,
    Certainty,
    Level,
    Mention,
    Party,
    Point,
    Reading,
    Source,
    Statement,
    phrase,
)
from tests.desk.standin import READER, spot, statement

TEXT = """\
HARVIK, June 9 - The Ostre Tunnel stays shut after the fire of Friday. Nobody was killed.

Inspector Anna Berg of the Tunnel Safety Board (TSB) said the fire probably began in a lorry that carried \
batteries and was not seen for an hour. "We found the lorry, and we found what was left of its load," she \
said. "The rest is chemistry."

A Valmark diplomat said that his country's intelligence service believes that a second lorry is on its way. \
The assessment rests on intercepted calls.

The driver, Tom Berg, denied that he had been paid in cash. Berg wanted to know why nobody had stopped him \
at the border. He did not see the smoke, he said.

The ministers Ida Lund and Per Voss expect the tunnel to open in August.

Reportedly the customs file has since been lost. It cannot be ruled out, one of them said, that it was burnt.
"""

PARTIES = (
    Party(id="p1", name="Anna Berg", type="person", kind="named", aliases=("Inspector Anna Berg",),
          role="inspector of the Tunnel Safety Board"),
    Party(id="p2", name="a Valmark diplomat", type="person", kind="unnamed",
          role="Valmark diplomat"),
    Party(id="p3", name="Valmark's intelligence service", type="organization", kind="unnamed",
          aliases=("his country's intelligence service",)),
    Party(id="p4", name="Tom Berg", type="person", kind="named", aliases=("Berg", "the driver"),
          role="driver"),
    Party(id="p5", name="Ida Lund and Per Voss", type=None, kind="group", members=("p6", "p7")),
    Party(id="p6", name="Ida Lund", type="person", kind="named", role="minister"),
    Party(id="p7", name="Per Voss", type="person", kind="named", role="minister"),
    Party(id="p8", name="the Tunnel Safety Board", type="organization", kind="named", aliases=("TSB",)),
    Party(id="p9", name="a second lorry", type="platform", kind="unnamed"),
)  # fmt: skip


def reading(**changes: Any) -> Reading:
    """The report with who is who, chains, bases, certainty, denials, a question, forecasts and a ground."""
    given = {"path": "tunnel.txt", "title": "Fire in the Ostre Tunnel began in a lorry", "language": "en"}
    report = Report(text=TEXT, **(given | changes))
    service = _service(report)
    lost = statement(report, "the customs file has since been lost", cue="Reportedly")
    found = (
        _own(report, "The Ostre Tunnel stays shut after the fire of Friday."),
        _own(report, "Nobody was killed."),
        *_inspector(report),
        *service,
        replace(_own(report, "The assessment rests on intercepted calls."), grounds=(service[1].id,)),
        *_driver(report),
        statement(report, "the tunnel to open in August", source="The ministers Ida Lund and Per Voss",
                  cue="expect", party="p5", forecast=True,
                  certainty=_sure(report, "expect", 0.55, 0.8, "likely")),
        lost,
        statement(report, "It cannot be ruled out, one of them said, that it was burnt", source="one of them",
                  cue="said", certainty=_sure(report, "cannot be ruled out", 0.05, 0.5, "possible")),
    )  # fmt: skip
    mentions = (
        Mention(text="TSB", spans=(spot(TEXT, "TSB"),), type="organization", form="name", party="p8"),
        Mention(text="a lorry", spans=(spot(TEXT, "a lorry"),), type=None, form="description", party=None),
    )
    return Reading(report=report, reader=READER, statements=found, parties=PARTIES, mentions=mentions)


def _inspector(report: Report) -> tuple[Statement, ...]:
    content = "the fire probably began in a lorry that carried batteries and was not seen for an hour"
    made = statement(report, content, source="Inspector Anna Berg", cue="said", party="p1",
                     certainty=_sure(report, "probably", 0.55, 0.8, "likely"), parties=("p9",))  # fmt: skip
    points = (_point(report, "the fire probably began in a lorry", "a"),
              _point(report, "that carried batteries", "b"),
              replace(_point(report, "was not seen for an hour", "c"), negated=True,
                      parties=("p9",)))  # fmt: skip
    return (
        replace(made, points=points),
        statement(report, '"We found the lorry, and we found what was left of its load,"', source="she",
                  cue="said", party="p1", basis=(_basis(report, "first-hand", "We found"),)),
        statement(report, '"The rest is chemistry."', party="p1", carried=True),
    )  # fmt: skip


def _service(report: Report) -> tuple[Statement, Statement]:
    outer = statement(
        report,
        "his country's intelligence service believes that a second lorry is on its way",
        source="A Valmark diplomat", cue="said", party="p2",
    )  # fmt: skip
    inner = statement(
        report,
        "a second lorry is on its way",
        source="his country's intelligence service", cue="believes", party="p3", parent=outer.id,
        chain=("p2", "p3"), forecast=True,
        certainty=_sure(report, "believes", 0.55, 0.8, "likely"),
        basis=(_basis(report, "intercept", "intercepted calls"),),
    )  # fmt: skip
    return outer, inner


def _driver(report: Report) -> tuple[Statement, ...]:
    near = TEXT.index("Berg wanted")
    return (
        statement(report, "he had been paid in cash", source="Tom Berg", cue="denied", party="p4",
                  polarity="denied"),
        statement(report, "why nobody had stopped him at the border", source="Berg", cue="wanted to know",
                  party="p4", polarity="questioned", after=near),
        replace(
            statement(report, "He did not see the smoke", cue="said", after=near),
            source=Source(text="he", spans=(spot(TEXT, "he", TEXT.index("smoke, he")),)),
        ),
    )  # fmt: skip


def _own(report: Report, sentence: str) -> Statement:
    return statement(report, sentence, attributed=False)


def _point(report: Report, words: str, mark: str) -> Point:
    spans = (spot(report.text, words),)
    return Point(id=f"sha256:{mark * 64}", text=words, spans=spans)


def _sure(report: Report, words: str, low: float, high: float, level: Level) -> Certainty:
    return Certainty(
        words=(phrase(report.text, (spot(report.text, words),)),), low=low, high=high, level=level
    )


def _basis(report: Report, kind: BasisKind, words: str) -> Basis:
    return Basis(kind=kind, text=words, spans=(spot(report.text, words),))
