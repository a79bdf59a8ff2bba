"""Published times: what metadata and stamps on a page say, as ISO 8601 with the precision they have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from secondsource.intake.order import FIGURES, Figured, figured
from secondsource.intake.tables import wordset

MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
DAY = rf"{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}"
"""A day of a month in English, without its year: a regular expression for use with IGNORECASE."""

_ISO = re.compile(
    r"(?P<day>\d{4}(?:-\d{2}(?:-\d{2})?)?)"
    r"(?:[T ](?P<clock>\d{2}:?\d{2}(?::?\d{2}(?:[.,]\d+)?)?)\s?(?P<zone>Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SLASHED = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?=\D|$)")
_SHORT_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+"
_WRITTEN = re.compile(
    rf"(?:{_SHORT_WEEKDAY})?(?:(?P<m1>{_MONTH})\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y1>\d{{4}})"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m2>{_MONTH}),?\s+(?P<y2>\d{{4}})"
    rf"|(?P<m3>{_MONTH})\s+(?P<y3>\d{{4}}))(?!\d)",
    re.IGNORECASE,
)
_ISO_STAMP = re.compile(
    r"(?<!\d)\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?(?!\d)"
)
_CHANGED = re.compile(
    r"\b(?:updat|modif|revis|edit(?:ed|s)?\b|chang|accept|receiv|amend|correct|last\s+(?:reviewed|saved))",
    re.IGNORECASE,
)
_ISSUED = re.compile(r"\b(?:publish|post|issued|released|first|created|filed|online|print)", re.IGNORECASE)
# What may stand beside a date in a line that is nothing but a stamp, apart from zones in capitals.
_STAMP_WORDS = wordset(
    "first last originally published posted issued released updated modified revised edited accepted "
    "received created filed on at date dated time online print edition version article story this was by "
    "a p m am pm local min mins minute minutes read and the h hrs s mon tue tues wed thu thur thurs fri sat "
    "sun monday tuesday wednesday thursday friday saturday sunday"
)
_LETTERS = re.compile(r"[^\W\d_]+")
_STAMP_PARTS = re.compile(r"\s*(?:[|•·\n]|\s[–—-]\s)\s*|\s+(?=[Bb]y\s+[^\W\d_a-z])")
# "Submitted by A. Name on 3 March 2026"
_BY_NAMES_ON = re.compile(r"(\w*)\s*\b[Bb]y\s+[^\d\n]{2,80}?\s+on\s+(\D{0,12}\d[^\n]*)")
# Years outside are what software writes for "none" (0001, 1970) or errors.
_EARLIEST, _LATEST = 1800, 2200
_NONE_DAYS = frozenset({"1970-01-01", "1969-12-31", "1900-01-01"})
_LONGEST_STAMP = 120
_HALF_OF_DAY = re.compile(r"\d[:.]\d\d.*[ap]\.?m\b", re.IGNORECASE)


def iso(value: str) -> str | None:
    """A date or time as ISO 8601, as written when it is that already; None when it is no real date.

    Understands ISO 8601, RFC 2822 and days written in English. Never guesses the order of day and
    month in figures, and never adds precision: "March 2026" is 2026-03.
    """
    value = " ".join(value.split())
    for read in (_iso_form, _figures, _mail_form, _written_form):
        found = read(value)
        if found is not None:
            return found if _likely(found) else None
    return None


def stamp(line: str) -> tuple[str, bool] | None:
    """The date of a line that is nothing but a date stamp, and whether it is one of publication.

    ("2026-03-09", False) for "Updated 9 March 2026"; None for a sentence that holds a date.
    """
    for pattern in (_WRITTEN, _ISO_STAMP):
        for match in _alone(pattern, line):
            if (found := iso(match[0])) is not None:
                return found, not is_change(line[: match.start()])
    return None


def figure_stamp(line: str) -> tuple[Figured, bool] | None:
    """As `stamp`, of a day in figures with its year last, whose order is not known yet."""
    for match in _alone(FIGURES, line):
        for day in figured(match[0]):
            return day, not is_change(line[: match.start()])
    return None


def is_stamp(line: str) -> bool:
    """True for a line that is nothing but a date stamp."""
    return stamp(line) is not None or figure_stamp(line) is not None


def _alone(pattern: re.Pattern[str], line: str) -> Iterator[re.Match[str]]:
    """Where a pattern stands in a line that holds nothing else but the words of stamps."""
    if len(line) > _LONGEST_STAMP or not any(map(str.isdigit, line)):
        return
    rest = _LETTERS.findall(pattern.sub(" ", line))
    if all(word.lower() in _STAMP_WORDS or (word.isupper() and len(word) <= 4) for word in rest):
        yield from pattern.finditer(line)


def stamps(text: str) -> list[tuple[str, bool]]:
    """The stamps among the parts of a line such as "By A. Name | 3 March 2026 | Updated 9 March 2026"."""
    return [found for part in _parts(text) if (found := stamp(part)) is not None]


def figure_stamps(text: str) -> list[tuple[Figured, bool]]:
    """As `stamps`, of days in figures."""
    return [found for part in _parts(text) if (found := figure_stamp(part)) is not None]


def _parts(text: str) -> Iterator[str]:
    """The parts of a line that may be stamps; what names stand in is cut off, its label kept."""
    for part in _STAMP_PARTS.split(text):
        match = _BY_NAMES_ON.fullmatch(part)
        yield f"{match[1]} {match[2]}" if match else part


def is_change(label: str) -> bool:
    """True when the last label before a date says that something was changed, not published."""
    changed = max((match.start() for match in _CHANGED.finditer(label)), default=-1)
    issued = max((match.start() for match in _ISSUED.finditer(label)), default=-1)
    return changed > issued


def _iso_form(value: str) -> str | None:
    match = _ISO.fullmatch(value)
    if match is None:
        return None
    day = match["day"]
    if not _real(day):
        return None
    if match["clock"] is None:
        return day
    zone = (match["zone"] or "").upper()
    zone = "Z" if zone in ("UTC", "GMT") else zone
    written = f"{day}T{match['clock'].replace(',', '.')}{zone}"
    try:
        datetime.fromisoformat(written)
    except ValueError:
        return None
    return written


def _figures(value: str) -> str | None:
    match = _COMPACT.fullmatch(value) or _SLASHED.match(value)
    if match is None:
        return None
    day = f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
    return day if _real(day) else None


def _mail_form(value: str) -> str | None:
    # The library reads 9:00 PM as nine in the morning.
    if not re.search(r"\d:\d", value) or _HALF_OF_DAY.search(value):
        return None
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    written = moment.isoformat()
    # RFC 2822: a zone of -0000 says that the zone is unknown, and Python gives none.
    return written.removesuffix("+00:00") + "Z" if written.endswith("+00:00") else written


def _written_form(value: str) -> str | None:
    match = _WRITTEN.search(value)
    if match is None:
        return None
    month = MONTHS[(match["m1"] or match["m2"] or match["m3"]).lower().rstrip(".")]
    year = match["y1"] or match["y2"] or match["y3"]
    number = match["d1"] or match["d2"]
    day = f"{year}-{month:02}" + (f"-{int(number):02}" if number else "")
    return day if _real(day) else None


def _real(day: str) -> bool:
    try:
        date.fromisoformat((day + "-01-01")[:10])
    except ValueError:
        return False
    return True


def latest_day(retrieved: str | None) -> str:
    """The latest day that a report can be of: a day after it was fetched, since the earth has zones."""
    try:
        return (date.fromisoformat((retrieved or "")[:10]) + timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):  # not fetched, or an archive that says no day there is
        return "9999-12-31"


def _likely(found: str) -> bool:
    return _EARLIEST <= int(found[:4]) <= _LATEST and found[:10] not in _NONE_DAYS
