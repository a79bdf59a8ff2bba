"""Rows of the database as the rows that are published."""

from __future__ import annotations

from typing import Any

from secondsource.ledger.highlights import marks, window
from secondsource.ledger.log import Entry
from secondsource.records.ledger import (
    CustodyRow,
    FoundReport,
    FoundStatement,
    ReportItem,
    ReportRef,
    SnippetRow,
    StatementItem,
)
from secondsource.records.versions import VersionMark

Terms = tuple[tuple[str, ...], ...]


def report_item(row: Any, version: VersionMark | None) -> ReportItem:
    """A report as lists name it. version: which of its versions it is, None for one that has no other."""
    return {
        "id": row.report_id,
        "path": row.path,
        "title": row.title,
        "publisher": row.publisher,
        "published": row.published,
        "language": row.language,
        "length": row.length,
        "statements": row.statements or 0,
        "reading": row.reading,
        "version": version,
    }


def found_report(row: Any, snippet: SnippetRow | None, version: VersionMark | None) -> FoundReport:
    """A report that was found, with where its words stand."""
    return {**report_item(row, version), "snippet": snippet}


def statement_item(row: Any) -> StatementItem:
    """A statement as lists name it."""
    report: ReportRef = {
        "id": row.report_id,
        "path": row.path,
        "title": row.title,
        "publisher": row.publisher,
        "published": row.published,
    }
    return {
        "id": row.id,
        "report": report,
        "n": row.n,
        "attributed": bool(row.attributed),
        "parent": row.parent,
        "source": row.source,
        "party": row.source_key,
        "cue": row.cue,
        "content": row.content,
        "start": row.start,
        "end": row.end,
        "quote": row.quote,
        "polarity": row.polarity,
        "forecast": bool(row.forecast),
        "certainty": row.level,
        "low": row.low,
        "high": row.high,
    }


def found_statement(row: Any, terms: Terms, version: VersionMark | None) -> FoundStatement:
    """A statement that was found, with where the words stand in its content."""
    return {**statement_item(row), "snippet": snippet(row.content, terms), "version": version}


def snippet(text: str, terms: Terms) -> SnippetRow:
    """A stretch of a text round the first hits, with the marks of those that lie in it."""
    found = marks(text, terms)
    start, end = window(text, found)
    inside = [(s, e) for s, e in found if start <= s and e <= end]
    return {"text": text[start:end], "start": start, "marks": inside}


def custody_row(entry: Entry) -> CustodyRow:
    """An entry of the log that brought something in."""
    return {
        "at": entry.at,
        "writer": entry.writer,
        "n": entry.n,
        "action": entry.action,
        "author": entry.author,
        "hash": entry.hash,
    }
