"""A PostgreSQL of the benchmarks' own, started as the tests start it.

    python -m benchmarks.postgres FOLDER [--database NAME]

starts one that keeps its data in a folder, goes on, and prints the address of a database in it.
"""

from __future__ import annotations

import argparse
import contextlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
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


class Kept(conftest.Server):
    """A server whose data stays in a folder: made there, or started again; it outlives who started it."""

    def __init__(self, folder: Path, bin: Path) -> None:
        if not (folder / "data").exists():
            folder.mkdir(parents=True, exist_ok=True)
            super().__init__(folder, bin)
            return
        self.bin, self.folder, self.data = bin, folder, folder / "data"
        self.options = {**conftest.unprivileged(), "cwd": folder, "stdout": subprocess.DEVNULL}
        self.port = self._running() or conftest.free_port()
        if not self._answers():
            self.start()

    def start(self) -> None:
        """Start the server in a session of its own."""
        self.options["start_new_session"] = True
        super().start()

    def _running(self) -> int | None:
        """The port that a server which was started before says it listens on."""
        said = self.data / "postmaster.pid"
        lines = said.read_text().splitlines() if said.exists() else []
        return int(lines[3]) if len(lines) > 3 else None


def kept(folder: Path) -> Kept:
    """The server of a folder. It is stopped with `kill -INT $(head -1 FOLDER/data/postmaster.pid)`."""
    binaries = conftest.binaries()
    if binaries is None:
        raise SystemExit("PostgreSQL is not installed (apt install postgresql)")
    return Kept(folder.resolve(), binaries)


def main(arguments: Sequence[str] | None = None) -> int:
    """Start the server of a folder and print the address of a database in it, made where it is not there."""
    import psycopg

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--database", default="ledger")
    options = parser.parse_args(arguments)
    held = kept(options.folder)
    with psycopg.connect(held.address("postgres"), autocommit=True) as connection:
        query = "SELECT 1 FROM pg_database WHERE datname = %s"
        if connection.execute(query, (options.database,)).fetchone() is None:
            name = psycopg.sql.Identifier(options.database)
            connection.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(name))
    print(held.address(options.database))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
