"""The log: one entry a write transaction, each holding the hash of the one before it.

A changed, lost or slipped-in entry breaks the chain; evidence that no entry brought in shows too.
That the end was cut off does not, without the head kept outside: `head` gives it. Digests only, so that a
removal keeps the chain whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, and_, exists, func, insert, select

from secondsource.ledger import bulk, clock
from secondsource.ledger.tables import (
    acquisitions,
    captures,
    decisions,
    entries,
    log,
    meta,
    readings,
    renditions,
    reports,
)
from secondsource.model.identity import content_id

# What stands in `previous` of a chain's first entry.
BEGINNING = ""
# Every kind of evidence and the table that keeps it.
KINDS: dict[str, Table] = {
    "capture": captures,
    "report": reports,
    "rendition": renditions,
    "acquisition": acquisitions,
    "reading": readings,
    "decision": decisions,
}
_PAGE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the log. at: UTC as `clock.stamp` prints it; digest: of what it brought in."""

    writer: str
    n: int
    previous: str
    hash: str
    at: str
    digest: str
    action: str
    author: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that is not as it should be: a word for programs, where it is, and words for people."""

    kind: str
    where: str
    message: str


def digest_of(action: str, author: str | None, came: Iterable[tuple[str, str]]) -> str:
    """The digest of what a transaction did: action, author, and the (kind, id) of what came in, sorted."""
    listed = [[kind, id] for kind, id in sorted(came)]
    return content_id({"action": action, "author": author, "entries": listed})


def hash_of(writer: str, n: int, previous: str, at: str, digest: str) -> str:
    """The hash of an entry, which the next one holds as `previous`."""
    return content_id({"writer": writer, "n": n, "previous": previous, "at": at, "digest": digest})


def append(
    connection: Connection,
    *,
    writer: str,
    action: str,
    author: str | None,
    came: Iterable[tuple[str, str]],
) -> Entry:
    """Write the next entry of a writer's chain. Its time is never before that of the entry before it."""
    came = sorted(came)
    last = head(connection, writer)
    n, previous = (last.n + 1, last.hash) if last else (1, BEGINNING)
    # A clock that goes back must not make an order of times that contradicts the chain.
    at = max(clock.stamp(), last.at) if last else clock.stamp()
    digest = digest_of(action, author, came)
    entry = Entry(
        writer=writer,
        n=n,
        previous=previous,
        hash=hash_of(writer, n, previous, at, digest),
        at=at,
        digest=digest,
        action=action,
        author=author,
    )
    connection.execute(insert(log), [_row(entry)])
    if came:
        bulk.put(connection, entries, [(writer, n, kind, id) for kind, id in came])
    return entry


def head(connection: Connection, writer: str) -> Entry | None:
    """The newest entry of a chain: what a backup should print, and an outside witness keep."""
    query = select(log).where(log.c.writer == writer).order_by(log.c.n.desc()).limit(1)
    row = connection.execute(query).first()
    return None if row is None else _entry(row)


def last(connection: Connection) -> int:
    """The number of the newest entry of this ledger's own chain: whatever is changed makes one more."""
    own = select(meta.c.value).where(meta.c.key == "ledger").scalar_subquery()
    return int(connection.execute(select(func.max(log.c.n)).where(log.c.writer == own)).scalar() or 0)


def heads(connection: Connection) -> list[Entry]:
    """The newest entry of every chain, by writer."""
    writers = connection.execute(select(log.c.writer).distinct().order_by(log.c.writer)).scalars().all()
    return [found for writer in writers if (found := head(connection, writer)) is not None]


def history(connection: Connection, *, writer: str | None = None, after: int = 0) -> Iterator[Entry]:
    """The entries by writer and number, in pages; of one writer those after a number."""
    place = (writer or "", after)
    while True:
        query = select(log).order_by(log.c.writer, log.c.n).limit(_PAGE)
        if writer is not None:
            query = query.where(log.c.writer == writer, log.c.n > place[1])
        else:
            later = (log.c.writer == place[0]) & (log.c.n > place[1])
            query = query.where((log.c.writer > place[0]) | later)
        rows = connection.execute(query).all()
        yield from (_entry(row) for row in rows)
        if len(rows) < _PAGE:
            return
        place = (rows[-1].writer, rows[-1].n)


def brought(connection: Connection, writer: str, n: int) -> list[tuple[str, str]]:
    """The (kind, id) of all that an entry brought in, sorted."""
    query = select(entries.c.kind, entries.c.id).where(entries.c.writer == writer, entries.c.n == n)
    return [(row.kind, row.id) for row in connection.execute(query.order_by(entries.c.kind, entries.c.id))]


def known_until(connection: Connection, writer: str, moment: str) -> int:
    """The number of the writer's last entry at or before a moment (as `clock.stamp` prints it); 0 for none.

    What this ledger knew then is what entries up to that number brought in.
    """
    query = select(func.max(log.c.n)).where(log.c.writer == writer, log.c.at <= moment)
    return int(connection.execute(query).scalar() or 0)


def custody(connection: Connection, kind: str, id: str) -> list[Entry]:
    """The entries that brought a piece of evidence in, of every chain, by time."""
    joined = log.join(entries, and_(entries.c.writer == log.c.writer, entries.c.n == log.c.n))
    query = select(log).select_from(joined).where(entries.c.kind == kind, entries.c.id == id)
    rows = connection.execute(query.order_by(log.c.at, log.c.writer, log.c.n))
    return [_entry(row) for row in rows]


def check(connection: Connection, writer: str) -> list[Fault]:
    """Every break of the chains, and evidence of this ledger (`writer`) that came past the log or was lost.

    Chains of other ledgers are checked for themselves: what they brought in need not all be here. Memory
    stays flat, whatever the length.
    """
    faults = list(_broken(connection))
    for kind, table in KINDS.items():
        faults += _unlogged(connection, kind, table)
        faults += _lost(connection, kind, table, writer)
    return faults


def _broken(connection: Connection) -> Iterator[Fault]:
    last: Entry | None = None
    for entry in history(connection):
        before = last if last is not None and last.writer == entry.writer else None
        yield from _faults(entry, before, brought(connection, entry.writer, entry.n))
        last = entry


def _faults(entry: Entry, before: Entry | None, came: list[tuple[str, str]]) -> Iterator[Fault]:
    """What is wrong with one entry, beside the one before it in its chain."""
    where = f"log {entry.writer}/{entry.n}"
    n, previous, at = (before.n + 1, before.hash, before.at) if before else (1, BEGINNING, "")
    if entry.n != n:
        yield Fault(kind="log-gap", where=where, message=f"entry {n} is missing before this one")
    elif entry.previous != previous:
        yield Fault(kind="log-chain", where=where, message="it does not follow the entry before it")
    if entry.at < at:
        yield Fault(kind="log-time", where=where, message="it is older than the entry before it")
    if entry.digest != digest_of(entry.action, entry.author, came):
        message = "what it says to have brought in, its action or its author was changed"
        yield Fault(kind="log-digest", where=where, message=message)
    if entry.hash != hash_of(entry.writer, entry.n, entry.previous, entry.at, entry.digest):
        yield Fault(kind="log-hash", where=where, message="the entry itself was changed")


def _unlogged(connection: Connection, kind: str, table: Table) -> list[Fault]:
    logged = exists().where(entries.c.kind == kind, entries.c.id == table.c.id)
    query = select(table.c.id).where(~logged).order_by(table.c.id)
    return [
        Fault(kind="unlogged", where=f"{kind} {id}", message="no entry of the log brought it in")
        for id in connection.execute(query).scalars()
    ]


def _lost(connection: Connection, kind: str, table: Table, writer: str) -> list[Fault]:
    held = exists().where(table.c.id == entries.c.id)
    query = select(entries.c.id).where(entries.c.writer == writer, entries.c.kind == kind, ~held)
    return [
        Fault(kind="lost", where=f"{kind} {id}", message="the log brought it in, and it is gone")
        for id in connection.execute(query.order_by(entries.c.id)).scalars()
    ]


def _row(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in Entry.__slots__}


def _entry(row: Any) -> Entry:
    return Entry(
        writer=row.writer,
        n=row.n,
        previous=row.previous,
        hash=row.hash,
        at=row.at,
        digest=row.digest,
        action=row.action,
        author=row.author,
    )
