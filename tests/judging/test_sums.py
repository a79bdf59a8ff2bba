"""Sums that explain why figures differ."""

from __future__ import annotations

from typing import Any

from secondsource.judging.figures import Given
from secondsource.judging.sums import explained, sums_of
from tests.judging.hand import codes, figure


def side_by_side(*values: int, **more: Any) -> list[Given]:
    return [figure(f"p{at}", value, report="r", day=2, **more) for at, value in enumerate(values)]


def found(*figures: Given) -> list[tuple[tuple[int, ...], int]]:
    return [(one.parts, one.whole) for one in sums_of(figures)]


def test_two_or_three_figures_of_one_report_add_up_to_one_of_another() -> None:
    two = [*side_by_side(126, 415), figure("c", 541, day=2)]
    assert found(*two) == [((0, 1), 2)]
    assert codes(*sums_of(two)) == {"figures-sum"}
    assert explained(sums_of(two)) == {(0, 1), (0, 2), (1, 2)}
    assert found(*side_by_side(1, 20, 300), figure("c", 321, day=2)) == [((0, 1, 2), 3)]


def test_what_only_happens_to_add_up_explains_nothing() -> None:
    whole = figure("c", 541, day=2)
    apart = [figure("a", 126, day=2), figure("b", 415, day=2)]
    assert found(*apart, whole) == []
    assert found(*side_by_side(126, 415), figure("c", 541, report="r", day=2)) == []
    assert found(*side_by_side(4, 5), figure("c", 9, day=2)) == [((0, 1), 2)]
    assert found(*side_by_side(4, 5), figure("c", 9, day=9)) == []
    assert found(*side_by_side(126, 415), figure("c", 541, day=9)) == [((0, 1), 2)]
    assert found(*side_by_side(126, 415), figure("c", 541, day=2, outlook="expected")) == []
    assert found(*side_by_side(126, 415), figure("c", 541, day=2, area="torrin")) == []
    assert found(*side_by_side(126, 415, approximate=True), whole) == []
    assert found(*side_by_side(126, 415), figure("c", 541, day=2, withdrawn=True)) == []
    assert found(*side_by_side(541, 0), whole) == []
    assert found(*side_by_side(270, 271, 541), whole) == [((0, 1), 3)]


def test_a_table_of_figures_explains_nothing() -> None:
    assert found(*side_by_side(*range(1, 14)), figure("c", 3, day=2)) == []
    assert found(*side_by_side(*range(1, 13)), figure("c", 3, day=2)) == [((0, 1), 12)]
