"""Times as a report tells them, with the bounds that follow from the day of its publication."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

from benchmarks.generating.cast import Random, between, pick
from secondsource.model.statement import TimeRelation, TimeType
from secondsource.records.rows import ReasonRow

# type, value, earliest, latest, precision, relation, reference, reasons
Told = tuple[
    TimeType, str | None, str | None, str | None, str | None, TimeRelation, str | None, tuple[ReasonRow, ...]
]
Time = tuple[str, int, str, Told]
"""Words with what leads in to the time, where the time begins in them, what follows it, what it is."""

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# Before and after the name of a day, and the part of it in TIMEX3. The first words lie outside the time.
_HOURS = (
    ("on ", " morning", "TMO"),
    ("late on ", " night", "TNI"),
    ("on ", " evening", "TEV"),
    ("on ", " afternoon", "TAF"),
)
_SMALL = ("two", "three", "four", "five", "six")


def _reason(code: str, *values: str) -> ReasonRow:
    return {"code": code, "values": list(values), "text": " ".join([code.replace("-", " "), *values])}


def _from(published: date) -> tuple[str, tuple[ReasonRow, ...]]:
    day = published.isoformat()
    return f"published {day}", (_reason("generated-from-published", day),)


@lru_cache(maxsize=4096)
def on(day: date, published: date) -> Time:
    """A day of the past, as near as it is: today's name of the week, or its date."""
    reference, reasons = _from(published)
    iso = day.isoformat()
    told: Told = ("DATE", iso, iso, iso, "day", "in", reference, reasons)
    near = (published - day).days < 7
    name = DAYS[day.weekday()] if near else f"{MONTHS[day.month - 1]} {day.day}"
    if not near and day.year != published.year:
        told = ("DATE", iso, iso, iso, "day", "in", None, (_reason("generated-as-written"),))
        name += f", {day.year}"
    return f"on {name}", 3, "", told


@lru_cache(maxsize=4096)
def since(day: date, published: date) -> Time:
    """From a day on, open at its end."""
    words, at, after, held = on(day, published)
    reasons = (*held[7], _reason("generated-open-end"))
    return f"since {words[at:]}", 6, after, (*held[:3], None, held[4], "since", held[6], reasons)


@lru_cache(maxsize=4096)
def month(ordinal: int, published: date) -> Time:
    """In a month before: ordinal counts months back."""
    count = published.year * 12 + published.month - 1 - ordinal
    first = date(count // 12, count % 12 + 1, 1)
    last = date((count + 1) // 12, (count + 1) % 12 + 1, 1) - timedelta(days=1)
    reference, reasons = _from(published)
    value = f"{first.year}-{first.month:02}"
    told: Told = ("DATE", value, first.isoformat(), last.isoformat(), "month", "in", reference, reasons)
    return f"in {MONTHS[first.month - 1]}", 3, "", told


@lru_cache(maxsize=4096)
def week(ahead: int, published: date) -> Time:
    """Next week or last week."""
    monday = published + timedelta(days=7 * ahead - published.weekday())
    year, number, _ = monday.isocalendar()
    reference, reasons = _from(published)
    last = (monday + timedelta(days=6)).isoformat()
    told: Told = ("DATE", f"{year}-W{number:02}", monday.isoformat(), last, "week", "in", reference, reasons)
    return "next week" if ahead > 0 else "last week", 0, "", told


@lru_cache(maxsize=4096)
def until(day: date, published: date) -> Time:
    """By a day that is to come, open at its beginning."""
    reference, reasons = _from(published)
    iso = day.isoformat()
    told: Told = (
        "DATE", iso, None, iso, "day", "until", reference, (*reasons, _reason("generated-open-start"))
    )  # fmt: skip
    return f"by {DAYS[day.weekday()]}", 3, "", told


@lru_cache(maxsize=4096)
def coming(day: date, published: date) -> Time:
    """On a day that is to come."""
    reference, reasons = _from(published)
    iso = day.isoformat()
    return f"on {DAYS[day.weekday()]}", 3, "", ("DATE", iso, iso, iso, "day", "in", reference, reasons)


@lru_cache(maxsize=4096)
def hour(which: int, day: date, published: date) -> Time:
    """A part of a day of the past."""
    words, at, _, held = on(day, published)
    before, after, part = _HOURS[which]
    told: Told = ("TIME", f"{held[1]}{part}", *held[2:4], "part-of-day", *held[5:])
    return f"{before}{words[at:]}{after}", len(before), "", told


@lru_cache(maxsize=64)
def span(which: int) -> Time:
    """A length of time."""
    told: Told = ("DURATION", f"P{which + 2}D", None, None, None, "in", None, (_reason("generated-length"),))
    return f"for {_SMALL[which]} days", 4, "", told


@lru_cache(maxsize=64)
def each(which: int) -> Time:
    """Again and again."""
    words, value = (("every day", "P1D"), ("every week", "P1W"), ("every Friday", "XXXX-WXX-5"))[which]
    return words, 0, "", ("SET", value, None, None, None, "in", None, (_reason("generated-repeated"),))


def soon(rnd: Random, published: date) -> Time:
    """Some time that a forecast looks ahead to."""
    chance = rnd()
    if chance < 0.25:
        return week(1, published)
    day = published + timedelta(days=between(rnd, 1, 5))
    return until(day, published) if chance < 0.7 else coming(day, published)


def recent(rnd: Random, published: date, begun: date) -> Time:
    """One of the last days, not before the story began."""
    return on(max(begun, published - timedelta(days=between(rnd, 0, 3))), published)


Slot = Callable[[Random, date, date], Time]

# What each slot of a template tells: of a random number, the day of publication, the day on which it began.
SLOTS: dict[str, Slot] = {
    "when": lambda rnd, published, begun: on(begun, published),
    "day": recent,
    "day2": recent,
    "since": lambda rnd, published, begun: (
        since(begun, published)
        if rnd() < 0.6
        else since(published - timedelta(days=between(rnd, 1, 20)), published)
    ),
    "soon": lambda rnd, published, begun: soon(rnd, published),
    "hour": lambda rnd, published, begun: hour(int(rnd() * len(_HOURS)), begun, published),
    "month": lambda rnd, published, begun: (
        month(between(rnd, 1, 9), published) if rnd() < 0.8 else week(-1, published)
    ),
    "span": lambda rnd, published, begun: span(int(rnd() * len(_SMALL))),
    "each": lambda rnd, published, begun: each(pick(rnd, (0, 1, 2))),
}
