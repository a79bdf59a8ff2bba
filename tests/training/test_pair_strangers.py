"""Strangers: only what surely is of two events may teach the pair reader "apart"."""

from __future__ import annotations

from dataclasses import replace

from tests.linking.said import party, wording
from training.pair_strangers import APART, strange

VOSS = {"Ada Voss": party("p1", "Ada Voss")}
BRAM = {"Ulf Bram": party("p2", "Ulf Bram")}
ONE = wording("Ada Voss was hurt in a blast.", event="hurt", parties=VOSS)


def later(days: int, parties: dict) -> object:
    name = next(iter(parties))
    held = wording(f"{name} was hurt in a blast.", event="hurt", parties=parties)
    return replace(held, day=(ONE.day or 0) + days)


def test_months_apart_without_a_name_in_common_are_strangers():
    assert strange(ONE, later(APART, BRAM))


def test_a_name_in_common_days_or_an_unknown_day_are_not():
    assert not strange(ONE, later(APART, VOSS))
    assert not strange(ONE, later(APART - 1, BRAM))
    assert not strange(ONE, replace(later(APART, BRAM), day=None))
