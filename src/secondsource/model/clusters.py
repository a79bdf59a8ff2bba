"""The rows of clustering: wordings in their clusters, pairs, decisions on pairs, sums, relations of claims.

A wording goes by its number, the first 64 bits of its id: so numbers sort as ids do, no table of surrogates
is needed, and nothing of the order of arrival can enter. Twelve of the bits tell when it was published. Two
ids with one number cannot both be kept (for a million wordings of ten years the odds are one in two million).
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from secondsource.model.wording import Label

# The lower number first.
Key = tuple[int, int]
Sign = Literal[1, -1]
# clear: the comparison alone decides; waiting: the pair reader is to be asked, and the pair counts as never
# scored; answered: it was.
Kind = Literal["clear", "waiting", "answered"]

# The labels that tie two claims to each other instead of making them one.
RELATIONS: tuple[Label, ...] = ("refines-a", "refines-b", "conflicts", "supersedes-a", "supersedes-b")

_DIGITS = 16
_HALF = 1 << 63


class Node(NamedTuple):
    """A wording in its clusters. published: a whole number that sorts as moments do.

    group: the first of those that decisions make one with it (itself, where there are none). leader: the
    group that it follows, with the probability `tie` (0 where it leads). claim: the claim that holds it. The
    signs are to the first of the group, of the leader's and of the claim. leader and claim are None only
    while it is being added.
    """

    number: int
    id: str
    published: int | None
    vague: bool
    group: int
    group_sign: int
    leader: int | None
    sign: int
    tie: int
    claim: int | None
    claim_sign: int


class Posting(NamedTuple):
    """A wording holds a key."""

    key: int
    number: int


class Closed(NamedTuple):
    """A key that more wordings hold than may be compared. holders: how many."""

    key: int
    holders: int


class Pair(NamedTuple):
    """Two wordings that share `support` open keys, and what they are to each other, in thousandths."""

    a: int
    b: int
    support: int
    kind: Kind
    probability: int
    sign: int
    label: Label
    facet: str | None


class Bound(NamedTuple):
    """A decision on two wordings, in force: not withdrawn. It may name wordings that are not there (yet).

    decided: as the ledger prints it, so that text order is order in time.
    """

    id: str
    kind: Literal["same", "apart"]
    a: int
    b: int
    decided: str


class Contradiction(NamedTuple):
    """A "same" that cannot hold, as an "apart" beats what it would imply with others. Ids of decisions."""

    same: str
    apart: str


class Cluster(NamedTuple):
    """A cluster before the round `level`, by the number of its first wording. size: wordings.

    best, score: with whom its average link is highest and high enough, and that average in millionths.
    parent: the cluster that the round makes of it; sign: to that one's first.
    """

    level: int
    number: int
    size: int
    best: int | None
    score: int
    parent: int
    sign: int


class Sum(NamedTuple):
    """Two clusters of a level: the probabilities of their scored pairs (thousandths) and their count.

    votes: pairs above the threshold that say yes to both with one sign, less those with the other.
    bars: "apart" decisions across.
    """

    level: int
    a: int
    b: int
    sum: int
    n: int
    votes: int
    bars: int


class Relation(NamedTuple):
    """The best edge that ties two claims. a, b: claims; of_a, of_b: its wordings, in a and in b."""

    a: int
    b: int
    of_a: int
    of_b: int
    label: Label
    probability: int
    facet: str | None


Row = Node | Posting | Closed | Pair | Bound | Contradiction | Cluster | Sum | Relation
# How many of a row's first fields are its key.
KEYS: dict[type[Row], int] = {
    Node: 1,
    Posting: 2,
    Closed: 1,
    Pair: 2,
    Bound: 1,
    Contradiction: 1,
    Cluster: 2,
    Sum: 3,
    Relation: 2,
}


def number(id: str) -> int:
    """The number of a wording: the first 64 bits of its id, signed, so that numbers sort as ids do."""
    digits = id.removeprefix("sha256:")[:_DIGITS]
    if len(digits) < _DIGITS:
        raise ValueError(f"{id!r} is no digest of a wording; give 16 hex digits or more")
    return int(digits, 16) - _HALF


def key_of(one: int, other: int) -> Key:
    """Two numbers as the key of a pair."""
    return (one, other) if one < other else (other, one)


def order(node: Node) -> tuple[bool, bool, int, int]:
    """The canonical order: vague last, then earliest published (without a date last), then id."""
    return node.vague, node.published is None, node.published or 0, node.number
