"""Groups of things that are one, and the least number of origins to which roots can come down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

# What is united: ("voice", point), ("party", id), ("outlet", name), ("document", key) and the like.
Node = tuple[str, str]


@dataclass(slots=True)
class Groups:
    """A union-find; the lowest node stands for its group, so that the order of joining leaves no trace."""

    above: dict[Node, Node] = field(default_factory=dict)

    def of(self, node: Node) -> Node:
        """The node that stands for the group of a node."""
        self.above.setdefault(node, node)
        while self.above[node] != node:
            self.above[node] = self.above[self.above[node]]
            node = self.above[node]
        return node

    def join(self, one: Node, other: Node) -> bool:
        """Make two groups one; False when they already were."""
        a, b = sorted((self.of(one), self.of(other)))
        self.above[b] = a
        return a != b


# Above this many roots that hang together the exact search gives way to a bound that surely holds. Real
# claims have two or three.
MOST_EXACT = 14


def fewest(choices: Sequence[frozenset[Node]]) -> int:
    """The least number of different nodes, when each root takes one of its own choices.

    Exact, unless more than MOST_EXACT roots hang together in a way that cannot be simplified; then a number
    that surely is not above it.
    """
    held = Counter(node for options in choices for node in options)
    # A node that one root alone may take is as good as the root itself.
    shared = [frozenset(node for node in options if held[node] > 1) for options in choices]
    kept = {options for options in shared if options}
    found = sum(not options for options in shared)
    least = [options for options in kept if not any(other < options for other in kept)]
    for part in _parts(least):
        found += _exact(part, len(part)) if len(part) <= MOST_EXACT else _apart(part)
    return found


def _parts(sets: Iterable[frozenset[Node]]) -> list[list[frozenset[Node]]]:
    """The sets, by what hangs together through shared nodes."""
    groups = Groups()
    ordered = sorted(sets, key=sorted)
    for options in ordered:
        for node in options:
            groups.join(min(options), node)
    parts: dict[Node, list[frozenset[Node]]] = {}
    for options in ordered:
        parts.setdefault(groups.of(min(options)), []).append(options)
    return list(parts.values())


def _exact(sets: Sequence[frozenset[Node]], most: int) -> int:
    """The least number of nodes that meet every set, where `most` surely do."""
    if not sets:
        return 0
    if most <= 1:
        return most
    tightest = min(sets, key=lambda options: (len(options), sorted(options)))
    best = most
    for node in sorted(tightest):
        rest = [options for options in sets if node not in options]
        best = min(best, 1 + _exact(rest, min(best - 1, len(rest))))
    return best


def _apart(sets: Sequence[frozenset[Node]]) -> int:
    """How many sets, taken smallest first, share nothing: so many nodes are needed at least."""
    taken: set[Node] = set()
    found = 0
    for options in sorted(sets, key=lambda options: (len(options), sorted(options))):
        if not options & taken:
            taken |= options
            found += 1
    return found
