"""What looks like a number and is none: identifiers, dates, clock times, ages, "one" as a pronoun."""

from __future__ import annotations

from secondsource.reading.numbers.draft import Draft
from secondsource.reading.numbers.identifiers import address, counts, identifier, names, numbering, touched
from secondsource.reading.numbers.moments import age, clock, date
from secondsource.reading.numbers.ones import in_name, one, part
from secondsource.reading.numbers.tokens import Tokens, listed

_WORDED_NAMES = listed(
    "article chapter section phase category step stage part act volume episode level tier grade class "
    "type plan round day number channel war wars lesson book season platform gate room block page game "
    "week ward district verse option"
)
_HYPHENED_NO_COUNT = listed(
    "way time off sided on to party state step tier dimensional wheel wheeled wheeler track door faced star "
    "handed minded armed legged tiered pronged stop shot liner timer upmanship size sizes some something "
    "up down in out and year for by ply eyed half digit level lane stroke wicket run over set piece ton "
    "horse"
)
_LISTED = frozenset(("identifier", "age", "telephone", "leading-zero"))
_TELEPHONES = frozenset(("telephone", "leading-zero"))
_DASHED = frozenset(("year", "date", "part", "time or name", "suffix"))


def refused(tokens: Tokens, draft: Draft, chained: str) -> str | None:
    """Why a draft is no number, by a short name; None when it is one.

    chained: why the number before it in a list was refused ("Articles 5 and 6"), "" when it was not.
    """
    if draft.dropped:
        return "suffix"
    if tokens.at(draft.first - 1) == "per" and draft.unit is None:
        return "rate"
    if why := touched(tokens, draft):
        return why
    if draft.hyphened and draft.unit == "hour" and draft.value == 24:
        return "day-and-night"
    if draft.worded:
        return _refused_words(tokens, draft, chained)
    return _refused_figures(tokens, draft, chained)


def _refused_figures(tokens: Tokens, draft: Draft, chained: str) -> str | None:
    if draft.kind == "money":
        return None
    if draft.zero:
        return "leading-zero"
    if draft.unit is not None and draft.kind != "duration":
        named = draft.digits and draft.unit != "%" and not draft.hyphened and names(tokens, draft) == "always"
        return "identifier" if named else None
    if why := identifier(tokens, draft) or _continued(tokens, draft, chained):
        return why
    for check in (date, clock, age, numbering, address):
        if why := check(tokens, draft):
            return why
    return None


def _continued(tokens: Tokens, draft: Draft, chained: str) -> str | None:
    """Why the list that a numeral goes on with makes it none."""
    if not chained or not (draft.digits or draft.grouped):
        return None
    listed_too = chained in _TELEPHONES or (chained in _LISTED and draft.digits)
    if listed_too and not counts(tokens, draft.last):
        return chained
    first = draft.core[0]
    dashed = chained in _DASHED and tokens.at(first - 1) in ("-", "–", "−", "/") and tokens.glued(first)
    return chained if dashed else None  # the 14 of 2013-14


def _refused_words(tokens: Tokens, draft: Draft, chained: str) -> str | None:
    if draft.vague or (draft.kind == "money" and not in_name(tokens, draft)):
        return None
    first, last = draft.core
    if in_name(tokens, draft):
        return "name"
    if chained == "age" and draft.unit is None and tokens.at(last) != "aged" and not counts(tokens, last):
        return "age"
    if why := age(tokens, draft) or clock(tokens, draft):
        return why
    if draft.fraction:
        return part(tokens, draft)
    if draft.unit is None and _compound(tokens, last):
        return "compound"
    word, single = tokens.low[first], last == first + 1
    if tokens.at(first - 1) in _WORDED_NAMES and single and draft.unit is None and not counts(tokens, last):
        return "identifier"
    if word == "zero":
        return None if counts(tokens, last) or draft.unit else "zero"
    if word == "one" and single:
        return one(tokens, draft)
    return "saying" if draft.value < 10 and tokens.phrase(last, 2) == "of kind" else None


def _compound(tokens: Tokens, last: int) -> bool:
    """True for "two-way", "one-off", "two-party"."""
    tight = tokens.at(last) == "-" and tokens.glued(last) and tokens.glued(last + 1)
    return tight and tokens.at(last + 1) in _HYPHENED_NO_COUNT
