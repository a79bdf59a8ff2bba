"""Points: the single propositions of what a report says.

Each sentence is cut once, whoever says it: what only attributes is set aside, units are tied to clauses
that could be true or false by themselves, and each clause goes to the innermost statement that holds most
of it, or else to the writer. So no proposition is given twice.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from secondsource.reading import clauses
from secondsource.reading.clauses import Unit, Words
from secondsource.reading.drafts import Draft
from secondsource.reading.frames import attributing, front_matter
from secondsource.reading.near import Near
from secondsource.reading.predicates import event_of, is_negated
from secondsource.reading.tags import Floats, Range
from secondsource.reading.tying import DEPENDENT, Clause, tied
from secondsource.text import Segments

Part = tuple[Clause, list[int]]  # a clause with its words, without what leads it in

_SHORT = 3  # words below which a stretch is no point beside others
_INDEPENDENT = frozenset({"and", "but", "clause"})  # with those before them they only add up
_ALIKE = 0.6  # points that share so much of their words say nearly the same


@dataclass(slots=True)  # to freeze one takes three times as long as to make it
class PointDraft:
    """A proposition in words of the text.

    ranges: several when interrupted. event: the head word of its predicate, or of its event noun.
    """

    ranges: tuple[Range, ...]
    event: int | None
    negated: bool


@dataclass(frozen=True, slots=True)
class Points:
    """attributed: for each draft, in their order. own: what the writer says alone, by sentence."""

    attributed: list[list[PointDraft]]
    own: dict[int, list[PointDraft]] = field(default_factory=dict)


def points(segments: Segments, starts: Floats, drafts: Sequence[Draft]) -> Points:
    """The points of a report's statements and of the writer's own sentences.

    starts: float32 (words of the text,), probability that a clause or phrase of its own begins at the word.
    """
    words, chances = clauses.words_of(segments), starts.tolist()
    out = Points([[] for _ in drafts])
    contents = Near((d.content, i) for i, d in enumerate(drafts))
    for number, (first, last) in enumerate(_sentences(segments)):
        near = sorted(contents.touching((first, last)))
        for found in of_sentence(words, chances, first, last, [drafts[i] for i in near]):
            held = [i for i in near if _speaks(found, drafts[i])]
            point = _point(words, found)
            if held:
                out.attributed[min(held, key=lambda i: _length(drafts[i].content))].append(point)
            else:
                out.own.setdefault(number, []).append(point)
    _fill(words, drafts, out)
    return out


def _sentences(segments: Segments) -> list[Range]:
    return [segments.range_of(span) for span in segments.sentences]


def _length(words: Range) -> int:
    return words[1] - words[0]


def _speaks(found: Sequence[int], draft: Draft) -> bool:
    """Whether a point lies in a content: half of it or more, and not the words that introduce it."""
    (a, b), cue = draft.content, draft.cue
    outside = cue and not (a <= cue[0] and cue[1] <= b)
    if cue and outside and bisect_left(found, cue[1]) > bisect_left(found, cue[0]):
        return False
    return 2 * (bisect_left(found, b) - bisect_left(found, a)) >= len(found)


def _fill(words: Words, drafts: Sequence[Draft], out: Points) -> None:
    """A statement that got no point shares those that hold the most of its content, or has its content."""
    everything = Near(
        ((p.ranges[0][0], p.ranges[-1][1]), p) for held in (*out.attributed, *out.own.values()) for p in held
    )
    for draft, held in zip(drafts, out.attributed, strict=True):
        if held:
            continue
        a, b = draft.content
        near = everything.touching((a, b))
        shared = [(sum(max(0, min(y, b) - max(x, a)) for x, y in p.ranges), p) for p in near]
        most = max((n for n, _ in shared), default=0)
        if most:
            held.append(next(p for n, p in shared if n == most))
        else:
            held.append(_point(words, list(range(a, b))))


def of_sentence(
    words: Words, starts: Sequence[float], first: int, last: int, drafts: Sequence[Draft]
) -> list[list[int]]:
    """The propositions of one sentence, each as the words that make it up."""
    dropped: set[int] = set()
    for draft in drafts:
        dropped |= attributing(words, draft, first, last)
    told = [d.content[0] for d in drafts]
    matter = front_matter(words, first, last)
    borders = {first, last, *clauses.sentence_starts(words, first, last), *(k for r in matter for k in r)}
    edges, out = sorted(borders), []
    for a, b in pairwise(edges):
        if (a, b) not in matter:
            out += _propositions(words, starts, a, b, dropped, told)
    return out


def _propositions(
    words: Words,
    starts: Sequence[float],
    first: int,
    last: int,
    dropped: set[int],
    told: Sequence[int],
) -> list[list[int]]:
    found = clauses.units(words, starts, first, last, dropped)
    if dropped:
        found = _without_remains(words, found, first, last, dropped)
    made = tied(words, found, told)
    least = _SHORT if len(made) > 1 else 1
    kept = [(clause, bare) for clause in made if clauses.size(words, bare := clause.bare(words)) >= least]
    out = [bare for clause, bare in kept if not clause.partial]
    for group in _groups(kept):
        out += _whole(words, group)
    return out


def _without_remains(words: Words, found: list[Unit], first: int, last: int, dropped: set[int]) -> list[Unit]:
    """Without what is left of an attribution: words without a verb that nothing but it stands beside."""
    kept = []
    for unit in found:
        opens = unit[0] == first or unit[0] - 1 in dropped
        closes = unit[-1] == last - 1 or unit[-1] + 1 in dropped
        if not (opens and closes) or any(words.finite[k] for k in unit):
            kept.append(unit)
    return kept if len(found) > 1 and kept else found


def _groups(made: Sequence[Part]) -> list[list[Part]]:
    """Each clause that stands by itself, with those that hang on it."""
    out: list[list[Part]] = []
    for clause, bare in made:
        if not out or (clause.kind in _INDEPENDENT and any(c.kind not in DEPENDENT for c, _ in out[-1])):
            out.append([])
        out[-1].append((clause, bare))
    return out


def _whole(words: Words, group: Sequence[Part]) -> list[list[int]]:
    """A clause with all that hangs on it, where no part is nearly all of that.

    That one thing came after, because of or with another is a proposition too (on the training pairs 68 % of
    the propositions are covered once with it, 65 % without).
    """
    if len(group) < 2:
        return []
    everything = sorted({k for _, bare in group for k in bare})
    most = max((clauses.size(words, bare) for clause, bare in group if not clause.partial), default=0)
    return [everything] if most < _ALIKE * clauses.size(words, everything) else []


def _point(words: Words, found: Sequence[int]) -> PointDraft:
    event = event_of(words, found)
    return PointDraft(_ranges(found), event, is_negated(words, found, event))


def _ranges(found: Sequence[int]) -> tuple[Range, ...]:
    out: list[Range] = []
    for k in found:
        if out and out[-1][1] == k:
            out[-1] = (out[-1][0], k + 1)
        else:
            out.append((k, k + 1))
    return tuple(out)
