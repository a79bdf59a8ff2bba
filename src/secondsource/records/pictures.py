"""The rows behind the pictures of a selection (its places, who has what from whom), and doubtful readings."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict  # pydantic asks for this one below Python 3.12

from secondsource.records.ledger import StatementItem
from secondsource.records.rows import ReasonRow


class DoubtItem(TypedDict):
    """A statement whose reading is doubtful. doubt: how much tells against it, from 1 on; reasons: what."""

    statement: StatementItem
    doubt: int
    reasons: list[ReasonRow]


class MappedPlace(TypedDict):
    """A place of the gazetteer that is spoken of. Degrees, WGS 84; country is ISO 3166 alpha-2."""

    id: str
    """The number of the gazetteer, or the degrees of a place that is in none."""
    geonames: int | None
    name: str
    key: str
    """The folded name."""
    latitude: float
    longitude: float
    country: str | None
    admin1: str | None
    statements: int
    reports: int
    first: str | None
    last: str | None
    """Published times of the first and the last report that speaks of it."""


class NamedPlace(TypedDict):
    """A place by its name alone: where it lies is not known. key: the folded name."""

    key: str
    name: str
    statements: int
    reports: int


class MapRow(TypedDict):
    """The places that the statements of a selection speak of, those spoken of most first."""

    places: list[MappedPlace]
    unplaced: list[NamedPlace]
    statements: int
    """The statements that were counted."""
    exact: bool
    """False where more are found than are counted: then these are the newest."""


class DayRow(TypedDict):
    """How many times that statements speak of have these bounds; days are inclusive, null is open."""

    earliest: str | None
    latest: str | None
    count: int


class DaysRow(TypedDict):
    """The times that a selection speaks of, by their bounds. exact: False where only some are counted."""

    days: list[DayRow]
    exact: bool


class NetworkNode(TypedDict):
    """Somebody who says something, or an outlet that carries it. id: its kind and its folded name."""

    id: str
    kind: Literal["source", "outlet", "credited"]
    """credited: an outlet of which no report is here."""
    name: str
    key: str
    """What `source` or `publisher` finds it by."""
    points: int
    """Of the claims that were looked at, how much it says."""
    reports: int


# Who has it from whom: `from` can be no name in a class.
NetworkLink = TypedDict(
    "NetworkLink",
    {
        "from": str,
        "to": str,
        "kind": Literal["says-in", "copy", "credit", "shared"],
        "count": int,
        "sure": bool,
        "reasons": list[ReasonRow],
        "reports": list[str],
    },
)
"""`to` has it from `from`; of shared words it is open which was first. reports: of `to`, at most five."""


class NetworkRow(TypedDict):
    """Who takes what from whom in a selection of reports."""

    nodes: list[NetworkNode]
    links: list[NetworkLink]
    reports: int
    exact: bool
