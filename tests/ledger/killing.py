"""Work on a ledger in processes of its own, killed at random moments; and all that must hold afterwards.

A run is killed at a random moment, or right before one of its statements or its commit; then it is started
again until all is done. Whatever a process told was kept must be there after its death; nothing may be there
twice or by halves; and at the end the ledger must export the same bytes as one that nobody disturbed.
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
import pickle
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random
from typing import Any

import pytest

from benchmarks.generate import generate
from secondsource.ledger import Ledger, backup, transfer
from tests.ledger import order
from tests.ledger.sound import State, between, state
from tests.ledger.working import FILLED, Given, child

# Seconds after which a process that should end has hung.
HUNG = 120
_NUMBERS = itertools.count()


class Places:
    """Places for ledgers: files of a folder, or databases made on a server. `drop` takes them away."""

    def __init__(self, folder: Path, *, admin: str | None = None) -> None:
        self.folder, self.admin = folder, admin
        self._made: list[str] = []

    @property
    def dialect(self) -> str:
        """ "sqlite" or "postgresql"."""
        return "sqlite" if self.admin is None else "postgresql"

    def new(self, *, like: str | None = None) -> str:
        """A place where there is no ledger yet, or a copy of a ledger that nobody has open."""
        name = f"faults_{os.getpid()}_{next(_NUMBERS)}"
        self._made.append(name)
        if self.admin is None:
            path = self.folder / f"{name}.ledger"
            if like is not None:
                path.write_bytes(Path(like).read_bytes())
            return str(path)
        template = "" if like is None else f" TEMPLATE {like.rpartition('/')[2]}"
        self._execute(f"CREATE DATABASE {name}{template}")
        return f"{self.admin.rpartition('/')[0]}/{name}"

    def drop(self) -> None:
        """Take away all that were made."""
        while self._made:
            name = self._made.pop()
            if self.admin is not None:
                self._execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            else:
                for path in self.folder.glob(f"{name}.ledger*"):
                    path.unlink()

    def cut(self) -> int:
        """Cut all connections to the databases that were made; gives how many."""
        names = ", ".join(f"'{name}'" for name in self._made)
        query = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname IN"
        return int(self._execute(f"{query} ({names})"))

    def _execute(self, command: str) -> Any:
        import psycopg

        assert self.admin is not None
        with psycopg.connect(self.admin, autocommit=True) as connection:
            done = connection.execute(command.encode())
            return None if done.description is None else (done.fetchone() or [None])[0]


@dataclass(kw_only=True)
class Run:
    """One process at work."""

    process: BaseProcess
    given: Given

    def ended(self, *, within: float = HUNG) -> int:
        """Its exit code: 0 done, 3 it told a fault of the ledger, -9 killed. Waits till it has ended."""
        self.process.join(within)
        if self.process.exitcode is None:
            self.process.kill()
            raise AssertionError(f"it hung: {self.given}")
        return self.process.exitcode

    def killed(self, after: float) -> int:
        """Kill it after some seconds, if it has not ended by then."""
        self.process.join(after)
        self.process.kill()
        return self.ended()


@dataclass(kw_only=True)
class Figures:
    """What was done. by_statement: kills right before a statement or commit; told: what was told as kept."""

    work: str
    rounds: int = 0
    runs: int = 0
    kills: int = 0
    by_statement: int = 0
    told: int = 0
    seconds: float = 0.0

    def row(self) -> dict[str, Any]:
        """As JSON."""
        return dict(vars(self))


@dataclass(kw_only=True)
class Campaign:
    """Ledgers of one database, and the reports that all work is done on.

    folder is for what processes leave: what they told, exports, backups.
    """

    places: Places
    folder: Path
    reports: int
    seed: int
    random: Random = field(init=False)
    _ready: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.random = Random(f"{self.seed}/{self.places.dialect}")
        self.folder.mkdir(exist_ok=True)
        pairs = [(report, row) for report, row, _ in generate(self.reports, self.seed, most=self.reports)]
        self.pairs: list[order.Pair] = pairs
        with Ledger.open(self.places.new()) as scratch:
            decisions = order.decisions_on(pairs, scratch)
        (self.folder / "given.pickle").write_bytes(pickle.dumps((pairs, decisions)))
        lines = "".join(f"{_record(report.text, n)}\n" for n, (report, _) in enumerate(pairs))
        (self.folder / "reports.jsonl").write_text(lines, encoding="utf-8")
        self.filled = self.places.new()
        with Ledger.open(self.filled) as ledger:
            order.added(ledger, pairs, size=10)
            transfer.export(
                ledger, self.folder / "all.jsonl", captures=self.folder / "captures", history=True
            )
            backup.backup(ledger, self.folder / "all.backup")
        # The first process loads what all share; the times of the others are those of their work.
        self.expected("create")

    def given(self, work: str) -> Given:
        """A new round of some work: a ledger with nothing in it, or with all reports."""
        where = self.places.new(like=self.filled if work in FILLED else None)
        return Given(work=work, where=where, folder=str(self.folder), seed=self.random.randrange(1 << 30))

    def started(self, given: Given, *, before: int | None = None) -> Run:
        """Start a process. before: it kills itself right before so many statements (see `working.child`)."""
        process = _context().Process(target=child, args=(given, before))
        process.start()
        return Run(process=process, given=given)

    def expected(self, work: str) -> State:
        """What the ledger is after the work, when nobody disturbs it; how long it took, in how many steps."""
        if work not in self._ready:
            given = self.given(work)
            began = time.monotonic()
            code = self.started(given).ended()
            assert code == 0, given.said()
            seconds = time.monotonic() - began
            found = state(given, between(given))
            steps, borders = given.steps()
            self._ready[work] = replace(found, seconds=seconds, steps=steps, borders=borders)
        ready: State = self._ready[work]
        return ready

    def run(self, work: str, kills: int) -> Figures:
        """Rounds of some work, each disturbed several times, till there were so many kills."""
        expected, figures, began = self.expected(work), Figures(work=work), time.monotonic()
        while figures.kills < kills:
            given = self.given(work)
            figures.rounds += 1
            planned = min(self.random.randint(1, 6), kills - figures.kills)
            for left in range(planned, 0, -1):
                figures.runs += 1
                if not self._disturbed(given, expected, left, figures):
                    break
                between(given)
            else:
                figures.runs += 1
                code = self.started(given).ended()
                assert code == 0, given.said()
            found = state(given, between(given))
            assert found == expected, f"{given}\n{found}\n{expected}"
            figures.told += len(given.told())
        figures.seconds = round(time.monotonic() - began, 1)
        return figures

    def _disturbed(self, given: Given, expected: State, left: int, figures: Figures) -> bool:
        """Start a process and kill it at a random moment; False where it had done all before that."""
        # The more kills are to come, the earlier this one, so that something is left to disturb.
        share = self.random.random() / left
        if self.random.random() < 0.5:
            # Half of these right before or after a commit: where what belongs together could come apart.
            any_step, border = 1 + int(share * expected.steps), -1 - int(share * expected.borders)
            code = self.started(given, before=self.random.choice((any_step, border))).ended()
            figures.by_statement += code == -signal.SIGKILL
        else:
            code = self.started(given).killed(share * expected.seconds)
        assert code in (0, -signal.SIGKILL), given.said()
        figures.kills += code != 0
        return code != 0

    def race(self, work: str, processes: int, *, kill: bool) -> Figures:
        """Several processes do the same work at once, one is killed, and the others end what it began."""
        expected, figures, began = self.expected(work), Figures(work=f"{work} x{processes}"), time.monotonic()
        given = self.given(work)
        each = [replace(given, seed=given.seed + n) for n in range(processes)]
        runs = [self.started(one) for one in each]
        figures.rounds, figures.runs = 1, processes
        if kill:
            code = runs.pop().killed(self.random.random() * expected.seconds * 0.7)
            assert code in (0, -signal.SIGKILL), given.said()
            figures.kills += code != 0
        for run in runs:
            code = run.ended()
            assert code == 0, given.said()
        found = state(given, between(given))
        assert found == expected, f"{given}\n{found}\n{expected}"
        figures.told = len(given.told())
        figures.seconds = round(time.monotonic() - began, 1)
        return figures

    def lose(self, work: str, times: int, *, lost: Callable[[], Any], again: bool = False) -> Figures:
        """`lost()` breaks the connection: each run that it hits tells it, and the next goes on.

        again: break it till the run has ended, since one that is lost between two transactions is made anew.
        """
        expected, figures, began = self.expected(work), Figures(work=f"{work}, lost"), time.monotonic()
        while figures.kills < times:
            given = self.given(work)
            figures.rounds += 1
            code = 3
            for _ in range(min(3, times - figures.kills)):
                run = self.started(given)
                run.process.join(self.random.random() * expected.seconds / 2)
                lost()
                while again and run.process.is_alive():
                    lost()
                    run.process.join(0.02)
                figures.runs += 1
                code = run.ended()
                assert code in (0, 3), given.said()
                if code == 0:
                    break
                assert "lost-connection" in given.said(), given.said()
                figures.kills += 1
                between(given)
            if code != 0:
                code = self.started(given).ended()
                assert code == 0, given.said()
            found = state(given, between(given))
            assert found == expected, f"{given}\n{found}\n{expected}"
        figures.seconds = round(time.monotonic() - began, 1)
        return figures


def _context() -> Any:
    """Processes from a clean one that has loaded all they need: they begin at once, and share no lock."""
    made = multiprocessing.get_context("forkserver")
    made.set_forkserver_preload(["__main__", "tests.ledger.working"])
    return made


def _record(text: str, n: int) -> str:
    import json

    return json.dumps(
        {"text": text, "title": f"Report {n}", "published": "2024-10-03", "publisher": "The Post"}
    )


def campaign(request: pytest.FixtureRequest, folder: Path, *, reports: int = 8) -> Iterator[Campaign]:
    """The body of a fixture: a campaign on the database that the request's parameter names."""
    admin = None
    if request.param == "postgresql":
        admin = request.getfixturevalue("postgres").address("postgres")
    places = Places(folder, admin=admin)
    try:
        yield Campaign(places=places, folder=folder / "work", reports=reports, seed=1)
    finally:
        places.drop()


def shares(works: Sequence[str], kills: int) -> dict[str, int]:
    """Kills shared out among kinds of work: adding has most of them, each kind at least one."""
    weights = {work: 4 if work.startswith("add") else 1 for work in works}
    whole = sum(weights.values())
    found = {work: max(1, kills * weight // whole) for work, weight in weights.items()}
    first = next(iter(found))
    found[first] += max(0, kills - sum(found.values()))
    return found
