"""How a source knows what it says: the kinds of basis, each with the words of the text that say so.

Signs (`basis_signs`) are looked for in the statement's own words, in its sentence and beside it; what they
weigh is summed by kind to log-odds, to which the encoder's own are added where it gave some.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from secondsource.model.span import Span, merge
from secondsource.model.statement import Basis, BasisKind, phrase
from secondsource.reading.basis_signs import LEAST, SIGNS, START, Sign, Where
from secondsource.reading.drafts import Draft
from secondsource.reading.tags import Range
from secondsource.text import Segments
from secondsource.text.sieve import Searched, Sieve

Known = Callable[[int], Sequence[Range]]

_HEAD = 9  # words of a content in which its subject and verb are looked for
_MARKS = frozenset("\"“”„«»‘'`")
_PLAIN = (*((blank, " ") for blank in "\n\r\t\u00a0\u2009\u202f"), ("’", "'"))
_JOINED = re.compile("[\u0300-\u036f]")
_SHOWN = 0.5  # weight from which on the words of a sign are shown
_MOST = 3  # stretches of words that are shown for one kind
# Share of the encoder's log-odds in the mean of theirs and the signs', which judge the same words. Other
# kinds have few annotated examples (under forty): of those the encoder knows only that they are rare.
_SHARE: dict[BasisKind, float] = {"first-hand": 0.2, "analysis": 0.2}


def _numbered() -> dict[tuple[Where, str], int]:
    """What is looked for, a pattern in a place, each once, with a number to know it by."""
    wanted = [w for sign in SIGNS for w in ((sign.where, sign.pattern), sign.also) if w]
    return {key: n for n, key in enumerate(dict.fromkeys((where, p.pattern) for where, p in wanted))}


_NUMBER = _numbered()
_LOOKED_FOR = [(where, n, re.compile(pattern)) for (where, pattern), n in _NUMBER.items()]
# 110 patterns a statement took 7 % of reading's time outside the encoder; few of them can match.
_SIEVE = Sieve(_LOOKED_FOR, [pattern for _, _, pattern in _LOOKED_FOR])
# Each sign with the number of what it needs, and of what else must be there.
_NEEDS = tuple(
    (s, _NUMBER[s.where, s.pattern.pattern], _NUMBER[s.also[0], s.also[1].pattern] if s.also else None)
    for s in SIGNS
)
# The rows of signs by the number of what they need.
_ROWS = {n: tuple(row for row, (_, m, _) in enumerate(_NEEDS) if m == n) for n in _NUMBER.values()}


def bases(
    segments: Segments, drafts: Sequence[Draft], *, known: Known | None = None
) -> list[tuple[Basis, ...]]:
    """How the source of each statement knows, by draft: no kind, one or several, surest first.

    known: the words that tell elsewhere in the report who a draft's source is (names, roles, appositions).
    """
    low = searched(segments)
    return [
        _basis(segments, draft, evidence(segments, draft, known(i) if known else (), low=low))
        for i, draft in enumerate(drafts)
    ]


def evidence(
    segments: Segments, draft: Draft, known: Sequence[Range] = (), *, low: Searched
) -> dict[Sign, Span]:
    """The signs that are there for one statement, each with its words. low: the text, `lowered`."""
    found: dict[int, Span] = {}
    for where, spans in _places(segments, draft, known).items():
        for span in reversed(spans):  # so that the first stretch has the last word
            words = low.text[span.start : span.end]
            for at, number, pattern in _SIEVE.within(low, span.start, span.end):
                if at == where and (match := pattern.search(words)):
                    start, end = match.span()
                    found[number] = Span(span.start + start, span.start + end)
    rows = sorted(row for n in found for row in _ROWS.get(n, ()))
    return {s: found[n] for s, n, also in map(_NEEDS.__getitem__, rows) if also is None or also in found}


def joined(one: Sequence[Basis], more: Sequence[Basis]) -> tuple[Basis, ...]:
    """The kinds of both, each once; the words of one kind are put together."""
    out = {b.kind: b for b in one}
    for basis in more:
        held = out.get(basis.kind)
        spans = merge([*held.spans, *basis.spans]) if held else basis.spans
        text = " ".join(dict.fromkeys([*([held.text] if held else []), basis.text]))
        out[basis.kind] = Basis(kind=basis.kind, text=text, spans=spans)
    return tuple(out.values())


def searched(segments: Segments) -> Searched:
    """The text, `lowered`, as sieves search it."""
    low = lowered(segments.text)
    # A mark that is joined to a letter stands in a word of ours, and in none of a pattern.
    plain = segments.text.isascii() or not _JOINED.search(low)
    return Searched(low, segments.lower(), segments.begins) if plain else Searched(low)


def lowered(text: str) -> str:
    """The text in small letters with plain spaces and straight apostrophes, character for character."""
    low = text.lower()
    if len(low) != len(text):  # a few letters, such as a dotted capital I, grow by it
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    for written, plain in _PLAIN:  # at a tenth of what a table takes for each character
        low = low.replace(written, plain)
    return low


def _basis(segments: Segments, draft: Draft, found: Mapping[Sign, Span]) -> tuple[Basis, ...]:
    odds = dict(START)
    for sign in found:
        odds[sign.kind] += sign.weight
    for kind, share in _SHARE.items():
        if kind in odds and (given := draft.odds.get(f"basis:{kind}")) is not None:
            odds[kind] += share * (given - odds[kind])
    kinds = sorted((kind for kind in odds if odds[kind] >= LEAST), key=lambda kind: (-odds[kind], kind))
    return tuple(_row(segments, kind, _words(segments, draft, kind, found)) for kind in kinds)


def _words(segments: Segments, draft: Draft, kind: BasisKind, found: Mapping[Sign, Span]) -> list[Span]:
    """The words of the signs that weigh most for a kind; where there are none, the cue or the content."""
    signs = sorted(
        (s for s in found if s.kind == kind and s.weight >= _SHOWN), key=lambda s: (-s.weight, s.name)
    )
    spans = [found[sign] for sign in signs[:_MOST] if len(found[sign])]
    return spans or [segments.span_of(*(draft.cue or draft.content))]


def _row(segments: Segments, kind: BasisKind, spans: Iterable[Span]) -> Basis:
    merged = merge(_trimmed(segments.text, span) for span in spans)
    words = phrase(segments.text, merged)
    return Basis(kind=kind, text=words.text, spans=words.spans)


def _trimmed(text: str, span: Span) -> Span:
    piece = span.of(text)
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start, max(start, span.end - (len(piece) - len(piece.rstrip()))))


def _places(segments: Segments, draft: Draft, known: Sequence[Range]) -> dict[Where, tuple[Span, ...]]:
    first, last = draft.content
    source = None if draft.carried else draft.source
    home = draft.cue or source or draft.content
    sentence = segments.sentences[segments.in_sentence[home[0]]]
    content = segments.span_of(first, last)
    parts = [segments.span_of(*words) for words in (draft.cue, source) if words]
    quoted = draft.carried or segments.word(first) in _MARKS
    sides = (segments.in_sentence[first] - 1, segments.in_sentence[last - 1] + 1)
    return {
        "source": (segments.span_of(*draft.source),) if draft.source else (),
        "cue": (segments.span_of(*draft.cue),) if draft.cue else (),
        "frame": merge([*_without(sentence, content), *parts]),
        "content": (content,),
        "head": () if quoted else (segments.span_of(first, min(last, first + _HEAD)),),
        "known": tuple(segments.span_of(*words) for words in known),
        "nearby": tuple(segments.sentences[i] for i in sides if 0 <= i < len(segments.sentences)),
    }


def _without(span: Span, hole: Span) -> list[Span]:
    """What of a stretch lies before and after another."""
    before = Span(span.start, max(span.start, min(span.end, hole.start)))
    after = Span(min(span.end, max(span.start, hole.end)), span.end)
    return [part for part in (before, after) if len(part)]
