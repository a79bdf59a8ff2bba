"""Which reports are versions of one another, and in which order: found when asked for, and kept nowhere.

Versions stand at one address (`addresses.address_key`), or are one record of a publisher. Both are told by
the reports alone, so any order of arrival gives the same. Their order is by time of publication; what that
leaves open, the time of retrieval tells, which is this ledger's own: each version says which of both it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Literal, NamedTuple

from sqlalchemy import Connection, select

from secondsource.errors import UnknownId
from secondsource.ledger import derived, evidence, tying
from secondsource.ledger.addresses import address_key, archived_at
from secondsource.ledger.generation import SHIFT, Generation, report_owner
from secondsource.ledger.kept import COLUMNS, Kept, kept
from secondsource.ledger.ordering import chunks, one_of
from secondsource.ledger.tables import acquisitions, entries, reports
from secondsource.model.statement import Reason

Order = Literal["published", "retrieved", "unknown"]
# A facet by which reports find each other: (kind, key).
Tie = tuple[str, str]
# A feed that gives all its items one id ties nothing: addresses beyond which a record has not merely moved.
MOST_MOVES = 8
# Characters of a time as written, by its precision: year, month, day; beyond, a moment.
_YEAR, _MONTH, _DAY, _MOMENT = 4, 7, 10, 99


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a report: the n-th of `of`, counted from 1; the last one is in force.

    retrieved: the earliest time at which it is known to have been there, UTC, or None; of a copy in a web
    archive by its address, else by the acquisitions of this ledger. order: how it is known to come after the
    one before, None for the first. why: what makes it a version.
    """

    report: Kept
    n: int
    of: int
    retrieved: str | None
    order: Order | None
    why: tuple[Reason, ...]


class _Times(NamedTuple):
    """When a version was published and retrieved, as times are compared, or None."""

    published: str | None
    retrieved: str | None


def family(connection: Connection, report: str) -> tuple[Version, ...]:
    """All versions of a report by its whole id, in their order; itself alone where there is no other."""
    return families(connection, [report], alone=True).get(report, ())


def families(
    connection: Connection,
    ids: Iterable[str],
    *,
    numbers: Mapping[str, int] | None = None,
    alone: bool = False,
) -> dict[str, tuple[Version, ...]]:
    """The versions of some reports by id, in their order: of those that have several, or with `alone` of all.

    numbers: of the rows of all of them, where that is known; else they are looked up, and what does not stand
    has none.
    """
    held = derived.current(connection)
    numbers = _numbers(connection, held, ids) if numbers is None else numbers
    within = numbers.values()
    ties = _ties(connection, held, within if alone else tying.among(connection, held, within))
    groups = [group for group in _groups(ties) if alone or len(group) > 1]
    found: dict[str, tuple[Version, ...]] = {}
    for versions in _in_their_order(connection, ties, groups):
        found |= {version.report.id: versions for version in versions}
    return {id: found[id] for id in numbers if id in found}


def earlier(connection: Connection) -> frozenset[int]:
    """Row numbers of all reports that stand and of which a later version stands too."""
    held = derived.current(connection)
    ties = _ties(connection, held, sorted(tying.every(connection, held)))
    groups = [group for group in _groups(ties) if len(group) > 1]
    arranged = _in_their_order(connection, ties, groups)
    return frozenset(version.report.number for versions in arranged for version in versions[:-1])


def named(connection: Connection, given: str) -> tuple[Version, ...]:
    """The versions of what is given: a report or what it says by id or prefix, a path, a form of an address.

    Raises UnknownId where nothing is named so, or reports that are no versions of each other are.
    """
    given = given.strip()
    found = _by_id(connection, given) or _by_path(connection, given) or _by_address(connection, given)
    of = families(connection, found, alone=True)
    different = {versions[0].report.id: versions for versions in of.values()}
    if len(different) > 1:
        listed = " or ".join(sorted(id.removeprefix("sha256:")[:12] for id in different)[:3])
        message = f"{given!r} names reports that are no versions of each other: {listed}; give an id"
        raise UnknownId(message, kind="ambiguous-id")
    if not different:
        what = "was removed by decision" if found else "is at this address, and none has this id"
        raise UnknownId(f"{given!r}: no report {what}; `secondsource reports` lists them", kind="unknown-id")
    return next(iter(different.values()))


def came(connection: Connection, writer: str, ids: Iterable[str]) -> dict[str, int]:
    """With which entry of a writer's log each of some reports came in."""
    query = select(entries.c.id, entries.c.n).where(entries.c.writer == writer, entries.c.kind == "report")
    listed = sorted(ids)
    found: dict[str, int] = {}
    for start in range(0, len(listed), 500):
        for row in connection.execute(query.where(entries.c.id.in_(listed[start : start + 500]))):
            found[row.id] = min(row.n, found.get(row.id, row.n))
    return found


def _numbers(connection: Connection, held: Generation, ids: Iterable[str]) -> dict[str, int]:
    """Row numbers of those of some reports that stand."""
    standing = held.standing
    query = select(reports.c.id, reports.c.number).join(standing, standing.c.number == reports.c.number)
    listed = sorted(set(ids))
    found: dict[str, int] = {}
    for start in range(0, len(listed), 500):
        rows = connection.execute(query.where(reports.c.id.in_(listed[start : start + 500])))
        found |= {row.id: row.number for row in rows}
    return found


def _ties(connection: Connection, held: Generation, numbers: Iterable[int]) -> dict[int, set[Tie]]:
    """What ties some reports to others, and these to more, by row number."""
    facet = held.facets.c
    found: dict[int, set[Tie]] = {}
    asked: set[Tie] = set()
    fresh = set(numbers)
    while fresh:
        found |= {number: set() for number in fresh}
        for part in chunks(report_owner(number) for number in fresh):
            # By the owner: an index on kind would go through all addresses.
            query = select(facet.owner, facet.kind, facet.key).where(
                one_of(connection, facet.owner, part), facet.kind.concat("").in_(tying.KINDS)
            )
            for row in connection.execute(query).all():
                found[row.owner >> SHIFT].add((row.kind, row.key))
        keys = {tie for number in fresh for tie in found[number]} - asked
        asked |= keys
        fresh = {number for number in _holders(connection, held, keys) if number not in found}
    return found


def _holders(connection: Connection, held: Generation, ties: Iterable[Tie]) -> Iterator[int]:
    """Row numbers of the reports that have one of some ties."""
    facet = held.facets.c
    for kind, group in groupby(sorted(ties), key=lambda tie: tie[0]):
        keys = [key for _, key in group]
        for start in range(0, len(keys), 500):
            query = select(facet.owner).where(facet.kind == kind, facet.key.in_(keys[start : start + 500]))
            yield from (owner >> SHIFT for owner in connection.execute(query).scalars())


def _groups(ties: dict[int, set[Tie]]) -> list[list[int]]:
    """The reports that are tied to each other, directly or by others."""
    holders: dict[Tie, list[int]] = {}
    for number, of in ties.items():
        for tie in of:
            holders.setdefault(tie, []).append(number)
    for tie in [tie for tie in holders if tie[0] == "record"]:
        addresses = {held for number in holders[tie] for held in ties[number] if held[0] == "address"}
        if len(addresses) > MOST_MOVES:
            del holders[tie]
    groups: list[list[int]] = []
    seen: set[int] = set()
    for first in ties:
        todo, group = [first], []
        while todo:
            number = todo.pop()
            if number in seen:
                continue
            seen.add(number)
            group.append(number)
            todo += [other for tie in ties[number] for other in holders.get(tie, ())]
        if group:
            groups.append(group)
    return groups


def _in_their_order(
    connection: Connection, ties: dict[int, set[Tie]], groups: list[list[int]]
) -> Iterator[tuple[Version, ...]]:
    """The versions of each group of row numbers, in their order."""
    rows = _reports(connection, [number for group in groups for number in group])
    seen = _retrieved(connection, [row.id for row in rows.values()])
    for group in groups:
        members = [rows[number] for number in group]
        yield tuple(_arranged(members, seen, {rows[number].id: ties[number] for number in group}))


def _reports(connection: Connection, numbers: Iterable[int]) -> dict[int, Kept]:
    found: dict[int, Kept] = {}
    for part in chunks(numbers):
        rows = connection.execute(select(*COLUMNS).where(reports.c.number.in_(part)))
        found |= {row.number: kept(row) for row in rows}
    return found


def _retrieved(connection: Connection, ids: list[str]) -> dict[str, str]:
    """When each of some reports was first retrieved, UTC, as far as that is known."""
    query = select(acquisitions.c.report, acquisitions.c.fetched).where(acquisitions.c.fetched.is_not(None))
    found: dict[str, str] = {}
    for start in range(0, len(ids), 500):
        for row in connection.execute(query.where(acquisitions.c.report.in_(ids[start : start + 500]))):
            if (at := _utc(row.fetched)) is not None:
                found[row.report] = min(at, found.get(row.report, at))
    return found


def _arranged(members: list[Kept], seen: dict[str, str], ties: dict[str, set[Tie]]) -> Iterator[Version]:
    """Versions in their order, each with what ties it to others."""
    times = {
        held.id: _Times(moment(held.published), _utc(archived_at(held.address)) or seen.get(held.id))
        for held in members
    }
    dated = [_precision(held.published) for held in members if times[held.id].published]
    precision = min(dated, default=_MOMENT)
    holders = Counter(tie for one in ties.values() for tie in one)
    before: Kept | None = None
    for n, held in enumerate(_in_order(members, times, precision), start=1):
        shared = sorted(tie for tie in ties[held.id] if holders[tie] > 1)
        yield Version(
            report=held,
            n=n,
            of=len(members),
            retrieved=times[held.id].retrieved,
            order=None if before is None else _order(times[before.id], times[held.id], precision),
            why=tuple(Reason(code=f"version-{kind}", values=(key,)) for kind, key in shared),
        )
        before = held


def _in_order(members: list[Kept], times: dict[str, _Times], precision: int) -> Iterator[Kept]:
    """By published at the precision that all have; of one such time by retrieved, where all have it; by id.

    What has no time of publication stands where it was retrieved.
    """

    def published(held: Kept) -> str:
        return (times[held.id].published or times[held.id].retrieved or "")[:precision]

    for _, group in groupby(sorted(members, key=published), published):
        together = list(group)
        known = all(times[held.id].retrieved for held in together)
        yield from sorted(
            together,
            key=lambda held: (
                (times[held.id].retrieved or "") if known else "",
                times[held.id].published or "",
                held.id,
            ),
        )


def _order(before: _Times, after: _Times, precision: int) -> Order:
    """How two neighbours are known to be in this order."""
    one, other = before.published, after.published
    if one and other and one[:precision] < other[:precision]:
        return "published"
    if before.retrieved and after.retrieved and before.retrieved < after.retrieved:
        return "retrieved"
    return "published" if one and other and len(one) == len(other) and one < other else "unknown"


def _precision(published: str | None) -> int:
    length = len((published or "").strip())
    return length if length in (_YEAR, _MONTH, _DAY) else _MOMENT


def moment(published: str | None) -> str | None:
    """A time of publication as it is compared: UTC where it has a time of day, else as written, or None."""
    text = (published or "").strip()
    if _precision(text) == _MOMENT:
        return _utc(text)
    try:
        datetime.fromisoformat(text + "-01-01"[len(text) - _YEAR :])
    except ValueError:
        return None
    return text


def _utc(text: str | None) -> str | None:
    """A moment in UTC with a fixed number of digits; without a zone it is taken for UTC. None for none."""
    try:
        found = datetime.fromisoformat(text or "")
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return found.strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0")


def _by_id(connection: Connection, given: str) -> list[str]:
    """The reports that an id or prefix of six digits names, itself or by a statement or point."""
    found = evidence.find(connection, given)
    ids = [id for kind, id in found if kind == "report"]
    if ids:
        return ids
    held = derived.current(connection)
    numbers: set[int] = set()
    for kind, id in found:
        if kind in ("statement", "point"):
            table = held.statements if kind == "statement" else held.points
            query = select(table.c.number).where(table.c.id == id)
            numbers.update(number >> SHIFT for number in connection.execute(query).scalars())
    return [held.id for held in _reports(connection, numbers).values()]


def _by_path(connection: Connection, given: str) -> list[str]:
    query = select(reports.c.id).where(reports.c.path == given).order_by(reports.c.id)
    return list(connection.execute(query).scalars())


def _by_address(connection: Connection, given: str) -> list[str]:
    key = address_key(given)
    if key is None:
        return []
    numbers = _holders(connection, derived.current(connection), [("address", key)])
    return sorted(held.id for held in _reports(connection, set(numbers)).values())
