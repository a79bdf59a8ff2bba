"""Parties across reports as a ledger keeps them: the store that linking works on, and what is asked of it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, func, select, update

from secondsource.ledger import bulk, decisions, derived, party_rulings
from secondsource.ledger.folding import key, storable
from secondsource.ledger.generation import generation
from secondsource.ledger.kept import by_id, text_of
from secondsource.ledger.party_tables import NAMES, table
from secondsource.model.identity import canonical
from secondsource.model.party import (
    Changed,
    MayBe,
    Profile,
    Ruling,
    Sighting,
    Standing,
    Tied,
    profile_of,
    profile_row,
)
from secondsource.model.statement import Reason
from secondsource.records.rows import ReadRow

_MANY = 500  # values looked up in one statement


class SqlParties:
    """Keeps parties in the derived tables of one generation; `linking.party_store.PartyStore`."""

    def __init__(self, connection: Connection, n: int) -> None:
        self._connection = connection
        held = generation(n).metadata
        self._tables: dict[str, Table] = {name: table(name, n, held) for name in NAMES}

    def rows(self, reports: Collection[str], /) -> Mapping[str, ReadRow]:
        found = {}
        for id in sorted(reports):
            report = by_id(self._connection, id)
            if report is None or report.removed or decisions.removed(self._connection, id):
                continue
            said = derived.said(self._connection, report, text=text_of(self._connection, id))
            if said is not None:
                found[id] = said[1]
        return found

    def decided(self) -> Sequence[Ruling]:
        return party_rulings.in_force(self._connection)

    def replace(self, reports: Collection[str], seen: Mapping[Sighting, Profile], /) -> Sequence[Changed]:
        old = self.sighted(reports)
        touched = sorted({s.profile for s in old} | {s.profile for s in seen})
        before = {s.id: s for s in self.standing(touched)}
        self._delete("sightings", "report", sorted(reports))
        rows = [(*sighting[:6], " ".join(sighting.members)) for sighting in sorted(seen, key=_place)]
        bulk.put(self._connection, self._tables["sightings"], rows)
        profiles = {s.profile: profile for s, profile in seen.items() if s.profile not in before}
        self._add(profiles)
        left = dict(before)
        self._count(touched)
        after = {s.id: s for s in self.standing(touched)}
        gone = [id for id in left if id not in after]
        self._delete("offers", "profile", gone)
        self._delete("maybes", "profile", gone)
        return [Changed(before.get(id), after.get(id)) for id in touched]

    def standing(self, profiles: Collection[str], /) -> Sequence[Standing]:
        return self._standing("id", profiles)

    def sighted(self, reports: Collection[str], /) -> Sequence[Sighting]:
        found = self._found("sightings", "report", reports)
        return [_sighting(row) for row in found]

    def of_profiles(self, profiles: Collection[str]) -> Sequence[Sighting]:
        """The sightings of some profiles."""
        return [_sighting(row) for row in self._found("sightings", "profile", profiles)]

    def locals_of(self, asked: Sequence[tuple[str, str]]) -> list[str]:
        """The profiles of some parties of reports."""
        seen = {(s.report, s.local): s.profile for s in self.sighted(sorted({report for report, _ in asked}))}
        return sorted({seen[each] for each in asked if each in seen})

    def in_blocks(self, blocks: Collection[str], /) -> Sequence[Standing]:
        return self._standing("block", blocks)

    def blocks_of(self, prefix: str, /) -> Collection[str]:
        held = self._tables["profiles"]
        # Blocks are folded words; nothing sorts behind U+10FFFF.
        between = (held.c.block >= prefix) & (held.c.block < prefix + "\U0010ffff")
        return {row[0] for row in self._connection.execute(select(held.c.block).where(between).distinct())}

    def offering(self, key: str, /) -> Sequence[Standing]:
        held = self._tables["offers"]
        found = [row[0] for row in self._connection.execute(select(held.c.profile).where(held.c.key == key))]
        return self.standing(found)

    def tied(self, profiles: Collection[str], /) -> Sequence[Tied]:
        return self._tied("id", profiles)

    def members(self, parties: Collection[str], /) -> Sequence[Tied]:
        return self._tied("party", parties)

    def maybes(self, profiles: Collection[str], /) -> Sequence[MayBe]:
        found = self._found("maybes", "profile", profiles)
        return [MayBe(row[0], row[1], _reasons(row[2])) for row in found]

    def called(self, part: str) -> set[str]:
        """The parties, decisions left out, that have a part in one of their forms; the part is folded."""
        held = self._tables["profiles"]
        query = select(held.c.party).where(held.c.names.contains(part, autoescape=True)).distinct()
        return {row[0] for row in self._connection.execute(query) if row[0] is not None}

    def may_be(self, parties: Collection[str], /) -> Sequence[MayBe]:
        """The profiles that may be of some parties."""
        found = self._found("maybes", "other", parties)
        return [MayBe(row[0], row[1], _reasons(row[2])) for row in found]

    def tie(
        self, tied: Sequence[Tied], untied: Collection[str], maybes: Mapping[str, Sequence[MayBe]], /
    ) -> None:
        held = self._tables["profiles"]
        for each in tied:
            values = {"party": each.party, "score": each.score, "reasons": _packed(each.reasons)}
            self._connection.execute(update(held).where(held.c.id == each.profile).values(values))
        self._delete("maybes", "profile", sorted(maybes))
        rows = [(m.profile, m.other, _packed(m.reasons)) for each in maybes.values() for m in each]
        bulk.put(self._connection, self._tables["maybes"], rows)

    def seen_in(self, profiles: Collection[str], /) -> set[str]:
        found = bulk.found(
            self._connection, self._tables["sightings"], ("report",), sorted(profiles), by="profile"
        )
        return {row[0] for row in found}

    def rulings(self) -> Sequence[Ruling]:
        held = self._tables["rulings"]
        return [Ruling(*row) for row in self._connection.execute(select(held).order_by(held.c.id))]

    def rule(self, rulings: Sequence[Ruling], unions: Mapping[str, str], /) -> None:
        for name in ("rulings", "unions"):
            self._connection.execute(delete(self._tables[name]))
        bulk.put(self._connection, self._tables["rulings"], [tuple(ruling) for ruling in rulings])
        bulk.put(self._connection, self._tables["unions"], sorted(unions.items()))

    def unions(self) -> Mapping[str, str]:
        held = self._tables["unions"]
        return {row[0]: row[1] for row in self._connection.execute(select(held))}

    def everything(self) -> tuple[list[Tied], list[MayBe], dict[str, str]]:
        """All that was made, sorted: what two stores of the same reports share."""
        profiles, maybes = self._tables["profiles"], self._tables["maybes"]
        rows = self._connection.execute(
            select(profiles.c.id, profiles.c.party, profiles.c.score, profiles.c.reasons)
        )
        tied = sorted(Tied(row[0], row[1], row[2], _reasons(row[3])) for row in rows)
        found = self._connection.execute(select(maybes))
        return tied, sorted(MayBe(row[0], row[1], _reasons(row[2])) for row in found), dict(self.unions())

    def _add(self, profiles: Mapping[str, Profile]) -> None:
        rows = [
            (id, p.block, None, None, 0, _names(p), _body(p), None, 0, "[]")
            for id, p in sorted(profiles.items())
        ]
        bulk.put(self._connection, self._tables["profiles"], rows)
        offers = [(key, id) for id, p in sorted(profiles.items()) for key in p.offers]
        bulk.put(self._connection, self._tables["offers"], offers)

    def _count(self, profiles: Sequence[str]) -> None:
        """Sets the days and the number of profiles' sightings; takes those away that have none any more."""
        seen, held = self._tables["sightings"], self._tables["profiles"]
        for id in profiles:
            mine = seen.c.profile == id
            first = select(func.min(seen.c.day)).where(mine).scalar_subquery()
            last = select(func.max(seen.c.day)).where(mine).scalar_subquery()
            n = select(func.count()).select_from(seen).where(mine).scalar_subquery()
            self._connection.execute(
                update(held).where(held.c.id == id).values(first=first, last=last, sightings=n)
            )
        for some in _chunks(profiles):
            self._connection.execute(delete(held).where(held.c.id.in_(some), held.c.sightings == 0))

    def _standing(self, by: str, values: Collection[str]) -> list[Standing]:
        names = ("id", "body", "first", "last", "sightings")
        found = bulk.found(self._connection, self._tables["profiles"], names, sorted(values), by=by)
        return [Standing(profile_of(json.loads(row[1])), row[0], *row[2:]) for row in found]

    def _tied(self, by: str, values: Collection[str]) -> list[Tied]:
        names = ("id", "party", "score", "reasons")
        found = bulk.found(self._connection, self._tables["profiles"], names, sorted(values), by=by)
        return [Tied(row[0], row[1], row[2], _reasons(row[3])) for row in found if row[1] is not None]

    def _found(self, name: str, by: str, values: Collection[str]) -> list[Any]:
        held = self._tables[name]
        columns = [column.name for column in held.columns]
        return list(bulk.found(self._connection, held, columns, sorted(values), by=by))

    def _delete(self, name: str, by: str, values: Sequence[str]) -> None:
        held = self._tables[name]
        for some in _chunks(values):
            self._connection.execute(delete(held).where(held.c[by].in_(some)))


def _names(profile: Profile) -> str:
    return "\n".join(sorted({key(form) for form in (profile.name, *profile.forms, *profile.acronyms)}))


def _body(profile: Profile) -> str:
    return storable(canonical(profile_row(profile)).decode())


def _chunks(values: Sequence[str]) -> list[Sequence[str]]:
    return [values[at : at + _MANY] for at in range(0, len(values), _MANY)]


def _place(sighting: Sighting) -> tuple[str, str]:
    return sighting.report, sighting.local


def _sighting(row: Any) -> Sighting:
    return Sighting(row[0], row[1], row[2], row[3], row[4], bool(row[5]), tuple(row[6].split()))


def _packed(reasons: Sequence[Reason]) -> str:
    return storable(canonical([[reason.code, *reason.values] for reason in reasons]).decode())


def _reasons(packed: str) -> tuple[Reason, ...]:
    return tuple(Reason(code=code, values=tuple(values)) for code, *values in json.loads(packed))
