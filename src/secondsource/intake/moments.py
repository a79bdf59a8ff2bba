"""Dates as feeds and mail write them, as ISO 8601: no part is guessed, and none that is written is lost."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

from secondsource.intake.dates import MONTHS, iso

_CLOCK = (
    r"(?P<h>\d{1,2})[:.](?P<min>\d{2})(?:[:.](?P<s>\d{2})(?:[.,]\d+)?)?"
    r"(?:\s*(?P<half>[ap])\.?m\b\.?)?"
)
_ZONE = r"(?:\s*(?P<zone>Z|(?:UTC?|GMT)?[+-]\d{1,2}(?::?\d{2})?|UTC?|GMT|E[SD]T|C[SD]T|M[SD]T|P[SD]T)(?!\w))?"
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:[A-Za-z]{2,9}\.?,?\s+)?"
_NEXT = r"(?:,?\s+(?:at\s+|um\s+)?|T)"
# What may stand behind: names of zones that are not the same everywhere, in brackets or not.
_REST = r"(?:\s*\(?[A-Za-z][A-Za-z /_-]*\)?)?"
_YEAR = r"(?P<year>\d{4}|\d{2})"
_FORMS = tuple(
    re.compile(_WEEKDAY + form + _REST, re.IGNORECASE)
    for form in (
        # RFC 5322 and what is like it: Mon, 22 Jun 2026 09:40:05 +0200; 22-Jun-2026 9:40
        rf"{_DAY}[ -]+{_MONTH},?[ -]+{_YEAR}{_NEXT}{_CLOCK}{_ZONE}",
        # Monday, June 22, 2026 at 9:40 PM
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}{_NEXT}{_CLOCK}{_ZONE}",
        # Of C's ctime: Mon Jun 22 09:40:05 2026
        rf"{_MONTH}\s+{_DAY}\s+{_CLOCK}{_ZONE}\s+{_YEAR}",
        # The year first: 2026/6/22 09:40:05, 2026-6-22 9:40
        rf"(?P<year>\d{{4}})[/.-](?P<month>\d{{1,2}})[/.-](?P<day>\d{{1,2}}){_NEXT}{_CLOCK}{_ZONE}",
        # 20260622T094005Z
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})T(?P<h>\d{2})(?P<min>\d{2})(?P<s>\d{2})?(?P<half>)"
        + _ZONE,
    )
)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_BARE = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
# Zones that RFC 5322 gives fixed hours; all others that have names are left open, as the RFC says.
_HOURS = {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
_LONGEST = 120


def moment(value: str | None) -> str | None:
    """A date or time as ISO 8601 with the precision and zone it has; None when it is no date for sure.

    Takes what `iso` takes, and times of day in all the forms that mail programs and feeds write. Figures
    whose order of day and month is open ("07/08/2026") are no date here.
    """
    text = " ".join((value or "").split())
    if not text or len(text) > _LONGEST:
        return None
    # ISO 8601 stays as it is written.
    if _ISO.match(text) and (found := iso(text)) is not None:
        return found
    for form in _FORMS:
        match = form.fullmatch(text)
        if match is not None:
            return iso(_written(match) or _without_clock(match))
    if (bare := _BARE.fullmatch(text)) is not None:
        return iso(f"{bare['year']}-{int(bare['month']):02}-{int(bare['day']):02}")
    return iso(text)


def _written(match: re.Match[str]) -> str | None:
    """The date and time, or None where there is no such time of day."""
    hour, minute, second = int(match["h"]), int(match["min"]), match["s"]
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    zone = _zone(match["zone"])
    # A leap second is told as the one before it, which calendars know.
    tail = f":{min(int(second), 59):02}" if second is not None else ""
    written = f"{_without_clock(match)}T{hour:02}:{minute:02}{tail}"
    try:
        datetime.fromisoformat(written)
    except ValueError:
        return None
    return written + zone


def _without_clock(match: re.Match[str]) -> str:
    """The day; no date at all ("0000-00-00") where the month is none."""
    month = match["month"]
    number = int(month) if month.isdigit() else MONTHS.get(month.lower(), 0)
    year = int(match["year"])
    if len(match["year"]) == 2:
        # RFC 5322, 4.3: two digits up to 49 are of this century.
        year += 2000 if year < 50 else 1900
    return f"{year:04}-{number:02}-{int(match['day']):02}"


def _zone(given: str | None) -> str:
    """`Z`, `+02:00` or nothing, for a zone that is not given or says that it is not known (-0000)."""
    name = (given or "").upper()
    if name in _HOURS:
        return f"{_HOURS[name]:+03}:00"
    if name in ("Z", "UT", "UTC", "GMT"):
        return "Z"
    match = re.fullmatch(r"(?:UTC?|GMT)?([+-])(\d{1,2}):?(\d{2})?", name)
    if match is None or (match[1] == "-" and int(match[2]) == 0 and not int(match[3] or 0)):
        return ""
    try:
        timezone(timedelta(hours=int(match[2]), minutes=int(match[3] or 0)))
    except ValueError:
        return ""
    written = f"{int(match[2]):02}:{match[3] or '00'}"
    return "Z" if written == "00:00" else match[1] + written
