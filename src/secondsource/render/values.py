"""Times, numbers and places in words: what was written, and what it stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from secondsource.records.rows import NumberRow, PartyRow, ReadRow, SpanRow, TimeRow
from secondsource.render.outlines import country_name
from secondsource.render.plain import one_line

Bounds = tuple[str | None, str | None]

# Bounds are inclusive, so that only these words go with the bound itself.
_OPEN: dict[str, str] = {"since": "since", "until": "until"}
# With both bounds, they are those of the time named, and the relation leads away from it.
_NAMED = frozenset({"since", "until", "before", "after"})
_YEAR = re.compile(r"(\d{4})-01-01 (\d{4})-12-31")
_MONTH = re.compile(r"(\d{4}-\d\d)-01 (\d{4}-\d\d)-(?:28|29|30|31)")
_SIGNS: dict[str, str] = {">": "> ", "<": "< ", ">=": "≥ ", "<=": "≤ ", "up": "up ", "down": "down "}
_WORD = re.compile(r"[a-z][a-z -]+[a-z]")
_SYMBOLS = frozenset({"bar", "bit", "cal", "fps", "hp", "mol", "mph", "ppb", "ppm", "psi", "rpm"})
_PLURALS: dict[str, str] = {
    "foot": "feet",
    "inch": "inches",
    "century": "centuries",
    "millennium": "millennia",
    "order of magnitude": "orders of magnitude",
    "fold": "fold",
}
_LENGTH = re.compile(r"PT?(\d+(?:\.\d+)?)([A-Z])")
_LENGTHS: dict[str, str] = {
    "PY": "year", "PM": "month", "PW": "week", "PD": "day", "PTH": "hour", "PTM": "minute", "PTS": "second",
}  # fmt: skip
_LARGE = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A time, number or place. key: names its words in the text. told: what they stand for, or empty.

    plain: whoever reads the words knows as much.
    """

    key: str
    words: str
    told: str = ""
    plain: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """The values of a statement or point."""

    times: tuple[Value, ...] = ()
    numbers: tuple[Value, ...] = ()
    places: tuple[Value, ...] = ()

    @property
    def any(self) -> bool:
        """True where there is one."""
        return bool(self.all)

    @property
    def all(self) -> tuple[Value, ...]:
        """The times, then the numbers, then the places."""
        return self.times + self.numbers + self.places

    def without(self, others: Sequence[Values]) -> Values:
        """Those that stand in none of the others."""
        kept: dict[str, tuple[Value, ...]] = {}
        for kind in ("times", "numbers", "places"):
            told = {one.key for other in others for one in getattr(other, kind)}
            kept[kind] = tuple(one for one in getattr(self, kind) if one.key not in told)
        return Values(**kept)


NOTHING = Values()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Where the words of a value stand in the text."""

    key: str
    spans: tuple[SpanRow, ...]


class KnownValues:
    """All values of a row, to be looked up by what statements and points hold of them."""

    def __init__(self, row: ReadRow) -> None:
        self._times = [time_value(time, index) for index, time in enumerate(row["times"])]
        self._numbers = [number_value(number, index) for index, number in enumerate(row["numbers"])]
        self._places = {
            party["id"]: place_value(party, at) for at, party in enumerate(row["parties"]) if is_place(party)
        }

    def of(self, times: Sequence[int], numbers: Sequence[int], places: Sequence[str]) -> Values:
        """The values of these indexes and ids, each once; those that lead nowhere are left out."""
        return Values(
            times=tuple(self._times[one] for one in dict.fromkeys(times) if 0 <= one < len(self._times)),
            numbers=tuple(
                self._numbers[one] for one in dict.fromkeys(numbers) if 0 <= one < len(self._numbers)
            ),
            places=tuple(self._places[one] for one in dict.fromkeys(places) if one in self._places),
        )

    def time(self, index: int | None) -> Value | None:
        """The time of an index, or None."""
        found = self.of([index], [], []).times if index is not None else ()
        return found[0] if found else None


def time_value(time: TimeRow, index: int) -> Value:
    """A time: `“since Sunday”: since 2026-03-01`."""
    words, told = one_line(time["text"]), bounds_of(time)
    return Value(key=f"when{index}", words=words, told=told, plain=not told or told == words)


def number_value(number: NumberRow, index: int) -> Value:
    """A number: `“Some 1,200”: ≈ 1,200 soldiers, crossed`."""
    plain = number["relation"] == "=" and not number["scope"] and not number["per"]
    return Value(key=f"many{index}", words=one_line(number["text"]), told=counted(number), plain=plain)


def place_value(party: PartyRow, index: int) -> Value:
    """A place: its name, and the country or region that it lies in, as far as known."""
    return Value(key=f"at{index}", words=one_line(party["name"]), told=lies_in(party))


def marks(row: ReadRow) -> tuple[Mark, ...]:
    """Where the values of a row are written; the first mark of a place is its first mention."""
    at = {party["id"]: index for index, party in enumerate(row["parties"]) if is_place(party)}
    found = [Mark(key=f"when{index}", spans=tuple(time["spans"])) for index, time in enumerate(row["times"])]
    found += [Mark(key=f"many{index}", spans=tuple(one["spans"])) for index, one in enumerate(row["numbers"])]
    for mention in row["mentions"]:
        if mention["party"] in at:
            found.append(Mark(key=f"at{at[mention['party'] or '']}", spans=tuple(mention["spans"])))
    return tuple(found)


def is_place(party: PartyRow) -> bool:
    """True for a place that a map could hold: one with a name ("the road" has none), or one that is known."""
    return (party["type"] == "place" and party["kind"] == "named") or party["place"] is not None


def lies_in(party: PartyRow) -> str:
    """`Kursk Oblast, Russia`; what the name says itself is not said again."""
    place = party["place"]
    if place is None:
        return ""
    parts = (one_line(place["admin1"] or ""), country_name(place["country"]))
    name = one_line(party["name"]).casefold()
    return ", ".join(part for part in dict.fromkeys(parts) if part and part.casefold() != name)


def bounds_of(time: TimeRow) -> str:
    """The bounds of a time: `2026-03-01`, `2026-03`, `2026-02-26 to 2026-03-03`; or empty."""
    return bounds((time["earliest"], time["latest"]), time["relation"])


def stands_for(time: TimeRow) -> str:
    """The bounds of a time, or how long it lasts, or that it comes again; empty where nothing is known."""
    told, value = bounds_of(time), one_line(time["value"] or "")
    if told or time["type"] not in ("DURATION", "SET"):
        return told
    match = _LENGTH.fullmatch(value)
    if time["type"] == "SET":
        return "repeated"
    if not match:
        return f"lasts {value}" if value else ""
    unit = _LENGTHS.get(f"{'PT' if value.startswith('PT') else 'P'}{match[2]}")
    if unit is None:
        return f"lasts {value}"
    return f"lasts {match[1]} {unit if match[1] == '1' else plural(unit)}"


def bounds(given: Bounds, relation: str = "in") -> str:
    """Bounds in words; a whole month or year is told as one, an open end by the relation."""
    earliest, latest = (one_line(bound) if bound else None for bound in given)
    word = _OPEN.get(relation)
    if earliest and latest:
        whole = _whole(earliest, latest)
        return f"{relation} {whole}" if relation in _NAMED and " to " not in whole else whole
    if earliest:
        return f"{word or 'from'} {earliest}"
    return f"{word or 'until'} {latest}" if latest else ""


def _whole(earliest: str, latest: str) -> str:
    """One word for a whole day, month, year or run of years, where the bounds are one."""
    if earliest == latest:
        return earliest
    both = f"{earliest} {latest}"
    year, month = _YEAR.fullmatch(both), _MONTH.fullmatch(both)
    if year:
        return year[1] if year[1] == year[2] else f"{year[1]} to {year[2]}"
    if month and _last_day(month[2]) == latest[-2:]:
        return month[1] if month[1] == month[2] else f"{month[1]} to {month[2]}"
    return f"{earliest} to {latest}"


def _last_day(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return "31" if number in (1, 3, 5, 7, 8, 10, 12) else "30" if number != 2 else "29" if leap else "28"


def figure(value: float) -> str:
    """A number as people write it: `1,200`, `0.5`, `1.2 billion`."""
    if not isfinite(value) or abs(value) >= 1e15:
        return f"{value:g}"
    for size, word in _LARGE:
        short = abs(value) / size
        if short >= 1 and short == round(short, 2):
            return f"{value / size:,.2f}".rstrip("0").rstrip(".") + f" {word}"
    if float(value).is_integer():
        return f"{int(value):,}"
    return f"{value:,.10f}".rstrip("0").rstrip(".") if abs(value) >= 1e-6 else f"{value:g}"


def amount(number: NumberRow) -> str:
    """The bounds of a number: `≈ 1,200`, `≥ 14`, `300–500`, `up 12`; empty where both are open."""
    low, high, relation = number["low"], number["high"], number["relation"]
    if low is None and high is None:
        return ""
    sign = _SIGNS.get(relation, "")
    if low is None or high is None or relation in ("<", "<=", ">", ">="):
        below = high is not None and (low is None or relation in ("<", "<="))
        bound = high if below else low
        shown = figure(bound if bound is not None else 0)
        sign = sign or _SIGNS["<=" if below else ">="]
    else:
        shown = "–".join(figure(bound) for bound in dict.fromkeys((low, high)))
    return f"≈ {sign}{shown}" if number["approximate"] else f"{sign}{shown}"


def with_unit(number: NumberRow) -> str:
    """The bounds with the unit and what it goes by: `≈ 12 km`, `1.2 billion USD per year`."""
    shown, unit, per = amount(number), one_line(number["unit"] or ""), one_line(number["per"] or "")
    if not shown:
        return ""
    shown = f"{shown} {unit if number['low'] == number['high'] == 1 else plural(unit)}".strip()
    return f"{shown} per {per}" if per else shown


def plural(unit: str) -> str:
    """A unit as it stands after a number: `days`, `feet`; symbols and currencies stay as they are."""
    if unit in _PLURALS:
        return _PLURALS[unit]
    return f"{unit}s" if _WORD.fullmatch(unit) and unit not in _SYMBOLS else unit


def counted(number: NumberRow) -> str:
    """A number with what it counts, what happened to them and its scope: `≈ 60 cars, seen, total`."""
    shown = with_unit(number)
    if not shown:
        return ""
    of = one_line(number["of"]["text"]) if number["of"] else ""
    unit = one_line(number["unit"] or "")
    if of and of.casefold() not in (unit.casefold(), plural(unit).casefold()):
        shown += f" {of}" if not unit else f" ({of})"
    event = one_line(number["event"]["text"]) if number["event"] else ""
    more = [event] if event and event != of else []
    return ", ".join([shown, *more, *filter(None, [scope(number)])])


def scope(number: NumberRow) -> str:
    """What part of a count a number is: `total since August`, `part, Kursk`; empty where nothing says."""
    held = number["scope"]
    if held is None:
        return ""
    since = f" since {one_line(held['since'])}" if held["since"] else ""
    area = f", {one_line(held['area'])}" if held["area"] else ""
    return f"{held['kind']}{since}{area}"
