"""The union-find, and the fewest origins, against every choice tried."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from secondsource.judging import groups
from secondsource.judging.groups import Groups, fewest

nodes = st.sampled_from([("n", str(n)) for n in range(6)])
choices = st.lists(st.frozensets(nodes, min_size=1, max_size=3), max_size=7)


def tried(sets: list[frozenset[tuple[str, str]]]) -> int:
    return min((len(set(picks)) for picks in itertools.product(*sets)), default=0)


@given(choices)
def test_the_fewest_are_those_of_all_choices_tried(sets: list[frozenset[tuple[str, str]]]) -> None:
    assert fewest(sets) == tried(sets)


@given(choices)
def test_beyond_the_exact_search_it_is_never_too_many(sets: list[frozenset[tuple[str, str]]]) -> None:
    before = groups.MOST_EXACT
    groups.MOST_EXACT = 0
    try:
        assert fewest(sets) <= tried(sets)
        assert bool(fewest(sets)) == bool(sets)
    finally:
        groups.MOST_EXACT = before


def test_a_thousand_of_one_body_come_down_to_one() -> None:
    body = ("party", "army")
    assert fewest([frozenset({("party", str(n)), body}) for n in range(1000)]) == 1


def test_a_ring_of_a_thousand_gets_a_bound_that_holds() -> None:
    ring = [frozenset({("n", str(i)), ("n", str((i + 1) % 1000))}) for i in range(1000)]
    assert 300 <= fewest(ring) <= 500


def test_the_lowest_node_stands_for_a_group_whatever_was_joined_first() -> None:
    pairs = [(("n", "3"), ("n", "2")), (("n", "1"), ("n", "3")), (("n", "0"), ("n", "2"))]
    for order in itertools.permutations(pairs):
        found = Groups()
        for one, other in order:
            assert found.join(one, other)
        assert {found.of(("n", str(n))) for n in range(4)} == {("n", "0")}
        assert not found.join(("n", "3"), ("n", "1"))
