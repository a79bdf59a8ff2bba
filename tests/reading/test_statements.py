"""Decoding statements: spans that cues introduce, and speech that none does."""

from __future__ import annotations

import numpy as np

from secondsource.reading.statements import StatementDecoding, cueless, decode
from tests.reading.build import pairs, probabilities, tags


def test_a_cue_introduces_a_span_and_a_source() -> None:
    # Venn said it sank at dawn
    cues = np.array([(1, 2)], np.int32)
    roles = [[[0, 0, 5, 0, 0, 0]], [[0, 0, 0, 0, 0, 4]], [[3, 0, 0, 0, 0, 0]], [[3, 0, 0, 0, 0, 0]]]
    (only,) = decode(pairs(roles, none=[0] * 6, null=[[0, 0, 2, 2]]), cues, settings=StatementDecoding())
    assert (only.cue, only.source, only.content, only.score) == ((1, 2), (0, 1), ((2, 6),), 9.0)


def test_a_source_less_likely_than_none_is_none() -> None:
    cues = np.array([(1, 2)], np.int32)
    roles = [[[0, 0, 5]], [[0, 0, 4]], [[3, 0, 0]], [[3, 0, 0]]]
    scores = pairs(roles, none=[0] * 3, null=[[0, 0, 3, 3.5]])
    assert decode(scores, cues, settings=StatementDecoding())[0].source is None
    assert decode(scores, cues, settings=StatementDecoding(source=-1))[0].source == (0, 1)


def test_contents_may_nest() -> None:
    # Venn said Rek knew it sank
    cues = np.array([(1, 2), (3, 4)], np.int32)
    start, end = [[0, 0, 5, 0, 0, 0], [0, 0, 0, 0, 5, 0]], [[0, 0, 0, 0, 0, 5]] * 2
    source = [[5, 0, 0, 0, 0, 0], [0, 0, 5, 0, 0, 0]]
    scores = pairs([start, end, source, source], none=[0] * 6, null=[[0] * 4] * 2)
    found = decode(scores, cues, settings=StatementDecoding())
    assert [(f.source, f.content) for f in found] == [((0, 1), ((2, 6),)), ((2, 3), ((4, 6),))]


def test_no_cue_no_statement() -> None:
    scores = pairs([[[0.0]]] * 4, none=[0], null=[[0] * 4])
    assert decode(scores, np.zeros((0, 2), np.int32), settings=StatementDecoding()) == []


def test_speech_without_a_cue_is_of_three_words_or_more() -> None:
    assert cueless(tags("..tTT.tT...tTTT"), settings=StatementDecoding()) == [(2, 5), (11, 15)]
    assert cueless(tags("......"), settings=StatementDecoding()) == []
    assert cueless(tags(""), settings=StatementDecoding()) == []


def test_first_and_further_words_of_a_content_count_together() -> None:
    row = probabilities([{"B-content": 0.3, "I-content": 0.3}] * 4 + [{"I-content": 0.3}])
    assert cueless(row, settings=StatementDecoding(cueless=0.5)) == [(0, 4)]
    assert cueless(row, settings=StatementDecoding(cueless=0.7)) == []
    assert cueless(row, settings=StatementDecoding(cueless=0.2)) == [(0, 5)]
