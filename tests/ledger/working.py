"""What the processes do that are killed: each kind of work on a ledger, by the real paths.

The reader is a stand-in whose rows come from `benchmarks.generate`, so no encoder is needed.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import resource
import signal
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Engine, event

from secondsource.cli import main as command_line
from secondsource.desk import adding, pool
from secondsource.desk import reading as desk_reading
from secondsource.errors import LedgerError, SecondSourceError
from secondsource.ledger import Ledger, backup, evidence, jobs, rebuilding, transfer
from secondsource.model.answer import Answer
from secondsource.model.decision import Decision
from secondsource.model.report import Report
from tests.desk.standin import StandInReader
from tests.ledger import order

# Exit code of a process that told a fault.
TOLD = 3
# What the stand-in for a pair reader says: all kinds of answers.
ANSWERS = [
    Answer(
        **dict(zip(("same", "refines_a", "refines_b", "conflicts", "apart"), parts, strict=True)),
        event=event,
        supersedes=400,
        facet="other",
    )
    for event in (900, 300)
    for parts in (
        (1000, 0, 0, 0, 0),
        (0, 700, 0, 300, 0),
        (0, 0, 600, 0, 400),
        (0, 0, 0, 1000, 0),
        (0, 0, 0, 0, 1000),
    )
]
KIND = "fault"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One round of some work on one ledger; a process that goes on with it is given the same.

    seed: of the order in which things come. room: bytes that a file may have, as if the disk were full then.
    """

    work: str
    where: str
    folder: str
    seed: int
    room: int | None = None

    def path(self, name: str) -> Path:
        """A file of this round."""
        return Path(self.folder, f"{self.where.rpartition('/')[2]}.{name}")

    def tell(self, what: str) -> None:
        """Note for the parent what was done; it outlives the process."""
        with open(self.path("told"), "a", encoding="utf-8") as file:
            file.write(f"{what}\n")

    def told(self) -> list[str]:
        """All that processes of this round told, without a last line that was cut off."""
        path = self.path("told")
        return path.read_text(encoding="utf-8").split("\n")[:-1] if path.exists() else []

    def said(self) -> str:
        """The faults that processes of this round ended with."""
        path = self.path("said")
        return path.read_text(encoding="utf-8") if path.exists() else "it said nothing"

    def steps(self) -> tuple[int, int]:
        """Of a run that went through: statements with commits and begins, and the latter alone."""
        steps, borders = self.path("steps").read_text(encoding="utf-8").split()
        return int(steps), int(borders)


def child(given: Given, before: int | None) -> None:
    """Do the work in this process, and end it.

    before: kill it right before so many statements, commits and begins; negative: so many commits and begins.
    """
    if given.room is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (given.room, given.room))
    steps = _armed(before)
    pool.__dict__["reading_row"] = _row
    desk_reading._shared[:] = [StandInReader()]
    try:
        code = WORKS[given.work](given) or 0
        given.path("steps").write_text(f"{steps[0]} {steps[1]}", encoding="utf-8")
    except SecondSourceError as error:
        kind = error.kind if isinstance(error, LedgerError) else type(error).__name__
        _say(given, f"{kind}: {error}")
        code = TOLD
    except BaseException:
        _say(given, traceback.format_exc())
        code = 1
    # Threads that still read must not keep a process that has told its end.
    os._exit(code)


def _say(given: Given, words: str) -> None:
    with open(given.path("said"), "a", encoding="utf-8") as file:
        file.write(f"{words}\n")


def _armed(before: int | None) -> list[int]:
    """Count statements with the borders of transactions, and these borders alone; kill where it is told."""
    counts = [0, 0]

    def step(*_: Any) -> None:
        counts[0] += 1
        if before in (counts[0], -counts[1]):
            os.kill(os.getpid(), signal.SIGKILL)

    def border(*_: Any) -> None:
        counts[1] += 1
        step()

    event.listen(Engine, "before_cursor_execute", step)
    event.listen(Engine, "commit", border)
    event.listen(Engine, "begin", border)
    return counts


@lru_cache(maxsize=2)
def _given(folder: str) -> tuple[list[order.Pair], list[Decision]]:
    found: tuple[list[order.Pair], list[Decision]] = pickle.loads(Path(folder, "given.pickle").read_bytes())
    return found


class Reader:
    """Gives the rows that were made with the reports; each takes a moment, as reading does."""

    def __init__(self, pairs: list[order.Pair], seed: int) -> None:
        self._rows = {report.id: row for report, row in pairs}
        self._random = Random(seed)

    def read(self, report: Report, *, raw: bool = False) -> Any:
        """The row of a report."""
        time.sleep(self._random.random() * 0.004)
        return self._rows[report.id]


def _row(found: Any) -> Any:
    """A reading as its row; the reader above gives rows."""
    from secondsource.records import reading_row

    return found if isinstance(found, dict) else reading_row(found)


def _desk(given: Given) -> None:
    pairs, _ = _given(given.folder)
    with Ledger.open(given.where) as ledger:
        adding.add(
            ledger,
            [report for report, _ in order.order(pairs, given.seed)],
            reader=Reader(pairs, given.seed),
            on_outcome=lambda outcome: given.tell(f"{outcome.state} {outcome.report}"),
        )


def _command(given: Given) -> int:
    os.dup2(os.open(given.path("told"), os.O_WRONLY | os.O_CREAT | os.O_APPEND), 1)
    records = str(Path(given.folder, "reports.jsonl"))
    return command_line(["add", records, "--ledger", given.where, "--format", "jsonl", "-q"])


def _ledger(given: Given) -> None:
    """Jobs with a lease of a moment: what a killed process held is free when it has run out."""
    pairs = {report.id: (report, row) for report, row in _given(given.folder)[0]}
    random, worker = Random(given.seed), f"{os.getpid()} {given.seed}"
    with Ledger.open(given.where) as ledger:
        with ledger.changing() as connection:
            jobs.put(connection, KIND, [(id, None) for id in pairs])
        while True:
            with ledger.working() as connection:
                job = jobs.claim(connection, KIND, worker=worker, lease=0.3, attempts=1000)
            if job is None:
                with ledger.reading() as connection:
                    counts = jobs.counts(connection, KIND)
                if not counts[jobs.WAITING] + counts[jobs.LEASED]:
                    return
                time.sleep(0.05)
                continue
            with contextlib.suppress(LostLease), _lease():
                _keep(ledger, job, pairs[job.key], apart=random.random() < 0.3)
                given.tell(f"added {job.key}")


class LostLease(Exception):
    """Another has the job."""


@contextlib.contextmanager
def _lease() -> Any:
    try:
        yield
    except LedgerError as error:
        if error.kind != "lease-lost":
            raise
        raise LostLease from error


def _keep(ledger: Ledger, job: jobs.Job, pair: order.Pair, *, apart: bool) -> None:
    """Keep a report and its reading, in one transaction or in two; with the last one the job is done."""
    report, row = pair
    if apart:
        with ledger.writing("add") as w:
            evidence.add_report(w, evidence.Received(report=report))
    with ledger.writing("add") as w:
        evidence.add_report(w, evidence.Received(report=report, reading=row))
        jobs.done(w.connection, job)


def _decide(given: Given) -> None:
    """Decisions in some order; then all reports again, since some were removed and are not any more."""
    pairs, made = _given(given.folder)
    decisions = order.order(made, given.seed)
    with Ledger.open(given.where) as ledger:
        for begin in range(0, len(decisions), 2):
            order.entered(ledger, decisions[begin : begin + 2])
            for decision in decisions[begin : begin + 2]:
                given.tell(f"decided {decision.id}")
        order.added(ledger, pairs, size=5)


def _rebuild(given: Given) -> None:
    with Ledger.open(given.where) as ledger:
        rebuilding.rebuild(ledger)


def _import(given: Given) -> None:
    with Ledger.open(given.where) as ledger:
        folder = Path(given.folder)
        done = transfer.import_files(ledger, [folder / "all.jsonl"], captures=folder / "captures")
        assert done.refused == [], done.refused


def _backup(given: Given) -> None:
    with Ledger.open(given.where) as ledger:
        backup.backup(ledger, given.path("backup"))


def _restore(given: Given) -> None:
    # One that was killed at its very end has made a ledger that refuses another restore: it is done.
    with contextlib.suppress(FileExistsError), _refused():
        backup.restore(Path(given.folder, "all.backup"), given.where)


@contextlib.contextmanager
def _refused() -> Any:
    try:
        yield
    except LedgerError as error:
        if error.kind != "refused":
            raise
        raise FileExistsError from error


def _link(given: Given) -> None:
    """All is linked and judged, pairs read by the ids alone; then once more from nothing."""
    from secondsource.desk import linking

    linking.__dict__["reader"] = lambda: "sha256:stand-in"
    linking.__dict__["read_pair"] = lambda a, b: ANSWERS[int(a.id[-2:] + b.id[-2:], 16) % len(ANSWERS)]
    linking.__dict__.update(_REPORTS=3, _POINTS=40, _CLAIMS=12, _PAIRS=10)
    with Ledger.open(given.where) as ledger:
        linking.link(ledger)
        if not given.told():
            given.tell("linked")
        _, differences = linking.relink(ledger)
        assert differences == [], differences


def _create(given: Given) -> None:
    Ledger.open(given.where).close()


WORKS: dict[str, Callable[[Given], int | None]] = {
    "add by desk": _desk,
    "add by ledger": _ledger,
    "add by command": _command,
    "decide": _decide,
    "rebuild": _rebuild,
    "import": _import,
    "backup": _backup,
    "restore": _restore,
    "create": _create,
    "link": _link,
}
# These begin with a ledger in which all reports are.
FILLED = ("decide", "rebuild", "backup", "link")
# Between two runs of these, the ledger is not whole, and says so.
UNFINISHED = ("import", "restore")
