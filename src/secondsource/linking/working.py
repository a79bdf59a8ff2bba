"""What one update has in hand: nodes as they were and as they are, so that each is written once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import TypeVar

from secondsource.linking.keys import is_broad
from secondsource.linking.store import Ahead, Score, Scored, Store
from secondsource.model.answer import Answer
from secondsource.model.clusters import Node, Row
from secondsource.model.wording import Wording

T = TypeVar("T")
Sides = tuple[Wording, Wording, Answer | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The numbers that clustering goes by. Probabilities in thousandths.

    threshold: from which a wording follows a leader. merge: from which clusters whose average link is
    mutually the highest become one. unscored: what a pair that was never scored counts in that average.
    rounds: of such merges. holders: the most wordings that may hold a key whose holders are compared; alike:
    the same of a key by sense, or by two words alone.
    """

    # Of 58 joins on real reports judged by reading, 36 of the 41 from here on were of one claim, of those
    # below 6 of 17.
    threshold: int = 830
    merge: int = 830
    unscored: int = 400
    # On 20,000 made wordings with 260,000 pairs: B3 F .55 without, .64, .73 and .83 with 1, 2 and 4, where
    # average link on all at once reaches .85; an added wording costs half as much again with 4 as with 2.
    rounds: int = 4
    holders: int = 64
    # On 1,186 wire reports a third fewer pairs than with 64, and one in 90 of those of one claim less.
    alike: int = 24

    def most(self, key: int) -> int:
        """How many wordings may hold a key."""
        return self.alike if is_broad(key) else self.holders


@dataclass(slots=True)
class Tally:
    """What an update did. looked_at: nodes that looked for a leader; read, written: rows of the store."""

    looked_at: int = 0
    scored: int = 0
    waiting: int = 0
    read: int = 0
    written: int = 0


@dataclass(slots=True, kw_only=True)
class Work:
    """The store, what is fixed, and the nodes in hand. All reading of nodes goes through here."""

    store: Store
    score: Score
    rule: Rule
    ahead: Ahead | None = None
    given: dict[int, Wording] = field(default_factory=dict)
    tally: Tally = field(default_factory=Tally)
    _nodes: dict[int, Node | None] = field(default_factory=dict)
    _before: dict[int, Node | None] = field(default_factory=dict)
    _groups: defaultdict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    _leaders: defaultdict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    _claims: defaultdict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def begin(self, pairs: Sequence[Sides]) -> Callable[[], Sequence[Scored]]:
        """Begin to score pairs; what it gives ends that."""
        return self.ahead(pairs) if self.ahead is not None else partial(self.score, pairs)

    def load(self, numbers: Iterable[int]) -> None:
        """Fetches the nodes that are not in hand yet."""
        missing = {number for number in numbers if number not in self._nodes}
        if missing:
            found = self.read(self.store.nodes(missing))
            self._nodes.update(dict.fromkeys(missing))
            self._nodes.update((node.number, node) for node in found)

    def node(self, number: int) -> Node | None:
        """The node as it is now, of those in hand; None where there is none."""
        return self._nodes[number]

    def sure(self, number: int) -> Node:
        """A node that is there."""
        node = self._nodes[number]
        if node is None:
            raise LookupError(f"there is no wording of the number {number}; the store lost it: rebuild")
        return node

    def before(self, number: int) -> Node | None:
        """The node as the update found it."""
        return self._before[number] if number in self._before else self._nodes[number]

    def keep(self, node: Node) -> None:
        """Puts a changed or new node in hand."""
        self._remember(node.number)
        self._nodes[node.number] = node
        self._groups[node.group].add(node.number)
        if node.leader is not None:
            self._leaders[node.leader].add(node.number)
        if node.claim is not None:
            self._claims[node.claim].add(node.number)

    def remove(self, number: int) -> None:
        """The node is no more."""
        self._remember(number)
        self._nodes[number] = None

    def changed(self) -> Iterator[tuple[int, Node | None, Node | None]]:
        """The nodes that differ: number, before, after."""
        for number, before in self._before.items():
            after = self._nodes[number]
            if before != after:
                yield number, before, after

    def grouped(self, groups: Collection[int]) -> list[Node]:
        """All nodes that stand in one of these groups now."""
        found = self._fetched(self.store.grouped, groups, self._groups)
        return [node for node in found if node.group in groups]

    def led(self, leaders: Collection[int]) -> list[Node]:
        """All nodes that follow one of these leaders now."""
        found = self._fetched(self.store.led, leaders, self._leaders)
        return [node for node in found if node.leader in leaders]

    def claimed(self, claims: Collection[int]) -> list[Node]:
        """All nodes that one of these claims holds now."""
        found = self._fetched(self.store.claimed, claims, self._claims)
        return [node for node in found if node.claim in claims]

    def wordings(self, numbers: Collection[int]) -> dict[int, Wording]:
        """What is compared of these wordings."""
        missing = sorted(number for number in numbers if number not in self.given)
        known = (
            {wording.id: wording for wording in self.read(self.store.wordings(missing))} if missing else {}
        )
        self.load(missing)
        kept = {number: known[self._known(number).id] for number in missing}
        return kept | {number: self.given[number] for number in numbers if number in self.given}

    def read(self, rows: Sequence[T]) -> Sequence[T]:
        """Counts rows that were read."""
        self.tally.read += len(rows)
        return rows

    def put(self, rows: Sequence[Row]) -> None:
        """Writes rows of one kind."""
        if rows:
            self.tally.written += len(rows)
            self.store.put(rows)

    def drop(self, rows: Sequence[Row]) -> None:
        """Drops rows of one kind."""
        if rows:
            self.tally.written += len(rows)
            self.store.drop(rows)

    def finish(self) -> None:
        """Writes every node that changed."""
        changed = sorted(self.changed(), key=lambda change: change[0])
        new = [after for _, before, after in changed if before is None and after is not None]
        if new:
            self.tally.written += len(new)
            self.store.add(new, [self.given[node.number] for node in new])
        self.put([after for _, before, after in changed if before is not None and after is not None])
        self.drop([before for _, before, after in changed if before is not None and after is None])

    def _remember(self, number: int) -> None:
        if number not in self._before:
            self._before[number] = self._nodes.get(number)

    def _known(self, number: int) -> Node:
        node = self.before(number)
        return self.sure(number) if node is None else node

    def _fetched(
        self,
        fetch: Callable[[Collection[int]], Sequence[Node]],
        values: Collection[int],
        changed: defaultdict[int, set[int]],
    ) -> list[Node]:
        rows = self.read(fetch(values))
        for row in rows:
            self._nodes.setdefault(row.number, row)
        numbers = {row.number for row in rows}
        for value in values:
            numbers |= changed.get(value, set())
        return [node for number in numbers if (node := self._nodes[number]) is not None]


def parts(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Items in lists of at most a size."""
    left = iter(items)
    while part := list(islice(left, size)):
        yield part
