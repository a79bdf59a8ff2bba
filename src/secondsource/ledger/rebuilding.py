"""All that is derived, made anew beside what is in use, and swapped in when it is whole."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, inspect, literal, select, union, update

from secondsource.errors import LedgerError
from secondsource.ledger import (
    binding,
    derived,
    estimate_tables,
    heads,
    joining,
    judged_tables,
    link_tables,
    tying,
)
from secondsource.ledger.generation import create, drop, generation, indexes
from secondsource.ledger.kept import COLUMNS, kept
from secondsource.ledger.tables import reports
from secondsource.ledger.writing import generations, get_meta, set_meta

if TYPE_CHECKING:
    from secondsource.ledger.engine import Ledger

log = logging.getLogger("secondsource.ledger")

# Every generation has one such table.
_STANDING = re.compile(r"standing_(\d+)")
# Reports written in one transaction: long enough to pay for its end, short enough for others to come between.
_BATCH = 50
# Tables that have indexes which they did not always have.
_INDEXED = ("judged_claims", "party_sightings", "standing")
# Claims whose heads are kept at a time.
_HEADS = 500


def first(connection: Connection) -> None:
    """Make the first generation, in the transaction that makes the ledger."""
    create(connection, 1)
    set_meta(connection, "generation", "1")
    set_meta(connection, "derived", derived.VERSION)


def complete(
    connection: Connection,
    *,
    linked: bool = False,
    judged: bool = False,
    named: bool = False,
    tied: bool = False,
) -> None:
    """Make the tables and indexes that a generation of an older program lacks, and let all of it be linked.

    linked: that stands; only what may be in a conflict is judged anew. judged: nothing is. named: the forms
    of parties stand, too. tied: which reports may be versions of others does.
    """
    for n in generations(connection):
        tables = generation(n).metadata
        tables.create_all(connection)
        if not named:
            joining.fill_names(connection, n)
        if not tied:
            tying.note_all(connection, generation(n))
        for name in _INDEXED:
            for index in indexes(tables.tables[f"{name}_{n}"]):
                index.create(connection, checkfirst=True)
        # What other indexes do now.
        for name in (f"judged_claims_{n}_state", f"party_sightings_{n}_spoken"):
            connection.exec_driver_sql(f"DROP INDEX IF EXISTS {name}")
        if not linked:
            _link_all(connection, n)
        elif not judged:
            _keep_heads(connection, n)
            _judge_disputed(connection, n)


def _keep_heads(connection: Connection, n: int) -> None:
    claims, after = judged_tables.table("claims", n), ""
    while True:
        query = select(claims.c.claim, claims.c.body).where(claims.c.claim > after)
        rows = connection.execute(query.order_by(claims.c.claim).limit(_HEADS)).all()
        if not rows:
            return
        heads.replace(connection, n, [row.claim for row in rows], [bytes(row.body) for row in rows])
        after = rows[-1].claim


def _judge_disputed(connection: Connection, n: int) -> None:
    claims, estimates = judged_tables.table("claims", n), estimate_tables.table("estimates", n)
    of, touched = estimate_tables.table("estimate_claims", n), link_tables.link_tables(n).touched
    figured = select(of.c.claim).join(estimates, estimates.c.id == of.c.estimate)
    figured = figured.where(estimates.c.conflicts > 0)
    known = select(touched.c.claim)
    found = union(select(claims.c.claim).where(claims.c.clashing.is_(True)), figured).subquery()
    disputed = select(found.c.claim, literal(0)).where(found.c.claim.not_in(known))
    connection.execute(touched.insert().from_select(["claim", "near"], disputed))


def start_over(connection: Connection, n: int) -> None:
    """Empty what linking made of a generation, so that all of it is linked from nothing."""
    held = link_tables.link_tables(n)
    claims = select(held.nodes.c.id, literal(0)).where(held.nodes.c.claim == held.nodes.c.number)
    claims = claims.where(held.nodes.c.id.not_in(select(held.touched.c.claim)))
    # Those of which only the figures were to be looked at are to be judged, too.
    connection.execute(update(held.touched).where(held.touched.c.near < 0).values(near=0))
    connection.execute(held.touched.insert().from_select(["claim", "near"], claims))
    for name in link_tables.MADE:
        connection.execute(delete(getattr(held, name)))
    _link_all(connection, n)


def _link_all(connection: Connection, n: int) -> None:
    held = link_tables.link_tables(n)
    standing = select(generation(n).standing.c.number)
    known = select(held.dirty.c.report)
    missing = standing.where(generation(n).standing.c.number.not_in(known))
    connection.execute(held.dirty.insert().from_select(["report"], missing))
    binding.enter_all(connection, n)


def rebuild(
    ledger: Ledger,
    *,
    on_progress: Callable[[int], None] | None = None,
    before_swap: Callable[[int], None] | None = None,
) -> int:
    """Make everything derived anew from readings and decisions; gives the number of the new generation.

    Others may read and write meanwhile: what comes in is written to both. Killed half-way it leaves what is
    in use untouched, and the next one starts again. on_progress is told the reports done so far.
    """
    with ledger.changing() as connection:
        n = max(generations(connection)) + 1
        _sweep(connection)
        create(connection, n)
        binding.enter_all(connection, n)
        set_meta(connection, "building", str(n))
    after, done = 0, 0
    while True:
        with ledger.changing() as connection:
            _still(ledger, connection, n)
            found = _batch(connection, after, n)
        if not found:
            break
        after, done = found[-1], done + len(found)
        if on_progress is not None:
            on_progress(done)
    if before_swap is not None:
        before_swap(n)
    _swap(ledger, n)
    return n


def _still(ledger: Ledger, connection: Connection, n: int) -> None:
    """Raise LedgerError where another rebuild has begun since, and taken the tables of this one away."""
    if get_meta(connection, "building") != str(n):
        message = f"{ledger.where}: another process began a rebuild, which goes on, and this one has ended"
        raise LedgerError(f"{message}; what is in use was not touched: let the other one end", kind="locked")


def _batch(connection: Connection, after: int, n: int) -> list[int]:
    """Derive the next reports by the number of their row; gives the numbers."""
    query = select(*COLUMNS).where(reports.c.number > after).order_by(reports.c.number).limit(_BATCH)
    found = [kept(row) for row in connection.execute(query)]
    for report in found:
        derived.write(connection, report, generations=(n,))
    return [report.number for report in found]


def _swap(ledger: Ledger, n: int) -> None:
    with ledger.changing() as connection:
        _still(ledger, connection, n)
        before = get_meta(connection, "generation")
        set_meta(connection, "generation", str(n))
        set_meta(connection, "building", None)
        set_meta(connection, "derived", derived.VERSION)
    try:
        with ledger.changing(readers_gone=True) as connection:
            drop(connection, int(before or 0))
            set_meta(connection, f"linker-{before}", None)
    except LedgerError as error:
        if error.kind != "locked":
            raise
        # Somebody reads for long. The old tables are in nobody's way; the next rebuild takes them away.
        log.info("%s: the tables of generation %s are still being read", ledger.where, before)


def _sweep(connection: Connection) -> None:
    """Take away what earlier rebuilds left: tables half made, and old ones that were read till the end."""
    used = generations(connection)[0]
    for name in inspect(connection).get_table_names():
        found = _STANDING.fullmatch(name)
        if found is not None and int(found[1]) != used:
            drop(connection, int(found[1]))
