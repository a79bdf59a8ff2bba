"""Level 0 to claims: rounds in which clusters that are mutually best by average link become one.

Between each pair of clusters of a level the sum and count of their scored pairs are kept. A round is handed
what changed below it (sizes and sums), compares sums, looks through all sums of a cluster only where its own
size changed or its stored best fell, and hands on what changed above. Whole numbers throughout.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from secondsource.linking.working import Work
from secondsource.model.clusters import Cluster, Key, Sum, key_of, order

# The sum of probabilities, the count of pairs, their votes on the sign, the bars: as in `Sum`.
Link = tuple[int, int, int, int]
# To which cluster something belongs, and with which sign.
Belongs = tuple[int, int] | None

_NOTHING: Link = (0, 0, 0, 0)


@dataclass(slots=True)
class Delta:
    """What a level hands to the next: the growth of sizes and links, and wordings with another date."""

    sizes: Counter[int] = field(default_factory=Counter)
    links: defaultdict[Key, Link] = field(default_factory=lambda: defaultdict(lambda: _NOTHING))
    redated: frozenset[int] = frozenset()

    def count(self, belongs: Belongs, size: int) -> None:
        """Adds a size (or takes it, where it is negative) to what it belongs to."""
        if belongs is not None:
            self.sizes[belongs[0]] += size

    def link(self, one: Belongs, other: Belongs, link: Link, step: int) -> None:
        """Adds (step 1) or takes away (-1) the link of two things to what they belong to."""
        if one is None or other is None or one[0] == other[0]:
            return
        key = key_of(one[0], other[0])
        total, n, votes, bars = self.links[key]
        votes += step * one[1] * other[1] * link[2]
        self.links[key] = (total + step * link[0], n + step * link[1], votes, bars + step * link[3])


def merge(work: Work, level: int, delta: Delta) -> tuple[Delta, set[int]]:
    """One round: gives what changed for the next, and the clusters that belong elsewhere now."""
    stage = _Stage(work, level)
    stage.take(delta)
    turned = stage.compare(delta)
    stage.join(turned | {n for n in delta.redated if stage.clusters.get(n)})
    return stage.hand_on(delta.redated)


def average(row: Sum, size: int, other: int, unscored: int) -> int:
    """The average link of two clusters, in millionths: a pair never scored counts a fixed probability."""
    pairs = size * other
    return (row.sum + unscored * (pairs - row.n)) * 1000 // pairs


class _Stage:
    """The clusters of one level that a change touches: as they were, as they are."""

    def __init__(self, work: Work, level: int) -> None:
        self._work, self._level, self._rule = work, level, work.rule
        self.clusters: dict[int, Cluster | None] = {}
        self._before: dict[int, Cluster | None] = {}
        # Sums that changed, and as they were.
        self._was: dict[Key, Sum | None] = {}
        self._now: dict[Key, Sum | None] = {}

    def take(self, delta: Delta) -> None:
        """Enters the new sizes and sums."""
        keys = [key for key, link in delta.links.items() if link != _NOTHING]
        found = {(row.a, row.b): row for row in self._work.read(self._work.store.sums(self._level, keys))}
        for key in keys:
            was = found.get(key)
            now = _sum(self._level, key, _plus(_link(was), delta.links[key]))
            self._was[key], self._now[key] = was, now
        self._work.put([row for row in self._now.values() if row is not None])
        self._work.drop([row for key, row in self._was.items() if row is not None and self._now[key] is None])
        grown = {number: step for number, step in delta.sizes.items() if step}
        self._load({*grown, *delta.redated, *(number for key in keys for number in key)})
        for number, step in grown.items():
            held = self.clusters[number]
            size = step if held is None else held.size + step
            if held is None:
                self._set(Cluster(self._level, number, size, None, 0, number, 1))
            elif size:
                self._set(held._replace(size=size))
            else:
                self._remove(number)

    def compare(self, delta: Delta) -> set[int]:
        """Finds with whom each cluster has the highest average link; gives those for which that changed."""
        resized = {number for number, step in delta.sizes.items() if step}
        there = {number for number in resized if self.clusters[number] is not None}
        rows = {(row.a, row.b): row for row in self._sums_of(there)}
        affected: defaultdict[int, set[int]] = defaultdict(set)
        for a, b in {*rows, *self._was}:
            affected[a].add(b)
            affected[b].add(a)
        self._load(affected)
        rows.update((key, row) for key, row in self._now.items() if row is not None)
        turned = {number for number in resized if self._before[number] is None}
        again = set(there)
        for number, others in affected.items():
            cluster = self.clusters[number]
            if cluster is None or number in there:
                continue
            best = self._better(cluster, others, rows)
            if best is None:
                again.add(number)
            elif best != (cluster.best, cluster.score):
                self._set(cluster._replace(best=best[0], score=best[1]))
        self._rescan(again, list(rows.values()), again - there)
        turned |= {n for n, was in self._before.items() if (was and was.best) != self._best(n)}
        # Those that stay together may turn their sign.
        turned |= {a for a, b in self._was if self._best(a) == b and self._best(b) == a}
        return turned

    def join(self, turned: set[int]) -> None:
        """Makes those that are mutually best one, and parts those that no longer are."""
        asked = set(turned)
        for number in turned:
            asked |= {best for best in (self._best(number), self._best_before(number)) if best is not None}
        self._load(asked)
        partners = {number: best for number in asked if (best := self._best(number)) is not None}
        self._load(partners.values())
        pairs = {key_of(n, best) for n, best in partners.items() if self._best(best) == n}
        votes = {(r.a, r.b): r.votes for r in self._work.read(self._work.store.sums(self._level, pairs))}
        self._work.load({number for key in pairs for number in key})
        for number in asked:
            cluster = self.clusters[number]
            if cluster is None:
                continue
            parent, sign = number, 1
            best = partners.get(number)
            if best is not None and (key := key_of(number, best)) in pairs:
                parent = min((self._work.sure(end) for end in key), key=order).number
                sign = -1 if parent != number and votes[key] < 0 else 1
            self._set(cluster._replace(parent=parent, sign=sign))

    def hand_on(self, redated: frozenset[int]) -> tuple[Delta, set[int]]:
        """Writes the clusters that changed; gives what changed in the next level's, and which moved."""
        changes = {n: (was, now) for n, was in self._before.items() if was != (now := self.clusters[n])}
        self._work.put([now for _, now in changes.values() if now is not None])
        self._work.drop([was for was, now in changes.values() if was is not None and now is None])
        delta = Delta(redated=redated)
        moved = set()
        for number, (was, now) in changes.items():
            if was is not None:
                delta.count(_belongs(was), -was.size)
            if now is not None:
                delta.count(_belongs(now), now.size)
            if _belongs(was) != _belongs(now):
                moved.add(number)
        self._links(delta, moved)
        return delta, moved

    def _links(self, delta: Delta, moved: set[int]) -> None:
        there = [number for number in moved if self.clusters[number] is not None]
        rows: dict[Key, Sum | None] = {(row.a, row.b): row for row in self._sums_of(there)}
        rows.update(self._now)
        self._load({number for key in rows for number in key})
        for key, row in rows.items():
            was = self._was.get(key, row)
            a, b = key
            delta.link(_belongs(self._earlier(a)), _belongs(self._earlier(b)), _link(was), -1)
            delta.link(_belongs(self.clusters[a]), _belongs(self.clusters[b]), _link(row), 1)

    def _better(
        self, cluster: Cluster, others: Collection[int], rows: dict[Key, Sum]
    ) -> tuple[int | None, int] | None:
        """The best of a cluster, when links to some others changed; None where all must be looked at."""
        best: tuple[int | None, int] = (cluster.best, cluster.score)
        if cluster.best in others:
            row = rows.get(key_of(cluster.number, cluster.best)) if cluster.best is not None else None
            score = self._score(cluster, row)
            if score is None or score < cluster.score:
                return None
            best = (cluster.best, score)
        for other in others:
            score = self._score(cluster, rows.get(key_of(cluster.number, other)))
            if score is not None and _beats((other, score), best):
                best = (other, score)
        return best

    def _rescan(self, numbers: set[int], rows: Collection[Sum], unread: set[int]) -> None:
        """Finds the best of these clusters among all that they have a link to; reads those of some first."""
        rows = {*rows, *self._sums_of(unread)}
        self._load({number for row in rows for number in (row.a, row.b)})
        best: dict[int, tuple[int | None, int]] = {number: (None, 0) for number in numbers}
        for row in rows:
            for number, other in ((row.a, row.b), (row.b, row.a)):
                cluster = self.clusters[number]
                if number not in best or cluster is None:
                    continue
                score = self._score(cluster, row)
                if score is not None and _beats((other, score), best[number]):
                    best[number] = (other, score)
        for number, found in best.items():
            cluster = self.clusters[number]
            if cluster is not None and (cluster.best, cluster.score) != found:
                self._set(cluster._replace(best=found[0], score=found[1]))

    def _score(self, cluster: Cluster, row: Sum | None) -> int | None:
        """The average link by a row of sums; None where the two may not be one."""
        if row is None or row.bars or not row.n:
            return None
        other = self.clusters[row.b if row.a == cluster.number else row.a]
        if other is None:
            return None
        score = average(row, cluster.size, other.size, self._rule.unscored)
        return score if score >= self._rule.merge * 1000 else None

    def _sums_of(self, numbers: Collection[int]) -> Collection[Sum]:
        return self._work.read(self._work.store.sums_of(self._level, numbers)) if numbers else []

    def _load(self, numbers: Iterable[int]) -> None:
        missing = {number for number in numbers if number not in self.clusters}
        if missing:
            self.clusters.update(dict.fromkeys(missing))
            found = self._work.read(self._work.store.clusters(self._level, missing))
            self.clusters.update((cluster.number, cluster) for cluster in found)

    def _set(self, cluster: Cluster) -> None:
        self._before.setdefault(cluster.number, self.clusters.get(cluster.number))
        self.clusters[cluster.number] = cluster

    def _remove(self, number: int) -> None:
        self._before.setdefault(number, self.clusters[number])
        self.clusters[number] = None

    def _earlier(self, number: int) -> Cluster | None:
        return self._before[number] if number in self._before else self.clusters[number]

    def _best(self, number: int) -> int | None:
        cluster = self.clusters[number]
        return None if cluster is None else cluster.best

    def _best_before(self, number: int) -> int | None:
        cluster = self._earlier(number)
        return None if cluster is None else cluster.best


def _beats(one: tuple[int | None, int], other: tuple[int | None, int]) -> bool:
    """Whether a partner is better than another: by the higher average, then the lower number."""
    if other[0] is None or one[0] is None:
        return other[0] is None
    return (-one[1], one[0]) < (-other[1], other[0])


def _belongs(cluster: Cluster | None) -> Belongs:
    return None if cluster is None else (cluster.parent, cluster.sign)


def _link(row: Sum | None) -> Link:
    return _NOTHING if row is None else (row.sum, row.n, row.votes, row.bars)


def _plus(one: Link, other: Link) -> Link:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2], one[3] + other[3]


def _sum(level: int, key: Key, link: Link) -> Sum | None:
    return Sum(level, *key, *link) if link[1] or link[3] else None
