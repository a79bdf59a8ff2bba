"""Part of a longer time: "early 2014", "the end of the month", "the last four days of May"."""

from __future__ import annotations

from secondsource.reading.times import dates
from secondsource.reading.times.amounts import amount, ordinal
from secondsource.reading.times.hours import attached
from secondsource.reading.times.links import range_of_days
from secondsource.reading.times.points import is_day, point
from secondsource.reading.times.tables import EARLY_LATE, EDGES, MODIFIERS, PARTS, UNIT_WORDS
from secondsource.reading.times.terms import (
    Calendar,
    Daypart,
    Era,
    Fraction,
    Match,
    Part,
    Period,
    Relative,
    Shift,
    Vague,
    WeekOf,
    Within,
)
from secondsource.reading.times.words import Words


def early(w: Words, k: int) -> Match | None:
    """ "early 2014", "late last year", "mid-June", "earlier this month", "later that night"."""
    word = w.at(k)
    if word == "the" and w.at(k + 1) in ("early", "late", "mid", "later"):
        k, word = k + 1, w.at(k + 1)
    if word not in EARLY_LATE:
        return None
    at = k + 2 if w.dash(k + 1) else k + 1
    if w.at(at) in ("on", "in") and word != "mid":
        at = at + 1
    if w.at(at) == "the":
        found = _definite(w, at)
        if found and word in ("earlier", "later", "late", "early"):
            return found[0], Part(found[1], MODIFIERS[word])
    found = _attached_point(w, at)
    if found is None and word in ("early", "late", "mid"):
        found = _bare_after(w, at)
    if found is None or (isinstance(found[1], (Era,)) and word in ("earlier",)):
        return None
    if (
        word in ("earlier", "later")
        and isinstance(found[1], (Calendar, Fraction))
        and w.at(at - 1) in ("in", "on")
        and not is_day(found[1])
    ):
        return None
    return found[0], Part(found[1], MODIFIERS[word])


def _attached_point(w: Words, k: int) -> Match | None:
    found = point(w, k)
    parted = dayparted(w, k)
    best = max((f for f in (found, parted) if f), key=lambda f: f[0], default=None)
    return attached(w, best) if best else None


def _bare_after(w: Words, k: int) -> Match | None:
    """A month, season or part of the day that only a modifier makes a time: "early May", "late summer"."""
    if (
        w.at(k) in PARTS
        and w.at(k - 1) in ("early", "late", "mid", "-")
        and w.at(k) in ("morning", "afternoon", "evening", "night")
    ):
        return k + 1, Daypart(None, PARTS[w.at(k)])
    return None


def _definite(w: Words, k: int) -> Match | None:
    """ "the month", "the year": a unit that only its edge makes a time; the one that holds the reference."""
    at = k + 1 if w.at(k) == "the" else k
    unit = UNIT_WORDS.get(w.at(at))
    if unit in ("day", "week", "weekend", "month", "quarter", "year", "decade", "century") and w.at(at) in (
        unit,
    ):
        if w.at(at + 1) == "of" and unit != "week":
            return None
        return at + 1, Relative(unit, 0, "told" if unit == "day" else "now")
    if at > k and w.at(at) in ("evening", "morning", "afternoon", "night"):
        return at + 1, Daypart(Relative("day", 0, "told"), PARTS[w.at(at)])
    return None


def edge(w: Words, k: int) -> Match | None:
    """ "the end of 2025", "the beginning of next week", "the first half of June", "the rest of the year"."""
    at = k + 1 if w.at(k) == "the" else k
    found = _edge_word(w, at, article=at > k)
    if found is None or w.at(found[0]) != "of":
        return None
    end, which = found[0] + 1, found[1]
    if w.ahead(end, "the", "day") and (w.at(k - 1) == "at" or w.ahead(k - 2, "at", "the")):
        return None  # "at the end of the day" tells no time
    of = point(w, end) or dayparted(w, end) or _definite(w, end) or _bare_unit(w, end)
    if of is None or isinstance(of[1], Period) or (isinstance(of[1], Era) and of[1].kind == "years"):
        return None
    return of[0], Part(attached(w, of)[1], which)


def _edge_word(w: Words, k: int, *, article: bool) -> tuple[int, str] | None:
    """Past the words that name a part of a time, and which part."""
    word = w.at(k)
    if word in EDGES or word == "turn":
        return k + 1, MODIFIERS[word]
    if word in ("first", "second", "latter", "other") and w.at(k + 1) == "half":
        return k + 2, "FIRST" if word == "first" else "SECOND"
    if word in ("early", "late", "latter", "first", "later", "final") and w.at(k + 1) in _PARTS_OF:
        return k + 2, "START" if word in ("early", "first") else "END"
    return (k + 1, "AFTER") if word in ("rest", "remainder") and article else None


_PARTS_OF = frozenset({"part", "days", "months", "weeks", "years", "stages"})


def _bare_unit(w: Words, k: int) -> Match | None:
    """ "end of year", "end of month"."""
    unit = UNIT_WORDS.get(w.at(k))
    return (
        (k + 1, Relative(unit, 0))
        if unit in ("month", "year", "week", "quarter") and w.at(k) == unit
        else None
    )


def counted(w: Words, k: int) -> Match | None:
    """ "the last four days of May 2019", "the first nine months of 1989", "the third week of May"."""
    at = k + 1 if w.at(k) in ("the", "its", "their", "his") else k
    word = w.at(at)
    if word in ("first", "last", "final", "opening", "closing"):
        side = 1 if word in ("first", "opening") else -1
        found = amount(w, at + 1)
        end, count = (found[0], found[1]) if found and w.at(at + 1) not in ("a", "an") else (at + 1, 1.0)
        unit = UNIT_WORDS.get(w.at(end))
        if unit and count and count == int(count):
            of = _whole_time(w, end + 1)
            if of:
                return of[0], Within(of[1], unit, int(count), side)
            if count > 1 and unit in ("month",) and word == "first" and at > k:
                return end + 1, Within(Relative("year", 0), unit, int(count), 1)
    nth = ordinal(w, at)
    if nth and nth[1] < 54:
        unit = UNIT_WORDS.get(w.at(nth[0]))
        of = (
            _whole_time(w, nth[0] + 1)
            if unit in ("day", "week", "month", "weekend") and w.at(nth[0]) == unit
            else None
        )
        if of and unit:
            return of[0], Within(of[1], unit, nth[1], 1, nth=True)
    return None


def _whole_time(w: Words, k: int) -> Match | None:
    """The longer time after "of" (or a possessive) in which units are counted."""
    if w.at(k) not in ("of", "in"):
        return None
    found = point(w, k + 1) or (_definite(w, k + 1) if w.at(k) == "of" else None)
    if found is None or isinstance(found[1], (Shift, Vague, Period)) or is_day(found[1]):
        return None
    return found


def dayparted(w: Words, k: int) -> Match | None:
    """ "the evening of April 4", "the early hours of this morning", "the night of 3-4 March"."""
    at = k + 1 if w.at(k) == "the" else k
    if w.at(at) in ("early", "late", "small", "predawn", "pre-dawn", "wee") and w.at(at + 1) in (
        "hours",
        "morning",
        "evening",
        "afternoon",
        "night",
    ):
        at += 1
    word = w.at(at)
    part = "MO" if word == "hours" and at > k else PARTS.get(word)
    if part is None or (word.endswith("s") and word != "hours"):
        return None
    if w.at(at + 1) in ("of", "on"):
        night = range_of_days(w, at + 2) if part == "NI" else None
        if night:
            return night[0], Daypart(night[1], part, over=True)
        day = point(w, at + 2)
        if day and (is_day(day[1]) or isinstance(day[1], Daypart)):
            return day[0], day[1] if isinstance(day[1], Daypart) else Daypart(day[1], part)
    if (
        at == k + 1
        and w.at(k) == "the"
        and w.at(k - 1) in ("in", "during", "by", "through")
        and word in ("morning", "afternoon", "evening", "night")
    ):
        return at + 1, Daypart(None, part)
    return None


_MOMENTS = frozenset({"dawn", "dusk", "daybreak", "nightfall", "sunrise", "sunset"})


def at_dawn(w: Words, k: int) -> Match | None:
    """ "at dawn", "before dusk on Friday": the moments of the day that only a preposition makes a time."""
    if w.at(k) not in _MOMENTS or w.at(k - 1) not in (
        "at",
        "before",
        "after",
        "by",
        "until",
        "since",
        "around",
    ):
        return None
    at = k + 2 if w.at(k + 1) == "on" else k + 1
    day = point(w, at)
    if day and is_day(day[1]):
        return day[0], Daypart(day[1], PARTS[w.at(k)])
    return k + 1, Daypart(None, PARTS[w.at(k)])


def week_of(w: Words, k: int) -> Match | None:
    """ "the week of April 10", "the week ended March 4", "the month of May"."""
    at = k + 1 if w.at(k) == "the" else k
    if w.at(at) == "week" and w.at(at + 1) in ("of", "beginning", "starting", "commencing"):
        day = point(w, at + 2)
        return (day[0], WeekOf(day[1])) if day and is_day(day[1]) else None
    if w.ahead(at, "month", "of") and at > k:
        found = dates.month_first(w, at + 2)
        return found if found and isinstance(found[1], Calendar) and not found[1].day else None
    return None
