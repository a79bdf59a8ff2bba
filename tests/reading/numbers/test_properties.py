"""What holds of every figure of every text."""

from __future__ import annotations

import math
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondsource.model import reasons
from secondsource.reading.numbers.cores import cores
from secondsource.reading.numbers.digits import style
from secondsource.reading.numbers.figures import figures
from secondsource.reading.numbers.tokens import Tokens
from secondsource.text import segment
from tests.reading.numbers.figured import read

WORDS = str.split(
    "1 2 12 1,200 12.000 3.5 ½ 1/2 2019 0 007 9e9 1e400 one two twelve twenty hundred thousand million "
    "dozen half third quarter a an and or to - – / ( ) . , : ; $ € £ % ° ± ~ > + percent points km "
    "miles m kg hours years old dollars pounds of in per day between from rose fell by up down at least "
    "more than about some no none fewer several few couple tens hundreds thousands doubled twice times "
    "aged Article No Smith people boats killed voted USD ١٢ ５ point minus each every odd plus so T-72 "
    "'the"
)
WORD = st.sampled_from([*WORDS, "\n"])
TEXTS = st.lists(WORD, max_size=40).map(" ".join) | st.lists(WORD, max_size=25).map("".join)


@settings(max_examples=250, deadline=None)
@given(TEXTS | st.text(max_size=60))
def test_every_figure_is_sound(text: str) -> None:
    end = 0
    for figure in read(text):
        low, high = figure.low, figure.high
        assert figure.span.start >= end, "figures share no characters and stand in order"
        end = figure.span.end
        assert figure.span.of(text).strip(), "the words stand at the span"
        assert figure.words[0] <= figure.core[0] < figure.core[1] <= figure.words[1]
        assert all(value is None or math.isfinite(value) for value in (low, high))
        assert low is None or high is None or low <= high
        assert figure.approximate == (figure.relation == "~")
        assert figure.relation not in (">", ">=") or high is None
        assert figure.relation not in ("<", "<=") or low is None
        assert all(reason.code in reasons.WORDS for reason in figure.reasons)
        assert all(reasons.words(reason) for reason in figure.reasons)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**15))
def test_numerals_read_back(number: int) -> None:
    (draft,) = [d for d in cores(Tokens.of(segment(f"{number:,} boats")), style(""))]
    assert draft.value == number


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_capitals_change_no_value_of_words(text: str) -> None:
    plain = [w for w in text.split() if w.isalpha() and w.islower()]
    small, large = " ".join(plain), " ".join(plain).upper()
    assert [(f.low, f.high, f.relation) for f in read(small)] == [
        (f.low, f.high, f.relation) for f in read(large)
    ]


PIECES = [
    "1-",
    "1 ",
    "one ",
    "1,",
    "1.",
    "$1-",
    "twenty-",
    "one hundred and ",
    "hundreds of thousands of ",
    "1 or ",
    "a half ",
]


@pytest.mark.parametrize("piece", PIECES)
def test_hostile_texts_are_read_in_proportion(piece: str) -> None:
    def seconds(size: int) -> float:
        segments = segment((piece * size)[:size])
        began = time.perf_counter()
        figures(segments, (), ())
        return time.perf_counter() - began

    small = min(seconds(5_000) for _ in range(3))
    assert seconds(40_000) < 40 * small + 1.0
