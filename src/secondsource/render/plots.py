"""A plot of figures over time: where each mark stands, what joins them, and the range in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor, log10
from typing import Any

from secondsource.render.axis import Axis, Tick, axis
from secondsource.render.values import figure

Row = Mapping[str, Any]

HEIGHT = 240.0  # of the plot, in px; along time everything is told in percent
_TOP, _BOTTOM = 16.0, 10.0
LEFT, _RIGHT = 9.0, 95.0  # percent: where the scale ends, and the last mark may stand
_FIRST = 14.0  # percent: where the first mark stands
_WIDE = 560.0  # px for which marks are set apart; wider pictures have room to spare
_SIZE = 19.0  # px of a mark
_SHIFTS = (0.0, 4.2, -4.2, 8.4, -8.4, 12.6, -12.6)
COLOURS = 6
_LOG = 30.0  # times the lowest figure, from which on a scale of powers tells more than an even one


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A figure in the plot: x, left and width in percent; y, top and bottom in px from above.

    up, down: that bound is open.
    """

    number: int
    x: float
    y: float
    top: float
    bottom: float
    left: float
    width: float
    up: bool
    down: bool
    colour: int
    state: str
    expected: bool
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A line of the scale of amounts."""

    y: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """A line between two marks: x in percent, y in px."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The range in force: from y to y + height. at: where its words stand, None where marks leave no room."""

    y: float
    height: float
    text: str
    at: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """What is drawn. broken: places in percent where the axis leaves time out; scaled: by powers of ten."""

    ticks: tuple[Tick, ...]
    levels: tuple[Level, ...]
    marks: tuple[Mark, ...]
    steps: tuple[Stroke, ...]
    clashes: tuple[Stroke, ...]
    band: Band | None
    broken: tuple[float, ...]
    scaled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A figure with its place: days and amounts, None where open. told: all of it in a line of words."""

    number: int
    colour: int
    state: str
    told: str
    days: tuple[float, float]
    low: float | None
    high: float | None
    expected: bool

    @property
    def middle(self) -> float:
        return (self.days[0] + self.days[1]) / 2

    @property
    def amounts(self) -> tuple[float, ...]:
        return tuple(one for one in (self.low, self.high) if one is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    """Amounts to px from above. powers: by their logarithm."""

    low: float
    high: float
    powers: bool

    def y(self, value: float) -> float:
        low, high = self._of(self.low), self._of(self.high)
        share = (self._of(min(max(value, self.low), self.high)) - low) / (high - low)
        return round(HEIGHT - _BOTTOM - share * (HEIGHT - _TOP - _BOTTOM), 1)

    def _of(self, value: float) -> float:
        return log10(value) if self.powers else value


def _scale(values: Sequence[float]) -> tuple[_Scale, list[float]]:
    """A scale that holds all values (at least one), and its round levels."""
    low, high = min(values), max(values)
    if low > 0 and high / low > _LOG:
        first, last = floor(log10(low)), ceil(log10(high))
        last = last + 1 if 10.0**last <= high * 1.2 else last
        return _Scale(low=10.0**first, high=10.0**last, powers=True), [
            10.0**n for n in range(first, last + 1)
        ]
    if low >= 0 and low <= 0.6 * high:
        low = 0.0
    room = (high - low) * 0.08 or abs(high) * 0.1 or 1.0
    top, bottom = high + room, low - room if low else 0.0
    step = _step((top - bottom) / 4)
    levels = [step * n for n in range(ceil(bottom / step), floor(top / step) + 1)]
    return _Scale(low=bottom, high=top, powers=False), levels


def _step(least: float) -> float:
    """The smallest of 1, 2, 5, 10 ... that is no smaller."""
    power = 10.0 ** floor(log10(least))
    return next(power * n for n in (1, 2, 5, 10) if power * n >= least * 0.999)


def plot(spots: Sequence[Spot], row: Row, belongs: Mapping[int, Sequence[int]], now: str) -> Plot:
    """The plot of some figures (at least one) of an estimate.

    belongs: the indexes of the figures that make a mark, by its number. now: the range in force in words.
    """
    force = row["now"] or {"low": None, "high": None}
    held = [one for one in (force["low"], force["high"]) if one is not None]
    scale, levels = _scale([value for spot in spots for value in spot.amounts] + held)
    time = axis([spot.days for spot in spots], room=1.0)
    marks: list[Mark] = []
    for spot in spots:
        marks.append(_mark(spot, scale, time, marks))
    by_figure = {at: mark for mark in marks for at in belongs[mark.number]}
    return Plot(
        ticks=tuple(replace(tick, at=_across(tick.at)) for tick in time.ticks),
        levels=tuple(Level(y=scale.y(value), text=figure(value)) for value in levels),
        marks=tuple(marks),
        steps=_strokes(row["revisions"], ("from", "to"), by_figure),
        clashes=_strokes(row["conflicts"], ("a", "b"), by_figure),
        band=_band(row["now"], now, scale, marks),
        broken=tuple(_across(at) for at in time.breaks),
        scaled=scale.powers,
    )


def _across(percent: float) -> float:
    return round(_FIRST + (_RIGHT - _FIRST) * percent / 100, 2)


def _mark(spot: Spot, scale: _Scale, time: Axis, before: Sequence[Mark]) -> Mark:
    """A mark at the middle of its days, moved aside where others stand already."""
    low, high = spot.low, spot.high
    bottom = scale.y(low) if low is not None else HEIGHT - _BOTTOM
    top = scale.y(high) if high is not None else max(bottom - 34.0, _TOP - 8)
    bottom = bottom if low is not None else min(top + 34.0, HEIGHT - 2)
    y = top if low is None else bottom if high is None else (top + bottom) / 2
    at = _across(time.place(spot.middle))
    x = next((at + shift for shift in _SHIFTS if _free(at + shift, top, bottom, before)), at)
    left, right = _across(time.place(spot.days[0])), _across(time.place(spot.days[1]))
    return Mark(
        number=spot.number, x=round(x, 2), y=round(y, 1), top=round(top, 1), bottom=round(bottom, 1),
        left=left, width=round(max(right - left, 0.0), 2), up=high is None, down=low is None,
        colour=spot.colour, state=spot.state, expected=spot.expected, told=spot.told,
    )  # fmt: skip


def _free(x: float, top: float, bottom: float, before: Sequence[Mark]) -> bool:
    if not LEFT + 2 <= x <= 98.0:
        return False
    near = _SIZE * 100 / _WIDE
    return all(
        abs(x - one.x) >= near or bottom + _SIZE < one.top or top - _SIZE > one.bottom for one in before
    )


def _strokes(rows: Sequence[Row], ends: tuple[str, str], marks: Mapping[int, Mark]) -> tuple[Stroke, ...]:
    found: dict[tuple[int, int], Stroke] = {}
    for row in rows:
        a, b = (marks.get(row[end]) for end in ends)
        if a is None or b is None or a is b:
            continue
        key = (min(a.number, b.number), max(a.number, b.number))
        found.setdefault(key, Stroke(x1=a.x, y1=a.y, x2=b.x, y2=b.y, colour=b.colour))
    return tuple(found.values())


def _band(now: Row | None, text: str, scale: _Scale, marks: Sequence[Mark]) -> Band | None:
    if now is None or (now["low"] is None and now["high"] is None):
        return None
    top = scale.y(now["high"]) if now["high"] is not None else 0.0
    bottom = scale.y(now["low"]) if now["low"] is not None else HEIGHT - _BOTTOM
    places = (top - 6.0, bottom + 16.0, top + 16.0)
    free = (at for at in places if 12.0 <= at <= HEIGHT - 4.0 and _open(at, len(text) + 4, marks))
    height = max(round(bottom - top, 1), 0.0) + 2.0
    return Band(y=round(top - 1.0, 1), height=height, text=text, at=next(free, None))


def _open(y: float, letters: int, marks: Sequence[Mark]) -> bool:
    """Whether words that end at the right may stand on this line without covering a mark."""
    left = 99.5 - letters * 7.5 * 100 / _WIDE
    near = _SIZE * 50 / _WIDE
    return all(
        one.x + near < left or one.bottom + _SIZE / 2 < y - 13.0 or one.top - _SIZE / 2 > y + 4.0
        for one in marks
    )
