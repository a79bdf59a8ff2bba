"""Deciding: what people say of statements, points, parties, times and numbers, and taking it back.

Machine readings stay as they are. A decision is written once and never changed; what is derived follows in
the same transaction.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from secondsource.errors import LedgerError, UsageError
from secondsource.ledger import clock, decisions, derived, evidence, fields, missed
from secondsource.ledger.anchors import What, locate, text_of
from secondsource.ledger.decisions import Known
from secondsource.ledger.folding import storable
from secondsource.ledger.kept import COLUMNS, Kept, kept
from secondsource.ledger.shapes import Unplaced
from secondsource.ledger.tables import decisions as decision_table
from secondsource.ledger.tables import entries, reports
from secondsource.ledger.targets import Target, body_of, place_of, role_of, row_of, target
from secondsource.ledger.writing import Writing
from secondsource.model.anchor import Anchor, anchor, find
from secondsource.model.decision import ON_TEXT, Decision, DecisionKind
from secondsource.model.span import Span

__all__ = ["Known", "Target", "accept", "correct", "decide", "enter", "mark", "reject", "target", "undo",
           "withdraw"]  # fmt: skip
_PAGE = 100


def enter(w: Writing, made: Iterable[Decision]) -> list[str]:
    """Keep decisions of any kind, in any order, with all that follows from them; gives the ids of the new.

    A removal purges its report, and what is derived of the reports concerned is made anew, once each. Raises
    LedgerError (kind "mismatch") for a decision that holds no sound place in a text.
    """
    listed = [held for held in map(_sound, made) if decisions.put(w, held)]
    for report in sorted({report for held in listed for report in _concerned(w, held)}):
        _settle(w, report)
    return [held.id for held in listed]


def accept(
    w: Writing, given: str, *, why: str | None, author: str | None, decided: str | None = None
) -> Decision:
    """Accept what an id or prefix names: a statement, a point, or `REPORT/p3` (party), `/t0`, `/n2`.

    Raises UnknownId for what is not there, UsageError for what cannot be decided upon.
    """
    return _on_text(w, "accept", given, why=why, author=author, decided=decided)


def reject(
    w: Writing, given: str, *, why: str | None, author: str | None, decided: str | None = None
) -> Decision:
    """Reject what an id names, as for `accept`: it stands in no list and no count from then on."""
    return _on_text(w, "reject", given, why=why, author=author, decided=decided)


def correct(
    w: Writing,
    given: str,
    changes: Mapping[str, str],
    *,
    why: str | None,
    author: str | None,
    decided: str | None = None,
) -> list[Decision]:
    """Correct fields of what an id names, `{"source": "Cosmo Vey"}`; one decision for each field.

    Raises UsageError for an unknown field, with those there are, and for a value that a field cannot hold.
    """
    found = target(w.connection, given)
    values = fields.read(found.what, changes, found.row, found.item)
    bodies = [{**body_of(found), "fields": {name: value}} for name, value in values.items()]
    return _write(w, "correct", found.report.id, bodies, why=why, author=author, decided=decided)


def mark(
    w: Writing,
    given: str,
    quote: str,
    *,
    role: What = "statement",
    before: str = "",
    after: str = "",
    source: str | None = None,
    cue: str | None = None,
    changes: Mapping[str, str] | None = None,
    why: str | None,
    author: str | None,
    decided: str | None = None,
) -> Decision:
    """Mark what the machine missed in a report, by its words; before and after tell which, of several places.

    source and cue are of a statement, by their words; changes: further fields as for `correct`. Raises
    UsageError for words that stand nowhere or several times (with the places), and for what is there already.
    """
    if role not in fields.FIELDS:
        raise UsageError(f"there is no {role!r} to mark; there are: {', '.join(fields.FIELDS)}")
    report = evidence.report(w.connection, given)
    row = copy.deepcopy(row_of(w.connection, report))
    text = text_of(row)
    span = place_of(text, quote, before=before, after=after)
    heard = None if cue is None else _nearest(text, cue, span)
    anchored = anchor(text, span, report=report.id, role=role_of(role))
    body: dict[str, Any] = {"anchor": anchored.body(), "id": None}
    body |= {"facet": role} if anchored.role == "facet" else {}
    body |= {"cue": [heard.start, heard.end]} if heard else {}
    there = locate(row, body).item
    if there is not None:
        name = there.id if role in ("statement", "point") else f"{report.id}/{there.id}"
        raise UsageError(f"it is there already: {role} {name}; correct it, or accept it if it was rejected")
    try:
        body["id"] = missed.id_of(report.id, row, role, span, heard)
        item = missed.insert(row, body)
    except Unplaced as error:
        raise UsageError(f"{error}; mark the statement first") from error
    wanted = {**({} if source is None else {"source": source}), **(changes or {})}
    body["fields"] = fields.read(role, wanted, row, item) if wanted else {}
    return _write(w, "mark", report.id, [body], why=why, author=author, decided=decided)[0]


def withdraw(
    w: Writing, given: str, *, why: str | None, author: str | None, decided: str | None = None
) -> Decision:
    """Withdraw a decision by its id or prefix; a withdrawal too, which brings back what it withdrew.

    The text of a report whose removal is withdrawn is gone and must be added again. Raises UsageError for a
    decision that is withdrawn already.
    """
    held = decisions.one(w.connection, given)
    before = decisions.withdrawals(w.connection, [held.id]).get(held.id)
    if before:
        who = f"{before[0].author or 'someone unnamed'} at {before[0].decided}"
        message = f"{held.kind} {held.id} was withdrawn already, by {who}"
        raise UsageError(f"{message}; withdraw {before[0].id} to bring it back")
    return _write(w, "withdraw", held.id, [{}], why=why, author=author, decided=decided)[0]


def undo(
    w: Writing,
    given: str | None = None,
    *,
    why: str | None,
    author: str | None,
    decided: str | None = None,
) -> Decision:
    """Withdraw a decision; without one given, the last that was entered here, is in force and withdraws none.

    Raises UsageError where there is none.
    """
    last = given or _last(w)
    if last is None:
        raise UsageError("there is no decision in this ledger that could be undone")
    return withdraw(w, last, why=why, author=author, decided=decided)


def decide(
    w: Writing,
    kind: DecisionKind,
    target: str,
    body: Mapping[str, Any],
    *,
    why: str | None,
    author: str | None,
    decided: str | None = None,
) -> Decision:
    """Keep a decision of any kind, as it is given: for those that are not on a stretch of text.

    Raises UsageError for a body that has no canonical form (floats).
    """
    return _write(w, kind, target, [body], why=why, author=author, decided=decided)[0]


def reason(why: str | None, *, required: str | None = None) -> str | None:
    """The reason as it is kept. Raises UsageError for a blank one, and for none where `required` needs it."""
    if why is None and required is None:
        return None
    if why is None or not why.strip():
        raise UsageError(f"{required or 'a decision'} needs a reason: say why (--why TEXT)")
    return why.strip()


def _on_text(
    w: Writing, kind: DecisionKind, given: str, *, why: str | None, author: str | None, decided: str | None
) -> Decision:
    found = target(w.connection, given)
    body = body_of(found)
    return _write(w, kind, found.report.id, [body], why=why, author=author, decided=decided)[0]


def _write(
    w: Writing,
    kind: DecisionKind,
    target: str,
    bodies: Sequence[Mapping[str, Any]],
    *,
    why: str | None,
    author: str | None,
    decided: str | None,
) -> list[Decision]:
    """Enter decisions of one moment on one target, each a microsecond after the one before."""
    moment = _moment(w, target, decided)
    author = None if author is None else storable(author).strip() or None
    made = [
        Decision(
            kind=kind,
            target=target,
            body={**body, "why": reason(why)},
            author=author,
            decided=clock.stamp(moment + n * timedelta(microseconds=1)),
        )
        for n, body in enumerate(bodies)
    ]
    try:
        enter(w, made)
    except TypeError as error:
        raise UsageError(f"this cannot be kept in a decision: {error}") from error
    return made


def _moment(w: Writing, target: str, decided: str | None) -> datetime:
    """When it was decided: as given, else now, but after the last decision on the same target.

    Else a clock that goes back would let an older decision win over the newer one.
    """
    if decided is not None:
        try:
            given = datetime.fromisoformat(decided)
        except ValueError as error:
            raise UsageError(f"{decided!r} is no moment such as 2024-10-03T14:05:00Z") from error
        return given if given.tzinfo else given.replace(tzinfo=UTC)
    query = select(func.max(decision_table.c.decided)).where(decision_table.c.target == target)
    last = w.connection.execute(query).scalar()
    now = clock.now()
    if last is None or last < clock.stamp(now):
        return now
    try:
        return datetime.fromisoformat(last) + timedelta(microseconds=1)
    except (ValueError, OverflowError):
        return now


def _nearest(text: str, words: str, span: Span) -> Span:
    places = find(text, words)
    if not places:
        raise UsageError(f"{words!r} stands nowhere in the report")
    return min(places, key=lambda each: (max(each.start - span.end, span.start - each.end, 0), each.start))


def _sound(held: Decision) -> Decision:
    """The decision, if what it says can be read and kept to."""
    fault = None
    if held.kept is not None and held.kept != replace(held, kept=None).id:
        fault = "its content does not give this id"
    elif held.kind in ON_TEXT:
        try:
            fault = _fault(held, held.anchor)
        except ValueError as error:
            fault = str(error)
    elif held.kind == "story":
        fault = _fault_of_story(held.body)
    elif held.kind == "house":
        fault = _fault_of_house(held.body)
    if fault is not None:
        raise LedgerError(f"decision {held.id}: {fault}", kind="mismatch")
    return held


def _fault(held: Decision, found: Anchor | None) -> str | None:
    """What is wrong with a decision on text, or None."""
    body = held.body
    if found is None or found.report != held.target:
        return f"it does not say where in {held.target}"
    if found.role == "facet" and body.get("facet") not in ("time", "number"):
        return "it does not say which facet"
    if not isinstance(body.get("fields", {}), dict):
        return "it gives no fields"
    if held.kind == "mark" and found.role in ("statement", "point") and not isinstance(body.get("id"), str):
        return "it gives no id to what it marks"
    cue = body.get("cue")
    if cue is not None and not (
        isinstance(cue, list) and [type(n) for n in cue] == [int, int] and 0 <= cue[0] <= cue[1]
    ):
        return "its cue has no place"
    return None


def _fault_of_story(body: Mapping[str, Any]) -> str | None:
    """What is wrong with the body of a decision on a story, or None."""
    action, reports = body.get("action"), body.get("reports", [])
    if action not in ("new", "add", "fill", "drop", "close", "open"):
        return f"a story knows no {action!r}"
    if action == "new" and not isinstance(body.get("name"), str):
        return "a new story needs a name"
    if not isinstance(reports, list) or not all(isinstance(each, str) for each in reports):
        return "its reports are no list of ids"
    return "it has no query" if action == "fill" and not isinstance(body.get("query"), dict) else None


def _fault_of_house(body: Mapping[str, Any]) -> str | None:
    """What is wrong with the body of a decision on a publisher, or None."""
    publisher, house = body.get("publisher"), body.get("house")
    if not isinstance(publisher, str) or not publisher.strip():
        return "it names no publisher"
    return None if house is None or isinstance(house, str) else "its family is no name"


def _concerned(w: Writing, held: Decision) -> list[str]:
    """The report for which a decision changes something; of a withdrawal, that of what it withdraws."""
    while held.kind == "withdraw":
        query = select(decision_table.c.id).where(decision_table.c.id == held.target)
        if w.connection.execute(query).first() is None:
            return []
        held = decisions.get(w.connection, held.target)
    return [held.target] if held.kind in (*ON_TEXT, "remove") else []


def _settle(w: Writing, report: str) -> None:
    """Let text and derived rows of a report follow the decisions in force."""
    row = w.connection.execute(select(*COLUMNS).where(reports.c.id == report)).first()
    held: Kept | None = None if row is None else kept(row)
    if held is None or held.removed:
        return
    if decisions.removed(w.connection, report):
        evidence.purge(w, report)
    else:
        derived.replace(w, report)


def _last(w: Writing) -> str | None:
    """The last decision entered by this ledger that is in force and no withdrawal."""
    joined = entries.join(decision_table, entries.c.id == decision_table.c.id)
    query = (
        select(decision_table.c.id)
        .select_from(joined)
        .where(
            entries.c.kind == "decision", entries.c.writer == w.writer, decision_table.c.kind != "withdraw"
        )
        .order_by(entries.c.n.desc(), decision_table.c.decided.desc(), decision_table.c.id)
    )
    offset = 0
    while found := list(w.connection.execute(query.limit(_PAGE).offset(offset)).scalars()):
        gone = decisions.withdrawals(w.connection, found)
        for id in found:
            if id not in gone:
                standing: str = id
                return standing
        offset += _PAGE
    return None
