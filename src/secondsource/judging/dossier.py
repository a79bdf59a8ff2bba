"""A claim's dossier: every voice that speaks to it, with what is known of where each has it from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from secondsource.model.statement import Reason

Stance = Literal["asserts", "confirms", "denies", "asks", "corrects", "withdraws"]
Kind = Literal["named", "unnamed", "group"]
Sure = Literal["must", "may"]
EdgeKind = Literal["copy", "credit", "same-source", "same-quote", "family", "unnamed", "document"]

# Those who stand behind a claim. "corrects" is said of the claim that a correction puts in another's place;
# of the claim that it takes back, the same report is a voice that "withdraws".
FOR: frozenset[Stance] = frozenset({"asserts", "confirms", "corrects"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A party across reports: its id, its name as shown, its kind, and the body that it belongs to.

    body: a party (the ministry of an official), or None; spokesman: its word is that body's own. members:
    those of a group that speaks as one ("the army and the mayor said"). may_be: parties that it may be.
    """

    party: str
    name: str
    kind: Kind = "named"
    body: str | None = None
    spokesman: bool = False
    members: tuple[Speaker, ...] = ()
    may_be: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """This voice's words stand in an earlier report too. Standing background (news: false) is not listed.

    point: the voice there, None when that report says nothing of the claim; passage: what tells the shared
    words from others of that report ("" where the report is enough). sure: "may" where the passage is short
    or it is open who took it from whom.
    """

    report: str
    point: str | None = None
    passage: str = ""
    sure: Sure = "must"
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Credited:
    """The report says that it has this from another: an outlet, an agency or a report of theirs.

    publisher: its folded name; party: its party, where the ledger has one. report: the one in the ledger that
    is meant, where it was found; holds: whether it holds what it is credited with, None where none was found.
    """

    publisher: str
    name: str
    party: str | None = None
    report: str | None = None
    holds: bool | None = None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """An analyst decided that this voice's report has it from another one. by: the decision's id."""

    report: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document or recording that the statement rests on. report, holds: as for Credited.

    key: the same for all that rest on this one; named: False for "a document", which may be any.
    """

    key: str
    name: str
    party: str | None = None
    named: bool = True
    report: str | None = None
    holds: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One point of a claim: who says it, in which report, and what it rests on.

    lineage: the same for all versions of one report ("": the report alone). publisher: folded name; issuer:
    the party that the publisher is; house: the family of publishers that it belongs to. published: UTC as the
    ledger prints it, at its own precision, so that text order is order in time. source: who says it (None:
    the writer). knower: who knows, at the end of the chain, where that is another. quotation: a digest of six
    quoted words or more, "" without. basis: kinds as in the record.

    Of a voice that withdraws: desk, that the paper corrects itself, whoever is quoted; retracts, the reports
    (or lineages) that it names, if any. withdrawn: the point that takes this voice back.
    """

    point: str
    report: str
    lineage: str = ""
    path: str = ""
    text: str = ""
    publisher: str | None = None
    issuer: str | None = None
    house: str | None = None
    published: str | None = None
    stance: Stance = "asserts"
    source: Speaker | None = None
    knower: Speaker | None = None
    basis: frozenset[str] = frozenset()
    copied: tuple[Copied, ...] = ()
    credited: tuple[Credited, ...] = ()
    cited: tuple[Cited, ...] = ()
    documents: tuple[Document, ...] = ()
    quotation: str = ""
    desk: bool = False
    retracts: frozenset[str] = frozenset()
    withdrawn: str | None = None

    @property
    def family(self) -> str:
        """What all versions of the report share."""
        return self.lineage or self.report

    @property
    def speaker(self) -> Speaker | None:
        """The one who knows, else the one who says it; None for the writer's own word."""
        return self.knower or self.source

    @property
    def own_eyes(self) -> bool:
        """Whether it rests on the speaker's, or the reporter's, own eyes."""
        return "first-hand" in self.basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What this claim is to another one, as in the record. standing: False when the other was withdrawn."""

    claim: str
    kind: str
    facet: str | None = None
    standing: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One claim: its id, its words, its voices, and its relations to other claims."""

    claim: str
    voices: tuple[Voice, ...]
    text: str = ""
    relations: tuple[Relation, ...] = ()


def in_order(voices: Iterable[Voice]) -> list[Voice]:
    """Each point once, earliest published first, undated last, then by report and point; never by arrival."""
    once = {voice.point: voice for voice in voices}
    return sorted(once.values(), key=lambda v: (v.published is None, v.published or "", v.report, v.point))


def on_record(speaker: Speaker | None) -> tuple[tuple[str, str], ...]:
    """(party, name) of those who stand behind a word by name: a spokesman's body, the named of a group."""
    if speaker is None:
        return ()
    if speaker.spokesman and speaker.body is not None:
        return ((speaker.body, speaker.name),)
    if speaker.kind == "named":
        return ((speaker.party, speaker.name),)
    return tuple(named for member in speaker.members for named in on_record(member))
