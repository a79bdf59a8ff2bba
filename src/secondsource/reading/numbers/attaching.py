"""Figures as the numbers of a reading: with what they count, what happened to it, and their scope."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from secondsource.model.statement import Counted, Mention, Number, Phrase, Reason, Scope, Time, phrase
from secondsource.reading.clauses import is_adverb
from secondsource.reading.near import Near
from secondsource.reading.numbers.counted import Count, counted
from secondsource.reading.numbers.figure import Figure
from secondsource.reading.numbers.nouns import DETERMINERS, Prose
from secondsource.reading.numbers.scope import scopes
from secondsource.reading.tags import Range
from secondsource.text import Segments


def attached(
    segments: Segments, figures: Sequence[Figure], times: Sequence[Time], mentions: Sequence[Mention]
) -> tuple[Number, ...]:
    """The numbers that figures stand for, in order of their places."""
    figures = sorted((f for f in figures if f.words[0] < f.words[1]), key=lambda f: f.span)
    if not figures:
        return ()
    prose = Prose.of(segments, [f.words for f in figures])
    counts = counted(prose, figures)
    found = scopes(prose, figures, counts, times, mentions)
    named = Near((segments.range_of(m.spans[0]), m) for m in _beside_counts(segments, counts, mentions))
    out = []
    for figure, count, (scope, why) in zip(figures, counts, found, strict=True):
        out.append(_number(segments, figure, count, scope, why, _party(prose, figure, count, named)))
    return tuple(out)


def _beside_counts(segments: Segments, counts: Sequence[Count], mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions with a party that may touch what is counted: most stand far from any figure."""
    held = sorted(segments.span_of(*c.words) for c in counts if c.words is not None)
    starts, ends = [span.start for span in held], list(accumulate((span.end for span in held), max))
    out = []
    for mention in mentions:
        if mention.party is None or not mention.spans:
            continue
        at = bisect_left(starts, mention.spans[0].end)
        if at and mention.spans[0].start < ends[at - 1]:
            out.append(mention)
    return out


def _number(
    segments: Segments,
    figure: Figure,
    count: Count,
    scope: Scope | None,
    why: tuple[Reason, ...],
    party: str | None,
) -> Number:
    held = phrase(segments.text, (figure.span,))
    of = _phrase(segments, count.words)
    return Number(
        text=held.text,
        spans=held.spans,
        low=figure.low,
        high=figure.high,
        approximate=figure.approximate,
        relation=figure.relation,
        unit=figure.unit,
        of=None if of is None else Counted(text=of.text, spans=of.spans, party=party),
        per=figure.per,
        scope=scope,
        event=_phrase(segments, count.event),
        reasons=(*figure.reasons, *count.reasons, *why),
    )


def _phrase(segments: Segments, words: Range | None) -> Phrase | None:
    return None if words is None else phrase(segments.text, (segments.span_of(*words),))


def _party(prose: Prose, figure: Figure, count: Count, named: Near[Mention]) -> str | None:
    """The party of the shortest mention that is of what is counted, not of what stands before it."""
    if count.words is None or count.by_deed:
        return None
    a, b = count.words
    begins = figure.words[0] if figure.words[0] <= a else a
    while begins > 0 and (prose.lower[begins - 1] in DETERMINERS or is_adverb(prose.lower[begins - 1])):
        begins -= 1
    best: tuple[int, str] | None = None
    for mention in named.touching(count.words):
        first, last = prose.segments.range_of(mention.spans[0])
        inside = last == b and first >= a  # the head with fewer modifiers
        around = last >= b and begins <= first <= a
        if (inside or around) and mention.party is not None and (best is None or last - first < best[0]):
            best = (last - first, mention.party)
    return None if best is None else best[1]
