"""Keys of what happened, and of what was held back."""

from __future__ import annotations

from itertools import chain

import pytest

from secondsource.linking.event_table import CLASSES, HOLDING, LIGHT, RELATED
from secondsource.linking.events import HELD, class_of, event_of, related
from secondsource.linking.stems import words


def event(text: str, word: str | None = None) -> str:
    found = words(text)
    return event_of(found, found.index(word) if word else None)


def test_every_word_stands_in_one_class():
    every = list(chain.from_iterable(row.split() for row in CLASSES.values()))
    assert len(every) == len(set(every)) and 150 <= len(CLASSES) <= 250
    assert {name for row in RELATED for name in row.split()} <= CLASSES.keys()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("killed", "dead"),
        ("detained", "arrest"),
        ("blast", "exploded"),
        ("fled", "escapes"),
        ("talks", "met"),
    ],
)
def test_verbs_and_nouns_of_one_event_share_a_class(one, other):
    assert class_of(one) == class_of(other) is not None


def test_what_is_in_no_class_goes_by_its_stem():
    assert event("The mayor juggled oranges", "juggled") == "juggl"


def test_a_light_verb_leaves_it_to_its_noun():
    assert event("The army carried out a raid", "carried") == "attack"
    assert event("The dead were named", None) != ""


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The fleet is delaying a shipment of flour", "delaying"),
        ("The fleet cancelled the shipment", "cancelled"),
        ("The fleet has plans for a shipment of flour", "has"),
    ],
)
def test_holding_back_is_not_doing(text, word):
    assert event(text, word) == HELD + "send" != event("The fleet shipped flour", "shipped")


def test_who_tells_it_is_skipped():
    found = words("a truck overturned, the guard reported")
    assert event_of(found, 5, skip={3, 4, 5}) == "crash"


def test_the_deed_its_means_and_its_outcome_are_related_both_ways():
    assert related("die", "attack") and related("attack", "die") and not related("elect", "flood")


def test_words_that_hold_back_are_known_whole():
    assert all(word == word.lower() for word in HOLDING | LIGHT)
