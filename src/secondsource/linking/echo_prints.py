"""Which bodies are compared: those that share a print which few enough of the whole ledger hold.

One holder too many closes a print: then each holder is compared with the first of them alone, in canonical
order. A removal opens it again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from secondsource.linking.echo_store import EchoStore
from secondsource.linking.standing import DAYS, MOST, Standing, first_of, is_standing, may_be
from secondsource.model.echo import Body, Busy, Head, Imprint

Pair = tuple[int, int]


@dataclass(slots=True)
class Touched:
    """The bodies that a step changes, as they were and as they are. moved: another first report or facts."""

    new: set[int]
    gone: set[int]
    moved: set[int]
    before: dict[int, Body]
    after: dict[int, Body]
    _known: dict[int, Body] = field(default_factory=dict)
    _heads: dict[int, Body | Head] = field(default_factory=dict)

    def bodies(self, store: EchoStore, numbers: Collection[int]) -> dict[int, Body]:
        """Bodies as they are now; those that are gone are left out."""
        missing = [n for n in numbers if n not in self.after and n not in self.gone and n not in self._known]
        if missing:
            self._known.update((body.number, body) for body in store.bodies(missing))
        return {n: self.after.get(n) or self._known[n] for n in numbers if n not in self.gone}

    def heads(self, store: EchoStore, numbers: Collection[int]) -> dict[int, Body | Head]:
        """As `bodies`, without the prints of those that did not change."""
        known = (self.after, self._known, self._heads)
        missing = [n for n in numbers if n not in self.gone and not any(n in some for some in known)]
        if missing:
            self._heads.update((head.number, head) for head in store.heads(missing))
        return {
            n: self.after.get(n) or self._known.get(n) or self._heads[n]
            for n in numbers
            if n not in self.gone
        }


@dataclass(slots=True)
class _Print:
    """One print: who holds it, before and after. holders are None where they were not needed."""

    before: set[int] | None
    after: set[int] | None
    closed: Busy | None
    count: int
    lead: tuple[int, ...] = ()


def settle(store: EchoStore, touched: Touched, standing: Standing) -> tuple[dict[Pair, int], set[Pair]]:
    """Enters new bodies under their prints and takes out those gone.

    Gives by how many prints more (or fewer) each pair of bodies is supported, and the pairs that are to be
    compared anew since a print that they share became standing background, or is none any more.
    """
    added, taken, moved = (_by_print(touched, kind) for kind in ("new", "gone", "moved"))
    prints = _loaded(store, touched, added, taken, moved)
    supports: Counter[Pair] = Counter()
    for x, row in prints.items():
        _shift(supports, row, added.get(x, set()), taken.get(x, set()))
    flipped = _flipped(store, touched, standing, prints)
    store.put([Imprint(x, n) for x in sorted(added) for n in sorted(added[x])])
    store.drop([Imprint(x, n) for x in sorted(taken) for n in sorted(taken[x])])
    closed = {x: Busy(x, row.count, row.lead) for x, row in sorted(prints.items()) if row.count > MOST}
    store.put([row for x, row in closed.items() if prints[x].closed != row])
    store.drop([row.closed for x, row in sorted(prints.items()) if row.closed and x not in closed])
    return {pair: by for pair, by in supports.items() if by}, _pairs_with(store, prints, flipped)


def _by_print(touched: Touched, kind: str) -> dict[int, set[int]]:
    found: defaultdict[int, set[int]] = defaultdict(set)
    for n in getattr(touched, kind):
        for x in (touched.before if kind == "gone" else touched.after)[n].prints:
            found[x].add(n)
    return dict(found)


def _loaded(
    store: EchoStore,
    touched: Touched,
    added: dict[int, set[int]],
    taken: dict[int, set[int]],
    moved: dict[int, set[int]],
) -> dict[int, _Print]:
    """All prints of the bodies that changed, with their holders as far as these matter."""
    names = sorted(added.keys() | taken.keys() | moved.keys())
    busy: dict[int, Busy] = {row.print: row for row in store.busy(names)}
    leads = touched.heads(store, {n for row in busy.values() for n in row.lead})
    wanted, found = [x for x in names if x not in busy], {}
    worked_out: dict[tuple[tuple[int, ...], frozenset[int]], tuple[int, ...]] = {}
    for x, closed in busy.items():
        come, left, stay = added.get(x, set()), taken.get(x, set()), moved.get(x, set())
        count = closed.holders + len(come) - len(left)
        if count <= MOST or (left | stay) & set(closed.lead):
            wanted.append(x)
            continue
        # Prints of one passage have the same holders.
        alike = (closed.lead, frozenset(come | stay))
        if alike not in worked_out:
            others = touched.heads(store, come | stay)
            worked_out[alike] = first_of([*(leads[n] for n in closed.lead), *others.values()])
        lead = worked_out[alike]
        if lead[0] != closed.lead[0]:
            wanted.append(x)
            continue
        found[x] = _Print(None, None, closed, count, lead)
    holders: dict[int, set[int]] = {x: set() for x in wanted}
    for row in store.imprints(wanted):
        holders[row.print].add(row.body)
    after = {x: (held | added.get(x, set())) - taken.get(x, set()) for x, held in holders.items()}
    many = {n for held in after.values() if len(held) > MOST for n in held}
    ordered = touched.heads(store, many)
    for x, held in holders.items():
        lead = first_of([ordered[n] for n in after[x]]) if len(after[x]) > MOST else ()
        found[x] = _Print(held, after[x], busy.get(x), len(after[x]), lead)
    return found


def _shift(supports: Counter[Pair], row: _Print, come: set[int], left: set[int]) -> None:
    """Counts the pairs that one print supports now and did not, and those that it no longer supports."""
    if row.before is None or row.after is None:
        for held, by in ((come, 1), (left, -1)):
            for n in held:
                supports[pair_of(row.lead[0], n)] += by
        return
    if row.closed is None and row.count <= MOST:
        for some, whole, by in ((left, row.before, -1), (come, row.after, 1)):
            for n in some:
                for other in whole:
                    if other not in some or n < other:
                        supports[pair_of(n, other)] += by
        return
    was = _star(row.closed.lead[0], row.before) if row.closed else _all(row.before)
    now = _star(row.lead[0], row.after) if row.count > MOST else _all(row.after)
    for pair in now - was:
        supports[pair] += 1
    for pair in was - now:
        supports[pair] -= 1


def _star(first: int, holders: Iterable[int]) -> set[Pair]:
    return {pair_of(first, n) for n in holders if n != first}


def _all(holders: Collection[int]) -> set[Pair]:
    return {(a, b) for a in holders for b in holders if a < b}


def _flipped(store: EchoStore, touched: Touched, standing: Standing, prints: dict[int, _Print]) -> list[int]:
    """The prints that became standing background by this step, or are none any more."""
    found = []
    known: dict[tuple[int, ...], bool] = {}
    bodies: dict[tuple[int, ...], list[Body]] = {}
    for x, row in prints.items():
        was = row.closed.lead if row.closed else tuple(sorted(row.before or ()))
        now = row.lead if row.count > MOST else tuple(sorted(row.after or ()))
        if was not in known:
            known[was] = _stood(store, touched, was)
        if now not in bodies:
            looked_at = len(now) >= DAYS and may_be(touched.heads(store, now).values())
            bodies[now] = list(touched.bodies(store, now).values()) if looked_at else []
        is_now = standing.tell(x, bodies[now])
        if known[was] != is_now:
            found.append(x)
    return found


def _stood(store: EchoStore, touched: Touched, numbers: Collection[int]) -> bool:
    """Whether a print of these holders was standing background, as they were."""
    others = [n for n in numbers if n not in touched.before]
    heads = touched.heads(store, others)
    if len(numbers) < DAYS or not may_be(touched.before.get(n) or heads[n] for n in numbers):
        return False
    unchanged = touched.bodies(store, others)
    return is_standing([touched.before.get(n) or unchanged[n] for n in numbers])


def _pairs_with(store: EchoStore, prints: dict[int, _Print], flipped: Collection[int]) -> set[Pair]:
    """The pairs of which both ends hold one of these prints."""
    if not flipped:
        return set()
    holders = {x: prints[x].after for x in flipped}
    missing: dict[int, set[int]] = {x: set() for x, held in holders.items() if held is None}
    for row in store.imprints(list(missing)):
        missing[row.print].add(row.body)
    sets = {frozenset(missing.get(x) or held or ()) for x, held in holders.items()}
    near = store.near_of({n for held in sets for n in held})
    return {(row.a, row.b) for row in near if any(row.a in held and row.b in held for held in sets)}


def pair_of(one: int, other: int) -> Pair:
    """Two numbers as the key of a pair."""
    return (one, other) if one < other else (other, one)
