"""One thing with all that the ledger knows of it, by its id, a prefix of it, a report's path or a name."""

from __future__ import annotations

from itertools import islice
from typing import Any, cast

from secondsource.errors import UnknownId
from secondsource.ledger import (
    Ledger,
    decisions,
    derived,
    evidence,
    history,
    in_force,
    listing,
    log,
    party_rulings,
    readings,
    stories,
    versions,
)
from secondsource.ledger import search as searches
from secondsource.ledger.folding import key
from secondsource.ledger.past import as_known
from secondsource.ledger.query import Query
from secondsource.records import field_reasons
from secondsource.records.decisions import DecisionRow
from secondsource.records.ledger import (
    CaptureRow,
    CustodyRow,
    PartyItem,
    ReadingItem,
    ReportItem,
    ShownCapture,
    ShownDecision,
    ShownParty,
    ShownReading,
    ShownReport,
    ShownRow,
    ShownStatement,
    StatementItem,
)
from secondsource.records.rows import ReadRow
from secondsource.views.joined import party_called, party_item
from secondsource.views.rows import custody_row, report_item, statement_item
from secondsource.views.searching import Moment
from secondsource.views.versioned import mark, marks, version_ref
from secondsource.views.voices import party_items, source_item, unjoined

# Code points shown before and behind a statement; statements shown of a party, and where few are wanted.
_AROUND = 200
_NEWEST, _FEW = 20, 8


def show(ledger: Ledger, given: str, *, known_at: Moment = None, said: bool = True) -> ShownRow:
    """A report, statement (also by one of its points), reading, decision, capture or party.

    given: an id or a prefix of at least six digits, the path or an address of a report, or the name of a
    party. Of several versions at one address it is the one in force. said: whether the newest statements of a
    party, and all places where it is seen, are wanted; else none, and few of what others say of it. Raises
    UnknownId where nothing is named so, or several things are.
    """
    given = given.strip()
    with as_known(ledger, known_at).reading() as connection:
        found = evidence.find(connection, given)
        if not found:
            return _by_name(connection, given, said)
        if len(found) > 1:
            listed = " or ".join(f"{kind} {id}" for kind, id in found[:3])
            raise UnknownId(f"{given!r} may be {listed}; give more digits", kind="ambiguous-id")
        kind, id = found[0]
        return cast("ShownRow", _SHOW[kind](connection, id))


def _by_name(connection: Any, given: str, said: bool) -> ShownRow:
    try:
        return _report(connection, _by_path(connection, given))
    except UnknownId as error:
        shown = _party_by_id(connection, given, said)
        shown = shown or (_party(connection, key(given), said) if given else None)
        if shown is not None:
            return shown
        near = listing.near(connection, given) if given else []
        there = f"; there is {', '.join(near)}" if near else ""
        message = f"nothing in this ledger has the id, path or name {given!r}{there}"
        raise UnknownId(message, kind=error.kind) from None


def _by_path(connection: Any, given: str) -> str:
    """The id of the report of a path, or of the version in force of those at an address."""
    try:
        return evidence.report(connection, given).id
    except UnknownId:
        return versions.named(connection, given)[-1].report.id


def _report(connection: Any, id: str) -> ShownReport:
    report = evidence.get(connection, id)
    listed = versions.families(connection, [id]).get(id, ())
    said = derived.said(connection, report)
    removed = report.removed or decisions.removed(connection, id)
    read = None if said is None or removed else said[1]
    if read is not None and read["report"] is not None:
        read["report"]["reasons"] = field_reasons(evidence.reasons(connection, id))
    return {
        "what": "report",
        "report": report_item(listing.items(connection, [id])[id], mark(id, listed) if listed else None),
        "byline": report.byline,
        "dateline": report.dateline,
        "address": report.address,
        "removed": removed,
        "stories": [story.name for story in stories.of_report(connection, id)],
        "versions": [version_ref(version) for version in listed],
        "came": _came(connection, "report", id),
        "acquisitions": [
            {
                "path": held.path,
                "address": held.address,
                "fetched": held.fetched,
                "capture": held.capture,
                "headers": list(held.headers),
            }
            for held in evidence.acquired_by(connection, id)
        ],
        "captures": [_capture_row(connection, held) for held in evidence.captures_of(connection, id)],
        "readings": _readings(connection, id),
        "decisions": _decided(connection, id),
        "read": read,
    }


def _statement(connection: Any, id: str) -> ShownStatement:
    row = listing.statement(connection, id)
    report = evidence.get(connection, row.report_id)
    said = derived.said(connection, report)
    if said is None:
        raise UnknownId(f"the report of statement {id} was removed", kind="unknown-id")
    read = said[1]
    statement = next(held for held in read["statements"] if held["id"] == id)
    whole: Any = read["report"]
    text, start, end = whole["text"], row.start, row.end
    bare = {name: value for name, value in whole.items() if name != "text"}
    return {
        "what": "statement",
        "item": statement_item(row),
        "statement": statement,
        "read": cast("ReadRow", {**read, "report": bare, "statements": [statement], "mentions": []}),
        "prefix": text[max(0, start - _AROUND) : start],
        "suffix": text[end : end + _AROUND],
        "decisions": _decided(connection, row.report_id, about=[id, *(p["id"] for p in statement["points"])]),
    }


def _point(connection: Any, id: str) -> ShownStatement:
    return _statement(connection, listing.statement_of_point(connection, id))


def _reading(connection: Any, id: str) -> ShownReading:
    report = evidence.get(connection, listing.reports_of_readings(connection, [id])[id])
    reading = next(held for held in _readings(connection, report.id) if held["id"] == id)
    read = None
    if not reading["removed"] and not report.removed:
        read = derived.row_of(report, readings.body(connection, id), evidence.text(connection, report.id))
    return {"what": "reading", "reading": reading, "report": _item(connection, report.id), "read": read}


def _decision(connection: Any, id: str) -> ShownDecision:
    row = history.row_of(connection, decisions.get(connection, id))
    return {"what": "decision", "decision": row, "came": _came(connection, "decision", id)}


def _capture(connection: Any, id: str) -> ShownCapture:
    held = listing.items(connection, listing.reports_of_capture(connection, id))
    found = marks(connection, held)
    return {
        "what": "capture",
        "capture": _capture_row(connection, id),
        "came": _came(connection, "capture", id),
        "reports": [report_item(held[report], found.get(report)) for report in sorted(held)],
    }


def _party_by_id(connection: Any, given: str, said: bool) -> ShownParty | None:
    """A party of the ledger by its id or a prefix, with what it said under any name; None for none."""
    id = party_rulings.party(connection, given)
    item = None if id is None else party_item(connection, id, seen=said)
    return None if item is None else _joined(connection, item, said)


def _joined(connection: Any, item: PartyItem, said: bool) -> ShownParty:
    names = tuple(sorted({key(form["text"]) for form in item["forms"]} - {""}))
    off = in_force.earlier(connection)
    heard = [found for name in names if (found := source_item(connection, name, off)) is not None]
    return {
        "what": "party",
        "party": item,
        "source": max(heard, key=lambda held: (held["statements"], held["key"]), default=None),
        "statements": _newest(connection, Query(sources=names), _NEWEST) if said else [],
        "mentioned": _newest(connection, Query(parties=names), _NEWEST if said else _FEW),
    }


def _party(connection: Any, name: str, said: bool) -> ShownParty | None:
    """A party by its folded name, or a source that is none; None where nobody is called so.

    The party of the ledger, where one alone is called so, with all its names.
    """
    called = party_called(connection, name, seen=said)
    if called is not None:
        return _joined(connection, called, said)
    off = in_force.earlier(connection)
    forms = in_force.forms(connection, [name], off).get(name)
    source = source_item(connection, name, off)
    if not forms and source is None:
        return None
    reports = max((n for _, n in forms or []), default=source["reports"] if source else 0)
    listed = party_items(connection, [(name, reports)], off)
    return {
        "what": "party",
        "party": listed[0] if listed else unjoined(name, [(name, reports)], forms=False),
        "source": source,
        "statements": _newest(connection, Query(sources=(name,)), _NEWEST) if said else [],
        "mentioned": _newest(connection, Query(parties=(name,)), _NEWEST if said else _FEW),
    }


_SHOW = {
    "report": _report,
    "statement": _statement,
    "point": _point,
    "reading": _reading,
    "decision": _decision,
    "capture": _capture,
}


def _newest(connection: Any, query: Query, limit: int) -> list[StatementItem]:
    found = searches.found(connection, query, of="statements", wanted=limit)
    return [statement_item(row) for row in islice(found, limit)]


def _item(connection: Any, id: str) -> ReportItem:
    return report_item(listing.items(connection, [id])[id], marks(connection, [id]).get(id))


def _came(connection: Any, kind: str, id: str) -> list[CustodyRow]:
    return [custody_row(entry) for entry in log.custody(connection, kind, id)]


def _readings(connection: Any, report: str) -> list[ReadingItem]:
    """The readings of a report, the one in force first."""
    held = readings.of_report(connection, report)
    force = readings.in_force(connection, report)
    return [
        {
            "id": reading.id,
            "version": reading.version,
            "weights": reading.weights,
            "in_force": force is not None and force.id == reading.id,
            "removed": reading.removed,
            "came": _came(connection, "reading", reading.id),
        }
        for reading in held
    ]


def _capture_row(connection: Any, id: str) -> CaptureRow:
    row = listing.capture(connection, id)
    return {"id": row.id, "media": row.media, "size": row.size, "kept": bool(row.kept)}


def _decided(connection: Any, report: str, *, about: list[str] | None = None) -> list[DecisionRow]:
    """The decisions on a report and what it says, by id; with `about` only those on one of these ids."""
    ids = listing.decided_on(connection, [report, *(about or [])])
    held = [decisions.get(connection, id) for id in ids]
    if about is not None:
        held = [each for each in held if each.target in about or each.body.get("id") in about]
    return history.rows_of(connection, held)
