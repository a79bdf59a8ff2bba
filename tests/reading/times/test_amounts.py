"""Amounts in digits and in words."""

from __future__ import annotations

import pytest

from secondsource.reading.times.amounts import amount, ordinal
from secondsource.reading.times.words import Words
from secondsource.text import segment


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3 days", 3),
        ("2,500 days", 2500),
        ("3.5 days", 3.5),
        ("2 1/2 days", 2.5),
        ("2½ days", 2.5),
        ("three days", 3),
        ("twenty-one days", 21),
        ("two hundred and fifty days", 250),
        ("a hundred days", 100),
        ("two and a half days", 2.5),
        ("a dozen days", 12),
        ("half a day", 0.5),
        ("a couple of days", 2),
        ("several days", None),
        ("a few days", None),
        ("another day", 1),
    ],
)
def test_an_amount_is_read(text: str, number: float | None) -> None:
    found = amount(Words.of(segment(text)), 0)
    assert (found and found[1]) == number


def test_ordinals_in_digits_and_words() -> None:
    assert ordinal(Words.of(segment("21st")), 0) == (1, 21)
    assert ordinal(Words.of(segment("twenty-first")), 0) == (3, 21)
    assert ordinal(Words.of(segment("fourth")), 0) == (1, 4)
    assert ordinal(Words.of(segment("four")), 0) is None
