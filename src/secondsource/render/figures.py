"""The figures of an estimate for people: a table by who counts, its plot, conflicts, what is in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isfinite
from typing import Any, cast

from secondsource.render.axis import moment
from secondsource.render.plain import one_line
from secondsource.render.plots import COLOURS, Plot, Spot, plot
from secondsource.render.values import amount, bounds, figure, plural, scope

Row = Mapping[str, Any]

_MARKS = 40  # more, and nobody tells them apart
STATES: dict[str, str] = {"in-force": "in force", "superseded": "superseded", "disputed": "disputed"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the table: equal figures of one source. number: that of its mark.

    at: the days for which it holds; reports: the figures as the record has them, each with its path.
    """

    number: int
    amount: str
    source: str
    at: str
    notes: tuple[str, ...]
    state: str
    colour: int
    reports: tuple[Row, ...]

    @property
    def places(self) -> tuple[Row, ...]:
        """Its figures, one a report."""
        return tuple({row["path"]: row for row in reversed(self.reports)}.values())[::-1]


@dataclass(frozen=True, kw_only=True)
class Chart:
    """An estimate for people. Each part is made when it is first asked for, as few need all of a long one.

    row: as the records have it; the same row gives the same chart. names: the publishers of reports by id,
    for figures that nobody else gives.
    """

    row: Row
    names: Mapping[str, str]

    @property
    def id(self) -> str:
        """Of the estimate."""
        return str(self.row["id"])

    @cached_property
    def title(self) -> str:
        """What is counted."""
        return title_of(self.row)

    @cached_property
    def now(self) -> str:
        """The range in force; empty where there is none."""
        return range_told(self.row)

    @cached_property
    def why(self) -> str:
        """The reasons of the range in force."""
        return reasons_told(self.row.get("reasons") or ())

    @property
    def lines(self) -> tuple[Line, ...]:
        """The table."""
        return self._lined[0]

    @cached_property
    def plot(self) -> Plot | None:
        """The picture; None where nothing has both a day and an amount."""
        spots = self._spots
        return plot(spots[:_MARKS], self.row, self._lined[1], self.now) if spots else None

    @cached_property
    def conflicts(self) -> tuple[str, ...]:
        """Which figures cannot both be true, each pair of lines once."""
        return tuple(self._told(pair, "≠") for pair in self._pairs("conflicts", ("a", "b")).items())

    @cached_property
    def revisions(self) -> tuple[str, ...]:
        """Which figure took the place of which, each pair of lines once."""
        return tuple(self._told(pair, "→") for pair in self._pairs("revisions", ("from", "to")).items())

    @cached_property
    def sums(self) -> tuple[str, ...]:
        """Which figures add up to others."""
        return _reasons(self.row.get("sums") or ())

    @cached_property
    def outcomes(self) -> tuple[str, ...]:
        """What came of what was expected."""
        return _reasons(self.row.get("outcomes") or ())

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What the picture leaves to the table."""
        spots, notes = len(self._spots), []
        if spots > _MARKS:
            notes.append(f"The first {_MARKS} of {spots} figures are drawn; the table has all.")
        bare = len(self.lines) - spots
        if bare and spots:
            notes.append(
                f"{bare} without a day or an amount {'is' if bare == 1 else 'are'} in the table alone."
            )
        return tuple(notes)

    @cached_property
    def told(self) -> str:
        """The chart in words, for those who do not see it."""
        conflicts = len(self._pairs("conflicts", ("a", "b")))
        parts = [f"Figures for {self.title}, over time, by who counts."]
        parts.append(f"The range in force is {self.now}." if self.now else "There is no range in force.")
        if conflicts:
            parts.append(
                f"{conflicts} {'pair' if conflicts == 1 else 'pairs'} of figures cannot both be true."
            )
        shown = [f"{line.number}: {said_of(line)}" for line in self.lines[:_MARKS]]
        return " ".join(parts) + " " + "; ".join(shown) + "."

    @cached_property
    def _lined(self) -> tuple[tuple[Line, ...], dict[int, tuple[int, ...]]]:
        return _lines(self.row, self.names)

    @cached_property
    def _spots(self) -> list[Spot]:
        lines, belongs = self._lined
        figures = self.row["figures"]
        return [spot for line in lines if (spot := _spot(line, figures, belongs)) is not None]

    @cached_property
    def _numbers(self) -> dict[int, int]:
        """The number of the line that a figure stands in, by its index."""
        return {at: number for number, held in self._lined[1].items() for at in held}

    def _pairs(self, kind: str, ends: tuple[str, str]) -> dict[tuple[int, int], Row]:
        """The conflicts or revisions, the first for each pair of lines, by the numbers of these."""
        numbers, (one, other) = self._numbers, ends
        found: dict[tuple[int, int], Row] = {}
        for row in self.row[kind]:
            a, b = numbers.get(row[one]), numbers.get(row[other])
            if a is not None and b is not None and a != b and (a, b) not in found:
                found[(a, b)] = row
        return found

    def _told(self, pair: tuple[tuple[int, int], Row], sign: str) -> str:
        (a, b), row = pair
        first, last = self.lines[a - 1], self.lines[b - 1]
        why = reasons_told(row["reasons"])
        sources = [first.source] if first.source == last.source else [first.source, last.source]
        whose = " / ".join(sources)
        return f"{first.amount} {sign} {last.amount} ({whose}){': ' if why else ''}{why}"


def chart(row: Row, names: Mapping[str, str] | None = None) -> Chart:
    """The chart of an estimate as the records have it. names: as `Chart` has them."""
    return Chart(row=row, names=names or {})


def title_of(row: Row) -> str:
    """What is counted: `soldiers, arrived, in Brask`."""
    of, event, place, unit = (row.get(name) for name in ("of", "event", "place", "unit"))
    what = one_line(_text(of)) or plural(one_line(str(unit or ""))) or "figures"
    parts = [what]
    if event and one_line(_text(event)).casefold() not in what.casefold():
        parts.append(one_line(_text(event)))
    if place and one_line(_text(place)).casefold() not in what.casefold():
        parts.append(one_line(_text(place)))
    return ", ".join(parts)


def _text(held: Any) -> str:
    if isinstance(held, Mapping):
        return str(held.get("text") or held.get("name") or "")
    return str(held or "")


def range_told(row: Row) -> str:
    """The range in force: `42 to 57`, `at least 300`; empty where there is none."""
    now = row["now"]
    if now is None or (now["low"] is None and now["high"] is None):
        return ""
    low, high = now["low"], now["high"]
    if low is None or high is None:
        told = f"at least {figure(low)}" if high is None else f"at most {figure(high)}"
    else:
        told = figure(low) if low == high else f"{figure(low)} to {figure(high)}"
    unit = one_line(str(row.get("unit") or ""))
    of = one_line(_text(row.get("of")))
    return f"{told} {plural(unit)}" if unit and unit not in ("person", of) and unit not in of else told


def reasons_told(reasons: Sequence[Row]) -> str:
    """Reasons in one line."""
    return "; ".join(dict.fromkeys(one_line(one["text"]) for one in reasons))


def _lines(row: Row, names: Mapping[str, str]) -> tuple[tuple[Line, ...], dict[int, tuple[int, ...]]]:
    """The lines of the table, and which figures each is made of, by their indexes."""
    groups: dict[tuple[Any, ...], list[int]] = {}
    for at, one in enumerate(row["figures"]):
        key = (
            *(one[name] for name in ("low", "high", "relation", "approximate", "source", "outlook", "state")),
            repr(one["scope"]),
            tuple(one["as_of"] or (None, None)),
        )
        groups.setdefault(key, []).append(at)
    colours: dict[str, int] = {}
    made, belongs = [], {}
    for number, held in enumerate(groups.values(), 1):
        one = row["figures"][held[0]]
        source = (
            one_line(one["source"] or one.get("publisher") or names.get(one.get("report", ""), ""))
            or "not said by whom"
        )
        belongs[number] = tuple(held)
        notes = [scope(cast("Any", one))] if one["scope"] else []
        notes += ["expected"] if one["outlook"] == "expected" else []
        made.append(
            Line(
                number=number,
                amount=amount(cast("Any", one)) or "no figure",
                source=source,
                at=bounds(_days(one)) or "no day",
                notes=tuple(filter(None, notes)),
                state=one["state"],
                colour=colours.setdefault(source.casefold(), len(colours)) % COLOURS,
                reports=tuple(row["figures"][at] for at in held),
            )
        )
    return tuple(made), belongs


def _days(one: Row) -> tuple[str | None, str | None]:
    earliest, latest = one["as_of"] or (None, None)
    return earliest, latest


def _spot(line: Line, figures: Sequence[Row], belongs: Mapping[int, Sequence[int]]) -> Spot | None:
    one = figures[belongs[line.number][0]]
    earliest, latest = _days(one)
    start, end = moment(earliest), moment(latest, end=True)
    low, high = (
        None if bound is None or not isfinite(bound) else bound for bound in (one["low"], one["high"])
    )
    if (start is None and end is None) or (low is None and high is None):
        return None
    start, end = start if start is not None else cast("float", end) - 1, end
    return Spot(
        number=line.number,
        colour=line.colour,
        state=line.state,
        told=said_of(line),
        days=(start, max(end if end is not None else start + 1, start)),
        low=low,
        high=high,
        expected=one["outlook"] == "expected",
    )


def said_of(line: Line) -> str:
    """A figure in a line: `≈ 1,200, Ministry of Defence, 2026-03-03, superseded`."""
    parts = (line.amount, line.source, line.at, *line.notes, STATES.get(line.state, line.state))
    return ", ".join(part for part in parts if part)


def _reasons(rows: Sequence[Row]) -> tuple[str, ...]:
    """What each says in its reasons, once."""
    return tuple(dict.fromkeys(filter(None, (reasons_told(row["reasons"]) for row in rows))))
