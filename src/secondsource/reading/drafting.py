"""Drafts of statements: contents mended by quotation marks and cues, speech carried on, nesting."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from secondsource.reading.attributions import Found
from secondsource.reading.carrying import uncued
from secondsource.reading.drafts import Draft
from secondsource.reading.near import Near
from secondsource.reading.quotations import Spoken, beside, overlap, snap
from secondsource.reading.sources import antecedent
from secondsource.reading.speeches import whole
from secondsource.reading.tags import Range
from secondsource.text import Segments

_EDGE = frozenset(",;:–—-")  # marks that belong to no content at its edges
_JOINING = frozenset(("and", "but", "or"))
_STOPS = frozenset(';:"“”')
# What follows "that" where it stands for something ("and that was all").
_AFTER_PRONOUN = frozenset(
    (
        "is",
        "was",
        "were",
        "are",
        "s",
        "'",
        "’",
        "has",
        "had",
        "will",
        "would",
        "could",
        "may",
        "might",
        "means",
    )
)
_ARTICLES = frozenset({"a", "an", "the"})
_SAME = 0.8  # contents that share so much of their words are one


def drafts_of(
    segments: Segments, quotes: Sequence[Spoken], told: Sequence[Found], stretches: Sequence[Range]
) -> list[Draft]:
    """The attributed statements of a report, in order of their contents.

    told: those that cues introduce; stretches: speech that none introduces.
    """
    mended = distinct([m for m in (mend(segments, f, quotes) for f in told) if _says_something(segments, m)])
    out = [Draft(cue=f.cue, source=_named(segments, f.source), content=f.content[0]) for f in mended]
    for found in uncued(segments, quotes, stretches, mended):
        content = trim(segments, found.content)
        if content is None or (found.source and not found.carried and overlap(found.source, content)):
            continue
        out.append(Draft(cue=None, source=found.source, content=content, carried=found.carried))
    out.sort(key=lambda d: (d.content[0], -d.content[1], d.cue or (0, 0)))
    return with_parents(out)


def _named(segments: Segments, source: Range | None) -> Range | None:
    """The words of a source; None for an article alone ("a warning that ..."), which names nobody."""
    if source is None or all(word in _ARTICLES for word in segments.lower()[slice(*source)]):
        return None
    return antecedent(segments, source)


def mend(segments: Segments, found: Found, quotes: Sequence[Spoken]) -> Found:
    """The content without its own cue and source at the edges, moved to the marks of its quotation."""
    # Marks that hold the cue too are those of an outer statement.
    apart = [q for q in beside(found.content[0], quotes) if not _within(found.cue, q.words)]
    first, last = snap(found.content[0], apart)
    parts = [p for p in (found.cue, found.source) if p]
    for _ in parts:
        for a, b in parts:
            if a <= first < b:
                first = b
            elif a < last <= b:
                last = a
            elif first < a <= first + 2 and found.cue and a - first <= 1:
                first = b
    content = trim(segments, (first, last)) if first < last else None
    held = whole(segments, _with(found, content or found.content[0]))
    return _with(held, coordinated(segments, held.content[0]))


def _with(found: Found, content: Range) -> Found:
    """What was found, with another content."""
    return Found(
        cue=found.cue,
        source=found.source,
        content=(content,),
        score=found.score,
        evidence=found.evidence,
    )


def coordinated(segments: Segments, content: Range) -> Range:
    """The content with what "and that" or "but that" adds: under one cue they are one statement."""
    sentence = segments.in_sentence[content[1] - 1]
    end = bisect_right(segments.in_sentence, sentence)
    at = content[1]
    if at < end and segments.word(at) == ",":
        at += 1
    words = [segments.word(w).lower() for w in range(at, min(at + 3, end))]
    if len(words) < 3 or words[0] not in _JOINING or words[1] != "that" or words[2] in _AFTER_PRONOUN:
        return content
    stop = next((w for w in range(at, end) if segments.word(w) in _STOPS), end)
    while stop > content[1] and not segments.word(stop - 1)[0].isalnum():
        stop -= 1
    return (content[0], stop)


def _says_something(segments: Segments, found: Found) -> bool:
    """False for a content of marks alone, and for one that is mostly its own source or cue."""
    first, last = found.content[0]
    if not any(segments.word(w)[0].isalnum() for w in range(first, last)):
        return False
    return not any(2 * overlap((first, last), p) >= last - first for p in (found.cue, found.source) if p)


def trim(segments: Segments, content: Range) -> Range | None:
    """The content without loose marks at its edges; None when nothing is left."""
    first, last = content
    while first < last and segments.word(first) in _EDGE:
        first += 1
    while last > first and segments.word(last - 1) in _EDGE:
        last -= 1
    return (first, last) if first < last else None


def distinct(found: Sequence[Found]) -> list[Found]:
    """Of statements with nearly the same content, the one of the greatest score.

    Where the content of one holds the cue of the other, they are nested ("she thinks it is over", "it is
    over") and both stay.
    """
    out: list[Found] = []
    kept: Near[Found] = Near()
    for f in sorted(found, key=lambda f: (-f.score, f.cue or (0, 0))):
        if not any(_nearly_same(f, other) for other in kept.touching(f.content[0])):
            out.append(f)
            kept.add(f.content[0], f)
    return sorted(out, key=lambda f: f.content[0])


def _nearly_same(a: Found, b: Found) -> bool:
    x, y = a.content[0], b.content[0]
    if overlap(x, y) < _SAME * (max(x[1], y[1]) - min(x[0], y[0])):
        return False
    return not (_nested(a, y) or _nested(b, x))


def _nested(inner: Found, outer: Range) -> bool:
    """True where a statement stands with its cue within a greater content, and the cue outside its own."""
    own = inner.content[0]
    return own != outer and _within(own, outer) and _within(inner.cue, outer) and not _within(inner.cue, own)


def _within(words: Range | None, content: Range) -> bool:
    return words is not None and content[0] <= words[0] and words[1] <= content[1]


def with_parents(drafts: Sequence[Draft]) -> list[Draft]:
    """Each draft tied to the smallest other whose content holds both its content and its cue."""
    near = Near((d.content, k) for k, d in enumerate(drafts))
    out = []
    for i, d in enumerate(drafts):
        own = d.content
        inside = d.cue or own
        best: tuple[int, int] | None = None
        for k in near.touching((own[0], own[0] + 1)):
            a, b = drafts[k].content
            holds = a <= min(own[0], inside[0]) and max(own[1], inside[1]) <= b
            if k != i and holds and b - a > own[1] - own[0] and (best is None or b - a < best[0]):
                best = (b - a, k)
        out.append(replace(d, parent=best[1] if best else None))
    return out
