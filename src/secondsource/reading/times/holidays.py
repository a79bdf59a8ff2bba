"""Days of the year that go by a rule: Easter and what hangs on it, the n-th weekday of a month."""

from __future__ import annotations

from datetime import date

from secondsource.reading.times.calendar import moved, weekday_near

_FROM_EASTER = {
    "easter": 0, "easter-monday": 1, "good-friday": -2, "maundy-thursday": -3, "palm-sunday": -7,
    "ash-wednesday": -46, "shrove-tuesday": -47, "ascension": 39, "pentecost": 49, "whit-monday": 50,
    "corpus-christi": 60,
}  # fmt: skip
# name -> (month, weekday, the how many-th from the month's first day, days after that)
_NTH_WEEKDAY = {
    "thanksgiving": (11, 4, 4, 0), "black-friday": (11, 4, 4, 1), "cyber-monday": (11, 4, 4, 4),
    "labor-day": (9, 1, 1, 0), "columbus-day": (10, 1, 2, 0), "king-day": (1, 1, 3, 0),
    "presidents-day": (2, 1, 3, 0), "election-day": (11, 1, 1, 1), "mothers-day": (5, 7, 2, 0),
    "fathers-day": (6, 7, 3, 0),
}  # fmt: skip


def holiday(name: str, year: int) -> date | None:
    """The day of a holiday in a year of the Gregorian calendar (western churches, the United States)."""
    if not 1 <= year <= 9999:
        return None
    if name in _FROM_EASTER:
        return moved(_easter(year), days=_FROM_EASTER[name])
    if name == "memorial-day":
        return weekday_near(date(year, 5, 31), 1, side=-1, strict=False)
    if name == "election-day" and year % 2:
        return None  # of the whole country in even years alone
    month, weekday, nth, after = _NTH_WEEKDAY[name]
    first = weekday_near(date(year, month, 1), weekday, side=1, strict=False)
    return None if first is None else moved(first, days=7 * (nth - 1) + after)


def _easter(year: int) -> date:
    """Easter Sunday (the anonymous Gregorian algorithm of 1876)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, before = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, before + 1)
