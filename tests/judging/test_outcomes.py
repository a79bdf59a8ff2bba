"""Expected figures, and what was seen when their time had come."""

from __future__ import annotations

from typing import Any

from secondsource.judging.figures import Given, order
from secondsource.judging.outcomes import outcomes_of
from secondsource.model.reasons import WORDS
from tests.judging.hand import figure


def expected(low: int, first: int | None = 1, last: int | None = 9, **more: Any) -> Given:
    return figure("x", low, as_of=(first, last), published="2026-03-01", outlook="expected", **more)


def seen(low: int, day: int, **more: Any) -> Given:
    return figure("s", low, day=day, line="police", **more)


def results(*figures: Given) -> list[tuple[str, str, str]]:
    ordered = sorted(figures, key=order)
    standing = [at for at, given in enumerate(ordered) if given.outlook == "seen"]
    found = list(outcomes_of(ordered, standing))
    assert all(WORDS[reason.code].format(*reason.values) for one in found for reason in one.reasons)
    return [(ordered[o.expected].point, ordered[o.seen].point, o.result) for o in found]


def test_met_when_it_is_seen_within_its_time() -> None:
    assert results(expected(1500), seen(1500, 5)) == [("x", "s", "met")]
    assert results(expected(1500), seen(1500, 12)) == []


def test_missed_only_when_the_time_is_over_and_another_number_is_seen() -> None:
    assert results(expected(1500), seen(900, 5)) == []
    assert results(expected(1500), seen(900, 5, growing=True)) == []
    assert results(expected(1500), seen(900, 9)) == [("x", "s", "missed")]
    assert results(expected(1500), seen(900, 12)) == []
    assert results(expected(1500), seen(900, 12, growing=True)) == [("x", "s", "missed")]
    assert results(expected(1500), seen(1900, 12, growing=True)) == []
    assert results(expected(1500, last=None), seen(900, 25, growing=True)) == []
    assert results(expected(1500), figure("s", 900, published="2026-03-09")) == []


def test_met_comes_before_missed() -> None:
    early, late = figure("e", 1500, day=5), seen(900, 9)
    assert results(expected(1500), early, late) == [("x", "e", "met")]


def test_what_was_seen_before_the_forecast_or_of_another_scope_tells_nothing() -> None:
    before = figure("s", 1500, as_of=(5, 5), published="2026-02-01")
    assert results(expected(1500), before) == []
    assert results(expected(1500), figure("s", 1500, as_of=(5, 5))) == [("x", "s", "met")]
    assert results(expected(1500, area="torrin"), seen(1500, 5)) == []
    assert results(expected(1500, withdrawn=True), seen(1500, 5)) == []
    assert results(expected(1500), seen(1500, 5, scope="total")) == [("x", "s", "met")]
    goats = {"scope": "part", "of": "goat"}
    assert results(expected(1500, **goats), seen(1500, 5, **goats)) == [("x", "s", "met")]
    assert results(expected(1500, **goats), seen(1500, 5, scope="part", of="cow")) == []
    assert results(expected(1500, of="goat"), seen(1500, 5, of="cow")) == [("x", "s", "met")]
    assert results(seen(1500, 5), figure("t", 1500, day=5)) == []
    assert results(expected(1500, report="r"), seen(1500, 5, report="r")) == []
    assert results(expected(1500), seen(1500, 5, withdrawn=True)) == []
