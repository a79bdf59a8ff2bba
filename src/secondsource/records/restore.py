"""Published rows back as readings."""

from __future__ import annotations

from collections.abc import Iterable

from secondsource.errors import InputError
from secondsource.model.report import FieldReason, Report
from secondsource.model.span import Span
from secondsource.model.statement import (
    Attribution,
    Basis,
    Certainty,
    Counted,
    Credit,
    Mention,
    Number,
    Party,
    Phrase,
    Place,
    Point,
    Reader,
    Reading,
    Reason,
    Scope,
    Source,
    Statement,
    Time,
)
from secondsource.records import rows


def reading_from(row: rows.ReadRow) -> Reading:
    """The reading that a row was made of; its report has no capture and no way back to one.

    The row must hold the report's text (`--with-text`). Raises InputError (kind "bad-record") for an error
    row, a row without text, and a row whose text is not the one that its id was made from.
    """
    if row["report"] is None or row["reader"] is None:
        raise InputError(f"{row['path']}: an error row holds no reading", kind="bad-record")
    return Reading(
        report=_report(row["report"], path=row["path"]),
        reader=Reader(version=row["reader"]["version"], weights=row["reader"]["weights"]),
        statements=tuple(_statement(held) for held in row["statements"]),
        mentions=tuple(_mention(held) for held in row["mentions"]),
        parties=tuple(_party(held) for held in row["parties"]),
        times=tuple(_time(held) for held in row["times"]),
        numbers=tuple(_number(held) for held in row["numbers"]),
        credits=tuple(_credit(held) for held in row.get("credits", [])),
        attributions=tuple(_attribution(held) for held in row.get("attributions", [])),
    )


def _report(row: rows.ReportRow, *, path: str) -> Report:
    """The report. The row lacks its address and record id: the path is tried as both till the id fits."""
    if "text" not in row:
        raise InputError(f"{path}: the row holds no text; read again with --with-text", kind="bad-record")
    tail = path.partition("#")[2] or None
    for address, record in ((None, None), (path, None), (None, tail)):
        report = Report(
            text=row["text"],
            path=path,
            title=row["title"],
            publisher=row["publisher"],
            byline=row["byline"],
            dateline=row["dateline"],
            published=row["published"],
            retrieved=row["retrieved"],
            language=row["language"],
            reasons=_field_reasons(row),
            address=address,
            record=record,
        )
        if report.id == row["id"]:
            return report
    raise InputError(f"{path}: the row's text is not the one that its id was made from", kind="bad-record")


def _field_reasons(row: rows.ReportRow) -> tuple[FieldReason, ...]:
    """Rows that an earlier version wrote have none."""
    return tuple(
        FieldReason(field=held["field"], code=held["code"], values=tuple(held["values"]))
        for held in row.get("reasons", [])
    )


def _statement(row: rows.StatementRow) -> Statement:
    return Statement(
        id=row["id"],
        attributed=row["attributed"],
        parent=row["parent"],
        source=_source(row["source"]),
        cue=_phrase(row["cue"]),
        content=_words(row["content"]),
        quote=row["quote"],
        chain=tuple(row["chain"]),
        basis=tuple(
            Basis(kind=held["kind"], text=held["text"], spans=_spans(held["spans"])) for held in row["basis"]
        ),
        certainty=_certainty(row["certainty"]),
        polarity=row["polarity"],
        forecast=row["forecast"],
        horizon=row["horizon"],
        parties=tuple(row["parties"]),
        times=tuple(row["times"]),
        numbers=tuple(row["numbers"]),
        places=tuple(row["places"]),
        grounds=tuple(row["grounds"]),
        points=tuple(_point(held) for held in row["points"]),
    )


def _source(row: rows.SourceRow | None) -> Source | None:
    if row is None:
        return None
    return Source(text=row["text"], spans=_spans(row["spans"]), party=row["party"], carried=row["carried"])


def _certainty(row: rows.CertaintyRow | None) -> Certainty | None:
    if row is None:
        return None
    return Certainty(
        words=tuple(_words(held) for held in row["words"]),
        low=row["low"],
        high=row["high"],
        level=row["level"],
    )


def _point(row: rows.PointRow) -> Point:
    return Point(
        id=row["id"],
        text=row["text"],
        spans=_spans(row["spans"]),
        event=_phrase(row["event"]),
        negated=row["negated"],
        times=tuple(row["times"]),
        numbers=tuple(row["numbers"]),
        places=tuple(row["places"]),
        parties=tuple(row["parties"]),
    )


def _mention(row: rows.MentionRow) -> Mention:
    return Mention(
        text=row["text"],
        spans=_spans(row["spans"]),
        type=row["type"],
        form=row["form"],
        party=row["party"],
    )


def _party(row: rows.PartyRow) -> Party:
    return Party(
        id=row["id"],
        name=row["name"],
        type=row["type"],
        kind=row["kind"],
        aliases=tuple(row["aliases"]),
        role=row["role"],
        members=tuple(row["members"]),
        place=_place(row["place"]),
    )


def _place(row: rows.PlaceRow | None) -> Place | None:
    if row is None:
        return None
    return Place(
        geonames=row["geonames"],
        latitude=row["latitude"],
        longitude=row["longitude"],
        country=row["country"],
        admin1=row["admin1"],
        reasons=_reasons(row["reasons"]),
    )


def _time(row: rows.TimeRow) -> Time:
    return Time(
        text=row["text"],
        spans=_spans(row["spans"]),
        type=row["type"],
        value=row["value"],
        earliest=row["earliest"],
        latest=row["latest"],
        precision=row["precision"],
        reasons=_reasons(row["reasons"]),
        relation=row["relation"],
        reference=row["reference"],
    )


def _number(row: rows.NumberRow) -> Number:
    scope = row["scope"]
    return Number(
        text=row["text"],
        spans=_spans(row["spans"]),
        low=row["low"],
        high=row["high"],
        approximate=row["approximate"],
        relation=row["relation"],
        unit=row["unit"],
        of=_counted(row["of"]),
        per=row["per"],
        scope=scope and Scope(kind=scope["kind"], since=scope["since"], area=scope["area"]),
        event=_phrase(row["event"]),
        reasons=_reasons(row["reasons"]),
    )


def _counted(row: rows.CountedRow | None) -> Counted | None:
    if row is None:
        return None
    return Counted(text=row["text"], spans=_spans(row["spans"]), party=row["party"])


def _credit(row: rows.CreditRow) -> Credit:
    return Credit(
        text=row["text"],
        spans=_spans(row["spans"]),
        name=row["name"],
        kind=row["kind"],
        reasons=_reasons(row["reasons"]),
    )


def _attribution(row: rows.AttributionRow) -> Attribution:
    return Attribution(
        source=_phrase(row["source"]), cue=_phrase(row["cue"]), content=_phrase(row["content"])
    )


def _words(row: rows.PhraseRow) -> Phrase:
    return Phrase(text=row["text"], spans=_spans(row["spans"]))


def _phrase(row: rows.PhraseRow | None) -> Phrase | None:
    return None if row is None else _words(row)


def _spans(spans: Iterable[rows.SpanRow]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in spans)


def _reasons(found: Iterable[rows.ReasonRow]) -> tuple[Reason, ...]:
    return tuple(Reason(code=held["code"], values=tuple(held["values"])) for held in found)
