"""Decoding statements: spans that cues introduce, and speech that none does."""

from __future__ import annotations

import numpy as np
import pytest

from secondsource.reading.attributions import Found
from secondsource.reading.statements import StatementDecoding, cueless, decode
from secondsource.reading.tags import Tags
from secondsource.reading.worth import EVIDENCE, Worth
from tests.reading.build import pairs, probabilities, tags

INNER = tuple(float(name == "inner") for name in EVIDENCE)


def decoded(row: str, scores, cues: list[tuple[int, int]], **settings) -> list[Found]:  # type: ignore[no-untyped-def]
    """The statements of one text with these tags; a `|` begins a sentence."""
    sentence = np.cumsum([letter == "|" for letter in row]).astype(np.int32)
    told = Tags.of(tags(row.replace("|", ".")))
    held = np.array(cues, np.int32).reshape(-1, 2)
    return decode(told, told, scores, held, sentence, settings=StatementDecoding(**settings))


def test_a_cue_introduces_a_span_and_a_source() -> None:
    # Venn said it sank at dawn
    roles = [[[0, 0, 5, 0, 0, 0]], [[0, 0, 0, 0, 0, 4]], [[3, 0, 0, 0, 0, 0]], [[3, 0, 0, 0, 0, 0]]]
    (only,) = decoded(".c....", pairs(roles, none=[0] * 6, null=[[0, 0, 2, 2]]), [(1, 2)])
    assert (only.cue, only.source, only.content) == ((1, 2), (0, 1), ((2, 6),))


def test_a_surer_content_has_the_greater_score() -> None:
    scores = [
        decoded(
            ".c..",
            pairs([[[0, 0, p, 0]], [[0, 0, 0, p]], [[0] * 4], [[0] * 4]], none=[0] * 4, null=[[0] * 4]),
            [(1, 2)],
        )[0].score
        for p in (2, 5, 9)
    ]
    assert scores == sorted(scores)
    assert scores[0] < scores[-1] <= 0


def test_neither_content_nor_source_runs_over_a_sentence() -> None:
    # Venn said it sank . | Rek left
    roles = [
        [[0, 0, 5, 0, 0, 0, 0]],
        [[0, 0, 0, 0, 2, 0, 5]],
        [[3, 0, 0, 0, 0, 0, 0]],
        [[0, 0, 0, 0, 0, 3, 0]],
    ]
    (only,) = decoded(".c...|.", pairs(roles, none=[0] * 7, null=[[0] * 4]), [(1, 2)])
    assert only.content == ((2, 5),)
    assert only.source is not None
    assert only.source[1] <= 5 or only.source[0] >= 5


def test_a_source_less_likely_than_none_is_none() -> None:
    roles = [[[0, 0, 5]], [[0, 0, 4]], [[3, 0, 0]], [[3, 0, 0]]]
    scores = pairs(roles, none=[0] * 3, null=[[0, 0, 3, 3.5]])
    assert decoded(".c.", scores, [(1, 2)])[0].source is None
    assert decoded(".c.", scores, [(1, 2)], source=-1.0)[0].source == (0, 1)


NESTED = pairs(
    [
        [[0, 0, 5, 0, 0, 0], [0, 0, 0, 0, 5, 0]],
        [[0, 0, 0, 0, 0, 5]] * 2,
        *[[[5, 0, 0, 0, 0, 0], [0, 0, 5, 0, 0, 0]]] * 2,
    ],
    none=[0] * 6,
    null=[[0] * 4] * 2,
)  # Venn said Rek knew it sank


def test_contents_may_nest() -> None:
    found = decoded(".c.c..", NESTED, [(1, 2), (3, 4)])
    assert [(f.source, f.content) for f in found] == [((0, 1), ((2, 6),)), ((2, 3), ((4, 6),))]


def test_a_cue_inside_another_s_content_counts_as_inner() -> None:
    found = decoded(".c.c..", NESTED, [(1, 2), (3, 4)], worth=Worth(weights=INNER, least=-1.0))
    assert [f.score for f in found] == [0.0, 1.0]
    kept = decoded(".c.c..", NESTED, [(1, 2), (3, 4)], worth=Worth(weights=INNER, least=0.5))
    assert [f.cue for f in kept] == [(3, 4)]


def test_no_cue_no_statement() -> None:
    assert decoded(".", pairs([[[0.0]]] * 4, none=[0], null=[[0] * 4]), []) == []


# --- without a cue


def test_speech_without_a_cue_is_of_three_words_or_more() -> None:
    held = Tags.of(tags("..tTT.tT...tTTT"))
    assert cueless(held, settings=StatementDecoding()) == [(2, 5), (11, 15)]
    assert cueless(Tags.of(tags("......")), settings=StatementDecoding()) == []


@pytest.mark.parametrize(("least", "expected"), [(0.5, [(0, 4)]), (0.7, []), (0.2, [(0, 5)])])
def test_first_and_further_words_of_a_content_count_together(
    least: float, expected: list[tuple[int, int]]
) -> None:
    held = Tags.of(probabilities([{"B-content": 0.3, "I-content": 0.3}] * 4 + [{"I-content": 0.3}]))
    assert cueless(held, settings=StatementDecoding(cueless=least)) == expected
