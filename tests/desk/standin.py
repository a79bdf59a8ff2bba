"""Stand-ins for the reader: an invented report read by hand, and a reader that knows one pattern."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from secondsource.model.report import Report
from secondsource.model.span import Span
from secondsource.model.statement import (
    Attribution,
    Basis,
    Certainty,
    Party,
    Phrase,
    Point,
    Reader,
    Reading,
    Source,
    Statement,
    phrase,
    statement_id,
)

READER = Reader(version="0.0.0-standin", weights="sha256:" + "0" * 64)

TEXT = """\
VARNHOLM, March 4 - The ferry to the outer islands stopped on Sunday night after its bow door jammed in \
heavy swell. Nobody was hurt.

Harbour master Ilse Tarnov said the vessel was "never in danger", and that it would probably sail again \
before the weekend.

"We opened the door by hand at four in the morning. The crew did it by the book," she said. "I have seen \
worse in a quiet summer."

"And I have seen it on newer ships than this one."

The crew's union sees it otherwise. Its spokesman, Bram Oduya, said a mechanic had warned in January that \
the hinges were cracked, according to a log which the union showed to reporters.

The Sund Line, which runs the ferry, denied that any warning had been given. "We know of no such log," the \
company said in a statement.

Some 140 passengers spent the night in a school at Marsk. Two of them told the Varnholm Courier that they \
had heard "a bang like a door in an empty church" an hour before the engines stopped.

An official of the coast guard, who asked not to be named, expects an inquiry to be opened this week. \
Reportedly the minister of transport, Dagny Felk, had asked for one twice before.

The school has since been cleaned. Lessons begin on Tuesday.
"""

PARTIES = (
    Party(id="p1", name="Ilse Tarnov", type="person", kind="named", role="harbour master"),
    Party(id="p2", name="Bram Oduya", type="person", kind="named", role="spokesman of the crew's union"),
    Party(id="p3", name="a mechanic", type="person", kind="unnamed"),
    Party(id="p4", name="the Sund Line", type="organization", kind="named", aliases=("the company",)),
    Party(id="p5", name="two passengers", type="person", kind="group"),
    Party(id="p6", name="an official of the coast guard", type="person", kind="unnamed"),
    Party(id="p7", name="Dagny Felk", type="person", kind="named", role="minister of transport"),
)


def spot(text: str, words: str, after: int = 0) -> Span:
    """Where words stand in a text, from a position on."""
    start = text.index(words, after)
    return Span(start, start + len(words))


def statement(
    report: Report,
    *content: str,
    source: str | None = None,
    cue: str | None = None,
    party: str | None = None,
    carried: bool = False,
    attributed: bool = True,
    after: int = 0,
    **facets: Any,
) -> Statement:
    """A statement from the words themselves; the source and cue are those nearest to the content."""
    text, spans = report.text, tuple(spot(report.text, words, after) for words in content)
    near = max(0, spans[0].start - 160)
    source_spans = (spot(text, source, near),) if source else ()
    held = Source(text=source, spans=source_spans, party=party, carried=carried) if source or party else None
    made = statement_id(report.id, role="content", spans=spans)
    words = phrase(text, spans)
    return Statement(
        id=made,
        attributed=attributed,
        source=held,
        cue=phrase(text, (spot(text, cue, near),)) if cue else None,
        content=words,
        quote=facets.pop("quote", "direct" if words.text.startswith('"') else "indirect"),
        points=(Point(id=made.replace("sha256:", "sha256:1")[:71], text=words.text, spans=spans),),
        **facets,
    )


def reading(**changes: Any) -> Reading:
    """The invented report as a careful person reads it."""
    given: dict[str, Any] = {
        "text": TEXT,
        "path": "ferry.txt",
        "title": "Ferry crew spent night forcing a jammed bow door",
        "publisher": "The Varnholm Courier",
        "byline": "Signe Aldous",
        "published": "2031-03-04",
        "language": "en",
    }
    report = Report(**(given | changes))
    sure = Certainty(words=(_words(report, "probably"),), low=0.55, high=0.8, level="likely")
    log_basis = Basis(kind="document", text="a log", spans=(spot(TEXT, "a log"),))
    warned = statement(
        report,
        "a mechanic had warned in January that the hinges were cracked",
        source="Bram Oduya", cue="said", party="p2", after=TEXT.index("Oduya"),
        basis=(log_basis,), chain=("p2", "p3"),
    )  # fmt: skip
    asked = statement(
        report,
        "the minister of transport, Dagny Felk, had asked for one twice before",
        cue="Reportedly",
    )
    found = (
        *_own(report, "The ferry to the outer islands stopped on Sunday night after its bow door jammed in"
              " heavy swell.", "Nobody was hurt."),
        statement(report, 'the vessel was "never in danger"',
                  "it would probably sail again before the weekend", source="Harbour master Ilse Tarnov",
                  cue="said", party="p1", quote="mixed",
                  certainty=sure, forecast=True),
        statement(report, '"We opened the door by hand at four in the morning. The crew did it by the book,"',
                  source="she", cue="said", party="p1",
                  basis=(Basis(kind="first-hand", text="We", spans=(spot(TEXT, "We"),)),)),
        statement(report, '"I have seen worse in a quiet summer."', party="p1", carried=True),
        statement(report, '"And I have seen it on newer ships than this one."', party="p1", carried=True),
        *_own(report, "The crew's union sees it otherwise."),
        warned,
        replace(statement(report, "the hinges were cracked", source="a mechanic", cue="warned", party="p3"),
                parent=warned.id),
        statement(report, "any warning had been given", source="The Sund Line", cue="denied", party="p4",
                  polarity="denied"),
        statement(report, '"We know of no such log,"', source="the company", cue="said in a statement",
                  party="p4"),
        *_own(report, "Some 140 passengers spent the night in a school at Marsk."),
        statement(report, 'they had heard "a bang like a door in an empty church" an hour before the engines'
                  " stopped", source="Two of them", cue="told the Varnholm Courier", party="p5",
                  quote="mixed"),
        statement(report, "an inquiry to be opened this week", source="An official of the coast guard",
                  cue="expects", party="p6", forecast=True),
        asked,
        replace(statement(report, "for one", source="Dagny Felk", cue="asked", party="p7"), parent=asked.id),
        *_own(report, "The school has since been cleaned.", "Lessons begin on Tuesday."),
    )  # fmt: skip
    attributions = tuple(
        Attribution(
            source=Phrase(text=held.source.text or "", spans=held.source.spans) if held.source else None,
            cue=held.cue,
            content=held.content,
        )
        for held in found
        if held.attributed
    )
    return Reading(report=report, reader=READER, statements=found, parties=PARTIES, attributions=attributions)


def _own(report: Report, *sentences: str) -> list[Statement]:
    return [statement(report, sentence, attributed=False) for sentence in sentences]


def _words(report: Report, words: str) -> Phrase:
    return phrase(report.text, (spot(report.text, words),))


class StandInReader:
    """Finds `NAME said WORDS.` and nothing else; breaks where a report asks it to."""

    identity = READER
    pattern = re.compile(r"(?P<source>[A-Z]\w+(?: [A-Z]\w+)*) (?P<cue>said) (?P<content>[^.\n]+)\.")

    def read(self, report: Report, *, raw: bool = False) -> Reading:
        if "BREAK THE READER" in report.text:
            raise RuntimeError("broken\nas asked")
        found = []
        for match in self.pattern.finditer(report.text):
            spans = {role: (Span(*match.span(role)),) for role in ("source", "cue", "content")}
            found.append(
                Statement(
                    id=statement_id(report.id, role="content", spans=spans["content"]),
                    attributed=True,
                    source=Source(text=match["source"], spans=spans["source"]),
                    cue=phrase(report.text, spans["cue"]),
                    content=phrase(report.text, spans["content"]),
                    quote="indirect",
                )
            )
        return Reading(report=report, reader=READER, statements=tuple(found))
