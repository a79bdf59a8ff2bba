"""How likely it is that what was found is right: a weighted sum of evidence, and the least that is kept.

The weights ship with the reader's, fitted on training documents kept aside (`training/calibrate.py`).
"""

from __future__ import annotations

import math
import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from secondsource.reading.tags import CUE, Range, Tags

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
        if len(evidence) != len(self.weights):
            raise ValueError(f"{len(evidence)} pieces of evidence for {len(self.weights)} weights")
        return math.fsum(map(operator.mul, self.weights, evidence))


def evidence(
    own: Tags,
    other: Tags,
    *,
    corpus: Tags,
    cue: Range,
    source: Range | None,
    margin: float,
    content: Sequence[Range],
    sureness: float,
) -> tuple[float, ...]:
    """What speaks for one found attribution or statement, in the order of EVIDENCE.

    own, other, corpus: the tags by its own cut, by the other, and by the corpus's, which alone tags all
    contents. "inner" is left at 0: who found them all fills it in.
    """
    held: Mapping[str, float] = {
        "one": 1.0,
        "cue": _best(own, cue),
        "opens": max(float(own.logs[cue[0], CUE[0]]), math.log(_FLOOR)),
        "content": sureness,
        "tagged": mean(corpus.content, content),
        "length": math.log(sum(b - a for a, b in content)),
        "broken": float(len(content) > 1),
        "margin": min(max(margin, -_MARGIN), _MARGIN),
        "nobody": float(source is None),
        "source": mean(own.source, [source]) if source else 0.5,
        "other": _best(other, cue),
        "inner": 0.0,
    }
    return tuple([held[name] for name in EVIDENCE])


def mean(values: Floats, ranges: Sequence[Range]) -> float:
    """The mean of the values (words,) of the words in some ranges."""
    parts = [values[a:b] for a, b in ranges]
    row = parts[0] if len(parts) == 1 else np.concatenate(parts)
    return float(np.add.reduce(row)) / len(row)


def _best(tags: Tags, cue: Range) -> float:
    return math.log(max(*tags.cue[cue[0] : cue[1]].tolist(), _FLOOR))
