"""Two texts compared: by paragraphs, then by words; spans that fit; long and odd texts in bounded time."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.text.difference import Edit, alike, difference, matches

OLD = """The ferry Maren lay at the quay of Valde on Monday.

The river took 40 villages, 12 of them whole, and three bridges.

Nobody was hurt, the harbour master said.

A second ferry is expected."""
NEW = """The ferry Maren lay at the  quay
of Valde on Monday.

Rain is forecast for the weekend.

The river took 60 villages, 15 of them whole, and three bridges on the lower course.

Nobody was hurt, the harbour master said."""


def told(edits: tuple[Edit, ...], old: str, new: str) -> list[tuple[str, str, str]]:
    return [(edit.kind, edit.before.of(old), edit.after.of(new)) for edit in edits]


def test_paragraphs_are_kept_changed_added_and_removed() -> None:
    found = difference(OLD, NEW)
    assert [edit.kind for edit in found.edits] == ["same", "added", "changed", "same", "removed"]
    assert told(found.edits, OLD, NEW)[1] == ("added", "", "Rain is forecast for the weekend.")
    assert told(found.edits, OLD, NEW)[4] == ("removed", "A second ferry is expected.", "")
    assert not found.same


def test_inside_a_changed_paragraph_words_are_told() -> None:
    changed = difference(OLD, NEW).edits[2]
    assert told(changed.words, OLD, NEW) == [
        ("same", "The river took", "The river took"),
        ("changed", "40 villages, 12", "60 villages, 15"),
        ("same", "of them whole, and three bridges", "of them whole, and three bridges"),
        ("added", "", "on the lower course"),
        ("same", ".", "."),
    ]


def test_words_in_common_are_counted() -> None:
    found = difference("one two three", "one two four five")
    assert (found.kept, found.of) == (2, 4)
    assert alike("one two", "ONE three") == 0.5 and alike("", "") == 0.0


def test_blanks_and_ends_of_lines_are_no_change() -> None:
    found = difference("A  b\nc.\n\n\nD.", "A b c.\n\nD.")
    assert found.same and found.kept == found.of == 4


@pytest.mark.parametrize(("old", "new"), [("", ""), ("", "A."), ("A.", ""), ("A.", "B."), ("\n", " ")])
def test_texts_of_nothing(old: str, new: str) -> None:
    found = difference(old, new)
    assert "".join(edit.before.of(old) for edit in found.edits) == old.strip()
    assert "".join(edit.after.of(new) for edit in found.edits) == new.strip()


WORDS = st.lists(st.sampled_from(["a", "b", "c", "d", "e f", ".", ","]), max_size=12).map(" ".join)
TEXTS = st.lists(WORDS, max_size=8).map("\n\n".join)


@given(TEXTS, TEXTS)
def test_both_texts_stand_in_the_edits_in_order(old: str, new: str) -> None:
    found = difference(old, new)
    for edits in (found.edits, tuple(found.leaves())):
        assert "".join("".join(edit.before.of(old).split()) for edit in edits) == "".join(old.split())
        assert "".join("".join(edit.after.of(new).split()) for edit in edits) == "".join(new.split())
        for edit in edits:
            if edit.kind == "same":
                assert edit.before.of(old).split() == edit.after.of(new).split()
            else:
                assert edit.kind == ("changed" if edit.before and edit.after else edit.kind)
    assert difference(old, new) == found


@given(st.lists(st.sampled_from("abcd"), max_size=30), st.lists(st.sampled_from("abcd"), max_size=30))
def test_matches_are_equal_and_rise(old: list[str], new: list[str]) -> None:
    a = b = 0
    for i, j, n in matches(old, new):
        assert n and i >= a and j >= b and old[i : i + n] == new[j : j + n]
        a, b = i + n, j + n


def paragraphs(count: int, *, words: int = 60, seed: int = 1) -> list[str]:
    chosen = random.Random(seed)
    known = [f"word{n}" for n in range(3000)] + ["the"] * 500
    return [" ".join(chosen.choice(known) for _ in range(words)) for _ in range(count)]


def test_a_megabyte_with_a_few_changes_is_told_exactly() -> None:
    old = paragraphs(2500)
    new = list(old)
    new[1000] = new[1000].replace(" the ", " THE ", 1)
    del new[2000]
    begun = time.process_time()
    found = difference("\n\n".join(old), "\n\n".join(new))
    assert time.process_time() - begun < 5
    assert len("\n\n".join(old)) > 1_000_000 or len(old) == 2500
    assert sorted(edit.kind for edit in found.edits if edit.kind != "same") == ["changed", "removed"]


@pytest.mark.parametrize("kind", ["every paragraph", "one paragraph", "others", "one word again and again"])
def test_long_texts_of_any_kind_are_compared_in_bounded_time(kind: str) -> None:
    held = paragraphs(400)
    old = "\n\n".join(held)
    new = "\n\n".join(f"New {text}" for text in held[3:])
    if kind == "one paragraph":
        old, new = old.replace("\n\n", " "), new.replace("\n\n", " ")
    elif kind == "others":
        new = "\n\n".join(paragraphs(400, seed=2)).upper()
    elif kind == "one word again and again":
        old, new = "the the. " * 20_000, "a " + "the the. " * 19_000 + "b"
    begun = time.process_time()
    found = difference(old, new)
    assert time.process_time() - begun < 10
    if kind in ("every paragraph", "one paragraph"):
        assert found.kept > 0.95 * found.of
    edits = list(found.leaves())
    assert "".join("".join(edit.after.of(new).split()) for edit in edits) == "".join(new.split())
