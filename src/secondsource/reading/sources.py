"""The words that name a source where only "who" or "which" stands beside the cue."""

from __future__ import annotations

import re

from secondsource.reading.parties.vocabulary import PEOPLE
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
_OF_PEOPLE = frozenset({"who", "whom"})
_PREPOSITIONS = frozenset({"of", "at", "in", "for", "from", "with"})
_HOLDERS = PEOPLE | {f"{noun}s" for noun in PEOPLE}  # posts and trades, which a name may follow
_REACH = 12  # words back to the head of the phrase


def antecedent(segments: Segments, source: Range) -> Range:
    """The noun phrase that a relative pronoun takes up; the source itself when it is no pronoun."""
    first, last = source
    if last - first != 1 or segments.word(first).lower() not in RELATIVE:
        return source
    end = first
    while end > 0 and segments.word(end - 1) in {",", "–", "—", "-"}:
        end -= 1
    sentence = segments.in_sentence[first]
    if end == 0 or segments.in_sentence[end - 1] != sentence or not segments.word(end - 1)[0].isalnum():
        return source
    name = _name(segments, end)
    if name and segments.word(first).lower() in _OF_PEOPLE and _belongs(segments, name):
        return _holder(segments, name) or name
    return name or _description(segments, end) or source


def _belongs(segments: Segments, name: Range) -> bool:
    """True for a name behind a preposition: "who" takes up the president of Freedonia, not Freedonia."""
    before = name[0] - 1
    return (
        before > 0
        and segments.in_sentence[before] == segments.in_sentence[name[0]]
        and segments.word(before).lower() in _PREPOSITIONS
        and segments.word(before - 1).lower() in _HOLDERS
    )


def _holder(segments: Segments, name: Range) -> Range | None:
    """The phrase that a name closes, from its determiner on; with the name that it is in apposition to."""
    found = _description(segments, name[0])
    if not found:
        return None
    first = found[0]
    if (
        first > 1
        and segments.word(first - 1) == ","
        and segments.in_sentence[first - 2] == segments.in_sentence[first]
    ):
        named = _name(segments, first - 1)
        first = named[0] if named else first
    return (first, name[1])


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
    sentence = segments.in_sentence[end - 1]
    for at in range(end - 1, max(-1, end - 1 - _REACH), -1):
        if segments.in_sentence[at] != sentence or segments.word(at) in {",", ";", ":", '"', "“", "”"}:
            return None
        if segments.word(at).lower() in _DETERMINERS and at < end - 1:
            return (at, end)
    return None
