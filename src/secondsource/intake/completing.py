"""A report's fields from all that is known of it, each with its reason.

In the order of trust: the record or feed that names it, what it says of itself (its data, then its text),
what it came in, the caller's options.
"""

from __future__ import annotations

from dataclasses import replace

from secondsource.intake.byline import byline_of
from secondsource.intake.dateline import dateline_of, day_of_dateline
from secondsource.intake.dates import latest_day
from secondsource.intake.found import Found
from secondsource.intake.language import language_of, primary_subtag
from secondsource.intake.options import Given, Options
from secondsource.model.report import FieldReason, Report

# The fields that tell where they were read.
TOLD = ("byline", "dateline", "publisher", "published")


def complete(report: Report, *, given: Given, options: Options) -> Report:
    """The report with what its record, its own text, what it came in and the caller say of it."""
    known = {field: value for field, value in given.known.items() if value and field not in TOLD}
    known["language"] = (
        primary_subtag(known.get("language"))
        or language_of(report.text, hint=known.get("language") or report.language)
        or ""
    )
    for field, value in given.otherwise.items():
        if field not in TOLD:
            known[field] = known.get(field) or getattr(report, field) or value
    reasons: list[FieldReason] = []
    for field in TOLD:
        found = _found(field, report, given, options)
        known[field] = (found.value if found else None) or ""
        own = tuple(reason for reason in report.reasons if reason.field == field)
        reasons += own if found is None or found.code == _OWN else found.reasons(field)
    fields = {field: value or None for field, value in known.items()}
    return replace(report, reasons=tuple(reasons), **fields)  # type: ignore[arg-type]


# Stands for the reasons that the report's own reader gave.
_OWN = ""


def _found(field: str, report: Report, given: Given, options: Options) -> Found | None:
    """The value of one field, from the first that has one."""
    if value := given.known.get(field):
        return Found(value, _named_by(given))
    if field == "dateline" and (line := dateline_of(report.text)):
        return Found(line, "text-dateline")
    if value := getattr(report, field):
        told = any(reason.field == field for reason in report.reasons)
        return Found(value, _OWN if told else "own-data")
    if field == "byline" and (found := byline_of(report.text)):
        return found
    if field == "published" and (found := _filed(report, given)):
        return found
    if value := given.otherwise.get(field):
        return Found(value, "around")
    value = getattr(options, field, None)
    return Found(value, "option") if value else None


def _filed(report: Report, given: Given) -> Found | None:
    """The day on which a report was filed, by the dateline that its text opens with."""
    line = dateline_of(report.text)
    day = day_of_dateline(line) if line is not None else None
    if line is None or day is None or day > latest_day(given.retrieved or report.retrieved):
        return None
    return Found(day, "text-dateline-day", (line,))


def _named_by(given: Given) -> str:
    """Who gave the fields that win over the report's own: a record, a container, or the caller."""
    if given.inside:
        return "record"
    return "around" if given.level else "option"
