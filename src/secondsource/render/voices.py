"""Who speaks in a report, as people read it: a number, a name, a role, and how far the report names them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from secondsource.records.rows import PartyRow, SourceRow
from secondsource.render.plain import one_line

Named = Literal["named", "unnamed", "open"]

LEFT_OPEN = "Source left open"
_WORD = re.compile(r"[^\W_]+")


def _table(words: str) -> frozenset[str]:
    return frozenset(words.split())


_PRONOUNS = _table("he she they it i we you who whom which that this those these one some others")
# Words beside a name that tell a reader nothing more about who speaks.
_IDLE = _table("the a an of mr mrs ms dr sir its his her their")


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One who speaks in a report. number counts from 1 in order of appearance; 0 is a source left open.

    kind: named, unnamed ("a diplomat"), or open where no party is known. what: "unnamed person", "group".
    """

    number: int
    name: str
    role: str | None = None
    kind: Named = "open"
    what: str = "left open"
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


class Voices:
    """Numbers who speaks in order of appearance; one party, or one spelling where no party is known."""

    def __init__(self, parties: Mapping[str, PartyRow]) -> None:
        self._parties = parties
        self._found: dict[str, Voice] = {}
        self._shared = _shared_names(parties.values())

    def of(self, source: SourceRow | None) -> Voice:
        """The voice of a source. Words that point at somebody unknown ("he") are no voice of their own."""
        party = self._parties.get(source["party"] or "") if source else None
        name = party["name"] if party else (source["text"] or "" if source else "")
        name = one_line(name).strip(" ,;:")
        if not name or (party is None and name.casefold() in _PRONOUNS):
            return Voice(number=0, name=LEFT_OPEN, what="")
        key = party["id"] if party else name.casefold()
        if key not in self._found:
            number = len(self._found) + 1
            self._found[key] = (
                self._voice(party, number) if party else Voice(number=number, name=capital(name))
            )
        return self._found[key]

    def speaking(self) -> frozenset[str]:
        """The ids of the parties that were found to speak."""
        return frozenset(self._found) & frozenset(self._parties)

    def _voice(self, party: PartyRow, number: int) -> Voice:
        name = capital(one_line(party["name"]).strip(" ,;:"))
        role = one_line(party["role"] or "")
        aliases = (one_line(alias) for alias in party["aliases"])
        return Voice(
            number=number,
            name=name,
            role=None if set(_words(role)) <= set(_words(name)) else role,  # "a diplomat" twice is no news
            kind="named" if is_named(party, self._parties) else "unnamed",
            what=what(party),
            aliases=tuple(dict.fromkeys(one for one in aliases if one and one.casefold() != name.casefold())),
            members=tuple(
                one_line(self._parties[one]["name"]) for one in party["members"] if one in self._parties
            ),
        )

    def written(self, source: SourceRow | None, voice: Voice) -> str:
        """The source as written at its place, where that is news beside the name: "she", "the company"."""
        if source is None or source["carried"]:
            return ""
        words = one_line(source["text"] or "").strip(" ,;:")
        if words.casefold() in _PRONOUNS:
            return words if words == "I" else words.casefold()
        said, name = _words(words), _words(voice.name)
        if name and name[-1] in said and (name[-1] not in self._shared or set(name) <= set(said)):
            return ""
        return "" if set(said) <= {*name, *_words(voice.role or ""), *_IDLE} - self._shared else words


def is_named(party: PartyRow, parties: Mapping[str, PartyRow]) -> bool:
    """True for who has a name, and for a group with a member that has one."""
    members = (parties[one]["kind"] for one in party["members"] if one in parties)
    return party["kind"] == "named" or "named" in members


def what(party: PartyRow) -> str:
    """What a party is, in a word or two."""
    if party["kind"] == "group":
        return "group"
    return " ".join(filter(None, ("unnamed" if party["kind"] == "unnamed" else "", party["type"] or "")))


def capital(name: str) -> str:
    """The name with its first letter large, as it stands at the head of a line."""
    return name[:1].upper() + name[1:]


def _shared_names(parties: Iterable[PartyRow]) -> frozenset[str]:
    """The last words that more than one name ends in: two of one family, which "Berg" alone leaves open."""
    seen: set[str] = set()
    shared: set[str] = set()
    for party in parties:
        last = (_words(party["name"]) or [""])[-1]
        (shared if last in seen else seen).add(last)
    return frozenset(shared)


def _words(text: str) -> list[str]:
    return [match[0].casefold() for match in _WORD.finditer(text)]
