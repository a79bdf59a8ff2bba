"""Attributions from scores: cues are found, and every word of content chooses its cue.

Works on one window at a time, in words of that window; a word is never broken.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from secondsource.encoder.heads import PairScores
from secondsource.reading.tags import CONTENT, Range, log_softmax, runs
from secondsource.reading.worth import Worth, evidence

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoding:
    """Thresholds, chosen on training documents that were kept aside (training/LOG.md)."""

    cue: float = 1.25  # added to the tags of cues, in log units
    switch: float = 2.0  # cost of changing the cue between two words, in log units
    tags: float = 1.0  # weight of the content tags' log-odds in a word's choice of no cue
    source: float = 0.0  # added to the score of there being no source
    worth: Worth | None = None  # what is kept; None: everything


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One attribution in words of a text. content: ranges in order; score: log-odds of being right."""

    cue: Range | None
    source: Range | None
    content: tuple[Range, ...]
    score: float = 0.0
    evidence: tuple[float, ...] = ()


def best_span(start: Floats, end: Floats, *, sentence: Ints) -> tuple[Range, float]:
    """The span within one sentence of the greatest start score + end score, and that score.

    start, end: (words,). sentence: int32 (words,), not falling. Of 3,839 annotated contents none crosses a
    paragraph and one in 140 a sentence; quotation marks mend those (`quotations.snap`).
    """
    edges = [0, *(np.flatnonzero(np.diff(sentence)) + 1).tolist(), len(start)]
    best, at = -np.inf, (0, 1)
    for a, b in pairwise(edges):
        sums = np.maximum.accumulate(start[a:b]) + end[a:b]
        last = int(sums.argmax())
        if sums[last] > best:
            best = float(sums[last])
            at = (a + int(start[a : a + last + 1].argmax()), a + last + 1)
    return at, best


def choose_cues(scores: Floats, none: Floats, *, switch: float) -> Ints:
    """For each word the cue it belongs to (0: none, c + 1), as the best path whose changes cost `switch`.

    scores: (cues, words); none: (words,).
    """
    emit = log_softmax(np.concatenate([none[:, None], scores.T], axis=1).astype(np.float32))
    words = len(emit)
    value = emit.copy()
    kept = np.empty(emit.shape[1], np.float32)
    for w in range(1, words):
        np.maximum(value[w - 1], value[w - 1].max() - switch, out=kept)
        np.add(kept, emit[w], out=value[w])
    top = value.argmax(1)
    least = value.max(1) - switch
    path = np.zeros(words, np.int32)
    at = int(top[-1])
    path[-1] = at
    for w in range(words - 2, -1, -1):
        if value[w, at] < least[w]:
            at = int(top[w])
        path[w] = at
    return path


def decode(
    logs: Floats, other: Floats, pairs: PairScores, cues: Ints, sentence: Ints, *, settings: Decoding
) -> list[Found]:
    """The attributions of one window, in order of their cues.

    logs, other: logarithms of tag probabilities (words, TAGS) by this cut and by that of statements.
    """
    content, source_start, source_end = pairs.pair
    said = np.clip(np.exp(logs[:, CONTENT]).sum(1), 1e-6, 1 - 1e-6)
    none = pairs.word[:, -1] + settings.tags * (np.log(1 - said) - np.log(said))
    path = choose_cues(content, none, switch=settings.switch)
    odds = content - none[None, :]
    out: list[Found] = []
    for c, (first, last) in enumerate(cues.tolist()):
        ranges = tuple(runs(path == c + 1))
        if not ranges:
            continue
        sureness = float(np.concatenate([odds[c, a:b] for a, b in ranges]).mean())
        span, score = best_span(source_start[c], source_end[c], sentence=sentence)
        margin = score - float(pairs.null[c, 1:3].sum())
        source = span if margin >= settings.source else None
        held = evidence(
            logs,
            other,
            corpus=logs,
            cue=(first, last),
            source=source,
            margin=margin,
            content=ranges,
            sureness=sureness,
        )
        worth = settings.worth.of(held) if settings.worth else sureness
        if settings.worth is None or worth >= settings.worth.least:
            out.append(Found(cue=(first, last), source=source, content=ranges, score=worth, evidence=held))
    return out
