"""A ledger, open: one SQLite file or one PostgreSQL database, and the transactions on it.

One process writes at a time, on either database, so that the log is one chain; reading goes on beside it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, text

from secondsource.errors import LedgerError
from secondsource.ledger import connecting, log, migrating
from secondsource.ledger.faults import damage, translated
from secondsource.ledger.folding import storable
from secondsource.ledger.standing import Standing
from secondsource.ledger.writing import Writing, get_meta

# Keys of PostgreSQL's advisory locks, held till the end of a transaction.
_WRITERS = 0x53536C01
_READERS = 0x53536C02


class Ledger:
    """A ledger, open. Use `Ledger.open`, and close it or use it as a context manager.

    where: its path or address as it can be shown, without a password. address: what another process opens it
    by; with the password, so never to be shown. Safe to share among threads, not among processes: a forked
    process opens its own.
    """

    def __init__(self, engine: Engine, *, where: str, address: str, read_only: bool) -> None:
        self.where, self.address = where, address
        self.read_only = read_only
        self._engine = engine
        self._id: str | None = None
        self._standing = Standing(engine)

    @classmethod
    def open(
        cls,
        where: str | os.PathLike[str],
        *,
        create: bool = True,
        read_only: bool = False,
        wait: float = 30.0,
    ) -> Ledger:
        """Open the ledger at a path, `sqlite:///PATH` or `postgresql://USER:PASSWORD@HOST/DATABASE`.

        With create, one is made where there is none yet. An older one is upgraded, one of a newer version is
        refused and never touched. A file that may not be written is opened for reading. wait: seconds to wait
        for another who writes. Raises LedgerError, its kind says why.
        """
        target = connecting.target(where)
        with translated(target.where):
            read_only = connecting.check(target, create=create, read_only=read_only)
            engine = connecting.engine(target, read_only=read_only, wait=wait)
            address = os.fspath(where) if target.path is None else os.path.abspath(target.path)
            ledger = cls(engine, where=target.where, read_only=read_only, address=address)
            try:
                migrating.prepare(ledger, create=create)
            except BaseException:
                ledger.close()
                raise
        return ledger

    @property
    def dialect(self) -> str:
        """ "sqlite" or "postgresql"."""
        return self._engine.dialect.name

    @property
    def id(self) -> str:
        """What this ledger is called in the log: 32 random hex digits from its creation."""
        if self._id is None:
            with self.reading() as connection:
                self._id = get_meta(connection, "ledger") or ""
        return self._id

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One snapshot: all that is read inside is of one moment, whatever others write meanwhile."""
        with self._told(), self._engine.connect() as connection:
            if self.dialect == "postgresql":
                connection = connection.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
            with connection.begin():
                if self.dialect == "postgresql":
                    # Tables of an older generation are dropped once no reader can be in them.
                    connection.execute(text("SELECT pg_advisory_xact_lock_shared(:key)"), {"key": _READERS})
                yield connection.execution_options(secondsource_snapshot=True)

    @contextmanager
    def writing(self, action: str, *, author: str | None = None) -> Iterator[Writing]:
        """One write transaction: all of it is kept, with one entry of the log, or nothing at an error.

        action: a few words for the log, such as "add" or "remove". Without anything entered no entry is made.
        """
        with self.changing() as connection:
            w = Writing(
                connection=connection,
                writer=get_meta(connection, "ledger") or "",
                action=storable(action),
                author=None if author is None else storable(author),
            )
            yield w
            if w.entered:
                log.append(connection, writer=w.writer, action=w.action, author=w.author, came=w.entered)

    @contextmanager
    def changing(self, *, readers_gone: bool = False) -> Iterator[Connection]:
        """One write transaction, alone among writers, without an entry of the log: for what is derived.

        readers_gone: also wait until those who read have ended (PostgreSQL; SQLite keeps old pages for them).
        """
        with self.working() as connection:
            if self.dialect == "postgresql":
                for key in (_WRITERS, *([_READERS] if readers_gone else [])):
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})
            yield connection

    @contextmanager
    def working(self) -> Iterator[Connection]:
        """One write transaction beside other writers where the database has them: for jobs alone."""
        if self.read_only:
            message = f"{self.where}: it is opened for reading, or its file or folder may not be written to"
            raise LedgerError(f"{message}; open it where you may write", kind="read-only")
        with self._told(), self._engine.connect() as connection:
            connection = connection.execution_options(ledger_writes=True)
            with connection.begin():
                yield connection

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Faults of the database as errors of the field; also what goes wrong since its rows are damaged."""
        try:
            with translated(self.where):
                yield
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            fault = damage(self._engine, self.where)
            if fault is not None:
                raise fault from error
            raise

    def state(self) -> str | None:
        """A mark of what stands: another as soon as anyone wrote anything; None where that is unknown."""
        return self._standing.mark()

    def lighten(self) -> None:
        """Let go of pages of the file that connections keep in memory, up to 64 MB each, while it grows.

        For what writes much and asks little; PostgreSQL keeps nothing here.
        """
        if self.dialect == "sqlite":
            with self._told(), self._engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA shrink_memory")

    @property
    def engine(self) -> Engine:
        """SQLAlchemy's engine, for what works on whole databases (backup, doctor)."""
        return self._engine

    def close(self) -> None:
        """Close all connections."""
        self._standing.close()
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
