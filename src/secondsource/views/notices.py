"""Corrections and retractions: which reports take something back, and of which reports."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from secondsource.linking.publishers import key_of, normal
from secondsource.records.rows import ReadRow

# How a paper heads its own correction; the title behind it is mostly that of what it corrects.
_HEAD = re.compile(
    r"\s*(?P<what>retraction|retracted|withdrawn|withdrawal|kill|correction|corrected|clarification|erratum)"
    r"\b(?:\s*\([^)]*\))?\s*[:\-–—]\s*(?P<rest>.+)",
    re.IGNORECASE,
)
_TAKES_BACK = frozenset({"retraction", "retracted", "withdrawn", "withdrawal", "kill"})
# Words around a point that tell what an earlier report had said, to say that it is not so.
_EARLIER = re.compile(
    r"\b(?:(?:in|from) (?:its|an|our|the|a) (?:\w+ ){0,2}(?:report|story|article|dispatch|version|item)"
    r"|(?:an? |the )?(?:earlier|previous|original) (?:version|report|story|article|dispatch)"
    # What a report of no one else, or of a day, is told to have said can only have come before.
    r"|(?:an?|our|its|the) (?:\w+ ){0,2}(?:report|story|article|dispatch|item|headline|caption)s?"
    r"(?: (?:published|issued|carried|filed))?"
    r"(?: (?:on|last|this|early|late|earlier|yesterday|of(?= [A-Z]\w+ \d| \d))(?:,? [\w:]+){0,4}?)?,?"
    r" (?:said|stated|gave|put|quoted|named|identified|described|misidentified)"
    r"|(?:wrongly|incorrectly|erroneously|mistakenly)|misquoted|misstated|withdraws?|retracts?)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]{3,}")
# Two titles share half of their words, or speak of two things.
_ALIKE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A report that corrects or retracts others. of: their ids, [] where none of them was found."""

    report: str
    kind: Literal["correction", "retraction"]
    of: frozenset[str]


def is_notice(row: ReadRow) -> Literal["correction", "retraction"] | None:
    """Whether a report is headed as a correction or a retraction."""
    report = row["report"]
    found = _HEAD.match(report["title"] or "") if report is not None else None
    if found is None:
        return None
    return "retraction" if found["what"].casefold() in _TAKES_BACK else "correction"


def notices(rows: Iterable[ReadRow]) -> list[Notice]:
    """The notices among some reports, each with the earlier reports of the same publisher that it names."""
    listed = sorted((row for row in rows if row["report"] is not None), key=lambda row: row["report"]["id"])  # type: ignore[index]
    found = []
    for row in listed:
        kind = is_notice(row)
        if kind is not None:
            named = frozenset(_id(other) for other in listed if _speaks_of(row, other))
            found.append(Notice(report=_id(row), kind=kind, of=named))
    return found


def tells_of_earlier(sentence: str) -> bool:
    """Whether words of a notice tell what an earlier report had said."""
    return _EARLIER.search(sentence) is not None


def _speaks_of(notice: ReadRow, other: ReadRow) -> bool:
    """Whether a notice means another report: one publisher, published before, titles alike."""
    one, two = notice["report"], other["report"]
    assert one is not None and two is not None
    if one["id"] == two["id"] or not one["publisher"] or not two["publisher"] or is_notice(other):
        return False
    if key_of(one["publisher"]) != key_of(two["publisher"]):
        return False
    first, second = normal(two["published"] or ""), normal(one["published"] or "")
    if first is not None and second is not None and first > second:
        return False
    rest = _HEAD.match(one["title"] or "")
    mine, theirs = (
        frozenset(word.casefold() for word in _WORD.findall(title))
        for title in (rest["rest"] if rest else "", two["title"] or "")
    )
    return bool(mine and theirs) and len(mine & theirs) >= _ALIKE * min(len(mine), len(theirs))


def _id(row: ReadRow) -> str:
    assert row["report"] is not None
    return row["report"]["id"]
