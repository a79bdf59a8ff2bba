"""Joining parties: what stands is the same in any order, in one step or many, after any removal."""

from __future__ import annotations

import random
from typing import Any
from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st

from secondsource.linking import parties
from secondsource.linking.party_step import step, tied_of
from secondsource.linking.party_store import MemoryParties
from secondsource.model.party import Ruling
from tests.linking.cast import party, place, row, unnamed

# Parties that have to do with one another in every way that there is.
PEOPLE: tuple[dict[str, Any], ...] = (
    party("Corin Valde", role="Defence Minister"),
    party("Corin Valde", role="Marenia's defence minister"),
    party("C. Valde", role="Defence Minister"),
    party("Valde"),
    party("Lena Hauk", role="Marenia's defence minister"),
    party("Volodymyr Zelensky", role="President"),
    party("Vladimir Zelenskyy"),
    party("Olena Zelenska"),
    party("Pelle Strand"),
    party("Ivo Strand", role="Major"),
    party("Strand", role="Major"),
    party("Strand"),
    party("Ministry of Defence of Marenia", "organization"),
    party("Ministry of Defence of Ordovia", "organization"),
    party("Ministry of Defence", "organization"),
    party("River Valley Inquiry Commission", "organization", aliases=["RVIC"]),
    party("Ribbon Valley Ice Club", "organization"),
    party("RVIC", "organization"),
    party("Kyiv", "place", place=place(703448, "UA")),
    party("Kiev", "place"),
    unnamed("Marenia's defence minister", role="Marenia's defence minister"),
    unnamed("the defence ministry", "organization"),
    unnamed("the foreign ministry", "organization"),
    party("FM", "organization"),
    unnamed("the sergeant of the guard", figures=(71,)),
    unnamed("a sergeant", figures=(71,)),
)
DAYS = ("2022-03-01", "2022-03-20", "2024-03-03", "2024-04-20", None)
# (report, indexes of its parties, index of its day)
REPORTS = st.lists(
    st.tuples(
        st.lists(st.integers(0, len(PEOPLE) - 1), min_size=1, max_size=4, unique=True),
        st.integers(0, len(DAYS) - 1),
    ),
    min_size=1,
    max_size=9,
)


def readings(drawn: list[tuple[list[int], int]]) -> dict[str, dict[str, Any]]:
    """Readings of drawn reports by id."""
    return {
        f"r{n}": row(*(PEOPLE[i] for i in which), published=DAYS[day]) for n, (which, day) in enumerate(drawn)
    }


def whole(rows: dict[str, dict[str, Any]], rulings: list[Ruling] | None = None) -> MemoryParties:
    """A store of these readings, made in one step."""
    store = MemoryParties()
    store.reports, store.in_force = dict(rows), list(rulings or [])
    step(store, sorted(rows))
    return store


def rulings_of(store: MemoryParties, chance: random.Random, n: int) -> list[Ruling]:
    """Some decisions on what stands, some of them on a party of one report."""
    profiles = sorted(each.profile for each in store.everything()[0])
    places = [f"{s.report}/{s.local}" for s in sorted(store.sighted(sorted(store.reports)))]
    made = []
    for i in range(n if len(profiles) > 1 else 0):
        a, b = chance.sample([*profiles, *places], 2)
        made.append(Ruling(f"d{i}", chance.choice(("same", "apart")), a, b, f"2025-01-{i + 1:02}"))
    return made


@settings(max_examples=60, deadline=None)
@given(REPORTS, st.integers(0, 3), st.randoms(use_true_random=False))
def test_any_order_and_any_batches_give_the_same(
    drawn: list[tuple[list[int], int]], decided: int, chance: random.Random
) -> None:
    rows = readings(drawn)
    rulings = rulings_of(whole(rows), chance, decided)
    expected = whole(rows, rulings).everything()
    store, ids = MemoryParties(), list(rows)
    chance.shuffle(ids)
    early = chance.random() < 0.5
    store.in_force = rulings if early else []
    while ids:
        batch = [ids.pop() for _ in range(min(len(ids), chance.randint(1, 3)))]
        store.reports |= {id: rows[id] for id in batch}
        step(store, batch)
    store.in_force = rulings
    step(store)
    assert store.everything() == expected


@settings(max_examples=60, deadline=None)
@given(REPORTS, st.integers(0, 3), st.randoms(use_true_random=False))
def test_what_goes_leaves_nothing_behind(
    drawn: list[tuple[list[int], int]], decided: int, chance: random.Random
) -> None:
    rows = readings(drawn)
    kept = {id: held for id, held in rows.items() if chance.random() < 0.5}
    store = whole(rows)
    rulings = rulings_of(store, chance, decided)
    store.in_force = rulings
    step(store)
    store.in_force = []
    for id in rows.keys() - kept.keys():
        del store.reports[id]
        step(store, [id])
    step(store)
    assert store.everything() == whole(kept).everything()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.booleans(), min_size=1, max_size=14), st.randoms(use_true_random=False))
def test_a_crowd_without_names_grows_and_shrinks(wants: list[bool], chance: random.Random) -> None:
    """Sergeants who come and go, of whom three are compared and more are not."""
    sergeants = [party for party in PEOPLE if "sergeant" in party["name"]]
    rows = {f"r{n}": row(chance.choice(sergeants), published="2024-03-03") for n in range(9)}
    store = MemoryParties()
    with mock.patch.object(parties, "MOST_NAMELESS", 3):
        for comes in wants:
            others = sorted(rows.keys() - store.reports.keys()) if comes else sorted(store.reports)
            some = chance.sample(others, min(len(others), chance.randint(1, 4)))
            for id in some:
                store.reports.pop(id) if id in store.reports else store.reports.update({id: rows[id]})
            step(store, some)
        assert store.everything() == whole(dict(store.reports)).everything()


@settings(max_examples=40, deadline=None)
@given(REPORTS, st.randoms(use_true_random=False))
def test_those_touched_are_all_whose_parties_changed(
    drawn: list[tuple[list[int], int]], chance: random.Random
) -> None:
    rows = readings(drawn)
    last = chance.choice(sorted(rows))
    store = whole({id: held for id, held in rows.items() if id != last})

    def parties() -> dict[str, Any]:
        found = store.sighted(sorted(rows))
        tied = tied_of(store, {s.profile for s in found})
        may = {s.profile: [(m.other, m.reasons) for m in store.maybes([s.profile])] for s in found}
        return {
            report: {
                s.local: (tied[s.profile].party, sorted(may[s.profile])) for s in found if s.report == report
            }
            for report in rows
        }

    before = parties()
    store.reports[last] = rows[last]
    touched = step(store, [last])
    after = parties()
    assert {id for id in rows if before[id] != after[id]} <= touched
