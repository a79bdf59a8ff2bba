"""Estimates: all figures for one thing through the claims that count it, judged, kept, and read again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, cast

import orjson

from secondsource.judging.estimates import Estimate, estimate_of
from secondsource.judging.figures import Given
from secondsource.ledger import estimated, linked
from secondsource.ledger import judged as kept
from secondsource.ledger.estimated import EstimateRow
from secondsource.linking.disputes import of_one_count, of_one_happening
from secondsource.model.clusters import number as number_of
from secondsource.model.identity import content_id
from secondsource.model.statement import Reason
from secondsource.model.wording import Wording
from secondsource.records.claims import ClaimItem, EstimateItem, FigureRow
from secondsource.views import figured
from secondsource.views.figured import Counted
from secondsource.views.grounds import Grounds, reason_row

Connection = Any
# A claim, and what its figures count.
Node = tuple[str, str]
# Claims that count the same at the same place, beyond which place and unit tell too little.
MOST_ALIKE = 64
_MORE = ("refines-a", "refines-b")


def judge(
    connection: Connection,
    claims: Collection[str],
    *,
    waiting: Callable[[set[str]], set[str]] = lambda claims: set(),
) -> tuple[set[str], set[str], set[str]]:
    """Make the estimates of claims anew and keep them, after these claims were judged.

    waiting: of some claims those for which this is to be done, too; they are taken with those that they count
    one thing with. Gives the claims that it was done for, the estimates that are new, other or no more, and
    the claims that stand or stood in them.
    """
    done: set[str] = set()
    left = set(claims)
    while left:
        done |= left
        estimated.put_counted(connection, left, _counted(connection, left))
        groups, gone, stood = _reached(connection, done)
        left = waiting(stood | {claim for group in groups for claim, _ in group}) - done
    ids = {claim for group in groups for claim, _ in group}
    items = {id: cast("ClaimItem", orjson.loads(body)) for id, body in kept.bodies(connection, ids).items()}
    made = _made(connection, Grounds(connection), items, groups)
    rows = [
        (EstimateRow(row["id"], _different(row), len(row["conflicts"]), orjson.dumps(row)), of)
        for row, of in made
    ]
    gone -= _others(connection, gone - estimated.ids_of(connection, done), made)
    touched = gone | {row.id for row, _ in rows}
    estimated.replace(connection, touched, rows)
    return done, touched, stood | {claim for _, of in rows for claim in of}


def _reached(
    connection: Connection, claims: Collection[str]
) -> tuple[set[frozenset[Node]], set[str], set[str]]:
    """All groups of what counts one thing with some claims; the estimates that these are in place of, and the
    claims that stood in them.
    """
    before = estimated.ids_of(connection, claims)
    web = _Web(connection)
    groups = web.groups({*claims, *estimated.claims_of(connection, before)})
    held = {claim for group in groups for claim, _ in group}
    gone = before | estimated.ids_of(connection, held)
    # What stood in an estimate that goes may now count one thing with others.
    stood = estimated.claims_of(connection, gone)
    groups |= web.groups(stood - held)
    return groups, gone, stood


def _others(
    connection: Connection, ids: Collection[str], made: Sequence[tuple[EstimateItem, set[str]]]
) -> set[str]:
    """Of some estimates those of other things than were looked at: a claim that counts one thing with another
    may count a second alone. A figure counts one thing, so none of theirs stands in what was made.
    """
    told = {_place(figure) for row, _ in made for figure in row["figures"]}
    bodies = estimated.bodies(connection, set(ids) - {row["id"] for row, _ in made})
    rows = {id: cast("EstimateItem", orjson.loads(body)) for id, body in bodies.items()}
    return {id for id, row in rows.items() if told.isdisjoint(map(_place, row["figures"]))}


def _place(figure: FigureRow) -> tuple[object, ...]:
    return figure["report"], figure["point"], *(at for span in figure["spans"] for at in span)


def among(
    connection: Connection,
    grounds: Grounds,
    items: Mapping[str, ClaimItem],
    *,
    whole: Collection[str] = (),
) -> list[tuple[EstimateItem, set[str]]]:
    """The estimates that some claims alone give, each with those that stand in it; most figures first.

    whole: those of them that stand as they are kept; estimates of such alone do, too.
    """
    of = estimated.of_claims(connection, whole)
    standing = estimated.standing(connection, {id for ids in of.values() for id in ids})
    same = {id: claims for id, claims in standing.items() if claims <= set(whole)}
    rest = [claim for claim in items if not of.get(claim) or not same.keys() >= set(of[claim])]
    groups = _Web(connection, within=frozenset(items)).groups(rest)
    made = {row["id"]: (row, claims) for row, claims in _made(connection, grounds, items, groups)}
    for id, body in estimated.bodies(connection, same).items():
        made[id] = (cast("EstimateItem", orjson.loads(body)), same[id])
    return sorted(made.values(), key=lambda one: (-_different(one[0]), one[0]["id"]))


def _different(row: EstimateItem) -> int:
    """How many different figures an estimate holds."""
    return len({(figure["low"], figure["high"]) for figure in row["figures"]})


def _counted(connection: Connection, claims: Collection[str]) -> dict[str, set[str]]:
    members = linked.members(connection, claims)
    held = linked.wordings(connection, {m.number for rows in members.values() for m in rows})
    return {
        claim: figured.keys_of(held[number] for number in {m.number for m in rows})
        for claim, rows in members.items()
    }


class _Web:
    """Which claims count one thing: those that linking ties by it, and those that count it at one place."""

    def __init__(self, connection: Connection, *, within: frozenset[str] | None = None) -> None:
        self._connection, self._within = connection, within
        self._keys: dict[str, set[str]] = {}
        self._anywhere: dict[str, set[str]] = {}
        self._tied: dict[str, list[linked.Related]] = {}
        self._wordings: dict[str, Wording] = {}
        self._at: dict[str, set[str]] = {}
        self._found: dict[Node, set[Node]] = {}

    def groups(self, claims: Collection[str]) -> set[frozenset[Node]]:
        """All that count one thing, for each thing that one of some claims counts."""
        self._load(claims)
        left = {(claim, key) for claim in claims for key in self._anywhere[claim]}
        fresh = left - self._found.keys()
        while fresh:
            self._look(fresh)
            fresh = {other for node in fresh for other in self._found[node]} - self._found.keys()
        found: set[frozenset[Node]] = set()
        while left:
            group = self._group(min(left))
            found.add(frozenset(group))
            left -= group
        return found

    def _group(self, start: Node) -> set[Node]:
        """All that count one thing with a claim, itself among them."""
        found, fresh = {start}, {start}
        while fresh:
            fresh = {other for node in fresh for other in self._found[node]} - found
            found |= fresh
        return found

    def _look(self, nodes: Collection[Node]) -> None:
        """Find for each of some claims those that count the same thing next to it; all of them at once."""
        self._tie({claim for claim, _ in nodes})
        self._load({tie.other for claim, _ in nodes for tie in self._tied[claim]})
        self._read(nodes)
        at = {node: figured.placed(self._keys[node[0]], node[1]) for node in nodes}
        new = {key for keys in at.values() for key in keys} - self._at.keys()
        counting = estimated.counting(self._connection, new)
        self._at |= {key: counting.get(key, set()) for key in new}
        for (claim, key), keys in at.items():
            near = {tie.other for tie in self._tied[claim] if self._counts(tie, key)}
            for held in keys:
                if len(self._at[held]) <= MOST_ALIKE:
                    near |= self._at[held]
            near = near if self._within is None else near & self._within
            self._found[claim, key] = {(other, key) for other in near}
        self._load({claim for node in nodes for claim, _ in self._found[node]})

    def _tie(self, claims: Collection[str]) -> None:
        new = set(claims) - self._tied.keys()
        self._tied |= {claim: [] for claim in new}
        for tie in linked.relations(self._connection, new):
            self._tied[tie.claim].append(tie)

    def _read(self, nodes: Collection[Node]) -> None:
        """Fetch what claims say that one refines, where both count a thing of the nodes."""
        ends = {
            id
            for claim, key in nodes
            for tie in self._tied[claim]
            if tie.label in _MORE and key in self._anywhere[tie.other]
            for id in (tie.of, tie.of_other)
        }
        found = linked.wordings(self._connection, {number_of(id) for id in ends - self._wordings.keys()})
        self._wordings |= {wording.id: wording for wording in found.values()}

    def _counts(self, tie: linked.Related, key: str) -> bool:
        return key in self._anywhere[tie.other] and _by_count(tie, self._wordings)

    def _load(self, claims: Collection[str]) -> None:
        new = set(claims) - self._keys.keys()
        found = estimated.counted(self._connection, new)
        self._keys |= {claim: found.get(claim, set()) for claim in new}
        self._anywhere |= {claim: figured.anywhere(self._keys[claim]) for claim in new}


def _made(
    connection: Connection, grounds: Grounds, items: Mapping[str, ClaimItem], groups: Iterable[Iterable[Node]]
) -> list[tuple[EstimateItem, set[str]]]:
    """The estimates of groups of claims, each with its claims; none of one that holds a single figure."""
    ordered = sorted(sorted(group) for group in groups)
    held = {claim for group in ordered for claim, _ in group if claim in items}
    grounds.load({said["report"] for claim in held for said in items[claim]["said"]})
    members = linked.members(connection, held)
    found = linked.wordings(connection, {m.number for rows in members.values() for m in rows})
    wordings = {wording.id: wording for wording in found.values()}
    tied = _tied(connection, held, wordings)
    made = (_estimate(grounds, items, group, wordings, tied) for group in ordered)
    return [one for one in made if one is not None]


def _tied(
    connection: Connection, claims: Collection[str], wordings: Mapping[str, Wording]
) -> set[frozenset[str]]:
    """Which of some claims linking ties by what they count."""
    ties = linked.relations(connection, claims)
    return {frozenset((tie.claim, tie.other)) for tie in ties if _by_count(tie, wordings)}


def _by_count(tie: linked.Related, wordings: Mapping[str, Wording]) -> bool:
    """Whether a tie is by what both claims count; one that says more may count something else beside.

    wordings: by id, those of ties that refine among them.
    """
    if tie.label not in _MORE:
        return tie.label != "conflicts" or tie.facet == "number"
    one, other = (wordings.get(id) for id in (tie.of, tie.of_other))
    return one is not None and other is not None and of_one_count(one, other)


def _estimate(
    grounds: Grounds,
    items: Mapping[str, ClaimItem],
    nodes: Sequence[Node],
    wordings: Mapping[str, Wording],
    tied: Collection[frozenset[str]],
) -> tuple[EstimateItem, set[str]] | None:
    """The estimate of a group; None where no figure of it is there any more."""
    key = nodes[0][1]
    held = [items[claim] for claim, _ in nodes if claim in items]
    figures = [each for item in held for each in figured.counted(grounds, item, key, wordings)]
    once = {(each.given.point, each.given): each for each in figures}
    if not once:
        return None

    def one(a: Given, b: Given) -> bool:
        """Of one claim, or of two that linking ties, or of which a name, place or day tells it."""
        ends = [once[given.point, given] for given in (a, b)]
        claims = frozenset(end.claim for end in ends)
        if len(claims) < 2 or claims in tied:
            return True
        return of_one_happening(*(wordings[end.said["wording"]] for end in ends))

    made = estimate_of((given for _, given in once), one=one)
    return _row(grounds, key, held, made, once), {each.claim for each in once.values()}


def _row(
    grounds: Grounds,
    key: str,
    items: Sequence[ClaimItem],
    made: Estimate,
    counted: dict[tuple[str, Given], Counted],
) -> EstimateItem:
    listed = [counted[given.point, given] for given in made.figures]
    lead = min(items, key=lambda item: (item["first"] is None, item["first"] or "", item["id"]))["id"]
    standing = [each.claim for each, state in zip(listed, made.states, strict=True) if state != "superseded"]
    events = [each.number["event"] or each.point["event"] for each in listed]
    event = next((event for event in events if event is not None), None)
    places = [name for each in listed for name in _places(each)]
    return {
        "id": content_id({"claim": lead, "counts": key}),
        "of": {
            "text": figured.most([of["text"] for each in listed if (of := each.number["of"]) is not None]),
            "party": _party(grounds, listed),
        },
        "event": event,
        "place": figured.most(places) or None,
        "claim": standing[-1] if standing else lead,
        "unit": next((each.number["unit"] for each in listed if each.number["unit"]), None),
        "figures": [_figure(grounds, each, state) for each, state in zip(listed, made.states, strict=True)],
        "conflicts": [{"a": c.a, "b": c.b, "reasons": _reasons(c.reasons)} for c in made.conflicts],
        "revisions": [{"from": r.old, "to": r.new, "reasons": _reasons(r.reasons)} for r in made.revisions],
        "sums": [
            {"parts": list(s.parts), "whole": s.whole, "reasons": _reasons(s.reasons)} for s in made.sums
        ],
        "outcomes": [
            {"expected": o.expected, "seen": o.seen, "result": o.result, "reasons": _reasons(o.reasons)}
            for o in made.outcomes
        ],
        "now": None if made.now is None else {"low": _plain(made.now[0]), "high": _plain(made.now[1])},
        "reasons": _reasons(made.reasons),
    }


def _figure(grounds: Grounds, each: Counted, state: Any) -> FigureRow:
    given, number = each.given, each.number
    return {
        "low": _plain(given.low),
        "high": _plain(given.high),
        "relation": number["relation"],
        "approximate": given.approximate,
        "scope": number["scope"],
        "report": given.report,
        "path": given.path,
        "statement": each.statement["id"],
        "point": given.point,
        "spans": number["spans"],
        "text": given.text,
        "source": given.source or None,
        "published": each.said["published"],
        "as_of": [_date(given.as_of[0]), _date(given.as_of[1])],
        "outlook": given.outlook,
        "state": state,
    }


def _places(each: Counted) -> list[str]:
    return [each.told.parties[id]["name"] for id in each.point["places"] if id in each.told.parties]


def _party(grounds: Grounds, listed: Sequence[Counted]) -> str | None:
    """The party of the ledger that is counted, where one is."""
    for each in listed:
        of = each.number["of"]
        found = grounds.party(each.told, of["party"]) if of is not None and of["party"] else None
        if found is not None:
            return str(found.id)
    return None


def _plain(thousandths: int | None) -> float | None:
    """Thousandths as a number, whole where it is whole."""
    if thousandths is None:
        return None
    return thousandths // 1000 if thousandths % 1000 == 0 else thousandths / 1000


def _date(ordinal: int | None) -> str | None:
    return None if ordinal is None else date.fromordinal(ordinal).isoformat()


def _reasons(found: Iterable[Reason]) -> list[Any]:
    return [reason_row(reason) for reason in found]


def rows_of(connection: Connection, ids: Collection[str]) -> list[EstimateItem]:
    """Kept estimates as rows, those of most figures first."""
    return [
        cast("EstimateItem", orjson.loads(row.body))
        for row in estimated.listed(connection, among=ids, limit=len(ids) or 1)
    ]
