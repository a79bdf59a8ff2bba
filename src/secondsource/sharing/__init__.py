"""What leaves for other programs: tables, later the formats of the field. Knows model and records alone."""

from __future__ import annotations
