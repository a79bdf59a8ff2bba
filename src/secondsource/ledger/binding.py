"""Decisions that bind claims: two points say the same, or do not; a report has it from another.

A side is a point, held by its words and their place, so that it is found again in a newer reading; where it
is not, the decision binds nothing until it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection, select

from secondsource.errors import UsageError
from secondsource.ledger import decisions, derived, evidence, keyed
from secondsource.ledger.anchors import locate
from secondsource.ledger.kept import by_id, text_of
from secondsource.ledger.link_tables import LinkTables, link_tables, mark
from secondsource.ledger.tables import decisions as decision_table
from secondsource.ledger.tables import reports as report_table
from secondsource.ledger.targets import body_of, target
from secondsource.ledger.writing import Writing
from secondsource.model.clusters import Bound, key_of
from secondsource.model.decision import Decision, DecisionKind

# What a "same" or "apart" on points says in its body; one on parties says something else there.
WHAT = "claims"
TYING: tuple[DecisionKind, ...] = ("same", "apart", "cite")
# Stands in the queue for no report: so that a decision of which none is here is taken notice of.
NOBODY = 0


class Citing(NamedTuple):
    """A decision in force that a report has it from another. by: the decision's id."""

    report: str
    source: str
    by: str


class Standing(NamedTuple):
    """How decisions on points stand: those that bind wordings now, and the ids of all others."""

    bounds: list[Bound]
    others: list[str]


def rule(
    w: Writing,
    kind: Literal["same", "apart"],
    a: str,
    b: str,
    *,
    why: str | None,
    author: str | None,
    decided: str | None = None,
) -> Decision:
    """Decide that two points or claims say the same, or do not: ids or prefixes; of a claim its first point.

    It holds from the next linking on. Raises UnknownId for what is no point here, UsageError for one point
    named twice, or one wording that is to be apart from itself.
    """
    from secondsource.ledger.deciding import decide

    sides = [_side(w.connection, given) for given in (a, b)]
    if sides[0]["place"]["id"] == sides[1]["place"]["id"]:
        raise UsageError(f"{a} and {b} are one point; name two")
    if kind == "apart" and len({_wording(w.connection, side) for side in sides}) == 1:
        raise UsageError(
            f"{a} and {b} say the same in the same words, which is one claim whatever is decided"
        )
    body = {"of": WHAT, "a": sides[0], "b": sides[1]}
    return decide(w, kind, sides[0]["report"], body, why=why, author=author, decided=decided)


def cite(
    w: Writing, report: str, source: str, *, why: str | None, author: str | None, decided: str | None = None
) -> Decision:
    """Decide that a report has what it says from another one. Raises UnknownId for what is no report here."""
    from secondsource.ledger.deciding import decide

    one, other = evidence.report(w.connection, report), evidence.report(w.connection, source)
    if one.id == other.id:
        raise UsageError(f"{report} and {source} are one report; name two")
    return decide(w, "cite", one.id, {"from": other.id}, why=why, author=author, decided=decided)


def entered(connection: Connection, held: Decision, generations: Iterable[int]) -> None:
    """Take notice of a decision that came: what it ties or, withdrawn, frees is linked anew."""
    while held.kind == "withdraw":
        found = decisions.several(connection, [held.target])
        if not found:
            return
        held = found[0]
    if held.kind == "house":
        for n in generations:
            mark(connection, n, [NOBODY])
    if held.kind not in TYING:
        return
    named = sorted(reports_of(held))
    query = select(report_table.c.number).where(report_table.c.id.in_(named))
    numbers = [*connection.execute(query).scalars(), NOBODY]
    for n in generations:
        keyed.note(connection, link_tables(n).ends, [(id, held.id) for id in named])
        mark(connection, n, numbers)


def enter_all(connection: Connection, n: int) -> None:
    """Take notice of all decisions in a generation that is new."""
    for kind in (*TYING, "house"):
        for held in decisions.every(connection, kind=kind):
            entered(connection, held, (n,))


def reports_of(held: Decision) -> set[str]:
    """The reports that a decision ties."""
    named = {held.body.get("from")} if held.kind == "cite" else set()
    sides = [held.body.get(side) for side in ("a", "b")]
    named |= {side.get("report") for side in sides if isinstance(side, Mapping)}
    return {id for id in (held.target, *named) if isinstance(id, str)}


def of_reports(connection: Connection, held: LinkTables, reports: Collection[str]) -> Standing:
    """How all decisions on points of some reports stand, by id."""
    asked = {row[1] for row in keyed.among(connection, held.ends, reports, "report")}
    found = [d for d in decisions.several(connection, asked) if d.body.get("of") == WHAT]
    standing = {d.id for d in decisions.in_force(connection, found)}
    bounds, others = [], []
    for each in found:
        made = _bound(connection, each, held) if each.id in standing else None
        if made is None:
            others.append(each.id)
        else:
            bounds.append(made)
    return Standing(bounds, others)


def citings(connection: Connection, reports: Collection[str] | None = None) -> list[Citing]:
    """The decisions in force that a report has it from another, by id; of these reports, where given."""
    query = select(decision_table).where(decision_table.c.kind == "cite").order_by(decision_table.c.id)
    if reports is not None:
        query = query.where(decision_table.c.target.in_(sorted(reports)))
    found = decisions.in_force(connection, decisions.listed(connection, query))
    return [Citing(held.target, str(held.body.get("from")), held.id) for held in found]


def _bound(connection: Connection, held: Decision, tables: LinkTables) -> Bound | None:
    """The two wordings that a decision binds; None where a side is not here, or both are one."""
    a, b = (_wording(connection, held.body.get(side), tables) for side in ("a", "b"))
    if a is None or b is None or a == b:
        return None
    kind: Literal["same", "apart"] = "same" if held.kind == "same" else "apart"
    return Bound(held.id, kind, *key_of(a, b), held.decided)


def _wording(connection: Connection, side: Any, tables: LinkTables | None = None) -> int | None:
    """The wording that a side's point has now; None where its report, or its place in it, is not here."""
    if not isinstance(side, Mapping) or not isinstance(side.get("place"), Mapping):
        return None
    tables = tables or link_tables(derived.current(connection).number)
    report = by_id(connection, str(side.get("report")))
    if report is None or report.removed:
        return None
    said_here = keyed.among(connection, tables.said, [report.number], "report")
    # A point that stands in a statement and in the one inside it may be two wordings: the first counts.
    rows = {row[2]: row[4] for row in sorted(said_here, key=lambda row: -row[1])}
    id = side["place"].get("id")
    if id in rows or not rows:
        return rows.get(id)
    said = derived.said(connection, report, text=text_of(connection, report.id))
    try:
        item = None if said is None else locate(said[1], side["place"]).item
    except (KeyError, TypeError, ValueError):
        return None
    return None if item is None else rows.get(item.id)


def _side(connection: Connection, given: str) -> dict[str, Any]:
    """A point as a decision holds it; of a claim or wording its first point, by time, report and id."""
    from secondsource.ledger import linked

    found = target(connection, linked.first_point(connection, given) or given)
    if found.what == "statement":
        points = linked.points_of(connection, found.report.id, found.item.id)
        if len(points) != 1:
            told = ", ".join(points) or "none that was linked"
            raise UsageError(f"{given} is a statement; name one of its points: {told}")
        if points[0] != found.item.id:
            found = target(connection, points[0])
    elif found.what != "point":
        raise UsageError(f"{given} is a {found.what}; name points or claims")
    return {"report": found.report.id, "place": body_of(found)}
