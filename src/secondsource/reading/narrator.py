"""What the writer asserts alone: each sentence that is not wholly inside another's content."""

from __future__ import annotations

from collections.abc import Sequence

from secondsource.model.span import Span
from secondsource.reading.near import Near
from secondsource.text import Segments

_BARE = frozenset("“”\"'‘’«».,;:!?()[]–—- ")


def own_sentences(segments: Segments, contents: Sequence[Span]) -> list[Span]:
    """Spans of the sentences that hold words outside of every attributed content, marks apart."""
    held = Near(((c.start, c.end), c) for c in contents)
    out = []
    for sentence in segments.sentences:
        at, outside = sentence.start, False
        for content in sorted(held.touching((sentence.start, sentence.end))):
            if content.end <= at:
                continue
            outside = outside or _words(segments.text, at, content.start)
            at = max(at, content.end)
        if outside or _words(segments.text, at, sentence.end):
            out.append(sentence)
    return out


def _words(text: str, start: int, end: int) -> bool:
    return any(c.isalnum() for c in text[start:end] if c not in _BARE)
