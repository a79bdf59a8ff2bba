"""Levels of two wordings, one thing at a time."""

from __future__ import annotations

import pytest

from secondsource.linking.compare import Named, alike, compare, figures_level, places_level
from secondsource.model.wording import Figure, Form
from tests.linking.said import party, wording


def figure(low: int | None, high: int | None, **over) -> Figure:
    return Figure(low=low, high=high, **{"of": "person", "event": "die", **over})


def exactly(value: int, **over) -> Figure:
    return figure(value * 1000, value * 1000, **over)


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        (exactly(12), exactly(12), "equal"),
        (exactly(12), exactly(15), "other"),
        (exactly(12), figure(10_000, None), "within-a"),
        (figure(10_000, None), exactly(12), "within-b"),
        (figure(10_000, 20_000), figure(15_000, 30_000), "near"),
        (exactly(50, approximate=True), exactly(52), "near"),
        (exactly(1_200), exactly(1_187), "near"),
        (exactly(2_861), exactly(2_836), "other"),
        (exactly(12), exactly(15, event="wound"), "apart"),
        (exactly(541, event="casualty"), exactly(126), "apart"),
        (exactly(12), exactly(15, scope="part"), "apart"),
        (exactly(512, scope="period"), exactly(430, scope="part"), "apart"),
        (exactly(12, scope="total"), exactly(15), "other"),
        (exactly(12, area="varn"), exactly(15, area="ostrel"), "apart"),
        (exactly(12, outlook="expected"), exactly(12), "apart"),
        (exactly(12, relation="up"), exactly(130), "apart"),
        (exactly(12, unit="percent"), exactly(12), "apart"),
        (exactly(12, of="goat", event=""), exactly(15, of="tent", event=""), "maybe-other"),
    ],
)
def test_figures(one, other, level):
    turned = {"within-a": "within-b", "within-b": "within-a"}.get(level, level)
    assert (figures_level([one], [other]), figures_level([other], [one])) == (level, turned)


def test_of_several_figures_those_that_count_the_same_are_held_together():
    toll = [exactly(1), exactly(86, event="wound")]
    assert figures_level(toll, [exactly(86, event="wound")]) == "equal"
    assert figures_level(toll, [exactly(1), exactly(90, event="wound")]) == "other"
    assert (figures_level(toll, []), figures_level([], toll), figures_level([], [])) == (
        "only-a",
        "only-b",
        "none",
    )


def test_places():
    assert places_level((1, "varn"), ("varn", 1)) == "same"
    assert places_level((1, 2), (2,)) == "some"
    assert places_level((1,), (2,)) == "other"


def named(key: str, type: str | None = "person", *, known: bool = True) -> Named:
    return Named.of(Form(key=key, type=type, named=known))


def test_names_meet_by_their_parts_last_words_and_initials():
    assert alike(named("ulf bram"), named("bram")) and alike(named("ulf bram"), named("captain bram"))
    assert alike(named("grain relief office", "organization"), named("gro", "organization"))
    assert not alike(named("ulf bram"), named("ada voss"))
    assert not alike(named("northern bank", "organization"), named("harbour bank", "organization"))
    assert not alike(named("bram"), named("bram captain", known=False))


def both(text: str, event: str, **over):
    parties = {"Ada Voss": party("p1", "Ada Voss"), "Ulf Bram": party("p2", "Ulf Bram")}
    return wording(text, event=event, parties=parties, **over)


def test_who_did_it_to_whom():
    one = both("Ada Voss accused Ulf Bram.", "accused")
    assert compare(one, both("Ulf Bram was accused by Ada Voss.", "accused")).actors == "same"
    assert compare(one, both("Ulf Bram accused Ada Voss.", "accused")).actors == "swapped"
    assert compare(one, both("The charge was made.", "charge")).actors == "unknown"
    assert compare(one, both("Ada Voss left.", "left")).parties == "more-a"
    assert compare(both("Ulf Bram left.", "left"), both("Ada Voss left.", "left")).parties == "other"


def test_words_and_what_holds_what():
    one, other = wording("The old barge sank near the granite quay."), wording("The barge sank.")
    levels = compare(one, other)
    assert levels.b_in_a == 10 > levels.words > levels.a_in_b
    assert (levels.left_a, levels.left_b) == (5, 0)
    same = compare(one, one)
    assert (same.words, same.a_in_b, same.left_a) == (10, 10, 0)


def test_a_denial_turns_the_sign_and_two_make_none():
    plain = wording("The barge sank.", event="sank")
    denied = wording("The barge sank.", event="sank", statement={"polarity": "denied"})
    negated = wording("The barge did not sink.", event="sink", negated=True)
    assert compare(plain, denied).sign == compare(plain, negated).sign == "differs"
    assert compare(denied, negated).sign == "same"


def test_the_very_deed_held_back_is_known():
    held = wording("The fleet is delaying a shipment of flour.", event="delaying")
    assert compare(held, wording("The fleet shipped flour.", event="shipped")).held == "deed"
    assert compare(held, wording("The fleet was sold.", event="sold")).held == "one"
    assert compare(held, held).held == "both"
