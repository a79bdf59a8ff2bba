"""Claims as they are linked: who belongs to which, what ties them, how much there is.

Everything here is of the moment of the connection; what waits to be linked is `counts`'s to say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection

from secondsource.errors import UnknownId
from secondsource.ledger import derived, keyed, links
from secondsource.ledger.generation import SHIFT
from secondsource.ledger.link_tables import WAITING, LinkTables, link_tables
from secondsource.ledger.tables import reports as report_table
from secondsource.model.clusters import Pair, Sign, number
from secondsource.model.wording import Label, Wording

_HALF = 1 << 63
# Digits of an id that are enough to name it by, and that make its number.
_LEAST, _NUMBER = 6, 16
_MANY = 50


class Member(NamedTuple):
    """A point of a claim. sign: -1 where it says the contrary. published: sorts as moments do; None unknown.

    number: of its wording.
    """

    report: str
    statement: str
    point: str
    wording: str
    number: int
    sign: Sign
    published: int | None


class Related(NamedTuple):
    """What ties a claim to another one: the label as seen from the first, and the two wordings."""

    claim: str
    other: str
    label: Label
    facet: str | None
    probability: int
    of: str
    of_other: str


_TURNED: dict[Label, Label] = {
    "refines-a": "refines-b",
    "refines-b": "refines-a",
    "supersedes-a": "supersedes-b",
    "supersedes-b": "supersedes-a",
}


def members(connection: Connection, claims: Collection[str]) -> dict[str, list[Member]]:
    """The points of claims, by claim, sorted by report, statement and point; claims that are no more are
    left out.
    """
    held = _tables(connection)
    names = {number(id): id for id in claims}
    nodes = {node.number: node for node in links.SqlStore(connection, held).claimed(list(names))}
    rows = keyed.among(connection, held.said, list(nodes), "wording")
    ids = report_ids(connection, {row[0] for row in rows})
    found: defaultdict[str, list[Member]] = defaultdict(list)
    for report, _, point, statement, wording, published in rows:
        node = nodes[wording]
        assert node.claim is not None
        sign: Sign = 1 if node.claim_sign > 0 else -1
        made = Member(ids[report], statement, point, node.id, wording, sign, published)
        found[names[node.claim]].append(made)
    return {claim: sorted(each, key=lambda m: m[:3]) for claim, each in sorted(found.items())}


def claims_of_reports(connection: Connection, reports: Collection[str]) -> set[str]:
    """The claims that some reports have a point in."""
    held = _tables(connection)
    numbers = list(_numbers_of(connection, reports).values())
    rows = keyed.among(connection, held.said, numbers, "report")
    return set(claims_of_wordings(connection, {row[4] for row in rows}).values())


def claims_of_wordings(
    connection: Connection, numbers: Collection[int], *, held: LinkTables | None = None
) -> dict[int, str]:
    """The claim that holds each of some wordings, by their numbers."""
    nodes = (held or _tables(connection)).nodes
    rows = keyed.columns(connection, nodes, ("number", "claim"), numbers, by="number")
    claims = {number: claim for number, claim in rows if claim is not None}
    named = keyed.columns(connection, nodes, ("number", "id"), set(claims.values()), by="number")
    names = {number: id for number, id in named}
    return {number: names[claim] for number, claim in claims.items()}


def claim_of(connection: Connection, given: Collection[str]) -> dict[str, str]:
    """The claim of each of some ids: of points, statements, wordings (so of claims too), or prefixes of six
    digits and more.

    What is unknown is left out, and so is what several claims share.
    """
    made: dict[str, str] = {}
    for id in given:
        found = set(claims_of_wordings(connection, _meant(connection, id)).values())
        if len(found) == 1:
            made[id] = found.pop()
    return made


def one_claim(connection: Connection, given: str) -> str:
    """The claim that an id or prefix stands for. Raises UnknownId for none, and for several, with them."""
    found = sorted(set(claims_of_wordings(connection, _meant(connection, given)).values()))
    if not found:
        raise UnknownId(f"no claim here has the id {given!r}; see `claims`", kind="unknown-id")
    if len(found) > 1:
        listed = ", ".join(id.removeprefix("sha256:")[:12] for id in found[:10])
        raise UnknownId(f"{given!r} stands for several claims: {listed}; name one", kind="unknown-id")
    return found[0]


def pairs_within(connection: Connection, claims: Collection[str]) -> dict[str, list[Pair]]:
    """The pairs of wordings that were compared inside each of some claims."""
    store = links.SqlStore(connection, _tables(connection))
    names = {number(claim): claim for claim in claims}
    inside = {node.number: node.claim for node in store.claimed(list(names))}
    found: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in sorted(store.pairs_among(inside)):
        claim = inside[pair.a]
        if claim is not None and claim == inside[pair.b]:
            found[names[claim]].append(pair)
    return dict(found)


def wordings(connection: Connection, numbers: Collection[int]) -> dict[int, Wording]:
    """Wordings by their numbers."""
    found = links.SqlStore(connection, _tables(connection)).wordings(numbers)
    return {number(wording.id): wording for wording in found}


def relations(connection: Connection, claims: Collection[str]) -> list[Related]:
    """What ties some claims to others, as seen from each that was asked for, by both ids."""
    held = _tables(connection)
    numbers = {number(id) for id in claims}
    rows = [links.relation(row) for row in keyed.among(connection, held.relations, numbers, "a", "b")]
    ends = {n for row in rows for n in (row.a, row.b, row.of_a, row.of_b)}
    names = {node.number: node.id for node in links.SqlStore(connection, held).nodes(ends)}
    found = []
    for row in rows:
        a, b, of_a, of_b = (names[n] for n in (row.a, row.b, row.of_a, row.of_b))
        if row.a in numbers:
            found.append(Related(a, b, row.label, row.facet, row.probability, of_a, of_b))
        if row.b in numbers:
            label = _TURNED.get(row.label, row.label)
            found.append(Related(b, a, label, row.facet, row.probability, of_b, of_a))
    return sorted(found, key=lambda r: (r.claim, r.other))


def all_claims(connection: Connection, *, after: str = "", most: int = 1_000) -> list[str]:
    """The next ids of claims behind one, in order."""
    held = _tables(connection).nodes.name
    low = _number(after, "0") if after else -_HALF - 1
    command = (
        f"SELECT id FROM {held} WHERE claim = number AND number > {low:d} ORDER BY number LIMIT {most:d}"
    )
    return [row[0] for row in connection.exec_driver_sql(command)]


def every_claim(connection: Connection) -> Iterator[str]:
    """The ids of all claims, in order."""
    after = ""
    while found := all_claims(connection, after=after):
        yield from found
        after = found[-1]


def counts(connection: Connection) -> dict[str, int]:
    """How many wordings, claims, pairs, pairs that wait for the pair reader, closed keys, decisions that
    cannot hold; and what is still to be done: reports to link, claims to judge.
    """
    held = _tables(connection)
    asked = {
        "wordings": f"{held.nodes.name}",
        "claims": f"{held.nodes.name} WHERE claim = number",
        "pairs": f"{held.pairs.name}",
        "waiting": f"{held.pairs.name} WHERE kind = {WAITING}",
        "closed": f"{held.closed.name}",
        "contradictions": f"{held.contradictions.name}",
        "unlinked": f"{held.dirty.name} WHERE report > 0",
        "unjudged": f"{held.touched.name}",
    }
    queries = {name: f"SELECT count(*) FROM {query}" for name, query in asked.items()}
    return {name: int(connection.exec_driver_sql(q).scalar_one()) for name, q in queries.items()}


def pending(connection: Connection) -> bool:
    """Whether anything waits to be linked or judged."""
    held = _tables(connection)
    tables = (held.dirty, held.heard, held.touched)
    return any(connection.exec_driver_sql(f"SELECT 1 FROM {t.name} LIMIT 1").first() for t in tables)


def waiting(connection: Connection) -> int:
    """How many reports wait to be linked, and claims to be judged."""
    held = _tables(connection)
    queries = (f"{held.dirty.name} WHERE report > 0", held.touched.name)
    counts = (connection.exec_driver_sql(f"SELECT count(*) FROM {query}").scalar_one() for query in queries)
    return sum(int(count) for count in counts)


def contradictions(connection: Connection) -> list[tuple[str, str]]:
    """Each decision "same" that cannot hold, with the "apart" that it meets."""
    name = _tables(connection).contradictions.name
    rows = connection.exec_driver_sql(f'SELECT "same", "apart" FROM {name}')
    return sorted((row[0], row[1]) for row in rows)


def first_point(connection: Connection, given: str) -> str | None:
    """Of a wording or claim, by id or prefix: the id of its first point by time, report and id; else None."""
    held = _tables(connection)
    nodes = _nodes_like(connection, held, given)
    if len(nodes) != 1:
        return None
    rows = keyed.among(connection, held.said, list(nodes), "wording")
    ids = report_ids(connection, {row[0] for row in rows})
    first = min(rows, key=lambda row: (row[5] is None, row[5] or 0, ids[row[0]], row[2]), default=None)
    return None if first is None else str(first[2])


def points_of(connection: Connection, report: str, statement: str) -> list[str]:
    """The ids of the points of a statement that were linked, in order."""
    numbers = list(_numbers_of(connection, [report]).values())
    rows = keyed.among(connection, _tables(connection).said, numbers, "report")
    return sorted({row[2] for row in rows if statement in (row[2], row[3])})


def report_ids(connection: Connection, numbers: Collection[int]) -> dict[int, str]:
    """The ids of reports by the numbers of their rows."""
    rows = keyed.columns(connection, report_table, ("number", "id"), numbers, by="number")
    return {row[0]: row[1] for row in rows}


def _numbers_of(connection: Connection, reports: Collection[str]) -> dict[str, int]:
    rows = keyed.columns(connection, report_table, ("id", "number"), reports, by="id")
    return {row[0]: row[1] for row in rows}


def _meant(connection: Connection, given: str) -> list[int]:
    """The wordings that an id, or a prefix of one, stands for: of wordings, else of points and statements."""
    held = _tables(connection)
    found = _nodes_like(connection, held, given)
    if found:
        return sorted(found)
    digits = _digits(given)
    if digits is None:
        return []
    made = derived.current(connection)
    owners: set[int] = set()
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    for table in (made.points, made.statements):
        command = f"SELECT number FROM {table.name} WHERE id >= {mark} AND id < {mark} LIMIT {_MANY}"
        rows = connection.exec_driver_sql(command, (f"sha256:{digits}", f"sha256:{digits}g"))
        owners |= {row[0] for row in rows}
    said = keyed.among(connection, held.said, {owner >> SHIFT for owner in owners}, "report")
    like = f"sha256:{digits}"
    return sorted({row[4] for row in said if row[2].startswith(like) or row[3].startswith(like)})


def _nodes_like(connection: Connection, held: LinkTables, given: str) -> dict[int, str]:
    """The wordings whose id is, or begins with, what is given, by number."""
    digits = _digits(given)
    if digits is None:
        return {}
    low, high = _number(digits, "0"), _number(digits, "f")
    command = (
        f"SELECT number, id FROM {held.nodes.name} WHERE number BETWEEN {low:d} AND {high:d} LIMIT {_MANY}"
    )
    rows: Any = connection.exec_driver_sql(command).all()
    return {row[0]: row[1] for row in rows if row[1].startswith(f"sha256:{digits}")}


def _digits(given: str) -> str | None:
    """The hex digits of an id or prefix; None for what is none."""
    digits = given.removeprefix("sha256:").lower()
    return digits if len(digits) >= _LEAST and set(digits) <= set("0123456789abcdef") else None


def _number(given: str, fill: str) -> int:
    return int(given.removeprefix("sha256:")[:_NUMBER].ljust(_NUMBER, fill), 16) - _HALF


def _tables(connection: Connection) -> LinkTables:
    return link_tables(derived.current(connection).number)


def claims_by_statement(
    connection: Connection, statements: Collection[tuple[str, str]]
) -> dict[tuple[str, str], list[str]]:
    """The claims that each of some statements makes, by its points; given with its report's id."""
    ids = _numbers_of(connection, {report for report, _ in statements})
    names = {number: report for report, number in ids.items()}
    rows = keyed.among(connection, _tables(connection).said, sorted(names), "report")
    asked = set(statements)
    wanted = sorted(tuple(row) for row in rows if (names[row[0]], row[3]) in asked)
    claims = claims_of_wordings(connection, {row[4] for row in wanted})
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for row in wanted:
        claim = claims.get(row[4])
        if claim is not None and claim not in found[names[row[0]], row[3]]:
            found[names[row[0]], row[3]].append(claim)
    return dict(found)
