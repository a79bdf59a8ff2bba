"""Pages are kept as long as the ledger stands as it did, and each is drawn once for all who ask at once."""

from __future__ import annotations

import asyncio
from collections import OrderedDict

from anyio import CapacityLimiter, to_thread
from starlette.types import ASGIApp, Receive, Scope, Send

from secondsource.desk import Desk
from secondsource.web.answers import Answer, Wish, answered, wish_of
from secondsource.web.drawing import Drawing

# Kept at most: pages and bytes in all, and bytes of one (whole pages are below 200 KB, packed a tenth of it).
_PAGES, _BYTES, _LARGEST = 2_000, 64_000_000, 4_000_000


class Kept:
    """Answers of one state of the ledger; with the first of another all are let go of."""

    def __init__(self, *, pages: int = _PAGES, size: int = _BYTES, largest: int = _LARGEST) -> None:
        self._most = pages, size, largest
        self._state: str | None = None
        self._held: OrderedDict[Wish, Answer] = OrderedDict()
        self.size = 0

    def __len__(self) -> int:
        return len(self._held)

    def get(self, state: str, wish: Wish) -> Answer | None:
        """What was answered while the ledger stood so."""
        if state != self._state:
            self._held.clear()
            self._state, self.size = state, 0
        if wish in self._held:
            self._held.move_to_end(wish)
        return self._held.get(wish)

    def put(self, state: str, wish: Wish, answer: Answer) -> None:
        """Keep an answer, if the ledger still stands so; what nobody asked for longest makes room."""
        pages, size, largest = self._most
        taken = _size(wish, answer)
        if state != self._state or taken > largest or wish in self._held:
            return
        self._held[wish] = answer
        self.size += taken
        while self.size > size or len(self._held) > pages:
            self.size -= _size(*self._held.popitem(last=False))


def _size(wish: Wish, answer: Answer) -> int:
    return answer.size + len(wish.path) + len(wish.query)


class Keeping:
    """Answers what was asked before from what is kept, and lets the rest be drawn, by whoever is free.

    A page is kept under the mark that the ledger had before it was drawn, so it is never older than its mark;
    who asks takes the mark anew.
    """

    def __init__(self, app: ASGIApp, *, desk: Desk, drawing: Drawing, kept: Kept | None = None) -> None:
        self._app, self._desk, self._drawing = app, desk, drawing
        self._kept = kept or Kept()
        self._begun: dict[tuple[str | None, Wish], asyncio.Task[Answer]] = {}
        # Threads of its own, so that no page that is drawn keeps one waiting that needs none.
        self._asking = CapacityLimiter(2)
        # The state at which nothing was left to link.
        self._settled: str | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        wish = wish_of(scope)
        if wish is None:
            await self._app(scope, receive, send)
            return
        state = await to_thread.run_sync(self._desk.state, limiter=self._asking)
        answer = None if state is None else self._kept.get(state, wish)
        if answer is None:
            answer = await self._once(state, wish, scope)
        await answer.give(send)

    async def _once(self, state: str | None, wish: Wish, scope: Scope) -> Answer:
        """Drawn by the first who asks; others wait for the same, and it goes on if the first goes away."""
        task = None if state is None else self._begun.get((state, wish))
        if task is None:
            task = asyncio.create_task(self._drawn(state, wish, scope))
            if state is not None:
                key = state, wish
                self._begun[key] = task
                task.add_done_callback(lambda _: self._begun.pop(key))
        return await asyncio.shield(task)

    async def _drawn(self, state: str | None, wish: Wish, scope: Scope) -> Answer:
        async def here(wish: Wish) -> Answer:
            return await answered(self._app, {**wish.scope(), "app": scope["app"]})

        settled = state is not None and state == self._settled
        if not settled:
            settled = await to_thread.run_sync(self._desk.settle, limiter=self._asking)
        # The past is a copy, made by this process for itself; and another cannot link what waits.
        if wish.past or not (settled or self._desk.links_beside):
            answer = await here(wish)
        else:
            answer = await self._drawing.draw(wish, here)
        # While something waits to be linked, whoever asks next is to begin that again.
        if settled and state is not None:
            self._settled = state
            if answer.lasting:
                self._kept.put(state, wish, answer)
        return answer
