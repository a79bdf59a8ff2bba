"""Amounts in digits and words: "three", "2 1/2", "two and a half", "a few", "twenty-first"."""

from __future__ import annotations

import re

from secondsource.reading.times.tables import CARDINALS, ONES, ORDINALS, SCALES, TENS, UNCOUNTED
from secondsource.reading.times.words import Words

# The word after an amount, and its number; None where the words give no number ("several").
Amount = tuple[int, float | None]

_SUFFIXED = re.compile(r"(\d{1,4})(?:st|nd|rd|th)")
_GROUPS = 8  # words in which the thousands of a number may go on
_BEGINS = frozenset(("a", "an", "another", "half", *UNCOUNTED, *CARDINALS))  # words that begin an amount
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}


def amount(w: Words, k: int) -> Amount | None:
    """An amount that begins at a word: digits, words, a half more, or an uncounted many."""
    word = w.at(k)
    if word not in _BEGINS and not word[:1].isdecimal():
        return None
    if word in ("a", "an"):
        return _after_article(w, k)
    if word == "another":
        return (
            amount(w, k + 1)
            if w.at(k + 1) in CARDINALS or w.at(k + 1)[:1].isdecimal() or w.at(k + 1) == "few"
            else (k + 1, 1)
        )
    if word == "half":
        return (k + 2, 0.5) if w.at(k + 1) in ("a", "an") else (k + 1, 0.5) if w.dash(k + 1) else None
    if word in UNCOUNTED:
        end = (
            k + 2 if word in ("dozens", "hundreds", "thousands", "scores") and w.at(k + 1) == "of" else k + 1
        )
        return end, None
    if word[:1].isdecimal():
        return _in_digits(w, k)
    return _with_half(w, _in_words(w, k))


def _after_article(w: Words, k: int) -> Amount | None:
    following = w.at(k + 1)
    if following in ("few", "good"):
        return k + (3 if w.ahead(k + 1, "good", "few") else 2), None
    if following == "couple":
        return k + (3 if w.at(k + 2) == "of" else 2), 2
    if following == "half":
        return k + 2, 0.5
    if following in SCALES or following == "dozen":
        return k + 2, float(SCALES.get(following, 12))
    if following == "single":
        return k + 2, 1
    return k + 1, 1


def _in_digits(w: Words, k: int) -> Amount | None:
    word, number = w.at(k), w.digits(k)
    if word[-1] in _FRACTIONS and word[:-1].isdecimal() and len(word) < 8:
        return k + 1, int(word[:-1]) + _FRACTIONS[word[-1]]
    if number is None:
        return None
    value, end = float(number), k + 1
    while (
        end < k + _GROUPS
        and w.at(end) == ","
        and w.joined(end)
        and w.joined(end + 1)
        and len(w.at(end + 1)) == 3
    ):
        part = w.digits(end + 1)
        if part is None:
            break
        value, end = value * 1000 + part, end + 2
    tenths = w.digits(end + 1)
    if w.at(end) == "." and w.joined(end) and w.joined(end + 1) and tenths is not None:
        value, end = value + tenths / 10 ** len(w.at(end + 1)), end + 2
    elif w.at(end) in _FRACTIONS:
        value, end = value + _FRACTIONS[w.at(end)], end + 1
    elif w.digits(end) == 1 and w.at(end + 1) == "/" and w.digits(end + 2) in (2, 4):
        value, end = value + 1 / (w.digits(end + 2) or 1), end + 3
    if w.at(end) in SCALES:
        value, end = value * SCALES[w.at(end)], end + 1
    return _with_half(w, (end, value))


def _in_words(w: Words, k: int) -> tuple[int, float] | None:
    found = below_hundred(w, k)
    if found is None:
        return None
    end, value = found
    if w.at(end) in SCALES:
        value, end = value * SCALES[w.at(end)], end + 1
        rest = below_hundred(w, end + 1 if w.at(end) == "and" else end)
        return (rest[0], float(value + rest[1])) if rest else (end, float(value))
    if w.at(end) == "dozen":
        value, end = value * 12, end + 1
    return end, float(value)


def below_hundred(w: Words, k: int) -> tuple[int, int] | None:
    """A number in words below a hundred: "twenty-one"."""
    word = w.at(k)
    if word not in CARDINALS:
        return None
    value, end = CARDINALS[word], k + 1
    if word in TENS:
        unit = end + 1 if w.dash(end) else end
        if ONES.get(w.at(unit), 10) < 10:
            value, end = value + ONES[w.at(unit)], unit + 1
    return end, value


def _with_half(w: Words, found: tuple[int, float] | None) -> Amount | None:
    """ "two and a half", "two-and-a-half"."""
    if found is None:
        return None
    k, value = found
    at = k + 1 if w.dash(k) else k
    if w.at(at) != "and":
        return found
    at = at + 2 if w.dash(at + 1) else at + 1
    if w.at(at) != "a":
        return found
    at = at + 2 if w.dash(at + 1) else at + 1
    part = {"half": 0.5, "quarter": 0.25}.get(w.at(at))
    return found if part is None else (at + 1, value + part)


def ordinal(w: Words, k: int) -> tuple[int, int] | None:
    """An ordinal that begins at a word, and its number: "4th", "fourth", "twenty-first"."""
    word = w.at(k)
    if word in ORDINALS:
        return k + 1, ORDINALS[word]
    if word[:1].isdecimal():
        found = _SUFFIXED.fullmatch(word)
        return (k + 1, int(found.group(1))) if found else None
    if word in TENS:
        unit = k + 2 if w.dash(k + 1) else k + 1
        if ORDINALS.get(w.at(unit), 10) < 10:
            return unit + 1, TENS[word] + ORDINALS[w.at(unit)]
    return None


def plain(value: float) -> str:
    """A number as TIMEX3 writes it: no point where it is whole."""
    return str(int(value)) if value == int(value) else f"{value:g}"
