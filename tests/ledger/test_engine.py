"""Opening, transactions, and every fault of a database as a clear error."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sqlite3
import tempfile
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, text

from secondsource.errors import LedgerError, UsageError
from secondsource.ledger import Ledger, clock, evidence, log
from secondsource.ledger.tables import decisions, meta
from tests.ledger import making
from tests.ledger.conftest import Server, unprivileged


def add(ledger: Ledger, n: int = 0) -> str:
    """Add the n-th report, and give its id."""
    report = making.report(n)
    with ledger.writing("add") as w:
        return evidence.add_report(w, evidence.Received(report=report, reading=making.reading(report))).report


def raises(kind: str, call: Callable[[], object]) -> str:
    """The message of the LedgerError that a call raises, which is of this kind."""
    with pytest.raises(LedgerError) as caught:
        call()
    assert caught.value.kind == kind, caught.value
    return str(caught.value)


def test_a_ledger_is_made_once_and_found_again(where: str) -> None:
    with Ledger.open(where) as ledger:
        id = ledger.id
        added = add(ledger)
    with Ledger.open(where, create=False) as ledger, ledger.reading() as connection:
        assert ledger.id == id
        assert len(id) == 32
        assert evidence.report(connection, added[7:15]).id == added


def test_two_who_make_it_at_once_make_one(where: str) -> None:
    ids: list[str] = []

    def make() -> None:
        with Ledger.open(where) as ledger:
            ids.append(ledger.id)

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ids) == 4
    assert len(set(ids)) == 1


def test_an_error_inside_leaves_nothing(ledger: Ledger) -> None:
    def broken() -> None:
        with ledger.writing("add") as w:
            evidence.add_report(w, evidence.Received(report=making.report()))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken()
    with ledger.reading() as connection:
        assert evidence.page(connection) == []
        assert log.head(connection, ledger.id) is None


def test_a_snapshot_does_not_see_what_comes_in_meanwhile(ledger: Ledger) -> None:
    first = add(ledger, 0)
    with ledger.reading() as connection:
        assert [report.id for report in evidence.every(connection)] == [first]
        add(ledger, 1)
        assert [report.id for report in evidence.every(connection)] == [first]
    with ledger.reading() as connection:
        assert len(list(evidence.every(connection))) == 2


def test_reading_writes_nothing(ledger: Ledger, dialect: str) -> None:
    if dialect == "postgresql":
        message = raises("read-only", lambda: write_inside_reading(ledger))
        assert ledger.where in message


def write_inside_reading(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        connection.execute(insert(meta).values(key="x", value="y"))


def test_who_waits_too_long_for_another_writer_is_told(where: str) -> None:
    with Ledger.open(where) as ledger, Ledger.open(where, wait=0.2) as other, ledger.writing("add"):
        message = raises("locked", lambda: add(other))
        assert "try again" in message
        assert where.rpartition("/")[2] in message


def test_writers_take_turns(where: str) -> None:
    def some(first: int) -> None:
        with Ledger.open(where) as ledger:
            for n in range(first, first + 5):
                add(ledger, n)

    threads = [threading.Thread(target=some, args=(10 * n,)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Ledger.open(where) as ledger, ledger.reading() as connection:
        assert len(evidence.page(connection)) == 15
        assert log.check(connection, ledger.id) == []


def test_a_ledger_of_a_newer_version_is_refused_and_not_touched(where: str) -> None:
    with Ledger.open(where) as ledger, ledger.changing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    message = raises("newer-version", lambda: Ledger.open(where))
    assert "9999" in message
    assert "update Second Source" in message


def test_nothing_there_to_read_is_missing(where: str, dialect: str) -> None:
    raises("missing", lambda: Ledger.open(where, create=False))
    raises("missing", lambda: Ledger.open(where, read_only=True))
    if dialect == "sqlite":
        assert not Path(where).exists()


def test_what_is_opened_for_reading_refuses_writers(where: str) -> None:
    with Ledger.open(where) as ledger:
        added = add(ledger)
    with Ledger.open(where, read_only=True) as ledger:
        with ledger.reading() as connection:
            assert evidence.get(connection, added).length > 0
        assert "opened for reading" in raises("read-only", lambda: add(ledger, 1))


def test_a_database_that_holds_other_things_is_none(where: str, dialect: str) -> None:
    if dialect == "sqlite":
        with sqlite3.connect(where) as connection:
            connection.execute("CREATE TABLE recipes (name TEXT)")
    else:
        import psycopg

        with psycopg.connect(where) as other:
            other.execute("CREATE TABLE recipes (name TEXT)")
    assert "recipes" in raises("not-a-ledger", lambda: Ledger.open(where))


@pytest.mark.parametrize("where", ["https://example.org/x", "mysql://h/d", "", "postgresql://h:port/d"])
def test_addresses_of_other_kinds_are_wrong_use(where: str) -> None:
    with pytest.raises(UsageError, match="give a file name, or postgresql://"):
        Ledger.open(where)


def test_a_file_that_is_no_ledger(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("a shopping list of some length", encoding="utf-8")
    assert str(path) in raises("not-a-ledger", lambda: Ledger.open(path))
    assert path.read_text(encoding="utf-8").startswith("a shopping")
    raises("not-a-ledger", lambda: Ledger.open(tmp_path))
    raises("missing", lambda: Ledger.open(tmp_path / "no" / "such.ledger"))


def test_sqlite_addresses_and_strange_names(tmp_path: Path) -> None:
    path = tmp_path / "a story?#100%.ledger"
    with Ledger.open(f"sqlite:///{path}") as ledger:
        add(ledger)
    assert path.exists()


def test_sqlite_is_set_to_keep_what_it_was_given(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "x.ledger") as ledger, ledger.reading() as connection:
        asked = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in (
            "journal_mode", "synchronous", "foreign_keys", "application_id",
        )}  # fmt: skip
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "application_id": 0x53536C67}


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.ledger"
    with Ledger.open(path) as ledger:
        for n in range(20):
            add(ledger, n)
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(size - 4096))

    def use() -> None:
        with Ledger.open(path) as ledger:
            add(ledger, 99)

    assert "restore the last backup" in raises("corrupt", use)


def test_a_full_disk_keeps_nothing_of_the_change(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "x.ledger") as ledger:
        first = add(ledger, 0)
        with ledger.engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        big = making.report(1, text=os.urandom(400_000).hex())

        def fill() -> None:
            with ledger.writing("add") as w:
                evidence.add_report(w, evidence.Received(report=big))

        assert "make room" in raises("disk-full", fill)
        with ledger.reading() as connection:
            assert [report.id for report in evidence.every(connection)] == [first]
            assert log.check(connection, ledger.id) == []


def look(where: str, user: dict[str, Any], told: Connection) -> None:
    """Open a ledger as another user, and tell what could be done."""
    if user:
        os.setgroups([])
        os.setgid(user["group"])
        os.setuid(user["user"])
    with Ledger.open(where) as ledger:
        with ledger.reading() as connection:
            found = len(evidence.page(connection))
        told.send((found, ledger.read_only, raises("read-only", lambda: add(ledger, 1))))


def test_a_file_that_may_not_be_written_can_be_read() -> None:
    # Not below pytest's folder, which other users cannot enter; root may write everywhere.
    folder = Path(tempfile.mkdtemp(prefix="secondsource-ro-"))
    try:
        with Ledger.open(folder / "x.ledger") as ledger:
            add(ledger)
        (folder / "x.ledger").chmod(0o444)
        folder.chmod(0o555)
        here, there = multiprocessing.Pipe()
        given = (str(folder / "x.ledger"), unprivileged(), there)
        process = multiprocessing.get_context("fork").Process(target=look, args=given)
        process.start()
        assert here.poll(30)
        found, read_only, message = here.recv()
        process.join(30)
        assert (found, read_only) == (1, True)
        assert "may not be written to" in message
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


def test_a_lost_server_is_told_and_found_again(postgres: Server) -> None:
    with Ledger.open(postgres.new(), wait=5) as ledger:
        first = add(ledger, 0)

        def lose() -> None:
            with ledger.writing("add") as w:
                evidence.add_report(w, evidence.Received(report=making.report(1)))
                postgres.stop()
                evidence.add_report(w, evidence.Received(report=making.report(2)))

        try:
            assert "nothing of this change was kept" in raises("lost-connection", lose)
            raises("lost-connection", lambda: add(ledger, 3))
        finally:
            postgres.start()
        add(ledger, 1)
        with ledger.reading() as connection:
            found = {report.id for report in evidence.every(connection)}
            assert found == {first, making.report(1).id}


def test_a_server_that_is_not_there_and_a_database_that_is_not(postgres: Server) -> None:
    raises("lost-connection", lambda: Ledger.open("postgresql://owner@127.0.0.1:9/x"))
    message = raises("missing", lambda: Ledger.open(postgres.address("nowhere")))
    assert "nowhere" in message


def test_passwords_are_not_shown(postgres: Server) -> None:
    address = postgres.address("nowhere").replace("owner@", "owner:hunter2@")
    assert "hunter2" not in raises("missing", lambda: Ledger.open(address))


def test_a_database_in_another_encoding_is_refused(postgres: Server) -> None:
    address = postgres.new("ENCODING 'LATIN1' TEMPLATE template0")
    assert "UTF8" in raises("refused", lambda: Ledger.open(address))


def test_ids_sort_by_code_points_whatever_the_database_speaks(ledger: Ledger) -> None:
    given = ["b", "A", "a", "Z", "é", "-"]
    with ledger.changing() as connection:
        rows = [{"id": id, "kind": "k", "target": id, "body": b"", "decided": clock.stamp()} for id in given]
        connection.execute(insert(decisions), rows)
    with ledger.reading() as connection:
        found = connection.execute(select(decisions.c.id).order_by(decisions.c.id)).scalars().all()
    assert found == sorted(given)


def test_the_connection_that_was_used_last_is_taken_first(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "a.ledger") as ledger:
        with ledger.reading() as outer:
            last = outer.connection.dbapi_connection
            with ledger.reading() as inner:
                assert inner.connection.dbapi_connection is not last
        with ledger.reading() as connection:
            assert connection.connection.dbapi_connection is last
