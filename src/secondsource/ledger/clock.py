"""The one clock of the ledger: it enters acquisitions, the log and leases, and nothing that is exported.

Callers say `clock.now()`, so that a test sets the clock by replacing this one function.
"""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def stamp(moment: datetime | None = None) -> str:
    """A moment (by default the present) as ledgers keep it: UTC, ISO 8601, always 27 characters.

    So that text order is the order of time.
    """
    return (moment or now()).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
