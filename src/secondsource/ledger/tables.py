"""The tables of evidence: migrated, and inserted into only. (What is derived: `generation`.)

Ids are `sha256:` and 64 hex digits. Numbers of reports are surrogate keys, in the order of arrival: they tie
derived rows to reports inside one ledger, and never enter an order that is shown or exported.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.types import TypeEngine


def key_text() -> TypeEngine[str]:
    """Text that sorts by code points on both databases, whatever the database's own language."""
    return Text().with_variant(Text(collation="C"), "postgresql")


def number() -> TypeEngine[int]:
    """A whole number of 64 bits; on SQLite the kind that a primary key must have."""
    return BigInteger().with_variant(Integer(), "sqlite")


evidence = MetaData()

meta = Table(
    "meta",
    evidence,
    Column("key", key_text(), primary_key=True),
    Column("value", Text, nullable=False),
)
captures = Table(
    "captures",
    evidence,
    Column("id", key_text(), primary_key=True),
    Column("media", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    # zstd; null when a removal has taken it away
    Column("body", LargeBinary),
)
reports = Table(
    "reports",
    evidence,
    Column("number", number(), primary_key=True, autoincrement=True),
    Column("id", key_text(), nullable=False, unique=True),
    # Of all captures that held this report, the lowest id
    Column("capture", key_text(), ForeignKey("captures.id")),
    Column("title", Text),
    Column("publisher", Text),
    Column("byline", Text),
    Column("dateline", Text),
    Column("published", Text),
    Column("language", Text),
    Column("address", Text),
    Column("record", Text),
    Column("path", key_text(), nullable=False),
    # Code points of the text
    Column("length", Integer, nullable=False),
    # zstd of the text in UTF-8; null when a removal has taken it away
    Column("body", LargeBinary),
    # Canonical JSON of the fields that text columns cannot hold as they are (NUL, lone surrogates), or null
    Column("exact", LargeBinary),
    # Looked up whole; addresses may be longer than a B-tree takes.
    Index("reports_path", "path", postgresql_using="hash"),
    Index("reports_capture", "capture"),
    # What lists are put in order by, without the texts; PostgreSQL keeps those apart by itself.
    Index("reports_order", "number", "published", "id", "publisher").ddl_if(dialect="sqlite"),
)
# In which forms a report came: the fields that are no part of its identity. A report's own columns hold, of
# each field, the lowest value of all its renditions, so that they don't depend on which came first.
renditions = Table(
    "renditions",
    evidence,
    Column("id", key_text(), primary_key=True),
    Column("report", key_text(), ForeignKey("reports.id"), nullable=False),
    Column("capture", key_text(), ForeignKey("captures.id")),
    # zstd of canonical JSON {byline, dateline, language, address, record, blocks, reasons}; null once removed
    Column("body", LargeBinary),
    Index("renditions_report", "report"),
    Index("renditions_capture", "capture"),
)
acquisitions = Table(
    "acquisitions",
    evidence,
    Column("id", key_text(), primary_key=True),
    Column("report", key_text(), ForeignKey("reports.id"), nullable=False),
    Column("capture", key_text(), ForeignKey("captures.id")),
    Column("address", Text),
    Column("path", Text, nullable=False),
    Column("fetched", Text),
    # JSON [[name, value], ...]
    Column("headers", Text, nullable=False),
    Index("acquisitions_report", "report"),
)
readings = Table(
    "readings",
    evidence,
    Column("id", key_text(), primary_key=True),
    Column("report", key_text(), ForeignKey("reports.id"), nullable=False),
    Column("version", Text, nullable=False),
    Column("weights", Text, nullable=False),
    # zstd of canonical JSON; null after a removal
    Column("body", LargeBinary),
    Index("readings_report", "report"),
)
# What pair readers said of two wordings, by the numbers and ids of these, the lower first.
pair_readings = Table(
    "pair_readings",
    evidence,
    Column("first", number(), primary_key=True, autoincrement=False),
    Column("second", number(), primary_key=True, autoincrement=False),
    Column("reader", key_text(), primary_key=True),
    Column("a", key_text(), nullable=False),
    Column("b", key_text(), nullable=False),
    # Canonical JSON
    Column("body", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
decisions = Table(
    "decisions",
    evidence,
    Column("id", key_text(), primary_key=True),
    Column("kind", key_text(), nullable=False),
    Column("target", key_text(), nullable=False),
    # Canonical JSON
    Column("body", LargeBinary, nullable=False),
    Column("author", Text),
    Column("decided", Text, nullable=False),
    Index("decisions_target", "target", "kind"),
    Index("decisions_kind", "kind", "id"),
)
log = Table(
    "log",
    evidence,
    Column("writer", key_text(), primary_key=True),
    Column("n", number(), primary_key=True, autoincrement=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Column("at", key_text(), nullable=False),
    Column("digest", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("author", Text),
    Index("log_at", "writer", "at"),
)
entries = Table(
    "entries",
    evidence,
    Column("writer", key_text(), primary_key=True),
    Column("n", number(), primary_key=True, autoincrement=False),
    Column("kind", key_text(), primary_key=True),
    Column("id", key_text(), primary_key=True),
    Index("entries_id", "kind", "id"),
    sqlite_with_rowid=False,
)
jobs = Table(
    "jobs",
    evidence,
    Column("kind", key_text(), primary_key=True),
    Column("key", key_text(), primary_key=True),
    Column("state", key_text(), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("lease_until", key_text()),
    Column("worker", Text),
    Column("error", Text),
    Column("body", LargeBinary),
    Index("jobs_state", "kind", "state", "key"),
)
# How each claim stood from an entry of this ledger's own log on. Local: no export holds it, and no words.
claim_marks = Table(
    "claim_marks",
    evidence,
    Column("claim", key_text(), primary_key=True),
    Column("n", number(), primary_key=True, autoincrement=False),
    # "" where the claim is no more
    Column("state", key_text(), nullable=False),
    Column("reports", Integer, nullable=False),
    Column("low", Integer, nullable=False),
    Column("high", Integer, nullable=False),
    # The most origins that deny it
    Column("denied", Integer, nullable=False),
    # Voices that correct or withdraw it
    Column("corrected", Integer, nullable=False),
    Index("claim_marks_n", "n"),
    sqlite_with_rowid=False,
)
