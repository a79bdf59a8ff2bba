"""Keys: who is compared with whom, and what closes a key and opens it again."""

from __future__ import annotations

from dataclasses import replace
from math import comb

import pytest

from secondsource.linking.memory import MemoryStore
from secondsource.linking.update import Dated, Outcome, Step, update
from secondsource.model.clusters import Closed, Pair, Posting, number
from tests.linking.world import score, wording


def _step(store: MemoryStore, put: range = range(0), removed: range = range(0), keys: int = 1) -> Outcome:
    """Wordings by number, all under the key 8, and under one of their own; some share a second."""
    given = [wording(f"w{n}", 8, 1000 + n, *([12] if n < keys else [])) for n in put]
    ids = [wording(f"w{n}").id for n in removed]
    return update(store, Step(put=[Dated(held, None) for held in given], removed=ids), score=score)


@pytest.mark.parametrize("count", [2, 63, 64])
def test_all_who_share_an_open_key_are_compared(count: int) -> None:
    store = MemoryStore()
    outcome = _step(store, range(count))
    assert len(store.rows(Pair)) == outcome.tally.scored == comb(count, 2)
    assert store.rows(Closed) == []


def test_what_the_score_says_is_no_pair_is_not_kept_however_its_keys_come_and_go() -> None:
    def none(pairs):  # type: ignore[no-untyped-def]
        return [one._replace(kept=False) for one in score(pairs)]

    store = MemoryStore()
    for n in range(4):
        update(store, Step(put=[Dated(wording(f"w{n}", 8, 10), None)]), score=none)
    assert store.rows(Pair) == []
    update(store, Step(removed=[wording("w1").id]), score=none)
    assert store.rows(Pair) == [] and len(store.rows(Posting)) == 6


@pytest.mark.parametrize(("times", "shared"), [((0, 700), 1), ((600, 604), 1), ((600, 605), 2)])
def test_far_from_each_other_in_time_one_key_is_chance(times: tuple[int, int], shared: int) -> None:
    store = MemoryStore()
    others = [wording(f"other {n}", 8, 12) for n in range(63)]
    one, two = (wording(name, 8, 12, 16 + n, time=times[n]) for n, name in enumerate(("one", "two")))
    update(store, Step(put=[Dated(held, None) for held in (one, two)]), score=score)
    assert [(pair.a, pair.support) for pair in store.rows(Pair)] == [(min(number(one.id), number(two.id)), 2)]
    # One of the keys closes, and opens again.
    closing = [replace(held, keys=(8,)) for held in others]
    update(store, Step(put=[Dated(held, None) for held in closing]), score=score)
    both = {number(one.id), number(two.id)}
    assert ([pair.support for pair in store.rows(Pair) if {pair.a, pair.b} == both] == [1]) is (shared == 1)
    update(store, Step(removed=[closing[0].id]), score=score)
    assert [pair.support for pair in store.rows(Pair) if {pair.a, pair.b} == both] == [2]
    third = wording("three", 16, time=times[1])
    update(store, Step(put=[Dated(third, None)]), score=score)
    tied = [pair for pair in store.rows(Pair) if {pair.a, pair.b} == {number(one.id), number(third.id)}]
    assert len(tied) == (1 if shared == 1 else 0)


@pytest.mark.parametrize("count", [65, 66, 200])
def test_one_holder_too_many_closes_a_key(count: int) -> None:
    at_once, one_by_one = MemoryStore(), MemoryStore()
    _step(at_once, range(count))
    for n in range(count):
        _step(one_by_one, range(n, n + 1))
    for store in (at_once, one_by_one):
        assert store.rows(Pair) == []
        assert store.rows(Closed) == [Closed(8, count)]
        assert len(store.rows(Posting)) == 2 * count + 1


def test_from_63_to_66_and_back() -> None:
    store = MemoryStore()
    _step(store, range(63))
    seen = []
    for n in (63, 64, 65):
        _step(store, range(n, n + 1))
        seen.append(len(store.rows(Pair)))
    for n in (65, 64, 63):
        _step(store, removed=range(n, n + 1))
        seen.append(len(store.rows(Pair)))
    assert seen == [comb(64, 2), 0, 0, 0, comb(64, 2), comb(63, 2)]
    assert store.rows(Closed) == []


def test_a_pair_stays_while_another_open_key_supports_it() -> None:
    store = MemoryStore()
    _step(store, range(64), keys=3)
    assert sorted(pair.support for pair in store.rows(Pair))[-4:] == [1, 2, 2, 2]
    outcome = _step(store, range(64, 65))
    assert [pair.support for pair in store.rows(Pair)] == [1, 1, 1]
    assert outcome.tally.scored == 0
    _step(store, removed=range(64, 65))
    assert len(store.rows(Pair)) == comb(64, 2)
    assert sum(pair.support for pair in store.rows(Pair)) == comb(64, 2) + 3


def test_a_key_that_one_leaves_and_another_takes_stays_as_it_was() -> None:
    store = MemoryStore()
    _step(store, range(64))
    outcome = _step(store, range(64, 65), range(0, 1))
    assert store.rows(Closed) == []
    assert len(store.rows(Pair)) == comb(64, 2)
    assert outcome.tally.scored == 63


def test_a_key_given_twice_counts_once() -> None:
    store = MemoryStore()
    put = [Dated(wording(name, 5, 5), None) for name in ("one", "other")]
    update(store, Step(put=put), score=score)
    assert [pair.support for pair in store.rows(Pair)] == [1]


def test_holders_of_a_closed_key_are_never_asked_for() -> None:
    class Watched(MemoryStore):
        asked = 0

        def holders(self, keys, /):  # type: ignore[no-untyped-def]
            found = super().holders(keys)
            self.asked += len(found)
            return found

    store = Watched()
    _step(store, range(300))
    store.asked = 0
    _step(store, range(300, 301))
    assert store.asked == 0


@pytest.mark.parametrize(("key", "most"), [(8, 64), (7, 24), (9, 24), (6, 24)])
def test_a_broad_key_is_closed_sooner(key: int, most: int) -> None:
    """Odd keys are those by sense, other even ones than multiples of four those by two words."""
    store = MemoryStore()
    for count in (most, most + 1):
        put = [Dated(wording(f"w{n}", key), None) for n in range(count)]
        update(store, Step(put=put), score=score)
        assert len(store.rows(Pair)) == (comb(most, 2) if count == most else 0)
    assert store.rows(Closed) == [Closed(key, most + 1)]
