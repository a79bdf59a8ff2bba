"""The timeline: every bar lies where its bounds are, whatever the bounds."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.records import ReadRow, reading_row
from secondsource.records.rows import TimeRow
from secondsource.render.axis import axis, moment
from secondsource.render.timeline import Timeline, timeline
from tests.render import placed

ROW = reading_row(placed.reading(), with_text=True)


def time(earliest: str | None, latest: str | None, **more: Any) -> TimeRow:
    """A time of these bounds."""
    found: Any = ROW["times"][0] | {"earliest": earliest, "latest": latest, "precision": "day"} | more
    return found  # type: ignore[no-any-return]


def made(*times: TimeRow, published: str | None = None) -> Timeline:
    """The timeline of these times alone."""
    report: Any = ROW["report"]
    row: ReadRow = ROW | {"times": list(times), "report": report | {"published": published}}  # type: ignore[assignment]
    found = timeline(row)
    assert found
    return found


def test_days_and_longer_times_have_an_axis_each() -> None:
    found = timeline(ROW)
    assert found
    assert [panel.title for panel in found.panels] == ["Days", "Weeks, months, years"]
    days, longer = found.panels
    assert [bar.words for bar in days.bars] == ["since Thursday", "May 11", "May 12"]
    assert [bar.words for bar in longer.bars] == ["2019", "the spring of 2030", "July"]
    assert [line.words for line in found.unplaced] == ["Recently"]
    assert found.lines[1].happens == "Some 1,200 seasonal workers have crossed at Narva since Thursday"
    assert days.published == days.bars[2].left


def test_an_open_end_reaches_the_edge_and_says_so() -> None:
    bars = {bar.words: bar for bar in made(
        time("2030-05-09", None, text="a"), time(None, "2030-05-11", text="b"),
        time("2030-05-10", "2030-05-10", text="c"),
    ).panels[0].bars}  # fmt: skip
    assert bars["a"].left + bars["a"].width == pytest.approx(100) and (bars["a"].begins, bars["a"].ends) == (
        True,
        False,
    )
    assert bars["b"].left == 0 and (bars["b"].begins, bars["b"].ends) == (False, True)
    assert (bars["c"].begins, bars["c"].ends) == (True, True)


def test_equal_bounds_share_a_bar_that_leads_to_all_words() -> None:
    words = ("Thursday", "thursday", "that day")
    (bar,) = made(*(time("2030-05-09", "2030-05-09", text=one) for one in words)).panels[0].bars
    assert bar.keys == ("when0", "when1", "when2") and bar.words == "Thursday · that day"


def test_far_times_break_the_axis_and_near_ones_do_not() -> None:
    assert (
        made(time("2030-05-01", "2030-05-01"), time("2030-05-20", "2030-05-20")).panels[0].axis.breaks == ()
    )
    scale = made(time("1967-06-08", "1967-06-08"), time("2030-05-20", "2030-05-20")).panels[0].axis
    assert len(scale.breaks) == 1 and scale.segments[0].at[1] < scale.breaks[0] < scale.segments[1].at[0]


@pytest.mark.parametrize(
    "bound", ["", "2030", "2030-13-01", "2030-02-31", "0000-01-01", "x", "2030-05-01T99:99", None]
)
def test_what_is_no_bound_is_not_placed(bound: str | None) -> None:
    assert moment(bound) is None
    found = made(time(bound, bound))
    assert found.panels == () and len(found.unplaced) == 1


def test_bounds_that_cross_are_not_placed() -> None:
    assert made(time("2030-05-09", "2030-05-01")).panels == ()


def test_no_times_are_no_timeline() -> None:
    assert timeline(ROW | {"times": []}) is None  # type: ignore[arg-type]


def test_a_clock_is_part_of_its_day() -> None:
    noon = moment("2030-05-09T12:00+01:00")
    assert noon == date(2030, 5, 9).toordinal() + 0.5
    assert moment("2030-05-09", end=True) == date(2030, 5, 10).toordinal()


DAYS = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))


@given(
    st.lists(st.tuples(DAYS, st.integers(0, 400000), st.booleans(), st.booleans()), min_size=1, max_size=12)
)
def test_every_bar_is_in_the_picture_and_in_order_and_ticks_stand_apart(
    drawn: list[tuple[date, int, bool, bool]],
) -> None:
    times = []
    for start, length, begins, ends in drawn:
        end = min(start.toordinal() + length, date.max.toordinal())
        times.append(time(start.isoformat() if begins or not ends else None,
                          date.fromordinal(end).isoformat() if ends else None))  # fmt: skip
    found = made(*times, published=drawn[0][0].isoformat())
    assert sum(len(bar.keys) for panel in found.panels for bar in panel.bars) == len(drawn)
    for panel in found.panels:
        for bar in panel.bars:
            assert bar.left >= 0 and bar.width > 0 and bar.left + bar.width <= 100.02
        ats = [tick.at for tick in panel.axis.ticks]
        assert all(0 <= at <= 100 for at in ats)
        assert all(later - at >= 14.9 for at, later in pairwise(ats))


@given(st.lists(st.tuples(st.integers(1, 3_000_000), st.integers(1, 4000)), min_size=1, max_size=9))
def test_the_axis_keeps_the_order_of_days(drawn: list[tuple[int, int]]) -> None:
    scale = axis([(float(start), float(start + length)) for start, length in drawn])
    days = sorted({day for start, length in drawn for day in (start, start + length)})
    places = [scale.place(day) for day in days]
    assert places == sorted(places)
    assert all(scale.holds(day) for day in days)


def test_ticks_are_round_and_name_their_year_once() -> None:
    start = date(2030, 5, 1).toordinal()
    ticks = axis([(float(start), float(start + 20))]).ticks
    assert [tick.text for tick in ticks] == ["6 May", "13 May", "20 May"]
    assert [tick.year for tick in ticks if tick.year] == ["2030"]
    years = axis([(float(start), (date(2030, 5, 1) + timedelta(days=20000)).toordinal())]).ticks
    assert {int(tick.text) % 10 for tick in years} <= {0, 5} and len(years) >= 2
