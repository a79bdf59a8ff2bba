"""Search: the statements or reports that fulfil a query, in one order, whatever the database.

How the work is bounded. Each filter gives the owners that an index has under it, up to a few thousand; the
smallest lists are intersected. What is left is read and checked whole. Where every filter is common, the
ledger is walked in the order of the results until a page is full; where a walk finds little, the common
filters are turned into sets of reports after all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Select, select

from secondsource.ledger import conditions, derived, listing, stories
from secondsource.ledger.conditions import BITS, Condition
from secondsource.ledger.generation import SHIFT, owners
from secondsource.ledger.highlights import has_all
from secondsource.ledger.ordering import Place, before, chunks, groups, in_order, published_of
from secondsource.ledger.query import Query
from secondsource.ledger.tables import reports

Of = Literal["statements", "reports"]
# A row of the database: columns of the statement (of a report its `statements` and `reading`) and report.
Found = Any
# Owners of one filter, and of the words, that are fetched to be intersected: 20 ms. Beyond, they are common.
COMMON, COMMON_WORDS = 20_000, 8_000
# Candidates that are read and sorted whole: 40 ms. Beyond, a walk fills a page sooner.
FEW = 2_000
_FEW_REPORTS = 100
# Reports walked before common filters are turned into sets: a third of a second each at 2 M statements.
_PATIENCE = 600
_FIRST, _LARGEST = 32, 512
# Reports that are sooner read than narrowed down.
_SCATTERED = 2_000
_REPORT = (
    reports.c.id.label("report_id"),
    *(reports.c[name] for name in ("path", "title", "publisher", "published", "language", "length")),
)
# Statements that are asked for at a time: SQLite takes 32,766 values.
_MANY = 2_000


def found(connection: Connection, query: Query, *, of: Of, after: Place | None = None) -> Iterator[Found]:
    """What a query finds, in order, from behind a place; read as it is asked for, in one transaction."""
    return Search(connection, query, of=of).found(after)


def place(row: Found) -> Place:
    """Where a found row stands in the order."""
    return Place(published_of(row.published), row.report_id, getattr(row, "n", -1))


class Search:
    """One query in one transaction. timed: its days are those of `times`, and no filter of its own."""

    def __init__(
        self, connection: Connection, query: Query, *, of: Of = "statements", timed: bool = False
    ) -> None:
        self.connection, self.query, self.of, self.timed = connection, query, of, timed
        self.held = derived.current(connection)
        # Row numbers of what may be found; None while all may be.
        self.statements: set[int] | None = None
        self.reports: set[int] | None = None
        self.common: list[Condition] = []
        self.conditions = list(self._conditions())
        if self.query.stories:
            self.reports = self._of_stories()
        self._narrow()

    def _conditions(self) -> Iterator[Condition]:
        """The filters, those first that mostly leave least."""
        held, query = self.held, self.query
        number = reports.c.number
        if query.terms:
            candidates = (conditions.matching(self.connection, held, query, of=self.of),)
            yield Condition(candidates=candidates, of_report=self.of == "reports")
        by_time: Condition | None = None
        if self.of == "reports":
            by_time = conditions.published(held, query, number)
        elif not self.timed:
            by_time = conditions.period(held, query)
        yield from conditions.of_statements(held, query)
        yield from conditions.of_reports(held, query, number)
        if by_time is not None:
            yield by_time

    def found(self, after: Place | None) -> Iterator[Found]:
        """The rows in order, from behind a place."""
        if self._is_few():
            yield from self._in_order(self._read(None), after)
            return
        yield from self._walked(after)

    def times(
        self, *, since: float, until: float, after: tuple[float, float, int] | None
    ) -> Iterator[listing.Time]:
        """The times of statements that may be found which meet some days, by first day, then last.

        after: (low, high, owner) of the last that was seen. `read` then says which statements are found.
        """
        if self.statements is not None and self._is_few():
            times = sorted(listing.times_of(self.connection, self.statements))
            for low, high, owner, value in times:
                if low <= until and high >= since and (after is None or (low, high, owner) > after):
                    yield low, high, owner, value
            return
        if self.common:
            self._narrow_common()
        within = self._within()
        for time in listing.times(self.connection, since=since, until=until, after=after):
            if within is None or time[2] >> SHIFT in within:
                yield time

    def read(self, numbers: Iterable[int]) -> Iterator[Found]:
        """Those of some statements that are found, in no order."""
        within = self.reports
        wanted = {n for n in numbers if within is None or n >> SHIFT in within}
        if self.statements is not None:
            wanted &= self.statements
        yield from self._read_statements(wanted)

    def _of_stories(self) -> set[int]:
        numbers: set[int] = set()
        for story in self.query.stories:
            id = stories.one(self.connection, story).id
            numbers.update(stories.numbers(self.connection, id))
        return numbers

    def _narrow(self) -> None:
        """Intersect what the indexes have under the filters, until little is left."""
        for condition in self.conditions:
            if not condition.candidates or self._is_few():
                continue
            listed: list[int] = []
            most = COMMON_WORDS if condition.check is None else COMMON
            for select_owners in condition.candidates:
                limited = select_owners.limit(most + 1 - len(listed))
                listed += self.connection.execute(limited).scalars()
                if len(listed) > most:
                    self.common.append(condition)
                    break
            else:
                self._intersect(listed, of_report=condition.of_report)

    def _intersect(self, listed: Iterable[int], *, of_report: bool) -> None:
        if of_report or self.of == "reports":
            numbers = {owner >> SHIFT for owner in listed}
            self.reports = numbers if self.reports is None else self.reports & numbers
        else:
            numbers = set(listed)
            self.statements = numbers if self.statements is None else self.statements & numbers
        if self.statements is not None and self.reports is not None:
            self.statements = {n for n in self.statements if n >> SHIFT in self.reports}

    def _is_few(self) -> bool:
        if self.statements is not None:
            return len(self.statements) <= FEW
        most = FEW if self.of == "reports" else _FEW_REPORTS
        return self.reports is not None and len(self.reports) <= most

    def _in_order(self, rows: Iterable[Found], after: Place | None) -> Iterator[Found]:
        placed = [(place(row), row) for row in rows]
        placed = [held for held in placed if after is None or before(after, held[0])]
        yield from (row for _, row in sorted(placed, key=lambda held: in_order(held[0])))

    def _walked(self, after: Place | None) -> Iterator[Found]:
        batch: list[int] = []
        size, walked = _FIRST, 0
        within = self._within()
        for group in groups(self.connection, self.held, since=after):
            batch += group if within is None else [number for number in group if number in within]
            walked += len(group)
            if walked > _PATIENCE and self.common and (within is None or len(within) > _SCATTERED):
                self._narrow_common()
                within, walked = self._within(), 0
            if len(batch) >= size:
                yield from self._in_order(self._read(batch), after)
                batch, size = [], min(size * 2, _LARGEST)
        yield from self._in_order(self._read(batch), after)

    def _within(self) -> set[int] | None:
        """The reports in which something may be found."""
        if self.statements is None:
            return self.reports
        return {number >> SHIFT for number in self.statements}

    def _narrow_common(self) -> None:
        """Turn one common filter into a set of reports: slow, but bounded by the number of reports."""
        # Names leave less than days, and days less than words.
        self.common.sort(key=lambda condition: (condition.check is None, condition.of_report))
        numbers: set[int] = set()
        for select_owners in self.common.pop(0).candidates:
            owner = select_owners.subquery().c.owner
            query = select(owner.op(">>")(BITS).label("number")).distinct()
            numbers.update(self.connection.execute(query).scalars())
        self._intersect([number << SHIFT for number in numbers], of_report=True)

    def _read(self, batch: Sequence[int] | None) -> Iterator[Found]:
        """The rows that fulfil everything, in no order: of some reports, or of all candidates."""
        if self.of == "reports":
            for part in chunks(self.reports or () if batch is None else batch):
                yield from self._read_reports(part)
            return
        if self.statements is not None:
            wanted = None if batch is None else set(batch)
            yield from self.read(n for n in self.statements if wanted is None or n >> SHIFT in wanted)
            return
        yield from self._read_statements(self._said_in((self.reports or ()) if batch is None else batch))

    def _said_in(self, among: Iterable[int]) -> Iterator[int]:
        """The numbers of all statements of some reports: they are counted on from the report's own.

        Listed, since PostgreSQL plans a join by ranges as if each were a good part of the table.
        """
        standing = self.held.standing.c
        for part in chunks(among):
            query = select(standing.number, standing.statements).where(standing.number.in_(part))
            for number, count in self.connection.execute(query):
                first, _ = owners(number)
                yield from range(first + 1, first + count + 1)

    def _read_statements(self, numbers: Iterable[int]) -> Iterator[Found]:
        statements = self.held.statements
        joined = statements.join(reports, reports.c.number == statements.c.report)
        query = select(statements, *_REPORT).select_from(joined).where(*self._checks())
        for part in chunks(numbers, _MANY):
            for row in self.connection.execute(query.where(statements.c.number.in_(part))):
                if not self.query.terms or has_all(row.content, self.query.terms):
                    yield row

    def _read_reports(self, numbers: Sequence[int]) -> Iterator[Found]:
        held = self.held
        among = reports.c.number.in_(numbers)
        standing = held.standing
        query = select(reports.c.number, standing.c.reading, standing.c.statements, *_REPORT)
        query = query.join(standing, standing.c.number == reports.c.number).where(among)
        query = query.where(*self._checks(of_report=True))
        if inner := self._checks(of_report=False):
            numbers = self._fulfilling(numbers, inner)
            query = query.where(reports.c.number.in_(numbers))
        rows = self.connection.execute(query)
        if not self.query.terms:
            yield from rows
            return
        matched = self._matched(numbers)
        yield from (row for row in rows if row.number in matched and self._has_phrases(row))

    def _fulfilling(self, numbers: Sequence[int], checks: Sequence[ColumnElement[bool]]) -> list[int]:
        """Those of some reports of which some one statement passes all checks."""
        number = self.held.statements.c.number
        found: set[int] = set()
        for part in chunks(self._said_in(numbers), _MANY):
            query = select(number).where(number.in_(part), *checks)
            found.update(owner >> SHIFT for owner in self.connection.execute(query).scalars())
        return sorted(found)

    def _matched(self, numbers: Sequence[int]) -> set[int]:
        """Those of some reports whose words have all of the query's."""
        matching: Select[Any] = self.conditions[0].candidates[0]
        owner = matching.selected_columns[0]
        query = matching.where(owner.in_([number << SHIFT for number in numbers]))
        return {owner >> SHIFT for owner in self.connection.execute(query).scalars()}

    def _has_phrases(self, row: Found) -> bool:
        """Whether a report has the phrases too: PostgreSQL does not keep every place of a word."""
        if self.connection.dialect.name == "sqlite" or all(len(term) == 1 for term in self.query.terms):
            return True
        from secondsource.ledger.kept import text_of

        return has_all(f"{row.title or ''}\n{text_of(self.connection, row.report_id)}", self.query.terms)

    def _checks(self, *, of_report: bool | None = None) -> list[ColumnElement[bool]]:
        return [
            condition.check
            for condition in self.conditions
            if condition.check is not None and of_report in (None, condition.of_report)
        ]
