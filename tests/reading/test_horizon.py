"""The time that a forecast names, chosen among times made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.model.span import Span
from secondsource.model.statement import Time
from secondsource.reading.horizon import horizon

JUNE = ("2031-06-01", "2031-06-30")
YEAR = ("2031-01-01", "2031-12-31")
MAY = ("2031-05-01", "2031-05-31")
DAY = ("2031-03-05", "2031-03-05")
OPEN = (None, None)
PLAIN = Time(
    text="then", spans=(), type="DATE", value=None, earliest=None, latest=None, precision=None, reasons=(),
    relation="in", reference=None,
)  # fmt: skip


def dated(bounds: tuple[str | None, str | None], **fields: Any) -> Time:
    return replace(PLAIN, earliest=bounds[0], latest=bounds[1], **fields)


def chosen(*times: Time, published: str | None = "2031-03-05", said: Sequence[int] = ()) -> int | None:
    indexes = [k for k in range(len(times)) if k not in said]
    return horizon("", times, own=indexes, inside=indexes, said=said, published=published)


@pytest.mark.parametrize(
    ("time", "published"),
    [
        (dated(JUNE), "2031-03-05"),
        (dated(JUNE), "2031-03-05T23:10:00+02:00"),
        (dated(JUNE), "2031-03"),
        (dated(JUNE), "2030"),
        (dated((None, "2031-06-30"), relation="until"), "2031-03-05"),
        (dated(("2031-06-01", None), relation="after"), "2031-03-05"),
        # begun, and today
        (dated(YEAR), "2031-03-05"),
        (dated(DAY, type="TIME"), "2031-03-05"),
        # without a published time, and where the time could not be placed
        (dated(JUNE), None),
        (dated(OPEN, text="Tuesday"), None),
        (dated(OPEN, text="the coming days", value="FUTURE_REF"), "2031-03-05"),
        # behind by now, ahead of the time from which it was reckoned
        (dated(("2031-02-04", "2031-02-04"), reference="time 2031-02-01"), "2031-03-05"),
        # one that says when it begins alone
        (dated(JUNE, type="DURATION"), "2031-03-05"),
    ],
)
def test_ahead(time: Time, published: str | None) -> None:
    assert chosen(time, published=published) == 0


@pytest.mark.parametrize(
    "time",
    [
        dated(("2030-01-01", "2030-12-31")),
        dated(("2031-03-04", "2031-03-04"), reference="time 2031-03-05"),
        dated(("2031-01-01", None), relation="since"),
        dated(JUNE, type="SET"),
        dated(OPEN, value="PAST_REF"),
        dated(OPEN, text="now", value="PRESENT_REF"),
        dated(DAY, text="right now", value="PRESENT_REF"),
        dated(OPEN, text="last week"),
        dated(OPEN, text="two weeks", type="DURATION"),
        dated(("0575-01-01", "0575-12-31")),
        # before there were years to compare with
        dated(("-0574-01-01", "-0574-12-31")),
        dated(("soon", "")),
    ],
)
def test_not_ahead(time: Time) -> None:
    assert chosen(time) is None


def test_the_surest_goes_first() -> None:
    open_, year, june, day = dated(OPEN), dated(YEAR), dated(JUNE), dated(DAY)
    reckoned = dated(("2031-02-04", "2031-02-04"), reference="time 2031-02-01")
    assert chosen(open_, reckoned, year, june) == 3
    assert chosen(open_, reckoned, year, day) == 2
    assert chosen(open_, reckoned) == 1
    assert chosen(june, dated(MAY)) == 0


def test_made_when_it_was_said() -> None:
    said, due = dated(("2029-05-01", "2029-05-31")), dated(("2030-01-01", "2030-12-31"))
    assert chosen(said, due) is None
    assert chosen(said, due, said=[0]) == 1
    assert chosen(dated(OPEN), dated(JUNE), said=[0]) == 1


def test_its_points_go_before_the_rest_of_its_content() -> None:
    times = [dated(JUNE), dated(MAY)]
    assert horizon("", times, own=[1], inside=[0, 1], said=(), published="2031-03-05") == 1
    past = [dated(JUNE), dated(("2030-05-01", "2030-05-31"))]
    assert horizon("", past, own=[1], inside=[0, 1], said=(), published="2031-03-05") == 0


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("It will open within two weeks.", 0),
        ("It will open in two weeks.", 0),
        ("It will open in about two weeks.", 0),
        ("It will stay open for two weeks.", None),
        ("It will rain two weeks.", None),
        ("two weeks", None),
    ],
)
def test_a_length_of_time_within_which_it_comes(text: str, due: int | None) -> None:
    at = text.index("two weeks")
    time = replace(dated(OPEN, type="DURATION", text="two weeks"), spans=(Span(at, at + 9),))
    assert horizon(text, [time], own=[0], inside=[0], said=(), published="2031-03-05") == due


def test_no_times() -> None:
    assert horizon("", [], own=[], inside=[], said=[], published=None) is None


days = st.none() | st.text("0123456789-T", max_size=10) | st.dates().map(str)


@given(
    st.lists(
        st.builds(
            Time, text=st.text(max_size=5), spans=st.just(()), earliest=days, latest=days, value=days,
            precision=st.none(), reasons=st.just(()), reference=days,
        ),
        max_size=4,
    ),
    days,
)  # fmt: skip
def test_always_one_of_the_times_asked_of(times: list[Time], published: str | None) -> None:
    asked = list(range(len(times)))[::2]
    found = horizon("in two", times, own=asked, inside=asked, said=(), published=published)
    assert found is None or found in asked
