"""The dateline of a wire copy: place, day and agency before the dash that opens the report."""

from __future__ import annotations

import re

from secondsource.intake.dates import DAY, iso
from secondsource.intake.tables import wordset

_DASH = re.compile(r"\s*(?:—|―|--+)\s*|\s+[–_-]\s+|(?<=\))\s*[–_-]\s*|\.—\s*")
_AGENCY = re.compile(r",?\s*\((?P<agency>[^()\n]{2,40})\)\s*$")
_DAY = re.compile(rf",?\s+(?:{DAY})(?:,? \d{{2,4}})?\.?\s*$", re.IGNORECASE)
_WHOLE_DAY = re.compile(rf",?\s+(?:{DAY}),? \d{{4}}\.?\s*$", re.IGNORECASE)
_WORD = r"[^\W\d_a-z][\w'’.\-/]*"
_NAME = re.compile(rf"{_WORD}(?:\s+(?:(?:of|the|de|la|le|el|al|and|upon|on)\s+)*{_WORD}){{0,4}}")
_PARAGRAPHS = re.compile(r"(?:\r?\n[ \t]*){2,}")
_LONGEST = 100
# Headlines, a byline and a stamp may stand before the paragraph that opens the report.
_OPENING = 4
# Capitals before a dash that announce the piece and name no place.
_NO_PLACE = wordset(
    "advisory alert analysis breaking bulletin comment correction corrected editorial exclusive "
    "explainer factbox feature file flash live new news note opinion photos profile q a recap update "
    "updated urgent video watch question answer summary transcript interview review warning"
)


def dateline_of(text: str) -> str | None:
    """The dateline as printed, without its dash; None when the text opens with none.

    A place in capitals is enough ("CORRAN — "); in small letters a day or an agency must stand
    beside it ("Corran, March 3 (XP) - "), as must it in a text that is all capitals.
    """
    opening = _PARAGRAPHS.split(text.strip()[:4000])
    for number, paragraph in enumerate(opening[:_OPENING]):
        line = _line(paragraph)
        if line is None:
            continue
        if line[1] or not _dialogue(opening[:number] + opening[number + 1 :]):
            return line[0]
    return None


def marked_dateline(text: str) -> str | None:
    """What a page's maker marked as the dateline, when it is shaped as one: a place, with day and agency."""
    line = text.strip().strip("—–-: ").strip()
    place = _DAY.sub("", _AGENCY.sub("", line))
    parts = [part.strip() for part in place.split(",")]
    shaped = 0 < len(line) <= _LONGEST and len(parts) <= 3 and all(_NAME.fullmatch(part) for part in parts)
    return line if shaped and parts[0].split()[0].lower() not in _NO_PLACE else None


def day_of_dateline(line: str) -> str | None:
    """The day of a dateline that holds all of one, with its year: YYYY-MM-DD."""
    match = _WHOLE_DAY.search(_AGENCY.sub("", line))
    return iso(match[0].strip(" ,")) if match is not None else None


def _line(paragraph: str) -> tuple[str, bool] | None:
    """The dateline of one paragraph, and whether a day or an agency makes it sure."""
    dash = _DASH.search(paragraph, 0, _LONGEST + 5)
    if dash is None or "\n" in paragraph[: dash.start()]:
        return None
    line, rest = paragraph[: dash.start()].strip(), paragraph[dash.end() :]
    place = _AGENCY.sub("", line)
    sure = place != line
    place, days = _DAY.subn("", place)
    sure = sure or bool(days)
    parts = [part.strip() for part in place.split(",")]
    if not rest.strip() or len(parts) > 3 or not all(_NAME.fullmatch(part) for part in parts):
        return None
    if parts[0].lower().strip(".") in _NO_PLACE or parts[0].split()[0].lower() in _NO_PLACE:
        return None
    shouted = parts[0].isupper() and len(parts[0]) > 2 and not rest.isupper()
    return (line, sure) if sure or shouted else None


def _dialogue(paragraphs: list[str]) -> bool:
    """True when other paragraphs open the same way: then these are speakers, not places."""
    return any(_line(paragraph) is not None for paragraph in paragraphs)
