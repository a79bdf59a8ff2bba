"""Another process that draws pages of the same ledger (`worker`): how it is begun, asked and ended."""

from __future__ import annotations

import asyncio
import logging
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path

from secondsource.errors import SecondSourceError
from secondsource.web.answers import Answer, Wish

log = logging.getLogger(__name__)
# Seconds that one may take to end by itself.
_PATIENCE = 2.0


class Gone(SecondSourceError):
    """The process ended, or could not draw the page."""


class Drawer:
    """One other process. address: how it opens the ledger; it goes by pipe, as it may hold a password.

    It is a command of its own: a fork would take this one's locks and connections with it.
    """

    def __init__(self, address: str, author: str | None) -> None:
        source = str(Path(__file__).resolve().parents[2])
        path = os.pathsep.join([source, *filter(None, [os.environ.get("PYTHONPATH")])])
        self._process = subprocess.Popen(
            [sys.executable, "-m", "secondsource.web.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": path},
            start_new_session=True,  # Ctrl-C is this one's to handle
        )
        self._given = (address, author)
        self._asked: dict[int, asyncio.Future[Answer]] = {}
        self._numbers = count()
        self._ended = False

    @property
    def pid(self) -> int:
        """The process."""
        return self._process.pid

    def begin(self, loop: asyncio.AbstractEventLoop, on_ready: Callable[[Drawer], None]) -> None:
        """Tell it what to open; on_ready is called in the loop once it has."""
        args = loop, on_ready
        threading.Thread(target=self._listen, args=args, name="drawer", daemon=True).start()

    async def draw(self, wish: Wish) -> Answer:
        """The page, drawn there. Raises Gone where it is not to be had."""
        if self._ended:
            raise Gone("a process that draws pages has ended")
        n = next(self._numbers)
        future = self._asked[n] = asyncio.get_running_loop().create_future()
        try:
            self._tell((n, wish))
            answer: Answer = await future
            return answer
        except OSError as error:
            raise Gone("a process that draws pages has ended") from error
        finally:
            del self._asked[n]

    def close(self) -> None:
        """End it."""
        self._ended = True
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.close()
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _tell(self, what: object) -> None:
        # A few wishes of some hundred bytes: they always fit into the pipe, so the loop is not held up.
        assert self._process.stdin is not None
        pickle.dump(what, self._process.stdin, pickle.HIGHEST_PROTOCOL)
        self._process.stdin.flush()

    def _listen(self, loop: asyncio.AbstractEventLoop, on_ready: Callable[[Drawer], None]) -> None:
        """In a thread: hand on what comes, until the process ends."""
        assert self._process.stdout is not None
        with suppress(RuntimeError):  # the loop has ended, and nobody waits
            try:
                self._tell(self._given)
                pickle.load(self._process.stdout)
                loop.call_soon_threadsafe(on_ready, self)
                while True:
                    loop.call_soon_threadsafe(self._came, *pickle.load(self._process.stdout))
            except (OSError, EOFError, ValueError, pickle.UnpicklingError):
                loop.call_soon_threadsafe(self._end)

    def _came(self, n: int, answer: Answer | None) -> None:
        future = self._asked.get(n)
        if future is not None and not future.done():
            if answer is None:
                future.set_exception(Gone("a process could not draw a page"))
            else:
                future.set_result(answer)

    def _end(self) -> None:
        if not self._ended:
            log.warning(
                "a process that draws pages ended (%s); its pages are drawn here", self._process.poll()
            )
        self._ended = True
        for future in self._asked.values():
            if not future.done():
                future.set_exception(Gone("a process that draws pages has ended"))
