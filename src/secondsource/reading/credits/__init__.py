"""Agencies and outlets that a report credits: tags, contributions, those that were told and that it cites."""

from secondsource.reading.credits.finding import credits

__all__ = ["credits"]
