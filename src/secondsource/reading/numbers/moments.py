"""Dates, clock times and ages that look like counts: what the times of a report miss."""

from __future__ import annotations

from secondsource.reading.numbers.draft import Draft
from secondsource.reading.numbers.identifiers import counts
from secondsource.reading.numbers.nouns import is_plural
from secondsource.reading.numbers.tokens import Tokens, listed

_MONTHS = listed(
    "january february march april may june july august september october november december jan feb mar "
    "apr jun jul aug sept sep oct nov dec"
)
_CLOCK = listed("am pm gmt utc bst est edt cet cest pst pdt cst cdt mst mdt ist jst aest msk zulu hrs")
_YEAR_AFTER = listed(
    "in since of by until till from before after during early late mid the a an this that and to circa "
    "between around through spring summer autumn fall winter january february march april may june july "
    "august september october november december jan feb mar apr jun jul aug sept sep oct nov dec through "
    "for its their his her last year"
)
_YEARS = range(1500, 2101)
_HOURS_BESIDE = ("half past", "quarter past", "minutes past", "quarter to", "minutes to")
_AGED = listed("aged age ages turned turning turns")
_AGES_OF = frozenset(
    f"{word} {further}"
    for word in _AGED
    for further in ("of", "is", "was", "between", "under", "over", "from")
)
_THOSE = listed("children people anyone those aged women men adults girls boys voters everyone")
_SPANS_OF_LIFE = listed("year month week day hour minute")
_OLDEST = 115


def date(tokens: Tokens, draft: Draft) -> str | None:
    """Why a numeral is a day beside a month's name, or a year."""
    if not draft.digits or draft.kind != "count":
        return None
    first, last = draft.core
    before, after = tokens.at(first - 1), tokens.at(last)
    if draft.value <= 31 and draft.digits <= 2:
        month = first - 2 if before == "." else first - 1
        if _is_month(tokens, month) and not (is_plural(after) and tokens.words[last].islower()):
            return "date"
        if _is_month(tokens, last):
            return "date"
    if draft.digits != 4 or draft.value not in _YEARS or not tokens.joined(first):
        return None
    if before in _YEAR_AFTER or (before == "," and tokens.at(first - 2).isdigit()):
        return "year"
    dashed = after in ("-", "–") and tokens.glued(last) and tokens.at(last + 1)[:1].isdecimal()
    return None if counts(tokens, last + 2 if dashed else last) else "year"


def _is_month(tokens: Tokens, at: int) -> bool:
    return tokens.at(at) in _MONTHS and tokens.words[at][0].isupper()


def clock(tokens: Tokens, draft: Draft) -> str | None:
    """Why a number is a time of day: "8 p.m.", "0730 GMT", "nine o'clock", "half past nine", "1630 hours"."""
    first, last = draft.core
    after = tokens.at(last)
    if draft.value <= 12 and tokens.phrase(first - 2, 2) in _HOURS_BESIDE:
        return "clock"
    if after in _CLOCK and draft.value < 2400 and draft.kind == "count":
        return "clock"
    if after in ("a", "p") and tokens.at(last + 1) == "." and tokens.at(last + 2) == "m":
        return "clock"
    if after == "o" and tokens.at(last + 1) in ("'", "’"):
        return "clock"
    return "clock" if draft.digits == 4 and draft.unit == "hour" else None


def age(tokens: Tokens, draft: Draft) -> str | None:
    """Why a number is an age: ", 42," after a name, "aged 42", "42 years old", "children under five"."""
    if _with_words_of_age(tokens, draft):
        return "age"
    if not draft.digits or not 0 < draft.value <= _OLDEST or draft.kind != "count":
        return None
    first, last = draft.core
    before, after, who = tokens.at(first - 1), tokens.at(last), tokens.at(first - 2)
    written = tokens.words[first - 2] if first > 1 else ""
    named = (
        written[:1].isupper() and written.isalpha() and tokens.sentence[first - 2] == tokens.sentence[first]
    )
    if before == ",":
        after_name = named and after in (",", ".", ";", ")", "and", "from") and not counts(tokens, last)
        return "age" if after_name or (after == "," and who.isalpha() and not is_plural(who)) else None
    if before in ("was", "is") and draft.digits == 2 and after in (".", ",", "when", "at"):
        return "age" if named or who in ("he", "she", "who", "i", ",") else None
    return "age" if before == "(" and after == ")" and named else None


def _with_words_of_age(tokens: Tokens, draft: Draft) -> bool:
    first, last, core = draft.first, draft.last, draft.core[0]
    if draft.unit in _SPANS_OF_LIFE:
        after = tokens.at(last + 1) if tokens.at(last) == "-" else tokens.at(last)
        if after in ("old", "olds") or tokens.phrase(last, 2) == "of age":
            return True
    if tokens.at(first - 1) in _AGED or tokens.phrase(first - 2, 2) in _AGES_OF:
        return draft.kind in ("count", "duration") and draft.value <= _OLDEST
    over = tokens.at(core - 1) in ("over", "under") and tokens.at(core - 2) in _THOSE
    return over and draft.kind == "count" and draft.value <= 100 and not counts(tokens, last)
