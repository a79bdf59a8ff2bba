"""Statements as the guide cuts them, from scores: cues, the span each introduces, and who it is from.

Works on one window at a time, in words of that window.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from secondsource.encoder.heads import TAG_NAMES, PairScores
from secondsource.reading.attributions import Found, Range, best_span, log_softmax, runs

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]

_CONTENT = [TAG_NAMES.index("B-content"), TAG_NAMES.index("I-content")]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementDecoding:
    """Thresholds, chosen on training documents that were kept aside (training/LOG.md)."""

    cue: float = 1.0  # added to the tags of cues, in log units
    source: float = 0.0  # added to the score of there being no source
    cueless: float = 0.5  # least mean probability of a content that no cue introduces


def decode(pairs: PairScores, cues: Ints, sentence: Ints, *, settings: StatementDecoding) -> list[Found]:
    """The statements that cues introduce in one window, in order of their cues."""
    out: list[Found] = []
    for c, (first, last) in enumerate(cues.tolist()):
        content_start, content_end, source_start, source_end = pairs.pair[:, c]
        content, odds = best_span(content_start, content_end, sentence=sentence)
        named, score = best_span(source_start, source_end, sentence=sentence)
        source = named if score >= float(pairs.null[c, 2:4].sum()) + settings.source else None
        out.append(Found(cue=(first, last), source=source, content=(content,), score=odds))
    return out


def cueless(tags: Floats, *, settings: StatementDecoding) -> list[Range]:
    """Stretches that read as speech without a cue: a further quotation, a labelled turn, a speech."""
    p = np.exp(log_softmax(tags))[:, _CONTENT].sum(-1)
    return [r for r in runs(p >= settings.cueless) if r[1] - r[0] >= 3]
