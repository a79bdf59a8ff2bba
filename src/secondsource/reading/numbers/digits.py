"""Numerals: numbers that are written in figures, in the styles in which reports write them.

Thousands stand apart by commas, points, blanks or apostrophes; digits of any script are read (Arabic-Indic,
full-width). Where a point could part thousands or decimals the report's other numerals decide.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

_BLANKS = "\u00a0\u2007\u2009\u202f"
_SUPERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_FRACTIONS = {
    "½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅖": 2 / 5, "⅗": 3 / 5,
    "⅘": 4 / 5, "⅙": 1 / 6, "⅚": 5 / 6, "⅐": 1 / 7, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8,
    "⅑": 1 / 9, "⅒": 1 / 10,
}  # fmt: skip
VULGAR = frozenset(_FRACTIONS)
_ANY_FRACTION = "[" + "".join(_FRACTIONS) + "]"

# One numeral, from where it begins. Each run of digits is bounded or followed by what it cannot match.
_NUMERAL = re.compile(
    rf"""
    (?P<grouped>
        \d{{1,3}}(?:,\d{{3}})+(?!\d)                                  # 12,000
      | \d{{1,3}}(?:,\d{{3}})*,[ \t]?\r?\n[ \t]?000(?:,000)*(?!\d)    # broken over lines
      | \d{{1,2}}(?:,\d{{2}}){{1,4}},\d{{3}}(?!\d)                    # 12,50,000: lakhs and crores
      | \d{{1,3}}(?:[{_BLANKS}]\d{{3}})+(?!\d)
      | \d{{1,3}}(?:[’'٬]\d{{3}})+(?!\d)
      | (?P<blanks>\d{{1,3}}(?:\ \d{{3}}){{1,4}}(?![\d\w]|\ \d|[.,:/]\d))      # 12 000
    )(?P<grouped_part>[.·٫]\d+)?
  | (?P<pointed>\d{{1,3}}(?:\.\d{{3}})+(?!\d))(?P<pointed_part>,\d{{1,2}}(?!\d))?
  | (?P<plain>\d+)(?:(?P<part>[.·٫]\d+)|,(?P<comma_part>\d{{1,2}})(?![\d,]))?
  | \.(?P<bare_part>\d+)
    """,
    re.VERBOSE,
)
_POWER = re.compile(r"[ ]?[×xX*·][ ]?10(?:\^|\*\*)?[ ]?([−–⁻-]?\d{1,3}|[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})(?!\d|[.,]\d)")
_EXPONENT = re.compile(r"[eE]([+−-]?\d{1,3})(?![\w.])")
_MIXED = re.compile(rf"[ -]?({_ANY_FRACTION})|(?:[ ]|-)(\d{{1,2}})/(\d{{1,3}})(?![\w/])")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,3})(?![\w/]|\.\d)")
_AFTER_COMMA = re.compile(
    r"[ \u00a0]?(?:%|per ?cent|[mb]illion|[mb]n\b|euros?\b|kg\b|km\b|tonnes?\b|met(?:er|re)s?\b)",
    re.IGNORECASE,
)
_POINTS_STYLE = re.compile(
    r"(?<![\d.,])\d{1,3}(?:(?:\.\d{3}){2,}(?![\d.])|(?:\.\d{3})+,\d{1,2}(?!\d)|\.[05]00(?![\d.]))"
)
_COMMAS_STYLE = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])")


@dataclass(frozen=True, slots=True)
class Style:
    """How a report writes: thousands by points (12.000) and decimals by commas, or thousands by commas."""

    points: bool = False
    commas: bool = False


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral: its value (inf when too large), the offset after it, whether thousands stood apart.

    digits: how many digits the plain number has, 0 when it has thousands or decimals.
    """

    value: float
    end: int
    grouped: bool = False
    digits: int = 0
    zero: bool = False
    fraction: bool = False


def style(text: str) -> Style:
    """How the report writes thousands, by its own numerals."""
    commas = _COMMAS_STYLE.search(text) is not None
    return Style(points=not commas and _POINTS_STYLE.search(text) is not None, commas=commas)


def numeral(text: str, start: int, written: Style) -> Numeral | None:
    """The numeral that begins at an offset, or None."""
    if text[start] in VULGAR:
        return Numeral(_FRACTIONS[text[start]], start + 1, fraction=True)
    slashed = _SLASHED.match(text, start)
    if slashed and 0 < int(slashed[1]) < int(slashed[2]) and not _looks_like_date(slashed):
        return Numeral(int(slashed[1]) / int(slashed[2]), slashed.end(), fraction=True)
    found = _NUMERAL.match(text, start)
    return None if found is None else _grown(text, found, written)


def _looks_like_date(slashed: re.Match[str]) -> bool:
    """9/11, 24/7, 10/12: a fraction of people or things has a small or a round denominator."""
    return int(slashed[2]) not in (2, 3, 4, 5, 6, 8, 10, 16, 20, 32, 100)


def _grown(text: str, found: re.Match[str], written: Style) -> Numeral:
    """The numeral with what may follow it: a fraction, a power of ten."""
    base = _base(found, written)
    if (mixed := _MIXED.match(text, base.end)) and base.digits and math.isfinite(base.value):
        part = _FRACTIONS[mixed[1]] if mixed[1] else int(mixed[2]) / max(1, int(mixed[3]))
        if 0 < part < 1:
            return Numeral(base.value + part, mixed.end())
    power = _POWER.match(text, base.end) or _EXPONENT.match(text, base.end)
    if power:
        exponent = int(power[1].translate(_SUPERS).replace("−", "-").replace("–", "-"))
        return Numeral(scaled(base.value, exponent), power.end())
    return base


def _base(found: re.Match[str], written: Style) -> Numeral:
    if (
        found["blanks"] and written.commas and " 0" not in found["blanks"]
    ):  # two cells of a table that was made text
        first = found["blanks"].partition(" ")[0]
        return Numeral(
            float(first),
            found.start() + len(first),
            digits=len(first),
            zero=first[0] == "0" and len(first) > 1,
        )
    if found["grouped"]:
        return Numeral(_float(_plain(found["grouped"]), found["grouped_part"]), found.end(), grouped=True)
    if found["pointed"]:
        return _pointed(found, written)
    if found["bare_part"]:
        return Numeral(_float("0", found["bare_part"]), found.end())
    plain = found["plain"]
    zero = len(plain) > 1 and plain[0] in "0٠０"
    if found["part"]:
        return Numeral(_float(plain, found["part"]), found.end(), zero=zero)
    if found["comma_part"] and (written.points or _AFTER_COMMA.match(found.string, found.end())):
        return Numeral(_float(plain, found["comma_part"]), found.end(), zero=zero)
    return Numeral(_float(plain, None), found.end("plain"), digits=len(plain), zero=zero)


def _pointed(found: re.Match[str], written: Style) -> Numeral:
    """12.000: thousands where the report writes so or several groups stand; else decimals."""
    whole, groups = found["pointed"], found["pointed"].count(".")
    if groups > 1 or written.points or found["pointed_part"]:
        return Numeral(_float(whole.replace(".", ""), found["pointed_part"]), found.end(), grouped=True)
    before, part = whole.split(".")
    return Numeral(_float(before, part), found.end("pointed"))


def _plain(digits: str) -> str:
    return "".join(c for c in digits if c.isdecimal())


def _float(whole: str, part: str | None) -> float:
    """The value of digits of any script; inf when it is too large for a float."""
    return float(whole + "." + _plain(part)) if part else float(whole)


def scaled(value: float, exponent: int) -> float:
    """A number times a power of ten, as if both had been written as one numeral."""
    told = repr(value)
    return (
        float(f"{told}e{exponent}")
        if told[-1].isdigit() and "e" not in told
        else value * float(f"1e{exponent}")
    )


def times(value: float, factor: float) -> float:
    """A product without the dust of binary fractions: 0.29 million is 290,000."""
    return float(f"{value * factor:.15g}")
