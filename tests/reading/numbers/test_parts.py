"""The parts that figures are read by: numerals, number words, modifiers, changes, tables."""

from __future__ import annotations

import pytest

from secondsource.model import reasons
from secondsource.reading.numbers import changes, modifier_table, vague
from secondsource.reading.numbers.currency_table import ADJECTIVES, CODES, LETTERED_SIGNS, NAMES, SIGNS
from secondsource.reading.numbers.digits import numeral, scaled, style, times
from secondsource.reading.numbers.tokens import Tokens
from secondsource.reading.numbers.words import worded
from secondsource.text import segment


def tokens(text: str) -> Tokens:
    return Tokens.of(segment(text))


@pytest.mark.parametrize(
    ("text", "value", "end"),
    [
        ("12,000", 12000, 6),
        ("12,000.5 kg", 12000.5, 8),
        ("12,50,000", 1250000, 9),
        ("1.5e3", 1500, 5),
        ("4×10−3", 0.004, 6),
        ("4×10⁻³", 0.004, 6),
        ("2½", 2.5, 2),
        ("2 1/2 cups", 2.5, 5),
        ("2/3 of", 2 / 3, 3),
        (".45", 0.45, 3),
        ("1,2", 1, 1),
        ("12,5 percent", 12.5, 4),
        ("12 000-15 000", 12000, 6),
    ],
)
def test_numerals(text: str, value: float, end: int) -> None:
    found = numeral(text, 0, style(text))
    assert found is not None
    assert found.value == pytest.approx(value)
    assert found.end == end


def test_scales_leave_no_dust() -> None:
    assert times(0.29, 1e6) == 290000
    assert times(1.1, 1e9) == 1100000000
    assert scaled(1.1, 6) == 1100000
    assert scaled(float("inf"), 3) == float("inf")


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("one hundred and five men", 105, 4),
        ("two hundred and three hundred", 200, 2),
        ("one thousand and two thousand", 1000, 2),
        ("two million and three quarters", 2750000, 5),
        ("twenty-five-year", 25, 3),
        ("two-and-a-half years", 2.5, 7),
        ("three quarters of a million", 750000, 5),
        ("three dozens of eggs", 36, 2),
        ("two point five million", 2500000, 4),
    ],
)
def test_number_words(text: str, value: float, words: int) -> None:
    found = worded(tokens(text), 0)
    assert found is not None
    assert (found.value, found.last) == (value, words)


@pytest.mark.parametrize(
    "text", ["twenty-first man", "one hundred and fifth", "a mile", "third man", "men", "two third"]
)
def test_what_are_no_number_words_or_end_before(text: str) -> None:
    found = worded(tokens(text), 0)
    assert found is None or found.value == 2


def test_and_after_between_parts_two_numbers() -> None:
    found = worded(tokens("a hundred and twenty"), 0, between=True)
    assert found is not None and found.value == 120
    parted = worded(tokens("one hundred and twenty and thirty"), 0, between=True)
    assert parted is not None and parted.value in (100, 120)


def test_each_modifier_is_in_small_letters_and_has_one_relation() -> None:
    for table in (modifier_table.BEFORE, modifier_table.AFTER):
        assert table
        for words in table:
            assert words and all(word == word.lower() and word for word in words)
    silent = {"no", "not", "the"}
    assert not silent & {" ".join(words) for words in modifier_table.BEFORE}


def test_no_word_of_change_goes_both_ways() -> None:
    assert not {w for w, way in changes._VERBS.items() if changes._NOUNS.get(w, way) != way}


def test_currencies_are_codes_or_names() -> None:
    small = {
        "cent",
        "penny",
        "kopek",
        "peso",
        "franc",
        "dinar",
        "shilling",
        "mark",
        "som",
        "sum",
        "colon",
        "ETH",
    }
    for code in {*SIGNS.values(), *LETTERED_SIGNS.values(), *NAMES.values(), *ADJECTIVES.values()}:
        assert code in CODES | small | {"FIM", "MTL", "CYP"}, code


def test_vague_words_are_known_by_their_first_word() -> None:
    for text in (
        "dozens",
        "several hundred",
        "a few dozen",
        "a couple of hundred",
        "twice",
        "halved",
        "no casualties",
    ):
        words = tokens(text)
        assert any(words.low[at] in vague.STARTS and vague.vague(words, at) for at in range(len(words))), text
    assert vague.vague(tokens("no doubt"), 0) is None
    assert vague.vague(tokens("test scores of pupils"), 1) is None


def test_every_reason_has_its_words() -> None:
    codes = [code for code in reasons.WORDS if code.startswith("number-")]
    assert {
        "number-bounds",
        "number-vague",
        "number-change",
        "number-unit-shared",
        "number-too-large",
    } <= set(codes)
