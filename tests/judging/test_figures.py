"""One figure, and two that do or do not speak of the same."""

from __future__ import annotations

from typing import Any

import pytest

from secondsource.judging.figures import below, meets, number, order, overlap, same_bounds, shown
from tests.judging.hand import figure


def pair(
    low: tuple[float | None, float | None], high: tuple[float | None, float | None], **more: Any
) -> bool:
    one = figure("a", low[0], low[1], open_above=True, **more)
    other = figure("b", high[0], high[1], open_above=True)
    assert meets(one, other) == meets(other, one)
    return meets(one, other)


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ((10, 10), (10, 10), True),
        ((10, 10), (12, 12), False),
        ((10, None), (12, 12), True),
        ((10, 20), (15, 30), True),
        ((10, 20), (20, 30), True),
        ((10, 14), (15, 30), False),
        ((None, 10), (11, None), False),
        ((None, 10), (None, 5), True),
        ((None, None), (7, 7), True),
        ((500, 500), (512, 512), True),  # one of them is round
        ((501, 501), (512, 512), False),
        ((488, 488), (500, 500), True),
        ((488.5, 488.5), (500.5, 500.5), False),  # no whole number is round
        ((500, 500), (540, 540), False),  # round, but more than a twentieth apart
        ((50, 50), (52, 52), False),  # two digits tell nothing of rounding
        ((0.5, 0.5), (0.51, 0.51), False),
    ],
)
def test_bounds_that_meet(one: Any, other: Any, meet: bool) -> None:
    assert pair(one, other) is meet


def test_what_is_called_approximate_meets_within_a_twentieth() -> None:
    assert pair((50, 50), (52, 52), approximate=True)
    assert pair((52, 52), (50, 50), approximate=True)
    assert not pair((50, 50), (53, 53), approximate=True)


def test_below_needs_bounds_that_do_not_meet() -> None:
    assert below(figure("a", 10), figure("b", 12))
    assert not below(figure("b", 12), figure("a", 10))
    assert not below(figure("a", 10, open_above=True), figure("b", 12))
    assert not below(figure("a", 500), figure("b", 512))
    assert not below(figure("a", 10), figure("b", None, 12))


def test_days_overlap_and_an_open_end_is_any_day() -> None:
    def on(first: int | None, last: int | None) -> Any:
        return figure("a", 1, as_of=(first, last))

    assert overlap(on(1, 3), on(3, 5))
    assert not overlap(on(1, 2), on(3, 5)) and not overlap(on(3, 5), on(1, 2))
    assert (
        overlap(on(None, None), on(3, 3))
        and overlap(on(1, None), on(3, 3))
        and overlap(on(None, 4), on(3, 3))
    )
    assert not overlap(on(4, None), on(3, 3))


def test_scopes_are_one_only_where_all_of_them_is() -> None:
    total = figure("a", 1)
    assert total.scope_key == figure("b", 2, of="goat").scope_key
    assert total.scope_key == figure("b", 2, scope="total").scope_key
    for other in (
        figure("b", 2, area="torrin"),
        figure("b", 2, since=7),
        figure("b", 2, scope="part", of="goat"),
        figure("b", 2, scope="period"),
        figure("b", 2, scope="backlog"),
        figure("b", 2, relation="up"),
    ):
        assert other.scope_key != total.scope_key
    monday, sunday = figure("a", 1, scope="period", day=2), figure("b", 1, scope="period", day=1)
    assert monday.scope_key != sunday.scope_key
    assert (
        figure("a", 1, scope="part", of="goat").scope_key != figure("b", 1, scope="part", of="cow").scope_key
    )


def test_what_can_be_compared() -> None:
    assert figure("a", 1).comparable and figure("a", 1, scope="part", of="goat").comparable
    assert not figure("a", 1, withdrawn=True).comparable
    assert not figure("a", 1, relation="down").comparable
    assert not figure("a", 1, scope="part").comparable


def test_what_can_only_grow() -> None:
    assert (
        figure("a", 1, growing=True).grows
        and figure("a", 1, scope="total").grows
        and figure("a", 1, since=3).grows
    )
    assert not figure("a", 1).grows and not figure("a", 1, scope="period", since=3).grows


def test_who_counts_is_a_party_else_the_publisher_else_the_report() -> None:
    bare = {"line": "", "lineage": "line", "publisher": "courier"}
    assert figure("a", 1).counter == "ministry"
    assert figure("a", 1, **bare).counter == "courier"
    assert figure("a", 1, **(bare | {"publisher": ""})).counter == "line"
    assert figure("a", 1, line="").counter == "report a"


def test_order_is_that_of_the_time_for_which_it_holds() -> None:
    late_news = figure("a", 1, as_of=(2, 2), published="2026-03-09")
    figures = [figure("b", 1), figure("c", 1, day=3), late_news, figure("d", 1, as_of=(1, None))]
    assert [given.point for given in sorted(figures, key=order)] == ["d", "a", "c", "b"]
    long = figure("e", 1, as_of=(1, 5))
    assert [g.point for g in sorted([long, figure("c", 1, day=3)], key=order)] == ["c", "e"]
    hours = [
        figure(p, 1, as_of=(2, 2), published=f"2026-03-02T{hour}") for p, hour in (("a", "18"), ("b", "08"))
    ]
    assert [given.point for given in sorted(hours, key=order)] == ["b", "a"]


@pytest.mark.parametrize(
    ("low", "high", "more", "words"),
    [
        (12, 12, {}, "12"),
        (12000, 12000, {"approximate": True}, "about 12,000"),
        (10, None, {}, "10 or more"),
        (None, 10, {}, "up to 10"),
        (3, 5, {}, "3 to 5"),
        (None, None, {}, "an unknown number"),
        (0, 0, {}, "0"),
        (0.5, 0.5, {}, "0.5"),
        (-2.25, -2.25, {}, "-2.25"),
    ],
)
def test_figures_for_people(low: Any, high: Any, more: Any, words: str) -> None:
    assert shown(figure("a", low, high, open_above=True, **more)) == words
    assert number(1234567000) == "1,234,567"


def test_the_same_bounds_said_otherwise_are_not_the_same() -> None:
    assert same_bounds(figure("a", 5), figure("b", 5, line="police"))
    assert not same_bounds(figure("a", 5), figure("b", 5, approximate=True))
    assert not same_bounds(figure("a", 5), figure("b", 5, open_above=True))
