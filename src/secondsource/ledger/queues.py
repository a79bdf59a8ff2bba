"""What waits to be linked or judged, and what reports said when they were linked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, Table

from secondsource.ledger import decisions, derived, keyed, party_tables
from secondsource.ledger.generation import generation
from secondsource.ledger.kept import Kept, by_id
from secondsource.ledger.link_tables import WAITING, LinkTables, link_tables
from secondsource.ledger.linked import claims_of_wordings
from secondsource.ledger.tables import reports as report_table
from secondsource.ledger.writing import get_meta, set_meta
from secondsource.model.clusters import Key, number
from secondsource.records.rows import ReadRow

# Comes before the pair reader in what a generation is said to be linked by.
READ_BY = ", pairs read by "

# What a claim waits for: to be judged, or, below nothing, for its figures alone. One queue holds both, so
# that a claim stands in it once.
_TO_JUDGE, _TO_FIGURE = "near >= 0", "near < 0"


class SaidRow(NamedTuple):
    """One point of one report as it was linked, by the numbers of the report's row and of the wording."""

    report: int
    n: int
    point: str
    statement: str
    wording: int
    published: int | None


def dirty(
    connection: Connection, held: LinkTables, *, reports: int, points: int, after: int | None = None
) -> list[int]:
    """The next reports to be linked, by the numbers of their rows: one, or so many with so many points.

    after: only those behind this row.
    """
    made = generation(held.number).standing.name
    behind = "" if after is None else f" WHERE d.report > {after:d}"
    command = (
        f"SELECT d.report, s.points FROM {held.dirty.name} AS d LEFT JOIN {made} AS s ON s.number = d.report"
        f"{behind} ORDER BY d.report LIMIT {reports:d}"
    )
    found: list[int] = []
    for report, its in connection.exec_driver_sql(command):
        points -= its or 0
        if found and points < 0:
            break
        found.append(report)
    return found


def heard(connection: Connection, held: LinkTables, most: int) -> list[Key]:
    """The next pairs with a new answer of a pair reader."""
    rows = connection.exec_driver_sql(f"SELECT a, b FROM {held.heard.name} ORDER BY a, b LIMIT {most:d}")
    return [(row[0], row[1]) for row in rows]


def clean(connection: Connection, held: LinkTables, reports: Collection[int], pairs: Collection[Key]) -> None:
    """These reports and pairs are linked."""
    keyed.drop(connection, held.dirty, [(report,) for report in reports])
    keyed.drop(connection, held.heard, pairs)


def touch(connection: Connection, held: LinkTables, claims: Collection[str]) -> None:
    """These claims are to be judged anew, or are no more."""
    keyed.put(connection, held.touched, _near(connection, held, claims))


def _near(connection: Connection, held: LinkTables, claims: Collection[str]) -> list[tuple[str, int]]:
    """Claims with the first report that says each, as they lie together."""
    first = keyed.least(connection, held.said, "report", [number(id) for id in claims], by="wording")
    return [(id, first.get(number(id), 0)) for id in sorted(claims)]


def _first(connection: Connection, held: LinkTables, where: str) -> list[str]:
    rows = connection.exec_driver_sql(f"SELECT claim FROM {held.touched.name} WHERE {where}")
    return [row[0] for row in rows]


def _among(connection: Connection, held: LinkTables, claims: Collection[str], where: str) -> set[str]:
    return {row[0] for row in keyed.among(connection, held.touched, sorted(claims), "claim", where=where)}


def touched(connection: Connection, held: LinkTables, most: int) -> list[str]:
    """The next claims to be judged, of some reports after the others; some may be no more."""
    return _first(connection, held, f"{_TO_JUDGE} ORDER BY near, claim LIMIT {most:d}")


def waiting_of(connection: Connection, held: LinkTables, claims: Collection[str]) -> set[str]:
    """Of some claims those that are to be judged."""
    return _among(connection, held, claims, _TO_JUDGE)


def judged(connection: Connection, held: LinkTables, claims: Collection[str]) -> None:
    """These claims are judged, and what they count and whom they contradict is to be looked at."""
    keyed.put(connection, held.touched, [(id, -1 - near) for id, near in _near(connection, held, claims)])


def unfigured(connection: Connection, held: LinkTables, most: int) -> list[str]:
    """The next claims that were judged and whose figures and conflicts were not looked at since."""
    return _first(connection, held, f"{_TO_FIGURE} ORDER BY near DESC, claim LIMIT {most:d}")


def unfigured_of(connection: Connection, held: LinkTables, claims: Collection[str]) -> set[str]:
    """Of some claims those whose figures and conflicts are to be looked at."""
    return _among(connection, held, claims, _TO_FIGURE)


def figured(connection: Connection, held: LinkTables, claims: Collection[str]) -> None:
    """The figures and conflicts of these claims are looked at: nothing is left to be done for them."""
    keyed.drop(connection, held.touched, [(id,) for id in claims])


def waiting(connection: Connection, held: LinkTables, most: int) -> int:
    """How many pairs wait for the pair reader, counted up to so many."""
    some = f"SELECT 1 FROM {held.pairs.name} WHERE kind = {WAITING} LIMIT {most:d}"
    return int(connection.exec_driver_sql(f"SELECT count(*) FROM ({some}) AS t").scalar_one())


def reading(connection: Connection, id: str) -> tuple[Kept, ReadRow] | None:
    """A report and what it says now; None where it does not stand, or was never read."""
    kept = by_id(connection, id)
    if kept is None or kept.removed or decisions.removed(connection, id):
        return None
    said = derived.said(connection, kept)
    return None if said is None else (kept, said[1])


def said(connection: Connection, held: LinkTables, reports: Collection[int]) -> list[SaidRow]:
    """The points of reports as they were linked."""
    return [SaidRow(*row) for row in keyed.among(connection, held.said, list(reports), "report")]


def put_said(
    connection: Connection, held: LinkTables, reports: Collection[int], rows: Sequence[SaidRow]
) -> None:
    """Keep the points of reports in the place of those that they had."""
    keyed.drop(connection, held.said, [(report,) for report in reports])
    keyed.put(connection, held.said, rows)


def earliest(connection: Connection, held: LinkTables, numbers: Collection[int]) -> dict[int, int | None]:
    """Of wordings that any point has, when the earliest of these was published; None where none is dated."""
    return keyed.least(connection, held.said, "published", numbers, by="wording")


def claims_of(connection: Connection, held: LinkTables, reports: Collection[str]) -> set[str]:
    """The claims that some reports have a point in."""
    found = keyed.columns(connection, report_table, ("number",), reports, by="id")
    numbers = {row.wording for row in said(connection, held, [row[0] for row in found])}
    return set(claims_of_wordings(connection, numbers, held=held).values())


def untouched(
    connection: Connection, held: LinkTables, reports: Collection[str]
) -> dict[str, dict[int, str]]:
    """The claims of reports that do not wait to be judged, by wording; reports without any are left out."""
    found = keyed.columns(connection, report_table, ("number", "id"), reports, by="id")
    ids = {row[0]: row[1] for row in found}
    rows = said(connection, held, list(ids))
    claims = claims_of_wordings(connection, {row.wording for row in rows}, held=held)
    waiting = waiting_of(connection, held, set(claims.values()))
    made: dict[str, dict[int, str]] = {}
    for row in rows:
        if row.wording in claims and claims[row.wording] not in waiting:
            made.setdefault(ids[row.report], {})[row.wording] = claims[row.wording]
    return made


def points_at(
    connection: Connection, held: LinkTables, places: Mapping[str, Collection[tuple[int, int]]]
) -> list[tuple[SaidRow, str, list[tuple[int, int]]]]:
    """The points that touch one of these places of some reports, each with its report's id and its places."""
    found = keyed.columns(connection, report_table, ("number", "id"), list(places), by="id")
    ids = {row[0]: row[1] for row in found}
    rows = said(connection, held, list(ids))
    made = generation(held.number)
    extents: dict[str, list[tuple[int, int]]] = {}
    wanted = {row.point for row in rows}
    for table in (made.points, made.statements):
        for id, start, end in keyed.columns(connection, table, ("id", "start", "end"), wanted, by="id"):
            extents.setdefault(id, []).append((start, end))
    return [
        (row, ids[row.report], extents[row.point])
        for row in rows
        if any(
            start < last and first < end
            for start, end in extents.get(row.point, ())
            for first, last in places[ids[row.report]]
        )
    ]


def linker(connection: Connection, n: int) -> str | None:
    """What linked a generation; None where nothing of it is linked yet."""
    return get_meta(connection, f"linker-{n}")


def reader(connection: Connection, n: int) -> str | None:
    """The version of the pair reader that a generation was linked with; None where it was linked without."""
    return (linker(connection, n) or "").partition(READ_BY)[2] or None


def set_linker(connection: Connection, n: int, version: str) -> None:
    """Note what links a generation."""
    set_meta(connection, f"linker-{n}", version)


def differences(connection: Connection, one: int, other: int) -> list[str]:
    """In what the claims of two generations differ, in words; nothing where they are the same."""
    found = []
    kinds = ("nodes", "pairs", "bounds", "contradictions", "clusters", "sums", "relations")
    listed = [(name, (getattr(link_tables(one), name), getattr(link_tables(other), name))) for name in kinds]
    parties = zip(party_tables.NAMES, zip(_parties(one), _parties(other), strict=True), strict=True)
    for name, tables in (*listed, *((f"party {name}", pair) for name, pair in parties)):
        counted = [
            int(connection.exec_driver_sql(_less(*pair)).scalar_one()) for pair in (tables, tables[::-1])
        ]
        if any(counted):
            found.append(
                f"{name}: {counted[0]} rows stood that are not made anew, {counted[1]} did not stand"
            )
    return found


def _parties(n: int) -> list[Table]:
    held = generation(n).metadata
    return [party_tables.table(name, n, held) for name in party_tables.NAMES]


def _less(one: Table, other: Table) -> str:
    names = ", ".join(f'"{column.name}"' for column in one.columns)
    rest = f"SELECT {names} FROM {one.name} EXCEPT SELECT {names} FROM {other.name}"
    return f"SELECT count(*) FROM ({rest}) AS t"
