"""Search: the statements or reports that fulfil a query, in one order, whatever the database.

How the work is bounded. Of each filter it is known, or counted up to a limit, how many owners an index has
under it. The rarest gives the candidates, up to some thousands, and others by key take their share away in
the same step. What is left is put in order by report, and read and checked as far as it is asked for. Where
every filter is common, the ledger is walked in the order of the results until a page is full (of one source
by the reports in which it speaks); where a walk finds little, the common filters are intersected after all.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from math import isqrt
from typing import Any, Literal

from sqlalchemy import Connection, Select, func, select

from secondsource.ledger import conditions, derived, listing, numbered, stories
from secondsource.ledger.conditions import BITS, Condition
from secondsource.ledger.found_rows import Found, FoundRows
from secondsource.ledger.generation import SHIFT
from secondsource.ledger.ordering import Place, among, before, chunks, groups, one_of, ordered, published_of
from secondsource.ledger.query import Query
from secondsource.ledger.tables import reports

Of = Literal["statements", "reports"]
# Owners of one filter that are fetched at most, to be intersected: 50 ms. Beyond, it is common.
COMMON = 40_000
# How much longer a report takes to be walked over than an owner takes to be fetched.
_WALK = 20
# How many times as many reports another filter makes a walk go over.
_EACH = 8
# Candidates that are checked as they are, and not intersected further: 10 ms.
FEW = 2_000
# Reports of a set that are put in order by themselves: 15 ms. Beyond, a walk meets them often enough.
_SCATTERED = 5_000
# Reports walked before common filters are intersected: a tenth of a second each at 2 M statements.
_PATIENCE = 600
# How many times as many it may be where rows are found all the while.
_LONGER = 4
_FIRST, _LARGEST = 32, 512
# Results that are asked for where nobody says how many: a page.
_USUAL = 50


def found(
    connection: Connection,
    query: Query,
    *,
    of: Of,
    after: Place | None = None,
    wanted: int = _USUAL,
    bare: bool = False,
) -> Iterator[Found]:
    """What a query finds, in order, from behind a place; read as it is asked for, in one transaction.

    wanted: how many of them will be asked for, about; the way of working depends on it, not what is found.
    bare: of a statement only its number, place and report, for those who count.
    """
    return Search(connection, query, of=of, wanted=wanted, bare=bare).found(after)


def place(row: Found) -> Place:
    """Where a found row stands in the order."""
    return Place(published_of(row.published), row.report_id, getattr(row, "n", -1))


class Search(FoundRows):
    """One query in one transaction. timed: its days are those of `times`, and no filter of its own."""

    def __init__(
        self,
        connection: Connection,
        query: Query,
        *,
        of: Of = "statements",
        timed: bool = False,
        wanted: int = _USUAL,
        bare: bool = False,
    ) -> None:
        self.connection, self.query, self.of, self.timed = connection, query, of, timed
        self.bare = bare
        self.held = derived.current(connection)
        # Row numbers of what may be found; None while all may be.
        self.statements: set[int] | None = None
        self.reports: set[int] | None = None
        self.common: list[Condition] = []
        self.words: Condition | None = None
        # Whether the candidates are of those that the index of words gave.
        self.worded = False
        # The filter by one source, where nothing asked is rarer than what it says.
        self.spoken: Condition | None = None
        self.conditions = list(self._conditions())
        self.most = self._limit(wanted)
        # How many rows are wanted, and were given so far.
        self.wanted, self.given = wanted, 0
        if self.query.stories:
            self.reports = self._of_stories()
        self._narrow()

    def _conditions(self) -> Iterator[Condition]:
        """The filters."""
        held, query = self.held, self.query
        number = reports.c.number
        if query.terms:
            candidates = (conditions.matching(self.connection, held, query, of=self.of),)
            self.words = Condition(candidates=candidates, of_report=self.of == "reports")
            yield self.words
        by_time: Condition | None = None
        if self.of == "reports":
            by_time = conditions.published(held, query, number)
        elif not self.timed:
            by_time = conditions.period(held, query)
        yield from conditions.of_statements(self.connection, held, query)
        yield from conditions.of_reports(held, query, number)
        if by_time is not None:
            yield by_time

    def found(self, after: Place | None) -> Iterator[Found]:
        """The rows in order, from behind a place."""
        size, batch = _FIRST, list[int]()
        for numbers in self._in_order(after):
            batch += numbers
            if len(batch) >= size:
                yield from self._read(batch, after)
                batch, size = [], min(size * 2, _LARGEST)
        yield from self._read(batch, after)

    def times(
        self, *, since: float, until: float, after: tuple[float, float, int] | None, valued: bool = True
    ) -> Iterator[listing.Time]:
        """The times of statements that are found which meet some days, by first day, then last.

        valued: without it values may be "".
        """
        if self.statements is not None and len(self.statements) <= FEW:
            times = sorted(listing.times_of(self.connection, self.statements))
            for low, high, owner, value in times:
                if low <= until and high >= since and (after is None or (low, high, owner) > after):
                    yield low, high, owner, value
            return
        for page in listing.times(self.connection, since=since, until=until, after=after, valued=valued):
            passing = self._passing({owner for _, _, owner, _ in page})
            yield from (time for time in page if time[2] in passing)

    def ordered(self, numbers: Iterable[int], after: Place | None) -> Iterator[Found]:
        """Those of some statements that are found, in order, from behind a place; read as asked for."""
        possible = sorted(self._possible(numbers))
        within = {number >> SHIFT for number in possible}
        for part in chunks(among(self.connection, within, since=after), _FIRST):
            numbers = [number for report in part for number in _of_report(possible, report)]
            rows = self._read_statements(numbers, worded=self.worded)
            for row in ordered(rows, place):
                if after is None or before(after, place(row)):
                    yield row

    def _possible(self, numbers: Iterable[int]) -> set[int]:
        """Those of some statements that are among the candidates."""
        within = self.reports
        wanted = {n for n in numbers if within is None or n >> SHIFT in within}
        return wanted if self.statements is None else wanted & self.statements

    def _passing(self, numbers: Iterable[int]) -> set[int]:
        """Those of some statements that fulfil all filters; words are left to who reads them."""
        wanted = self._possible(numbers)
        checks = self._checks()
        if not wanted or not checks:
            return wanted
        c = self.held.statements.c
        query = select(c.number).where(one_of(self.connection, c.number, wanted), *checks)
        if any(condition.of_report for condition in self.conditions):
            query = query.join(reports, reports.c.number == c.report)
        return set(self.connection.execute(query).scalars().all())

    def _of_stories(self) -> set[int]:
        ids = [stories.one(self.connection, story).id for story in self.query.stories]
        return {number for id in ids for number in stories.numbers(self.connection, id)}

    def _narrow(self) -> None:
        """Intersect what the indexes have under the filters, the rarest first, until little is left.

        What is not rarer than the rarest filter by key is left to be checked.
        """
        keyed = [each for each in self.conditions if each.keyed]
        counts = [(conditions.common(self.connection, self.held, each.keyed), each) for each in keyed]
        rarest = min((count for count, _ in counts), default=self.most)
        if not counts or rarest > FEW:
            limit = min(rarest, self.most)
            others = [each for each in self.conditions if each.candidates and not each.keyed]
            counts += [(self._counted(each, limit), each) for each in others]
        taken = False
        for count, condition in sorted(counts, key=lambda held: held[0]):
            if self._is_few():
                return
            by_key = bool(condition.keyed) and not condition.of_report
            if (count > FEW and self._walks_by(condition)) or count > self.most or count > rarest:
                self.common.append(condition)
            elif not (by_key and taken):
                self._take(condition)
                taken |= by_key

    def _walks_by(self, condition: Condition) -> bool:
        """Whether the reports in which a source speaks are walked through, since it is the rarest of all."""
        source = condition.source if self.of == "statements" else None
        if source is None or self.common or self.statements is not None or self.reports is not None:
            return False
        if not conditions.is_alias(self.connection, self.held, source):
            self.spoken = condition
        return self.spoken is condition

    def _limit(self, wanted: int) -> int:
        """How many owners are sooner fetched than a walk through the reports finds as many as are wanted."""
        last = self.connection.execute(select(func.max(self.held.standing.c.number))).scalar() or 0
        return min(COMMON, max(FEW, isqrt(wanted * last * _WALK * _EACH ** max(0, len(self.conditions) - 1))))

    def _counted(self, condition: Condition, limit: int) -> int:
        """How many owners an index has under a filter; beyond a limit one more than that."""
        if condition is self.words and conditions.are_common(
            self.connection, self.held, self.query, limit, of=self.of
        ):
            return limit + 1
        left = limit + 1
        for candidates in condition.candidates:
            if left > 0:
                some = candidates.limit(left).subquery()
                left -= int(self.connection.execute(select(func.count()).select_from(some)).scalar() or 0)
        return limit + 1 - left

    def _take(self, condition: Condition) -> None:
        """Intersect what is left with the candidates of a filter, and look others by key up along with it."""
        self.worded |= condition is self.words
        listed: list[int] = []
        for candidates in condition.candidates:
            listed += self.connection.execute(self._with_keys(candidates, condition)).scalars().all()
        self._intersect(listed, of_report=condition.of_report)
        if condition.exact and self.of == "statements":
            self.conditions = [replace(c, check=None) if c is condition else c for c in self.conditions]

    def _with_keys(self, candidates: Select[Any], condition: Condition) -> Any:
        """Candidates that have what other filters by key ask of statements too."""
        if condition.of_report or not condition.keyed:
            return candidates
        others = [each for each in self.conditions if each.keyed and each is not condition]
        owner = candidates.selected_columns[0]
        keys = [conditions.having(self.held, owner, each.keyed) for each in others if not each.of_report]
        return candidates.where(*keys) if keys else candidates

    def _intersect(self, listed: Iterable[int], *, of_report: bool) -> None:
        if of_report or self.of == "reports":
            numbers = {owner >> SHIFT for owner in listed}
            self.reports = numbers if self.reports is None else self.reports & numbers
        else:
            numbers = set(listed)
            self.statements = numbers if self.statements is None else self.statements & numbers
        self.__dict__.pop("_ascending", None)
        if self.statements is not None and self.reports is not None:
            self.statements = {n for n in self.statements if n >> SHIFT in self.reports}

    def _is_few(self) -> bool:
        least = self.statements if self.statements is not None else self.reports
        return least is not None and len(least) <= FEW

    def _in_order(self, after: Place | None) -> Iterator[list[int]]:
        """The reports in which something may be found, in order; those of one time together."""
        within = self._within()
        if within is not None and len(within) <= _SCATTERED:
            yield from chunks(among(self.connection, within, since=after), _FIRST)
            return
        seen = set[int]()
        speaker = None if self.spoken is None else self.spoken.source
        walk = groups(self.connection, self.held, since=after, within=within, speaker=speaker)
        for group in walk:
            yield group
            seen.update(group)
            if self.common and self.statements is None and self._is_slow(len(seen)):
                self._narrow_common()
                rest = set(self._within() or ()) - seen
                yield from chunks(among(self.connection, rest, since=after), _FIRST)
                return

    def _is_slow(self, walked: int) -> bool:
        """Whether a walk over so many reports found little, so that it would go on for long."""
        return walked > _PATIENCE and walked * self.wanted > _LONGER * _PATIENCE * max(1, self.given)

    def _within(self) -> Collection[int] | None:
        """The reports in which something may be found."""
        return self.reports if self.statements is None else {n >> SHIFT for n in self.statements}

    @cached_property
    def _ascending(self) -> list[int]:
        """The candidates, those of a report side by side. Forgotten when they are intersected."""
        return sorted(self.statements or ())

    def _narrow_common(self) -> None:
        """Intersect what common filters have: slow, but bounded by the size of the rarest of them."""
        self.spoken = None
        keyed = [each for each in self.common if each.keyed and not each.of_report]
        rarest = keyed[0] if keyed else self.common[0]
        self.common = [each for each in self.common if each is not rarest and each not in keyed]
        if keyed:
            self._take(rarest)
            return
        numbers: set[int] = set()
        for candidates in rarest.candidates:
            query = select(candidates.subquery().c.owner.op(">>")(BITS).label("number")).distinct()
            numbers.update(self.connection.execute(query).scalars().all())
        self._intersect([number << SHIFT for number in numbers], of_report=True)

    def _read(self, batch: Sequence[int], after: Place | None) -> Iterator[Found]:
        """What some reports have that fulfils everything, in order, from behind a place."""
        # Without candidates the index of words is asked for those of these reports.
        worded = self.worded or self.statements is None
        if self.of == "reports":
            rows: Iterable[Found] = ordered(
                [row for part in chunks(batch) for row in self._read_reports(part)], place
            )
        elif self.bare:
            numbers = list(self._candidates(batch))
            rows = numbered.rows(self.connection, batch, self._fulfilled(numbers, worded=worded))
        else:
            numbers = list(self._candidates(batch))
            rows = ordered(self._read_statements(numbers, worded=worded, given=self._given()), place)
        for row in rows:
            if after is None or before(after, place(row)):
                self.given += 1
                yield row

    def _fulfilled(self, numbers: Sequence[int], *, worded: bool) -> Iterable[int]:
        """Those of some statements that fulfil everything."""
        # What SQLite's index of words gives has them; PostgreSQL's keeps not every place of a long text.
        exact = worded and self.connection.dialect.name == "sqlite"
        given = self._given()
        if self._checks(given=given) or (self.query.terms and not exact):
            return [row.number for row in self._read_statements(numbers, worded=worded, given=given)]
        return numbers

    def _given(self) -> Condition | None:
        """The filter that the candidates of a report fulfil by where they come from."""
        return self.spoken if self.statements is None and self.words is None else None

    def _candidates(self, batch: Sequence[int]) -> Iterable[int]:
        """The statements of some reports that may be found."""
        if self.statements is not None:
            return [n for report in batch for n in _of_report(self._ascending, report)]
        if self.words is None:
            if self.spoken is None or self.spoken.source is None:
                return self._said_in(batch)
            said = conditions.said_by(self.connection, self.held, self.spoken.source, batch)
            return self.connection.execute(said).scalars().all()
        query = conditions.matching_in(self.connection, self.held, self.query, batch, self._said_in(batch))
        return self.connection.execute(query).scalars().all()


def _of_report(ascending: Sequence[int], report: int) -> Sequence[int]:
    """The numbers of the statements of a report among some."""
    first = bisect_left(ascending, report << SHIFT)
    return ascending[first : bisect_left(ascending, (report + 1) << SHIFT, first)]
