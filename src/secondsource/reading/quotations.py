"""What quotation marks settle: edges of contents, kinds of quotes, and speech that is carried on.

All in words of a text, half-open.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from secondsource.model.statement import Quote
from secondsource.reading.attributions import Found
from secondsource.reading.tags import Range
from secondsource.text import Quotation, Segments

_CLOSED = frozenset(".?!…,;")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A quotation in words of the text, marks included.

    speech: it begins a sentence and is closed like one, so somebody says it. alone: its sentences hold
    no other words, so that nobody is named beside it.
    """

    words: Range
    closed: bool
    continues: bool
    speech: bool
    alone: bool


def spoken(segments: Segments, quotes: Sequence[Quotation]) -> list[Spoken]:
    """The quotations of a text in words: in order and apart."""
    out = []
    begins = np.fromiter((s.start for s in segments.sentences), np.int64, len(segments.sentences))
    starts = set(np.searchsorted(segments.ends, begins, side="right").tolist())
    for quotation in quotes:
        first, last = segments.range_of(quotation.span)
        if last - first < 2:
            continue
        ends = any(segments.word(w) in _CLOSED for w in range(max(first, last - 3), last))
        speech = first in starts and ends and last - first >= 4
        after = last < len(segments) and segments.in_sentence[last] == segments.in_sentence[last - 1]
        alone = speech and not (after and any(c.isalnum() for c in _rest(segments, last)))
        out.append(
            Spoken(
                words=(first, last),
                closed=quotation.closed,
                continues=quotation.continues,
                speech=speech,
                alone=alone,
            )
        )
    return out


def _rest(segments: Segments, word: int) -> str:
    """The characters of a sentence from one of its words on."""
    sentence = segments.sentences[segments.in_sentence[word]]
    return segments.text[segments.begins[word] : sentence.end]


def overlap(a: Range, b: Range) -> int:
    """Number of words that two ranges share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def beside(words: Range, quotes: Sequence[Spoken]) -> Sequence[Spoken]:
    """The quotations, of some that are in order and apart, that share words with a range."""
    first = bisect_right(quotes, words[0], key=lambda q: q.words[1])
    return quotes[first : bisect_left(quotes, words[1], lo=first, key=lambda q: q.words[0])]


def snap(content: Range, quotes: Sequence[Spoken]) -> Range:
    """The content with its edges moved to those of a quotation it takes in by half or more.

    An unbroken quotation in one paragraph is one statement, marks included. quotes: in order and apart, so
    that what a content takes in touches no other.
    """
    first, last = content
    for quote in beside(content, quotes):
        a, b = quote.words
        shared = overlap((first, last), (a, b))
        if not shared:
            continue
        inside = a < first and last < b
        if inside and shared < 0.5 * (b - a):
            continue
        if shared >= 0.5 * (b - a):
            first, last = min(first, a), max(last, b)
        elif a <= first < b and shared <= 2:
            first = b
        elif a < last <= b and shared <= 2:
            last = a
    return (first, last) if first < last else content


def kind_of(content: Sequence[Range], apart: Sequence[Range], quotes: Sequence[Spoken]) -> Quote:
    """direct: all words but cue and source stand in quotation marks; mixed: some do; else indirect."""
    outside = {w for r in apart for w in range(*r)}
    words = {w for r in content for w in range(*r)} - outside
    inside = {w for r in content for q in beside(r, quotes) for w in range(*q.words)} & words
    if not inside:
        return "indirect"
    rest = len(words) - len(inside)
    return "direct" if rest <= 2 and rest < len(inside) else "mixed"


def joined(found: Found, quotes: Sequence[Spoken]) -> Found:
    """The attribution with each range snapped to its quotation."""
    ranges = sorted({snap(r, quotes) for r in found.content})
    out: list[Range] = []
    for r in ranges:
        if out and r[0] <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], r[1]))
        else:
            out.append(r)
    return replace(found, content=tuple(out))
