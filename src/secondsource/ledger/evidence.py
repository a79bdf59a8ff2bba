"""Reports as they come in and as they are found again: captures, reports, acquisitions, and their readings.

Everything is named by its content, so adding twice adds nothing; only a new acquisition (another path,
another fetch) is noted. What is shown does not depend on what came first: fields that are no part of a
report's identity are kept for every form it came in, and in force is the lowest value of each.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from sqlalchemy import Connection, insert, select, update

from secondsource.errors import UnknownId
from secondsource.ledger import bulk, captures, decisions, derived, readings, rehash
from secondsource.ledger.folding import storable
from secondsource.ledger.generation import generation
from secondsource.ledger.incoming import Acquisition as Acquisition
from secondsource.ledger.incoming import Added as Added
from secondsource.ledger.incoming import Received as Received
from secondsource.ledger.kept import COLUMNS, Kept, by_id, kept, path_of, text_of
from secondsource.ledger.tables import acquisitions, renditions, reports
from secondsource.ledger.tables import captures as capture_table
from secondsource.ledger.tables import decisions as decision_table
from secondsource.ledger.tables import readings as reading_table
from secondsource.ledger.writing import Writing
from secondsource.model.identity import canonical, digest
from secondsource.model.report import FieldReason, Report
from secondsource.records.rows import ReadRow

# Fields of a report that are no part of its identity, or not alone; in force is the lowest value of each.
_LOOSE = ("capture", "byline", "dateline", "language", "address", "record")
_FIELDS = ("title", "publisher", "byline", "dateline", "published", "language", "address", "record")
_PREFIX = re.compile(r"(?:sha256:)?([0-9a-f]{6,64})")
_PAGE = 500
# How a report came: first (nothing of it is here), back after its removal, with another field, or as it was.
Came = Literal["first", "back", "changed", "known"]


def add_report(w: Writing, received: Received) -> Added:
    """Keep a report, its capture and its reading, and derive what it says; adding it again changes nothing.

    Raises LedgerError (kind "mismatch") when the reading is not one of this report.
    """
    return add_reports(w, [received])[0]


def add_reports(w: Writing, received: Sequence[Received]) -> list[Added]:
    """As `add_report` for several, in their order; what is derived of new ones is written together."""
    new: list[derived.New] = []
    made = [_add_report(w, each, new) for each in received]
    derived.write_new(w, new)
    return made


def _add_report(w: Writing, received: Received, to_derive: list[derived.New]) -> Added:
    """Keep a report; what is to be derived of new ones is left to the caller."""
    report = received.report
    id = report.id
    if decisions.removed(w.connection, id):
        return Added(report=id, removed=True)
    capture = None if report.capture is None else captures.put(w, report.capture)
    held, came = put_report(w, id, report, capture)
    first, new = came == "first", came in ("first", "back")
    put_rendition(w, id, report, capture, first=first)
    noted = _acquire(w, id, received.acquisition or acquired(report), capture, first=first)
    beside = [] if first else readings.of_report(w.connection, id)
    reading, read = None, False
    if received.reading is not None:
        reading, read = readings.put(w, id, received.reading, beside=beside)
    if new and all(each.id == reading for each in beside):
        row = None if reading is None or received.reading is None else (reading, received.reading)
        to_derive.append((held, report.text, row))
    elif new or came == "changed" or read:
        # It may have come just before, and be still to derive.
        derived.write_new(w, to_derive)
        to_derive.clear()
        derived.write(w.connection, held, generations=w.generations)
    return Added(report=id, reading=reading, new_report=new, new_reading=read, new_acquisition=noted)


def add_reading(w: Writing, report: str, row: ReadRow) -> tuple[str, bool]:
    """Keep another reading of a report that is here, and derive anew if it comes in force.

    Gives its id and whether it was new. Raises UnknownId for a report that is not here.
    """
    return add_readings(w, {report: row})[0]


def add_readings(w: Writing, rows: Mapping[str, ReadRow]) -> list[tuple[str, bool]]:
    """As `add_reading` for some reports by id; what is derived of first readings is written together."""
    first: list[derived.New] = []
    made = []
    for report, row in rows.items():
        held = get(w.connection, report)
        beside = readings.of_report(w.connection, report)
        id, new = readings.put(w, report, row, beside=beside)
        made.append((id, new))
        before = next((each for each in beside if not each.removed), None)
        if new and not beside:
            first.append((held, text_of(w.connection, report), (id, row)))
        elif new and readings.in_force(w.connection, report) != before:
            derived.write(w.connection, held, generations=w.generations)
    derived.write_first(w, first)
    return made


def acquired(report: Report) -> Acquisition:
    """The acquisition that a report tells of itself."""
    return Acquisition(
        path=report.path,
        address=report.address if report.retrieved else None,
        fetched=report.retrieved,
        headers=report.capture.headers if report.capture else (),
    )


def get(connection: Connection, id: str) -> Kept:
    """A report by its whole id. Raises UnknownId where there is none."""
    held = by_id(connection, id)
    if held is None:
        raise UnknownId(f"no report {id} is in this ledger", kind="unknown-id")
    return held


def report(connection: Connection, given: str) -> Kept:
    """A report by its id, a prefix of at least six hex digits, or its path in the ledger (`#ID`, an address).

    Raises UnknownId where nothing is named so (kind "unknown-id"), or several are ("ambiguous-id").
    """
    found = [id for kind, id in find(connection, given) if kind == "report"]
    if not found:
        by_path = select(reports.c.id).where(reports.c.path == given).order_by(reports.c.id).limit(2)
        found = list(connection.execute(by_path).scalars())
    return get(connection, one(given, found, "report"))


def one(given: str, found: Sequence[str], what: str) -> str:
    """The one thing that was found under what was given. Raises UnknownId for none and for several."""
    if not found:
        message = (
            f"nothing in this ledger is the {what} {given!r}; give its id, or the first six digits of it"
        )
        raise UnknownId(message, kind="unknown-id")
    if len(found) > 1:
        message = f"{given!r} may be {' or '.join(found[:3])}; give more digits"
        raise UnknownId(message, kind="ambiguous-id")
    return found[0]


def find(connection: Connection, given: str) -> list[tuple[str, str]]:
    """The (kind, id) of all that has an id, or a prefix of at least six hex digits: at most three of a kind.

    Kinds: report, capture, reading, decision, statement, point. Empty where `given` is no such prefix.
    """
    shape = _PREFIX.fullmatch(given)
    if shape is None:
        return []
    low = f"sha256:{shape[1]}"
    made = derived.current(connection)
    tables = {
        "report": reports,
        "capture": capture_table,
        "reading": reading_table,
        "decision": decision_table,
        "statement": made.statements,
        "point": made.points,
    }
    found = []
    for kind, table in tables.items():
        # Digits end at "f": "g" is beyond all that begin so.
        query = select(table.c.id).where(table.c.id >= low, table.c.id < low + "g")
        query = query.distinct().order_by(table.c.id).limit(3)
        found += [(kind, id) for id in connection.execute(query).scalars()]
    return found


def page(connection: Connection, *, after: str = "", limit: int = _PAGE) -> list[Kept]:
    """The reports that come after an id, by id, at most `limit`; removed ones among them."""
    query = select(*COLUMNS).where(reports.c.id > after).order_by(reports.c.id).limit(limit)
    return [kept(row) for row in connection.execute(query)]


def every(connection: Connection) -> Iterator[Kept]:
    """All reports by id, fetched in pages; removed ones among them."""
    after = ""
    while found := page(connection, after=after):
        yield from found
        after = found[-1].id


def text(connection: Connection, id: str) -> str:
    """The text of a report by its whole id. Raises UnknownId where there is none, or it was removed."""
    return text_of(connection, id)


def acquired_by(connection: Connection, report: str) -> list[Acquisition]:
    """Where and when a report was received, by id of the acquisition."""
    query = select(acquisitions).where(acquisitions.c.report == report).order_by(acquisitions.c.id)
    return [
        Acquisition(
            path=row.path,
            address=row.address,
            fetched=row.fetched,
            headers=tuple((name, value) for name, value in json.loads(row.headers)),
            capture=row.capture,
        )
        for row in connection.execute(query)
    ]


def captures_of(connection: Connection, report: str) -> list[str]:
    """The ids of all captures that held a report, sorted."""
    query = select(renditions.c.capture).where(
        renditions.c.report == report, renditions.c.capture.is_not(None)
    )
    return sorted(set(connection.execute(query).scalars()))


def blocks(connection: Connection, report: str) -> list[tuple[int, int, str]]:
    """The way back from a report's text to its capture: (start, end, locator) each; [] where unknown."""
    held = get(connection, report)
    query = select(renditions.c.body).where(
        renditions.c.report == report,
        renditions.c.capture == held.capture,
        renditions.c.body.is_not(None),
    )
    for body in connection.execute(query.order_by(renditions.c.id)).scalars():
        listed = readings.parsed(captures.unpacked(body))["blocks"]
        if listed:
            return [(start, end, locator) for start, end, locator in listed]
    return []


def reasons(connection: Connection, report: str) -> tuple[FieldReason, ...]:
    """Where the fields of a report were read, by field; () where no form that it came in tells.

    Of each field those of the form whose value is in force; of several such forms the lowest reasons.
    """
    held = get(connection, report)
    query = select(renditions.c.body).where(renditions.c.report == report, renditions.c.body.is_not(None))
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for body in connection.execute(query).scalars():
        form = readings.parsed(captures.unpacked(body))
        told: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for name, code, values in form.get("reasons", []):
            if name not in _LOOSE or form[name] == getattr(held, name):
                told.setdefault(name, []).append((code, tuple(values)))
        for name, why in told.items():
            found[name] = min(why, found.get(name, why))
    return tuple(
        FieldReason(field=name, code=code, values=values)
        for name in sorted(found)
        for code, values in found[name]
    )


def purge(w: Writing, report: str) -> None:
    """Take away the text, fields, readings and captures of a report for good; ids and the log stay.

    Captures that another report was read from stay. Only for a removal, after its decision was written.
    """
    held = get(w.connection, report)
    for n in w.generations:
        if not held.removed:
            derived.take(w.connection, generation(n), held, text_of(w.connection, report))
    ours = captures_of(w.connection, report)
    nothing: dict[str, Any] = dict.fromkeys((*_FIELDS, "body", "exact"), None)
    gone = path_of(report, address=None, record=None)
    w.connection.execute(update(reports).where(reports.c.id == report).values(**nothing, path=gone, length=0))
    for table in (renditions, reading_table):
        w.connection.execute(update(table).where(table.c.report == report).values(body=None))
    w.connection.execute(
        update(acquisitions)
        .where(acquisitions.c.report == report)
        .values(address=None, path="", fetched=None, headers="[]")
    )
    for capture in ours:
        _purge_capture(w, capture)


def _purge_capture(w: Writing, capture: str) -> None:
    joined = renditions.join(reports, reports.c.id == renditions.c.report)
    used = select(reports.c.id).select_from(joined)
    used = used.where(renditions.c.capture == capture, reports.c.body.is_not(None)).limit(1)
    if w.connection.execute(used).first() is None:
        table = capture_table
        w.connection.execute(update(table).where(table.c.id == capture).values(body=None))


def put_report(w: Writing, id: str, report: Report, capture: str | None) -> tuple[Kept, Came]:
    """A report's row: as it now stands, and how it came."""
    held = by_id(w.connection, id)
    given = {name: getattr(report, name) for name in _FIELDS} | {"capture": capture}
    if held is None or held.removed:
        return _put_new(w, id, report, given, held), "first" if held is None else "back"
    lowest: dict[str, Any] = {
        name: min((value for value in (getattr(held, name), given[name]) if value is not None), default=None)
        for name in _LOOSE
    }
    now = replace(held, **lowest)
    now = replace(now, path=_path(now))
    if now != held:
        values = _columns({name: getattr(now, name) for name in (*_FIELDS, "capture")})
        w.connection.execute(update(reports).where(reports.c.id == id).values(**values, path=now.path))
    return now, "known" if now == held else "changed"


def _put_new(w: Writing, id: str, report: Report, given: dict[str, Any], held: Kept | None) -> Kept:
    """Insert a report's row, or fill the one that is held again after its removal was withdrawn."""
    path = storable(path_of(id, address=report.address, record=report.record))
    body = captures.packed(report.text.encode("utf-8", "surrogatepass"))
    length = len(report.text)
    values = _columns(given) | {"path": path, "length": length, "body": body}
    if held is not None:
        w.connection.execute(update(reports).where(reports.c.id == id).values(**values))
        number = held.number
    else:
        made: Any = w.connection.execute(insert(reports), {"id": id, **values})
        number = made.inserted_primary_key[0]
        w.enter("report", id)
    return Kept(number=number, id=id, path=path, length=length, **given)


def _columns(fields: dict[str, Any]) -> dict[str, Any]:
    """Fields as text columns take them, and in `exact` those that they cannot hold as they are."""
    clean = {name: None if value is None else storable(value) for name, value in fields.items()}
    differing = {name: value for name, value in fields.items() if value != clean[name]}
    return {**clean, "exact": canonical(differing) if differing else None}


def _path(report: Kept) -> str:
    return storable(path_of(report.id, address=report.address, record=report.record))


def put_rendition(w: Writing, id: str, report: Report, capture: str | None, *, first: bool = False) -> None:
    """The form in which a report came: once each. first: surely nothing of the report is here yet."""
    body = rehash.rendition_body(report)
    made = digest(canonical({"report": id, "capture": capture, "body": digest(body)}))
    known = select(renditions.c.body.is_(None)).where(renditions.c.id == made)
    purged = None if first else w.connection.execute(known).scalar()
    if purged is None:
        bulk.put(w.connection, renditions, [(made, id, capture, captures.packed(body))])
        w.enter("rendition", made)
    elif purged:
        values = {"report": id, "capture": capture, "body": captures.packed(body)}
        w.connection.execute(update(renditions).where(renditions.c.id == made).values(**values))


def _acquire(w: Writing, report: str, acquisition: Acquisition, capture: str | None, *, first: bool) -> bool:
    """Note where and when a report was received; False where that is noted already."""
    fields = {
        "report": report,
        "capture": acquisition.capture or capture,
        "address": acquisition.address,
        "path": acquisition.path or "-",
        "fetched": acquisition.fetched,
        "headers": [[storable(name), storable(value)] for name, value in acquisition.headers],
    }
    # Named by what is kept of it, so that it can be checked again.
    row = {name: storable(value) if isinstance(value, str) else value for name, value in fields.items()}
    id = digest(canonical(row))
    query = select(acquisitions.c.path).where(acquisitions.c.id == id)
    known = None if first else w.connection.execute(query).scalar()
    if known:
        return False
    row["headers"] = json.dumps(fields["headers"], ensure_ascii=False)
    if known is None:
        bulk.put(w.connection, acquisitions, [(id, *row.values())])
        w.enter("acquisition", id)
    else:
        # A purge left it without its path.
        w.connection.execute(update(acquisitions).where(acquisitions.c.id == id).values(**row))
    return True
