"""Figures of points: who is counted, and by which deed."""

from __future__ import annotations

from secondsource.linking.compare import counted_alike
from secondsource.linking.figures import PERSON, counting, deed_of, figure_of, head_of
from secondsource.model.wording import Figure
from tests.linking.said import number


def test_residents_and_those_who_are_people():
    for counted in ("residents", "villagers of Hallin", "those who crossed", "people"):
        assert head_of(counted) == PERSON
    assert head_of("dockers") == "dock" and head_of("goats") == "goat"


def test_a_deed_in_place_of_what_is_counted_counts_nothing():
    text = "we said at least 40"
    held = number(text, "40", 40, None, of="said", event="said")
    assert figure_of(held, event="missing", expected=False).of == ""


def test_bodies_that_are_found_are_the_dead():
    text = "Divers found 23 bodies."
    held = number(text, "23", 23, 23, of="bodies", event="found")
    assert figure_of(held, event="", expected=False).event == "die"


def test_of_two_deeds_in_one_point_neither_counts_for_all():
    assert deed_of("Dead and missing together are now 42", "die") == ""
    assert deed_of("17 are dead", "die") == "die" and deed_of("the dead and missing", "protest") == "protest"


def test_other_deeds_of_people_are_other_counts():
    def figure(of: str, event: str) -> Figure:
        return Figure(low=5000, high=5000, of=of, event=event)

    assert counted_alike(figure(PERSON, "leave"), figure(PERSON, "find")) == ""
    assert counted_alike(figure("lorry", "leave"), figure(PERSON, "sleep")) == ""
    assert counted_alike(figure("lorry", "leave"), figure("lorry", "arm")) == "maybe"
    assert counted_alike(figure(PERSON, "die"), figure("", "die")) == "sure"
    assert counted_alike(figure("rebel", "die"), figure("guerrilla", "die")) == "maybe"


def test_what_a_part_is_of_counts_nothing_itself():
    text = "about 4,200 of the town's 6,800 residents have left, up from 1,500"
    numbers = [number(text, words, 1, 1) for words in ("4,200", "6,800", "1,500")]
    assert counting({"text": text, "numbers": [0, 1, 2]}, numbers) == [0, 2]
    apart = "4,200 left Ostrel and 6,800 left Hallin"
    assert counting(
        {"text": apart, "numbers": [0, 1]}, [number(apart, w, 1, 1) for w in ("4,200", "6,800")]
    ) == [
        0,
        1,
    ]
