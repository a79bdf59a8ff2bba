"""Levels of times: what ties two wordings, and what only seems to."""

from __future__ import annotations

import pytest

from secondsource.linking.periods import times_level
from secondsource.linking.score import guessed
from tests.linking.said import time, wording

TEXT = "A barge sank on Monday."


def sunk(first: str | None, last: str | None = None, published: str | None = "2031-06-30", **over):
    times = [time(TEXT, "Monday", first, last)] if first else []
    return wording(TEXT, event="sank", times=times, published=published, **over)


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        (sunk("2031-05-12"), sunk("2031-05-12"), "same"),
        (sunk("2031-05-12"), sunk("2031-05-01", "2031-05-31"), "within-a"),
        (sunk("2031-05-12"), sunk("2031-05-14"), "near"),
        (sunk("2031-05-12"), sunk("2031-05-19"), "apart"),
        (sunk("2031-05-12", published="2031-05-13"), sunk("2031-05-15"), "late"),
        (sunk("2031-05-15"), sunk(None, published="2031-05-13"), "late"),
        (sunk("2031-05-12"), sunk(None), "only-a"),
        (sunk(None), sunk(None), "none"),
    ],
)
def test_times(one, other, level):
    assert times_level(one, other) == level


def test_what_looks_ahead_is_never_late():
    ahead = sunk("2031-05-12", published="2031-05-01", statement={"forecast": True})
    assert times_level(ahead, sunk("2031-05-15")) == "near"


def bounded(text: str, words: str, first: str | None, last: str | None):
    return time(text, words, first, earliest=first, latest=last)


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        (("2031-05-12", None), ("2031-05-20", None), "within-b"),
        (("2031-05-12", None), ("2031-05-20", "2031-05-20"), "within-b"),
        (("2031-05-12", None), ("2033-05-20", None), "overlap"),
        (("2031-05-12", None), ("2033-05-20", "2033-05-20"), "overlap"),
        ((None, "2033-05-20"), ("2031-05-12", "2031-05-12"), "overlap"),
        ((None, "2033-05-20"), (None, "2031-05-12"), "overlap"),
        (("2031-05-12", None), (None, "2031-05-20"), "overlap"),
        (("2031-05-12", None), (None, "2031-05-01"), "apart"),
    ],
)
def test_what_is_open_at_one_side_ties_only_what_is_told_by_a_near_day(one, other, level):
    sides = [wording(TEXT, event="sank", times=[bounded(TEXT, "Monday", *each)]) for each in (one, other)]
    assert times_level(*sides) == level


def test_by_friday_of_another_year_is_another_claim():
    told = "A table will be published by Friday."
    one, other = (
        wording(told, event="published", times=[bounded(told, "by Friday", None, last)], published=published)
        for last, published in (("2031-05-16", "2031-05-12"), ("2033-02-11", "2033-02-08"))
    )
    (found,) = guessed([(*sorted((one, other), key=lambda each: each.id), None)])
    assert found.edge.label == "apart" and found.edge.probability <= 300
