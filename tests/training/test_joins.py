"""Joins for judging: which pairs are sampled, and what judgements say of them."""

from __future__ import annotations

import pytest

from tests.linking.said import row
from training.joins import Joined, Said, digest, judged, points, sampled, wilson

TEXT = "A barge struck the pier at Ostrel on Monday."


def said(report: str, start: int = 0) -> Said:
    held = row(TEXT, event="struck")
    held["report"]["text"] = TEXT
    (found,) = points(held, report)
    return Said(report=report, start=start, end=found.end, text=found.text, wording=found.wording)


def test_points_stand_where_their_words_do():
    found = said("s/1")
    assert (found.start, found.end, found.text) == (0, len(TEXT), TEXT)


def test_a_sample_is_moved_by_nothing_but_its_pairs_and_the_seed():
    found = [Joined(a=said(f"s/{n}"), b=said(f"t/{n}"), probability=600, one=True) for n in range(20)]
    some = sampled(found, 5, seed=1)
    assert len(some) == 5 and some == sampled(found[::-1], 5, seed=1)
    assert some != sampled(found, 5, seed=2)


def test_judgements_are_of_the_pairs_that_are_joined_now():
    rows = [
        {side: {"report": f"{side}/{n}", "start": 0, "end": len(TEXT)} for side in "ab"} | {"one": n != 1}
        for n in range(3)
    ]
    now = [Joined(a=said("b/0"), b=said("a/0"), probability=None, one=True)]
    assert judged(rows, now)["joined"]["of"] == 1
    found = judged(rows, [])
    assert (found["joined"]["of"], found["not_joined"]["one"], found["not_joined"]["of"]) == (0, 2, 3)


def test_a_row_for_judging_has_digests_of_its_words():
    made = Joined(a=said("s/1"), b=said("s/2"), probability=480, one=False).row()
    assert made["a"]["sha256"] == digest(TEXT) and made["one"] is None and made["joined"] is False


@pytest.mark.parametrize(
    ("right", "of", "low", "high"), [(0, 0, 0.0, 100.0), (85, 100, 76.7, 90.7), (3, 3, 43.8, 100.0)]
)
def test_wilson(right, of, low, high):
    assert wilson(right, of) == pytest.approx((low, high), abs=0.1)
