"""Speech that no cue introduces: who speaks it.

A label before it ("QUESTION:"), a post's author, a line that ends in a colon, a dash and a name after it;
else the speaker in force, the last who was given a source.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from secondsource.model.span import Span
from secondsource.reading.attributions import Found
from secondsource.reading.near import Near
from secondsource.reading.posts import posts
from secondsource.reading.quotations import Spoken, overlap
from secondsource.reading.sources import antecedent
from secondsource.reading.speakers import Speakers, answering, holds, introduced, quoted_before, told_within
from secondsource.reading.speeches import (
    OPENING,
    Around,
    around,
    first_person,
    further,
    own_statement,
    runs_of,
)
from secondsource.reading.tags import Range
from secondsource.reading.turns import Turn, headline, turns
from secondsource.text import Segments

_DASH = re.compile(r"\s*[-–—―]{1,2}\s*(?=[A-Z])")
_NAME = re.compile(
    r"(?:[A-Z][\w’'.-]*|[A-Z]\.)(?:\s+(?:(?:of|the|de|da|di|van|von|bin|al|el|for|and)\s+)*[A-Z][\w’'.-]*)*"
)
_ENDS = frozenset(".?!…")
_TERM = 4  # words, marks included, up to which a quotation may be a term
_SMALL = frozenset(re.findall(r"\w+", "a an the of and or for to in on at by from with de la le s"))
_SAME = 0.8  # a statement that shares so much of a turn's words is the turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncued:
    """A content without a cue, and the words that name its speaker.

    carried: nobody is named in its own sentence, and it goes to the speaker in force: source is where that
    one was named, None where nobody was. Neither a source nor carried: somebody is named there, but how was
    not read; it is left open.
    """

    content: Range
    source: Range | None
    carried: bool


def uncued(
    segments: Segments, quotes: Sequence[Spoken], stretches: Sequence[Range], told: Sequence[Found]
) -> list[Uncued]:
    """Quotations and labelled or carried stretches that no statement takes in yet, in order."""
    out = _labelled(segments, told)
    taken = Near((u.content, u.content) for u in out)
    near = around(told, stretches, taken)
    for f in sorted(told, key=lambda f: f.content[0]):
        for words in further(segments, f, near):
            if own_statement(segments, words, near.contents):
                continue
            out.append(Uncued(content=words, source=f.source, carried=True))
            taken.add(words, words)
    for quote in _uncovered(segments, quotes, near):
        source = _named(segments, quote.words)
        out.append(Uncued(content=quote.words, source=source, carried=source is None and quote.alone))
        taken.add(quote.words, quote.words)
    for run in runs_of(segments, stretches, near):
        source = _named(segments, run)
        out.append(Uncued(content=run, source=source, carried=source is None))
    return _carried(segments, quotes, near, sorted(out, key=lambda u: u.content), told)


def _carried(
    segments: Segments,
    quotes: Sequence[Spoken],
    near: Around,
    found: Sequence[Uncued],
    told: Sequence[Found],
) -> list[Uncued]:
    """Each carried content with the speaker in force where it begins, before any with its own "we"."""
    speakers = Speakers(told, segments, within=[u.content for u in found])
    said_before = quoted_before(segments, quotes, near)
    out: list[Uncued] = []
    for u in found:
        at, source = u.content[0], u.source
        if u.carried and source is None:
            source = said_before.get(at) or answering(segments, at, near) or introduced(segments, at, near)
            source = source or speakers.in_force(at)
            if source is None and segments.word(at) not in OPENING:
                source = first_person(segments, u.content)
            source = source and antecedent(segments, source)
        if source:
            speakers.speaks(u.content, source)
        # A quotation of nobody known is left open; what reads as a speech is one, whoever gives it.
        carried = u.carried and (source is not None or segments.word(at) not in OPENING)
        out.append(replace(u, source=source, carried=carried))
    return out


# --- what is found


def _labelled(segments: Segments, told: Sequence[Found]) -> list[Uncued]:
    """Turns, posts and the headline's claim, with the paragraphs that turns go on for."""
    named = [segments.span_of(*f.source).of(segments.text) for f in told if f.source]
    first = headline(segments, named)
    found: list[Turn] = [*posts(segments), *turns(segments), *([first] if first else [])]
    out: list[Uncued] = []
    taken: Near[Range] = Near()
    near = Near((f.content[0], f) for f in told)
    for turn in found:
        if any(taken.touching(turn.speech)) or _told(turn, near):
            continue
        for content in (turn.speech, *(r for r in turn.rest if not own_statement(segments, r, near))):
            out.append(Uncued(content=content, source=turn.label, carried=content != turn.speech))
            taken.add(content, content)
    return out


def _told(turn: Turn, told: Near[Found]) -> bool:
    """True when a statement is the turn: nearly the same words, or most of them under a cue outside."""
    a, b = turn.speech
    for f in told.touching(turn.speech):
        first, last = f.content[0]
        shared = overlap(turn.speech, (first, last))
        if shared >= _SAME * (max(b, last) - min(a, first)):
            return True
        if 2 * shared >= b - a and f.cue and not holds(turn.speech, f.cue):
            return True
    return False


def _uncovered(segments: Segments, quotes: Sequence[Spoken], near: Around) -> list[Spoken]:
    """Quoted speech that no content takes in by half: nobody is said to speak it yet.

    A statement whose cue stands inside the marks is told by the speaker, and takes nothing in.
    """
    out: list[Spoken] = []
    for quote in quotes:
        size = quote.words[1] - quote.words[0]
        contents = [f.content[0] for f in near.contents.touching(quote.words) if not told_within(quote, f)]
        contents += near.taken.touching(quote.words)
        if any(2 * overlap(quote.words, c) >= size for c in contents):
            continue
        read = _speech(segments, quote)
        if not read:
            continue
        if out and read.alone and out[-1].alone and _adjoin(segments, out[-1], read):
            out[-1] = replace(read, words=(out[-1].words[0], read.words[1]))
        else:
            out.append(read)
    return out


def _adjoin(segments: Segments, before: Spoken, after: Spoken) -> bool:
    """True when two quotations follow each other in a paragraph without a word between."""
    a, b = before.words[1], after.words[0]
    return bool(a == b and segments.in_paragraph[a - 1] == segments.in_paragraph[b])


def _speech(segments: Segments, quote: Spoken) -> Spoken | None:
    """The quotation as speech in a sentence of its own; None where it is a title, a term or a part of one."""
    first, last = quote.words
    if quote.speech and quote.alone:
        return quote
    if _titled(segments, quote.words):
        return None
    after = segments.word(last) if last < len(segments) else ""
    starts = first == 0 or segments.in_sentence[first - 1] != segments.in_sentence[first]
    # Marks that do not match keep sentences from being parted.
    starts = starts or segments.word(first - 1) in _ENDS
    inside = quote.closed and any(segments.word(w) in _ENDS for w in range(max(first, last - 2), last))
    if not starts or last - first <= _TERM:
        return None
    outside = after in _ENDS and _is_over(segments, last + 1)  # the full stop stands outside the marks
    over = last == len(segments) or segments.in_paragraph[last] != segments.in_paragraph[last - 1]
    if outside or (inside and (over or after[:1].isupper() or after in OPENING)):
        asks = not outside and not over and segments.word(last - 2) in "?!"
        return replace(quote, speech=True, alone=not asks)  # "Did it?" Venn asked
    return quote if quote.speech else None


def _is_over(segments: Segments, word: int) -> bool:
    """True when no word of the same sentence follows but marks."""
    while word < len(segments) and segments.in_sentence[word] == segments.in_sentence[word - 1]:
        if segments.word(word)[0].isalnum():
            return False
        word += 1
    return True


def _titled(segments: Segments, words: Range) -> bool:
    """True for a title in marks: capitals throughout, and no full stop."""
    said = [w for w in map(segments.word, range(*words)) if w[0].isalpha()]
    full = any(segments.word(w) in _ENDS for w in range(*words))
    return not full and sum(w[0].isupper() or w.lower() in _SMALL for w in said) == len(said)


# --- who is named beside it


def _named(segments: Segments, content: Range) -> Range | None:
    """Words beside a content that name its speaker: after a dash, or in a line before it with a colon."""
    text = segments.text
    span = segments.span_of(*content)
    block = segments.paragraphs[segments.in_paragraph[content[0]]]
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
        index = segments.in_paragraph[content[0]]
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
