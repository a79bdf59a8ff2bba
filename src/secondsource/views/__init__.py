"""What screens and commands need of a ledger, as rows of `records.ledger`: read only, lazily, in pages.

Every function takes an open ledger, opens its own snapshots, and takes `known_at`: a moment of the ledger,
for what it knew then. Names come when they are asked for, so that nothing is imported that is not used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from secondsource.views.asking import query
    from secondsource.views.changed import bookmarks, changes, look
    from secondsource.views.joined import any_joined, joined_parties
    from secondsource.views.searching import Page, counts, hints, page, reports, search, search_reports
    from secondsource.views.showing import show
    from secondsource.views.tables import flat
    from secondsource.views.timed import timeline
    from secondsource.views.versioned import versions
    from secondsource.views.voices import parties, sources

__all__ = [
    "Page",
    "any_joined",
    "bookmarks",
    "changes",
    "counts",
    "flat",
    "hints",
    "joined_parties",
    "look",
    "page",
    "parties",
    "query",
    "reports",
    "search",
    "search_reports",
    "show",
    "sources",
    "timeline",
    "versions",
]

_PLACES = {
    "asking": ("query",),
    "changed": ("bookmarks", "changes", "look"),
    "joined": ("any_joined", "joined_parties"),
    "searching": ("Page", "counts", "hints", "page", "reports", "search", "search_reports"),
    "showing": ("show",),
    "tables": ("flat",),
    "timed": ("timeline",),
    "versioned": ("versions",),
    "voices": ("parties", "sources"),
}


def __getattr__(name: str) -> Any:
    for module, names in _PLACES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
