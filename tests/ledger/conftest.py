"""Ledgers to test on: each test body runs on SQLite and on a real PostgreSQL, started here."""

from __future__ import annotations

import contextlib
import itertools
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from secondsource.ledger import Ledger, clock

# Servers refuse to run as root; the first of these users that is there runs it then.
USERS = ("postgres", "nobody")
SETTINGS = {
    # What is tested is ours, not that PostgreSQL survives a power cut.
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "timezone": "America/New_York",
}


def binaries() -> Path | None:
    """The folder of PostgreSQL's programs: of the newest version there is, or None."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]), reverse=True
    )
    if found:
        return found[0].parent
    named = shutil.which("initdb")
    return Path(named).resolve().parent if named else None


def unprivileged() -> dict[str, Any]:
    """How to start a process that is not root: options of `subprocess`, empty where we aren't root."""
    if os.geteuid() != 0:
        return {}
    for name in USERS:
        with contextlib.suppress(KeyError):
            user = pwd.getpwnam(name)
            return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    pytest.skip("PostgreSQL does not run as root, and there is no other user")


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


class Server:
    """A PostgreSQL of our own; `url(name)` makes an empty database and gives its address."""

    def __init__(self, folder: Path, bin: Path) -> None:
        self.bin, self.port = bin, free_port()
        self.data = folder / "data"
        self.options = {**unprivileged(), "cwd": folder, "stdout": subprocess.DEVNULL}
        self._numbers = itertools.count()
        self.made: list[str] = []
        if "user" in self.options:
            os.chown(folder, self.options["user"], self.options["group"])
        self._run("initdb", "-D", self.data, "-U", "owner", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        self.folder = folder
        self.start()

    def _run(self, program: str, *words: object) -> None:
        done = subprocess.run(
            [str(self.bin / program), *map(str, words)],
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            **self.options,
        )
        if done.returncode != 0:
            raise RuntimeError(f"{program}: {done.stderr}")

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        settings = [f"-c{name}={value}" for name, value in SETTINGS.items()]
        place = [
            f"-cport={self.port}",
            "-clisten_addresses=127.0.0.1",
            f"-cunix_socket_directories={self.folder}",
        ]
        self.process = subprocess.Popen(
            [str(self.bin / "postgres"), "-D", str(self.data), *settings, *place],
            stderr=subprocess.DEVNULL,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            **self.options,
        )
        for _ in range(200):
            if self._answers():
                return
            time.sleep(0.05)
        raise RuntimeError("PostgreSQL did not start")

    def _answers(self) -> bool:
        words = [str(self.bin / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port), "-U", "owner"]
        return subprocess.run(words, check=False).returncode == 0

    def stop(self, *, how: signal.Signals = signal.SIGINT) -> None:
        """Stop the server as when its machine is shut down; with SIGQUIT as when it is switched off."""
        self.process.send_signal(how)
        self.process.wait(60)

    def address(self, database: str) -> str:
        """The address of a database, whether it is there or not."""
        return f"postgresql://owner@127.0.0.1:{self.port}/{database}"

    def new(self, *options: str) -> str:
        """Make an empty database and give its address; options in SQL."""
        import psycopg

        name = f"ledger{next(self._numbers)}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} {' '.join(options)}".encode())
        self.made.append(name)
        return self.address(name)

    def clear(self) -> None:
        """Drop the databases that `new` made: hundreds of them would be a gigabyte."""
        import psycopg

        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            while self.made:
                connection.execute(f"DROP DATABASE {self.made.pop()} WITH (FORCE)".encode())


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """The one PostgreSQL of the run; skipped, with the reason, where none is installed."""
    found = binaries()
    if found is None:
        pytest.skip("PostgreSQL is not installed (apt install postgresql)")
    # Not below pytest's folder, which other users cannot enter.
    folder = Path(tempfile.mkdtemp(prefix="secondsource-pg-"))
    try:
        server = Server(folder, found)
        try:
            yield server
        finally:
            server.stop(how=signal.SIGQUIT)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def dialect(request: pytest.FixtureRequest) -> str:
    """The database that this run of a test is on."""
    name: str = request.param
    return name


@pytest.fixture
def make_where(dialect: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Callable[[], str]]:
    """Gives the name of one more place for a ledger, where there is none yet."""
    numbers = itertools.count()
    if dialect == "sqlite":
        yield lambda: str(tmp_path / f"story{next(numbers)}.ledger")
    else:
        server: Server = request.getfixturevalue("postgres")
        yield server.new
        server.clear()


@pytest.fixture
def where(make_where: Callable[[], str]) -> str:
    """The path or address of a place for a ledger, where there is none yet."""
    return make_where()


@pytest.fixture
def make_ledger(make_where: Callable[[], str]) -> Iterator[Callable[[], Ledger]]:
    """Gives one more new ledger of the same database."""
    with contextlib.ExitStack() as opened:
        yield lambda: opened.enter_context(Ledger.open(make_where(), wait=5))


@pytest.fixture
def ledger(where: str) -> Iterator[Ledger]:
    """An empty ledger, on SQLite and on PostgreSQL."""
    with Ledger.open(where, wait=5) as opened:
        yield opened


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.moment = datetime(2024, 10, 3, 12, 0, tzinfo=UTC)

    def now(self) -> datetime:
        """The moment it is set to."""
        return self.moment

    def move(self, **by: float) -> None:
        """Go on, or back with a negative figure: `move(hours=-1)`."""
        self.moment += timedelta(**by)


@pytest.fixture
def still_clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The ledger's clock, standing at noon of 3 October 2024 (UTC)."""
    made = Clock()
    monkeypatch.setattr(clock, "now", made.now)
    return made
