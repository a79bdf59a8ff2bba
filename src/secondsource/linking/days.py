"""Days as linking compares them: ordinals, 1 being 1 January of the year 1."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

_DAY_SECONDS = 24 * 60 * 60
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def day(text: str | None, *, last: bool = False) -> int | None:
    """The ordinal of the day that a date begins with; of a month or year its first day, with `last` its
    last.
    """
    found = _DAY.match(text or "")
    if found is None:
        return None
    year, month, of_month = (int(part) if part else None for part in found.groups())
    try:
        if of_month is not None:
            return date(year or 0, month or 0, of_month).toordinal()
        if month is None:
            return date(year or 0, 12 if last else 1, 31 if last else 1).toordinal()
        if not last:
            return date(year or 0, month, 1).toordinal()
        following = date((year or 0) + month // 12, month % 12 + 1, 1)
        return following.toordinal() - 1
    except ValueError:
        return None


def bounds_of(time: Mapping[str, Any]) -> tuple[int | None, int | None] | None:
    """The days of a time of a reading; None where it is a length, comes again and again, or has no bounds."""
    if time["type"] not in ("DATE", "TIME"):
        return None
    first, last = day(time["earliest"]), day(time["latest"], last=True)
    return None if first is None and last is None else (first, last)


def instant(moment: str | None) -> int | None:
    """A time as seconds from the beginning of the year 1, of a day alone its beginning; None for no time.

    In UTC where a zone is given, else as it is written.
    """
    first = day(moment)
    if first is None or moment is None:
        return None
    try:
        read = datetime.fromisoformat(moment)
    except ValueError:
        return first * _DAY_SECONDS
    since = read.replace(tzinfo=None) - datetime.min - (read.utcoffset() or timedelta())
    # The year 1 begins with day 1.
    return (since.days + 1) * _DAY_SECONDS + since.seconds
