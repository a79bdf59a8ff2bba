"""Currencies before and after an amount."""

from __future__ import annotations

from typing import NamedTuple

from secondsource.reading.numbers.currency_table import (
    ADJECTIVES,
    AFTER,
    BEFORE,
    CODES,
    LETTERED_SIGNS,
    NAMES,
    OTHER_WORDS,
    SIGNS,
    WITH_ADJECTIVE,
)
from secondsource.reading.numbers.tokens import Tokens

_LARGE = 1000  # an amount from which "won" or "real" after it are money
_GREAT = 1e6  # an amount from which pounds without "of" are money and not weight
_BEFORE_NAME = frozenset(("new", "hong", "south", "sri", "costa", "west", "east"))


class Currency(NamedTuple):
    """A currency beside an amount: its ISO 4217 code, and the word where it begins or after it ends."""

    code: str
    edge: int


def before(tokens: Tokens, first: int) -> Currency | None:
    """The currency whose sign, code or letters end right before a word: "US$", "USD ", "Rs. "."""
    at = first - 1
    if at < 0 or tokens.starts[first] - tokens.ends[at] > 1:
        return None
    sign = tokens.words[at]
    if sign in SIGNS:
        return _lettered(tokens, at, SIGNS[sign])
    if sign == "." and tokens.at(at - 1) in BEFORE and tokens.glued(at):
        return Currency(BEFORE[tokens.at(at - 1)], at - 1)
    if sign in CODES:
        return Currency(sign, at)
    if (
        sign.lower() in BEFORE
        and sign[0].isupper()
        and (tokens.glued(first) or not sign.isupper() or len(sign) < 4)
    ):
        return Currency(BEFORE[sign.lower()], at)
    return None


def _lettered(tokens: Tokens, at: int, code: str) -> Currency:
    """The letters before a sign make another currency of it: "A$", "U.S. $"."""
    if tokens.glued(at) and (tokens.at(at - 1), tokens.words[at]) in LETTERED_SIGNS:
        return Currency(LETTERED_SIGNS[tokens.at(at - 1), tokens.words[at]], at - 1)
    if tokens.phrase(at - 4, 4) == "u . s .":
        return Currency("USD", at - 4)
    return Currency(code, at)


def after(tokens: Tokens, last: int, value: float, *, glued_suffix: str = "") -> Currency | None:
    """The currency that stands right after an amount: "dollars", "US dollars", "Swiss francs", "EUR", "€"."""
    if glued_suffix:
        code = AFTER.get(glued_suffix.lower()) or (glued_suffix if glued_suffix in CODES else None)
        return Currency(code, last) if code else None
    if last >= len(tokens) or not tokens.joined(last):
        return None
    word = tokens.words[last]
    if word in SIGNS and (word != "$" or tokens.glued(last)):
        return (
            None
            if tokens.glued(last + 1) and tokens.at(last + 1)[:1].isdecimal()
            else Currency(SIGNS[word], last + 1)
        )
    if word in CODES and word != "ALL":
        return Currency(word, last + 1)
    if word.lower() in AFTER and len(word) > 1:
        return Currency(AFTER[word.lower()], last + 1)
    return _named(tokens, last, value)


def _named(tokens: Tokens, last: int, value: float) -> Currency | None:
    """A name, with an adjective or a country before it."""
    at, adjective = last, ""
    if tokens.phrase(at, 4) == "u . s .":
        at, adjective = at + 4, "us"
    elif _name_at(tokens, at) is None and _name_at(tokens, at + 1):
        at, adjective = at + 1, tokens.at(at)
    elif tokens.at(at) in _BEFORE_NAME and _name_at(tokens, at + 2):
        at, adjective = at + 2, tokens.at(at + 1)
    name = _name_at(tokens, at)
    if name is None:
        return None
    code = ADJECTIVES.get((name, adjective)) if adjective else NAMES[name]
    sterling = tokens.at(at + 1) == "sterling" and name == "pound"
    if not adjective and not sterling and not _is_money(tokens, at, name, value):
        return None
    return Currency(code, at + 1 + sterling) if code else None


def _name_at(tokens: Tokens, at: int) -> str | None:
    word = tokens.at(at)
    if word in NAMES:
        return word
    singular = word[:-1] if word.endswith("s") else ""
    return singular if singular in NAMES else None


def _is_money(tokens: Tokens, at: int, name: str, value: float) -> bool:
    """True when a name that may mean another thing is of money, by the amount."""
    if name in WITH_ADJECTIVE:
        return False
    if name == "pound":
        return value >= _GREAT and tokens.at(at + 1) != "of"
    return name not in OTHER_WORDS or value >= _LARGE or (name == "buck" and tokens.at(at) == "bucks")
