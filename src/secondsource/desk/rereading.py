"""Reading again what is kept, with this version's reader, some reports at a time."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from secondsource.desk import leases
from secondsource.desk.pool import THREADS
from secondsource.desk.reading import ReportReader, shared_reader
from secondsource.ledger import Ledger, evidence, rereading
from secondsource.ledger.rereading import Reread
from secondsource.model.report import Report
from secondsource.records import ReadRow, reading_row
from secondsource.records.decisions import PlacementRow


@dataclass(kw_only=True)
class RereadSummary:
    """How many reports were read again, those that could not be, and decisions that lost their place."""

    read: int = 0
    failures: list[Reread] = field(default_factory=list)
    orphans: list[PlacementRow] = field(default_factory=list)

    def count(self, done: Reread) -> None:
        """One more is done."""
        if done.error is not None:
            self.failures.append(done)
        else:
            self.read += 1
        self.orphans += done.orphans

    def __str__(self) -> str:
        told = [f"{self.read} read again"]
        told += [f"{len(self.failures)} failed"] if self.failures else []
        count = len(self.orphans)
        if count:
            told.append(
                f"{count} decision{'' if count == 1 else 's'} lost {'its' if count == 1 else 'their'} place"
            )
        return ", ".join(told)


def reread(
    ledger: Ledger,
    reports: Sequence[str] | None,
    *,
    on_outcome: Callable[[Reread], None] | None = None,
    reader: ReportReader | None = None,
) -> RereadSummary:
    """Read again what this reader has not read, of some reports (ids, prefixes, paths) or all."""
    used: Any = reader or shared_reader()
    kind = rereading.job_kind(used.identity)
    ids = None
    if reports is not None:
        with ledger.reading() as connection:
            ids = [evidence.report(connection, given).id for given in reports]
    leases.free_the_dead(ledger, kind)
    rereading.plan(ledger, used.identity, reports=ids)
    summary = RereadSummary()
    for done in _worked(ledger, used):
        summary.count(done)
        if on_outcome is not None:
            on_outcome(done)
    return summary


def _worked(ledger: Ledger, reader: Any) -> Any:
    """What became of each report, as several threads do them; the first error of one of them is raised."""
    found: queue.Queue[Reread | BaseException | None] = queue.Queue()
    stop = threading.Event()

    def read(report: Report) -> ReadRow:
        return reading_row(reader.read(report))

    def work() -> None:
        worker = leases.worker()
        try:
            for done in rereading.work(ledger, read, reader.identity, worker=worker):
                found.put(done)
                if stop.is_set():
                    return
        except BaseException as error:
            leases.end(worker)
            found.put(error)
        finally:
            found.put(None)

    threads = [threading.Thread(target=work, name=f"rereading-{n}") for n in range(THREADS)]
    for thread in threads:
        thread.start()
    try:
        ended = 0
        while ended < len(threads):
            done = found.get()
            if isinstance(done, BaseException):
                raise done
            if done is None:
                ended += 1
            else:
                yield done
    finally:
        stop.set()
        for thread in threads:
            thread.join()
