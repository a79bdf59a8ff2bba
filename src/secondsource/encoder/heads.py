"""What the heads' linear outputs mean, and how they combine to scores between words.

Two cuts share the encoder. "attribution": as the training corpus cuts; its content is scored word by
word (each word chooses its cue), its source by where it starts and ends. "statement": as the guide
cuts; content and source are spans, by their start and end. Beside them each word has outputs of its own
(`WORDS`): names, mentions and who is who among them, where a point begins, facets of statements.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
Outputs = dict[str, Floats]  # by name of output, float32 (words, ...)

# Roles of each cut: for each a score between a cue and a word.
CUTS: dict[str, tuple[str, ...]] = {
    "attribution": ("content", "source_start", "source_end"),
    "statement": ("content_start", "content_end", "source_start", "source_end"),
}
PARTS = ("tags", "key", "query_first", "query_last", "word", "null")  # outputs of each cut
TAG_NAMES = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
TAGS = len(TAG_NAMES)
KEY = 64  # numbers of a key or query for one role
# Types that names and mentions are told apart by; the last is any other ("the decision").
TYPES = (
    "person", "organization", "unit", "place", "nationality", "weapon", "platform", "document", "event",
    "other",
)  # fmt: skip
NAME_TAGS = ("O", *(f"{edge}-{kind}" for kind in TYPES[:-1] for edge in "BI"))
# What is told of a statement: each a sum over words of its content, and its cue.
FACETS = (
    "forecast", "denied", "questioned", "hedged",
    "level:almost-no-chance", "level:very-unlikely", "level:unlikely", "level:even", "level:possible",
    "level:likely", "level:very-likely", "level:almost-certain",
    "basis:first-hand", "basis:human-source", "basis:intercept", "basis:imagery", "basis:video",
    "basis:document", "basis:official-record", "basis:testimony", "basis:other-report", "basis:analysis",
)  # fmt: skip
BOUNDS = ("first", "last")  # of a mention, pointed at from its head word
LINK = 96  # numbers of a key or query between mentions
WORDS: dict[str, int] = {
    "name.tags": len(NAME_TAGS),
    "mention.head": 1,  # log-odds of being the head word of a mention
    "mention.type": len(TYPES),
    "mention.query": len(BOUNDS) * KEY,
    "mention.key": len(BOUNDS) * KEY,
    "link.query": LINK,
    "link.key": LINK,
    "link.word": 2,  # that a mention has an antecedent; that it is one
    "point.start": 1,  # log-odds of a point beginning here
    "facet.content": len(FACETS),
    "facet.cue": len(FACETS),
}
_EDGES = np.array([1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 22, 30, 45, 70, 120])
DISTANCES = 2 * (len(_EDGES) + 1) + 1
STEPS = 15  # five steps between sentences times three between paragraphs


def distance_bucket(away: Ints) -> Ints:
    """Bucket of how many words away (signed) a word stands: 0 .. DISTANCES - 1."""
    out: Ints = _BUCKETS.take(away + np.int32(_FAR), mode="clip")
    return out


def _bucket(away: int) -> int:
    size = int(np.searchsorted(_EDGES, abs(away), side="right"))
    return DISTANCES // 2 + (size if away > 0 else -size if away < 0 else 0)


# Looked up rather than searched: a window has tens of thousands of pairs.
_FAR = int(_EDGES[-1])
_BUCKETS = np.array([_bucket(n) for n in range(-_FAR, _FAR + 1)], np.int32)


def step_bucket(sentences: Ints, paragraphs: Ints) -> Ints:
    """Bucket of how many sentences and paragraphs away (signed) a word stands: 0 .. STEPS - 1."""
    out: Ints = _SENTENCE_STEPS.take(sentences + np.int32(2), mode="clip")
    out += _PARAGRAPH_STEPS.take(paragraphs + np.int32(1), mode="clip")
    return out


_SENTENCE_STEPS = np.arange(5, dtype=np.int32) * np.int32(3)
_PARAGRAPH_STEPS = np.arange(3, dtype=np.int32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """The learned tables beside the network.

    distance, step: per cut, float32 (roles, DISTANCES) and (roles, STEPS). bounds: float32 (BOUNDS,
    DISTANCES) between a mention's head and its ends. link: float32 (features,), weights of the features of
    pairs of mentions.
    """

    distance: dict[str, Floats]
    step: dict[str, Floats]
    bounds: Floats
    link: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class PairScores:
    """Scores of one cut between cue candidates and words.

    pair: float32 (roles, cues, words). word: float32 (words, roles + 1): plain scores, the last is
    that of no cue at all. null: float32 (cues, roles): that the cue has no such argument.
    """

    pair: Floats
    word: Floats
    null: Floats


def pair_scores(
    outputs: dict[str, Floats],
    tables: Tables,
    *,
    cut: str,
    cues: Ints,
    sentence: Ints,
    paragraph: Ints,
) -> PairScores:
    """Scores between cues (int32 (cues, 2), half-open word ranges) and all words of one window."""
    roles = len(CUTS[cut])
    first, last = cues[:, 0], cues[:, 1] - 1
    words = len(sentence)
    key = outputs[f"{cut}.key"].reshape(words, roles, KEY)
    query = outputs[f"{cut}.query_first"][first] + outputs[f"{cut}.query_last"][last]
    shape = (-1, roles, KEY)
    pair: Floats = np.matmul(query.reshape(shape).transpose(1, 0, 2), key.transpose(1, 2, 0))
    np.multiply(pair, np.float32(KEY**-0.5), out=pair)
    at = np.arange(words, dtype=np.int32)
    near = distance_bucket(at[None, :] - first[:, None])
    step = step_bucket(
        sentence[None, :] - sentence[first][:, None], paragraph[None, :] - paragraph[first][:, None]
    )
    pair += tables.distance[cut].take(near, axis=1)
    pair += tables.step[cut].take(step, axis=1)
    word = outputs[f"{cut}.word"]
    pair += word[:, :roles].T[:, None, :]
    return PairScores(pair=pair, word=word, null=outputs[f"{cut}.null"][first])


def bound_scores(outputs: dict[str, Floats], tables: Tables, *, heads: Ints, words: slice) -> Floats:
    """Scores float32 (BOUNDS, heads, words) of words of a window as the ends of the mentions of some heads.

    words: a stretch of the window, that of the heads' sentence; heads: indexes in the window.
    """
    shape = (-1, len(BOUNDS), KEY)
    key = outputs["mention.key"][words].reshape(shape).transpose(1, 2, 0)
    query = outputs["mention.query"][heads].reshape(shape).transpose(1, 0, 2)
    near = distance_bucket(np.arange(words.start, words.stop, dtype=np.int32)[None, :] - heads[:, None])
    out: Floats = query @ key
    out /= np.float32(KEY**0.5)
    out += tables.bounds.take(near, axis=1)
    return out


def pooled(content: Floats, cue: Floats | None) -> Floats:
    """Log-odds of each facet of a statement: a soft maximum over its content, and its cue's own.

    content: (words, FACETS), cue: (FACETS,) of the cue's first word, or None.
    """
    top = np.maximum.reduce(content, 0)
    out: Floats = top + np.log(np.add.reduce(np.exp(content - top), 0) / np.float32(len(content)))
    return out if cue is None else out + cue
