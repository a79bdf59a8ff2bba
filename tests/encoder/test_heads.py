"""Buckets and pair scores, against slow and plain ones."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.encoder.heads import (
    BOUNDS,
    CUTS,
    DISTANCES,
    FACETS,
    KEY,
    NAME_TAGS,
    STEPS,
    TAG_NAMES,
    TAGS,
    TYPES,
    WORDS,
    Tables,
    bound_scores,
    distance_bucket,
    pair_scores,
    pooled,
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
    for names in (TYPES, NAME_TAGS, FACETS, BOUNDS):
        assert len(set(names)) == len(names)


def test_every_type_but_the_last_has_two_tags_of_names_in_a_row() -> None:
    assert TYPES[-1] == "other"
    assert NAME_TAGS[0] == "O"
    assert NAME_TAGS[1::2] == tuple(f"B-{kind}" for kind in TYPES[:-1])
    assert NAME_TAGS[2::2] == tuple(f"I-{kind}" for kind in TYPES[:-1])
    assert WORDS["name.tags"] == 2 * len(TYPES) - 1
    assert WORDS["facet.content"] == WORDS["facet.cue"] == len(FACETS)
    assert WORDS["link.query"] == WORDS["link.key"]


def test_no_output_has_the_name_of_another() -> None:
    assert not set(WORDS) & {f"{cut}.tags" for cut in CUTS}
    assert not {name.split(".")[0] for name in WORDS} & set(CUTS)


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
    outputs |= {f"mention.{k}": made(words, len(BOUNDS) * KEY) for k in ("key", "query")}
    return outputs, Tables(
        distance={cut: made(roles, DISTANCES)},
        step={cut: made(roles, STEPS)},
        bounds=made(len(BOUNDS), DISTANCES),
        link=made(3),
    )


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


# --- outputs of single words


@given(st.integers(1, 40), st.integers(0, 99), st.data())
def test_scores_of_bounds_are_those_of_a_slow_sum(words: int, seed: int, data: st.DataObject) -> None:
    outputs, tables = outputs_and_tables("statement", words, np.random.default_rng(seed))
    heads = data.draw(st.lists(st.integers(0, words - 1), unique=True, max_size=4))
    first = data.draw(st.integers(0, words - 1))
    last = data.draw(st.integers(first + 1, words))
    found = bound_scores(outputs, tables, heads=np.array(heads, np.int32), words=slice(first, last))
    assert found.shape == (len(BOUNDS), len(heads), last - first)
    for b in range(len(BOUNDS)):
        of = slice(b * KEY, (b + 1) * KEY)
        for h, head in enumerate(heads):
            for w in range(first, last):
                slow = (
                    float(outputs["mention.query"][head, of] @ outputs["mention.key"][w, of]) / 8
                    + tables.bounds[b, slow_distance(w - head)]
                )
                assert found[b, h, w - first] == pytest.approx(slow, abs=1e-3)


ROWS = st.lists(st.lists(st.floats(-50, 50, width=32), min_size=2, max_size=2), min_size=1, max_size=8)


@given(ROWS, st.lists(st.floats(-50, 50, width=32), min_size=2, max_size=2))
def test_facets_are_pooled_between_the_mean_and_the_greatest_of_the_content(
    rows: list[list[float]], cue: list[float]
) -> None:
    content = np.array(rows, np.float32)
    found = pooled(content, None)
    slow = np.log(np.exp(content.astype(np.float64)).mean(0))
    np.testing.assert_allclose(found, slow, atol=1e-3)
    assert (found <= content.max(0) + 1e-4).all()
    assert (found >= content.max(0) - np.log(len(rows)) - 1e-4).all()
    np.testing.assert_allclose(pooled(content, np.array(cue, np.float32)), slow + cue, atol=1e-3)
    np.testing.assert_allclose(pooled(content[::-1], None), found, atol=1e-4)


def test_one_word_that_says_so_lifts_a_whole_content() -> None:
    content = np.full((20, 2), -9.0, np.float32)
    content[7, 1] = 9.0
    low, high = pooled(content, None).tolist()
    assert low == pytest.approx(-9.0)
    assert high > 5
    assert np.isfinite(pooled(np.full((3, 2), 300.0, np.float32), None)).all()
