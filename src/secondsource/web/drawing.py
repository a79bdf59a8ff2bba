"""Who draws a page: this process or others beside it; the first that is free takes what waits longest.

One process draws on one core, whatever its threads. The others open the ledger for reading alone and hold
nothing, so that one that is lost costs nothing: its pages are drawn here.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from secondsource.desk import Desk
from secondsource.web.answers import Answer, Wish
from secondsource.web.drawer import Drawer, Gone
from secondsource.web.warming import prepare

log = logging.getLogger(__name__)
# Pages that this process draws at a time: all connections that a ledger keeps; beside others as many as each
# of them: two, so that one which takes long holds up no process, and no more, or none is done before all are.
_ALONE, EACH = 4, 2
# Other processes at most, at some 100 MB each.
MOST = 3


@dataclass(order=True, slots=True)
class _Place:
    """Where one page can be drawn: the lower, the sooner it is taken."""

    order: int
    drawer: Drawer | None = field(default=None, compare=False)


_HERE = _Place(1)


class Drawing:
    """Gives pages to whoever is free. others: further processes, 0 for none; begun by `begin`."""

    def __init__(self, desk: Desk, *, others: int = 0) -> None:
        self._desk, self._others = desk, min(others, MOST)
        self._free: asyncio.PriorityQueue[_Place] = asyncio.PriorityQueue()
        self._drawers: list[Drawer] = []
        for _ in range(EACH if self._others else _ALONE):
            self._free.put_nowait(_HERE)

    async def draw(self, wish: Wish, here: Callable[[Wish], Awaitable[Answer]]) -> Answer:
        """The page. here: how it is drawn in this process."""
        place = await self._free.get()
        try:
            if place.drawer is None:
                return await here(wish)
            try:
                return await place.drawer.draw(wish)
            except Gone as gone:
                log.info("%s: drawn here instead", gone)
                place = _HERE
                return await here(wish)
        finally:
            self._free.put_nowait(place)

    def begin(self) -> None:
        """Begin the other processes; each draws as soon as it can, and none is waited for."""
        loop = asyncio.get_running_loop()
        if self._others:
            loop.run_in_executor(None, prepare)
        for _ in range(self._others):
            try:
                drawer = Drawer(self._desk.address, self._desk.author)
            except OSError as error:
                log.warning("no other process can be begun (%s); pages are drawn here alone", error)
                return
            self._drawers.append(drawer)
            drawer.begin(loop, self._ready)

    def _ready(self, drawer: Drawer) -> None:
        for _ in range(EACH):
            self._free.put_nowait(_Place(0, drawer))

    def close(self) -> None:
        """End the other processes."""
        for drawer in self._drawers:
            drawer.close()
        self._drawers.clear()
