"""Names and mentions from outputs made by hand."""

from __future__ import annotations

import numpy as np

from secondsource.encoder.heads import BOUNDS, DISTANCES, KEY, NAME_TAGS, TYPES, Tables
from secondsource.reading.mentions import names, phrases

SAME = np.zeros(6, np.int32)


def tags(*given: str) -> np.ndarray:
    """Outputs that make each word the tag named."""
    out = np.zeros((len(given), len(NAME_TAGS)), np.float32)
    for w, tag in enumerate(given):
        out[w, NAME_TAGS.index(tag)] = 8.0
    return out


def test_names_are_runs_of_their_tags() -> None:
    found = names(tags("O", "B-person", "I-person", "O", "B-place", "O"), SAME)
    assert [(n.words, TYPES[n.type]) for n in found] == [((1, 3), "person"), ((4, 5), "place")]
    assert all(n.score > 3 for n in found)


def test_two_names_side_by_side_are_two() -> None:
    assert [n.words for n in names(tags("B-person", "B-person", "I-person"), SAME[:3])] == [(0, 1), (1, 3)]


def test_a_name_never_runs_over_a_sentence() -> None:
    sentence = np.array([0, 0, 1], np.int32)
    assert [n.words for n in names(tags("B-unit", "I-unit", "I-unit"), sentence)] == [(0, 2), (2, 3)]


def test_a_name_that_begins_with_a_further_word_is_taken_all_the_same() -> None:
    assert [n.words for n in names(tags("O", "I-event", "I-event"), SAME[:3])] == [(1, 3)]


def test_words_of_two_types_make_one_name_of_the_likelier() -> None:
    given = tags("B-person", "I-person", "I-organization")
    given[2] *= 0.2
    found = names(given, SAME[:3])
    assert [(n.words, TYPES[n.type]) for n in found] == [((0, 3), "person")]


def outputs(heads: dict[int, tuple[int, int]], words: int = 6) -> dict[str, np.ndarray]:
    """Outputs in which each head points at its first and last word: a key for each, queries that pick it."""
    key, query = (np.zeros((words, len(BOUNDS), KEY), np.float32) for _ in range(2))
    for w in range(words):
        key[w, :, w] = 10.0
    sure = np.full((words, 1), -4.0, np.float32)
    for head, (first, last) in heads.items():
        query[head, 0, first], query[head, 1, last] = 10.0, 10.0
        sure[head] = 4.0
    kinds = np.zeros((words, len(TYPES)), np.float32)
    kinds[:, TYPES.index("organization")] = 3.0
    return {
        "mention.head": sure,
        "mention.type": kinds,
        "mention.key": key.reshape(words, -1),
        "mention.query": query.reshape(words, -1),
    }


TABLES = Tables(
    distance={},
    step={},
    bounds=np.zeros((len(BOUNDS), DISTANCES), np.float32),
    link=np.zeros(0, np.float32),
)


def test_mentions_are_found_from_their_heads_and_may_nest() -> None:
    found = phrases(outputs({1: (0, 4), 4: (3, 4)}), TABLES, SAME)
    assert [(m.words, m.head, TYPES[m.type]) for m in found] == [
        ((0, 5), 1, "organization"), ((3, 5), 4, "organization"),
    ]  # fmt: skip


def test_of_two_heads_with_the_same_words_the_surer_stays() -> None:
    held = outputs({1: (0, 2), 2: (0, 2)})
    held["mention.head"][2] = 6.0
    assert [m.head for m in phrases(held, TABLES, SAME)] == [2]


def test_a_mention_stays_in_its_sentence_and_holds_its_head() -> None:
    sentence = np.array([0, 0, 1, 1, 1, 2], np.int32)
    found = phrases(outputs({3: (0, 5)}), TABLES, sentence)
    assert len(found) == 1
    assert found[0].words[0] >= 2
    assert found[0].words[0] <= 3 < found[0].words[1] <= 5


def test_no_head_no_mention() -> None:
    assert phrases(outputs({}), TABLES, SAME) == []
