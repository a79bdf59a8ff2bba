"""One record of an export at a time into a ledger: checked against its id, and refused where it does not fit.

What is derived follows later: each report that changes is put among the jobs of `DERIVE` in the same
transaction, so that it is derived once, however many readings and decisions come with it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NotRequired, cast

from sqlalchemy import Connection, insert, select
from typing_extensions import TypedDict  # pydantic asks for this one below Python 3.12

from secondsource.ledger import (
    bulk,
    captures,
    decisions,
    evidence,
    jobs,
    log,
    pair_readings,
    readings,
    rehash,
)
from secondsource.ledger.folding import storable
from secondsource.ledger.tables import acquisitions, entries, renditions, reports
from secondsource.ledger.tables import captures as capture_table
from secondsource.ledger.tables import log as log_table
from secondsource.ledger.tables import readings as reading_table
from secondsource.ledger.writing import Writing
from secondsource.model.identity import canonical, digest
from secondsource.model.report import Block, Capture, FieldReason, Report
from secondsource.model.span import Span
from secondsource.records.rows import (
    CreditRow,
    MentionRow,
    NumberRow,
    PartyRow,
    ReaderRow,
    ReadRow,
    StatementRow,
    TimeRow,
)

if TYPE_CHECKING:
    from pydantic import TypeAdapter

# Jobs of this kind: reports, by id, whose derived rows are behind their evidence.
DERIVE = "derive"
# What the log notes of a capture that was named without its bytes, and of a chain that came with its head.
ABSENT, CHAIN = "absent", "chain"
_TEXTS = ("title", "publisher", "published")
_LOOSE = ("byline", "dateline", "language", "address", "record_id")
_TRACED = {
    "capture": capture_table,
    "report": reports,
    "rendition": renditions,
    "acquisition": acquisitions,
    "reading": reading_table,
}


class Refusal(Exception):
    """A record is not taken: a kind for programs, and words for people."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


@dataclass(kw_only=True)
class Came:
    """What one transaction brought: counts by kind of what is new, known, of removed reports, without bytes.

    heads: of each chain that grew, the number and hash of its newest entry here. refusals: of captures, whose
    reports came in without them.
    """

    new: dict[str, int] = field(default_factory=dict)
    known: dict[str, int] = field(default_factory=dict)
    removed: int = 0
    absent: int = 0
    heads: dict[str, tuple[int, str]] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)

    def count(self, kind: str, *, new: bool) -> None:
        """One more record of a kind was new, or known."""
        held = self.new if new else self.known
        held[kind] = held.get(kind, 0) + 1

    def add(self, more: Came) -> None:
        """What another one brought, too."""
        for ours, theirs in ((self.new, more.new), (self.known, more.known)):
            for kind, count in theirs.items():
                ours[kind] = ours.get(kind, 0) + count
        self.removed += more.removed
        self.absent += more.absent
        self.heads |= more.heads


def take(w: Writing, record: dict[str, Any], came: Came, *, folder: Path | None, restoring: bool) -> None:
    """Take in one record that is no decision. Raises Refusal where it does not fit its id or this ledger."""
    kind = record["record"]
    try:
        if kind == "report":
            _report(w, record, came, folder)
        elif kind == "reading":
            _reading(w, record, came)
        elif kind == "acquisition":
            _acquisition(w, record, came)
        elif kind == "log":
            _log(w, record, came, restoring=restoring)
        elif kind == "pair":
            _pair(w, record, came)
        elif kind == "trace":
            _trace(w, record, came, restoring=restoring)
        else:
            raise Refusal("unknown-kind", f"this version knows no record of the kind {kind!r}")
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError) as error:
        message = f"this {kind} is not shaped as one ({type(error).__name__}: {error})"
        raise Refusal("bad-record", message) from error


def _report(w: Writing, record: dict[str, Any], came: Came, folder: Path | None) -> None:
    id, forms = record["id"], record["forms"] or [record | {"capture": None, "blocks": []}]
    made = [_form(record, form) for form in forms]
    for report in made:
        if report.id != id:
            raise Refusal("id", f"the id {id} does not fit the text and fields of this report")
    if decisions.removed(w.connection, id):
        came.removed += 1
        return
    new = False
    for report, form in zip(made, forms, strict=True):
        capture = None if form["capture"] is None else _capture(w, form["capture"], came, folder)
        new |= _put(w, report, capture)
    came.count("report", new=new)


def _form(record: dict[str, Any], form: dict[str, Any]) -> Report:
    """A report in one of the forms that it came in."""
    fields = {name: record[name] for name in _TEXTS} | {name: form[name] for name in _LOOSE}
    fields["record"] = fields.pop("record_id")
    for name, value in fields.items():
        if value is not None and not isinstance(value, str):
            raise TypeError(f"{name} is text or null")
    if not isinstance(record["text"], str):
        raise TypeError("text is text")
    blocks = tuple(Block(span=Span(start, end), locator=locator) for start, end, locator in form["blocks"])
    reasons = tuple(
        FieldReason(field=name, code=code, values=tuple(values))
        for name, code, values in form.get("reasons", [])
    )
    if not all(isinstance(word, str) for held in reasons for word in (held.field, held.code, *held.values)):
        raise TypeError("reasons are text")
    return Report(text=record["text"], blocks=blocks, reasons=reasons, **fields)


def _put(w: Writing, report: Report, capture: str | None) -> bool:
    """Keep a report in one form; whether that form was new."""
    id = report.id
    rendition = rehash.rendition(id, capture, rehash.rendition_body(report))
    query = select(renditions.c.id).where(renditions.c.id == rendition, renditions.c.body.is_not(None))
    if w.connection.execute(query).first() is not None:
        return False
    evidence.put_report(w, id, report, capture)
    evidence.put_rendition(w, id, report, capture)
    jobs.put(w.connection, DERIVE, [(id, None)])
    return True


def _capture(w: Writing, named: dict[str, Any], came: Came, folder: Path | None) -> str:
    """Keep a capture, with its bytes where they are given; gives its id."""
    id, media, size = str(named["id"]), str(named["media"]), int(named["size"])
    query = select(capture_table.c.body.is_(None)).where(capture_table.c.id == id)
    missing = w.connection.execute(query).scalar()
    if missing is False:
        return id
    body = None if folder is None else _given(folder, id, came)
    if body is not None:
        captures.put(w, Capture(body=body, media=media))
        # Also where its row was here already: from now on the bytes are.
        w.enter("capture", id)
        came.count("capture", new=True)
    elif missing is None:
        w.connection.execute(insert(capture_table), [{"id": id, "media": media, "size": size, "body": None}])
        w.enter("capture", id)
        w.enter(ABSENT, id)
        came.absent += 1
    return id


def _given(folder: Path, id: str, came: Came) -> bytes | None:
    try:
        return body_in(folder, id)
    except Refusal as refusal:
        # The report is none the worse for it.
        came.refusals.append(refusal)
        return None


def body_in(folder: Path, id: str) -> bytes | None:
    """The bytes of a capture in a folder of captures; None where they are not there.

    Raises Refusal where the file holds other bytes.
    """
    name = id.removeprefix("sha256:")
    if len(name) != 64 or not name.isalnum():
        raise Refusal("bad-record", f"{id!r} is no id of a capture")
    try:
        body = (folder / name).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Refusal("capture", f"{folder / name}: it cannot be read ({error.strerror})") from error
    if digest(body) != id:
        raise Refusal("capture", f"{folder / name}: its bytes are not those that its name stands for")
    return body


def _reading(w: Writing, record: dict[str, Any], came: Came) -> None:
    id, report = record["id"], record["report"]
    fields = {key: value for key, value in record.items() if key not in ("record", "id", "report")}
    row = cast("ReadRow", {"path": id, "error": None, "report": {"id": report}, **fields})
    body = readings.body_of(row)
    if readings.id_of(report, row, body) != id:
        raise Refusal("id", f"the id {id} does not fit this reading")
    if not _standing(w.connection, report, came):
        return
    _check_reading(w.connection, report, row, body)
    _, new = readings.put(w, report, row)
    if new:
        jobs.put(w.connection, DERIVE, [(report, None)])
    came.count("reading", new=new)


def _check_reading(connection: Connection, report: str, row: ReadRow, body: bytes) -> None:
    """Refuse what this version cannot take for a reading, while it can still be refused.

    A shape that fits may still name times that are not there, or hold a day that is none: so it is derived.
    """
    from pydantic import ValidationError

    from secondsource.ledger import derived

    try:
        # JSON with lone surrogates is no UTF-8; what text holds is not the question here.
        _shape().validate_json(body.decode("utf-8", "surrogatepass").encode("utf-8", "replace"), strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise Refusal("bad-record", f"this reading is not shaped as one ({place}: {first['msg']})") from None
    names: tuple[Literal["times", "numbers"], ...] = ("times", "numbers")
    for name in names:
        for statement in row["statements"]:
            named = [*statement[name], *(index for point in statement["points"] for index in point[name])]
            if any(not 0 <= index < len(row[name]) for index in named):
                raise Refusal("bad-record", f"a statement of this reading names {name} that are not there")
    held = evidence.get(connection, report)
    derived.rows_of(held, "", (report, {**row, "path": held.path, "report": held.row("")}))


class _Body(TypedDict):
    """What the body of a reading holds."""

    reader: ReaderRow
    statements: list[StatementRow]
    mentions: list[MentionRow]
    parties: list[PartyRow]
    times: list[TimeRow]
    numbers: list[NumberRow]
    credits: NotRequired[list[CreditRow]]


@lru_cache(maxsize=1)
def _shape() -> TypeAdapter[_Body]:
    from pydantic import TypeAdapter

    return TypeAdapter(_Body)


def _standing(connection: Connection, report: str, came: Came) -> bool:
    """Whether a report is here with its text; one that was removed is counted. Raises Refusal for none."""
    query = select(reports.c.body.is_(None)).where(reports.c.id == report)
    gone = connection.execute(query).scalar()
    if gone is False:
        return True
    if gone or decisions.removed(connection, report):
        came.removed += 1
        return False
    raise Refusal("no-report", f"its report {report} is neither in the export nor in the ledger")


def _acquisition(w: Writing, record: dict[str, Any], came: Came) -> None:
    id = record["id"]
    if rehash.checkable(record) and rehash.acquisition(record) != id:
        raise Refusal("id", f"the id {id} does not fit this acquisition")
    if not _standing(w.connection, record["report"], came):
        return
    query = select(acquisitions.c.path).where(acquisitions.c.id == id)
    new = w.connection.execute(query).first() is None
    if new:
        _known_capture(w.connection, record["capture"])
        names = ("id", "report", "capture", "address", "path", "fetched")
        row = {name: _text(record[name]) for name in names}
        row["headers"] = storable(json.dumps(record["headers"], ensure_ascii=False))
        w.connection.execute(insert(acquisitions), [row])
        w.enter("acquisition", id)
    came.count("acquisition", new=new)


def _known_capture(connection: Connection, id: str | None) -> None:
    if id is not None:
        query = select(capture_table.c.id).where(capture_table.c.id == id)
        if connection.execute(query).first() is None:
            raise Refusal("no-capture", f"its capture {id} is neither in the export nor in the ledger")


def _text(value: Any) -> str | None:
    if value is not None and not isinstance(value, str):
        raise TypeError(f"{value!r} is neither text nor null")
    return None if value is None else storable(value)


def _pair(w: Writing, record: dict[str, Any], came: Came) -> None:
    """Keep what a pair reader said of two wordings."""
    answer = pair_readings.answer_of(canonical(record["answer"]))
    reader = record["reader"]
    if not isinstance(reader, str):
        raise TypeError("reader is text")
    new = pair_readings.put(w, reader, {(record["a"], record["b"]): answer})
    came.count("pair", new=bool(new))


def _log(w: Writing, record: dict[str, Any], came: Came, *, restoring: bool) -> None:
    """Keep an entry of another ledger's chain as it is, behind the one that it follows."""
    entry = log.Entry(**{name: record[name] for name in log.Entry.__slots__})
    brought = [(str(kind), str(id)) for kind, id in record["entries"]]
    where = f"{entry.writer}/{entry.n}"
    if entry.digest != log.digest_of(entry.action, entry.author, brought) or entry.hash != log.hash_of(
        entry.writer, entry.n, entry.previous, entry.at, entry.digest
    ):
        raise Refusal("id", f"the hash of entry {where} of the log does not fit it")
    query = select(log_table.c.hash).where(log_table.c.writer == entry.writer, log_table.c.n == entry.n)
    known = w.connection.execute(query).scalar()
    if known == entry.hash:
        came.count("log", new=False)
        return
    if known is not None:
        raise Refusal("log-fork", f"entry {where} of the log is here too, and it is another one")
    if entry.writer == w.writer and not restoring:
        message = f"entry {where} is of this very ledger's log, beyond its end; `restore` the backup instead"
        raise Refusal("log-own", message)
    last = log.head(w.connection, entry.writer)
    if (entry.n, entry.previous) != ((last.n + 1, last.hash) if last else (1, log.BEGINNING)):
        raise Refusal("log-gap", f"entry {where} of the log does not follow the last one that is here")
    w.connection.execute(insert(log_table), [{name: getattr(entry, name) for name in log.Entry.__slots__}])
    bulk.put(w.connection, entries, [(entry.writer, entry.n, kind, id) for kind, id in sorted(brought)])
    came.heads[entry.writer] = entry.n, entry.hash
    came.count("log", new=True)


def _trace(w: Writing, record: dict[str, Any], came: Came, *, restoring: bool) -> None:
    """What is left of removed evidence: kept by the ledger whose log speaks of it, and by no other."""
    if not restoring:
        return
    table = _TRACED[record["of"]]
    if w.connection.execute(select(table.c.id).where(table.c.id == record["id"])).first() is not None:
        came.count("trace", new=False)
        return
    row: Mapping[str, Any] = {key: value for key, value in record.items() if key in table.c}
    if record["of"] == "report":
        row = {**row, "path": f"#{record['id'].removeprefix('sha256:')[:12]}", "length": 0}
    if record["of"] == "acquisition":
        row = {**row, "path": "", "headers": "[]"}
    w.connection.execute(insert(table), [row])
    came.count("trace", new=True)
