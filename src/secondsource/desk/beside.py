"""Linking beside those who read: a page shows what stands, and is never kept waiting for long."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from secondsource.ledger import Ledger

log = logging.getLogger(__name__)


class Linking:
    """A thread that links what waits in a ledger. patience: seconds that who begins it waits for it."""

    def __init__(self, ledger: Ledger, *, patience: float) -> None:
        self._ledger, self._patience = ledger, patience
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def begin(self) -> None:
        """Let what waits be linked, if that is not being done; little is linked when this returns."""
        from secondsource.desk.linking import waits

        with self._lock:
            if self._thread is not None and self._thread.is_alive():
                return
            if not waits(self._ledger):
                return
            thread = self._thread = threading.Thread(target=self._link, name="linking", daemon=True)
            thread.start()
        thread.join(self._patience)

    def _link(self) -> None:
        from secondsource.desk.linking import link
        from secondsource.errors import SecondSourceError

        try:
            link(self._ledger, pairs=0)
        except SecondSourceError as error:
            # Another writes, say; the next page begins it again.
            log.info("%s: what waits was not linked now: %s", self._ledger.where, error)
