"""A PostgreSQL of the benchmarks' own, started as the tests start it."""

from __future__ import annotations

import contextlib
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.ledger import conftest


@contextlib.contextmanager
def server() -> Iterator[conftest.Server | None]:
    """A running server in a folder that goes with it; None, and a word on it, where none is installed."""
    binaries = conftest.binaries()
    if binaries is None:
        print("PostgreSQL is not installed: on SQLite alone", file=sys.stderr)
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="secondsource-pg-"))
    try:
        held = conftest.Server(folder, binaries)
        try:
            yield held
        finally:
            held.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
