"""Rows by their keys, many at once: columns set, and what stands of each key counted, on both databases."""

from __future__ import annotations

from sqlalchemy import Connection, Table

from secondsource.ledger import Ledger, bulk, derived, keyed
from secondsource.ledger.generation import generation
from secondsource.ledger.party_tables import table


def _table(connection: Connection, name: str) -> Table:
    n = derived.current(connection).number
    return table(name, n, generation(n).metadata)


def test_columns_of_many_rows_are_set_and_others_stay(ledger: Ledger) -> None:
    with ledger.changing() as connection:
        held = _table(connection, "profiles")
        rows = [(f"p{i}", "n:x", None, None, 1, f"name {i}", "{}", None, 0, "[]") for i in range(4)]
        bulk.put(connection, held, rows)
        changes = [("p1", "2024-03-03", 7), ("p3", None, 9), ("p9", "2024-01-01", 1)]
        keyed.change(connection, held, ("first", "sightings"), changes)
        keyed.change(connection, held, ("party",), [])
        columns = ("id", "first", "sightings", "names")
        found = sorted(keyed.columns(connection, held, columns, ["n:x"], by="block"))
    assert [tuple(row) for row in found] == [
        ("p0", None, 1, "name 0"),
        ("p1", "2024-03-03", 7, "name 1"),
        ("p2", None, 1, "name 2"),
        ("p3", None, 9, "name 3"),
    ]


def test_the_least_the_greatest_and_the_number_of_each_key(ledger: Ledger) -> None:
    with ledger.changing() as connection:
        held = _table(connection, "sightings")
        days: dict[str, list[str | None]] = {
            "a": ["2024-03-03", None, "2023-01-09"],
            "b": [None],
            "c": ["2020-01-01"],
        }
        rows = [
            (f"r{i}", "p1", profile, day, None, False, "")
            for i, (profile, day) in enumerate((p, d) for p, listed in days.items() for d in listed)
        ]
        bulk.put(connection, held, rows)
        found = keyed.extremes(connection, held, "day", ["a", "b", "none"], by="profile")
        assert keyed.extremes(connection, held, "day", [], by="profile") == []
    counted = sorted((row[0], row[1], row[2], row[3]) for row in found)
    assert counted == [("a", "2023-01-09", "2024-03-03", 3), ("b", None, None, 1)]
