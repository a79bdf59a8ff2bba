"""Names and mentions from the heads' outputs: flat typed names, and phrases found from their head words."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from secondsource.encoder.heads import NAME_TAGS, Outputs, Tables, bound_scores
from secondsource.reading.tags import Range, log_softmax

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]

_OPENS = np.array([t.startswith("B-") for t in NAME_TAGS])
_GOES_ON = np.array([t.startswith("I-") for t in NAME_TAGS])
_EDGES = np.array([0, 1], np.int32)
_BLOCK = 2500  # heads times words that are scored at once; a sentence is never cut
_ROUND = 30  # words of a sentence before its first head and after its last, roughly
LEAST = 0.0  # log-odds from which on a word is the head of a mention


@dataclass(slots=True, kw_only=True)  # to freeze one takes three times as long as to make it
class Named:
    """A flat name: its words, its type, and the log-odds of its being a name of that type."""

    words: Range
    type: int
    score: float


@dataclass(slots=True, kw_only=True)  # to freeze one takes three times as long as to make it
class Phrased:
    """A mention found from its head word: its words, head, type (of TYPES) and log-odds."""

    words: Range
    head: int
    type: int
    score: float


def names(tags: Floats, sentence: Ints) -> list[Named]:
    """The names of one window, by the likeliest valid tags. tags: outputs (words, NAME_TAGS)."""
    logs = log_softmax(tags)
    p = np.exp(logs)
    opens, goes_on = p[:, _OPENS].sum(1), p[:, _GOES_ON].sum(1)
    by_type = np.logaddexp(logs[:, 1::2], logs[:, 2::2])
    fresh = opens > goes_on
    fresh[1:] |= sentence[1:] != sentence[:-1]
    out: list[Named] = []
    first = before = -2
    for w in np.flatnonzero(p[:, 0] < np.maximum(opens, goes_on)).tolist():
        if first >= 0 and (w > before + 1 or fresh[w]):
            out.append(_named(by_type, first, before + 1))
            first = w
        first = w if first < 0 else first
        before = w
    if first >= 0:
        out.append(_named(by_type, first, before + 1))
    return out


def _named(by_type: Floats, first: int, last: int) -> Named:
    """The type of greatest mean log probability over the words of a name."""
    sums = np.add.reduce(by_type[first:last], 0)
    means = (sums / np.float32(last - first)).tolist()
    best = means.index(max(means))
    sure = min(max(math.exp(means[best]), 1e-4), 1 - 1e-4)
    return Named(words=(first, last), type=best, score=math.log(sure / (1 - sure)))


def phrases(outputs: Outputs, tables: Tables, sentence: Ints, *, least: float = LEAST) -> list[Phrased]:
    """The mentions of one window, in order; of two with the same words the surer one."""
    sure = outputs["mention.head"][:, 0]
    heads = np.flatnonzero(sure > least).astype(np.int32)
    if not len(heads):
        return []
    kinds, sureness = outputs["mention.type"][heads].argmax(1), sure.tolist()
    best: dict[Range, Phrased] = {}
    for at in _blocks(heads, sentence):
        own = heads[at]
        words = slice(*np.searchsorted(sentence, sentence[own[[0, -1]]] + _EDGES).tolist())
        scores = bound_scores(outputs, tables, heads=own, words=words)
        where = np.arange(words.start, words.stop, dtype=np.int32)
        other = sentence[words] != sentence[own][:, None]  # a mention stays in its own sentence
        np.copyto(scores[0], -np.inf, where=other | (where > own[:, None]))
        np.copyto(scores[1], -np.inf, where=other | (where < own[:, None]))
        first, last = scores.argmax(2) + words.start
        for h, a, b, kind in zip(
            own.tolist(), first.tolist(), (last + 1).tolist(), kinds[at].tolist(), strict=True
        ):
            held, score = best.get((a, b)), sureness[h]
            if held is None or score > held.score:
                best[a, b] = Phrased(words=(a, b), head=h, type=kind, score=score)
    return sorted(best.values(), key=lambda m: (m.words[0], -m.words[1]))


def _blocks(heads: Ints, sentence: Ints) -> list[slice]:
    """Neighbouring heads by whole sentences: some at once, but small products need no second thread."""
    edges = [0, *(np.flatnonzero(np.diff(sentence[heads])) + 1).tolist(), len(heads)]
    out = []
    start = 0
    for before, end in pairwise(edges[1:]):
        size = int(heads[end - 1] - heads[start]) + _ROUND
        if (end - start) * size > _BLOCK:
            out.append(slice(start, before))
            start = before
    out.append(slice(start, edges[-1]))
    return out
