"""What a query asks, as SQL: of each filter the owners that may fulfil it, and an exact check.

Candidates come off an index and may be too many; the check decides. Owners are numbers of statements, or of
reports where the filter asks something of the report.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    case,
    column,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
    table,
    text,
)

from secondsource.ledger import facets
from secondsource.ledger.generation import SHIFT, Generation
from secondsource.ledger.query import Place, Query, Range

Check = ColumnElement[bool]
# Which facets answer to a filter by name.
SOURCE = ("source", "source-alias")
PARTY = ("party", "party-alias", "place", "place-alias")
PLACE = ("place", "place-alias")
# The shift of owner numbers, written out: PostgreSQL takes no parameter of 64 bits there.
BITS: ColumnElement[Any] = literal_column(str(SHIFT))


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One filter. candidates: selects of owners, any of which may hold one that fulfils it; () where all may.

    of_report: the check speaks of the report's row, and not of the statement's.
    """

    candidates: tuple[Select[Any], ...] = ()
    check: Check | None = None
    of_report: bool = False


def of_statements(held: Generation, query: Query) -> list[Condition]:
    """The filters that ask something of a statement."""
    owner = held.statements.c.number
    found = [
        _named(held, owner, kinds, keys)
        for kinds, keys in ((SOURCE, query.sources), (PARTY, query.parties), (("basis",), query.bases))
        if keys
    ]
    if query.places:
        found.append(_placed(held, query.places))
    if query.numbers:
        found.append(_counted(held, query.numbers))
    if query.levels:
        candidates = (_owners(held, ("certainty",), query.levels),)
        found.append(Condition(candidates=candidates, check=held.statements.c.level.in_(query.levels)))
    return found + _manners(held, query)


def of_reports(held: Generation, query: Query, number: ColumnElement[int]) -> list[Condition]:
    """The filters that ask something of a report. number: of its row."""
    if not query.publishers:
        return []
    owner = number.op("<<")(BITS)
    return [_named(held, owner, ("publisher",), query.publishers, of_report=True)]


def period(held: Generation, query: Query) -> Condition | None:
    """News of the days asked for: by the statement's times; where it has none, by its report's published."""
    if query.since is None and query.until is None:
        return None
    times, by_time = _overlapping(held, "time", query, held.statements.c.number)
    published, by_report = _overlapping(held, "published", query, held.statements.c.report.op("<<")(BITS))
    return Condition(
        candidates=(times, published), check=func.coalesce(by_time, by_report, 0) == 1, of_report=True
    )


def published(held: Generation, query: Query, number: ColumnElement[int]) -> Condition | None:
    """Reports published in the days asked for. number: of the report's row."""
    if query.since is None and query.until is None:
        return None
    candidates, by_report = _overlapping(held, "published", query, number.op("<<")(BITS))
    return Condition(candidates=(candidates,), check=func.coalesce(by_report, 0) == 1, of_report=True)


def matching(connection: Connection, held: Generation, query: Query, *, of: str) -> Select[Any]:
    """The owners whose words have all of a query's words and phrases. of: "statements" or "reports".

    On PostgreSQL phrases of reports are only taken for words, since it keeps 256 places of a word at most.
    """
    words = held.statement_words if of == "statements" else held.report_words
    if connection.dialect.name == "sqlite":
        phrases = " AND ".join(f'"{" ".join(term)}"' for term in query.terms)
        found = table(words.name, column("rowid"))
        return select(found.c.rowid.label("owner")).where(
            text(f"{words.name} MATCH :phrases").bindparams(phrases=phrases)
        )
    joint = " <-> " if of == "statements" else " & "
    phrases = " & ".join("(" + joint.join(f"'{word}'" for word in term) + ")" for term in query.terms)
    asked = text("words @@ CAST(:phrases AS tsquery)").bindparams(phrases=phrases)
    return select(words.c.owner).where(asked)


def _overlapping(
    held: Generation, kind: str, query: Query, owner: ColumnElement[int]
) -> tuple[Select[Any], ColumnElement[int]]:
    """Facets of a kind whose days meet those asked for: their owners; and of one owner 1, 0, or null.

    A figure, not EXISTS: of several of those PostgreSQL makes tables of all facets there are.
    """
    facet = held.facets.alias()
    low = facets.OPEN if query.until is None else query.until
    high = -facets.OPEN if query.since is None else query.since
    candidates = select(facet.c.owner).where(facet.c.kind == kind, facet.c.low <= low, facet.c.high >= high)
    meets = case((and_(facet.c.low <= low, facet.c.high >= high), 1), else_=0)
    bounded = (facet.c.owner == owner, facet.c.kind.concat("") == kind, (facet.c.low + 0).is_not(None))
    return candidates, select(func.max(meets)).where(*bounded).scalar_subquery()


def _owners(held: Generation, kinds: Sequence[str], keys: Sequence[str]) -> Select[Any]:
    facet = held.facets
    return select(facet.c.owner).where(facet.c.kind.in_(kinds), facet.c.key.in_(keys))


def _named(
    held: Generation,
    owner: ColumnElement[int],
    kinds: Sequence[str],
    keys: Sequence[str],
    *,
    of_report: bool = False,
) -> Condition:
    facet = held.facets.alias()
    check = exists().where(facet.c.owner == owner, facet.c.kind.in_(kinds), facet.c.key.in_(keys))
    return Condition(candidates=(_owners(held, kinds, keys),), check=check, of_report=of_report)


def _placed(held: Generation, places: Sequence[Place]) -> Condition:
    """Any of the places: by name, by number, or in the country."""
    asked = (
        (PLACE, [place.name for place in places if place.name]),
        (("geonames",), [place.geonames for place in places if place.geonames]),
        (("country",), [place.country for place in places if place.country]),
    )
    wanted = [(kinds, keys) for kinds, keys in asked if keys]
    facet = held.facets.alias()
    any_of = or_(*(and_(facet.c.kind.in_(kinds), facet.c.key.in_(keys)) for kinds, keys in wanted))
    return Condition(
        candidates=tuple(_owners(held, kinds, keys) for kinds, keys in wanted),
        check=exists().where(facet.c.owner == held.statements.c.number, any_of),
    )


def _counted(held: Generation, numbers: Sequence[Range]) -> Condition:
    """Figures whose bounds meet any of the ranges."""
    facet = held.facets.alias()
    candidates, any_of = [], []
    for asked in numbers:
        high = facet.c.high > asked.low if asked.over else facet.c.high >= asked.low
        meets = [high, *([_unit(facet.c.key, asked.unit)] if asked.unit else [])]
        low = facet.c.low < asked.high if asked.under else facet.c.low <= asked.high
        candidates.append(select(facet.c.owner).where(facet.c.kind == "number", low, *meets))
        # A sum is in no index: each statement's own facets are looked through, and not all that are as low.
        low = facet.c.low + 0 < asked.high if asked.under else facet.c.low + 0 <= asked.high
        any_of.append(and_(low, *meets))
    own = (facet.c.owner == held.statements.c.number, facet.c.kind.concat("") == "number")
    return Condition(candidates=tuple(candidates), check=exists().where(*own, or_(*any_of)))


def _unit(key: ColumnElement[str], unit: str) -> Check:
    """The unit itself, or what is counted has it among its words: "vaccine doses" are doses."""
    escaped = unit.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return (literal(" ") + key + " ").like(f"% {escaped} %", escape="\\")


def _manners(held: Generation, query: Query) -> list[Condition]:
    """Denied or asked, looking ahead, said by somebody: columns of the statement's row."""
    c = held.statements.c
    found = []
    if query.polarities:
        kept = "asserted" not in query.polarities
        candidates = (_owners(held, ("polarity",), query.polarities),) if kept else ()
        found.append(Condition(candidates=candidates, check=c.polarity.in_(query.polarities)))
    if query.forecast is not None:
        candidates = (_owners(held, ("forecast",), ("yes",)),) if query.forecast else ()
        found.append(Condition(candidates=candidates, check=c.forecast.is_(query.forecast)))
    if query.attributed is not None:
        found.append(Condition(check=c.attributed.is_(query.attributed)))
    return found
