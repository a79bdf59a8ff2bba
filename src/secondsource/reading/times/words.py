"""The words of a text as the grammar walks over them, with where they stand and what they look like."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from secondsource.text import Segments

DASHES = frozenset("-–—−‐‑")
APOSTROPHES = frozenset("'’‘`")


@dataclass(slots=True)
class Words:
    """lower: words in lower case. limit: no expression is read over this word (the end of a paragraph).

    starts, ends: code points; sentence, paragraph: of each word.
    """

    text: str
    plain: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    sentence: list[int]
    paragraph: list[int]
    limit: int = 0
    borders: list[int] = field(default_factory=list)
    moments: dict[int, tuple[int, Any] | None] = field(
        default_factory=dict
    )  # what the grammar read at a word
    # The word in lower case; empty beyond the paragraph or the text. It is asked for thousands of times a
    # report, so it is no function of ours but a look into a table, which holds the words up to the limit.
    at: Callable[[int], str] = field(init=False)
    _table: dict[int, str] = field(init=False)

    def __post_init__(self) -> None:
        self._table = defaultdict(str, enumerate(self.lower[: self.limit]))
        self.at = self._table.__getitem__

    @classmethod
    def of(cls, segments: Segments) -> Words:
        """The words of a cut text."""
        plain = segments.words()
        paragraph = segments.in_paragraph
        size = len(plain)
        borders = [k for k in range(1, size) if paragraph[k] != paragraph[k - 1]]
        return cls(
            text=segments.text,
            plain=plain,
            lower=segments.lower(),
            starts=segments.begins,
            ends=segments.stops,
            sentence=segments.in_sentence,
            paragraph=paragraph,
            limit=size,
            borders=[*borders, size],
        )

    def ahead(self, k: int, *words: str) -> bool:
        """Whether these words stand here."""
        if self.at(k) != words[0]:
            return False
        return k + len(words) <= self.limit and self.lower[k : k + len(words)] == list(words)

    def joined(self, k: int) -> bool:
        """Whether the word stands against the one before it, without a blank."""
        return 0 < k < self.limit and self.starts[k] == self.ends[k - 1]

    def capital(self, k: int) -> bool:
        """Whether the word begins with a capital."""
        return 0 <= k < len(self.plain) and self.plain[k][0].isupper()

    def shouted(self, k: int) -> bool:
        """Whether the words around are all in capitals, so that capitals tell nothing."""
        near = [w for w in self.plain[max(0, k - 6) : k + 7] if w.isalpha() and len(w) > 1]
        return len(near) > 2 and all(w.isupper() for w in near)

    def opens(self, k: int) -> bool:
        """Whether the word is the first of its sentence, quotation marks apart."""
        far = max(0, k - 6)
        while k > far and self.sentence[k - 1] == self.sentence[k] and not self.plain[k - 1][0].isalnum():
            k -= 1
        return k == 0 or self.sentence[k - 1] != self.sentence[k]

    def digits(self, k: int) -> int | None:
        """The number of a word that is all digits, of whatever script; None for others and very long ones."""
        word = self.at(k)
        return int(word) if word.isdecimal() and len(word) < 10 else None

    def dash(self, k: int) -> bool:
        """Whether the word is a dash or hyphen."""
        return self.at(k) in DASHES

    def stop(self, k: int) -> int:
        """Past the full stop of an abbreviation, where one stands against the word before."""
        return k + 1 if self.at(k) == "." and self.joined(k) else k

    def word_at(self, offset: int) -> int:
        """The first word that begins at or after a place in the text."""
        return bisect_left(self.starts, offset)

    def confine(self, k: int) -> None:
        """Sets the limit to the end of the paragraph of a word."""
        place = bisect_left(self.borders, k + 1)
        limit = self.borders[place] if place < len(self.borders) else len(self.plain)
        for beyond in range(limit, self.limit):
            self._table[beyond] = ""
        for within in range(self.limit, limit):
            self._table[within] = self.lower[within]
        self.limit = limit
