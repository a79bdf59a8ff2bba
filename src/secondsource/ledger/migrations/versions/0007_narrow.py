"""What lists are put in order by is read without the texts of reports, which SQLite keeps in the same rows.

The tables and indexes of what is derived are made beside this, by `rebuilding.complete`.
"""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision: str | None = "0006"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Make the index."""
    if op.get_bind().dialect.name == "sqlite":
        op.create_index("reports_order", "reports", ["number", "published", "id", "publisher"])
