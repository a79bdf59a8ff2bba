"""What is asked of a ledger: words and phrases, and filters, checked and folded. No SQL here.

A query finds what has all of its words and fulfils all of its filters; of the values of one filter any will
do. There are no operators: AND, OR, NOT, NEAR, `*` and `:` are words and marks like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from secondsource.errors import UsageError
from secondsource.ledger import bounds, facets
from secondsource.ledger.folding import key, words
from secondsource.model.statement import BasisKind, Level, Polarity

# FTS5 takes an expression of at most 256 parts, and nobody types more.
MOST_TERMS = 64
MOST_WORDS = 256
_QUOTED = re.compile('["\u201c\u201d\u201e\u00ab\u00bb]')
_FIGURE = r"[-+]?\d[\d,_]*(?:\.\d+)?"
# What is counted stands behind a blank, or is a sign such as % right behind the figure.
_COUNTED = r"(?:\s+(?=[^\W\d])|(?=[^\w\s.,]))"
_RANGE = re.compile(rf"({_FIGURE})?\s*\.\.\s*({_FIGURE})?(?:{_COUNTED}(.+))?")
_COMPARED = re.compile(rf"(>=|<=|>|<|=)?\s*({_FIGURE})(?:{_COUNTED}(.+))?")
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2}(?:[T ].*)?)?)?")
_COUNTRY = re.compile(r"[A-Z]{2}")

# A phrase: folded words that stand one after the other.
Term = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Figures asked for. low and high are the ends (`bounds.OPEN` for none); over, under leave the end out.

    unit: the folded unit or words of what is counted, "" for any.
    """

    low: float = -bounds.OPEN
    high: float = bounds.OPEN
    over: bool = False
    under: bool = False
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place asked for: by folded name, by number of the gazetteer, or a country whose places all count."""

    name: str | None = None
    geonames: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A checked query. Names are folded keys; since and until are numbers of days, both inclusive."""

    terms: tuple[Term, ...] = ()
    sources: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    publishers: tuple[str, ...] = ()
    numbers: tuple[Range, ...] = ()
    since: int | None = None
    until: int | None = None
    polarities: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    forecast: bool | None = None
    attributed: bool | None = None
    stories: tuple[str, ...] = ()

    @property
    def of_statements(self) -> bool:
        """Whether any filter asks something of a statement, and not of its report."""
        return bool(
            self.sources
            or self.parties
            or self.places
            or self.numbers
            or self.polarities
            or self.levels
            or self.bases
            or self.forecast is not None
            or self.attributed is not None
        )


def terms(text: str) -> tuple[Term, ...]:
    """The phrases of a query, each once: what stands in quotation marks, and each other word.

    A mark that nothing closes is closed by the end. What folding cuts into several words ("don't", two
    Chinese characters) is a phrase too. Raises UsageError beyond 64 phrases or 256 words.
    """
    found: dict[Term, None] = {}
    for n, part in enumerate(_QUOTED.split(text)):
        for piece in [part] if n % 2 else part.split():
            if phrase := tuple(words(piece)):
                found[phrase] = None
    count = sum(map(len, found))
    if len(found) > MOST_TERMS or count > MOST_WORDS:
        raise UsageError(
            f"the query has {len(found)} different words and phrases of {count} words in all; at most "
            f"{MOST_TERMS} and {MOST_WORDS} can be looked for at once: give those that matter"
        )
    return tuple(found)


def names(what: str, given: Iterable[str]) -> tuple[str, ...]:
    """The folded keys of names, each once. Raises UsageError for one without a letter or digit."""
    found: dict[str, None] = {}
    for name in given:
        if not words(name):
            raise UsageError(f"{what} {name!r}: this is no name; give at least one letter or digit")
        found[key(name)] = None
    return tuple(found)


def place(given: str) -> Place:
    """The place that is meant: a number of the gazetteer, a country's code in capitals, else a name."""
    if given.isascii() and given.isdigit():
        return Place(geonames=str(int(given)))
    if _COUNTRY.fullmatch(given):
        return Place(name=key(given), country=given)
    return Place(name=names("place", [given])[0])


def figures(given: str, unit: str | None = None) -> Range:
    """The figures asked for: `>=100`, `3000..5000`, `..20`, `12`, with or without what is counted."""
    text = given.strip()
    if (found := _RANGE.fullmatch(text)) and (found[1] or found[2]):
        low = -bounds.OPEN if found[1] is None else _float(found[1], given)
        high = bounds.OPEN if found[2] is None else _float(found[2], given)
        if low > high:
            raise UsageError(f"number {given!r}: its first figure is above its last; turn them round")
        return Range(low=low, high=high, unit=_unit(found[3], unit))
    compared = _COMPARED.fullmatch(text)
    if compared is None:
        shapes = "'>=100', '3000..5000', '..20' or '12', and after it what is counted ('>=100 troops')"
        raise UsageError(f"number {given!r}: this is no figure or range; give for example {shapes}")
    sign, value = compared[1] or "=", _float(compared[2], given)
    return Range(
        low=value if sign in (">=", ">", "=") else -bounds.OPEN,
        high=value if sign in ("<=", "<", "=") else bounds.OPEN,
        over=sign == ">",
        under=sign == "<",
        unit=_unit(compared[3], unit),
    )


def day(what: str, given: str, *, last: bool = False) -> int:
    """The number of a day of the news; of a month or year it is the first, or with `last` the last."""
    found = facets.day(given, last=last) if _DATE.fullmatch(given.strip()) else None
    if found is None:
        raise UsageError(f"{what} {given!r}: this is no day; give it as 2024-10-03, 2024-10 or 2024")
    return found


def polarities(given: Iterable[str]) -> tuple[str, ...]:
    """Checked words of the vocabulary of polarity."""
    return _of_vocabulary("polarity", given, get_args(Polarity))


def levels(given: Iterable[str]) -> tuple[str, ...]:
    """Checked words of the vocabulary of certainty."""
    return _of_vocabulary("certainty", given, get_args(Level))


def bases(given: Iterable[str]) -> tuple[str, ...]:
    """Checked words of the vocabulary of how sources know."""
    return _of_vocabulary("basis", given, get_args(BasisKind))


def _of_vocabulary(what: str, given: Iterable[str], known: tuple[str, ...]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(word.strip().lower() for word in given))
    for word in found:
        if word not in known:
            raise UsageError(f"{what} {word!r}: there is no such word; there is {', '.join(known)}")
    return found


def _float(text: str, given: str) -> float:
    value = float(text.replace(",", "").replace("_", ""))
    if abs(value) >= bounds.OPEN:
        raise UsageError(f"number {given!r}: this figure is larger than any that is kept; leave the end open")
    return value


def _unit(in_number: str | None, given: str | None) -> str:
    """The folded unit: the one beside the figure, else the one given apart."""
    return key(in_number or given or "")
