"""Phrases and the ids of statements, made by hand."""

from __future__ import annotations

from dataclasses import replace

from secondsource.model.identity import content_id
from secondsource.model.span import Span
from secondsource.model.statement import Phrase, Statement, phrase, statement_id

TEXT = "“We wait,” the pilot of the Brisa said, “for the tide.”"


def test_a_phrase_holds_the_very_characters() -> None:
    assert phrase(TEXT, (Span(0, 10),)) == Phrase(text="“We wait,”", spans=(Span(0, 10),))


def test_an_interrupted_phrase_is_joined_by_a_space() -> None:
    halves = (Span(0, 10), Span(40, len(TEXT)))
    assert phrase(TEXT, halves).text == "“We wait,” “for the tide.”"
    assert phrase(TEXT, halves).spans == halves


def test_an_id_is_of_report_role_and_place() -> None:
    spans = (Span(0, 10), Span(35, 39))
    key = statement_id("sha256:aa", role="statement", spans=spans)
    assert key == content_id({"report": "sha256:aa", "role": "statement", "spans": [[0, 10], [35, 39]]})
    others = {
        statement_id("sha256:ab", role="statement", spans=spans),
        statement_id("sha256:aa", role="own", spans=spans),
        statement_id("sha256:aa", role="statement", spans=spans[:1]),
        statement_id("sha256:aa", role="statement", spans=(Span(0, 11), Span(35, 39))),
    }
    assert len(others | {key}) == 5


def test_what_no_step_reads_yet_is_empty() -> None:
    content = phrase(TEXT, (Span(0, 10),))
    statement = Statement(id="x", attributed=True, source=None, cue=None, content=content, quote="direct")
    assert (statement.polarity, statement.forecast, statement.certainty) == ("asserted", False, None)
    assert not any((statement.chain, statement.basis, statement.parties, statement.points, statement.parent))
    assert replace(statement, forecast=True).id == statement.id
