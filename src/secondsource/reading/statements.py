"""Statements as the guide cuts them, from scores: cues, the span each introduces, and who it is from.

Works on one window at a time, in words of that window.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from secondsource.encoder.heads import PairScores
from secondsource.reading.attributions import Found, best_span
from secondsource.reading.tags import CONTENT, Range, log_softmax, runs
from secondsource.reading.worth import EVIDENCE, Worth, evidence

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]

_INNER = EVIDENCE.index("inner")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementDecoding:
    """Thresholds, chosen on training documents that were kept aside (training/LOG.md)."""

    cue: float = 1.0  # added to the tags of cues, in log units
    source: float = 0.0  # added to the score of there being no source
    cueless: float = 0.5  # least mean probability of a content that no cue introduces
    worth: Worth | None = None  # what is kept; None: everything


def decode(
    logs: Floats, other: Floats, pairs: PairScores, cues: Ints, sentence: Ints, *, settings: StatementDecoding
) -> list[Found]:
    """The statements that cues introduce in one window, in order of their cues.

    logs, other: logarithms of tag probabilities (words, TAGS) by this cut and by the corpus's.
    """
    out: list[Found] = []
    for c, (first, last) in enumerate(cues.tolist()):
        content_start, content_end, source_start, source_end = pairs.pair[:, c]
        content, _ = best_span(content_start, content_end, sentence=sentence)
        sureness = float(log_softmax(content_start)[content[0]] + log_softmax(content_end)[content[1] - 1])
        named, score = best_span(source_start, source_end, sentence=sentence)
        margin = score - float(pairs.null[c, 2:4].sum())
        source = named if margin >= settings.source else None
        held = evidence(
            logs,
            other,
            corpus=other,
            cue=(first, last),
            source=source,
            margin=margin,
            content=[content],
            sureness=sureness,
        )
        out.append(Found(cue=(first, last), source=source, content=(content,), evidence=held))
    return _worthy(out, settings.worth)


def cueless(logs: Floats, *, settings: StatementDecoding) -> list[Range]:
    """Stretches that read as speech without a cue: a further quotation, a labelled turn, a speech."""
    p = np.exp(logs[:, CONTENT]).sum(-1)
    return [r for r in runs(p >= settings.cueless) if r[1] - r[0] >= 3]


def _worthy(found: Sequence[Found], worth: Worth | None) -> list[Found]:
    """Those that are worth keeping, with their scores, once it is known which stand inside another."""
    out = []
    for f in found:
        assert f.cue
        inner = any(o is not f and o.content[0][0] <= f.cue[0] and f.cue[1] <= o.content[0][1] for o in found)
        held = (*f.evidence[:_INNER], float(inner), *f.evidence[_INNER + 1 :])
        score = worth.of(held) if worth else held[EVIDENCE.index("content")]
        if worth is None or score >= worth.least:
            out.append(replace(f, score=score, evidence=held))
    return out
