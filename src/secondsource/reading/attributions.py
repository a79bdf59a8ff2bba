"""Attributions from scores: cues are found, and every word of content chooses its cue.

Works on one window at a time, in words of that window; a word is never broken.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from secondsource.encoder.heads import PairScores
from secondsource.reading.tags import Range, Tags, log_softmax, runs
from secondsource.reading.worth import Worth, evidence, mean

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


@dataclass(slots=True, kw_only=True)  # to freeze one takes three times as long as to make it
class Found:
    """One attribution in words of a text. content: ranges in order; score: log-odds of being right."""

    cue: Range | None
    source: Range | None
    content: tuple[Range, ...]
    score: float = 0.0
    evidence: tuple[float, ...] = ()


def best_spans(start: Floats, end: Floats, *, sentence: Ints) -> tuple[list[Range], list[float]]:
    """For each row the span within one sentence of the greatest start score + end score, and that score.

    start, end: (rows, words). sentence: int32 (words,), not falling. Of 3,839 annotated contents none crosses
    a paragraph and one in 140 a sentence; quotation marks mend those (`quotations.snap`).
    """
    edges = np.concatenate(([0], np.flatnonzero(np.diff(sentence)) + 1, [len(sentence)]))
    sums = np.empty_like(start)
    for a, b in pairwise(edges.tolist()):
        np.maximum.accumulate(start[:, a:b], axis=1, out=sums[:, a:b])
    sums += end
    last = sums.argmax(1)
    opens = edges[np.searchsorted(edges, last, side="right") - 1].tolist()
    spans = [
        (a + int(row[a : b + 1].argmax()), b + 1)
        for row, a, b in zip(start, opens, last.tolist(), strict=True)
    ]
    return spans, sums[np.arange(len(sums)), last].tolist()


def choose_cues(scores: Floats, none: Floats, *, switch: float) -> Ints:
    """For each word the cue it belongs to (0: none, c + 1), as the best path whose changes cost `switch`.

    scores: (cues, words); none: (words,).
    """
    emit = log_softmax(np.concatenate([none[:, None], scores.T], axis=1).astype(np.float32))
    # A choice that is worse than the best by more than two changes is on no best path: most words are
    # settled by that, and only the stretches between them are searched.
    likely = emit >= (emit.max(1) - 2 * switch)[:, None]
    path: Ints = emit.argmax(1).astype(np.int32)
    for first, last in runs(likely.sum(1) > 1):
        a, b = max(0, first - 1), min(len(path), last + 1)
        states = np.flatnonzero(likely[a:b].any(0))
        found = _best_path(emit[a:b, states].tolist(), switch)
        path[first:last] = states[found[first - a : last - a]]
    return path


def _best_path(rows: list[list[float]], switch: float) -> list[int]:
    """The state of each word on the best path through the values of states by word (Viterbi)."""
    value = rows[0]
    back: list[list[int]] = []
    for row in rows[1:]:
        top = max(value)
        at, least = value.index(top), top - switch
        back.append([at if v < least else s for s, v in enumerate(value)])
        value = [(least if v < least else v) + e for v, e in zip(value, row, strict=True)]
    path = [value.index(max(value))]
    for came in reversed(back):
        path.append(came[path[-1]])
    path.reverse()
    return path


def decode(
    tags: Tags, other: Tags, pairs: PairScores, cues: Ints, sentence: Ints, *, settings: Decoding
) -> list[Found]:
    """The attributions of one window, in order of their cues. tags, other: by this cut, by statements'."""
    content, source_start, source_end = pairs.pair
    said: Floats = np.clip(tags.content, 1e-6, 1 - 1e-6)
    odds: Floats = np.log(said) - np.log(1 - said)
    none: Floats = pairs.word[:, -1] - settings.tags * odds
    chosen = _ranges(choose_cues(content, none, switch=settings.switch))
    spans, scores = best_spans(source_start, source_end, sentence=sentence)
    nobody = pairs.null[:, 1:3].sum(1).tolist()
    out: list[Found] = []
    for c, (first, last) in enumerate(cues.tolist()):
        ranges = tuple(chosen.get(c, ()))
        if not ranges:
            continue
        sureness = mean(content[c] - none, ranges)
        margin = scores[c] - nobody[c]
        source = spans[c] if margin >= settings.source else None
        held = evidence(
            tags,
            other,
            corpus=tags,
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


def _ranges(path: Ints) -> dict[int, list[Range]]:
    """The words of each cue, by its index, of a path of `choose_cues`."""
    edges = [0, *(np.flatnonzero(np.diff(path)) + 1).tolist(), len(path)]
    out: dict[int, list[Range]] = {}
    for a, b in pairwise(edges):
        if path[a]:
            out.setdefault(int(path[a]) - 1, []).append((a, b))
    return out
