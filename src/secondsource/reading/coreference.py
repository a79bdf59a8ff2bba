"""Who is who among mentions: each one's best antecedent before it, by vectors and readable features.

The features of a pair are indexes into one table of weights that is learned with the encoder's vectors
(`training/losses.py`), so that names alike in letters are told as such, over any distance.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from secondsource.encoder.heads import LINK, TYPES
from secondsource.reading.tags import Range
from secondsource.text import Segments

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]

REACH = 120  # mentions back to which an antecedent is looked for
_BLOCK = 16  # mentions scored at once: products this small take no second thread from the encoder
_ROWS = 1024  # mentions whose features are held at once
_KEPT = 6  # content words of a mention that are compared

_PRONOUNS: dict[str, tuple[str, ...]] = {
    "he": ("he", "him", "his", "himself"),
    "she": ("she", "her", "hers", "herself"),
    "it": ("it", "its", "itself"),
    "they": ("they", "them", "their", "theirs", "themselves"),
    "i": ("i", "me", "my", "mine", "myself"),
    "we": ("we", "us", "our", "ours", "ourselves"),
    "you": ("you", "your", "yours", "yourself", "yourselves"),
    "who": ("who", "whom", "whose", "which"),
    "this": ("this", "that", "these", "those", "here", "there"),
}
PRONOUN = {word: kind for kind, words in _PRONOUNS.items() for word in words}
_FIRST = {
    "the": "definite",
    **dict.fromkeys(("a", "an", "some", "any", "another", "several", "many", "every", "each"), "indefinite"),
    **dict.fromkeys(("my", "your", "his", "her", "its", "our", "their", "whose"), "possessive"),
    **dict.fromkeys(("this", "that", "these", "those", "such"), "demonstrative"),
}
CLASSES = (*_PRONOUNS, "name", "definite", "indefinite", "possessive", "demonstrative", "bare")
_CLASS = {name: i for i, name in enumerate(CLASSES)}
_PRONOUN_CLASSES = len(_PRONOUNS)
_DROPPED = frozenset(("the", "a", "an", "of", "and", "'", "’", "s", ",", "-", ".", "(", ")", '"', "“", "”"))
_SENTENCES = np.array([1, 2, 3, 4, 6, 10])
_BETWEEN = np.array([2, 3, 4, 6, 9, 17, 33, 65])
_APART = np.searchsorted(_SENTENCES, np.arange(_SENTENCES[-1] + 1), side="right").astype(np.int32)
_AWAY = np.searchsorted(_BETWEEN, np.arange(_BETWEEN[-1] + 1), side="right").astype(np.int32)
_RELATIONS = ("none", "same words", "same head", "head in words", "words hold head")

# Blocks of the table of weights, one after the other: how many there are of each.
_BLOCKS: tuple[tuple[str, int], ...] = (
    ("classes", len(CLASSES) ** 2),
    ("sentences", (len(_SENTENCES) + 1) * 3),
    ("between", (len(_BETWEEN) + 1) * 3),
    ("words", len(_RELATIONS) * 3),
    ("nested", 3),
    ("quoted", 4 * 2),
    ("types", len(TYPES) ** 2),
)
_STARTS = dict(
    zip(
        (name for name, _ in _BLOCKS),
        np.cumsum([0, *(size for _, size in _BLOCKS)], dtype=np.int32),
        strict=False,
    )
)
FEATURES = sum(size for _, size in _BLOCKS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What pairs of mentions are compared by; arrays over the mentions, in order of the text.

    kind: of CLASSES; group: 0 pronoun, 1 name, 2 description; first, last, head: words; sentence: of the
    head; words: (mentions, _KEPT) numbers of content words, -1 beyond; whole: number of all of them
    together; top: number of the head word; quoted: the head stands in a quotation; type: of TYPES.
    """

    kind: Ints
    group: Ints
    first: Ints
    last: Ints
    head: Ints
    sentence: Ints
    words: Ints
    whole: Ints
    top: Ints
    quoted: Ints
    type: Ints


def class_of(words: Sequence[str], head: int, *, opens: bool) -> str:
    """Which of CLASSES a mention is. head: index among its words; opens: it begins a sentence."""
    if len(words) == 1 and (kind := PRONOUN.get(words[0].lower())):
        return kind
    top = words[head]
    if top[:1].isupper() and not (opens and head == 0 and len(words) == 1 and top.lower() == top):
        return "name"
    return _FIRST.get(words[0].lower(), "bare")


def describe(
    segments: Segments, spans: Sequence[Range], heads: Sequence[int], types: Sequence[int], quoted: Ints
) -> Described:
    """The mentions as they are compared. types: indexes into TYPES; quoted: int32 (words,) of the text."""
    numbers: dict[str, int] = {}
    wholes: dict[tuple[int, ...], int] = {}
    kinds: list[int] = []
    whole: list[int] = []
    top: list[int] = []
    content: list[list[int]] = []
    sentence, written, lower = segments.in_sentence, segments.words(), segments.lower()
    # Lists, since to set one number of an array takes as long as all else that is done for a word.
    for m, ((first, last), head) in enumerate(zip(spans, heads, strict=True)):
        end = min(last, first + 40)
        said = written[first:end]
        opens = first == 0 or sentence[first] != sentence[first - 1]
        kinds.append(_CLASS[class_of(said, min(head - first, len(said) - 1), opens=opens)])
        told = [numbers.setdefault(w, len(numbers)) for w in lower[first:end] if w not in _DROPPED]
        content.append(told[:_KEPT] + [-1] * (_KEPT - len(told)))
        whole.append(wholes.setdefault(tuple(told), len(wholes)) if told else -m - 1)
        top.append(numbers.setdefault(lower[head], len(numbers)))
    kind = np.array(kinds, np.int32)
    index = np.array(heads, np.int32).reshape(-1)
    ranges = np.array(spans, np.int32).reshape(-1, 2)
    name = _CLASS["name"]
    return Described(
        kind=kind,
        group=np.where(kind < _PRONOUN_CLASSES, 0, np.where(kind == name, 1, 2)).astype(np.int32),
        first=ranges[:, 0],
        last=ranges[:, 1],
        head=index,
        sentence=segments.sentence[index],
        words=np.array(content, np.int32).reshape(-1, _KEPT),
        whole=np.array(whole, np.int32),
        top=np.array(top, np.int32),
        quoted=quoted[index],
        type=np.array(types, np.int32).reshape(-1),
    )


def before(count: int, *, reach: int = REACH) -> tuple[Ints, npt.NDArray[np.bool_]]:
    """Indexes (mentions, reach) of the mentions before each, nearest first, and which of them exist."""
    at = np.arange(count, dtype=np.int32)[:, None] - np.arange(1, min(reach, max(count - 1, 1)) + 1)
    return np.maximum(at, 0).astype(np.int32), at >= 0


def features(m: Described, antecedents: Ints) -> Ints:
    """Indexes into the table of weights, (mentions, antecedents, blocks), of what `before` gives."""
    found = parts(m, 0, *antecedents.shape)
    return np.stack([np.broadcast_to(part, antecedents.shape) for part in found], -1)


def parts(m: Described, start: int, count: int, reach: int) -> Iterator[Ints]:
    """Indexes into the table of weights (mentions, antecedents), block by block.

    For `count` mentions from `start` on, each with the `reach` before it, nearest first.
    """
    for part in _parts(m, start, count, reach):
        yield part[:, ::-1]


def _parts(m: Described, start: int, count: int, reach: int) -> Iterator[Ints]:
    """What `parts` gives, nearest last: what goes forward is read from memory three times as fast."""
    rows = slice(start, start + count)
    group = m.group[rows, None]
    kind, kind_before = m.kind[rows, None], _before_each(m.kind, rows, reach)
    yield (_STARTS["classes"] + kind * np.int32(len(CLASSES))) + kind_before
    apart = np.abs(m.sentence[rows, None] - _before_each(m.sentence, rows, reach))
    yield _APART_OFFSETS.take(apart, mode="clip") + group
    away = np.minimum(np.arange(reach, 0, -1), len(_AWAY) - 1)
    # The first mentions have fewer before them: what stands there in their stead is never looked at.
    yield (_STARTS["between"] + _AWAY[away] * np.int32(3)) + group
    yield _ALIKE_OFFSETS.take(_alike(m, rows, reach)) + group
    first, first_before = m.first[rows, None], _before_each(m.first, rows, reach)
    last, last_before = m.last[rows, None], _before_each(m.last, rows, reach)
    around = (first <= first_before) & (last_before <= last)
    inside = (first_before <= first) & (last <= last_before)
    yield _NESTED_OFFSETS.take(around.view(np.uint8) + inside.view(np.uint8) * np.uint8(2))
    speaks = np.isin(kind, (_CLASS["i"], _CLASS["we"], _CLASS["you"])).astype(np.int32)
    own = m.quoted[rows, None] * np.int32(4) + speaks
    yield (_STARTS["quoted"] + own) + _before_each(m.quoted * np.int32(2), rows, reach)
    yield (_STARTS["types"] + m.type[rows, None] * np.int32(len(TYPES))) + _before_each(m.type, rows, reach)


# Small numbers to where a block's indexes begin for them, so that the large arrays are gone over but once.
_APART_OFFSETS = _STARTS["sentences"] + _APART * np.int32(3)
_NESTED_OFFSETS = _STARTS["nested"] + np.array([0, 2, 1, 1], np.int32)  # neither, around, inside, both
# By 8 (the same words) + 4 (the same head) + 2 (head in words) + 1 (words hold head): the first that holds.
_ALIKE_OFFSETS = _STARTS["words"] + np.array([0, 4, 3, 3, 2, 2, 2, 2] + [1] * 8, np.int32) * np.int32(3)


def _before_each(values: Ints | Floats, rows: slice, reach: int) -> Any:
    """What the mentions before some have, (rows, reach), nearest last; the first mention's where none are.

    A view: gathering by index costs more than all that is done with it.
    """
    padded = np.empty(reach + max(rows.stop - 1, 0), values.dtype)
    padded[:reach] = values[:1]
    padded[reach:] = values[: max(rows.stop - 1, 0)]
    step = padded.strides[0]
    # What `as_strided` does, without its own array for each.
    return np.ndarray((rows.stop - rows.start, reach), padded.dtype, padded, step * rows.start, (step, step))


def _alike(m: Described, rows: slice, reach: int) -> npt.NDArray[np.uint8]:
    """How far two mentions share their words: 8, 4, 2 and 1 of _ALIKE_OFFSETS added up."""
    top, top_before = m.top[rows, None], _before_each(m.top, rows, reach)
    shape = (rows.stop - rows.start, reach)
    held, holds = np.zeros(shape, bool), np.zeros(shape, bool)
    for word in m.words.T:
        if word.max(initial=-1) < 0:  # no mention has so many words
            break
        held |= word[rows, None] == top_before
        holds |= _before_each(word, rows, reach) == top
    same = _before_each(m.whole, rows, reach) == m.whole[rows, None]
    out: npt.NDArray[np.uint8] = held.view(np.uint8)
    for flag, worth in ((holds, 2), (top_before == top, 4), (same, 8)):
        out += flag.view(np.uint8) * np.uint8(worth)
    return out


def link_scores(query: Floats, key: Floats, word: Floats, table: Floats, m: Described) -> tuple[Ints, Floats]:
    """Antecedents (mentions, reach) of each mention, and the log-odds of each against there being none.

    query, key: (mentions, LINK) and word: (mentions, 2) at the heads; -inf where there is no such mention.
    """
    antecedents, real = before(len(m.kind))
    count, reach = antecedents.shape
    scores = np.empty(antecedents.shape, np.float32)  # nearest last
    padded = np.concatenate([np.zeros((reach, key.shape[1]), np.float32), key])
    for start in range(0, count, _BLOCK):  # a band of all products: the whole would be quadratic
        rows = slice(start, min(start + _BLOCK, count))
        near = query[rows] @ padded[start : rows.stop + reach].T
        down, right = near.strides
        scores[rows] = np.ndarray((len(near), reach), near.dtype, near, 0, (down + right, right))
    scores /= np.float32(LINK**0.5)
    for start in range(0, count, _ROWS):  # a report of a whole book would take gigabytes at once
        rows = slice(start, min(start + _ROWS, count))
        for part in _parts(m, start, rows.stop - start, reach):
            scores[rows] += table.take(part)
        scores[rows] += word[rows, :1] + _before_each(word[:, 1], rows, reach)
    scores = scores[:, ::-1]
    scores[~real] = -np.inf
    return antecedents, scores


def best_antecedents(
    antecedents: Ints, scores: Floats, *, least: float = 0.0
) -> list[tuple[int, float] | None]:
    """For each mention its likeliest antecedent, with its log-odds; None where none is over `least`."""
    if not scores.size:
        return [None] * len(scores)
    rows, best = np.arange(len(scores)), scores.argmax(1)
    pairs = zip(antecedents[rows, best].tolist(), scores[rows, best].tolist(), strict=True)
    return [(row, odds) if odds > least else None for row, odds in pairs]


def chains(links: Sequence[tuple[int, float] | None]) -> list[list[int]]:
    """Groups of mentions that their links tie together, each of two or more, in order of their first."""
    root = list(range(len(links)))
    for j, link in enumerate(links):
        if link:
            root[j] = root[link[0]]
    groups: dict[int, list[int]] = {}
    for j, r in enumerate(root):
        groups.setdefault(r, []).append(j)
    return [g for g in groups.values() if len(g) > 1]
