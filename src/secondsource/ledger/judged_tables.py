"""The derived tables of judged claims and their conflicts, which stand among those of their generation."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, MetaData, Table, Text

from secondsource.ledger.tables import key_text


def declare(n: int, held: MetaData) -> None:
    """Enter the tables of a generation into its metadata."""
    claims = Table(
        f"judged_claims_{n}",
        held,
        Column("claim", key_text(), primary_key=True),
        Column("state", key_text(), nullable=False),
        Column("reports", Integer, nullable=False),
        # Of the last report that says it, in UTC; "" where none is dated
        Column("published", key_text(), nullable=False),
        # Whether it may stand in a conflict
        Column("clashing", Boolean, nullable=False),
        # JSON of the record
        Column("body", LargeBinary, nullable=False),
    )
    Index(f"judged_claims_{n}_weight", claims.c.reports.desc(), claims.c.published.desc(), claims.c.claim)
    clashing = claims.c.clashing.is_(True)
    Index(f"judged_claims_{n}_clashing", claims.c.claim, sqlite_where=clashing, postgresql_where=clashing)
    ordered = (claims.c.reports.desc(), claims.c.published.desc(), claims.c.claim)
    Index(f"judged_claims_{n}_of_state", claims.c.state, *ordered)
    weighed = (claims.c.claim, claims.c.state, claims.c.reports, claims.c.published)
    Index(f"judged_claims_{n}_weighed", *weighed).ddl_if(dialect="sqlite")
    _conflicts(n, held)
    heads = Table(
        f"judged_heads_{n}",
        held,
        Column("claim", key_text(), primary_key=True),
        # How unsure the least sure tie of a voice to it is, per mille
        Column("doubt", Integer, nullable=False),
        # JSON of what lists show of it
        Column("body", LargeBinary, nullable=False),
    )
    doubtful = heads.c.doubt > 0
    Index(
        f"judged_heads_{n}_doubt",
        heads.c.doubt.desc(),
        heads.c.claim,
        sqlite_where=doubtful,
        postgresql_where=doubtful,
    )
    notices = Table(
        f"judged_notices_{n}",
        held,
        Column("report", key_text(), primary_key=True),
        # The folded name
        Column("publisher", Text, nullable=False),
    )
    Index(f"judged_notices_{n}_publisher", notices.c.publisher)


def _conflicts(n: int, held: MetaData) -> None:
    conflicts = Table(
        f"judged_conflicts_{n}",
        held,
        # What they are listed by; no two have the same
        Column("place", key_text(), primary_key=True),
        # The claims of both sides; "" where a figure stands in none
        Column("a", key_text(), nullable=False),
        Column("b", key_text(), nullable=False),
        # Of the figures that conflict; "" where words do
        Column("estimate", key_text(), nullable=False),
        # JSON of the record
        Column("body", LargeBinary, nullable=False),
    )
    for name in ("a", "b", "estimate"):
        Index(f"judged_conflicts_{n}_{name}", conflicts.c[name])


def table(name: str, n: int) -> Table:
    """The table "claims", "heads", "conflicts" or "notices" of a generation."""
    from secondsource.ledger.generation import generation

    return generation(n).metadata.tables[f"judged_{name}_{n}"]
