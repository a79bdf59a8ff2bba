"""Times told from another time: "last week", "the past three months", "two years ago", "tonight"."""

from __future__ import annotations

from secondsource.reading.times.amounts import amount
from secondsource.reading.times.dates import month
from secondsource.reading.times.durations import measured, value_of
from secondsource.reading.times.eras import quarter
from secondsource.reading.times.feasts import holiday
from secondsource.reading.times.tables import (
    APPROXIMATE,
    DEICTIC_DAYS,
    FIXED_HOLIDAYS,
    MONTHS,
    MOVING_HOLIDAYS,
    PARTS,
    PLURAL_UNITS,
    POINTING,
    SEASONS,
    UNIT_WORDS,
    WEEKDAYS,
)
from secondsource.reading.times.terms import (
    Anchor,
    Calendar,
    Daypart,
    Fraction,
    Match,
    Part,
    Period,
    Relative,
    Shift,
    Term,
    Vague,
)
from secondsource.reading.times.weekdays import weekday
from secondsource.reading.times.words import APOSTROPHES, Words

_TOLD = frozenset({"previous", "preceding", "following", "same", "that", "prior", "ensuing"})
_ROLLING = frozenset(
    {
        "last", "past", "next", "coming", "previous", "preceding", "following", "first", "recent",
        "prior", "upcoming", "ensuing",
    }
)  # fmt: skip
_ROLLING_UNITS = frozenset({"week", "month", "year", "decade", "century", "fortnight"})
_AFTER_THIS = frozenset({"current", "very", "coming", "past", "calendar", "upcoming"})
_NO_DAY = frozenset({"this", "last", "past", "present", "current", "coming"})  # with "day" they tell no day
_ROLLS_WITH_ARTICLE = frozenset({"last", "past", "next", "coming"})
_ARTICLES = frozenset({"the", "these", "those", "this", "that"})
# Without an article these point at a time only where one follows.
_WITH_ARTICLE = _ROLLING | _TOLD | {"current", "latest"}
_LOOSE = frozenset({"same", "past", "present", "previous", "preceding", "prior", "ensuing"})
# What may follow "the day before" where nothing that it hangs on does.
_GOES_ON = frozenset({"had", "was", "were", "in", "at", "by", "said", "and", "but", "when", "with", "as"})
_HEDGES = frozenset({"some", "more", "less", "at", "least", "than", "over", "well"})
_TO_THE_END = frozenset({"by", "at", "before", "until", "since", "through", "from", "after", "around"})
_AGO = {
    "ago": (-1, "now"), "earlier": (-1, "told"), "later": (1, "told"), "hence": (1, "now"),
    "on": (1, "told"), "afterward": (1, "told"), "afterwards": (1, "told"), "back": (-1, "now"),
    "beforehand": (-1, "told"), "previously": (-1, "told"),
}  # fmt: skip


def deictic(w: Words, k: int) -> Match | None:
    """ "today", "yesterday evening", "tonight", "the day after tomorrow"."""
    word = w.at(k)
    if word == "the" and w.at(k + 1) == "day":
        for side, offset in (("before", -2), ("after", 2)):
            if w.ahead(k + 2, side, "yesterday" if offset < 0 else "tomorrow"):
                return k + 4, Relative("day", offset)
    if word == "overnight":
        return (k + 1, Daypart(Relative("day", -1), "NI", over=True)) if _by_night(w, k) else None
    offset = DEICTIC_DAYS.get(word, 9)
    if offset > 1 or w.at(k - 1) in ("usa", "russia", "the") or (w.at(k - 1) == "s" and w.capital(k)):
        return None
    day = Relative("day", offset)
    return k + 1, Daypart(day, "NI") if word in ("tonight", "tonite") else day


def _by_night(w: Words, k: int) -> bool:
    return not (w.at(k + 1).isalpha() and w.at(k - 1) in ("an", "a", "the")) and w.at(k + 1) not in (
        "train",
        "bus",
        "flight",
    )


def pointed(w: Words, k: int) -> Match | None:
    """ "last week", "this summer", "that day", "next Friday", "the past three months"."""
    article = w.at(k) in _ARTICLES and w.at(k + 1) in _WITH_ARTICLE
    at = k + 1 if article else k
    word = w.at(at)
    if w.at(at) in ("that", "this", "very") and w.at(at + 1) == "same":
        at, word = at + 1, "same"
    at = at + 1 if w.ahead(at, "last", "past") else at
    if word not in POINTING and word not in ("recent", "first", "these"):
        return None
    if word == "following" and not article:
        return None  # a preposition: "following Wednesday's quake"
    if word == "coming" and at == k and w.at(k - 1) not in ("in", "over", "for", "during", "and", "within"):
        return None  # a verb or noun: "of their coming two days before"
    if word in _LOOSE and at == k and not _unit_behind(w, at + 1):
        return None
    the = article or w.at(k) == "the"
    return _rolling(w, at, word) or _unit(w, at, word, the, w.at(k)) or _named(w, at, word)


def _unit_behind(w: Words, k: int) -> bool:
    return w.at(k) in UNIT_WORDS or w.at(k) in WEEKDAYS or w.at(k) in MONTHS or measured(w, k) is not None


def _rolling(w: Words, k: int, word: str) -> Match | None:
    """ "past three months", "next few days", "coming weeks", "recent years"."""
    if word not in _ROLLING and word != "these":
        return None
    direction = {"next": 1, "coming": 1, "following": 1, "upcoming": 1, "ensuing": 1}.get(word, -1)
    anchor: Anchor = "told" if word in _TOLD else "now"
    if w.at(k + 1) in PLURAL_UNITS and word not in ("first", "these", "following"):
        unit = UNIT_WORDS[w.at(k + 1)]
        if unit in ("second", "quarter") and word == "recent":
            return None
        return k + 2, Vague(value_of(None, unit)) if word == "recent" else Period(
            None, unit, direction, anchor
        )
    found = measured(w, k + 1)
    if found is None or w.at(k + 1) in ("a", "an") or word == "first" or (word == "recent"):
        return None
    if w.dash(found[0] - 2) and found[1] not in (None, 1):
        return None
    return found[0], Period(found[1], found[2], direction, anchor)


def counted(w: Words, k: int) -> Match | None:
    """ "the two previous years", "three past months": the amount before the pointing word."""
    found = amount(w, k + 1 if w.at(k) == "the" else k)
    if found is None or w.at(found[0]) not in _ROLLING or w.at(found[0]) == "first":
        return None
    word, unit = w.at(found[0]), w.at(found[0] + 1)
    if unit not in PLURAL_UNITS or word == "recent":
        return None
    anchor: Anchor = "told" if word in _TOLD else "now"
    return found[0] + 2, Period(found[1], UNIT_WORDS[unit], 1 if POINTING[word] > 0 else -1, anchor)


def _unit(w: Words, k: int, word: str, article: bool, opener: str) -> Match | None:
    """ "last week", "the same day", "this morning", "that night"."""
    if word not in POINTING:
        return None
    doubled = word == "this" and w.at(k + 1) in _AFTER_THIS
    at = k + 2 if doubled else k + 1
    offset = POINTING.get(w.at(k + 1), 0) if doubled else POINTING[word]
    named = w.at(at)
    tells = word in _TOLD or (word == "next" and article and named in ("day", *PARTS))
    anchor: Anchor = "told" if tells else "now"
    if named in PARTS and named not in ("midnight", "dawn", "midday") and named not in PLURAL_UNITS:
        return _part(w, at, named, word, offset, anchor)
    unit = UNIT_WORDS.get(named)
    if unit is None or named in PLURAL_UNITS or word == "present":
        return None
    if word == "latest" and unit not in ("week", "month", "quarter"):
        return None
    if unit in ("hour", "minute", "second"):
        return (at + 1, Vague("PRESENT_REF", placed=True)) if word == "this" and unit == "hour" else None
    if unit == "day" and word in _NO_DAY and not (word == "this" and w.at(at + 1) in ("", ".", ",")):
        return None
    if unit == "quarter" and word == "last" and opener == "the" and w.at(at + 1) == "of":
        return None
    if anchor == "now" and unit in _ROLLING_UNITS and _rolls(word, article and opener == "the"):
        return at + 1, Period(1, unit, offset)
    return at + 1, Relative(unit, offset, anchor)


def _rolls(word: str, the: bool) -> bool:
    """Whether one unit is counted from today: "the past year", "the next week"; "last week" is a week."""
    return (the and word in _ROLLS_WITH_ARTICLE) or word in ("past", "coming")


def _part(w: Words, k: int, named: str, word: str, offset: int, anchor: Anchor) -> Match | None:
    """A part of a day pointed at: "this morning" is today's, "last night" yesterday's."""
    if word in ("current", "past", "present", "upcoming", "latest"):
        return None
    day: Term = Relative("day", offset, anchor)
    if word == "last" and named in ("night", "evening"):
        day = Relative("day", -1)
    return k + 1, Daypart(day, PARTS[named])


def _named(w: Words, k: int, word: str) -> Match | None:
    """ "last Friday", "next June", "this summer", "that September", "last Christmas"."""
    if word not in POINTING or word in ("current", "present", "prior", "latest"):
        return None
    offset, at = POINTING[word], k + 1
    if w.at(at) in ("past", "coming", "upcoming") and word in ("this", "the"):
        offset, at = POINTING[w.at(at)], at + 1
    anchor: Anchor = "told" if word in _TOLD else "now"
    day = weekday(w, at)
    if day:
        return day[0], Relative("weekday", offset, anchor, day[1])
    found = month(w, at)
    if found and w.capital(at):
        if w.digits(found[0]) is not None and len(w.at(found[0])) < 3 and word in ("this", "last", "next"):
            return found[0] + 1, Calendar(
                month=found[1], day=w.digits(found[0]), of=Relative("year", 0) if word == "this" else None
            )
        return found[0], Relative("month-named", offset, anchor, found[1])
    if w.at(at) in SEASONS and (
        w.at(at) not in ("fall", "spring") or w.at(at + 1) not in ("of", "in", "from")
    ):
        return at + 1, Relative("season", offset, anchor, SEASONS[w.at(at)])
    feast = holiday(w, at)
    if feast and isinstance(feast[1], Calendar) and feast[1].year is None:
        return feast[0], Relative(
            "holiday", offset, anchor, w.text[w.starts[at] : w.ends[feast[0] - 1]].lower()
        )
    return None


def holiday_of(words: str) -> tuple[int, int] | str | None:
    """The month and day, or the rule, of a holiday's name as it stood in the text."""
    for table in (FIXED_HOLIDAYS, MOVING_HOLIDAYS):
        for key, found in table.items():
            if "".join(key) == "".join(words.split()):
                return found
    return None


def shifted(w: Words, k: int) -> Match | None:
    """ "two years ago", "three days later", "a week from now", "years ago", "a day after"."""
    start = k
    for _ in range(3):
        start = start + 1 if w.at(start) in APPROXIMATE or w.at(start) in _HEDGES else start
    found = measured(w, start)
    bare = UNIT_WORDS.get(w.at(start)) if w.at(start) in PLURAL_UNITS else None
    if found is None and bare:
        found = (start + 1, None, bare)
    if found is None:
        return None
    end, number, unit = found
    if w.ahead(end, "and", "a", "half") and number is not None:
        end, number = end + 3, number + 0.5
    end = end + 1 if w.dash(end) and w.at(end + 1) in ("ago", "earlier", "later") else end
    word = w.at(end)
    if word == "earlier" and w.at(end + 1) == "than":
        return None
    if word in _AGO and not (word in ("on", "back") and not _stands(w, end + 1)):
        if word == "back" and w.at(k - 1) not in ("just", "") and not _stands(w, end + 1):
            return None
        direction, anchor = _AGO[word]
        day = _of_day(w, end + 1) if word == "ago" and number is not None else None
        if day:
            return day[0], Shift(number, unit, -1, of=day[1])
        return end + 1, Shift(number, unit, direction, anchor)  # type: ignore[arg-type]
    if w.ahead(end, "from", "now") or w.ahead(end, "from", "today"):
        return end + 2, Shift(number, unit, 1)
    if word in ("before", "after", "previously") and _stands(w, end + 1):
        return end + 1, Shift(number, unit, -1 if word == "before" else 1, "told")
    return None


def _of_day(w: Words, k: int) -> Match | None:
    """ "a week ago Thursday", "a year ago today": the day from which it is counted."""
    if w.at(k) in DEICTIC_DAYS:
        return k + 1, Relative("day", DEICTIC_DAYS[w.at(k)])
    day = weekday(w, k)
    return (day[0], Calendar(weekday=day[1])) if day else None


def _stands(w: Words, k: int) -> bool:
    """Whether a clause or sentence ends before this word, so that no event follows."""
    return not w.at(k)[:1].isalnum()


def ahead(w: Words, k: int) -> Match | None:
    """ "in three weeks' time", "in five days": the words after "in"; tense says whether it is a length."""
    if w.at(k - 1) not in ("in", "within"):
        return None
    found = measured(w, k)
    if found is None:
        return None
    end, number, unit = found
    if w.at(end) in ("'", "’") and (w.at(end + 1) == "time" or w.ahead(end + 1, "s", "time")):
        return (end + 2 if w.at(end + 1) == "time" else end + 3), Shift(number, unit, 1)
    if w.at(end) == "time" and number is not None:
        return end + 1, Shift(number, unit, 1)
    if (
        number is None
        or w.dash(end - 2)
        or w.at(end) in ("of", "old", "ago", "later", "earlier", "before", "after")
    ):
        return None
    if w.at(k - 1) == "within":
        return end, Period(number, unit, 1, ahead=True)
    return end, Shift(number, unit, 1, ahead=True)


def day_between(w: Words, k: int) -> Match | None:
    """ "the day before", "the night before", "a day earlier", where nothing that it hangs on follows."""
    if w.at(k) not in ("the", "a"):
        return None
    unit = UNIT_WORDS.get(w.at(k + 1))
    word = w.at(k + 2)
    if unit not in (
        "day",
        "night",
        "week",
        "month",
        "year",
        "evening",
        "morning",
        "afternoon",
    ) or word not in ("before", "after"):
        return None
    if not _stands(w, k + 3) and w.at(k + 3) not in _GOES_ON:
        return None
    side = -1 if word == "before" else 1
    if w.at(k + 1) in PARTS:
        return k + 3, Daypart(Relative("day", side, "told"), PARTS[w.at(k + 1)])
    return k + 3, Relative(unit, side, "told")


def year_ago(w: Words, k: int) -> Match | None:
    """ "year-ago", "the year-earlier" before a noun, with the quarter or period that it dates."""
    k = k + 1 if w.at(k) == "the" else k
    if not (w.at(k) in ("year", "month", "week") and w.dash(k + 1) and w.at(k + 2) in ("ago", "earlier")):
        return None
    if w.at(k) == "year":
        if w.at(k + 3) == "quarter":
            return k + 4, Relative("quarter", -4, "told")
        part = quarter(w, k + 3)
        if part and isinstance(part[1], Fraction) and part[1].year is None and part[1].of is None:
            return part[0], Fraction(part[1].kind, part[1].number, of=Relative("year", -1))
    end = k + 4 if w.at(k + 3) == "period" else k + 3
    return end, Shift(1, w.at(k), -1, "now" if w.at(k + 2) == "ago" else "told")


def edge_word(w: Words, k: int) -> Match | None:
    """ "year-end", "midyear", "midweek", "month-end"."""
    word = w.at(k)
    if word in ("year", "month", "week", "quarter") and w.dash(k + 1) and w.at(k + 2) == "end":
        return k + 3, Part(Relative(word, 0), "END")
    if word in ("year", "month") and w.at(k + 1) in APOSTROPHES and w.ahead(k + 2, "s", "end"):
        return k + 4, Part(Relative(word, 0), "END")
    if w.ahead(k, "year", "end") and w.at(k - 1) in _TO_THE_END:
        return k + 2, Part(Relative("year", 0), "END")
    if word == "yearend":
        return k + 1, Part(Relative("year", 0), "END")
    if word.startswith("mid") and word[3:] in ("year", "week", "month"):
        return k + 1, Part(Relative(word[3:], 0), "MID")
    if word.startswith("mid") and word[3:] in SEASONS:
        return k + 1, Part(Relative("season", 0, "now", SEASONS[word[3:]]), "MID")
    if w.at(k) == "mid" and w.dash(k + 1) and w.at(k + 2) in ("year", "week", "month"):
        return k + 3, Part(Relative(w.at(k + 2), 0), "MID")
    if w.ahead(k, "the", "weekend"):
        return k + 2, Relative("weekend", 0, number="the")
    return None
