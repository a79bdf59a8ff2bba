"""Rows as people read them: in a terminal, and as a page."""

from __future__ import annotations
