"""The derived tables of echoes, which stand among those of their generation."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, Table, Text

from secondsource.ledger.tables import key_text, number
from secondsource.model.echo import Body, Busy, EchoRow, Hint, Holding, Imprint, Link, Near, Notice

_NAMES: dict[type[EchoRow], str] = {
    Holding: "echo_holdings",
    Body: "echo_bodies",
    Imprint: "echo_prints",
    Busy: "echo_busy",
    Near: "echo_near",
    Link: "echoes",
    Notice: "echo_notices",
    Hint: "echo_hints",
}


def declare(n: int, held: MetaData) -> None:
    """Enter the tables of a generation into its metadata. Lists are whole numbers of 64 bits, packed."""
    _holdings(n, held)
    _credits(n, held)
    Table(
        f"echo_bodies_{n}",
        held,
        Column("number", number(), primary_key=True, autoincrement=False),
        Column("report", key_text(), nullable=False),
        Column("placed", key_text(), nullable=False),
        Column("publisher", key_text(), nullable=False),
        Column("day", Integer),
        Column("ties", Text, nullable=False),
        Column("state", number(), nullable=False),
        Column("prints", LargeBinary, nullable=False),
    )
    Table(
        f"echo_prints_{n}",
        held,
        Column("print", number(), primary_key=True, autoincrement=False),
        Column("body", number(), primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    Table(
        f"echo_busy_{n}",
        held,
        Column("print", number(), primary_key=True, autoincrement=False),
        Column("holders", Integer, nullable=False),
        Column("lead", LargeBinary, nullable=False),
    )
    near = Table(
        f"echo_near_{n}",
        held,
        Column("a", number(), primary_key=True, autoincrement=False),
        Column("b", number(), primary_key=True, autoincrement=False),
        Column("support", Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    Index(f"echo_near_{n}_b", near.c.b)
    links = Table(
        f"echoes_{n}",
        held,
        Column("a", key_text(), primary_key=True),
        Column("b", key_text(), primary_key=True),
        Column("via", key_text(), primary_key=True),
        # Canonical JSON of all else
        Column("body", LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    Index(f"echoes_{n}_b", links.c.b)


def _holdings(n: int, held: MetaData) -> None:
    holdings = Table(
        f"echo_holdings_{n}",
        held,
        # The id of the report
        Column("report", key_text(), primary_key=True),
        Column("body", number(), nullable=False),
        # When it was published, in UTC; "~" where that is not known
        Column("placed", key_text(), nullable=False),
        Column("publisher", key_text(), nullable=False),
        Column("day", Integer),
        # One a line
        Column("ties", Text, nullable=False),
        Column("state", number(), nullable=False),
        sqlite_with_rowid=False,
    )
    Index(f"echo_holdings_{n}_body", holdings.c.body, holdings.c.placed, holdings.c.report)


def _credits(n: int, held: MetaData) -> None:
    notices = Table(
        f"echo_notices_{n}",
        held,
        # A folded form of a publisher's name
        Column("form", key_text(), primary_key=True),
        Column("role", key_text(), primary_key=True),
        Column("day", Integer, primary_key=True, autoincrement=False),
        Column("report", key_text(), primary_key=True),
        sqlite_with_rowid=False,
    )
    Index(f"echo_notices_{n}_report", notices.c.report)
    hints = Table(
        f"echo_hints_{n}",
        held,
        Column("b", key_text(), primary_key=True),
        Column("a", key_text(), primary_key=True),
        Column("form", key_text(), primary_key=True),
        Column("worth", Integer, nullable=False),
        Column("at", Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    Index(f"echo_hints_{n}_a", hints.c.a)


def table(kind: type[EchoRow], n: int, held: MetaData) -> Table:
    """The table of a kind of row in a generation."""
    return held.tables[f"{_NAMES[kind]}_{n}"]
