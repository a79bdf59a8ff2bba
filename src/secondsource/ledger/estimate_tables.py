"""The derived tables of estimates, which stand among those of their generation."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, Table

from secondsource.ledger.tables import key_text


def declare(n: int, held: MetaData) -> None:
    """Enter the tables of a generation into its metadata."""
    estimates = Table(
        f"estimates_{n}",
        held,
        Column("id", key_text(), primary_key=True),
        # How many different figures it holds, and how many of its conflicts stand
        Column("figures", Integer, nullable=False),
        Column("conflicts", Integer, nullable=False),
        # JSON of the record
        Column("body", LargeBinary, nullable=False),
    )
    Index(f"estimates_{n}_weight", estimates.c.figures.desc(), estimates.c.id)
    Index(f"estimates_{n}_conflicts", estimates.c.conflicts, estimates.c.id)
    of = Table(
        f"estimate_claims_{n}",
        held,
        Column("claim", key_text(), primary_key=True),
        Column("estimate", key_text(), primary_key=True),
        sqlite_with_rowid=False,
    )
    Index(f"estimate_claims_{n}_estimate", of.c.estimate)
    counted = Table(
        f"estimate_counted_{n}",
        held,
        # What the figures of a claim count: of all places, and of one
        Column("claim", key_text(), primary_key=True),
        Column("key", key_text(), primary_key=True),
        sqlite_with_rowid=False,
    )
    Index(f"estimate_counted_{n}_key", counted.c.key)


def table(name: str, n: int) -> Table:
    """The table "estimates", "estimate_claims" or "estimate_counted" of a generation."""
    from secondsource.ledger.generation import generation

    return generation(n).metadata.tables[f"{name}_{n}"]
