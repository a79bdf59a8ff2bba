"""What comes in, and what adding it did."""

from __future__ import annotations

from dataclasses import dataclass

from secondsource.model.report import Report
from secondsource.records.rows import ReadRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquisition:
    """Where and when a report was received. fetched is ISO 8601 as given; local to a ledger."""

    path: str
    address: str | None = None
    fetched: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    capture: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A report to keep, with its capture where it has one, and the reading of it where it was read.

    reading is a row of `records.reading_row`. Without an acquisition, the report's own path, address, time of
    retrieval and headers are noted.
    """

    report: Report
    reading: ReadRow | None = None
    acquisition: Acquisition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What adding did. removed: a decision removes this report, so nothing was kept."""

    report: str
    reading: str | None = None
    new_report: bool = False
    new_reading: bool = False
    new_acquisition: bool = False
    removed: bool = False
