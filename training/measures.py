"""Exact-match figures of names and of where points begin; pure functions of sets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from secondsource.text import Segments

Typed = tuple[int, int, str]
Figures = dict[str, float]


def figures(hit: int, gold: int, read: int) -> Figures:
    """Precision, recall and F1 in percent (0 where there is nothing to divide by), with the counts."""
    p, r = hit / max(1, read), hit / max(1, gold)
    f1 = 2 * hit / max(1, gold + read)
    return {"p": 100 * p, "r": 100 * r, "f1": 100 * f1, "hit": hit, "gold": gold, "read": read}


def name_f1(
    gold: Sequence[AbstractSet[Typed]], read: Sequence[AbstractSet[Typed]], types: Iterable[str] | None = None
) -> dict[str, Figures]:
    """Figures of (start, end, type) that agree in all three, under "all" and under each type.

    One set a text on both sides. types: those that count; None for every type that either side has.
    """
    pairs = list(zip(gold, read, strict=True))
    kept = {m[2] for pair in pairs for side in pair for m in side} if types is None else set(types)
    out = {}
    for name, among in {"all": kept, **{t: {t} for t in sorted(kept)}}.items():
        sides = [tuple({m for m in side if m[2] in among} for side in pair) for pair in pairs]
        out[name] = figures(
            sum(len(a & b) for a, b in sides), sum(len(a) for a, _ in sides), sum(len(b) for _, b in sides)
        )
    return out


def start_f1(
    gold: Sequence[Iterable[int]], read: Sequence[Iterable[int]], given: Sequence[Iterable[int]]
) -> Figures:
    """Figures of the words at which points begin, but for the given ones (first words of sentences)."""
    hit = true = said = 0
    for a, b, free in zip(gold, read, given, strict=True):
        inside, found = set(a) - set(free), set(b) - set(free)
        hit, true, said = hit + len(inside & found), true + len(inside), said + len(found)
    return figures(hit, true, said)


def sentence_starts(segments: Segments) -> set[int]:
    """The first word of every sentence."""
    sentence = segments.sentence.tolist()
    return {i for i, s in enumerate(sentence) if i == 0 or sentence[i - 1] != s}
