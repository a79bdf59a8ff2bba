"""Which house issues a message or a document: by the field that names it, or by a sender who is no person."""

from __future__ import annotations

import re
from collections.abc import Sequence

from secondsource.intake.found import Found
from secondsource.intake.tables import wordset

# Words that names of institutions hold; those that are surnames too (Post, Court, Herald) are left out.
_INSTITUTION = wordset(
    "ministry ministries department office agency bureau secretariat directorate authority council "
    "committee commission parliament government embassy consulate delegation presidency chancellery police "
    "army navy command university institute centre foundation association federation union organisation "
    "organization society league network observatory administration hospital press news newspaper gazette "
    "tribune journal chronicle radio television broadcasting"
)
# A desk of a house, named behind it.
_DESK = re.compile(
    r"\s*(?:[,:|/]|\s[–—-])\s*(?:the\s+)?(?:(?:press|media|news|information|communications?|public\s+(?:affairs|"
    r"relations|information)|editorial|foreign)\s+(?:and\s+\w+\s+)?(?:office|service|desk|team|department|"
    r"section|cent(?:er|re)|unit|room)|newsroom|newsdesk|communications|spokes\w+|editors?)\s*$",
    re.IGNORECASE,
)
# Labels of a domain that name no house.
_GENERAL = wordset(
    "www mail mailer email smtp news list lists info com org net edu gov int mil co ac example invalid"
)
_NO_HOUSE = wordset(
    "microsoft hp dell lenovo acer asus toshiba home private none unknown company organization organisation "
    "user owner admin administrator windows office default test personal publisher self n/a na"
)
_LONGEST = 120


def sender_of(organization: str, people: Sequence[tuple[str, str]]) -> Found | None:
    """The house that sends a message, or None where it is only known which person does.

    organization: the message's field of that name. people: (name, address) of its senders.
    """
    if (named := plausible_house(organization)) is not None:
        return Found(named, "mail-organization")
    if len(people) != 1:
        return None
    name, address = " ".join(people[0][0].split()), people[0][1]
    house = _DESK.sub("", name).strip()
    if not house or "@" in house or " via " in house.lower() or len(house) > _LONGEST:
        return None
    local, _, domain = address.lower().rpartition("@")
    if _squeezed(house) in _labels(domain) and not _shares_a_word(house, local):
        return Found(house, "mail-domain", (domain,))
    words = {word.casefold() for word in re.findall(r"[^\W\d_]+", house)}
    return Found(house, "mail-institution", (name,)) if words & _INSTITUTION and len(words) > 1 else None


def plausible_house(name: str | None) -> str | None:
    """A field that should name a publisher or company; None for what machines and installers fill in."""
    line = " ".join((name or "").split())
    words = re.findall(r"[^\W\d_]+", line)
    known = all(word.casefold() in _NO_HOUSE for word in words)
    wrong = known or len(line) > _LONGEST or "@" in line or "://" in line or line.isdigit()
    return None if wrong or max(map(len, words)) < 2 else line


def _labels(domain: str) -> set[str]:
    """What a domain is called, without its dots and hyphens, but for its last part and general ones."""
    labels = [label for label in domain.split(".")[:-1] if label not in _GENERAL]
    return {label.replace("-", "") for label in labels if len(label) >= 4}


def _squeezed(name: str) -> str:
    return re.sub(r"[\W_]+", "", re.sub(r"^the\s+", "", name.casefold()))


def _shares_a_word(name: str, local: str) -> bool:
    """True for an address that names its person: anna@annalind.example."""
    return any(word in local for word in name.casefold().split() if len(word) > 2)
