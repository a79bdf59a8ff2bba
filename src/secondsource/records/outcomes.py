"""What `add` says of each report that it was given."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from secondsource.records.rows import ErrorRow


class OutcomeRow(TypedDict):
    """What came of one report that `add` was given, or that an earlier run left unread."""

    path: str
    """What was given; of what an earlier run left, the path in the ledger."""
    state: Literal["added", "known", "resumed", "removed", "failed"]
    """resumed: left unread by another run, and read now; removed: a decision keeps it out."""
    report: str | None
    """Its id, or null where there is no report."""
    error: ErrorRow | None
    """Only of what failed."""
