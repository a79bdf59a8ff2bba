"""What may be one: ties between origins that nothing settles, and to whom each root may come down by them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from secondsource.judging.dossier import EdgeKind, Speaker, Voice, on_record
from secondsource.judging.evidence import Rank, not_held
from secondsource.judging.groups import Node
from secondsource.judging.texts import Text, copy_tie
from secondsource.judging.ties import Tie
from secondsource.judging.uniting import United
from secondsource.model.statement import Reason


@dataclass(frozen=True, slots=True)
class Maybe:
    """A text may be one with another, or with all that share a node (a body, a quotation).

    single: holds for these words alone, so that a root with other texts beside is not moved by it.
    """

    text: Text
    other: Node
    tie: Tie | None
    single: bool = False


def maybes_of(found: United) -> list[Maybe]:
    """All that may be one, but for what is open because it names nobody (`open_ties`)."""
    of_voice = {voice.point: text for text in found.texts for voice in text.voices}
    return [
        *_copies(found, of_voice),
        *_parties(found),
        *_houses(found),
        *_failed(found),
        *_clashes(found),
        *_versions(found),
        *_repeated(found),
    ]


def is_firm(found: United, text: Text) -> bool:
    """Whether a text shows a root of its own: own eyes, or somebody named who repeats no several others."""
    party = text.ground.node[1] if text.ground.node and text.ground.node[0] == "party" else ""
    return text.ground.firm and not (text.ground.how == "named-source" and party in found.repeated)


def _maybe(found: United, text: Text, first: Text, kind: EdgeKind, reason: Reason) -> Tie | None:
    """The tie of two texts, unless they are one already."""
    if found.root(text) == found.root(first):
        return None
    return Tie(point=text.lead.point, to=first.lead.point, kind=kind, sure="may", reasons=(reason,))


def _copies(found: United, of_voice: Mapping[str, Text]) -> Iterator[Maybe]:
    """Shared words of which it is open who took them, and a second report in which the same words stand.

    Only those who themselves speak the shared words may be one by them; a report that mixes two others tells
    nothing of these.
    """
    for text in found.texts:
        for voice in text.voices:
            for copied in voice.copied:
                other = of_voice.get(copied.point or "")
                if other is None or found.root(other) == found.root(text):
                    continue
                point = found.near.by_point[copied.point or ""]
                tie = replace(copy_tie(voice, point, copied), sure="may")
                if voice is text.lead and point is other.lead:
                    yield Maybe(text, found.root(other), tie, single=True)
                    yield Maybe(other, found.root(text), None, single=True)
                else:
                    yield Maybe(text, found.root(text), tie)


def _parties(found: United) -> Iterator[Maybe]:
    """Those of one body, and those of whom it is open whether they are one party."""
    first: dict[str, Text] = {}
    for text in found.texts:
        if text.ground.how == "named-source" and text.ground.party is not None:
            first.setdefault(text.ground.party, text)
    eyes = {found.root(text) for text in found.texts if text.lead.own_eyes}
    for text in found.texts:
        for party, code, kind in _shared_parties(text):
            if code == "origin-one-body" and found.root(text) in eyes:
                continue
            held = first.setdefault(party, text)
            reason = Reason(code=code, values=(text.ground.name, held.ground.name))
            yield Maybe(text, found.groups.of(("party", party)), _maybe(found, text, held, kind, reason))


def _shared_parties(text: Text) -> Iterator[tuple[str, str, EdgeKind]]:
    """(party, code, kind of edge) of the one whose word a text is."""
    speaker = _teller(text)
    if speaker is None:
        return
    for one in (speaker, *speaker.members):
        for party in sorted(one.may_be):
            yield party, "origin-may-be", "same-source" if one.kind == "named" else "unnamed"
        if one.body is not None:
            yield one.body, "origin-one-body", "same-source" if one.kind == "named" else "unnamed"


def _teller(text: Text) -> Speaker | None:
    """The speaker whose word the text is by its ground, be it the one who knows or the one who speaks."""
    if text.ground.how not in ("named-source", "unnamed-source"):
        return None
    both = [one for one in (text.lead.knower, text.lead.source) if one is not None]
    named = text.ground.how == "named-source"
    return next((one for one in both if bool(on_record(one)) == named), None)


def _houses(found: United) -> Iterator[Maybe]:
    """Papers of one house that name nobody: one desk may have written for both."""
    first: dict[str, Text] = {}
    for text in found.texts:
        house = text.lead.house
        if house and text.ground.rank != Rank.KNOWN:
            held = first.setdefault(house, text)
            reason = Reason(code="origin-one-house", values=(house,))
            yield Maybe(text, ("house", house), _maybe(found, text, held, "family", reason))


def _failed(found: United) -> Iterator[Maybe]:
    """Two that credit the same with what it does not hold: one may have it from the other."""
    first: dict[str, Text] = {}
    for text in found.texts:
        for given in not_held(text.lead):
            key = given.report or given.name
            held = first.setdefault(key, text)
            reason = Reason(code="origin-both-not-held", values=(given.name,))
            yield Maybe(text, ("not-held", key), _maybe(found, text, held, "credit", reason))


def _clashes(found: United) -> Iterator[Maybe]:
    """The same quotation under two names."""
    for texts in found.clashes:
        first = next(text for text in texts if text.ground.rank == Rank.KNOWN)
        node = ("quotation", first.lead.point)
        for text in texts:
            reason = Reason(code="origin-quote-two-names", values=(text.ground.name, first.ground.name))
            yield Maybe(text, node, _maybe(found, text, first, "same-quote", reason))


def _versions(found: United) -> Iterator[Maybe]:
    """A version of a report with another ground than the one before, where no version holds both."""
    families: defaultdict[str, dict[Node, list[Text]]] = defaultdict(dict)
    reports: defaultdict[tuple[str, Node], set[str]] = defaultdict(set)
    for text in found.texts:
        root = found.root(text)
        for voice in text.voices:
            families[voice.family].setdefault(root, []).append(text)
            reports[voice.family, root].add(voice.report)
    for family, roots in families.items():
        for root, texts in roots.items():
            eyes = next((text for text in texts if text.ground.how == "own-reporting"), None)
            for other, others in roots.items() if eyes is not None else ():
                if eyes is None or other == root or reports[family, root] & reports[family, other]:
                    continue
                tie = _maybe(found, eyes, others[0], "same-source", Reason(code="origin-versions"))
                yield Maybe(eyes, other, tie, single=True)
                yield Maybe(others[0], root, None, single=True)


def _repeated(found: United) -> Iterator[Maybe]:
    """One who repeats several others, where it isn't told which of them this time."""
    first: dict[Node, Text] = {}
    for text in found.texts:
        first.setdefault(found.root(text), text)
    for text in found.texts:
        node = text.ground.node
        if node is None or node[0] != "party" or text.ground.how != "named-source":
            continue
        for other in found.repeated.get(node[1], ()):
            root = found.groups.of(other)
            if root in first:
                reason = Reason(code="origin-repeats", values=(text.ground.name, first[root].ground.name))
                yield Maybe(text, root, _maybe(found, text, first[root], first[root].ground.kind, reason))


def open_ties(
    found: United, roots: Sequence[Sequence[Text]], firm: Sequence[bool], may: Sequence[Tie]
) -> Iterator[Tie]:
    """Whoever names nobody may have it from anybody: a tie to the first firm root, else to the first.

    may: the ties that are told for a better reason; whoever is thereby tied to a firm root needs no other.
    """
    to = next((texts[0] for texts, sure in zip(roots, firm, strict=True) if sure), roots[0][0])
    root_of = {voice.point: found.root(text) for text in found.texts for voice in text.voices}
    surely = {found.root(texts[0]) for texts, sure in zip(roots, firm, strict=True) if sure}
    ends = [(root_of[a], root_of[b]) for tie in may for a, b in ((tie.point, tie.to), (tie.to, tie.point))]
    tied = {one for one, other in ends if other in surely or other == found.root(to)}
    for texts, sure in zip(roots, firm, strict=True):
        root, other = found.root(texts[0]), to
        if sure or root == found.root(other) or root in tied:
            continue
        code = "origin-unsaid" if texts[0].ground.rank == Rank.OWN else "origin-unnamed"
        reason = Reason(code=code, values=(_told_name(texts[0].lead, texts[0].ground.name),))
        yield Tie(
            point=texts[0].lead.point, to=other.lead.point, kind="unnamed", sure="may", reasons=(reason,)
        )


def _told_name(voice: Voice, name: str) -> str:
    """Who names nobody: the speaker, by name where there is one, or the outlet."""
    stated = on_record(voice.speaker)
    return stated[0][1] if stated else name
