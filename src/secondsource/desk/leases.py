"""Who holds a job of reading: names of workers, and the dead among them."""

from __future__ import annotations

import os
import platform
import re
import secrets
from collections.abc import Container, Iterator
from contextlib import suppress
from typing import Any

from secondsource.errors import LedgerError
from secondsource.ledger import Ledger, jobs

# What `Ledger.reading()` gives; only the ledger knows more of it.
Connection = Any
JOBS = "read"
# Seconds after which a worker that gave no sign is taken for dead. One that died on this machine is known to
# be so at once, so this is for those on others: longer than any disk makes a writer wait.
LEASE = 300.0
# Workers that ended before their process did: of those, nobody waits for a lease to run out.
_ended: set[str] = set()
_WORKER = re.compile(r"(?P<machine>.*) (?P<process>\d+) [0-9a-f]+")


def worker() -> str:
    """The name of a worker in this process: its machine, its process, and a random part."""
    return f"{platform.node()} {os.getpid()} {secrets.token_hex(4)}"


def end(name: str) -> None:
    """A worker of this process has ended and may not have been able to give back what it held."""
    _ended.add(name)


def free_the_dead(ledger: Ledger, kind: str = JOBS) -> int:
    """Free the jobs of a kind that workers of this machine held whose process is gone; gives how many."""
    with ledger.reading() as connection:
        dead = [
            job for job in _listed(connection, jobs.LEASED, kind) if job.worker and not _lives(job.worker)
        ]
    freed = 0
    if dead:
        with ledger.working() as connection:
            for job in dead:
                # Another may have done the same meanwhile.
                with suppress(LedgerError):
                    jobs.failed(connection, job, f"its process died ({job.worker})")
                    freed += 1
    return freed


def any_free(connection: Connection) -> bool:
    """Whether a job waits, or is held by a worker whose time has run out."""
    return jobs.any_free(connection, JOBS, lease=LEASE)


def given_up(connection: Connection, ids: Container[str]) -> dict[str, str]:
    """Those of some reports that were given up, with the reason."""
    return {job.key: job.error or "" for job in _listed(connection, jobs.GIVEN_UP) if job.key in ids}


def abandoned(connection: Connection) -> set[str]:
    """The reports that were given up since every run that had them in its hands died."""
    return {job.key for job in _listed(connection, jobs.GIVEN_UP) if job.attempts >= jobs.ATTEMPTS}


def _listed(connection: Connection, state: str, kind: str = JOBS) -> Iterator[jobs.Job]:
    after = ""
    while found := jobs.listed(connection, kind, state=state, after=after):
        yield from found
        after = found[-1].key


def _lives(name: str) -> bool:
    """False only where a worker was of a process of this machine, and it or its process is surely gone."""
    if name in _ended:
        return False
    found = _WORKER.fullmatch(name)
    if found is None or found["machine"] != platform.node() or os.name != "posix":
        return True
    try:
        os.kill(int(found["process"]), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
