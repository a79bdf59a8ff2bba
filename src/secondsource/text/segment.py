"""Cutting a text into words, sentences and paragraphs, with exact offsets.

A word is a run of word characters (with combining marks) or one other mark, so that no tag can
ever break inside a word. Sentences never run over a paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from secondsource.model.span import Span

_WORD = re.compile(r"\w[\w\u0300-\u036f]*|[^\w\s]")
_PARAGRAPH_BREAK = re.compile(r"\r?\n[ \t\u00a0\r]*\n\s*")
_WIDE_BLANK = re.compile(r"[^\S\x00-\x7f]")
_LINE_BREAK = re.compile(r"\r?\n")
_ENDS_SENTENCE = re.compile(r"[.!?:;\"”’')\]]\s*$")
# Below this mean length lines are wrapped prose; above it each line is a paragraph of its own.
_WRAP_WIDTH = 100
_NO_BREAK_AFTER = re.compile(
    r"(?:\b(?:approx|bn|mln|p\.m|a\.m|No|Nos|Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Sgt|Capt|Rep|Sen|Gov|St|vs|Jan|Feb|Mar|Apr|"
    r"Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)|\b[A-Z](?:\.[A-Z])+)\.$"
)
_CLOSING = re.compile(r"[\"”’'»]$")
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Sgt|Capt|Rep|Sen|Gov|St|No|Nos|vs)\.$")

Ints = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Segments:
    """The words of a text with the sentence and paragraph that each stands in.

    starts, ends: int32 (words,), code points. sentence, paragraph: int32 (words,), counted from 0.
    """

    text: str
    starts: Ints
    ends: Ints
    sentence: Ints
    paragraph: Ints
    sentences: tuple[Span, ...]
    paragraphs: tuple[Span, ...]

    def __len__(self) -> int:
        return len(self.starts)

    # Plain lists beside the arrays: single words are asked for far more often than all at once.
    # They are not to be changed.
    @cached_property
    def begins(self) -> list[int]:
        """Where each word begins: `starts` as a list."""
        return self.starts.tolist()  # type: ignore[no-any-return]

    @cached_property
    def stops(self) -> list[int]:
        """Where each word ends: `ends` as a list."""
        return self.ends.tolist()  # type: ignore[no-any-return]

    @cached_property
    def in_sentence(self) -> list[int]:
        """The sentence of each word: `sentence` as a list."""
        return self.sentence.tolist()  # type: ignore[no-any-return]

    @cached_property
    def in_paragraph(self) -> list[int]:
        """The paragraph of each word: `paragraph` as a list."""
        return self.paragraph.tolist()  # type: ignore[no-any-return]

    @cached_property
    def _words(self) -> list[str]:
        text = self.text
        return [text[a:b] for a, b in zip(self.begins, self.stops, strict=True)]

    @cached_property
    def _lower(self) -> list[str]:
        return [word.lower() for word in self._words]

    def word(self, index: int) -> str:
        """The characters of one word."""
        return self._words[index]

    def words(self) -> list[str]:
        """The characters of every word; not to be changed."""
        return self._words

    def lower(self) -> list[str]:
        """Every word in small letters; not to be changed."""
        return self._lower

    def first_at(self, offset: int) -> int:
        """Index of the first word that ends after the offset (the number of words when there is none)."""
        return bisect_right(self.stops, offset)

    def range_of(self, span: Span) -> tuple[int, int]:
        """Half-open range of the words that share characters with the span; empty when there are none."""
        first = bisect_right(self.stops, span.start)
        return first, max(first, bisect_right(self.begins, span.end - 1))

    def span_of(self, first: int, last: int) -> Span:
        """The characters from the first word to before the last one of a half-open range."""
        return Span(self.begins[first], self.stops[last - 1])


def paragraphs(text: str) -> tuple[Span, ...]:
    """Stretches parted by blank lines, or by line ends where each line is a paragraph of its own."""
    blocks = _split(text, Span(0, len(text)), _PARAGRAPH_BREAK)
    out: list[Span] = []
    for block in blocks:
        lines = _split(text, block, _LINE_BREAK)
        out.extend(lines if _lines_are_paragraphs(text, lines) else [block])
    return tuple(out)


def segment(text: str) -> Segments:
    """Words, sentences and paragraphs of a text."""
    blocks = paragraphs(text)
    sentences: list[Span] = []
    for block in blocks:
        sentences.extend(_sentences(text, block))
    found = list(_WORD.finditer(text))
    starts = np.array([m.start() for m in found], np.int32)
    ends = np.array([m.end() for m in found], np.int32)
    return Segments(
        text, starts, ends, _member(starts, sentences), _member(starts, blocks), tuple(sentences), blocks
    )


def _member(starts: Ints, spans: list[Span] | tuple[Span, ...]) -> Ints:
    edges = np.array([s.start for s in spans], np.int32)
    return np.maximum(np.searchsorted(edges, starts, side="right") - 1, 0).astype(np.int32)


def _split(text: str, within: Span, pattern: re.Pattern[str]) -> list[Span]:
    out, at = [], within.start
    for found in pattern.finditer(text, within.start, within.end):
        out.append(_strip(text, at, found.start()))
        at = found.end()
    out.append(_strip(text, at, within.end))
    return [span for span in out if len(span)]


def _strip(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _lines_are_paragraphs(text: str, lines: list[Span]) -> bool:
    """True unless the lines look like one wrapped paragraph: long enough, or each closed by a mark."""
    if len(lines) < 2:
        return False
    if sum(map(len, lines)) / len(lines) > _WRAP_WIDTH:
        return True
    closed = sum(bool(_ENDS_SENTENCE.search(line.of(text))) for line in lines)
    return closed >= len(lines) - 1


def _sentences(text: str, block: Span) -> list[Span]:
    piece = block.of(text)
    cuts = [block.start + at for at in _boundaries(piece)]
    out: list[Span] = []
    for start, end in zip([block.start, *cuts], [*cuts, block.end], strict=True):
        span = _strip(text, start, end)
        if not len(span):
            continue
        if out and _joins(text, out[-1], span):
            out[-1] = Span(out[-1].start, span.end)
        else:
            out.append(span)
    return out


def _joins(text: str, before: Span, after: Span) -> bool:
    """True when what looked like a sentence end was an abbreviation's full stop or stands alone."""
    tail = text[max(before.start, before.end - 12) : before.end]
    head = text[after.start]
    if not any(c.isalnum() for c in after.of(text)):
        return True
    if _TITLE.search(tail):
        return True
    if head.islower() and _CLOSING.search(tail):
        return True  # "What?" he asked: one sentence
    return bool(_NO_BREAK_AFTER.search(tail)) and (head.islower() or head.isdigit())


def _boundaries(piece: str) -> list[int]:
    """Offsets in a paragraph where a sentence begins, but for the first."""
    if not any(mark in piece for mark in ".!?"):
        return []
    # Some blanks of more than one byte stop the segmenter dead; one for one, so that offsets hold.
    piece = _WIDE_BLANK.sub(" ", piece)
    out, at = [], 0
    for sentence in _segmenter()(piece):
        start = piece.find(sentence, at)
        if start < 0:
            continue
        if start > 0:
            out.append(start)
        at = start + len(sentence)
    return out


@lru_cache(maxsize=1)
def _segmenter():  # type: ignore[no-untyped-def]
    from sentencex import segment as split

    return lambda piece: list(split("en", piece))
