"""Figures over the whole ledger that are kept as rows: who says how much, and how many have each facet.

They are counted on and off with the rows that they count, in the same transaction, so that no reader ever
has to count what a ledger of 100,000 reports holds, and nothing stale is kept anywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
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


def put(connection: Connection, held: Generation, report: int, facets: Iterable[Sequence[Any]]) -> None:
    """Count a report on. report: of its row; facets: its rows, which begin (owner, n, kind, key)."""
    figures = _figures((owner, kind, key) for owner, _, kind, key, *_ in facets)
    _add(connection, held, figures, 1)
    spoken = [(report, key, figures.published) for key in sorted(figures.speakers)]
    bulk.put(connection, held.spoken, spoken)


def take(connection: Connection, held: Generation, report: int) -> None:
    """Count a report off again, before its facets are deleted. report: of its row."""
    facet = held.facets.c
    first, last = owners(report)
    query = select(facet.owner, facet.kind, facet.key).where(facet.owner.between(first, last))
    figures = _figures((row.owner, row.kind, row.key) for row in connection.execute(query))
    _add(connection, held, figures, -1)
    connection.execute(delete(held.spoken).where(held.spoken.c.report == report))
    _sweep(connection, held, figures)


def _figures(facets: Iterable[tuple[int, str, str]]) -> Figures:
    made = Figures()
    sources: dict[int, str] = {}
    bases: list[tuple[int, str]] = []
    # A statement of several figures with one unit counts once.
    for owner, kind, key in set(facets):
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


def _add(connection: Connection, held: Generation, figures: Figures, sign: int) -> None:
    bulk.add(connection, held.tallies, [(*key, sign * n) for key, n in sorted(figures.tallies.items())])
    bulk.add(connection, held.speakers, [(k, sign * n, sign) for k, n in sorted(figures.speakers.items())])
    bulk.add(connection, held.grounds, [(*key, sign * n) for key, n in sorted(figures.grounds.items())])


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
