"""What is derived: statements, points, facets, names and full text, of the reading in force as decided upon.

A function of the readings and decisions in force alone, so any order of arrival gives the same rows (but for
the numbers, which tie them inside one ledger). Written in the transaction that changes what is in force;
`rebuilding` makes all of it anew beside what is in use.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Connection, delete, func, select, text, update

from secondsource.errors import LedgerError, UnknownId
from secondsource.ledger import bulk, decisions, facets, fulltext, readings
from secondsource.ledger.folding import storable
from secondsource.ledger.generation import SHIFT, Generation, generation, owners, report_owner
from secondsource.ledger.kept import COLUMNS, Kept, kept, text_of
from secondsource.ledger.tables import reports
from secondsource.ledger.writing import Writing, generations, get_meta
from secondsource.records.rows import ReadRow, StatementRow

# Raised whenever the same readings and decisions give other rows. Folding goes by Python's table of Unicode.
VERSION = f"1 unicode-{unicodedata.unidata_version}"
_MOST = (1 << SHIFT) - 1

# A value for each column of the table, in its order.
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """All that is derived of one report, ready for the tables of any generation."""

    reading: str | None
    statements: list[Row]
    points: list[Row]
    facets: list[Row]
    names: list[tuple[str, str]]
    statement_texts: list[tuple[int, str]]
    report_texts: list[tuple[int, str]]


def current(connection: Connection) -> Generation:
    """The derived tables in use. Ask again in every transaction: a rebuild swaps them."""
    return generation(generations(connection)[0])


def stale(connection: Connection) -> str | None:
    """The version that made the tables in use, where it is not this program's; None when all is well."""
    made = get_meta(connection, "derived")
    return None if made == VERSION else made or "none"


def said(connection: Connection, report: Kept, *, text: str | None = None) -> tuple[str, ReadRow] | None:
    """The id of a report's reading in force, and its row with the decisions in force applied.

    The row holds the report with its text, and the path that the ledger gives it. None where the report was
    never read, or is removed.
    """
    held = None if report.removed else readings.in_force(connection, report.id)
    if held is None:
        return None
    row = row_of(report, readings.body(connection, held.id), text or text_of(connection, report.id))
    return held.id, decisions.applied(connection, report.id, row)


def row_of(report: Kept, body: bytes, text: str) -> ReadRow:
    """A reading's body as the row it was made of, with the report as the ledger keeps it."""
    fields = {"path": report.path, "error": None, "report": report.row(text), **readings.parsed(body)}
    return cast("ReadRow", fields)


def replace(w: Writing, report: str) -> None:
    """Derive anew what a report says, after its reading in force, its fields or its decisions changed.

    Of a removed report nothing is left. Call it before a purge: the full text is taken out by the text.
    """
    found = w.connection.execute(select(*COLUMNS).where(reports.c.id == report)).first()
    if found is None:
        raise UnknownId(f"no report {report} is in this ledger", kind="unknown-id")
    write(w.connection, kept(found), generations=w.generations)


def write(connection: Connection, report: Kept, *, generations: tuple[int, ...]) -> None:
    """Write what a report says into the tables of some generations, in place of what they held of it."""
    gone = report.removed or decisions.removed(connection, report.id)
    body = None if report.removed else text_of(connection, report.id)
    rows = None if gone or body is None else rows_of(report, body, said(connection, report, text=body))
    for n in generations:
        take(connection, generation(n), report, body)
        if rows is not None:
            put(connection, generation(n), report, rows)


def write_new(w: Writing, report: Kept, body: str, reading: tuple[str, ReadRow] | None) -> None:
    """Write what a new report says, with its text and its one reading, if it has one."""
    found = None
    if reading is not None:
        row: ReadRow = {**reading[1], "path": report.path, "report": report.row(body)}
        found = reading[0], decisions.applied(w.connection, report.id, row)
    rows = rows_of(report, body, found)
    for n in w.generations:
        put(w.connection, generation(n), report, rows)


def take(connection: Connection, held: Generation, report: Kept, text: str | None) -> None:
    """Take what is derived of a report out of the tables of a generation."""
    found = connection.execute(select(held.standing).where(held.standing.c.number == report.number)).first()
    if found is None:
        return
    first, last = owners(report.number)
    of_statements = held.statements.c.number.between(first, last)
    query = select(held.statements.c.number, held.statements.c.content).where(of_statements)
    fulltext.take(
        connection,
        held.statement_words,
        [(row.number, row.content) for row in connection.execute(query)],
    )
    if text is not None:
        fulltext.take(connection, held.report_words, [(first, _report_text(report, text))])
    connection.execute(delete(held.points).where(held.points.c.number.between(first, last)))
    connection.execute(delete(held.statements).where(of_statements))
    connection.execute(delete(held.facets).where(held.facets.c.owner.between(first, last)))
    _unname(connection, held, report.number)
    connection.execute(delete(held.standing).where(held.standing.c.number == report.number))


def rows_of(report: Kept, text: str, said: tuple[str, ReadRow] | None) -> Rows:
    """What the tables hold of one report: a pure function of it, its text, and what it is read to say."""
    owner = report_owner(report.number)
    own = facets.of_report(
        publisher=report.publisher,
        byline=report.byline,
        language=report.language,
        published=report.published,
    )
    rows = Rows(
        reading=None if said is None else said[0],
        statements=[],
        points=[],
        facets=_facet_rows(owner, own),
        names=[],
        statement_texts=[],
        report_texts=[(owner, _report_text(report, text))],
    )
    if said is not None:
        _add_statements(rows, report, said[1])
    return rows


def _add_statements(rows: Rows, report: Kept, row: ReadRow) -> None:
    """Fill in what a reading says."""
    parties = facets.parties_of(row)
    owner = report_owner(report.number)
    for n, statement in enumerate(row["statements"]):
        at = owner + n + 1
        key = facets.source_key(statement, parties)
        rows.statements.append(_statement_row(at, report.number, n, statement, key))
        rows.facets.extend(_facet_rows(at, facets.of_statement(statement, row, parties)))
        rows.statement_texts.append((at, statement["content"]["text"]))
        for place, point in enumerate(statement["points"]):
            span = _extent(point["spans"])
            number = owner + len(rows.points) + 1
            words = storable(point["text"])
            rows.points.append((number, point["id"], at, place, *span, words, point["negated"]))
    if len(rows.statements) > _MOST or len(rows.points) > _MOST:
        message = f"report {report.id} has more statements or points than the {_MOST:,} that a ledger takes"
        raise LedgerError(f"{message}; split it", kind="mismatch")
    rows.names.extend(sorted(facets.names_of(row)))


def _statement_row(number: int, report: int, n: int, statement: StatementRow, key: str | None) -> Row:
    source, cue, certainty = statement["source"], statement["cue"], statement["certainty"]
    start, end = _extent(statement["content"]["spans"])
    words = source["text"] if source else None
    return (
        number,
        statement["id"],
        report,
        n,
        statement["attributed"],
        statement["parent"],
        None if words is None else storable(words),
        key,
        None if cue is None else storable(cue["text"]),
        storable(statement["content"]["text"]),
        start,
        end,
        statement["quote"],
        statement["polarity"],
        statement["forecast"],
        *((certainty["level"], certainty["low"], certainty["high"]) if certainty else (None, None, None)),
    )


def _facet_rows(owner: int, found: set[facets.Facet]) -> list[Row]:
    ordered = sorted(found, key=lambda facet: (facet[0], facet[1], facet[2] or 0.0, facet[3] or 0.0))
    return [(owner, n, *facet) for n, facet in enumerate(ordered)]


def _extent(spans: list[tuple[int, int]]) -> tuple[int, int]:
    """From the first of some spans to the end of the last; (0, 0) of none."""
    return (min(s for s, _ in spans), max(e for _, e in spans)) if spans else (0, 0)


def _report_text(report: Kept, text: str) -> str:
    return f"{report.title or ''}\n{text}"


def put(connection: Connection, held: Generation, report: Kept, rows: Rows) -> None:
    """Insert the rows of a report, of which none is there yet, into the tables of a generation."""
    counts = len(rows.statements), len(rows.points)
    bulk.put(connection, held.standing, [(report.number, rows.reading, *counts)])
    bulk.put(connection, held.statements, rows.statements)
    bulk.put(connection, held.points, rows.points)
    bulk.put(connection, held.facets, rows.facets)
    fulltext.put(connection, held.statement_words, rows.statement_texts)
    fulltext.put(connection, held.report_words, rows.report_texts)
    _name(connection, held, report.number, rows.names)


def _name(connection: Connection, held: Generation, report: int, forms: list[tuple[str, str]]) -> None:
    """Count a report under each of its names, and make those that are new."""
    if not forms:
        return
    names = held.names
    query = select(names.c.number, names.c.key, names.c.shown)
    query = query.where(names.c.key.in_(sorted({key for key, _ in forms})))
    known = {(row.key, row.shown): row.number for row in connection.execute(query)}
    ours = [known[form] for form in forms if form in known]
    if ours:
        counted = names.c.reports + 1
        connection.execute(update(names).where(names.c.number.in_(ours)).values(reports=counted))
    new = [form for form in forms if form not in known]
    if new:
        free = int(connection.execute(select(func.max(names.c.number))).scalar() or 0) + 1
        made = [(n, key, shown, 1) for n, (key, shown) in enumerate(new, start=free)]
        bulk.put(connection, names, made)
        if connection.dialect.name == "sqlite":
            command = f"INSERT INTO {held.trigrams}(rowid, key) VALUES (:number, :key)"
            connection.execute(text(command), [{"number": n, "key": key} for n, key, _, _ in made])
        ours += [n for n, *_ in made]
    bulk.put(connection, held.named, [(report, name) for name in ours])


def _unname(connection: Connection, held: Generation, report: int) -> None:
    """Take a report off its names, and names off the table that no report has any more."""
    names, named = held.names, held.named
    ours = select(named.c.name).where(named.c.report == report)
    connection.execute(update(names).where(names.c.number.in_(ours)).values(reports=names.c.reports - 1))
    query = select(names.c.number, names.c.key).where(names.c.number.in_(ours), names.c.reports < 1)
    gone = [dict(row._mapping) for row in connection.execute(query)]
    connection.execute(delete(named).where(named.c.report == report))
    if not gone:
        return
    if connection.dialect.name == "sqlite":
        command = f"INSERT INTO {held.trigrams}({held.trigrams}, rowid, key) VALUES ('delete', :number, :key)"
        connection.execute(text(command), gone)
    connection.execute(delete(names).where(names.c.number.in_([row["number"] for row in gone])))
