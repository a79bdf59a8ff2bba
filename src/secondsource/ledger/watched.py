"""What watching remembers of its sources, and which of them is being looked at; local, never exported.

Kept among the jobs: one row a source, held by a lease while somebody looks, so that two watchers don't fetch
the same thing, and one a file of a watched folder.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, delete, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from secondsource.ledger import clock
from secondsource.ledger.folding import storable
from secondsource.ledger.jobs import LEASED, WAITING, Job
from secondsource.ledger.jobs import extend as extend_job
from secondsource.ledger.tables import jobs, reports
from secondsource.model.identity import digest

KIND = "watch"
# Of each folder a kind of its own, named by the folder's digest.
_FILES = "watched "
_LONGEST_KEY = 600
_CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A source as it was last seen. next: when it may be looked at again, a `clock.stamp`, or None.

    at: the address that it moved to for good; moved: the one that a feed says it has. etag, modified, digest:
    what its last answer is known by. failures: how often in a row it failed; fault: the kind of the last one.
    seen: short digests of a feed's items; told: of the failures inside it that were told.
    """

    source: str
    at: str | None = None
    next: str | None = None
    etag: str | None = None
    modified: str | None = None
    digest: str | None = None
    failures: int = 0
    fault: str | None = None
    moved: str | None = None
    seen: tuple[str, ...] = field(default=())
    told: tuple[str, ...] = field(default=())


def key_of(source: str) -> str:
    """What a source is called among the jobs."""
    raw = source.encode("utf-8", "surrogateescape")
    # A name that is no UTF-8, as files may have, is none that every database keeps.
    sound = len(source) <= _LONGEST_KEY and storable(source) == source
    return source if sound else digest(raw)


def get(connection: Connection, source: str) -> Watched:
    """What is remembered of a source; of one that was never looked at, its name alone."""
    row = connection.execute(_row(source)).first()
    return _watched(source, row.body if row is not None else None)


def claim(
    connection: Connection, source: str, *, worker: str, lease: float, due: bool = True
) -> tuple[Watched, Job] | None:
    """Take a source to look at it, for `lease` seconds; None where another does, or it is too early.

    due: only when its time has come; else also before, unless it failed last. Call it in a transaction of its
    own (`ledger.working()`).
    """
    key, now = key_of(source), clock.stamp()
    row = connection.execute(_row(source)).first()
    if row is None:
        # Two who meet a source for the first time at once: the second waits here, and then finds it held.
        make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        first = {"kind": KIND, "key": key, "state": WAITING, "attempts": 0}
        first["body"] = _body(Watched(source=source))
        connection.execute(make(jobs).values(**first).on_conflict_do_nothing())
    held = _watched(source, row.body if row is not None else None)
    if held.next is not None and held.next > now and (due or held.failures):
        return None
    until = clock.stamp(clock.now() + timedelta(seconds=lease))
    free = or_(jobs.c.state != LEASED, jobs.c.lease_until < now)
    mine = update(jobs).where(jobs.c.kind == KIND, jobs.c.key == key, free)
    taken = connection.execute(mine.values(state=LEASED, lease_until=until, worker=worker))
    if taken.rowcount != 1:
        return None
    return held, Job(kind=KIND, key=key, state=LEASED, attempts=0, lease_until=until, worker=worker)


def extend(connection: Connection, job: Job, *, lease: float) -> Job:
    """Go on holding a source. Raises LedgerError ("lease-lost") where another has taken it."""
    return extend_job(connection, job, lease=lease)


def keep(connection: Connection, job: Job, seen: Watched) -> bool:
    """Remember how a source was found, and let go of it; False where another has taken it meanwhile."""
    values = {"state": WAITING, "lease_until": None, "worker": None, "body": _body(seen)}
    return connection.execute(_held(job).values(**values)).rowcount == 1


def release(connection: Connection, job: Job) -> None:
    """Let go of a source without having looked."""
    connection.execute(_held(job).values(state=WAITING, lease_until=None, worker=None))


def files(connection: Connection, folder: str) -> dict[str, tuple[str, str]]:
    """What is remembered of a folder's files: by name, how each looked from outside, and its digest."""
    query = select(jobs.c.body).where(jobs.c.kind == _files_of(folder))
    rows = (json.loads(body) for body in connection.execute(query).scalars())
    return {name: (look, made) for name, look, made in rows}


def keep_files(
    connection: Connection, folder: str, seen: Mapping[str, tuple[str, str]], gone: Iterable[str] = ()
) -> None:
    """Remember files of a folder anew, and forget those that are gone."""
    kind = _files_of(folder)
    for name in [*gone, *seen]:
        connection.execute(delete(jobs).where(jobs.c.kind == kind, jobs.c.key == key_of(name)))
    rows = [
        {
            "kind": kind,
            "key": key_of(name),
            "state": WAITING,
            "attempts": 0,
            "body": json.dumps([name, look, made]).encode(),
        }
        for name, (look, made) in sorted(seen.items())
    ]
    for begin in range(0, len(rows), _CHUNK):
        connection.execute(insert(jobs), rows[begin : begin + _CHUNK])


def known(connection: Connection, report: str) -> bool:
    """Whether a report is in the ledger, or was and is removed."""
    query = select(reports.c.id).where(reports.c.id == report)
    return connection.execute(query).first() is not None


def known_path(connection: Connection, path: str) -> bool:
    """Whether any report has a path in the ledger: a version of it is kept."""
    return connection.execute(select(reports.c.id).where(reports.c.path == path).limit(1)).first() is not None


def seconds_until(moment: str | None) -> float:
    """Seconds till a stamped moment; 0 for one that is past, and for None."""
    if moment is None:
        return 0.0
    then = datetime.fromisoformat(moment.replace("Z", "+00:00"))
    return max(0.0, (then - clock.now()).total_seconds())


def after(seconds: float) -> str:
    """The moment so many seconds from now, as it is kept."""
    return clock.stamp(clock.now() + timedelta(seconds=seconds))


def _row(source: str) -> Any:
    return select(jobs.c.body, jobs.c.state).where(jobs.c.kind == KIND, jobs.c.key == key_of(source))


def _held(job: Job) -> Any:
    held = and_(
        jobs.c.kind == KIND, jobs.c.key == job.key, jobs.c.state == LEASED, jobs.c.worker == job.worker
    )
    return update(jobs).where(held)


def _files_of(folder: str) -> str:
    return _FILES + digest(folder.encode("utf-8", "surrogateescape"))


def _body(seen: Watched) -> bytes:
    return json.dumps(asdict(seen), sort_keys=True).encode()


def _watched(source: str, body: bytes | None) -> Watched:
    """What a row remembers; what another version wrote into it besides is passed over."""
    if body is None:
        return Watched(source=source)
    held = json.loads(body)
    names = {one.name for one in fields(Watched)}
    kept: dict[str, Any] = {name: held[name] for name in names & held.keys()}
    kept |= {name: tuple(value) for name, value in kept.items() if isinstance(value, list)}
    return Watched(**kept | {"source": source})
