"""Watching: feeds, addresses and folders are looked at again and again, and what is new in them is added.

What each source was last known by is kept in the ledger, so a watcher that was stopped goes on where it was,
and two that watch the same look at it once. A source that fails is asked less and less often, at least once
a day. Which moments those are depends on the clock and stays on this machine: nothing of it is exported.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from secondsource.desk import adding, leases
from secondsource.desk.changes import Adder, Change
from secondsource.desk.looking import Looker
from secondsource.errors import SecondSourceError, UsageError
from secondsource.intake.files import printable
from secondsource.intake.inputs import is_address
from secondsource.intake.options import Limits, Options
from secondsource.intake.polling import Visitor
from secondsource.ledger import Ledger, watched
from secondsource.ledger.jobs import Job
from secondsource.model.identity import digest

EVERY = 900.0
"""Seconds between two looks at a source, where nothing else is said."""

# No source is looked at more often than this, nor less often when it fails, in seconds.
LEAST, LONGEST = 1.0, 86_400.0
# The least for an address of somebody else.
POLITE = 60.0
# Of the interval: sources that were begun together are spread over so much of it.
_JITTER = 0.1
# Seconds for which a source is held by whoever looks at it, and after which it goes on being held.
_LEASE, _EXTEND = 300.0, 60.0
# Seconds between two looks at whether another watcher has let go of a source.
_LOOK = 5.0


def watch(
    ledger: Ledger,
    sources: Sequence[str],
    *,
    every: float = EVERY,
    once: bool = False,
    follow: bool = False,
    story: str | None = None,
    author: str | None = None,
    language: str = "en",
    allow_private: bool = False,
    limits: Limits | None = None,
    gap: float = 1.0,
    pause: Callable[[float], None] = time.sleep,
    **adds: Any,
) -> Iterator[Change]:
    """Look at sources again and again, add what is new in them, and give one change after the other.

    once: at each a single time. follow: of a feed's new items the pages that they lead to are fetched and
    kept in their stead. gap: seconds between two requests to one host, which may ask for more; pause: how it
    waits; adds: further options of adding. Raises UsageError before anything is fetched, LedgerError where
    the ledger fails.
    """
    if not sources:
        raise UsageError("watch what? give a feed, an address or a folder")
    if not LEAST <= every <= LONGEST:
        raise UsageError(f"every {every:g} s: between two looks lie {LEAST:g} s at least, and a day at most")
    if every < POLITE and not allow_private and any(map(is_address, sources)):
        raise UsageError(
            f"every {every:g} s is impolite to an address; at least {POLITE:g} s should lie between"
        )
    for source in sources:
        if not is_address(source) and not os.path.exists(source):
            raise UsageError(f"{printable(source)}: no such file or folder, and no address")
    if story is not None:
        adding._check(ledger, story)
    options = Options(
        limits=limits or Limits(), language=language, allow_private=allow_private, follow=follow
    )
    visitor = Visitor(options=replace(options, follow=False), gap=gap, pause=pause)
    # One process: a reader for each core would be loaded anew for every few reports that come.
    keeps = {"story": story, "author": author, "jobs": 1, **adds}
    watcher = _Watcher(ledger, visitor, every=every, options=options, keeps=keeps)
    return watcher.run(list(dict.fromkeys(sources)), once=once, pause=pause)


class _Watcher:
    """One run of `watch`. keeps: options of adding."""

    def __init__(
        self, ledger: Ledger, visitor: Visitor, *, every: float, options: Options, keeps: dict[str, Any]
    ) -> None:
        self._ledger, self._every = ledger, every
        self._worker = leases.worker()
        self._job: Job | None = None
        self._extended = time.monotonic()
        adder = Adder(ledger=ledger, keeps=keeps, alive=self._hold)
        self._looker = Looker(ledger=ledger, visitor=visitor, adder=adder, options=options, later=self._later)

    def run(self, sources: Sequence[str], *, once: bool, pause: Callable[[float], None]) -> Iterator[Change]:
        """Round after round over all sources, or one round."""
        try:
            while True:
                leases.free_the_dead(self._ledger, watched.KIND)
                for source in sources:
                    yield from self._look(source, due=not once)
                if once:
                    return
                pause(self._until_next(sources))
        finally:
            leases.end(self._worker)

    def _until_next(self, sources: Sequence[str]) -> float:
        """Seconds till the first source is due; a little where another watcher holds it."""
        with self._ledger.reading() as connection:
            left = [watched.seconds_until(watched.get(connection, source).next) for source in sources]
        return max(min(left), min(_LOOK, self._every))

    def _look(self, source: str, *, due: bool) -> Iterator[Change]:
        """Look at one source, if it is time and nobody else does."""
        with self._ledger.working() as connection:
            taken = watched.claim(connection, source, worker=self._worker, lease=_LEASE, due=due)
        if taken is None:
            return
        held, self._job = taken
        try:
            seen = yield from self._looker.look(held)
            with self._ledger.working() as connection:
                watched.keep(connection, self._job, seen)
        except BaseException:
            # Stopped half way: what was added is kept, and the source is there to be looked at again.
            with suppress(SecondSourceError), self._ledger.working() as connection:
                watched.release(connection, self._job)
            raise
        finally:
            self._job = None

    def _hold(self) -> None:
        """Go on holding the source that is looked at. Raises LedgerError ("lease-lost")."""
        if self._job is not None and time.monotonic() - self._extended > _EXTEND:
            self._extended = time.monotonic()
            with self._ledger.working() as connection:
                self._job = watched.extend(connection, self._job, lease=_LEASE)

    def _later(self, source: str, failures: int, wait: float | None) -> str:
        """When to look again: later each time that it fails, and spread a little by its name."""
        part = int(digest(source.encode("utf-8", "surrogateescape"))[-8:], 16) / 0xFFFF_FFFF
        seconds = self._every * 2.0 ** min(failures, 30) * (1 + _JITTER * part)
        return watched.after(min(max(seconds, wait or 0.0), LONGEST) if failures else seconds)
