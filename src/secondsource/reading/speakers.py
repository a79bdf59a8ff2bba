"""Who speaks on where nobody is named: the last who was quoted, introduced or given a source."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from secondsource.reading.attributions import Found
from secondsource.reading.near import Near
from secondsource.reading.quotations import Spoken, overlap
from secondsource.reading.speeches import OPENING, Around
from secondsource.reading.tags import Range
from secondsource.text import Segments

# Verbs by which a sentence brings on a speaker whose words then follow between marks.
_BRINGS = frozenset(
    re.findall(
        r"\w+",
        "addressed apologized apologised appealed argued attacked blamed blasted boasted called chided "
        "commented complained concluded condemned criticized criticised declared defended denied denounced "
        "described dismissed echoed elaborated exclaimed explained expressed fired hailed hit insisted "
        "jabbed joked lamented lashed lauded mocked mused objected offered opened posted praised predicted "
        "pressed quipped quoted recalled recited referred rejected replied responded ridiculed scoffed shot "
        "shouted slammed spoke summed thanked told took touted turned tweeted urged vented voiced vowed "
        "warned welcomed went wrote",
    )
)
_PRONOUNS = frozenset(("he", "she", "they"))
_OBJECTS = frozenset(("him", "her", "them"))
_ASK = re.compile(r"(?i)(?:ask|inquir|enquir|demand|wonder)(?:es?|s|ed|ing)?")
_JOINS = frozenset(("of", "de", "al", "bin", "van", "von", "da", "del", "la", "el", "-", "'", "’", ".", "&"))
_LEAD_IN = 40  # words of a sentence that may bring on a speaker
_SAID = 4  # words, marks included, that a quotation has at least which somebody speaks


class Speakers:
    """Who speaks on: the last of those who were given a source, not within another's words.

    within: contents beside those of the statements whose own statements have no say.
    """

    def __init__(self, told: Sequence[Found], segments: Segments, within: Iterable[Range] = ()) -> None:
        self._segments = segments
        near = Near((c, c) for c in (*(f.content[0] for f in told), *within))
        outer = [f for f in told if f.source and f.cue and not _inner(f, near) and not _noted(segments, f)]
        self._starts: list[int] = []
        self._last: list[tuple[int, Range]] = []  # the furthest end of all up to here, and its source
        self._first_of: dict[int, Range] = {}
        for f in sorted(outer, key=lambda f: f.content[0]):
            assert f.source
            self._first_of.setdefault(segments.in_paragraph[f.content[0][0]], f.source)
            self._starts.append(f.content[0][0])
            held = (_end(f), f.source)
            self._last.append(max(held, self._last[-1]) if self._last else held)
        self._said: tuple[int, Range] | None = None

    def speaks(self, content: Range, source: Range) -> None:
        """One who speaks without a cue; to be told in the order of the text, as `in_force` is then asked."""
        held = (content[1], source)
        self._said = max(held, self._said) if self._said else held

    def in_force(self, at: int) -> Range | None:
        """The source words of the last statement before a word, or of the first one in its paragraph."""
        before = bisect_left(self._starts, at)
        last = self._last[before - 1] if before else None
        if last or self._said:
            return max(held for held in (last, self._said) if held)[1]
        return self._first_of.get(self._segments.in_paragraph[min(at, len(self._segments) - 1)])


def holds(outer: Range, inner: Range) -> bool:
    """True when a range takes in another."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def told_within(quote: Spoken, found: Found) -> bool:
    """True when the speaker of a quotation tells of another there, cue and all."""
    if not found.cue or not holds(quote.words, found.cue):
        return False
    return quote.closed or found.content[0][0] > quote.words[0] + 1


def quoted_before(segments: Segments, quotes: Sequence[Spoken], near: Around) -> dict[int, Range]:
    """For the first word of each quotation the source of the one before it in its paragraph, if it has one.

    "...," Venn said, according to the paper. "...": Venn goes on, not the paper.
    """
    out: dict[int, Range] = {}
    before: Range | None = None
    paragraph = -1
    for quote in quotes:
        first, last = quote.words
        if segments.in_paragraph[first] != paragraph:
            paragraph, before = segments.in_paragraph[first], None
        if before:
            out[first] = before
        if last - first < _SAID:
            continue
        tellers = [
            f
            for f in near.contents.touching(quote.words)
            if not told_within(quote, f) and 2 * overlap(f.content[0], quote.words) >= last - first
        ]
        # Of nested ones the innermost has the words.
        nearest = min(tellers, key=lambda f: (f.content[0][1] - f.content[0][0], f.content[0]), default=None)
        before = nearest.source if nearest else before
    return out


def introduced(segments: Segments, at: int, near: Around) -> Range | None:
    """The subject of the sentence right before a quotation that brings its speaker on without a statement.

    "Venn, the harbour master, lashed out at the pilots. "...""
    """
    if at == 0 or at >= len(segments) or segments.word(at) not in OPENING:
        return None
    sentence = segments.sentences[segments.in_sentence[at - 1]]
    first, last = segments.range_of(sentence)
    last = min(last, at)
    if last - first > _LEAD_IN or any(near.cues.touching((first, last))) or segments.word(first) in OPENING:
        return None
    subject = _subject(segments, first, last)
    if subject is None:
        return None
    brings = any(segments.word(w).lower() in _BRINGS for w in range(subject[1], last))
    return subject if brings else None


def answering(segments: Segments, at: int, near: Around) -> Range | None:
    """Who answers with a quotation that opens a paragraph, after a question in the paragraph before.

    "Did it hold?" Venn asked Rek: he does. Without a name, whoever spoke in the paragraph before that.
    """
    paragraph = segments.in_paragraph[at] if at < len(segments) else 0
    if paragraph == 0 or at != segments.range_of(segments.paragraphs[paragraph])[0]:
        return None
    question = _teller(segments, paragraph - 1, near)
    if not question or not question.cue or not question.source:
        return None
    asks = any(_ASK.fullmatch(segments.word(w)) for w in range(*question.cue))
    if not asks or "?" not in map(
        segments.word, range(max(0, question.content[0][1] - 2), question.content[0][1])
    ):
        return None
    asked = _asked(segments, question)
    if asked:
        return asked
    before = _teller(segments, paragraph - 2, near) if paragraph > 1 else None
    same = before and before.source and _same(segments, before.source, question.source)
    return before.source if before and not same else None


def _teller(segments: Segments, paragraph: int, near: Around) -> Found | None:
    """The last statement of a paragraph whose content opens with a mark."""
    words = segments.range_of(segments.paragraphs[paragraph])
    if words[0] == words[1]:
        return None
    told = [f for f in near.contents.touching(words) if segments.word(f.content[0][0]) in OPENING]
    return max(told, key=lambda f: (f.content[0], f.cue or (0, 0)), default=None)


def _asked(segments: Segments, question: Found) -> Range | None:
    """The one who is asked: the name or pronoun right after the cue."""
    assert question.cue
    first = question.cue[1]
    if first >= len(segments) or segments.in_sentence[first] != segments.in_sentence[first - 1]:
        return None
    if segments.word(first).lower() in _OBJECTS:
        return (first, first + 1)
    end = first
    while end < len(segments) and segments.word(end)[0].isupper() and end - first < _SAID:
        end += 1
    asked = (first, end)
    return asked if end > first and not (question.source and overlap(asked, question.source)) else None


def _same(segments: Segments, a: Range, b: Range) -> bool:
    return segments.span_of(*a).of(segments.text) == segments.span_of(*b).of(segments.text)


def _subject(segments: Segments, first: int, last: int) -> Range | None:
    """The name or the pronoun at the head of a sentence."""
    if segments.word(first).lower() in _PRONOUNS:
        return (first, first + 1)
    end = first
    while end < last and (segments.word(end)[0].isupper() or (end > first and segments.word(end) in _JOINS)):
        end += 1
    while end > first and not segments.word(end - 1)[0].isalnum():
        end -= 1
    lone = end - first == 1 and end < last and segments.word(end) not in (",", *_BRINGS)
    return (first, end) if end > first and not lone else None


def _noted(segments: Segments, found: Found) -> bool:
    """True for what a note in square brackets tells: it interrupts no speaker."""
    assert found.cue
    at = segments.span_of(*found.cue)
    block = segments.paragraphs[segments.in_paragraph[found.cue[0]]]
    before = segments.text[max(block.start, at.start - 200) : at.start]
    after = segments.text[at.end : min(block.end, at.end + 200)]
    closes = after.find("]")
    return before.rfind("[") > before.rfind("]") and closes >= 0 and "[" not in after[:closes]


def _end(found: Found) -> int:
    """The word up to which a statement goes, its cue and source with it."""
    return max(r[1] for r in (found.cue, found.source, found.content[0]) if r)


def _inner(found: Found, contents: Near[Range]) -> bool:
    """True when a statement stands within the words of another: its cue and its content do."""
    own = found.content[0]
    cue = found.cue or own
    return any(c != own and holds(c, cue) and holds(c, own) for c in contents.touching((own[0], own[0] + 1)))
