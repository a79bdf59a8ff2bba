"""What came of each report that was added, and of all of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from secondsource.records.lines import given
from secondsource.records.outcomes import OutcomeRow
from secondsource.records.rows import ErrorRow

State = Literal["added", "known", "resumed", "removed", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one report.

    state: added (it is new here), known (it was here already), resumed (an earlier or another run left it
    unread, and it was read now), removed (a decision keeps it out), failed (kind and message say why). path:
    what was given, for resumed ones the path in the ledger. report: its id, None where there is no report.
    """

    path: str
    state: State
    report: str | None = None
    kind: str | None = None
    message: str | None = None

    def row(self) -> OutcomeRow:
        """The outcome as the command line prints it."""
        error: ErrorRow | None = None
        if self.message is not None:
            error = {"kind": self.kind or "internal", "message": self.message}
        return {"path": given(self.path), "state": self.state, "report": self.report, "error": error}

    def __str__(self) -> str:
        if self.message is None:
            return f"{self.path}: {_WORDS[self.state]}"
        return self.message if self.message.startswith(self.path) else f"{self.path}: {self.message}"


_WORDS: dict[State, str] = {
    "added": "added",
    "known": "known already",
    "resumed": "left unread by another run, and read now",
    "removed": "kept out, since it was removed",
    "failed": "failed",
}
_TOLD: dict[State, str] = {
    "added": "{} added",
    "known": "{} known already",
    "resumed": "{} left unread by another run and read now",
    "removed": "{} kept out as removed",
    "failed": "{} failed",
}


@dataclass(kw_only=True)
class Summary:
    """How many reports came to what, and each failure with its reason."""

    counts: Counter[State] = field(default_factory=Counter)
    failures: list[Outcome] = field(default_factory=list)

    @property
    def added(self) -> int:
        """Reports that are new here."""
        return self.counts["added"]

    @property
    def known(self) -> int:
        """Reports that were here already."""
        return self.counts["known"]

    def count(self, outcome: Outcome) -> None:
        """One more is done."""
        self.counts[outcome.state] += 1
        if outcome.state == "failed":
            self.failures.append(outcome)

    def __str__(self) -> str:
        told = [_TOLD[state].format(self.counts[state]) for state in _TOLD if self.counts[state]]
        return ", ".join(told) or "nothing to add"
