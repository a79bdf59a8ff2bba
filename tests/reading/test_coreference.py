"""Who is who: classes of mentions, features of pairs, best antecedents and chains."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from secondsource.encoder.heads import LINK, TYPES
from secondsource.reading import coreference
from secondsource.reading.coreference import (
    CLASSES,
    FEATURES,
    before,
    best_antecedents,
    chains,
    class_of,
    describe,
    features,
    link_scores,
)
from secondsource.text import segment

TEXT = "The harbour master Orla Venn spoke. She said the harbour was shut. Venn left. A pilot waited."


def described(phrases: list[tuple[str, int]]):  # type: ignore[no-untyped-def]
    """The mentions that the phrases are, each with the index of its head among its words."""
    segments = segment(TEXT)
    spans, heads, at = [], [], 0
    for phrase, head in phrases:
        at = TEXT.index(phrase, at)
        first = segments.first_at(at)
        last = segments.first_at(at + len(phrase) - 1) + 1
        spans.append((first, last))
        heads.append(first + head)
    quoted = np.zeros(len(segments), np.int32)
    return describe(segments, spans, heads, [TYPES.index("person")] * len(spans), quoted)


FOUR = [("The harbour master Orla Venn", 4), ("She", 0), ("the harbour", 1), ("Venn", 0), ("A pilot", 1)]


@pytest.mark.parametrize(
    ("words", "head", "opens", "kind"),
    [
        (["She"], 0, True, "she"),
        (["whose"], 0, False, "who"),
        (["Orla", "Venn"], 1, True, "name"),
        (["the", "harbour"], 1, False, "definite"),
        (["another", "pilot"], 1, False, "indefinite"),
        (["his", "ship"], 1, False, "possessive"),
        (["those", "ships"], 1, False, "demonstrative"),
        (["ships"], 0, False, "bare"),
    ],
)
def test_mentions_have_a_class(words: list[str], head: int, opens: bool, kind: str) -> None:
    assert class_of(words, head, opens=opens) == kind
    assert kind in CLASSES


def test_groups_tell_pronouns_names_and_descriptions() -> None:
    assert described(FOUR).group.tolist() == [1, 0, 2, 1, 2]


def test_a_head_among_the_words_of_another_mention_is_seen() -> None:
    m = described(FOUR)
    antecedents, _ = before(len(m.kind))
    told = features(m, antecedents)
    names = ("classes", "sentences", "between", "words")
    block = names.index("words")
    start = coreference._STARTS["words"]
    # "Venn" against "the harbour", "She" and "The harbour master Orla Venn": the last holds it as its head.
    assert [(v - start) // 3 for v in told[3, :3, block].tolist()] == [0, 0, 2]


def test_features_stay_inside_the_table() -> None:
    m = described(FOUR)
    antecedents, _ = before(len(m.kind))
    told = features(m, antecedents)
    assert told.min() >= 0 and told.max() < FEATURES


def test_the_nearest_come_first_and_what_does_not_exist_is_marked() -> None:
    at, real = before(3)
    assert at.tolist() == [[0, 0], [0, 0], [1, 0]]
    assert real.tolist() == [[False, False], [True, False], [True, True]]


def test_a_mention_is_never_linked_to_one_after_it_or_to_itself() -> None:
    m = described(FOUR)
    rng = np.random.default_rng(3)
    vectors = rng.normal(size=(2, 5, LINK)).astype(np.float32)
    word, table = np.ones((5, 2), np.float32), np.zeros(FEATURES, np.float32)
    antecedents, scores = link_scores(vectors[0], vectors[1], word, table, m)
    assert scores.shape == antecedents.shape
    assert np.isneginf(scores[0]).all()
    links = best_antecedents(antecedents, scores)
    assert links[0] is None
    assert all(link is None or link[0] < j for j, link in enumerate(links))


def test_no_link_where_none_is_surer_than_none() -> None:
    m = described(FOUR)
    vectors, word = np.zeros((5, LINK), np.float32), np.full((5, 2), -1.0, np.float32)
    found = best_antecedents(*link_scores(vectors, vectors, word, np.zeros(FEATURES, np.float32), m))
    assert found == [None] * 5


def test_one_mention_alone_has_no_antecedent() -> None:
    m = described(FOUR[:1])
    zero = np.zeros((1, LINK), np.float32)
    links = best_antecedents(
        *link_scores(zero, zero, np.ones((1, 2), np.float32), np.ones(FEATURES, np.float32), m)
    )
    assert links == [None]


@given(st.lists(st.integers(0, 30), max_size=30))
def test_chains_hold_each_mention_once_and_with_its_antecedent(back: list[int]) -> None:
    links = [None if b == 0 or j == 0 else (max(0, j - b), 1.0) for j, b in enumerate(back)]
    found = chains(links)
    held = [m for c in found for m in c]
    assert len(held) == len(set(held))
    chain_of = {m: k for k, c in enumerate(found) for m in c}
    for j, link in enumerate(links):
        if link:
            assert chain_of[j] == chain_of[link[0]]
    assert all(len(c) > 1 for c in found)
