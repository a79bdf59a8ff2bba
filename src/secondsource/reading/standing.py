"""Where each word of a statement stands: in its cue, in the main clause of its content, or below it.

What a cautious or a denying word says of a statement hangs on where it stands. No parser: clauses are told
by the words that open them and the marks that close them, which is right often enough and costs microseconds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from secondsource.reading.drafts import Draft
from secondsource.reading.tags import Range
from secondsource.text import Segments

Stand = Literal["cue", "lead", "main", "below", "apart"]

_LEAST_GAP = 4  # words between cue and content that still belong to the cue ("warned of a risk |that| ...")
_ALIKE = {"’": "'", "ʼ": "'", "`": "'"}
OPENERS = frozenset(
    re.findall(
        r"\w+",
        "who whom whose which where when while if unless until because although though whereas whether "
        "since after "
        "before once as how why what so than that provided",
    )
)
# After these "that" opens what they say, which stands as high as they do.
_THAT_KEEPS = frozenset(
    re.findall(
        r"\w+",
        "think believe sure certain possible likely probable clear confident convinced say said says hope "
        "fear know "
        "doubt expect feel seems appears possibility chance mean means suggest suggests it and so is was",
    )
)
_CLOSERS = frozenset(",;:–—()[].!?…")
_CONJUNCTIONS = frozenset(("but", "then"))
# "that" before one of these, at the head of its clause, is a pronoun: "that could be so".
_VERBS = frozenset(
    [
        "is",
        "was",
        "will",
        "would",
        "could",
        "may",
        "might",
        "can",
        "should",
        "must",
        "has",
        "had",
        "does",
        "did",
        "'",
        "s",
    ]
)


@dataclass(frozen=True, slots=True)
class Standing:
    """The words of a statement that are its own, in order: index, small letters, stand, as written.

    Words of nested statements are left out; each stretch of them leaves one empty word in their place, and so
    does the end of a cue. first: of the content, as an index into these lists. sentences: of the content.
    """

    at: list[int]
    lower: list[str]
    stand: list[Stand]
    raw: list[str]
    first: int
    sentences: int

    def count(self, stand: Stand) -> int:
        """How many words stand there."""
        return self.stand.count(stand)


def standing(segments: Segments, draft: Draft, inner: Sequence[Range]) -> Standing:
    """The own words of a draft; inner: the contents of the statements nested in it."""
    out = Standing([], [], [], [], 0, 0)
    cue_at = _cue_words(segments, draft)
    first, last = draft.content
    before = [w for w in cue_at if w < first]
    for w in before:
        _add(out, segments, w, "cue")
    if before:
        _break(out)
    begin = len(out.at)
    _content(out, segments, draft, inner)
    after = [w for w in cue_at if w >= last]
    if after:
        _break(out)
        for w in after:
            _add(out, segments, w, "cue")
    sentences = segments.in_sentence[last - 1] - segments.in_sentence[first] + 1 if first < last else 0
    return Standing(out.at, out.lower, out.stand, out.raw, begin, sentences)


def is_month(words: Standing, at: int) -> bool:
    """True for a "may" that is the month."""
    if words.lower[at] != "may":
        return False
    near = [words.lower[w] for w in (at - 1, at + 1) if 0 <= w < len(words.lower)]
    return any(w.isdigit() or w in ("in", "since", "late", "early", "last", "of") for w in near) or (
        words.raw[at] == "May"
        and at > words.first + 1
        and words.lower[at - 1] not in ("", ".", '"', "“", "'", "‘")
    )


def _cue_words(segments: Segments, draft: Draft) -> list[int]:
    """The words of the cue outside of the content, with the few between it and the content."""
    if draft.cue is None:
        return []
    (a, b), first = draft.cue, draft.content[0]
    words = list(range(a, b))
    if b <= first <= b + _LEAST_GAP and (
        b == first or segments.in_sentence[b - 1] == segments.in_sentence[first - 1]
    ):
        source = draft.source or (0, 0)
        words += [w for w in range(b, first) if not source[0] <= w < source[1]]
    return words


def _content(out: Standing, segments: Segments, draft: Draft, inner: Sequence[Range]) -> None:
    first, last = draft.content
    sentences = segments.in_sentence[first:last]
    raw = segments.words()[first:last]
    lower = [_ALIKE.get(w, w) for w in segments.lower()[first:last]]
    held = {w for a, b in inner for w in range(max(a, first), min(b, last))}
    stands: list[Stand] = []
    cue = range(*draft.cue) if draft.cue else range(0)
    at_sentence, lead, below, before = -1, True, False, ""
    for k, word in enumerate(lower):
        if sentences[k] != at_sentence:
            lead, below, before = at_sentence < 0, False, ""
            at_sentence = sentences[k]
        w = first + k
        if w in held:
            if out.lower and out.lower[-1]:
                _break(out)
            continue
        if word in _CLOSERS or word in _CONJUNCTIONS:
            below = False
        elif word in OPENERS:
            below = below or word != "that" or not _keeps(before, lower[k + 1] if k + 1 < len(lower) else "")
        stands.append("cue" if w in cue else "below" if below else "lead" if lead else "main")
        if held:
            out.at.append(w)
            out.lower.append(word)
            out.raw.append(raw[k])
            out.stand.append(stands[-1])
        before = word
    if not held:  # as most have nothing inside: all words as they come
        out.at.extend(range(first, last))
        out.lower.extend(lower)
        out.raw.extend(raw)
        out.stand.extend(stands)


def _keeps(before: str, after: str) -> bool:
    """True when "that" opens nothing lower: at the head, after a verb whose object it opens, as a pronoun."""
    if not before or before in _THAT_KEEPS:
        return True
    free = before in _CLOSERS or before in _CONJUNCTIONS or before in ("and", '"', "“", "'", "‘")
    return free and after in _VERBS


def _add(out: Standing, segments: Segments, word: int, stand: Stand) -> None:
    raw = segments.word(word)
    out.at.append(word)
    out.lower.append(_ALIKE.get(raw) or raw.lower())
    out.stand.append(stand)
    out.raw.append(raw)


def _break(out: Standing) -> None:
    out.at.append(-1)
    out.lower.append("")
    out.stand.append("apart")
    out.raw.append("")
