"""Rows by their keys, many at once, in one statement: kept in the place of others, dropped, looked up.

Beside `bulk`, which inserts. SQLite gets lists as JSON, which it unpacks itself, so that one prepared
statement does for any number of values; PostgreSQL gets arrays.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, Table
from sqlalchemy.dialects import postgresql

from secondsource.ledger import bulk

Values = tuple[Any, ...]


def put(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Keep whole rows, in the place of those with their primary keys. No key may come twice."""
    _insert(connection, table, rows, _replacing(table))


def note(connection: Connection, table: Table, rows: Sequence[Values]) -> None:
    """Insert whole rows; those whose primary keys are there already stay as they are."""
    _insert(connection, table, rows, " ON CONFLICT DO NOTHING")


def change(connection: Connection, table: Table, names: Sequence[str], rows: Sequence[Values]) -> None:
    """Set columns of rows: each holds the value of the first column of the primary key, then the new ones.

    Keys that are not there change nothing. No key may come twice.
    """
    if not rows:
        return
    key = _keys(table, 1)[0]
    if connection.dialect.name == "sqlite":
        listed = ", ".join(f'"{name}" = ?' for name in names)
        command = f'UPDATE {table.name} SET {listed} WHERE "{key}" = ?'
        connection.exec_driver_sql(command, [(*values, key) for key, *values in rows])
        return
    held = (key, *names)
    listed = ", ".join(f'"{name}" = k.k{n}' for n, name in enumerate(names, 1))
    arrays = ", ".join(f"%s::{_type(table, name)}[]" for name in held)
    given = f"unnest({arrays}) AS k({', '.join(f'k{n}' for n in range(len(held)))})"
    command = f'UPDATE {table.name} AS t SET {listed} FROM {given} WHERE t."{key}" = k.k0'
    connection.exec_driver_sql(command, tuple(list(column) for column in zip(*rows, strict=True)))


def drop(connection: Connection, table: Table, keys: Collection[Values]) -> None:
    """Delete the rows with these values of the first columns of the primary key, as far as they are there."""
    if not keys:
        return
    width = len(next(iter(keys)))
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(_delete_one(table, width), list(keys))
    else:
        columns = [list(column) for column in zip(*keys, strict=True)]
        connection.exec_driver_sql(_delete_all(table, width), tuple(columns))


def found(connection: Connection, table: Table, keys: Collection[Values]) -> Sequence[Any]:
    """The rows with these values of the first columns of the primary key, two or more."""
    if not keys:
        return []
    listed = list(keys)
    width = len(listed[0])
    if connection.dialect.name == "sqlite":
        given: Values = (json.dumps(listed),)
    else:
        given = tuple(list(column) for column in zip(*listed, strict=True))
    return connection.exec_driver_sql(_by_keys(connection.dialect.name, table, width), given).all()


def among(
    connection: Connection,
    table: Table,
    values: Collection[Any],
    *by: str,
    level: int | None = None,
    where: str = "",
) -> Sequence[Any]:
    """The rows that have one of some values in one of the columns `by`, each once.

    level: only those with this number in the column of that name. where: a further condition, in SQL.
    """
    if not values:
        return []
    command = _among(connection.dialect.name, table, by, level is not None, where)
    listed = list(values)
    given: Any = json.dumps(listed) if connection.dialect.name == "sqlite" else listed
    held = (given,) if level is None else (given, level)
    return connection.exec_driver_sql(command, held * len(by)).all()


def columns(
    connection: Connection,
    table: Table,
    names: Sequence[str],
    values: Collection[Any],
    *,
    by: str,
    held_by: str = "",
) -> Sequence[Any]:
    """Some columns of the rows that have one of some values in the column `by`.

    held_by: an index of SQLite that holds them all, begins with `by`, and is read in place of wide rows.
    """
    if not values:
        return []
    dialect = connection.dialect.name
    given: Any = json.dumps(list(values)) if dialect == "sqlite" else list(values)
    listed = ", ".join(f't."{name}"' for name in names)
    index = f" INDEXED BY {held_by}" if held_by and dialect == "sqlite" else ""
    command = f'SELECT {listed} FROM {table.name} AS t{index} WHERE t."{by}" {_listed(dialect, table, by)}'
    return connection.exec_driver_sql(command, (given,)).all()


def least(
    connection: Connection, table: Table, column: str, values: Collection[Any], *, by: str
) -> dict[Any, Any]:
    """For each of some values that any row has in the column `by`: the least of another column, or None."""
    if not values:
        return {}
    dialect = connection.dialect.name
    given: Any = json.dumps(list(values)) if dialect == "sqlite" else list(values)
    command = (
        f'SELECT t."{by}", min(t."{column}") FROM {table.name} AS t'
        f' WHERE t."{by}" {_listed(dialect, table, by)} GROUP BY t."{by}"'
    )
    return {row[0]: row[1] for row in connection.exec_driver_sql(command, (given,))}


def extremes(
    connection: Connection, table: Table, column: str, values: Collection[Any], *, by: str
) -> Sequence[Any]:
    """For each of some values that any row has in the column `by`: it, the least and the greatest of another
    column (None where all are), and the number of rows.
    """
    if not values:
        return []
    dialect = connection.dialect.name
    given: Any = json.dumps(list(values)) if dialect == "sqlite" else list(values)
    command = (
        f'SELECT t."{by}", min(t."{column}"), max(t."{column}"), count(*) FROM {table.name} AS t'
        f' WHERE t."{by}" {_listed(dialect, table, by)} GROUP BY t."{by}"'
    )
    return connection.exec_driver_sql(command, (given,)).all()


def _listed(dialect: str, table: Table, name: str) -> str:
    """The condition that a column has one of a list of values."""
    if dialect == "sqlite":
        return "IN (SELECT value FROM json_each(?))"
    return f"= ANY(%s::{_type(table, name)}[])"


def _insert(connection: Connection, table: Table, rows: Sequence[Values], ending: str) -> None:
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(bulk.one_by_one(table) + ending, list(rows))
    else:
        columns = [list(column) for column in zip(*rows, strict=True)]
        connection.exec_driver_sql(bulk.by_columns(table) + ending, tuple(columns))


@lru_cache(maxsize=128)
def _replacing(table: Table) -> str:
    keys = ", ".join(f'"{column.name}"' for column in table.primary_key.columns)
    others = [f'"{column.name}"' for column in table.columns if not column.primary_key]
    kept = ", ".join(f"{name} = excluded.{name}" for name in others)
    return f" ON CONFLICT ({keys}) DO UPDATE SET {kept}" if others else " ON CONFLICT DO NOTHING"


def _keys(table: Table, width: int) -> list[str]:
    return [column.name for column in table.columns][:width]


@lru_cache(maxsize=128)
def _delete_one(table: Table, width: int) -> str:
    where = " AND ".join(f'"{name}" = ?' for name in _keys(table, width))
    return f"DELETE FROM {table.name} WHERE {where}"


@lru_cache(maxsize=128)
def _delete_all(table: Table, width: int) -> str:
    return f"DELETE FROM {table.name} AS t USING {_unnested(table, width)} WHERE {_joined(table, width)}"


@lru_cache(maxsize=128)
def _by_keys(dialect: str, table: Table, width: int) -> str:
    names = _names(table)
    if dialect == "sqlite":
        where = " AND ".join(
            f"t.\"{name}\" = json_extract(k.value, '$[{n}]')" for n, name in enumerate(_keys(table, width))
        )
        # A cross join keeps this order: each key looks up its row.
        return f"SELECT {names} FROM json_each(?) AS k CROSS JOIN {table.name} AS t WHERE {where}"
    return f"SELECT {names} FROM {_unnested(table, width)} JOIN {table.name} AS t ON {_joined(table, width)}"


def _unnested(table: Table, width: int) -> str:
    arrays = ", ".join(f"%s::{_type(table, name)}[]" for name in _keys(table, width))
    names = ", ".join(f"k{n}" for n in range(width))
    return f"unnest({arrays}) AS k({names})"


def _joined(table: Table, width: int) -> str:
    return " AND ".join(f't."{name}" = k.k{n}' for n, name in enumerate(_keys(table, width)))


@lru_cache(maxsize=256)
def _among(dialect: str, table: Table, by: tuple[str, ...], leveled: bool, where: str) -> str:
    """One SELECT for each column, so that each goes by its own index; UNION leaves out what comes twice."""
    mark = "?" if dialect == "sqlite" else "%s"
    more = f' AND t."level" = {mark}' if leveled else f" AND {where}" if where else ""
    parts = []
    for name in by:
        if dialect == "sqlite":
            # A cross join keeps this order: each value looks up its rows.
            of = f'json_each(?) AS k CROSS JOIN {_indexed(table, name, leveled)} WHERE t."{name}" = k.value'
        else:
            of = f'{table.name} AS t WHERE t."{name}" {_listed(dialect, table, name)}'
        parts.append(f"SELECT {_names(table)} FROM {of}{more}")
    return " UNION ".join(parts)


def _indexed(table: Table, name: str, leveled: bool) -> str:
    """A table of SQLite with the index of a column: left alone it takes the one that holds whole rows, which
    tells the level alone, and reads every row of it.
    """
    if leveled and name not in _keys(table, 2):
        return f"{table.name} AS t INDEXED BY {table.name}_{name}"
    return f"{table.name} AS t"


@lru_cache(maxsize=128)
def _names(table: Table) -> str:
    return ", ".join(f't."{column.name}"' for column in table.columns)


def _type(table: Table, name: str) -> str:
    dialect: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    return bulk.plain(table.c[name].type.compile(dialect))
