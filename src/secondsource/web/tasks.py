"""What is being added from the browser: done in a thread, told as it goes, kept until it was seen."""

from __future__ import annotations

import logging
import secrets
import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from secondsource.errors import SecondSourceError

log = logging.getLogger(__name__)
# Of tasks that ended so many are remembered.
_KEPT = 50


@dataclass(slots=True, kw_only=True)
class Task:
    """One addition. outcomes: (path, state, report or None, message or None) as they come."""

    id: str
    what: str
    outcomes: list[tuple[str, str, str | None, str | None]] = field(default_factory=list)
    done: bool = False
    error: str | None = None

    def count(self, state: str) -> int:
        """How many came out so."""
        return sum(1 for outcome in self.outcomes if outcome[1] == state)


class Tasks:
    """The additions of one server, the newest last."""

    def __init__(self) -> None:
        self._tasks: dict[str, Task] = {}
        self._lock = threading.Lock()

    def get(self, id: str) -> Task | None:
        """A task by its id."""
        return self._tasks.get(id)

    def recent(self) -> list[Task]:
        """All that are remembered, the newest first."""
        return list(reversed(self._tasks.values()))

    def start(self, what: str, work: Callable[[Task], None]) -> Task:
        """Begin a task in a thread of its own."""
        task = Task(id=secrets.token_hex(8), what=what)
        with self._lock:
            self._tasks[task.id] = task
            for old in [t.id for t in self._tasks.values() if t.done][:-_KEPT]:
                del self._tasks[old]
        threading.Thread(target=_run, args=(task, work), name=f"add-{task.id}", daemon=True).start()
        return task


def _run(task: Task, work: Callable[[Task], None]) -> None:
    try:
        work(task)
    except SecondSourceError as error:
        task.error = str(error)
    except Exception as error:
        log.exception("adding %s broke", task.what)
        task.error = f"{type(error).__name__}: it is a fault of ours, please report it"
    finally:
        task.done = True


def kept_as_files(files: Sequence[tuple[str, bytes]]) -> tempfile.TemporaryDirectory[str]:
    """Files of the browser in a folder that goes with the object, under harmless names of their own."""
    folder = tempfile.TemporaryDirectory(prefix="secondsource-")
    for n, (name, body) in enumerate(files):
        plain = Path(name.replace("\\", "/")).name.lstrip(".") or "file"
        at = Path(folder.name) / plain
        if at.exists():
            at = Path(folder.name) / f"{n + 1}-{plain}"
        at.write_bytes(body)
    return folder
