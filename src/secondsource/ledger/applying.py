"""A reading as the decisions in force leave it. Pure: rows and decisions in, a corrected copy out.

Of two that disagree the later decided wins, then the one of the lowest id, so nothing depends on the order in
which they came in. What finds no place, or speaks of a value that is not there, is left out and reported.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from secondsource.ledger import fields, missed
from secondsource.ledger.anchors import Item, Located, locate
from secondsource.ledger.shapes import Unplaced
from secondsource.model.decision import ON_TEXT, Decision, by_rank
from secondsource.records.rows import ReadRow

# Parties first, since statements name them; then what statements count on.
_ORDER = ("party", "time", "number", "statement", "point")


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What decisions made of a reading: the row, and what became of each decision by its id."""

    row: ReadRow
    located: dict[str, Located]


@dataclass(slots=True, kw_only=True)
class _Work:
    """A reading being corrected. places and located by the id of the decision."""

    row: ReadRow
    ranked: list[tuple[str, Decision]]
    located: dict[str, Located] = field(default_factory=dict)

    def placed(self) -> Iterable[tuple[str, Decision, Item]]:
        """The decisions that have their place, the winning first."""
        for id, decision in self.ranked:
            item = self.located[id].item
            if item is not None:
                yield id, decision, item


def apply(row: ReadRow, decisions: Sequence[Decision], *, reject: bool = True) -> Applied:
    """The reading with the decisions in force applied to a copy; the row holds the report's text.

    reject: False leaves what was rejected standing, so that it can still be found.
    """
    ranked = [(held.id, held) for held in by_rank(decisions) if held.kind in ON_TEXT]
    if not ranked:
        return Applied(row=row, located={})
    work = _Work(row=copy.deepcopy(row), ranked=ranked)
    _mark(work)
    for id, decision in work.ranked:
        if id not in work.located:
            work.located[id] = locate(work.row, decision.body)
    _correct(work)
    gone = _judge(work)
    if reject:
        _reject(work.row, gone)
    return Applied(row=work.row, located=work.located)


def _mark(work: _Work) -> None:
    """Put marked things in, in the order of their places: what stands first is there for what is inside."""
    marks = [(id, held) for id, held in work.ranked if held.kind == "mark"]
    made: list[tuple[str, Item]] = []
    for id, held in sorted(marks, key=lambda pair: _mark_order(*pair)):
        try:
            made.append((id, missed.insert(work.row, held.body)))
        except Unplaced:
            work.located[id] = locate(work.row, held.body)
    for id, item in made:
        work.located[id] = Located(state="kept", item=item)


def _mark_order(id: str, held: Decision) -> tuple[int, int, int, str]:
    anchor = held.anchor
    what = _ORDER.index(held.body["facet"] if held.body.get("facet") else held.body["anchor"]["role"])
    return (what, anchor.start, -anchor.end, id) if anchor else (what, 0, 0, id)


def _correct(work: _Work) -> None:
    """Put each corrected field as the winning decision says; losers change nothing."""
    winners: dict[tuple[int, str], tuple[str, Item, Decision]] = {}
    for id, decision, item in work.placed():
        for name in decision.body.get("fields", {}):
            winners.setdefault((id_of(item), name), (id, item, decision))
    ranked = fields.order([name for _, name in winners])
    listed = sorted(
        winners.items(),
        key=lambda pair: (_ORDER.index(pair[1][1].what), ranked.index(pair[0][1]), pair[1][0]),
    )
    for (_, name), (id, item, decision) in listed:
        try:
            for held in item.rows:
                fields.put(item.what, held, name, decision.body["fields"][name], work.row)
                _note(held, id, decision.kind, name)
        except Unplaced:
            work.located[id] = replace(work.located[id], state="orphan", item=None)


def id_of(item: Item) -> int:
    """What tells items of one reading apart, whatever they are called."""
    return id(item.rows[0])


def _judge(work: _Work) -> list[Item]:
    """Note who accepted what, and give what is rejected: by the first that says whether it stands."""
    verdicts: dict[int, tuple[Item, str]] = {}
    for id, decision, item in work.placed():
        if decision.kind == "correct" or id_of(item) in verdicts:
            continue
        verdicts[id_of(item)] = (item, decision.kind)
        for held in item.rows:
            _note(held, id, decision.kind, None)
    return [item for item, kind in verdicts.values() if kind == "reject"]


def _note(held: dict[str, Any], id: str, kind: str, name: str | None) -> None:
    """Say in the row which decision made it so."""
    noted = [*held.get("decided", []), {"decision": id, "kind": kind, "field": name}]
    held["decided"] = sorted(noted, key=lambda each: (each["field"] or "", each["decision"]))


def _reject(row: ReadRow, gone: Sequence[Item]) -> None:
    """Take rejected things out, and all that refers to them."""
    ids = {id(held): item for item in gone for held in item.rows}
    listed: Any = row["statements"]
    for statement in listed:
        statement["points"] = [point for point in statement["points"] if id(point) not in ids]
    _reject_statements(row, ids)
    _reject_parties(row, {item.id for item in gone if item.what == "party"})
    for name in ("times", "numbers"):
        _reject_indexed(row, name, ids)


def _reject_statements(row: ReadRow, ids: dict[int, Item]) -> None:
    """Statements inside a rejected one come to stand in the one around it."""
    listed: Any = row["statements"]
    parents = {held["id"]: held["parent"] for held in listed if id(held) in ids}
    if not parents:
        return
    kept = [held for held in listed if id(held) not in ids]
    for held in kept:
        while held["parent"] in parents:
            held["parent"] = parents[held["parent"]]
        held["grounds"] = [ground for ground in held["grounds"] if ground not in parents]
    row["statements"] = kept


def _reject_parties(row: ReadRow, gone: set[str]) -> None:
    if not gone:
        return
    listed: Any = row
    listed["parties"] = [party for party in listed["parties"] if party["id"] not in gone]
    for party in listed["parties"]:
        party["members"] = [each for each in party["members"] if each not in gone]
    for held in listed["mentions"]:
        held["party"] = None if held["party"] in gone else held["party"]
    for held in listed["numbers"]:
        if held["of"] and held["of"]["party"] in gone:
            held["of"] = {**held["of"], "party": None}
    for statement in listed["statements"]:
        if statement["source"] and statement["source"]["party"] in gone:
            statement["source"] = {**statement["source"], "party": None}
        statement["chain"] = [each for each in statement["chain"] if each not in gone]
        for held in (statement, *statement["points"]):
            for name in ("parties", "places"):
                held[name] = [each for each in held[name] if each not in gone]


def _reject_indexed(row: ReadRow, name: str, ids: dict[int, Item]) -> None:
    """Take times or numbers out, and let all indexes follow."""
    listed: Any = row
    kept = [n for n, held in enumerate(listed[name]) if id(held) not in ids]
    if len(kept) == len(listed[name]):
        return
    now = {before: n for n, before in enumerate(kept)}
    listed[name] = [listed[name][n] for n in kept]
    for statement in listed["statements"]:
        for held in (statement, *statement["points"]):
            held[name] = [now[n] for n in held[name] if n in now]
        if name == "times" and statement["horizon"] is not None:
            statement["horizon"] = now.get(statement["horizon"])
