"""Speech that no cue introduces: who speaks it.

A label before it ("QUESTION:"), a line that ends in a colon, a dash and a name after it; else the
speaker in force, the last who was given a source.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from secondsource.model.span import Span
from secondsource.reading.attributions import Found
from secondsource.reading.quotations import Spoken, overlap, uncovered
from secondsource.reading.tags import Range
from secondsource.text import Segments

# A turn's label: a short run of words, begun by a capital, at the head of a paragraph.
_LABEL = re.compile(
    r"[*_>\s]{0,8}\[?([A-Z@][^\s:“”\"\]]{0,40}(?: [^\s:“”\"\]]{1,40}){0,5}?)\]?\s?"
    r"[*_]{0,4}:[*_]{0,4}\s+(?=\S)"
)
# A label is a name or a title: its words begin with capitals, but for what links them.
_LABEL_WORDS = re.compile(r"(?:[A-Z0-9@(][^\s]*|of|the|for|de|da|di|van|von|bin|al|el|and|\()(?: |$)")
_NO_LABEL = re.compile(
    r"(?i)^(?:note|update[ds]?|correction|by|photo|image|source|date|time|place|location|"
    r"read more|related|see also|tags?|subject|re|fwd|but|and|then|here|this|that|these|those|there|it|he|"
    r"she|we|they|you|i|the [a-z]+ [a-z]+ [a-z]+.*)$"
)
_OPENING = frozenset('“"«„‘')
_DASH = re.compile(r"\s*[-–—―]{1,2}\s*(?=[A-Z])")
_NAME = re.compile(
    r"(?:[A-Z][\w’'.-]*|[A-Z]\.)(?:\s+(?:(?:of|the|de|da|di|van|von|bin|al|el|for|and)\s+)*[A-Z][\w’'.-]*)*"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncued:
    """A content without a cue, and the words that name its speaker.

    carried: nobody is named in its own sentence, and it goes to the speaker in force. Neither a source
    nor carried: somebody is named there, but how was not read; it is left open.
    """

    content: Range
    source: Range | None
    carried: bool


def uncued(
    segments: Segments, quotes: Sequence[Spoken], stretches: Sequence[Range], told: Sequence[Found]
) -> list[Uncued]:
    """Quotations and labelled or carried stretches that no statement takes in yet, in order."""
    taken = [r for f in told for r in f.content]
    out = [Uncued(content=speech, source=label, carried=False) for label, speech in _turns(segments, taken)]
    taken += [u.content for u in out]
    for quote in uncovered(quotes, taken):
        source = _named(segments, quote.words)
        out.append(Uncued(content=quote.words, source=source, carried=source is None and quote.alone))
        taken.append(quote.words)
    for stretch in filter(None, (_sentences(segments, s) for s in stretches)):
        if not any(2 * overlap(stretch, t) >= min(t[1] - t[0], stretch[1] - stretch[0]) for t in taken):
            source = _named(segments, stretch)
            out.append(Uncued(content=stretch, source=source, carried=source is None))
            taken.append(stretch)
    return sorted(out, key=lambda u: u.content)


def _sentences(segments: Segments, stretch: Range) -> Range | None:
    """The whole sentences of one paragraph that a stretch covers by half or more; None when there is none.

    What stands before a colon or an opening mark, where the stretch begins, names the speaker and stays out.
    """
    kept: list[Range] = []
    for index in range(int(segments.sentence[stretch[0]]), int(segments.sentence[stretch[1] - 1]) + 1):
        words = segments.range_of(segments.sentences[index])
        if 2 * overlap(stretch, words) >= words[1] - words[0] > 2:
            kept.append(words)
    if not kept:
        return None
    paragraph = segments.paragraph[kept[0][0]]
    inside = [k for k in kept if segments.paragraph[k[0]] == paragraph]
    first = inside[0][0]
    if stretch[0] > first and (segments.word(stretch[0]) in _OPENING or segments.word(stretch[0] - 1) == ":"):
        first = stretch[0]
    return (first, inside[-1][1])


def speaker_in_force(at: int, told: Sequence[Found], segments: Segments) -> Range | None:
    """The source words of the last statement before a word, or of the next one in its paragraph."""
    outer = [f for f in told if not any(_holds(o.content[0], f.content[0]) for o in told)]
    before = [f for f in outer if f.source and f.cue and f.content[0][0] < at]
    if before:
        return max(before, key=lambda f: f.content[-1]).source
    paragraph = segments.paragraph[min(at, len(segments) - 1)]
    for f in sorted(told, key=lambda f: f.content[0][0]):
        if f.source and segments.paragraph[f.content[0][0]] == paragraph:
            return f.source
    return None


def _holds(outer: Range, inner: Range) -> bool:
    return outer != inner and outer[0] <= inner[0] and inner[1] <= outer[1]


def _turns(segments: Segments, taken: Sequence[Range]) -> list[tuple[Range, Range]]:
    """(label, speech) of paragraphs that a speaker's label opens, in a dialogue or before a quotation."""
    found: list[tuple[Range, Range]] = []
    for block in segments.paragraphs:
        match = _LABEL.match(segments.text, block.start, block.end)
        if not match or _NO_LABEL.match(match.group(1)) or match.end() >= block.end:
            continue
        if any(not _LABEL_WORDS.match(word) for word in match.group(1).split()):
            continue
        label = segments.range_of(Span(*match.span(1)))
        speech = segments.range_of(Span(match.end(), block.end))
        found.append((label, speech))
    labels = [segments.span_of(*label).of(segments.text) for label, _ in found]
    repeated = {name for name in labels if labels.count(name) > 1}
    most = len(found) >= 2 and len(found) * 2 > len(segments.paragraphs)
    dialogue = most or (len(found) >= 3 and len(repeated) >= 1)
    out = []
    for (label, speech), name in zip(found, labels, strict=True):
        quoted = segments.word(speech[0]) in '“"«'
        known = dialogue or quoted or (name.isupper() and name in {"Q", "A", "QUESTION", "ANSWER"})
        busy = any(2 * overlap(speech, t) >= speech[1] - speech[0] for t in taken)
        if known and not busy:
            out.append((label, speech))
    return out


def _named(segments: Segments, content: Range) -> Range | None:
    """Words beside a content that name its speaker: after a dash, or in a line before it with a colon."""
    text = segments.text
    span = segments.span_of(*content)
    block = segments.paragraphs[int(segments.paragraph[content[0]])]
    dash = _DASH.match(text, span.end)
    if dash:
        line_end = text.find("\n", dash.end())
        line_end = len(text) if line_end < 0 else line_end
        tail = text[dash.end() : line_end]
        # A dash may also go on with the sentence: a credit is short and closes its line.
        if len(tail.split()) <= 12 and not tail.rstrip(" .)").count(". "):
            return segments.range_of(Span(dash.end(), dash.end() + len(tail.rstrip())))
    before = text[block.start : span.start].rstrip()
    if not before:
        index = int(segments.paragraph[content[0]])
        if index == 0:
            return None
        earlier = segments.paragraphs[index - 1]
        before, start = earlier.of(text).rstrip(), earlier.start
    else:
        start = block.start
    if not before.endswith(":") or len(before) > 160:
        return None
    names = list(_NAME.finditer(before))
    names = [n for n in names if n.start() > 0 or len(n.group().split()) > 1 or len(names) == 1]
    if not names:
        return None
    return segments.range_of(Span(start + names[-1].start(), start + names[-1].end()))
