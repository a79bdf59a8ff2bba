"""Years that stand by themselves, and runs of them: four digits are one only where their neighbours allow."""

from __future__ import annotations

from secondsource.reading.times.amounts import below_hundred as _below_hundred
from secondsource.reading.times.dates import year
from secondsource.reading.times.tables import MODIFIERS, MONTHS, PLURAL_UNITS, SEASONS, WEEKDAYS, ZONES
from secondsource.reading.times.terms import Calendar, Era, Match, Relative
from secondsource.reading.times.words import APOSTROPHES, DASHES, Words

_BEFORE = frozenset(
    "in since of from by until till before after during to through between early late mid around "  # noqa: SIM905
    "circa back throughout year post pre for versus vs than summer spring winter autumn fall "
    "fiscal calendar due".split()
)
_LEADING = _BEFORE | frozenset({*MODIFIERS, *MONTHS, *SEASONS, *WEEKDAYS})
# What happens again and goes by its year: "the Summit 2016".
_EVENTS = frozenset(
    "summit olympics games cup fest festival expo conference convention championship championships "  # noqa: SIM905
    "forum awards election elections eurovision congress bill act budget".split()
)
_LOOSE = frozenset("as about until despite like with on at under against over without".split())  # noqa: SIM905
_DETERMINERS = frozenset(
    "the a an its his her their our this that every each another both either ©".split()  # noqa: SIM905
)
_VERBS = frozenset(
    "was is will saw has had marked brought may would could and that when where which".split()  # noqa: SIM905
)
# Words that are no plural nouns although they end in s.
_NO_PLURAL = frozenset(
    [
        "was",
        "is",
        "has",
        "as",
        "its",
        "his",
        "this",
        "thus",
        "does",
        "us",
        "congress",
        "crisis",
        "series",
        "across",
        "towards",
    ]
)
_MEASURES = frozenset(
    "percent euros dollars pounds people meters metres kilometers kilometres miles feet tons tonnes "  # noqa: SIM905
    "barrels men women km kg m lb troops soldiers members points votes words pages rpm mph hp km/h "
    "million billion children children's hours homes acres hectares workers residents civilians "
    "employees jobs calories".split()
)
_NUMBERING = frozenset(
    "resolution no no. number nos room flight route highway boeing airbus article section page pages "  # noqa: SIM905
    "case bill decree windows area peugeot model chapter line level ship hull apartment unit code iso "
    "form".split()
)


def lone_year(w: Words, k: int) -> Match | None:
    """A year by itself: after a preposition, in brackets, beside another year, or before what it dates."""
    found = year(w, k)
    if found is None:
        return _named_year(w, k)
    end, number = found
    if (
        _attached(w, k, end)
        or w.at(k - 1) in _NUMBERING
        or w.at(end) in _MEASURES
        or w.at(end) in PLURAL_UNITS
    ):
        return None
    if w.at(end) in ("people", "hours") or (w.at(end) in ZONES and w.plain[end].isupper()):
        return None
    counted = _plural(w, end) and (number % 100 == 0 or number < 1800)
    if counted and w.at(k - 1) != "year":
        return None
    return (
        (end, Calendar(year=number, document=_dates_noun(w, k, end))) if _placed(w, k, end, number) else None
    )


def _named_year(w: Words, k: int) -> Match | None:
    """ "the year 2030"."""
    at = k + 1 if w.at(k) == "the" else k
    if w.at(at) == "year":
        found = year(w, at + 1)
        return (found[0], Calendar(year=found[1])) if found else None
    return None


def _attached(w: Words, k: int, end: int) -> bool:
    """Whether the digits are part of something longer: a price, a telephone number, a code, a decimal."""
    numbered = w.at(k - 1) in DASHES and w.digits(k - 2) is not None and w.joined(k - 1)
    if w.joined(k) and (w.at(k - 1) in "$£€#+/.:,&@_*=%^~\\" or numbered):
        return True
    if w.joined(end) and w.at(end) in "%$£€°@_*=^~\\":
        return True
    after = w.digits(end + 1)
    if w.joined(end) and w.joined(end + 1) and after is not None and w.at(end) in ",.:/-–":
        return not (w.at(end) in "-–/" and _second(w, k, end) is not None)
    return w.at(k - 1) in ("$", "£", "€", "us$", "#", "no", "tel")


def _plural(w: Words, k: int) -> bool:
    word = w.at(k)
    return (
        len(word) > 3
        and word.endswith("s")
        and not word.endswith(("ss", "us"))
        and word not in _NO_PLURAL
        and not w.capital(k)
    )


def _dates_noun(w: Words, k: int, end: int) -> bool:
    """Whether the year stands before a noun, as in "a 2021 report"."""
    return w.at(k - 1) in _DETERMINERS and w.at(end).isalpha()


def _placed(w: Words, k: int, end: int, number: int) -> bool:
    """Whether the words on both sides allow four digits to be a year."""
    before, after = w.at(k - 1), w.at(end)
    if before in _LEADING:
        return True
    if before == "(" and number < 1700 and after not in (")", "-", "–", "—", ",", ";"):
        return False
    if before == "(" or (after == ")" and 1700 < number < 2100):
        return after in (")", ",", ";", "-", "–", ":") or after[:1].isalpha()
    if before in DASHES and w.at(k - 2) in ("mid", "early", "late", "pre", "post"):
        return True
    modern = 1800 <= number < 2100
    if modern and _beside(w, k, end):
        return True
    if before in ("and", "or", ",", "&", "to", "/") or before in DASHES:
        return year(w, k - 2) is not None or (before in ("and", "or") and modern and w.at(k - 3) in _BEFORE)
    return modern and _before_noun(w, k, end, number)


def _beside(w: Words, k: int, end: int) -> bool:
    """A year with its genitive, before another year or a title in quotation marks, or in a list of works."""
    before, after = w.at(k - 1), w.at(end)
    if w.joined(end) and after in APOSTROPHES and w.at(end + 1) == "s":
        return True
    if before == "©":
        return True
    if before in _DETERMINERS:
        return (after in ("and", "or", ",") and year(w, end + 1) is not None) or after in ('"', "“", "‘")
    if before in _EVENTS and w.capital(k - 1) and not after[:1].isdecimal():
        return True
    return (before == "," and after in (";", ")")) or (after == ";" and w.capital(k - 1))


def _before_noun(w: Words, k: int, end: int, number: int) -> bool:
    """A year that dates the noun after it ("the 2008 crisis"), or that opens its sentence."""
    before, after = w.at(k - 1), w.at(end)
    dates = after[:1].isalpha() and after not in _VERBS
    if before in _DETERMINERS or (before == "s" and w.joined(k - 1)):
        return dates
    if w.opens(k):
        heads = after == "" and (k == 0 or w.paragraph[k - 1] != w.paragraph[k])
        return heads or after[:1].isalpha() or after in (":", ",")
    if before in _LOOSE:
        return dates and 1900 <= number < 2050
    plain = before[:1].isalpha() and not w.capital(k - 1) and after.isalpha() and after not in _VERBS
    return plain and 1950 <= number < 2050


def _second(w: Words, k: int, mark: int) -> int | None:
    """The second year of "2018-19" or "2002-2005", where there is one after a mark."""
    first, second = w.digits(k), w.digits(mark + 1)
    if first is None or second is None:
        return None
    written = len(w.at(mark + 1))
    if written == 4 and first < second < first + 400:
        return second
    if written == 2 and 0 < second - first % 100 <= 60:
        return first - first % 100 + second
    if written == 2 and second % 100 - first % 100 > 60:
        return None
    return first + 1 if written == 2 and second == (first + 1) % 100 else None


def _goes_on(w: Words, k: int) -> bool:
    """Whether further digits stand against what was read: a telephone number, a date, a code."""
    return (
        w.at(k) in ("-", "–", "/", ".", ",")
        and w.joined(k)
        and w.joined(k + 1)
        and w.digits(k + 1) is not None
    )


def years(w: Words, k: int) -> Match | None:
    """ "2018-19", "2002–2005", "2017/18": both years, whatever lies between."""
    found = year(w, k)
    if found is None or (w.joined(k) and (w.at(k - 1) in DASHES or w.at(k - 1) in "/.+#$")):
        return None
    mark = found[0]
    if not (w.dash(mark) or w.at(mark) == "/") or _goes_on(w, mark + 2):
        return None
    second = _second(w, k, mark)
    if second is None or (w.joined(mark) != w.joined(mark + 1)) or w.at(mark + 2) in ("percent", "%"):
        return None
    if 1 <= (w.digits(mark + 1) or 0) <= 12 and len(w.at(mark + 1)) == 2 and second != found[1] + 1:
        return None
    return mark + 2, Era("years", found[1], last=second)


def spelled(w: Words, k: int) -> Match | None:
    """ "in nineteen ninety-six", "of twenty fifteen": a year in words, after a preposition."""
    if w.at(k - 1) not in ("in", "of", "since", "until", "by", "from", "to", "year", "before", "after"):
        return None
    century = {"seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20}[w.at(k)]
    rest = _below_hundred(w, k + 1)
    if rest is None or not 10 <= rest[1] < 100 or w.at(rest[0]) in PLURAL_UNITS:
        return None
    return rest[0], Calendar(year=100 * century + rest[1])


def fiscal(w: Words, k: int) -> Match | None:
    """ "fiscal 2024", "fiscal year 2024", "FY24", "the 2024 financial year", "the 2023-24 fiscal year"."""
    word = w.at(k)
    if word.startswith("fy") and w.plain[k].isupper():
        number = (
            int(word[2:])
            if word[2:].isdecimal() and len(word) in (4, 6)
            else w.digits(k + 1)
            if word == "fy"
            else None
        )
        if number is not None and (number < 100 or 1900 < number < 2200):
            end = k + 1 if len(word) > 2 else k + 2
            return end, Era("fiscal", number if number > 99 else 2000 + number)
    if word in ("fiscal", "financial"):
        at = k + 2 if w.at(k + 1) == "year" else k + 1
        found = year(w, at)
        return (found[0], Era("fiscal", found[1])) if found else None
    return _before_fiscal(w, k + 1 if word == "the" else k)


def _before_fiscal(w: Words, k: int) -> Match | None:
    run = years(w, k)
    first = year(w, k)
    end = run[0] if run else first[0] if first else 0
    if not end or w.at(end) not in ("fiscal", "financial", "budget", "tax", "school", "academic"):
        return None
    if w.at(end + 1) != "year":
        return None
    if run:
        return end + 2, run[1]
    return (end + 2, Era("fiscal", first[1])) if first else None


def fiscal_relative(w: Words, k: int) -> Match | None:
    """ "this fiscal year", "the current financial year", "last fiscal year"."""
    at = k + 1 if w.at(k) == "the" else k
    offset = {"last": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "prior": -1}.get(
        w.at(at)
    )
    if offset is None or w.at(at + 1) not in (
        "fiscal",
        "financial",
        "calendar",
        "school",
        "academic",
        "budget",
        "tax",
    ):
        return None
    return (at + 3, Relative("year", offset)) if w.at(at + 2) == "year" else None
