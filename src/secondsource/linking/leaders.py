"""Level 0: each group of wordings follows the best of the earlier leaders that it is tied to, else leads.

In canonical order; what decisions make one moves as one. Only groups that something changed for look again,
the earliest first, and when one begins or ends to lead, those tied to it that come later look again in turn.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable

from secondsource.linking import constraints
from secondsource.linking.candidates import Changes
from secondsource.linking.constraints import Regrouped
from secondsource.linking.working import Work
from secondsource.model.clusters import Key, Node, Pair, order

# Groups fetched at one time.
_PART = 2_000

Order = tuple[bool, bool, int, int]


def strong(pair: Pair | None, threshold: int) -> bool:
    """Whether a pair makes one follow the other."""
    return pair is not None and pair.kind != "waiting" and pair.probability >= threshold


def settle(work: Work, *, changes: Changes, regrouped: Regrouped, redated: Collection[int]) -> None:
    """Gives every wording its leader, looking only where something changed."""
    board = _Board(work)
    heap: list[tuple[Order, int]] = []
    waiting: set[int] = set()

    def push(groups: Iterable[int]) -> None:
        for group in groups:
            if group not in waiting:
                waiting.add(group)
                heapq.heappush(heap, (order(work.sure(group)), group))

    push(_seeds(work, changes, regrouped, redated))
    while heap:
        if heap[0][1] not in board.members:
            board.load([group for _, group in heapq.nsmallest(_PART, heap) if group not in board.members])
        place, group = heapq.heappop(heap)
        waiting.discard(group)
        push(other for other in board.look(group) if order(work.sure(other)) > place)


class _Board:
    """The groups in hand, with whom each is tied to and whom it may not meet."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self.members: dict[int, list[Node]] = {}
        # Of each group, the best pair with each other group.
        self._ties: defaultdict[int, dict[int, Pair]] = defaultdict(dict)
        self._apart: defaultdict[int, set[int]] = defaultdict(set)

    def load(self, groups: Collection[int]) -> None:
        """Fetches groups, and what they are tied to."""
        work = self._work
        asked = set(groups)
        self.members.update({group: [] for group in asked})
        for node in work.grouped(asked):
            self.members[node.group].append(node)
        numbers = {node.number for group in asked for node in self.members[group]}
        pairs = [p for p in work.read(work.store.pairs_of(numbers)) if strong(p, work.rule.threshold)]
        work.load({number for pair in pairs for number in (pair.a, pair.b)})
        apart = constraints.barred(work, numbers)
        work.load(_groups(work, [(pair.a, pair.b) for pair in pairs]) | _groups(work, apart))
        for pair in pairs:
            a, b = work.sure(pair.a).group, work.sure(pair.b).group
            if a != b and a in asked:
                self._tie(pair, a, b)
            if a != b and b in asked:
                self._tie(pair, b, a)
        for one, other in apart:
            a, b = work.sure(one).group, work.sure(other).group
            self._apart[a].add(b)
            self._apart[b].add(a)

    def look(self, group: int) -> set[int]:
        """Gives a group its leader; gives the groups that this may matter to."""
        work = self._work
        work.tally.looked_at += 1
        first = work.sure(group)
        place = order(first)
        before = {node.leader for node in self.members[group]}
        earlier = [n for end in self._apart[group] if order(n := work.sure(end)) < place]
        shut = {node.leader for node in earlier}
        ties = self._ties[group]
        offers = [
            (-tie.probability, order(other), end)
            for end, tie in ties.items()
            if (other := work.sure(end)).leader == end and order(other) < place and end not in shut
        ]
        leader = min(offers)[2] if offers else group
        self._follow(group, leader, ties.get(leader))
        touched = self._apart[group] if before != {leader} else set()
        if first.leader == group != leader:
            touched = touched | {end for end in ties if work.sure(end).leader == group}
        elif leader == group != first.leader:
            touched = touched | {end for end, tie in ties.items() if tie.probability >= work.sure(end).tie}
        return touched

    def _tie(self, pair: Pair, own: int, other: int) -> None:
        """Keeps the best pair of two groups, as the first of them has it."""
        held = self._ties[own].get(other)
        if held is None or (-pair.probability, pair.a, pair.b) < (-held.probability, held.a, held.b):
            self._ties[own][other] = pair

    def _follow(self, group: int, leader: int, tie: Pair | None) -> None:
        probability = 0 if tie is None else tie.probability
        turn = 1
        if tie is not None:
            turn = tie.sign * self._work.sure(tie.a).group_sign * self._work.sure(tie.b).group_sign
        members = []
        for node in self.members[group]:
            now = node._replace(leader=leader, sign=node.group_sign * turn, tie=probability)
            if now != node:
                self._work.keep(now)
            members.append(now)
        self.members[group] = members


def _groups(work: Work, keys: Iterable[Key]) -> set[int]:
    return {work.sure(number).group for key in keys for number in key}


def _seeds(work: Work, changes: Changes, regrouped: Regrouped, redated: Collection[int]) -> set[int]:
    """The groups for which something changed. A new wording's is one of them."""
    seeds: set[int] = set()
    # Groups that a wording left, by what was their first.
    left: set[int] = set()
    threshold = work.rule.threshold
    ends = {number for key in regrouped.bars for number in key}
    work.load({number for key in changes for number in key})
    held = {number for key, (_, after) in changes.items() if strong(after, threshold) for number in key}
    work.load({work.sure(number).group for number in held})
    for (a, b), (before, after) in changes.items():
        for one, other in ((a, b), (b, a)):
            if strong(before, threshold) and _followed(work, one, other):
                ends.add(one)
            if after is not None and strong(after, threshold) and _matters(work, after, one, other):
                ends.add(one)
    for _, was, now in work.changed():
        if now is not None and now.leader is None:
            seeds.add(now.group)
        if was is not None:
            left.add(was.group)
    work.load(ends | left)
    seeds |= {node.group for number in ends | left if (node := work.node(number)) is not None}
    seeds |= _around(work, regrouped.nodes | set(redated))
    work.load(seeds)
    return seeds


def _followed(work: Work, one: int, other: int) -> bool:
    """Whether a wording followed the group of another."""
    node, leader = work.before(one), work.before(other)
    return node is not None and leader is not None and node.leader == leader.group


def _matters(work: Work, pair: Pair, one: int, other: int) -> bool:
    """Whether a pair that is new can give a wording another leader."""
    node, leader = work.sure(one), work.sure(work.sure(other).group)
    return pair.probability >= node.tie and order(leader) < order(work.sure(node.group))


def _around(work: Work, numbers: set[int]) -> set[int]:
    """The groups of these wordings, and all that those are tied to or kept apart from."""
    if not numbers:
        return set()
    groups = {work.sure(number).group for number in numbers}
    members = {node.number for node in work.grouped(groups)}
    pairs = [p for p in work.read(work.store.pairs_of(members)) if strong(p, work.rule.threshold)]
    work.load({number for pair in pairs for number in (pair.a, pair.b)})
    apart = constraints.barred(work, members)
    return groups | _groups(work, [(pair.a, pair.b) for pair in pairs]) | _groups(work, apart)
