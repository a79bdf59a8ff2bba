"""Who and where: invented names, parties with the ways they are mentioned, places, publishers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TypeVar

from benchmarks.generating.frames import NAMELESS, OF_ORGANIZATION, ROLES
from secondsource.model.statement import Form, MentionType, PartyKind, PartyType
from secondsource.records.rows import PlaceRow

Random = Callable[[], float]
"""random.Random(seed).random: the one method whose results Python promises to keep (docs of `random`)."""

Note = tuple[int, int, MentionType, Form, "Party"]
"""A mention in some words: [start, end) in code points of them, what and who it is."""
Filler = tuple[str, tuple[Note, ...]]

_Item = TypeVar("_Item")
_INVENTED = re.compile(r"\bN\b")  # where a table leaves room for an invented name
_START = (
    "b",
    "br",
    "d",
    "dr",
    "f",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "kr",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "st",
    "t",
    "tr",
    "v",
    "w",
    "z",
)
_VOWEL = ("a", "e", "i", "o", "u", "a", "e", "o", "ai", "ei")
_MIDDLE = ("l", "r", "n", "m", "rn", "ld", "nd", "rv", "sk", "v", "d", "t", "st", "lm", "ss")
_END = (
    "en",
    "er",
    "ov",
    "in",
    "ar",
    "ek",
    "as",
    "is",
    "al",
    "um",
    "ash",
    "una",
    "ea",
    "enholm",
    "adal",
    "avik",
)
_SHE = (
    "Ilse", "Dagny", "Signe", "Mirela", "Ayla", "Nadia", "Lene", "Sela", "Katya", "Edda", "Zora", "Noor",
    "Brita",
    "Vera", "Leyla",
)  # fmt: skip
_HE = (
    "Bram", "Joram", "Oskar", "Tomas", "Rustam", "Pavel", "Idris", "Hugo", "Omar", "Milan", "Felix", "Anton",
    "Samir", "Jonas", "Marek",
)  # fmt: skip
_PAPERS = (
    "The N Courier",
    "N Times",
    "The N Observer",
    "N Daily",
    "N News Agency",
    "The N Post",
    "Radio N",
    "N Today",
)


def pick(rnd: Random, items: Sequence[_Item]) -> _Item:
    """One of the items, each as likely as any other."""
    return items[int(rnd() * len(items))]


def between(rnd: Random, low: int, high: int) -> int:
    """A whole number, both ends included."""
    return low + int(rnd() * (high - low + 1))


def word(rnd: Random) -> str:
    """An invented name of two or three syllables."""
    middle = pick(rnd, _VOWEL) + pick(rnd, _MIDDLE) if rnd() < 0.3 else ""
    return (
        pick(rnd, _START) + middle + pick(rnd, _VOWEL) + pick(rnd, _MIDDLE) + pick(rnd, _END)
    ).capitalize()


@dataclass(slots=True, eq=False)
class Party:
    """Somebody or somewhere in a story, with the words for it: at first, later, as a pronoun."""

    name: str
    type: PartyType
    kind: PartyKind
    role: str | None = None
    place: PlaceRow | None = None
    first: Filler = ("", ())
    later: tuple[Filler, ...] = ()
    pronoun: Filler | None = None


def party(
    first: str,
    later: Sequence[str] = (),
    *,
    type: PartyType,
    kind: PartyKind = "named",
    pronoun: str | None = None,
    name: str | None = None,
    role: str | None = None,
    inside: Party | None = None,
    place: PlaceRow | None = None,
) -> Party:
    """A party from its words. name: the part of the first that is its name. inside: one named in it."""
    made = Party(name or first, type, kind, role, place)
    held = [(made.name, made)] if kind == "named" else []
    if inside is not None:
        held.append((bare(inside), inside))

    def filler(words: str, form: Form) -> Filler:
        notes: list[Note] = [(0, len(words), type, form, made)]
        for part, of in held:
            at = words.find(part) if part != words else -1
            if at >= 0:
                notes.append((at, at + len(part), of.type, "name", of))
        return words, tuple(sorted(notes, key=lambda note: (note[0], -note[1])))

    named = kind == "named"
    made.first = filler(first, "name" if named and made.name == first else "description")
    said = (filler(words, "name" if named and words in made.name else "description") for words in later)
    made.later = tuple(said) or (made.first,)
    made.pronoun = filler(pronoun, "pronoun") if pronoun else None
    return made


def bare(party: Party) -> str:
    """Its name without an article."""
    return party.first[0].removeprefix("the ")


def name(rnd: Random) -> str:
    """A given name and a family's."""
    return f"{pick(rnd, _HE + _SHE)} {word(rnd)}"


def person(rnd: Random, *, org: Party, town: Party) -> Party:
    """Somebody with a name and a role."""
    family, role = word(rnd), pick(rnd, ROLES)
    inside = org if role in OF_ORGANIZATION else town if role in ("mayor", "governor") else None
    held = f"{bare(inside)} " if inside else ""
    man = role == "spokesman" or (role != "spokeswoman" and rnd() < 0.5)
    full = f"{pick(rnd, _HE if man else _SHE)} {family}"
    return party(
        f"{held}{role} {full}", (family, family, f"the {role}"), type="person", name=full, role=role,
        pronoun="he" if man else "she", inside=inside,
    )  # fmt: skip


def nameless(rnd: Random) -> Party:
    """A source without a name, or several people."""
    first, later, kind, type_, pronoun = pick(rnd, NAMELESS)
    return party(first, (later,), type=type_, kind=kind, pronoun=pronoun)  # type: ignore[arg-type]


def organization(rnd: Random, names: Sequence[tuple[str, str]]) -> Party:
    """One of a table of full and short names."""
    full, short = pick(rnd, names)
    return party(_INVENTED.sub(word(rnd), full), (short, short), type="organization", pronoun="it")


def village(rnd: Random) -> Party:
    """A place that no gazetteer holds."""
    return party(word(rnd), type="place")


@lru_cache(maxsize=1)
def places() -> tuple[tuple[Party, ...], ...]:
    """Places of the gazetteer, by country. Two stories at one place share its party."""
    table = (resources.files(__package__) / "places.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    countries: dict[str, list[Party]] = {}
    for country, name, number, latitude, longitude, region in rows:
        place: PlaceRow = {
            "geonames": int(number),
            "latitude": _figure(latitude),
            "longitude": _figure(longitude),
            "country": country,
            "admin1": region,
            "reasons": [{"code": "generated-place", "values": [], "text": "generated place"}],
        }
        countries.setdefault(country, []).append(party(name, type="place", place=place))
    return tuple(tuple(held) for held in countries.values())


def publishers(rnd: Random, count: int) -> tuple[str, ...]:
    """Invented outlets, none twice."""
    held: dict[str, None] = {}
    while len(held) < count:
        held[_INVENTED.sub(word(rnd), pick(rnd, _PAPERS))] = None
    return tuple(held)


def _figure(written: str) -> float:
    """Degrees as rows have them: a whole number prints as one."""
    value = float(written)
    return int(value) if value.is_integer() else value
