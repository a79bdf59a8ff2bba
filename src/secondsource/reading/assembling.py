"""Statements put together from drafts, with characters, ids, facets and points; the writer's own too."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from secondsource.model.span import Span
from secondsource.model.statement import (
    Mention,
    Phrase,
    Point,
    Quote,
    Source,
    Statement,
    Time,
    phrase,
    statement_id,
)
from secondsource.reading.belonging import Belonging, Held
from secondsource.reading.drafts import Draft
from secondsource.reading.facets import Facets
from secondsource.reading.horizon import horizon
from secondsource.reading.narrator import own_sentences
from secondsource.reading.points import PointDraft, Points
from secondsource.reading.quotations import Spoken, kind_of
from secondsource.reading.tags import Range
from secondsource.text import Segments

_EDGE = 4  # words beside a content at which a time may still be its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What all statements of a report are put together with.

    report: its id; quotes: its quotations; parties: (words, party id) of its mentions, sorted; points: of its
    drafts and sentences; belonging: what belongs to each of these; times: the reading's; published: as it
    is written.
    """

    report: str
    segments: Segments
    quotes: Sequence[Spoken]
    parties: Sequence[tuple[Range, str]]
    points: Points
    belonging: Belonging
    times: Sequence[Time] = ()
    published: str | None = None


def mentioned(
    words: Sequence[Range], mentions: Sequence[Mention], known: frozenset[str]
) -> list[tuple[Range, str]]:
    """Where the parties of some ids are mentioned, in order."""
    rows = ((w, m.party) for w, m in zip(words, mentions, strict=True))
    return sorted((w, party) for w, party in rows if party in known and party is not None)


def assemble(
    setting: Setting, drafts: Sequence[Draft], facets: Sequence[Facets], grounded: Sequence[tuple[Range, int]]
) -> tuple[Statement, ...]:
    """All statements of a report, attributed ones and the writer's own, in order of their contents.

    grounded: words of the writer's own that give the ground of a draft, by its index.
    """
    marks = [_marks(setting.segments, d) for d in drafts]
    ids = [statement_id(setting.report, role="statement", spans=m) for m in marks]
    rows = [_statement(setting, d, f, ids, i) for i, (d, f) in enumerate(zip(drafts, facets, strict=True))]
    rows += _own(setting, [d.content for d in drafts], [(w, ids[i]) for w, i in grounded])
    return tuple(
        sorted(rows, key=lambda s: (s.content.spans[0].start, -s.content.spans[0].end, not s.attributed))
    )


def _marks(segments: Segments, draft: Draft) -> tuple[Span, ...]:
    """The characters that a statement's id is made of: its content's and its cue's."""
    return tuple(segments.span_of(*r) for r in (draft.content, draft.cue) if r)


def _statement(setting: Setting, draft: Draft, facets: Facets, ids: Sequence[str], index: int) -> Statement:
    source = None
    if draft.source:
        named = _phrase(setting.segments, draft.source)
        source = Source(
            text=named.text,
            spans=() if draft.carried else named.spans,
            party=facets.party,
            carried=draft.carried,
        )
    elif draft.carried:
        source = Source(text=None, carried=True)
    apart = [r for r in (draft.cue, draft.source) if r and not draft.carried]
    quote: Quote = kind_of([draft.content], apart, setting.quotes)
    held = setting.belonging.attributed[index]
    values = setting.belonging.of(draft.content, held)
    return Statement(
        id=ids[index],
        attributed=True,
        parent=None if draft.parent is None else ids[draft.parent],
        source=source,
        cue=_phrase(setting.segments, draft.cue) if draft.cue else None,
        content=_phrase(setting.segments, draft.content),
        quote=quote,
        chain=facets.chain,
        basis=facets.basis,
        certainty=facets.certainty,
        polarity=facets.polarity,
        forecast=facets.forecast,
        horizon=_horizon(setting, draft, index) if facets.forecast else None,
        parties=_parties(setting, [draft.content]),
        times=values.times,
        numbers=values.numbers,
        places=values.places,
        grounds=tuple(ids[g] for g in facets.grounds),
        points=_points(setting, setting.points.attributed[index], held, role="statement-point"),
    )


def _horizon(setting: Setting, draft: Draft, index: int) -> int | None:
    """The time that a forecast names, in its content or at the edge of it, where contents are cut short."""
    first, last = draft.content
    belonging, said = setting.belonging, setting.belonging.said[index]
    edges = max(0, first - _EDGE), min(len(setting.segments), last + _EDGE)
    beside = set(belonging.of(edges, ()).times).difference(said)
    rows = zip(setting.points.attributed[index], belonging.attributed[index], strict=True)
    own = {
        k
        for point, held in rows
        if point.event is not None and first <= point.event < last
        for k in held.times
    } & beside
    inside = set(belonging.of(draft.content, ()).times).difference(said)
    return horizon(
        setting.segments.text,
        setting.times,
        own=sorted(own),
        inside=sorted(inside),
        said=said,
        published=setting.published,
    )


def _phrase(segments: Segments, words: Range) -> Phrase:
    return phrase(segments.text, (segments.span_of(*words),))


def _own(
    setting: Setting, contents: Sequence[Range], grounds: Sequence[tuple[Range, str]]
) -> list[Statement]:
    segments = setting.segments
    out = []
    for span in own_sentences(segments, [segments.span_of(*c) for c in contents]):
        words = segments.range_of(span)
        content = phrase(segments.text, (span,))
        sentence = segments.in_sentence[words[0]]
        held = setting.belonging.own.get(sentence, [])
        values = setting.belonging.of(words, held)
        out.append(
            Statement(
                id=statement_id(setting.report, role="own", spans=content.spans),
                attributed=False,
                source=None,
                cue=None,
                content=content,
                quote="indirect",
                parties=_parties(setting, [words]),
                times=values.times,
                numbers=values.numbers,
                places=values.places,
                grounds=tuple(dict.fromkeys(i for w, i in grounds if w[0] < words[1] and words[0] < w[1])),
                points=_points(setting, setting.points.own.get(sentence, ()), held, role="own-point"),
            )
        )
    return out


def _points(
    setting: Setting, drafts: Sequence[PointDraft], held: Sequence[Held], *, role: str
) -> tuple[Point, ...]:
    segments = setting.segments
    out = []
    for point, values in zip(drafts, held, strict=True):
        told = phrase(segments.text, tuple(segments.span_of(*r) for r in point.ranges))
        event = None if point.event is None else _phrase(segments, (point.event, point.event + 1))
        out.append(
            Point(
                id=statement_id(setting.report, role=role, spans=told.spans),
                text=told.text,
                spans=told.spans,
                event=event,
                negated=point.negated,
                times=values.times,
                numbers=values.numbers,
                places=values.places,
                parties=_parties(setting, point.ranges),
            )
        )
    return tuple(out)


def _parties(setting: Setting, ranges: Sequence[Range]) -> tuple[str, ...]:
    """The parties mentioned within some stretches, each once, in order."""
    rows = setting.parties
    found: list[tuple[Range, str]] = []
    for first, last in ranges:
        for at in range(bisect_left(rows, ((first, first), "")), len(rows)):
            if rows[at][0][0] >= last:
                break
            if rows[at][0][1] <= last:
                found.append(rows[at])
    if len(ranges) > 1:
        found.sort()
    return tuple(dict.fromkeys([party for _, party in found])) if found else ()
