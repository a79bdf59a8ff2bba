"""Where an expression of time can stand: the words that only times hold, and those that may lead one in."""

from __future__ import annotations

from secondsource.reading.times.tables import (
    APPROXIMATE,
    CARDINALS,
    DECADES,
    DEICTIC_DAYS,
    EARLY_LATE,
    EDGES,
    HOLIDAY_STARTS,
    LONG_WORDS,
    MONTHS,
    ORDINALS,
    PARTS,
    PLURAL_SEASONS,
    PLURAL_WEEKDAYS,
    POINTING,
    REFERENCES,
    REPEATS,
    SEASONS,
    UNCOUNTED,
    UNIT_WORDS,
    WEEKDAYS,
)
from secondsource.reading.times.words import APOSTROPHES

REACH = 9  # words that may lead an expression in before its first sign

QUARTER_WORDS = frozenset(f"{a}{b}" for n in "1234" for a, b in (("q", n), (n, "q"))) | {"h1", "h2"}
MID_WORDS = frozenset("mid" + word for word in ("year", "week", "month", *SEASONS))
SIGNS = frozenset(
    {
        *MONTHS, *WEEKDAYS, *PLURAL_WEEKDAYS, *UNIT_WORDS, *LONG_WORDS, *PARTS, *SEASONS,
        *PLURAL_SEASONS, *DECADES, *DEICTIC_DAYS, *REFERENCES, *REPEATS, *QUARTER_WORDS, *MID_WORDS,
        "overnight", "noon", "noontime", "century", "centuries", "clock", "oclock", "fiscal",
        "financial", "present", "now", "ad", "weekdays", "yearend", "fy", "christmas", "xmas", "easter",
        "thanksgiving", "halloween", "pentecost", "epiphany", "juneteenth", "mardi", "mayo", "am", "pm",
        "nineteen", "date", "writing", "time", "nowadays", "currently", "lately", "future", "moment",
        "past", "half", "point", "soon", "earlier",
    }
)  # fmt: skip
OPENERS = SIGNS | frozenset(
    {
        *POINTING, *EARLY_LATE, *EDGES, *APPROXIMATE, *CARDINALS, *ORDINALS, *UNCOUNTED, *HOLIDAY_STARTS,
        *APOSTROPHES, "the", "a", "an", "these", "those", "recent", "first", "final", "opening",
        "closing", "turn", "rest", "remainder", "latter", "from", "between", "starting", "half",
        "quarter", "more", "less", "at", "no", "fewer", "longer", "every", "each", "once", "twice",
        "all", "up", "under", "year", "its", "their", "his", "right", "some", "only", "very", "hundred",
        "thousand", "predawn", "small", "over", "well", "another", "mid",
    }
)  # fmt: skip
