"""Days and months as they are written: "4 March 2026", "March 4", "12 JAN 90", "March of this year"."""

from __future__ import annotations

from dataclasses import replace

from secondsource.reading.times.amounts import ordinal
from secondsource.reading.times.tables import COMMON_MONTHS, MONTHS
from secondsource.reading.times.terms import Calendar, Match, Relative, Term
from secondsource.reading.times.words import APOSTROPHES, Words

_BEFORE_MONTH = frozenset(
    "in since of by until till last next this early mid late during from to through and between before "  # noqa: SIM905
    "after for around every through or past previous each following via on that".split()
)


_WHOLE_NAMES = frozenset({"may", "june", "july", "march", "april"})


_LESS_SURE = frozenset({"to", "and", "for", "or", "after", "before", "from", "by", "on", "that"})


_NAMES_BEFORE = frozenset({"mrs", "mr", "ms", "miss", "theresa", "dr", "prime", "minister", "sir", "lady"})


def year(w: Words, k: int) -> tuple[int, int] | None:
    """A year of four digits, 1000 to 2199."""
    number = w.digits(k)
    return (k + 1, number) if number is not None and len(w.at(k)) == 4 and 1000 <= number < 2200 else None


def short_year(w: Words, k: int) -> tuple[int, int] | None:
    """A year of two digits after an apostrophe: "'71"."""
    if w.at(k) in APOSTROPHES and w.joined(k + 1) and len(w.at(k + 1)) == 2:
        number = w.digits(k + 1)
        return None if number is None else (k + 2, number)
    return None


def month(w: Words, k: int) -> tuple[int, int] | None:
    """A month's name or abbreviation, with its full stop; a common word only where it looks like a month."""
    word = w.at(k)
    number = MONTHS.get(word)
    if number is None:
        return None
    if word in COMMON_MONTHS and not w.capital(k) and not (_numbered(w, k)):
        return None
    return _past_stop(w, k), number


def _numbered(w: Words, k: int) -> bool:
    """Whether a number that can be a day or a year stands beside a month's name."""
    return any(day_number(w, at) is not None or year(w, at) is not None for at in (k - 1, k + 1)) or (
        w.at(k - 1) == "of" and ordinal(w, k - 2) is not None
    )


def alone(w: Words, k: int, end: int) -> bool:
    """Whether a month's name without day and year is a month: "May" and "March" ask for a preposition."""
    word, before = w.at(k), w.at(k - 1)
    if w.dash(end) and MONTHS.get(w.at(end + 1)):
        return True
    if (before == "s" and w.at(k - 2) in APOSTROPHES) or (word == "march" and _march(w, k, end)):
        return True
    if word not in ("may", "march", "mar", "august", "dec", "sep", "jan"):
        return not (w.opens(k) and w.capital(end) and not w.shouted(k))
    if before in _NAMES_BEFORE or before not in _BEFORE_MONTH:
        return (w.dash(k - 1) and MONTHS.get(w.at(k - 2)) is not None) or before in (
            "early",
            "mid",
            "late",
            "-",
        )
    shout = w.shouted(k)
    if before in _LESS_SURE and (shout or (w.capital(end) and w.at(end) not in MONTHS)):
        return False
    return not (word == "may" and shout and before not in ("in", "since", "of", "during", "last", "next"))


def _march(w: Words, k: int, end: int) -> bool:
    """Whether a capital March in running text is the month: no walk of people, no name."""
    plain = not w.opens(k) and not w.shouted(k) and w.capital(k) and not w.capital(k - 1)
    return (
        plain
        and not w.capital(end)
        and w.at(end) not in ("on", "for", "of", "to", "against")
        and w.at(k - 1) not in ("the", "a")
    )


def _past_stop(w: Words, k: int) -> int:
    """Past a month's name, and past the full stop of one that is abbreviated."""
    word = w.at(k)
    return w.stop(k + 1) if len(word) < 6 and word not in _WHOLE_NAMES else k + 1


def day_number(w: Words, k: int) -> tuple[int, int] | None:
    """A day of the month in digits, with or without its ending: "4", "04", "4th"."""
    number = w.digits(k)
    if number is not None:
        return (k + 1, number) if 1 <= number <= 31 and len(w.at(k)) < 3 else None
    found = ordinal(w, k)
    return found if found and 1 <= found[1] <= 31 and w.at(k)[0].isdecimal() else None


def tail(w: Words, k: int) -> tuple[int, int | None, Term | None, bool]:
    """The year that may follow a day or a month: end, year, the year in other words, whether it is short."""
    at = k + 1 if w.at(k) in (",", "of", "in") else k
    found = year(w, at)
    if found and not (
        w.at(at + 1) in (",", ".") and w.joined(at + 1) and w.joined(at + 2) and w.digits(at + 2)
    ):
        return found[0], found[1], None, False
    found = short_year(w, at)
    if found:
        return found[0], found[1], None, True
    told = year_in_words(w, k + 1 if w.at(k) in ("of", ",") else k)
    return (told[0], None, told[1], False) if told else (k, None, None, False)


def year_in_words(w: Words, k: int) -> Match | None:
    """ "this year", "last year", "the same year" after a month or a day."""
    at = k + 1 if w.at(k) == "the" else k
    at = at + 1 if w.ahead(at, "that", "same") else at
    word = w.at(at)
    if w.at(at + 1) != "year":
        return None
    if word in ("this", "last", "next"):
        return at + 2, Relative("year", {"this": 0, "last": -1, "next": 1}[word])
    if word in ("that", "same", "following", "previous"):
        return at + 2, Relative("year", {"following": 1, "previous": -1}.get(word, 0), "told")
    return None


def month_first(w: Words, k: int) -> Match | None:
    """ "March 4, 2026", "March 4", "March 2026", "March of this year", "March"."""
    named = month(w, k)
    if named is None:
        return None
    at, number = named
    if w.at(at) == "the" and ordinal(w, at + 1):
        at += 1
    day = day_number(w, at) or _day_in_words(w, at)
    if day and not _counts(w, day[0]):
        end, of_year, of, short = tail(w, day[0])
        return end, _lent(w, end, Calendar(year=of_year, month=number, day=day[1], of=of, short=short))
    end, of_year, of, short = tail(w, named[0])
    if end == named[0] and not alone(w, k, end):
        return None
    return end, _lent(w, end, Calendar(year=of_year, month=number, of=of, short=short))


def _counts(w: Words, k: int) -> bool:
    """Whether the number before this word is no day: "March 4,000", "in June 12 percent", "May 3:30"."""
    if w.at(k) in (",", ".", ":") and w.joined(k) and w.joined(k + 1) and w.digits(k + 1) is not None:
        return True
    return w.at(k) in ("percent", "%", "million", "billion", "people", "per")


def _day_in_words(w: Words, k: int) -> tuple[int, int] | None:
    found = ordinal(w, k)
    return found if found and found[1] <= 31 else None


def day_first(w: Words, k: int) -> Match | None:
    """ "4 March 2026", "the 4th of March", "fourth of July", "12 JAN 90"."""
    at = k + 1 if w.at(k) == "the" else k
    day = day_number(w, at) or _day_in_words(w, at)
    if day is None or (w.joined(k) and w.at(k - 1) in (".", ",", ":", "$", "£", "€")):
        return None
    at = day[0] + 1 if w.at(day[0]) == "of" or (w.dash(day[0]) and w.joined(day[0])) else day[0]
    at = at + 1 if w.ahead(at, "the", "month", "of") else at
    named = MONTHS.get(w.at(at))
    if named is None or (w.at(at) in COMMON_MONTHS and not w.capital(at) and not _dated_after(w, at)):
        return None
    end, of_year, of, short = tail(w, _past_stop(w, at))
    if of_year is None and of is None:
        two = w.digits(end)
        if (
            two is not None
            and len(w.at(end)) == 2
            and (two > 31 or w.plain[at].isupper())
            and not _clock(w, end)
        ):
            return end + 1, Calendar(year=two, month=named, day=day[1], short=True)
    return end, _lent(w, end, Calendar(year=of_year, month=named, day=day[1], of=of, short=short))


def _clock(w: Words, k: int) -> bool:
    return w.at(k + 1) in (":", "percent", "%")


def _dated_after(w: Words, k: int) -> bool:
    """Whether a month in small letters is one: a year, a stop or a preposition follows."""
    return year(w, k + 1) is not None or not w.at(k + 1)[:1].isalpha() or w.at(k) not in ("may", "march")


def listed(w: Words, k: int) -> Match | None:
    """The first day of "4 and 6 March 2026", "3, 4 and 6 March": with the month and year of the last."""
    day = day_number(w, k)
    if day is None or (w.joined(k) and w.at(k - 1) in (".", ",", ":", "/", "-")):
        return None
    at = day[0]
    for _ in range(4):
        if w.at(at) not in ("and", ",", "or", "&"):
            return None
        at = at + 2 if w.at(at) == "," and w.at(at + 1) in ("and", "or") else at + 1
        last = day_first(w, at)
        if last and isinstance(last[1], Calendar):
            found = last[1]
            return day[0], Calendar(
                year=found.year, month=found.month, day=day[1], of=found.of, short=found.short
            )
        following = day_number(w, at)
        if following is None:
            return None
        at = following[0]
    return None


def _lent(w: Words, k: int, term: Calendar) -> Calendar:
    """A month or day without its year, with that of the next one in a list: "March and April 2017"."""
    if term.year is not None or term.of is not None or w.at(k) not in ("and", "or", ",", "/", "&"):
        return term
    at = k + 2 if w.at(k) == "," and w.at(k + 1) in ("and", "or") else k + 1
    day = day_number(w, at)
    at = day[0] if day else at
    if MONTHS.get(w.at(at)) is None or not w.capital(at):
        return term
    at = _past_stop(w, at)
    after = None if day else day_number(w, at)
    _, of_year, of, short = tail(w, after[0] if after else at)
    return replace(term, year=of_year, of=of, short=short)
