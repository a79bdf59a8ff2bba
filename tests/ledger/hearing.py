"""A report on a hearing, and readings of it by an older and a newer reader: what decisions are tried on."""

from __future__ import annotations

from typing import Any

from secondsource.ledger import Ledger, derived, evidence
from secondsource.ledger.evidence import Received
from secondsource.model.report import Report
from secondsource.model.span import Span
from secondsource.model.statement import (
    Mention,
    Number,
    Party,
    Point,
    Reader,
    Reading,
    Source,
    Statement,
    Time,
    phrase,
    statement_id,
)
from secondsource.records import ReadRow, reading_row

TEXT = (
    "Ruta Malden said the north gate had lost 12 bolts on Monday. Tove Brask denied it.\n\n"
    "“The crew will mend it,” the engineer added. The bolts are kept in Hallin. "
    "Tove Brask said the north gate had lost 12 bolts."
)
OLD, NEW = Reader(version="0.2.0", weights="sha256:a"), Reader(version="0.10.0", weights="sha256:b")
LOST, KEPT, MEND = (
    "the north gate had lost 12 bolts",
    "The bolts are kept in Hallin.",
    "“The crew will mend it,”",
)


def report(**fields: Any) -> Report:
    """The report, or one that differs in some fields."""
    return Report(**({"text": TEXT, "path": "hearing.txt", "title": "Hearing", "record": "h1"} | fields))


def at(words: str, *, nth: int = 0, text: str = TEXT) -> Span:
    """Where words stand, the nth time."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def statement(
    of: Report,
    words: str,
    *,
    nth: int = 0,
    source: str | None = None,
    party: str | None = None,
    **fields: Any,
) -> Statement:
    """A statement with one point, by its words."""
    span = at(words, nth=nth, text=of.text)
    role = "statement" if source else "own"
    point = Point(
        id=statement_id(of.id, role=f"{role}-point", spans=(span,)),
        text=words,
        spans=(span,),
        times=fields.get("times", ()),
        numbers=fields.get("numbers", ()),
    )
    given: dict[str, Any] = {
        "id": statement_id(of.id, role=role, spans=(span,)),
        "attributed": source is not None,
        "source": Source(text=source, spans=(at(source, text=of.text),), party=party) if source else None,
        "cue": None,
        "content": phrase(of.text, (span,)),
        "quote": "indirect",
        "chain": (party,) if party else (),
        "points": (point,),
    }
    return Statement(**(given | fields))


def mention(words: str, party: str | None, *, nth: int = 0, form: Any = "name", text: str = TEXT) -> Mention:
    """A mention of a person by its words."""
    return Mention(text=words, spans=(at(words, nth=nth, text=text),), type="person", form=form, party=party)


def old(of: Report | None = None) -> ReadRow:
    """What the older reader found: three statements, two parties, a time and a number."""
    of = of or report()
    return reading_row(
        Reading(
            report=of,
            reader=OLD,
            statements=(
                statement(of, LOST, source="Ruta Malden", party="p1", times=(0,), numbers=(0,)),
                statement(of, KEPT),
                statement(of, LOST, nth=1, source="Tove Brask", party="p2", numbers=(1,)),
            ),
            mentions=(mention("Ruta Malden", "p1"), mention("Tove Brask", "p2")),
            parties=(person("p1", "Ruta Malden"), person("p2", "Tove Brask")),
            times=(monday(),),
            numbers=(twelve(0), twelve(1)),
        )
    )


def new(of: Report | None = None, *, statements: tuple[Statement, ...] | None = None) -> ReadRow:
    """What the newer reader found: parties numbered otherwise, and the statements given or the quotation."""
    of = of or report()
    found = (
        statements if statements is not None else (statement(of, MEND, source="the engineer", party="p2"),)
    )
    return reading_row(
        Reading(
            report=of,
            reader=NEW,
            statements=found,
            mentions=(mention("Ruta Malden", "p2"), mention("Tove Brask", "p1")),
            parties=(person("p1", "Tove Brask"), person("p2", "Ruta Malden")),
            times=(monday(),),
            numbers=(twelve(0),),
        )
    )


def person(id: str, name: str) -> Party:
    """A person of a name."""
    return Party(id=id, name=name, type="person", kind="named")


def monday() -> Time:
    """The one time of the report."""
    return Time(
        text="Monday",
        spans=(at("Monday"),),
        type="DATE",
        value=None,
        earliest=None,
        latest=None,
        precision=None,
        reasons=(),
        relation="in",
        reference=None,
    )


def twelve(nth: int) -> Number:
    """The number of bolts, where it stands the nth time."""
    return Number(text="12", spans=(at("12", nth=nth),), low=12, high=12, approximate=False, relation="=")


def kept(ledger: Ledger, of: Report | None = None, row: ReadRow | None = None) -> str:
    """Put the report and a reading (the older one) into a ledger; gives its id."""
    of = of or report()
    with ledger.writing("add") as w:
        return evidence.add_report(w, Received(report=of, reading=row or old(of))).report


def shown(ledger: Ledger, id: str) -> Any:
    """What the report is now read to say, decisions applied."""
    with ledger.reading() as connection:
        found = derived.said(connection, evidence.get(connection, id))
    assert found is not None
    return found[1]


def contents(ledger: Ledger, id: str) -> list[str]:
    """The words of all statements, as derived tables hold them."""
    with ledger.reading() as connection:
        held = derived.current(connection)
        number = evidence.get(connection, id).number
        from sqlalchemy import select

        query = select(held.statements.c.content).where(held.statements.c.report == number)
        return sorted(connection.execute(query).scalars())
