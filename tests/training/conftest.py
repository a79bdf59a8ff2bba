"""The piecer that training and reading share."""

from __future__ import annotations

import pytest

from secondsource.encoder.pieces import Piecer
from training.data import VOCABULARY


@pytest.fixture(scope="session")
def piecer() -> Piecer:
    """A piecer over the vocabulary of the package."""
    return Piecer(VOCABULARY)
