"""Proper names: their words without titles and marks, and whether two may be of one bearer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from secondsource.model.making import quick
from secondsource.model.statement import MentionType
from secondsource.reading.parties import vocabulary as v
from secondsource.text import unaccented

_MARKS = frozenset(".’'“”\"«»()[]*,")
_LONGEST_ACRONYM = 7
GIVEN_TOO = v.table(
    "judge prince king duke earl bishop major pope general marshal dean guy mark grant chance"
)
_BREAKS = frozenset(("of", "for", "in", "on", "at", "and"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name as it is compared.

    words: lower case, without titles, articles, marks and the possessive. titles: those before it.
    acronym: one word of capitals that may stand for the initials of a longer name.
    """

    words: tuple[str, ...]
    titles: tuple[str, ...] = ()
    acronym: bool = False

    @property
    def type(self) -> MentionType | None:
        """What the words alone show: a body by its noun, a person by a title."""
        if any(
            w in v.BODIES or w in v.COMPANY_ENDS - {"jr", "sr", "iii", "iv"}
            for w in self.words[1:] or self.words
        ):
            return "organization"
        return "person" if self.titles else None

    @property
    def noun(self) -> str:
        """The head of a body's name: the last word before "of", "for" ..., or the last."""
        for at, word in enumerate(self.words):
            if at and word in _BREAKS:
                return self.words[at - 1]
        return self.words[-1] if self.words else ""

    @property
    def content(self) -> frozenset[str]:
        """The words that carry it, whatever their order."""
        return frozenset(w for w in self.words if w not in v.NAME_FILLERS)


quick(Name)


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """Lower case without accents, in one spelling."""
    plain = unaccented(word).lower()
    return v.SPELLINGS.get(plain, plain)


def read_name(written: Sequence[str], *, shouting: bool = False, person: bool = False) -> Name:
    """A name from its words as segmented ("Mr", ".", "Berg", "’", "s"). person: known to be one's."""
    words: list[str] = list(written)
    if len(words) > 1 and words[-1].lower() == "s" and words[-2] in "'’":
        words = words[:-2]
    joined = _joined(words)
    capitals = len(joined) == 1 and joined[0].isupper() and 2 <= len(joined[0]) <= _LONGEST_ACRONYM
    low = [fold(w) for w in joined]
    while len(low) > 1 and low[0] in {"the", "a", "an"}:
        low = low[1:]
    titles: list[str] = []
    if person:
        low, titles = _after_post(low)
    while len(low) > 1 and low[0] in v.TITLES and not _body(low):
        titles.append(low[0])
        low = low[1:]
        while len(low) > 1 and low[0] in {"of", "for", "the"}:
            low = low[1:]
    return Name(words=tuple(low), titles=tuple(titles), acronym=capitals and not shouting)


def _after_post(low: list[str]) -> tuple[list[str], list[str]]:
    """A person's name without the post written before it ("Guatemalan President Berg"), and its titles."""
    posts = [i for i, w in enumerate(low[:-1]) if w in v.TITLES or (w in v.PEOPLE and w not in GIVEN_TOO)]
    at = posts[-1] + 1 if posts else 0
    if posts and low[at] in {"of", "for", "in"}:
        return low, []
    return low[at:], [w for w in low[:at] if w in v.TITLES]


def _body(low: Sequence[str]) -> bool:
    return any(w in v.BODIES for w in low[1:])


def _joined(words: Sequence[str]) -> list[str]:
    """Dotted initials and hyphened words made one, other marks left out."""
    out: list[str] = []
    glue = False
    for at, word in enumerate(words):
        if word == "-" or (word in "'’" and 0 < at < len(words) - 1 and len(words[at - 1]) <= 2):
            glue = bool(out)
            continue
        if word in _MARKS:
            continue
        initial = len(word) == 1 and word.isupper() and at > 1 and words[at - 1] == "."
        after_initial = initial and out and out[-1].isupper() and at > 1 and len(words[at - 2]) == 1
        if glue or after_initial:
            out[-1] += word
        else:
            out.append(word)
        glue = False
    return out or list(words)


def same_person(a: Name, b: Name) -> bool:
    """True when two full names (two words or more) may be of one person."""
    x, y = a.words, b.words
    if x == y:
        return True
    if len(x) < 2 or len(y) < 2:
        return False
    short, long = (x, y) if len(x) <= len(y) else (y, x)
    if _inside(short, long):
        return True
    same_last = _plain_last(short) == _plain_last(long)
    return same_last and _first_agrees(short[0], long[0]) and _middles_agree(short[1:-1], long[1:-1])


def _plain_last(words: Sequence[str]) -> str:
    ends = [w for w in words if w not in {"jr", "sr", "ii", "iii", "iv"}]
    return ends[-1] if ends else words[-1]


def _first_agrees(a: str, b: str) -> bool:
    return a == b or (len(min(a, b, key=len)) <= 2 and a[0] == b[0])


def _middles_agree(a: Sequence[str], b: Sequence[str]) -> bool:
    if not a or not b:
        return True
    return all(any(_first_agrees(x, y) for y in b) for x in a)


def _inside(short: Sequence[str], long: Sequence[str]) -> bool:
    """True when the words stand in a row in the longer name."""
    n = len(short)
    return any(tuple(long[i : i + n]) == tuple(short) for i in range(len(long) - n + 1))


def short_of(short: Name, full: Name) -> bool:
    """True for a short form of a person's full name: a first, a last, or several words in a row."""
    return len(short.words) < len(full.words) and _inside(short.words, full.words)


def same_body(a: Name, b: Name) -> bool:
    """True when two names may be of one body: the same words in any order, or one lacks only qualifiers."""
    x, y = a.content, b.content
    if not x or not y:
        return a.words == b.words
    if x == y:
        return True
    short, long = (a, b) if len(x) < len(y) else (b, a)
    if not short.content < long.content:
        return False
    extra = long.content - short.content
    # "Oslin" for "Oslin Ltd" and "Oslin Motor Company".
    first = len(short.words) == 1 and short.words[0] == long.words[0] and long.words[-1] in v.COMPANY_ENDS
    if extra <= v.COMPANY_ENDS or first:
        return True
    # "the Brennan Center" for "the Brennan Center for Justice"; never "the United Nations" for its council.
    return short.noun == long.noun and len(short.content) > 1 and short.noun in v.BODIES


def spellings(full: Name) -> set[str]:
    """The acronyms that are the initials of a name, with and without its small words."""
    every = "".join(w[0] for w in full.words)
    big = "".join(w[0] for w in full.words if w not in v.NAME_FILLERS)
    return {letters for letters in (every, big) if len(full.words) > 1 and len(letters) > 1}
