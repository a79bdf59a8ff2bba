"""Decoding attributions: against slow searches over everything there is to choose."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from secondsource.encoder.heads import TAG_NAMES, TAGS
from secondsource.reading.attributions import (
    Decoding,
    best_span,
    best_tags,
    choose_cues,
    decode,
    find_cues,
    log_softmax,
    runs,
)
from tests.reading.build import pairs, probabilities, tags

numbers = st.integers(-40, 40).map(lambda n: n / 8)  # exact in float32


def rows(*shape: int) -> st.SearchStrategy[np.ndarray]:
    """Arrays of a shape of small exact numbers."""
    return arrays.arrays(np.float32, shape, elements=numbers)


@settings(max_examples=30)
@given(rows(3, 7))
def test_log_softmax_gives_logarithms_of_probabilities(scores: np.ndarray) -> None:
    found = log_softmax(scores)
    np.testing.assert_allclose(np.exp(found.astype(float)).sum(-1), 1, rtol=1e-5)
    np.testing.assert_allclose(found - scores, (found - scores)[:, :1].repeat(7, 1), atol=1e-4)
    np.testing.assert_allclose(log_softmax(scores + np.float32(1000)), found, atol=1e-3)


# --- tags and cues

CUE = (TAG_NAMES.index("B-cue"), TAG_NAMES.index("I-cue"))


def valid(path: tuple[int, ...]) -> bool:
    """True when each tag inside something follows one of the same thing."""
    for before, tag in itertools.pairwise(("O", *(TAG_NAMES[t] for t in path))):
        if tag.startswith("I-") and before[2:] != tag[2:]:
            return False
    return True


def likely(path: tuple[int, ...], scores: np.ndarray, bias: float) -> float:
    """The log-probability of a sequence of tags, with the bias of its cues."""
    logs = scores.astype(float) - np.log(np.exp(scores.astype(float)).sum(-1, keepdims=True))
    return float(sum(logs[w, t] + bias * (t in CUE) for w, t in enumerate(path)))


VALID = {n: [p for p in itertools.product(range(TAGS), repeat=n) if valid(p)] for n in (1, 2, 3)}


@settings(max_examples=60)
@given(st.sampled_from([1, 2, 3]).flatmap(lambda n: rows(n, TAGS)), st.sampled_from([0.0, 1.25, -2.0]))
def test_tags_are_the_likeliest_valid_ones_of_all(scores: np.ndarray, bias: float) -> None:
    kept = scores.copy()
    path = tuple(best_tags(scores, bias=bias))
    assert np.array_equal(scores, kept)
    assert valid(path)
    best = max(likely(every, scores, bias) for every in VALID[len(scores)])
    assert likely(path, scores, bias) == pytest.approx(best, abs=1e-4)


def cues_of(scores: np.ndarray, bias: float = 0.0) -> list[tuple[int, int]]:
    """The cues that are found."""
    found = find_cues(scores, bias=bias)
    assert found.dtype == np.int32
    assert found.shape == (len(found), 2)
    return [tuple(r) for r in found.tolist()]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("......", []),
        ("..c...", [(2, 3)]),
        ("..cCC.", [(2, 5)]),
        (".c.cC.", [(1, 2), (3, 5)]),
        (".cc...", [(1, 2), (2, 3)]),
        (".cCcC.", [(1, 3), (3, 5)]),
        ("ssc.tT", [(2, 3)]),
        ("sScttc", [(2, 3), (5, 6)]),
        ("....cC", [(4, 6)]),
        ("c.....", [(0, 1)]),
    ],
)
def test_cues_of_clear_tags(row: str, expected: list[tuple[int, int]]) -> None:
    assert cues_of(tags(row)) == expected


def test_a_cue_that_is_likelier_not_there_is_found_with_a_bias() -> None:
    row = probabilities([{}, {"B-cue": 0.3}, {}])
    assert cues_of(row) == []
    assert cues_of(row, bias=1.0) == [(1, 2)]


def test_a_cue_that_nothing_opens_is_none_or_opened_by_the_word_before() -> None:
    alone = probabilities([{"B-cue": 0.001}, {"B-cue": 0.2, "I-cue": 0.45}, {}])
    assert cues_of(alone) == []
    opened = probabilities([{"B-cue": 0.4}, {"B-cue": 0.02, "I-cue": 0.9}, {}])
    assert cues_of(opened) == [(0, 2)]


def test_no_word_no_cue() -> None:
    assert cues_of(np.zeros((0, TAGS), np.float32)) == []


@settings(max_examples=40)
@given(rows(8, TAGS), st.sampled_from([0.0, 1.25]))
def test_cues_are_in_order_and_apart(scores: np.ndarray, bias: float) -> None:
    found = cues_of(scores, bias)
    assert all(0 <= a < b <= 8 for a, b in found)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(found))


# --- spans


@settings(max_examples=60)
@given(st.integers(1, 6).flatmap(lambda n: st.tuples(rows(n), rows(n))), st.integers(1, 7))
def test_the_best_span_is_that_of_a_search_over_all(
    scores: tuple[np.ndarray, np.ndarray], longest: int
) -> None:
    start, end = scores
    (first, last), score = best_span(start, end, longest=longest)
    every = {
        (a, b + 1): float(start[a] + end[b])
        for a in range(len(start))
        for b in range(a, min(len(start), a + longest))
    }
    assert score == max(every.values()) == every[first, last]


@given(arrays.arrays(bool, st.integers(0, 12)))
def test_runs_are_the_stretches_in_which_all_is_true(member: np.ndarray) -> None:
    found = runs(member)
    assert all(a < b for a, b in found)
    assert all(a[1] < b[0] for a, b in itertools.pairwise(found))
    assert {w for a, b in found for w in range(a, b)} == set(np.flatnonzero(member).tolist())


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
    st.sampled_from([0.0, 0.5, 2.0, 9.0]),
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


def test_a_dear_change_keeps_a_content_whole() -> None:
    content = np.array([[4, 4, -1, 4, 4]], np.float32)
    none = np.zeros(5, np.float32)
    assert choose_cues(content, none, switch=0.0).tolist() == [1, 1, 0, 1, 1]
    assert choose_cues(content, none, switch=2.0).tolist() == [1, 1, 1, 1, 1]


# --- whole attributions

NO = -9.0


def test_each_cue_takes_its_words_and_its_source() -> None:
    # Venn said it sank , Rek denied it
    cues = np.array([(1, 2), (6, 7)], np.int32)
    content = [[NO, NO, 5, 5, NO, NO, NO, NO], [NO, NO, NO, NO, NO, NO, NO, 5]]
    start = [[5, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 5, 0, 0]]
    end = start
    scores = pairs([content, start, end], none=[0] * 8, null=[[0, 3, 3], [0, 6, 6]])
    first, second = decode(tags(".c....c."), scores, cues, settings=Decoding())
    assert (first.cue, first.source, first.content) == ((1, 2), (0, 1), ((2, 4),))
    assert first.score == pytest.approx(5.0)
    assert (second.cue, second.source, second.content) == ((6, 7), None, ((7, 8),))


def test_a_content_round_its_cue_has_two_ranges() -> None:
    # it sank , Venn said , at dawn
    cues = np.array([(4, 5)], np.int32)
    content = [[5, 5, 5, -5, -5, -5, 5, 5]]
    zero = [[0.0] * 8]
    scores = pairs([content, zero, zero], none=[0] * 8, null=[[0, 1, 1]])
    (only,) = decode(tags("....c..."), scores, cues, settings=Decoding())
    assert only.content == ((0, 3), (6, 8))
    assert only.source is None


def test_a_cue_that_no_word_chooses_makes_no_attribution() -> None:
    cues = np.array([(0, 1)], np.int32)
    zero = [[0.0] * 3]
    scores = pairs([[[NO] * 3], zero, zero], none=[0] * 3, null=[[0, 0, 0]])
    assert decode(tags("c.."), scores, cues, settings=Decoding()) == []
    assert decode(tags("..."), scores, np.zeros((0, 2), np.int32), settings=Decoding()) == []


def test_a_content_under_the_threshold_falls_away() -> None:
    cues = np.array([(0, 1)], np.int32)
    zero = [[0.0] * 3]
    scores = pairs([[[NO, 2, 2]], zero, zero], none=[0] * 3, null=[[0, 0, 0]])
    assert len(decode(tags("c.."), scores, cues, settings=Decoding(content=1.9))) == 1
    assert decode(tags("c.."), scores, cues, settings=Decoding(content=2.1)) == []


def test_a_source_is_no_longer_than_is_allowed() -> None:
    cues = np.array([(0, 1)], np.int32)
    start, end = [[0, 5, 0, 0, 0, 0]], [[0, 0, 1, 0, 0, 5]]
    scores = pairs([[[NO, 3, 3, 3, 3, 3]], start, end], none=[0] * 6, null=[[0, 0, 0]])
    sources = [
        decode(tags("c....."), scores, cues, settings=Decoding(longest_source=n))[0].source for n in (5, 4)
    ]
    assert sources == [(1, 6), (1, 3)]
