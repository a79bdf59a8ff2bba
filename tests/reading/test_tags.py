"""Tags of words: the likeliest valid sequence of all, and the cues in it."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from secondsource.encoder.heads import TAG_NAMES, TAGS
from secondsource.reading.tags import CONTENT, CUE, SOURCE, Tags, best_cues, find_cues, log_softmax, runs
from tests.reading.build import probabilities, tags

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


def test_tags_are_probabilities_of_first_and_further_words_together() -> None:
    held = Tags.of(probabilities([{"B-cue": 0.5, "I-cue": 0.25}, {"I-source": 0.4, "B-content": 0.3}]))
    assert held.cue == pytest.approx([0.75, 0.0], abs=1e-4)
    assert held.source == pytest.approx([0.0, 0.4], abs=1e-4)
    assert held.content == pytest.approx([0.0, 0.3], abs=1e-4)
    np.testing.assert_allclose(np.exp(held.logs).sum(1), 1, rtol=1e-5)


# --- tags and cues


NONE, OPENS, INSIDE = range(3)


def valid(path: tuple[int, ...]) -> bool:
    """True when each word inside a cue follows one of a cue."""
    return all(state != INSIDE or before != NONE for before, state in itertools.pairwise((NONE, *path)))


def cues_in(path: tuple[int, ...]) -> list[tuple[int, int]]:
    """The cues of a sequence of states."""
    starts = [w for w, state in enumerate(path) if state == OPENS]
    return [(w, w + len(list(itertools.takewhile(lambda s: s == INSIDE, path[w + 1 :]))) + 1) for w in starts]


VALID = {n: [p for p in itertools.product(range(3), repeat=n) if valid(p)] for n in (1, 2, 3, 4)}


@settings(max_examples=80)
@given(st.sampled_from([1, 2, 3, 4]).flatmap(lambda n: rows(n, 3)), st.sampled_from([0.0, 1.25, -2.0]))
def test_cues_are_those_of_the_likeliest_valid_sequence_of_all(scores: np.ndarray, bias: float) -> None:
    logs = log_softmax(scores)

    def likely(path: tuple[int, ...]) -> float:
        return sum(float(logs[w, state]) + bias * (state != NONE) for w, state in enumerate(path))

    best = max(map(likely, VALID[len(scores)]))
    found = best_cues(*(logs[:, state].tolist() for state in (NONE, OPENS, INSIDE)), bias=bias)
    wanted = [cues_in(path) for path in VALID[len(scores)] if likely(path) > best - 1e-4]
    assert found in wanted


def cues_of(scores: np.ndarray, bias: float = 0.0) -> list[tuple[int, int]]:
    """The cues that are found."""
    found = find_cues(Tags.of(scores), bias=bias)
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


@settings(max_examples=60)
@given(rows(8, TAGS), st.sampled_from([0.0, 1.25, -1.0]))
def test_cues_are_those_of_the_whole_sequence(scores: np.ndarray, bias: float) -> None:
    held = Tags.of(scores)
    none = np.log(np.clip(1.0 - held.cue, 1e-6, 1.0))
    lists = [none.tolist(), held.logs[:, CUE[0]].tolist(), held.logs[:, CUE[1]].tolist()]
    favoured, plain = (best_cues(*lists, bias=by) for by in (bias, 0.0))
    found = cues_of(scores, bias)
    if min(held.cue) > 0.011:  # else it is searched by stretches
        wanted = {p for f in favoured for p in [p for p in plain if p[0] < f[1] and f[0] < p[1]] or [f]}
        assert set(found) == wanted
        assert len(found) == len(wanted)


def test_the_tags_of_each_role_are_its_first_and_further_words() -> None:
    for (first, further), role in ((CUE, "cue"), (SOURCE, "source"), (CONTENT, "content")):
        assert (TAG_NAMES[first], TAG_NAMES[further]) == (f"B-{role}", f"I-{role}")


# --- runs


@given(arrays.arrays(bool, st.integers(0, 12)))
def test_runs_are_the_stretches_in_which_all_is_true(member: np.ndarray) -> None:
    found = runs(member)
    assert all(a < b for a, b in found)
    assert all(a[1] < b[0] for a, b in itertools.pairwise(found))
    assert {w for a, b in found for w in range(a, b)} == set(np.flatnonzero(member).tolist())
