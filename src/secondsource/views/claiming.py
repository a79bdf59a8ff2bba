"""Lists of what reports say together: claims, their figures and conflicts, and echoes.

What waits to be linked is linked by the desk before these are asked; here everything is only read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, cast

import orjson

from secondsource.errors import UnknownId
from secondsource.ledger import (
    Ledger,
    binding,
    claimed,
    decisions,
    disputed,
    estimated,
    heads,
    linked,
    stories,
)
from secondsource.ledger import judged as kept
from secondsource.ledger import search as searches
from secondsource.ledger.query import Query
from secondsource.model.statement import Reason
from secondsource.records.claims import (
    ClaimHead,
    ClaimItem,
    ConflictItem,
    EstimateItem,
    FirstRow,
    OriginsOf,
    ShownClaim,
)
from secondsource.records.decisions import DecisionRow, decision_row
from secondsource.views import estimates as figures
from secondsource.views.claims import judgements
from secondsource.views.clashes import clashes
from secondsource.views.conflicting import conflict_row, conflicts_beside
from secondsource.views.grounds import Grounds, reason_row

Connection = Any
_PAGE = 200
# Claims that are read at first: a page of the workbench, and the one that tells that there are more.
_FIRST = 51
_FIRST_FIGURES = 11
# Statements that a search for claims looks at, newest first; more claims than that nobody reads.
SEARCHED = 20_000


def claims(
    ledger: Ledger,
    query: Query | None = None,
    *,
    state: Sequence[str] = (),
    offset: int = 0,
    limit: int | None = None,
    searched: int = SEARCHED,
) -> Iterator[ClaimItem]:
    """The claims that some statement found by a query makes, those in most reports first, then the latest.

    state: only these; offset: that many are passed over; searched: statements that are looked at, the newest.
    Of a story's claims only what its own reports say counts.
    """
    return islice(_claims(ledger, query or Query(), tuple(state), offset, searched), limit)


def listed(
    ledger: Ledger,
    query: Query | None = None,
    *,
    state: Sequence[str] = (),
    offset: int = 0,
    limit: int | None = None,
    searched: int = SEARCHED,
) -> Iterator[ClaimHead]:
    """What `claims` gives, each as lists show it. Of a story's claims all is read, as only a part counts."""
    asked = query or Query()
    if asked.stories:
        made = claims(ledger, asked, state=state, offset=offset, limit=limit, searched=searched)
        return (heads.head(item) for item in made)
    found = _pages(ledger, asked, tuple(state), offset, searched, heads.of)
    return islice(found, limit)


def _claims(
    ledger: Ledger, query: Query, states: tuple[str, ...], offset: int, searched: int
) -> Iterator[ClaimItem]:
    if query.stories:
        with ledger.reading() as connection:
            found, _ = gathered(connection, query)
        rows = in_weight([item for item in found.values() if not states or item["state"] in states])
        yield from rows[offset:]
        return

    def made(connection: Connection, ids: list[str]) -> dict[str, ClaimItem]:
        bodies = kept.bodies(connection, ids)
        return items(connection, {id: bodies[id] for id in ids if id in bodies})

    yield from _pages(ledger, query, states, offset, searched, made)


def _pages(
    ledger: Ledger,
    query: Query,
    states: tuple[str, ...],
    offset: int,
    searched: int,
    made: Callable[[Connection, list[str]], Mapping[str, Any]],
) -> Iterator[Any]:
    """Rows of claims in their order, some of one snapshot at a time. made: gives those of some by id."""
    limit = _FIRST
    among: list[str] | None = None
    if query != Query():
        with ledger.reading() as connection:
            among = kept.ranked(connection, _found(connection, query, searched), states=states)
    while True:
        with ledger.reading() as connection:
            if among is None:
                ids = kept.weightiest(connection, states=states, offset=offset, limit=limit)
            else:
                ids = among[offset : offset + limit]
            rows = made(connection, ids)
        yield from (rows[id] for id in ids if id in rows)
        if len(ids) < limit:
            return
        offset, limit = offset + limit, _PAGE


def items(connection: Connection, bodies: Mapping[str, bytes]) -> dict[str, ClaimItem]:
    """Kept claims as rows in their order, with what others say now and the ids of their estimates."""
    made = {id: cast("ClaimItem", orjson.loads(body)) for id, body in bodies.items()}
    others = {tie["claim"] for item in made.values() for tie in item["relations"]} - made.keys()
    texts = {id: head["text"] for id, head in heads.of(connection, others).items()}
    texts |= {id: item["text"] for id, item in made.items()}
    of = estimated.of_claims(connection, made)
    for id, item in made.items():
        item["estimates"] = of.get(id, [])
        for tie in item["relations"]:
            tie["text"] = texts.get(tie["claim"], tie["text"])
    return made


def claim(ledger: Ledger, id: str) -> ShownClaim:
    """Everything about one claim, by its id, by one that it had, or by that of a point or statement of it."""
    with ledger.reading() as connection:
        item = _one(connection, id)
        of = estimate_rows(connection, item["estimates"])
        found = [conflict_row(row) for row in disputed.among(connection, [item["id"]])]
        return {
            "what": "claim",
            "claim": item,
            "estimates": of,
            "conflicts": found,
            "decisions": _decisions(connection, item),
        }


def _one(connection: Connection, given: str) -> ClaimItem:
    """A claim by its id, one that it had, or that of what makes it. Raises UnknownId."""
    found = linked.one_claim(connection, given)
    for item in items(connection, kept.bodies(connection, [found])).values():
        return item
    raise UnknownId(f"no claim here has the id {given!r}; see `claims`", kind="unknown-id")


def origins(ledger: Ledger, id: str) -> OriginsOf:
    """The origins of a claim, of those who say it and of those who deny it."""
    with ledger.reading() as connection:
        item = _one(connection, id)
    return {
        "claim": item["id"],
        "text": item["text"],
        "state": item["state"],
        "said": item["said"],
        "origins": item["origins"],
        "denials": item["denials"],
    }


def first(ledger: Ledger, id: str) -> FirstRow:
    """The earliest appearance of a claim, and what may have been as early or is undated."""
    row = origins(ledger, id)
    asserted = [one for one in row["said"] if one["stance"] in ("asserts", "confirms", "corrects")]
    dated = [one for one in asserted if one["published"]]
    lead = dated[0] if dated else (asserted[0] if asserted else None)
    undated = [one for one in asserted if not one["published"] and one is not lead]
    tied = []
    if lead is not None and lead["published"]:
        tied = [
            o for o in dated if o is not lead and _may_be_as_early(o["published"] or "", lead["published"])
        ]
    reasons = [] if lead is None else [_first_reason(lead, undated, tied)]
    return {
        "claim": row["claim"],
        "text": row["text"],
        "first": lead,
        "open": [*tied, *undated],
        "reasons": reasons,
    }


def _may_be_as_early(one: str, other: str) -> bool:
    shared = min(len(one), len(other), 10) if min(len(one), len(other)) <= 10 else min(len(one), len(other))
    return one[:shared] == other[:shared]


def _first_reason(lead: Any, undated: Sequence[Any], tied: Sequence[Any]) -> Any:
    if not lead["published"]:
        return reason_row(Reason(code="first-undated", values=(lead["path"],)))
    others = str(len(undated) + len(tied))
    code = "first-open" if undated or tied else "first-dated"
    return reason_row(Reason(code=code, values=(lead["path"], lead["published"], others)))


def estimates(
    ledger: Ledger,
    query: Query | None = None,
    *,
    offset: int = 0,
    limit: int | None = None,
    searched: int = SEARCHED,
) -> Iterator[EstimateItem]:
    """All figures for one thing each, those with most different figures first, then by id.

    offset: that many are passed over.
    """
    return islice(_estimates(ledger, query or Query(), offset, searched), limit)


def estimate(ledger: Ledger, id: str, *, story: str | None = None) -> EstimateItem:
    """One estimate by its id; of a story, by its reports alone. Raises UnknownId."""
    with ledger.reading() as connection:
        if story is None:
            rows = estimate_rows(connection, [id])
        else:
            _, rows = gathered(connection, Query(stories=(story,)))
    for row in rows:
        if row["id"] == id:
            return row
    raise UnknownId(f"no figures here have the id {id!r}; see `estimates`", kind="unknown-id")


def _estimates(ledger: Ledger, query: Query, offset: int, searched: int) -> Iterator[EstimateItem]:
    if query != Query():
        with ledger.reading() as connection:
            _, rows = gathered(connection, query, searched)
        yield from rows[offset:]
        return
    limit = _FIRST_FIGURES
    while True:
        with ledger.reading() as connection:
            page = estimated.listed(connection, offset=offset, limit=limit)
        yield from (cast("EstimateItem", orjson.loads(row.body)) for row in page)
        if len(page) < limit:
            return
        offset, limit = offset + limit, _PAGE


def conflicts(
    ledger: Ledger,
    query: Query | None = None,
    *,
    offset: int = 0,
    limit: int | None = None,
    searched: int = SEARCHED,
) -> Iterator[ConflictItem]:
    """All that cannot be true together, by when the later side spoke; `offset` of them are passed over."""
    asked = query or Query()
    if asked == Query():
        return islice(_conflicts(ledger, offset), limit)
    found = _conflicts_of(ledger, asked, searched)
    return islice(found, offset, None if limit is None else offset + limit)


def _conflicts(ledger: Ledger, offset: int) -> Iterator[ConflictItem]:
    limit = _FIRST
    while True:
        with ledger.reading() as connection:
            page = disputed.listed(connection, offset=offset, limit=limit)
        yield from (conflict_row(row) for row in page)
        if len(page) < limit:
            return
        offset, limit = offset + limit, _PAGE


def _conflicts_of(ledger: Ledger, asked: Query, searched: int) -> Iterator[ConflictItem]:
    with ledger.reading() as connection:
        if not asked.stories:
            yield from conflicts_beside(connection, _found(connection, asked, searched))
            return
        found, figured = gathered(connection, asked)
    yield from clashes(found, figured)


def gathered(
    connection: Connection, query: Query, searched: int = SEARCHED
) -> tuple[dict[str, ClaimItem], list[EstimateItem]]:
    """The claims that a query finds, by id, and their estimates, those of most different figures first.

    Of a story its own reports alone count, for both.
    """
    if query.stories:
        found, whole = _of_story(connection, query)
        listed = figures.among(connection, Grounds(connection), found, whole=whole)
        for item in found.values():
            item["estimates"] = [row["id"] for row, of in listed if item["id"] in of]
        return found, [row for row, _ in listed]
    ids = _found(connection, query, searched)
    found = items(connection, kept.bodies(connection, ids))
    return found, estimate_rows(connection, {id for item in found.values() for id in item["estimates"]})


def estimate_rows(connection: Connection, ids: Collection[str]) -> list[EstimateItem]:
    """Kept estimates as rows, those of most different figures first."""
    rows = estimated.listed(connection, among=ids, limit=max(1, len(ids)))
    return [cast("EstimateItem", orjson.loads(row.body)) for row in rows]


def _found(connection: Connection, query: Query, searched: int = SEARCHED) -> set[str]:
    """The claims that the statements found by a query make, of very many the newest."""
    found = searches.found(connection, query, of="statements", wanted=searched, bare=True)
    return claimed.claims_by(connection, [row.number for row in islice(found, searched)])


def claims_found(connection: Connection, query: Query, searched: int = SEARCHED) -> set[str]:
    """The ids of the claims that a query finds; of a story alone those that its reports have a point in."""
    if query.stories and replace(query, stories=()) == Query():
        reports = {id for story in query.stories for id in stories.reports(connection, story)}
        return linked.claims_of_reports(connection, reports)
    return _found(connection, query, searched)


def _of_story(connection: Connection, query: Query) -> tuple[dict[str, ClaimItem], list[str]]:
    """The claims of stories' reports, of those the ones that a query finds, judged by these reports alone.

    Second, those of them of which no other report speaks: they stand as they are kept.
    """
    reports = {id for story in query.stories for id in stories.reports(connection, story)}
    if replace(query, stories=()) == Query():
        ids = linked.claims_of_reports(connection, reports)
    else:
        ids = _found(connection, query)
    whole = _whole(connection, ids, reports)
    found = items(connection, kept.bodies(connection, whole))
    listed = sorted(ids - found.keys())
    for at in range(0, len(listed), _PAGE):
        for item, _ in judgements(connection, listed[at : at + _PAGE], within=reports):
            found[item["id"]] = item
    return found, whole


def _whole(connection: Connection, ids: Collection[str], reports: Collection[str]) -> list[str]:
    """Those claims of which, and of whatever ties to them, these reports alone speak: they stand as kept."""
    ties = linked.relations(connection, ids)
    members = linked.members(connection, {*ids, *(tie.other for tie in ties)})
    outside = {id for id, rows in members.items() if any(member.report not in reports for member in rows)}
    tied = {tie.claim for tie in ties if tie.other in outside}
    return sorted(set(ids) - outside - tied)


def in_weight(rows: Sequence[ClaimItem]) -> list[ClaimItem]:
    """Rows by how many reports say it, then the latest, then by id."""
    made = sorted(rows, key=lambda row: row["id"])
    made.sort(key=lambda row: row["last"] or "", reverse=True)
    return sorted(made, key=lambda row: -len({one["report"] for one in row["said"]}))


def _decisions(connection: Connection, item: ClaimItem) -> list[DecisionRow]:
    """Decisions in force or withdrawn on a claim's points and reports that tie it, by id."""
    reports = {one["report"] for one in item["said"]}
    points = {one["point"] for one in item["said"]}
    found = []
    for held in decisions.on_reports(connection, reports):
        named = str(held.body) if held.kind in binding.TYING else ""
        if named and (held.kind == "cite" or any(p in named for p in points)):
            found.append(held)
    gone = decisions.withdrawals(connection, [held.id for held in found])
    rows = {held.id: decision_row(held, gone.get(held.id, ())) for held in found}
    return [rows[id] for id in sorted(rows)]
