"""Decisions as the ledger keeps them: inserted only. What they do to reports and readings is `deciding`'s.

In force is a decision that no withdrawal in force withdraws; withdrawals can be withdrawn themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, bindparam, insert, select

from secondsource.errors import LedgerError, UnknownId
from secondsource.ledger.applying import Applied, apply
from secondsource.ledger.prepared import Prepared
from secondsource.ledger.tables import decisions, entries
from secondsource.ledger.writing import Writing
from secondsource.model.decision import ON_TEXT, Decision, by_rank, decision_of
from secondsource.records.rows import ReadRow

# The writer of a log and the number of its last entry at the time that is asked for.
Known = tuple[str, int]
_PAGE = 500
# PostgreSQL and SQLite both take this many values in one query.
_CHUNK = 500
# Most reports have no decision on them, and are asked for one at every turn.
_ANY = Prepared(select(decisions.c.kind).where(decisions.c.target == bindparam("target")).limit(1))


def applied(
    connection: Connection, report: str, row: ReadRow, *, known: Known | None = None, reject: bool = True
) -> ReadRow:
    """The reading of a report as the decisions in force leave it: corrected, marked, rejected.

    Gives a copy; the row, which must hold the report's text, stays as it is. reject: False leaves what was
    rejected standing.
    """
    return applied_fully(connection, report, row, known=known, reject=reject).row


def applied_fully(
    connection: Connection, report: str, row: ReadRow, *, known: Known | None = None, reject: bool = True
) -> Applied:
    """As `applied`, with what became of each decision."""
    return apply(row, on_text(connection, report, known=known), reject=reject)


def on_text(connection: Connection, report: str, *, known: Known | None = None) -> list[Decision]:
    """The decisions in force on the text of a report, the winning first."""
    if not _any(connection, report):
        return []
    query = select(decisions).where(decisions.c.target == report, decisions.c.kind.in_(ON_TEXT))
    return by_rank(in_force(connection, listed(connection, query, known), known=known))


def removed(connection: Connection, report: str, *, known: Known | None = None) -> bool:
    """Whether a decision in force removes the report."""
    return removal(connection, report, known=known) is not None


def removal(connection: Connection, report: str, *, known: Known | None = None) -> Decision | None:
    """The decision in force that removes a report, or None; of several the one that ranks first."""
    if not _any(connection, report):
        return None
    query = select(decisions).where(decisions.c.target == report, decisions.c.kind == "remove")
    ranked = by_rank(in_force(connection, listed(connection, query, known), known=known))
    return ranked[0] if ranked else None


def put(w: Writing, decision: Decision) -> bool:
    """Keep a decision, without what follows from it; whether it was new."""
    from secondsource.ledger import binding

    id = decision.id
    if w.connection.execute(select(decisions.c.id).where(decisions.c.id == id)).first() is not None:
        return False
    row = {
        "id": id,
        "kind": decision.kind,
        "target": decision.target,
        "body": decision.packed,
        "author": decision.author,
        "decided": decision.decided,
    }
    w.connection.execute(insert(decisions), [row])
    w.enter("decision", id)
    binding.entered(w.connection, decision, w.generations)
    return True


def get(connection: Connection, id: str) -> Decision:
    """A decision by its whole id. Raises UnknownId where there is none."""
    row = connection.execute(select(decisions).where(decisions.c.id == id)).first()
    if row is None:
        raise UnknownId(f"no decision {id} is in this ledger", kind="unknown-id")
    return _decision(row)


def several(connection: Connection, ids: Iterable[str]) -> list[Decision]:
    """Those of some decisions that are here, by id."""
    wanted, found = sorted(set(ids)), []
    for begin in range(0, len(wanted), _CHUNK):
        query = select(decisions).where(decisions.c.id.in_(wanted[begin : begin + _CHUNK]))
        found += listed(connection, query)
    return sorted(found, key=lambda held: held.id)


def on_reports(connection: Connection, reports: Iterable[str]) -> list[Decision]:
    """The decisions whose target is one of some reports, by id."""
    wanted, found = sorted(set(reports)), []
    for begin in range(0, len(wanted), _CHUNK):
        query = select(decisions).where(decisions.c.target.in_(wanted[begin : begin + _CHUNK]))
        found += listed(connection, query)
    return sorted(found, key=lambda held: held.id)


def one(connection: Connection, given: str) -> Decision:
    """A decision by its id or a prefix of at least six digits. Raises UnknownId for none and for several."""
    from secondsource.ledger import evidence

    found = [id for kind, id in evidence.find(connection, given) if kind == "decision"]
    return get(connection, evidence.one(given, found, "decision"))


def page(
    connection: Connection,
    *,
    kind: str | None = None,
    target: str | None = None,
    after: str = "",
    limit: int = _PAGE,
    known: Known | None = None,
) -> list[Decision]:
    """The decisions that come after an id, by id, withdrawn ones among them; of a kind or target only."""
    query = select(decisions).where(decisions.c.id > after).order_by(decisions.c.id).limit(limit)
    if kind is not None:
        query = query.where(decisions.c.kind == kind)
    if target is not None:
        query = query.where(decisions.c.target == target)
    return listed(connection, query, known)


def every(
    connection: Connection, *, kind: str | None = None, known: Known | None = None
) -> Iterator[Decision]:
    """All decisions by id, fetched in pages; withdrawn ones among them."""
    after = ""
    while found := page(connection, kind=kind, after=after, known=known):
        yield from found
        after = found[-1].id


def withdrawals(
    connection: Connection, ids: Iterable[str], *, known: Known | None = None
) -> dict[str, list[Decision]]:
    """For each decision that is withdrawn, the withdrawals in force, the first in rank first."""
    found: dict[str, list[Decision]] = {}
    wanted = sorted(set(ids))
    for begin in range(0, len(wanted), _CHUNK):
        chunk = wanted[begin : begin + _CHUNK]
        query = select(decisions).where(decisions.c.target.in_(chunk), decisions.c.kind == "withdraw")
        for held in by_rank(listed(connection, query, known)):
            found.setdefault(held.target, []).append(held)
    if not found:
        return {}
    # A withdrawal is named by its content, which holds the id of what it withdraws: there are no circles.
    of_those = withdrawals(connection, [held.id for each in found.values() for held in each], known=known)
    standing = {id: [held for held in each if held.id not in of_those] for id, each in found.items()}
    return {id: each for id, each in standing.items() if each}


def in_force(
    connection: Connection, found: Sequence[Decision], *, known: Known | None = None
) -> list[Decision]:
    """Those of some decisions that are not withdrawn, in the order given."""
    if not found:
        return []
    ids = [held.id for held in found]
    gone = withdrawals(connection, ids, known=known)
    return [held for id, held in zip(ids, found, strict=True) if id not in gone]


def listed(connection: Connection, query: Select[Any], known: Known | None = None) -> list[Decision]:
    """The decisions that a select of the whole table gives; of those known then only."""
    if known is not None:
        came = select(entries.c.id).where(
            entries.c.kind == "decision",
            entries.c.id == decisions.c.id,
            entries.c.writer == known[0],
            entries.c.n <= known[1],
        )
        query = query.where(came.exists())
    return [_decision(row) for row in connection.execute(query)]


def _any(connection: Connection, target: str) -> bool:
    """Whether any decision has a target, withdrawn ones too."""
    return _ANY(connection, target=target).first() is not None


def _decision(row: Any) -> Decision:
    try:
        held = decision_of(
            id=row.id,
            kind=row.kind,
            target=row.target,
            body=row.body,
            author=row.author,
            decided=row.decided,
        )
    except ValueError as error:
        message = f"decision {row.id} cannot be read: {error}; run doctor, and restore a backup"
        raise LedgerError(message, kind="corrupt") from error
    return held
