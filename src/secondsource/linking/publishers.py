"""Whether a credit means a publisher, and when a report was surely published before another."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache

from secondsource.linking.days import day
from secondsource.model.echo import Text
from secondsource.text.fold import unaccented

_WORD = re.compile(r"[^\W_]+")
# Words of names that a credit leaves out: "(Tidewater)" for the Tidewater Press Agency.
_GENERIC = frozenset(
    "news agency press newspaper service wire online tv radio television network media group".split()  # noqa: SIM905
)
_SMALL = frozenset({"the", "of", "and", "for", "de", "la"})
_AGENCY = re.compile(r"\(([^()\n]{2,40})\)\s*$")
_ISSUED = re.compile(r"\b[Pp]ublished by (?:the )?([A-Z][\w’'-]+(?: (?:of )?[A-Z][\w’'-]+){0,4})")
# Where a report says who published it, in code points from its beginning.
_HEAD = 300
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905
_DATE = re.compile(
    r"\b(?:(?P<m>[A-Z][a-z]{2,8})\.? (?P<d>\d{1,2})|(?P<d2>\d{1,2}) (?P<m2>[A-Z][a-z]{2,8})),? (?P<y>\d{4})\b"
)


@lru_cache(maxsize=1 << 14)
def names_of(name: str) -> frozenset[str]:
    """The forms of a publisher's or agency's name that mean it: whole, without its kind, and its initials."""
    words = [word for word in _WORD.findall(unaccented(name).casefold()) if word != "the"]
    if not words:
        return frozenset()
    forms = {" ".join(words)}
    bare = list(words)
    while len(bare) > 1 and bare[-1] in _GENERIC:
        bare.pop()
        forms.add(" ".join(bare))
    initials = "".join(word[0] for word in words if word not in _SMALL)
    if len(initials) > 1:
        forms.add(initials)
    return frozenset(forms - _GENERIC)


@lru_cache(maxsize=1 << 14)
def key_of(name: str) -> str:
    """The folded name without "the"."""
    return " ".join(word for word in _WORD.findall(unaccented(name).casefold()) if word != "the")


def issuer(text: Text) -> str | None:
    """Who issued a report: its publisher, else the agency in its dateline, else who it says published it."""
    if text.publisher:
        return text.publisher
    found = _AGENCY.search(text.dateline or "") or _ISSUED.search(text.text[:_HEAD])
    return found[1] if found else None


def agency(text: Text) -> str | None:
    """The agency in the dateline of a report that another publisher prints; None where there is none."""
    found = _AGENCY.search(text.dateline or "")
    if found is None or names_of(found[1]) & names_of(issuer(text) or ""):
        return None
    return found[1]


def moment(text: Text) -> str | None:
    """When a report was published: as `published` says, else the day in its dateline, else None."""
    if text.published:
        return normal(text.published)
    found = _DATE.search(text.dateline or "")
    if found is None:
        return None
    month = (found["m"] or found["m2"])[:3].lower()
    if month not in _MONTHS:
        return None
    made = f"{found['y']}-{_MONTHS.index(month) + 1:02}-{int(found['d'] or found['d2']):02}"
    return made if day(made) else None


@lru_cache(maxsize=1 << 14)
def normal(published: str) -> str | None:
    """A time in UTC where it has a zone, so that text order is order in time; None for what is no time."""
    if day(published) is None:
        return None
    try:
        read = datetime.fromisoformat(published)
    except ValueError:
        return published[:10]
    if len(published) <= 10 or read.tzinfo is None:
        return published[:16]
    try:
        return read.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except OverflowError:
        return published[:10]


def surely_before(one: str | None, other: str | None) -> bool:
    """Whether a time lies before another whatever their precision leaves open."""
    if not one or not other:
        return False
    shared = min(len(one), len(other))
    return one[:shared] < other[:shared]
