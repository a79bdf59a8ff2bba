"""The parts of a brief, as every format shows them, and its reports by number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from secondsource.render.figures import Chart
from secondsource.render.plain import one_line

Row = Mapping[str, Any]

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """A report of the brief: its number in the list at the end, and what to call it.

    address: where it can be opened, None where it has no address.
    """

    number: int
    id: str
    path: str
    publisher: str
    title: str
    day: str
    published: str
    address: str | None

    @property
    def name(self) -> str:
        """`Northlight, 3 March`."""
        return ", ".join(part for part in (self.publisher or self.title or self.path, self.day) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What one says in a report. note: how it is said (denies it, likely), or how it came there."""

    who: str
    words: str
    ref: Ref
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A root: who, in which words, and in which reports else it stands. more: how many those left out."""

    name: str
    how: str
    quotes: tuple[Quote, ...]
    also: tuple[Quote, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Another claim beside this one: how they stand to one another; here: it is in the brief."""

    kind: str
    id: str
    text: str
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A claim of the brief. full and open: dots for origins that surely are there, and that may be.

    more: origins, of those who say it and of those who deny it, that are left out.
    """

    id: str
    text: str
    state: str
    worth: str
    full: int
    open: int
    beyond: bool
    reports: str
    days: str
    why: str
    origins: tuple[Origin, ...]
    denials: tuple[Origin, ...]
    denied: str
    maybes: tuple[str, ...]
    beside: tuple[Beside, ...]
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Claims of one state. more: how many are not shown."""

    state: str
    title: str
    means: str
    claims: tuple[Told, ...]
    total: int

    @property
    def more(self) -> int:
        """Claims that are not shown."""
        return self.total - len(self.claims)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a conflict."""

    who: str
    words: str
    figure: str
    origins: str
    ref: Ref | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Two sides that cannot both be true, and why."""

    a: Side
    b: Side
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """All that a brief says. tally: (state, heading, how many); credits: a paragraph to paste.

    figures: the reports of figures, by their paths. short: of the charts only
    the first lines are to be shown; more_clashes, more_voices: how many are left out.
    """

    title: str
    deck: str
    tally: tuple[tuple[str, str, int], ...]
    sections: tuple[Section, ...]
    clashes: tuple[Clash, ...]
    charts: tuple[Chart, ...]
    voices: tuple[str, ...]
    open: tuple[str, ...]
    credits: str
    refs: tuple[Ref, ...]
    figures: Mapping[str, Ref]
    empty: str
    short: bool = False
    more_charts: int = 0
    more_clashes: int = 0
    more_voices: int = 0


class Refs:
    """Numbers the reports in the order in which a brief names them."""

    def __init__(self, reports: Iterable[Row] = ()) -> None:
        self._known = {row["id"]: row for row in reports}
        self._refs: dict[str, Ref] = {}

    @property
    def listed(self) -> list[Ref]:
        """Those that were named, by number."""
        return list(self._refs.values())

    @property
    def names(self) -> dict[str, str]:
        """The publishers of the reports known, by their ids."""
        return {id: row["publisher"] for id, row in self._known.items() if row["publisher"]}

    def at(self, row: Row) -> Ref | None:
        """The report of a row that names it by its path alone, where it is known."""
        if row.get("report"):
            return self.of(row)
        known = next((ref for ref in self._refs.values() if ref.path == one_line(row["path"])), None)
        held = next((one for one in self._known.values() if one["path"] == row["path"]), None)
        return known if known or held is None else self.of({"report": held["id"], "path": held["path"]})

    def of(self, row: Row) -> Ref:
        """The report that a voice, a side or a figure stands in."""
        id = row["report"]
        if id not in self._refs:
            held = self._known.get(id, row)
            path = one_line(held.get("path") or row.get("path") or "")
            self._refs[id] = Ref(
                number=len(self._refs) + 1,
                id=id,
                path=path,
                publisher=one_line(held.get("publisher") or row.get("publisher") or ""),
                title=one_line(held.get("title") or row.get("title") or ""),
                day=day(held.get("published") or row.get("published")),
                published=(held.get("published") or row.get("published") or "")[:10],
                address=path if path.startswith(("http://", "https://")) else None,
            )
        return self._refs[id]


def day(moment: str | None) -> str:
    """`3 March 2026` of an ISO date or time, as exact as it is; "" where there is none."""
    parts = (moment or "")[:10].split("-")
    if not all(part.isdigit() for part in parts) or not parts[0]:
        return ""
    month = _MONTHS[int(parts[1]) - 1] if len(parts) > 1 and 1 <= int(parts[1]) <= 12 else ""
    return " ".join(part for part in (str(int(parts[2])) if len(parts) > 2 else "", month, parts[0]) if part)
