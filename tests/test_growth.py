"""The count of steps tells what grows in proportion from what grows by the square."""

from __future__ import annotations

from tests.growth import growth, steps


def once(items: list[int]) -> int:
    total = 0
    for item in items:
        total += item
    return total


def each_with_each(items: list[int]) -> int:
    total = 0
    for one in items:
        for other in items:
            total += one * other
    return total


def test_steps_are_the_same_each_time() -> None:
    assert steps(lambda: once(list(range(50)))) == steps(lambda: once(list(range(50)))) > 100


def test_proportion_is_told_from_the_square() -> None:
    assert 3 < growth(once, lambda n: list(range(n)), 100) < 5
    assert growth(each_with_each, lambda n: list(range(n)), 20) > 12
