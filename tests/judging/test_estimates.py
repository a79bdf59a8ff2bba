"""Figures for one thing: revisions by one line of counting, conflicts between lines, the range in force."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given as example
from hypothesis import settings
from hypothesis import strategies as st

from secondsource.judging.estimates import Estimate, estimate_of
from secondsource.judging.figures import Given
from secondsource.model.reasons import WORDS
from tests.growth import growth
from tests.judging.hand import codes, figure


def states(found: Estimate) -> dict[str, str]:
    return {given.point: state for given, state in zip(found.figures, found.states, strict=True)}


def conflicts(found: Estimate) -> dict[str, str]:
    """Points of both sides -> the code."""
    return {_ends(found, c.a, c.b): c.reasons[0].code for c in found.conflicts}


def revisions(found: Estimate) -> dict[str, tuple[str, ...]]:
    return {_ends(found, r.old, r.new): tuple(reason.code for reason in r.reasons) for r in found.revisions}


def _ends(found: Estimate, one: int, other: int) -> str:
    return f"{found.figures[one].point} {found.figures[other].point}"


def now(found: Estimate) -> tuple[float | None, float | None] | None:
    if found.now is None:
        return None
    low, high = found.now
    return (None if low is None else low / 1000, None if high is None else high / 1000)


def police(point: str, low: float | None, high: float | None = None, **more: Any) -> Given:
    return figure(point, low, high, line="police", **more)


# Revisions


def test_a_later_count_by_the_same_takes_the_place_of_the_earlier() -> None:
    found = estimate_of([figure("b", 12, day=3), figure("a", 10, day=2)])
    assert revisions(found) == {"a b": ("figure-same-line",)}
    assert states(found) == {"a": "superseded", "b": "in-force"}
    assert (conflicts(found), now(found)) == ({}, (12, 12))


def test_a_bound_gives_way_to_the_exact_count() -> None:
    found = estimate_of([figure("a", 10, open_above=True, day=2), figure("b", 15, day=3)])
    assert revisions(found) == {"a b": ("figure-same-line",)}


def test_another_line_of_counting_revises_nothing() -> None:
    found = estimate_of([figure("a", 10, day=2), police("b", 12, day=3)])
    assert (revisions(found), conflicts(found), now(found)) == ({}, {}, (10, 12))
    assert found.reasons[0].values == ("2", "2")


def test_what_is_said_again_stays_in_force_until_it_gives_way() -> None:
    found = estimate_of([figure("a", 10, day=2), figure("b", 10, day=3)])
    assert (revisions(found), set(states(found).values())) == ({}, {"in-force"})
    found = estimate_of([figure("a", 10, day=2), figure("b", 10, day=3), figure("c", 12, day=4)])
    assert revisions(found) == {"b c": ("figure-same-line",)}
    assert len(found.revisions) == 1
    assert states(found) == {"a": "superseded", "b": "superseded", "c": "in-force"}


def test_of_one_day_the_later_publication_revises_where_both_tell_the_hour() -> None:
    def at(point: str, low: int, published: str) -> Given:
        return figure(point, low, as_of=(2, 2), published=published)

    morning, evening = "2026-03-02T08:00:00Z", "2026-03-02T18:00:00Z"
    assert revisions(estimate_of([at("a", 10, morning), at("b", 12, evening)])) == {
        "a b": ("figure-same-line",)
    }
    found = estimate_of([at("a", 10, morning), at("b", 12, "2026-03-02")])
    assert (revisions(found), list(conflicts(found).values())) == ({}, ["figure-one-line-apart"])


def test_what_is_published_later_of_an_earlier_day_revises_nothing() -> None:
    late = figure("b", 8, as_of=(1, 1), published="2026-03-09")
    found = estimate_of([figure("a", 10, as_of=(2, 2), published="2026-03-02"), late])
    assert revisions(found) == {"b a": ("figure-same-line",)}


def test_without_dates_nothing_is_revised_and_what_cannot_both_hold_conflicts() -> None:
    found = estimate_of([figure("a", 10), figure("b", 12)])
    assert (revisions(found), conflicts(found)) == ({}, {"a b": "figure-one-line-apart"})
    assert (set(states(found).values()), now(found)) == ({"disputed"}, (10, 12))
    assert conflicts(estimate_of([figure("a", 10, open_above=True), figure("b", 12)])) == {}
    one_day = [figure("a", 10, as_of=(2, 2)), figure("b", 12, as_of=(2, 2), published="2026-03-02")]
    assert conflicts(estimate_of(one_day)) == {"b a": "figure-one-line-apart"}
    (conflict,) = estimate_of(one_day).conflicts
    assert conflict.reasons[0].values == ("ministry", "12", "10")


def test_a_report_that_tells_how_a_count_rose_keeps_both() -> None:
    found = estimate_of([figure("a", 10, report="r", day=2), figure("b", 12, report="r", day=3)])
    assert (revisions(found), conflicts(found)) == ({}, {})


def test_two_numbers_of_one_speaker_in_one_report_are_no_conflict() -> None:
    found = estimate_of([figure("a", 512, report="r", day=2), figure("b", 430, report="r", day=2)])
    assert (revisions(found), conflicts(found)) == ({}, {})
    assert set(states(found).values()) == {"in-force"}
    two = [figure("a", 512, report="r", day=2), police("b", 430, report="r", day=2)]
    assert conflicts(estimate_of(two)) == {"a b": "figures-apart"}


def test_several_numbers_of_one_voice_in_one_report_give_no_range() -> None:
    seats = [figure(f"{n}", n, report="r", day=2) for n in (365, 203, 48)]
    found = estimate_of(seats)
    assert now(found) is None and codes(found) == {"figures-of-several"}
    assert now(estimate_of(seats[:1])) == (365, 365)
    two = [figure("a", 365, report="r", day=2), police("b", 203, report="r", day=2)]
    assert now(estimate_of(two)) == (203, 365)
    again = [figure("a", 365, report="r", day=2), figure("b", 203, report="s", day=2)]
    assert now(estimate_of(again)) is not None
    grown = [figure(f"{n}", n, report="r", day=2, growing=True) for n in (23, 31)]
    assert now(estimate_of(grown)) == (23, 31)


def test_figures_of_one_sentence_in_two_versions_are_no_conflict() -> None:
    blankets = {"text": "blankets for 4,000, coffee for 2", "lineage": "line", "day": 2}
    found = estimate_of([figure("a", 4000, **blankets), figure("b", 2, **blankets)])
    assert conflicts(found) == {}
    other = estimate_of([figure("a", 4000, lineage="line", day=2), figure("b", 2, lineage="line", day=2)])
    assert conflicts(other) == {"a b": "figure-versions-open"}


def test_only_figures_of_one_happening_are_held_against_each_other() -> None:
    figures = [figure("a", 512, day=2), police("b", 430, day=2)]
    assert conflicts(estimate_of(figures)) == {"a b": "figures-apart"}
    alone = estimate_of(figures, one=lambda a, b: False)
    assert conflicts(alone) == {} and set(states(alone).values()) == {"in-force"}


def test_a_newer_version_of_a_report_takes_the_place_of_the_older() -> None:
    def version(point: str, low: int, n: int | None = None, **more: Any) -> Given:
        return figure(point, low, lineage="line", version=n, day=2, **more)

    found = estimate_of([version("a", 4, 1), version("b", 9, 2)])
    assert revisions(found) == {"a b": ("figure-edited",)}
    assert (states(found), now(found)) == ({"a": "superseded", "b": "in-force"}, (9, 9))
    assert revisions(estimate_of([version("a", 4, 2), version("b", 9, 1)])) == {
        "b a": ("figure-edited", "figure-fell")
    }
    unknown = estimate_of([version("a", 4), version("b", 9)])
    assert (revisions(unknown), conflicts(unknown)) == ({}, {"a b": "figure-versions-open"})
    assert revisions(estimate_of([version("a", 4, 1), version("b", 9)])) == {}
    others = estimate_of([version("a", 4, 1), figure("b", 9, day=2, lineage="other", version=2)])
    assert (revisions(others), conflicts(others)) == ({}, {"a b": "figure-one-line-apart"})
    other = figure("b", 9, day=3, lineage="other", version=1)
    assert revisions(estimate_of([version("a", 4, 1), other])) == {"a b": ("figure-same-line",)}
    same = estimate_of([version("a", 4, 1), version("b", 4, 2)])
    assert (revisions(same), conflicts(same), now(same)) == ({}, {}, (4, 4))


def test_a_version_may_give_another_source_for_another_figure() -> None:
    def version(point: str, line: str, low: int, n: int) -> Given:
        return figure(point, low, line=line, lineage="line", version=n, report=f"r{n}", day=2)

    found = estimate_of([version("a", "police", 4, 1), version("b", "clinic", 9, 2)])
    assert (revisions(found), conflicts(found)) == ({"a b": ("figure-edited",)}, {})
    kept = [version("a", "police", 4, 1), version("b", "clinic", 9, 2), version("c", "police", 4, 2)]
    assert (revisions(estimate_of(kept)), conflicts(estimate_of(kept))) == (
        {},
        {"a b": "figures-apart", "b c": "figures-apart"},
    )
    two = [version("a", "police", 4, 1), version("b", "clinic", 9, 2), version("c", "army", 30, 2)]
    assert revisions(estimate_of(two)) == {}
    three = [version("a", "police", 4, 1), version("b", "clinic", 9, 2), version("c", "army", 30, 3)]
    assert revisions(estimate_of(three)) == {"a b": ("figure-edited",), "b c": ("figure-edited",)}
    more = [version("a", "police", 4, 1), version("c", "army", 4, 1), version("b", "clinic", 9, 2)]
    assert revisions(estimate_of(more)) == {}
    later = [version("a", "police", 4, 1), version("b", "police", 5, 2), version("c", "clinic", 9, 2)]
    assert revisions(estimate_of(later)) == {"a b": ("figure-edited",)}
    same = [version("a", "police", 4, 1), version("b", "clinic", 4, 2)]
    assert revisions(estimate_of(same)) == {}


# Totals that fall


def test_a_running_total_that_falls_is_flagged_and_never_silently_superseded() -> None:
    swapped = [figure("a", 2861, day=12, scope="total"), figure("b", 2836, day=13, scope="total")]
    found = estimate_of(swapped)
    assert (revisions(found), conflicts(found)) == ({}, {"a b": "figure-total-fell"})
    assert (set(states(found).values()), now(found)) == ({"disputed"}, (2836, 2861))
    after = estimate_of([*swapped, figure("c", 2850, day=14, scope="total")])
    assert revisions(after) == {"b c": ("figure-same-line",)}
    assert conflicts(after) == {"a c": "figure-total-fell"}
    settled = estimate_of([*swapped, figure("c", 2900, day=14, scope="total")])
    assert (conflicts(settled), now(settled)) == ({}, (2900, 2900))
    assert "figure-total-fell" in codes(settled)


def test_a_total_lowered_in_so_many_words_is_a_revision_that_says_so() -> None:
    found = estimate_of(
        [figure("a", 12, day=2, growing=True), figure("b", 10, day=3, growing=True, correcting=True)]
    )
    assert revisions(found) == {"a b": ("figure-same-line", "figure-total-lowered")}
    assert "fell" in WORDS["figure-total-lowered"]
    edited = [
        figure(p, low, day=2, growing=True, lineage="l", version=n)
        for p, low, n in (("a", 12, 1), ("b", 10, 2))
    ]
    assert revisions(estimate_of(edited)) == {"a b": ("figure-edited", "figure-total-lowered")}


def test_what_may_fall_is_revised_and_the_reason_tells_the_fall() -> None:
    found = estimate_of([figure("a", 14, day=2), figure("b", 4, day=3)])
    assert revisions(found) == {"a b": ("figure-same-line", "figure-fell")}
    rose = estimate_of([figure("a", 4, day=2), figure("b", 14, day=3)])
    assert revisions(rose) == {"a b": ("figure-same-line",)}


def test_a_growing_count_does_not_fall_in_other_hands() -> None:
    found = estimate_of([figure("a", 15, day=2, growing=True), police("b", 10, day=4)])
    assert conflicts(found) == {"a b": "figure-total-fell"}
    assert conflicts(estimate_of([figure("a", 15, day=2), police("b", 10, day=4)])) == {}
    assert conflicts(estimate_of([figure("a", 10, day=2, growing=True), police("b", 15, day=4)])) == {}
    late = [figure("a", 15, day=2), police("b", 10, day=4, growing=True)]
    assert conflicts(estimate_of(late)) == {"a b": "figure-total-fell"}
    expected = [
        figure("a", 15, day=2, growing=True, outlook="expected"),
        police("b", 10, day=4, outlook="expected"),
    ]
    assert conflicts(estimate_of(expected)) == {}
    assert revisions(estimate_of([figure("a", 12, day=2), figure("b", 10, day=3, growing=True)])) == {}
    assert revisions(estimate_of([figure("a", 12, day=2, growing=True), figure("b", 10, day=3)])) == {}


# Conflicts


def test_more_dead_and_fewer_missing_leave_earlier_figures_behind_whoever_counts() -> None:
    for more, values in (
        ({"growing": True}, (17, 23, 31)),
        ({"falling": True, "scope": "total"}, (40, 26, 11)),
    ):
        told = [
            figure(f"p{n}", value, line=f"line {n}", as_of=(100 + n, 100 + n), **more)
            for n, value in enumerate(values)
        ]
        found = estimate_of(told)
        assert now(found) == (values[-1], values[-1]) and found.conflicts == ()
        assert states(found) == {"p0": "superseded", "p1": "superseded", "p2": "in-force"}


def test_a_count_that_turned_back_or_is_of_one_day_leaves_none_behind() -> None:
    lower = [
        figure(f"p{n}", value, line=f"l{n}", as_of=(n, n), growing=True) for n, value in ((1, 31), (2, 17))
    ]
    assert now(estimate_of(lower)) == (17, 31)
    same_day = [figure(f"p{n}", n, line=f"l{n}", as_of=(5, 5), growing=True) for n in (17, 31)]
    assert now(estimate_of(same_day)) == (17, 31)
    plain = [figure(f"p{n}", n, line=f"l{n}", as_of=(n, n)) for n in (17, 31)]
    assert now(estimate_of(plain)) == (17, 31)


def test_two_lines_for_one_moment_whose_bounds_do_not_meet_conflict() -> None:
    found = estimate_of([figure("a", 10, day=2), police("b", 15, day=2)])
    assert conflicts(found) == {"a b": "figures-apart"}
    assert (set(states(found).values()), now(found)) == ({"disputed"}, (10, 15))


def test_scope_area_period_outlook_time_and_bounds_must_all_match_for_a_conflict() -> None:
    base: dict[str, Any] = {"day": 2}
    for more in (
        {"scope": "part", "of": "goat"},
        {"scope": "period"},
        {"scope": "backlog"},
        {"area": "torrin"},
        {"since": 1},
        {"outlook": "expected"},
        {"relation": "up"},
        {"day": 3},
        {"approximate": True},
        {"withdrawn": True},
        {"repeats": "a", "low": 50},
    ):
        given = {"low": 52, **base, **more}
        assert conflicts(estimate_of([figure("a", 50, **base), police("b", **given)])) == {}, more
    assert conflicts(estimate_of([figure("a", 50, **base), police("b", 52, **base)])) == {
        "a b": "figures-apart"
    }


def test_day_counts_of_two_days_neither_conflict_nor_revise() -> None:
    found = estimate_of([figure("a", 512, scope="period", day=2), figure("b", 300, scope="period", day=3)])
    assert (revisions(found), conflicts(found), now(found)) == ({}, {}, (300, 300))


def test_a_part_and_its_whole_keep_their_own_scopes() -> None:
    found = estimate_of(
        [figure("a", 512, report="r", day=2), figure("b", 430, report="r", scope="part", day=2)]
    )
    assert (set(states(found).values()), conflicts(found), now(found)) == ({"in-force"}, {}, (512, 512))


def test_parts_of_which_nobody_says_which_they_are_do_not_conflict() -> None:
    assert conflicts(estimate_of([figure("a", 5, scope="part"), police("b", 9, scope="part")])) == {}
    goats = [figure("a", 5, scope="part", of="goat"), police("b", 9, scope="part", of="goat")]
    assert conflicts(estimate_of(goats)) == {"a b": "figures-apart"}


def test_an_expected_figure_never_conflicts_with_a_seen_one_but_with_another_of_its_time() -> None:
    expected = figure("a", 1500, day=9, outlook="expected")
    assert conflicts(estimate_of([expected, police("b", 900, day=9)])) == {}
    other = police("b", 900, day=9, outlook="expected")
    assert conflicts(estimate_of([expected, other])) == {"a b": "figures-apart"}
    later = figure("c", 2000, as_of=(30, 30), published="2026-03-10", outlook="expected")
    assert revisions(estimate_of([expected, later])) == {}
    assert conflicts(estimate_of([expected, later])) == {}


def test_a_lowered_forecast_is_a_revision_like_any() -> None:
    def forecast(point: str, low: int, published: str) -> Given:
        return figure(point, low, as_of=(9, 9), published=published, outlook="expected", growing=True)

    found = estimate_of([forecast("a", 1500, "2026-03-01"), forecast("b", 900, "2026-03-02")])
    assert revisions(found) == {"a b": ("figure-same-line",)}


def test_sums_explain_and_take_the_place_of_nothing() -> None:
    parts = [figure("a", 126, report="r", day=2), figure("b", 415, report="r", day=2)]
    for whole in (police("c", 541, day=2), figure("c", 541, day=3)):
        found = estimate_of([*parts, whole])
        assert (conflicts(found), revisions(found)) == ({}, {})
        assert codes(*found.sums) == {"figures-sum"}
        assert found.sums[0].reasons[0].values == ("126 + 415", "541")
    assert len(conflicts(estimate_of([*parts, police("c", 542, day=2)]))) == 2


# Withdrawn, repeated, in force


def test_what_was_withdrawn_is_superseded_and_leaves_the_corrected_figure_in_force() -> None:
    found = estimate_of(
        [
            figure("a", 14, day=2, withdrawn=True),
            police("b", 14, day=2, withdrawn=True),
            figure("c", 4, day=3, correcting=True),
        ]
    )
    assert states(found) == {"a": "superseded", "b": "superseded", "c": "in-force"}
    assert (conflicts(found), now(found)) == ({}, (4, 4))
    assert now(estimate_of([figure("a", 14, withdrawn=True)])) is None
    assert now(estimate_of([figure("a", 14, day=2, withdrawn=True), figure("b", 14, day=2)])) == (14, 14)


def test_an_echo_shares_the_state_of_what_it_repeats_and_revises_nothing() -> None:
    figures = [
        figure("a", 10, day=2),
        figure("b", 12, day=3),
        figure("c", 10, day=4, repeats="a", growing=True),
        police("d", 30, day=3),
    ]
    found = estimate_of(figures)
    assert states(found) == {"a": "superseded", "b": "disputed", "c": "superseded", "d": "disputed"}
    assert conflicts(found) == {"b d": "figures-apart"}
    # What "repeats" another number is a figure of its own.
    changed = estimate_of([figure("a", 10, day=2), figure("b", 12, day=3, repeats="a")])
    assert revisions(changed) == {"a b": ("figure-same-line",)}
    gone = estimate_of([figure("a", 10, day=2, repeats="nowhere")])
    assert now(gone) == (10, 10)


def test_echoes_in_a_circle_end() -> None:
    found = estimate_of([figure("a", 10, repeats="b"), figure("b", 10, repeats="a"), police("c", 20)])
    assert conflicts(found) == {"a c": "figures-apart"}
    assert set(states(found).values()) == {"disputed"}


def test_the_range_in_force_is_that_of_one_scope() -> None:
    area = figure("b", 5, area="torrin", day=2)
    assert now(estimate_of([figure("a", 20, day=2), area])) == (20, 20)
    assert now(estimate_of([area])) == (5, 5)
    two = estimate_of([area, figure("c", 7, area="hallin", day=2)])
    assert now(two) is None
    assert codes(two) == {"figures-scopes-differ"}
    assert now(estimate_of([figure("a", 20, outlook="expected")])) is None
    assert now(estimate_of([figure("a", 10, open_above=True), police("b", 15)])) == (10, None)
    assert now(estimate_of([figure("a", None, 10), police("b", 5)])) == (None, 10)
    assert now(estimate_of([figure("a", 20, day=2), figure("d", 3, relation="up", day=2)])) == (20, 20)
    since = [figure("a", 20, since=3, day=2), figure("b", 5, area="torrin", day=2)]
    assert now(estimate_of(since)) is None
    assert now(estimate_of([*since, figure("c", 30, day=2, line="clinic")])) == (30, 30)
    assert (
        now(estimate_of([figure("a", 5, scope="period", day=3), figure("b", 6, scope="backlog", day=2)]))
        is None
    )
    mixed = [figure("a", 5, scope="period", day=2, area="torrin"), figure("b", 6, scope="period", day=3)]
    assert now(estimate_of(mixed)) is None


def test_no_figure_is_an_empty_estimate() -> None:
    assert estimate_of([]) == Estimate(figures=(), states=())


def test_an_expected_figure_that_was_met_is_told() -> None:
    found = estimate_of([figure("a", 1500, as_of=(9, 9), outlook="expected"), figure("b", 1500, day=9)])
    alike = figure("c", 1500, day=9, outlook="expected", line="police")
    assert estimate_of([figure("a", 1500, day=9, outlook="expected"), alike]).outcomes == ()
    (outcome,) = found.outcomes
    assert outcome.result == "met"
    assert found.figures[outcome.expected].point == "a" and found.figures[outcome.seen].point == "b"


# Properties

any_figure = st.builds(
    figure,
    st.sampled_from("abcdefgh"),
    st.none() | st.integers(0, 6),
    st.none() | st.integers(6, 9),
    open_above=st.just(True),
    day=st.none() | st.integers(1, 4),
    line=st.sampled_from(["", "ministry", "police"]),
    report=st.sampled_from(["r1", "r2", "r3"]),
    lineage=st.sampled_from(["", "line"]),
    version=st.none() | st.integers(1, 3),
    scope=st.sampled_from([None, "total", "part", "period", "backlog"]),
    relation=st.sampled_from(["=", "=", "up"]),
    approximate=st.booleans(),
    growing=st.booleans(),
    outlook=st.sampled_from(["seen", "seen", "expected"]),
    withdrawn=st.booleans(),
    repeats=st.none() | st.sampled_from("abcdefgh"),
)


@settings(max_examples=150, deadline=None)
@example(st.lists(any_figure, max_size=8), st.integers(0, 99))
def test_any_figures_in_any_order_give_one_estimate_that_holds_together(
    figures: list[Given], seed: int
) -> None:
    turned = list(figures)
    random.Random(seed).shuffle(turned)
    found = estimate_of(figures)
    assert found == estimate_of(turned)
    assert len(found.states) == len(found.figures) == len(figures)
    replaced = {revision.old for revision in found.revisions}
    for at, state in enumerate(found.states):
        assert state == "superseded" or not (at in replaced or found.figures[at].withdrawn)
    for conflict in found.conflicts:
        a, b = found.figures[conflict.a], found.figures[conflict.b]
        assert conflict.a < conflict.b and (a.outlook, a.scope_key) == (b.outlook, b.scope_key)
        assert found.states[conflict.a] == found.states[conflict.b] == "disputed"
    everything = itertools.chain(found.conflicts, found.revisions, found.sums, found.outcomes, [found])
    assert all(WORDS[reason.code].format(*reason.values) for one in everything for reason in one.reasons)


def copies(count: int) -> list[Given]:
    return [figure(f"c{n}", 10, day=2, repeats=f"c{n - 1}" if n else None) for n in range(count)]


def counts(count: int) -> list[Given]:
    return [
        figure(f"d{n}", n // 20, line=f"line {n % 20}", day=1 + n // 40, growing=True) for n in range(count)
    ]


@pytest.mark.parametrize("make", [copies, counts])
def test_many_figures_take_work_in_proportion(make: Callable[[int], list[Given]]) -> None:
    assert len(estimate_of(make(1000)).figures) == 1000
    assert growth(estimate_of, make, 100) < 8
