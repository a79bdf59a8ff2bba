"""The ledger: evidence, what is derived from it, and the log of every change. The only SQL there is."""

from __future__ import annotations

from secondsource.ledger.engine import Ledger
from secondsource.ledger.writing import Writing

__all__ = ["Ledger", "Writing"]
