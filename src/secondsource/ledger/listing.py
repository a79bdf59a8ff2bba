"""What lists need beside search: who speaks, what parties are called, facets, times, and what is new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, text

from secondsource.ledger import derived
from secondsource.ledger.bounds import OPEN, meeting
from secondsource.ledger.folding import key as folded_key
from secondsource.ledger.generation import SHIFT, trigrams_indexed
from secondsource.ledger.kept import COLUMNS, Kept, kept
from secondsource.ledger.ordering import chunks, one_of
from secondsource.ledger.tables import captures, decisions, entries, meta, readings, renditions, reports
from secondsource.ledger.tables import log as log_table

# Facets that speak of somebody or something by name.
NAMED = ("source", "party", "place")
# Kinds of evidence that are news to a reader.
NEWS = ("report", "reading", "decision")
# Times that are read at a time.
_FIRST, _LARGEST = 64, 4_096
# Statements whose facets are asked for at a time.
_MANY = 5_000


class Voice(NamedTuple):
    """A source in figures. first and last: published times, or None."""

    key: str
    statements: int
    reports: int
    first: str | None
    last: str | None


# A key and the figure that it is listed by.
Ranked = tuple[str, int]
# A time with bounds: first and last day as facets keep them, owner, and TIMEX3 value.
Time = tuple[float, float, int, str]


def counted(connection: Connection, owners: Iterable[int], kinds: Sequence[str]) -> Counter[tuple[str, str]]:
    """How many of some statements have each (kind, key) of the facets of some kinds."""
    facet = derived.current(connection).facets.c
    found: Counter[tuple[str, str]] = Counter()
    for part in chunks(owners, _MANY):
        # By the owner: an index on kind would go through all of a kind.
        query = select(facet.kind, facet.key, func.count())
        query = query.where(one_of(connection, facet.owner, part), facet.kind.concat("").in_(kinds))
        for kind, key, n in connection.execute(query.group_by(facet.kind, facet.key)).all():
            found[kind, key] += n
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


def speakers(connection: Connection, after: Ranked | None, limit: int) -> list[Ranked]:
    """Sources and how many statements each makes, the one with most first, then by key; from behind one."""
    speaker = derived.current(connection).speakers.c
    return _ranked(connection, select(speaker.key, speaker.statements), speaker.statements, after, limit)


def _ranked(
    connection: Connection,
    query: Select[Any],
    figure: ColumnElement[int],
    after: Ranked | None,
    limit: int,
) -> list[Ranked]:
    """(key, figure) by figure, greatest first, then by key: as an index has them."""
    key = query.selected_columns[0]
    found: list[Ranked] = []
    if after is not None:
        same = query.where(figure == after[1], key > after[0]).order_by(key).limit(limit)
        found = [(row[0], row[1]) for row in connection.execute(same)]
        query = query.where(figure < after[1])
    if len(found) < limit:
        rest = query.order_by(figure.desc(), key).limit(limit - len(found))
        found += [(row[0], row[1]) for row in connection.execute(rest)]
    return found


def voices(connection: Connection, keys: Sequence[str]) -> dict[str, Voice]:
    """Some sources in figures, by key."""
    held = derived.current(connection)
    speaker, spoken = held.speakers.c, held.spoken.c
    dated = select(spoken.published).where(spoken.key == speaker.key, spoken.published.is_not(None)).limit(1)
    first = dated.order_by(spoken.published).scalar_subquery()
    last = dated.order_by(spoken.published.desc()).scalar_subquery()
    query = select(speaker.key, speaker.statements, speaker.reports, first.label("first"), last.label("last"))
    rows = connection.execute(query.where(speaker.key.in_(keys)))
    return {row.key: Voice(*row) for row in rows}


def bases(connection: Connection, keys: Sequence[str]) -> dict[str, Counter[str]]:
    """How some sources say that they know: of each, how many statements by kind."""
    grounds = derived.current(connection).grounds.c
    found: dict[str, Counter[str]] = {}
    query = select(grounds.key, grounds.basis, grounds.statements).where(grounds.key.in_(keys))
    for row in connection.execute(query):
        found.setdefault(row.key, Counter())[row.basis] += row.statements
    return found


def party_keys(connection: Connection, like: str) -> list[Ranked]:
    """Folded names that have a part in them, and the reports of their most frequent form.

    The one with most first, then by key.
    """
    names = derived.current(connection).names
    query = select(names.c.key, func.max(names.c.reports).label("n")).group_by(names.c.key)
    query = query.where(_has_part(connection, names, folded_key(like)))
    rows = ((row.key, row.n) for row in connection.execute(query))
    return sorted(rows, key=lambda held: (-held[1], held[0]))


def party_ranks(connection: Connection, after: Ranked | None, limit: int) -> list[Ranked]:
    """Folded names and the reports of one of their forms, most first, then by key; from behind one.

    A name comes once for each number of reports that one of its forms has: the first is its own.
    """
    names = derived.current(connection).names.c
    query = select(names.key, names.reports).distinct()
    return _ranked(connection, query, names.reports, after, limit)


def forms(connection: Connection, keys: Sequence[str]) -> dict[str, list[tuple[str, int]]]:
    """The forms of some folded names with their reports, the most frequent first."""
    names = derived.current(connection).names.c
    found: dict[str, list[tuple[str, int]]] = {}
    for row in connection.execute(select(names.key, names.shown, names.reports).where(names.key.in_(keys))):
        found.setdefault(row.key, []).append((row.shown, row.reports))
    return {key: sorted(listed, key=lambda form: (-form[1], form[0])) for key, listed in found.items()}


def forms_among(connection: Connection, reports: Iterable[int]) -> dict[str, list[tuple[str, int]]]:
    """The forms of all folded names in some reports (of rows), each with how many of these have it.

    The most frequent first.
    """
    held = derived.current(connection)
    names, named = held.names.c, held.named.c
    joined = held.named.join(held.names, names.number == named.name)
    found: dict[str, Counter[str]] = {}
    for part in chunks(reports, _MANY):
        query = select(names.key, names.shown, func.count().label("n")).select_from(joined)
        query = query.where(one_of(connection, named.report, part)).group_by(names.key, names.shown)
        for row in connection.execute(query):
            found.setdefault(row.key, Counter())[row.shown] += row.n
    return {
        key: sorted(counts.items(), key=lambda form: (-form[1], form[0])) for key, counts in found.items()
    }


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
    connection: Connection,
    *,
    since: float,
    until: float,
    after: tuple[float, float, int] | None,
    valued: bool = True,
) -> Iterator[list[Time]]:
    """Times that meet some days, as (low, high, owner, value), by their first day, then their last: in pages.

    after: (low, high, owner) of the last that was seen. valued: without it every value is "", which takes
    half as long.
    """
    size = _FIRST
    while True:
        page = _times(connection, since, until, after, size, valued=valued)
        whole = len(page) < size
        if not whole:
            after, size = page[-1][:3], min(size * 4, _LARGEST)
            # Other values of the last owner's, with the same days.
            own = [time for time in times_of(connection, [after[2]]) if time[:3] == after]
            if valued:
                page += sorted(time for time in own if time not in page)
            else:
                page += [page[-1]] * (len(own) - page.count(page[-1]))
        yield page
        if whole:
            return


def _times(
    connection: Connection,
    since: float,
    until: float,
    after: tuple[float, float, int] | None,
    limit: int,
    *,
    valued: bool,
) -> list[Time]:
    """The first of each width that meet the days, off the index; of these the first of all."""
    facets = derived.current(connection).facets.name
    behind = "" if after is None else f"AND (low, high, owner) > ({after[0]!r}, {after[1]!r}, {after[2]}) "
    by_time = f"ORDER BY low, high, owner LIMIT {limit}"
    of_widths = " UNION ALL ".join(
        f"SELECT * FROM (SELECT low, high, owner, n FROM {facets} WHERE kind = 'time' AND width = {width} "
        f"AND low >= {least!r} AND low <= {float(most)!r} AND high >= {float(since)!r} "
        f"{behind}{by_time}) AS w{width}"
        for width, least, most in meeting(since, until)
    )
    met = f"SELECT * FROM ({of_widths}) AS every {by_time}"
    if not valued:
        rows = connection.execute(text(met)).all()
        return [(row.low, row.high, row.owner, "") for row in rows]
    # The values are in no index: they are read of those alone that come first. As text, since to put it
    # together as objects takes longer than to answer it.
    command = (
        f"SELECT met.low, met.high, met.owner, facet.key FROM ({met}) AS met "
        f"JOIN {facets} AS facet ON facet.owner = met.owner AND facet.n = met.n "
        f"ORDER BY met.low, met.high, met.owner, facet.key"
    )
    rows = connection.execute(text(command)).all()
    return [(row.low, row.high, row.owner, row.key) for row in rows]


def times_of(connection: Connection, owners: Iterable[int]) -> Iterator[Time]:
    """The times of some statements that have bounds, as (low, high, owner, value)."""
    facet = derived.current(connection).facets.c
    for part in chunks(owners, _MANY):
        query = select(facet.low, facet.high, facet.key, facet.owner)
        query = query.where(
            one_of(connection, facet.owner, part), facet.kind.concat("") == "time", facet.low.is_not(None)
        )
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


def published_by(connection: Connection, publisher: str) -> list[Kept]:
    """The reports of a publisher, by its name, that were not removed; by id."""
    held = derived.current(connection).facets
    query = select(held.c.owner).where(held.c.kind == "publisher", held.c.key == folded_key(publisher))
    numbers = {owner >> SHIFT for owner in connection.execute(query).scalars()}
    found = select(*COLUMNS).where(reports.c.number.in_(sorted(numbers)))
    return sorted((kept(row) for row in connection.execute(found)), key=lambda report: report.id)
