"""A mention as the encoder sees it: words that name, describe or stand for somebody or something."""

from __future__ import annotations

from dataclasses import dataclass

from secondsource.model.statement import MentionType
from secondsource.reading.tags import Range


@dataclass(slots=True, kw_only=True)  # to freeze one takes three times as long as to make it
class Seen:
    """A mention in words of the text (half-open ranges).

    words: the whole phrase, which may stand inside another's. head: its head word. name: the flat proper
    name inside it that its head belongs to ("Anna Berg" in "the minister Anna Berg"). type: by the tagger
    of names or of mentions. score: log-odds of being a mention.
    """

    words: Range
    head: int
    name: Range | None
    type: MentionType | None
    pronoun: bool
    score: float
