"""What one number has from its neighbour: the unit of a list, the bounds of a measure that is converted."""

from __future__ import annotations

from secondsource.reading.numbers.draft import Draft
from secondsource.reading.numbers.tokens import Tokens

_LISTING = frozenset((("and",), ("or",), ("to",), ("and", "then"), ("&",), ("by",), ("x",), ("×",)))
_FURTHER = frozenset(((",",), (",", "and"), (",", "or")))  # in a list of three and more alone
_DASHES = frozenset((("-",), ("–",)))
_CONVERTING = frozenset((("(",), (",",), ("or",), ("/",), (",", "or"), ("(", "or")))
_BOUNDING = frozenset(("~", ">", ">=", "<", "<="))


def share_units(tokens: Tokens, drafts: list[Draft]) -> None:
    """Give each number of a list the unit of the last: "7 and 9 tonnes", "7, 8 and 9 tonnes"."""
    for at in range(len(drafts) - 2, -1, -1):
        a, b = drafts[at], drafts[at + 1]
        if b.unit is None or not _open(a) or b.dropped or b.fraction:
            continue
        middle = tuple(tokens.low[a.last : b.first])
        if b.kind == "money" and (b.first < b.core[0] or middle in _DASHES):
            continue  # "7 and $9": the sign is before its own number
        shared = any(reason.code == "number-unit-shared" for reason in b.reasons)
        listed = shared or (at > 0 and tuple(tokens.low[drafts[at - 1].last : a.first]) == (",",))
        if middle in _LISTING or middle in _DASHES or (middle in _FURTHER and listed):
            a.unit, a.kind = b.unit, b.kind
            a.because("number-unit-shared", b.unit)


def _open(draft: Draft) -> bool:
    """True for a number that can take a unit."""
    bare = draft.unit is None and draft.kind in ("count", "share")
    return bare and not (draft.dropped or draft.fraction or draft.vague)


def convert(tokens: Tokens, a: Draft, b: Draft) -> None:
    """What bounds a measure bounds it in other units too: "over 100 mph (161 km/h)"."""
    if a.kind != b.kind or a.kind not in ("measure", "money") or a.unit == b.unit:
        return
    if b.relation != "=" or a.relation not in _BOUNDING:
        return
    if tuple(tokens.low[a.last : b.first]) in _CONVERTING:
        b.relation, b.approximate, b.bounded = a.relation, a.approximate, True
        b.because("number-bounds-shared", tokens.phrase(a.first, a.last - a.first))
