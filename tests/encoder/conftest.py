"""The vocabulary that ships with the package."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from secondsource.encoder.pieces import Piecer

VOCABULARY = Path(str(resources.files("secondsource") / "data" / "vocabulary.txt"))


@pytest.fixture(scope="session")
def piecer() -> Piecer:
    """A piecer that all tests share: what it remembers must change nothing."""
    return Piecer(VOCABULARY)


@pytest.fixture
def fresh() -> Piecer:
    """A piecer that remembers nothing yet."""
    return Piecer(VOCABULARY)
