"""The process that draws pages beside the one that serves: `python -m secondsource.web.worker`.

By pipe it is given the address of the ledger and the author, then wishes by number; it says when it is ready,
then each answer by its number, as they come.
"""

from __future__ import annotations

import asyncio
import logging
import os
import pickle
import sys
from collections.abc import Callable
from functools import partial
from typing import BinaryIO

from anyio import to_thread
from starlette.types import ASGIApp

from secondsource.desk import Desk
from secondsource.desk.garbage import spare
from secondsource.web.answers import Answer, Wish, answered
from secondsource.web.app import pages_of
from secondsource.web.drawing import EACH
from secondsource.web.warming import warm

log = logging.getLogger(__name__)


async def draw(app: ASGIApp, desk: Desk, given: BinaryIO, told: BinaryIO) -> None:
    """Draw what is asked for until nothing is asked any more, as it is when the parent ends."""
    loop, begun = asyncio.get_running_loop(), set[asyncio.Task[None]]()
    to_thread.current_default_thread_limiter().total_tokens = EACH
    await warm(app, desk)
    spare()
    _say(told, None)
    while True:
        try:
            n, wish = await loop.run_in_executor(None, pickle.load, given)
        except EOFError:
            return
        task = asyncio.create_task(_answer(app, n, wish, partial(_say, told)))
        begun.add(task)
        task.add_done_callback(begun.discard)


async def _answer(app: ASGIApp, n: int, wish: Wish, say: Callable[[object], None]) -> None:
    answer: Answer | None = None
    try:
        answer = await answered(app, wish.scope())
    except Exception:
        log.exception("%s could not be drawn here", wish.path)
    say((n, answer))


def _say(told: BinaryIO, what: object) -> None:
    pickle.dump(what, told, pickle.HIGHEST_PROTOCOL)
    told.flush()


def _main() -> None:
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever prints does not stand among the answers
    address, author = pickle.load(sys.stdin.buffer)
    with Desk(address, create=False, read_only=True, author=author) as desk:
        app = pages_of(desk)
        asyncio.run(draw(app, desk, sys.stdin.buffer, answers))


if __name__ == "__main__":
    _main()
