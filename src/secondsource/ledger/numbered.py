"""Statements as those who count them want them: which, of which report, and when; put together without a row
of the database for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from secondsource.ledger.generation import SHIFT
from secondsource.ledger.ordering import columns, published_of


class Numbered(NamedTuple):
    """A statement by its number, with what is told of its report. n: its place in the reading, from 0."""

    number: int
    n: int
    report_id: str
    published: str | None
    publisher: str | None

    @property
    def report(self) -> int:
        """The number of the report's row."""
        return self.number >> SHIFT


def rows(connection: Connection, within: Sequence[int], statements: Iterable[int]) -> Iterator[Numbered]:
    """Statements of some reports in the order of lists: newest report first, then its id, then their place.

    within: row numbers of the reports, some hundreds; each statement is of one of them.
    """
    said: dict[int, list[int]] = {}
    for number in statements:
        said.setdefault(number >> SHIFT, []).append(number)
    found = columns(connection, ("id", "number", "published", "publisher"), within)
    listed = sorted(found, key=lambda row: row[0])
    listed.sort(key=lambda row: published_of(row[2]), reverse=True)
    for id, report, published, publisher in listed:
        first = (report << SHIFT) + 1
        for number in sorted(said.get(report, ())):
            yield Numbered(number, number - first, id, published, publisher)
