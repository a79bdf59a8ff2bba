"""Evidence as it was first kept: captures, reports, readings, decisions, the log, and jobs.

A migration is history: it does not change when `tables` does, so it spells out what it makes.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None


def _id(name: str, **options: Any) -> sa.Column[str]:
    return sa.Column(name, sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), **options)


def _number(name: str, **options: Any) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger().with_variant(sa.Integer(), "sqlite"), **options)


def upgrade() -> None:
    """Make the tables in an empty database."""
    _received()
    _read_and_decided()
    _told()


def _received() -> None:
    op.create_table(
        "captures",
        _id("id", primary_key=True),
        sa.Column("media", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("body", sa.LargeBinary),
    )
    op.create_table(
        "reports",
        _number("number", primary_key=True, autoincrement=True),
        _id("id", nullable=False, unique=True),
        _id("capture"),
        *(sa.Column(name, sa.Text) for name in ("title", "publisher", "byline", "dateline", "published")),
        *(sa.Column(name, sa.Text) for name in ("language", "address", "record")),
        _id("path", nullable=False),
        sa.Column("length", sa.Integer, nullable=False),
        sa.Column("body", sa.LargeBinary),
        sa.Column("exact", sa.LargeBinary),
        sa.ForeignKeyConstraint(["capture"], ["captures.id"]),
    )
    op.create_index("reports_path", "reports", ["path"], postgresql_using="hash")
    op.create_index("reports_capture", "reports", ["capture"])
    op.create_table(
        "renditions",
        _id("id", primary_key=True),
        _id("report", nullable=False),
        _id("capture"),
        sa.Column("body", sa.LargeBinary),
        sa.ForeignKeyConstraint(["report"], ["reports.id"]),
        sa.ForeignKeyConstraint(["capture"], ["captures.id"]),
    )
    op.create_index("renditions_report", "renditions", ["report"])
    op.create_index("renditions_capture", "renditions", ["capture"])
    op.create_table(
        "acquisitions",
        _id("id", primary_key=True),
        _id("report", nullable=False),
        _id("capture"),
        sa.Column("address", sa.Text),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("fetched", sa.Text),
        sa.Column("headers", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.id"]),
        sa.ForeignKeyConstraint(["capture"], ["captures.id"]),
    )
    op.create_index("acquisitions_report", "acquisitions", ["report"])


def _read_and_decided() -> None:
    op.create_table(
        "readings",
        _id("id", primary_key=True),
        _id("report", nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("weights", sa.Text, nullable=False),
        sa.Column("body", sa.LargeBinary),
        sa.ForeignKeyConstraint(["report"], ["reports.id"]),
    )
    op.create_index("readings_report", "readings", ["report"])
    op.create_table(
        "decisions",
        _id("id", primary_key=True),
        _id("kind", nullable=False),
        _id("target", nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("author", sa.Text),
        sa.Column("decided", sa.Text, nullable=False),
    )
    op.create_index("decisions_target", "decisions", ["target", "kind"])
    op.create_index("decisions_kind", "decisions", ["kind", "id"])


def _told() -> None:
    op.create_table(
        "log",
        _id("writer", primary_key=True),
        _number("n", primary_key=True, autoincrement=False),
        sa.Column("previous", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        _id("at", nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("author", sa.Text),
    )
    op.create_index("log_at", "log", ["writer", "at"])
    op.create_table(
        "entries",
        _id("writer", primary_key=True),
        _number("n", primary_key=True, autoincrement=False),
        _id("kind", primary_key=True),
        _id("id", primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("entries_id", "entries", ["kind", "id"])
    op.create_table(
        "jobs",
        _id("kind", primary_key=True),
        _id("key", primary_key=True),
        _id("state", nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        _id("lease_until"),
        sa.Column("worker", sa.Text),
        sa.Column("error", sa.Text),
        sa.Column("body", sa.LargeBinary),
    )
    op.create_index("jobs_state", "jobs", ["kind", "state", "key"])
    op.create_table("meta", _id("key", primary_key=True), sa.Column("value", sa.Text, nullable=False))
