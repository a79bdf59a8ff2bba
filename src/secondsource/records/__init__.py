"""The model as the rows that are published (RECORDS.md), and back."""

from __future__ import annotations

from secondsource.records.lines import line
from secondsource.records.reading import failure_row, field_reasons, reading_row
from secondsource.records.restore import reading_from
from secondsource.records.rows import ReadRow, StatementRow
from secondsource.records.schema import SCHEMAS, schema

__all__ = [
    "SCHEMAS",
    "ReadRow",
    "StatementRow",
    "failure_row",
    "field_reasons",
    "line",
    "reading_from",
    "reading_row",
    "schema",
]
