"""How claims stood when they were judged is kept, so that `changes` can tell what moved.

A migration is history: it does not change when `tables` does, so it spells out what it makes.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision: str | None = "0002"
branch_labels: str | None = None
depends_on: str | None = None


def _id(name: str, **options: Any) -> sa.Column[str]:
    return sa.Column(name, sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), **options)


def _number(name: str, **options: Any) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger().with_variant(sa.Integer(), "sqlite"), **options)


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "claim_marks",
        _id("claim", primary_key=True),
        _number("n", primary_key=True, autoincrement=False),
        _id("state", nullable=False),
        sa.Column("reports", sa.Integer, nullable=False),
        sa.Column("low", sa.Integer, nullable=False),
        sa.Column("high", sa.Integer, nullable=False),
        sa.Column("denied", sa.Integer, nullable=False),
        sa.Column("corrected", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("claim_marks_n", "claim_marks", ["n"])
