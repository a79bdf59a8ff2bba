"""The times of a report as bars on an axis, each from its earliest to its latest, and as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from secondsource.records.rows import ReadRow, TimeRow
from secondsource.render.axis import Axis, Range, axis, moment
from secondsource.render.plain import one_line
from secondsource.render.values import bounds_of, stands_for

_FINE_DAYS = 10  # bars up to this long are told to the day, and would be lost among months and years
_FINE_PRECISIONS = frozenset({"day", "hour", "minute", "second", "part-of-day", "time"})
_THINNEST = 1.2  # percent: what can still be seen and touched


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """Times of the same bounds. keys: their words in the text. left and width: percent of the axis.

    begins and ends: False where that end is open.
    """

    keys: tuple[str, ...]
    words: str
    told: str
    left: float
    width: float
    begins: bool
    ends: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Bars of like precision on one axis. published: where the report itself stands, in percent."""

    title: str
    axis: Axis
    bars: tuple[Bar, ...]
    published: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLine:
    """A line of the table: a time with all that is known of it, and the least that is said to happen then."""

    key: str
    words: str
    told: str
    precision: str
    reference: str
    reasons: tuple[str, ...]
    happens: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """All times of a report. panels: empty where none could be placed."""

    panels: tuple[Panel, ...]
    lines: tuple[TimeLine, ...]
    unplaced: tuple[TimeLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """A time with bounds: days from start to end, None where open."""

    key: str
    time: TimeRow
    start: float | None
    end: float | None

    @property
    def known(self) -> Range:
        """The days that are surely meant to be shown: an open end reaches as far as the axis does."""
        start, end = self.start, self.end
        if start is None or end is None:
            near = start if start is not None else end or 0.0
            return near, near
        return start, end

    @property
    def fine(self) -> bool:
        """True where days matter."""
        if self.start is not None and self.end is not None:
            return self.end - self.start <= _FINE_DAYS
        return self.time["precision"] in (None, *_FINE_PRECISIONS)


def timeline(row: ReadRow) -> Timeline | None:
    """The timeline of a row; None where it has no times."""
    if not row["times"]:
        return None
    placed = [
        one for one in (_placed(time, index) for index, time in enumerate(row["times"])) if one is not None
    ]
    groups = {
        "Days": [one for one in placed if one.fine],
        "Weeks, months, years": [one for one in placed if not one.fine],
    }
    report = row["report"]
    published = moment((report["published"] or "")[:16] or None) if report else None
    happens = _happens(row)
    lines = tuple(_line(time, index, happens) for index, time in enumerate(row["times"]))
    shown = {one.key for one in placed}
    return Timeline(
        panels=tuple(_panel(title, group, published) for title, group in groups.items() if group),
        lines=lines,
        unplaced=tuple(
            line
            for line, time in zip(lines, row["times"], strict=True)
            if line.key not in shown and time["type"] not in ("DURATION", "SET")  # these have no place
        ),
    )


def _placed(time: TimeRow, index: int) -> _Placed | None:
    start, end = moment(time["earliest"]), moment(time["latest"], end=True)
    if (start is None and end is None) or (start is not None and end is not None and end < start):
        return None
    return _Placed(key=f"when{index}", time=time, start=start, end=end)


def _panel(title: str, group: Sequence[_Placed], published: float | None) -> Panel:
    scale = axis([one.known for one in group], room=1.0 if group[0].fine else 40.0)
    same: dict[tuple[float | None, float | None], list[_Placed]] = {}
    for one in group:
        same.setdefault((one.start, one.end), []).append(one)
    ordered = sorted(same.values(), key=lambda held: (held[0].known, held[0].end is None))
    shown = published if published is not None and scale.holds(published) else None
    return Panel(
        title=title,
        axis=scale,
        bars=tuple(_bar(held, scale) for held in ordered),
        published=None if shown is None else round(scale.place(shown), 2),
    )


def _bar(held: Sequence[_Placed], scale: Axis) -> Bar:
    first = held[0]
    left = 0.0 if first.start is None else scale.place(first.start)
    right = 100.0 if first.end is None else scale.place(first.end)
    if right - left < _THINNEST:
        left = min(max((left + right - _THINNEST) / 2, 0.0), 100.0 - _THINNEST)
        right = left + _THINNEST
    return Bar(
        keys=tuple(one.key for one in held),
        words=" · ".join(_different(one_line(one.time["text"]) for one in held)),
        told=bounds_of(first.time),
        left=round(left, 2),
        width=round(right - left, 2),
        begins=first.start is not None,
        ends=first.end is not None,
    )


def _different(words: Iterable[str]) -> list[str]:
    """Each once, whatever its case."""
    found: dict[str, str] = {}
    for one in words:
        found.setdefault(one.casefold(), one)
    return list(found.values())


def _happens(row: ReadRow) -> Mapping[int, list[str]]:
    """What is said to happen at each time: the points that hold it, or the contents where no point does."""
    found: dict[int, list[str]] = {}
    for held in row["statements"]:
        within = {index for point in held["points"] for index in point["times"]}
        for point in held["points"]:
            for index in point["times"]:
                found.setdefault(index, []).append(one_line(point["text"]))
        for index in held["times"]:
            if index not in within:
                found.setdefault(index, []).append(one_line(held["content"]["text"]))
    return found


def _line(time: TimeRow, index: int, happens: Mapping[int, list[str]]) -> TimeLine:
    return TimeLine(
        key=f"when{index}",
        words=one_line(time["text"]),
        told=stands_for(time),
        precision=one_line(time["precision"] or ""),
        reference=one_line(time["reference"] or ""),
        reasons=tuple(one_line(reason["text"]) for reason in time["reasons"]),
        happens=min(happens.get(index, []), key=len, default=""),
    )
