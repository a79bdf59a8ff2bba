"""What lists need beside search: who speaks, what parties are called, facets, times, and what is new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, func, or_, select, text, tuple_

from secondsource.ledger import derived, log
from secondsource.ledger.conditions import BITS
from secondsource.ledger.facets import OPEN
from secondsource.ledger.folding import key as folded_key
from secondsource.ledger.generation import trigrams_indexed
from secondsource.ledger.ordering import chunks
from secondsource.ledger.tables import captures, decisions, entries, meta, readings, renditions, reports
from secondsource.ledger.tables import log as log_table

# Facets that speak of somebody or something by name.
NAMED = ("source", "party", "place")
# Kinds of evidence that are news to a reader.
NEWS = ("report", "reading", "decision")
# Statements of sources that are looked at one by one: 30 ms.
_MANY = 20_000


class Voice(NamedTuple):
    """A source in figures. first and last: published times, or None."""

    key: str
    statements: int
    reports: int
    first: str | None
    last: str | None


# A time with bounds: first and last day as facets keep them, owner, and TIMEX3 value.
Time = tuple[float, float, int, str]


class Version(NamedTuple):
    """What a ledger holds, in three marks: equal ones hold the same, so what was worked out can be kept."""

    ledger: str
    generation: int
    head: str


def version(connection: Connection, ledger: str) -> Version:
    """The version of what a ledger holds now."""
    newest = log.head(connection, ledger)
    return Version(ledger, derived.current(connection).number, "" if newest is None else newest.hash)


def counted(connection: Connection, owners: Iterable[int], kinds: Sequence[str]) -> Counter[tuple[str, str]]:
    """How many of some statements have each (kind, key) of the facets of some kinds."""
    facet = derived.current(connection).facets.c
    found: Counter[tuple[str, str]] = Counter()
    for part in chunks(owners):
        # By the owner: an index on kind would go through all of a kind.
        query = select(facet.kind, facet.key, func.count().label("n"))
        query = query.where(facet.owner.in_(part), facet.kind.concat("").in_(kinds))
        for row in connection.execute(query.group_by(facet.kind, facet.key)):
            found[row.kind, row.key] += row.n
    return found


def shown(connection: Connection, keys: Iterable[str]) -> dict[str, str]:
    """How people write folded names: the form that most reports have, then the lowest; some have none."""
    names = derived.current(connection).names.c
    best: dict[str, tuple[int, str]] = {}
    listed = sorted(set(keys))
    for start in range(0, len(listed), 500):
        query = select(names.key, names.shown, names.reports).where(
            names.key.in_(listed[start : start + 500])
        )
        for row in connection.execute(query):
            rank = (-row.reports, row.shown)
            best[row.key] = min(best.get(row.key, rank), rank)
    return {key: form for key, (_, form) in best.items()}


def speakers(connection: Connection) -> list[tuple[str, int]]:
    """Every source and how many statements it makes, the one with most first, then by key."""
    facet = derived.current(connection).facets.c
    query = select(facet.key, func.count().label("n")).where(facet.kind == "source").group_by(facet.key)
    return sorted(
        ((row.key, row.n) for row in connection.execute(query)), key=lambda held: (-held[1], held[0])
    )


def voices(connection: Connection, keys: Sequence[str]) -> dict[str, Voice]:
    """Some sources in figures, by key."""
    held = derived.current(connection)
    facet, published = held.facets.alias(), held.facets.alias()
    report = facet.c.owner.op(">>")(BITS)
    own = report.op("<<")(BITS)
    query = (
        select(
            facet.c.key,
            func.count().label("statements"),
            func.count(report.distinct()).label("reports"),
            func.min(published.c.key).label("first"),
            func.max(published.c.key).label("last"),
        )
        .select_from(
            facet.outerjoin(
                published, (published.c.owner == own) & (published.c.kind.concat("") == "published")
            )
        )
        .where(facet.c.kind == "source", facet.c.key.in_(keys))
        .group_by(facet.c.key)
    )
    return {row.key: Voice(*row) for row in connection.execute(query)}


def bases(connection: Connection, voices: Iterable[Voice]) -> dict[str, Counter[str]]:
    """How some sources say that they know: of each, how many statements by kind."""
    held = derived.current(connection)
    listed = list(voices)
    facet, basis = held.facets.alias(), held.facets.alias()
    # From the shorter side: what these sources said, or all statements that have a basis, which are few.
    by_source = sum(voice.statements for voice in listed) < _MANY
    source = facet.c.kind if by_source else facet.c.kind.concat("")
    kind = basis.c.kind.concat("") if by_source else basis.c.kind
    query = (
        select(facet.c.key, basis.c.key.label("basis"), func.count().label("n"))
        .select_from(basis.join(facet, facet.c.owner == basis.c.owner))
        .where(kind == "basis", source == "source", facet.c.key.in_([voice.key for voice in listed]))
        .group_by(facet.c.key, basis.c.key)
    )
    found: dict[str, Counter[str]] = {}
    for row in connection.execute(query):
        found.setdefault(row.key, Counter())[row.basis] += row.n
    return found


def party_keys(connection: Connection, like: str | None = None) -> list[tuple[str, int]]:
    """Folded names and the reports of their most frequent form, the one with most first, then by key.

    like: only those that have this part in them.
    """
    names = derived.current(connection).names
    query = select(names.c.key, func.max(names.c.reports).label("n")).group_by(names.c.key)
    if like is not None:
        query = query.where(_has_part(connection, names, folded_key(like)))
    return sorted(
        ((row.key, row.n) for row in connection.execute(query)), key=lambda held: (-held[1], held[0])
    )


def forms(connection: Connection, keys: Sequence[str]) -> dict[str, list[tuple[str, int]]]:
    """The forms of some folded names with their reports, the most frequent first."""
    names = derived.current(connection).names.c
    found: dict[str, list[tuple[str, int]]] = {}
    for row in connection.execute(select(names.key, names.shown, names.reports).where(names.key.in_(keys))):
        found.setdefault(row.key, []).append((row.shown, row.reports))
    return {key: sorted(listed, key=lambda form: (-form[1], form[0])) for key, listed in found.items()}


def near(connection: Connection, name: str, *, limit: int = 5) -> list[str]:
    """Names that have a given one, or one of its longer words, as a part: those of most reports first."""
    whole = folded_key(name)
    for part in (whole, *sorted((w for w in whole.split() if len(w) >= 3), key=lambda w: (-len(w), w))):
        if found := party_keys(connection, part):
            return list(shown(connection, [key for key, _ in found[:limit]]).values())
    return []


def has_facet(connection: Connection, kinds: Sequence[str], key: str) -> bool:
    """Whether any owner has a facet of one of the kinds under a key."""
    facet = derived.current(connection).facets.c
    query = select(facet.owner).where(facet.kind.in_(kinds), facet.key == key).limit(1)
    return connection.execute(query).first() is not None


def times(
    connection: Connection, *, since: float, until: float, after: tuple[float, float, int] | None
) -> Iterator[Time]:
    """Times that meet some days, as (low, high, owner, value), by their first day, then their last.

    after: (low, high, owner) of the last that was seen.
    """
    facet = derived.current(connection).facets.c
    query = select(facet.low, facet.high, facet.key, facet.owner)
    query = query.where(facet.kind == "time", facet.low <= until, facet.high >= since)
    query = query.order_by(facet.low, facet.high, facet.owner).limit(1000)
    while True:
        now = query if after is None else query.where(tuple_(facet.low, facet.high, facet.owner) > after)
        rows = connection.execute(now).all()
        yield from ((row.low, row.high, row.owner, row.key) for row in rows)
        if len(rows) < 1000:
            return
        after = (rows[-1].low, rows[-1].high, rows[-1].owner)


def times_of(connection: Connection, owners: Iterable[int]) -> Iterator[Time]:
    """The times of some statements that have bounds, as (low, high, owner, value)."""
    facet = derived.current(connection).facets.c
    for part in chunks(owners):
        query = select(facet.low, facet.high, facet.key, facet.owner)
        query = query.where(facet.owner.in_(part), facet.kind.concat("") == "time", facet.low.is_not(None))
        yield from ((row.low, row.high, row.owner, row.key) for row in connection.execute(query))


def open_end(value: float) -> bool:
    """Whether a bound of a facet is none."""
    return abs(value) >= OPEN


class News(NamedTuple):
    """Something that came in with an entry of the log."""

    n: int
    kind: str
    id: str
    at: str


def news(connection: Connection, writer: str, after: tuple[int, str, str], limit: int) -> list[News]:
    """What came in behind (n, kind, id) of a chain: of one entry reports, then readings, then decisions."""
    joined = entries.join(
        log_table, (log_table.c.writer == entries.c.writer) & (log_table.c.n == entries.c.n)
    )
    query = select(entries.c.n, entries.c.kind, entries.c.id, log_table.c.at).select_from(joined)
    n, kind, id = after
    behind = or_(entries.c.kind < kind, and_(entries.c.kind == kind, entries.c.id > id))
    query = query.where(
        entries.c.writer == writer,
        entries.c.kind.in_(NEWS),
        entries.c.n >= n,
        or_(entries.c.n > n, behind),
    )
    query = query.order_by(entries.c.n, entries.c.kind.desc(), entries.c.id).limit(limit)
    return [News(row.n, row.kind, row.id, row.at) for row in connection.execute(query)]


def reports_of_readings(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """Of readings, the ids of their reports."""
    query = select(readings.c.id, readings.c.report).where(readings.c.id.in_(ids))
    return {row.id: row.report for row in connection.execute(query)}


def items(connection: Connection, ids: Iterable[str]) -> dict[str, Any]:
    """Rows of reports by id, with `statements` and `reading`, which are null for those that don't stand."""
    standing = derived.current(connection).standing
    found: dict[str, Any] = {}
    listed = sorted(set(ids))
    for start in range(0, len(listed), 500):
        query = select(
            reports.c.id.label("report_id"),
            *(reports.c[name] for name in ("path", "title", "publisher", "published", "language", "length")),
            standing.c.statements,
            standing.c.reading,
        ).select_from(reports.outerjoin(standing, standing.c.number == reports.c.number))
        query = query.where(reports.c.id.in_(listed[start : start + 500]))
        found |= {row.report_id: row for row in connection.execute(query)}
    return found


def decided_on(connection: Connection, targets: Sequence[str]) -> list[str]:
    """The ids of the decisions whose target is one of some ids, sorted."""
    return sorted(connection.execute(select(decisions.c.id).where(decisions.c.target.in_(targets))).scalars())


def _has_part(connection: Connection, names: Any, part: str) -> Any:
    """Whether a name has a part in it, by trigrams where they are kept and the part is long enough."""
    held = derived.current(connection)
    if connection.dialect.name == "sqlite" and len(part) >= 3 and trigrams_indexed(connection, held.number):
        quoted = '"' + part.replace('"', '""') + '"'
        found = text(f"SELECT rowid FROM {held.trigrams} WHERE {held.trigrams} MATCH :part")
        return names.c.number.in_(found.bindparams(part=quoted).columns(names.c.number))
    escaped = part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return names.c.key.like(f"%{escaped}%", escape="\\")


def kept_under(connection: Connection, begin: str) -> dict[str, str]:
    """The facts that a ledger keeps of itself under keys that begin so."""
    query = select(meta.c.key, meta.c.value).where(meta.c.key >= begin, meta.c.key < begin + "\U0010ffff")
    return {row.key: row.value for row in connection.execute(query)}


def statement(connection: Connection, id: str) -> Any:
    """The row of a statement with its report, as search finds it."""
    statements = derived.current(connection).statements
    query = select(
        statements,
        reports.c.id.label("report_id"),
        *(reports.c[name] for name in ("path", "title", "publisher", "published", "language", "length")),
    ).select_from(statements.join(reports, reports.c.number == statements.c.report))
    return connection.execute(query.where(statements.c.id == id)).one()


def statement_of_point(connection: Connection, id: str) -> str:
    """The id of the statement that a point belongs to."""
    held = derived.current(connection)
    joined = held.points.join(held.statements, held.points.c.statement == held.statements.c.number)
    query = select(held.statements.c.id).select_from(joined).where(held.points.c.id == id)
    return str(connection.execute(query).scalars().first())


def reports_of_capture(connection: Connection, id: str) -> list[str]:
    """The reports that were read from a capture, sorted."""
    query = select(renditions.c.report).where(renditions.c.capture == id).distinct()
    return sorted(connection.execute(query).scalars())


def capture(connection: Connection, id: str) -> Any:
    """A capture's id, media, size, and whether its bytes are kept."""
    query = select(
        captures.c.id, captures.c.media, captures.c.size, captures.c.body.is_not(None).label("kept")
    )
    return connection.execute(query.where(captures.c.id == id)).one()
