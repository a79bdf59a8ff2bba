"""What the figures of claims count, and when counts at one place are of one thing."""

from __future__ import annotations

from secondsource.views.figured import anywhere, keys_of, placed
from tests.linking.said import number, place, wording

TEXT = "The flood in Ostrel drowned 40 horses."


def counted(published: str | None) -> set[str]:
    horses = number(TEXT, "40", 40, 40, of="horses", event="drowned")
    ostrel = {"Ostrel": place("p1", "Ostrel", 77)}
    told = wording(
        TEXT, event="drowned", parties=ostrel, places=("p1",), numbers=[horses], published=published
    )
    return keys_of([told])


def test_a_count_at_one_place_is_of_one_matter_within_a_month_and_of_another_years_later():
    first, near, far = (counted(day) for day in ("2031-05-12", "2031-06-10", "2033-05-12"))
    (key,) = anywhere(first)
    assert {key} == anywhere(near) == anywhere(far)
    assert placed(first, key) & placed(near, key)
    assert not placed(first, key) & placed(far, key)


def test_what_was_counted_nobody_knows_when_is_of_one_matter_with_its_like_alone():
    unknown, known = counted(None), counted("2031-05-12")
    (key,) = anywhere(unknown)
    assert len(placed(unknown, key)) == 1 and not placed(unknown, key) & placed(known, key)
