"""The time that a forecast names: "next year", "by the end of March", "within two days"."""

from __future__ import annotations

import re

from secondsource.reading.drafts import Draft
from secondsource.reading.tags import Range
from secondsource.text import Segments

_UNITS = "hour|day|week|weekend|month|quarter|year|decade|century"
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_DAYS = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_SEASONS = "spring|summer|autumn|fall|winter"
_NUMBER = (
    r"(?:a few|a couple of|a|an|\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|few)"
)
_PART = r"(?:early |late |mid |mid - )?"
_DATE = rf"(?:\d{{1,2}} )?(?:{_MONTHS})(?: \d{{1,2}}(?!\d))?(?: (?:, )?\d{{4}})?"
_DAY = rf"(?:{_DAYS})(?: (?:morning|afternoon|evening|night))?"

# Times to come, the plainest first. The time is the named group, without its preposition.
_PATTERNS = tuple(
    re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")
    for pattern in (
        r"(?P<time>tomorrow(?: (?:morning|afternoon|evening|night))?|tonight|the day after tomorrow)",
        rf"(?P<time>(?:the )?(?:next|coming) (?:{_NUMBER} )?(?:{_UNITS}|{_SEASONS}|{_MONTHS}|{_DAYS})s?)",
        r"(?P<time>(?:the )?(?:days|weeks|months|years) (?:ahead|to come))",
        rf"(?P<time>later (?:today|(?:this|in the) (?:{_UNITS}|{_SEASONS})))",
        rf"(?P<time>(?:the )?end of (?:(?:the |this |next |that )(?!day)(?:{_UNITS})|(?:{_MONTHS})|\d{{4}}))",
        rf"(?:by|until|till|before|from|starting|through) (?P<time>{_PART}(?:{_DATE}|\d{{4}}|{_DAY}|"
        rf"{_SEASONS}))",
        rf"(?:within|in|over) (?P<time>(?:the )?(?:next )?{_NUMBER} (?:more )?(?:{_UNITS})s?(?: ' time)?)",
        rf"(?:in|on|at|during) (?P<time>{_PART}(?:the )?(?:{_DATE}|20\d\d|{_DAY}|(?:{_SEASONS})(?: (?:of "
        rf")?\d{{4}})?))",
        rf"(?P<time>this (?:{_UNITS}|{_SEASONS}|{_DAYS}|afternoon|evening)|{_DAY})",
    )
)


def horizon(segments: Segments, draft: Draft) -> Range | None:
    """The words of the time that a forecast names; None where it names none. Ask of forecasts alone."""
    first, last = draft.content
    lower = [segments.word(w).lower() for w in range(first, last)]
    text = " ".join(lower)
    for pattern in _PATTERNS:
        found = pattern.search(text)
        if found:
            start, end = found.span("time")
            begin = first + text.count(" ", 0, start)
            return begin, begin + text.count(" ", start, end) + 1
    return None
