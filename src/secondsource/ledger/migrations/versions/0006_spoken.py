"""Who speaks for a body is found without all sightings: no table of the evidence changes.

The index is made beside this, by `rebuilding.complete`.
"""

from __future__ import annotations

revision = "0006"
down_revision: str | None = "0005"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Change nothing."""
