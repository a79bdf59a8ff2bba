"""The harness for the rule of order: the same reports and decisions, brought in in every way: one export.

A scenario is a function that brings `Given` things into ledgers and gives the one to export. `digests` runs
scenarios and gives the digest of each export: all must be the same. With `linked`, what came in is made part
of the claims after each transaction, and the export tells of parties, claims, echoes and estimates too.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from secondsource.errors import UsageError
from secondsource.ledger import (
    Ledger,
    binding,
    clock,
    deciding,
    decisions,
    evidence,
    house_rulings,
    removal,
    stories,
    transfer,
)
from secondsource.model.decision import Decision
from secondsource.model.report import Report
from secondsource.records.rows import ReadRow

Pair = tuple[Report, ReadRow]
# Called with the ledger after each transaction that brought something in; `linked` sets it.
_AFTER: list[Callable[[Ledger], object]] = []
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What is brought in: reports with readings, and decisions, the same ones in every scenario.

    make: gives one more empty ledger; folder: for exports between ledgers.
    """

    pairs: Sequence[Pair]
    make: Callable[[], Ledger]
    folder: Path
    decisions: Sequence[Decision] = ()

    def decided(self, ledger: Ledger) -> Ledger:
        """The ledger with the decisions in it."""
        return entered(ledger, self.decisions)


Scenario = Callable[[Given], Ledger]


def shuffled(seed: int) -> Scenario:
    """All reports in one order of many, one by one."""

    def run(given: Given) -> Ledger:
        return given.decided(added(given.make(), order(given.pairs, seed)))

    return run


def batches(seed: int, size: int) -> Scenario:
    """All reports in one order of many, some to a transaction."""

    def run(given: Given) -> Ledger:
        return given.decided(added(given.make(), order(given.pairs, seed), size=size))

    return run


def joined(seed: int, *, other: Callable[[], Ledger] | None = None) -> Scenario:
    """Two halves that share a few reports, in two ledgers (the second made by `other`), joined by import."""

    def run(given: Given) -> Ledger:
        pairs = order(given.pairs, seed)
        middle, shared = len(pairs) // 2, len(pairs) // 10
        first = added(given.make(), pairs[: middle + shared], size=7)
        second = added((other or given.make)(), pairs[middle:])
        file = given.folder / f"half-{seed}.jsonl"
        folder = given.folder / f"half-{seed}"
        transfer.export(second, file, captures=folder, history=seed % 2 == 1)
        refused = transfer.import_files(first, [file], captures=folder).refused
        assert refused == [], refused
        return given.decided(came(first))

    return run


def removed(seed: int) -> Scenario:
    """Each decision alone, in some order: what is removed and taken back meanwhile is added again."""

    def run(given: Given) -> Ledger:
        ledger = added(given.make(), order(given.pairs, seed), size=20)
        for decision in order(given.decisions, seed):
            entered(ledger, [decision])
        return added(ledger, order(given.pairs, seed + 1), size=20)

    return run


def decided_first(seed: int) -> Scenario:
    """All decisions before the first report is there, as an import brings them."""

    def run(given: Given) -> Ledger:
        return added(given.decided(given.make()), order(given.pairs, seed), size=20)

    return run


def imported(*, other: Callable[[], Ledger]) -> Scenario:
    """All in another ledger, with decisions, and from there by export with history into an empty one."""

    def run(given: Given) -> Ledger:
        first = given.decided(added(other(), order(given.pairs, 3), size=50))
        file, folder = given.folder / "all.jsonl", given.folder / "all"
        transfer.export(first, file, captures=folder, history=True)
        second = given.make()
        refused = transfer.import_files(second, [file], captures=folder).refused
        assert refused == [], refused
        return came(second)

    return run


def at(moment: datetime, scenario: Scenario) -> Scenario:
    """A scenario on another day."""

    def run(given: Given) -> Ledger:
        with standing_clock(moment):
            return scenario(given)

    return run


@contextlib.contextmanager
def standing_clock(moment: datetime) -> Iterator[None]:
    """The ledger's clock at one moment."""
    before: Any = clock.now
    clock.now = lambda: moment
    try:
        yield
    finally:
        clock.now = before


def entered(ledger: Ledger, made: Sequence[Decision]) -> Ledger:
    """The ledger with some decisions, in one transaction."""
    with ledger.writing("decide", author="ines") as w:
        deciding.enter(w, made)
    return came(ledger)


@contextlib.contextmanager
def linked(link: Callable[[Ledger], object]) -> Iterator[None]:
    """Scenarios in which `link` makes what came in part of the claims, transaction by transaction."""
    _AFTER.append(link)
    try:
        yield
    finally:
        _AFTER.remove(link)


def came(ledger: Ledger) -> Ledger:
    """The ledger, after something came into it."""
    for link in _AFTER:
        link(ledger)
    return ledger


def decisions_on(pairs: Sequence[Pair], scratch: Ledger) -> list[Decision]:
    """Decisions on the pairs, made in a ledger that is used for nothing else.

    A story, a statement that is rejected, one report removed for good, and some removed by mistake.
    """
    when = "2024-10-05T08:00:00.000000Z"
    added(scratch, pairs, size=50)
    ids = sorted(report.id for report, _ in pairs)
    said = {report.id: row["statements"] for report, row in pairs}
    with scratch.writing("story", author="ines") as w:
        stories.new(w, "Harbour", author="ines", decided=when)
        stories.add(w, "Harbour", ids[: len(ids) // 3], author="ines", decided=when)
        deciding.reject(w, said[ids[0]][0]["id"], why="not said", author="ines", decided=when)
    with scratch.writing("remove", author="ines") as w:
        for id in ids[-1:]:
            removal.remove(w, id, why="a source is in danger", author="ines", decided=when)
        for id in ids[1 : 2 + len(ids) // 10]:
            mistake = removal.remove(w, id, why="by mistake", author="ines", decided=when)
            deciding.withdraw(w, mistake.id, why="a mistake", author="ines", decided=when)
    with scratch.reading() as connection:
        return list(decisions.every(connection))


def order(given: Sequence[T], seed: int) -> list[T]:
    """The things in one order of many."""
    listed = list(given)
    Random(seed).shuffle(listed)
    return listed


def added(ledger: Ledger, pairs: Sequence[Pair], *, size: int = 1) -> Ledger:
    """The ledger with reports and their readings, `size` to a transaction."""
    for begin in range(0, len(pairs), size):
        with ledger.writing("add") as w:
            for report, row in pairs[begin : begin + size]:
                evidence.add_report(w, evidence.Received(report=report, reading=row))
        came(ledger)
    return ledger


def scenarios(*, orders: int = 5, other: Callable[[], Ledger] | None = None) -> dict[str, Scenario]:
    """The scenarios by name. other: makes ledgers of the other database, which halves are joined across."""
    found: dict[str, Scenario] = {f"order {n}": shuffled(n) for n in range(orders)}
    found |= {f"batches of {size}": batches(size, size) for size in (1_000_000, 7)}
    found["on another day"] = at(datetime(2031, 2, 28, 23, 59, 59, tzinfo=UTC), batches(9, 30))
    found["before 2000"] = at(datetime(1999, 12, 31, tzinfo=UTC), batches(10, 30))
    found["halves joined"] = joined(12)
    found["halves joined, with history"] = joined(13)
    found["removed and added again"] = removed(16)
    found["decided before it came"] = decided_first(17)
    if other is not None:
        found["halves joined across databases"] = joined(15, other=other)
        found["imported from the other database"] = imported(other=other)
    return found


def ties_on(pairs: Sequence[Pair], scratch: Ledger) -> list[Decision]:
    """Decisions on what the pairs say together, made in a ledger that holds them linked.

    Points of two reports that say the same, and that do not; a report that has it from another; a publisher's
    family; and one of these withdrawn.
    """
    when = "2024-10-06T08:00:00.000000Z"
    rows = sorted(((report.id, row) for report, row in pairs), key=lambda pair: pair[0])
    points = [
        (id, points[0]["id"])
        for id, row in rows
        if (points := [p for s in row["statements"] if s["attributed"] for p in s["points"]])
    ]
    one, other = points[: len(points) // 2], points[len(points) // 2 :]
    paper = min(report.publisher for report, _ in pairs if report.publisher)
    with scratch.writing("tie", author="ines") as w:
        tied: dict[str, Any] = {"why": "seen", "author": "ines", "decided": when}
        for n, ((_, a), (_, b)) in enumerate(zip(one[:8], other[:8], strict=True)):
            with contextlib.suppress(UsageError):
                binding.rule(w, "same" if n % 2 else "apart", a, b, **tied)
        binding.cite(w, one[0][0], other[0][0], **tied)
        house = house_rulings.rule(w, paper.casefold(), paper, "One House", **tied)
        deciding.withdraw(w, house.id, why="a mistake", author="ines", decided=when)
        house_rulings.rule(w, paper.casefold(), paper, "Another House", **tied)
    with scratch.reading() as connection:
        kinds = ("same", "apart", "cite", "house")
        made = [held for held in decisions.every(connection) if held.kind in kinds]
        gone = [held for held in decisions.every(connection) if held.target == house.id]
        return [*made, *gone]


def digests(given: Given, run: dict[str, Scenario], *, made: Any = None) -> dict[str, str]:
    """The digest of the export that each scenario leads to. made: what is exported beside the evidence."""
    found = {}
    for name, scenario in run.items():
        ledger = scenario(given)
        done = transfer.export(ledger, given.folder / "out.jsonl", made=made)
        assert done.faults == [], done.faults
        found[name] = done.digest
    return found


def difference(first: Path, second: Path) -> str:
    """The first line in which two exports differ, shortened: where to look when digests differ."""
    with first.open("rb") as one, second.open("rb") as two:
        for number, (a, b) in enumerate(zip(one, two, strict=False), start=1):
            if a != b:
                place = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), 0)
                low = max(0, place - 60)
                return f"line {number}: {a[low : place + 60]!r} and {b[low : place + 60]!r}"
    return "one is longer than the other"
