"""The mark of what stands: the same while nothing is written, another as soon as anything is."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import insert

from secondsource.ledger import Ledger
from secondsource.ledger.standing import Standing
from secondsource.ledger.tables import meta
from tests.ledger.conftest import Server


def write(ledger: Ledger, key: str) -> None:
    """Something that makes no entry of the log, as what is derived."""
    with ledger.changing() as connection:
        connection.execute(insert(meta).values(key=key, value="1"))


def test_reading_leaves_the_mark_as_it_is(ledger: Ledger) -> None:
    mark = ledger.state()
    assert mark is not None
    with ledger.reading() as connection:
        connection.execute(meta.select()).all()
    assert ledger.state() == mark


def test_whoever_writes_the_mark_is_one_that_never_was(ledger: Ledger, where: str) -> None:
    marks = [ledger.state()]
    with Ledger.open(where, wait=5) as other:
        for n in range(4):
            write((ledger, other)[n % 2], f"test {n}")
            marks.append(ledger.state())
    assert None not in marks
    assert len(set(marks)) == len(marks)


def test_what_is_being_written_has_another_mark_once_it_is_seen(ledger: Ledger, where: str) -> None:
    with Ledger.open(where, wait=5) as other:
        with other.changing() as connection:
            connection.execute(insert(meta).values(key="test", value="1"))
            before = ledger.state()
            with ledger.reading() as seen:
                assert "test" not in {row.key for row in seen.execute(meta.select())}
        assert ledger.state() != before


def test_who_reads_alone_sees_what_others_write(ledger: Ledger, where: str) -> None:
    with Ledger.open(where, read_only=True) as reader:
        mark = reader.state()
        write(ledger, "test")
        assert mark is not None and reader.state() != mark


def test_a_file_that_does_not_tell_gives_no_mark_and_then_a_new_one(tmp_path: Path) -> None:
    class Broken:
        def execute(self, _: str) -> None:
            raise sqlite3.OperationalError("disk I/O error")

        def close(self) -> None:
            raise sqlite3.OperationalError("disk I/O error")

    with Ledger.open(tmp_path / "story.ledger") as ledger:
        standing = Standing(ledger.engine)
        first = standing.mark()
        standing._watching.close()
        standing._watching = Broken()
        assert standing.mark() is None
        # The count of a new connection begins anew, and may be the same.
        assert standing.mark() not in (None, first)
        standing.close()


def test_a_server_that_is_lost_gives_no_mark(postgres: Server) -> None:
    with Ledger.open(postgres.new()) as ledger:
        assert ledger.state() is not None
        postgres.clear()
        assert ledger.state() is None
