"""Removing a report: its text, fields, readings and captures go for good, its custody stays."""

from __future__ import annotations

from secondsource.errors import UsageError
from secondsource.ledger import decisions, evidence
from secondsource.ledger.deciding import decide, reason
from secondsource.ledger.writing import Writing
from secondsource.model.decision import Decision


def remove(
    w: Writing, given: str, *, why: str | None, author: str | None, decided: str | None = None
) -> Decision:
    """Remove a report by its id, prefix or path. Adding or importing it again does not bring it back.

    Withdrawing the decision allows that, but what was taken away must then be added again. Raises UsageError
    without a reason, and for a report that is removed already.
    """
    why = reason(why, required="a removal")
    report = evidence.report(w.connection, given)
    before = decisions.removal(w.connection, report.id)
    if before is not None:
        who = f"{before.author or 'someone unnamed'} at {before.decided}"
        raise UsageError(f"report {report.id} was removed already, by {who}: {before.why}")
    return decide(w, "remove", report.id, {}, why=why, author=author, decided=decided)
