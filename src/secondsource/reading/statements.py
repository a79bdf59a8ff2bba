"""Statements as the guide cuts them, from scores: cues, the span each introduces, and who it is from.

Works on one window at a time, in words of that window.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from secondsource.encoder.heads import PairScores
from secondsource.reading.attributions import Found, best_spans
from secondsource.reading.tags import Range, Tags, log_softmax, runs
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
    tags: Tags, other: Tags, pairs: PairScores, cues: Ints, sentence: Ints, *, settings: StatementDecoding
) -> list[Found]:
    """The statements that cues introduce in one window, in order of their cues.

    tags, other: by this cut and by the corpus's.
    """
    count = pairs.pair.shape[1]
    # Rows: the contents of all cues, then their sources.
    starts, ends = (pairs.pair[side::2].reshape(2 * count, len(sentence)) for side in (0, 1))
    spans, scores = best_spans(starts, ends, sentence=sentence)
    opens, closes = log_softmax(starts[:count]), log_softmax(ends[:count])
    nobody = pairs.null[:, 2:4].sum(1).tolist()
    out: list[Found] = []
    for c, (first, last) in enumerate(cues.tolist()):
        content = spans[c]
        sureness = float(opens[c, content[0]] + closes[c, content[1] - 1])
        margin = scores[count + c] - nobody[c]
        source = spans[count + c] if margin >= settings.source else None
        held = evidence(
            tags,
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


def cueless(tags: Tags, *, settings: StatementDecoding) -> list[Range]:
    """Stretches that read as speech without a cue: a further quotation, a labelled turn, a speech."""
    return [r for r in runs(tags.content >= settings.cueless) if r[1] - r[0] >= 3]


def _worthy(found: Sequence[Found], worth: Worth | None) -> list[Found]:
    """Those that are worth keeping, with their scores, once it is known which stand inside another."""
    contents = [f.content[0] for f in found]
    out = []
    for k, f in enumerate(found):
        assert f.cue
        a, b = f.cue
        inner = any(o[0] <= a and b <= o[1] for o in contents[:k] + contents[k + 1 :])
        held = (*f.evidence[:_INNER], float(inner), *f.evidence[_INNER + 1 :])
        score = worth.of(held) if worth else held[EVIDENCE.index("content")]
        if worth is None or score >= worth.least:
            out.append(Found(cue=f.cue, source=f.source, content=f.content, score=score, evidence=held))
    return out
