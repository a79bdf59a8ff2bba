"""Times as wires of business, war and politics tell them, with the document's date: a Thursday."""

from __future__ import annotations

import pytest

from secondsource.model.report import Report
from secondsource.model.statement import Time
from secondsource.reading.times import times
from secondsource.text import segment

THURSDAY = "1989-10-26"


def read(text: str, published: str | None = THURSDAY) -> tuple[Time, ...]:
    return times(segment(text), Report(text=text, published=published), ())


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Revenue for the quarter slipped 3%, Toller Inc. said.", "the quarter", "1989-Q3"),
        ("A loss is expected for the quarter.", "the quarter", "1989-Q4"),
        ("It had a loss of $5 million in the year-earlier quarter.", "the year-earlier quarter", "1988-Q3"),
        ("In the 1988 quarter, it earned $4 million.", "the 1988 quarter", "1988-Q3"),
        ("Sales in the same quarter of 1988 were flat.", "the same quarter of 1988", "1988-Q3"),
        ("Sales in the like quarter last year were flat.", "the like quarter last year", "1988-Q3"),
        ("Sales in the same quarter a year ago were flat.", "the same quarter a year ago", "1988-Q3"),
        ("The fiscal first quarter was weak.", "The fiscal first quarter", "1989-Q1"),
        ("It sold bonds due 1998.", "1998", "1998"),
        ("It should be done by year end.", "year end", "1989"),
        ("Housing starts in August were revised.", "August", "1989-08"),
        ("The offer expires at midnight EST Nov. 17.", "midnight EST Nov. 17", "1989-11-17T24:00"),
        ("He told holders that talks resume Saturday.", "Saturday", "1989-10-28"),
        ("The envoy was to leave Saturday.", "Saturday", "1989-10-28"),
        ("It was forecast to reach land late on Saturday.", "late on Saturday", "1989-10-28"),
        ("The hearing has been scheduled for Monday.", "Monday", "1989-10-30"),
        ("The union has called a strike for Monday.", "Monday", "1989-10-30"),
        ("Talks open Monday, two camps said after rebels left.", "Monday", "1989-10-30"),
        ("In a speech Monday, he vowed to fight.", "Monday", "1989-10-23"),
        ("Bids were due by Monday.", "Monday", "1989-10-23"),
        ("A year ago Thursday, he was shot.", "A year ago Thursday", "1988-10-26"),
        ("A year ago today, he was shot.", "A year ago today", "1988-10-26"),
        ("At dawn, jets roared over the town.", "dawn", "1989-10-26TMO"),
        ("By late afternoon, streets were empty.", "late afternoon", "1989-10-26TAF"),
        ("He died at 10 a.m. Tongan time.", "10 a.m. Tongan time", "1989-10-26T10:00"),
    ],
)
def test_it_is_placed_by_the_document(text: str, words: str, value: str) -> None:
    (time,) = read(text)
    assert (time.text, time.value) == (words, value)
    assert time.earliest or time.latest


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("It was the third straight month of losses.", None, None),
        ("It fell for the ninth straight month.", "the ninth straight month", "P9M"),
        ("Guns were silent for a second day.", "a second day", "P2D"),
        ("Guns were silent the second day in a row.", "the second day", "P2D"),
        ("It is a 24-hour strike.", "24-hour", "PT24H"),
        ("It ended after a one-day halt.", "one-day", "P1D"),
        ("The plane vanished minutes after takeoff.", "minutes", "PTXM"),
        ("Just minutes before takeoff it vanished.", "Just minutes", "PTXM"),
        ("Sales rose in the year ended June 30.", "the year", "P1Y"),
        ("Sales rose in the fiscal year ended June 30.", "the fiscal year", "P1Y"),
    ],
)
def test_how_long_it_lasted_is_a_length(text: str, words: str | None, value: str | None) -> None:
    lengths = [time for time in read(text) if time.type == "DURATION"]
    assert [(time.text, time.value) for time in lengths] == ([(words, value)] if words else [])


def test_the_day_before_is_counted_from_the_day_told_though_a_verb_follows() -> None:
    _, time = read("On Monday he met rebels, who the day before had freed hostages.")
    assert (time.text, time.value) == ("the day before", "1989-10-22")
    assert not [t for t in read("The day before the vote he left.") if t.text == "The day before"]


@pytest.mark.parametrize("published", [THURSDAY, None])
@pytest.mark.parametrize("head", ["AP-NR-11-02-89 1723EST", "11-02-89 1723EST", "(Eds: 11-02-89 1723EST)"])
def test_the_stamp_of_an_american_wire_has_the_month_first(head: str, published: str | None) -> None:
    time = read(head + "\n\nHe left.", published)[0]
    assert (time.text, time.value) == ("11-02-89 1723EST", "1989-11-02T17:23")
    assert time.earliest == "1989-11-02T17:23-05:00"


def test_the_stamp_of_a_wire_dates_its_report() -> None:
    _, day = read("AP-NR-11-02-89 1723EST\n\nHe left Tuesday.", None)
    assert (day.value, day.reference) == ("1989-10-31", "dateline 1989-11-02")
