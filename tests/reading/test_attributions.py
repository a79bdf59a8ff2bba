"""Decoding attributions: against slow searches over everything there is to choose."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from secondsource.reading.attributions import Decoding, Found, best_spans, choose_cues, decode
from secondsource.reading.tags import Tags
from secondsource.reading.worth import EVIDENCE, Worth
from tests.reading.build import pairs, tags

numbers = st.integers(-40, 40).map(lambda n: n / 8)  # exact in float32


def rows(*shape: int) -> st.SearchStrategy[np.ndarray]:
    """Arrays of a shape of small exact numbers."""
    return arrays.arrays(np.float32, shape, elements=numbers)


# --- spans


@settings(max_examples=80)
@given(
    st.tuples(st.integers(1, 3), st.integers(1, 7)).flatmap(
        lambda s: st.tuples(rows(*s), rows(*s), st.lists(st.booleans(), min_size=s[1], max_size=s[1]))
    )
)
def test_the_best_spans_are_those_of_a_search_over_all_within_a_sentence(
    scores: tuple[np.ndarray, np.ndarray, list[bool]],
) -> None:
    sentence = np.cumsum(scores[2]).astype(np.int32)
    found = best_spans(scores[0], scores[1], sentence=sentence)
    for start, end, (first, last), score in zip(*scores[:2], *found, strict=True):
        every = {
            (a, b + 1): float(start[a] + end[b])
            for a in range(len(start))
            for b in range(a, len(start))
            if sentence[a] == sentence[b]
        }
        assert score == max(every.values()) == every[first, last]


def test_no_row_no_span() -> None:
    nothing = np.zeros((0, 3), np.float32)
    assert best_spans(nothing, nothing, sentence=np.zeros(3, np.int32)) == ([], [])


# --- the cue of each word


def worth(path: tuple[int, ...], scores: np.ndarray, none: np.ndarray, switch: float) -> float:
    """The value of a path: its log-probabilities, less the cost of its changes."""
    held = np.concatenate([none[:, None], scores.T], axis=1).astype(float)
    logs = held - np.log(np.exp(held).sum(1, keepdims=True))
    changes = sum(a != b for a, b in itertools.pairwise(path))
    return float(sum(logs[w, state] for w, state in enumerate(path)) - switch * changes)


@settings(max_examples=60)
@given(
    st.tuples(st.integers(0, 3), st.integers(1, 5)).flatmap(lambda s: st.tuples(rows(*s), rows(s[1]))),
    st.sampled_from([0.0, 0.25, 0.5, 2.0, 9.0]),
)
def test_words_choose_cues_as_the_best_of_all_paths_does(
    scores: tuple[np.ndarray, np.ndarray], switch: float
) -> None:
    content, none = scores
    path = choose_cues(content, none, switch=switch)
    assert path.dtype == np.int32
    best = max(
        worth(every, content, none, switch)
        for every in itertools.product(range(len(content) + 1), repeat=len(none))
    )
    assert worth(tuple(path.tolist()), content, none, switch) == pytest.approx(best, abs=1e-4)


def test_a_long_text_of_one_choice_with_a_doubt_here_and_there() -> None:
    rng = np.random.default_rng(3)
    content = np.where(rng.random((3, 400)) < 0.03, 6, -4).astype(np.float32)
    none = np.zeros(400, np.float32)
    for switch in (0.5, 2.0):
        path = choose_cues(content, none, switch=switch)
        assert worth(tuple(path.tolist()), content, none, switch) == pytest.approx(
            slow(content, none, switch), abs=1e-3
        )
        assert len(set(path.tolist())) > 1


def slow(content: np.ndarray, none: np.ndarray, switch: float) -> float:
    """The value of the best path, word by word over all choices."""
    held = np.concatenate([none[:, None], content.T], axis=1).astype(float)
    logs = held - np.log(np.exp(held).sum(1, keepdims=True))
    value = logs[0]
    for row in logs[1:]:
        value = np.maximum(value, value.max() - switch) + row
    return float(value.max())


def test_a_dear_change_keeps_a_content_whole() -> None:
    content = np.array([[4, 4, -1, 4, 4]], np.float32)
    none = np.zeros(5, np.float32)
    assert choose_cues(content, none, switch=0.0).tolist() == [1, 1, 0, 1, 1]
    assert choose_cues(content, none, switch=2.0).tolist() == [1, 1, 1, 1, 1]


# --- whole attributions

NO = -9.0
PLAIN = Decoding(tags=0.0)


def decoded(row: str, scores, cues: list[tuple[int, int]], settings: Decoding = PLAIN) -> list[Found]:  # type: ignore[no-untyped-def]
    """The attributions of one sentence with these tags."""
    held = Tags.of(tags(row))
    sentence = np.zeros(len(row), np.int32)
    return decode(held, held, scores, np.array(cues, np.int32).reshape(-1, 2), sentence, settings=settings)


def test_each_cue_takes_its_words_and_its_source() -> None:
    # Venn said it sank , Rek denied it
    content = [[NO, NO, 5, 5, NO, NO, NO, NO], [NO, NO, NO, NO, NO, NO, NO, 5]]
    start = [[5, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 5, 0, 0]]
    scores = pairs([content, start, start], none=[0] * 8, null=[[0, 3, 3], [0, 6, 6]])
    first, second = decoded(".c....c.", scores, [(1, 2), (6, 7)])
    assert (first.cue, first.source, first.content) == ((1, 2), (0, 1), ((2, 4),))
    assert first.score == pytest.approx(5.0)
    assert (second.cue, second.source, second.content) == ((6, 7), None, ((7, 8),))


def test_a_source_must_be_worth_more_than_none_by_what_is_asked() -> None:
    start = [[3.0, 0.0, 0.0]]
    scores = pairs([[[NO, NO, 5]], start, start], none=[0] * 3, null=[[9, 2, 2]])
    sources = [decoded(".c.", scores, [(1, 2)], Decoding(tags=0.0, source=s))[0].source for s in (1.9, 2.1)]
    assert sources == [(0, 1), None]


def test_a_content_round_its_cue_has_two_ranges() -> None:
    # it sank , Venn said , at dawn
    content = [[5, 5, 5, -5, -5, -5, 5, 5]]
    zero = [[0.0] * 8]
    scores = pairs([content, zero, zero], none=[0] * 8, null=[[0, 1, 1]])
    (only,) = decoded("....c...", scores, [(4, 5)])
    assert only.content == ((0, 3), (6, 8))
    assert only.source is None


def test_a_cue_that_no_word_chooses_makes_no_attribution() -> None:
    zero = [[0.0] * 3]
    scores = pairs([[[NO] * 3], zero, zero], none=[0] * 3, null=[[0, 0, 0]])
    assert decoded("c..", scores, [(0, 1)]) == []


def test_what_is_tagged_as_content_needs_less_to_choose_a_cue() -> None:
    zero = [[0.0] * 4]
    scores = pairs([[[NO, NO, -2, -2]], zero, zero], none=[0] * 4, null=[[0, 0, 0]])
    assert decoded(".ctT", scores, [(1, 2)]) == []
    (only,) = decoded(".ctT", scores, [(1, 2)], Decoding(tags=1.0))
    assert only.content == ((2, 4),)
    assert decoded(".c..", scores, [(1, 2)], Decoding(tags=1.0)) == []


def test_what_is_not_worth_keeping_falls_away() -> None:
    zero = [[0.0] * 3]
    scores = pairs([[[NO, 2, 2]], zero, zero], none=[0] * 3, null=[[0, 0, 0]])
    weights = tuple(float(name == "content") for name in EVIDENCE)
    for least, kept in ((1.9, 1), (2.1, 0)):
        worth = Worth(weights=weights, least=least)
        found = decoded("c..", scores, [(0, 1)], Decoding(tags=0.0, worth=worth))
        assert [f.score for f in found] == [pytest.approx(2.0)] * kept
