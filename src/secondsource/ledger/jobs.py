"""Jobs: what is still to be done, so that a killed run is taken up again and two workers share one.

A worker takes a job for as long as its lease runs, and marks it done in the very transaction that keeps its
result. When the lease runs out, the worker is taken for dead and another takes the job; then the first one's
result is refused, so nothing comes twice. A job that failed or killed its workers too often is given up, with
the reason kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, func, insert, or_, select, update

from secondsource.errors import LedgerError
from secondsource.ledger import clock
from secondsource.ledger.folding import storable
from secondsource.ledger.prepared import Prepared
from secondsource.ledger.tables import jobs

WAITING, LEASED, DONE, GIVEN_UP = "waiting", "leased", "done", "given-up"
# How often a job is tried before it is given up.
ATTEMPTS = 3
_CHUNK = 500
# Seconds that clocks of two machines may differ; and what leases of one kind do.
_ASTRAY = 3600.0
# What a job has while it is held, by one worker in one attempt.
_HOLDER = ("kind", "key", "worker", "attempts")
_FINISH = Prepared(
    delete(jobs).where(jobs.c.state == LEASED, *(jobs.c[name] == bindparam(name) for name in _HOLDER))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A job. attempts: how often it was taken, this time included; body: whatever its maker put in."""

    kind: str
    key: str
    state: str
    attempts: int
    lease_until: str | None = None
    worker: str | None = None
    error: str | None = None
    body: bytes | None = None


def put(connection: Connection, kind: str, made: Iterable[tuple[str, bytes | None]]) -> int:
    """Add jobs of a kind, (key, body) each, keys of at most 600 characters; gives how many were new.

    A job whose key is there already, in whatever state, is left as it is.
    """
    new = 0
    waiting = dict(made)
    keys = sorted(waiting)
    for begin in range(0, len(keys), _CHUNK):
        chunk = keys[begin : begin + _CHUNK]
        query = select(jobs.c.key).where(jobs.c.kind == kind, jobs.c.key.in_(chunk))
        known = set(connection.execute(query).scalars())
        rows = [
            {"kind": kind, "key": key, "state": WAITING, "attempts": 0, "body": waiting[key]}
            for key in chunk
            if key not in known
        ]
        if rows:
            connection.execute(insert(jobs), rows)
        new += len(rows)
    return new


def claim_many(
    connection: Connection, kind: str, most: int, *, worker: str, lease: float, attempts: int = ATTEMPTS
) -> list[Job]:
    """Take up to `most` jobs of a kind, as `claim` takes one, those first that were tried the least.

    So what was in the hands of a process that died comes last, and is not tried out while others wait.
    """
    waiting, _ = _takeable(lease)
    query = select(jobs).where(jobs.c.kind == kind, waiting).order_by(jobs.c.attempts, jobs.c.key)
    rows = connection.execute(query.limit(most).with_for_update(skip_locked=True)).all()
    until = clock.stamp(clock.now() + timedelta(seconds=lease))
    taken: dict[str, Any] = {"state": LEASED, "lease_until": until, "worker": worker}
    if rows:
        ours = and_(jobs.c.kind == kind, jobs.c.key.in_([row.key for row in rows]))
        connection.execute(update(jobs).where(ours).values(attempts=jobs.c.attempts + 1, **taken))
    found = [Job(**{**row._mapping, **taken, "attempts": row.attempts + 1}) for row in rows]
    while len(found) < most:
        job = claim(connection, kind, worker=worker, lease=lease, attempts=attempts)
        if job is None:
            break
        found.append(job)
    return found


def claim(
    connection: Connection, kind: str, *, worker: str, lease: float, attempts: int = ATTEMPTS
) -> Job | None:
    """Take the next job of a kind, by key, for `lease` seconds; None when none is free just now.

    First those that wait, then those whose lease is over: it ran out, or was given by a clock that went back
    since; of the latter, one that was taken `attempts` times is given up. Call it in a transaction of its own
    (`ledger.working()`), for others to see.
    """
    while (row := _free(connection, kind, lease)) is not None:
        job = Job(**row._mapping)
        if job.state == LEASED and job.attempts >= attempts:
            message = f"its workers died or hung {job.attempts} times, the last was {job.worker}"
            _set(connection, job, state=GIVEN_UP, lease_until=None, error=message)
            continue
        until = clock.stamp(clock.now() + timedelta(seconds=lease))
        taken: dict[str, Any] = {
            "state": LEASED, "attempts": job.attempts + 1, "lease_until": until, "worker": worker
        }  # fmt: skip
        _set(connection, job, **taken)
        return Job(kind=kind, key=job.key, error=job.error, body=job.body, **taken)
    return None


def extend(connection: Connection, job: Job, *, lease: float) -> Job:
    """Prolong a lease to `lease` seconds from now. Raises LedgerError ("lease-lost") where it is lost."""
    until = clock.stamp(clock.now() + timedelta(seconds=lease))
    _change(connection, job, lease_until=until)
    return Job(
        kind=job.kind,
        key=job.key,
        state=job.state,
        attempts=job.attempts,
        lease_until=until,
        worker=job.worker,
        error=job.error,
        body=job.body,
    )


def done(connection: Connection, job: Job) -> None:
    """Mark a job done, in the transaction that keeps its result.

    Raises LedgerError (kind "lease-lost") when another has taken it: let it end the transaction, so that
    nothing is kept twice.
    """
    _change(connection, job, state=DONE, lease_until=None, error=None)


def finish(connection: Connection, job: Job) -> None:
    """Forget a job that is done, in the transaction that keeps its result: whoever needs it again puts it.

    Raises LedgerError (kind "lease-lost") when another has taken it.
    """
    _check(job, _FINISH(connection, **{name: getattr(job, name) for name in _HOLDER}).rowcount)


def failed(connection: Connection, job: Job, error: str, *, attempts: int = ATTEMPTS) -> bool:
    """Note why a job failed; it waits again, or is given up after `attempts` (1: at once): True then.

    Raises LedgerError (kind "lease-lost") when another has taken it.
    """
    given_up = job.attempts >= attempts
    state = GIVEN_UP if given_up else WAITING
    _change(connection, job, state=state, lease_until=None, error=storable(error))
    return given_up


def give_back(connection: Connection, job: Job, why: str) -> None:
    """Let a job wait again as if it had not been taken: its worker was stopped, and that is no failure.

    Raises LedgerError (kind "lease-lost") when another has taken it.
    """
    _change(connection, job, state=WAITING, lease_until=None, attempts=job.attempts - 1, error=storable(why))


def counts(connection: Connection, kind: str) -> dict[str, int]:
    """How many jobs of a kind are in each state: waiting, leased, done, given-up."""
    query = select(jobs.c.state, func.count()).where(jobs.c.kind == kind).group_by(jobs.c.state)
    found: dict[str, int] = {state: count for state, count in connection.execute(query)}
    return {state: found.get(state, 0) for state in (WAITING, LEASED, DONE, GIVEN_UP)}


def listed(connection: Connection, kind: str, *, state: str | None = None, after: str = "") -> list[Job]:
    """The next 500 jobs of a kind by key, after a key; in one state only where that is given."""
    query = select(jobs).where(jobs.c.kind == kind, jobs.c.key > after).order_by(jobs.c.key).limit(_CHUNK)
    if state is not None:
        query = query.where(jobs.c.state == state)
    return [Job(**row._mapping) for row in connection.execute(query)]


def again(connection: Connection, kind: str, keys: Iterable[str] | None = None) -> int:
    """Let jobs that were given up be tried anew, all of a kind or some; gives how many."""
    query = update(jobs).where(jobs.c.kind == kind, jobs.c.state == GIVEN_UP)
    if keys is not None:
        query = query.where(jobs.c.key.in_(sorted(keys)))
    return connection.execute(query.values(state=WAITING, attempts=0, worker=None)).rowcount


def clear(connection: Connection, kind: str, *, state: str = DONE) -> int:
    """Forget the jobs of a kind in a state; gives how many."""
    return connection.execute(delete(jobs).where(jobs.c.kind == kind, jobs.c.state == state)).rowcount


def any_free(connection: Connection, kind: str, *, lease: float) -> bool:
    """Whether a job of a kind may be taken now, by a worker that takes it for `lease` seconds."""
    query = select(jobs.c.key).where(jobs.c.kind == kind)
    found = (connection.execute(query.where(free).limit(1)).first() for free in _takeable(lease))
    return any(row is not None for row in found)


def _takeable(lease: float) -> tuple[ColumnElement[bool], ...]:
    """What makes a job one that may be taken: it waits, or its lease is over."""
    now = clock.now()
    # A lease that ends later than any given now was given by a clock that went back since: nobody knows
    # when it would end, and what is done twice is kept once.
    beyond = jobs.c.lease_until > clock.stamp(now + timedelta(seconds=lease + _ASTRAY))
    over = or_(jobs.c.lease_until < clock.stamp(now), beyond)
    return jobs.c.state == WAITING, and_(jobs.c.state == LEASED, over)


def _free(connection: Connection, kind: str, lease: float) -> Any:
    """The next job that may be taken, locked till the end of the transaction, or None."""
    for free in _takeable(lease):
        query = select(jobs).where(jobs.c.kind == kind, free).order_by(jobs.c.key).limit(1)
        # SQLite knows no such lock, and needs none: one transaction writes at a time.
        row = connection.execute(query.with_for_update(skip_locked=True)).first()
        if row is not None:
            return row
    return None


def _set(connection: Connection, job: Job, **values: Any) -> None:
    where = and_(jobs.c.kind == job.kind, jobs.c.key == job.key)
    connection.execute(update(jobs).where(where).values(**values))


def _change(connection: Connection, job: Job, **values: Any) -> None:
    """Change a job that is held: by this worker, in this attempt, and by nobody else since."""
    held = and_(jobs.c.state == LEASED, *(jobs.c[name] == getattr(job, name) for name in _HOLDER))
    _check(job, connection.execute(update(jobs).where(held).values(**values)).rowcount)


def _check(job: Job, changed: int) -> None:
    """Refuse what changed no job: another has it."""
    if changed != 1:
        message = f"the lease of {job.kind} {job.key} ran out and another has taken it"
        raise LedgerError(f"{message}; nothing of this attempt was kept", kind="lease-lost")
