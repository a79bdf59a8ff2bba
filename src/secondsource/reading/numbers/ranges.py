"""Two numbers side by side: a range, the two sides of a vote, one in so many, feet and inches."""

from __future__ import annotations

from dataclasses import replace

from secondsource.reading.numbers.changes import CHANGES
from secondsource.reading.numbers.digits import times
from secondsource.reading.numbers.draft import Draft
from secondsource.reading.numbers.identifiers import counts
from secondsource.reading.numbers.tokens import Tokens, listed

_DASHES = frozenset("-–‐‑−—~")
_VOTES = listed(
    "vote votes voted voting passed approved rejected adopted ruled ruling decision majority court cleared "
    "backed line lines favor favour split margin verdict convict acquit tally"
)
_GAMES = listed(
    "beat won lost win loses wins lead leads led score defeated victory defeat loss trailed trail"
)
_NO_GAME = 20  # a side of a game rarely has more; of a vote or a poll it does
_RANGING = listed("range ranges ranging ranged anywhere between varying varied vary varies")
_ABOUT = listed("approximately about around nearly almost some roughly perhaps")
_SPACED = 10  # "30 - 40 people" is a range, "12 - 300 others" more likely a dash between two clauses
_REACH = 9  # words before a number in which what it is done to is looked for
_WHOLES = frozenset((*range(2, 11), 12, 15, 20, 25, 30, 40, 50, 100, 200, 500, 1e3, 1e4, 1e5, 1e6))


def _words_between(*phrases: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(phrase.split()) for phrase in phrases)


_TOLERANCE = _words_between("±", "+ / -", "+ / −", "+ -", "plus or minus")
_HYPHENED_TO = _words_between("- to -", "– to –", "to -", "- to", "– to")
_TO = _words_between("to", "up to", "through", "to as many as", "to up to")
_AND = _words_between("and", "- and -", "- and")
_OR = _words_between("or", "- or")
_OF_WHOLE = _words_between("in", "- in -", "out of", "in every", "of every")
_ADDED = _words_between("", "and", ",", ", and", "-")
# Units and the smaller ones that are told after them, with how many make one.
_PARTS_OF = {
    ("foot", "inch"): 12, ("hour", "minute"): 60, ("minute", "second"): 60, ("pound", "ounce"): 16,
    ("year", "month"): 12, ("USD", "cent"): 100, ("EUR", "cent"): 100, ("AUD", "cent"): 100,
    ("CAD", "cent"): 100, ("GBP", "penny"): 100,
}  # fmt: skip


def join(tokens: Tokens, drafts: list[Draft]) -> list[Draft]:
    """The figures with those made one that tell one; refused ones stay, marked."""
    out: list[Draft] = []
    for draft in drafts:
        before = out[-1] if out else None
        if before is not None and draft.why == "age" and _named_too(tokens, before, draft):
            before.dropped = True
        one = _joined(tokens, before, draft) if before is not None and _near(tokens, before, draft) else None
        if one is not None:
            out[-1] = one
        else:
            out.append(draft)
    return out


def _near(tokens: Tokens, a: Draft, b: Draft) -> bool:
    together = 0 <= b.first - a.last <= 3 and tokens.paragraph[a.first] == tokens.paragraph[b.first]
    return together and not (a.dropped or b.dropped or a.vague or b.vague) and a.relation != "range"


def _named_too(tokens: Tokens, a: Draft, b: Draft) -> bool:
    """True for the 5 of "5- to 7-year-olds"."""
    gap = tokens.low[a.last : b.first]
    return a.unit is None and 0 < len(gap) <= 3 and all(word in ("-", "–", "to", "and", "or") for word in gap)


def _joined(tokens: Tokens, a: Draft, b: Draft) -> Draft | None:
    """The one figure that two make with the words between them, or None when they stay two."""
    middle = tuple(tokens.low[a.last : b.first])
    if middle in _ADDED and (parts := _PARTS_OF.get((a.unit or "", b.unit or ""))):
        return _summed(a, b, parts) if 0 < b.value < parts else None
    if middle and middle[-1] in _ABOUT:
        middle = middle[:-1]
    if a.fraction and middle == ("of",) and b.kind == "share" and b.value == 1:
        return replace(b, core=(a.core[0], b.core[1]), first=a.first, value=a.value)  # "half of 1 percent"
    if middle in _TOLERANCE:
        return _tolerance(tokens, a, b)
    if len(middle) == 1 and middle[0] in _DASHES:
        return _dashed(tokens, a, b)
    if middle in _OF_WHOLE:
        return _share(tokens, a, b)
    ranges = (
        (middle in _HYPHENED_TO and a.value < b.value)
        or (middle in _TO and _ranges_to(tokens, a, b))
        or (middle in _AND and "between" in (tokens.at(a.first - 1), tokens.at(a.first - 2)))
        or (middle in _OR and _next_to(a, b))
    )
    return _range(tokens, a, b) if ranges else None


def _next_to(a: Draft, b: Draft) -> bool:
    """True for "two or three", "10 or 12 hours", not for "2 or 500"."""
    if a.kind not in ("count", b.kind) or a.unit not in (None, b.unit):
        return False
    return 0 < b.value - a.value * _shared_scale(a, b) <= max(b.value / 2, b.scale)


def _dashed(tokens: Tokens, a: Draft, b: Draft) -> Draft | None:
    """ "5-10", "$3-5 million"; scores ("3-1") are none, votes two, dashes between words none."""
    tight = tokens.glued(b.first) and tokens.glued(b.first - 1)
    if not tight:
        apart = tokens.at(a.last) == "—" or a.unit is not None or a.core[1] != a.last
        return None if apart or not a.value < b.value <= max(a.value, 1) * _SPACED else _range(tokens, a, b)
    if _is_telephone(tokens, a, b):
        a.dropped = b.dropped = True
        b.why = "telephone"
        return None
    bare = a.unit is None and b.unit is None
    voted = bare and _voted(tokens, a, b)
    if _rises(a, b) and not voted:
        return _range(tokens, a, b)
    if bare and not voted:
        a.dropped = b.dropped = True  # a score
    return None


def _is_telephone(tokens: Tokens, a: Draft, b: Draft) -> bool:
    """True for 555-0100 and 12-34-56: more than two groups, or three and four digits that count nothing."""
    if not a.digits or not b.digits:
        return False
    last = b.last
    touching = tokens.glued(last) and tokens.glued(last + 1)
    further = touching and tokens.at(last) in _DASHES and tokens.at(last + 1)[:1].isdecimal()
    return further or (a.digits == 3 and b.digits == 4 and not counts(tokens, last))


def _ranges_to(tokens: Tokens, a: Draft, b: Draft) -> bool:
    """True for "3,000 to 5,000", not for "rose from 12 to 130", "rose by 12 to 130", "voted 66 to 27"."""
    before = tokens.at(a.first - 1)
    same = a.unit is not None and a.unit == b.unit
    if not _rises(a, b):  # "ranged from -18 °C to -34 °C"
        return same and any(word in _RANGING for word in tokens.low[max(0, a.first - 2) : a.first])
    if before == "from" and _changes(tokens, a.first - 1):
        return False
    if before == "by" and (a.unit is not None or b.value > 3 * a.value * _shared_scale(a, b)):
        return False
    if _voted(tokens, a, b):
        return False
    # "5 km to 10 villages" tells two things.
    return same or a.unit is None or a.kind == "money" or not tokens.at(b.last).isalpha()


def _rises(a: Draft, b: Draft) -> bool:
    alike = a.unit is None or b.unit is None or a.unit == b.unit
    return alike and a.value * _shared_scale(a, b) < b.value


def _changes(tokens: Tokens, at: int) -> bool:
    """True when what goes from one number to another is said to change, and not to range."""
    words = tokens.low[max(0, at - _REACH) : at]
    return not any(w in _RANGING for w in words[-3:]) and any(w in CHANGES for w in words)


def _voted(tokens: Tokens, a: Draft, b: Draft) -> bool:
    """True for the two sides of a vote, a poll or a large game, by the words beside them."""
    before = tokens.low[max(0, a.first - 5) : a.first]
    if a.kind == b.kind == "share":
        same = a.unit is not None and tokens.low[a.last - 1] == tokens.low[b.last - 1]
        return same and any(word in _GAMES for word in before)
    if a.kind != "count" or b.kind != "count" or (a.value < b.value and counts(tokens, b.last)):
        return False
    large = max(a.value, b.value) >= _NO_GAME
    near = before + tokens.low[b.last : b.last + 3]
    return any(word in _VOTES or (large and word in _GAMES) for word in near)


def _shared_scale(a: Draft, b: Draft) -> float:
    """What "3" of "3 to 5 million" is to be multiplied by."""
    shared = a.scale == 1.0 and b.scale > 1.0 and not a.fraction and a.value < b.value / b.scale
    return b.scale if shared else 1.0


def _range(tokens: Tokens, a: Draft, b: Draft) -> Draft:
    """One figure over both, from the lower to the higher."""
    ends = sorted((times(a.value, _shared_scale(a, b)), b.value))
    measured = b if a.unit is None else a
    one = Draft(
        core=(a.core[0], b.core[1]), first=a.first, last=b.last, value=b.value, scale=b.scale, low=ends[0],
        high=ends[1], relation="range", kind=measured.kind, unit=measured.unit, per=b.per,
        worded=a.worded and b.worded, hyphened=b.hyphened, reasons=[*a.reasons, *b.reasons],
    )  # fmt: skip
    if tokens.at(one.first - 1) in ("between", "from") and tokens.joined(one.first):
        one.first -= 1
        if tokens.at(one.first - 1) in ("anywhere", "ranging", "somewhere"):
            one.first -= 1
    return one


def _summed(a: Draft, b: Draft, parts: int) -> Draft:
    """ "5 feet 2 inches", "two hours and 20 minutes": one figure in the larger unit."""
    value = float(f"{a.value + b.value / parts:.15g}")
    return replace(a, core=(a.core[0], b.core[1]), last=b.last, value=value, digits=0, hyphened=b.hyphened)


def _tolerance(tokens: Tokens, a: Draft, b: Draft) -> Draft:
    """ "5 ± 0.5 mm": from 4.5 to 5.5."""
    one = _range(tokens, a, b)
    one.low, one.high = a.value - abs(b.value), a.value + abs(b.value)
    return one


def _share(tokens: Tokens, a: Draft, b: Draft) -> Draft | None:
    """ "one in five" and "nine out of ten", not "two in 2004", "three in 10 days"."""
    if a.unit or b.unit or a.kind != "count" or b.kind != "count" or not 0 < a.value < b.value:
        return None
    common = b.value in _WHOLES or a.value == 1
    if tokens.at(a.last) == "in" and (not common or a.value > 10):
        return None
    value = float(f"{a.value / b.value:.15g}")
    one = Draft(
        core=(a.core[0], b.core[1]), first=a.first, last=b.last, value=value, kind="share", worded=a.worded,
        fraction=True,
    )  # fmt: skip
    one.because("number-one-in", tokens.phrase(*_counted(a)), tokens.phrase(*_counted(b)))
    return one


def _counted(draft: Draft) -> tuple[int, int]:
    return draft.core[0], draft.core[1] - draft.core[0]
