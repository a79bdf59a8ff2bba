"""Rows of a search as they are read from the database, of those statements and reports that may be found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from secondsource.ledger import conditions
from secondsource.ledger.conditions import Condition
from secondsource.ledger.generation import SHIFT, Generation, owners
from secondsource.ledger.highlights import has_all
from secondsource.ledger.kept import text_of
from secondsource.ledger.ordering import chunks, one_of
from secondsource.ledger.query import Query
from secondsource.ledger.tables import reports

# A row of the database: columns of the statement (of a report its `statements` and `reading`) and report.
Found = Any
_REPORT = (
    reports.c.id.label("report_id"),
    *(reports.c[name] for name in ("path", "title", "publisher", "published", "language", "length")),
)
# Statements that are asked for at a time.
_MANY = 5_000
# Code points in which a word can stand more often than PostgreSQL keeps places of it, 256.
_LONG = 512


class FoundRows:
    """What reads the rows of one query in one transaction."""

    connection: Connection
    query: Query
    held: Generation
    conditions: list[Condition]
    bare: bool

    def _said_in(self, among: Iterable[int]) -> Iterator[int]:
        """The numbers of all statements of some reports: they are counted on from the report's own.

        Listed, since PostgreSQL plans a join by ranges as if each were a good part of the table.
        """
        standing = self.held.standing.c
        query = select(standing.number, standing.statements)
        query = query.where(one_of(self.connection, standing.number, among))
        for number, count in self.connection.execute(query).all():
            first, _ = owners(number)
            yield from range(first + 1, first + count + 1)

    def _read_statements(
        self, numbers: Iterable[int], *, worded: bool, given: Condition | None = None
    ) -> Iterator[Found]:
        """Those of some statements that fulfil everything. given: what they all fulfil."""
        statements = self.held.statements
        joined = statements.join(reports, reports.c.number == statements.c.report)
        c = statements.c
        columns = (c.number, c.content) if self.bare else (*c, *_REPORT)
        query = select(*columns).select_from(joined).where(*self._checks(given=given))
        for part in chunks(numbers, _MANY):
            asked = query.where(one_of(self.connection, statements.c.number, part))
            rows = self.connection.execute(asked).all()
            # What the index of words gave has them, but for what PostgreSQL does not keep of long texts.
            terms = self.query.terms
            yield from (
                row
                for row in rows
                if not terms or (worded and len(row.content) < _LONG) or has_all(row.content, terms)
            )

    def _read_reports(self, numbers: Sequence[int]) -> Iterator[Found]:
        held = self.held
        standing = held.standing
        query = select(reports.c.number, standing.c.reading, standing.c.statements, *_REPORT)
        query = query.join(standing, standing.c.number == reports.c.number)
        query = query.where(*self._checks(of_report=True))
        if inner := self._checks(of_report=False):
            numbers = self._fulfilling(numbers, inner)
        if self.query.terms:
            numbers = self._matched(numbers)
        rows = self.connection.execute(query.where(one_of(self.connection, reports.c.number, numbers)))
        yield from (row for row in rows if not self.query.terms or self._has_phrases(row))

    def _fulfilling(self, numbers: Sequence[int], checks: Sequence[ColumnElement[bool]]) -> list[int]:
        """Those of some reports of which some one statement passes all checks."""
        number = self.held.statements.c.number
        found: set[int] = set()
        for part in chunks(self._said_in(numbers), _MANY):
            query = select(number).where(one_of(self.connection, number, part), *checks)
            found.update(owner >> SHIFT for owner in self.connection.execute(query).scalars())
        return sorted(found)

    def _matched(self, numbers: Sequence[int]) -> list[int]:
        """Those of some reports whose words have all of the query's."""
        own = [number << SHIFT for number in numbers]
        query = conditions.matching_in(self.connection, self.held, self.query, numbers, own, of="reports")
        return [owner >> SHIFT for owner in self.connection.execute(query).scalars()]

    def _has_phrases(self, row: Found) -> bool:
        """Whether a report has the phrases too: PostgreSQL does not keep every place of a word."""
        if self.connection.dialect.name == "sqlite" or all(len(term) == 1 for term in self.query.terms):
            return True
        return has_all(f"{row.title or ''}\n{text_of(self.connection, row.report_id)}", self.query.terms)

    def _checks(
        self, *, of_report: bool | None = None, given: Condition | None = None
    ) -> list[ColumnElement[bool]]:
        return [
            condition.check
            for condition in self.conditions
            if condition.check is not None
            and of_report in (None, condition.of_report)
            and condition is not given
        ]
