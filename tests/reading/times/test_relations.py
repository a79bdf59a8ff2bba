"""How a time stands to what is told."""

from __future__ import annotations

import pytest

from secondsource.model.report import Report
from secondsource.reading.times import times
from secondsource.text import segment


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("It fell in March 2026.", "in"),
        ("It fell on Friday.", "in"),
        ("It has been shut since Friday.", "since"),
        ("It dates back to 1988.", "since"),
        ("The rule will apply from 1 May.", "since"),
        ("He was absent from 1988 onwards.", "since"),
        ("The photographs from 1988 are lost.", "in"),
        ("It will be shut until Friday.", "until"),
        ("It must be done by Friday.", "until"),
        ("They were shaken by Friday's attack.", "in"),
        ("It lasted through the 1990s.", "in"),
        ("It was done up to 1988.", "until"),
        ("They left before Friday.", "before"),
        ("They left prior to 1988.", "before"),
        ("They left after 1988.", "after"),
        ("He served from 2002 to 2005.", "from-to"),
        ("It ran for six months.", "in"),
    ],
)
def test_the_words_before_a_time_tell_its_relation(text: str, relation: str) -> None:
    (time,) = times(segment(text), Report(text=text, published="2026-04-15"), ())
    assert time.relation == relation
