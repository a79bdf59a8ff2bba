"""Spans: half-open, in order, and held against sets of code points."""

from __future__ import annotations

import itertools
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.model.span import Span, hull, merge

spans = st.tuples(st.integers(0, 40), st.integers(0, 12)).map(lambda t: Span(t[0], t[0] + t[1]))


def points(*held: Span) -> set[int]:
    """The code points that spans hold."""
    return {at for span in held for at in range(span.start, span.end)}


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2), (-2, -1)])
def test_a_span_that_runs_backwards_or_before_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="0 <= start <= end"):
        Span(start, end)


def test_a_span_is_a_value() -> None:
    assert Span(2, 5) == Span(2, 5)
    assert len({Span(2, 5), Span(2, 5), Span(2, 6)}) == 2
    assert sorted([Span(2, 6), Span(3, 4), Span(2, 5)]) == [Span(2, 5), Span(2, 6), Span(3, 4)]
    with pytest.raises(FrozenInstanceError):
        Span(2, 5).start = 3  # type: ignore[misc]


def test_a_span_counts_code_points_not_bytes() -> None:
    text = "Ødal 🛟 é"
    assert Span(5, 6).of(text) == "🛟"
    assert Span(7, 8).of(text) == "é"
    assert len(Span(5, 8)) == 3


@given(spans, spans)
def test_covering_and_overlapping_as_sets_do(a: Span, b: Span) -> None:
    if len(a) and len(b):
        assert a.covers(b) == (points(b) <= points(a))
        assert a.overlaps(b) == bool(points(a) & points(b))
    assert a.covers(a)
    assert a.overlaps(b) == b.overlaps(a)


def test_touching_spans_do_not_overlap() -> None:
    assert not Span(0, 4).overlaps(Span(4, 8))
    assert not Span(4, 8).overlaps(Span(0, 4))


@given(st.lists(spans, max_size=8), st.randoms(use_true_random=False))
def test_merging_keeps_the_code_points_and_nothing_touches(held: list[Span], order) -> None:  # type: ignore[no-untyped-def]
    merged = merge(held)
    assert points(*merged) == points(*held)
    assert all(len(span) for span in merged)
    assert all(a.end < b.start for a, b in itertools.pairwise(merged))
    shuffled = list(held)
    order.shuffle(shuffled)
    assert merge(shuffled) == merged == merge(merged)


def test_merging_takes_in_a_span_that_lies_within_another() -> None:
    assert merge([Span(0, 9), Span(2, 3), Span(9, 11), Span(20, 20)]) == (Span(0, 11),)


@given(st.lists(spans, min_size=1, max_size=8))
def test_the_hull_is_the_shortest_that_holds_all(held: list[Span]) -> None:
    whole = hull(iter(held))
    assert all(whole.covers(span) for span in held)
    assert whole.start in {s.start for s in held}
    assert whole.end in {s.end for s in held}


def test_nothing_has_no_hull() -> None:
    with pytest.raises(ValueError):
        hull([])
