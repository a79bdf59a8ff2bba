"""What speaks for a statement, each piece against its meaning."""

from __future__ import annotations

import math

import numpy as np
import pytest

from secondsource.reading.tags import Tags
from secondsource.reading.worth import EVIDENCE, Worth, evidence, mean
from tests.reading.build import probabilities


def tags(rows: list[dict[str, float]]) -> Tags:
    """Tags of these probabilities."""
    return Tags.of(probabilities(rows))


OWN = tags(
    [
        {"B-source": 0.6, "I-source": 0.2},
        {"B-cue": 0.5, "I-cue": 0.1},
        {"B-cue": 0.2, "I-cue": 0.7},
        {"B-content": 0.8},
        {"I-content": 0.4},
    ]
)
OTHER = tags([{}, {"B-cue": 0.3}, {}, {}, {}])
CORPUS = tags([{}, {}, {}, {"B-content": 0.9}, {"I-content": 0.5}])


def told(**changed: object) -> dict[str, float]:
    """The evidence by name."""
    given: dict[str, object] = {
        "cue": (1, 3), "source": (0, 1), "margin": 2.0, "content": [(3, 5)], "sureness": 1.5,
        "corpus": CORPUS,
    }  # fmt: skip
    return dict(zip(EVIDENCE, evidence(OWN, OTHER, **given | changed), strict=True))  # type: ignore[arg-type]


def test_each_piece_of_evidence() -> None:
    expected = {
        "one": 1.0, "cue": math.log(0.9), "opens": math.log(0.5), "content": 1.5, "tagged": 0.7,
        "length": math.log(2), "broken": 0.0, "margin": 2.0, "nobody": 0.0, "source": 0.8,
        "other": math.log(0.3), "inner": 0.0,
    }  # fmt: skip
    assert told() == pytest.approx(expected, abs=1e-4)


def test_nobody_is_told_so_and_a_source_is_then_even() -> None:
    held = told(source=None)
    assert (held["nobody"], held["source"]) == (1.0, 0.5)


@pytest.mark.parametrize(("margin", "expected"), [(50.0, 6.0), (-50.0, -6.0), (0.0, 0.0)])
def test_a_margin_has_its_bounds(margin: float, expected: float) -> None:
    assert told(margin=margin)["margin"] == expected


def test_parts_are_counted() -> None:
    assert told(content=[(0, 1), (3, 5)])["broken"] == 1.0
    assert told(content=[(0, 1), (3, 5)])["length"] == pytest.approx(math.log(3))


def test_all_stay_finite() -> None:
    nothing = Tags.of(probabilities([{}] * 5) * 100)
    held = evidence(
        nothing,
        nothing,
        corpus=nothing,
        cue=(1, 2),
        source=(0, 1),
        margin=0.0,
        content=[(3, 5)],
        sureness=0.0,
    )
    assert all(math.isfinite(e) for e in held)


def test_the_worth_is_the_weighted_sum() -> None:
    assert Worth(weights=(1.0, 0.5, -2.0), least=0.0).of((1.0, 4.0, 0.5)) == 2.0
    with pytest.raises(ValueError):
        Worth(weights=(1.0,), least=0.0).of((1.0, 2.0))


def test_a_mean_is_of_all_words_together() -> None:
    values = np.array([1, 2, 3, 4, 5], np.float32)
    assert mean(values, [(0, 2)]) == 1.5
    assert mean(values, [(0, 1), (2, 5)]) == 13 / 4
