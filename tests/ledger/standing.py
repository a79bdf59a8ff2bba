"""All that a ledger's derived tables say, without the numbers that tie them: to compare two ledgers."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table, select, text

from secondsource.ledger import Ledger, derived, folding
from secondsource.ledger.generation import SHIFT, Generation
from secondsource.ledger.tables import reports

LEFT_OUT = {"number", "report", "statement", "owner", "name"}


def said(ledger: Ledger) -> list[tuple[Any, ...]]:
    """Every derived row as (table, id of its report or statement, values ...), sorted."""
    with ledger.reading() as connection:
        held = derived.current(connection)
        owners = _owners(connection, held)
        rows: list[tuple[Any, ...]] = []
        for name, key in (
            ("standing", "number"), ("statements", "report"), ("points", "statement"), ("facets", "owner"),
            ("spoken", "report"),
        ):  # fmt: skip
            rows += _rows(connection, getattr(held, name), name, key, owners)
        query = select(held.names.c.key, held.names.c.shown, held.names.c.reports)
        rows += [("names", "", *row) for row in connection.execute(query)]
        for name in ("tallies", "speakers", "grounds"):
            rows += [(name, "", *row) for row in connection.execute(select(getattr(held, name)))]
        rows += _named(connection, held, owners)
        rows += _found(connection, held, owners)
        return sorted(rows, key=repr)


def matching(connection: Connection, table: Table, query: str) -> list[int]:
    """The owners whose words hold the words of a query, one beside the other."""
    words = folding.words(query)
    if connection.dialect.name == "sqlite":
        command = f"SELECT rowid FROM {table.name} WHERE {table.name} MATCH :query ORDER BY rowid"
        given = '"' + " ".join(words) + '"'
    else:
        command = f"SELECT owner FROM {table.name} WHERE words @@ CAST(:query AS tsquery) ORDER BY owner"
        given = " <-> ".join(f"'{word}'" for word in words)
    return list(connection.execute(text(command), {"query": given}).scalars())


def _owners(connection: Connection, held: Generation) -> dict[int, str]:
    """Ids by number: of reports by their row's number and by their owner number, and of statements."""
    found: dict[int, str] = {}
    for row in connection.execute(select(reports.c.number, reports.c.id)):
        found[row.number] = found[row.number << SHIFT] = row.id
    for row in connection.execute(select(held.statements.c.number, held.statements.c.id)):
        found[row.number] = row.id
    return found


def _rows(
    connection: Connection, table: Table, name: str, key: str, owners: dict[int, str]
) -> list[tuple[Any, ...]]:
    left_out = LEFT_OUT | ({"n"} if name == "facets" else set())
    columns = [column for column in table.columns if column.name not in left_out]
    query = select(table.columns[key].label("owner_"), *columns)
    return [(name, owners[row[0]], *row[1:]) for row in connection.execute(query)]


def _named(connection: Connection, held: Generation, owners: dict[int, str]) -> list[tuple[Any, ...]]:
    joined = held.named.join(held.names, held.names.c.number == held.named.c.name)
    query = select(held.named.c.report, held.names.c.key, held.names.c.shown).select_from(joined)
    return [("named", owners[row[0]], *row[1:]) for row in connection.execute(query)]


def _found(connection: Connection, held: Generation, owners: dict[int, str]) -> list[tuple[Any, ...]]:
    """What the full text finds for a few words."""
    found: list[tuple[Any, ...]] = []
    for query in ("crates", "reach ostrava", "nobody", "zoe", "report 1"):
        for table, name in ((held.statement_words, "statement_words"), (held.report_words, "report_words")):
            found += [(name, owners[owner], query) for owner in matching(connection, table, query)]
    return found
