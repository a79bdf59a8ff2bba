"""The migrations make the very tables that the code speaks to, and are all known."""

from __future__ import annotations

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from secondsource.ledger import Ledger, derived, linked, migrating, migrations
from secondsource.ledger.tables import evidence


def test_the_migrated_tables_are_those_of_the_code(ledger: Ledger, dialect: str) -> None:
    of_sqlite = {"reports_order"}
    with ledger.reading() as connection:
        compared = MigrationContext.configure(connection, opts={"compare_type": True})
        found = [
            change
            for change in compare_metadata(compared, evidence)
            # Derived tables are not migrated, and those of the full text belong to the database.
            if not (isinstance(change, tuple) and change[0] in ("remove_table", "remove_index"))
        ]
        made = set(inspect(connection).get_table_names())
    if dialect != "sqlite":
        # Which indexes a database is not to have, Alembic does not ask.
        assert {change[1].name for change in found} == of_sqlite
        found = []
    assert found == []
    assert set(evidence.tables) < made


def test_collations_are_those_of_the_code(ledger: Ledger, dialect: str) -> None:
    if dialect == "sqlite":
        return
    query = """SELECT table_name, column_name FROM information_schema.columns
               WHERE collation_name = 'C' AND table_schema = 'public'"""
    with ledger.reading() as connection:
        found = {(table, column) for table, column in connection.execute(text(query))}
    for table in evidence.tables.values():
        for column in table.columns:
            ours = getattr(column.type.dialect_impl(ledger.engine.dialect), "collation", None) == "C"
            assert ours == ((table.name, column.name) in found), (table.name, column.name)


def test_every_migration_is_known_in_order() -> None:
    folder = Path(migrations.__file__).parent / "versions"
    found = sorted(path.name.partition("_")[0] for path in folder.glob("[0-9]*.py"))
    assert tuple(found) == migrating.KNOWN


def test_opening_again_changes_nothing(ledger: Ledger, where: str) -> None:
    with ledger.reading() as connection:
        before = derived.current(connection).number
        assert derived.stale(connection) is None
    with Ledger.open(where) as again:
        assert again.id == ledger.id
        with again.reading() as connection:
            assert derived.current(connection).number == before
            assert migrating.version(connection, where) == migrating.KNOWN[-1]


def test_a_ledger_of_the_version_before_gets_the_indexes_that_it_lacks(
    ledger: Ledger, where: str, dialect: str
) -> None:
    """And nothing of it is linked or judged anew."""
    with ledger.changing() as connection:
        n = derived.current(connection).number
        lacking = {f"party_sightings_{n}_bodies", f"judged_claims_{n}_of_state", f"standing_{n}_unread"}
        if dialect == "sqlite":
            lacking |= {f"judged_claims_{n}_weighed", "reports_order"}
        for name in lacking:
            connection.execute(text(f"DROP INDEX {name}"))
        # As it was once, without what is asked of it.
        old = f"party_sightings_{n}_spoken"
        connection.execute(text(f"CREATE INDEX {old} ON party_sightings_{n} (profile)"))
        connection.execute(text(f"DROP TABLE tied_{n}"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0005'"))
        before = linked.counts(connection)
    with Ledger.open(where) as again, again.reading() as connection:
        assert migrating.version(connection, where) == migrating.KNOWN[-1]
        tables = (f"party_sightings_{n}", f"judged_claims_{n}", f"standing_{n}", "reports")
        made = {index["name"] for table in tables for index in inspect(connection).get_indexes(table)}
        assert lacking <= made
        assert old not in made
        assert f"tied_{n}" in inspect(connection).get_table_names()
        assert linked.counts(connection) == before
