"""Who is who among mentions: each one's best antecedent before it, by vectors and readable features.

The features of a pair are indexes into one table of weights that is learned with the encoder's vectors
(`training/losses.py`), so that names alike in letters are told as such, over any distance.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
    count = len(spans)
    numbers: dict[str, int] = {}
    wholes: dict[tuple[int, ...], int] = {}
    kind, whole, top = (np.zeros(count, np.int32) for _ in range(3))
    words = np.full((count, _KEPT), -1, np.int32)
    sentence, written, lower = segments.sentence, segments.words(), segments.lower()
    for m, ((first, last), head) in enumerate(zip(spans, heads, strict=True)):
        end = min(last, first + 40)
        said = written[first:end]
        at = min(head - first, len(said) - 1)
        opens = first == 0 or sentence[first] != sentence[first - 1]
        kind[m] = _CLASS[class_of(said, at, opens=opens)]
        content = [numbers.setdefault(w, len(numbers)) for w in lower[first:end] if w not in _DROPPED]
        words[m, : min(len(content), _KEPT)] = content[:_KEPT]
        whole[m] = wholes.setdefault(tuple(content), len(wholes)) if content else -m - 1
        top[m] = numbers.setdefault(lower[head], len(numbers))
    index = np.array(heads, np.int32).reshape(-1)
    ranges = np.array(spans, np.int32).reshape(-1, 2)
    name = _CLASS["name"]
    return Described(
        kind=kind,
        group=np.where(kind < _PRONOUN_CLASSES, 0, np.where(kind == name, 1, 2)).astype(np.int32),
        first=ranges[:, 0],
        last=ranges[:, 1],
        head=index,
        sentence=sentence[index],
        words=words,
        whole=whole,
        top=top,
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
    rows = slice(start, start + count)
    group = m.group[rows, None]
    kind, kind_before = m.kind[rows, None], _before_each(m.kind, rows, reach)
    yield _STARTS["classes"] + kind * np.int32(len(CLASSES)) + kind_before
    apart = np.abs(m.sentence[rows, None] - _before_each(m.sentence, rows, reach))
    yield _STARTS["sentences"] + _APART.take(apart, mode="clip") * np.int32(3) + group
    away = np.minimum(np.arange(1, reach + 1), len(_AWAY) - 1)
    # The first mentions have fewer before them: what stands there in their stead is never looked at.
    yield _STARTS["between"] + _AWAY[away] * np.int32(3) + group
    yield _STARTS["words"] + _alike(m, rows, reach) * np.int32(3) + group
    first, first_before = m.first[rows, None], _before_each(m.first, rows, reach)
    last, last_before = m.last[rows, None], _before_each(m.last, rows, reach)
    nested = ((first <= first_before) & (last_before <= last)).astype(np.int32) * np.int32(2)
    nested[(first_before <= first) & (last <= last_before)] = 1
    yield _STARTS["nested"] + nested
    speaks = np.isin(kind, (_CLASS["i"], _CLASS["we"], _CLASS["you"])).astype(np.int32)
    own = m.quoted[rows, None] * np.int32(4) + speaks
    yield _STARTS["quoted"] + own + _before_each(m.quoted * np.int32(2), rows, reach)
    yield _STARTS["types"] + m.type[rows, None] * np.int32(len(TYPES)) + _before_each(m.type, rows, reach)


def _before_each(values: Ints, rows: slice, reach: int) -> Ints:
    """What the mentions before some have, (rows, reach), nearest first; the first mention's where none are.

    A view: gathering by index costs more than all that is done with it.
    """
    padded = np.concatenate([np.repeat(values[:1], reach, axis=0), values[: max(rows.stop - 1, 0)]])
    seen: Ints = np.lib.stride_tricks.sliding_window_view(padded, reach, axis=0)[rows.start : rows.stop]
    return seen[..., ::-1]


def _alike(m: Described, rows: slice, reach: int) -> Ints:
    """How far two mentions share their words, of _RELATIONS."""
    top, top_before = m.top[rows, None], _before_each(m.top, rows, reach)
    relation = np.zeros((len(top), reach), np.int32)
    held, holds = np.zeros(relation.shape, bool), np.zeros(relation.shape, bool)
    for word in m.words.T:
        held |= word[rows, None] == top_before
        holds |= _before_each(word, rows, reach) == top
    relation[held] = 4
    relation[holds] = 3
    relation[top_before == top] = 2
    relation[_before_each(m.whole, rows, reach) == m.whole[rows, None]] = 1
    return relation


def link_scores(query: Floats, key: Floats, word: Floats, table: Floats, m: Described) -> tuple[Ints, Floats]:
    """Antecedents (mentions, reach) of each mention, and the log-odds of each against there being none.

    query, key: (mentions, LINK) and word: (mentions, 2) at the heads; -inf where there is no such mention.
    """
    antecedents, real = before(len(m.kind))
    count, reach = antecedents.shape
    scores = np.empty(antecedents.shape, np.float32)
    padded = np.concatenate([np.zeros((reach, key.shape[1]), np.float32), key])
    for start in range(0, count, _BLOCK):  # a band of all products: the whole would be quadratic
        rows = slice(start, min(start + _BLOCK, count))
        near = query[rows] @ padded[start : rows.stop + reach].T
        down, right = near.strides
        band = np.lib.stride_tricks.as_strided(
            near[:, reach - 1 :], (len(near), reach), (down + right, -right), writeable=False
        )
        scores[rows] = band
    scores /= np.float32(LINK**0.5)
    for start in range(0, count, _ROWS):  # a report of a whole book would take gigabytes at once
        rows = slice(start, min(start + _ROWS, count))
        for part in parts(m, start, rows.stop - start, reach):
            scores[rows] += table.take(part)
        scores[rows] += word[rows, :1] + word[:, 1][antecedents[rows]]
    scores[~real] = -np.inf
    return antecedents, scores


def best_antecedents(
    antecedents: Ints, scores: Floats, *, least: float = 0.0
) -> list[tuple[int, float] | None]:
    """For each mention its likeliest antecedent, with its log-odds; None where none is over `least`."""
    out: list[tuple[int, float] | None] = []
    for row, odds in zip(antecedents, scores, strict=True):
        at = int(odds.argmax()) if len(odds) else 0
        found = len(odds) > 0 and odds[at] > least
        out.append((int(row[at]), float(odds[at])) if found else None)
    return out


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
