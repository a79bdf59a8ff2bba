"""The independent origins of a claim: who took it from whom, and how many roots that leaves, as bounds.

What must be one voice gives the upper bound. The lower is the least that any reading of what may be one
leaves: each surely independent root takes itself or one of those that it may be, and whatever names nobody
may be anyone's word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from secondsource.judging.dossier import FOR, Dossier, Voice, in_order
from secondsource.judging.evidence import grounds_of, not_held
from secondsource.judging.groups import Node, fewest
from secondsource.judging.maybes import Maybe, is_firm, maybes_of, open_ties
from secondsource.judging.texts import Text
from secondsource.judging.ties import Origins, Root, Tie, told
from secondsource.judging.uniting import United, united
from secondsource.model.statement import Reason


def of_dossier(dossier: Dossier) -> tuple[Origins, Origins]:
    """The origins of those who stand behind a claim and, apart, of those who deny it.

    A voice that was withdrawn (`withdrawals.with_withdrawals`) gives no origin; one that asks or takes back
    is none. Where all were withdrawn, their origins are told all the same, with a reason that says so.
    """
    said = [voice for voice in dossier.voices if voice.stance in FOR]
    denied = [voice for voice in dossier.voices if voice.stance == "denies"]
    return _standing(said), _standing(denied)


def _standing(voices: Sequence[Voice]) -> Origins:
    standing = [voice for voice in voices if voice.withdrawn is None]
    if standing:
        return origins_of(standing)
    reason = Reason(code="origins-all-withdrawn", values=(str(len(voices)),))
    return origins_of(voices, (reason,))


def origins_of(voices: Iterable[Voice], reasons: tuple[Reason, ...] = ()) -> Origins:
    """The origins of some voices that say the same. reasons: told before those that are found."""
    ordered = in_order(voices)
    if not ordered:
        return Origins(low=0, high=0)
    found = united(ordered)
    roots = _gathered(found)
    maybes = maybes_of(found)
    firm = [any(is_firm(found, text) for text in texts) for texts in roots]
    low = max(1, fewest(_choices(found, roots, firm, maybes)))
    may = [maybe.tie for maybe in maybes if maybe.tie is not None]
    ties = told([*found.ties, *may, *open_ties(found, roots, firm, may)])
    shown = tuple(_root(found, texts, sure) for texts, sure in zip(roots, firm, strict=True))
    told_why = (*reasons, *_reasons(found, shown, ties, low))
    return Origins(low=low, high=len(roots), roots=shown, edges=ties, reasons=told_why)


def _gathered(found: United) -> list[list[Text]]:
    """The texts of each root, those that tell most first; roots in the order of their first voices."""
    groups: defaultdict[Node, list[Text]] = defaultdict(list)
    for text in found.texts:
        groups[found.root(text)].append(text)
    for texts in groups.values():
        texts.sort(key=lambda t: (not is_firm(found, t), t.ground.rank, found.near.order[t.lead.point]))
    return sorted(groups.values(), key=lambda texts: min(_first(found, text) for text in texts))


def _first(found: United, text: Text) -> int:
    return min(found.near.order[voice.point] for voice in text.voices)


def _choices(
    found: United, roots: Sequence[Sequence[Text]], firm: Sequence[bool], maybes: Iterable[Maybe]
) -> list[frozenset[Node]]:
    """For each firm root itself and all that it may be."""
    sizes = {found.root(texts[0]): sum(is_firm(found, text) for text in texts) for texts in roots}
    may: defaultdict[Node, set[Node]] = defaultdict(set)
    for maybe in maybes:
        root = found.root(maybe.text)
        if is_firm(found, maybe.text) and not (maybe.single and sizes[root] > 1):
            may[root].add(maybe.other)
    own = [found.root(texts[0]) for texts, sure in zip(roots, firm, strict=True) if sure]
    return [frozenset({root, *may[root]}) for root in own]


def _root(found: United, texts: Sequence[Text], firm: bool) -> Root:
    """A root by the text that tells most of where it comes from."""
    best = texts[0].ground
    points = sorted(
        (v.point for text in texts for v in text.voices), key=lambda point: found.near.order[point]
    )
    return Root(name=best.name, party=best.party, points=tuple(points), how=best.how, firm=firm)


def _reasons(found: United, roots: Sequence[Root], ties: Sequence[Tie], low: int) -> Iterable[Reason]:
    """How many roots, how many of them firm, what may make them fewer, and what is odd about them."""
    firm = sum(root.firm for root in roots)
    yield Reason(code="origins-roots", values=(str(len(roots)), str(firm)))
    if low < len(roots):
        kinds = sorted({tie.kind for tie in ties if tie.sure == "may"})
        yield Reason(code="origins-may-be-fewer", values=(str(low), ", ".join(kinds)))
    for circle in sorted(found.circles):
        yield Reason(code="origins-circle", values=(", ".join(circle),))
    yield from _once(
        Reason(code="origins-not-held", values=(given.name, voice.path or voice.report))
        for voice in found.near.by_point.values()
        for given in not_held(voice)
    )
    yield from _once(_renamed(found))
    yield from _once(
        Reason(code="origins-cited-not-there", values=(cited.report, cited.by))
        for voice in found.near.by_point.values()
        for cited in voice.cited
        if found.near.at(cited.report, voice) is None
    )


def _renamed(found: United) -> Iterable[Reason]:
    """Copies of a text that give another name for it."""
    for text in found.texts:
        for voice in text.voices if len(text.voices) > 1 else ():
            ground = grounds_of(voice, found.near)[0]
            if ground.how != "named-source" or ground.node is None:
                continue
            if found.groups.of(ground.node) != found.root(text):
                values = (voice.path or voice.report, ground.name, text.ground.name)
                yield Reason(code="origins-renamed", values=values)


def _once(reasons: Iterable[Reason]) -> list[Reason]:
    return list(dict.fromkeys(reasons))
