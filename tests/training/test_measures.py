"""Figures of names and of beginnings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.text import segment
from training.measures import figures, name_f1, sentence_starts, start_f1

MARKS = st.lists(
    st.sets(st.tuples(st.integers(0, 3), st.integers(4, 6), st.sampled_from(["person", "place"]))), max_size=3
)


def test_start_end_and_type_must_agree() -> None:
    gold = [{(0, 2, "person"), (4, 5, "place")}, {(0, 1, "place")}]
    read = [{(0, 2, "person"), (4, 5, "person")}, {(0, 2, "place")}]
    found = name_f1(gold, read)
    assert found["all"] == {"p": pytest.approx(100 / 3), "r": pytest.approx(100 / 3),
                            "f1": pytest.approx(100 / 3), "hit": 1, "gold": 3, "read": 3}  # fmt: skip
    assert found["person"]["p"] == 50
    assert found["place"]["f1"] == 0


def test_only_the_types_asked_for_count() -> None:
    found = name_f1([{(0, 1, "place")}], [{(0, 1, "place"), (1, 2, "weapon")}], ["place"])
    assert set(found) == {"all", "place"}
    assert found["all"]["f1"] == 100


def test_texts_must_pair_up() -> None:
    with pytest.raises(ValueError, match="shorter"):
        name_f1([set()], [])


@given(MARKS)
def test_what_is_read_right_is_right(marks: list[set[tuple[int, int, str]]]) -> None:
    found = name_f1(marks, marks)["all"]
    assert found["hit"] == found["gold"] == found["read"] == sum(map(len, marks))
    assert found["f1"] == (100 if found["gold"] else 0)


def test_nothing_is_divided_by_nothing() -> None:
    assert figures(0, 0, 0) == {"p": 0, "r": 0, "f1": 0, "hit": 0, "gold": 0, "read": 0}


def test_beginnings_that_are_given_do_not_count() -> None:
    found = start_f1([[0, 3, 7], [0, 2]], [[0, 3, 5], [0]], [[0, 5], [0]])
    assert found == {"p": 100, "r": pytest.approx(100 / 3), "f1": 50, "hit": 1, "gold": 3, "read": 1}


def test_first_words_of_sentences() -> None:
    segments = segment("Orla Venn left. Nobody slept.\n\nThe port closed.")
    assert {segments.word(i) for i in sentence_starts(segments)} == {"Orla", "Nobody", "The"}
    assert sentence_starts(segment("")) == set()
