"""Where a number stands in a report: in figures, in words, or in words that only tell its size."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from secondsource.reading.numbers import money, units
from secondsource.reading.numbers.currency_table import CODES
from secondsource.reading.numbers.digits import VULGAR, Numeral, Style, numeral, times
from secondsource.reading.numbers.draft import Draft
from secondsource.reading.numbers.nouns import is_plural
from secondsource.reading.numbers.tokens import Tokens
from secondsource.reading.numbers.vague import STARTS as VAGUE_STARTS
from secondsource.reading.numbers.vague import Vague, figured, vague
from secondsource.reading.numbers.words import (
    ONES,
    PARTS,
    SCALES,
    SHORT_SCALES,
    STARTS,
    Worded,
    grown,
    worded,
)

_WORDS = STARTS | VAGUE_STARTS
_AFTER_ARTICLE = frozenset((*SCALES, *PARTS, "dozen", "hundred")) - {"lakhs", "crores"}
_BEFORE_DECADE = frozenset(("the", "early", "late", "mid", "his", "her", "their", "-", "’", "'", "in"))
_MONEY_SCALES = {"m": 1e6, "b": 1e9, "t": 1e12, "mil": 1e6, "mm": 1e6, "tln": 1e12, **SHORT_SCALES}
_MILLION = 1e6
_CLOCK = frozenset(("am", "pm"))
# Before "a mile", "a year", "a dollar": words that make a figure of the article.
_COMPARED = frozenset(
    ("than", "almost", "nearly", "over", "under", "least", "about", "around", "roughly", "approximately")
)


def cores(tokens: Tokens, style: Style) -> Iterator[Draft]:
    """The numbers of a report with currency and unit, in order; what is no number of things among them."""
    at, floor, low, count = 0, 0, tokens.low, len(tokens)
    telling = {word for word in set(low) if _tells(word)}
    while at < count:
        word = low[at]
        if word not in telling:
            at += 1
            continue
        if word in _WORDS:
            if word in ("a", "an") and tokens.at(at + 1) not in _AFTER_ARTICLE:
                draft = _one_unit(tokens, at) if tokens.at(at - 1) in _COMPARED else _one_and_half(tokens, at)
            else:
                draft = _in_words(tokens, at)
        elif word[0].isdecimal() or word[0] in VULGAR or (word == "." and _bare_point(tokens, at)):
            draft = _in_figures(tokens, at, style)
        elif word[-1].isdecimal() and (after := _code_before(tokens.words[at])):
            draft = _in_figures(tokens, at, style, after)
        else:
            at += 1
            continue
        if draft is None:
            at += 1
        else:
            _keep_off(draft, floor)
            at = floor = max(at + 1, draft.last)
            yield draft


@lru_cache(maxsize=20_000)
def _tells(word: str) -> bool:
    """Whether a word in small letters can belong to a number."""
    return word in _WORDS or word == "." or word[0] in VULGAR or word[0].isdecimal() or word[-1].isdecimal()


def _keep_off(draft: Draft, floor: int) -> None:
    """Leave to the figure before what words of currency and sign are its own: "1 USD 2"."""
    if draft.first >= floor:
        return
    draft.first, draft.value = floor, abs(draft.value)
    draft.core = (max(floor, draft.core[0]), draft.core[1])
    if draft.kind == "money":
        draft.unit, draft.kind = None, "count"


def _bare_point(tokens: Tokens, at: int) -> bool:
    """True for the point of " .45"."""
    return tokens.at(at + 1)[:1].isdecimal() and tokens.glued(at + 1) and not tokens.glued(at)


def _in_words(tokens: Tokens, at: int) -> Draft | None:
    word = tokens.low[at]
    unclear = vague(tokens, at) if word in VAGUE_STARTS else figured(tokens, at)
    if unclear is not None:
        return _from_vague(tokens, at, unclear)
    found = worded(tokens, at, between=tokens.at(at - 1) == "between") if word in STARTS else None
    if found is None:
        return None
    article = word in ("a", "an")
    draft = Draft(
        core=(at, found.last), first=at, last=found.last, value=found.value, scale=found.scale, worded=True,
        fraction=found.fraction, article=article,
    )  # fmt: skip
    return _measured(tokens, draft, "")


def _from_vague(tokens: Tokens, at: int, found: Vague) -> Draft:
    first = at if found.first is None else found.first
    draft = Draft(
        core=(first, found.last), first=first, last=found.last, value=found.low or 0.0, low=found.low,
        high=found.high, relation=found.relation, approximate=found.relation == "~", kind=found.kind,
        unit=found.unit, worded=True, vague=True,
    )  # fmt: skip
    if found.code:
        draft.because(found.code, tokens.phrase(first, found.last - first))
    if found.kind == "count":
        _measured(tokens, draft, "")
        draft.low, draft.high = found.low, found.high
    return draft


def _one_unit(tokens: Tokens, at: int) -> Draft | None:
    """ "less than a mile", "almost a year", "more than a dollar"."""
    if not tokens.joined(at + 1):
        return None
    draft = Draft(core=(at, at + 1), first=at, last=at + 1, value=1.0, worded=True, article=True)
    _measured(tokens, draft, "")
    return draft if draft.unit is not None and draft.last > at + 1 else None


def _code_before(word: str) -> int:
    """Where the figures of "USD3" begin, 0 in other words."""
    return 3 if word[3:].isdecimal() and word[:3] in CODES else 0


def _one_and_half(tokens: Tokens, at: int) -> Draft | None:
    """ "an hour and a half", "a mile and a quarter"."""
    if tokens.at(at + 2) != "and" or tokens.at(at + 3) != "a" or tokens.at(at + 4) not in ("half", "quarter"):
        return None
    value = 1.5 if tokens.at(at + 4) == "half" else 1.25
    draft = Draft(core=(at, at + 1), first=at, last=at + 1, value=value, worded=True, article=True)
    _measured(tokens, draft, "")
    if draft.unit is None or draft.last != at + 2:
        return None
    draft.core, draft.last = (at, at + 5), at + 5
    return draft


def _in_figures(tokens: Tokens, at: int, style: Style, after: int = 0) -> Draft | None:
    """The number whose figures begin so many characters after the start of a word."""
    found = numeral(tokens.text, tokens.starts[at] + after, style)
    if found is None:
        return None
    last = at
    while tokens.ends[last] < found.end:
        last += 1
    suffix = tokens.text[found.end : tokens.ends[last]]
    draft = Draft(
        core=(at, last + 1), first=at, last=last + 1, value=found.value, digits=found.digits,
        grouped=found.grouped, zero=found.zero, fraction=found.fraction,
    )  # fmt: skip
    if written_by_points(tokens, draft, style):
        draft.because("number-thousands-points", tokens.text[tokens.starts[at] : found.end])
    _sign_before(tokens, draft)
    currency = money.before(tokens, draft.first)
    if after:
        currency = money.Currency(tokens.words[at][:after], at)
    if suffix and not _with_suffix(tokens, draft, found, suffix, priced=currency is not None):
        draft.dropped = True
        return draft
    if draft.scale == 1.0 and not suffix:
        _with_scale(tokens, draft, priced=currency is not None)
    if currency is not None:
        draft.first, draft.unit, draft.kind = currency.edge, currency.code, "money"
        _sign_before(tokens, draft)
    return _measured(tokens, draft, suffix)


def written_by_points(tokens: Tokens, draft: Draft, style: Style) -> bool:
    """True for the 12.000 of a report that parts thousands so."""
    return style.points and draft.grouped and "." in tokens.low[draft.core[0] : draft.core[1]]


def _sign_before(tokens: Tokens, draft: Draft) -> None:
    """A minus right before the figures: "−5 °C"; a hyphen only where a blank or bracket is before it."""
    at = draft.first - 1
    if at < 0 or not tokens.glued(draft.first) or tokens.words[at] not in ("−", "-", "–"):
        return
    if (tokens.glued(at) and tokens.words[at - 1] not in "([<>=~≈") or tokens.at(at - 1)[:1].isdecimal():
        return
    draft.first, draft.value = at, -draft.value


def _with_suffix(tokens: Tokens, draft: Draft, found: Numeral, suffix: str, *, priced: bool) -> bool:
    """Take the letters that touch the figures ("10k", "1.2bn", "5km"); False when they make no number."""
    small = suffix.lower()
    if small in _CLOCK:
        return False
    if (
        small == "s"
        and draft.digits
        and (draft.value >= 60 or draft.value % 10 == 0 or tokens.at(draft.first - 1) in _BEFORE_DECADE)
    ):
        return False
    if small in SHORT_SCALES or (small in _MONEY_SCALES and (priced or _millions(tokens, draft, suffix))):
        _scale(draft, _MONEY_SCALES[small])
        return True
    if small in ("x", "×"):
        draft.kind, draft.unit = "factor", "times"
        return not (tokens.glued(draft.last) and tokens.at(draft.last)[:1].isalnum())
    offset = tokens.ends[draft.last - 1] - len(suffix)
    measured = units.unit_at(tokens, draft.last - 1, offset, glued=True)
    if measured is not None:
        return True
    return money.after(tokens, draft.last, draft.value, glued_suffix=suffix) is not None


def _millions(tokens: Tokens, draft: Draft, suffix: str) -> bool:
    """True for "5m people" and "5m USD": no metres."""
    if suffix not in ("m", "M") or not tokens.joined(draft.last):
        return False
    return is_plural(tokens.at(draft.last)) or money.after(tokens, draft.last, _MILLION) is not None


def _scale(draft: Draft, scale: float) -> None:
    draft.value, draft.scale = times(draft.value, scale), scale


def _with_scale(tokens: Tokens, draft: Draft, *, priced: bool) -> None:
    """Take the words of size after figures: "1.2 million", "1.2-million", "3 and a half million", "5 bn"."""
    at = draft.last
    if not tokens.joined(at):
        return
    word = tokens.low[at]
    if word in ("hundred", "dozen"):
        draft.value, draft.last = times(draft.value, 100.0 if word == "hundred" else 12.0), at + 1
    elif (word in SHORT_SCALES and word != "k") or (priced and word in ("m", "b") and not tokens.glued(at)):
        _scale(draft, _MONEY_SCALES[word])
        draft.last = at + 1
    elif word in SCALES or word in ("-", "and"):
        found = grown(tokens, Worded(draft.value, at))
        if found.last > at:
            draft.value, draft.last, draft.scale = found.value, found.last, found.scale
    draft.core = (draft.core[0], draft.last)


def _measured(tokens: Tokens, draft: Draft, suffix: str) -> Draft:
    """Give a number the unit or the currency after it, and the "minus" before it."""
    minus = tokens.at(draft.first - 1) in ("minus", "negative") and not draft.vague and draft.value > 0
    if (
        minus
        and not tokens.at(draft.first - 2)[:1].isdecimal()
        and tokens.at(draft.first - 2) not in ("or", *ONES)
    ):
        draft.first, draft.value = draft.first - 1, -draft.value
    at = draft.last
    glued = bool(suffix) and draft.scale == 1.0
    if glued and draft.unit == "times":
        return draft
    if draft.unit is None and not glued and (currency := _currency(tokens, draft)):
        draft.unit, draft.kind, draft.last = currency.code, "money", currency.edge
        return draft
    if draft.unit is not None:
        after = money.after(tokens, at, draft.value)
        if after is not None and after.code == draft.unit:
            draft.last = after.edge
        return draft
    measured = _unit(tokens, draft, suffix if glued else "")
    if measured is None:
        if tokens.at(draft.first - 1) == "magnitude" and not draft.digits:
            draft.unit, draft.kind = "magnitude", "measure"
        if glued and (sum_ := money.after(tokens, at, draft.value, glued_suffix=suffix)):
            draft.unit, draft.kind = sum_.code, "money"
        return draft
    draft.unit, draft.kind, draft.last = measured.unit.symbol, measured.unit.kind, measured.last
    return draft


def _currency(tokens: Tokens, draft: Draft) -> money.Currency | None:
    """The currency after a number; "a 50-dollar note" and "millions of dollars" have a word between."""
    at = draft.last
    if tokens.at(at) == "-" and tokens.glued(at) and tokens.glued(at + 1):
        at += 1
    elif draft.vague and tokens.at(at) == "of":
        at += 1
        found = money.after(tokens, at, max(draft.value, 1.0)) if at < len(tokens) else None
        return found
    return money.after(tokens, at, draft.value) if at < len(tokens) else None


def _unit(tokens: Tokens, draft: Draft, suffix: str) -> units.Measured | None:
    at = draft.last
    if suffix:
        return units.unit_at(tokens, at - 1, tokens.ends[at - 1] - len(suffix), glued=True)
    if at >= len(tokens) or not tokens.joined(at):
        return None
    if tokens.at(at) == "-" and tokens.glued(at) and tokens.glued(at + 1):
        draft.hyphened = True
        found = (
            units.unit_at(tokens, at + 1, tokens.starts[at + 1], glued=True, words=draft.worded)
            if at + 1 < len(tokens)
            else None
        )
        return found
    if tokens.low[at] == "in" and tokens.at(at + 1) in ("thick", "long", "wide", "tall", "high", "deep"):
        return units.Measured(units.Unit("inch", "inch", "measure"), at + 1, tokens.ends[at])
    if draft.fraction:
        if tokens.phrase(at, 2) in ("of a", "of an"):
            at += 2
        elif tokens.at(at) in ("a", "an"):
            at += 1
    elif draft.vague and tokens.at(at) == "of":
        at += 1
    if at >= len(tokens):
        return None
    if tokens.low[at] == "×" and tokens.glued(at) and not tokens.at(at + 1)[:1].isdecimal():
        return units.Measured(units.Unit("times", "times", "factor"), at + 1, tokens.ends[at])
    if tokens.low[at] in ("times", "time") and draft.value != 1:
        return (
            units.Measured(units.Unit("times", "times", "factor"), at + 1, tokens.ends[at])
            if tokens.low[at] == "times"
            else None
        )
    return units.unit_at(tokens, at, tokens.starts[at], glued=tokens.glued(at), words=draft.worded)
