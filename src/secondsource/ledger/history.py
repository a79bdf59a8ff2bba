"""What happened: the entries of the log, of the whole ledger or of one thing, with who, when and why."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Sequence
from typing import Any, cast

from sqlalchemy import Connection, Select, and_, func, or_, select

from secondsource.errors import UnknownId, UsageError
from secondsource.ledger import decisions, evidence, log, stories, targets
from secondsource.ledger.decisions import Known
from secondsource.ledger.tables import acquisitions, captures, entries, readings, renditions
from secondsource.ledger.tables import decisions as decision_table
from secondsource.ledger.tables import log as log_table
from secondsource.ledger.tables import reports as report_table
from secondsource.model.decision import ON_TEXT, Decision
from secondsource.records.decisions import (
    BroughtRow,
    DecisionRow,
    EntryRow,
    HistoryHead,
    HistoryRow,
    decision_row,
)

Piece = tuple[str, str]
_CHUNK = 500
# Entries of a page, and pieces of evidence with which it ends: one entry alone may have brought in thousands.
_PAGE, _MANY = 100, 1_000


def page(
    connection: Connection,
    *,
    after: str | None = None,
    limit: int = _PAGE,
    known: Known | None = None,
    newest: bool = False,
) -> list[HistoryRow]:
    """The entries of the whole ledger by time, then by writer and number: fewer where they brought much in.

    after: `place` of the last row seen. Entries of ledgers that were joined stand among this one's. newest:
    the other way round.
    """
    query = _query(after, limit, known, newest)
    came: list[tuple[Any, list[Piece]]] = []
    count = 0
    for row in connection.execute(query).all():
        came.append((row, log.brought(connection, row.writer, row.n)))
        count += len(came[-1][1])
        if count >= _MANY:
            break
    return _rows(connection, came, known)


def heads(
    connection: Connection,
    *,
    after: str | None = None,
    limit: int = _PAGE,
    known: Known | None = None,
    newest: bool = False,
) -> list[HistoryHead]:
    """As `page`, each entry with how much it brought in, and of that only the decisions."""
    listed = connection.execute(_query(after, limit, known, newest)).all()
    counts: dict[tuple[str, int], int] = {}
    named: dict[tuple[str, int], list[str]] = {}
    c = entries.c
    for writer in sorted({row.writer for row in listed}):
        own = c.writer == writer, c.n.in_([row.n for row in listed if row.writer == writer])
        for n, count in connection.execute(select(c.n, func.count()).where(*own).group_by(c.n)):
            counts[writer, n] = count
        for n, id in connection.execute(select(c.n, c.id).where(*own, c.kind == "decision")):
            named.setdefault((writer, n), []).append(id)
    held = decisions.several(connection, (id for ids in named.values() for id in ids))
    decided = {row["id"]: row for row in rows_of(connection, held, known=known)}
    made = [
        {
            **_entry(row),
            "things": counts.get((row.writer, row.n), 0),
            "decisions": _in_time(decided[id] for id in named.get((row.writer, row.n), ()) if id in decided),
        }
        for row in listed
    ]
    return cast("list[HistoryHead]", made)


def head(row: HistoryRow) -> HistoryHead:
    """An entry with no more than how much it brought in."""
    things = len(row["brought"])
    entry = {name: value for name, value in row.items() if name != "brought"}
    return cast("HistoryHead", {**entry, "things": things})


def _query(after: str | None, limit: int, known: Known | None, newest: bool) -> Select[Any]:
    """Entries of the log in order, from behind one."""
    order = (log_table.c.at, log_table.c.writer, log_table.c.n)
    query = select(log_table).order_by(*(each.desc() if newest else each for each in order)).limit(limit)
    if after is not None:
        at, writer, n = _place(after)
        beyond = operator.lt if newest else operator.gt
        later = and_(log_table.c.writer == writer, beyond(log_table.c.n, n))
        behind = and_(log_table.c.at == at, or_(beyond(log_table.c.writer, writer), later))
        query = query.where(or_(beyond(log_table.c.at, at), behind))
    if known is not None:
        query = query.where(log_table.c.writer == known[0], log_table.c.n <= known[1])
    return query


def of(connection: Connection, given: str, *, known: Known | None = None) -> list[HistoryRow]:
    """All that happened to a report, statement, point, story, decision, reading or capture, in order.

    given: its id or a prefix, a report's path, a story's name, or `REPORT/p3`. Raises UnknownId for what is
    not there.
    """
    pieces = _pieces(connection, given, known)
    came: dict[tuple[str, str, int], tuple[Any, list[Piece]]] = {}
    for kind in sorted({kind for kind, _ in pieces}):
        ids = sorted(id for each, id in pieces if each == kind)
        for begin in range(0, len(ids), _CHUNK):
            for row in _entries(connection, kind, ids[begin : begin + _CHUNK], known):
                came.setdefault((row.at, row.writer, row.n), (row, []))[1].append((kind, row.id))
    return _rows(connection, [came[place] for place in sorted(came)], known)


def row_of(connection: Connection, decision: Decision, *, known: Known | None = None) -> DecisionRow:
    """A decision as a row, with what withdraws it."""
    return rows_of(connection, [decision], known=known)[0]


def rows_of(
    connection: Connection, listed: Sequence[Decision], *, known: Known | None = None
) -> list[DecisionRow]:
    """Decisions as rows, with what withdraws them."""
    gone = decisions.withdrawals(connection, [held.id for held in listed], known=known)
    return [decision_row(held, gone.get(held.id, ())) for held in listed]


def _pieces(connection: Connection, given: str, known: Known | None) -> set[Piece]:
    """Every piece of evidence that concerns what was given."""
    found = evidence.find(connection, given)
    kinds = {kind for kind, _ in found}
    if "report" in kinds or (not found and _is_report(connection, given)):
        return _of_report(connection, evidence.report(connection, given).id, known)
    if kinds & {"decision", "reading", "capture"}:
        id = evidence.one(given, [id for _, id in found], "thing")
        kind = next(kind for kind, each in found if each == id)
        return _with_withdrawals(connection, {(kind, id)}, known)
    try:
        target = targets.target(connection, given)
    except (UnknownId, UsageError) as error:
        if isinstance(error, UnknownId) and error.kind != "unknown-id":
            raise
        # A story; or what was decided on once, and is removed or read otherwise now.
        held = _of_story(connection, given, known) or _of_orphan(connection, given, known)
        if not held:
            message = f"nothing in this ledger is {given!r}; give an id, the first six digits of it, a path"
            raise UnknownId(f"{message}, or the name of a story", kind="unknown-id") from error
        return _with_withdrawals(connection, {("decision", each.id) for each in held}, known)
    return _of_target(connection, target, known)


def _of_story(connection: Connection, given: str, known: Known | None) -> list[Decision]:
    try:
        story = stories.one(connection, given, known=known)
    except UnknownId as error:
        if error.kind != "unknown-id":
            raise
        return []
    query = select(decision_table).where(decision_table.c.target == story.id)
    return decisions.listed(connection, query, known)


def _of_orphan(connection: Connection, given: str, known: Known | None) -> list[Decision]:
    """The decisions on a statement or point that no reading in force has any more."""
    low = f"sha256:{given.removeprefix('sha256:')}"
    if len(low) < len("sha256:") + 6:
        return []
    listed = [held for kind in ON_TEXT for held in decisions.every(connection, kind=kind, known=known)]
    return [held for held in listed if str(held.body.get("id")).startswith(low)]


def _is_report(connection: Connection, path: str) -> bool:
    try:
        evidence.report(connection, path)
    except UnknownId as error:
        return error.kind != "unknown-id"
    return True


def _of_report(connection: Connection, id: str, known: Known | None) -> set[Piece]:
    pieces: set[Piece] = {("report", id)}
    for kind, table in (("rendition", renditions), ("acquisition", acquisitions), ("reading", readings)):
        query = select(table.c.id).where(table.c.report == id)
        pieces |= {(kind, each) for each in connection.execute(query).scalars()}
    pieces |= {("capture", each) for each in evidence.captures_of(connection, id)}
    query = select(decision_table).where(decision_table.c.target == id)
    held = [*decisions.listed(connection, query, known), *stories.naming(connection, id, known=known)]
    return _with_withdrawals(connection, pieces | {("decision", each.id) for each in held}, known)


def _of_target(connection: Connection, target: targets.Target, known: Known | None) -> set[Piece]:
    """The report and its readings, and the decisions that stand on the target, withdrawn ones too."""
    from secondsource.ledger.anchors import locate

    report = target.report.id
    query = select(decision_table).where(
        decision_table.c.target == report, decision_table.c.kind.in_(ON_TEXT)
    )
    pieces: set[Piece] = {("report", report)}
    of_report = select(readings.c.id).where(readings.c.report == report)
    pieces |= {("reading", each) for each in connection.execute(of_report).scalars()}
    for held in decisions.listed(connection, query, known):
        item = locate(target.row, held.body).item
        there = item is not None and (item.what, item.id) == (target.what, target.item.id)
        if there or held.body.get("id") == target.item.id:
            pieces.add(("decision", held.id))
    return _with_withdrawals(connection, pieces, known)


def _with_withdrawals(connection: Connection, pieces: set[Piece], known: Known | None) -> set[Piece]:
    """The pieces, and whatever withdraws a decision among them, or such a withdrawal."""
    fresh = sorted(id for kind, id in pieces if kind == "decision")
    while fresh:
        query = select(decision_table).where(
            decision_table.c.target.in_(fresh[:_CHUNK]), decision_table.c.kind == "withdraw"
        )
        more = {("decision", held.id) for held in decisions.listed(connection, query, known)} - pieces
        pieces = pieces | more
        fresh = [*fresh[_CHUNK:], *sorted(id for _, id in more)]
    return pieces


def _entries(connection: Connection, kind: str, ids: Sequence[str], known: Known | None) -> Iterable[Any]:
    joined = log_table.join(
        entries, and_(entries.c.writer == log_table.c.writer, entries.c.n == log_table.c.n)
    )
    query = select(log_table, entries.c.id).select_from(joined)
    query = query.where(entries.c.kind == kind, entries.c.id.in_(ids))
    if known is not None:
        query = query.where(entries.c.writer == known[0], entries.c.n <= known[1])
    return connection.execute(query).all()


def _rows(
    connection: Connection, came: Sequence[tuple[Any, list[Piece]]], known: Known | None
) -> list[HistoryRow]:
    pieces = [piece for _, each in came for piece in each]
    told = _told(connection, pieces)
    # Of the chain of another ledger, of which only a part was brought in, some are not here.
    held = decisions.several(connection, (id for kind, id in pieces if kind == "decision"))
    decided = {row["id"]: row for row in rows_of(connection, held, known=known)}
    made = [
        {
            **_entry(row),
            "brought": [_brought(piece, told) for piece in sorted(each)],
            "decisions": _in_time(decided[id] for kind, id in each if kind == "decision" and id in decided),
        }
        for row, each in came
    ]
    return cast("list[HistoryRow]", made)


def _entry(row: Any) -> EntryRow:
    return {
        "place": f"{row.at} {row.writer} {row.n}",
        "at": row.at,
        "writer": row.writer,
        "n": row.n,
        "action": row.action,
        "author": row.author,
        "hash": row.hash,
    }


def _in_time(rows: Iterable[DecisionRow]) -> list[DecisionRow]:
    return sorted(rows, key=lambda row: (row["decided"], row["id"]))


def _brought(piece: Piece, told: dict[Piece, str]) -> BroughtRow:
    return {"kind": piece[0], "id": piece[1], "what": told.get(piece, "")}


def _told(connection: Connection, pieces: Sequence[Piece]) -> dict[Piece, str]:
    """A few words for each piece of evidence."""
    columns: dict[str, tuple[Any, Any]] = {
        "report": (report_table.c.id, report_table.c.path),
        "acquisition": (acquisitions.c.id, acquisitions.c.path),
        "capture": (captures.c.id, captures.c.media),
        "reading": (readings.c.id, readings.c.version),
        "decision": (decision_table.c.id, decision_table.c.kind),
    }
    told: dict[Piece, str] = {}
    for kind, (id, what) in columns.items():
        ids = sorted({each for held, each in pieces if held == kind})
        for begin in range(0, len(ids), _CHUNK):
            query = select(id, what).where(id.in_(ids[begin : begin + _CHUNK]))
            told |= {(kind, row[0]): row[1] or "" for row in connection.execute(query)}
    return told


def _place(after: str) -> tuple[str, str, int]:
    try:
        at, writer, n = after.split(" ")
        return at, writer, int(n)
    except ValueError as error:
        raise UsageError(f"{after!r} is no place in the history; take that of the last row seen") from error
