"""What one run of `add` has in its hands: jobs that it took, reports that are being read, readings to keep.

Some are taken ahead, so that the pool never waits for the ledger, and readings are kept some at a time, since
a transaction costs the ledger as much as a report does.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from contextlib import suppress

from secondsource.desk.leases import JOBS, LEASE, Connection
from secondsource.desk.pool import Pool, Read
from secondsource.errors import LedgerError
from secondsource.ledger import Ledger, evidence, jobs
from secondsource.ledger.jobs import Job
from secondsource.model.report import Report

# A job with its report; None where that was removed meanwhile.
Taken = tuple[Job, Report | None]
# Seconds that a reading waits for others at most, to be kept in one transaction with them.
_PATIENCE = 0.5


class Hands:
    """Jobs in hand, from the moment they are taken until their reading is kept."""

    def __init__(self, pool: Pool, worker: str) -> None:
        self._pool, self._worker = pool, worker
        self._waiting: list[tuple[Job, Report]] = []
        self._running: dict[Future[Read], Job] = {}
        # Read, and not yet kept; and since when.
        self.read: list[tuple[Job, Read]] = []
        self._since = self._extended = time.monotonic()
        # After a process died, one report at a time till those in its hands then are done: one killed it.
        self.suspects: set[str] = set()

    def __bool__(self) -> bool:
        return bool(self._waiting or self._running or self.read)

    @property
    def room(self) -> int:
        """How many more jobs may be taken."""
        return self._most - len(self._waiting) - len(self._running) - len(self.read)

    @property
    def _most(self) -> int:
        return 1 if self.suspects else 2 * self._pool.slots

    def take(self, connection: Connection, room: int) -> list[Taken]:
        """Take up to so many jobs, in a transaction; the job of a removed report is done with that."""
        taken: list[Taken] = []
        for job in jobs.claim_many(connection, JOBS, max(room, 0), worker=self._worker, lease=LEASE):
            kept = evidence.get(connection, job.key)
            if kept.removed:
                jobs.finish(connection, job)
            report = None if kept.removed else kept.model(evidence.text(connection, job.key))
            taken.append((job, report))
        return taken

    def hold(self, taken: Sequence[Taken]) -> Iterator[str]:
        """Have what was taken, once its transaction is through; gives the reports that were removed."""
        self._waiting += [(job, report) for job, report in taken if report is not None]
        return iter([job.key for job, report in taken if report is None])

    def begin(self) -> None:
        """Hand to the pool what it has room for. Raises BrokenExecutor where a process of it died."""
        slots = 1 if self.suspects else self._pool.slots
        while self._waiting and len(self._running) < slots:
            job, report = self._waiting[0]
            self._running[self._pool.submit(report)] = job
            del self._waiting[0]

    def come(self, *, timeout: float) -> None:
        """Take what was read meanwhile. Raises BrokenExecutor where a process of the pool died."""
        if not self._running:
            return
        done, _ = wait(self._running, timeout=timeout, return_when=FIRST_COMPLETED)
        for future in done:
            if isinstance(error := future.exception(), BrokenExecutor):
                raise error
        if done and not self.read:
            self._since = time.monotonic()
        self.read += [(self._running.pop(future), future.result()) for future in done]

    @property
    def ripe(self) -> bool:
        """Whether what was read is to be kept now: enough of it, or it waited long, or nothing else comes."""
        if not self.read:
            return False
        enough = len(self.read) >= self._most // 2 or not (self._running or self._waiting)
        return enough or time.monotonic() - self._since > _PATIENCE

    def drop(self, ledger: Ledger, why: str) -> None:
        """After a process of the pool died: what it was reading is to be tried again, one at a time."""
        self.suspects |= {job.key for job in self._running.values()}
        with ledger.working() as connection:
            for job in self._running.values():
                with suppress(LedgerError):
                    jobs.failed(connection, job, why)
        self._running.clear()

    def release(self, ledger: Ledger, why: str) -> None:
        """Give all of it back, to whoever comes next, as if it had never been taken."""
        held = [*(job for job, _ in self._waiting), *self._running.values(), *(job for job, _ in self.read)]
        with ledger.working() as connection:
            for job in held:
                with suppress(LedgerError):
                    jobs.give_back(connection, job, why)

    def extend(self, ledger: Ledger) -> None:
        """Prolong the leases, now and then; what another has taken is let go of."""
        if time.monotonic() - self._extended < LEASE / 4:
            return
        self._extended = time.monotonic()
        with ledger.working() as connection:
            waiting, self._waiting = self._waiting, []
            for job, report in waiting:
                with suppress(LedgerError):
                    self._waiting.append((jobs.extend(connection, job, lease=LEASE), report))
            for future, job in list(self._running.items()):
                try:
                    self._running[future] = jobs.extend(connection, job, lease=LEASE)
                except LedgerError:
                    del self._running[future]
