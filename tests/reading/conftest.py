"""The reader with the weights that ship with the package."""

from __future__ import annotations

import pytest

from secondsource.reading import Reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    """One reader for all tests, as one process has one."""
    return Reader.load()
