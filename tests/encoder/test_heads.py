"""Buckets and pair scores, against slow and plain ones."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.encoder.heads import (
    CUTS,
    DISTANCES,
    KEY,
    STEPS,
    TAG_NAMES,
    TAGS,
    Tables,
    distance_bucket,
    pair_scores,
    step_bucket,
)

# The first distance of each bucket on one side of a cue; the middle one holds the cue's first word alone.
EDGES = (1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 22, 30, 45, 70, 120)


def slow_distance(away: int) -> int:
    """How many edges are passed, to the left or the right of the middle."""
    passed = sum(abs(away) >= edge for edge in EDGES)
    return 16 + (passed if away > 0 else -passed)


def test_the_tables_of_names_are_of_one_size() -> None:
    assert len(TAG_NAMES) == TAGS == 7
    assert DISTANCES == 33
    assert STEPS == 15
    for roles in CUTS.values():
        assert len(set(roles)) == len(roles)


@given(st.lists(st.integers(-2000, 2000), min_size=1, max_size=30))
def test_distances_fall_into_the_buckets_of_a_slow_count(away: list[int]) -> None:
    found = distance_bucket(np.array(away, np.int32))
    assert found.tolist() == [slow_distance(a) for a in away]
    assert found.dtype == np.int32


def test_every_bucket_of_distance_is_used_and_the_near_ones_are_of_one_word() -> None:
    found = distance_bucket(np.arange(-400, 401, dtype=np.int32))
    assert sorted(set(found.tolist())) == list(range(DISTANCES))[1:] or set(found.tolist()) == set(
        slow_distance(a) for a in range(-400, 401)
    )
    assert found.tolist() == sorted(found.tolist())
    near = distance_bucket(np.arange(-6, 7, dtype=np.int32))
    assert len(set(near.tolist())) == 13
    assert found.min() >= 0
    assert found.max() < DISTANCES


@given(st.integers(-9, 9), st.integers(-9, 9))
def test_steps_are_three_paragraphs_for_each_of_five_sentences(sentences: int, paragraphs: int) -> None:
    s, p = max(-2, min(2, sentences)), max(-1, min(1, paragraphs))
    found = step_bucket(np.array([sentences], np.int32), np.array([paragraphs], np.int32))
    assert found.tolist() == [(s + 2) * 3 + p + 1]
    assert 0 <= found[0] < STEPS


def outputs_and_tables(
    cut: str, words: int, rng: np.random.Generator
) -> tuple[dict[str, np.ndarray], Tables]:
    """Random outputs of the heads for a number of words."""
    roles = len(CUTS[cut])
    made = lambda *shape: rng.normal(size=shape).astype(np.float32)  # noqa: E731
    outputs = {f"{cut}.{k}": made(words, roles * KEY) for k in ("key", "query_first", "query_last")}
    outputs |= {f"{cut}.word": made(words, roles + 1), f"{cut}.null": made(words, roles)}
    return outputs, Tables(distance={cut: made(roles, DISTANCES)}, step={cut: made(roles, STEPS)})


@pytest.mark.parametrize("cut", list(CUTS))
@pytest.mark.parametrize("seed", range(4))
def test_pair_scores_are_those_of_a_slow_sum(cut: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    words, roles = int(rng.integers(3, 40)), len(CUTS[cut])
    outputs, tables = outputs_and_tables(cut, words, rng)
    sentence = np.cumsum(rng.random(words) < 0.2).astype(np.int32)
    paragraph = (sentence // 2).astype(np.int32)
    firsts = sorted(rng.choice(words, size=min(3, words), replace=False).tolist())
    cues = np.array([(f, int(rng.integers(f, words)) + 1) for f in firsts], np.int32)
    found = pair_scores(outputs, tables, cut=cut, cues=cues, sentence=sentence, paragraph=paragraph)
    assert found.pair.shape == (roles, len(cues), words)
    slow = np.zeros((roles, len(cues), words))
    for c, (first, end) in enumerate(cues.tolist()):
        query = outputs[f"{cut}.query_first"][first] + outputs[f"{cut}.query_last"][end - 1]
        for w in range(words):
            step = (max(-2, min(2, int(sentence[w] - sentence[first]))) + 2) * 3
            step += max(-1, min(1, int(paragraph[w] - paragraph[first]))) + 1
            for r in range(roles):
                of = slice(r * KEY, (r + 1) * KEY)
                slow[r, c, w] = (
                    float(query[of] @ outputs[f"{cut}.key"][w, of]) / 8
                    + tables.distance[cut][r, slow_distance(w - first)]
                    + tables.step[cut][r, step]
                    + outputs[f"{cut}.word"][w, r]
                )
        assert found.null[c].tolist() == outputs[f"{cut}.null"][first].tolist()
    np.testing.assert_allclose(found.pair, slow, atol=1e-4)
    assert np.array_equal(found.word, outputs[f"{cut}.word"])


def test_a_cue_scores_the_same_beside_others() -> None:
    rng = np.random.default_rng(7)
    outputs, tables = outputs_and_tables("statement", 20, rng)
    where = {"sentence": np.zeros(20, np.int32), "paragraph": np.zeros(20, np.int32)}
    cues = np.array([(2, 3), (5, 7), (11, 12)], np.int32)
    all_three = pair_scores(outputs, tables, cut="statement", cues=cues, **where)
    for c in range(3):
        alone = pair_scores(outputs, tables, cut="statement", cues=cues[c : c + 1], **where)
        np.testing.assert_allclose(all_three.pair[:, c], alone.pair[:, 0], rtol=1e-5, atol=1e-5)
