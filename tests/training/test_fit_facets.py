"""Fitting the weights of what is readable."""

from __future__ import annotations

import pytest

from secondsource.reading.hedges import groups
from training import fit_facets
from training.fit_facets import Row, f1, fit, table
from training.readings_of_words import quartiles


def test_what_is_seen_often_outweighs_what_is_expected() -> None:
    rows = [Row(["one", "may@content"], True, k) for k in range(40)] + [
        Row(["one"], False, k) for k in range(40)
    ]
    seen = fit(rows, {"may@content": -1.0})["may@content"]
    assert seen > 1
    few = fit(rows[:1], {"may@content": -1.0})["may@content"]
    assert -1 <= few < 0


def test_f1_counts_statements_not_hedges() -> None:
    rows = [Row([], True, 0), Row([], False, 0), Row([], False, 1)]
    assert f1(rows, [1.0, -1.0, -1.0], [True, False], 0.0) == 100
    assert f1(rows, [-1.0, -1.0, 1.0], [True, False], 0.0) == 0


def test_the_table_moves_the_cut_to_zero_and_drops_what_weighs_nothing() -> None:
    assert table({"one": -1.0, "=may": 0.1, "stand:lead": 0.04, "may@cue": 1.26}, -0.6) == {
        "one": -0.4,
        "may@cue": 1.3,
    }


def test_expected_weights_name_groups_of_the_table() -> None:
    names = set(groups())
    assert {k.rsplit("@", 1)[0] for k in fit_facets.EXPECTED if "@" in k} <= names


def test_quartiles() -> None:
    assert quartiles([10, 20, 30, 40, 50]) == pytest.approx((20, 30, 40))
