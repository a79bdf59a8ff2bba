"""Views are tried on the ledgers that the ledger's own tests use: SQLite and a real PostgreSQL."""

from __future__ import annotations

from tests.ledger.conftest import dialect, ledger, make_ledger, make_where, postgres, still_clock, where

__all__ = ["dialect", "ledger", "make_ledger", "make_where", "postgres", "still_clock", "where"]
