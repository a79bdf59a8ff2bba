"""Reasons in words: from the table, or plainly from the code."""

from __future__ import annotations

import string

import pytest

from secondsource.model import reasons
from secondsource.model.statement import Reason


def test_a_reason_of_the_table_takes_its_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(reasons.WORDS, "same-figure", "both give {0} {1}")
    assert reasons.words(Reason(code="same-figure", values=("40", "boats"))) == "both give 40 boats"


def test_a_reason_without_a_row_shows_itself() -> None:
    assert reasons.words(Reason(code="no-such-row", values=("a", "b"))) == "no such row a b"
    assert reasons.words(Reason(code="bare")) == "bare"


def test_every_row_can_be_filled_in() -> None:
    for code, row in reasons.WORDS.items():
        assert code == code.lower().replace(" ", "-")
        fields = {name for _, name, _, _ in string.Formatter().parse(row) if name is not None}
        assert fields == {str(n) for n in range(len(fields))}, code
