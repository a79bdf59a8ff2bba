"""Words for the past, the present and the future, which mostly have no bounds."""

from __future__ import annotations

import pytest

from secondsource.model.report import Report
from secondsource.model.statement import Time
from secondsource.reading.times import times
from secondsource.text import segment

WEDNESDAY = "2026-04-15"


def read(text: str) -> tuple[Time, ...]:
    return times(segment(text), Report(text=text, published=WEDNESDAY), ())


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The mill is now closed.", "now", "PRESENT_REF"),
        ("The mill now employs twelve people.", "now", "PRESENT_REF"),
        ("The mill has twelve workers now.", "now", "PRESENT_REF"),
        ("The mill, now known as Brack, is closed.", "now", "PRESENT_REF"),
        ("The mill was now closed.", "now", "PRESENT_REF"),
        ("She will now have a mill.", "now", "PRESENT_REF"),
        ("THE MILLS HAVE NOW BEEN CLOSED BY THE GUARD.", "NOW", "PRESENT_REF"),
        ("The now dismantled mill was his.", "now", "PRESENT_REF"),
        ("Now the mill is closed.", "Now", "PRESENT_REF"),
        ("The mill will soon close.", "soon", "FUTURE_REF"),
        ("A vote is expected soon.", "soon", "FUTURE_REF"),
        ("As you heard on this station earlier, the mill is closed.", "earlier", "PAST_REF"),
        ("Owners now say that it is closed.", "now", "PRESENT_REF"),
        ("The mill is currently closed.", "currently", "PRESENT_REF"),
        ("Few people mill these days.", "these days", "PRESENT_REF"),
        ("Few people mill nowadays.", "nowadays", "PRESENT_REF"),
        ("It was seen more recently.", "more recently", "PAST_REF"),
        ("It has not been seen lately.", "lately", "PAST_REF"),
        ("Such mills were built in the past.", "the past", "PAST_REF"),
        ("Such mills may be built in the future.", "the future", "FUTURE_REF"),
        ("Such mills may be built in the near future.", "the near future", "FUTURE_REF"),
        ("It will stay for the foreseeable future.", "the foreseeable future", "FUTURE_REF"),
    ],
)
def test_it_is_marked_without_bounds_and_says_why(text: str, words: str, value: str) -> None:
    (time,) = read(text)
    assert (time.text, time.value, time.type) == (words, value, "DATE")
    assert (time.earliest, time.latest, time.precision) == (None, None, None)
    assert [reason.code for reason in time.reasons] == ["time-vague"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We want peace right now.", "right now"),
        ("We have no plans at present.", "at present"),
        ("We have no plans at the moment.", "at the moment"),
        ("We have no plans at this time.", "at this time"),
        ("We have no plans at this point.", "at this point"),
        ("The law is, for the moment, dead.", "the moment"),
    ],
)
def test_what_means_the_day_of_the_report_is_placed_there(text: str, words: str) -> None:
    (time,) = read(text)
    assert (time.text, time.value) == (words, "PRESENT_REF")
    assert (time.earliest, time.latest, time.precision) == (WEDNESDAY, WEDNESDAY, "day")


def test_until_now_and_from_now_on_have_the_day_of_the_report_as_their_near_end() -> None:
    (until,) = read("It was free until now.")
    assert (until.relation, until.earliest, until.latest) == ("until", None, WEDNESDAY)
    (since,) = read("It is free from now on.")
    assert (since.relation, since.earliest, since.latest) == ("since", WEDNESDAY, None)


@pytest.mark.parametrize(
    "text",
    [
        "Now that it is over, he can rest.",
        "Now, he was never a miller.",
        "The group Mills Now is small.",
        "The now-closed mill was his.",
        "Now you ask for a mill.",
        "And now he was gone.",
        "Come as soon as you can.",
        "It was seen soon after.",
        "The soon-to-be miller left.",
        "Three earlier mills burned.",
        "That time was hard.",
        "The mill shut for the moment of truth.",
        "He is a former miller.",
        "He no longer mills, and soon left.",
        "He once was a miller.",
        "The past tense is hard.",
        "The future of mills is open.",
        "A thing of the past.",
        "He works for the Future of Mills.",
    ],
)
def test_what_carries_an_argument_on_is_no_time(text: str) -> None:
    assert not read(text)


def test_that_time_is_the_one_told_last_however_long() -> None:
    _, time = read("The mill opened in 2017. There were no shops at that time.")
    assert (time.text, time.value, time.earliest, time.latest) == (
        "that time",
        "PAST_REF",
        "2017-01-01",
        "2017-12-31",
    )
