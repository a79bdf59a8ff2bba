"""Adding: what is given is received into the ledger, read by a pool, and each reading kept as it comes.

Two steps, a report wholly in one transaction each. Received: the report and a job to read it. Read: its
reading, and the job is done. So what a killed run received waits in the ledger, and whoever adds next, here
or on another machine, takes it up; two that add at once share the work. One thread writes; reports wait in
the ledger and not in memory, which stays flat however many there are.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor
from contextlib import suppress
from typing import Any

from secondsource.desk import leases
from secondsource.desk.hands import Hands, Taken
from secondsource.desk.leases import JOBS
from secondsource.desk.outcomes import Outcome, State, Summary
from secondsource.desk.pool import Pool, Read
from secondsource.desk.reading import Given, ReportReader, _receive
from secondsource.errors import LedgerError, SecondSourceError, UsageError
from secondsource.ledger import Ledger, decisions, evidence, jobs, readings, stories
from secondsource.ledger.jobs import ATTEMPTS, Job
from secondsource.ledger.writing import Writing
from secondsource.model.report import Failure, Report
from secondsource.records import ReadRow

log = logging.getLogger("secondsource.desk")

# Received together in one transaction: so many reports, characters, and seconds of waiting for them.
_BATCH, _CHARACTERS, _SECONDS = 32, 1_000_000, 0.25
# Reports that may wait in the ledger to be read: what Ctrl-C leaves unread, and all that memory holds.
_AHEAD = 128
# Seconds between two looks at what another process still reads; and that nothing of ours may come.
_PAUSE, _LOOK = 0.2, 0.25
# Reports after which pages of the ledger are let go of: it takes less memory so, and hardly longer.
_LIGHTENED = 60

Tell = Callable[[Outcome], None]


def add(
    ledger: Ledger,
    given: Iterable[Given],
    *,
    story: str | None = None,
    author: str | None = None,
    jobs: int | None = None,
    reader: ReportReader | None = None,
    on_outcome: Tell | None = None,
    **options: Any,
) -> Summary:
    """Keep and read every report of all that is given, and what earlier runs left unread.

    Whoever is stopped or killed loses nothing that was told. Raises UsageError and UnknownId for a story that
    takes none, LedgerError where the ledger fails.
    """
    if story is not None:
        _check(ledger, story)
    pool = Pool(jobs=jobs, reader=reader)
    run = _Run(ledger, pool, story=story, author=author, tell=on_outcome)
    try:
        run.go(_all(given, options))
    except BaseException:
        # Readings that were being made are another's to make, and at once.
        try:
            with suppress(SecondSourceError):
                run.release()
        finally:
            leases.end(run.worker)
        raise
    finally:
        pool.close()
    return run.summary


def _all(given: Iterable[Given], options: dict[str, Any]) -> Iterator[Report | Failure]:
    for one in given:
        yield from _receive(one, **options)


def _check(ledger: Ledger, story: str) -> None:
    """Before anything is received: a story that is closed, or has no name, takes nothing."""
    if not story.strip():
        raise UsageError("a story needs a name")
    with ledger.reading() as connection:
        closed = {held.id: held.name for held in stories.listed(connection) if held.closed}
    name = closed.get(stories.id_of(story))
    if name is not None:
        raise UsageError(f"the story {name!r} is closed; open it again first (`story open`)")


class _Run:
    """One run of `add`. awaited: what was received and is not yet read, by id of the report."""

    def __init__(
        self, ledger: Ledger, pool: Pool, *, story: str | None, author: str | None, tell: Tell | None
    ) -> None:
        self.summary = Summary()
        self._ledger, self._pool, self._story, self._author = ledger, pool, story, author
        self._tell = tell
        self.worker = leases.worker()
        self._awaited: dict[str, tuple[str, State]] = {}
        # Of what was given up, that of which nothing is to be told any more.
        self._known: set[str] = set()
        # Reports since the ledger was last told to take less memory.
        self._kept = 0
        self._hands = Hands(pool, self.worker)

    def go(self, items: Iterator[Report | Failure]) -> None:
        """Receive, read and keep, till nothing is left that this run waits for."""
        with self._ledger.reading() as connection:
            self._known = leases.abandoned(connection)
        leases.free_the_dead(self._ledger)
        ended = False
        while True:
            if not ended and len(self._awaited) < _AHEAD:
                batch, ended = _taken(items)
                self._receive(batch)
            self._claim()
            if self._hands:
                hurry = not ended and len(self._awaited) < _AHEAD
                self._keep(hurry=hurry)
            elif ended and self._awaited:
                self._look_round()
            elif ended:
                self._tell_abandoned()
                return

    def _tell_abandoned(self) -> None:
        """Tell what was given up meanwhile since it was in the hands of too many runs that died."""
        with self._ledger.reading() as connection:
            left = sorted(leases.abandoned(connection) - self._known)
        message = f"it was being read when {ATTEMPTS} runs died, so it stays unread till it is added again"
        for id in left:
            self._end(id, failure=Failure(path="-", kind="given-up", message=message))

    def release(self) -> None:
        """Give back the jobs in hand, to whoever comes next."""
        self._hands.release(self._ledger, "its run was stopped")

    def _receive(self, batch: Sequence[Report | Failure]) -> None:
        """Keep what was received, with a job for each that must be read."""
        reports = []
        for item in batch:
            if isinstance(item, Failure):
                self._told(Outcome(path=item.path, state="failed", kind=item.kind, message=item.message))
            else:
                reports.append(item)
        if not reports:
            return
        try:
            outcomes = self._put(reports)
        except SecondSourceError:
            raise
        except Exception as error:  # one report that breaks the ledger must not keep the others out
            if len(reports) > 1:
                for report in reports:
                    self._receive([report])
                return
            log.exception("report %s broke the ledger", reports[0].id)
            outcomes = [_broken(reports[0].path, reports[0].id, error)]
        for outcome in outcomes:
            id = outcome.report or ""
            if outcome.state in ("added", "resumed") and id not in self._awaited:
                self._awaited[id] = (outcome.path, outcome.state)
            elif outcome.state in ("added", "resumed"):
                self._told(Outcome(path=outcome.path, state="known", report=id))
            else:
                self._told(outcome)

    def _put(self, reports: Sequence[Report]) -> list[Outcome]:
        """Keep reports in one transaction; what came of each. Those to be read are "added" or "resumed"."""
        outcomes, unread, held = [], [], []
        with self._ledger.writing("add", author=self._author) as w:
            received = [evidence.Received(report=report) for report in reports]
            for report, added in zip(reports, evidence.add_reports(w, received), strict=True):
                state: State = "removed"
                if not added.removed:
                    held.append(added.report)
                    read = not added.new_report and readings.of_report(w.connection, added.report)
                    state = "known" if read else "added" if added.new_report else "resumed"
                if state in ("added", "resumed"):
                    unread.append(added.report)
                outcomes.append(Outcome(path=report.path, state=state, report=added.report))
            jobs.put(w.connection, JOBS, [(id, None) for id in unread])
            # Whoever adds a report again wants it tried again.
            jobs.again(w.connection, JOBS, unread)
            if self._story is not None and held:
                stories.add(w, self._story, held, author=self._author, create=True)
        return outcomes

    def _claim(self) -> None:
        """Take as many jobs as there is room for, ours and whatever others left, and begin them."""
        room = self._hands.room
        if room <= 0:
            return
        with self._ledger.reading() as connection:
            if not leases.any_free(connection):
                return
        with self._ledger.working() as connection:
            taken = self._hands.take(connection, room)
        self._hold(taken)
        self._begin()

    def _hold(self, taken: Sequence[Taken]) -> None:
        for id in self._hands.hold(taken):
            self._end(id, removed=True)

    def _begin(self) -> None:
        """Let the pool read what is in hand; where one of its processes died, by those that follow it."""
        while True:
            try:
                self._hands.begin()
                return
            except BrokenExecutor:
                self._mend()

    def _keep(self, *, hurry: bool) -> None:
        """Keep what was read meanwhile. hurry: don't wait for it, there is more to receive."""
        try:
            self._hands.come(timeout=0 if hurry else _LOOK)
        except BrokenExecutor:
            self._mend()
        self._begin()
        if self._hands.ripe:
            found = list(self._hands.read)
            self._write(found, room=self._hands.room + len(found))
            # Only now: what is stopped before gives them back.
            self._hands.read.clear()
            self._kept += len(found)
            if self._kept >= _LIGHTENED:
                self._ledger.lighten()
                self._kept = 0
            self._begin()
        self._hands.extend(self._ledger)

    def _write(self, found: Sequence[tuple[Job, Read]], *, room: int = 0) -> None:
        """Keep readings, and end their jobs with them; all in one transaction, or each in its own.

        In the same transaction as many jobs are taken as there will be room for.
        """
        told: list[tuple[str, Failure | None]] = []
        taken: list[Taken] = []
        try:
            with self._ledger.writing("read") as w:
                told = _finish(w, found)
                taken = self._hands.take(w.connection, room)
        except LedgerError as error:
            if error.kind != "lease-lost":
                raise
            if len(found) > 1:
                for one in found:
                    self._write([one])
            return  # another has it; it is looked for when all else is done
        except SecondSourceError:
            raise
        except Exception as error:
            if len(found) > 1:
                for one in found:
                    self._write([one])
                return
            job = found[0][0]
            log.exception("the reading of report %s broke the ledger", job.key)
            broken = _broken("-", job.key, error)
            self._write([(job, Failure(path="-", kind="internal", message=broken.message or ""))])
            return
        self._hold(taken)
        for id, failure in told:
            self._end(id, failure=failure)

    def _end(
        self, id: str, *, here: bool = True, removed: bool = False, failure: Failure | None = None
    ) -> None:
        """A report is done: tell it, as ours or as one that another run left. here: this run read it."""
        self._hands.suspects.discard(id)
        path, state = self._awaited.pop(id) if id in self._awaited else self._left(id)
        if failure is not None:
            state = "failed"
            self._known.add(id)
        elif removed:
            state = "removed"
        elif state == "resumed" and not here:
            state = "known"
        kind, message = (failure.kind, failure.message) if failure else (None, None)
        self._told(Outcome(path=path, state=state, report=id, kind=kind, message=message))

    def _left(self, id: str) -> tuple[str, State]:
        with self._ledger.reading() as connection:
            return evidence.get(connection, id).path, "resumed"

    def _mend(self) -> None:
        """A process of the pool died: its reports are tried again, one at a time, to find what kills it."""
        self._hands.drop(self._ledger, "a process that read it died; it may lack memory")
        self._pool.anew()
        self._look_round(pause=0)

    def _look_round(self, *, pause: float = _PAUSE) -> None:
        """See what became of reports that others read, or that were given up; take over from the dead."""
        time.sleep(pause)
        leases.free_the_dead(self._ledger)
        with self._ledger.reading() as connection:
            given_up = leases.given_up(connection, self._awaited)
            read = [id for id in self._awaited if readings.of_report(connection, id)]
            gone = [id for id in self._awaited if decisions.removed(connection, id)]
        for id, why in given_up.items():
            message = f"it could not be read ({why}); please report it"
            self._end(id, failure=Failure(path="-", kind="internal", message=message))
        for id in read:
            self._end(id, here=False)
        for id in set(gone) - set(read):
            self._end(id, removed=True)

    def _told(self, outcome: Outcome) -> None:
        self.summary.count(outcome)
        if self._tell is not None:
            self._tell(outcome)


def _taken(items: Iterator[Report | Failure]) -> tuple[list[Report | Failure], bool]:
    """The next items to receive together, and whether they were the last."""
    batch: list[Report | Failure] = []
    size, until = 0, time.monotonic() + _SECONDS
    for item in items:
        batch.append(item)
        size += len(item.text) if isinstance(item, Report) else 0
        if len(batch) >= _BATCH or size > _CHARACTERS or time.monotonic() > until:
            return batch, False
    return batch, True


def _finish(w: Writing, found: Sequence[tuple[Job, Read]]) -> list[tuple[str, Failure | None]]:
    """Keep readings, or the reason why there is none, and end their jobs; each report with its failure."""
    told: list[tuple[str, Failure | None]] = []
    rows: dict[str, ReadRow] = {}
    for job, read in found:
        failure = read if isinstance(read, Failure) else None
        told.append((job.key, failure))
        if failure is not None:
            jobs.failed(w.connection, job, failure.message, attempts=1)
            continue
        jobs.finish(w.connection, job)
        if not decisions.removed(w.connection, job.key):
            rows[job.key] = read  # type: ignore[assignment]
    evidence.add_readings(w, rows)
    return told


def _broken(path: str, id: str, error: Exception) -> Outcome:
    fault = f"{type(error).__name__}: {error}".splitlines()[0]
    message = f"it cannot be kept ({fault}); it is a fault of ours, please report it"
    return Outcome(path=path, state="failed", report=id, kind="internal", message=message)
