"""Where the words of a query stand in a text: the very words that the index holds, with their places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from secondsource.ledger.folding import folded, words

# A stretch of a text: [start, end) in code points.
Stretch = tuple[int, int]
# `folding.words` cuts a longer word here, and what follows is not indexed.
_LONGEST = 100


def placed(text: str) -> Iterator[tuple[str, int, int]]:
    """The folded words of a text, as `folding.words` gives them, each with its [start, end)."""
    flat, origin = _flat(text)
    at = 0
    for word in words(flat):
        start = flat.find(word, at)
        if start < 0:
            return
        at = start + len(word)
        if len(word) == _LONGEST:
            while at < len(flat) and flat[at].isalnum():
                at += 1
        yield word, origin[start], origin[at - 1] + 1


def has_all(text: str, terms: Sequence[tuple[str, ...]]) -> bool:
    """Whether a text has every word and phrase."""
    held = words(text)
    known = set(held)
    return all(
        known.issuperset(term) and (len(term) == 1 or next(_starts(held, term), None) is not None)
        for term in terms
    )


def marks(text: str, terms: Sequence[tuple[str, ...]]) -> list[Stretch]:
    """Every place of the words and phrases in a text, in order; those that overlap or touch are one."""
    if not terms:
        return []
    held = list(placed(text))
    only = [word for word, _, _ in held]
    found = sorted((held[n][1], held[n + len(term) - 1][2]) for term in terms for n in _starts(only, term))
    joined: list[Stretch] = []
    for start, end in found:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def window(text: str, found: Sequence[Stretch], *, width: int = 240) -> Stretch:
    """A stretch of about `width` code points round the first mark, cut between words; all where that fits."""
    if len(text) <= width:
        return 0, len(text)
    first = found[0] if found else (0, 0)
    begin = max(0, first[0] - width // 4)
    end = min(len(text), max(begin + width, first[1]))
    start = max(0, min(first[0], end - width))
    if start > 0:
        blank = text.find(" ", start, first[0])
        start = blank + 1 if blank >= 0 else start
    if end < len(text):
        blank = text.rfind(" ", max(first[1], start), end)
        end = blank if blank > 0 else end
    return start, end


def _starts(held: Sequence[str], term: tuple[str, ...]) -> Iterator[int]:
    """The places in a list of words at which a phrase begins."""
    for n, word in enumerate(held):
        if word == term[0] and tuple(held[n : n + len(term)]) == term:
            yield n


def _flat(text: str) -> tuple[str, Sequence[int]]:
    """The text folded letter by letter, and for each code point of that the place it came from."""
    if text.isascii():
        return text.lower(), range(len(text))
    pieces: list[str] = []
    origin: list[int] = []
    for place, letter in enumerate(text):
        piece = _letter(letter)
        pieces.append(piece)
        origin.extend([place] * len(piece))
    return "".join(pieces), origin


@lru_cache(maxsize=4096)
def _letter(letter: str) -> str:
    """One letter folded; a blank stays one."""
    return " " if letter.isspace() else folded(f"a{letter}a")[1:-1]
