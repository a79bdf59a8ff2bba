"""What is asked of parties across reports: whose words a report's are, and everything about one party."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from secondsource.ledger import derived
from secondsource.ledger.folding import key
from secondsource.ledger.generation import generation
from secondsource.ledger.joining import SqlParties
from secondsource.ledger.party_tables import table
from secondsource.model.party import Joined, Post, RoleHeld, Sighting, Standing, Tied
from secondsource.model.statement import Reason

# A party of a report: the report's id, and the party's in its reading.
Local = tuple[str, str]
Why = tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A party of a report that is of a party of the ledger, as it is called there, and why it is of that."""

    report: str
    local: str
    name: str
    reasons: Why = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A party of the ledger with all that reports say of it. names: (as written, sightings), the most first.

    reports: in how many it is seen. seen: by report and local id, empty where nobody asked. bodies: parties
    that it speaks or works for. may_be: parties, with why.
    """

    party: Joined
    names: tuple[tuple[str, int], ...]
    reports: int
    seen: tuple[Seen, ...] = ()
    bodies: tuple[str, ...] = ()


def store(connection: Connection) -> SqlParties:
    """The parties in use."""
    return SqlParties(connection, derived.current(connection).number)


def parties_of(connection: Connection, asked: Collection[Local]) -> dict[Local, Joined]:
    """The party of the ledger that each party of a report is; those that cannot be known again are left out.

    Of each what judging asks for: no aliases and no roles, which `several` gives.
    """
    held = store(connection)
    seen = {(s.report, s.local): s for s in held.sighted(sorted({report for report, _ in asked}))}
    wanted = [seen[each] for each in asked if each in seen]
    near = [seen[each] for s in wanted for each in _near(s) if each in seen]
    profiles = sorted({s.profile for s in (*wanted, *near)})
    tied = {t.profile: t for t in held.tied(profiles)}
    unions = held.unions()
    root = {id: unions.get(t.party, t.party) for id, t in tied.items()}
    may: dict[str, dict[str, Why]] = {}
    for each in held.maybes(sorted({s.profile for s in wanted})):
        may.setdefault(each.profile, {})[each.other] = each.reasons
    leads = {s.id: s for s in held.standing(sorted({*root.values()}))}
    lead_of = _roots(held, {other for its in may.values() for other in its}, unions)
    made = {}
    for s in wanted:
        if s.profile not in root or root[s.profile] not in leads:
            continue
        lead = leads[root[s.profile]].profile
        mine = root[s.profile]
        others = {lead_of[o]: why for o, why in may.get(s.profile, {}).items() if o in lead_of}
        made[s.report, s.local] = Joined(
            id=mine,
            name=lead.name,
            type=lead.type,
            kind=lead.kind,
            body=_root_at(s.report, s.body, seen, root),
            spokesman=s.spokesman,
            members=tuple(r for m in s.members if (r := _root_at(s.report, m, seen, root)) is not None),
            may_be=tuple(sorted((o, why) for o, why in others.items() if o != mine)),
            reasons=tied[s.profile].reasons,
        )
    return made


def _near(s: Sighting) -> list[Local]:
    """The body and the members of a party, in its report."""
    return [(s.report, local) for local in (*((s.body,) if s.body else ()), *s.members)]


def _root_at(
    report: str, local: str | None, seen: Mapping[Local, Sighting], root: Mapping[str, str]
) -> str | None:
    found = seen.get((report, local)) if local else None
    return root.get(found.profile) if found else None


def _roots(held: SqlParties, profiles: Iterable[str], unions: Mapping[str, str]) -> dict[str, str]:
    """The party that each profile is of, decisions counted in."""
    return {t.profile: unions.get(t.party, t.party) for t in held.tied(sorted(set(profiles)))}


def resolved(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """The party that each id means now: the id of a party, or of any profile that it holds, goes on."""
    held = store(connection)
    return _roots(held, ids, held.unions())


def ranked(connection: Connection, reports: Collection[str] | None = None) -> list[tuple[str, int]]:
    """All parties with how many sightings each has, the most first, then by id; of all reports or some."""
    held = store(connection)
    n = derived.current(connection).number
    profiles = table("profiles", n, generation(n).metadata)
    totals: dict[str, int] = {}
    unions = held.unions()
    if reports is None:
        query = select(profiles.c.party, func.sum(profiles.c.sightings)).group_by(profiles.c.party)
        rows = [(row[0], int(row[1])) for row in connection.execute(query) if row[0] is not None]
    else:
        seen = held.sighted(sorted(reports))
        tied = {t.profile: t.party for t in held.tied(sorted({s.profile for s in seen}))}
        rows = [(tied[s.profile], 1) for s in seen if s.profile in tied]
    for party, count in rows:
        root = unions.get(party, party)
        totals[root] = totals.get(root, 0) + count
    return sorted(totals.items(), key=lambda each: (-each[1], each[0]))


def anything(connection: Connection) -> bool:
    """Whether anything was joined."""
    n = derived.current(connection).number
    held = table("profiles", n, generation(n).metadata)
    return connection.execute(select(held.c.id).limit(1)).first() is not None


def names(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """The names of parties, as they are shown."""
    return {s.id: s.profile.name for s in store(connection).standing(sorted(ids))}


def called(connection: Connection, like: str) -> set[str]:
    """The parties that have these letters in one of their forms."""
    held, part = store(connection), key(like)
    unions = held.unions()
    return {unions.get(party, party) for party in held.called(part)} if part else set()


def named(connection: Connection, name: str) -> set[str]:
    """The parties one of whose forms is a folded name."""
    held = store(connection)
    unions = held.unions()
    return {unions.get(party, party) for party in held.named(name)} if name else set()


def several(connection: Connection, ids: Sequence[str], *, seen: bool = True) -> list[Whole]:
    """Parties of the ledger with everything, in the order given; ids that no party has are left out.

    seen: whether all places are wanted in which each is seen.
    """
    held = store(connection)
    unions = held.unions()
    under: dict[str, list[str]] = {}
    for party, root in unions.items():
        under.setdefault(root, []).append(party)
    made = []
    for id in ids:
        parties = [id, *sorted(under.get(id, ()))]
        tied = list(held.members(parties))
        if tied and id not in unions:
            made.append(_whole(held, id, tied, unions, seen))
    return made


def _whole(
    held: SqlParties, id: str, tied: Sequence[Tied], unions: Mapping[str, str], everywhere: bool
) -> Whole:
    why = {t.profile: t.reasons for t in tied}
    standing = {s.id: s for s in held.standing(sorted(why))}
    reports, spokesman, bodies = held.told(why)
    lead = standing[id].profile
    body_roots = _roots(held, set(held.locals_of(bodies)), unions)
    names = _names(standing.values())
    party = Joined(
        id=id,
        name=lead.name,
        type=lead.type,
        kind=lead.kind,
        aliases=tuple(sorted(name for name, _ in names if name != lead.name)),
        roles=_roles(standing.values()),
        spokesman=spokesman,
        may_be=_may_be(held, id, why, unions),
    )
    seen = tuple(
        Seen(report=s.report, local=s.local, name=standing[s.profile].profile.name, reasons=why[s.profile])
        for s in (sorted(held.of_profiles(sorted(why))) if everywhere else ())
    )
    others = tuple(sorted(set(body_roots.values()) - {id}))
    return Whole(party=party, names=names, reports=reports, seen=seen, bodies=others)


def _may_be(
    held: SqlParties, id: str, profiles: Collection[str], unions: Mapping[str, str]
) -> tuple[tuple[str, Why], ...]:
    """The parties that a party may be as well, by what was said of its profiles."""
    listed = sorted(profiles)
    asked = [*held.maybes(listed), *(m._replace(other=m.profile) for m in held.may_be(listed))]
    roots = _roots(held, {m.other for m in asked}, unions)
    found: dict[str, Why] = {}
    for each in sorted(asked):
        other = roots.get(each.other)
        if other is not None and other != id:
            found.setdefault(other, each.reasons)
    return tuple(sorted(found.items()))


def _names(held: Iterable[Standing]) -> tuple[tuple[str, int], ...]:
    """All that the party is called, and in how many sightings; the most frequent first, then by letters."""
    found: dict[str, int] = {}
    for standing in held:
        profile = standing.profile
        for form in {profile.name, *profile.forms, *profile.acronyms}:
            found[form] = found.get(form, 0) + standing.sightings
    return tuple(sorted(found.items(), key=lambda each: (-each[1], each[0])))


def _role(text: str, given: Sequence[tuple[Post, Standing]]) -> RoleHeld:
    days = [day for post, s in given if not post.former for day in (s.first, s.last) if day]
    former = [s.first for post, s in given if post.former and s.first]
    since = min((post.since for post, _ in given if post.since), default=min(days, default=None))
    until = min((post.until for post, _ in given if post.until), default=None)
    return RoleHeld(
        text=text, since=since, until=until or max(days, default=None) or min(former, default=None)
    )


def _roles(held: Iterable[Standing]) -> tuple[RoleHeld, ...]:
    """The roles that reports give it: since and until when as they tell, else from the first day to the last
    on which one gives it; a former one until the first day on which it was that.
    """
    posts = [(post, standing) for standing in held for post in standing.profile.posts]
    now = {post.text for post, _ in posts if not post.former}
    known = {text.casefold(): text for text in sorted(now, reverse=True)}
    found: dict[str, list[tuple[Post, Standing]]] = {}
    for post, standing in posts:
        text = known.get(post.held.casefold(), post.held) if post.former else post.text
        found.setdefault(text, []).append((post, standing))
    made = [_role(text, given) for text, given in found.items()]
    return tuple(sorted(made, key=lambda role: (role.since or "~", role.until or "~", role.text)))
