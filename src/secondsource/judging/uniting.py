"""Texts united through what they share: a speaker, a document, a quotation, a credited outlet.

Each text is tied to one thing, the best that it rests on, and never to two, so that what names nobody cannot
make two who are named one. Further ties stand between the shared things themselves: a speaker who only
repeats a document.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from secondsource.judging.dossier import EdgeKind, Voice, on_record
from secondsource.judging.evidence import (
    Ground,
    Rank,
    Surroundings,
    credits_of,
    grounds_of,
    knowers_of,
    usable,
)
from secondsource.judging.groups import Groups, Node
from secondsource.judging.texts import Text, texts_of
from secondsource.judging.ties import Tie
from secondsource.model.statement import Reason


@dataclass(slots=True)
class United:
    """The texts of some voices and the groups they make by what must be one.

    clashes: texts that hold the same quotation under different names. repeated: parties who repeat several
    others, with these. circles: outlets that credit one another all around. first: the point that was first
    tied to a node; shown: a point for each group that has any.
    """

    near: Surroundings
    texts: list[Text]
    groups: Groups
    ties: list[Tie]
    clashes: list[list[Text]] = field(default_factory=list)
    repeated: dict[str, list[Node]] = field(default_factory=dict)
    circles: list[tuple[str, ...]] = field(default_factory=list)
    first: dict[Node, str] = field(default_factory=dict)
    shown: dict[Node, str] = field(default_factory=dict)

    def root(self, text: Text) -> Node:
        """What stands for the origin of a text."""
        return self.groups.of(text.node)

    def join(self, one: Node, other: Node, kind: EdgeKind, reasons: tuple[Reason, ...]) -> None:
        """Makes two nodes one; where both have voices, the union is told as a tie of these."""
        a, b = self.groups.of(one), self.groups.of(other)
        point, to = self._point(one), self._point(other)
        new = self.groups.join(one, other)
        if point is not None and to is not None and point != to and (new or one[0] == "voice"):
            self.ties.append(Tie(point=point, to=to, kind=kind, sure="must", reasons=reasons))
        held = self.shown.get(b) or self.shown.get(a) or to or point
        if held is not None:
            self.shown[self.groups.of(one)] = held
            self.first.setdefault(one, point or held)
            self.first.setdefault(other, to or held)

    def _point(self, node: Node) -> str | None:
        """The voice that stands for a node: itself, the first tied to it, or any of its group."""
        if node[0] == "voice":
            return node[1]
        return self.first.get(node) or self.shown.get(self.groups.of(node))


def united(ordered: Sequence[Voice]) -> United:
    """The voices (in order, each point once), with all that must be one united."""
    near = Surroundings(ordered)
    grounds = {voice.point: grounds_of(voice, near) for voice in ordered}
    texts, groups, ties = texts_of(ordered, near, grounds)
    found = United(near=near, texts=texts, groups=groups, ties=ties)
    found.shown = {text.node: text.lead.point for text in texts}
    _join(found, [t for t in texts if t.ground.rank == Rank.KNOWN])
    _repeat(found, ordered)
    _look_up(found, ordered)
    settled = _quote(found)
    rest = [t for t in texts if t.ground.rank != Rank.KNOWN and t.node not in settled]
    homes = {text.node: home for text in rest if (home := _home(found, text)) is not None}
    _lead_home(found, [(text, homes[text.node]) for text in rest if text.node in homes])
    _join(found, [text for text in rest if text.node not in homes])
    found.circles = list(_circles(found, rest))
    return found


def _join(found: United, texts: Sequence[Text]) -> None:
    """Unites each text with what it rests on; told as a tie to the first that rests on the same."""
    for text in texts:
        if text.ground.node is not None:
            found.join(("voice", text.lead.point), text.ground.node, text.ground.kind, text.ground.reasons)


def _repeat(found: United, ordered: Sequence[Voice]) -> None:
    """Who repeats one other, by any voice, counts for that one everywhere; who repeats several, for any."""
    repeats: defaultdict[tuple[str, str], dict[Node, Ground]] = defaultdict(dict)
    for voice in ordered:
        stated = on_record(voice.source)
        for ground in knowers_of(voice, found.near):
            if stated and ground.node is not None:
                repeats[found.near.chosen(stated)].setdefault(ground.node, ground)
                break
    for (party, name), others in sorted(repeats.items(), key=lambda one: one[0]):
        node = ("party", party)
        others.pop(node, None)
        if len(others) > 1:
            found.repeated[party] = sorted(others)
        for other, ground in others.items() if len(others) == 1 else ():
            reasons = (Reason(code="origin-repeats", values=(name, ground.name)),)
            found.join(node, other, ground.kind, reasons)


def _look_up(found: United, ordered: Sequence[Voice]) -> None:
    """A document that stands in the ledger as a report is one with what that report says."""
    for voice in ordered:
        for document in usable(voice):
            node = ("document", document.key)
            meant = found.near.at(document.report, voice) if document.report else None
            if meant is not None:
                reasons = (Reason(code="origin-document", values=(document.name,)),)
                found.join(node, ("voice", meant.point), "document", reasons)


def _quote(found: United) -> set[Node]:
    """Unites texts by their quotations; gives those that name nobody and are thereby tied to somebody.

    Under two names that surely are two, the same words only may be one.
    """
    holders: defaultdict[str, list[Text]] = defaultdict(list)
    for text in found.texts:
        for quotation in dict.fromkeys(v.quotation for v in text.voices if v.quotation):
            holders[quotation].append(text)
    settled: set[Node] = set()
    for _, texts in sorted(holders.items()):
        known = [text for text in texts if text.ground.rank == Rank.KNOWN]
        if _may_be_one(found, known):
            free = [t for t in texts if t.ground.rank != Rank.KNOWN and t.node not in settled]
            for text in (*known[1:], *free):
                one, other = ("voice", text.lead.point), ("voice", known[0].lead.point)
                found.join(one, other, "same-quote", (Reason(code="origin-same-quote"),))
            settled.update(text.node for text in free)
        elif known:
            found.clashes.append(texts)
    return settled


def _may_be_one(found: United, known: Sequence[Text]) -> bool:
    """Whether all texts that name somebody name the same, or such as may be the same."""
    groups = Groups()
    for text in known:
        for other in text.lead.speaker.may_be if text.lead.speaker else ():
            groups.join(found.root(text), found.groups.of(("party", other)))
    return len({groups.of(found.root(text)) for text in known}) == 1


def _lead_home(found: United, credited: Sequence[tuple[Text, Voice]]) -> None:
    """What credits an outlet is one with that outlet's own voice here, where it has one."""
    for text, home in credited:
        for node in (("voice", text.lead.point), text.ground.node):
            if node is not None:
                found.join(node, ("voice", home.point), "credit", text.ground.reasons)


def _home(found: United, text: Text) -> Voice | None:
    """The voice of the outlet that a text credits, where no report of it was found."""
    if text.ground.rank != Rank.CREDIT:
        return None
    for credit in credits_of(text.lead):
        if found.near.outlet(credit.publisher) == text.ground.node:
            return found.near.home(credit.publisher)
    return None


def _circles(found: United, texts: Sequence[Text]) -> Iterator[tuple[str, ...]]:
    """The outlets of each circle of credits, in which nobody tells where it comes from."""
    leads = {text.node: text for text in texts if text.ground.rank == Rank.CREDIT}
    of_voice = {voice.point: text.node for text in found.texts for voice in text.voices}
    done: set[Node] = set()
    for start in leads:
        path: list[Node] = []
        node: Node | None = start
        while node is not None and node in leads and node not in done:
            done.add(node)
            path.append(node)
            node = _credited_text(found, leads[node], of_voice)
        if node is not None and node in path:
            around = [leads[one].lead for one in path[path.index(node) :]]
            yield tuple(sorted({voice.publisher or voice.path or voice.report for voice in around}))


def _credited_text(found: United, text: Text, of_voice: dict[str, Node]) -> Node | None:
    """The text that a text's credit leads to, where there is one."""
    node = text.ground.node
    if node is not None and node[0] == "voice":
        return of_voice[node[1]]
    home = _home(found, text)
    return of_voice[home.point] if home is not None else None
