"""What a page is asked for in its address: filters, story, moment, how far to go. So every view is a link."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

from fastapi import Query
from pydantic import BaseModel, Field

from secondsource.desk.opened import Filters
from secondsource.desk.pages import Pages

T = TypeVar("T")
MOST = 500
# Rows that may be skipped: what lies behind is found by filters, not by turning pages.
FARTHEST = 10_000
_LISTS = ("source", "party", "place", "number", "publisher", "polarity", "certainty", "basis")


class Asking(BaseModel):
    """Filters as the command line names them, and a page of what they leave."""

    q: str = ""
    source: list[str] = Field(default_factory=list)
    party: list[str] = Field(default_factory=list)
    place: list[str] = Field(default_factory=list)
    number: list[str] = Field(default_factory=list)
    publisher: list[str] = Field(default_factory=list)
    polarity: list[str] = Field(default_factory=list)
    certainty: list[str] = Field(default_factory=list)
    basis: list[str] = Field(default_factory=list)
    since: str = ""
    until: str = ""
    forecast: bool = False
    attributed: bool = False
    story: str = ""
    known_at: str = ""
    state: str = ""
    limit: int = Field(50, ge=1, le=MOST)
    offset: int = Field(0, ge=0, le=FARTHEST)

    @property
    def filters(self) -> Filters:
        """Those that were given, as the desk takes them."""
        found: dict[str, Any] = {}
        for name in _LISTS:
            if values := [value for value in getattr(self, name) if value.strip()]:
                found[name] = values
        for name in ("since", "until", "story"):
            if value := getattr(self, name).strip():
                found[name] = value
        for name in ("forecast", "attributed"):
            if getattr(self, name):
                found[name] = True
        return found  # type: ignore[return-value]

    @property
    def moment(self) -> str | None:
        """The moment of the ledger; None is now."""
        return self.known_at.strip() or None

    @property
    def chips(self) -> list[tuple[str, str]]:
        """Each filter with its value, to be shown and taken away one by one."""
        found: list[tuple[str, str]] = []
        for name, value in self.filters.items():
            if name != "story":
                values = value if isinstance(value, list) else [value]
                found += [(name, "true" if one is True else str(one)) for one in values]
        return found

    def without(self, name: str, value: str) -> dict[str, Any]:
        """The query's own values without one of a filter, for an address."""
        kept: dict[str, Any] = {"q": self.q, "state": self.state}
        for held, one in self.chips:
            if (held, one) != (name, value):
                kept.setdefault(held, []).append(one)
        return kept

    def adding(self, name: str, value: str) -> dict[str, Any]:
        """The query's own values with one more of a filter, for an address; the same one is not doubled."""
        kept: dict[str, Any] = {"q": self.q, "state": self.state}
        for held, one in self.chips:
            kept.setdefault(held, []).append(one)
        if value not in kept.setdefault(name, []):
            kept[name].append(value)
        return kept

    def page(self, rows: Pages[T]) -> tuple[list[T], int | None]:
        """The rows asked for, and the offset of the next ones; None where none are, or none may be asked."""
        found = rows.part(self.offset, self.limit + 1)
        following = self.offset + self.limit
        more = len(found) > self.limit and following <= FARTHEST
        return found[: self.limit], following if more else None


Asked = Annotated[Asking, Query()]
