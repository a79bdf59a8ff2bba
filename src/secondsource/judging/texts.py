"""Voices that are one text: copied words, what an analyst decided, what one report says without a source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from secondsource.judging.dossier import Copied, Voice
from secondsource.judging.evidence import Ground, Rank, Surroundings
from secondsource.judging.groups import Groups, Node
from secondsource.judging.ties import Tie
from secondsource.model.statement import Reason

Grounds = Mapping[str, Sequence[Ground]]


@dataclass(frozen=True, slots=True)
class Text:
    """Voices that are one text, the one that the others were taken from first; and what it rests on.

    lead: the voice that gives the ground. The ground is the best that any of them tells.
    """

    node: Node
    voices: tuple[Voice, ...]
    lead: Voice
    ground: Ground


def texts_of(
    ordered: Sequence[Voice], near: Surroundings, grounds: Grounds
) -> tuple[list[Text], Groups, list[Tie]]:
    """The texts in the order of their first voices, with the groups and ties that make them."""
    parents = _parents(ordered, near)
    ties = [*parents.values()]
    free = [v for v in ordered if v.point not in parents and grounds[v.point][0].rank != Rank.KNOWN]
    ties += _one_report(free, grounds)
    ties += _one_quotation(free)
    groups = Groups()
    for tie in ties:
        groups.join(("voice", tie.point), ("voice", tie.to))
    depths = _depths(ordered, parents)
    members: defaultdict[Node, list[Voice]] = defaultdict(list)
    for voice in ordered:
        members[groups.of(("voice", voice.point))].append(voice)
    found = []
    for node, voices in members.items():
        voices.sort(key=lambda v: (depths[v.point], near.order[v.point]))
        found.append(_text(node, voices, groups, grounds))
    return found, groups, ties


def _text(node: Node, voices: Sequence[Voice], groups: Groups, grounds: Grounds) -> Text:
    """The best ground tells, of equals that of the voice nearest to the first; no credit within the text."""
    ranked = [(ground, voice) for voice in voices for ground in grounds[voice.point]]
    leading = [one for one in ranked if not (_inner(one[0]) and groups.of(one[0].node or node) == node)]
    ground, lead = min(leading or ranked, key=lambda one: one[0].rank)
    return Text(node=node, voices=tuple(voices), lead=lead, ground=ground)


def _inner(ground: Ground) -> bool:
    return ground.node is not None and ground.node[0] == "voice"


def _parents(ordered: Sequence[Voice], near: Surroundings) -> dict[str, Tie]:
    """The one voice that each has its words from, by point, where it has them from another for sure.

    One, so that a report that mixes two others does not make these one.
    """
    first: dict[str, Voice] = {}
    for voice in ordered:
        for copied in sure_copies(voice):
            first.setdefault(_passage(copied), voice)
    found = {}
    for voice in ordered:
        tie = _cited(voice, near) or _copied(voice, near, first)
        if tie is not None:
            found[voice.point] = tie
    return found


def _cited(voice: Voice, near: Surroundings) -> Tie | None:
    """A decision of an analyst comes before all that the text tells."""
    for cited in sorted(voice.cited, key=lambda c: (c.report, c.by)):
        meant = near.at(cited.report, voice)
        if meant is not None:
            reason = Reason(code="origin-cited", values=(meant.path or meant.report, cited.by))
            return Tie(point=voice.point, to=meant.point, kind="credit", sure="must", reasons=(reason,))
    return None


def sure_copies(voice: Voice) -> list[Copied]:
    """Its sure copies in a fixed order."""
    sure = [copied for copied in voice.copied if copied.sure == "must" and copied.point != voice.point]
    return sorted(sure, key=lambda c: (c.report, c.point or "", c.passage))


def _copied(voice: Voice, near: Surroundings, first: Mapping[str, Voice]) -> Tie | None:
    sure = sure_copies(voice)
    there = [copied for copied in sure if copied.point in near.order]
    if there:
        copied = min(there, key=lambda c: near.order[c.point or ""])
        return copy_tie(voice, near.by_point[copied.point or ""], copied)
    for copied in sure:
        other = first[_passage(copied)]
        if other.point != voice.point:
            return copy_tie(voice, other, copied)
    return None


def _passage(copied: Copied) -> str:
    """What two share that copied the same words of a report which itself is no voice here."""
    return copied.point or f"{copied.report} {copied.passage}"


def copy_tie(voice: Voice, other: Voice, copied: Copied) -> Tie:
    """The tie of a copy, with the reasons of the one who found it."""
    reasons = copied.reasons or (Reason(code="origin-copied", values=(other.path or other.report,)),)
    return Tie(point=voice.point, to=other.point, kind="copy", sure=copied.sure, reasons=reasons)


def _depths(ordered: Sequence[Voice], parents: Mapping[str, Tie]) -> dict[str, int]:
    """How many steps each voice is from the one that its words come from. A circle begins at its first."""
    depths: dict[str, int] = {}
    for voice in ordered:
        path: list[str] = []
        seen: set[str] = set()
        point = voice.point
        while point not in depths and point not in seen and point in parents:
            path.append(point)
            seen.add(point)
            point = parents[point].to
        start = depths.setdefault(point, 0)
        for step, above in enumerate(reversed(path), 1):
            depths.setdefault(above, start + step)
    return depths


def _one_report(free: Sequence[Voice], grounds: Grounds) -> Iterator[Tie]:
    """What one report (in all versions) says without naming anybody is one, unless it tells several apart."""
    families: defaultdict[str, list[Voice]] = defaultdict(list)
    for voice in free:
        families[voice.family].append(voice)
    for voices in families.values():
        apart = _tells_apart(voices, grounds)
        versions = len({voice.report for voice in voices})
        first: dict[str, Voice] = {}
        for voice in voices:
            ground = grounds[voice.point][0]
            if ground.firm or (apart and (versions == 1 or ground.rank == Rank.OWN)):
                continue
            other = first.setdefault(ground.name if apart else "", voice)
            if other is not voice:
                yield _tie(voice, other, "origin-one-report", other.path or other.report)


def _tells_apart(voices: Sequence[Voice], grounds: Grounds) -> bool:
    """Whether one report has it from two who are not named, or credits two."""
    told: defaultdict[str, set[tuple[str, str | None]]] = defaultdict(set)
    for voice in voices:
        ground = grounds[voice.point][0]
        if ground.rank != Rank.OWN:
            told[voice.report].add((ground.name, ground.party))
    return any(len(found) > 1 for found in told.values())


def _one_quotation(free: Sequence[Voice]) -> Iterator[Tie]:
    """The same words in quotation marks, of nobody named, are one."""
    first: dict[str, Voice] = {}
    for voice in free:
        if voice.quotation:
            other = first.setdefault(voice.quotation, voice)
            if other is not voice:
                yield Tie(
                    point=voice.point,
                    to=other.point,
                    kind="same-quote",
                    sure="must",
                    reasons=(Reason(code="origin-same-quote"),),
                )


def _tie(voice: Voice, other: Voice, code: str, *values: str) -> Tie:
    reason = Reason(code=code, values=values)
    return Tie(point=voice.point, to=other.point, kind="same-source", sure="must", reasons=(reason,))
