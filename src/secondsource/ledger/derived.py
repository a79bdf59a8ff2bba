"""What is derived: statements, points, facets, names and full text, of the reading in force as decided upon.

A function of the readings and decisions in force alone, so any order of arrival gives the same rows (but for
the numbers, which tie them inside one ledger). Written in the transaction that changes what is in force;
`rebuilding` makes all of it anew beside what is in use.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Connection, bindparam, delete, func, select, text, update

from secondsource.errors import LedgerError, UnknownId
from secondsource.ledger import bulk, decisions, facets, fulltext, link_tables, readings, tallies, tying
from secondsource.ledger.bounds import width
from secondsource.ledger.folding import storable
from secondsource.ledger.generation import SHIFT, Generation, generation, owners, report_owner
from secondsource.ledger.kept import COLUMNS, Kept, kept, text_of
from secondsource.ledger.tables import reports
from secondsource.ledger.writing import Writing, generations, get_meta
from secondsource.records.rows import ReadRow, StatementRow

# Raised whenever the same readings and decisions give other rows. Folding goes by Python's table of Unicode.
VERSION = f"3 unicode-{unicodedata.unidata_version}"
_MOST = (1 << SHIFT) - 1
# An option of a connection: the generation that it asks.
_WITHIN = "secondsource_generation"

# A value for each column of the table, in its order.
Row = tuple[Any, ...]
# A report that is new, or newly read: with its text, and the id and row of its one reading, if it has one.
New = tuple[Kept, str, tuple[str, ReadRow] | None]
_STANDING = ("its_number", "its_reading", "its_statements", "its_points")


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
    options = connection.get_execution_options()
    n = options.get(_WITHIN)
    if n is None:
        n = generations(connection)[0]
        # One snapshot has one answer, and pages of claims ask a thousand times.
        if options.get("secondsource_snapshot"):
            connection.execution_options(**{_WITHIN: n})
    return generation(n)


@contextmanager
def within(connection: Connection, n: int) -> Iterator[None]:
    """Inside, `current` is this generation: what asks there works on one that is being built as well."""
    before = connection.get_execution_options().get(_WITHIN)
    connection.execution_options(**{_WITHIN: n})
    try:
        yield
    finally:
        connection.execution_options(**{_WITHIN: before})


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
    fields: dict[str, Any] = {"path": report.path, "error": None, "report": report.row(text), "credits": []}
    fields |= readings.parsed(body)
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
            put(connection, generation(n), [(report, rows)])


def write_new(w: Writing, new: Sequence[New]) -> None:
    """Write what new reports say, each with the one reading that it has, or none."""
    made = [(each[0], _rows_of_new(w, *each)) for each in new]
    for n in w.generations:
        put(w.connection, generation(n), made)


def write_first(w: Writing, new: Sequence[New]) -> None:
    """Write what first readings of reports say beside what stands of the reports themselves.

    Nothing is taken out: that would cost as much as to put it in, and every report that is added comes so.
    """
    made = [(each[0], _rows_of_new(w, *each)) for each in new]
    for n in w.generations:
        held = generation(n)
        numbers = [report.number for report, _ in made]
        found = bulk.found(w.connection, held.standing, ("number", "reading"), numbers, by="number")
        unread = {number for number, reading in found if reading is None}
        _put_said(w.connection, held, [(report, rows) for report, rows in made if report.number in unread])
        for report, _ in made:
            if report.number not in unread:
                write(w.connection, report, generations=(n,))


def _rows_of_new(w: Writing, report: Kept, body: str, reading: tuple[str, ReadRow] | None) -> Rows:
    """The rows of a report with the one reading that it has, or none, as decisions in force leave it."""
    if reading is None:
        return rows_of(report, body, None)
    row: ReadRow = {**reading[1], "path": report.path, "report": report.row(body)}
    return rows_of(report, body, (reading[0], decisions.applied(w.connection, report.id, row)))


def take(connection: Connection, held: Generation, report: Kept, text: str | None) -> None:
    """Take what is derived of a report out of the tables of a generation."""
    found = connection.execute(select(held.standing).where(held.standing.c.number == report.number)).first()
    if found is None:
        return
    link_tables.mark(connection, held.number, [report.number])
    first, last = owners(report.number)
    of_statements = held.statements.c.number.between(first, last)
    query = select(held.statements.c.number, held.statements.c.content).where(of_statements)
    fulltext.take(
        connection,
        held.statement_words,
        [(row.number, row.content) for row in connection.execute(query)],
    )
    if text is not None:
        fulltext.take(connection, held.report_words, [(first, report_text(report.title, text))])
    tallies.take(connection, held, report.number)
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
        address=report.address,
        record=report.record,
    )
    rows = Rows(
        reading=None if said is None else said[0],
        statements=[],
        points=[],
        facets=_facet_rows(owner, own),
        names=[],
        statement_texts=[],
        report_texts=[(owner, report_text(report.title, text))],
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
    return [(owner, n, *facet, width(*facet[2:])) for n, facet in enumerate(ordered)]


def _extent(spans: list[tuple[int, int]]) -> tuple[int, int]:
    """From the first of some spans to the end of the last; (0, 0) of none."""
    return (min(s for s, _ in spans), max(e for _, e in spans)) if spans else (0, 0)


def report_text(title: str | None, text: str) -> str:
    """The words that a report is found by: of its title and its text."""
    return f"{title or ''}\n{text}"


def put(connection: Connection, held: Generation, made: Sequence[tuple[Kept, Rows]]) -> None:
    """Insert the rows of reports, of which none is there yet, into the tables of a generation."""
    standing = [(report.number, rows.reading, *_counts(rows)) for report, rows in made]
    link_tables.mark(connection, held.number, [report.number for report, _ in made])
    bulk.put(connection, held.standing, standing)
    fulltext.put(connection, held.report_words, [text for _, rows in made for text in rows.report_texts])
    facets = [facet for _, rows in made for facet in rows.facets]
    bulk.put(connection, held.facets, facets)
    tying.note(connection, held, facets)
    tallies.put(connection, held, [(report.number, rows.facets) for report, rows in made])
    _put_statements(connection, held, made)


def _put_said(connection: Connection, held: Generation, made: Sequence[tuple[Kept, Rows]]) -> None:
    """Insert what reports are read to say, of which only the reports themselves stand yet."""
    if not made:
        return
    link_tables.mark(connection, held.number, [report.number for report, _ in made])
    standing = [
        dict(zip(_STANDING, (report.number, rows.reading, *_counts(rows)), strict=True))
        for report, rows in made
    ]
    values: dict[str, Any] = {name: bindparam(f"its_{name}") for name in ("reading", "statements", "points")}
    at = held.standing.c.number == bindparam("its_number")
    connection.execute(update(held.standing).where(at).values(**values), standing)
    facets: list[Row] = []
    counted = []
    for report, rows in made:
        own = report_owner(report.number)
        said = [facet for facet in rows.facets if facet[0] != own]
        facets += said
        # The report itself is counted on already; what its statements count by is when it was published.
        dated = [facet for facet in rows.facets if facet[0] == own and facet[2] == "published"]
        counted.append((report.number, dated + said))
    tallies.put(connection, held, counted)
    bulk.put(connection, held.facets, facets)
    _put_statements(connection, held, made)


def _counts(rows: Rows) -> tuple[int, int]:
    return len(rows.statements), len(rows.points)


def _put_statements(connection: Connection, held: Generation, made: Sequence[tuple[Kept, Rows]]) -> None:
    bulk.put(connection, held.statements, [row for _, rows in made for row in rows.statements])
    bulk.put(connection, held.points, [row for _, rows in made for row in rows.points])
    texts = [text for _, rows in made for text in rows.statement_texts]
    fulltext.put(connection, held.statement_words, texts)
    _name(connection, held, [(report.number, form) for report, rows in made for form in rows.names])


def _name(connection: Connection, held: Generation, forms: list[tuple[int, tuple[str, str]]]) -> None:
    """Count reports, by number, under each of their names, and make those that are new."""
    if not forms:
        return
    names, counts = held.names, Counter(form for _, form in forms)
    keys = sorted({key for key, _ in counts})
    found = bulk.found(connection, names, ("number", "key", "shown"), keys, by="key")
    known = {(key, shown): number for number, key, shown in found}
    bulk.grow(connection, names, "reports", [(known[f], n) for f, n in counts.items() if f in known])
    new = [form for form in counts if form not in known]
    if new:
        free = int(connection.execute(select(func.max(names.c.number))).scalar() or 0) + 1
        made = [(n, *form, counts[form]) for n, form in enumerate(new, start=free)]
        known |= {form: n for n, form in enumerate(new, start=free)}
        bulk.put(connection, names, made)
        if connection.dialect.name == "sqlite":
            command = f"INSERT INTO {held.trigrams}(rowid, key) VALUES (?, ?)"
            connection.exec_driver_sql(command, [(n, key) for n, key, _, _ in made])
    bulk.put(connection, held.named, [(report, known[form]) for report, form in forms])


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
