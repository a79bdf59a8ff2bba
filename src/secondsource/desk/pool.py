"""Readers at work: threads in this process where they fill its cores, else a process for each core.

One process fills about two cores, since putting a reading together in Python takes one and the encoder the
other. Beyond that, each further core gets a process of its own, which holds its own reader (some 240 MB).
"""

from __future__ import annotations

import gc
import os
import signal
import threading
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor

from secondsource.desk import reading as desk_reading
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

# Things made between two looks for garbage: a report makes some ten thousand, which go by themselves.
_ALLOCATED = 100_000

Read = ReadRow | Failure


class Pool:
    """Reads reports side by side, `slots` at a time. A process that dies breaks it; `anew` mends it."""

    def __init__(self, *, jobs: int | None = None, reader: ReportReader | None = None) -> None:
        self._reader = reader
        # A caller's own reader lives in this process alone.
        self.processes = 1 if reader is not None else processes(jobs)
        self.slots = THREADS if self.processes == 1 else 2 * self.processes
        self._pool = self._made()
        self._thresholds: tuple[int, int, int] | None = None

    def submit(self, report: Report) -> Future[Read]:
        """Begin to read a report."""
        if self.processes == 1:
            reader = self._reader or shared_reader()
            self._set_aside()
            return self._pool.submit(_read, report, reader)
        return self._pool.submit(_read_in_process, report)

    def anew(self) -> None:
        """Begin again after a process died."""
        self.close()
        self._pool = self._made()

    def close(self) -> None:
        """Let go of what was not begun; what runs ends by itself."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        if self._thresholds is not None:
            gc.set_threshold(*self._thresholds)
            gc.unfreeze()
            self._thresholds = None

    def _set_aside(self) -> None:
        """Spare the collector of garbage what was there before, and let it come less often.

        It would take a tenth of the time of reading, and finds next to nothing. What others have set aside in
        this process is left to them.
        """
        if self._thresholds is None and not gc.get_freeze_count():
            self._thresholds = gc.get_threshold()
            _spare()

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
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return 1 if cores <= _FILLED else min(cores, _MOST)


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
    _spare()


def _spare() -> None:
    gc.freeze()
    gc.set_threshold(_ALLOCATED, *gc.get_threshold()[1:])


def _end_with_parent() -> None:
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
