"""The derived tables, named by generation: rebuilt beside the ones in use, then swapped.

Numbers: `owner` is a statement's or a report's number. A report's is its row number shifted left by 20 bits,
a statement's that plus its place in the reading, from 1: so `owner >> 20` is the row number of the report,
and what belongs to a report is one range of numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Float,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    and_,
    inspect,
    text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateTable

from secondsource.ledger import echo_tables, estimate_tables, judged_tables, link_tables, party_tables
from secondsource.ledger.tables import key_text, number

# More statements than any report has.
SHIFT = 20
_SPREAD = 1 << SHIFT


def report_owner(row_number: int) -> int:
    """The owner number of a report, by the number of its row."""
    return row_number << SHIFT


def owners(row_number: int) -> tuple[int, int]:
    """The owner numbers of a report and of all its statements and points: first and last, both inclusive."""
    return row_number << SHIFT, (row_number << SHIFT) + _SPREAD - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """The derived tables of one generation. The two of words are FTS5 on SQLite, tsvector on PostgreSQL."""

    number: int
    metadata: MetaData
    standing: Table
    tied: Table
    statements: Table
    points: Table
    facets: Table
    names: Table
    named: Table
    tallies: Table
    speakers: Table
    spoken: Table
    grounds: Table
    statement_words: Table
    report_words: Table

    @property
    def trigrams(self) -> str:
        """On SQLite the FTS5 table of the trigrams of `names.key`, by `names.number`."""
        return f"name_trigrams_{self.number}"


@lru_cache(maxsize=8)
def generation(n: int) -> Generation:
    """The tables of a generation, by its number. Nothing is made in any database: see `create`."""
    held = MetaData()
    standing = Table(
        f"standing_{n}",
        held,
        # Of the report's row
        Column("number", number(), primary_key=True, autoincrement=False),
        # The reading in force, or null
        Column("reading", key_text()),
        Column("statements", Integer, nullable=False),
        Column("points", Integer, nullable=False),
    )
    unread = standing.c.reading.is_(None)
    Index(f"standing_{n}_unread", standing.c.number, sqlite_where=unread, postgresql_where=unread)
    # Of the rows of reports that may be versions of another (`tying`)
    own = Column("number", number(), primary_key=True, autoincrement=False)
    tied = Table(f"tied_{n}", held, own)
    echo_tables.declare(n, held)
    link_tables.declare(n, held)
    judged_tables.declare(n, held)
    estimate_tables.declare(n, held)
    party_tables.declare(n, held)
    names, named = _names(n, held)
    speakers, spoken, grounds = _speakers(n, held)
    return Generation(
        number=n,
        metadata=held,
        standing=standing,
        tied=tied,
        statements=_statements(n, held),
        points=_points(n, held),
        facets=_facets(n, held),
        names=names,
        named=named,
        tallies=_tallies(n, held),
        speakers=speakers,
        spoken=spoken,
        grounds=grounds,
        statement_words=_words(f"statement_words_{n}"),
        report_words=_words(f"report_words_{n}"),
    )


def _facets(n: int, held: MetaData) -> Table:
    facets = Table(
        f"facets_{n}",
        held,
        Column("owner", number(), primary_key=True, autoincrement=False),
        # Place among the owner's facets, from 0
        Column("n", Integer, primary_key=True, autoincrement=False),
        Column("kind", key_text(), nullable=False),
        Column("key", key_text(), nullable=False),
        Column("low", Float(53)),
        Column("high", Float(53)),
        # How far apart they are, as `bounds` counts it, so that what meets a range lies together in an index
        Column("width", Integer),
        # Lying by owner, without a key of SQLite's own, saves a seventh of the whole ledger.
        sqlite_with_rowid=False,
    )
    Index(f"facets_{n}_key", facets.c.kind, facets.c.key, facets.c.owner)
    Index(
        f"facets_{n}_low",
        facets.c.kind,
        facets.c.width,
        facets.c.low,
        facets.c.high,
        facets.c.owner,
        sqlite_where=facets.c.low.is_not(None),
        postgresql_where=facets.c.low.is_not(None),
    )
    figures = (facets.c.kind == "number", facets.c.low.is_not(None))
    Index(
        f"facets_{n}_figures",
        facets.c.key,
        facets.c.width,
        facets.c.low,
        facets.c.high,
        facets.c.owner,
        sqlite_where=and_(*figures),
        postgresql_where=and_(*figures),
    )
    return facets


def _names(n: int, held: MetaData) -> tuple[Table, Table]:
    """Forms of names, and in which reports each stands."""
    names = Table(
        f"names_{n}",
        held,
        Column("number", number(), primary_key=True, autoincrement=True),
        # Folded, and as written
        Column("key", key_text(), nullable=False),
        Column("shown", key_text(), nullable=False),
        # In how many reports it stands
        Column("reports", Integer, nullable=False),
    )
    Index(f"names_{n}_key", names.c.key, names.c.shown, unique=True)
    Index(f"names_{n}_reports", names.c.reports.desc(), names.c.key)
    named = Table(
        f"named_{n}",
        held,
        Column("report", number(), primary_key=True, autoincrement=False),
        Column("name", number(), primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    Index(f"named_{n}_name", named.c.name, named.c.report)
    return names, named


def _tallies(n: int, held: MetaData) -> Table:
    """How many owners have each facet of the kinds that `tallies` counts."""
    return Table(
        f"tallies_{n}",
        held,
        Column("kind", key_text(), primary_key=True),
        Column("key", key_text(), primary_key=True),
        Column("owners", Integer, nullable=False),
        sqlite_with_rowid=False,
    )


def _speakers(n: int, held: MetaData) -> tuple[Table, Table, Table]:
    """Sources in figures, in which reports each speaks, and how many of its statements have which basis."""
    speakers = Table(
        f"speakers_{n}",
        held,
        Column("key", key_text(), primary_key=True),
        Column("statements", Integer, nullable=False),
        Column("reports", Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    Index(f"speakers_{n}_statements", speakers.c.statements.desc(), speakers.c.key)
    spoken = Table(
        f"spoken_{n}",
        held,
        # Of the report's row
        Column("report", number(), primary_key=True, autoincrement=False),
        Column("key", key_text(), primary_key=True),
        # When the report was published, as its facet has it
        Column("published", key_text()),
        sqlite_with_rowid=False,
    )
    Index(f"spoken_{n}_key", spoken.c.key, spoken.c.published)
    grounds = Table(
        f"grounds_{n}",
        held,
        Column("key", key_text(), primary_key=True),
        Column("basis", key_text(), primary_key=True),
        Column("statements", Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    return speakers, spoken, grounds


def _statements(n: int, held: MetaData) -> Table:
    table = Table(
        f"statements_{n}",
        held,
        Column("number", number(), primary_key=True, autoincrement=False),
        Column("id", key_text(), nullable=False),
        # Of the report's row
        Column("report", number(), nullable=False),
        # Index into the statements of the reading as corrected
        Column("n", Integer, nullable=False),
        Column("attributed", Boolean, nullable=False),
        Column("parent", key_text()),
        Column("source", Text),
        # The folded name of the source's party, or its folded words
        Column("source_key", key_text()),
        Column("cue", Text),
        Column("content", Text, nullable=False),
        # Of the content: code points of the report's text, from the first to the end of the last
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
        Column("quote", Text, nullable=False),
        Column("polarity", Text, nullable=False),
        Column("forecast", Boolean, nullable=False),
        # Level of certainty and its band of probability, or null
        Column("level", Text),
        Column("low", Float(53)),
        Column("high", Float(53)),
    )
    Index(f"statements_{n}_id", table.c.id)
    return table


def _points(n: int, held: MetaData) -> Table:
    table = Table(
        f"points_{n}",
        held,
        Column("number", number(), primary_key=True, autoincrement=False),
        Column("id", key_text(), nullable=False),
        # Number of the statement
        Column("statement", number(), nullable=False),
        # Place among the statement's points, from 0
        Column("n", Integer, nullable=False),
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
        Column("text", Text, nullable=False),
        Column("negated", Boolean, nullable=False),
    )
    Index(f"points_{n}_id", table.c.id)
    Index(f"points_{n}_statement", table.c.statement)
    return table


def _words(name: str) -> Table:
    """A full-text table as PostgreSQL has it; on SQLite a virtual table (rowid, words) of the same name."""
    table = Table(
        name,
        MetaData(),
        Column("owner", number(), primary_key=True, autoincrement=False),
        Column("words", TSVECTOR, nullable=False),
    )
    Index(f"{name}_words", table.c.words, postgresql_using="gin")
    return table


def create(connection: Connection, n: int) -> Generation:
    """Make the tables of a generation in a database."""
    made = generation(n)
    for table in made.metadata.sorted_tables:
        connection.execute(CreateTable(table))
        for index in indexes(table):
            index.create(connection)
    if connection.dialect.name == "sqlite":
        for table in (made.statement_words, made.report_words):
            # The words come folded and cut; contentless, since the text stands elsewhere already.
            connection.execute(
                text(f"CREATE VIRTUAL TABLE {table.name} USING fts5(words, content='', tokenize='ascii')")
            )
        connection.execute(
            text(
                f"CREATE VIRTUAL TABLE {made.trigrams} USING fts5("
                f"key, content='{made.names.name}', content_rowid='number', tokenize='trigram')"
            )
        )
        return made
    made.statement_words.create(connection)
    made.report_words.create(connection)
    _index_trigrams(connection, made)
    return made


def indexes(table: Table) -> list[Index]:
    """The indexes of a table in the order in which they are made: of two that serve as well SQLite takes the
    one made last, and every ledger is to take the same.
    """
    return sorted(table.indexes, key=lambda index: str(index.name))


def drop(connection: Connection, n: int) -> None:
    """Take the tables of a generation out of a database, as far as they are there."""
    made = generation(n)
    for name in (made.trigrams, made.statement_words.name, made.report_words.name):
        connection.execute(text(f"DROP TABLE IF EXISTS {name}"))
    made.metadata.drop_all(connection)


def trigrams_indexed(connection: Connection, n: int) -> bool:
    """Whether names can be looked up by parts fast: always on SQLite, with pg_trgm on PostgreSQL."""
    if connection.dialect.name == "sqlite":
        return True
    indexes = inspect(connection).get_indexes(generation(n).names.name)
    return any(index["name"] == f"names_{n}_trigrams" for index in indexes)


def _index_trigrams(connection: Connection, made: Generation) -> None:
    """An index on parts of names. pg_trgm is an extra of PostgreSQL, and some servers refuse it."""
    try:
        with connection.begin_nested():
            connection.execute(text("CREATE EXTENSION IF NOT EXISTS pg_trgm"))
            name = f"names_{made.number}_trigrams"
            connection.execute(text(f"CREATE INDEX {name} ON {made.names.name} USING gin (key gin_trgm_ops)"))
    except DBAPIError as error:
        if error.connection_invalidated:
            raise
