"""Figures over the whole ledger that are kept as rows: who says how much, and how many have each facet.

They are counted on and off with the rows that they count, in the same transaction, so that no reader ever
has to count what a ledger of 100,000 reports holds, and nothing stale is kept anywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, and_, delete, or_, select

from secondsource.ledger import bulk
from secondsource.ledger.generation import Generation, owners

# The kinds of facets of which it is kept how many have each key: those that are asked for by key.
COUNTED = frozenset(
    (
        "source", "source-alias", "party", "party-alias", "place", "place-alias", "geonames", "country",
        "number", "basis", "certainty", "polarity", "forecast", "publisher",
    )
)  # fmt: skip
# Keys that are looked up in one statement of SQL.
_MANY = 200


@dataclass(slots=True)
class Figures:
    """What one report adds to the figures."""

    published: str | None = None
    tallies: Counter[tuple[str, str]] = field(default_factory=Counter)
    speakers: Counter[str] = field(default_factory=Counter)
    grounds: Counter[tuple[str, str]] = field(default_factory=Counter)


def put(
    connection: Connection, held: Generation, reports: Iterable[tuple[int, Iterable[Sequence[Any]]]]
) -> None:
    """Count reports on: of each the number of its row, and its facets' rows (owner, n, kind, key, ...).

    The figures of all are added up first: most have a part of their keys in common.
    """
    spoken: list[tuple[int, str, str | None]] = []
    made = []
    for report, facets in reports:
        figures = _figures({(row[0], row[2], row[3]) for row in facets})
        spoken += [(report, key, figures.published) for key in sorted(figures.speakers)]
        made.append(figures)
    _add(connection, held, made, 1)
    bulk.put(connection, held.spoken, spoken)


def take(connection: Connection, held: Generation, report: int) -> None:
    """Count a report off again, before its facets are deleted. report: of its row."""
    facet = held.facets.c
    first, last = owners(report)
    query = select(facet.owner, facet.kind, facet.key).where(facet.owner.between(first, last))
    figures = _figures({(row.owner, row.kind, row.key) for row in connection.execute(query)})
    _add(connection, held, [figures], -1)
    connection.execute(delete(held.spoken).where(held.spoken.c.report == report))
    _sweep(connection, held, figures)


def _figures(facets: Set[tuple[int, str, str]]) -> Figures:
    """facets: (owner, kind, key) each; a statement of several figures with one unit counts once."""
    made = Figures()
    sources: dict[int, str] = {}
    bases: list[tuple[int, str]] = []
    for owner, kind, key in facets:
        if kind in COUNTED:
            made.tallies[kind, key] += 1
        if kind == "source":
            sources[owner] = key
        elif kind == "basis":
            bases.append((owner, key))
        elif kind == "published":
            made.published = key
    made.speakers.update(sources.values())
    made.grounds.update((sources[owner], basis) for owner, basis in bases if owner in sources)
    return made


def _add(connection: Connection, held: Generation, reports: Sequence[Figures], sign: int) -> None:
    tallies: Counter[tuple[str, str]] = Counter()
    speakers: Counter[str] = Counter()
    grounds: Counter[tuple[str, str]] = Counter()
    speaking: Counter[str] = Counter()
    for figures in reports:
        tallies.update(figures.tallies)
        speakers.update(figures.speakers)
        grounds.update(figures.grounds)
        speaking.update(figures.speakers.keys())
    bulk.add(connection, held.tallies, [(*key, sign * n) for key, n in sorted(tallies.items())])
    said = [(key, sign * n, sign * speaking[key]) for key, n in sorted(speakers.items())]
    bulk.add(connection, held.speakers, said)
    bulk.add(connection, held.grounds, [(*key, sign * n) for key, n in sorted(grounds.items())])


def _sweep(connection: Connection, held: Generation, figures: Figures) -> None:
    """Delete the rows of a report's keys that count nothing any more."""
    for table, column, keys in (
        (held.tallies, "owners", list(figures.tallies)),
        (held.grounds, "statements", list(figures.grounds)),
        (held.speakers, "statements", [(key,) for key in figures.speakers]),
    ):
        names = [each.name for each in table.primary_key.columns]
        for start in range(0, len(keys), _MANY):
            any_of = or_(
                *(
                    and_(*(table.c[name] == value for name, value in zip(names, key, strict=True)))
                    for key in keys[start : start + _MANY]
                )
            )
            connection.execute(delete(table).where(table.c[column] < 1, any_of))
