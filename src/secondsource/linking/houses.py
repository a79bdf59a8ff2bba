"""Families of publishers: which papers belong to one house, by the table that ships and by what is added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from secondsource.linking import bodies as bodies_
from secondsource.linking.bodies import body_of
from secondsource.linking.likeness import SURE, likeness
from secondsource.linking.naming import folded
from secondsource.linking.party_store import PartyStore
from secondsource.linking.sightings import profile_of_name

TABLE = Path(__file__).resolve().parent.parent / "data" / "houses.txt"


@dataclass(frozen=True, slots=True)
class Houses:
    """Folded names of publishers -> the house that they belong to, as it is shown; names: as written."""

    of: Mapping[str, str]
    names: Mapping[str, str] = field(default_factory=dict)

    def house_of(self, publisher: str | None) -> str | None:
        """The house of a publisher; None where the table knows none, so that it stands alone."""
        if not publisher:
            return None
        key = publisher_key(publisher)
        return self.of.get(key)

    def with_more(self, rows: Iterable[tuple[str, str]]) -> Houses:
        """The table with rows (publisher, house) added; a later row wins, and "" for a house takes out."""
        held, names = dict(self.of), dict(self.names)
        for publisher, house in rows:
            names.setdefault(publisher_key(publisher), publisher.strip())
            if house.strip():
                held[publisher_key(publisher)] = house.strip()
                held.setdefault(publisher_key(house), house.strip())
                names.setdefault(publisher_key(house), house.strip())
            else:
                held.pop(publisher_key(publisher), None)
        return Houses(held, names)


def publisher_key(publisher: str) -> str:
    """A publisher's name as it is compared: folded, without an article before it or a domain's ending."""
    bare = publisher.strip().casefold()
    if " " not in bare and "." in bare:
        bare = bare.removeprefix("www.").rpartition(".")[0] or bare
    return folded(bare).removeprefix("the ")


@cache
def houses() -> Houses:
    """The table that ships with the package."""
    return parsed(TABLE.read_text(encoding="utf-8"))


def parsed(text: str) -> Houses:
    """A table of lines "House: paper, paper"; empty lines and those with "#" before them are left out.

    Raises ValueError for a line that names no house or no paper.
    """
    rows: list[tuple[str, str]] = []
    for n, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        house, colon, papers = line.partition(":")
        listed = [paper.strip() for paper in papers.split(",") if paper.strip()]
        if not colon or not house.strip() or not listed:
            raise ValueError(f"line {n} is no family of publishers; write it as House: paper, paper")
        rows += [(paper, house.strip()) for paper in listed]
    return Houses({}).with_more(rows)


def issuer_of(store: PartyStore, publisher: str | None) -> str | None:
    """The party of the ledger that a publisher is: what it says itself is that party's own word.

    None where no report speaks of it, or several of that name.
    """
    profile = profile_of_name(publisher) if publisher else None
    if profile is None:
        return None
    blocks = {profile.block}
    if bodies_.is_acronym(profile.name):
        blocks.add(f"a:{bodies_.acronym(profile.name)}")
    unions = store.unions()
    found: dict[str, int] = {}
    held = list(store.in_blocks(blocks))
    party = {t.profile: t.party for t in store.tied([s.id for s in held])}
    for standing in held:
        met = likeness(profile, standing.profile)
        if met is not None and standing.id in party:
            root = unions.get(party[standing.id], party[standing.id])
            found[root] = max(met[0], found.get(root, 0))
    best = max(found.values(), default=0)
    chosen = [root for root, score in found.items() if score == best]
    sure = best >= SURE or (body_of(profile.name) is None and best > 0 and len(found) == 1)
    return chosen[0] if sure and len(chosen) == 1 else None
