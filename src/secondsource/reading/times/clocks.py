"""Times of day: "3:30 p.m. GMT", "0600 hours", "noon", "half past seven", "2200 ON 6 DECEMBER"."""

from __future__ import annotations

import re

from secondsource.reading.times.tables import APPROXIMATE, CARDINALS, MONTHS, SPELLED_ZONES, WEEKDAYS, ZONES
from secondsource.reading.times.terms import Clock
from secondsource.reading.times.words import Words

# The word after a time of day, and the time.
Told = tuple[int, Clock]

_WORD = re.compile(r"(\d{1,2})(am|pm|a|p|h|hrs)")
_FOUR = re.compile(r"([01]\d|2[0-4])([0-5]\d)(z|h|hrs|am|pm|gmt|[ecmp][sd]t)?")
_OFFSET = re.compile(r"[+\u2212-](\d{1,2}):?(\d{2})?(?![\d.])")
_STAMP = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?", re.IGNORECASE
)
_BARE = frozenset(
    {
        "at",
        "before",
        "after",
        "of",
        "from",
        "until",
        "till",
        "by",
        "since",
        "approximately",
        "around",
        "about",
    }
)
_PAST = {"past": 1, "after": 1, "to": -1, "before": -1, "till": -1, "of": -1}
_MINUTES = {"half": 30, "quarter": 15}
_AT = frozenset(
    "at by from until till around about before after since to and between".split()  # noqa: SIM905
)


def clock(w: Words, k: int) -> Told | None:
    """A time of day that begins at a word, with its zone."""
    word = w.at(k)
    if word in ("noon", "midday"):
        end, zone = _zone(w, k + 1)
        return end, Clock(12, None, zone=zone)
    if word == "midnight":
        end, zone = _zone(w, k + 1)
        return end, Clock(24, None, zone=zone)
    if word in ("half", "quarter") or (word == "a" and w.at(k + 1) == "quarter") or word in CARDINALS:
        return _in_words(w, k + 1 if word == "a" else k)
    if not word[:1].isdecimal():
        return None
    return _with_colon(w, k) or _four_digits(w, k) or _hour(w, k)


def _half_of_day(w: Words, k: int) -> tuple[int, str] | None:
    """Past "a.m.", "pm", "p. m." and which half of the day it is."""
    word = w.at(k)
    if word in ("am", "pm"):
        return w.stop(k + 1) if w.at(k + 2)[:1].islower() else k + 1, word[0]
    if word in ("a", "p") and w.at(k + 1) == "." and w.at(k + 2) == "m":
        return (k + 4 if w.at(k + 3) == "." and w.joined(k + 3) else k + 3), word
    if word in ("a", "p") and w.at(k + 1) == "m":
        return k + 2, word
    return None


def _at_hour(hour: int, half: str | None) -> int:
    if half == "p" and hour < 12:
        return hour + 12
    return 0 if half == "a" and hour == 12 else hour


def _with_colon(w: Words, k: int) -> Told | None:
    """ "15:30", "3.30 pm", "15:30:10"."""
    hour, mark = w.digits(k), w.at(k + 1)
    if hour is None or hour > 24 or mark not in (":", ".", "h") or not (w.joined(k + 1) and w.joined(k + 2)):
        return None
    if w.joined(k) and w.at(k - 1) in (":", ".", ",", "-", "/", "$", "£", "€"):
        return None
    word = w.at(k + 2)
    minute = int(word[:2]) if word[:2].isdecimal() and len(word) in (2, 4) else 60
    glued = word[2:]
    if minute > 59 or glued not in ("", "am", "pm"):
        return None
    end, second = _seconds(w, k + 3) if mark == ":" else (k + 3, None)
    if _goes_on(w, end):
        return None
    half = (end, glued[0]) if glued else _half_of_day(w, end)
    past, zone = _zone(w, half[0] if half else _hours_word(w, end))
    bare = half is None and zone is None
    if bare and not _sure(w, k, end, mark=mark, named=past > end, seconds=second is not None):
        return None
    hour = _at_hour(hour, half[1] if half else None)
    return past, Clock(hour, minute, second, zone, open=bare and hour < 13)


def _seconds(w: Words, k: int) -> tuple[int, int | None]:
    """Past the seconds that stand against the minutes, and what they are."""
    found = w.digits(k + 1) if w.at(k) == ":" and w.joined(k) and w.joined(k + 1) else None
    return (k + 2, found) if found is not None and found < 60 and len(w.at(k + 1)) == 2 else (k, None)


def _goes_on(w: Words, k: int) -> bool:
    """Whether further digits stand against those read: a score, a version, a code."""
    marks = w.at(k) in (":", ".", ",", "-") and w.joined(k) and w.joined(k + 1)
    return marks and w.digits(k + 1) is not None


def _sure(w: Words, k: int, end: int, *, mark: str, named: bool, seconds: bool) -> bool:
    """Whether digits with neither half of the day nor zone are a time.

    2:05:46 by itself is how long a race took.
    """
    if seconds and w.at(k - 1) not in _AT and not _dated_before(w, k):
        return False
    return named or (mark != "." and (mark != ":" or _may_be_clock(w, k, end)))


def _may_be_clock(w: Words, k: int, end: int) -> bool:
    """Whether "10:30" without a.m., p.m. or zone is a time: not a verse, a score or a ratio."""
    if _dated_before(w, k):
        return True
    before = w.at(k - 1)
    if (
        before in _AT
        or before in ("on", "of", "(", ",", "")
        or before in WEEKDAYS
        or before in ("today", "yesterday", "tomorrow")
    ):
        return (
            not w.capital(k - 1)
            or before in WEEKDAYS
            or before in ("today", "at")
            or w.opens(k - 1)
            or w.shouted(k)
        )
    if w.at(end) in ("to", "-", "–") and w.digits(end + 1) is not None and w.at(end + 2) == ":":
        return True
    after = w.at(end + 1) if w.at(end) in ("on", ",") else w.at(end)
    return after in WEEKDAYS or after in MONTHS or after in ("today", "yesterday", "tomorrow", "local")


def _dated_before(w: Words, k: int) -> bool:
    """Whether a year stands before a time of day: "23.04.2022 14:55"."""
    before = w.at(k - 1)
    return before.isdecimal() and len(before) == 4 and before[:2] in ("19", "20")


def _hours_word(w: Words, k: int) -> int:
    return k + 1 if w.at(k) in ("hours", "hrs", "hour") else k


def _four_digits(w: Words, k: int) -> Told | None:
    """ "0600 hours", "1630 GMT", "2200 on 6 December"; four bare digits only beside such words."""
    found = _FOUR.fullmatch(w.at(k))
    if found is None or (w.joined(k) and w.at(k - 1) in "-/.,:$£€+#"):
        return None
    hour, minute, mark = int(found.group(1)), int(found.group(2)), found.group(3)
    if hour == 24 and minute:
        return None
    end = k + 1
    half = (end, mark[0]) if mark in ("am", "pm") else _half_of_day(w, end)
    if half:
        end = half[0]
        hour = _at_hour(hour, half[1])
    named = _hours_word(w, end)
    past, zone = _zone(w, named)
    sure = mark is not None or half is not None or past > end
    if not sure and not _dated(w, k):
        return None
    if (
        mark is None
        and half is None
        and zone is None
        and w.at(k)[0] != "0"
        and w.at(k - 1) not in _AT
        and not _dated(w, past - 1)
    ):
        return None  # 1600 hours may be a length
    glued = {"z": "z", "gmt": "z"}.get(mark or "", mark if mark in ZONES else zone)
    return past, Clock(hour, minute, zone=glued)


def plain(w: Words, k: int) -> Told | None:
    """Four digits as a time of day, where what stands before leaves no doubt."""
    found = _FOUR.fullmatch(w.at(k))
    if found is None or found.group(3):
        return None
    end, zone = _zone(w, _hours_word(w, k + 1))
    return end, Clock(int(found.group(1)), int(found.group(2)), zone=zone)


def _dated(w: Words, k: int) -> bool:
    """Whether a day follows four bare digits, or they begin with 0 after "at"."""
    after = k + 2 if w.at(k + 1) in ("on", ",") else k + 1
    day = w.digits(after)
    if w.at(k + 1) == "on" and day is not None and w.at(after + 1) in MONTHS:
        return True
    if w.at(k + 1) == "(" and _FOUR.fullmatch(w.at(k + 2)) and w.at(k + 3) in ZONES:
        return True
    if (
        w.at(k)[0] == "0"
        and w.at(k - 1) in _BARE
        and (w.at(k + 1) in _AT or w.at(k + 1) == "today" or not w.at(k + 1)[:1].isalpha())
    ):
        return True
    if w.at(k - 1) == "between" or (w.at(k - 1) == "and" and w.at(k - 3) == "between"):
        other = w.at(k + 2) if w.at(k - 1) == "between" else w.at(k - 2)
        return other.isdecimal() and len(other) == 4 and "0" in (other[0], w.at(k)[0])
    at = k - 2 if w.at(k - 1) in APPROXIMATE else k - 1
    return (
        w.at(at) == "at"
        and not (w.capital(k + 1) and not w.shouted(k))
        and w.at(k + 1) not in ("people", "percent")
    )


def _hour(w: Words, k: int) -> Told | None:
    """ "3 p.m.", "3pm", "7 o'clock", "15h"."""
    found = _WORD.fullmatch(w.at(k))
    if w.joined(k) and w.at(k - 1) in (":", ".", ",", "$", "£", "€"):
        return None
    if found and found.group(2) in ("a", "p") and w.at(k + 1) == "." and w.at(k + 2) == "m":
        end, zone = _zone(w, w.stop(k + 3))
        return end, Clock(_at_hour(int(found.group(1)), found.group(2)), None, zone=zone)
    if found:
        hour, mark = int(found.group(1)), found.group(2)
        if mark not in ("am", "pm") or hour > 12:
            return None
        end, zone = _zone(w, k + 1)
        return end, Clock(_at_hour(hour, mark[0]), None, zone=zone)
    hour_only = w.digits(k)
    if hour_only is None or hour_only > 24 or len(w.at(k)) > 2:
        return None
    half = _half_of_day(w, k + 1) if hour_only < 13 else None
    if half and not (w.at(k + 1) == "am" and w.at(k - 1) in ("i",)):
        end, zone = _zone(w, half[0])
        return end, Clock(_at_hour(hour_only, half[1]), None, zone=zone)
    if _oclock(w, k + 1):
        end, zone = _zone(w, k + 4 if w.at(k + 2) in ("'", "’", "`") else k + 2)
        return end, Clock(hour_only, None, zone=zone, open=hour_only < 13)
    if w.at(k - 1) == "at" and w.at(k + 1) in ZONES and w.plain[k + 1].isupper():
        end, zone = _zone(w, k + 1)
        return end, Clock(hour_only, None, zone=zone)
    return None


def _oclock(w: Words, k: int) -> bool:
    return w.at(k) == "oclock" or (w.at(k) == "o" and w.at(k + 2) == "clock")


def _in_words(w: Words, k: int) -> Told | None:
    """ "half past seven", "quarter to nine", "seven o'clock", "ten p.m."."""
    minutes = _MINUTES.get(w.at(k), CARDINALS.get(w.at(k)))
    at = k + 2 if w.at(k + 1) in ("minutes", "min", "minute") else k + 1
    side = _PAST.get(w.at(at))
    hour = CARDINALS.get(w.at(at + 1), w.digits(at + 1))
    if side and minutes and hour and hour < 13 and minutes < 60 and (w.at(k) in _MINUTES or at > k + 1):
        end = at + 2
        end = end + 3 if _oclock(w, end) and w.at(end) == "o" else end
        half = _half_of_day(w, end)
        full = _at_hour(hour, half[1] if half else None)
        whole = 60 * full + side * minutes
        return (half[0] if half else end), Clock(whole // 60 % 24, whole % 60, open=half is None)
    hour = CARDINALS.get(w.at(k))
    if hour and hour < 13:
        if _oclock(w, k + 1):
            return (k + 4 if w.at(k + 1) == "o" else k + 2), Clock(hour, None, open=True)
        half = _half_of_day(w, k + 1)
        if half and (w.at(k + 1) != "a" or w.at(k + 2) == "."):
            return half[0], Clock(_at_hour(hour, half[1]), None)
    return None


def _zone(w: Words, k: int) -> tuple[int, str | None]:
    """Past a zone, and its name: "GMT", "Eastern time", "local time", "GMT+2"."""
    at = k + 1 if w.at(k) == "(" and w.at(k + 2) == ")" else k
    word = w.at(at)
    if word in SPELLED_ZONES:
        named = at + 2 if w.at(at + 1) in ("standard", "daylight", "summer") else at + 1
        return (named + 1, word) if w.at(named) == "time" else (k, None)
    if word == "moscow" and w.at(at + 1) == "time":
        return at + 2, "msk"
    if w.at(at + 1) == "time" and w.capital(at) and word.isalpha() and word not in ZONES:
        return at + 2, "local"  # "Tongan time", "Baghdad time"
    if word not in ZONES or not w.plain[at].isupper():
        return k, None
    end = at + 1
    if word in ("gmt", "utc") and end < w.limit:
        found = _OFFSET.match(w.text, w.starts[end]) if w.joined(end) else None
        if found:
            return w.word_at(found.end()), word + found.group(0)
    end = end + 1 if w.at(end) == "time" else end
    return (end + 1 if at > k else end), word


def stamp(w: Words, k: int) -> tuple[int, tuple[int, int, int], Clock] | None:
    """ "2026-03-04T15:30:00Z": its end, its day and its time of day."""
    found = _STAMP.match(w.text, w.starts[k])
    if found is None:
        return None
    y, m, d, hour, minute = (int(found.group(n)) for n in range(1, 6))
    if hour > 24 or minute > 59:
        return None
    end = w.word_at(found.end())
    second = int(found.group(6)) if found.group(6) else None
    zone = found.group(7)
    return end, (y, m, d), Clock(hour, minute, second if second is None or second < 60 else 59,
                                 None if zone is None else "z" if zone in "Zz" else "utc" + zone)  # fmt: skip


def offset(zone: str) -> int | None:
    """Minutes east of Greenwich of a zone's name; None where it is not known or means several."""
    if zone in ZONES:
        return ZONES[zone]
    found = _OFFSET.search(zone)
    if found is None:
        return None
    hours, minutes = int(found.group(1)), int(found.group(2) or 0)
    if hours > 14 or minutes > 59:
        return None
    return (60 * hours + minutes) * (1 if found.group(0)[0] == "+" else -1)
