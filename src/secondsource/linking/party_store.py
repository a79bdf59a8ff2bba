"""What joining parties keeps and asks for: a protocol that the ledger meets, and a store in memory."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Protocol

from secondsource.model.party import Changed, MayBe, Profile, Ruling, Sighting, Standing, Tied


class PartyStore(Protocol):
    """What `party_step.step` needs. Nothing is promised of any order."""

    def rows(self, reports: Collection[str], /) -> Mapping[str, Mapping[str, Any]]:
        """What those of the reports say that stand now: rows of `read` with text, decisions applied."""
        ...

    def decided(self) -> Sequence[Ruling]:
        """The decisions on parties in force."""
        ...

    def replace(self, reports: Collection[str], seen: Mapping[Sighting, Profile], /) -> Sequence[Changed]:
        """Puts sightings in place of those that some reports had; the profiles that this touched."""
        ...

    def standing(self, profiles: Collection[str], /) -> Sequence[Standing]:
        """Those of some profiles that any report has."""
        ...

    def sighted(self, reports: Collection[str], /) -> Sequence[Sighting]:
        """The sightings of some reports."""
        ...

    def in_blocks(self, blocks: Collection[str], /) -> Sequence[Standing]:
        """The profiles of some blocks."""
        ...

    def sizes(self, blocks: Collection[str], /) -> Mapping[str, int]:
        """How many profiles blocks have; those that have none may be left out."""
        ...

    def blocks_of(self, prefix: str, /) -> Collection[str]:
        """The blocks that begin so."""
        ...

    def offering(self, keys: Collection[str], /) -> Mapping[str, Sequence[Standing]]:
        """The profiles that each of some keys finds; keys that find none may be left out."""
        ...

    def tied(self, profiles: Collection[str], /) -> Sequence[Tied]:
        """Where profiles belong; those that were not tied yet are left out."""
        ...

    def maybes(self, profiles: Collection[str], /) -> Sequence[MayBe]:
        """Where profiles may belong."""
        ...

    def tie(
        self, tied: Sequence[Tied], untied: Collection[str], maybes: Mapping[str, Sequence[MayBe]], /
    ) -> None:
        """Keeps where profiles belong, forgets those that went, sets the maybes of each one named."""
        ...

    def seen_in(self, profiles: Collection[str], /) -> set[str]:
        """The reports that have a sighting of one of these profiles."""
        ...

    def rulings(self) -> Sequence[Ruling]:
        """The decisions that the store goes by now."""
        ...

    def rule(self, rulings: Sequence[Ruling], unions: Mapping[str, str], /) -> None:
        """Keeps decisions in place of all before, and what they unite: party -> the party that holds it."""
        ...

    def unions(self) -> Mapping[str, str]:
        """What decisions unite now."""
        ...

    def members(self, parties: Collection[str], /) -> Sequence[Tied]:
        """The profiles that are tied to some parties."""
        ...


class MemoryParties:
    """Keeps all in dicts, as `PartyStore` says. reports, in_force: what there is to join."""

    def __init__(self) -> None:
        self.reports: dict[str, Mapping[str, Any]] = {}
        self.in_force: list[Ruling] = []
        self._seen: dict[str, dict[str, Sighting]] = {}
        self._profiles: dict[str, Profile] = {}
        self._of: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
        self._tied: dict[str, Tied] = {}
        self._maybes: dict[str, tuple[MayBe, ...]] = {}
        self._rulings: list[Ruling] = []
        self._unions: dict[str, str] = {}

    def rows(self, reports: Collection[str], /) -> Mapping[str, Mapping[str, Any]]:
        return {id: self.reports[id] for id in reports if id in self.reports}

    def decided(self) -> Sequence[Ruling]:
        return list(self.in_force)

    def replace(self, reports: Collection[str], seen: Mapping[Sighting, Profile], /) -> Sequence[Changed]:
        old = {s for report in reports for s in self._seen.get(report, {}).values()}
        touched = sorted({s.profile for s in old} | {s.profile for s in seen})
        before = {s.id: s for s in self.standing(touched)}
        for sighting in old:
            self._of[sighting.profile].discard((sighting.report, sighting.local))
        for report in reports:
            self._seen.pop(report, None)
        for sighting, profile in seen.items():
            self._seen.setdefault(sighting.report, {})[sighting.local] = sighting
            self._of[sighting.profile].add((sighting.report, sighting.local))
            self._profiles[sighting.profile] = profile
        after = {s.id: s for s in self.standing(touched)}
        for id in touched:
            if id not in after:
                self._profiles.pop(id, None)
                self._of.pop(id, None)
        return [Changed(before.get(id), after.get(id)) for id in touched]

    def standing(self, profiles: Collection[str], /) -> Sequence[Standing]:
        found = []
        for id in profiles:
            days = [self._seen[report][local].day for report, local in self._of.get(id, ())]
            if days:
                dated = sorted(day for day in days if day)
                first, last = (dated[0], dated[-1]) if dated else (None, None)
                found.append(Standing(self._profiles[id], id, first, last, len(days)))
        return found

    def sighted(self, reports: Collection[str], /) -> Sequence[Sighting]:
        return [s for report in reports for s in self._seen.get(report, {}).values()]

    def in_blocks(self, blocks: Collection[str], /) -> Sequence[Standing]:
        return self.standing([id for id, p in self._profiles.items() if p.block in blocks])

    def sizes(self, blocks: Collection[str], /) -> Mapping[str, int]:
        return Counter(standing.profile.block for standing in self.in_blocks(blocks))

    def blocks_of(self, prefix: str, /) -> Collection[str]:
        return {p.block for p in self._profiles.values() if p.block.startswith(prefix)}

    def offering(self, keys: Collection[str], /) -> Mapping[str, Sequence[Standing]]:
        return {
            key: self.standing([id for id, p in self._profiles.items() if key in p.offers]) for key in keys
        }

    def tied(self, profiles: Collection[str], /) -> Sequence[Tied]:
        return [self._tied[id] for id in profiles if id in self._tied]

    def maybes(self, profiles: Collection[str], /) -> Sequence[MayBe]:
        return [each for id in profiles for each in self._maybes.get(id, ())]

    def tie(
        self, tied: Sequence[Tied], untied: Collection[str], maybes: Mapping[str, Sequence[MayBe]], /
    ) -> None:
        self._tied |= {each.profile: each for each in tied}
        for id in untied:
            self._tied.pop(id, None)
        for id, held in maybes.items():
            self._maybes.pop(id, None)
            if held:
                self._maybes[id] = tuple(held)

    def seen_in(self, profiles: Collection[str], /) -> set[str]:
        return {report for id in profiles for report, _ in self._of.get(id, ())}

    def rulings(self) -> Sequence[Ruling]:
        return list(self._rulings)

    def rule(self, rulings: Sequence[Ruling], unions: Mapping[str, str], /) -> None:
        self._rulings, self._unions = list(rulings), dict(unions)

    def unions(self) -> Mapping[str, str]:
        return dict(self._unions)

    def members(self, parties: Collection[str], /) -> Sequence[Tied]:
        return [each for each in self._tied.values() if each.party in parties]

    def everything(self) -> tuple[list[Tied], list[MayBe], dict[str, str]]:
        """All that was made, sorted: what two stores of the same reports share."""
        maybes = sorted(each for held in self._maybes.values() for each in held)
        return sorted(self._tied.values()), maybes, dict(sorted(self._unions.items()))


def by_id(standing: Iterable[Standing]) -> dict[str, Standing]:
    """Profiles by id."""
    return {each.id: each for each in standing}
