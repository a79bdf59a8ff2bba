"""Marks of words gathered over windows: mentions with their names, vectors, odds of facets."""

from __future__ import annotations

import numpy as np
import pytest

from secondsource.encoder.heads import (
    BOUNDS,
    DISTANCES,
    FACETS,
    KEY,
    LINK,
    NAME_TAGS,
    TYPES,
    WORDS,
    Tables,
    pooled,
)
from secondsource.reading.coreference import FEATURES
from secondsource.reading.drafts import Draft
from secondsource.reading.marks import gathered, links, marks_of, odds
from secondsource.text import segment

TEXT = "The pilot Orla Venn said she slept. Venn left."
TABLES = Tables(
    distance={},
    step={},
    bounds=np.zeros((len(BOUNDS), DISTANCES), np.float32),
    link=np.zeros(0, np.float32),
)


def outputs(names: dict[int, str], heads: dict[int, tuple[int, int]], words: int) -> dict[str, np.ndarray]:
    """Outputs of one window: tags of names by word, and bounds (first, last) by head."""
    out = {name: np.zeros((words, size), np.float32) for name, size in WORDS.items()}
    out["name.tags"][:, 0] = 4.0
    for w, tag in names.items():
        out["name.tags"][w, NAME_TAGS.index(tag)] = 9.0
    out["mention.head"][:] = -5.0
    key = out["mention.key"].reshape(words, len(BOUNDS), KEY)
    query = out["mention.query"].reshape(words, len(BOUNDS), KEY)
    for w in range(words):
        key[w, :, w] = 9.0
    for head, (first, last) in heads.items():
        out["mention.head"][head] = 5.0
        query[head, 0, first], query[head, 1, last] = 9.0, 9.0
    out["mention.type"][:, TYPES.index("other")] = 2.0
    return out


def test_a_phrase_takes_the_name_and_type_at_its_head() -> None:
    segments = segment(TEXT)
    held = outputs({2: "B-person", 3: "I-person", 8: "B-person"}, {3: (0, 3), 5: (5, 5)}, len(segments))
    marks = marks_of(segments, held, TABLES, 0)
    assert [(m.words, m.head, m.name, m.type, m.pronoun) for m in marks.seen] == [
        ((0, 4), 3, (2, 4), "person", False),
        ((5, 6), 5, None, None, True),
        ((8, 9), 8, (8, 9), "person", False),  # a name that no phrase takes up is a mention by itself
    ]


def test_a_phrase_never_cuts_its_name() -> None:
    segments = segment(TEXT)
    held = outputs({2: "B-person", 3: "I-person"}, {3: (3, 3)}, len(segments))
    assert [m.words for m in marks_of(segments, held, TABLES, 0).seen] == [(2, 4)]


def test_windows_come_together_in_words_of_the_text() -> None:
    segments = segment(TEXT)
    first = outputs({2: "B-person", 3: "I-person"}, {}, 8)
    second = outputs({0: "B-person"}, {}, len(segments) - 8)
    second["point.start"][0] = 3.0
    parts = [marks_of(segments, first, TABLES, 0), marks_of(segments, second, TABLES, 8)]
    whole = gathered(parts)
    assert [m.words for m in whole.seen] == [(2, 4), (8, 9)]
    assert whole.query.shape == (2, LINK) and whole.content.shape == (len(segments), len(FACETS))
    assert whole.starts[8] == pytest.approx(0.9526, abs=1e-3)


def test_a_text_without_windows_has_no_marks() -> None:
    whole = gathered([])
    assert whole.seen == () and whole.starts.shape == (0,) and whole.content.shape == (0, len(FACETS))
    assert links(segment(""), whole, np.zeros(FEATURES, np.float32), np.zeros(0, np.int32)) == []


def test_odds_are_a_soft_maximum_of_the_content_and_the_cues_own() -> None:
    segments = segment(TEXT)
    held = outputs({}, {}, len(segments))
    at = FACETS.index("forecast")
    held["facet.content"][6, at], held["facet.cue"][4, at] = 7.0, 2.0
    marks = marks_of(segments, held, TABLES, 0)
    found = odds(marks, Draft(cue=(4, 5), source=None, content=(5, 8)))
    assert set(found) == set(FACETS)
    assert found["forecast"] == pytest.approx(float(np.log((np.exp(7) + 2) / 3)) + 2.0, abs=1e-4)
    assert odds(marks, Draft(cue=None, source=None, content=(5, 8)))["forecast"] == pytest.approx(
        found["forecast"] - 2.0, abs=1e-4
    )


def test_a_soft_maximum_stays_finite() -> None:
    assert np.isfinite(pooled(np.full((3, 2), 300.0, np.float32), None)).all()
