"""A store in memory: for whoever links a handful of reports without a ledger, and for tests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from secondsource.model.clusters import (
    KEYS,
    RELATIONS,
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
from secondsource.model.wording import Wording

if TYPE_CHECKING:
    from secondsource.model.answer import Answer

R = TypeVar("R", bound=tuple[Any, ...])

# What rows are looked up by, beside their keys: each the fields of one index.
_INDEXES: dict[type[Row], tuple[tuple[str, ...], ...]] = {
    Node: (("group",), ("leader",), ("claim",)),
    Posting: (("key",),),
    Closed: (),
    Pair: (("a",), ("b",)),
    Bound: (("a",), ("b",)),
    Contradiction: (),
    Cluster: (("level", "parent"),),
    Sum: (("level", "a"), ("level", "b")),
    Relation: (("a",), ("b",)),
}


class _Table(Generic[R]):
    """Rows by key, with indexes by other fields."""

    def __init__(self, kind: type[R], width: int, indexes: tuple[tuple[str, ...], ...]) -> None:
        fields: tuple[str, ...] = kind._fields  # type: ignore[attr-defined]
        self._key = itemgetter(*range(width))
        self.rows: dict[Any, R] = {}
        self._indexes: dict[tuple[str, ...], tuple[itemgetter[Any], defaultdict[Any, set[Any]]]] = {
            index: (itemgetter(*(fields.index(field) for field in index)), defaultdict(set))
            for index in indexes
        }

    def put(self, row: R) -> None:
        key = self._key(row)
        old = self.rows.get(key)
        self.rows[key] = row
        for get, held in self._indexes.values():
            if old is not None and get(old) != get(row):
                self._forget(get(old), held, key)
            held[get(row)].add(key)

    def drop(self, row: R) -> None:
        key = self._key(row)
        old = self.rows.pop(key, None)
        if old is not None:
            for get, held in self._indexes.values():
                self._forget(get(old), held, key)

    def get(self, keys: Iterable[Any]) -> list[R]:
        return [self.rows[key] for key in keys if key in self.rows]

    def by(self, values: Iterable[Any], *indexes: tuple[str, ...]) -> list[R]:
        """The rows with one of the values in one of the indexes, each once."""
        found: set[Any] = set()
        listed = list(values)
        for index in indexes:
            held = self._indexes[index][1]
            for value in listed:
                found |= held.get(value, set())
        return [self.rows[key] for key in found]

    @staticmethod
    def _forget(value: Any, held: defaultdict[Any, set[Any]], key: Any) -> None:
        held[value].discard(key)
        if not held[value]:
            del held[value]


class MemoryStore:
    """Keeps all rows in dicts; `linking.store.Store` says what each method gives."""

    def __init__(self) -> None:
        self._tables: dict[type[Row], _Table[Any]] = {
            kind: _Table(kind, width, _INDEXES[kind]) for kind, width in KEYS.items()
        }
        self._wordings: dict[int, Wording] = {}
        self._answers: dict[Key, Answer] = {}

    def rows(self, kind: type[R]) -> list[R]:
        """All rows of a kind, sorted."""
        return sorted(self._tables[cast("type[Row]", kind)].rows.values())

    def keep_answer(self, key: Key, answer: Answer) -> None:
        """Keeps what the pair reader said of two wordings. They are linked anew when an update names them."""
        self._answers[key] = answer

    def nodes(self, numbers: Collection[int], /) -> Sequence[Node]:
        return self._tables[Node].get(numbers)

    def grouped(self, groups: Collection[int], /) -> Sequence[Node]:
        return self._tables[Node].by(groups, ("group",))

    def led(self, leaders: Collection[int], /) -> Sequence[Node]:
        return self._tables[Node].by(leaders, ("leader",))

    def claimed(self, claims: Collection[int], /) -> Sequence[Node]:
        return self._tables[Node].by(claims, ("claim",))

    def wordings(self, numbers: Collection[int], /) -> Sequence[Wording]:
        return [self._wordings[n] for n in numbers if n in self._wordings]

    def closed(self, keys: Collection[int], /) -> Sequence[Closed]:
        return self._tables[Closed].get(keys)

    def holders(self, keys: Collection[int], /) -> Sequence[Posting]:
        return self._tables[Posting].by(keys, ("key",))

    def pairs(self, keys: Collection[Key], /) -> Sequence[Pair]:
        return self._tables[Pair].get(keys)

    def pairs_of(self, numbers: Collection[int], /) -> Sequence[Pair]:
        return self._tables[Pair].by(numbers, ("a",), ("b",))

    def related(self, numbers: Collection[int], /) -> Sequence[Pair]:
        return [p for p in self.pairs_of(numbers) if p.kind != "waiting" and p.label in RELATIONS]

    def answers(self, keys: Collection[Key], /) -> Mapping[Key, Answer]:
        return {key: self._answers[key] for key in keys if key in self._answers}

    def bounds(self, ids: Collection[str], /) -> Sequence[Bound]:
        return self._tables[Bound].get(ids)

    def bounds_of(self, numbers: Collection[int], /) -> Sequence[Bound]:
        return self._tables[Bound].by(numbers, ("a",), ("b",))

    def clusters(self, level: int, numbers: Collection[int], /) -> Sequence[Cluster]:
        return self._tables[Cluster].get((level, n) for n in numbers)

    def children(self, level: int, parents: Collection[int], /) -> Sequence[Cluster]:
        return self._tables[Cluster].by(((level, n) for n in parents), ("level", "parent"))

    def sums(self, level: int, keys: Collection[Key], /) -> Sequence[Sum]:
        return self._tables[Sum].get((level, a, b) for a, b in keys)

    def sums_of(self, level: int, numbers: Collection[int], /) -> Sequence[Sum]:
        return self._tables[Sum].by([(level, n) for n in numbers], ("level", "a"), ("level", "b"))

    def relations(self, keys: Collection[Key], /) -> Sequence[Relation]:
        return self._tables[Relation].get(keys)

    def add(self, nodes: Sequence[Node], wordings: Sequence[Wording], /) -> None:
        for node, wording in zip(nodes, wordings, strict=True):
            held = self._wordings.get(node.number)
            if number(wording.id) != node.number or (held is not None and held.id != node.id):
                raise ValueError(f"the wordings {wording.id} and {held and held.id} have one number")
            self._wordings[node.number] = wording
        self.put(nodes)

    def put(self, rows: Sequence[Row], /) -> None:
        for row in rows:
            self._tables[type(row)].put(row)

    def drop(self, rows: Sequence[Row], /) -> None:
        for row in rows:
            self._tables[type(row)].drop(row)
            if isinstance(row, Node):
                self._wordings.pop(row.number, None)
