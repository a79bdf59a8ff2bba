"""Families of publishers: the table that ships with what was decided, and what a decision touches."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import Any

from secondsource.ledger import Ledger, evidence, history, house_rulings
from secondsource.linking import publishers
from secondsource.linking.houses import Houses, houses, publisher_key
from secondsource.model.echo import Text
from secondsource.records.families import FamilyRow, MemberRow

Connection = Any


def table(connection: Connection) -> Houses:
    """The families that hold: those that ship, and what was decided."""
    rows = [(ruling.publisher, ruling.house) for ruling in house_rulings.in_force(connection)]
    return houses().with_more(rows) if rows else houses()


def families(ledger: Ledger, like: str | None = None) -> Iterator[FamilyRow]:
    """All families by name, with their publishers; those that a decision made to stand alone come last.

    like: only those of which the name, or that of a publisher, holds these letters.
    """
    wanted = (like or "").casefold()
    with ledger.reading() as connection:
        rulings = {publisher_key(r.publisher): r for r in house_rulings.in_force(connection)}
        held = table(connection)
        counted: dict[str, int] = {}
        for name, count in house_rulings.publishers(connection).items():
            counted[publisher_key(name)] = counted.get(publisher_key(name), 0) + count
        decided = history.rows_of(connection, [ruling.decision for ruling in rulings.values()])
    rows = {key: row for key, row in zip(rulings, decided, strict=True)}
    found: dict[str, list[MemberRow]] = {}
    alone = {key: "" for key, ruling in rulings.items() if not ruling.house}
    for key, house in sorted({**held.of, **alone}.items()):
        name = rulings[key].publisher if key in rulings else held.names.get(key, key)
        member: MemberRow = {"publisher": name, "reports": counted.get(key, 0), "decision": rows.get(key)}
        found.setdefault(house, []).append(member)
    for house in sorted(found, key=lambda name: (name == "", name.casefold(), name)):
        names = [house, *(member["publisher"] for member in found[house])]
        if any(wanted in name.casefold() for name in names):
            yield {"house": house or None, "publishers": found[house]}


def touched(connection: Connection, n: int) -> set[str]:
    """The reports whose house is another than when a generation's claims were last judged; takes note of it.

    A stratum of linking: the claims of what it gives are judged anew.
    """
    rows = [[ruling.publisher, ruling.house] for ruling in house_rulings.in_force(connection)]
    now, before = json.dumps(rows), house_rulings.heeded(connection, n) or "[]"
    if now == before:
        return set()
    house_rulings.heed(connection, n, now)
    one, other = (houses().with_more([(a, b) for a, b in json.loads(held)]).of for held in (before, now))
    return _reports(connection, {key for key in one.keys() | other.keys() if one.get(key) != other.get(key)})


def _reports(connection: Connection, keys: Collection[str]) -> set[str]:
    """The reports that publishers issued, by their folded names."""
    names = [name for name in house_rulings.publishers(connection) if publisher_key(name) in keys]
    found = house_rulings.reports_by(connection, names)
    for kept in house_rulings.unsigned(connection):
        text = Text(
            report=kept.id,
            text=evidence.text(connection, kept.id),
            published=kept.published,
            dateline=kept.dateline,
        )
        if publisher_key(publishers.issuer(text) or "") in keys:
            found.add(kept.id)
    return found
