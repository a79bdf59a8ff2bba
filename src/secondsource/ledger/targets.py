"""What an id given by a person stands for: a statement, a point, or a party, time or number of a report."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Connection, select

from secondsource.errors import UsageError
from secondsource.ledger import decisions, derived, evidence, readings
from secondsource.ledger.anchors import Item, What, items, text_of
from secondsource.ledger.kept import COLUMNS, Kept, kept
from secondsource.ledger.kept import text_of as text_of_report
from secondsource.ledger.tables import decisions as decision_table
from secondsource.ledger.tables import reports
from secondsource.model.anchor import Anchor, Role, anchor, find, shown
from secondsource.model.span import Span
from secondsource.records.rows import ReadRow

# REPORT/p3, REPORT/t0, REPORT/n2: what has no id of its own in a ledger yet.
_PART = re.compile(r"(.+)/([ptn])(\d+)")
_PARTS: dict[str, What] = {"p": "party", "t": "time", "n": "number"}
_PREFIX = re.compile(r"(?:sha256:)?([0-9a-f]{6,64})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A thing that can be decided upon. row: the reading with decisions applied, rejected things left in."""

    report: Kept
    what: What
    item: Item
    anchor: Anchor
    row: ReadRow

    @property
    def id(self) -> str:
        """A name for it: the id of a statement or point, else `REPORT/p3`."""
        return self.item.id if self.what in ("statement", "point") else f"{self.report.id}/{self.item.id}"


def target(connection: Connection, given: str) -> Target:
    """What an id, prefix or `REPORT/p3` stands for, rejected things too.

    Raises UnknownId for nothing and for several things, UsageError for what cannot be decided upon so.
    """
    part = _PART.fullmatch(given)
    if part is not None:
        report = evidence.report(connection, part[1])
        return _target(connection, report, _PARTS[part[2]], part[2] + part[3], given)
    found = [(kind, id) for kind, id in evidence.find(connection, given) if kind in ("statement", "point")]
    # What stands goes first; what was rejected is looked for where nothing does.
    rejected = [] if found else _rejected(connection, given)
    others = evidence.find(connection, given) if not found and not rejected else []
    if others:
        kind, id = others[0]
        message = f"{id} is a {kind}; give a statement or point of a report, or REPORT/p0, /t0 or /n0"
        raise UsageError(f"{message} for a party, time or number")
    listed = {id: kind for kind, id in (*found, *(each[:2] for each in rejected))}
    id = evidence.one(given, sorted(listed), "statement or point")
    of_rejected = [report for _, each, report in rejected if each == id]
    number = of_rejected[0] if of_rejected else _report_of(connection, listed[id], id)
    return _target(connection, evidence.get(connection, number), cast("What", listed[id]), id, given)


def role_of(what: What) -> Role:
    """The role that anchors give a thing: times and numbers are facets."""
    return "facet" if what == "time" or what == "number" else what


def body_of(found: Target) -> dict[str, Any]:
    """What a decision on a target says of its place."""
    body: dict[str, Any] = {"anchor": found.anchor.body()}
    body["id"] = found.item.id if found.what in ("statement", "point") else None
    if found.anchor.role == "facet":
        body["facet"] = found.what
    if found.item.cue is not None:
        body["cue"] = [found.item.cue.start, found.item.cue.end]
    return body


def row_of(connection: Connection, report: Kept) -> ReadRow:
    """The reading in force of a report with decisions applied, rejected things left standing.

    Raises UsageError for a report that was removed or never read.
    """
    removal = decisions.removal(connection, report.id)
    if removal is not None:
        who = f"{removal.author or 'someone unnamed'} at {removal.decided}: {removal.why}"
        message = f"report {report.id} was removed by {who}"
        raise UsageError(f"{message}; withdraw {removal.id} and add the report again to decide on it")
    held = None if report.removed else readings.in_force(connection, report.id)
    if held is None:
        missing = "the text of it was removed; add it again" if report.removed else "read it first (reread)"
        raise UsageError(f"report {report.id} has no reading: {missing}")
    text = text_of_report(connection, report.id)
    row = derived.row_of(report, readings.body(connection, held.id), text)
    return decisions.applied(connection, report.id, row, reject=False)


def place_of(text: str, quote: str, *, before: str = "", after: str = "") -> Span:
    """The one place of words in a text. Raises UsageError, with the places, for none and several."""
    places = find(text, quote, before=before, after=after)
    if len(places) == 1:
        return places[0]
    if places:
        message = f"{quote!r} stands {len(places)} times: {shown(text, places)}"
        raise UsageError(f"{message}; give more of the words, or those before or after it")
    elsewhere = find(text, quote) if before or after else ()
    if elsewhere:
        message = f"{quote!r} does not stand between those words; it stands at {shown(text, elsewhere)}"
        raise UsageError(message)
    raise UsageError(f"{quote!r} stands nowhere in the report; give its very words")


def _target(connection: Connection, report: Kept, what: What, id: str, given: str) -> Target:
    row = row_of(connection, report)
    listed = items(row, what)
    item = next((item for item in listed if item.id == id), None)
    if item is None:
        known = f"it has {len(listed)}" if len(listed) else "it has none"
        raise UsageError(f"{given}: the reading in force of {report.id} has no such {what}; {known}")
    if not item.spans:
        raise UsageError(f"{given}: this {what} stands nowhere in the text, so no decision can hold on to it")
    made = anchor(text_of(row), item.spans[0], report=report.id, role=role_of(what))
    return Target(report=report, what=what, item=item, anchor=made, row=row)


def _report_of(connection: Connection, kind: str, id: str) -> str:
    """The id of the report that holds a statement or point."""
    held = derived.current(connection)
    if kind == "point":
        number = select(held.points.c.statement).where(held.points.c.id == id).limit(1).scalar_subquery()
        of_report = select(held.statements.c.report).where(held.statements.c.number == number)
    else:
        of_report = select(held.statements.c.report).where(held.statements.c.id == id)
    query = select(*COLUMNS).where(reports.c.number == of_report.limit(1).scalar_subquery())
    return kept(connection.execute(query).one()).id


def _rejected(connection: Connection, given: str) -> list[tuple[str, str, str]]:
    """Statements and points that were rejected once, by id or prefix: kind, id, and report."""
    shape = _PREFIX.fullmatch(given)
    if shape is None:
        return []
    found = set()
    query = select(decision_table.c.id).where(decision_table.c.kind == "reject").limit(1)
    if connection.execute(query).first() is None:
        return []
    for held in decisions.every(connection, kind="reject"):
        id = held.body.get("id")
        if isinstance(id, str) and id.startswith(f"sha256:{shape[1]}"):
            found.add((held.body["anchor"]["role"], id, held.target))
    return sorted(found)
