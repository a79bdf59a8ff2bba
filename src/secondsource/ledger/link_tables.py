"""The derived tables of linking, which stand among those of their generation.

Wordings go by the first 64 bits of their ids, reports by the number of their row. What waits to be linked
stands here too, written in the transaction that changed it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import get_args

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    and_,
)

from secondsource.ledger import keyed
from secondsource.ledger.tables import key_text, number
from secondsource.model.clusters import RELATIONS, Kind
from secondsource.model.wording import Label

# Kinds of pairs and labels stand in the tables as their places here: small, and millions of them.
PAIR_KINDS: tuple[Kind, ...] = get_args(Kind)
LABELS: tuple[Label, ...] = get_args(Label)
WAITING = PAIR_KINDS.index("waiting")
TYING = tuple(sorted(LABELS.index(label) for label in RELATIONS))
# What linking makes: emptied where all is linked from nothing. What waits is not.
MADE = (
    "said", "nodes", "bodies", "postings", "closed", "pairs", "bounds", "contradictions", "clusters", "sums",
    "relations",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkTables:
    """The tables of one generation.

    ends: which decisions speak of points of which reports. dirty: reports to be linked. heard: pairs with a
    new answer. touched: claims to be judged.
    """

    number: int
    said: Table
    nodes: Table
    bodies: Table
    postings: Table
    closed: Table
    pairs: Table
    bounds: Table
    contradictions: Table
    clusters: Table
    sums: Table
    relations: Table
    ends: Table
    dirty: Table
    heard: Table
    touched: Table


@lru_cache(maxsize=8)
def link_tables(n: int) -> LinkTables:
    """The tables of a generation, by its number."""
    from secondsource.ledger.generation import generation

    held = generation(n).metadata
    names = [field.name for field in fields(LinkTables) if field.name != "number"]
    return LinkTables(number=n, **{name: held.tables[f"link_{name}_{n}"] for name in names})


def declare(n: int, held: MetaData) -> None:
    """Enter the tables of a generation into its metadata."""
    _wordings(n, held)
    _pairs(n, held)
    _decided(n, held)
    _clusters(n, held)
    _waiting(n, held)


def mark(connection: Connection, n: int, reports: Iterable[int]) -> None:
    """What some reports say, by the numbers of their rows, changed: it is to be linked anew."""
    keyed.note(connection, link_tables(n).dirty, [(report,) for report in sorted(set(reports))])


def _key(name: str) -> Column[int]:
    return Column(name, number(), primary_key=True, autoincrement=False)


def _level() -> Column[int]:
    return Column("level", Integer, primary_key=True, autoincrement=False)


def _number(name: str, *, null: bool = False) -> Column[int]:
    return Column(name, number(), nullable=null)


def _small(*names: str) -> list[Column[int]]:
    return [Column(name, Integer, nullable=False) for name in names]


def _wordings(n: int, held: MetaData) -> None:
    """Points with their wordings, wordings in their clusters, and what is compared of each."""
    said = Table(
        f"link_said_{n}",
        held,
        # Of the report's row
        _key("report"),
        # Place among the points of the reading, from 0
        Column("n", Integer, primary_key=True, autoincrement=False),
        Column("point", key_text(), nullable=False),
        Column("statement", key_text(), nullable=False),
        _number("wording"),
        # A whole number that sorts as moments do; of the report
        Column("published", BigInteger),
        sqlite_with_rowid=False,
    )
    Index(f"link_said_{n}_wording", said.c.wording, said.c.published)
    nodes = Table(
        f"link_nodes_{n}",
        held,
        _key("number"),
        Column("id", key_text(), nullable=False),
        Column("published", BigInteger),
        Column("vague", Boolean, nullable=False),
        _number("grp"),
        *_small("group_sign"),
        _number("leader", null=True),
        *_small("sign", "tie"),
        _number("claim", null=True),
        *_small("claim_sign"),
    )
    for name in ("grp", "leader", "claim"):
        Index(f"link_nodes_{n}_{name}", nodes.c[name])
    Table(f"link_bodies_{n}", held, _key("number"), Column("body", LargeBinary, nullable=False))
    Table(f"link_postings_{n}", held, _key("key"), _key("number"), sqlite_with_rowid=False)
    Table(f"link_closed_{n}", held, _key("key"), *_small("holders"))


def _pairs(n: int, held: MetaData) -> None:
    """Candidates, with what they are to each other."""
    pairs = Table(
        f"link_pairs_{n}",
        held,
        _key("a"),
        _key("b"),
        *_small("support", "kind", "probability", "sign", "label"),
        Column("facet", key_text()),
        sqlite_with_rowid=False,
    )
    Index(f"link_pairs_{n}_b", pairs.c.b)
    waiting = pairs.c.kind == WAITING
    Index(f"link_pairs_{n}_waiting", pairs.c.a, pairs.c.b, sqlite_where=waiting, postgresql_where=waiting)
    # Most pairs are apart; those that tie two claims are few.
    tying = and_(pairs.c.label >= TYING[0], pairs.c.label <= TYING[-1])
    for name in ("a", "b"):
        Index(f"link_pairs_{n}_tying_{name}", pairs.c[name], sqlite_where=tying, postgresql_where=tying)


def _decided(n: int, held: MetaData) -> None:
    """What people decided of two wordings."""
    bounds = Table(
        f"link_bounds_{n}",
        held,
        Column("id", key_text(), primary_key=True),
        Column("kind", key_text(), nullable=False),
        _number("a"),
        _number("b"),
        Column("decided", key_text(), nullable=False),
    )
    Index(f"link_bounds_{n}_a", bounds.c.a)
    Index(f"link_bounds_{n}_b", bounds.c.b)
    Table(
        f"link_contradictions_{n}",
        held,
        Column("same", key_text(), primary_key=True),
        Column("apart", key_text(), nullable=False),
    )


def _clusters(n: int, held: MetaData) -> None:
    """The rounds of merging, and what ties claims to each other."""
    clusters = Table(
        f"link_clusters_{n}",
        held,
        _level(),
        _key("number"),
        *_small("size"),
        _number("best", null=True),
        _number("score"),
        _number("parent"),
        *_small("sign"),
        sqlite_with_rowid=False,
    )
    Index(f"link_clusters_{n}_parent", clusters.c.level, clusters.c.parent)
    sums = Table(
        f"link_sums_{n}",
        held,
        _level(),
        _key("a"),
        _key("b"),
        _number("sum"),
        *_small("n", "votes", "bars"),
        sqlite_with_rowid=False,
    )
    Index(f"link_sums_{n}_b", sums.c.level, sums.c.b)
    relations = Table(
        f"link_relations_{n}",
        held,
        _key("a"),
        _key("b"),
        _number("of_a"),
        _number("of_b"),
        *_small("label", "probability"),
        Column("facet", key_text()),
        sqlite_with_rowid=False,
    )
    Index(f"link_relations_{n}_b", relations.c.b)


def _waiting(n: int, held: MetaData) -> None:
    """What is to be linked or judged."""
    ends = Table(
        f"link_ends_{n}",
        held,
        # The ids of a report, which need not be here, and of a decision
        Column("report", key_text(), primary_key=True),
        Column("decision", key_text(), primary_key=True),
        sqlite_with_rowid=False,
    )
    Index(f"link_ends_{n}_decision", ends.c.decision)
    Table(f"link_dirty_{n}", held, _key("report"))
    Table(f"link_heard_{n}", held, _key("a"), _key("b"), sqlite_with_rowid=False)
    # By the id of the claim, for it may be gone
    touched = Table(
        f"link_touched_{n}",
        held,
        Column("claim", key_text(), primary_key=True),
        # The row of a report that says it, so that claims which lie together are judged together
        _number("near"),
        sqlite_with_rowid=False,
    )
    Index(f"link_touched_{n}_near", touched.c.near, touched.c.claim)
