"""Which ranges meet which: every one that does is found under its width."""

from __future__ import annotations

import random

import pytest

from secondsource.ledger.bounds import FOR_EVER, FROM_EVER, OPEN, meeting, width


def found(low: float, high: float, asked: tuple[float, float]) -> bool:
    """Whether a range is found, by its width and where it begins, as meeting the one asked for."""
    of = width(low, high)
    return high >= asked[0] and any(
        of == each and least <= low <= most for each, least, most in meeting(*asked)
    )


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (3.0, 3.0, 0),
        (3.0, 4.0, 1),
        (3.0, 11.0, 2),
        (3.0, 11.5, 3),
        (-OPEN, 7.0, FROM_EVER),
        (7.0, OPEN, FOR_EVER),
        (0.0, 8.0**13, FOR_EVER),
        (None, None, None),
    ],
)
def test_width(low: float | None, high: float | None, expected: int | None) -> None:
    assert width(low, high) == expected


def test_what_meets_is_found_and_nothing_else() -> None:
    rng = random.Random(1)
    ends = [
        -OPEN,
        -1e9,
        -3.5,
        0.0,
        0.1,
        0.2,
        0.30000000000000004,
        1.0,
        8.0,
        63.0,
        64.0,
        738_000.0,
        1e17,
        OPEN,
    ]
    ends += [rng.uniform(-100, 100) for _ in range(20)]
    several = 0
    for _ in range(4_000):
        low, high = sorted(rng.choices(ends, k=2))
        asked = tuple(sorted(rng.choices(ends, k=2)))
        if (low, high) == (-OPEN, OPEN) or low == OPEN or high == -OPEN:
            continue
        meets = low <= asked[1] and high >= asked[0]
        assert found(low, high, (asked[0], asked[1])) == meets, (low, high, asked)
        several += meets
    assert several > 500


def test_what_ended_long_ago_is_not_looked_at() -> None:
    """A day is looked for where it is asked for alone; a month may begin at most two before."""
    least = {each: low for each, low, _ in meeting(738_000.0, 738_030.0)}
    assert least[0] == 738_000.0
    assert 738_000 - 65 < least[width(0.0, 30.0) or 0] < 738_000 - 30
