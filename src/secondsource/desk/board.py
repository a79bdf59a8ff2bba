"""A board of jobs that other processes take from while this one is busy, and this one when it waits for them.

Each process has a thread here that sends it jobs and hears what they came to. Whatever becomes of a process,
the jobs that it had go back on the board, and nothing is lost.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

log = logging.getLogger(__name__)

# Jobs that a process has at a time: it begins the second while what the first came to is on its way.
_AHEAD = 2


class Failed(Exception):
    """A job raised what is the cause of this; whoever worked at it is well."""


class Worker(Protocol):
    """Works out what it is asked, one after the other. Raises where it is gone."""

    def ask(self, what: str, *given: Any) -> None:
        """Begin something."""
        ...

    def told(self) -> list[Any]:
        """What the first thing asked and not told yet came to. Raises `Failed` for what that raised."""
        ...

    def close(self) -> None:
        """End it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of job. here: works a part out in this process. sent: what a worker is asked for a part."""

    what: str
    here: Callable[[Any], list[Any]]
    sent: Callable[[Any, Any], tuple[Any, ...]]


@dataclass(slots=True, eq=False)
class Job:
    """A part of some work. found: what it came to; error: what it raised."""

    kind: Kind
    part: Any
    state: Literal["waits", "taken", "done"] = "waits"
    found: Sequence[Any] = ()
    error: BaseException | None = None


class Board:
    """Jobs, and the workers that take them, the oldest first. Without any worker `gather` does all."""

    def __init__(self) -> None:
        self.held: list[Worker] = []
        self._waiting: deque[Job] = deque()
        self._changed = threading.Condition()
        self._closed = False
        self._threads: list[threading.Thread] = []

    def join(self, worker: Worker) -> None:
        """Let a worker take jobs."""
        self.held.append(worker)
        thread = threading.Thread(target=self._feed, args=(worker,), name="linking", daemon=True)
        self._threads.append(thread)
        thread.start()

    def post(self, kind: Kind, parts: Sequence[Any]) -> list[Job]:
        """Put jobs on the board."""
        jobs = [Job(kind, part) for part in parts]
        with self._changed:
            self._waiting.extend(jobs)
            self._changed.notify_all()
        return jobs

    def gather(self, jobs: Sequence[Job]) -> list[Any]:
        """What jobs came to, one after the other. Those that nobody has taken yet are done here, the last
        first. Raises what a job raised.
        """
        try:
            while (job := self._next(jobs)) is not None:
                job.found = job.kind.here(job.part)
                job.state = "done"
        finally:
            self.withdraw(jobs)
        for job in jobs:
            if job.error is not None:
                raise job.error
        return [each for job in jobs for each in job.found]

    def withdraw(self, jobs: Sequence[Job]) -> None:
        """Take those of some jobs off the board that nobody has taken."""
        with self._changed:
            for job in jobs:
                if job.state == "waits":
                    self._waiting.remove(job)
                    job.state = "done"

    def close(self) -> None:
        """End all workers."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        for worker in [*self.held]:
            worker.close()
        for thread in self._threads:
            thread.join()
        self.held = []

    def _next(self, jobs: Sequence[Job]) -> Job | None:
        """The last of these that nobody has taken, to be done here; None once all are done."""
        with self._changed:
            while True:
                for job in reversed(jobs):
                    if job.state == "waits":
                        self._waiting.remove(job)
                        job.state = "taken"
                        return job
                if all(job.state == "done" for job in jobs):
                    return None
                self._changed.wait()

    def _feed(self, worker: Worker) -> None:
        """Hand jobs to a worker until the board is closed or the worker gone."""
        taken: deque[Job] = deque()
        try:
            while some := self._taken(taken):
                new = some[len(taken) :]
                taken.extend(new)
                for job in new:
                    worker.ask(job.kind.what, *job.kind.sent(worker, job.part))
                self._hear(worker, taken)
        except Exception as error:  # whatever it is, the jobs are done without it
            self._lose(worker, taken, error)

    def _taken(self, held: Sequence[Job]) -> list[Job]:
        """The jobs that a worker has and those that it may have besides; waits where there are none. Empty
        once the board is closed.
        """
        with self._changed:
            while not (held or self._waiting or self._closed):
                self._changed.wait()
            found = [*held]
            while self._waiting and len(found) < _AHEAD and not self._closed:
                job = self._waiting.popleft()
                job.state = "taken"
                found.append(job)
            return [] if self._closed else found

    def _hear(self, worker: Worker, taken: deque[Job]) -> None:
        """Take what the first of a worker's jobs came to."""
        job = taken[0]
        try:
            job.found = worker.told()
        except Failed as failed:
            job.error = failed.__cause__ or failed
        taken.popleft()
        with self._changed:
            job.state = "done"
            self._changed.notify_all()

    def _lose(self, worker: Worker, taken: Sequence[Job], why: Exception) -> None:
        with self._changed:
            for job in taken:
                job.state = "waits"
            self._waiting.extendleft(reversed(taken))
            if worker in self.held:
                self.held.remove(worker)
            if not self._closed:
                log.info("linking goes on without one of its processes: %s", why)
            self._changed.notify_all()
        worker.close()
