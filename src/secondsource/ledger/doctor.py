"""The health of a ledger: the database itself, what is derived, jobs, the clock, room on the disk.

Digests are `verifying`'s. Nothing is changed, but by `rebuild`, which makes all that is derived anew.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sqlalchemy import Connection, delete, func, inspect, select, text
from sqlalchemy.exc import DBAPIError

from secondsource import versions
from secondsource.ledger import clock, comparing, derived, linked, log, migrating, rebuilding
from secondsource.ledger.tables import decisions, jobs, readings, reports
from secondsource.ledger.tables import log as log_table
from secondsource.ledger.taking import DERIVE
from secondsource.ledger.writing import generations, get_meta

if TYPE_CHECKING:
    from secondsource.ledger.engine import Ledger

Tell = Callable[[str, int], None]

# A write that a full disk breaks off is rolled back; a rebuild needs about as much again as the ledger has.
_ROOM = 256 << 20
# SQLite carries its log of writes over at 4 MB, unless a reader stays in the way.
_WAL = 64 << 20
# More findings of one kind are counted, not listed.
_LISTED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something to know. A "fault" must be mended, a "note" need not; the message says how."""

    kind: str
    level: Literal["fault", "note"]
    where: str
    message: str


@dataclass(kw_only=True)
class Health:
    """How a ledger is. facts: figures by name, for people. generation: of a rebuild, the new one."""

    findings: list[Finding] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    generation: int | None = None

    @property
    def sound(self) -> bool:
        """Whether nothing must be mended."""
        return not any(finding.level == "fault" for finding in self.findings)


Found = Iterator[Finding]


def examine(ledger: Ledger, *, rebuild: bool = False, on_progress: Tell | None = None) -> Health:
    """Look a ledger over. rebuild: compare all that is derived with what it derives from, and make it anew.

    Raises LedgerError where the ledger can only be read and a rebuild was asked for.
    """
    health = Health()
    with ledger.reading() as connection:
        health.findings += _database(ledger, connection)
        if any(found.kind == "corrupt" for found in health.findings):
            # Whatever else is asked of such a file may end in an error of its own.
            return health
        health.facts = _facts(ledger, connection)
        for check in _CHECKS:
            health.findings += check(ledger, connection)
    if not rebuild:
        return health
    with ledger.reading() as connection:
        health.findings += _compared(connection, on_progress)
    health.generation = rebuilding.rebuild(ledger, on_progress=_telling(on_progress, "rebuilt"))
    with ledger.changing() as connection:
        # What an import left behind is derived now too.
        connection.execute(delete(jobs).where(jobs.c.kind == DERIVE))
    _mended(health)
    return health


def _facts(ledger: Ledger, connection: Connection) -> dict[str, str]:
    held = {"reports": reports, "readings": readings, "decisions": decisions, "log": log_table}
    counted = {
        name: str(connection.execute(select(func.count()).select_from(table)).scalar())
        for name, table in held.items()
    }
    head = log.head(connection, ledger.id)
    return {
        "where": ledger.where,
        "ledger": ledger.id,
        "database": ledger.dialect,
        "tables": migrating.version(connection, ledger.where) or "",
        "made by": get_meta(connection, "made-by") or "",
        "program": versions.PACKAGE,
        "generation": str(generations(connection)[0]),
        **counted,
        "head": head.hash if head else "",
    }


def _database(ledger: Ledger, connection: Connection) -> Found:
    """What the database itself says of its file; PostgreSQL has no such question."""
    if ledger.dialect != "sqlite":
        return
    try:
        said = list(connection.execute(text(f"PRAGMA integrity_check({_LISTED})")).scalars())
        astray = connection.execute(text("PRAGMA foreign_key_check")).all()
    except DBAPIError as error:
        # A file may be too damaged to be looked through.
        said, astray = [str(error.orig)], []
    for line in said:
        if line != "ok":
            message = f"{line}; do not write to it: restore the last backup"
            yield Finding(kind="corrupt", level="fault", where=ledger.where, message=message)
    for row in astray[:_LISTED]:
        message = f"row {row[1]} of {row[0]} points to nothing in {row[2]}; run `verify`"
        yield Finding(kind="astray", level="fault", where=str(row[0]), message=message)


def _made(ledger: Ledger, connection: Connection) -> Found:
    """Whether what is derived is of this version, whole, and not left half-built or half-restored."""
    where = ledger.where
    stale = derived.stale(connection)
    if stale is not None:
        message = f"what is derived was made by version {stale}, not {derived.VERSION}"
        yield Finding(kind="stale", level="fault", where=where, message=f"{message}; run `doctor --rebuild`")
    held = generations(connection)
    if len(held) > 1:
        message = (
            f"generation {held[1]} is being built, or its building was killed; `doctor --rebuild` ends it"
        )
        yield Finding(kind="building", level="note", where=where, message=message)
    names = inspect(connection).get_table_names()
    for n in sorted(
        {int(name.rpartition("_")[2]) for name in names if name.startswith("standing_")} - {*held}
    ):
        message = f"tables of generation {n} are left over; `doctor --rebuild` makes room again"
        yield Finding(kind="left-over", level="note", where=f"generation {n}", message=message)
    if get_meta(connection, "restoring") is not None:
        message = "a restore was broken off; run it again with the same backup"
        yield Finding(kind="restoring", level="fault", where=where, message=message)


def _standing(ledger: Ledger, connection: Connection) -> Found:
    """Reports that stand and are not derived, and derived ones that do not stand."""
    made = derived.current(connection).standing
    queries = {
        "reports that stand are not searchable": select(func.count())
        .select_from(reports.outerjoin(made, made.c.number == reports.c.number))
        .where(made.c.number.is_(None), reports.c.body.is_not(None)),
        "reports are searchable and do not stand": select(func.count())
        .select_from(made.outerjoin(reports, made.c.number == reports.c.number))
        .where(reports.c.body.is_(None)),
    }
    for words, query in queries.items():
        count = int(connection.execute(query).scalar() or 0)
        if count:
            message = f"{count} {words}; run `doctor --rebuild`"
            yield Finding(kind="stale-rows", level="fault", where=ledger.where, message=message)


def _jobs(ledger: Ledger, connection: Connection) -> Found:
    """Work that nobody does: leases that ran out, jobs that were given up, imports that were killed."""
    now = clock.stamp()
    query = select(jobs.c.kind, jobs.c.state, func.count().label("count"))
    gone = query.where(jobs.c.state == "leased", jobs.c.lease_until < now).group_by(jobs.c.kind, jobs.c.state)
    for row in connection.execute(gone):
        message = f"{row.count} were begun by a worker that died or hangs; the same command takes them up"
        yield Finding(kind="job-stuck", level="note", where=f"jobs {row.kind}", message=message)
    given_up = query.where(jobs.c.state == "given-up").group_by(jobs.c.kind, jobs.c.state)
    for kind, _, count in connection.execute(given_up).all():
        yield from _given_up(connection, kind, count)
    waiting = connection.execute(
        query.where(jobs.c.kind == DERIVE).group_by(jobs.c.kind, jobs.c.state)
    ).first()
    if waiting is not None:
        message = f"{waiting.count} reports of an import are not searchable yet; run that import again"
        yield Finding(kind="import-unfinished", level="fault", where=f"jobs {DERIVE}", message=message)


def _given_up(connection: Connection, kind: str, count: int) -> Found:
    """The first jobs of a kind that were given up, each with the reason, and how many more there are."""
    query = select(jobs.c.key, jobs.c.error).where(jobs.c.kind == kind, jobs.c.state == "given-up")
    for row in connection.execute(query.order_by(jobs.c.key).limit(_LISTED)):
        again = "; `add` it again to have it tried again" if kind == "read" else ""
        message = f"it was given up: {row.error}{again}"
        yield Finding(kind="job-given-up", level="note", where=f"{kind} {row.key}", message=message)
    if count > _LISTED:
        message = f"{count - _LISTED} more were given up"
        yield Finding(kind="job-given-up", level="note", where=f"jobs {kind}", message=message)


def _clock(ledger: Ledger, connection: Connection) -> Found:
    """Whether this machine's clock is before the last entry of the log: then entries repeat that time."""
    head = log.head(connection, ledger.id)
    if head is not None and clock.stamp() < head.at:
        message = f"this machine's clock says {clock.stamp()}, the last entry of the log {head.at}"
        words = f"{message}: the clock went back; set it, until then entries keep that time"
        yield Finding(kind="clock", level="fault", where=f"log {head.writer}/{head.n}", message=words)


def _room(ledger: Ledger, connection: Connection) -> Found:
    """Room on the disk, and SQLite's log of writes (`-wal`)."""
    if ledger.dialect != "sqlite":
        return
    path = Path(ledger.where)
    size = path.stat().st_size
    free = shutil.disk_usage(path.resolve().parent).free
    if free < _ROOM:
        message = f"only {free >> 20} MiB are free on its disk; make room, or writing will fail"
        yield Finding(kind="disk", level="fault", where=str(path.parent), message=message)
    elif free < size:
        message = f"{free >> 20} MiB are free on its disk, too little for a rebuild of {size >> 20} MiB"
        yield Finding(kind="disk", level="note", where=str(path.parent), message=message)
    wal = Path(f"{path}-wal")
    held = wal.stat().st_size if wal.exists() else 0
    if held > _WAL:
        message = f"{held >> 20} MiB of writes wait to be carried over: a reader stays in the way; end it"
        yield Finding(kind="wal", level="note", where=os.fspath(wal), message=message)


def _orphans(ledger: Ledger, connection: Connection) -> Found:
    """Decisions that no longer find their place in the reading in force."""
    from secondsource.ledger import rereading

    for placed in rereading.orphans(connection):
        decision = placed["decision"]
        message = f"this {decision['kind']} does not find its words in {placed['path']} any more; decide anew"
        yield Finding(kind="orphan", level="note", where=f"decision {decision['id']}", message=message)


def _compared(connection: Connection, on_progress: Tell | None) -> list[Finding]:
    findings: list[Finding] = []
    beyond = done = 0
    for fault in comparing.differing(connection):
        done += 1
        if on_progress is not None:
            on_progress("compared", done)
        if fault is None:
            continue
        if len(findings) < _LISTED:
            findings.append(Finding(kind=fault.kind, level="fault", where=fault.where, message=fault.message))
        else:
            beyond += 1
    if beyond:
        message = f"{beyond} more reports differ from what they derive from"
        findings.append(Finding(kind="derived", level="fault", where="derived tables", message=message))
    return findings


def _mended(health: Health) -> None:
    """After a rebuild, what it mended is a note."""
    cured = {"stale", "stale-rows", "building", "left-over", "import-unfinished", "derived"}
    health.findings = [
        Finding(
            kind=found.kind,
            level="note",
            where=found.where,
            message=f"mended by the rebuild: {found.message}",
        )
        if found.kind in cured
        else found
        for found in health.findings
    ]


def _telling(on_progress: Tell | None, kind: str) -> Callable[[int], None] | None:
    return None if on_progress is None else lambda done: on_progress(kind, done)


def _contradictions(ledger: Ledger, connection: Connection) -> Found:
    """Decisions "same" that cannot hold, as an "apart" beats what they would imply with others."""
    for same, apart in linked.contradictions(connection):
        message = (
            f'it says "same", but with others it would join what {apart} keeps apart, and that one counts'
        )
        yield Finding(
            kind="contradiction",
            level="note",
            where=same,
            message=f"{message}; withdraw one of the two with `undo`",
        )


_CHECKS: tuple[Callable[[Ledger, Connection], Found], ...] = (
    _made,
    _standing,
    _jobs,
    _clock,
    _room,
    _orphans,
    _contradictions,
)
