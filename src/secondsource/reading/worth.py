"""How likely it is that what was found is right: a weighted sum of evidence, and the least that is kept.

The weights ship with the reader's, fitted on training documents kept aside (`training/calibrate.py`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from secondsource.reading.tags import CONTENT, CUE, SOURCE, Range

Floats = npt.NDArray[np.float32]

_FLOOR = 1e-4  # of a probability, so that its logarithm stays finite
_MARGIN = 6.0  # a source surer than this is sure
EVIDENCE = (
    "one",  # the constant
    "cue",  # log probability that a word of the cue belongs to a cue (the surest)
    "opens",  # log probability that the cue opens at its first word
    "content",  # how much surer the content is than none: log-odds, or log probability of its edges
    "tagged",  # mean probability of its words being content, by the tags of the corpus's cut
    "length",  # logarithm of the number of its words
    "broken",  # it has more than one part
    "margin",  # score of the source over that of none, at most 6 either way
    "nobody",  # no source was found
    "source",  # mean probability of the source's words being a source (half where there is none)
    "other",  # log probability of the cue by the other cut's tags
    "inner",  # the cue stands inside another's content
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """Weights of the evidence, in its order, and the least sum that is kept."""

    weights: tuple[float, ...]
    least: float

    def of(self, evidence: Sequence[float]) -> float:
        """The weighted sum: log-odds of being right."""
        return math.fsum(w * e for w, e in zip(self.weights, evidence, strict=True))


def evidence(
    logs: Floats,
    other: Floats,
    *,
    corpus: Floats,
    cue: Range,
    source: Range | None,
    margin: float,
    content: Sequence[Range],
    sureness: float,
) -> tuple[float, ...]:
    """What speaks for one found attribution or statement, in the order of EVIDENCE.

    logs, other, corpus: logarithms of tag probabilities (words, TAGS) by its own cut, by the other, and by
    the corpus's, which alone tags all contents. "inner" is left at 0: who found them all fills it in.
    """
    words = np.concatenate([np.arange(a, b) for a, b in content])
    held: Mapping[str, float] = {
        "one": 1.0,
        "cue": _best(logs, cue),
        "opens": max(float(logs[cue[0], CUE[0]]), math.log(_FLOOR)),
        "content": sureness,
        "tagged": float(np.exp(corpus[words][:, CONTENT]).sum(1).mean()),
        "length": math.log(len(words)),
        "broken": float(len(content) > 1),
        "margin": min(max(margin, -_MARGIN), _MARGIN),
        "nobody": float(source is None),
        "source": float(np.exp(logs[source[0] : source[1], SOURCE]).sum(1).mean()) if source else 0.5,
        "other": _best(other, cue),
        "inner": 0.0,
    }
    return tuple(held[name] for name in EVIDENCE)


def _best(logs: Floats, cue: Range) -> float:
    p = float(np.exp(logs[cue[0] : cue[1], CUE]).sum(1).max())
    return math.log(max(p, _FLOOR))
