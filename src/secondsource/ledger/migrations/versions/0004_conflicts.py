"""Conflicts are kept with what is derived: no table of the evidence changes.

The tables of what is derived are made beside this, by `rebuilding.complete`.
"""

from __future__ import annotations

revision = "0004"
down_revision: str | None = "0003"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Change nothing."""
