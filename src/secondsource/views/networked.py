"""Who takes what from whom in a selection: sources and the outlets that carry them, copies, credits.

Of claims comes who says something in which outlet, and which outlet is credited that is not here; of echoes
which outlet repeats or credits which other one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Any

import orjson

from secondsource.ledger import Ledger, echoed, judged, linked
from secondsource.ledger import search as searches
from secondsource.ledger.echoed import Told
from secondsource.ledger.folding import key as folded
from secondsource.ledger.kept import by_ids
from secondsource.ledger.query import Query
from secondsource.linking import publishers
from secondsource.model.echo import Text
from secondsource.model.statement import Reason
from secondsource.records.pictures import NetworkLink, NetworkNode, NetworkRow
from secondsource.records.rows import ReasonRow
from secondsource.views.grounds import reason_row
from secondsource.views.searching import is_earlier
from secondsource.views.versioned import marks_of

# Reports, and claims of them, that are looked at: 150 ms.
_REPORTS, _CLAIMS = 200, 1_000
_COPIES = frozenset({"copy", "partial", "rewrite"})
_SHOWN = 5
_UNKNOWN = "publisher unknown"


@dataclass(slots=True)
class _Tie:
    """What is known of one link."""

    count: int = 0
    sure: bool = False
    reports: set[str] = field(default_factory=set)
    reasons: dict[str, ReasonRow] = field(default_factory=dict)


class _Found:
    """Nodes and links as they are found."""

    def __init__(self) -> None:
        self.nodes: dict[str, NetworkNode] = {}
        self.seen: dict[str, set[str]] = {}
        self.ties: dict[tuple[str, str, str], _Tie] = {}

    def node(self, kind: Any, name: str, report: str | None = None) -> str:
        """The id of somebody by name; report: one in which it says or carries something."""
        key = folded(name) if kind == "source" else publishers.key_of(name) or folded(name)
        id = f"{'source' if kind == 'source' else 'outlet'}:{key}"
        held = self.nodes.setdefault(
            id, {"id": id, "kind": kind, "name": name, "key": folded(name), "points": 0, "reports": 0}
        )
        if kind == "outlet":
            held["kind"] = "outlet"
        if report is not None:
            self.seen.setdefault(id, set()).add(report)
        return id

    def tie(self, source: str, taker: str, kind: str, report: str, reasons: Collection[ReasonRow]) -> _Tie:
        """One more of what a taker's report has from a source."""
        made = self.ties.setdefault((source, taker, kind), _Tie())
        made.count += 1
        made.reports.add(report)
        made.reasons |= {reason["text"]: reason for reason in islice(reasons, _SHOWN)}
        return made


def network(ledger: Ledger, query: Query) -> NetworkRow:
    """Who has what from whom in the newest reports that a query finds, at most 200."""
    with ledger.reading() as connection:
        rows = list(
            islice(
                searches.found(connection, query, of="reports", wanted=_REPORTS + 1),
                _REPORTS + 1,
            )
        )
        versions = marks_of(connection, rows)
        kept = {
            row.report_id: row
            for row in rows[:_REPORTS]
            if not is_earlier(row.report_id, versions.get(row.report_id))
        }
        found = _Found()
        issuers = _issuers(connection, [id for id, row in kept.items() if not row.publisher])
        outlets: dict[str, str] = {}
        for id, row in kept.items():
            outlets[id] = found.node("outlet", row.publisher or issuers.get(id) or _UNKNOWN, id)
        claims = sorted(linked.claims_of_reports(connection, kept))
        for body in judged.bodies(connection, claims[:_CLAIMS]).values():
            _of_claim(found, orjson.loads(body), outlets)
        for echo in echoed.news(connection, kept):
            _of_echo(found, echo, outlets)
    return {
        "nodes": sorted(_counted(found), key=lambda node: (node["kind"], -node["points"], node["id"])),
        "links": sorted(
            _links(found), key=lambda link: (link["kind"], -link["count"], link["from"], link["to"])
        ),
        "reports": len(kept),
        "exact": len(rows) <= _REPORTS and len(claims) <= _CLAIMS,
    }


def _issuers(connection: Any, ids: Collection[str]) -> dict[str, str | None]:
    """Who issued reports that have no publisher of their own: the agencies of their datelines."""
    found: dict[str, str | None] = {}
    for id, held in by_ids(connection, ids).items():
        text = Text(report=id, text="", title=None, publisher=None, published=None, dateline=held.dateline)
        found[id] = publishers.issuer(text)
    return found


def _of_claim(found: _Found, claim: Any, outlets: dict[str, str]) -> None:
    """Who says it in which outlet, and whom a report credits of which nothing is here."""
    points: dict[str, str] = {}
    for one in claim["said"]:
        outlet = outlets.get(one["report"])
        if outlet is None:
            continue
        points[one["point"]] = one["report"]
        found.nodes[outlet]["points"] += 1
        if one["source"]:
            source = found.node("source", one["source"], one["report"])
            found.nodes[source]["points"] += 1
            found.tie(source, outlet, "says-in", one["report"], ()).sure = True
    for root in claim["origins"]["roots"]:
        if root["how"] != "credit" or not root["name"]:
            continue
        credited = found.node("credited", root["name"])
        for report in sorted({points[point] for point in root["points"] if point in points}):
            if outlets[report] != credited:
                found.tie(credited, outlets[report], "credit", report, ()).sure = root["firm"]


def _of_echo(found: _Found, echo: Told, outlets: dict[str, str]) -> None:
    """Which of two outlets has its words from the other, or credits it."""
    kind = "credit" if echo.kind == "credit" else "copy" if echo.kind in _COPIES else None
    a, b = outlets.get(echo.a), outlets.get(echo.b)
    if kind is None or a is None or b is None or a == b:
        return
    reasons = [_reason(code, tuple(values)) for code, values in echo.reasons[:_SHOWN]]
    if echo.first is None:
        low, high = sorted((a, b))
        found.tie(low, high, "shared", echo.b if high == b else echo.a, reasons)
        return
    giver, taker, report = (a, b, echo.b) if echo.first == "a" else (b, a, echo.a)
    made = found.tie(giver, taker, kind, report, reasons)
    made.sure = made.sure or echo.probability >= 900


@lru_cache(maxsize=4096)
def _reason(code: str, values: tuple[str, ...]) -> ReasonRow:
    return reason_row(Reason(code=code, values=values))


def _counted(found: _Found) -> Iterator[NetworkNode]:
    for id, node in found.nodes.items():
        node["reports"] = len(found.seen.get(id, ()))
        yield node


def _links(found: _Found) -> Iterator[NetworkLink]:
    for (giver, taker, kind), tie in found.ties.items():
        yield {
            "from": giver,
            "to": taker,
            "kind": kind,  # type: ignore[typeddict-item]
            "count": tie.count,
            "sure": tie.sure,
            "reasons": [tie.reasons[text] for text in sorted(tie.reasons)[:_SHOWN]],
            "reports": sorted(tie.reports)[:_SHOWN],
        }
