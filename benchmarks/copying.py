"""A whole ledger from an SQLite file into an empty PostgreSQL database, table by table with COPY.

    python -m benchmarks.copying --ledger FILE --url postgresql://... [--json FILE]

For measuring: filling a second database report by report would take as long again. All rows are copied as
they are, of evidence and of what is derived; the full text is made anew, since the two databases keep it each
in its own way; indexes are made last. Such a copy exports the same bytes. benchmarks.postgres starts a server
that goes on.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Boolean, Connection, Table, func, select, text

from secondsource.ledger import Ledger, derived
from secondsource.ledger.folding import words
from secondsource.ledger.fulltext import vector
from secondsource.ledger.generation import Generation, report_owner
from secondsource.ledger.kept import text_of
from secondsource.ledger.tables import evidence, reports
from secondsource.ledger.writing import get_meta, set_meta

_PAGE = 5_000
# Facts that a ledger keeps of itself and that each database has of its own.
_OWN = ("generation", "building")


def copy(source: Ledger, target: Ledger) -> int:
    """Copy a ledger into an empty one on PostgreSQL; how many rows."""
    with source.reading() as held, target.changing() as connection:
        if connection.execute(select(func.count()).select_from(reports)).scalar():
            raise SystemExit(f"{target.where}: it holds reports already; give an empty database")
        # Keys of other tables were checked when they first came in.
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        here, there = derived.current(held), derived.current(connection)
        pairs = [*((t, t) for t in evidence.sorted_tables if t.name != "meta"), *_derived(here, there)]
        names = [t.name for _, t in pairs] + [there.statement_words.name, there.report_words.name]
        indexes = _taken_off(connection, names)
        count = sum(_copied(connection, to, _rows(held, of)) for of, to in pairs)
        count += _copied(connection, there.statement_words, _of_statements(held, here))
        count += _copied(connection, there.report_words, _of_reports(held))
        for command in indexes:
            connection.execute(text(command))
        _settle(held, connection, there)
    _analyse(target)
    return count


def _derived(here: Generation, there: Generation) -> Iterator[tuple[Table, Table]]:
    """The tables of two generations, side by side."""
    yield from zip(here.metadata.sorted_tables, there.metadata.sorted_tables, strict=True)


def _taken_off(connection: Connection, names: Sequence[str]) -> list[str]:
    """Drop the indexes of tables that no constraint needs; the commands that make them again."""
    query = text(
        "SELECT i.indexname, i.indexdef FROM pg_indexes i "
        "LEFT JOIN pg_constraint c ON c.conname = i.indexname "
        "WHERE c.oid IS NULL AND i.tablename = ANY(:names) ORDER BY i.indexname"
    )
    found = connection.execute(query, {"names": list(names)}).all()
    for name, _ in found:
        connection.execute(text(f"DROP INDEX {name}"))
    return [command for _, command in found]


def _rows(held: Connection, table: Table) -> Iterator[tuple[Any, ...]]:
    """All rows of a table, by its key."""
    logical = [n for n, column in enumerate(table.columns) if isinstance(column.type, Boolean)]
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    keys = ", ".join(f'"{column.name}"' for column in table.primary_key.columns)
    cursor: Any = held.connection.cursor()
    cursor.execute(f"SELECT {names} FROM {table.name} ORDER BY {keys}")
    while page := cursor.fetchmany(_PAGE):
        if logical:
            page = [tuple(bool(v) if n in logical else v for n, v in enumerate(row)) for row in page]
        yield from page


def _of_statements(held: Connection, here: Generation) -> Iterator[tuple[int, str]]:
    cursor: Any = held.connection.cursor()
    cursor.execute(f"SELECT number, content FROM {here.statements.name} ORDER BY number")
    while page := cursor.fetchmany(_PAGE):
        yield from ((number, vector(words(content))) for number, content in page)


def _of_reports(held: Connection) -> Iterator[tuple[int, str]]:
    query = select(reports.c.number, reports.c.id, reports.c.title).where(reports.c.body.is_not(None))
    for row in held.execute(query.order_by(reports.c.number)).all():
        whole = derived.report_text(row.title, text_of(held, row.id))
        yield report_owner(row.number), vector(words(whole))


def _copied(connection: Connection, table: Table, rows: Iterable[tuple[Any, ...]]) -> int:
    """Write rows into a table; how many."""
    began, count = time.perf_counter(), 0
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as to:
        for row in rows:
            to.write_row(row)
            count += 1
    print(f"{table.name}: {count:,} rows in {time.perf_counter() - began:.1f} s", file=sys.stderr, flush=True)
    return count


def _settle(held: Connection, connection: Connection, there: Generation) -> None:
    """Facts that the ledger keeps of itself, and the next number of a report."""
    rows = held.execute(text("SELECT key, value FROM meta")).all()
    for key, value in rows:
        if key not in _OWN:
            set_meta(connection, key, value)
    if get_meta(connection, "derived") != derived.VERSION:
        raise SystemExit("what is derived there is of another version: run doctor --rebuild first")
    for table in (reports, there.names):
        last = connection.execute(select(func.max(table.c.number))).scalar()
        sequence = f"pg_get_serial_sequence('{table.name}', 'number')"
        connection.execute(text(f"SELECT setval({sequence}, {int(last or 1)})"))


def _analyse(ledger: Ledger) -> None:
    """What PostgreSQL does by itself after a while: see how values are spread, and what all see."""
    with ledger.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Copy one ledger; 0."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--ledger", metavar="FILE", required=True)
    parser.add_argument("--url", metavar="postgresql://...", required=True)
    parser.add_argument("--json", metavar="FILE", help="write the figures there too")
    options = parser.parse_args(arguments)
    began = time.perf_counter()
    with (
        Ledger.open(options.ledger, create=False, read_only=True) as source,
        Ledger.open(options.url) as target,
    ):
        count = copy(source, target)
        where_now = target.where
    figures = {"ledger": where_now, "rows": count, "seconds": round(time.perf_counter() - began, 1)}
    print(f"{where_now}: {count:,} rows in {figures['seconds']} s")
    if options.json:
        Path(options.json).write_text(json.dumps(figures) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
