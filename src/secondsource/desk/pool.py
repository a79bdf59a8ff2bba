"""Readers at work: threads in this process where they fill its cores, else a process for each core.

One process fills about two cores, since putting a reading together in Python takes one and the encoder the
other. Beyond that, each further core gets a process of its own, which holds its own reader (some 240 MB).
"""

from __future__ import annotations

import os
import signal
import threading
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack

from secondsource.desk import reading as desk_reading
from secondsource.desk.cores import cores
from secondsource.desk.garbage import spare, spared
from secondsource.desk.reading import ReportReader, shared_reader
from secondsource.errors import UsageError
from secondsource.model.report import Failure, Report
from secondsource.records import ReadRow, reading_row

# Reports read at once by the threads of one process; more gain nothing and take memory.
THREADS = 6
# Cores that one process fills.
_FILLED = 2
# Processes that are begun without being asked for: at 240 MB each, what a large laptop has.
_MOST = 16

Read = ReadRow | Failure


class Pool:
    """Reads reports side by side, `slots` at a time. A process that dies breaks it; `anew` mends it."""

    def __init__(self, *, jobs: int | None = None, reader: ReportReader | None = None) -> None:
        self._reader = reader
        # A caller's own reader lives in this process alone.
        self.processes = 1 if reader is not None else processes(jobs)
        self.slots = THREADS if self.processes == 1 else 2 * self.processes
        self._pool = self._made()
        self._spared: ExitStack | None = None

    def submit(self, report: Report) -> Future[Read]:
        """Begin to read a report."""
        if self.processes == 1:
            reader = self._reader or shared_reader()
            self._spare()
            return self._pool.submit(_read, report, reader)
        return self._pool.submit(_read_in_process, report)

    def anew(self) -> None:
        """Begin again after a process died."""
        self.close()
        self._pool = self._made()

    def close(self) -> None:
        """Let go of what was not begun; what runs ends by itself."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        if self._spared is not None:
            self._spared.close()
            self._spared = None

    def _spare(self) -> None:
        # From the first report on, so that the reader is among what is set aside.
        if self._spared is None:
            self._spared = ExitStack()
            self._spared.enter_context(spared())

    def _made(self) -> ThreadPoolExecutor | ProcessPoolExecutor:
        if self.processes == 1:
            return ThreadPoolExecutor(THREADS, thread_name_prefix="reading")
        import multiprocessing

        spawn = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self.processes, mp_context=spawn, initializer=_begin)


def processes(jobs: int | None) -> int:
    """How many processes to read with. Raises UsageError for less than one."""
    if jobs is not None and jobs < 1:
        raise UsageError(f"--jobs {jobs}: at least one process must read")
    if jobs is not None:
        return jobs
    return 1 if cores() <= _FILLED else min(cores(), _MOST)


def _read(report: Report, reader: ReportReader) -> Read:
    found = desk_reading._attempt(report, reader, False)
    return found if isinstance(found, Failure) else reading_row(found)


def _read_in_process(report: Report) -> Read:
    return _read(report, shared_reader())


def _begin() -> None:
    """In a process of the pool: Ctrl-C is its parent's to handle, and it ends when that does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    shared_reader()
    spare()


def _end_with_parent() -> None:
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
