"""The chain of the log: it holds, and whatever is changed shows."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest
from sqlalchemy import Connection, delete, insert, update

from secondsource.ledger import Ledger, clock, evidence, log
from secondsource.ledger.tables import decisions, entries, jobs, renditions
from secondsource.ledger.tables import log as table
from tests.ledger import making
from tests.ledger.conftest import Clock


def fill(ledger: Ledger, count: int = 3) -> None:
    """Some entries, each of one report."""
    for n in range(count):
        with ledger.writing("add", author="anna") as w:
            evidence.add_report(w, evidence.Received(report=making.captured(n)))


def test_every_transaction_has_one_entry_that_follows_the_last(ledger: Ledger, still_clock: Clock) -> None:
    fill(ledger)
    with ledger.reading() as connection:
        first, second, third = log.history(connection)
        assert [first.n, second.n, third.n] == [1, 2, 3]
        assert first.previous == log.BEGINNING
        assert (second.previous, third.previous) == (first.hash, second.hash)
        assert {entry.writer for entry in (first, second, third)} == {ledger.id}
        assert (first.at, first.action, first.author) == ("2024-10-03T12:00:00.000000Z", "add", "anna")
        kinds = [kind for kind, _ in log.brought(connection, ledger.id, 1)]
        # The capture is the same for all: it came in with the first.
        assert kinds == ["acquisition", "capture", "rendition", "report"]
        assert [kind for kind, _ in log.brought(connection, ledger.id, 2)] == kinds[:1] + kinds[2:]
        assert log.head(connection, ledger.id) == third
        assert log.heads(connection) == [third]
        assert log.check(connection, ledger.id) == []


def test_the_hash_is_a_fixed_function_of_its_parts() -> None:
    digest = log.digest_of("add", None, [("report", "sha256:b"), ("capture", "sha256:a")])
    assert digest == log.digest_of("add", None, [("capture", "sha256:a"), ("report", "sha256:b")])
    written = '{"action":"add","author":null,"entries":[["capture","sha256:a"],["report","sha256:b"]]}'
    assert digest == "sha256:" + hashlib.sha256(written.encode()).hexdigest()
    at = "2024-10-03T12:00:00.000000Z"
    written = f'{{"at":"{at}","digest":"{digest}","n":1,"previous":"","writer":"w"}}'
    assert log.hash_of("w", 1, "", at, digest) == "sha256:" + hashlib.sha256(written.encode()).hexdigest()


def test_without_anything_new_there_is_no_entry(ledger: Ledger) -> None:
    fill(ledger, 1)
    fill(ledger, 1)
    with ledger.reading() as connection:
        assert len(list(log.history(connection))) == 1


def test_a_clock_that_goes_back_does_not_turn_the_order_of_times(ledger: Ledger, still_clock: Clock) -> None:
    fill(ledger, 1)
    still_clock.move(hours=-5)
    fill(ledger, 2)
    still_clock.move(hours=6)
    fill(ledger, 3)
    with ledger.reading() as connection:
        times = [entry.at[11:16] for entry in log.history(connection)]
        assert times == ["12:00", "12:00", "13:00"]
        assert log.check(connection, ledger.id) == []


def test_what_was_known_at_a_moment(ledger: Ledger, still_clock: Clock) -> None:
    fill(ledger, 1)
    still_clock.move(hours=1)
    fill(ledger, 2)
    with ledger.reading() as connection:
        known = [log.known_until(connection, ledger.id, clock.stamp(still_clock.now()))]
        still_clock.move(minutes=-1)
        known.append(log.known_until(connection, ledger.id, clock.stamp(still_clock.now())))
        still_clock.move(hours=-3)
        known.append(log.known_until(connection, ledger.id, clock.stamp(still_clock.now())))
        assert known == [2, 1, 0]
        came = log.custody(connection, "report", making.captured(1).id)
        assert [entry.n for entry in came] == [2]


TAMPERING: dict[str, tuple[Callable[[Connection], object], set[str]]] = {
    "an action": (
        lambda c: c.execute(update(table).where(table.c.n == 2).values(action="remove")), {"log-digest"}
    ),
    "an author": (
        lambda c: c.execute(update(table).where(table.c.n == 2).values(author="ben")), {"log-digest"}
    ),
    "a time": (
        lambda c: c.execute(update(table).where(table.c.n == 2).values(at="1")), {"log-hash", "log-time"}
    ),
    "a digest": (
        lambda c: c.execute(update(table).where(table.c.n == 2).values(digest="sha256:0")),
        {"log-digest", "log-hash"},
    ),
    "a hash": (
        lambda c: c.execute(update(table).where(table.c.n == 2).values(hash="sha256:0")),
        {"log-chain", "log-hash"},
    ),
    "an entry taken out": (lambda c: c.execute(delete(table).where(table.c.n == 2)), {"log-gap"}),
    "something slipped out of an entry": (
        lambda c: c.execute(delete(entries).where(entries.c.n == 2, entries.c.kind == "rendition")),
        {"log-digest", "unlogged"},
    ),
    "something slipped into an entry": (
        lambda c: c.execute(insert(entries).from_select(
            ["writer", "n", "kind", "id"],
            entries.select().with_only_columns(
                entries.c.writer, entries.c.n + 1, entries.c.kind, entries.c.id
            ).where(entries.c.n == 1, entries.c.kind == "capture"),
        )),
        {"log-digest"},
    ),
    "evidence past the log": (
        lambda c: c.execute(
            insert(decisions).values(id="sha256:d", kind="accept", target="t", body=b"", decided="")
        ),
        {"unlogged"},
    ),
    "evidence taken out": (lambda c: c.execute(delete(renditions)), {"lost"}),
    "jobs are no evidence": (
        lambda c: c.execute(insert(jobs).values(kind="k", key="k", state="waiting", attempts=0)), set()
    ),
}  # fmt: skip


@pytest.mark.parametrize(("change", "kinds"), TAMPERING.values(), ids=TAMPERING.keys())
def test_tampering_shows(ledger: Ledger, change: Callable[[Connection], object], kinds: set[str]) -> None:
    fill(ledger)
    with ledger.changing() as connection:
        change(connection)
    with ledger.reading() as connection:
        found = log.check(connection, ledger.id)
    assert {fault.kind for fault in found} - {"unlogged"} == kinds - {"unlogged"}
    assert kinds <= {fault.kind for fault in found}


def test_another_ledgers_chain_stands_beside_this_one(
    ledger: Ledger, make_ledger: Callable[[], Ledger]
) -> None:
    other = make_ledger()
    fill(other)
    fill(ledger, 1)
    with other.reading() as there, ledger.changing() as here:
        here.execute(insert(table), [dict(row._mapping) for row in there.execute(table.select())])
        here.execute(insert(entries), [dict(row._mapping) for row in there.execute(entries.select())])
    with ledger.reading() as connection:
        assert log.check(connection, ledger.id) == []
        assert len(log.heads(connection)) == 2
        assert len(list(log.history(connection, writer=other.id))) == 3
        assert len(list(log.history(connection, writer=other.id, after=1))) == 2


def test_history_comes_in_pages(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "_PAGE", 2)
    fill(ledger, 5)
    with ledger.reading() as connection:
        assert [entry.n for entry in log.history(connection)] == [1, 2, 3, 4, 5]
        assert log.check(connection, ledger.id) == []
