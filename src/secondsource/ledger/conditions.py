"""What a query asks, as SQL: of each filter the owners that may fulfil it, and an exact check.

Candidates come off an index and may be too many; the check decides. Owners are numbers of statements, or of
reports where the filter asks something of the report.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
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

from secondsource.ledger import bounds
from secondsource.ledger.generation import SHIFT, Generation
from secondsource.ledger.ordering import one_of
from secondsource.ledger.query import Place, Query, Range

Check = ColumnElement[bool]
# Which facets answer to a filter by name.
SOURCE = ("source", "source-alias")
PARTY = ("party", "party-alias", "place", "place-alias")
PLACE = ("place", "place-alias")
# The shift of owner numbers, written out: PostgreSQL takes no parameter of 64 bits there.
BITS: ColumnElement[Any] = literal_column(str(SHIFT))


# Facets of some kinds under any of some keys.
Keyed = tuple[Sequence[str], Sequence[str]]
# Units of figures that are looked up by key; where more of them answer, the figures are gone through.
_MANY_UNITS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One filter. candidates: selects of owners, any of which may hold one that fulfils it; () where all may.

    of_report: the check speaks of the report's row, and not of the statement's. keyed: where the candidates
    are all that have facets under some keys, those; then `tallies` tell how many there are. exact: whether
    the candidates are statements, all that fulfil it, so that what is among them needs no check. source: the
    key of the one source that is asked for.
    """

    candidates: tuple[Select[Any], ...] = ()
    check: Check | None = None
    of_report: bool = False
    keyed: tuple[Keyed, ...] = ()
    exact: bool = False
    source: str | None = None


def of_statements(connection: Connection, held: Generation, query: Query) -> list[Condition]:
    """The filters that ask something of a statement."""
    owner = held.statements.c.number
    found = [
        _named(held, owner, kinds, keys)
        for kinds, keys in ((SOURCE, query.sources), (PARTY, query.parties), (("basis",), query.bases))
        if keys
    ]
    if len(query.sources) == 1:
        found[0] = replace(found[0], source=query.sources[0])
    if query.places:
        found.append(_placed(held, query.places))
    if query.numbers:
        found.append(_counted(connection, held, query.numbers))
    if query.levels:
        check = held.statements.c.level.in_(query.levels)
        found.append(_by_key(held, [(("certainty",), query.levels)], check))
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
        found = table(words.name, column("rowid"))
        return select(found.c.rowid.label("owner")).where(
            text(f"{words.name} MATCH :phrases").bindparams(phrases=_phrases(query))
        )
    asked = text("words @@ CAST(:phrases AS tsquery)").bindparams(phrases=_lexemes(query, of))
    return select(words.c.owner).where(asked)


def _lexemes(query: Query, of: str) -> str:
    """All words and phrases of a query as PostgreSQL takes them; of reports, phrases are taken for words."""
    joint = " <-> " if of == "statements" else " & "
    return " & ".join("(" + joint.join(f"'{word}'" for word in term) + ")" for term in query.terms)


def are_common(connection: Connection, held: Generation, query: Query, limit: int, *, of: str) -> bool:
    """Whether far more than `limit` owners are thought to have a query's words, so that none need be counted.

    By PostgreSQL's statistics, which take it no time where counting takes as long as all else: its index of
    words gives all or nothing. SQLite's counts as far as it is asked.
    """
    if connection.dialect.name == "sqlite":
        return False
    words = held.statement_words if of == "statements" else held.report_words
    command = f"EXPLAIN (FORMAT JSON) SELECT owner FROM {words.name} WHERE words @@ CAST(:phrases AS tsquery)"
    (plan,) = connection.execute(text(command), {"phrases": _lexemes(query, of)}).scalar_one()
    return int(plan["Plan"]["Plan Rows"]) > 2 * limit


def matching_in(
    connection: Connection,
    held: Generation,
    query: Query,
    among: Iterable[int],
    owners: Iterable[int],
    *,
    of: str = "statements",
) -> Any:
    """Those of some owners, which are of some reports (row numbers), that `matching` gives.

    SQLite looks up reports that came one after the other at once, since an owner takes it as long as all of
    these; PostgreSQL looks at each owner.
    """
    words = held.statement_words if of == "statements" else held.report_words
    if connection.dialect.name != "sqlite":
        return matching(connection, held, query, of=of).where(one_of(connection, words.c.owner, owners))
    first, last = (f"json_extract(run.value, '$[{n}]')" for n in (0, 1))
    command = (
        f"SELECT {words.name}.rowid FROM json_each(:runs) AS run CROSS JOIN {words.name} "
        f"WHERE {words.name} MATCH :phrases "
        f"AND {words.name}.rowid BETWEEN {first} << {SHIFT} AND (({last} + 1) << {SHIFT}) - 1"
    )
    runs = json.dumps(_runs(among))
    return text(command).bindparams(runs=runs, phrases=_phrases(query)).columns(column("rowid"))


def _runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers as runs without a gap, each by its first and last."""
    runs: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def is_alias(connection: Connection, held: Generation, key: str) -> bool:
    """Whether any source has this as an alias."""
    tally = held.tallies.c
    query = select(tally.owners).where(tally.kind == SOURCE[1], tally.key == key, tally.owners > 0)
    return connection.execute(query.limit(1)).first() is not None


def said_by(connection: Connection, held: Generation, key: str, within: Iterable[int]) -> Any:
    """The statements of some reports, by the numbers of their rows, that a source makes: report by report."""
    sqlite = connection.dialect.name == "sqlite"
    listed = (
        "json_each(:reports) AS report" if sqlite else "unnest(CAST(:reports AS bigint[])) AS report(value)"
    )
    facet = held.facets.name
    # PostgreSQL would go through all that the source says, did it not have to keep to the inner limit.
    inner, end = ("", "") if sqlite else ("LATERAL (SELECT owner FROM ", " OFFSET 0) AS found")
    command = (
        f"SELECT owner FROM {listed} CROSS JOIN {inner}{facet} "
        f"WHERE {facet}.kind = '{SOURCE[0]}' AND {facet}.key = :key "
        f"AND owner BETWEEN report.value << {SHIFT} AND ((report.value + 1) << {SHIFT}) - 1{end}"
    )
    numbers = list(within)
    asked = text(command).bindparams(key=key, reports=json.dumps(numbers) if sqlite else numbers)
    return asked.columns(column("owner"))


def _phrases(query: Query) -> str:
    """All words and phrases of a query as FTS5 takes them."""
    return " AND ".join(f'"{" ".join(term)}"' for term in query.terms)


def common(connection: Connection, held: Generation, keyed: Sequence[Keyed]) -> int:
    """How many owners have facets under some keys, at most: one that has several counts several times."""
    tally = held.tallies.c
    any_of = or_(*(and_(tally.kind.in_(kinds), tally.key.in_(keys)) for kinds, keys in keyed))
    return int(connection.execute(select(func.sum(tally.owners)).where(any_of)).scalar() or 0)


def _overlapping(
    held: Generation, kind: str, query: Query, owner: ColumnElement[int]
) -> tuple[Select[Any], ColumnElement[int]]:
    """Facets of a kind whose days meet those asked for: their owners; and of one owner 1, 0, or null.

    A figure, not EXISTS: of several of those PostgreSQL makes tables of all facets there are.
    """
    facet = held.facets.alias()
    low = bounds.OPEN if query.until is None else query.until
    high = -bounds.OPEN if query.since is None else query.since
    meets = case((and_(facet.c.low <= low, facet.c.high >= high), 1), else_=0)
    bounded = (facet.c.owner == owner, facet.c.kind.concat("") == kind, (facet.c.low + 0).is_not(None))
    return meeting(held, kind, high, low), select(func.max(meets)).where(*bounded).scalar_subquery()


def meeting(
    held: Generation, kind: str, low: float, high: float, *, keys: Sequence[str] | None = None
) -> Select[Any]:
    """The owners of facets of a kind that meet [low, high], off an index: each width for itself.

    keys: only those under one of them; there is an index for that on figures alone.
    """
    names = {f"key{n}": key for n, key in enumerate(keys or ())}
    under = "" if keys is None else f"AND key IN ({', '.join(f':{name}' for name in names)}) "
    parts = [
        f"SELECT owner FROM {held.facets.name} WHERE kind = '{kind}' {under}AND width = {width} "
        f"AND low >= {least!r} AND low <= {float(most)!r} AND high >= {float(low)!r}"
        for width, least, most in bounds.meeting(low, high)
    ]
    # As text: to put the parts together as objects takes ten times as long as to find what they ask for.
    met = text(f"({' UNION ALL '.join(parts)}) AS met").bindparams(**names)
    return select(column("owner")).select_from(met)


def _units(connection: Connection, held: Generation, unit: str) -> list[str] | None:
    """The keys of figures that a unit asks for; None for any, and where so many do that they are no help."""
    if not unit:
        return None
    tally = held.tallies.c
    found = select(tally.key).where(tally.kind == "number", _unit(tally.key, unit)).limit(_MANY_UNITS + 1)
    keys = sorted(connection.execute(found).scalars())
    return None if len(keys) > _MANY_UNITS else keys or [unit]


def _owners(held: Generation, kinds: Sequence[str], keys: Sequence[str]) -> Select[Any]:
    facet = held.facets
    return select(facet.c.owner).where(facet.c.kind.in_(kinds), facet.c.key.in_(keys))


def _by_key(
    held: Generation, keyed: Sequence[Keyed], check: Check | None, *, of_report: bool = False
) -> Condition:
    candidates = tuple(_owners(held, kinds, keys) for kinds, keys in keyed)
    return Condition(candidates=candidates, check=check, of_report=of_report, keyed=tuple(keyed))


def _named(
    held: Generation,
    owner: ColumnElement[int],
    kinds: Sequence[str],
    keys: Sequence[str],
    *,
    of_report: bool = False,
) -> Condition:
    check = having(held, owner, [(kinds, keys)])
    # Of these kinds nothing but statements has facets, or nothing but reports.
    return replace(_by_key(held, [(kinds, keys)], check, of_report=of_report), exact=not of_report)


def having(held: Generation, owner: ColumnElement[int], keyed: Sequence[Keyed]) -> Check:
    """Whether an owner has a facet under one of some keys."""
    facet = held.facets.alias()
    any_of = or_(*(and_(facet.c.kind.in_(kinds), facet.c.key.in_(keys)) for kinds, keys in keyed))
    return exists().where(facet.c.owner == owner, any_of)


def _placed(held: Generation, places: Sequence[Place]) -> Condition:
    """Any of the places: by name, by number, or in the country."""
    asked = (
        (PLACE, [place.name for place in places if place.name]),
        (("geonames",), [place.geonames for place in places if place.geonames]),
        (("country",), [place.country for place in places if place.country]),
    )
    wanted = [(kinds, keys) for kinds, keys in asked if keys]
    return _by_key(held, wanted, having(held, held.statements.c.number, wanted))


def _counted(connection: Connection, held: Generation, numbers: Sequence[Range]) -> Condition:
    """Figures whose bounds meet any of the ranges."""
    facet = held.facets.alias()
    candidates, any_of = [], []
    for asked in numbers:
        keys = _units(connection, held, asked.unit)
        candidates.append(meeting(held, "number", asked.low, asked.high, keys=keys))
        high = facet.c.high > asked.low if asked.over else facet.c.high >= asked.low
        # A sum is in no index: each statement's own facets are looked through, and not all that are as low.
        low = facet.c.low + 0 < asked.high if asked.under else facet.c.low + 0 <= asked.high
        any_of.append(and_(low, high, *([_unit(facet.c.key, asked.unit)] if asked.unit else [])))
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
        kept = [] if "asserted" in query.polarities else [(("polarity",), query.polarities)]
        found.append(_by_key(held, kept, c.polarity.in_(query.polarities)))
    if query.forecast is not None:
        found.append(
            _by_key(
                held, [(("forecast",), ("yes",))] if query.forecast else [], c.forecast.is_(query.forecast)
            )
        )
    if query.attributed is not None:
        found.append(Condition(check=c.attributed.is_(query.attributed)))
    return found
