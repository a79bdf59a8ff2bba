"""What one voice rests on, the best first: a name, a document, a credit, somebody unnamed, its own word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

from secondsource.judging.dossier import Credited, Document, EdgeKind, Speaker, Voice, on_record
from secondsource.judging.groups import Node
from secondsource.model.statement import Reason

How = Literal["named-source", "document", "credit", "unnamed-source", "own-reporting", "own-word"]


class Rank(IntEnum):
    """How much a ground says of the origin; of the grounds of one text, the lowest tells."""

    KNOWN = 0
    CREDIT = 1
    UNNAMED = 2
    OWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One thing that a voice rests on. node: what all that rest on it share; None where nobody else can.

    firm: a root of its own for sure: somebody named or a known document, or the reporter's own eyes.
    """

    rank: Rank
    node: Node | None
    kind: EdgeKind
    how: How
    name: str
    party: str | None = None
    firm: bool = False
    reasons: tuple[Reason, ...] = ()


class Surroundings:
    """What the other voices tell of the parties, outlets and documents that a voice names."""

    def __init__(self, ordered: Sequence[Voice]) -> None:
        self.order = {voice.point: at for at, voice in enumerate(ordered)}
        self.by_point = {voice.point: voice for voice in ordered}
        self.by_report: defaultdict[str, list[Voice]] = defaultdict(list)
        self.by_family: defaultdict[str, list[Voice]] = defaultdict(list)
        self.by_publisher: defaultdict[str, list[Voice]] = defaultdict(list)
        self.parties: dict[str, str] = {}
        self.alone: dict[str, int] = {}
        for at, voice in enumerate(ordered):
            self.by_report[voice.report].append(voice)
            self.by_family[voice.family].append(voice)
            if voice.publisher:
                self.by_publisher[voice.publisher].append(voice)
            for name, party in _outlets(voice):
                self.parties[name] = min(party, self.parties.get(name, party))
            for speaker in (voice.knower, voice.source):
                if len(stated := on_record(speaker)) == 1:
                    self.alone.setdefault(stated[0][0], at)
        self.hearsay = frozenset(_hearsay(ordered))

    def outlet(self, publisher: str) -> Node:
        """What an outlet's own word and the credits given to it share."""
        party = self.parties.get(publisher)
        return ("party", party) if party is not None else ("outlet", publisher)

    def chosen(self, stated: Sequence[tuple[str, str]]) -> tuple[str, str]:
        """Of those who speak together the one who speaks alone elsewhere (first), else the first by id.

        What several say together adds no origin to theirs, and must not make theirs one.
        """
        return min(stated, key=lambda one: (self.alone.get(one[0], len(self.order)), one))

    def at(self, report: str, voice: Voice) -> Voice | None:
        """The voice in a report that another voice has it from: of the same speaker, else the first there."""
        there = [other for other in self.by_report.get(report, ()) if other.point != voice.point]
        stated = {party for party, _ in on_record(voice.speaker)}
        alike = [v for v in there if stated & {party for party, _ in on_record(v.speaker)}]
        return next(iter(alike or there), None)

    def home(self, publisher: str) -> Voice | None:
        """The voice that a credit to an outlet means: its own word, else the first of its voices."""
        voices = self.by_publisher.get(publisher, [])
        own = (v for v in voices if self.summed_up(v) is None)
        return next(own, next(iter(voices), None))

    def summed_up(self, voice: Voice) -> Voice | None:
        """The first voice of the same report that has a source, else of another version of it."""
        there = [*self.by_report[voice.report], *self.by_family[voice.family]]
        return next(filter(_has_source, there), None)


def _has_source(voice: Voice) -> bool:
    """Whether it has its words from anybody: a speaker, a credit or a document."""
    return bool(voice.speaker or credits_of(voice) or usable(voice))


def _outlets(voice: Voice) -> Iterator[tuple[str, str]]:
    """(publisher, party) where both are known."""
    if voice.publisher and voice.issuer:
        yield voice.publisher, voice.issuer
    for credit in voice.credited:
        if credit.party:
            yield credit.publisher, credit.party


def _hearsay(ordered: Sequence[Voice]) -> Iterator[str]:
    """Parties who, by some voice, have it from somebody unnamed."""
    for voice in ordered:
        if _unnamed_ground(voice):
            yield from (party for party, _ in on_record(voice.source))


def _unnamed_ground(voice: Voice) -> bool:
    """Whether the one who speaks has it from a person or document that nobody names."""
    heard = voice.knower is not None and not on_record(voice.knower)
    return heard or any(not document.named for document in voice.documents)


def usable(voice: Voice) -> list[Document]:
    """The documents that it rests on, without those that were looked up and do not hold it."""
    return [document for document in voice.documents if document.holds is not False]


def credits_of(voice: Voice) -> list[Credited]:
    """Its credits to others, without its publisher's own tag and those looked up that do not hold it."""
    return [c for c in voice.credited if c.holds is not False and c.publisher != voice.publisher]


def not_held(voice: Voice) -> list[Credited | Document]:
    """What it credits that stands in the ledger and does not hold it."""
    given: tuple[Credited | Document, ...] = (*voice.credited, *voice.documents)
    return [one for one in given if one.holds is False]


def knowers_of(voice: Voice, near: Surroundings) -> Iterator[Ground]:
    """Who knows, where the one who speaks only repeats it: a named party, or a document."""
    no_root = _no_root(voice)
    stated = [one for one in on_record(voice.knower) if one[0] not in no_root]
    if stated:
        yield _named(near.chosen(stated), firm=not not_held(voice))
    for document in usable(voice):
        if document.named:
            yield _document(document)


def grounds_of(voice: Voice, near: Surroundings) -> list[Ground]:
    """All that a voice rests on, the best first; never empty."""
    found = list(knowers_of(voice, near))
    no_root = _no_root(voice)
    stated = [one for one in on_record(voice.source) if one[0] not in no_root]
    if stated and not found:
        party, name = near.chosen(stated)
        firm = not not_held(voice) and party not in near.hearsay
        found.append(_named((party, name), firm=firm))
    found += [_credit(credit, voice, near) for credit in credits_of(voice)]
    speaker = voice.speaker
    unnamed = [document for document in usable(voice) if not document.named]
    if speaker is not None and not on_record(speaker) and speaker.party not in no_root:
        found.append(_unnamed(speaker, voice))
    elif unnamed and not stated:
        found.append(_unnamed_document(unnamed[0], voice))
    elif not found:
        found.append(_own(voice, near))
    return found


def _no_root(voice: Voice) -> set[str]:
    """Parties that are no speaker of their own here: the outlets it credits, and what does not hold it."""
    failed = {given.party for given in not_held(voice)}
    return {party for party in failed | {c.party for c in voice.credited} if party is not None}


def _named(stated: tuple[str, str], *, firm: bool) -> Ground:
    party, name = stated
    return Ground(
        rank=Rank.KNOWN,
        node=("party", party),
        kind="same-source",
        how="named-source",
        name=name,
        party=party,
        firm=firm,
        reasons=(Reason(code="origin-same-source", values=(name,)),),
    )


def _document(document: Document) -> Ground:
    return Ground(
        rank=Rank.KNOWN,
        node=("document", document.key),
        kind="document",
        how="document",
        name=document.name,
        party=document.party,
        firm=True,
        reasons=(Reason(code="origin-document", values=(document.name,)),),
    )


def _credit(credit: Credited, voice: Voice, near: Surroundings) -> Ground:
    """A credit leads to the report that is meant, where that speaks to the claim; else to the outlet."""
    meant = near.at(credit.report, voice) if credit.report else None
    return Ground(
        rank=Rank.CREDIT,
        node=("voice", meant.point) if meant else near.outlet(credit.publisher),
        kind="credit",
        how="credit",
        name=credit.name,
        party=credit.party,
        reasons=credit.reasons or (Reason(code="origin-credit", values=(credit.name,)),),
    )


def _unnamed(speaker: Speaker, voice: Voice) -> Ground:
    """Unnamed ones are one only where linking holds them for one party within one publisher."""
    return Ground(
        rank=Rank.UNNAMED,
        node=("unnamed", f"{voice.publisher or voice.family} {speaker.party}"),
        kind="same-source",
        how="unnamed-source",
        name=speaker.name,
        party=speaker.party,
        reasons=(Reason(code="origin-same-unnamed", values=(speaker.name,)),),
    )


def _unnamed_document(document: Document, voice: Voice) -> Ground:
    return Ground(
        rank=Rank.UNNAMED,
        node=("unnamed", f"{voice.publisher or voice.family} {document.key}"),
        kind="document",
        how="document",
        name=document.name,
        reasons=(Reason(code="origin-document", values=(document.name,)),),
    )


def _own(voice: Voice, near: Surroundings) -> Ground:
    """The writer's own word. Where the report gives a source for it elsewhere, it sums that one up."""
    name = voice.publisher or voice.path or voice.report
    eyes = voice.own_eyes and not not_held(voice)
    code = "origin-own-word"
    node = near.outlet(voice.publisher) if voice.publisher else ("report", voice.family)
    summed = None if eyes else near.summed_up(voice)
    if summed is not None:
        code, node = "origin-summary", ("voice", summed.point)
    return Ground(
        rank=Rank.OWN,
        node=node,
        kind="same-source",
        how="own-reporting" if eyes else "own-word",
        name=name,
        firm=eyes,
        reasons=(Reason(code=code, values=(name,)),),
    )
