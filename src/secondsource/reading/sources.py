"""The words that name a source where only "who" or "which" stands beside the cue."""

from __future__ import annotations

import re

from secondsource.reading.tags import Range
from secondsource.text import Segments

RELATIVE = frozenset({"who", "which", "that", "whom"})
_DETERMINERS = frozenset(
    re.findall(
        r"\w+",
        "the a an his her their its our my this that these those one two three four several some another",
    )
)
_NAME_LINKS = frozenset(("of", "de", "al", "bin", "van", "von", "da", "del", "la", "el", "-", "'", "’", "."))
_REACH = 12  # words back to the head of the phrase


def antecedent(segments: Segments, source: Range) -> Range:
    """The noun phrase that a relative pronoun takes up; the source itself when it is no pronoun."""
    first, last = source
    if last - first != 1 or segments.word(first).lower() not in RELATIVE:
        return source
    end = first
    while end > 0 and segments.word(end - 1) in {",", "–", "—", "-"}:
        end -= 1
    sentence = segments.sentence[first]
    if end == 0 or segments.sentence[end - 1] != sentence or not segments.word(end - 1)[0].isalnum():
        return source
    name = _name(segments, end)
    return name or _description(segments, end) or source


def _name(segments: Segments, end: int) -> Range | None:
    """Words with capitals (and what links them) right before a word."""
    at = end
    while at > 0 and end - at < _REACH:
        word = segments.word(at - 1)
        if not (word[0].isupper() or (word.lower() in _NAME_LINKS and at < end)):
            break
        at -= 1
    while at < end and not segments.word(at)[0].isupper():
        at += 1
    return (at, end) if at < end else None


def _description(segments: Segments, end: int) -> Range | None:
    """From the nearest determiner before a word on, within its sentence and clause."""
    sentence = segments.sentence[end - 1]
    for at in range(end - 1, max(-1, end - 1 - _REACH), -1):
        if segments.sentence[at] != sentence or segments.word(at) in {",", ";", ":", '"', "“", "”"}:
            return None
        if segments.word(at).lower() in _DETERMINERS and at < end - 1:
            return (at, end)
    return None
