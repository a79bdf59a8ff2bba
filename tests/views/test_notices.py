"""What a notice tells of an earlier report, beside what it says itself."""

from __future__ import annotations

import pytest

from secondsource.views.notices import tells_of_earlier


@pytest.mark.parametrize(
    "sentence",
    [
        "A report on Monday said that fourteen miners were missing at Marrow pit.",
        "Our story of March 2, 2026 gave the toll as fourteen.",
        "The headline said fourteen.",
        "An item published on Tuesday, 3 March put the toll at fourteen.",
        "An earlier version of this story misstated the toll.",
        "In its report of March 1 the agency quoted the company.",
    ],
)
def test_words_of_an_earlier_report_are_known(sentence: str) -> None:
    assert tells_of_earlier(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The company said four, not fourteen.",
        "A report by the United Nations said forty villages were lost.",
        "A report of the ministry said nobody was hurt.",
        "Reporters said the road was closed.",
        "The ministry will report on Monday.",
    ],
)
def test_what_others_report_is_the_notices_own_word(sentence: str) -> None:
    assert not tells_of_earlier(sentence)
