"""The figures of an estimate for people: a table by who counts, its plot, conflicts, what is in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """An estimate for people. plot: None where nothing has both a day and an amount."""

    id: str
    title: str
    now: str
    why: str
    lines: tuple[Line, ...]
    plot: Plot | None
    conflicts: tuple[str, ...]
    revisions: tuple[str, ...]
    sums: tuple[str, ...]
    outcomes: tuple[str, ...]
    notes: tuple[str, ...]
    told: str


def chart(row: Row, names: Mapping[str, str] | None = None) -> Chart:
    """The chart of an estimate as the records have it; the same row gives the same chart.

    names: the publishers of reports by id, for figures that nobody else gives.
    """
    lines, belongs = _lines(row, names or {})
    spots = [spot for line in lines if (spot := _spot(line, row["figures"], belongs)) is not None]
    now = range_told(row)
    drawn = plot(spots[:_MARKS], row, belongs, now) if spots else None
    notes = []
    if len(spots) > _MARKS:
        notes.append(f"The first {_MARKS} of {len(spots)} figures are drawn; the table has all.")
    bare = len(lines) - len(spots)
    if bare and drawn is not None:
        notes.append(f"{bare} without a day or an amount {'is' if bare == 1 else 'are'} in the table alone.")
    numbers = {at: line.number for line in lines for at in belongs[line.number]}
    title = title_of(row)
    conflicts = _between(row["conflicts"], ("a", "b"), "≠", lines, numbers)
    return Chart(
        id=row["id"],
        title=title,
        now=now,
        why=reasons_told(row.get("reasons") or ()),
        lines=lines,
        plot=drawn,
        conflicts=conflicts,
        revisions=_between(row["revisions"], ("from", "to"), "→", lines, numbers),
        sums=_reasons(row.get("sums") or ()),
        outcomes=_reasons(row.get("outcomes") or ()),
        notes=tuple(notes),
        told=_told(title, now, lines, len(conflicts)),
    )


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


def _between(
    rows: Sequence[Row], ends: tuple[str, str], sign: str, lines: Sequence[Line], numbers: Mapping[int, int]
) -> tuple[str, ...]:
    """Conflicts or revisions in words, each pair of lines once."""
    found: dict[tuple[int, int], str] = {}
    by_number = {line.number: line for line in lines}
    for row in rows:
        a, b = (numbers.get(row[end]) for end in ends)
        if a is None or b is None or a == b or (a, b) in found:
            continue
        first, last = by_number[a], by_number[b]
        why = reasons_told(row["reasons"])
        sources = [first.source] if first.source == last.source else [first.source, last.source]
        whose = " / ".join(sources)
        found[(a, b)] = f"{first.amount} {sign} {last.amount} ({whose}){': ' if why else ''}{why}"
    return tuple(found.values())


def _reasons(rows: Sequence[Row]) -> tuple[str, ...]:
    """What each says in its reasons, once."""
    return tuple(dict.fromkeys(filter(None, (reasons_told(row["reasons"]) for row in rows))))


def _told(title: str, now: str, lines: Sequence[Line], conflicts: int) -> str:
    """The chart in words, for those who do not see it."""
    parts = [f"Figures for {title}, over time, by who counts."]
    parts.append(f"The range in force is {now}." if now else "There is no range in force.")
    if conflicts:
        parts.append(f"{conflicts} {'pair' if conflicts == 1 else 'pairs'} of figures cannot both be true.")
    shown = [f"{line.number}: {said_of(line)}" for line in lines[:_MARKS]]
    return " ".join(parts) + " " + "; ".join(shown) + "."
