"""The versions of the machinery, as plain constants so that asking for one loads nothing."""

from __future__ import annotations

PACKAGE = "0.1.0"
# Raised whenever the same weights and the same text give another reading.
READER = "0.4.0"
