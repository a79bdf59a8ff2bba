"""Who is who in a report: mentions tied into parties, and each statement's source as one of them."""

from secondsource.reading.parties.finding import Found, parties

__all__ = ["Found", "parties"]
