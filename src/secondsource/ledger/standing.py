"""Whether anything was written since: a mark of what stands, which costs far less than to look.

What was made of a ledger holds as long as the mark is the same. It is exact: at no moment does something else
stand under the same mark, whoever wrote it, in this process or another.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from threading import Lock
from typing import Any

from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

# Which transactions a reader would see now. Any that writes has a number of its own, so the same numbers are
# the same rows. The number of the log's last entry would not do: what is derived makes no entry. A server
# that follows another numbers what it sees otherwise, and gives no mark.
_SNAPSHOT = text("SELECT CASE WHEN NOT pg_is_in_recovery() THEN pg_current_snapshot()::text END")


class Standing:
    """Gives marks of one database. Safe to share among threads; close it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = Lock()
        # SQLite counts what others committed since a connection was opened: it is kept, and writes nothing.
        self._watching: Any = None
        self._opened = 0

    def mark(self) -> str | None:
        """What stands now has this mark and no other has it; None where the database does not tell."""
        try:
            return self._counted() if self._engine.dialect.name == "sqlite" else self._seen()
        except (sqlite3.Error, SQLAlchemyError):
            self.close()
            return None

    def close(self) -> None:
        """Close the connection, if there is one; another mark opens it again, and is a new one."""
        with self._lock:
            if self._watching is not None:
                with suppress(sqlite3.Error):
                    self._watching.close()
                self._watching = None

    def _counted(self) -> str:
        with self._lock:
            if self._watching is None:
                held = self._engine.raw_connection()
                self._watching = held.driver_connection
                held.detach()
                self._opened += 1
                # Who asks for a mark asks for all pages: none waits here for another who has the file.
                self._watching.execute("PRAGMA busy_timeout=0")
            version = self._watching.execute("PRAGMA data_version").fetchone()[0]
            return f"{self._opened} {version}"

    def _seen(self) -> str | None:
        with self._engine.connect() as connection:
            alone = connection.execution_options(isolation_level="AUTOCOMMIT")
            found: str | None = alone.execute(_SNAPSHOT).scalar()
            return found
