"""The words of a report as the reading of numbers looks at them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from secondsource.model.span import Span
from secondsource.text import Segments

_BETWEEN_WORDS = 24  # characters that may part two words of one expression, line ends among them


def listed(text: str) -> frozenset[str]:
    """The words of a text as a set: tables are written as prose, a line at a time."""
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a report with small letters beside them.

    words: as written; low: in small letters; starts, ends: code points. A word is a run of letters and
    digits or one other mark ("1,200" has three), as `text.segment` cuts them.
    """

    text: str
    words: list[str]
    low: list[str]
    starts: list[int]
    ends: list[int]
    sentence: list[int]
    paragraph: list[int]
    # A word in small letters; "" before the first and after the last. A look into a table, since it is asked
    # for hundreds of times a report.
    at: Callable[[int], str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", defaultdict(str, enumerate(self.low)).__getitem__)

    @classmethod
    def of(cls, segments: Segments) -> Tokens:
        """From the segments of a report."""
        return cls(
            segments.text,
            segments.words(),
            segments.lower(),
            segments.begins,
            segments.stops,
            segments.in_sentence,
            segments.in_paragraph,
        )

    def __len__(self) -> int:
        return len(self.words)

    def glued(self, index: int) -> bool:
        """True when nothing stands between the word and the one before it."""
        return 0 < index < len(self.words) and self.starts[index] == self.ends[index - 1]

    def joined(self, index: int) -> bool:
        """True when the word and the one before it can be of one expression: near, no paragraph between.

        A single line end before a small letter parts no paragraphs here, also where lines look like such.
        """
        if not 0 < index < len(self.words):
            return False
        start, end = self.ends[index - 1], self.starts[index]
        if end - start > _BETWEEN_WORDS:
            return False
        if self.paragraph[index] == self.paragraph[index - 1]:
            return True
        return self.text.count("\n", start, end) == 1 and self.words[index].islower()

    def phrase(self, first: int, count: int) -> str:
        """Some words in small letters, a blank between them; fewer at the end of the text."""
        return " ".join(self.low[max(0, first) : first + count])

    def span(self, first: int, last: int) -> Span:
        """The characters from the first word to before the last one of a half-open range."""
        return Span(self.starts[first], self.ends[last - 1])
