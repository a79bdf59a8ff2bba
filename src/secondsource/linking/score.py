"""What two wordings are to each other: values first, then a sum of whole weights, then the pair reader
where it is asked.

Most candidates are clear: of other matters, or the very same words. Those in between wait until the pair
reader has read them; its answer and the levels then count together, and what values rule out is ruled out
whatever it says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, NamedTuple, cast

from secondsource.linking import relations
from secondsource.linking.compare import Levels, compare, side_of
from secondsource.linking.disputes import borne_out
from secondsource.linking.keys import plainly
from secondsource.linking.relations import Parts
from secondsource.linking.senses import closeness
from secondsource.linking.store import Scored
from secondsource.linking.weights import Weights, combined, matter, parts_of, shipped
from secondsource.model.answer import Answer
from secondsource.model.statement import Reason
from secondsource.model.wording import Edge, Label, Wording

Sign = Literal[1, -1]
Reasons = tuple[Reason, ...]
_UNLIKELY = 300  # thousandths of one claim at most, of other days and of what shares too little
_MOST = 6  # tenths of the words
_DISPUTES = ("conflicts", "supersedes-a", "supersedes-b")
_COUNTED = 850  # thousandths at least, where both tell one figure of one thing
_ALIKE = 45  # hundredths of the cosine, below which what shares a key of sense alone is no pair
_ONE_EVENT = 500  # thousandths of one event below which the pair reader's word takes from one claim


def score(pairs: Sequence[tuple[Wording, Wording, Answer | None]], /) -> list[Scored]:
    """An edge for each pair (the lower id first), and whether the pair reader is to be asked. No reasons:
    `edge` gives these to who asks.

    The edge of one that waits counts for nothing, and holds no guess.
    """
    weights = shipped()
    return [_scored(a, b, answer, weights, guess=False) for a, b, answer in pairs]


def _scored(a: Wording, b: Wording, answer: Answer | None, weights: Weights, *, guess: bool) -> Scored:
    if not kept(a, b):
        return Scored(_edge(a, b, "apart", probability=0), kept=False)
    judged = judge(a, b, answer, weights=weights, guess=guess, why=False)
    # What is clearly of two matters is no pair: nine in ten that are clear are such, and a cluster is hardly
    # another for knowing of them.
    return Scored(sure(a, b, answer, judged), judged.waiting and not guess, judged.matter)


def sure(a: Wording, b: Wording, answer: Answer | None, judged: Judged) -> Edge:
    """The edge of a pair; one that is a conflict, or a later state of a count, only where that is borne out:
    most that look so are two matters.
    """
    edge = judged.edge
    if edge.label not in _DISPUTES or borne_out(a, b, edge, answer, right=judged.right):
        return edge
    return replace(edge, label="apart", facet=None)


def kept(a: Wording, b: Wording) -> bool:
    """Whether two that share a key are a pair: by words or values, or alike enough in what they are about."""
    return plainly(a, b) or closeness(side_of(a).sense, side_of(b).sense) >= _ALIKE


def guessed(pairs: Sequence[tuple[Wording, Wording, Answer | None]], /) -> list[Scored]:
    """As `score` where no pair reader is there to be asked: the levels alone decide, and none waits."""
    weights = shipped()
    return [_scored(a, b, said, weights, guess=True) for a, b, said in pairs]


def edge(a: Wording, b: Wording, answer: Answer | None = None, *, weights: Weights | None = None) -> Scored:
    """The edge of two wordings, a the one of the lower id; waiting where the pair reader is to be asked and
    was not.
    """
    judged = judge(a, b, answer, weights=weights)
    return Scored(judged.edge, judged.waiting)


class Judged(NamedTuple):
    """An edge, and the thousandths that its label is right. matter: whether both may be of one matter."""

    edge: Edge
    waiting: bool
    right: int
    matter: bool = True


def judge(
    a: Wording,
    b: Wording,
    answer: Answer | None = None,
    *,
    weights: Weights | None = None,
    guess: bool = True,
    why: bool = True,
) -> Judged:
    """As `edge`, with how sure the label is. An answer is heard even where the pair is clear without.

    guess: whether the levels alone are to say what a pair is that waits for its answer. why: whether its
    reasons are wanted.
    """
    weights = weights or shipped()
    levels = compare(a, b)
    known = relations.settled(a, b, levels)
    if known is not None:
        reasons = _reasons(a, b, levels) if why else ()
        return Judged(_settled(a, b, *known, reasons), False, relations.SURE)
    common = matter(levels, weights)
    if common < weights.apart and answer is None:
        reasons = _reasons(a, b, levels) if why else ()
        told = _edge(a, b, "apart", probability=common // 2, reasons=reasons)
        return Judged(told, False, 1000 - common, matter=False)
    if answer is None and not guess:
        return Judged(_edge(a, b, "apart", probability=0), True, 0)
    parts = cast(Parts, parts_of(levels, weights))
    if answer is not None:
        parts = cast(Parts, combined(_said(answer), parts, weights))
    facet = relations.facet_of(levels, answer)
    parts = relations.guarded(levels, parts, facet)
    reasons = _reasons(a, b, levels, answer) if why else ()
    told, right = _likeliest(a, b, parts, facet, answer, reasons)
    one = told.probability
    if levels.times in ("near", "apart", "late") or relations.thin(a, b, levels, denies=told.sign < 0):
        one = min(one, _UNLIKELY)
    elif relations.agreed(a, b, levels):
        # Who says more of the same values is of one claim, where most of the words are shared: what only
        # speaks of it beside another matter is not. And so is who differs in what is the same.
        more = parts[1] + parts[2] if levels.words >= _MOST else 0
        one += more + (parts[3] if facet in ("number", "time") else 0)
    if answer is not None and answer.apart < _ONE_EVENT and relations.counted_again(a, b, levels):
        one = max(one, _COUNTED)
    if answer is not None and answer.event < _ONE_EVENT:
        # What surely tells of two happenings is not one claim, however alike the words are.
        one = one * answer.event // _ONE_EVENT
    told = replace(told, probability=min(one, 1000))
    return Judged(told, answer is None, right)


def one_matter(a: Wording, b: Wording, answer: Answer | None = None) -> int:
    """Thousandths that both speak of one happening, whatever they say of it."""
    common = matter(compare(a, b), shipped())
    return common if answer is None else (common + answer.event) // 2


def _said(answer: Answer) -> tuple[int, int, int, int, int]:
    return answer.same, answer.refines_a, answer.refines_b, answer.conflicts, answer.apart


def _settled(a: Wording, b: Wording, label: Label, facet: str | None, reasons: Reasons) -> Edge:
    """What values alone settled."""
    if facet == "denial":
        return _edge(a, b, "same", probability=relations.SURE, sign=-1, reasons=reasons)
    if label == "conflicts":
        label = relations.follows(a, b, facet or "other", None)
    probability = relations.SURE if label == "same" else 1000 - relations.SURE
    kept = facet if label == "conflicts" else None
    return _edge(a, b, label, probability=probability, facet=kept, reasons=reasons)


def _likeliest(
    a: Wording, b: Wording, parts: Parts, facet: str, answer: Answer | None, reasons: Reasons
) -> tuple[Edge, int]:
    """The likeliest label and its share; a denial is the same claim with the other sign."""
    same, more_a, more_b, conflicts, apart = parts
    shares = (("same", same), ("refines", more_a + more_b), ("conflicts", conflicts), ("apart", apart))
    told, right = max(shares, key=lambda pair: pair[1])
    denies = facet == "denial"
    label: Label = "apart"
    if told == "refines":
        label = "refines-a" if more_a >= more_b else "refines-b"
    elif told == "same" or (told == "conflicts" and denies):
        label = "same"
    elif told == "conflicts":
        label = relations.follows(a, b, facet, answer)
    made = _edge(
        a,
        b,
        label,
        probability=same + (conflicts if denies else 0),
        sign=-1 if told == "conflicts" and denies else 1,
        facet=facet if label == "conflicts" else None,
        reasons=reasons,
    )
    return made, right


def _edge(
    a: Wording,
    b: Wording,
    label: Label,
    *,
    probability: int,
    sign: Sign = 1,
    facet: str | None = None,
    reasons: tuple[Reason, ...] = (),
) -> Edge:
    return Edge(a=a.id, b=b.id, label=label, probability=probability, sign=sign, facet=facet, reasons=reasons)


# Levels that are worth a reason by themselves, beside the words shared and the figures.
TOLD = {
    "event": "same related other",
    "held": "deed one",
    "sign": "differs",
    "forecast": "differs",
    "actors": "same swapped other",
    "parties": "same crossed other",
    "figures": "apart",
    "times": "same near apart late",
    "places": "same some other",
    "quotation": "same",
}
_TOLD = {
    (name, level): Reason(code=f"link-{name}-{level}")
    for name, levels in TOLD.items()
    for level in levels.split()
}
_WORDS = tuple(Reason(code="link-words", values=(str(n),)) for n in range(11))


def _reasons(a: Wording, b: Wording, levels: Levels, answer: Answer | None = None) -> tuple[Reason, ...]:
    found = [_WORDS[levels.words]]
    found += [_TOLD[level] for level in zip(Levels._fields, levels, strict=True) if level in _TOLD]
    if levels.figures not in ("none", "apart", "only-a", "only-b"):
        found += relations.figure_reasons(a, b)
    if answer is not None:
        label, share = max(answer.four(), key=lambda pair: pair[1])
        found.append(Reason(code="link-reader", values=(label, str(share // 10))))
    return tuple(found)
