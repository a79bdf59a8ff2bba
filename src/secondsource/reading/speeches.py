"""Speech without quotation marks: a statement printed below "she said:", and stretches that read as speech.

Each paragraph of it is one statement, as the guide has it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from secondsource.reading.attributions import Found
from secondsource.reading.near import Near
from secondsource.reading.quotations import overlap
from secondsource.reading.tags import Range
from secondsource.text import Segments

FIRST_PERSON = frozenset(re.findall(r"\w+", "i we me us my our ours mine myself ourselves"))
OPENING = frozenset('“"«„‘')
_OVER = re.compile(
    r"\W*(?:notes? to editors?|further information|more information|background|ends?|media enquiries|contact|"
    r"press office|follow (?:us|the|@)|for (?:more|further)|see also|read more|related|sign up|"
    r"the statement (?:was|came|follows))\b",
    re.IGNORECASE,
)  # fmt: skip
_TITLES = frozenset(
    re.findall(
        r"\w+",
        "secretary minister president office ministry government department council committee party police "
        "army spokesman spokeswoman spokesperson chairman director general commission union court service "
        "group state states statement people nation nations east west north south",
    )
)
_HEADING = 8  # words up to which a line without a closing mark is a heading
_GAP = 2  # sentences that the encoder may leave out between two that it takes for speech
_REACH = 60  # paragraphs that a statement below a colon may go on for
_WHOLE = 0.7  # share of a paragraph that such a statement takes up
_EARLY = 5  # words from the start of a sentence within which its own cue opens it


def below_colon(segments: Segments, found: Found) -> bool:
    """True when the content is an unquoted paragraph below a line with its speaker and a colon."""
    first = found.content[0][0]
    if not found.cue or not found.source or found.cue[1] > first or first == 0:
        return False
    paragraph = segments.in_paragraph[first]
    if segments.in_paragraph[first - 1] == paragraph or segments.word(first) in OPENING:
        return False
    return bool(segments.word(first - 1) == ":" and segments.in_paragraph[found.cue[0]] == paragraph - 1)


def whole(segments: Segments, found: Found) -> Found:
    """The statement with all of its paragraph as content where it stands below a colon, else as it is."""
    if not below_colon(segments, found):
        return found
    first, last = found.content[0]
    end = _paragraph(segments, segments.in_paragraph[first])[1]
    return replace(found, content=((first, max(last, end)),))


@dataclass(frozen=True, slots=True)
class Around:
    """What is known of a text: statements by their cues and by their contents, stretches that read as speech,
    and the contents without a cue that were found."""

    cues: Near[Found]
    contents: Near[Found]
    stretches: Near[Range]
    taken: Near[Range]


def around(told: Sequence[Found], stretches: Sequence[Range], taken: Near[Range]) -> Around:
    """The statements and stretches of a text, to be asked by where they stand."""
    return Around(
        Near((f.cue, f) for f in told if f.cue),
        Near((f.content[0], f) for f in told),
        Near((s, s) for s in stretches),
        taken,
    )


def further(segments: Segments, found: Found, near: Around) -> list[Range]:
    """The paragraphs that go on with a statement below a colon, up to where the writer speaks again."""
    if not below_colon(segments, found):
        return []
    assert found.source
    names = _names(segments, found.source)
    out: list[Range] = []
    start = segments.in_paragraph[found.content[0][0]]
    spoken = first_person(segments, _paragraph(segments, start)) is not None
    for index in range(start + 1, min(start + _REACH, len(segments.paragraphs))):
        words = _paragraph(segments, index)
        if words[0] == words[1] or _ends(segments, words, names, near):
            break
        out.append(words)
        spoken = spoken or _covered(words, near.stretches) or first_person(segments, words) is not None
    return out if spoken else []


def _paragraph(segments: Segments, index: int) -> Range:
    return segments.range_of(segments.paragraphs[index])


def first_person(segments: Segments, words: Range) -> Range | None:
    """The first word of a range by which a speaker means himself or those he speaks for."""
    for w in range(*words):
        if segments.word(w).lower() in FIRST_PERSON:
            return (w, w + 1)
    return None


def _ends(segments: Segments, words: Range, names: Sequence[str], near: Around) -> bool:
    """True when a paragraph is the writer's again: a heading, a notice, a quotation, the speaker's name."""
    if segments.word(words[0]) in OPENING or any(near.taken.touching(words)):
        return True
    text = segments.span_of(*words).of(segments.text)
    if _OVER.match(text) or text[-1] == ":":
        return True
    if words[1] - words[0] <= _HEADING and text[-1] not in '.!?…”"’;':
        return True
    if any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in names):
        return True
    return any(_quotes(segments, f, words) for f in near.cues.touching(words))


def _quotes(segments: Segments, found: Found, words: Range) -> bool:
    """True when a statement's content is a quotation of some length that stands in a range."""
    first, last = found.content[0]
    return words[0] <= first and last - first > _HEADING and segments.word(first) in OPENING


def _names(segments: Segments, source: Range) -> list[str]:
    """What the writer calls the speaker by: the last words with capitals of a source, no title alone."""
    words = [segments.word(w) for w in range(*source)]
    runs: list[list[str]] = [[]]
    for word in words:
        if word[0].isupper():
            runs[-1].append(word)
        elif runs[-1]:
            runs.append([])
    last = next((r for r in reversed(runs) if r), [])
    out = [last[-1]] if last and last[-1].lower() not in _TITLES and len(last[-1]) > 2 else []
    return out + ([" ".join(last[-2:])] if len(last) > 1 else [])


def runs_of(segments: Segments, stretches: Sequence[Range], near: Around) -> list[Range]:
    """The sentences that stretches cover by half or more, as one statement a run and paragraph.

    A paragraph that is mostly covered is speech as a whole, but for sentences that a cue of the speaker's
    own opens ("we believe that ..."): those are statements of themselves.
    """
    out: list[Range] = []
    for paragraph in sorted({p for a, b in stretches for p in segments.in_paragraph[a:b]}):
        sentences = _sentences(segments, _paragraph(segments, paragraph))
        states = [_state(segments, s, near) for s in sentences]
        free = [s != "taken" for s in states]
        said = [f and _covered(s, near.stretches) for s, f in zip(sentences, free, strict=True)]
        share = sum(b - a for (a, b), x in zip(sentences, said, strict=True) if x)
        most = 2 * share >= sum(b - a for (a, b), f in zip(sentences, free, strict=True) if f)
        plain = [x and state == "plain" for x, state in zip(said, states, strict=True)]
        out += _filled(sentences, said, free, plain, gap=_GAP if most else 0)
    return [_from(segments, run, near.stretches) for run in out]


def _sentences(segments: Segments, words: Range) -> list[Range]:
    ids = segments.in_sentence[words[0] : words[1]]
    cuts = [words[0] + k for k, (a, b) in enumerate(pairwise(ids), 1) if a != b]
    return [(a, b) for a, b in pairwise([words[0], *cuts, words[1]]) if a < b]


def _covered(words: Range, stretches: Near[Range]) -> bool:
    size = words[1] - words[0]
    return size > 2 and 2 * sum(overlap(words, s) for s in stretches.touching(words)) >= size


def _state(segments: Segments, sentence: Range, near: Around) -> str:
    """taken: a statement takes the sentence in, or one of the speaker's own opens it; cued: it holds another
    statement's cue; else plain."""
    size = sentence[1] - sentence[0]
    if any(2 * overlap(sentence, t) >= size for t in near.taken.touching(sentence)):
        return "taken"
    for f in near.contents.touching(sentence):
        within = f.cue and sentence[0] <= f.cue[0] < sentence[1]
        if _opens(segments, sentence, f, share=0.5) or (
            not within and 2 * overlap(sentence, f.content[0]) >= size
        ):
            return "taken"
    return "cued" if any(near.cues.touching(sentence)) else "plain"


def own_statement(segments: Segments, words: Range, contents: Near[Found]) -> bool:
    """True for a paragraph that is a statement of the speaker's own already ("we believe that ...")."""
    return any(_opens(segments, words, f, share=_WHOLE) for f in contents.touching(words))


def _opens(segments: Segments, words: Range, found: Found, *, share: float) -> bool:
    """True when a statement in the first person opens a range and has a share of what follows its cue."""
    if not found.cue or not found.source or segments.word(found.source[0]).lower() not in FIRST_PERSON:
        return False
    if not words[0] <= found.cue[0] <= words[0] + _EARLY:
        return False
    rest = words[1] - found.cue[1]
    return rest > 0 and overlap((found.cue[1], words[1]), found.content[0]) >= share * rest


def _filled(
    sentences: list[Range], said: list[bool], free: list[bool], plain: list[bool], *, gap: int
) -> list[Range]:
    """Runs of sentences that are said, over gaps of a few free ones; each holds a plain one."""
    out: list[Range] = []
    kept: list[bool] = []
    at = -1
    for k, is_said in enumerate(said):
        if not is_said:
            continue
        joins = at >= 0 and k - at - 1 <= gap and all(free[at + 1 : k])
        if out and joins:
            out[-1] = (out[-1][0], sentences[k][1])
            kept[-1] = kept[-1] or plain[k]
        else:
            out.append(sentences[k])
            kept.append(plain[k])
        at = k
    return [run for run, keep in zip(out, kept, strict=True) if keep]


def _from(segments: Segments, run: Range, stretches: Near[Range]) -> Range:
    """A run without what names its speaker: words before a colon or mark where its stretch begins."""
    for first, last in stretches.touching(run):
        opens = segments.word(first) in OPENING or (first > 0 and segments.word(first - 1) == ":")
        if opens and run[0] < first < run[1] and overlap((first, last), run) * 2 > run[1] - run[0]:
            return (first, run[1])
    return run
