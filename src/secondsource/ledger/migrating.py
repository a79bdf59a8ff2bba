"""Making a ledger, upgrading an older one, and refusing what is none or of a newer version."""

from __future__ import annotations

import secrets
import sqlite3
import time
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from secondsource import versions
from secondsource.errors import LedgerError
from secondsource.ledger import rebuilding
from secondsource.ledger.writing import set_meta

if TYPE_CHECKING:
    from secondsource.ledger.engine import Ledger

# The migrations that this program knows, oldest first: the files in `migrations/versions`.
KNOWN = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
# From here on what is linked stands as this program would link it, what is judged as it would judge it, the
# forms of parties are kept, and which reports may be versions of others is noted.
_LINKED, _JUDGED, _NAMED, _TIED = "0003", "0004", "0005", "0007"
# What SQLite keeps in a file's header to say whose it is: "SSlg".
APPLICATION = 0x53536C67
_TABLE = "alembic_version"
# Seconds between two tries at what does not wait by itself.
_AGAIN = 0.02


def prepare(ledger: Ledger, *, create: bool) -> None:
    """See that the tables are there and of this version. Raises LedgerError where they cannot be."""
    with ledger.reading() as connection:
        found = version(connection, ledger.where)
    if found == KNOWN[-1]:
        return
    if found is None and (ledger.read_only or not create):
        raise LedgerError(
            f"{ledger.where}: it holds no ledger yet; `add` something to make it", kind="missing"
        )
    if ledger.read_only:
        message = f"{ledger.where}: it was made by an older version ({found}) and must be upgraded"
        raise LedgerError(f"{message}; open it once where it may be written to", kind="too-old")
    _upgrade(ledger)


def version(connection: Connection, where: str) -> str | None:
    """The migration that a database is at, None for an empty one.

    Raises LedgerError for a newer one, and for a database that holds other things.
    """
    names = set(inspect(connection).get_table_names())
    if _TABLE not in names:
        if names:
            message = (
                f"{where}: this database holds other things ({', '.join(sorted(names)[:3])}) and no ledger"
            )
            raise LedgerError(f"{message}; give it one of its own", kind="not-a-ledger")
        return None
    found: str | None = connection.execute(text(f"SELECT version_num FROM {_TABLE}")).scalar()
    if "entries" not in names or found is None:
        raise LedgerError(f"{where}: this database belongs to another program", kind="not-a-ledger")
    if found not in KNOWN:
        message = f"{where}: it was made by a newer Second Source (tables {found}, not {KNOWN[-1]})"
        raise LedgerError(f"{message}; update Second Source. Nothing was touched", kind="newer-version")
    return found


def _upgrade(ledger: Ledger) -> None:
    """Bring the tables to this version in one transaction; two who do so at once do it once."""
    from alembic import command
    from alembic.config import Config

    if ledger.dialect == "sqlite":
        _settle_file(ledger)
    with ledger.changing() as connection:
        _check_encoding(connection, ledger.where)
        before = version(connection, ledger.where)
        if before == KNOWN[-1]:
            return
        config = Config()
        config.set_main_option("script_location", "secondsource.ledger:migrations")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if before is None:
            set_meta(connection, "ledger", secrets.token_hex(16))
            set_meta(connection, "made-by", versions.PACKAGE)
            rebuilding.first(connection)
        else:
            rebuilding.complete(
                connection,
                linked=before >= _LINKED,
                judged=before >= _JUDGED,
                named=before >= _NAMED,
                tied=before >= _TIED,
            )


def _settle_file(ledger: Ledger) -> None:
    """What a file is told before its first table: whose it is, and to let readers go on beside a writer."""
    with ledger.engine.connect() as connection:
        raw = connection.connection.driver_connection
        if raw is None:
            return
        raw.execute(f"PRAGMA application_id={APPLICATION}")
        # Of all statements this alone may fail at once where another writes, instead of waiting for it.
        until = time.monotonic() + raw.execute("PRAGMA busy_timeout").fetchone()[0] / 1000
        while True:
            try:
                raw.execute("PRAGMA journal_mode=WAL")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or until < time.monotonic():
                    raise
            time.sleep(_AGAIN)


def _check_encoding(connection: Connection, where: str) -> None:
    if connection.dialect.name != "postgresql":
        return
    encoding = connection.execute(text("SHOW server_encoding")).scalar()
    if encoding != "UTF8":
        message = f"{where}: the database is in {encoding}, which cannot hold every text"
        raise LedgerError(f"{message}; make one with ENCODING 'UTF8' TEMPLATE template0", kind="refused")
