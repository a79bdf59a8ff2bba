"""The facade: what a user of the package does, each in a call."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from secondsource.desk.reading import read, read_all, read_rows

if TYPE_CHECKING:
    from secondsource.desk.desk import Desk, Filters
    from secondsource.desk.outcomes import Outcome, Summary
    from secondsource.desk.pages import Pages

__all__ = ["Desk", "Filters", "Outcome", "Pages", "Summary", "read", "read_all", "read_rows"]

# Loaded when first used: who only reads needs no ledger.
_HOMES = {
    "Desk": "desk", "Filters": "desk", "Outcome": "outcomes", "Pages": "pages", "Summary": "outcomes"
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Load a name from the module that holds it, once."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
