"""The pair reader: what two propositions of different reports are to each other, with probabilities.

Its answer is made once for a pair and kept like a reading, since int8 results differ a little between
processors.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from secondsource.encoder.pair_session import Logits, PairSession
from secondsource.encoder.pairs import Side
from secondsource.model.answer import Answer

__all__ = ["FACETS", "LABELS", "VOCABULARY", "WEIGHTS", "WHOLE", "Answer", "PairReader", "answer_of"]

LABELS = ("same", "refines-a", "refines-b", "conflicts", "apart")
FACETS = ("number", "time", "place", "actor", "denial", "outcome", "manner", "other")
WHOLE = 1000

_DATA = Path(__file__).resolve().parent.parent / "data"
WEIGHTS, VOCABULARY = _DATA / "pairs.onnx", _DATA / "vocabulary.txt"


class PairReader:
    """Reads pairs with the weights that ship, or others. version: `sha256:` and their digest."""

    def __init__(self, weights: Path = WEIGHTS, vocabulary: Path = VOCABULARY) -> None:
        self._session = PairSession(weights, vocabulary)
        self.version = self._session.identity

    def read(self, a: Side, b: Side) -> Answer:
        """The answer for two propositions, a that of the lower id: the mean of both orders."""
        there, back = self._session.run(a, b), self._session.run(b, a)
        return answer_of(_mean(there, back), self._session.tables)


def _mean(there: Logits, back: Logits) -> Logits:
    """The mean of a pair read in both orders, in the first."""
    turned = dict(back)
    turned["label"] = back["label"][[0, 2, 1, 3, 4]]
    return {name: np.asarray((there[name] + turned[name]) / 2, np.float32) for name in there}


def answer_of(logits: Logits, tables: dict[str, list[float]]) -> Answer:
    """Logits as an answer. tables: the temperature and biases of the labels that calibration found."""
    bias = np.asarray(tables.get("bias", [0.0] * 5), np.float64)
    scale = float(tables.get("temperature", [1.0])[0])
    parts = _thousandths(_softmax(logits["label"] / scale + bias))
    facet = FACETS[int(np.argmax(logits["facet"]))]
    return Answer(
        same=parts[0],
        refines_a=parts[1],
        refines_b=parts[2],
        conflicts=parts[3],
        apart=parts[4],
        event=_share(float(logits["event"][0]) / scale),
        supersedes=_share(float(logits["supersedes"][0]) / scale),
        facet=facet,
    )


def _softmax(logits: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    raised = np.exp(logits - logits.max())
    return np.asarray(raised / raised.sum(), np.float64)


def _thousandths(shares: npt.NDArray[np.float64]) -> list[int]:
    """Shares as whole thousandths that sum to a thousand: the largest takes what rounding leaves."""
    parts = [round(float(share) * WHOLE) for share in shares]
    parts[int(np.argmax(shares))] += WHOLE - sum(parts)
    return parts


def _share(logit: float) -> int:
    return round(WHOLE / (1 + float(np.exp(-logit))))
