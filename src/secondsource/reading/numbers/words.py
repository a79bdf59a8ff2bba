"""Numbers in words: "a hundred and twenty", "two and a half thousand", "two thirds", "half a million"."""

from __future__ import annotations

from typing import NamedTuple

from secondsource.reading.numbers.digits import times
from secondsource.reading.numbers.tokens import Tokens, listed

_BELOW_TWENTY = str.split(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = str.split("twenty thirty forty fifty sixty seventy eighty ninety")
ONES = {word: value for value, word in enumerate(_BELOW_TWENTY)}
TENS = {word: 20 + 10 * place for place, word in enumerate(_TENS)}
SCALES = {
    "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "quadrillion": 1e15,
    "lakh": 1e5, "lakhs": 1e5, "crore": 1e7, "crores": 1e7,
}  # fmt: skip
# What stands for a scale after figures alone ("1.2 bn", "5 mln").
SHORT_SCALES = {
    "bn": 1e9, "mn": 1e6, "mln": 1e6, "tn": 1e12, "trn": 1e12, "bln": 1e9, "mio": 1e6, "k": 1e3,
}  # fmt: skip
_DOZEN = {"dozen": 12.0, "dozens": 12.0, "hundred": 100.0}
_AFTER_ARTICLE = {"dozen": 12.0, "hundred": 100.0, **SCALES}
PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
    "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8,
    "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10,
}  # fmt: skip
_ARTICLES = frozenset(("a", "an"))
_ORDINALS = listed(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth sixtieth "
    "seventieth eightieth ninetieth hundredth thousandth millionth"
)
# Before "dozen", "hundred", "million" without a number: one of them is meant.
_BEFORE_BARE = listed(
    "the these those another some about nearly than least first last next past its their his her our almost "
    "over around roughly"
)
_BARE = frozenset(("dozen", "hundred", "thousand", "million", "billion", "trillion"))
STARTS = frozenset((*ONES, *TENS, *_ARTICLES, *_BARE, "half", "quarter"))


class Worded(NamedTuple):
    """A number in words: its value, the word after it, the scale it ends in ("million": 1e6, else 1).

    fraction: a part of a whole ("two thirds"), no number of whole things.
    """

    value: float
    last: int
    scale: float = 1.0
    fraction: bool = False


def worded(tokens: Tokens, first: int, *, between: bool = False) -> Worded | None:
    """The number in words that begins at a word, or None. between: that word stands after "between"."""
    word = tokens.at(first)
    if word in _ARTICLES:
        return _after_article(tokens, first)
    if word in ("half", "quarter"):
        return _bare_part(tokens, first, first)
    if word in _BARE:
        if tokens.at(first - 1) not in _BEFORE_BARE or (
            tokens.at(first + 1) == "-" and tokens.glued(first + 1)
        ):
            return None
        return Worded(_AFTER_ARTICLE[word], first + 1, SCALES.get(word, 1.0))
    if word not in ONES and word not in TENS:
        return None
    if found := _fraction(tokens, first, first + 1, ONES.get(word)):
        return found
    found = _cardinal(tokens, first, apart=between)
    if between and not _another_follows(tokens, found.last):
        pass
    elif between:
        found = _cardinal(tokens, first, apart=False)
    if _is_ordinal(tokens, found.last):
        return None
    return grown(tokens, found)


def _another_follows(tokens: Tokens, last: int) -> bool:
    """True for the second "and" of "between a hundred and twenty and two hundred"."""
    begins = tokens.at(last) == "and" and _begins(tokens, last + 1)
    whole = _cardinal(tokens, last + 1, apart=True) if begins else None
    return whole is not None and whole.last > last + 1 and tokens.at(whole.last) == "and"


def _begins(tokens: Tokens, at: int) -> bool:
    """True where a whole number in words begins, and no article or other word alone."""
    word = tokens.at(at + 1) if tokens.at(at) in _ARTICLES else tokens.at(at)
    if tokens.at(at) in _ARTICLES:
        return word in SCALES or word in _DOZEN
    return word in ONES or word in TENS


def _is_ordinal(tokens: Tokens, last: int) -> bool:
    """True when an ordinal ends the number: "twenty-first", "one hundred and fifth"."""
    after = last + 1 if tokens.at(last) in ("-", "and") else last
    return tokens.at(after) in _ORDINALS and (
        after == last or tokens.glued(after) or tokens.at(last) == "and"
    )


def _after_article(tokens: Tokens, first: int) -> Worded | None:
    """ "a hundred and twenty", "a dozen", "a third", "a half-million", "a quarter of a million"."""
    word = tokens.at(first + 1)
    if word in ("half", "quarter"):
        return _bare_part(tokens, first, first + 1)
    if word in PARTS and not word.endswith("s"):
        return _fraction(tokens, first, first + 1, 1)
    if word not in _AFTER_ARTICLE or not tokens.joined(first + 1):
        return None
    if word == "dozen":
        return Worded(12.0, first + 2)
    found = _cardinal(tokens, first, apart=False)
    return None if _is_ordinal(tokens, found.last) else grown(tokens, found)


def _bare_part(tokens: Tokens, first: int, at: int) -> Worded | None:
    """From "half" or "quarter": "half a million", "a half-dozen", "a quarter of a million", else the part."""
    part = 1 / PARTS[tokens.at(at)]
    after = at + 1
    if tokens.at(after) in ("-", "of") and tokens.at(after + 1) in _AFTER_ARTICLE | {"a": 0, "an": 0}:
        after += 1
    if tokens.at(after) in _ARTICLES:
        after += 1
    if (scale := _AFTER_ARTICLE.get(tokens.at(after))) and tokens.joined(after):
        return Worded(times(part, scale), after + 1, scale)
    if tokens.at(at) == "quarter" and at == first:
        return None
    return Worded(part, at + 1, fraction=True)


def _fraction(tokens: Tokens, first: int, at: int, count: int | None) -> Worded | None:
    """ "two thirds", "three-quarters of a million", "a third": how many, and a part of one."""
    hyphen = tokens.at(at) == "-" and tokens.glued(at)
    part = tokens.at(at + hyphen)
    if not count or part not in PARTS or not tokens.joined(at + hyphen):
        return None
    plural = part.endswith("s") or part == "halves"
    if plural != (count > 1) and not hyphen:
        return None
    last, value = at + hyphen + 1, count / PARTS[part]
    if tokens.phrase(last, 2) in ("of a", "of an") and (scale := SCALES.get(tokens.at(last + 2))):
        return Worded(times(value, scale), last + 3, scale)
    return Worded(value, last, fraction=True)


def _cardinal(tokens: Tokens, first: int, *, apart: bool) -> Worded:
    """A whole number in words from its first word. apart: "and" parts two numbers and joins none."""
    total, current, top, scale = 0.0, 0.0, float("inf"), 1.0
    at = first
    if tokens.at(at) in _ARTICLES:
        current, at = 1.0, at + 1
    started = False
    while at < len(tokens):
        step = at
        if started and not (step := _continues(tokens, at, current, total, top, apart)):
            break
        word = tokens.at(step)
        if word in ONES or word in TENS:
            current += ONES.get(word, 0) + TENS.get(word, 0)
            scale = 1.0
        elif word in _DOZEN:
            current, scale = max(current, 1.0) * _DOZEN[word], 1.0
        else:
            top = scale = SCALES[word]
            total, current = total + times(max(current, 1.0), top), 0.0
        at, started = step + 1, True
    return Worded(total + current, at, scale)


def _continues(tokens: Tokens, at: int, current: float, total: float, top: float, apart: bool) -> int:
    """Where the next word of a whole number stands, 0 where the number has ended."""
    step = at
    if tokens.at(step) == "-" and tokens.glued(step) and tokens.glued(step + 1):
        step += 1
    if not tokens.joined(at):
        return 0
    word = tokens.at(step)
    if word in ("and", "&"):
        return (
            0
            if apart or current % 100 or not (current or total)
            else _small_after(tokens, step + 1, top, current)
        )
    if word in ONES:
        fits = current % 100 == 0 if ONES[word] > 9 else current % 10 == 0 and current % 100 != 10
        return step if fits and ONES[word] and (current or total) else 0
    if word in TENS:
        return step if current % 100 == 0 and (current >= 100 or (total and not current)) else 0
    if word == "hundred":
        return step if 0 < current < 100 else 0
    if word in ("dozen", "dozens"):
        return step if 0 < current < 100 and not total else 0
    return step if word in SCALES and SCALES[word] < top and current else 0


def _small_after(tokens: Tokens, at: int, top: float, current: float) -> int:
    """The word after "and" when a number goes on there: "a hundred and twenty", and no other number."""
    if tokens.at(at) not in ONES and tokens.at(at) not in TENS:
        return 0
    if tokens.at(at + 1 + (tokens.at(at + 1) == "-")) in PARTS:
        return 0  # "two million and three quarters"
    rest = _cardinal(tokens, at, apart=True)
    limit = 100 if current else top
    return at if 0 < rest.value < limit or (current and _scales_together(tokens, at)) else 0


def _scales_together(tokens: Tokens, at: int) -> bool:
    """True for "a hundred and fifty thousand", where the scale is of both."""
    step = at + 1
    while tokens.at(step) == "-" or tokens.at(step) in ONES:
        step += 1
    return tokens.at(step) in SCALES


def grown(tokens: Tokens, found: Worded) -> Worded:
    """A number with the half after it and the scale after that: "two and a half thousand"."""
    value, last, scale = found.value, found.last, found.scale
    if tokens.at(last) == "point" and scale == 1.0 and (decimals := _decimals(tokens, last + 1)):
        value, last = float(f"{value:.0f}.{decimals}"), last + 1 + len(decimals)
    joint = last + (tokens.phrase(last, 2) == "- and")
    if tokens.at(joint) == "and" and tokens.joined(last):
        part = _part_after(tokens, joint + 1)
        if part is not None:
            value, last = value + part.value * scale, part.last
    if scale == 1.0 and tokens.joined(last):
        step = last + (tokens.at(last) == "-" and tokens.glued(last))
        if tokens.at(step) in SCALES:
            scale = SCALES[tokens.at(step)]
            return (
                grown(tokens, Worded(times(value, scale), step + 1, scale)) if value else Worded(value, last)
            )
    while value and tokens.at(last) in SCALES and tokens.joined(last) and scale > 1.0:
        value, scale, last = times(value, SCALES[tokens.at(last)]), scale * SCALES[tokens.at(last)], last + 1
    return Worded(float(f"{value:.15g}"), last, scale)


def _decimals(tokens: Tokens, at: int) -> str:
    """The figures of "two point five", of "nought point zero four"."""
    out = ""
    while tokens.at(at + len(out)) in ONES and ONES[tokens.at(at + len(out))] < 10 and len(out) < 6:
        out += str(ONES[tokens.at(at + len(out))])
    return out


def _part_after(tokens: Tokens, at: int) -> Worded | None:
    """ "a half", "two thirds", "three-quarters" after "and"."""
    at += tokens.at(at) == "-"
    if tokens.at(at) in _ARTICLES and tokens.at(at + 1) in ("-", "half", "third", "quarter"):
        step = at + 1 + (tokens.at(at + 1) == "-")
        return Worded(1 / PARTS[tokens.at(step)], step + 1) if tokens.at(step) in PARTS else None
    count = ONES.get(tokens.at(at))
    found = _fraction(tokens, at, at + 1, count) if count and count < 10 else None
    # "two and three quarters of a million" is two things.
    return found if found is not None and found.fraction else None
