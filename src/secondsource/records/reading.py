"""Readings and failures as the rows that are published, and nothing but the model as they know it."""

from __future__ import annotations

from collections.abc import Iterable

from secondsource.model import reasons
from secondsource.model.report import Failure, FieldReason, Report
from secondsource.model.span import Span
from secondsource.model.statement import (
    Attribution,
    Certainty,
    Counted,
    Credit,
    Mention,
    Number,
    Party,
    Phrase,
    Place,
    Point,
    Reading,
    Reason,
    Source,
    Statement,
    Time,
)
from secondsource.records import rows
from secondsource.records.lines import given


def reading_row(reading: Reading, *, with_text: bool = False, raw: bool = False) -> rows.ReadRow:
    """What one report was found to say. with_text adds report.text, raw adds attributions."""
    row: rows.ReadRow = {
        "path": given(reading.report.path),
        "error": None,
        "report": _report(reading.report, with_text=with_text),
        "reader": {"version": reading.reader.version, "weights": reading.reader.weights},
        "statements": [_statement(statement) for statement in reading.statements],
        "mentions": [_mention(mention) for mention in reading.mentions],
        "parties": [_party(party) for party in reading.parties],
        "times": [_time(time) for time in reading.times],
        "numbers": [_number(number) for number in reading.numbers],
        "credits": [_credit(credit) for credit in reading.credits],
    }
    if raw:
        row["attributions"] = [_attribution(attribution) for attribution in reading.attributions]
    return row


def unread_row(path: str) -> rows.ReadRow:
    """The row of what has no reading: every list empty and all else null."""
    return {
        "path": path,
        "error": None,
        "report": None,
        "reader": None,
        "statements": [],
        "mentions": [],
        "parties": [],
        "times": [],
        "numbers": [],
        "credits": [],
    }


def failure_row(failure: Failure, *, raw: bool = False) -> rows.ReadRow:
    """A report that could not be read: its error, every list empty and all else null."""
    row = unread_row(given(failure.path))
    row["error"] = {"kind": failure.kind, "message": given(failure.message)}
    if raw:
        row["attributions"] = []
    return row


def _report(report: Report, *, with_text: bool) -> rows.ReportRow:
    row: rows.ReportRow = {
        "id": report.id,
        "title": report.title,
        "publisher": report.publisher,
        "byline": report.byline,
        "dateline": report.dateline,
        "published": report.published,
        "retrieved": report.retrieved,
        "language": report.language,
        "length": len(report.text),
        "reasons": field_reasons(report.reasons),
    }
    if with_text:
        row["text"] = report.text
    return row


def _statement(statement: Statement) -> rows.StatementRow:
    return {
        "id": statement.id,
        "attributed": statement.attributed,
        "parent": statement.parent,
        "source": _source(statement.source),
        "cue": _phrase(statement.cue),
        "content": _words(statement.content),
        "quote": statement.quote,
        "chain": list(statement.chain),
        "basis": [
            {"kind": basis.kind, "text": basis.text, "spans": _spans(basis.spans)}
            for basis in statement.basis
        ],
        "certainty": _certainty(statement.certainty),
        "polarity": statement.polarity,
        "forecast": statement.forecast,
        "horizon": statement.horizon,
        "parties": list(statement.parties),
        "times": list(statement.times),
        "numbers": list(statement.numbers),
        "places": list(statement.places),
        "grounds": list(statement.grounds),
        "points": [_point(point) for point in statement.points],
    }


def _source(source: Source | None) -> rows.SourceRow | None:
    if source is None:
        return None
    return {
        "text": source.text,
        "spans": _spans(source.spans),
        "party": source.party,
        "carried": source.carried,
    }


def _certainty(certainty: Certainty | None) -> rows.CertaintyRow | None:
    if certainty is None:
        return None
    return {
        "words": [_words(words) for words in certainty.words],
        "low": _figure(certainty.low),
        "high": _figure(certainty.high),
        "level": certainty.level,
    }


def _point(point: Point) -> rows.PointRow:
    return {
        "id": point.id,
        "text": point.text,
        "spans": _spans(point.spans),
        "event": _phrase(point.event),
        "negated": point.negated,
        "times": list(point.times),
        "numbers": list(point.numbers),
        "places": list(point.places),
        "parties": list(point.parties),
    }


def _mention(mention: Mention) -> rows.MentionRow:
    return {
        "text": mention.text,
        "spans": _spans(mention.spans),
        "type": mention.type,
        "form": mention.form,
        "party": mention.party,
    }


def _party(party: Party) -> rows.PartyRow:
    return {
        "id": party.id,
        "name": party.name,
        "type": party.type,
        "kind": party.kind,
        "aliases": list(party.aliases),
        "role": party.role,
        "members": list(party.members),
        "place": _place(party.place),
    }


def _place(place: Place | None) -> rows.PlaceRow | None:
    if place is None:
        return None
    return {
        "geonames": place.geonames,
        "latitude": _figure(place.latitude),
        "longitude": _figure(place.longitude),
        "country": place.country,
        "admin1": place.admin1,
        "reasons": _reasons(place.reasons),
    }


def _time(time: Time) -> rows.TimeRow:
    return {
        "text": time.text,
        "spans": _spans(time.spans),
        "type": time.type,
        "value": time.value,
        "earliest": time.earliest,
        "latest": time.latest,
        "precision": time.precision,
        "reasons": _reasons(time.reasons),
        "relation": time.relation,
        "reference": time.reference,
    }


def _number(number: Number) -> rows.NumberRow:
    scope = number.scope
    return {
        "text": number.text,
        "spans": _spans(number.spans),
        "low": None if number.low is None else _figure(number.low),
        "high": None if number.high is None else _figure(number.high),
        "approximate": number.approximate,
        "relation": number.relation,
        "unit": number.unit,
        "of": _counted(number.of),
        "per": number.per,
        "scope": None if scope is None else {"kind": scope.kind, "since": scope.since, "area": scope.area},
        "event": _phrase(number.event),
        "reasons": _reasons(number.reasons),
    }


def _counted(counted: Counted | None) -> rows.CountedRow | None:
    if counted is None:
        return None
    return {"text": counted.text, "spans": _spans(counted.spans), "party": counted.party}


def _credit(credit: Credit) -> rows.CreditRow:
    return {
        "text": credit.text,
        "spans": _spans(credit.spans),
        "name": credit.name,
        "kind": credit.kind,
        "reasons": _reasons(credit.reasons),
    }


def _attribution(attribution: Attribution) -> rows.AttributionRow:
    return {
        "source": _phrase(attribution.source),
        "cue": _phrase(attribution.cue),
        "content": _phrase(attribution.content),
    }


def _words(phrase: Phrase) -> rows.PhraseRow:
    return {"text": phrase.text, "spans": _spans(phrase.spans)}


def _phrase(phrase: Phrase | None) -> rows.PhraseRow | None:
    return None if phrase is None else _words(phrase)


def _spans(spans: Iterable[Span]) -> list[rows.SpanRow]:
    return [(span.start, span.end) for span in spans]


def _reasons(found: Iterable[Reason]) -> list[rows.ReasonRow]:
    return [
        {"code": reason.code, "values": list(reason.values), "text": reasons.words(reason)}
        for reason in found
    ]


def field_reasons(found: Iterable[FieldReason]) -> list[rows.FieldReasonRow]:
    """Where the fields of a report were read, as rows."""
    return [
        {
            "field": reason.field,
            "code": reason.code,
            "values": list(reason.values),
            "text": reasons.words(reason),
        }
        for reason in found
    ]


def _figure(value: float) -> float:
    """A whole number prints as one (10000, not 10000.0)."""
    return int(value) if float(value).is_integer() else value
