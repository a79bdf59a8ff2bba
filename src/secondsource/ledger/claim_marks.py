"""How claims stood, entry of the log by entry: what `changes` compares.

A mark is written when a claim is judged and does not stand as it last did. It holds figures and no words, so
a removal has nothing to take out of it; rebuilding all that is derived leaves it alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from secondsource.ledger import keyed, log
from secondsource.ledger.tables import claim_marks, entries
from secondsource.ledger.tables import log as log_table
from secondsource.ledger.writing import get_meta

_CHUNK = 500


class Mark(NamedTuple):
    """How a claim stood from entry n of this ledger's log on. state: "" where it was no more.

    reports: in how many it stood; denied: the most origins that denied it; corrected: voices that corrected
    or withdrew it.
    """

    claim: str
    n: int
    state: str
    reports: int = 0
    low: int = 0
    high: int = 0
    denied: int = 0
    corrected: int = 0

    def like(self, other: Mark) -> bool:
        """Whether the claim stood as in another mark."""
        return self[2:] == other[2:]


def put(connection: Connection, claims: Collection[str], stand: Iterable[Mark]) -> None:
    """Note how some claims stand now; those of which nothing is given are no more. `n` is set here."""
    head = log.head(connection, get_meta(connection, "ledger") or "")
    n = head.n if head is not None else 0
    now = {mark.claim: mark for mark in stand}
    held = _held(connection, claims)
    made = []
    for claim in sorted(claims):
        mark = now.get(claim, Mark(claim, n, ""))._replace(n=n)
        last = held[claim][-1] if claim in held else Mark(claim, n, "")
        if not mark.like(last):
            made.append(tuple(mark))
    keyed.put(connection, claim_marks, made)


def moved(
    connection: Connection, after: int, until: int, *, most: int | None = None
) -> list[tuple[Mark | None, Mark]]:
    """The claims that stood otherwise after one entry of the log and another: the marks then, by claim.

    None where it was not there before. What changed and changed back is left out. most: marks that are looked
    at, the last ones; all where it is None.
    """
    touched = select(claim_marks.c.claim).where(claim_marks.c.n > after, claim_marks.c.n <= until)
    if most is not None:
        touched = touched.order_by(claim_marks.c.n.desc(), claim_marks.c.claim.desc()).limit(most)
    listed = sorted(set(connection.execute(touched).scalars()))
    found = []
    for begin in range(0, len(listed), _CHUNK):
        marks = _held(connection, listed[begin : begin + _CHUNK])
        for claim in sorted(marks):
            earlier = [mark for mark in marks[claim] if mark.n <= after]
            last = [mark for mark in marks[claim] if mark.n <= until][-1]
            before = earlier[-1] if earlier and earlier[-1].state else None
            if (before is None and not last.state) or (before is not None and last.like(before)):
                continue
            found.append((before, last))
    return found


def came_later(connection: Connection, writer: str, after: int, reports: Collection[str]) -> set[str]:
    """Those of some reports that this ledger got with a later entry of its log than a given one."""
    found: set[str] = set()
    listed = sorted(reports)
    for begin in range(0, len(listed), _CHUNK):
        query = select(entries.c.id).where(
            entries.c.kind == "report", entries.c.id.in_(listed[begin : begin + _CHUNK])
        )
        query = query.where(entries.c.writer == writer).group_by(entries.c.id)
        found.update(connection.execute(query.having(func.min(entries.c.n) > after)).scalars())
    return found


def times(connection: Connection, writer: str, numbers: Collection[int]) -> dict[int, str]:
    """When some entries of a writer's log were made."""
    found: dict[int, str] = {}
    listed = sorted(numbers)
    for begin in range(0, len(listed), _CHUNK):
        query = select(log_table.c.n, log_table.c.at).where(
            log_table.c.writer == writer, log_table.c.n.in_(listed[begin : begin + _CHUNK])
        )
        found |= {row.n: row.at for row in connection.execute(query)}
    return found


def _held(connection: Connection, claims: Collection[str]) -> dict[str, list[Mark]]:
    """All marks of some claims, in order."""
    found: defaultdict[str, list[Mark]] = defaultdict(list)
    for row in keyed.among(connection, claim_marks, list(claims), "claim"):
        found[row[0]].append(Mark(*row))
    for marks in found.values():
        marks.sort(key=lambda mark: mark.n)
    return dict(found)
