"""Quarters, halves and seasons of a year; decades, centuries and years before the common era."""

from __future__ import annotations

import re

from secondsource.reading.times.amounts import ordinal
from secondsource.reading.times.dates import short_year, year, year_in_words
from secondsource.reading.times.tables import DECADES, MONTHS, QUARTERS, SEASONS
from secondsource.reading.times.terms import Calendar, Era, Fraction, Match, Relative, Term
from secondsource.reading.times.words import APOSTROPHES, Words

# What says that a quarter is the one told, of another year.
_ALIKE = frozenset({"same", "like", "comparable", "corresponding", "similar"})
_YEARS_WORD = re.compile(r"(\d{2,4})s")


_QUARTER_WORD = re.compile(r"(?:q([1-4])|([1-4])q)(\d{2}|\d{4})?")


_HALF_WORD = re.compile(r"(?:h([12])|([12])h)(\d{2}|\d{4})?")


def quarter(w: Words, k: int) -> Match | None:
    """ "Q3 2024", "third quarter of last year", "second half", "2024 Q3"."""
    at = k + 1 if w.at(k) == "the" and not w.dash(k + 2) else k
    at = at + 1 if w.at(at) == "fiscal" else at
    lead = year(w, at)
    found = _quarter_word(
        w, (lead[0] + 1 if w.dash(lead[0]) and w.joined(lead[0]) else lead[0]) if lead else at
    )
    if found is None:
        return None
    end, kind, number, given = found
    if lead or given is not None:
        return end, Fraction(kind, number, year=lead[1] if lead else given)  # type: ignore[arg-type]
    if w.dash(end) and w.joined(end) and (tail := year(w, end + 1)):
        return tail[0], Fraction(kind, number, year=tail[1])  # type: ignore[arg-type]
    tail_end, of_year, of = fiscal_tail(w, end)
    if kind == "half" and tail_end == end and not _of_a_year(w, at):
        return None  # of a match, as far as anything tells
    return tail_end, Fraction(kind, number, year=of_year, of=of)  # type: ignore[arg-type]


def _quarter_word(w: Words, k: int) -> tuple[int, str, int, int | None] | None:
    word = w.at(k)
    for pattern, kind in ((_QUARTER_WORD, "quarter"), (_HALF_WORD, "half")):
        found = pattern.fullmatch(word) if len(word) < 7 else None
        if found and (w.capital(k) or word[0].isdecimal() or _year_beside(w, k)):
            given = found.group(3)
            full = None if given is None else int(given) if len(given) == 4 else 2000 + int(given)
            return k + 1, kind, int(found.group(1) or found.group(2)), full
    month = MONTHS.get(word, 1) if w.capital(k) else 1
    if month % 3 == 0 and w.at(k + 1) == "quarter" and not w.at(k - 1).isdecimal():
        return k + 2, "quarter", month // 3, None  # "the June quarter" ends in June
    number = QUARTERS.get(word)
    at = k + 2 if w.dash(k + 1) else k + 1
    at = at + 1 if w.at(at) in ("fiscal", "calendar", "financial") else at
    if number and w.at(at) == "quarter" and w.at(at + 1) not in ("final", "finals", "final", "century"):
        return at + 1, "quarter", number, None
    if number and number < 3 and word != "final" and w.at(at) == "half":
        return at + 1, "half", number, None
    return None


_ACCOUNTS = frozenset(
    "profit profits earnings sales revenue revenues income results loss losses exports imports output "  # noqa: SIM905
    "growth economy deficit production shipments $ % percent £ € inflation orders turnover dividend".split()
)


def _of_a_year(w: Words, k: int) -> bool:
    """Whether a half is one of a year: "h1", "last year's first half", or among words of money and trade."""
    year_before = w.at(k - 1) == "s" and (w.at(k - 3) == "year" or year(w, k - 3) is not None)
    if year_before or w.at(k - 1) in ("ago", "earlier") or w.at(k)[1:].isdecimal() or w.at(k)[0].isdecimal():
        return True
    near = range(max(0, k - 25), min(len(w.lower), k + 25))
    return any(w.lower[at] in _ACCOUNTS for at in near if w.sentence[at] == w.sentence[k])


def _year_beside(w: Words, k: int) -> bool:
    """Whether a year stands before or after a word: "2017-q1", "q3 2019", "q1 of 2017"."""
    return any(year(w, at) is not None for at in (k - 2, k - 1, k + 1, k + 2))


def quarter_of_year(w: Words, k: int) -> Match | None:
    """ "the 1988 quarter", "the same quarter of 1988", "the like quarter last year": of the one told."""
    at = k + 1 if w.at(k) == "the" else k
    found = year(w, at)
    if found and at > k and w.at(found[0]) in ("quarter", "period"):
        return found[0] + 1, Relative("quarter", 0, "told", found[1])
    if w.at(at) not in _ALIKE or w.at(at + 1) != "quarter":
        return None
    end = at + 3 if w.at(at + 2) in ("of", "in") else at + 2
    if found := year(w, end):
        return found[0], Relative("quarter", 0, "told", found[1])
    if w.ahead(end, "last", "year"):
        return end + 2, Relative("quarter", -4, "told")
    if w.ahead(end, "a", "year") and w.at(end + 2) in ("ago", "earlier", "before"):
        return end + 3, Relative("quarter", -4, "told")
    return None


def fiscal_tail(w: Words, k: int) -> tuple[int, int | None, Term | None]:
    """The year after a quarter or season: "of 2024", "2024", "of last year", "of fiscal 2024"."""
    at = k + 1 if w.at(k) in ("of", "in", ",") else k
    at = at + 1 if w.at(at) in ("fiscal", "calendar", "financial") else at
    found = year(w, at)
    if found:
        return found[0], found[1], None
    short = short_year(w, at)
    if short:
        return short[0], (1900 if short[1] > 50 else 2000) + short[1], None
    told = year_in_words(w, k + 1 if w.at(k) == "of" else k)
    if told:
        return told[0], None, told[1]
    if w.ahead(k, "of", "the", "year"):
        return k + 3, None, None
    return k, None, None


def season(w: Words, k: int) -> Match | None:
    """ "the summer of 2010", "summer 2010", "the winter of 1776-77"; a bare one by its neighbours."""
    at = k + 1 if w.at(k) == "the" else k
    name = SEASONS.get(w.at(at))
    if name is None:
        return None
    end, of_year, of = fiscal_tail(w, at + 1)
    if end > at + 1:
        if of_year is None and of is None:
            end = at + 1
        tail = _second_year(w, end, of_year)
        return tail, Fraction("season", name, year=of_year, of=of)
    return (end, Fraction("season", name)) if _season_alone(w, k, at) else None


def _second_year(w: Words, k: int, first: int | None) -> int:
    """Past the second year of "the winter of 1776-77"."""
    if first is not None and (w.dash(k) or w.at(k) == "/"):
        second = w.digits(k + 1)
        if second is not None and second in (first + 1, (first + 1) % 100):
            return k + 2
    return k


_BEFORE_SEASON = frozenset(
    "in since by until during over through of throughout before after for early late mid -".split()  # noqa: SIM905
)


def _season_alone(w: Words, k: int, at: int) -> bool:
    before, name = w.at(k - 1), w.at(at)
    if before not in _BEFORE_SEASON:
        return False
    if name == "spring" and w.at(at + 1) in ("water", "of", "break"):
        return False
    if name == "fall":
        return (
            before in ("in", "during", "since", "by") and at > k and w.at(at + 1) not in ("of", "in", "from")
        )
    return at > k or before in ("in", "since", "by", "until", "early", "late", "mid", "-", "during")


def era(w: Words, k: int) -> Match | None:
    """ "the 1990s", "the '90s", "the nineties", "the 21st century", "19th and 20th centuries", "575 B.C."."""
    at = k + 1 if w.at(k) == "the" else k
    return _decade(w, at) or _century(w, at) or _before_common(w, at)


def _decade(w: Words, k: int) -> Match | None:
    at = k + 1 if w.at(k) in APOSTROPHES and w.joined(k + 1) else k
    word, end = w.at(at), at + 1
    found = _YEARS_WORD.fullmatch(word) if word[:1].isdecimal() else None
    number = int(found.group(1)) if found else None
    if (
        number is None
        and year(w, at)
        and w.at(at + 1) in APOSTROPHES
        and w.at(at + 2) == "s"
        and w.joined(at + 2)
    ):
        number, end = (w.digits(at) or 0), at + 3
        if number % 10:
            return None
    if number is None:
        number = DECADES.get(word) if w.at(k - 1) == "the" or w.at(k - 2) == "the" else None
        if number is None or w.at(k - 1) in ("his", "her", "their", "my"):
            return None
    if number % 10 or (found and len(found.group(1)) == 3):
        return None
    if number < 100:
        if (at == k and w.at(k - 1) not in ("the", "early", "late", "mid", "-", "in")) or w.at(k - 1) in (
            "his",
            "her",
            "their",
        ):
            return None
        number += 1900 if number > 20 else 2000
    if number % 100 == 0 and number < 2000:
        return end, Era("hundred", number)
    return end, Era("decade", number)


def _century(w: Words, k: int) -> Match | None:
    found = ordinal(w, k)
    if found is None or found[1] > 30:
        return None
    end, first = found
    last = first
    if w.at(end) in ("and", "to", "or") or w.dash(end):
        second = ordinal(w, end + 1)
        if second and w.at(second[0]) == "centuries":
            end, last = second[0], second[1]
    at = end + 1 if w.dash(end) else end
    if w.at(at) not in ("century", "centuries"):
        return None
    end, before = _era_mark(w, at + 1)
    return end, Era("century", first, last=last, before=before)


def _era_mark(w: Words, k: int) -> tuple[int, bool]:
    """Past "BC", "B.C.", "AD", "CE", "BCE", and whether it is before the common era."""
    for letters, before in (("bce", True), ("bc", True), ("ad", False), ("ce", False)):
        if w.at(k) == letters and w.plain[k].isupper():
            return k + 1, before
        at = k
        for letter in letters:
            at = w.stop(at + 1) if w.at(at) == letter and w.capital(at) else -9
        if at > k + 1:
            return at, before
    return k, False


def _before_common(w: Words, k: int) -> Match | None:
    number = w.digits(k)
    if w.at(k) == "ad" and w.plain[k].isupper() and w.digits(k + 1):
        return k + 2, Calendar(year=w.digits(k + 1))
    if number is None or not 0 < number < 10000:
        return None
    end, before = _era_mark(w, k + 1)
    if end == k + 1:
        return None
    return end, Era("years", number, last=number, before=True) if before else Calendar(year=number)
