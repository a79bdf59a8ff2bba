"""What `add` says of each report that it was given, and `watch` of each change."""

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


class ChangeRow(TypedDict):
    """What `watch` saw in a source."""

    source: str
    """What was given: a feed, an address or a folder."""
    path: str
    """The thing in it that is new, changed, failed or gone; the source itself where it is of the whole."""
    state: Literal["new", "changed", "unchanged", "failed", "gone", "moved"]
    """changed: another version of what the ledger has; unchanged: a source in which nothing was new."""
    report: str | None
    """Its id in the ledger, or null where there is none."""
    title: str | None
    """Of the report."""
    moved: str | None
    """Only of what moved: where to."""
    error: ErrorRow | None
    """Of what failed, and of what is gone where more is known."""
