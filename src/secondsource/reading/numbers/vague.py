"""Numbers that name no figure: "dozens", "tens of thousands", "several hundred", "no survivors".

The bound that surely holds is given: dozens are two of them at least. When asked (zonination/perceptions,
46 people), half say 36 and more for "dozens", 80 for "scores of", 300 for "hundreds of", 3 for "a few" and 7
for "several"; the quartiles below are 24, 40, 200, 3 and 5.
"""

from __future__ import annotations

from typing import NamedTuple

from secondsource.model.statement import NumberRelation
from secondsource.reading.numbers.figure import FigureKind
from secondsource.reading.numbers.nouns import is_plural
from secondsource.reading.numbers.tokens import Tokens, listed
from secondsource.reading.numbers.words import ONES, TENS

_PLURALS = {
    "tens": 20.0, "dozens": 24.0, "scores": 40.0, "hundreds": 200.0, "thousands": 2e3, "millions": 2e6,
    "billions": 2e9, "trillions": 2e12,
}  # fmt: skip
_TIMES = {
    "hundreds": 100.0,
    "thousands": 1e3,
    "millions": 1e6,
    "billions": 1e9,
    "trillions": 1e12,
    "lakhs": 1e5,
    "crores": 1e7,
}
_SINGLES = {
    "dozen": 12.0,
    "hundred": 100.0,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
}
_FEW = frozenset(("several", "few", "many"))
_DIGITS = {"single": (1.0, 9.0), "double": (10.0, 99.0), "triple": (100.0, 999.0)}
_FIGURES = {"four": 1e3, "five": 1e4, "six": 1e5, "seven": 1e6, "eight": 1e7, "nine": 1e8}
_TENFOLDS = frozenset(("10s", "100s", "1000s"))
_FACTORS = {
    "twofold": 2.0, "threefold": 3.0, "fourfold": 4.0, "fivefold": 5.0, "sixfold": 6.0, "sevenfold": 7.0,
    "eightfold": 8.0, "ninefold": 9.0, "tenfold": 10.0, "hundredfold": 100.0, "thousandfold": 1e3,
    "thrice": 3.0,
}  # fmt: skip
_RISEN = {
    "doubled": 2.0,
    "tripled": 3.0,
    "trebled": 3.0,
    "quadrupled": 4.0,
    "quintupled": 5.0,
    "sextupled": 6.0,
}
_TESTS = listed(
    "test credit high box exam sat act film music musical game league approval apgar the their final"
)
# Who or what "no" counts: a person or a harm. Before other nouns it denies ("no doubt", "no plans").
_NONE_OF = listed(
    "casualties casualty deaths injuries fatalities survivors victims arrests suspects wounded dead "
    "injured passengers civilians soldiers troops children prisoners hostages detainees patients missiles "
    "rockets drones bombs shots aircraft cases infections explosions fires votes abstentions seats goals "
    "points"
)
_DETERMINERS = listed("the those these its their our his her")
_BEFORE_NOUN = listed("civilian further new more other serious human confirmed immediate")
STARTS = frozenset(
    (
        *_PLURALS,
        *_FEW,
        *_DIGITS,
        *_TENFOLDS,
        *_FACTORS,
        *_RISEN,
        "couple",
        "twice",
        "once",
        "halved",
        "no",
        "none",
        "nil",
    )
) | {"pair"}


class Vague(NamedTuple):
    """Bounds that words without a figure give, and the word after them."""

    low: float | None
    high: float | None
    relation: NumberRelation
    last: int
    kind: FigureKind = "count"
    unit: str | None = None
    first: int | None = None  # where its words begin, when before the one that gave it away
    code: str = "number-vague"  # the reason; "" where the words are as exact as a figure


def vague(tokens: Tokens, at: int) -> Vague | None:
    """What a number without a figure says at a word, or None."""
    word = tokens.low[at]
    if word in _PLURALS or word in _TENFOLDS:
        return _plural(tokens, at)
    if word in _FEW or word in ("couple", "pair"):
        return _few(tokens, at)
    if word in _DIGITS:
        return _figures(tokens, at)
    if word in ("no", "none", "nil"):
        return _none(tokens, at)
    return _factor(tokens, at)


def _plural(tokens: Tokens, at: int) -> Vague | None:
    """ "hundreds", "tens of thousands", "hundreds of millions"."""
    word = tokens.low[at]
    low = 2.0 * float(word[:-1]) if word in _TENFOLDS else _PLURALS[word]
    last = at + 1
    while last - at < 5 and tokens.at(last) == "of" and tokens.at(last + 1) in _TIMES:
        low, last = low * _TIMES[tokens.at(last + 1)], last + 2
    if last - at == 1 and word == "scores" and not _are_many(tokens, at):
        return None
    if last - at == 1 and (word == "tens" or word in _TENFOLDS) and tokens.at(last) != "of":
        return None
    return Vague(low, None, ">=", last)


def _are_many(tokens: Tokens, at: int) -> bool:
    """True for "scores of people", "scores were killed", not for "test scores" and "she scores"."""
    if tokens.at(at - 1) in _TESTS:
        return False
    after = tokens.at(at + 1)
    return after == "of" or (after in ("were", "have", "had", "are", "more", "dead", "wounded", "injured") and
                             (tokens.sentence[at] != tokens.sentence[at - 1] if at else True))  # fmt: skip


def _few(tokens: Tokens, at: int) -> Vague | None:
    """ "several hundred", "a few dozen", "a couple of hundred", "many thousands", "a couple of buses"."""
    word = tokens.low[at]
    if word == "many" and tokens.at(at - 1) in ("as", "how", "so", "too"):
        return None
    step = at + 1 + (tokens.at(at + 1) == "of")
    article = tokens.at(at - 1) in ("a", "an")
    first = at - 1 if article else at
    after = tokens.at(step)
    if word in ("couple", "pair"):
        if not article or (tokens.at(at + 1) != "of" and after not in _SINGLES):
            return None
        if after in _SINGLES and tokens.joined(step):
            value = 2.0 * _SINGLES[after]
            return Vague(value, value, "~", step + 1, first=first, code="number-couple")
        return (
            Vague(2.0, 2.0, "~" if word == "couple" else "=", at + 1, first=first, code="number-couple")
            if is_plural(after)
            else None
        )
    scale = _SINGLES.get(after) or _TIMES.get(after) or (12.0 if after == "dozens" else None)
    if scale is None or not tokens.joined(step) or (tokens.at(at + 1) == "of" and after in _SINGLES):
        return None
    last = step + 1
    while last - step < 4 and tokens.at(last) == "of" and tokens.at(last + 1) in _TIMES:
        scale, last = scale * _TIMES[tokens.at(last + 1)], last + 2
    if tokens.at(last) in _SINGLES and _SINGLES[tokens.at(last)] > scale:
        scale, last = scale * _SINGLES[tokens.at(last)], last + 1
    return Vague(2.0 * scale, None, ">=", last, first=first)


def _figures(tokens: Tokens, at: int) -> Vague | None:
    """ "double digits", "triple-digit"."""
    step = at + 1 + (tokens.at(at + 1) == "-")
    if tokens.at(step) not in ("digit", "digits", "figures", "figure"):
        return None
    low, high = _DIGITS[tokens.low[at]]
    return Vague(low, high, "range", step + 1)


def figured(tokens: Tokens, at: int) -> Vague | None:
    """ "a six-figure sum", "seven figures": from 100,000, from a million."""
    step = at + 1 + (tokens.at(at + 1) == "-")
    if tokens.low[at] not in _FIGURES or tokens.at(step) not in ("figure", "figures"):
        return None
    low = _FIGURES[tokens.low[at]]
    return Vague(low, low * 10 - 1, "range", step + 1)


def _none(tokens: Tokens, at: int) -> Vague | None:
    """ "no casualties", "no further deaths", "none of the 12 passengers"."""
    step = at + 1
    if tokens.low[at] == "none":
        if tokens.at(step) != "of":
            return None
        step += 1 + (tokens.at(step + 1) in _DETERMINERS)
        if tokens.at(step)[:1].isdecimal() or tokens.at(step) in ONES or tokens.at(step) in TENS:
            return Vague(0.0, 0.0, "=", at + 1, code="number-none")
    noun = tokens.at(step + (tokens.at(step) in _BEFORE_NOUN))
    return Vague(0.0, 0.0, "=", at + 1, code="number-none") if noun in _NONE_OF else None


def _factor(tokens: Tokens, at: int) -> Vague | None:
    """ "twice", "at least once", "tenfold", "doubled", "halved"."""
    word = tokens.low[at]
    if word == "once":
        return (
            Vague(1.0, 1.0, "=", at + 1, "factor", "times", code="")
            if tokens.at(at - 1) in ("least", "than", "most")
            else None
        )
    if word == "twice":
        idiom = tokens.at(at - 1) in ("think", "thinking", "thought", "thinks", "once")
        return None if idiom else Vague(2.0, 2.0, "=", at + 1, "factor", "times", code="")
    if word == "halved":
        return Vague(50.0, 50.0, "down", at + 1, "share", "%", code="number-change-word")
    if word in _RISEN:
        return Vague(_RISEN[word], _RISEN[word], "up", at + 1, "factor", "times", code="number-change-word")
    value = _FACTORS.get(word)
    return None if value is None else Vague(value, value, "=", at + 1, "factor", "times", code="")
