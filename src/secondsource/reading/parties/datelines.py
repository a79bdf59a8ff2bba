"""Datelines: "NORTHPORT, May 4 (Courier) -" names a place and an agency, nobody that "she" could mean."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from secondsource.reading.parties import vocabulary as v
from secondsource.reading.parties.phrases import Words
from secondsource.reading.seen import Seen
from secondsource.reading.tags import Range

_DASHES = frozenset("-–—")
_LONGEST = 16  # words before the dash
_ACRONYM = 3  # letters that a body's initials may have; a place in capitals has more
_MONTHS = v.table(
    "january february march april may june july august september october november december jan feb mar apr "
    "jun jul aug sept sep oct nov dec"
)


def datelines(page: Words) -> list[Range]:
    """The words before the dash of every paragraph that begins with a dateline."""
    firsts = [0] if len(page) else []
    firsts += [w for w, (a, b) in enumerate(pairwise(page.paragraph), 1) if a != b]
    return [(w, end) for w in firsts if (end := _end(page, w)) is not None]


def _end(page: Words, first: int) -> int | None:
    """Where the dash stands that closes a dateline."""
    bracket = dated = False
    at = first
    while at < min(len(page), first + _LONGEST) and page.paragraph[at] == page.paragraph[first]:
        word = page.words[at]
        if word in _DASHES and page.spaced(at):
            written = page.words[first]
            capitals = written.isupper() and len(written) > _ACRONYM and not page.shouting
            closed = bracket and page.words[at - 1] in ")]"
            return at if at > first and (closed or dated or capitals) else None
        if word in "([":
            close = next((w for w in range(at, min(len(page), at + 6)) if page.words[w] in ")]"), None)
            if close is None:
                return None
            bracket, at = True, close
        elif word[0].isalpha() and not word[0].isupper():
            return None
        dated = dated or (page.low[at] in _MONTHS and any(w.isdigit() for w in page.words[at - 1 : at + 3]))
        at += 1
    return None


def in_dateline(page: Words, seen: Seen, dateline: Range) -> Seen | None:
    """What a mention in a dateline is: its bare name, of an agency in brackets or of a place; or nothing."""
    if not seen.name:
        return None
    first, last = seen.name
    inside = any(page.words[w] in "([" for w in range(dateline[0], first))
    shown = "organization" if inside else "place" if seen.type in (None, "person") else seen.type
    return replace(seen, words=(first, last), head=last - 1, type=shown, pronoun=False)
