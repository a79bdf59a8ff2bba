"""What the tables of this package are written with."""

from __future__ import annotations


def wordset(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())
