"""Which bodies are compared with one another, as a store keeps them.

Two that share a print that counts are; where they are far from each other in time, two such prints. Pairs
that share one too few are not kept: a few words in a row are met again by chance sooner or later, and the
larger a ledger is the more such pairs there are. They are counted anew where that can have changed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from secondsource.linking.echo_prints import Pair, Touched, pair_of
from secondsource.linking.echo_store import EchoStore
from secondsource.model.echo import Near

# Days beyond which one print alone is chance.
_FAR = 30


def settle_near(store: EchoStore, touched: Touched, supports: Mapping[Pair, int]) -> set[Pair]:
    """Keeps which bodies are compared after a step; gives those pairs that are now and were not, or were.

    supports: by how many prints more (or fewer) pairs are supported, of each pair that any is for.
    """
    moved = {n for n in touched.moved if touched.before[n].day != touched.after[n].day}
    around = _around(store, touched, moved)
    rows = {(row.a, row.b): row for row in (*store.near(list(supports)), *store.near_of(moved))}
    again, counted = around | {pair for pair in rows if moved.intersection(pair)}, {}
    for pair, by in supports.items():
        row = rows.get(pair)
        if pair in again or moved.intersection(pair):
            again.add(pair)
        elif row is not None:
            counted[pair] = row.support + by
        elif touched.new.intersection(pair):
            counted[pair] = by
        elif by > 0:
            # Two that were there before, and shared nothing or one too few.
            again.add(pair)
    counted |= _counted(store, touched, again)
    return _kept(store, touched, rows, counted)


def _around(store: EchoStore, touched: Touched, moved: Collection[int]) -> set[Pair]:
    """All pairs of bodies that are of another day now with those that share any print with them."""
    holders: dict[int, set[int]] = {x: set() for n in moved for x in touched.after[n].prints}
    for row in store.imprints(list(holders)):
        holders[row.print].add(row.body)
    return {pair_of(n, m) for n in moved for x in touched.after[n].prints for m in holders[x] if m != n}


def _counted(store: EchoStore, touched: Touched, pairs: Collection[Pair]) -> dict[Pair, int]:
    """By how many prints each of some pairs is supported, worked out from the prints of both."""
    bodies = touched.bodies(store, {n for pair in pairs for n in pair})
    prints = {n: frozenset(body.prints) for n, body in bodies.items()}
    shared = {(a, b): prints[a] & prints[b] if a in prints and b in prints else () for a, b in pairs}
    first = {
        row.print: row.lead[0] for row in store.busy(list({x for some in shared.values() for x in some}))
    }
    # A closed print counts with the first of its holders alone.
    return {pair: sum(x not in first or first[x] in pair for x in some) for pair, some in shared.items()}


def _kept(
    store: EchoStore, touched: Touched, rows: Mapping[Pair, Near], counted: Mapping[Pair, int]
) -> set[Pair]:
    """Writes what differs from the rows that were there."""
    single = {n for pair, support in counted.items() if support == 1 for n in pair}
    days = {n: head.day for n, head in touched.heads(store, single).items()}
    put, dropped, turned = [], [], set()
    for pair, support in sorted(counted.items()):
        if support < 0:
            raise LookupError(f"two bodies share {support} prints; the store lost rows: rebuild")
        row = rows.get(pair)
        stands = support > 1 or (support == 1 and _near(days[pair[0]], days[pair[1]]))
        if stands != (row is not None):
            turned.add(pair)
        if not stands:
            dropped += [row] if row is not None else []
        elif row is None or row.support != support:
            put.append(Near(*pair, support))
    store.put(put)
    store.drop(dropped)
    return turned


def _near(one: int | None, other: int | None) -> bool:
    return one is None or other is None or abs(one - other) <= _FAR
