"""What shares a part with a range is found, and once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from secondsource.reading.near import Near

ranges = st.tuples(st.integers(0, 400), st.integers(1, 200)).map(lambda t: (t[0], t[0] + t[1]))


@given(st.lists(ranges, max_size=12), st.lists(ranges, max_size=3), ranges)
def test_what_touches_a_range_is_found_once(
    held: list[tuple[int, int]], later: list[tuple[int, int]], at: tuple[int, int]
) -> None:
    near = Near((r, k) for k, r in enumerate(held))
    for k, r in enumerate(later, len(held)):
        near.add(r, k)
    wanted = [k for k, (a, b) in enumerate(held + later) if a < at[1] and at[0] < b]
    assert sorted(near.touching(at)) == wanted


@given(st.lists(ranges, max_size=12), st.integers(0, 500))
def test_what_holds_one_word_comes_in_the_order_it_was_added(held: list[tuple[int, int]], word: int) -> None:
    near = Near((r, k) for k, r in enumerate(held))
    assert list(near.touching((word, word + 1))) == [k for k, (a, b) in enumerate(held) if a <= word < b]


def test_of_nothing_nothing_is_near() -> None:
    empty: Near[int] = Near()
    assert list(empty.touching((0, 1000))) == []
