"""What echoes ask of whoever keeps their rows, and a keeper in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Protocol

from secondsource.model.echo import (
    ECHO_KEYS,
    Body,
    Busy,
    Echo,
    EchoRow,
    Head,
    Hint,
    Holding,
    Imprint,
    Link,
    Near,
    Notice,
    Text,
)


class EchoStore(Protocol):
    """Keeps the rows. Each method takes many at once; what is not there is left out, in no special order.

    A write is seen by the reads after it; that all of a step stands or falls is the caller's transaction.
    """

    def texts(self, reports: Collection[str], /) -> Mapping[str, Text]:
        """Those of the reports that stand now, as they are now."""
        ...

    def holdings(self, reports: Collection[str], /) -> Sequence[Holding]:
        """The rows of these reports."""
        ...

    def held(self, bodies: Collection[int], /) -> Sequence[Holding]:
        """The rows of all reports of these bodies."""
        ...

    def earliest(self, bodies: Collection[int], /) -> Sequence[Holding]:
        """Of each body the first report, by (placed, report)."""
        ...

    def bodies(self, numbers: Collection[int], /) -> Sequence[Body]:
        """These bodies."""
        ...

    def heads(self, numbers: Collection[int], /) -> Sequence[Head]:
        """Of these bodies what is asked for most."""
        ...

    def busy(self, prints: Collection[int], /) -> Sequence[Busy]:
        """Those of the prints that are closed."""
        ...

    def imprints(self, prints: Collection[int], /) -> Sequence[Imprint]:
        """Who holds these prints."""
        ...

    def near(self, pairs: Collection[tuple[int, int]], /) -> Sequence[Near]:
        """These very pairs."""
        ...

    def near_of(self, bodies: Collection[int], /) -> Sequence[Near]:
        """All pairs with an end among these, each once."""
        ...

    def links(self, keys: Collection[tuple[str, str, str]], /) -> Sequence[Link]:
        """These very echoes, by (a, b, via)."""
        ...

    def links_of(self, reports: Collection[str], /) -> Sequence[Link]:
        """All echoes that are credits and have an end among these, each once."""
        ...

    def notices(self, keys: Collection[tuple[str, str, int]], /) -> Sequence[Notice]:
        """Who stands under these (form, role, day)."""
        ...

    def notices_of(self, reports: Collection[str], /) -> Sequence[Notice]:
        """All of these reports."""
        ...

    def hints_of(self, reports: Collection[str], /) -> Sequence[Hint]:
        """All hints with an end among these, each once."""
        ...

    def put(self, rows: Sequence[EchoRow], /) -> None:
        """Keeps rows of one kind, in the place of those with their keys."""
        ...

    def drop(self, rows: Sequence[EchoRow], /) -> None:
        """Drops rows of one kind, by their keys, whether they are there or not."""
        ...


class MemoryEchoes:
    """Keeps all rows in dicts; `EchoStore` says what each method gives."""

    def __init__(self) -> None:
        self.reports: dict[str, Text] = {}
        self._rows: dict[type[EchoRow], dict[Any, Any]] = {kind: {} for kind in ECHO_KEYS}
        self._by: dict[str, defaultdict[Any, set[Any]]] = {
            name: defaultdict(set)
            for name in ("holding", "imprint", "near", "credit", "notice", "notices", "hint")
        }

    def rows(self, kind: type[EchoRow]) -> list[Any]:
        """All rows of a kind, by their keys."""
        return [row for _, row in sorted(self._rows[kind].items())]

    def echoes(self) -> list[Echo]:
        """All echoes, by their reports."""
        return [link.echo for link in self.rows(Link)]

    def texts(self, reports: Collection[str], /) -> Mapping[str, Text]:
        return {id: self.reports[id] for id in reports if id in self.reports}

    def holdings(self, reports: Collection[str], /) -> Sequence[Holding]:
        return self._get(Holding, reports)

    def held(self, bodies: Collection[int], /) -> Sequence[Holding]:
        return self._get(Holding, {id for n in bodies for id in self._by["holding"].get(n, ())})

    def earliest(self, bodies: Collection[int], /) -> Sequence[Holding]:
        found: dict[int, Holding] = {}
        for row in self.held(bodies):
            other = found.get(row.body)
            if other is None or (row.placed, row.report) < (other.placed, other.report):
                found[row.body] = row
        return list(found.values())

    def bodies(self, numbers: Collection[int], /) -> Sequence[Body]:
        return self._get(Body, numbers)

    def heads(self, numbers: Collection[int], /) -> Sequence[Head]:
        return [Head(*body[:5]) for body in self.bodies(numbers)]

    def busy(self, prints: Collection[int], /) -> Sequence[Busy]:
        return self._get(Busy, prints)

    def imprints(self, prints: Collection[int], /) -> Sequence[Imprint]:
        return self._get(Imprint, {key for n in prints for key in self._by["imprint"].get(n, ())})

    def near(self, pairs: Collection[tuple[int, int]], /) -> Sequence[Near]:
        return self._get(Near, pairs)

    def near_of(self, bodies: Collection[int], /) -> Sequence[Near]:
        return self._get(Near, {key for n in bodies for key in self._by["near"].get(n, ())})

    def links(self, keys: Collection[tuple[str, str, str]], /) -> Sequence[Link]:
        return self._get(Link, keys)

    def links_of(self, reports: Collection[str], /) -> Sequence[Link]:
        return self._get(Link, {key for id in reports for key in self._by["credit"].get(id, ())})

    def notices(self, keys: Collection[tuple[str, str, int]], /) -> Sequence[Notice]:
        return self._get(Notice, {key for k in keys for key in self._by["notice"].get(k, ())})

    def notices_of(self, reports: Collection[str], /) -> Sequence[Notice]:
        return self._get(Notice, {key for id in reports for key in self._by["notices"].get(id, ())})

    def hints_of(self, reports: Collection[str], /) -> Sequence[Hint]:
        return self._get(Hint, {key for id in reports for key in self._by["hint"].get(id, ())})

    def put(self, rows: Sequence[EchoRow], /) -> None:
        self.drop(rows)
        for row in rows:
            key = _key(row)
            self._rows[type(row)][key] = row
            for index, value in _indexed(row):
                self._by[index][value].add(key)

    def drop(self, rows: Sequence[EchoRow], /) -> None:
        for row in rows:
            key = _key(row)
            old = self._rows[type(row)].pop(key, None)
            if old is not None:
                for index, value in _indexed(old):
                    self._by[index][value].discard(key)

    def _get(self, kind: type[EchoRow], keys: Iterable[Any]) -> list[Any]:
        rows = self._rows[kind]
        return [rows[key] for key in keys if key in rows]


def _key(row: EchoRow) -> Any:
    width = ECHO_KEYS[type(row)]
    return row[0] if width == 1 else tuple(row[:width])


def _indexed(row: EchoRow) -> list[tuple[str, Any]]:
    if isinstance(row, Holding):
        return [("holding", row.body)]
    if isinstance(row, Imprint):
        return [("imprint", row.print)]
    if isinstance(row, Near):
        return [("near", row.a), ("near", row.b)]
    if isinstance(row, Notice):
        return [("notice", row[:3]), ("notices", row.report)]
    if isinstance(row, Hint):
        return [("hint", row.a), ("hint", row.b)]
    if isinstance(row, Link) and row.via == "credit":
        return [("credit", row.a), ("credit", row.b)]
    return []
