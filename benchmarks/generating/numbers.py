"""Figures as a report tells them, with the bounds that their words allow."""

from __future__ import annotations

from benchmarks.generating.cast import Random, between
from secondsource.model.statement import NumberRelation

# low, high, approximate, relation, unit, scope
Told = tuple[int | None, int | None, bool, NumberRelation, str | None, str | None]
Figure = tuple[str, str, str, Told]
"""What stands before the number, its own words, what follows up to the noun, what it is."""

_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def written(value: int) -> str:
    """A number as papers print it."""
    return _WORDS[value] if value < 10 else f"{value:,}"


def rounded(value: int) -> int:
    """Down to the first digit or two."""
    step = 1
    while step * 20 <= value:
        step *= 10
    return value // step * step


def _plain(value: int) -> Figure:
    return "", written(value), " ", (value, value, False, "=", None, None)


def _least(value: int) -> Figure:
    return "", f"at least {written(value)}", " ", (value, None, False, ">=", None, None)


def _more(value: int) -> Figure:
    low = rounded(value - 1)
    return "", f"more than {written(low)}", " ", (low, None, False, ">", None, None)


def _about(value: int) -> Figure:
    near = rounded(value)
    return "", f"about {written(near)}", " ", (near, near, True, "~", None, None)


def _most(value: int) -> Figure:
    return "", f"as many as {written(value)}", " ", (None, value, False, "<=", None, None)


def _range(value: int) -> Figure:
    low = rounded(value)
    high = low + max(2, low // 4)
    return "", f"between {written(low)} and {written(high)}", " ", (low, high, False, "range", None, None)


def _total(value: int) -> Figure:
    return "a total of ", written(value), " ", (value, value, False, "=", None, "total")


def _vague(value: int) -> Figure:
    for least, words in ((2000, "thousands"), (200, "hundreds"), (24, "dozens")):
        if value >= least:
            return "", words, " of ", (least, None, False, ">=", None, None)
    return _plain(value)


_STYLES = (*[_plain] * 8, *[_least] * 5, *[_more] * 3, *[_about] * 3, _most, _range, _total, *[_vague] * 2)


def figure(rnd: Random, value: int) -> Figure:
    """A count in one of the ways in which it can be told. value: 2 or more."""
    return _STYLES[int(rnd() * len(_STYLES))](value)


def percent(rnd: Random) -> Figure:
    """A share."""
    value = between(rnd, 2, 48)
    return "", f"{written(value)} percent", "", (value, value, False, "=", "%", None)


def money(rnd: Random) -> Figure:
    """An amount."""
    value = between(rnd, 2, 90)
    return "", f"${value} million", "", (value * 1_000_000, value * 1_000_000, False, "=", "USD", None)


def metres(rnd: Random) -> Figure:
    """A height."""
    value = between(rnd, 2, 9)
    return "", f"{written(value)} metres", "", (value, value, False, "=", "metre", None)
