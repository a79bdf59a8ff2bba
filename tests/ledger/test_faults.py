"""Faults: killed at any moment, a full disk, a lock, damage, a lost server, a clock that goes back.

Work is done by processes of their own (see `killing`); `python -m benchmarks.faults` does more of the same.
"""

from __future__ import annotations

import signal
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from secondsource import views
from secondsource.errors import LedgerError
from secondsource.ledger import Ledger, doctor, evidence, jobs, log, rebuilding, transfer, verifying
from tests.ledger import making
from tests.ledger.conftest import Clock, Server
from tests.ledger.killing import Campaign, campaign
from tests.ledger.sound import between, state
from tests.ledger.test_engine import add, raises

BOTH = ("sqlite", "postgresql")


@pytest.fixture(scope="module", params=BOTH)
def kills(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Campaign]:
    """Work to be disturbed, on both databases."""
    yield from campaign(request, tmp_path_factory.mktemp("faults"))


# How often each kind of work is killed here, on SQLite and on PostgreSQL.
OFTEN = {"add by ledger": (2, 1), "decide": (1, 0), "rebuild": (1, 1), "import": (1, 1), "backup": (1, 0)}
OFTEN |= {"restore": (1, 0), "create": (1, 0), "link": (2, 1)}


@pytest.mark.parametrize("work", OFTEN)
def test_killed_at_any_moment_nothing_is_lost_and_nothing_twice(kills: Campaign, work: str) -> None:
    count = OFTEN[work][BOTH.index(kills.places.dialect)]
    if count:
        assert kills.run(work, count).kills == count


def test_every_way_in_leads_to_the_same_ledger(kills: Campaign) -> None:
    if kills.places.dialect == "sqlite":
        ways = [kills.expected(work) for work in ("add by ledger", "import", "restore")]
        assert len({way.digest for way in ways}) == len({way.said for way in ways}) == 1


def test_three_add_at_once_and_one_is_killed(kills: Campaign) -> None:
    if kills.places.dialect == "sqlite":
        kills.race("add by ledger", 3, kill=True)


def test_a_full_disk_stops_it_and_room_lets_it_go_on(kills: Campaign) -> None:
    if kills.places.dialect != "sqlite":
        return
    for work in ("add by ledger", "import"):
        expected = kills.expected(work)
        given = kills.given(work)
        for room in (60_000, 400_000):
            assert kills.started(replace(given, room=room)).ended() == 3
            between(given)
        assert "disk-full" in given.said() and "make room" in given.said()
        assert given.where in given.said()
        assert kills.started(given).ended() == 0
        assert state(given, between(given)) == expected


def test_cut_connections_are_told_and_work_goes_on(kills: Campaign) -> None:
    if kills.places.dialect == "postgresql":
        assert kills.lose("add by ledger", 2, lost=kills.places.cut, again=True).kills == 2


def test_a_ledger_that_another_is_making_is_waited_for_or_told(tmp_path: Path) -> None:
    where = str(tmp_path / "x.ledger")
    other = sqlite3.connect(where, isolation_level=None)
    for lock in ("IMMEDIATE", "EXCLUSIVE"):
        other.execute(f"BEGIN {lock}")
        assert "try again" in raises("locked", lambda: Ledger.open(where, wait=0.1))
        other.execute("ROLLBACK")
    other.execute("BEGIN IMMEDIATE")
    opened: list[str] = []
    waiting = threading.Thread(target=lambda: opened.append(_made(where)))
    waiting.start()
    time.sleep(0.2)
    other.execute("ROLLBACK")
    waiting.join(30)
    assert len(opened) == 1


def _made(where: str) -> str:
    with Ledger.open(where, wait=20) as ledger:
        return ledger.id


def test_two_rebuilds_at_once_end_with_one_told_and_one_whole(
    where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuilding, "_BATCH", 1)
    with Ledger.open(where) as ledger, Ledger.open(where) as other:
        for n in range(3):
            add(ledger, n)
        begun: list[int] = []

        def meanwhile(done: int) -> None:
            if not begun:
                begun.append(done)
                rebuilding.rebuild(other)

        message = raises("locked", lambda: rebuilding.rebuild(ledger, on_progress=meanwhile))
        assert "another process began a rebuild" in message
        assert ledger.where in message
        assert doctor.examine(ledger).sound
        assert doctor.examine(ledger, rebuild=True).findings == []


def test_a_clock_that_goes_back_keeps_the_order_and_holds_nobody_up(
    ledger: Ledger, still_clock: Clock
) -> None:
    add(ledger, 0)
    with ledger.working() as connection:
        jobs.put(connection, "x", [("a", None)])
        first = jobs.claim(connection, "x", worker="one", lease=60)
    assert first is not None
    still_clock.move(days=-400)
    add(ledger, 1)
    with ledger.reading() as connection:
        assert log.check(connection, ledger.id) == []
        times = [entry.at for entry in log.history(connection)]
        assert jobs.any_free(connection, "x", lease=60)
    assert times == sorted(times)
    assert [found.kind for found in doctor.examine(ledger).findings] == ["clock"]
    with ledger.working() as connection:
        second = jobs.claim(connection, "x", worker="two", lease=60)
        assert second is not None
        # A lease of now is nobody else's, though clocks differ by minutes.
        still_clock.move(minutes=-5)
        assert jobs.claim(connection, "x", worker="three", lease=60) is None
        jobs.done(connection, second)
    raises("lease-lost", lambda: _done(ledger, first))


def _done(ledger: Ledger, job: jobs.Job) -> None:
    with ledger.working() as connection:
        jobs.done(connection, job)


def test_a_newer_ledger_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "x.ledger"
    with Ledger.open(path) as ledger:
        add(ledger)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = path.read_bytes()
    raises("newer-version", lambda: Ledger.open(path))
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == ["x.ledger"]


def test_a_server_switched_off_in_the_middle(kills: Campaign, request: pytest.FixtureRequest) -> None:
    if kills.places.dialect != "postgresql":
        return
    server: Server = request.getfixturevalue("postgres")

    def switched() -> None:
        server.stop(how=signal.SIGQUIT)
        server.start()

    assert kills.lose("add by ledger", 1, lost=switched).kills == 1


def damaged(body: bytes, random: Random) -> bytes:
    """A file of SQLite with bits turned, a page of noise or nothing, two pages changed over, or cut off."""
    found, pages = bytearray(body), len(body) // 4096
    kind = random.choice(("bits", "noise", "nothing", "changed", "cut"))
    at, other = (4096 * random.randrange(1, pages) for _ in range(2))
    if kind == "bits":
        for _ in range(random.choice((1, 10, 100))):
            found[random.randrange(100, len(found))] ^= 1 << random.randrange(8)
    elif kind == "noise":
        found[at : at + 4096] = random.randbytes(4096)
    elif kind == "nothing":
        found[at : at + 4096] = bytes(4096)
    elif kind == "changed":
        found[at : at + 4096], found[other : other + 4096] = (
            found[other : other + 4096],
            found[at : at + 4096],
        )
    else:
        del found[random.randrange(20, len(found)) :]
    return bytes(found)


def uses(path: Path) -> dict[str, Callable[[Ledger], Any]]:
    """What people do with a ledger."""
    return {
        "search": lambda ledger: list(views.search(ledger, views.query("crates"))),
        "show": lambda ledger: views.show(ledger, making.captured(3, body=b"3" * 3000).id),
        "export": lambda ledger: transfer.export(ledger, f"{path}.jsonl", captures=f"{path}.captures"),
        "verify": verifying.verify,
        "doctor": doctor.examine,
        "add": lambda ledger: add(ledger, 99),
        "rebuild": rebuilding.rebuild,
    }


def test_damage_is_told_by_every_use_or_does_it_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "x.ledger"
    with Ledger.open(path) as ledger:
        for n in range(12):
            report = making.captured(n, body=str(n).encode() * 3000)
            with ledger.writing("add") as w:
                evidence.add_report(w, evidence.Received(report=report, reading=making.reading(report)))
    body, random, seen = path.read_bytes(), Random(3), set()
    for n in range(10):
        broken = damaged(body, random)
        for name, use in uses(path).items():
            path.write_bytes(broken)
            for beside in tmp_path.glob("x.ledger-*"):
                beside.unlink()
            try:
                with Ledger.open(path, wait=1) as ledger:
                    use(ledger)
            except LedgerError as error:
                words = (str(path), "sha256:", "restore the last backup")
                assert any(word in str(error) for word in words), f"{n} {name}: {error}"
                seen.add(error.kind)
    assert "corrupt" in seen
