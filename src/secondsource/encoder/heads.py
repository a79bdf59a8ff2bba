"""What the heads' linear outputs mean, and how they combine to scores between cues and words.

Two cuts share the encoder. "attribution": as the training corpus cuts; its content is scored word by
word (each word chooses its cue), its source by where it starts and ends. "statement": as the guide
cuts; content and source are spans, by their start and end.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]

# Roles of each cut: for each a score between a cue and a word.
CUTS: dict[str, tuple[str, ...]] = {
    "attribution": ("content", "source_start", "source_end"),
    "statement": ("content_start", "content_end", "source_start", "source_end"),
}
PARTS = ("tags", "key", "query_first", "query_last", "word", "null")  # outputs of each cut
TAG_NAMES = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
TAGS = len(TAG_NAMES)
KEY = 64  # numbers of a key or query for one role
_EDGES = np.array([1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 22, 30, 45, 70, 120])
DISTANCES = 2 * (len(_EDGES) + 1) + 1
STEPS = 15  # five steps between sentences times three between paragraphs


def distance_bucket(away: Ints) -> Ints:
    """Bucket of how many words away (signed) a word stands: 0 .. DISTANCES - 1."""
    size = np.searchsorted(_EDGES, np.abs(away), side="right")
    middle = DISTANCES // 2
    return np.where(away < 0, middle - size, np.where(away > 0, middle + size, middle)).astype(np.int32)


def step_bucket(sentences: Ints, paragraphs: Ints) -> Ints:
    """Bucket of how many sentences and paragraphs away (signed) a word stands: 0 .. STEPS - 1."""
    s = np.clip(sentences, -2, 2) + 2
    p = np.clip(paragraphs, -1, 1) + 1
    return (s * 3 + p).astype(np.int32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """The learned tables beside the network: per cut, float32 (roles, DISTANCES) and (roles, STEPS)."""

    distance: dict[str, Floats]
    step: dict[str, Floats]


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
    pair = np.einsum("crk,wrk->rcw", query.reshape(len(cues), roles, KEY), key, optimize=True) / KEY**0.5
    at = np.arange(words, dtype=np.int32)
    near = distance_bucket(at[None, :] - first[:, None])
    step = step_bucket(
        sentence[None, :] - sentence[first][:, None], paragraph[None, :] - paragraph[first][:, None]
    )
    pair = pair + tables.distance[cut][:, near] + tables.step[cut][:, step]
    word = outputs[f"{cut}.word"]
    pair = pair + word[:, :roles].T[:, None, :]
    return PairScores(pair=pair, word=word, null=outputs[f"{cut}.null"][first])
