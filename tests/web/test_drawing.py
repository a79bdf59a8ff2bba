"""Pages drawn by other processes: the same ones, and none lost with a process."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path

from secondsource.desk import Desk
from secondsource.web.answers import Answer, Wish, answered
from secondsource.web.app import pages_of
from secondsource.web.drawing import Drawing
from tests.web.conftest import HOST

Here = Callable[[Wish], Awaitable[Answer]]


def wish(path: str, query: str = "") -> Wish:
    """What a page is asked for."""
    return Wish(path=path, query=query.encode(), host=HOST.encode(), packed=True, part=False)


async def ready(drawing: Drawing) -> int:
    """Wait for the other process, which is the first to be taken; its number."""
    for _ in range(1_000):
        if drawing._free.qsize() == 4:
            return drawing._drawers[0].pid
        await asyncio.sleep(0.02)
    raise AssertionError("the other process did not come")


async def refused(wish: Wish) -> Answer:
    """Nothing is drawn here."""
    raise AssertionError(f"{wish.path} was drawn here")


def test_another_process_draws_the_same_and_what_was_written_last(desk: Desk) -> None:
    here = pages_of(desk)
    report, claim = desk.reports().first(1)[0]["id"], desk.claims().first(1)[0]["id"]
    asked = [wish("/"), wish("/search", "q=gate"), wish(f"/report/{report}"), wish(f"/claim/{claim}"),
             wish("/map.svg"), wish("/story/none"), wish("/api/reports")]  # fmt: skip

    async def both() -> None:
        drawing = Drawing(desk, others=1)
        drawing.begin()
        try:
            await ready(drawing)
            for one in asked:
                assert await drawing.draw(one, refused) == await answered(here, one.scope())
            desk.story_new("walls")
            assert b"walls" in (await drawing.draw(wish("/api/stories"), refused)).body
        finally:
            drawing.close()

    asyncio.run(both())


def test_a_process_that_is_killed_loses_nothing(desk: Desk) -> None:
    here = pages_of(desk)

    async def draw_here(one: Wish) -> Answer:
        return await answered(here, one.scope())

    async def kill() -> None:
        drawing = Drawing(desk, others=1)
        drawing.begin()
        try:
            pid = await ready(drawing)
            os.kill(pid, signal.SIGSTOP)
            waiting = [asyncio.create_task(drawing.draw(wish("/reports"), draw_here)) for _ in range(6)]
            await asyncio.sleep(0.1)
            os.kill(pid, signal.SIGKILL)
            assert [(await one).status for one in waiting] == [200] * 6
            assert [place.drawer for place in (drawing._free.get_nowait() for _ in range(4))] == [None] * 4
        finally:
            drawing.close()

    asyncio.run(kill())


def test_no_process_stays_when_the_server_ends(desk: Desk) -> None:
    async def end() -> int:
        drawing = Drawing(desk, others=1)
        drawing.begin()
        pid = await ready(drawing)
        drawing.close()
        return pid

    pid = asyncio.run(end())
    assert not Path(f"/proc/{pid}").exists()
