"""Wordings and their clusters as a ledger keeps them: a `Store` of linking over one generation's tables."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Connection, Table

from secondsource.ledger import keyed, pair_readings
from secondsource.ledger.captures import packed as squeezed
from secondsource.ledger.captures import unpacked as unsqueezed
from secondsource.ledger.link_tables import LABELS, PAIR_KINDS, TYING, WAITING, LinkTables
from secondsource.model.answer import Answer
from secondsource.model.clusters import (
    KEYS,
    Bound,
    Closed,
    Cluster,
    Contradiction,
    Key,
    Node,
    Pair,
    Posting,
    Relation,
    Row,
    Sum,
    number,
)
from secondsource.model.wording import Figure, Form, Wording

_NAMES: dict[type[Row], str] = {
    Node: "nodes",
    Posting: "postings",
    Closed: "closed",
    Pair: "pairs",
    Bound: "bounds",
    Contradiction: "contradictions",
    Cluster: "clusters",
    Sum: "sums",
    Relation: "relations",
}
_TIES = f"kind <> {WAITING} AND label >= {TYING[0]} AND label <= {TYING[-1]}"


class SqlStore:
    """Keeps the rows of linking; `linking.store.Store` says what each method gives.

    reader: the version of the pair reader whose answers count; without one none does.
    """

    def __init__(self, connection: Connection, held: LinkTables, *, reader: str | None = None) -> None:
        self._connection, self._held, self._reader = connection, held, reader

    def nodes(self, numbers: Collection[int], /) -> Sequence[Node]:
        return self._nodes(numbers, "number")

    def grouped(self, groups: Collection[int], /) -> Sequence[Node]:
        return self._nodes(groups, "grp")

    def led(self, leaders: Collection[int], /) -> Sequence[Node]:
        return self._nodes(leaders, "leader")

    def claimed(self, claims: Collection[int], /) -> Sequence[Node]:
        return self._nodes(claims, "claim")

    def wordings(self, numbers: Collection[int], /) -> Sequence[Wording]:
        return [_wording(*row) for row in self._among(self._held.bodies, numbers, "number")]

    def closed(self, keys: Collection[int], /) -> Sequence[Closed]:
        return [Closed(*row) for row in self._among(self._held.closed, keys, "key")]

    def holders(self, keys: Collection[int], /) -> Sequence[Posting]:
        return [Posting(*row) for row in self._among(self._held.postings, keys, "key")]

    def pairs(self, keys: Collection[Key], /) -> Sequence[Pair]:
        return [_pair(row) for row in keyed.found(self._connection, self._held.pairs, keys)]

    def pairs_of(self, numbers: Collection[int], /) -> Sequence[Pair]:
        return [_pair(row) for row in self._among(self._held.pairs, numbers, "a", "b")]

    def pairs_among(self, numbers: Collection[int]) -> Sequence[Pair]:
        """The pairs of which both are among some wordings."""
        rows = self._among(self._held.pairs, numbers, "a")
        return [_pair(row) for row in rows if row[1] in numbers]

    def related(self, numbers: Collection[int], /) -> Sequence[Pair]:
        return [_pair(row) for row in self._among(self._held.pairs, numbers, "a", "b", where=_TIES)]

    def answers(self, keys: Collection[Key], /) -> Mapping[Key, Answer]:
        return {} if self._reader is None else pair_readings.answers(self._connection, keys, self._reader)

    def bounds(self, ids: Collection[str], /) -> Sequence[Bound]:
        return [Bound(*row) for row in self._among(self._held.bounds, ids, "id")]

    def bounds_of(self, numbers: Collection[int], /) -> Sequence[Bound]:
        return [Bound(*row) for row in self._among(self._held.bounds, numbers, "a", "b")]

    def clusters(self, level: int, numbers: Collection[int], /) -> Sequence[Cluster]:
        rows = keyed.among(self._connection, self._held.clusters, numbers, "number", level=level)
        return [Cluster(*row) for row in rows]

    def children(self, level: int, parents: Collection[int], /) -> Sequence[Cluster]:
        rows = keyed.among(self._connection, self._held.clusters, parents, "parent", level=level)
        return [Cluster(*row) for row in rows]

    def sums(self, level: int, keys: Collection[Key], /) -> Sequence[Sum]:
        asked = [(level, *key) for key in keys]
        return [Sum(*row) for row in keyed.found(self._connection, self._held.sums, asked)]

    def sums_of(self, level: int, numbers: Collection[int], /) -> Sequence[Sum]:
        rows = keyed.among(self._connection, self._held.sums, numbers, "a", "b", level=level)
        return [Sum(*row) for row in rows]

    def relations(self, keys: Collection[Key], /) -> Sequence[Relation]:
        return [relation(row) for row in keyed.found(self._connection, self._held.relations, keys)]

    def add(self, nodes: Sequence[Node], wordings: Sequence[Wording], /) -> None:
        for node, wording in zip(nodes, wordings, strict=True):
            if number(wording.id) != node.number or wording.id != node.id:
                raise ValueError(f"the wordings {wording.id} and {node.id} have one number")
        for held in self.nodes([node.number for node in nodes]):
            if held.id not in {node.id for node in nodes}:
                raise ValueError(f"the wording {held.id} and a new one have one number")
        bodies = [(node.number, packed(wording)) for node, wording in zip(nodes, wordings, strict=True)]
        keyed.put(self._connection, self._held.bodies, bodies)
        self.put(nodes)

    def put(self, rows: Sequence[Row], /) -> None:
        if rows:
            keyed.put(self._connection, self._table(type(rows[0])), [_values(row) for row in rows])

    def drop(self, rows: Sequence[Row], /) -> None:
        if not rows:
            return
        kind = type(rows[0])
        keys = [row[: KEYS[kind]] for row in rows]
        keyed.drop(self._connection, self._table(kind), keys)
        if kind is Node:
            keyed.drop(self._connection, self._held.bodies, keys)

    def rows(self, kind: type[Row]) -> list[Any]:
        """All rows of a kind, sorted: to compare two stores."""
        names = ", ".join(f'"{column.name}"' for column in self._table(kind).columns)
        found = self._connection.exec_driver_sql(f"SELECT {names} FROM {self._table(kind).name}")
        make: Any = {Node: _node, Pair: _pair, Relation: relation}.get(kind, lambda row: kind(*row))
        return sorted(make(row) for row in found)

    def waiting(self, limit: int) -> list[Key]:
        """The first pairs that the pair reader is to be asked of."""
        command = (
            f"SELECT a, b FROM {self._held.pairs.name} WHERE kind = {WAITING} ORDER BY a, b LIMIT {limit:d}"
        )
        return [(row[0], row[1]) for row in self._connection.exec_driver_sql(command)]

    def _table(self, kind: type[Row]) -> Table:
        return cast("Table", getattr(self._held, _NAMES[kind]))

    def _nodes(self, values: Collection[int], by: str) -> list[Node]:
        return [_node(row) for row in self._among(self._held.nodes, values, by)]

    def _among(self, table: Table, values: Collection[Any], *by: str, where: str = "") -> Sequence[Any]:
        return keyed.among(self._connection, table, values, *by, where=where)


# Wordings by their numbers, with what they were read from: neighbours are asked for again and again.
_MOST_WORDINGS = 30_000
_wordings: dict[int, tuple[bytes, Wording]] = {}


def _wording(number: int, body: bytes) -> Wording:
    held = _wordings.get(number)
    if held is None or held[0] != body:
        if len(_wordings) >= _MOST_WORDINGS:
            _wordings.clear()
        held = _wordings[number] = body, unpacked(body)
    return held[1]


def packed(wording: Wording) -> bytes:
    """A wording as it is kept: what is compared of it, as JSON by place, squeezed."""
    fields = [
        wording.id,
        wording.text,
        wording.words,
        wording.event,
        wording.negated,
        wording.polarity,
        wording.forecast,
        [_form(form) for form in wording.actors],
        [_form(form) for form in wording.forms],
        [[getattr(figure, name) for name in _FIGURE] for figure in wording.figures],
        wording.times,
        wording.places,
        wording.quotation,
        wording.vague,
        wording.keys,
        wording.whole,
        wording.day,
        wording.where,
    ]
    text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"), check_circular=False)
    return squeezed(text.encode("utf-8", "surrogatepass"))


def unpacked(body: bytes) -> Wording:
    """What `packed` was given."""
    held = json.loads(unsqueezed(body).decode("utf-8", "surrogatepass"))
    (id, text, words, event, negated, polarity, forecast, actors, forms, figures, times, places, quotation,
     vague, keys, whole, day, where) = held  # fmt: skip
    return Wording(
        id=id,
        text=text,
        words=tuple(words),
        event=event,
        negated=negated,
        polarity=polarity,
        forecast=forecast,
        actors=tuple(Form(key=k, type=t, place=p, named=n) for k, t, p, n in actors),
        forms=tuple(Form(key=k, type=t, place=p, named=n) for k, t, p, n in forms),
        figures=tuple(Figure(**dict(zip(_FIGURE, figure, strict=True))) for figure in figures),
        times=tuple((first, last) for first, last in times),
        places=tuple(places),
        quotation=quotation,
        vague=vague,
        keys=tuple(keys),
        whole=whole,
        day=day,
        where=tuple(where),
    )


_FIGURE = (
    "low", "high", "unit", "of", "event", "relation", "approximate", "scope", "since", "area", "outlook"
)  # fmt: skip


def _form(form: Form) -> tuple[str, str | None, int | None, bool]:
    return form.key, form.type, form.place, form.named


def _node(row: Any) -> Node:
    return Node(row[0], row[1], row[2], bool(row[3]), *row[4:])


def _pair(row: Any) -> Pair:
    a, b, support, kind, probability, sign, label, facet = row
    return Pair(a, b, support, PAIR_KINDS[kind], probability, sign, LABELS[label], facet)


def relation(row: Any) -> Relation:
    """A row of the table of relations."""
    a, b, of_a, of_b, label, probability, facet = row
    return Relation(a, b, of_a, of_b, LABELS[label], probability, facet)


def _values(row: Row) -> tuple[Any, ...]:
    """A row as the values of its table's columns."""
    if isinstance(row, Pair):
        kind, label = PAIR_KINDS.index(row.kind), LABELS.index(row.label)
        return row.a, row.b, row.support, kind, row.probability, row.sign, label, row.facet
    if isinstance(row, Relation):
        return (*row[:4], LABELS.index(row.label), row.probability, row.facet)
    return tuple(row)
