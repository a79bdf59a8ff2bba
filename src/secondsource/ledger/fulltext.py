"""Full text: the words of statements and reports, FTS5 on SQLite and tsvector on PostgreSQL.

Both hold the words that `folding.words` gives, in order, so both find the same. SQLite's is contentless, so
what is taken out must be told with the words that were put in.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, Table, bindparam, delete, text

from secondsource.ledger import bulk
from secondsource.ledger.folding import words

# Owner number and the text whose words are found under it.
Texts = Iterable[tuple[int, str]]


def put(connection: Connection, table: Table, texts: Texts) -> None:
    """Index texts in a table of words."""
    if connection.dialect.name == "sqlite":
        rows = [(owner, " ".join(words(body))) for owner, body in texts]
        if rows:
            connection.exec_driver_sql(f"INSERT INTO {table.name}(rowid, words) VALUES (?, ?)", rows)
    else:
        bulk.put(connection, table, [(owner, vector(words(body))) for owner, body in texts])


def take(connection: Connection, table: Table, texts: Texts) -> None:
    """Take texts out of a table of words: the very texts that were put in."""
    if connection.dialect.name == "sqlite":
        rows = [{"owner": owner, "words": " ".join(words(body))} for owner, body in texts]
        command = f"INSERT INTO {table.name}({table.name}, rowid, words) VALUES ('delete', :owner, :words)"
        if rows:
            connection.execute(text(command), rows)
        return
    owners = [{"gone": owner} for owner, _ in texts]
    if owners:
        connection.execute(delete(table).where(table.c.owner == bindparam("gone")), owners)


def vector(found: list[str]) -> str:
    """Words with their places as PostgreSQL reads a tsvector; it holds places up to 16,383."""
    return " ".join(f"'{word}':{place}" for place, word in enumerate(found, start=1))
