"""Word pieces: what the encoder sees of a text, and the windows it sees it through.

Beside each piece stand three features that the uncased pieces lose: letter case, the white space
before the word, and whether it stands between quotation marks. Pieces are made word by word, so that
a report's pieces do not depend on what else is read.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from secondsource.text import Quotation, Segments

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Ints = npt.NDArray[np.int32]

CASES = ("other", "lower", "capitalized", "upper", "mixed")
GAPS = ("none", "space", "line", "paragraph")
INPUTS = ("ids", "case", "gap", "quoted", "first", "last")
MAX_PIECES = 320  # per window, with the two marks at its ends
MAX_WORD_PIECES = 12  # of one word; longer ones (addresses, hashes) say no more
_CLS, _SEP, _UNKNOWN = 101, 102, 100
_CACHE = 200_000
_LONGEST = 60  # characters of a word that is cut; a longer one is unknown
_PLAIN = str.maketrans("“”„‟«»‘’‚‛`´‐‑‒–—―…\u00ad", "\"\"\"\"\"\"''''''------.-")


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of a text. ids, case, gap, quoted: int32 (pieces,). first, last: int32 (words,)."""

    ids: Ints
    case: Ints
    gap: Ints
    quoted: Ints
    first: Ints
    last: Ints


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of words that the encoder sees at once: a half-open range of word indexes."""

    first: int
    last: int


class Piecer:
    """Cuts words into pieces by a vocabulary (one piece a line)."""

    def __init__(self, vocabulary: Path) -> None:
        self._path = vocabulary
        self._tokenizer: Tokenizer | None = None
        self._vocabulary: dict[str, int] = {}
        self._known: dict[str, tuple[int, ...]] = {}

    def cut(self, segments: Segments, quotes: Sequence[Quotation]) -> Pieces:
        """The pieces of a text with their features."""
        words = segments.words()
        cut = self.ids(words)
        lengths = np.fromiter(map(len, cut), np.int32, len(cut))
        last = np.cumsum(lengths, dtype=np.int32) - 1
        ids = np.fromiter(chain.from_iterable(cut), np.int32, int(lengths.sum()))
        return Pieces(
            ids=ids,
            case=_spread(list(map(case_of, words)), lengths),
            gap=_spread(_gaps(segments), lengths),
            quoted=_spread(_quoted(segments, quotes), lengths),
            first=last - lengths + 1,
            last=last,
        )

    def ids(self, words: list[str]) -> list[tuple[int, ...]]:
        """The ids of the pieces of each word."""
        known = self._known
        unique = set(words)
        cut = {w: ids for w in unique if (ids := known.get(w)) is not None}
        missing = sorted(unique - cut.keys())
        if missing:
            # One by one: for a batch the tokenizer wakes threads, which takes longer than the words of it.
            encode, vocabulary = self._load().encode, self._vocabulary
            new: dict[str, tuple[int, ...]] = {}
            for w in missing:
                # Most words of plain letters are pieces themselves, and the longest piece is taken.
                whole = vocabulary.get(w.lower()) if w.isascii() and w.isalnum() else None
                if whole is not None and len(w) <= _LONGEST:
                    new[w] = (whole,)
                else:
                    found = encode(w.translate(_PLAIN), add_special_tokens=False).ids
                    new[w] = tuple(found[:MAX_WORD_PIECES]) or (_UNKNOWN,)
            cut |= new
            # Other threads look words up meanwhile: the table is filled or replaced, never emptied. To copy
            # it for each report would take longer than to cut the report's words.
            if len(known) + len(new) <= _CACHE:
                known.update(new)
            else:
                self._known = new
        return [cut[w] for w in words]

    def _load(self) -> Tokenizer:
        if self._tokenizer is None:
            from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

            names = self._path.read_text("utf-8").split("\n")
            self._vocabulary = {name: i for i, name in enumerate(names) if name}
            tokenizer = Tokenizer(
                models.WordPiece(self._vocabulary, unk_token="[UNK]", max_input_chars_per_word=_LONGEST)
            )
            tokenizer.normalizer = normalizers.BertNormalizer()
            tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
            self._tokenizer = tokenizer
        return self._tokenizer


def windows(segments: Segments, pieces: Pieces, *, limit: int = MAX_PIECES - 2) -> list[Window]:
    """Cuts a text into windows of at most `limit` pieces: at paragraph ends, else sentences, else words."""
    total = len(segments)
    size = (pieces.last - pieces.first + 1).tolist()
    paragraph, sentence = segments.in_paragraph, segments.in_sentence
    out: list[Window] = []
    first = 0
    while first < total:
        room, at, best, fair = limit, first, first, first
        while at < total and size[at] <= room:
            room -= size[at]
            at += 1
            if at == total or paragraph[at] != paragraph[at - 1]:
                best = at
            if at == total or sentence[at] != sentence[at - 1]:
                fair = at
        last = best if best > first else fair if fair > first else max(at, first + 1)
        out.append(Window(first, last))
        first = last
    return out


def window_inputs(pieces: Pieces, window: Window) -> dict[str, npt.NDArray[np.int64]]:
    """The arrays of one window, with the marks at its ends: ids, case, gap, quoted (1, pieces);
    first, last (1, words), as indexes into the pieces of the window."""
    a, b = int(pieces.first[window.first]), int(pieces.last[window.last - 1]) + 1
    cut = slice(a, b)
    words = slice(window.first, window.last)
    return {
        "ids": _framed(pieces.ids[cut], _CLS, _SEP),
        "case": _framed(pieces.case[cut], 0, 0),
        "gap": _framed(pieces.gap[cut], 0, 0),
        "quoted": _framed(pieces.quoted[cut], 0, 0),
        "first": (pieces.first[words] - a + 1).astype(np.int64)[None],
        "last": (pieces.last[words] - a + 1).astype(np.int64)[None],
    }


def _framed(row: Ints, left: int, right: int) -> npt.NDArray[np.int64]:
    return np.concatenate(([left], row, [right])).astype(np.int64)[None]


def _spread(values: Sequence[int] | Ints, lengths: Ints) -> Ints:
    """A value of each word given to all its pieces."""
    return np.repeat(np.asarray(values, np.int32), lengths)


@lru_cache(maxsize=50_000)
def case_of(word: str) -> int:
    """The index in CASES of a word."""
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 2
    if word.istitle():
        return 2
    return 4 if any(c.isalpha() for c in word) else 0


def _gaps(segments: Segments) -> Ints:
    """The index in GAPS of what stands before each word."""
    text, begins = segments.text, segments.begins
    out = np.ones(len(begins), np.int32)
    out[1:][segments.starts[1:] == segments.ends[:-1]] = 0
    at = text.find("\n")
    while at >= 0:  # no word has a line end in it
        word = bisect_right(begins, at)
        out[word : word + 1] = 2
        at = text.find("\n", begins[word] if word < len(begins) else len(text))
    out[1:][segments.paragraph[1:] != segments.paragraph[:-1]] = 3
    out[:1] = 3
    return out


def _quoted(segments: Segments, quotes: Sequence[Quotation]) -> Ints:
    out = np.zeros(len(segments), np.int32)
    for quotation in quotes:
        first, last = segments.range_of(quotation.span)
        out[first:last] = 1
    return out
