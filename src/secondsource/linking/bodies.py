"""Names of bodies cut into a head, what tells it apart and the state it belongs to; and short forms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from secondsource.linking.naming import words, wordset
from secondsource.linking.posts import polity

# Words that head the name of a body. Those of one row stand for the first.
_HEADS = {
    word: row.split()[0]
    for row in """
ministry department
office bureau
agency
commission
committee
council
corporation company corp inc ltd plc llc co
authority administration
army
navy
guard
brigade
division
battalion
regiment
corps
forces force
police
service services
party
union
association federation league
court tribunal
parliament assembly congress senate
government cabinet
embassy
hospital
university college
institute
bank
group
foundation fund
organization organisation
society
centre center
church
command
staff
team
club
doctors physicians
nations
board
""".strip().splitlines()
    for word in row.split()
}
# What a name may have or leave out and be the same.
_IDLE = wordset(
    "the of and for in on to a an de la le du des der die das al national international state republic "
    "federal central royal general his her majesty main news press"
)
_SMALL = wordset("the of and for in on to a an de la le du des at by")
_SAME = {
    "defense": "defence",
    "affairs": "",
    "labor": "labour",
    "organisation": "organization",
    "centre": "center",
}
# Of these a state has one, so that "Ordovia's foreign ministry" names it as well as its full name does.
SOLE = wordset("ministry army navy parliament government embassy police guard court")
LONGEST_SHORT = 6  # letters of a short form in capitals
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)?$")
_ORDINALS = {
    word: str(n)
    for n, word in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], 1
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body's name in its parts. specs: folded words that tell it apart; idle: those that may be left out.

    near: the one beside the head; numbers: digits; polity: whose it is; seat: where it is said to be.
    """

    head: str
    near: str
    specs: frozenset[str]
    idle: frozenset[str] = frozenset()
    numbers: tuple[str, ...] = ()
    polity: str = ""
    seat: str = ""

    @property
    def block(self) -> str:
        """What all names of the body share."""
        return f"{self.head}:{self.near}" if self.near else self.head


@lru_cache(maxsize=1 << 13)
def body_of(name: str) -> Body | None:
    """The parts of a name that a word for a body heads; None for other names ("Northlight").

    "Ministry of Defence of Marenia" and "Marenia's defence ministry" give the same parts.
    """
    found = list(words(name))
    while found and found[0] in ("the", "its", "his", "her", "their", "our", "a"):
        found.pop(0)
    at = _head_at(found)
    if at is None:
        return None
    head = _HEADS[found[at]]
    inside = next((n for n, word in enumerate(found) if word == "in" and n > at), None)
    seat = " ".join(found[inside + 1 :]) if inside is not None else ""
    found = found[:inside]
    before, behind = found[:at], found[at + 1 :]
    owner = _owner(name, found)
    numbers = tuple(sorted(_digits(word) for word in found if _digits(word)))
    rest = [_SAME.get(w, w) for w in (*reversed(before), *behind) if not _digits(w)]
    own = [w for w in rest if w and w not in _SMALL and w not in owner and polity(w) == w]
    states = [polity(w) for w in rest if w in owner or polity(w) != w]
    specs = frozenset(w for w in own if w not in _IDLE)
    near = next((w for w in own if w not in _IDLE), next(iter(numbers), ""))
    return Body(
        head=head,
        near=near,
        specs=specs,
        idle=frozenset(w for w in own if w in _IDLE),
        numbers=numbers,
        polity=states[0] if states else "",
        seat=seat,
    )


def _head_at(found: list[str]) -> int | None:
    """Where the head stands: before the first "of", "for" or "in", else the last word that can be one."""
    cut = next((n for n, word in enumerate(found) if word in ("of", "for", "in", "to") and n), len(found))
    return next((n for n in reversed(range(cut)) if found[n] in _HEADS), None)


def _owner(name: str, found: list[str]) -> frozenset[str]:
    """Words that say whose it is: before a possessive, and behind the second "of"."""
    owner: set[str] = set()
    if (possessive := re.match(r"^(?:the\s+)?([^'’]+)['’]s?\s", name, re.IGNORECASE)) and len(name) > 3:
        owner |= set(words(possessive[1]))
    links = [n for n, word in enumerate(found) if word in ("of", "for")]
    if len(links) > 1:
        owner |= set(found[links[-1] + 1 :])
    elif (links and any(_tells(w) for w in found[: links[0]] if w not in owner)) or (
        links
        and _HEADS.get(found[links[0] - 1])
        in (
            "government",
            "parliament",
            "army",
            "embassy",
            "police",
        )
    ):
        owner |= set(found[links[0] + 1 :])
    return frozenset(owner - _SMALL - {"republic", "kingdom"})


def _tells(word: str) -> bool:
    """Whether a word says which body of its kind it is: no state, no kind of body, nothing idle."""
    return word not in _IDLE and word not in _HEADS and polity(word) == word and not _digits(word)


def _digits(word: str) -> str:
    return re.sub(r"\D", "", word) if _ORDINAL.match(word) else _ORDINALS.get(word, "")


def bodies(one: Body, other: Body) -> str | None:
    """How two names may be of one body: "equal", "part" (one leaves words out), "owner"; else None.

    "owner": only one of them says whose it is.
    """
    if one.head != other.head or (one.polity and other.polity and one.polity != other.polity):
        return None
    if one.numbers and other.numbers and one.numbers != other.numbers:
        return None
    if one.specs != other.specs and not (one.specs < other.specs or other.specs < one.specs):
        return None
    if one.specs != other.specs or one.numbers != other.numbers:
        return "part" if one.specs and other.specs else None
    if one.polity != other.polity:
        return "owner"
    return "equal" if one.idle == other.idle else "part"


def initials(name: str) -> frozenset[str]:
    """Short forms that a name's words give, in capitals: first letters, with and without small words."""
    found = words(name)
    big = [word for word in found if word not in _SMALL]
    made = {"".join(word[0] for word in big), "".join(word[0] for word in found if word != "the")}
    return frozenset(short.upper() for short in made if 2 <= len(short) <= 8 and len(big) > 1)


def is_acronym(form: str) -> bool:
    """Whether a form is a short form in capitals: "RVIC", "U.N."."""
    bare = form.replace(".", "").removeprefix("The ").removeprefix("the ")
    return 2 <= len(bare) <= LONGEST_SHORT and bare.isalpha() and bare.isupper()


def stands_for(short: str, name: str) -> bool:
    """Whether a short form may be of a name: its letters begin words of it, in order, with the first one."""
    letters, found = acronym(short).casefold(), [word for word in words(name) if word != "the"]
    if not letters or not found or letters[0] != found[0][0]:
        return False
    at = 0
    for word in found:
        if at < len(letters) and word[0] == letters[at]:
            at += 1
    return at == len(letters)


def acronym(form: str) -> str:
    """A short form without its points and its article, in upper case."""
    return form.removeprefix("The ").removeprefix("the ").replace(".", "").upper()
