"""Attributions and scores made by hand, told in the words of an invented text."""

from __future__ import annotations

import numpy as np

from secondsource.encoder.heads import TAG_NAMES, TAGS, PairScores
from secondsource.reading.attributions import Found, Range
from secondsource.reading.quotations import Spoken, spoken
from secondsource.text import Segments, quotations, segment


class Text:
    """A text with its words and quotations, in which stretches are named by their characters."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.segments: Segments = segment(text)
        self.quotes: list[Spoken] = spoken(self.segments, quotations(text, self.segments.paragraphs))

    def words(self, part: str, nth: int = 0) -> Range:
        """The range of the words of the nth occurrence of some characters."""
        at = -1
        for _ in range(nth + 1):
            at = self.text.index(part, at + 1)
        first = int(np.searchsorted(self.segments.starts, at))
        last = int(np.searchsorted(self.segments.ends, at + len(part), side="right"))
        assert self.of((first, last)) == part, (self.of((first, last)), part)
        return first, last

    def of(self, words: Range) -> str:
        """The characters of a range."""
        return self.segments.span_of(*words).of(self.text) if words[0] < words[1] else ""

    def found(
        self, content: str, cue: str | None = None, source: str | None = None, score: float = 1.0
    ) -> Found:
        """An attribution by the characters of its parts."""
        return Found(
            cue=self.words(cue) if cue else None,
            source=self.words(source) if source else None,
            content=(self.words(content),),
            score=score,
        )


def quote(first: int, last: int, *, speech: bool = True) -> Spoken:
    """A closed quotation in words."""
    return Spoken(words=(first, last), closed=True, continues=False, speech=speech, alone=speech)


def tags(row: str) -> np.ndarray:
    """Scores that all but settle the tags of words: one letter a word (. o, s S source, c C cue, t T content;
    small: the first word of it, capital: it goes on)."""
    names = dict(zip(".sSctTC", range(7), strict=True)) | {"c": 3, "C": 4, "t": 5, "T": 6}
    out = np.full((len(row), TAGS), -6.0, np.float32)
    for w, letter in enumerate(row):
        out[w, names[letter]] = 6.0
    assert TAG_NAMES == ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
    return out


def probabilities(rows: list[dict[str, float]]) -> np.ndarray:
    """Scores whose softmax gives each word's tags these probabilities; what is left goes to O."""
    out = np.full((len(rows), TAGS), 1e-6)
    for w, row in enumerate(rows):
        out[w, 0] = max(1e-6, 1 - sum(row.values()))
        for name, p in row.items():
            out[w, TAG_NAMES.index(name)] = p
    return np.log(out).astype(np.float32)


def pairs(roles: list[list[list[float]]], *, none: list[float], null: list[list[float]]) -> PairScores:
    """Pair scores by role, cue and word."""
    pair = np.array(roles, np.float32)
    word = np.zeros((pair.shape[2], pair.shape[0] + 1), np.float32)
    word[:, -1] = none
    return PairScores(pair=pair, word=word, null=np.array(null, np.float32))
