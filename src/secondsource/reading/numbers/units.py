"""Units after a number: which one it is, and where its words end."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from secondsource.reading.numbers import currency_table
from secondsource.reading.numbers.figure import FigureKind
from secondsource.reading.numbers.nouns import stops
from secondsource.reading.numbers.tokens import Tokens, listed
from secondsource.reading.numbers.unit_table import DURATIONS, PLAIN, PREFIXES, WITH_PREFIXES


class Unit(NamedTuple):
    """A unit: what a record calls it, its English name, what kind of figure it makes."""

    symbol: str
    name: str
    kind: FigureKind


class Measured(NamedTuple):
    """A unit in its text: the word after it and the offset after it; composed of several ("mg/L")."""

    unit: Unit
    last: int
    end: int
    composed: bool = False


_SQUARES = {
    "square": "²", "sq": "²", "cubic": "³", "cu": "³",
}  # fmt: skip
_POWERS = {"1": "¹", "2": "²", "3": "³", "4": "⁴"}
_POWERED = re.compile(r"([^\W\d_]+)([²³]|[23])$")
# Symbols of one letter are words or initials as well: they count right after the figures, or before a mark.
_SHY = listed("m g L l s W V A J N K B M F T C h d y b t")
_GLUED_ONLY = frozenset(("A", "N", "T", "F", "C", "B", "M", "y", "d", "b"))
_SHARES = frozenset(("%", "‰", "wt%", "vol%", "mol%", "ppm", "ppb"))
# Names that mean other things more often in reports; their symbols are read.
_OTHER_THINGS = frozenset(("bar", "mole", "stone", "gray", "molar"))
# Symbols that texts in capitals alone write so.
_CAPITALS = {short.upper(): short for short in str.split("km kg cm mm kph mph ha ft lb lbs pct hrs min")}


@lru_cache(maxsize=1)
def symbols() -> dict[str, Unit]:
    """Every symbol, as written."""
    out: dict[str, Unit] = {"t": Unit("tonne", "tonne", "measure"), "l": Unit("L", "litre", "measure")}
    for symbol, name, _, prefixes in _rows(WITH_PREFIXES):
        out[symbol] = Unit(symbol, name, "measure")
        for short, long in PREFIXES:
            if short in prefixes.split():
                unit = Unit(short + symbol, long + name, "measure")
                out.setdefault(short + symbol, unit)
                if short == "µ":
                    out["μ" + symbol] = out["u" + symbol] = unit
                if symbol == "L":
                    out[short + "l"] = unit
    out["KB"] = out["kB"]
    for table in (PLAIN, DURATIONS):
        for symbol, name, _, further in _rows(table):
            unit = Unit(symbol, name, _kind(symbol, table))
            for short in further.split():
                out[short] = unit
    out["s"] = Unit("second", "second", "duration")
    out["secs"] = out["sec"] = out["s"]
    return out


@lru_cache(maxsize=1)
def _english() -> dict[str, str]:
    out = {code: name for name, code in reversed(currency_table.NAMES.items())}
    out |= {unit.symbol: unit.name for unit in symbols().values()}
    out |= {unit.symbol: unit.name for found in names().values() for _, unit in found}
    return out | {"USD": "us dollar", "GBP": "pound sterling", "EUR": "euro"}


def english(unit: str | None) -> str | None:
    """The English name of a unit or currency as a record gives it; a composed one's parts are named."""
    if unit is None or unit in _english():
        return _english().get(unit or "")
    above, per, below = unit.partition("/")
    plain = above.rstrip("²³")
    power = {"²": "square ", "³": "cubic "}.get(above[len(plain) :], "")
    name = power + _english().get(plain, plain)
    return f"{name} per {english(below)}" if per else name


@lru_cache(maxsize=1)
def names() -> dict[str, list[tuple[tuple[str, ...], Unit]]]:
    """Every name in small letters, by its first word; the longest first."""
    found: dict[tuple[str, ...], Unit] = {}
    for symbol, name, further, prefixes in _rows(WITH_PREFIXES):
        unit = Unit(symbol, name, "measure")
        every = [] if name in _OTHER_THINGS else [name, *_further(further)]
        _enter(found, every, unit)
        for short, long in PREFIXES:
            if short in prefixes.split():
                _enter(found, [long + each for each in every], Unit(short + symbol, long + name, "measure"))
    for table in (PLAIN, DURATIONS):
        for symbol, name, further, _ in _rows(table):
            _enter(found, [name, *_further(further)], Unit(symbol, name, _kind(symbol, table)))
    out: dict[str, list[tuple[tuple[str, ...], Unit]]] = {}
    for words, unit in sorted(found.items(), key=lambda item: (-len(item[0]), item[0])):
        out.setdefault(words[0], []).append((words[1:], unit))
    return out


def _rows(table: str) -> list[list[str]]:
    return [(line + "|||").split("|")[:4] for line in table.strip().splitlines()]


def _further(column: str) -> list[str]:
    return [name for name in column.split(",") if name]


def _kind(symbol: str, table: str) -> FigureKind:
    """What a unit makes of a figure: shares stand among the measures."""
    if table is DURATIONS:
        return "duration"
    return "share" if symbol in _SHARES else "measure"


def _enter(found: dict[tuple[str, ...], Unit], every: list[str], unit: Unit) -> None:
    """Names with their plurals: the first word of "mile per hour" takes the s, else the last."""
    for name in every:
        words = name.lower().replace("-", " - ").split()
        head = words.index("per") - 1 if "per" in words and words.index("per") else len(words) - 1
        for middle in ("of", "an", "a"):
            head = words.index(middle) - 1 if middle in words and words.index(middle) else head
        found.setdefault(tuple(words), unit)
        found.setdefault(tuple([*words[:head], words[head] + "s", *words[head + 1 :]]), unit)
        if "-" in words:
            found.setdefault(tuple(w for w in words if w != "-"), unit)


def unit_at(tokens: Tokens, at: int, offset: int, *, glued: bool, words: bool = False) -> Measured | None:
    """The unit whose text begins at an offset, inside or at the start of a word.

    glued: nothing parts it from the number. words: the number is in words, after which a symbol of one
    letter is none.
    """
    found = _single(tokens, at, offset, glued=glued, words=words)
    return None if found is None else _composed(tokens, found)


def _single(tokens: Tokens, at: int, offset: int, *, glued: bool, words: bool) -> Measured | None:
    if at >= len(tokens):
        return None
    inside = offset > tokens.starts[at]
    piece = tokens.text[offset : tokens.ends[at]] if inside else tokens.words[at]
    if piece == "°":
        return _degrees(tokens, at)
    if not inside and (named := _named(tokens, at)):
        return named
    if not inside and piece.lower() in _SQUARES:
        return _squared(tokens, at)
    if power := _POWERED.match(piece):
        base = symbols().get(power[1])
        if base and base.kind in ("measure", "duration"):
            return Measured(_raised(base, power[2]), at + 1, tokens.ends[at])
    unit = symbols().get(piece) or symbols().get(_CAPITALS.get(piece, ""))
    if unit is None and inside and (found := names().get(piece.lower())):
        unit = next((u for rest, u in found if not rest), None)
    if glued and piece in ("C", "F") and not _goes_on(tokens, at):
        unit = Unit("°" + piece, "degree " + ("Celsius" if piece == "C" else "Fahrenheit"), "measure")
    if unit is None or (piece in _SHY and not _certain(tokens, at, piece, glued=glued, words=words)):
        return None
    return Measured(unit, at + 1, tokens.ends[at])


def _certain(tokens: Tokens, at: int, piece: str, *, glued: bool, words: bool) -> bool:
    """True when a letter after a number is a symbol: touching its figures, or before a mark or small word."""
    if glued:
        return True
    if words or piece in _GLUED_ONLY or tokens.starts[at] - tokens.ends[at - 1] > 1:
        return False
    after = tokens.words[at + 1] if at + 1 < len(tokens) else "."
    return not (after[0].isupper() or after in ("'", "’", "&")) and not (
        after == "." and tokens.glued(at + 1) and tokens.glued(at + 2)
    )


def _goes_on(tokens: Tokens, at: int) -> bool:
    """True when a noun seems to follow: "the 13F filing"."""
    after = tokens.at(at + 1)
    return after.isalpha() and tokens.words[at + 1].islower() and not stops(after)


def _degrees(tokens: Tokens, at: int) -> Measured:
    scale = (
        tokens.words[at + 1] if at + 1 < len(tokens) and tokens.starts[at + 1] - tokens.ends[at] <= 1 else ""
    )
    if scale.lower() in ("celsius", "centigrade", "fahrenheit"):
        scale = "F" if scale.lower() == "fahrenheit" else "C"
    if scale in ("C", "F"):
        name = "Celsius" if scale == "C" else "Fahrenheit"
        return Measured(Unit("°" + scale, "degree " + name, "measure"), at + 2, tokens.ends[at + 1])
    return Measured(Unit("degree", "degree", "measure"), at + 1, tokens.ends[at])


def _named(tokens: Tokens, at: int) -> Measured | None:
    for rest, unit in names().get(tokens.low[at], ()):
        last = at + 1 + len(rest)
        if not rest or tuple(tokens.low[at + 1 : last]) == rest:
            return Measured(unit, last, tokens.ends[last - 1])
    return None


def _squared(tokens: Tokens, at: int) -> Measured | None:
    """ "square kilometres", "sq mi", "sq. ft", "cubic feet"."""
    step = at + 1 + (tokens.at(at + 1) == "." and tokens.glued(at + 1))
    if step >= len(tokens):
        return None
    base = _named(tokens, step)
    unit = base.unit if base else symbols().get(tokens.words[step])
    if unit is None or unit.kind != "measure":
        return None
    last = base.last if base else step + 1
    return Measured(_raised(unit, _SQUARES[tokens.low[at]]), last, tokens.ends[last - 1])


def _inverse(tokens: Tokens, at: int) -> str:
    """The power of "cm−3": a true minus and a figure that touch the symbol."""
    figure = tokens.at(at + 1)
    touches = tokens.at(at) in ("−", "–") and tokens.glued(at) and figure in _POWERS
    return _POWERS[figure] if touches else ""


def _below(tokens: Tokens, at: int) -> tuple[Unit, str] | None:
    """The unit and the power of the "s−1" of "m s−1"."""
    if at + 2 >= len(tokens) or tokens.starts[at] - tokens.ends[at - 1] > 1:
        return None
    unit = symbols().get(tokens.words[at])
    power = _inverse(tokens, at + 1) if unit is not None else ""
    if unit is None or not power:
        return None
    written = unit._replace(symbol=tokens.words[at])
    return written, "" if power == "¹" else power


def _raised(base: Unit, power: str) -> Unit:
    square = power in "²2"
    above, per, below = base.name.rpartition(" per ")
    name = f"{above}{per}{'square' if square else 'cubic'} {below}"
    return Unit(base.symbol + ("²" if square else "³"), name, "measure")


def _composed(tokens: Tokens, found: Measured) -> Measured:
    """With "/L", "/h", "^2", "squared" after it, and "per second" after a length."""
    unit, last, end, composed = found
    for _ in range(3):
        if tokens.at(last) in ("squared", "cubed") and unit.kind == "measure":
            unit, last = _raised(unit, "2" if tokens.at(last) == "squared" else "3"), last + 1
        elif tokens.at(last) == "^" and tokens.glued(last) and tokens.at(last + 1) in ("2", "3"):
            unit, last = _raised(unit, tokens.at(last + 1)), last + 2
        elif tokens.at(last) == "/" and tokens.glued(last) and unit.kind != "duration":
            below = _single(tokens, last + 1, tokens.ends[last], glued=True, words=False)
            if below is None:
                break
            name = f"{unit.name} per {below.unit.name}"
            short = tokens.text[tokens.starts[last + 1] : below.end]
            unit, last, composed = Unit(f"{unit.symbol}/{short}", name, unit.kind), below.last, True
        elif power := _inverse(tokens, last):
            unit, last, composed = (
                Unit(f"{unit.symbol}⁻{power}", f"per {unit.name}", unit.kind),
                last + 2,
                True,
            )
        elif below_at := _below(tokens, last):
            below_unit, power = below_at
            unit = Unit(
                f"{unit.symbol}/{below_unit.symbol}{power}", f"{unit.name} per {below_unit.name}", "measure"
            )
            last, composed = last + 3, True
        else:
            break
        end = tokens.ends[last - 1]
    return Measured(unit, last, end, composed)
