"""The ledger as it was known at a moment: a ledger of its own that holds what had come in until then.

All that reads a ledger reads this one in the same way, so the past is right by construction: the readings in
force then, the decisions then, the fields of reports as the forms known then gave them. It lies in a
temporary folder that only this user may enter, and is deleted with the ledger it was made from.
Deriving what was said takes some milliseconds a report; it is kept, so asking again costs nothing.
What a removal took away for good is not in the past either.
"""

from __future__ import annotations

import tempfile
import threading
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, and_, event, exists, literal, select, tuple_

from secondsource.errors import UsageError
from secondsource.ledger import bulk, captures, clock, decisions, evidence, log, readings
from secondsource.ledger.engine import Ledger
from secondsource.ledger.folding import storable
from secondsource.ledger.kept import path_of
from secondsource.ledger.rebuilding import rebuild
from secondsource.ledger.tables import entries, pair_readings, renditions, reports
from secondsource.ledger.tables import log as log_table
from secondsource.ledger.writing import Writing, set_meta
from secondsource.model.identity import canonical

# Pasts of one ledger that are kept.
_KEPT = 2
_PAGE = 500
_LOOSE = ("byline", "dateline", "language", "address", "record", "capture")
_lock = threading.RLock()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Past:
    n: int
    ledger: Ledger
    folder: tempfile.TemporaryDirectory[str]


_pasts: weakref.WeakKeyDictionary[Ledger, list[_Past]] = weakref.WeakKeyDictionary()


def moment(given: str | datetime) -> str:
    """A moment of the ledger as `clock.stamp` prints it: of a day its end, else to the last second given.

    Without a zone it is UTC. Raises UsageError for what is no moment.
    """
    if isinstance(given, datetime):
        return clock.stamp(given if given.tzinfo else given.replace(tzinfo=UTC))
    text = given.strip()
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        shapes = "2024-10-03, 2024-10-03T12:00 or 2024-10-03T12:00:00+02:00"
        raise UsageError(f"{given!r} is no moment; give it as {shapes}") from None
    # Until the end of what is named: a day, a minute, a second.
    if len(text) == len("2024-10-03"):
        found = found.replace(hour=23, minute=59)
    if len(text) <= len("2024-10-03T12:00"):
        found = found.replace(second=59)
    if "." not in text:
        found = found.replace(microsecond=999_999)
    return clock.stamp(found if found.tzinfo else found.replace(tzinfo=UTC))


def as_known(ledger: Ledger, known_at: str | datetime | None) -> Ledger:
    """The ledger as it was known at a moment; the ledger itself for None, and where nothing came since."""
    if known_at is None:
        return ledger
    with ledger.reading() as connection:
        n = log.known_until(connection, ledger.id, moment(known_at))
        head = log.head(connection, ledger.id)
        if head is None or head.n == n:
            return ledger
    with _lock:
        held = _pasts.setdefault(ledger, [])
        for past in held:
            if past.n == n:
                return past.ledger
        made = _made(ledger, n)
        held.append(made)
        for old in held[:-_KEPT]:
            old.ledger.close()
            old.folder.cleanup()
        del held[:-_KEPT]
        return made.ledger


def _made(ledger: Ledger, n: int) -> _Past:
    folder = tempfile.TemporaryDirectory(prefix="secondsource-past-", ignore_cleanup_errors=True)
    past = Ledger.open(Path(folder.name) / "past.ledger")
    event.listen(past.engine, "connect", _unsafe)
    past.engine.dispose()
    with past.changing() as to:
        with ledger.reading() as connection:
            _copy(connection, to, ledger.id, n)
        _purge(to, ledger.id)
    rebuild(past)
    return _Past(n=n, ledger=past, folder=folder)


def _unsafe(connection: Any, _record: Any) -> None:
    """A copy that is thrown away need not outlive a power cut."""
    connection.execute("PRAGMA synchronous=OFF")


def _copy(connection: Connection, to: Connection, writer: str, n: int) -> None:
    set_meta(to, "ledger", writer)
    changed = _came_later(connection, writer, n)
    for kind, table in log.KINDS.items():
        for rows in _known(connection, kind, table, writer, n):
            if table is reports:
                rows = [_as_then(connection, row, writer, n) if row.id in changed else row for row in rows]
            bulk.put(to, table, [tuple(row) for row in rows])
    _copy_answers(connection, to)
    for chain, last in [(writer, n), *_chains(connection, writer, n)]:
        for table in (log_table, entries):
            query = select(table).where(table.c.writer == chain, table.c.n <= last)
            bulk.put(to, table, [tuple(row) for row in connection.execute(query)])


def _copy_answers(connection: Connection, to: Connection) -> None:
    """What pair readers said, whenever they did: of wordings that were not there yet it is of no matter."""
    key = (pair_readings.c.first, pair_readings.c.second, pair_readings.c.reader)
    after: Any = None
    while True:
        query = select(pair_readings).order_by(*key).limit(_PAGE)
        if after is not None:
            query = query.where(tuple_(*key) > tuple_(*(literal(value) for value in after)))
        rows = [tuple(row) for row in connection.execute(query)]
        if not rows:
            return
        bulk.put(to, pair_readings, rows)
        after = rows[-1][:3]


def _known(connection: Connection, kind: str, table: Table, writer: str, n: int) -> Iterator[list[Any]]:
    """The rows of a kind of evidence that the first n entries of a writer brought in, in pages by id."""
    came = exists().where(
        entries.c.kind == kind, entries.c.id == table.c.id, entries.c.writer == writer, entries.c.n <= n
    )
    query = select(table).where(came).order_by(table.c.id).limit(_PAGE)
    after = ""
    while rows := list(connection.execute(query.where(table.c.id > after))):
        yield rows
        after = rows[-1].id


def _came_later(connection: Connection, writer: str, n: int) -> set[str]:
    """The reports that came in another form later."""
    query = select(renditions.c.report).where(
        entries.c.kind == "rendition",
        entries.c.id == renditions.c.id,
        entries.c.writer == writer,
        entries.c.n > n,
    )
    return set(connection.execute(query).scalars())


def _as_then(connection: Connection, row: Any, writer: str, n: int) -> Any:
    """A report's row with the fields that the forms known then gave it: of each the lowest value."""
    query = select(renditions.c.capture, renditions.c.body).where(
        renditions.c.report == row.id,
        exists().where(
            entries.c.kind == "rendition",
            entries.c.id == renditions.c.id,
            entries.c.writer == writer,
            entries.c.n <= n,
        ),
    )
    held = [
        {**readings.parsed(captures.unpacked(form.body)), "capture": form.capture}
        for form in connection.execute(query)
        if form.body is not None
    ]
    if not held or row.body is None:
        return row
    lowest = {
        name: min((form[name] for form in held if form[name] is not None), default=None) for name in _LOOSE
    }
    fields: dict[str, Any] = dict(row._mapping)
    true = {name: fields[name] for name in ("title", "publisher", "published")} | lowest
    if row.exact is not None:
        true = {**true, **{k: v for k, v in readings.parsed(row.exact).items() if k not in lowest}}
    clean = {name: None if value is None else storable(value) for name, value in true.items()}
    differing = {name: value for name, value in true.items() if value != clean[name]}
    path = storable(path_of(row.id, address=lowest["address"], record=lowest["record"]))
    exact = canonical(differing) if differing else None
    return tuple((fields | clean | {"path": path, "exact": exact}).values())


def _chains(connection: Connection, writer: str, n: int) -> list[tuple[str, int]]:
    """The chains of other ledgers as far as they had come in."""
    head = and_(entries.c.kind == "chain", entries.c.id == log_table.c.hash)
    query = select(log_table.c.writer, log_table.c.n).where(
        head, entries.c.writer == writer, entries.c.n <= n
    )
    last: dict[str, int] = {}
    for row in connection.execute(query):
        last[row.writer] = max(last.get(row.writer, 0), row.n)
    return sorted(last.items())


def _purge(to: Connection, writer: str) -> None:
    """Take away what was removed then, and has come back since."""
    w = Writing(connection=to, writer=writer, action="past")
    for decision in list(decisions.every(to, kind="remove")):
        row = to.execute(
            select(reports.c.id).where(reports.c.id == decision.target, reports.c.body.is_not(None))
        )
        if row.first() is not None and decisions.removed(to, decision.target):
            evidence.purge(w, decision.target)
