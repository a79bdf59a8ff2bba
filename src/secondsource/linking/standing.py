"""Standing background: words that a publisher prints again and again under reports of different matters.

Told by frequency over the whole ledger, publisher by publisher, never by a list of phrases. A function of the
reports that stand: of a print with many holders its first ones tell.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence

from secondsource.linking.echo_store import EchoStore
from secondsource.model.echo import Body, Busy, Head

# Bodies that may hold a print and are still compared with one another; beyond, each with the first alone.
MOST = 20
# Of a closed print its first holders, by which it is told whether it is standing background.
LEAD = MOST + 1
# Days on which a publisher printed the words, in reports that are else not the same.
DAYS = 3
# The same of reports that bear no date.
UNDATED = 6


def may_be(heads: Iterable[Body | Head]) -> bool:
    """Whether enough of those who hold a print are of one publisher, so that their reports are looked at."""
    houses = Counter(head.publisher for head in heads if head.publisher)
    return any(count >= DAYS for count in houses.values())


def is_standing(holders: Iterable[Body]) -> bool:
    """Whether a print is standing background, by those who hold it."""
    houses: defaultdict[str, list[Body]] = defaultdict(list)
    for body in holders:
        if body.publisher:
            houses[body.publisher].append(body)
    return any(len(bodies) >= DAYS and _repeats(bodies) for bodies in houses.values())


def _repeats(bodies: Sequence[Body]) -> bool:
    """Whether the reports of one publisher are of enough days. Those that are mostly the same count once."""
    if len({body.day for body in bodies}) < DAYS and sum(body.day is None for body in bodies) < UNDATED:
        return False
    apart: list[Body] = []
    for body in sorted(bodies, key=lambda b: (b.placed, b.report)):
        if not any(_one_matter(body, other) for other in apart):
            apart.append(body)
    days = {body.day for body in apart if body.day is not None}
    return len(days) >= DAYS or sum(body.day is None for body in apart) >= UNDATED


def _one_matter(one: Body, other: Body) -> bool:
    """Versions of a report, and reports of which the shorter stands by half in the longer."""
    if set(one.ties) & set(other.ties):
        return True
    common = len(set(one.prints) & set(other.prints))
    return 2 * common >= min(len(one.prints), len(other.prints))


def first_of(holders: Iterable[Body | Head], most: int = LEAD) -> tuple[int, ...]:
    """The numbers of the first holders in canonical order."""
    return tuple(b.number for b in sorted(holders, key=lambda b: (b.placed, b.report))[:most])


class Standing:
    """Tells of prints whether they are standing background now, each looked up once."""

    def __init__(self, store: EchoStore) -> None:
        self._store = store
        self._known: dict[int, bool] = {}
        self._by_holders: dict[tuple[int, ...], bool] = {}

    def of(self, print: int) -> bool:
        """Of a print that was loaded."""
        return self._known[print]

    def tell(self, print: int, holders: Sequence[Body]) -> bool:
        """Works it out from the first holders (at least `LEAD`, or all) as they are now, and keeps it."""
        key = tuple(sorted(body.number for body in holders))
        if key not in self._by_holders:
            self._by_holders[key] = is_standing(holders)
        self._known[print] = self._by_holders[key]
        return self._known[print]

    def load(self, prints: Collection[int]) -> None:
        """Looks up those prints that are not known yet."""
        missing = [x for x in prints if x not in self._known]
        if not missing:
            return
        busy: dict[int, Busy] = {row.print: row for row in self._store.busy(missing)}
        holders: defaultdict[int, list[int]] = defaultdict(list)
        for row in self._store.imprints([x for x in missing if x not in busy]):
            holders[row.print].append(row.body)
        for x, closed in busy.items():
            holders[x] = list(closed.lead)
        many = {n for held in holders.values() if len(held) >= DAYS for n in held}
        heads = {head.number: head for head in self._store.heads(many)}
        looked_at = {x for x in missing if len(holders[x]) >= DAYS and may_be(heads[n] for n in holders[x])}
        bodies = {
            body.number: body for body in self._store.bodies({n for x in looked_at for n in holders[x]})
        }
        for x in missing:
            self.tell(x, [bodies[n] for n in holders[x]] if x in looked_at else [])
