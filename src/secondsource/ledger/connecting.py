"""From what a user names to an engine: paths and addresses, checks before anything is touched, settings."""

from __future__ import annotations

import os
import urllib.parse
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from secondsource.errors import LedgerError, UsageError

_MAGIC = b"SQLite format 3\x00"
_SQLITE = "sqlite:///"
_POSTGRES = ("postgresql://", "postgres://")
# KiB of pages that a connection keeps: at 100,000 reports the inner pages of all indexes.
_CACHE = 65_536
# Pages of SQLite's write-ahead log (16 MB) before they are put into the file: a report changes a hundred
# pages, many of them again and again, and each is then put there once.
_LOG_PAGES = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a user named: a file, or the address of a database; `where` shows it without a password."""

    where: str
    path: Path | None = None
    url: URL | None = None


# Seconds, and how often, by libpq's names; what the address gives itself is kept.
_PATIENCE = {
    "connect_timeout": "10", "keepalives_idle": "30", "keepalives_interval": "10", "keepalives_count": "3",
    "tcp_user_timeout": "60000",
}  # fmt: skip


def target(where: str | os.PathLike[str]) -> Target:
    """What a path or address names. Raises UsageError for an address of another kind."""
    given = os.fspath(where)
    if given.startswith(_POSTGRES):
        try:
            url = make_url(given).set(drivername="postgresql+psycopg")
        except (ArgumentError, ValueError) as error:
            raise UsageError(f"this is no address of a database ({error}); {_shapes()}") from None
        shown = url.set(drivername="postgresql").render_as_string(hide_password=True)
        return Target(where=shown, url=url)
    if given.startswith(_SQLITE):
        given = given.removeprefix(_SQLITE)
    elif "://" in given:
        scheme = given.partition("://")[0]
        raise UsageError(f"a ledger cannot be kept at {scheme}://; {_shapes()}")
    if not given or "\x00" in given:
        raise UsageError(f"a ledger needs a name; {_shapes()}")
    return Target(where=given, path=Path(given))


def _shapes() -> str:
    return "give a file name, or postgresql://USER@HOST/DATABASE"


def check(target: Target, *, create: bool, read_only: bool) -> bool:
    """Look at a file before it is opened, and say whether it can only be read. Raises LedgerError."""
    path = target.path
    if path is None:
        return read_only
    if path.is_dir():
        raise LedgerError(f"{path}: this is a folder; a ledger is a file", kind="not-a-ledger")
    if not path.exists():
        if read_only or not create:
            message = f"{path}: there is no ledger; check the name, or `add` something to make it"
            raise LedgerError(message, kind="missing")
        if not path.parent.is_dir():
            raise LedgerError(f"{path}: its folder does not exist; make it first", kind="missing")
        if not os.access(path.parent, os.W_OK | os.X_OK):
            raise LedgerError(f"{path}: nothing may be written into its folder", kind="read-only")
        return False
    try:
        with path.open("rb") as file:
            begin = file.read(len(_MAGIC))
    except OSError as error:
        raise LedgerError(f"{path}: it may not be read ({error.strerror})", kind="missing") from None
    if begin and begin != _MAGIC:
        message = f"{path}: this is no ledger, or its first bytes are damaged"
        raise LedgerError(f"{message}; check the name, or restore the last backup", kind="not-a-ledger")
    return read_only or not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK | os.X_OK))


def engine(target: Target, *, read_only: bool, wait: float) -> Engine:
    """An engine for a target, with its settings; nothing is opened yet."""
    if target.path is not None:
        return _sqlite(target.path, read_only=read_only, wait=wait)
    if target.url is None:
        raise UsageError(_shapes())
    return _postgres(target.url, wait=wait)


def _sqlite(path: Path, *, read_only: bool, wait: float) -> Engine:
    mode = "ro" if read_only else "rwc"
    quoted = urllib.parse.quote(os.path.abspath(path))
    # Where its folder may not be written to, SQLite cannot make the files that it shares with a writer; but
    # then nobody writes, and it is read as it lies.
    still = read_only and not os.access(path.parent, os.W_OK) and not Path(f"{path}-wal").exists()
    query = {"mode": mode, "uri": "true"} | ({"immutable": "1"} if still else {})
    url = URL.create("sqlite+pysqlite", database=f"file:{quoted}", query=query)
    # The one used last is taken first: each keeps pages of the file at hand, and fewer keep the same ones.
    made = create_engine(
        url, connect_args={"timeout": wait}, pool_size=4, max_overflow=12, pool_use_lifo=True
    )

    @event.listens_for(made, "connect")
    def settle(connection: Any, _record: Any) -> None:
        # Transactions begin where `begin` below says so, and nowhere else.
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute(f"PRAGMA cache_size=-{_CACHE}")
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute(f"PRAGMA wal_autocheckpoint={_LOG_PAGES}")

    @event.listens_for(made, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("ledger_writes", False)
        # A transaction that only later comes to write would fail where another wrote in between.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return made


def _postgres(url: URL, *, wait: float) -> Engine:
    # A server that froze or was cut off is given up after a minute, instead of never.
    for name, value in _PATIENCE.items():
        if name not in url.query:
            url = url.update_query_dict({name: value})
    made = create_engine(url, pool_size=4, max_overflow=12, pool_pre_ping=True)

    @event.listens_for(made, "connect")
    def settle(connection: Any, _record: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = {int(wait * 1000)}")
            cursor.execute("SET timezone = 'UTC'")
            cursor.execute("SET client_min_messages = 'warning'")
            cursor.execute("SET jit = off")  # to compile a question costs more than to answer it
            # A plan for lists of any length is made for ten values, and takes a second for a thousand.
            cursor.execute("SET plan_cache_mode = force_custom_plan")
        connection.commit()

    return made
