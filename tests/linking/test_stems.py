"""Stems: one for the forms of a word; rarity by the rank of the word."""

from __future__ import annotations

import pytest

from secondsource.linking.stems import FIGURE, UNKNOWN, fold, rarity, stem, stems


@pytest.mark.parametrize(
    "forms",
    [
        "bomb bombs bombed bombing",
        "sink sank sunk sinking",
        "city cities",
        "arrest arrested arrests",
        "run running runs",
    ],
)
def test_forms_of_a_word_share_a_stem(forms):
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(("one", "other"), [("police", "policy"), ("sing", "sink"), ("process", "produce")])
def test_different_words_keep_different_stems(one, other):
    assert stem(one) != stem(other)


def test_stems_leave_out_what_carries_no_meaning():
    assert stems("The boats of the Élite’s guard, 1,200 of them") == ("boat", "elit", "guard", "1,200")


def test_folding_takes_accents_case_and_kinds_of_marks():
    assert fold("  “Zoë”  –  it’s ") == '"zoe" - it\'s'


def test_a_rarer_word_weighs_more_and_none_weighs_a_fraction():
    weights = [rarity(stem(word)) for word in ("people", "police", "avalanche", "xqzzy")]
    assert weights == sorted(weights) and len(set(weights)) == 4
    assert (rarity("xqzzy"), rarity("1,200")) == (UNKNOWN, FIGURE)
    assert all(type(weight) is int for weight in weights)
