"""How far a long run is: a line that moves, on a terminal only."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext
from typing import Any


class Progress:
    """Counts what was done. Shown on standard error when that is a terminal and data goes elsewhere."""

    def __init__(self, *, quiet: bool, data_on_terminal: bool) -> None:
        self.read = self.failed = 0
        self._status: Any = None
        if not quiet and not data_on_terminal and sys.stderr is not None and sys.stderr.isatty():
            from rich.console import Console

            self._status = Console(stderr=True, highlight=False, markup=False).status("Reading")

    def shown(self) -> AbstractContextManager[Any]:
        """A context in which the line is to be seen."""
        return nullcontext() if self._status is None else self._status

    def count(self, path: str, *, failed: bool) -> None:
        """One more was done."""
        if failed:
            self.failed += 1
        else:
            self.read += 1
        if self._status is not None:
            from rich.text import Text

            from secondsource.render.plain import one_line

            self._status.update(
                Text(f"{self.summary()} · {one_line(path)}", overflow="ellipsis", no_wrap=True)
            )

    def summary(self) -> str:
        """`12 read, 1 could not be read`."""
        return f"{self.read} read" + (f", {self.failed} could not be read" if self.failed else "")


class Steps:
    """What a long run is at, and how far: a line that moves, on a terminal only."""

    def __init__(self, *, quiet: bool, words: str) -> None:
        self._words = words
        self._status: Any = None
        if not quiet and sys.stderr is not None and sys.stderr.isatty():
            from rich.console import Console

            self._status = Console(stderr=True, highlight=False, markup=False).status(words)

    def shown(self) -> AbstractContextManager[Any]:
        """A context in which the line is to be seen."""
        return nullcontext() if self._status is None else self._status

    def step(self, kind: str, done: int) -> None:
        """So many of a kind are done."""
        if self._status is not None:
            from rich.text import Text

            self._status.update(Text(f"{self._words} · {kind} {done}", overflow="ellipsis", no_wrap=True))
