"""Weekdays, with the date that may follow: "Monday, March 4", "Mon 4 Mar", "Tuesday of next week"."""

from __future__ import annotations

from secondsource.reading.times import dates, digits
from secondsource.reading.times.amounts import ordinal
from secondsource.reading.times.dates import day_number
from secondsource.reading.times.tables import MONTHS, SHORT_WEEKDAYS, WEEKDAYS
from secondsource.reading.times.terms import Calendar, Match, Relative
from secondsource.reading.times.words import Words


def weekday(w: Words, k: int) -> tuple[int, int] | None:
    """A weekday's name; an abbreviation only with a capital, and with a stop, comma or number behind it."""
    word = w.at(k)
    number = WEEKDAYS.get(word)
    if number is None:
        return None
    if word not in SHORT_WEEKDAYS:
        return k + 1, number
    if not w.capital(k) or (w.at(k - 1) in ("the", "a") and word in ("sun", "sat", "mon")):
        return None
    end = w.stop(k + 1)
    after = w.at(end + 1 if w.at(end) == "," else end)
    if (
        MONTHS.get(after)
        or day_number(w, end)
        or w.at(k - 1) in ("on", "last", "next", "this", "until", "by")
    ):
        return end, number
    return (end, number) if end > k + 1 and word not in ("sat", "sun", "wed", "mon") else None


def weekday_first(w: Words, k: int) -> Match | None:
    """ "Monday, March 4", "Mon 4 Mar", "Monday the 4th", "Monday (March 4)", "Monday"."""
    named = weekday(w, k)
    if named is None:
        return None
    end, number = named
    at = end + 1 if w.at(end) in (",", "(", "-", "–") else end
    for form in (dates.month_first, dates.day_first, digits.numeric):
        found = form(w, at) if at < w.limit and w.at(at) else None
        if found and isinstance(found[1], Calendar) and found[1].day:
            past = found[0] + 1 if w.at(end) == "(" and w.at(found[0]) == ")" else found[0]
            return past, _on(found[1], number)
    week = _week(w, end)
    if week:
        return week[0], Calendar(weekday=number, of=week[1])
    if w.at(end) == "the":
        day = ordinal(w, end + 1)
        if day and day[1] <= 31:
            return day[0], Calendar(day=day[1], weekday=number)
    if (day := day_number(w, end)) and not w.at(end).isdecimal():
        return day[0], Calendar(day=day[1], weekday=number)
    return end, Calendar(weekday=number)


def _week(w: Words, k: int) -> Match | None:
    """ "of next week", "last week", "of the following week" after a weekday."""
    at = k + 1 if w.at(k) == "of" else k
    at = at + 1 if w.at(at) == "the" and w.at(k) == "of" else at
    if w.at(at + 1) != "week":
        return None
    word = w.at(at)
    if word in ("next", "last", "this"):
        return at + 2, Relative("week", {"next": 1, "last": -1, "this": 0}[word])
    if word in ("following", "previous", "same") and w.at(k) == "of":
        return at + 2, Relative("week", {"following": 1, "previous": -1, "same": 0}[word], "told")
    return None


def _on(day: Calendar, weekday: int) -> Calendar:
    return Calendar(
        year=day.year,
        month=day.month,
        day=day.day,
        of=day.of,
        swapped=day.swapped,
        short=day.short,
        weekday=weekday,
    )


def day_alone(w: Words, k: int) -> Match | None:
    """ "the 4th", where nothing that it could count follows."""
    if w.at(k) != "the" or w.at(k - 1) not in ("on", "until", "since", "by", "of"):
        return None
    day = day_number(w, k + 1)
    if day is None or w.at(k + 1).isdecimal():
        return None
    after = w.at(day[0])
    return (day[0], Calendar(day=day[1])) if not after[:1].isalnum() or after in ("and", "at", "in") else None
