"""A sourced brief: of all that is claimed what matters most, with all that stands beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from secondsource.ledger import Ledger, disputed, echoed, estimated, heads
from secondsource.ledger import judged as kept
from secondsource.ledger.kept import by_ids
from secondsource.ledger.query import Query
from secondsource.records.claims import BriefRow, ClaimHead, ClaimItem, ConflictItem, EchoItem, EstimateItem
from secondsource.records.ledger import ReportRef
from secondsource.views.claiming import (
    SEARCHED,
    claims_found,
    estimate_rows,
    gathered,
    items,
)
from secondsource.views.clashes import clashes
from secondsource.views.conflicting import conflict_row
from secondsource.views.repeated import echo_row

Connection = Any
# Claims of one state in a brief, where no limit is given, and things that are counted.
_BRIEF, _COUNTED = 6, 8
# Of how many claims of one state, those in most reports, the ones for a brief are chosen.
_CHOSEN_FROM = 500
# Statements that a short brief looks at.
SHORTLY = 1_000
STATES = ("confirmed", "disputed", "single-origin", "withdrawn", "superseded")


def brief(
    ledger: Ledger,
    query: Query | None = None,
    *,
    title: str,
    limit: int | None = None,
    short: bool = False,
) -> BriefRow:
    """A brief: of the claims of each state those that matter most, with all that stands beside them.

    limit: claims of each state; 0 for all. short: of a query look at the newest statements found alone, and
    leave out echoes that tell of nobody that he has news from another.
    """
    asked = query or Query()
    most = _BRIEF if limit is None else limit or None
    with ledger.reading() as connection:
        found: dict[str, ClaimItem] = {}
        figures: list[EstimateItem] | None = None
        if asked.stories:
            found, figures = gathered(connection, asked)
            ranked = {id: heads.head(item) for id, item in found.items()}
        elif asked == Query():
            ranked = _weightiest(connection, None if most is None else max(_CHOSEN_FROM, most))
        else:
            ids = claims_found(connection, asked, SHORTLY if short else SEARCHED)
            ranked = heads.of(connection, ids)
        of_state = Counter(str(head["state"]) for head in ranked.values())
        totals = kept.totals(connection) if asked == Query() else of_state
        order = _ranked(list(ranked.values()))
        named = [row["id"] for state in STATES for row in [r for r in order if r["state"] == state][:most]]
        if not asked.stories:
            bodies = kept.bodies(connection, named)
            found = items(connection, {id: bodies[id] for id in named if id in bodies})
        chosen = [found[id] for id in named if id in found]
        listed = _figures(connection, chosen, figures)
        conflicts = _conflicts(connection, chosen, listed, found if asked.stories else None)
        echoes = _echoes(connection, {one["report"] for row in chosen for one in row["said"]}, telling=short)
        shown = listed[: None if limit == 0 else _COUNTED]
        shown_in = {one["report"] for row in chosen for one in row["said"]}
        shown_in |= {side["report"] for echo in echoes for side in (echo["a"], echo["b"])}
        shown_in |= {side["report"] for row in conflicts for side in (row["a"], row["b"]) if side["report"]}
        shown_in |= {figure["report"] for row in shown for figure in row["figures"]}
        return {
            "title": title,
            "claims": chosen,
            "totals": {state: totals[state] for state in STATES if totals.get(state)},
            "conflicts": conflicts,
            "estimates": shown,
            "echoes": echoes,
            "reports": _refs(connection, shown_in),
        }


def _weightiest(connection: Connection, most: int | None) -> dict[str, ClaimHead]:
    """Of each state the claims in most reports."""
    ids = [
        id for state in STATES for id in kept.weightiest(connection, states=(state,), limit=most or 1_000_000)
    ]
    return heads.of(connection, ids)


def _ranked(rows: Sequence[ClaimHead]) -> list[ClaimHead]:
    """What several reports or a dispute speak of first, then what has a source, then by origins."""

    def rank(row: ClaimHead) -> tuple[Any, ...]:
        contested = row["state"] != "single-origin"
        weighs = contested or row["reports"] > 1
        return (not weighs, not row["sources"], -row["origins"]["low"], -row["reports"])

    made = sorted(rows, key=lambda row: row["id"])
    made.sort(key=lambda row: row["last"] or "", reverse=True)
    return sorted(made, key=rank)


def _conflicts(
    connection: Connection,
    chosen: Sequence[ClaimItem],
    listed: Sequence[EstimateItem],
    among: Mapping[str, ClaimItem] | None,
) -> list[ConflictItem]:
    """What cannot be true together with one of some claims; among: of these claims alone."""
    ids = {row["id"] for row in chosen}
    if among is None:
        return [conflict_row(row) for row in disputed.among(connection, ids)]
    beside = {tie["claim"] for row in chosen for tie in row["relations"]}
    beside |= estimated.claims_of(connection, [row["id"] for row in listed])
    near = {id: row for id, row in among.items() if id in beside} | {row["id"]: row for row in chosen}
    found = clashes(near, listed)
    return [row for row in found if ids & {row["a"]["claim"], row["b"]["claim"]}]


def _figures(
    connection: Connection, chosen: Sequence[ClaimItem], known: Sequence[EstimateItem] | None
) -> list[EstimateItem]:
    """The estimates of some claims that show more than one figure; known: those that there are."""
    ids = {id for row in chosen for id in row["estimates"]}
    rows = estimate_rows(connection, ids) if known is None else [row for row in known if row["id"] in ids]
    return [row for row in rows if len({(one["low"], one["high"]) for one in row["figures"]}) > 1]


def _echoes(connection: Connection, reports: Collection[str], *, telling: bool) -> list[EchoItem]:
    """The echoes between some reports. telling: those alone of which one has its news from the other."""
    found = echoed.between(connection, reports, news=telling, told=telling)
    named = by_ids(connection, {id for echo in found for id in (echo.a, echo.b)})
    paths = {id: held.path for id, held in named.items()}
    return [echo_row(connection, echo, paths) for echo in found]


def _refs(connection: Connection, reports: Collection[str]) -> list[ReportRef]:
    found: list[ReportRef] = []
    for id, held in sorted(by_ids(connection, reports).items()):
        found.append(
            {
                "id": id,
                "path": held.path,
                "title": held.title,
                "publisher": held.publisher,
                "published": held.published,
            }
        )
    return sorted(found, key=lambda ref: (ref["published"] or "", ref["id"]))
