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
    sentence = segments.sentence
    for m, ((first, last), head) in enumerate(zip(spans, heads, strict=True)):
        said = [segments.word(w) for w in range(first, min(last, first + 40))]
        at = min(head - first, len(said) - 1)
        opens = first == 0 or sentence[first] != sentence[first - 1]
        kind[m] = _CLASS[class_of(said, at, opens=opens)]
        content = [numbers.setdefault(w.lower(), len(numbers)) for w in said if w.lower() not in _DROPPED]
        words[m, : min(len(content), _KEPT)] = content[:_KEPT]
        whole[m] = wholes.setdefault(tuple(content), len(wholes)) if content else -m - 1
        top[m] = numbers.setdefault(segments.word(head).lower(), len(numbers))
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
    """Indexes into the table of weights, (mentions, antecedents, blocks)."""
    return np.stack([np.broadcast_to(part, antecedents.shape) for part in parts(m, antecedents)], -1)


def parts(m: Described, antecedents: Ints, start: int = 0) -> Iterator[Ints]:
    """Indexes into the table of weights (mentions, antecedents), block by block.

    start: the mention that the first row of antecedents is of.
    """
    i = antecedents
    j = np.arange(start, start + len(antecedents), dtype=np.int32)[:, None]
    group = m.group[j]
    yield _STARTS["classes"] + m.kind[j] * np.int32(len(CLASSES)) + m.kind[i]
    apart = _APART[np.minimum(np.abs(m.sentence[j] - m.sentence[i]), len(_APART) - 1)]
    yield _STARTS["sentences"] + apart * np.int32(3) + group
    yield _STARTS["between"] + _AWAY[np.minimum(j - i, len(_AWAY) - 1)] * np.int32(3) + group
    relation = np.where((m.words[j] == m.top[i][..., None]).any(-1), np.int32(4), np.int32(0))
    relation[(m.words[i] == m.top[j][..., None]).any(-1)] = 3
    relation[m.top[i] == m.top[j]] = 2
    relation[m.whole[i] == m.whole[j]] = 1
    yield _STARTS["words"] + relation * np.int32(3) + group
    inside = (m.first[i] <= m.first[j]) & (m.last[j] <= m.last[i])
    around = (m.first[j] <= m.first[i]) & (m.last[i] <= m.last[j])
    yield _STARTS["nested"] + np.where(inside, np.int32(1), np.where(around, np.int32(2), np.int32(0)))
    speaks = np.isin(m.kind[j], (_CLASS["i"], _CLASS["we"], _CLASS["you"])).astype(np.int32)
    yield _STARTS["quoted"] + (m.quoted[j] * np.int32(2) + m.quoted[i]) * np.int32(2) + speaks
    yield _STARTS["types"] + m.type[j] * np.int32(len(TYPES)) + m.type[i]


def link_scores(query: Floats, key: Floats, word: Floats, table: Floats, m: Described) -> tuple[Ints, Floats]:
    """Antecedents (mentions, reach) of each mention, and the log-odds of each against there being none.

    query, key: (mentions, LINK) and word: (mentions, 2) at the heads; -inf where there is no such mention.
    """
    antecedents, real = before(len(m.kind))
    scores = np.empty(antecedents.shape, np.float32)
    for start in range(0, len(query), _BLOCK):  # a band of all products: the whole would be quadratic
        rows = slice(start, start + _BLOCK)
        low = max(0, start - REACH)
        near = query[rows] @ key[low : start + _BLOCK].T
        scores[rows] = np.take_along_axis(near, np.maximum(antecedents[rows] - low, 0), 1)
    scores /= np.float32(LINK**0.5)
    for start in range(0, len(query), _ROWS):  # a report of a whole book would take gigabytes at once
        rows = slice(start, start + _ROWS)
        for part in parts(m, antecedents[rows], start):
            scores[rows] += table[part]
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
