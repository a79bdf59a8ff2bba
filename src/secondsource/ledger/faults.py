"""Errors of the databases as errors of the field: what is wrong, where, and what to do next."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import zstandard
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, TimeoutError

from secondsource.errors import LedgerError, LedgerFault

# Primary result codes of SQLite (sqlite.org/rescode.html).
_SQLITE: dict[int, LedgerFault] = {
    5: "locked",  # busy
    6: "locked",
    8: "read-only",
    10: "disk-full",  # input or output: a full or failing disk
    11: "corrupt",
    13: "disk-full",
    14: "missing",
    23: "refused",
    26: "not-a-ledger",
}
# SQLSTATE of PostgreSQL (appendix A of its manual), the longest beginning counts.
_POSTGRES: dict[str, LedgerFault] = {
    "08": "lost-connection",
    "25006": "read-only",
    "25P03": "lost-connection",  # idle for longer than the server allows
    "28": "refused",
    "3D000": "missing",
    "40001": "locked",
    "40P01": "locked",
    "42501": "refused",
    "53": "refused",
    "53100": "disk-full",
    "55P03": "locked",
    "57": "lost-connection",
    "57014": "locked",  # a statement that ran into its time limit
    "58": "corrupt",
    "58030": "disk-full",
    "XX": "corrupt",
}
# Seconds for SQLite to look its file through: enough for a gigabyte.
_PATIENCE = 5.0
# What reading bodies, texts and JSON that were kept whole raises when they are not whole any more.
_GARBLED = (zstandard.ZstdError, UnicodeDecodeError, json.JSONDecodeError)
# Of SQLite's general error (code 1), what its message says where the file is damaged.
_DAMAGED = ("malformed", "Could not decode to UTF-8", "invalid fts5 file format", "parse error in")
_WORDS: dict[LedgerFault, str] = {
    "locked": "another process is writing to it; wait till it is done and try again",
    "read-only": "it may only be read; check who may write to it and to its folder",
    "disk-full": "the disk is full or failing, and nothing of this change was kept; make room and try again",
    "corrupt": "it is damaged; do not write to it: run `doctor`, and restore the last backup",
    "missing": "it cannot be opened; check that it is there and may be read",
    "not-a-ledger": "this is no ledger, or its first bytes are damaged; check the name, or restore a backup",
    "refused": "the database refuses; check the user, the password and what that user may do",
    "lost-connection": "the database does not answer, and nothing of this change was kept; "
    "check that it runs and can be reached, and try again",
}


@contextmanager
def translated(where: str) -> Iterator[None]:
    """Turn errors of the database inside into LedgerErrors that name the ledger; others pass as they are."""
    try:
        yield
    except DBAPIError as error:
        kind = kind_of(error)
        if kind is None:
            raise
        raise LedgerError(f"{where}: {_WORDS[kind]} ({_first_line(error.orig)})", kind=kind) from error
    except sqlite3.Error as error:
        # From what speaks to SQLite past SQLAlchemy: settings of a connection or a file.
        kind = _sqlite_kind(error)
        if kind is None:
            raise
        raise LedgerError(f"{where}: {_WORDS[kind]} ({_first_line(error)})", kind=kind) from error
    except _GARBLED as error:
        raise LedgerError(f"{where}: {_WORDS['corrupt']} ({_first_line(error)})", kind="corrupt") from error
    except TimeoutError as error:
        raise LedgerError(
            f"{where}: too many of this process's threads use it at once", kind="locked"
        ) from error


def damage(engine: Engine, where: str) -> LedgerError | None:
    """The error to tell where SQLite finds its file damaged; None where it does not, or not soon enough.

    For when something went wrong that no sound ledger leads to: rows without what they must have.
    """
    if engine.dialect.name != "sqlite":
        return None
    until = time.monotonic() + _PATIENCE
    with suppress(DBAPIError), engine.connect() as connection:
        raw = connection.connection.driver_connection
        if raw is None:
            return None
        raw.set_progress_handler(lambda: time.monotonic() > until, 10_000)
        try:
            said = str(raw.execute("PRAGMA quick_check(1)").fetchone()[0])
        except (sqlite3.Error, UnicodeDecodeError) as error:
            kind = _sqlite_kind(error) if isinstance(error, sqlite3.Error) else "corrupt"
            said = _first_line(error) if kind == "corrupt" else "ok"
        finally:
            raw.set_progress_handler(None, 0)
        if said != "ok":
            return LedgerError(f"{where}: {_WORDS['corrupt']} ({said})", kind="corrupt")
    return None


def kind_of(error: DBAPIError) -> LedgerFault | None:
    """The kind of fault that an error of a database means, or None where it is a fault of this program."""
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        return _sqlite_kind(cause)
    state = getattr(cause, "sqlstate", None)
    if state is None:
        # No state: the connection broke, or none came about.
        broken = error.connection_invalidated or type(cause).__name__ in (
            "OperationalError",
            "InterfaceError",
        )
        return _unconnected(str(cause)) if broken else None
    for length in (5, 2):
        if state[:length] in _POSTGRES:
            return _POSTGRES[state[:length]]
    return None


def _sqlite_kind(cause: sqlite3.Error) -> LedgerFault | None:
    code = getattr(cause, "sqlite_errorcode", None)
    if code in (None, sqlite3.SQLITE_ERROR):
        damaged = isinstance(cause, sqlite3.DatabaseError) and any(words in str(cause) for words in _DAMAGED)
        return "corrupt" if damaged else None
    return _SQLITE.get(code & 0xFF)


def _unconnected(message: str) -> LedgerFault:
    """Why no connection came about: libpq tells it in words alone."""
    if "does not exist" in message and "database" in message:
        return "missing"
    if "password" in message or "authentication" in message or "no pg_hba.conf entry" in message:
        return "refused"
    return "lost-connection"


def _first_line(cause: BaseException | None) -> str:
    return str(cause).strip().splitlines()[0] if str(cause).strip() else type(cause).__name__
