"""Many rows into one table in one go: a report makes hundreds, and SQLAlchemy's own way takes 20 us for each.

SQLite gets one prepared statement for all rows, PostgreSQL one statement with an array for each column.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, Table
from sqlalchemy.dialects import postgresql


def put(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows, each with a value for every column of the table, in their order."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(_one_by_one(table), list(rows))
    else:
        columns = [list(column) for column in zip(*rows, strict=True)]
        connection.exec_driver_sql(_by_columns(table), tuple(columns))


@lru_cache(maxsize=64)
def _one_by_one(table: Table) -> str:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    return f"INSERT INTO {table.name} ({names}) VALUES ({', '.join('?' * len(table.columns))})"


@lru_cache(maxsize=64)
def _by_columns(table: Table) -> str:
    dialect: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    arrays = ", ".join(f"%s::{_plain(column.type.compile(dialect))}[]" for column in table.columns)
    return f"INSERT INTO {table.name} ({names}) SELECT * FROM unnest({arrays})"


def _plain(name: str) -> str:
    """A type without the collation of the column, which its values do not have."""
    return name.partition(" COLLATE ")[0]
