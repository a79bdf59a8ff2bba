"""One step of joining parties: reports and decisions that came or went, made part of what stands.

What stands afterwards is a function of the sightings and decisions that are there. Only the blocks whose
profiles, days or decisions changed are made anew, and what looks its party up in them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from secondsource.linking import parties
from secondsource.linking.cast import day_of
from secondsource.linking.days import day as day_number
from secondsource.linking.parties import TERM, Made, Offer
from secondsource.linking.party_store import PartyStore, by_id
from secondsource.linking.sightings import sightings
from secondsource.model.party import Changed, MayBe, Profile, Ruling, Sighting, Standing, Tied

# Blocks of names; all others hold what looks its party up.
_NAMES = ("n:", "b:")
_POSTS = "r:"
_UNOWNED = "o:"
_NAMELESS = "u:"


@dataclass(slots=True, kw_only=True)
class _Work:
    """A step while it is done. dirty: blocks to make anew; moved: profiles whose party or maybes changed.

    came, gone: block -> profiles that are new, and that no report has any more; posts: key of a post -> the
    blocks of its months.
    """

    store: PartyStore
    barred: Callable[[str, str], bool]
    dirty: set[str] = field(default_factory=set)
    moved: set[str] = field(default_factory=set)
    came: dict[str, list[Standing]] = field(default_factory=dict)
    gone: dict[str, set[str]] = field(default_factory=dict)
    posts: dict[str, Collection[str]] = field(default_factory=dict)


def step(store: PartyStore, reports: Collection[str] = ()) -> set[str]:
    """Makes what some reports say now, and the decisions now in force, part of what stands.

    reports: all that came, changed or went. Gives the reports of which a party changed, those among them.
    """
    before = {r.id: r for r in store.rulings()}
    now = {r.id: r for r in store.decided()}
    new = [r for r in (*before.values(), *now.values()) if before.get(r.id) != now.get(r.id)]
    here = {*reports, *(report for r in new for side in (r.a, r.b) if (report := _report_of(side)))}
    seen = _seen(store, here, now.values())
    changed = store.replace(here, seen)
    sides = _Sides(store)
    work = _Work(store=store, barred=_barring(sides, now.values()))
    for each in changed:
        _mark(work, each)
    # A side that came with this step binds what it did not before.
    came = {each.after.id for each in changed if each.before is None and each.after is not None}
    came |= {f"{s.report}/{s.local}" for s in seen}
    bound = [*new, *(r for r in now.values() if came & {r.a, r.b})]
    asked = sorted({id for r in bound for side in (r.a, r.b) for id in sides.of(side)})
    work.dirty |= {standing.profile.block for standing in store.standing(asked)}
    _names(work)
    _lookups(work)
    moved = work.moved | _unite(store, sides, list(now.values()))
    return here | store.seen_in(moved)


def _seen(
    store: PartyStore, reports: Collection[str], rulings: Collection[Ruling]
) -> dict[Sighting, Profile]:
    """The sightings of the reports that stand; those that a decision names each with a profile of its own."""
    own: dict[str, set[str]] = {}
    for side in (side for ruling in rulings for side in (ruling.a, ruling.b)):
        if report := _report_of(side):
            own.setdefault(report, set()).add(side.rpartition("/")[2])
    return {
        sighting: profile
        for id, row in store.rows(reports).items()
        for sighting, profile in sightings(row, report=id, day=day_of(row), own=own.get(id, ())).items()
    }


def _report_of(side: str) -> str:
    """The report of a side REPORT/p3; "" of a party of the ledger."""
    return side.rpartition("/")[0]


def _mark(work: _Work, changed: Changed) -> None:
    """Marks what is to be made anew as a profile came, went or is seen on other days."""
    before, after = changed
    one = after or before
    if one is None:
        return
    if after is None:
        work.gone.setdefault(one.profile.block, set()).add(one.id)
    elif before is None:
        work.came.setdefault(one.profile.block, []).append(one)
    if before is None or after is None or _when(before) != _when(after):
        work.dirty.add(one.profile.block)
        _mark_offers(work, one.profile, before, after)


def _when(standing: Standing) -> tuple[str | None, str | None]:
    """What of its days enters: the first, and the month of the last, as that one grows with every report."""
    return standing.first, (standing.last or "")[:7]


def _mark_offers(work: _Work, profile: Profile, before: Standing | None, after: Standing | None) -> None:
    for key in profile.offers:
        if not key.startswith(_POSTS):
            work.dirty.add(key)
            continue
        if key not in work.posts:
            work.posts[key] = work.store.blocks_of(f"{key}|")
        blocks = work.posts[key]
        if (
            before is not None
            and after is not None
            and before.last
            and after.last
            and before.first == after.first
        ):
            # Only posts named around the days that are new can mean it now and did not before.
            low = (day_number(min(before.last, after.last)) or 0) - TERM
            blocks = {b for b in blocks if not b.rpartition("|")[2] or _month(b, last=True) >= low}
        work.dirty |= set(blocks)


def _month(block: str, *, last: bool) -> int:
    return day_number(block.rpartition("|")[2], last=last) or 0


def _names(work: _Work) -> None:
    """Makes the dirty blocks of names anew, and marks what looks its party up in them."""
    held = _held(work, [b for b in work.dirty if b.startswith(_NAMES)])
    made = {}
    for block, standings in held.items():
        coarse = [s._replace(last=(s.last or "")[:7] or None) for s in standings]
        made[block] = parties.named(coarse, barred=work.barred)
    moved = _keep(work, held, made)
    for standing in (s for standings in held.values() for s in standings if s.id in moved):
        _mark_offers(work, standing.profile, None, None)


def _held(work: _Work, blocks: Collection[str]) -> dict[str, list[Standing]]:
    """The profiles of some blocks, by block, in order."""
    held: dict[str, list[Standing]] = {block: [] for block in sorted(blocks)}
    for standing in work.store.in_blocks(held):
        held[standing.profile.block].append(standing)
    return held


def _lookups(work: _Work) -> None:
    """Makes the dirty blocks of what has less than a name.

    Bodies whose state is not told go first: the short forms of their names find them too.
    """
    blocks = {b for b in work.dirty if not b.startswith(_NAMES)}
    crowded = _crowded(work, [b for b in blocks if b.startswith(_NAMELESS)])
    came = {b: work.came.get(b, []) for b in sorted(crowded)}
    _keep(work, came, {block: parties.each_alone(standings) for block, standings in came.items()})
    blocks -= crowded
    _look_up(work, [b for b in blocks if b.startswith(_UNOWNED)])
    _look_up(work, [b for b in blocks if not b.startswith(_UNOWNED)])


def _crowded(work: _Work, blocks: Collection[str]) -> set[str]:
    """Of blocks of sources without a name those that had, and have, more than are compared: whoever was there
    stays as it is.
    """
    sizes = work.store.sizes(blocks) if blocks else {}
    found = set()
    for block in blocks:
        now = sizes.get(block, 0)
        before = now - len(work.came.get(block, ())) + len(work.gone.get(block, ()))
        if min(now, before) > parties.MOST_NAMELESS:
            found.add(block)
    return found


def _look_up(work: _Work, blocks: Collection[str]) -> None:
    held = _held(work, blocks)
    keys = {block: _key(block) for block, standings in held.items() if standings}
    found = work.store.offering(sorted(set(keys.values())))
    tied = {t.profile: t.party for t in work.store.tied(sorted({s.id for f in found.values() for s in f}))}
    names = {s.id: s.profile.name for s in work.store.standing(sorted(set(tied.values())))}
    made = {}
    for block, standings in held.items():
        offers = [
            Offer(
                standing=s._replace(last=_month_end(s.last)), party=tied[s.id], name=names.get(tied[s.id], "")
            )
            for s in found.get(keys.get(block, ""), ())
            if s.id in tied
        ]
        made[block] = parties.looked_up(block[0], standings, offers, barred=work.barred)
    _keep(work, held, made)


def _key(block: str) -> str:
    """The key of offers that a block's profiles are looked up by."""
    return block.rpartition("|")[0] if block.startswith(_POSTS) else block


def _month_end(day: str | None) -> str | None:
    """The last day of the month: days of a post's holder count by the month."""
    return f"{day[:7]}-28" if day else None


def _keep(work: _Work, held: Mapping[str, Sequence[Standing]], made: Mapping[str, Made]) -> set[str]:
    """Keeps what was made of some blocks; gives the profiles whose party is another than before."""
    ids = {standing.id for standings in held.values() for standing in standings}
    left = {id for block in held for id in work.gone.get(block, ())}
    before = {t.profile: t for t in work.store.tied(sorted(ids | left))}
    may: dict[str, list[MayBe]] = {id: [] for id in sorted(ids | left)}
    for each in (maybe for its in made.values() for maybe in its.maybes):
        may[each.profile].append(each)
    was: dict[str, list[MayBe]] = {id: [] for id in may}
    for each in work.store.maybes(sorted(may)):
        was[each.profile].append(each)
    tied = [each for its in made.values() for each in its.tied if before.get(each.profile) != each]
    others = {id: held for id, held in may.items() if sorted(held) != sorted(was[id])}
    if tied or left or others:
        work.store.tie(tied, left, others)
    moved = {t.profile for t in tied if t.profile not in before or before[t.profile].party != t.party}
    work.moved |= moved | set(others)
    return moved


class _Sides:
    """What the sides of decisions stand for now: profiles."""

    def __init__(self, store: PartyStore) -> None:
        self._store = store
        self._held: dict[str, tuple[str, ...]] = {}

    def of(self, side: str) -> tuple[str, ...]:
        """The profile of a side: itself, or the one of a sighting; () where there is none now."""
        if side not in self._held:
            report, slash, local = side.rpartition("/")
            if slash:
                found = [s.profile for s in self._store.sighted([report]) if s.local == local]
            else:
                found = [s.id for s in self._store.standing([side])]
            self._held[side] = tuple(found)
        return self._held[side]


def _last_words(sides: _Sides, rulings: Collection[Ruling]) -> dict[tuple[str, str], Ruling]:
    """What holds between two profiles: the later decision, by (decided, id)."""
    held: dict[tuple[str, str], Ruling] = {}
    for ruling in sorted(rulings, key=lambda r: (r.decided, r.id)):
        for a in sides.of(ruling.a):
            for b in sides.of(ruling.b):
                if a != b:
                    held[(min(a, b), max(a, b))] = ruling
    return held


def _barring(sides: _Sides, rulings: Collection[Ruling]) -> Callable[[str, str], bool]:
    apart = {pair for pair, ruling in _last_words(sides, list(rulings)).items() if ruling.kind == "apart"}
    return lambda a, b: bool(apart) and (min(a, b), max(a, b)) in apart


def _unite(store: PartyStore, sides: _Sides, rulings: Sequence[Ruling]) -> set[str]:
    """Unites parties that decisions say are one, unless another keeps them apart; profiles that it moved."""
    before = dict(store.unions())
    held = _last_words(sides, rulings)
    party = {t.profile: t.party for t in store.tied(sorted({id for pair in held for id in pair}))}
    root: dict[str, str] = {}

    def top(id: str) -> str:
        while root.get(id, id) != id:
            id = root[id]
        return id

    bars = [
        (party[a], party[b]) for (a, b), r in held.items() if r.kind == "apart" and a in party and b in party
    ]
    same = [
        (r, party[a], party[b])
        for (a, b), r in held.items()
        if r.kind == "same" and a in party and b in party
    ]
    firsts = by_id(store.standing(sorted({id for _, *pair in same for id in pair})))
    for _, a, b in sorted(same, key=lambda each: (each[0].decided, each[0].id, each[1], each[2])):
        one, other = sorted((top(a), top(b)), key=lambda id: parties.order(firsts[id]))
        if one != other and not any({top(x), top(y)} == {one, other} for x, y in bars):
            root[other] = one
    unions = {id: top(id) for id in root if top(id) != id}
    if rulings or before or store.rulings():
        store.rule(rulings, unions)
    moved = {id for id in {*before, *unions} if before.get(id) != unions.get(id)}
    return {t.profile for t in store.members(sorted(moved))} if moved else set()


def tied_of(store: PartyStore, profiles: Collection[str]) -> dict[str, Tied]:
    """Where profiles belong with decisions counted in, by profile."""
    unions = store.unions()
    return {t.profile: t._replace(party=unions.get(t.party, t.party)) for t in store.tied(profiles)}
