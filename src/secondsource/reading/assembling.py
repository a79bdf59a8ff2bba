"""Statements put together: contents mended by quotation marks and cues, speech carried on, nesting, ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from secondsource.model.report import Report
from secondsource.model.span import Span
from secondsource.model.statement import Phrase, Point, Quote, Source, Statement, phrase, statement_id
from secondsource.reading.attributions import Found
from secondsource.reading.carrying import speaker_in_force, uncued
from secondsource.reading.drafts import Draft
from secondsource.reading.narrator import own_sentences
from secondsource.reading.quotations import Spoken, kind_of, overlap, snap
from secondsource.reading.sources import antecedent
from secondsource.reading.tags import Range
from secondsource.text import Segments

_EDGE = frozenset(",;:–—-")  # marks that belong to no content at its edges
_SAME = 0.8  # contents that share so much of their words are one


def assemble(
    report: Report,
    segments: Segments,
    quotes: Sequence[Spoken],
    told: Sequence[Found],
    stretches: Sequence[Range],
) -> tuple[Statement, ...]:
    """All statements of a report, attributed ones and the writer's own, in order of their contents."""
    mended = distinct([m for m in (mend(segments, f, quotes) for f in told) if _says_something(segments, m)])
    drafts = [Draft(cue=f.cue, source=_named(segments, f.source), content=f.content[0]) for f in mended]
    for found in uncued(segments, quotes, stretches, mended):
        source = speaker_in_force(found.content[0], mended, segments) if found.carried else found.source
        content = trim(segments, found.content)
        if content is None or (source and overlap(source, content)):
            continue
        drafts.append(
            Draft(cue=None, source=source, content=content, carried=found.carried and source is not None)
        )
    drafts.sort(key=lambda d: (d.content[0], -d.content[1], d.cue or (0, 0)))
    key = report.id
    rows = [_statement(key, segments, quotes, d) for d in drafts]
    rows = _with_parents(rows, drafts)
    rows += _own(key, segments, [r.content.spans[0] for r in rows])
    return tuple(
        sorted(rows, key=lambda s: (s.content.spans[0].start, -s.content.spans[0].end, not s.attributed))
    )


def _named(segments: Segments, source: Range | None) -> Range | None:
    return antecedent(segments, source) if source else None


def mend(segments: Segments, found: Found, quotes: Sequence[Spoken]) -> Found:
    """The content without its own cue and source at the edges, moved to the marks of its quotation."""
    first, last = snap(found.content[0], quotes)
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
    return replace(found, content=(content or found.content[0],))


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
    """Of statements with nearly the same content, the one of the greatest score."""
    out: list[Found] = []
    for f in sorted(found, key=lambda f: (-f.score, f.cue or (0, 0))):
        a = f.content[0]
        if not any(
            overlap(a, b.content[0]) >= _SAME * (max(a[1], b.content[0][1]) - min(a[0], b.content[0][0]))
            for b in out
        ):
            out.append(f)
    return sorted(out, key=lambda f: f.content[0])


def _statement(report: str, segments: Segments, quotes: Sequence[Spoken], draft: Draft) -> Statement:
    content = _phrase(segments, draft.content)
    source = None
    if draft.source:
        named = _phrase(segments, draft.source)
        source = Source(text=named.text, spans=() if draft.carried else named.spans, carried=draft.carried)
    cue = _phrase(segments, draft.cue) if draft.cue else None
    apart = [r for r in (draft.cue, draft.source) if r and not draft.carried]
    return _row(
        report, content, attributed=True, source=source, cue=cue, role="statement",
        quote=kind_of([draft.content], apart, quotes), marks=(*content.spans, *(cue.spans if cue else ())),
    )  # fmt: skip


def _phrase(segments: Segments, words: Range) -> Phrase:
    return phrase(segments.text, (segments.span_of(*words),))


def _own(report: str, segments: Segments, contents: Sequence[Span]) -> list[Statement]:
    out = []
    for span in own_sentences(segments, contents):
        content = phrase(segments.text, (span,))
        out.append(
            _row(
                report,
                content,
                attributed=False,
                source=None,
                cue=None,
                role="own",
                quote="indirect",
                marks=content.spans,
            )
        )
    return out


def _row(
    report: str,
    content: Phrase,
    *,
    attributed: bool,
    source: Source | None,
    cue: Phrase | None,
    role: str,
    quote: Quote,
    marks: tuple[Span, ...],
) -> Statement:
    key = statement_id(report, role=role, spans=marks)
    point = Point(
        id=statement_id(report, role=f"{role}-point", spans=marks), text=content.text, spans=content.spans
    )
    return Statement(
        id=key, attributed=attributed, source=source, cue=cue, content=content, quote=quote, points=(point,)
    )


def _with_parents(rows: Sequence[Statement], drafts: Sequence[Draft]) -> list[Statement]:
    """Each statement tied to the smallest other content that holds both its content and its cue."""
    out = []
    for i, row in enumerate(rows):
        own = row.content.spans[0]
        best: tuple[int, str] | None = None
        for k, other in enumerate(rows):
            span = other.content.spans[0]
            cue = row.cue.spans[0] if row.cue else own
            if k == i or not span.covers(own) or not span.covers(cue) or len(span) <= len(own):
                continue
            if best is None or len(span) < best[0]:
                best = (len(span), other.id)
        out.append(replace(row, parent=best[1] if best else None))
    return out
