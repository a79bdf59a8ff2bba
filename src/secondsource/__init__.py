"""Second Source reads news reports, and keeps them: what is claimed, who says so, and in which words.

The public names are loaded when they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from secondsource.versions import PACKAGE as __version__

if TYPE_CHECKING:
    from secondsource.desk import Desk, Outcome, Pages, Summary, read, read_all
    from secondsource.errors import (
        FetchError,
        InputError,
        LedgerError,
        NoText,
        NotFound,
        SecondSourceError,
        TooLarge,
        UnknownId,
        UsageError,
        WeightsError,
    )
    from secondsource.model.report import Failure, Report
    from secondsource.model.span import Span
    from secondsource.model.statement import (
        Attribution,
        Mention,
        Number,
        Party,
        Phrase,
        Point,
        Reading,
        Source,
        Statement,
        Time,
    )

_HOMES = {
    "secondsource.desk": ("Desk", "Outcome", "Pages", "Summary", "read", "read_all"),
    "secondsource.errors": (
        "FetchError", "InputError", "LedgerError", "NotFound", "NoText", "SecondSourceError", "TooLarge",
        "UnknownId", "UsageError", "WeightsError",
    ),
    "secondsource.model.report": ("Failure", "Report"),
    "secondsource.model.span": ("Span",),
    "secondsource.model.statement": (
        "Attribution", "Mention", "Number", "Party", "Phrase", "Point", "Reading", "Source", "Statement",
        "Time",
    ),
}  # fmt: skip
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Attribution",
    "Desk",
    "Failure",
    "FetchError",
    "InputError",
    "LedgerError",
    "Mention",
    "NoText",
    "NotFound",
    "Number",
    "Outcome",
    "Pages",
    "Party",
    "Phrase",
    "Point",
    "Reading",
    "Report",
    "SecondSourceError",
    "Source",
    "Span",
    "Statement",
    "Summary",
    "Time",
    "TooLarge",
    "UnknownId",
    "UsageError",
    "WeightsError",
    "__version__",
    "read",
    "read_all",
]


def __getattr__(name: str) -> Any:
    """Load a public name from the module that holds it, once."""
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME_OF[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Public names, loaded or not."""
    return sorted(__all__)
