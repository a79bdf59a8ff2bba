"""Parties across reports as a ledger keeps them: the store that linking works on, and what is asked of it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, func, select

from secondsource.ledger import bulk, decisions, derived, keyed, party_rulings, readings
from secondsource.ledger.folding import key, storable
from secondsource.ledger.generation import generation
from secondsource.ledger.kept import by_id, text_of
from secondsource.ledger.party_tables import NAMES, speaks_for_a_body, table
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
LONGEST = 200  # code points of a form by which a party is looked up
Days = tuple[str | None, str | None, int]  # the first, the last, and of how many sightings


class SqlParties:
    """Keeps parties in the derived tables of one generation; `linking.party_store.PartyStore`."""

    def __init__(self, connection: Connection, n: int) -> None:
        self._connection = connection
        held = generation(n).metadata
        self._tables: dict[str, Table] = {name: table(name, n, held) for name in NAMES}
        # By id, which is of their content: profiles that were read before.
        self._known: dict[str, Profile] = {}

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
        counted = self._counted(touched)
        self._add({s.profile: profile for s, profile in seen.items() if s.profile not in before}, counted)
        stand = [(id, *counted[id]) for id, was in before.items() if id in counted and was[2:] != counted[id]]
        keyed.change(self._connection, self._tables["profiles"], ("first", "last", "sightings"), stand)
        gone = sorted(before.keys() - counted.keys())
        self._delete("profiles", "id", gone)
        named = [(name, id) for id in gone for name in _named(before[id].profile)]
        keyed.drop(self._connection, self._tables["names"], named)
        self._delete("offers", "profile", gone)
        self._delete("maybes", "profile", gone)
        after = {id: Standing(self._known[id], id, *days) for id, days in counted.items()}
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

    def sizes(self, blocks: Collection[str], /) -> Mapping[str, int]:
        found = keyed.extremes(self._connection, self._tables["profiles"], "block", blocks, by="block")
        return {row[0]: row[3] for row in found}

    def blocks_of(self, prefix: str, /) -> Collection[str]:
        held = self._tables["profiles"]
        # Blocks are folded words; nothing sorts behind U+10FFFF.
        between = (held.c.block >= prefix) & (held.c.block < prefix + "\U0010ffff")
        return {row[0] for row in self._connection.execute(select(held.c.block).where(between).distinct())}

    def offering(self, keys: Collection[str], /) -> Mapping[str, Sequence[Standing]]:
        found = self._found("offers", "key", keys)
        standing = {s.id: s for s in self.standing({row[1] for row in found})}
        made: dict[str, list[Standing]] = {}
        for offer, id in found:
            made.setdefault(offer, []).append(standing[id])
        return made

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

    def named(self, name: str) -> set[str]:
        """The parties, decisions left out, one of whose forms is this, folded."""
        found = self._found("names", "name", [name[:LONGEST]])
        return {tied.party for tied in self.tied([row[1] for row in found])}

    def told(self, profiles: Collection[str]) -> tuple[int, bool, list[tuple[str, str]]]:
        """In how many reports some profiles are seen, whether as a spokesman, and of which of its bodies."""
        held = self._tables["sightings"]
        parts = [held.c.profile.in_(some) for some in _chunks(sorted(profiles))]
        # Most are seen often, and speak for nobody: that is told without their rows.
        columns = select(held.c.report, held.c.spokesman, held.c.body)
        spoken = [columns.where(of, speaks_for_a_body(held)) for of in parts]
        rows = [row for query in spoken for row in self._connection.execute(query)]
        if len(parts) == 1:
            count = select(func.count(held.c.report.distinct())).where(parts[0])
            reports = self._connection.execute(count).scalar_one()
        else:
            seen = [self._connection.execute(select(held.c.report).distinct().where(of)) for of in parts]
            reports = len({row[0] for found in seen for row in found})
        bodies = {(row.report, row.body) for row in rows if row.body}
        return reports, any(row.spokesman for row in rows), sorted(bodies)

    def may_be(self, parties: Collection[str], /) -> Sequence[MayBe]:
        """The profiles that may be of some parties."""
        found = self._found("maybes", "other", parties)
        return [MayBe(row[0], row[1], _reasons(row[2])) for row in found]

    def tie(
        self, tied: Sequence[Tied], untied: Collection[str], maybes: Mapping[str, Sequence[MayBe]], /
    ) -> None:
        held = [(each.profile, each.party, each.score, _packed(each.reasons)) for each in tied]
        keyed.change(self._connection, self._tables["profiles"], ("party", "score", "reasons"), held)
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

    def _add(self, profiles: Mapping[str, Profile], counted: Mapping[str, Days]) -> None:
        rows = []
        for id, profile in sorted(profiles.items()):
            text = canonical(profile_row(profile)).decode()
            body = storable(text)
            self._known[id] = profile if body == text else profile_of(json.loads(body))
            rows.append((id, profile.block, *counted[id], _names(profile), body, None, 0, "[]"))
        bulk.put(self._connection, self._tables["profiles"], rows)
        named = [(name, id) for id in sorted(profiles) for name in _named(self._known[id])]
        bulk.put(self._connection, self._tables["names"], named)
        offers = [(key, id) for id, p in sorted(profiles.items()) for key in p.offers]
        bulk.put(self._connection, self._tables["offers"], offers)

    def _counted(self, profiles: Collection[str]) -> dict[str, Days]:
        """The days and the number of profiles' sightings; those that have none are left out."""
        found = keyed.extremes(self._connection, self._tables["sightings"], "day", profiles, by="profile")
        return {row[0]: (row[1], row[2], row[3]) for row in found}

    def _standing(self, by: str, values: Collection[str]) -> list[Standing]:
        names = ("id", "body", "first", "last", "sightings")
        found = bulk.found(self._connection, self._tables["profiles"], names, sorted(values), by=by)
        return [Standing(self._profile(row[0], row[1]), row[0], *row[2:]) for row in found]

    def _profile(self, id: str, body: str) -> Profile:
        if id not in self._known:
            self._known[id] = profile_of(readings.parsed(body.encode()))
        return self._known[id]

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


def fill_names(connection: Connection, n: int) -> None:
    """Enter the forms of all profiles of a generation that was made without them."""
    held = generation(n).metadata
    profiles, names = table("profiles", n, held), table("names", n, held)
    after = ""
    while True:
        query = select(profiles.c.id, profiles.c.names).where(profiles.c.id > after)
        rows = connection.execute(query.order_by(profiles.c.id).limit(_MANY)).all()
        if not rows:
            return
        keyed.note(connection, names, [(name, row.id) for row in rows for name in _cut(row.names)])
        after = rows[-1].id


def _names(profile: Profile) -> str:
    return "\n".join(sorted({key(form) for form in (profile.name, *profile.forms, *profile.acronyms)}))


def _named(profile: Profile) -> list[str]:
    return _cut(storable(_names(profile)))


def _cut(names: str) -> list[str]:
    return sorted({name[:LONGEST] for name in names.split("\n") if name})


def _chunks(values: Sequence[str]) -> list[Sequence[str]]:
    return [values[at : at + _MANY] for at in range(0, len(values), _MANY)]


def _place(sighting: Sighting) -> tuple[str, str]:
    return sighting.report, sighting.local


def _sighting(row: Any) -> Sighting:
    return Sighting(row[0], row[1], row[2], row[3], row[4], bool(row[5]), tuple(row[6].split()))


def _packed(reasons: Sequence[Reason]) -> str:
    return storable(canonical([[reason.code, *reason.values] for reason in reasons]).decode())


def _reasons(packed: str) -> tuple[Reason, ...]:
    if packed == "[]":
        return ()
    found: Any = readings.parsed(packed.encode())
    return tuple(Reason(code=code, values=tuple(values)) for code, *values in found)
