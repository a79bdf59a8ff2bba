"""What clustering asks of whoever keeps its rows: many at once, in few round trips."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from secondsource.model.clusters import (
    Bound,
    Closed,
    Cluster,
    Key,
    Node,
    Pair,
    Posting,
    Relation,
    Row,
    Sum,
)
from secondsource.model.wording import Edge, Wording

if TYPE_CHECKING:
    from secondsource.model.answer import Answer


class Scored(NamedTuple):
    """What a score gives. waiting: the pair reader is to be asked; the edge then counts for nothing yet.

    kept: whether the two are a pair at all; one that is none is not stored, and counts as never scored.
    """

    edge: Edge
    waiting: bool = False
    kept: bool = True


class Score(Protocol):
    """A pure function of two wordings, the lower id first, and of what the pair reader said, if it did."""

    def __call__(self, pairs: Sequence[tuple[Wording, Wording, Answer | None]], /) -> Sequence[Scored]:
        """One result for each pair, in order. With an answer none is waiting."""
        ...


# Begins to score, and gives what ends it: others may be at work on it until that is called.
Ahead = Callable[[Sequence[tuple[Wording, Wording, "Answer | None"]]], Callable[[], Sequence[Scored]]]


class Store(Protocol):
    """Keeps the rows. Every method takes many at once and is one round trip (or one for each few thousand).

    What is asked for and not there is left out of the answer. The order of what is given is of no matter.
    A write is seen by the reads after it; that all of an update stands or falls is the caller's transaction.
    """

    def nodes(self, numbers: Collection[int], /) -> Sequence[Node]:
        """The nodes of these wordings."""
        ...

    def grouped(self, groups: Collection[int], /) -> Sequence[Node]:
        """All nodes whose group is among these."""
        ...

    def led(self, leaders: Collection[int], /) -> Sequence[Node]:
        """All nodes whose leader is among these."""
        ...

    def claimed(self, claims: Collection[int], /) -> Sequence[Node]:
        """All nodes whose claim is among these."""
        ...

    def wordings(self, numbers: Collection[int], /) -> Sequence[Wording]:
        """What is compared of these wordings."""
        ...

    def closed(self, keys: Collection[int], /) -> Sequence[Closed]:
        """Those of the keys that are closed."""
        ...

    def holders(self, keys: Collection[int], /) -> Sequence[Posting]:
        """Who holds these keys. Asked of keys that are open, or open again."""
        ...

    def pairs(self, keys: Collection[Key], /) -> Sequence[Pair]:
        """These very pairs."""
        ...

    def pairs_of(self, numbers: Collection[int], /) -> Sequence[Pair]:
        """All pairs with an end among these, each once."""
        ...

    def related(self, numbers: Collection[int], /) -> Sequence[Pair]:
        """As `pairs_of`, of those not waiting whose label is one of RELATIONS."""
        ...

    def answers(self, keys: Collection[Key], /) -> Mapping[Key, Answer]:
        """What the pair reader in force said of these pairs."""
        ...

    def bounds(self, ids: Collection[str], /) -> Sequence[Bound]:
        """These decisions."""
        ...

    def bounds_of(self, numbers: Collection[int], /) -> Sequence[Bound]:
        """All decisions with an end among these, each once."""
        ...

    def clusters(self, level: int, numbers: Collection[int], /) -> Sequence[Cluster]:
        """These clusters of a level."""
        ...

    def children(self, level: int, parents: Collection[int], /) -> Sequence[Cluster]:
        """All clusters of a level whose parent is among these."""
        ...

    def sums(self, level: int, keys: Collection[Key], /) -> Sequence[Sum]:
        """These very pairs of clusters of a level."""
        ...

    def sums_of(self, level: int, numbers: Collection[int], /) -> Sequence[Sum]:
        """All sums of a level with an end among these, each once."""
        ...

    def relations(self, keys: Collection[Key], /) -> Sequence[Relation]:
        """What ties these pairs of claims."""
        ...

    def add(self, nodes: Sequence[Node], wordings: Sequence[Wording], /) -> None:
        """Keeps new wordings, both lists in one order. Raises ValueError where a number has another id."""
        ...

    def put(self, rows: Sequence[Row], /) -> None:
        """Keeps rows of one kind, in the place of those with their keys. Nodes are there already."""
        ...

    def drop(self, rows: Sequence[Row], /) -> None:
        """Drops rows of one kind, by their keys, whether they are there or not; of nodes the wordings too."""
        ...
