"""Reports as the ledger keeps them: their row, their text, and both as the model's report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, select

from secondsource.errors import UnknownId
from secondsource.ledger import keyed
from secondsource.ledger.captures import unpacked
from secondsource.ledger.prepared import Prepared
from secondsource.ledger.readings import parsed
from secondsource.ledger.tables import reports
from secondsource.model.report import Report
from secondsource.records.rows import ReportRow

# All columns but the text, which is large and mostly not asked for.
COLUMNS = (
    *(column for column in reports.c if column.name != "body"),
    reports.c.body.is_(None).label("removed"),
)

_BY_ID = Prepared(select(*COLUMNS).where(reports.c.id == bindparam("id")))
# Reports that are asked for in one statement of SQL.
_MANY = 500
_BODY = Prepared(select(reports.c.body).where(reports.c.id == bindparam("id")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A report without its text. path: `#ID` of a record, else the address, else `#` and 12 digits of the id.

    number is of its row, in the order of arrival: never sort or export by it. length is in code points.
    removed: a decision took text, title and all else away.
    """

    number: int
    id: str
    capture: str | None
    title: str | None
    publisher: str | None
    byline: str | None
    dateline: str | None
    published: str | None
    language: str | None
    address: str | None
    record: str | None
    path: str
    length: int
    removed: bool = False

    def row(self, text: str | None = None) -> ReportRow:
        """The report as it stands in records; with its text where that is given."""
        row: ReportRow = {
            "id": self.id,
            "title": self.title,
            "publisher": self.publisher,
            "byline": self.byline,
            "dateline": self.dateline,
            "published": self.published,
            "retrieved": None,
            "language": self.language,
            "length": self.length,
            "reasons": [],
        }
        if text is not None:
            row["text"] = text
        return row

    def model(self, text: str) -> Report:
        """The report as readers and linking take it; its capture stays in the ledger."""
        return Report(
            text=text,
            path=self.path,
            title=self.title,
            publisher=self.publisher,
            byline=self.byline,
            dateline=self.dateline,
            published=self.published,
            language=self.language,
            address=self.address,
            record=self.record,
        )


def kept(row: Any) -> Kept:
    """A row of `COLUMNS` as a report."""
    fields: dict[str, Any] = dict(row._mapping)
    exact = fields.pop("exact")
    if exact is not None:
        fields |= parsed(exact)
    fields["removed"] = bool(fields["removed"])
    return Kept(**fields)


def by_id(connection: Connection, id: str) -> Kept | None:
    """A report by its whole id, or None."""
    row = _BY_ID(connection, id=id).first()
    return None if row is None else kept(row)


def by_ids(connection: Connection, ids: Iterable[str]) -> dict[str, Kept]:
    """Reports by their whole ids; those that are not there are left out."""
    found: dict[str, Kept] = {}
    listed = sorted(set(ids))
    for start in range(0, len(listed), _MANY):
        query = select(*COLUMNS).where(reports.c.id.in_(listed[start : start + _MANY]))
        found |= {row.id: kept(row) for row in connection.execute(query)}
    return found


def paths(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """The paths of reports by their whole ids; those that are not there are left out."""
    rows = keyed.columns(connection, reports, ("id", "path"), sorted(set(ids)), by="id")
    return {row[0]: row[1] for row in rows}


def text_of(connection: Connection, id: str) -> str:
    """The text of a report by its whole id. Raises UnknownId where there is none, or it was removed."""
    row = _BODY(connection, id=id).first()
    if row is None:
        raise UnknownId(f"no report {id} is in this ledger", kind="unknown-id")
    if row.body is None:
        raise UnknownId(f"the text of report {id} was removed by decision", kind="unknown-id")
    return unpacked(row.body).decode("utf-8", "surrogatepass")


def path_of(id: str, *, address: str | None, record: str | None) -> str:
    """The name of a report in a ledger, which doesn't depend on the file that it came from."""
    if record:
        return f"#{record}"
    return address or f"#{id.removeprefix('sha256:')[:12]}"
