"""The facade: what a user of the package does, each in a call."""

from __future__ import annotations

from secondsource.desk.reading import read, read_all, read_rows

__all__ = ["read", "read_all", "read_rows"]
