"""Attributions from scores: cues are found, and every word of content chooses its cue.

Works on one window at a time, in words of that window; a word is never broken.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from secondsource.encoder.heads import TAG_NAMES, TAGS, PairScores

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
Range = tuple[int, int]

_CUE_B, _CUE_I = TAG_NAMES.index("B-cue"), TAG_NAMES.index("I-cue")
_INSIDE = tuple(i for i, name in enumerate(TAG_NAMES) if name.startswith("I-"))  # each after its opening tag


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoding:
    """Thresholds, chosen on training documents that were kept aside (training/LOG.md)."""

    cue: float = 1.25  # added to the tags of cues, in log units
    switch: float = 2.0  # cost of changing the cue between two words, in log units
    content: float = 0.0  # least mean log-odds of a content against no cue
    source: float = 0.0  # added to the score of there being no source


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One attribution in words of a text. content: ranges in order; score: log-odds."""

    cue: Range | None
    source: Range | None
    content: tuple[Range, ...]
    score: float = 0.0


def log_softmax(scores: Floats) -> Floats:
    """Logarithms of probabilities over the last axis."""
    top = scores.max(-1, keepdims=True)
    out: Floats = scores - top - np.log(np.exp(scores - top).sum(-1, keepdims=True))
    return out


def find_cues(tags: Floats, *, bias: float) -> Ints:
    """Cue candidates (cues, 2), half-open word ranges, from tag scores (words, TAGS).

    They are the cues of the likeliest sequence of tags that is valid (a tag inside something follows one
    that opens it), in which the tags of cues are given `bias` more, in log units: a cue that is missed
    takes its content with it, while a false one mostly finds none and falls away.
    """
    path = best_tags(tags, bias=bias)
    out: list[Range] = []
    for at, tag in enumerate(path):
        if tag == _CUE_B:
            out.append((at, at + 1))
        elif tag == _CUE_I:
            out[-1] = (out[-1][0], at + 1)
    return np.array(out, np.int32).reshape(-1, 2)


def best_tags(tags: Floats, *, bias: float) -> list[int]:
    """The likeliest valid sequence of tags, those of cues favoured by `bias` (Viterbi)."""
    logs = log_softmax(tags)
    logs[:, [_CUE_B, _CUE_I]] += bias
    rows: list[list[float]] = logs.tolist()
    value = [v if tag not in _INSIDE else -np.inf for tag, v in enumerate(rows[0])] if rows else []
    back: list[list[int]] = []
    for row in rows[1:]:
        top = max(range(TAGS), key=value.__getitem__)
        came = [top] * TAGS
        for inside in _INSIDE:
            came[inside] = inside if value[inside] > value[inside - 1] else inside - 1
        value = [value[came[tag]] + row[tag] for tag in range(TAGS)]
        back.append(came)
    if not value:
        return []
    path = [max(range(TAGS), key=value.__getitem__)]
    for came in reversed(back):
        path.append(came[path[-1]])
    return path[::-1]


def best_span(start: Floats, end: Floats, *, sentence: Ints) -> tuple[Range, float]:
    """The span within one sentence of the greatest start score + end score, and that score.

    start, end: (words,). sentence: int32 (words,), not falling. Of 3,839 annotated contents none crosses a
    paragraph and one in 140 a sentence; quotation marks mend those (`quotations.snap`).
    """
    edges = [0, *(np.flatnonzero(np.diff(sentence)) + 1).tolist(), len(start)]
    best, at = -np.inf, (0, 1)
    for a, b in zip(edges, edges[1:], strict=False):
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
    words, states = emit.shape
    back = np.zeros((words, states), np.int32)
    value = emit[0]
    same = np.arange(states)
    for w in range(1, words):
        top = int(value.argmax())
        stay = value >= value[top] - switch
        back[w] = np.where(stay, same, top)
        value = np.where(stay, value, value[top] - switch) + emit[w]
    path = np.zeros(words, np.int32)
    path[-1] = int(value.argmax())
    for w in range(words - 1, 0, -1):
        path[w - 1] = back[w, path[w]]
    return path


def runs(member: npt.NDArray[np.bool_]) -> list[Range]:
    """Half-open ranges in which all is true."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], member, [False])).astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def decode(pairs: PairScores, cues: Ints, sentence: Ints, *, settings: Decoding) -> list[Found]:
    """The attributions of one window, in order of their cues."""
    if not len(cues):
        return []
    content, source_start, source_end = pairs.pair
    none = pairs.word[:, -1]
    path = choose_cues(content, none, switch=settings.switch)
    odds = content - none[None, :]
    out: list[Found] = []
    for c, (first, last) in enumerate(cues.tolist()):
        ranges = tuple(r for r in runs(path == c + 1))
        if not ranges:
            continue
        score = float(np.mean(np.concatenate([odds[c, a:b] for a, b in ranges])))
        if score < settings.content:
            continue
        source = _source(source_start[c], source_end[c], pairs.null[c, 1:3], sentence, settings)
        out.append(Found(cue=(first, last), source=source, content=ranges, score=score))
    return out


def _source(start: Floats, end: Floats, null: Floats, sentence: Ints, settings: Decoding) -> Range | None:
    span, score = best_span(start, end, sentence=sentence)
    return span if score >= float(null.sum()) + settings.source else None
