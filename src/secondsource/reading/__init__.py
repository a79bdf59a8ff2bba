"""Reading: from a report to who says what in it."""

from secondsource.reading.pipeline import Reader

__all__ = ["Reader"]
