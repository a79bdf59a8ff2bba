"""Ledgers for the desk, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.desk.standin import StandInReader
from tests.ledger.conftest import dialect, make_where, postgres, where

__all__ = ["dialect", "make_where", "postgres", "where"]

SAID = "Warden Elin Sorby said the {n} gate of the dam was open.\n\nCosmo Vey said nobody had gone near it.\n"


@pytest.fixture
def reader() -> StandInReader:
    """A reader that knows one pattern, and is there at once."""
    return StandInReader()


@pytest.fixture
def reports(tmp_path: Path) -> Callable[..., Path]:
    """Makes a folder of so many reports, each different, from the number `first` on."""

    def make(count: int, first: int = 0, name: str = "reports") -> Path:
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        for n in range(first, first + count):
            (folder / f"{n:03}.txt").write_text(SAID.format(n=n), encoding="utf-8")
        return folder

    return make
