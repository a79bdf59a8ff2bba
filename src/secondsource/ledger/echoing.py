"""Echoes as a ledger keeps them: the store that linking works on, and what is asked of it."""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table

from secondsource.ledger import bulk, decisions, derived, keyed, readings
from secondsource.ledger.addresses import address_key, record_key
from secondsource.ledger.echo_tables import table
from secondsource.ledger.generation import generation
from secondsource.ledger.kept import Kept, by_id, text_of
from secondsource.model.echo import (
    ECHO_KEYS,
    Body,
    Busy,
    Echo,
    EchoRow,
    Head,
    Hint,
    Holding,
    Imprint,
    Link,
    Near,
    Notice,
    Text,
)
from secondsource.model.identity import canonical
from secondsource.model.span import Span
from secondsource.model.statement import Credit, Reason

# An echo as it is kept: its reports, what it was found by, and all else as JSON.
Row = tuple[str, str, str, bytes]
# Those that a step may put in the place of others; imprints are new ever.
_REPLACED = (Holding, Body, Busy, Near, Link, Hint)


class SqlEchoes:
    """Keeps the rows of echoes in the derived tables of one generation; `linking.echo_store.EchoStore`."""

    def __init__(self, connection: Connection, n: int) -> None:
        self._connection = connection
        held = generation(n).metadata
        self._tables: dict[type[EchoRow], Table] = {kind: table(kind, n, held) for kind in ECHO_KEYS}
        self._texts: dict[str, Text] = {}

    def texts(self, reports: Collection[str], /) -> Mapping[str, Text]:
        found: dict[str, Text] = {}
        for id in reports:
            text = self._texts.get(id) or text_to_compare(self._connection, id)
            if text is not None:
                found[id] = self._texts[id] = text
        return found

    def holdings(self, reports: Collection[str], /) -> Sequence[Holding]:
        return [_holding(row) for row in self._among(Holding, reports, "report")]

    def held(self, bodies: Collection[int], /) -> Sequence[Holding]:
        return [_holding(row) for row in self._among(Holding, bodies, "body")]

    def earliest(self, bodies: Collection[int], /) -> Sequence[Holding]:
        held = self._tables[Holding].name
        command = f"SELECT * FROM {held} WHERE body = {{}} ORDER BY body, placed, report LIMIT 1"
        found = [self._ask(command.format(self._mark), (n,)).first() for n in bodies]
        return [_holding(row) for row in found if row is not None]

    def bodies(self, numbers: Collection[int], /) -> Sequence[Body]:
        rows = self._among(Body, numbers, "number")
        return [Body._make((*row[:5], _lines(row[5]), row[6], _unpacked(row[7]))) for row in rows]

    def heads(self, numbers: Collection[int], /) -> Sequence[Head]:
        held = self._tables[Body]
        return [
            Head(*row) for row in keyed.columns(self._connection, held, Head._fields, numbers, by="number")
        ]

    def busy(self, prints: Collection[int], /) -> Sequence[Busy]:
        rows = self._among(Busy, prints, "print")
        return [Busy(row[0], row[1], _unpacked(row[2])) for row in rows]

    def imprints(self, prints: Collection[int], /) -> Sequence[Imprint]:
        return [Imprint(*row) for row in self._among(Imprint, prints, "print")]

    def near(self, pairs: Collection[tuple[int, int]], /) -> Sequence[Near]:
        return [Near(*row) for row in self._found(Near, pairs)]

    def near_of(self, bodies: Collection[int], /) -> Sequence[Near]:
        return [Near(*row) for row in self._among(Near, bodies, "a", "b")]

    def links(self, keys: Collection[tuple[str, str, str]], /) -> Sequence[Link]:
        return [_link(row) for row in self._found(Link, keys)]

    def links_of(self, reports: Collection[str], /) -> Sequence[Link]:
        return [_link(row) for row in self._among(Link, reports, "a", "b", where="via = 'credit'")]

    def links_with(self, reports: Collection[str], /) -> Sequence[Link]:
        """All echoes that some reports have a part in."""
        return [_link(row) for row in self._among(Link, reports, "a", "b")]

    def tied(self, pairs: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
        """Of some pairs of reports, each as an echo would have it, those that have one."""
        return {(row[0], row[1]) for row in self._found(Link, pairs)}

    def notices(self, keys: Collection[tuple[str, str, int]], /) -> Sequence[Notice]:
        return [Notice(*row) for row in self._found(Notice, keys)]

    def notices_of(self, reports: Collection[str], /) -> Sequence[Notice]:
        return [Notice(*row) for row in self._among(Notice, reports, "report")]

    def hints_of(self, reports: Collection[str], /) -> Sequence[Hint]:
        return [Hint(*row) for row in self._among(Hint, reports, "a", "b")]

    def every(self, kind: type[EchoRow]) -> Iterator[EchoRow]:
        """All rows of a kind, in no special order."""
        names = ", ".join(f'"{column.name}"' for column in self._tables[kind].columns)
        rows = self._connection.exec_driver_sql(f"SELECT {names} FROM {self._tables[kind].name}")
        yield from (_row(kind, row) for row in rows)

    def put(self, rows: Sequence[EchoRow], /) -> None:
        if rows:
            kind = type(rows[0])
            put = keyed.put if kind in _REPLACED else bulk.put
            put(self._connection, self._tables[kind], [_packed(row) for row in rows])

    def drop(self, rows: Sequence[EchoRow], /) -> None:
        if rows:
            kind = type(rows[0])
            keys = [tuple(row[: ECHO_KEYS[kind]]) for row in rows]
            keyed.drop(self._connection, self._tables[kind], keys)

    def _found(self, kind: type[EchoRow], keys: Collection[tuple[Any, ...]]) -> Sequence[Any]:
        """The rows of some first columns of their keys."""
        return keyed.found(self._connection, self._tables[kind], keys)

    def _among(
        self, kind: type[EchoRow], values: Collection[Any], *by: str, where: str = ""
    ) -> Sequence[Any]:
        """The rows that have one of some values in one of these columns, each once."""
        return keyed.among(self._connection, self._tables[kind], values, *by, where=where)

    @property
    def _mark(self) -> str:
        return "?" if self._connection.dialect.name == "sqlite" else "%s"

    def _ask(self, command: str, values: tuple[Any, ...]) -> Any:
        return self._connection.exec_driver_sql(command, values)


class WatchedEchoes(SqlEchoes):
    """As `SqlEchoes`, and notes the echoes that a step changes, as they were and as they are.

    renamed: the reports that somebody else issued than before, as far as they stood.
    """

    def __init__(self, connection: Connection, n: int) -> None:
        super().__init__(connection, n)
        self._seen: dict[tuple[str, str, str], Link] = {}
        self._issuers: dict[str, str] = {}
        self.changed: list[Echo] = []
        self.renamed: set[str] = set()

    def links(self, keys: Collection[tuple[str, str, str]], /) -> Sequence[Link]:
        found = super().links(keys)
        self._seen.update(((row.a, row.b, row.via), row) for row in found)
        return found

    def put(self, rows: Sequence[EchoRow], /) -> None:
        self._note(rows)
        self.renamed |= {
            row.report
            for row in rows
            if isinstance(row, Holding) and self._issuers.get(row.report, row.publisher) != row.publisher
        }
        super().put(rows)

    def drop(self, rows: Sequence[EchoRow], /) -> None:
        self._note(rows)
        super().drop(rows)

    def _note(self, rows: Sequence[EchoRow]) -> None:
        for row in rows:
            if isinstance(row, Link):
                before = self._seen.get((row.a, row.b, row.via))
                self.changed += [row.echo] if before is None else [row.echo, before.echo]

    def holdings(self, reports: Collection[str], /) -> Sequence[Holding]:
        found = super().holdings(reports)
        for row in found:
            self._issuers.setdefault(row.report, row.publisher)
        return found


def of_reports(connection: Connection, reports: Collection[str]) -> list[Echo]:
    """All echoes that some reports have a part in, by the ids of both sides."""
    store = SqlEchoes(connection, derived.current(connection).number)
    rows = store.links_with(reports)
    return [link.echo for link in sorted(rows, key=lambda link: link[:3])]


def rows_of(connection: Connection, reports: Collection[str], *, credits: bool = False) -> Sequence[Row]:
    """The rows of all echoes that some reports have a part in, in order; `echo_of` reads one.

    credits: those alone that a report credits the other by.
    """
    n = derived.current(connection).number
    where = "via = 'credit'" if credits else ""
    held = table(Link, n, generation(n).metadata)
    rows = keyed.among(connection, held, sorted(reports), "a", "b", where=where)
    return sorted((tuple(row) for row in rows), key=lambda row: row[:3])


def echo_of(row: Row) -> Echo:
    """The echo of a row."""
    return _link(row).echo


def fields_of(row: Row) -> dict[str, Any]:
    """What a row tells beside its reports: the fields of an echo, "spans" of both sides in one list."""
    return readings.parsed(row[3])


def reasons_of(fields: Mapping[str, Any]) -> tuple[Reason, ...]:
    """The reasons among the fields of a row."""
    return tuple(Reason(code=code, values=tuple(values)) for code, values in fields["reasons"])


def all(connection: Connection, *, within: Collection[str] | None = None) -> Iterator[Echo]:
    """All echoes of a ledger, by the ids of both sides. within: only those between two of these reports."""
    held = table(Link, (n := derived.current(connection).number), generation(n).metadata)
    last = ("", "", "")
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    command = f"SELECT a, b, via, body FROM {held.name} WHERE (a, b, via) > ({mark}, {mark}, {mark})"
    while rows := connection.exec_driver_sql(f"{command} ORDER BY a, b, via LIMIT 1000", last).all():
        for row in rows:
            if within is None or (row[0] in within and row[1] in within):
                yield _link(row).echo
        last = tuple(rows[-1][:3])


def counts(connection: Connection) -> dict[str, int]:
    """How many bodies, pairs that are compared, echoes and closed prints there are."""
    n = derived.current(connection).number
    held = generation(n).metadata
    kinds: dict[str, type[EchoRow]] = {"bodies": Body, "compared": Near, "echoes": Link, "closed": Busy}
    return {
        name: int(
            connection.exec_driver_sql(f"SELECT count(*) FROM {table(kind, n, held).name}").scalar_one()
        )
        for name, kind in kinds.items()
    }


def text_to_compare(connection: Connection, report: str) -> Text | None:
    """A report as echoes are looked for in it, as it stands now; None where it does not stand."""
    found = by_id(connection, report)
    if found is None or found.removed or decisions.removed(connection, report):
        return None
    return Text(
        report=report,
        text=text_of(connection, report),
        title=found.title,
        publisher=found.publisher,
        published=found.published,
        dateline=found.dateline,
        ties=ties_of(found),
        credits=credits(connection, report),
    )


def ties_of(report: Kept) -> frozenset[str]:
    """What all versions of a report share: the key of its address, and of its record."""
    keys = {"address": address_key(report.address), "record": record_key(report.publisher, report.record)}
    return frozenset(f"{kind} {key}" for kind, key in keys.items() if key)


def credits(connection: Connection, report: str) -> tuple[Credit, ...]:
    """Whom a report credits, by its reading in force."""
    held = readings.in_force(connection, report)
    if held is None:
        return ()
    found = _credits.get(held.id)
    if found is None:
        found = tuple(
            Credit(
                text=row["text"],
                spans=tuple(Span(start, end) for start, end in row["spans"]),
                name=row["name"],
                kind=row["kind"],
            )
            for row in readings.parsed(readings.body(connection, held.id)).get("credits", ())
        )
        if len(_credits) >= _MOST_CREDITS:
            _credits.clear()
        _credits[held.id] = found
    return found


# Those of readings by their ids, which stand for all that they hold.
_MOST_CREDITS = 20_000
_credits: dict[str, tuple[Credit, ...]] = {}


def _row(kind: type[EchoRow], row: Any) -> EchoRow:
    """The values of a table's columns as a row."""
    if kind is Holding:
        return _holding(row)
    if kind is Body:
        return Body._make((*row[:5], _lines(row[5]), row[6], _unpacked(row[7])))
    if kind is Busy:
        return Busy(row[0], row[1], _unpacked(row[2]))
    if kind is Link:
        return _link(row)
    plain: dict[type[EchoRow], type[Near | Imprint | Notice | Hint]] = {
        each: each for each in (Near, Imprint, Notice, Hint)
    }
    return plain[kind]._make(row)


def _holding(row: Any) -> Holding:
    return Holding._make((*row[:5], _lines(row[5]), row[6]))


def _link(row: Any) -> Link:
    fields = readings.parsed(bytes(row[3]))
    echo = Echo(
        a=row[0],
        b=row[1],
        kind=fields["kind"],
        spans_a=tuple(Span(*span) for span in fields["spans"][0]),
        spans_b=tuple(Span(*span) for span in fields["spans"][1]),
        first=fields["first"],
        news=fields["news"],
        probability=fields["probability"],
        holds=fields["holds"],
        reasons=reasons_of(fields),
    )
    return Link(row[0], row[1], row[2], echo)


def _packed_link(row: Link) -> tuple[Any, ...]:
    echo = row.echo
    fields = {
        "kind": echo.kind,
        "spans": [[[s.start, s.end] for s in spans] for spans in (echo.spans_a, echo.spans_b)],
        "first": echo.first,
        "news": echo.news,
        "probability": echo.probability,
        "holds": echo.holds,
        "reasons": [[reason.code, list(reason.values)] for reason in echo.reasons],
    }
    return row.a, row.b, row.via, canonical(fields)


def _packed(row: EchoRow) -> tuple[Any, ...]:
    """A row as the values of its table's columns."""
    if isinstance(row, Holding):
        return (*row[:5], "\n".join(row.ties), row.state)
    if isinstance(row, Body):
        return (*row[:5], "\n".join(row.ties), row.state, _pack(row.prints))
    if isinstance(row, Busy):
        return row.print, row.holders, _pack(row.lead)
    return _packed_link(row) if isinstance(row, Link) else tuple(row)


def _pack(numbers: Sequence[int]) -> bytes:
    return struct.pack(f">{len(numbers)}q", *numbers)


def _unpacked(packed: bytes) -> tuple[int, ...]:
    return struct.unpack(f">{len(packed) // 8}q", packed)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()
