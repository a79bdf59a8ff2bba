"""Lengths of time and repeated times: "six months", "a four-day visit", "decades", "every Friday"."""

from __future__ import annotations

from secondsource.reading.times.amounts import amount, ordinal, plain
from secondsource.reading.times.tables import (
    APPROXIMATE,
    CARDINALS,
    LONG_WORDS,
    MONTHS,
    ORDINALS,
    PARTS,
    PLURAL_SEASONS,
    PLURAL_UNITS,
    PLURAL_WEEKDAYS,
    REPEATS,
    SEASONS,
    UNIT_WORDS,
    UNITS,
    WEEKDAYS,
)
from secondsource.reading.times.terms import Length, Match, Repeat
from secondsource.reading.times.words import Words

_HALVES = {
    "hour": "PT30M",
    "year": "P6M",
    "century": "P50Y",
    "decade": "P5Y",
    "day": "PT12H",
    "minute": "PT30S",
}
_FACTORS = {"fortnight": ("W", 2), "weekend": ("WE", 1)}
# What may stand between an amount and its unit.
_BETWEEN = frozenset(
    "more full whole consecutive straight long solid successive further calendar other additional such "  # noqa: SIM905
    "or so entire short working business".split()
)
_OF_AGE = frozenset({"old", "older", "younger", "young"})
# By their first words, their second ones.
_HEDGES = {
    "more": ("than",), "less": ("than",), "at": ("least", "most"), "no": ("more", "less"),
    "fewer": ("than",), "longer": ("than",), "up": ("to",), "just": ("over", "under"), "well": ("over",),
}  # fmt: skip
# What a bare plural must stand beside to tell a length: "for years", "months of fighting".
_BEFORE_BARE = frozenset(
    "for in after over within of during recent take takes took taking last lasted lasting spent spend "  # noqa: SIM905
    "spending through many wait waited several more two take across throughout".split()
)
_AFTER_BARE = frozenset({"of", "ago", "later", "earlier", "before", "after", "long", "into"})
_BEFORE_ONE = frozenset({"for", "in", "within", "than", "lasted", "lasts", "only", "just", "least"})
_PLAIN_WITH_ARTICLE = frozenset({"quarter", "second", "morning", "afternoon", "evening", "night", "weekend"})


# "24-hour" before these says that they never close.
_ROUND_THE_CLOCK = frozenset(
    {
        "news", "hotline", "line", "television", "tv", "store", "shop", "restaurant", "cable", "clock",
        "access", "care", "number",
    }
)  # fmt: skip
_STRAIGHT = frozenset({"straight", "consecutive", "successive"})
_LASTING = frozenset({"hour", "day", "night", "week", "weekend", "month", "quarter", "year", "decade"})


def value_of(number: float | None, unit: str) -> str:
    """The TIMEX3 of a length: P3M, PT6H, PXD; a half week is P0.5W."""
    if number == 0.5 and unit in _HALVES:
        return _HALVES[unit]
    letter, of_clock = UNITS[unit]
    if unit in _FACTORS and number is not None:
        letter, times = _FACTORS[unit]
        number *= times
    written = "X" if number is None else plain(number)
    if unit == "fortnight":
        letter = "W"
    if letter in ("MO", "AF", "EV"):
        return f"P{written}T{letter}"
    return f"PT{written}{letter}" if of_clock else f"P{written}{letter}"


def measured(w: Words, k: int) -> tuple[int, float | None, str] | None:
    """An amount with a unit, "three months", "a four-day", "several weeks": end, amount, unit."""
    found = amount(w, k)
    if found is None:
        return None
    at, number = found
    either = at + 1 if w.dash(at) and w.at(at + 1) in ("or", "to") else at
    if w.at(either) in ("or", "to") or w.dash(either):
        past = either + 2 if w.dash(either + 1) else either + 1
        second = amount(w, past) if w.at(past) not in ("a", "an") else None
        if second and second[1] and number and second[1] > number:
            at, number = second[0], None  # "five or six years": of no one length
    hyphen = w.dash(at)
    at = at + 1 if hyphen else at
    for _ in range(2):
        at = at + 1 if w.at(at) in _BETWEEN else at
    word = w.at(at)
    unit = UNIT_WORDS.get(word)
    if unit is None or (word in ("min", "sec", "wk") and number is None):
        return None
    if hyphen and word in PLURAL_UNITS and word != "hours":
        return None
    if (
        not hyphen
        and number is not None
        and number > 1
        and word not in PLURAL_UNITS
        and word not in ("min", "sec", "hr")
    ):
        return None
    if not hyphen and number == 1 and word in PLURAL_UNITS and w.at(k) in ("a", "an", "one"):
        return None
    return at + 1, number, unit


def length(w: Words, k: int) -> Match | None:
    """A duration that begins at a word; ages are none."""
    long = LONG_WORDS.get(w.at(k))
    if long:
        return k + 1, Length(value_of(None if w.at(k).endswith("slong") else 1, long))
    if w.at(k) in PLURAL_UNITS:
        return _bare(w, k)
    start = _hedged(w, k)
    if start > k and w.at(start) in PLURAL_UNITS:
        return _bare(w, start)
    if w.at(k) == "the" and (w.at(k + 1) in CARDINALS or w.at(k + 1).isdecimal()) and not w.dash(k + 2):
        start = k + 1
    found = None if (straight := _in_a_row(w, k)) else measured(w, start)
    if found is None:
        return straight or _whole(w, k)
    end, number, unit = found
    if _is_age(w, start, end) or _is_no_length(w, start, end, unit):
        return None
    if w.dash(end) and w.at(end + 1) == "long":
        return end + 2, Length(value_of(number, unit))
    further = _and_more(w, end, unit)
    if further:
        return further[0], Length(value_of(number, unit) + further[1])
    half = _and_half(w, end)
    if half and number is not None:
        return half[0], Length(value_of(number + half[1], unit))
    return end, Length(value_of(number, unit))


def _hedged(w: Words, k: int) -> int:
    """Past the words that make an amount about so much: "nearly", "more than", "at least"."""
    if w.at(k) in APPROXIMATE and not w.ahead(k, "just", "over") and not w.ahead(k, "just", "under"):
        return k + 1
    if w.at(k + 1) in _HEDGES.get(w.at(k), ()):
        return k + 3 if w.at(k + 2) == "than" else k + 2
    if w.at(k) in ("over", "some", "under") and (w.at(k + 1) in CARDINALS or w.at(k + 1)[:1].isdecimal()):
        return k + 1
    return k


def _and_half(w: Words, k: int) -> tuple[int, float] | None:
    """ "an hour and a half"."""
    hyphens = w.dash(k)
    at = k + 1 if hyphens else k
    if w.at(at) != "and":
        return None
    at = at + 2 if hyphens and w.dash(at + 1) else at + 1
    at = at + 1 if w.at(at) == "a" else at
    at = at + 1 if hyphens and w.dash(at) else at
    part = {"half": 0.5, "quarter": 0.25}.get(w.at(at))
    return (at + 1, part) if part else None


def _and_more(w: Words, k: int, unit: str) -> tuple[int, str] | None:
    """ "two hours and 30 minutes", "3 years, 6 months": the smaller unit's part of the value."""
    at = k + 1 if w.at(k) in ("and", ",") else k
    at = at + 1 if w.at(k) == "," and w.at(at) == "and" else at
    found = measured(w, at) if at > k or w.at(at)[:1].isdecimal() else None
    if found is None or found[1] is None:
        return None
    order = ["year", "month", "week", "day", "hour", "minute", "second"]
    if unit not in order or found[2] not in order or order.index(found[2]) <= order.index(unit):
        return None
    if w.at(found[0]) in ("ago", "later", "earlier") or _is_age(w, at, found[0]):
        return None
    part = value_of(found[1], found[2])[1:]
    return found[0], part[1:] if UNITS[unit][1] else part


def _is_age(w: Words, k: int, end: int) -> bool:
    at = end + 1 if w.dash(end) else end
    return (w.at(at) in _OF_AGE or w.ahead(end, "of", "age") or w.at(k - 1) in ("aged", "age", "ages") or
            w.ahead(end, "'", "old"))  # fmt: skip


def _is_no_length(w: Words, k: int, end: int, unit: str) -> bool:
    """Units that count or name something else: "a second man", "24-hour", "a quarter of"."""
    if unit in _PLAIN_WITH_ARTICLE and w.at(k) in ("a", "an"):
        return True
    if (
        unit == "quarter"
        and w.at(end) not in ("of", "in", "ago", ",", ".", "")
        and w.at(end - 1) == "quarter"
    ):
        return not w.dash(end - 2)
    if unit == "second" and w.at(end - 1) == "second":
        return not w.dash(end - 2)
    if w.at(k) == "24" and w.dash(k + 1) and unit == "hour" and w.at(end) in _ROUND_THE_CLOCK:
        return True
    one = w.at(k) == "one" and w.at(k - 1) in _BEFORE_ONE
    return not one and w.at(k) in ("one", "some") and w.at(end - 1) in ("day", "night") and not w.dash(k + 1)


def _bare(w: Words, k: int) -> Match | None:
    """ "for years", "decades of war", "weeks"."""
    unit = UNIT_WORDS[w.at(k)]
    if unit in ("weekend", "morning", "afternoon", "evening", "night", "quarter", "second") or w.dash(k - 1):
        return None
    if w.ahead(k + 1, "earlier", "than") or w.ahead(k + 1, "later", "than"):
        return None
    if _is_age(w, k, k + 1) or (amount(w, k - 1) is not None and w.at(k - 1) not in ("a", "an")):
        return None
    if (
        w.at(k - 1) in _BEFORE_BARE
        or (w.at(k + 1) in _AFTER_BARE and not w.ahead(k, "minutes", "of"))
        or w.at(k - 1) in ("and", "or")
    ):
        return k + 1, Length(value_of(None, unit))
    return None


def _in_a_row(w: Words, k: int) -> Match | None:
    """ "the third straight year", "for a second day": as long as it has lasted."""
    at = k + 1 if w.at(k) in ("a", "the") else k
    nth = ordinal(w, at) if at > k or w.at(k) in ORDINALS else None
    if nth is None or nth[1] < 2:
        return None
    end = nth[0] + 1 if w.at(nth[0]) in _STRAIGHT else nth[0]
    unit = UNIT_WORDS.get(w.at(end))
    if unit not in _LASTING or w.at(end) != unit or w.at(end + 1) == "of":
        return None
    lasted = end > nth[0] or (w.at(k - 1) == "for" and at > k) or w.ahead(end + 1, "in", "a", "row")
    return (end + 1, Length(value_of(nth[1], unit))) if lasted else None


def _whole(w: Words, k: int) -> Match | None:
    """ "the entire year", "all day", "all week", "half a century"."""
    if w.at(k) == "all" and w.at(k + 1) in (
        "day",
        "night",
        "week",
        "month",
        "year",
        "weekend",
        "summer",
        "winter",
    ):
        unit = UNIT_WORDS.get(w.at(k + 1))
        return (k + 2, Length(value_of(1, unit))) if unit else None
    if (w.at(k) in ("the", "an") and w.at(k + 1) in ("entire", "whole")) or (
        w.at(k) == "a" and w.at(k + 1) == "whole"
    ):
        unit = UNIT_WORDS.get(w.at(k + 2))
        return (k + 3, Length(value_of(1, unit))) if unit and w.at(k + 2) not in PLURAL_UNITS else None
    return None


def repeat(w: Words, k: int) -> Match | None:
    """ "every Friday", "each year", "daily", "twice a week", "on Sundays"."""
    word = w.at(k)
    if word in REPEATS and (not w.capital(k) or w.opens(k) or w.shouted(k)):
        return k + 1, Repeat(REPEATS[word])
    if word in ("every", "each"):
        return _every(w, k + 1)
    if word in PLURAL_WEEKDAYS:
        return k + 1, Repeat(f"XXXX-WXX-{PLURAL_WEEKDAYS[word]}")
    if word in WEEKDAYS and w.at(k + 1) in ("mornings", "afternoons", "evenings", "nights"):
        return k + 2, Repeat(f"XXXX-WXX-{WEEKDAYS[word]}T{PARTS[w.at(k + 1)]}")
    if word in ("mornings", "afternoons", "evenings", "nights") and (
        w.ahead(k - 2, "in", "the") or w.at(k - 1) == "on"
    ):
        return k + 1, Repeat(f"XXXX-XX-XXT{PARTS[word]}")
    if word in PLURAL_SEASONS and w.at(k - 1) in ("in", "the", "during", "hot", "cold", "on"):
        return k + 1, Repeat(f"XXXX-{PLURAL_SEASONS[word]}")
    if word in ("weekends", "weekdays") and w.at(k - 1) in ("on", "at", "and", "during"):
        return k + 1, Repeat("XXXX-WXX-WE" if word == "weekends" else "XXXX-WXX")
    return _times(w, k)


def _every(w: Words, k: int) -> Match | None:
    other = 2 if w.at(k) in ("other", "second") and w.at(k + 1) not in ("and",) else 1
    at = k + 1 if other == 2 else k
    at = at + 1 if w.at(at) == "single" else at
    word = w.at(at)
    if word in WEEKDAYS:
        past = at + 2 if w.at(at + 1) in PARTS else at + 1
        tail = "T" + PARTS[w.at(at + 1)] if past > at + 1 else ""
        return past, Repeat(f"XXXX-WXX-{WEEKDAYS[word]}{tail}")
    if word in MONTHS and w.capital(at):
        return at + 1, Repeat(f"XXXX-{MONTHS[word]:02d}")
    if word in SEASONS:
        return at + 1, Repeat(f"XXXX-{SEASONS[word]}")
    if word in PARTS and word not in ("midnight",):
        return at + 1, Repeat(f"XXXX-XX-XXT{PARTS[word]}")
    if word in UNIT_WORDS and word not in PLURAL_UNITS:
        return at + 1, Repeat(value_of(other, UNIT_WORDS[word]))
    nth = ordinal(w, at)
    if nth and (w.at(nth[0]) in UNIT_WORDS):
        return nth[0] + 1, Repeat(value_of(nth[1], UNIT_WORDS[w.at(nth[0])]))
    found = measured(w, at)
    return (found[0], Repeat(value_of(found[1], found[2]))) if found and w.at(at) not in ("a", "an") else None


def _times(w: Words, k: int) -> Match | None:
    """ "twice a week", "three times per year"."""
    at = k + 1 if w.at(k) in ("once", "twice") else 0
    if not at:
        found = amount(w, k)
        at = found[0] + 1 if found and w.at(found[0]) == "times" else 0
    if not at or w.at(at) not in ("a", "an", "per", "every", "each"):
        return None
    unit = UNIT_WORDS.get(w.at(at + 1))
    return (at + 2, Repeat(value_of(1, unit))) if unit and w.at(at + 1) not in PLURAL_UNITS else None
