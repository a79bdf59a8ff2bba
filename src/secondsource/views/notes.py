"""Notes by which a report says that it was changed: corrections, updates, editors' notes. English."""

from __future__ import annotations

import re

# Sentences of desks, not of news: "the ministry corrected its figure" is none.
_KIND = r"(?:article|story|report|piece|page|post|item|headline|version|text)"
_DONE = r"(?:corrected|amended|updated|revised|edited|clarified|changed|modified|withdrawn|retracted)"
_REST = r"[^\n]{0,200}"
_NOTES = tuple(
    re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    for pattern in (
        rf"\b(?:an|the)\s+(?:earlier|previous|original)\s+version\s+of\s+th(?:is|e)\s+{_KIND}\b{_REST}",
        rf"\bthis\s+{_KIND}\s+(?:has\s+been|was|is)\s+(?:later\s+|since\s+)?{_DONE}\b{_REST}",
        r"^\W{0,3}(?:corrections?|clarifications?|retraction|erratum|editor(?:[’']s|s[’']|s)?\s+note|update[ds]?)"
        rf"\s*\d{{0,2}}\s*[:(\-–—]{_REST}",
        r"\((?:corrects|updates|recasts|refiles|clarifies|amends|adds)\b[^\n)]{0,200}\)",
        rf"^\W{{0,3}}(?:corrected|update|refile|wrapup)\s*\d{{0,2}}-{_REST}",
        r"^\W{0,3}(?:last\s+)?updated\b[^\n]{0,30}\d[^\n]{0,30}$",
    )
)


def notes(text: str) -> list[str]:
    """The notes of a text, each on one line, in their order by kind."""
    return [" ".join(found[0].split()) for pattern in _NOTES for found in pattern.finditer(text)]


def new_notes(before: str, after: str) -> list[str]:
    """The notes that only the newer of two texts has."""
    known = set(notes(before))
    return [note for note in dict.fromkeys(notes(after)) if note not in known]
