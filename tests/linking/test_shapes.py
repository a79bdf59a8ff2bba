"""Shapes that break other ways of clustering, and what a step touches, counted in rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from secondsource.linking.memory import MemoryStore
from secondsource.linking.update import Dated, Outcome, Rule, Step, update
from secondsource.model.clusters import KEYS, Closed
from secondsource.model.wording import Edge, Wording
from tests.linking.world import Scored, Sided, standing, wording


def _pairs(near: dict[frozenset[str], int]):  # type: ignore[no-untyped-def]
    """A score by names; what is not named is 100."""

    def score(pairs: Sequence[Sided]) -> list[Scored]:
        held = [(a, b, near.get(frozenset((a.text, b.text)), 100)) for a, b, _ in pairs]
        return [
            Scored(Edge(a=a.id, b=b.id, label="same" if p >= 500 else "apart", probability=p))
            for a, b, p in held
        ]

    return score


def _sizes(store: MemoryStore) -> list[int]:
    return sorted(Counter(claim for claim, _ in standing(store).claims.values()).values(), reverse=True)


def _chain(length: int) -> tuple[list[Wording], dict[frozenset[str], int]]:
    """Each shares a key with the next alone, and is near it."""
    held = [wording(f"link {n}", n, n + 1) for n in range(length)]
    near = {frozenset((held[n].text, held[n + 1].text)): 900 for n in range(length - 1)}
    return held, near


def test_a_chain_does_not_make_one_claim() -> None:
    held, near = _chain(200)
    store = MemoryStore()
    update(
        store,
        Step(put=[Dated(each, n) for n, each in enumerate(held)]),
        score=_pairs(near),
        rule=Rule(rounds=0),
    )
    assert _sizes(store) == [2] * 100


def test_a_change_at_the_head_of_a_chain_runs_through_it_once() -> None:
    """The worst there is: each link in turn leads or follows as the one before follows or leads."""
    held, near = _chain(200)
    store, rule = MemoryStore(), Rule(rounds=0)
    put = [Dated(each, n) for n, each in enumerate(held)]
    update(store, Step(put=put), score=_pairs(near), rule=rule)
    outcome = update(store, Step(removed=[held[0].id]), score=_pairs(near), rule=rule)
    assert outcome.tally.looked_at == 199
    assert _sizes(store) == [2] * 99 + [1]


def test_a_star_is_one_claim_and_losing_its_middle_moves_only_its_points() -> None:
    middle = wording("middle", *range(150))
    points = [wording(f"point {n}", n) for n in range(150)]
    near = {frozenset((middle.text, point.text)): 900 for point in points}
    store, rule = MemoryStore(), Rule(unscored=900)
    put = [Dated(middle, 0), *(Dated(point, 1) for point in points)]
    outcome = update(store, Step(put=put), score=_pairs(near), rule=rule)
    assert outcome.tally.looked_at == 151
    assert _sizes(store) == [151]
    outcome = update(store, Step(removed=[middle.id]), score=_pairs(near), rule=rule)
    assert _sizes(store) == [1] * 150
    assert outcome.gone == (middle.id,)
    # A middle that comes late joins one of its points.
    update(store, Step(put=[Dated(middle, 5)]), score=_pairs(near), rule=rule)
    assert standing(store).claims[middle.id][0] == min(points, key=lambda point: point.id).id


def _rows(store: MemoryStore) -> int:
    return sum(len(store.rows(kind)) for kind in KEYS)


def _copies(count: int) -> tuple[int, int]:
    """Rows that stand, and rows written one by one, for wordings that share eight keys with all others."""
    store, written = MemoryStore(), 0
    for n in range(count):
        put = [Dated(wording(f"copy {n}", *range(8), 1000 + n // 20, 5000 + n // 7), n)]
        written += update(store, Step(put=put), score=_pairs({})).tally.written
    assert len(store.rows(Closed)) == 8
    return _rows(store), written


def test_rows_grow_linearly_with_near_copies() -> None:
    few, many = _copies(120), _copies(360)
    assert many[0] < 3.2 * few[0]
    assert many[1] < 3.2 * few[1]


def test_a_thousand_copies_of_one_wording_are_one_node() -> None:
    store, held = MemoryStore(), wording("copy", 1, 2)
    for n in range(1000):
        outcome = update(store, Step(put=[Dated(held, min(3, n))]), score=_pairs({}))
    assert outcome.tally.written == 0
    assert _sizes(store) == [1]


def _story(store: MemoryStore, at: int, near: dict[frozenset[str], int]) -> Outcome:
    """Six wordings of two claims of one story, which shares no more than a key of its week with others."""
    held = [wording(f"story {at} {n}", 10 * at + n % 2, 10 * at + 5, -4 * (1 + at // 5)) for n in range(6)]
    near.update({frozenset((a.text, b.text)): 800 for a in held[::2] for b in held[::2]})
    near.update({frozenset((a.text, b.text)): 800 for a in held[1::2] for b in held[1::2]})
    put = [Dated(each, 100 * at + n) for n, each in enumerate(held)]
    return update(store, Step(put=put), score=_pairs(near), rule=Rule(threshold=700, merge=700, unscored=100))


def test_a_step_touches_as_much_in_a_large_ledger_as_in_a_small_one() -> None:
    store, near = MemoryStore(), {}  # type: ignore[var-annotated]
    tallies = [_story(store, at, near).tally for at in range(70)]
    for what in ("read", "written", "scored", "looked_at"):
        counts = [getattr(tally, what) for tally in tallies]
        assert sum(counts[60:]) == sum(counts[10:20]), what
    assert _sizes(store) == [3] * 140


def test_a_late_report_changes_only_its_neighbours() -> None:
    store, near = MemoryStore(), {}  # type: ignore[var-annotated]
    for at in range(20):
        _story(store, at, near)
    late = wording("late", 70)
    near.update({frozenset((late.text, f"story 7 {n}")): 950 for n in (0, 2, 4)})
    outcome = update(
        store,
        Step(put=[Dated(late, 0)]),
        score=_pairs(near),
        rule=Rule(threshold=700, merge=700, unscored=100),
    )
    assert outcome.touched == (late.id,) and len(outcome.gone) == 1
    assert outcome.tally.looked_at == 4
