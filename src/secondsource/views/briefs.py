"""A sourced brief: of all that is claimed what matters most, with all that stands beside it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from secondsource.ledger import Ledger, echoing, estimated
from secondsource.ledger import judged as kept
from secondsource.ledger.kept import by_id
from secondsource.ledger.query import Query
from secondsource.records.claims import BriefRow, ClaimItem, EchoItem, EstimateItem
from secondsource.records.ledger import ReportRef
from secondsource.views.claiming import echo_row, estimate_rows, gathered, in_weight, items
from secondsource.views.clashes import clashes

Connection = Any
# Claims of one state in a brief, where no limit is given, and things that are counted.
_BRIEF, _COUNTED = 6, 8
# Of how many claims of one state, those in most reports, the ones for a brief are chosen.
_CHOSEN_FROM = 500
STATES = ("confirmed", "disputed", "single-origin", "withdrawn", "superseded")


def brief(ledger: Ledger, query: Query | None = None, *, title: str, limit: int | None = None) -> BriefRow:
    """A brief: of the claims of each state those that matter most, with all that stands beside them.

    limit: claims of each state; 0 for all.
    """
    asked = query or Query()
    most = _BRIEF if limit is None else limit or None
    with ledger.reading() as connection:
        if asked == Query():
            totals = kept.totals(connection)
            found = _weightiest(connection, None if most is None else max(_CHOSEN_FROM, most))
            figures = None
        else:
            found, figures = gathered(connection, asked)
            totals = {state: sum(row["state"] == state for row in found.values()) for state in STATES}
        rows = _ranked(list(found.values()))
        chosen = [row for state in STATES for row in [r for r in rows if r["state"] == state][:most]]
        listed = _figures(connection, chosen, figures)
        beside = {tie["claim"] for row in chosen for tie in row["relations"]}
        beside |= estimated.claims_of(connection, [row["id"] for row in listed])
        if asked.stories:
            near = {id: row for id, row in found.items() if id in beside}
        else:
            near = items(connection, kept.bodies(connection, beside))
        ids = {row["id"] for row in chosen}
        disputes = clashes(near | {row["id"]: row for row in chosen}, listed)
        echoes = _echoes(connection, {one["report"] for row in chosen for one in row["said"]})
        conflicts = [row for row in disputes if ids & {row["a"]["claim"], row["b"]["claim"]}]
        shown = listed[: None if limit == 0 else _COUNTED]
        named = {one["report"] for row in chosen for one in row["said"]}
        named |= {side["report"] for echo in echoes for side in (echo["a"], echo["b"])}
        named |= {side["report"] for row in conflicts for side in (row["a"], row["b"]) if side["report"]}
        named |= {figure["report"] for row in shown for figure in row["figures"]}
        return {
            "title": title,
            "claims": chosen,
            "totals": {state: totals[state] for state in STATES if totals.get(state)},
            "conflicts": conflicts,
            "estimates": shown,
            "echoes": echoes,
            "reports": _refs(connection, named),
        }


def _weightiest(connection: Connection, most: int | None) -> dict[str, ClaimItem]:
    """Of each state the claims in most reports."""
    found: dict[str, ClaimItem] = {}
    for state in STATES:
        rows = kept.listed(connection, states=(state,), limit=most or 1_000_000)
        found |= items(connection, {row.claim: row.body for row in rows})
    return found


def _ranked(rows: Sequence[ClaimItem]) -> list[ClaimItem]:
    """What several reports or a dispute speak of first, then what has a source, then by origins."""

    def rank(row: ClaimItem) -> tuple[Any, ...]:
        reports = len({one["report"] for one in row["said"]})
        named = any(one["source"] for one in row["said"])
        contested = row["state"] != "single-origin"
        return (not (contested or reports > 1), not named, -row["origins"]["low"], -reports)

    return sorted(in_weight(rows), key=rank)


def _figures(
    connection: Connection, chosen: Sequence[ClaimItem], known: Sequence[EstimateItem] | None
) -> list[EstimateItem]:
    """The estimates of some claims that show more than one figure; known: those that there are."""
    ids = {id for row in chosen for id in row["estimates"]}
    rows = estimate_rows(connection, ids) if known is None else [row for row in known if row["id"] in ids]
    return [row for row in rows if len({(one["low"], one["high"]) for one in row["figures"]}) > 1]


def _echoes(connection: Connection, reports: Collection[str]) -> list[EchoItem]:
    paths: dict[str, str] = {}
    return [
        echo_row(connection, echo, paths)
        for echo in echoing.of_reports(connection, reports)
        if echo.a in reports and echo.b in reports
    ]


def _refs(connection: Connection, reports: Collection[str]) -> list[ReportRef]:
    found: list[ReportRef] = []
    for id in sorted(reports):
        held = by_id(connection, id)
        if held is not None:
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
