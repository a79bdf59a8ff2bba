"""What pair readers say of two wordings is evidence too.

A migration is history: it does not change when `tables` does, so it spells out what it makes.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision: str | None = "0001"
branch_labels: str | None = None
depends_on: str | None = None


def _id(name: str, **options: Any) -> sa.Column[str]:
    return sa.Column(name, sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), **options)


def _number(name: str, **options: Any) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger().with_variant(sa.Integer(), "sqlite"), **options)


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "pair_readings",
        _number("first", primary_key=True, autoincrement=False),
        _number("second", primary_key=True, autoincrement=False),
        _id("reader", primary_key=True),
        _id("a", nullable=False),
        _id("b", nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
