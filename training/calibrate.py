"""Chooses how weights are decoded, on documents kept aside from training, and writes it into their file.

usage: python -m training.calibrate WEIGHTS.onnx DATA [--out OUT.onnx]

For each cut: the weights of the evidence for what was found (a logistic regression: is it right?), the least
worth that is kept, which follows from the F1 that is reached, and the other thresholds by a search for the
best F1. All of it goes into the metadata of the ONNX file, so that weights
and their thresholds cannot part.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from secondsource.encoder.pieces import Piecer
from secondsource.encoder.session import Session
from secondsource.reading.attributions import Decoding, Found
from secondsource.reading.pipeline import Reader, decode_attributions, decode_statements
from secondsource.reading.statements import StatementDecoding
from secondsource.reading.worth import EVIDENCE, Worth
from training.data import OWN, VOCABULARY, aside, load_training
from training.evaluate import (
    Case,
    Roles,
    attribution_pairs,
    cases,
    jaccard,
    roles_of,
    same_source,
    score,
    statement_pairs,
    statement_score,
)

Floats = npt.NDArray[np.float64]
S = TypeVar("S", Decoding, StatementDecoding)
EXPECTED = 76.0  # F1 of either cut, near enough for the threshold that follows from it
# How generously cues are taken is not searched: evidence is weighed as it was fitted, on cues taken so.
GENEROUS = 1.5
GRIDS: dict[str, dict[str, tuple[float, ...]]] = {
    "attribution": {"switch": (1.0, 1.5, 2.0, 3.0), "source": (-1.0, 0.0, 1.0)},
    "statement": {"cueless": (0.4, 0.5, 0.6, 0.7, 0.8), "source": (-1.0, 0.0, 1.0)},
}


def fit(evidence: Floats, right: Floats, *, ridge: float) -> tuple[float, ...]:
    """Weights of a logistic regression on standardised evidence, given back for the plain evidence."""
    mean, scale = evidence.mean(0), evidence.std(0) + 1e-6
    mean[0], scale[0] = 0.0, 1.0
    z = (evidence - mean) / scale
    w = np.zeros(z.shape[1])
    for _ in range(4000):
        p = 1 / (1 + np.exp(-z @ w))
        penalty = ridge * w
        penalty[0] = 0.0
        w -= 0.2 * (z.T @ (p - right) / len(right) + penalty)
    plain = w / scale
    plain[0] -= float((w[1:] * mean[1:] / scale[1:]).sum())
    return tuple(round(float(x), 5) for x in plain)


def fitted(
    found: Sequence[list[Found]], gold: Sequence[list[Roles]], *, with_source: bool, ridge: float
) -> tuple[float, ...]:
    """The weights that tell what is right among all that was found."""
    rows, right = [], []
    for read, true in zip(found, gold, strict=True):
        for f in read:
            r = roles_of(f)
            good = any(
                jaccard(g.content, r.content) >= 0.5 and (not with_source or same_source(g, r)) for g in true
            )
            rows.append(f.evidence)
            right.append(float(good))
    print(f"{len(rows)} found, {100 * np.mean(right):.0f} % right")
    return fit(np.array(rows), np.array(right), ridge=ridge)


def least_worth(f1: float) -> float:
    """The log-odds from which on keeping what was found raises F1: those of half the F1 that is reached.

    f1 in percent. Lipton, Elkan and Naryanaswamy 2014, "Optimal Thresholding of Classifiers to Maximize F1
    Measure". On so few documents a search for the threshold would choose by chance.
    """
    p = min(max(f1 / 200, 0.01), 0.49)
    return round(math.log(p / (1 - p)), 3)


def search(
    settings: S, grid: dict[str, tuple[float, ...]], value_of: Callable[[S], float]
) -> tuple[S, float]:
    """Coordinate search for the settings of the greatest value; what must be kept stays as it is."""
    best = value_of(settings)
    for _ in range(2):
        for name, values in grid.items():
            for value in values:
                change: dict[str, Any] = {name: value}
                trial = replace(settings, **change)
                if (now := value_of(trial)) > best:
                    best, settings = now, trial
    return settings, best


def calibrate(weights: Path, data: Path) -> dict[str, Any]:
    """The settings of both cuts, as they go into the file."""
    reader, session = Reader.load(weights), Session(weights)
    kept = load_training(data, [OWN], Piecer(VOCABULARY), keep=aside)
    articles, reports = cases(reader, kept[0]), cases(reader, kept[1])
    first = _attributions(session, articles)
    second = _statements(session, reader, reports)
    return {"attribution": asdict(first), "statement": asdict(second)}


def _attributions(session: Session, articles: Sequence[Case]) -> Decoding:
    open_ = Decoding(cue=GENEROUS)
    found = [decode_attributions(session, c.prepared, c.outputs, open_) for c in articles]
    gold = [[roles_of(a) for a in c.example.attributions or []] for c in articles]
    weights = fitted(found, gold, with_source=True, ridge=0.01)
    start = replace(open_, worth=Worth(weights=weights, least=least_worth(EXPECTED)))

    def value(settings: Decoding) -> float:
        """Whole attributions count twice: pruning for them alone would cost words that were right."""
        f1 = {k: v["f1"] for k, v in score(attribution_pairs(session, articles, settings)).items()}
        return (2 * f1["attribution"] + f1["source"] + f1["cue"] + f1["content"]) / 5

    settings, best = search(start, GRIDS["attribution"], value)
    print(f"attributions: mean F1 {best:.1f} aside; {_words(settings)}")
    return settings


def _statements(session: Session, reader: Reader, reports: Sequence[Case]) -> StatementDecoding:
    open_ = StatementDecoding(cue=GENEROUS)
    found = [decode_statements(session, c.prepared, c.outputs, open_)[0] for c in reports]
    gold = [[roles_of(a) for a in c.example.statements or []] for c in reports]
    weights = fitted(found, gold, with_source=False, ridge=0.03)
    start = replace(open_, worth=Worth(weights=weights, least=least_worth(EXPECTED)))

    def value(settings: StatementDecoding) -> float:
        return statement_score(statement_pairs(reader, reports, settings))["f1"]

    settings, best = search(start, GRIDS["statement"], value)
    print(f"statements: F1 {best:.1f} aside; {_words(settings)}")
    return settings


def _words(settings: Any) -> str:
    told = {k: v for k, v in asdict(settings).items() if k != "worth"}
    weights = dict(zip(EVIDENCE, settings.worth.weights, strict=True))
    return f"{told}, least {settings.worth.least}, weights {weights}"


def write(weights: Path, out: Path, decoding: dict[str, Any]) -> None:
    """The weights with these settings in their metadata."""
    import onnx

    model = onnx.load(str(weights))
    kept = [p for p in model.metadata_props if p.key != "decoding"]
    del model.metadata_props[:]
    model.metadata_props.extend(kept)
    entry = model.metadata_props.add()
    entry.key, entry.value = "decoding", json.dumps(decoding)
    onnx.save(model, str(out))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("weights", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, help="default: the file itself")
    args = parser.parse_args()
    write(args.weights, args.out or args.weights, calibrate(args.weights, args.data))


if __name__ == "__main__":
    main()
