"""Alembic's environment: the connection comes from `migrating`, inside its transaction."""

from __future__ import annotations

from alembic import context

from secondsource.ledger.tables import evidence

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=evidence,
    # The transaction is that of the one who upgrades: all or nothing.
    transactional_ddl=False,
)
context.run_migrations()
