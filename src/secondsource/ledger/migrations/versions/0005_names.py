"""Forms of parties are kept with what is derived, each to be looked up: no table of the evidence changes.

The table is made beside this, by `rebuilding.complete`.
"""

from __future__ import annotations

revision = "0005"
down_revision: str | None = "0004"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Change nothing."""
