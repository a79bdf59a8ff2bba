"""Whether a ledger is sound: nothing of it lost, nothing twice, nothing by halves; and what it holds."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from sqlalchemy import func, select

from secondsource.errors import LedgerError
from secondsource.ledger import (
    Ledger,
    backup,
    comparing,
    decisions,
    doctor,
    evidence,
    linked,
    log,
    readings,
    transfer,
    verifying,
)
from secondsource.ledger.tables import entries, jobs
from secondsource.views import exports
from tests.ledger import standing
from tests.ledger.working import UNFINISHED, Given

# Of the machine, and not of the ledger.
_MACHINE = {"disk"}


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What a ledger holds. digest: of its export; said: of all derived rows; counts: rows of evidence.

    seconds, steps, borders: how long an undisturbed run took to bring it there, in how many statements with
    the borders of transactions, and in how many of these borders.
    """

    digest: str
    said: str
    counts: dict[str, int]
    seconds: float = field(default=0.0, compare=False)
    steps: int = field(default=0, compare=False)
    borders: int = field(default=0, compare=False)


class _Hashed:
    """Takes bytes and keeps their digest alone."""

    def write(self, body: bytes) -> int:
        """Take bytes."""
        return len(body)


def between(given: Given) -> bool:
    """See that the ledger is sound, whether its work is done or not; False where there is none yet."""
    try:
        ledger = Ledger.open(given.where, create=False)
    except LedgerError as error:
        assert error.kind == "missing", error
        assert given.told() == [], "what was told is gone with the ledger"
        return False
    with ledger:
        if given.work != "restore":
            faults = verifying.verify(ledger).faults
            assert faults == [], faults
        if given.work not in UNFINISHED:
            _healthy(ledger)
        _once(ledger)
        _kept(ledger, given)
    _whole_files(given)
    return True


def state(given: Given, there: bool) -> State:
    """What a ledger holds when its work is done, with all that must hold then."""
    assert there, "there is no ledger"
    with Ledger.open(given.where, create=False) as ledger:
        faults = verifying.verify(ledger).faults
        assert faults == [], faults
        _healthy(ledger)
        with ledger.reading() as connection:
            query = select(jobs.c.kind, jobs.c.key, jobs.c.state).where(jobs.c.state != "done")
            left = connection.execute(query).all()
            assert left == [], left
            counts = {
                kind: int(connection.execute(select(func.count()).select_from(table)).scalar() or 0)
                for kind, table in log.KINDS.items()
            }
        # What was linked is told too; where nothing was, there is nothing to tell.
        done = transfer.export(ledger, cast("BinaryIO", _Hashed()), made=exports)
        assert done.faults == [], done.faults
        said = hashlib.sha256(repr(standing.said(ledger)).encode()).hexdigest()
    return State(digest=done.digest, said=said, counts=counts)


def _healthy(ledger: Ledger) -> None:
    """Its health as `doctor` sees it; and what is derived is what readings and decisions give."""
    found = [one for one in doctor.examine(ledger).findings if one.level == "fault"]
    found = [one for one in found if one.kind not in _MACHINE]
    assert found == [], found
    with ledger.reading() as connection:
        differing = [fault for fault in comparing.differing(connection) if fault is not None]
    assert differing == [], differing


def _once(ledger: Ledger) -> None:
    """The log brought each piece of evidence in once, and its chain is whole."""
    with ledger.reading() as connection:
        query = select(entries.c.kind, entries.c.id).where(entries.c.writer == ledger.id)
        query = query.where(entries.c.kind.in_(log.KINDS)).group_by(entries.c.kind, entries.c.id)
        twice = connection.execute(query.having(func.count() > 1)).all()
    assert twice == [], twice


def _kept(ledger: Ledger, given: Given) -> None:
    """All that was told is there: reports with one reading, and decisions."""
    told = [_told(line) for line in given.told()]
    added = Counter(id for state, id in told if state == "added")
    if given.work != "add by ledger":  # there, a lease that ran out lets two do the same, and one keep it
        assert all(count == 1 for count in added.values()), added
    with ledger.reading() as connection:
        for state, id in told:
            if state in ("added", "resumed", "known"):
                assert not evidence.get(connection, id).removed
                found = readings.of_report(connection, id)
                # Known may be what waits for its reading and was given again.
                assert len(found) == 1 or (state == "known" and not found), (state, id, found)
            elif state == "linked":
                assert not linked.pending(connection) and linked.counts(connection)["claims"]
            elif state == "decided":
                assert any(held.id == id for held in decisions.every(connection)), id
            else:
                raise AssertionError(f"{state} {id}")


def _told(line: str) -> tuple[str, str]:
    if line.startswith("{"):
        row = json.loads(line)
        return row["state"], row["report"]
    state, _, id = line.partition(" ")
    return state, id


def _whole_files(given: Given) -> None:
    """A backup is there whole or not at all."""
    path: Path = given.path("backup")
    if path.exists():
        found = backup.check(path)
        assert found.faults == []
