"""Parties with their places: namesakes parted, bodies apart from where they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from secondsource.model import statement as model
from secondsource.reading.parties.finding import Found
from secondsource.reading.places import vocabulary as v
from secondsource.reading.places.choosing import Choice
from secondsource.reading.places.gazetteer import Kind, key_of
from secondsource.reading.places.mending import Row
from secondsource.text import Segments

_OF_SOMEBODY = re.compile(r"\b[A-Z][\w’'-]+ of $")
_AROUND = 40  # characters before a name that may say "in"
Same = tuple[object, ...]


def same_of(choice: Choice, name: str) -> Same:
    """What tells the places of two names apart: of what only lies in a town, the name too."""
    return (*choice.entry.same, key_of(name)) if choice.within else choice.entry.same


@dataclass(slots=True)
class Parties:
    """The parties while they are parted, by id and in order; those made here come last."""

    held: dict[str, model.Party]
    by_entry: dict[Same, str] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)
    last: int = 0

    def make(self, name: str, type_: model.PartyType) -> str:
        """A new party."""
        if not self.last:
            self.last = max((int(k[1:]) for k in self.held if k[1:].isdecimal()), default=0)
        self.last += 1
        self.held[f"p{self.last}"] = model.Party(id=f"p{self.last}", name=name, type=type_, kind="named")
        return f"p{self.last}"

    def at(self, choice: Choice, name: str) -> str:
        """The party of an entry, made where there is none."""
        return self.at_key(same_of(choice, name), name)

    def at_key(self, same: Same, name: str) -> str:
        """The party of what is told apart so, made where there is none."""
        if same not in self.by_entry:
            self.by_entry[same] = self.make(name, "place")
        return self.by_entry[same]

    def unknown(self, name: str) -> str:
        """The party of a name that the gazetteer lacks, made where there is none."""
        return self.at_key(("", key_of(name)), name)

    def body(self, name: str) -> str:
        """The body of a country's name, made where there is none."""
        key = key_of(name)
        if key not in self.bodies:
            self.bodies[key] = self.make(name, "organization")
        return self.bodies[key]


def parted(segments: Segments, found: Found, rows: Sequence[Row], choices: dict[int, Choice]) -> Found:
    """What was found, with the mentions as mended, each place's name with the party of its entry."""
    parties = Parties({p.id: p for p in found.parties})
    for party in found.parties:
        if party.type == "organization":
            for name in (party.name, *party.aliases):
                parties.bodies.setdefault(key_of(name), party.id)
    owners = _owners(rows, parties.held, choices)
    for party_id, same in owners.items():
        parties.by_entry.setdefault(same, party_id)
    told: dict[str, str] = {}  # by party as it was, the party of its last name
    mentions: list[model.Mention] = []
    for index, row in enumerate(rows):
        mention = row.mention
        to = _party_of(segments.text, row, choices.get(index), owners, parties)
        if row.place and mention.party and to:
            told[mention.party] = to
        elif mention.party in told and mention.form != "name":
            to = told[mention.party]
        mentions.append(mention if to == mention.party else replace(mention, party=to))
    return _rebuilt(segments, found, parties, mentions, choices)


def _owners(
    rows: Sequence[Row], parties: dict[str, model.Party], choices: dict[int, Choice]
) -> dict[str, Same]:
    """The entry that each party keeps: that of its first name that has one."""
    out: dict[str, Same] = {}
    for index, row in enumerate(rows):
        party = parties.get(row.mention.party or "")
        if row.place and not row.body and party and party.type in (None, "place") and index in choices:
            out.setdefault(party.id, same_of(choices[index], row.mention.text))
    return out


def _party_of(
    text: str, row: Row, choice: Choice | None, owners: dict[str, Same], parties: Parties
) -> str | None:
    """The party of a mention, parted from what it was tied to where that is not what it means."""
    mention = row.mention
    party = parties.held.get(mention.party or "")
    if not row.place:
        return mention.party
    if row.body:
        taken = party is not None and party.type not in (None, "place")
        return mention.party if taken else parties.body(mention.text)
    if choice is None:
        return _unknown(mention, party, owners, parties)
    if party is None:
        return parties.at(choice, mention.text)
    if party.type in (None, "place"):
        same = owners[party.id] == same_of(choice, mention.text)
        return party.id if same else parties.at(choice, mention.text)
    before = text[max(0, row.span.start - _AROUND) : row.span.start]
    region = choice.entry.kind == Kind.REGION and _OF_SOMEBODY.search(before)
    if party.type == "organization" and (v.LOCATIVE.search(before) or region):
        return parties.at(choice, mention.text)
    return mention.party


def _unknown(
    mention: model.Mention, party: model.Party | None, owners: dict[str, Same], parties: Parties
) -> str | None:
    """The party of a place that is not known: not one that is elsewhere by another name."""
    if party is None or party.id not in owners or party.type not in (None, "place"):
        return mention.party
    key = f" {key_of(mention.text)} "
    names = [f" {key_of(n)} " for n in (party.name, *party.aliases) if n != mention.text]
    if any(key in n or n in key for n in names) or not names:
        return mention.party
    return parties.unknown(mention.text)


def _rebuilt(
    segments: Segments,
    found: Found,
    parties: Parties,
    mentions: list[model.Mention],
    choices: dict[int, Choice],
) -> Found:
    """All put together; a party without mentions is left out, unless it speaks or is a member."""
    places: dict[str, model.Place] = {}
    for index, mention in enumerate(mentions):
        party = parties.held.get(mention.party or "")
        if index in choices and party and party.type in (None, "place") and mention.type == "place":
            places.setdefault(party.id, place_of(choices[index]))
    used = {m.party for m in mentions} | set(found.sources) | {m for p in found.parties for m in p.members}
    mentioned = {m.party for m in found.mentions}
    rows = [
        replace(p, place=places.get(p.id), type="place" if p.id in places else p.type)
        if p.place != places.get(p.id)
        else p
        for p in parties.held.values()
        if p.id in used or p.id not in mentioned
    ]
    # Most mentions stay as they were: their words need not be looked for again.
    known = {id(m.spans): w for m, w in zip(found.mentions, found.words, strict=True)}
    words = tuple(known.get(id(m.spans)) or segments.range_of(m.spans[0]) for m in mentions)
    return replace(found, parties=tuple(rows), mentions=tuple(mentions), words=words)


def place_of(choice: Choice) -> model.Place:
    """An entry as the records give it."""
    entry = choice.entry
    return model.Place(
        geonames=entry.number,
        latitude=entry.latitude,
        longitude=entry.longitude,
        country=entry.country,
        admin1=entry.admin1,
        reasons=choice.reasons,
    )
