"""Rates: "12 a day", "$3 an hour", "seven per 100,000 people", "50 men a day"."""

from __future__ import annotations

from secondsource.reading.numbers.draft import Draft
from secondsource.reading.numbers.nouns import is_plural, stops
from secondsource.reading.numbers.tokens import Tokens, listed
from secondsource.reading.numbers.unit_table import ADVERBS_OF_RATE, RATES

_BY = frozenset(("a", "an", "per", "each", "every"))
_PLACED = listed("ago earlier later before after old from hence apart away and prior")
_REACH = 5


def rate(tokens: Tokens, draft: Draft) -> None:
    """Find what a figure is reckoned by; words right after the figure become part of it."""
    at = draft.last
    if at >= len(tokens) or not tokens.joined(at):
        return
    if tokens.low[at] == "/" and tokens.glued(at) and tokens.at(at + 1).rstrip("s") in RATES:
        draft.per, draft.last = _singular(tokens.at(at + 1)), at + 2
        return
    if (
        tokens.low[at] == "-"
        and tokens.phrase(at, 2) in ("- a", "- an", "- per")
        and tokens.at(at + 3) in RATES
    ):
        draft.per, draft.last = tokens.at(at + 3), at + 4
        return
    if found := _by(tokens, at):
        draft.per, draft.last = found
        return
    if draft.kind == "share" or tokens.at(at) in ("-", "(", ","):
        return
    draft.per = _after_noun(tokens, draft, at)


def _by(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """ "per 100,000 people", "a day", "each year", "annually" at a word: what by, and the word after it."""
    word, after = tokens.at(at), tokens.at(at + 1)
    if word in ADVERBS_OF_RATE:
        return ADVERBS_OF_RATE[word], at + 1
    if word not in _BY or not tokens.joined(at) or not tokens.joined(at + 1):
        return None
    if word == "per" and after[:1].isdigit():
        return _per_many(tokens, at + 1)
    if word == "per" and after in ("hundred", "thousand", "million", "billion", "100k"):
        last = at + 2 + is_plural(tokens.at(at + 2))
        return tokens.phrase(at + 1, last - at - 1), last
    if word == "per" and after in ("square", "cubic", "1"):
        return tokens.phrase(at + 1, 2), at + 3
    singular = _singular(after)
    if singular not in RATES and (word != "per" or not after.isalpha() or stops(after)):
        return None
    if word in ("a", "an") and (tokens.at(at + 2) in _PLACED or after != singular):
        return None
    return singular, at + 2


def _per_many(tokens: Tokens, at: int) -> tuple[str, int]:
    last = at + 1
    while (
        last < len(tokens)
        and last - at < 6
        and tokens.glued(last)
        and (tokens.low[last] == "," or tokens.low[last].isdigit())
    ):
        last += 1
    if tokens.at(last - 1) == ",":
        last -= 1
    first = at
    if tokens.at(last) in ("thousand", "million", "billion"):
        last += 1
    if is_plural(tokens.at(last)) and tokens.joined(last):
        last += 1
    return tokens.text[tokens.starts[first] : tokens.ends[last - 1]].lower(), last


def _after_noun(tokens: Tokens, draft: Draft, at: int) -> str | None:
    """The rate behind what is counted: "50 men a day", "5 million barrels of oil per day"."""
    for step in range(at, min(at + _REACH, len(tokens))):
        if step > at and (found := _by(tokens, step)):
            return found[0]
        if (
            not tokens.words[step][0].isalpha()
            or not tokens.joined(step)
            or (stops(tokens.low[step]) and tokens.low[step] != "of")
        ):
            return None
    return None


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and word[:-1] in RATES else word
