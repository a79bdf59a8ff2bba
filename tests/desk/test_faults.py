"""Faults while adding: killed, stopped with Ctrl-C, two at once, and a ledger that fails for a while."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from secondsource.desk import adding, leases
from secondsource.desk.pool import Pool
from secondsource.errors import LedgerError
from secondsource.ledger import Ledger, evidence, jobs, readings
from secondsource.model.report import Report
from tests.desk.standin import StandInReader
from tests.ledger.conftest import postgres
from tests.ledger.killing import Campaign, campaign
from tests.ledger.sound import between, state

__all__ = ["postgres"]
BOTH = ("sqlite", "postgresql")
REPORTS = [Report(text=f"Ada Roe said wall {n} was open.\n", path=f"{n}.txt") for n in range(6)]


@pytest.fixture(scope="module", params=BOTH)
def kills(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Campaign]:
    """Work to be disturbed, on both databases."""
    yield from campaign(request, tmp_path_factory.mktemp("faults"))


@pytest.mark.parametrize(("work", "often"), [("add by desk", (3, 2)), ("add by command", (1, 0))])
def test_killed_at_any_moment_nothing_is_lost_and_nothing_twice(
    kills: Campaign, work: str, often: tuple[int, int]
) -> None:
    count = often[BOTH.index(kills.places.dialect)]
    if count:
        assert kills.run(work, count).kills == count


def test_three_add_the_same_at_once_and_one_is_killed(kills: Campaign) -> None:
    kills.race("add by desk", 3, kill=True)


def test_ctrl_c_ends_with_130_and_all_that_was_done_stays(kills: Campaign) -> None:
    if kills.places.dialect != "sqlite":
        return
    expected, given = kills.expected("add by command"), kills.given("add by command")
    run = kills.started(given)
    until = time.monotonic() + 60
    while not given.told() and time.monotonic() < until:
        time.sleep(0.005)
    assert run.process.pid is not None
    os.kill(run.process.pid, signal.SIGINT)
    code = run.ended()
    assert code in (0, 130), given.said()
    assert between(given)
    with Ledger.open(given.where) as ledger, ledger.reading() as connection:
        assert jobs.counts(connection, leases.JOBS)[jobs.LEASED] == 0
    assert kills.started(given).ended() == 0
    assert state(given, between(given)) == expected


def test_a_lost_server_is_told_and_adding_goes_on(kills: Campaign) -> None:
    if kills.places.dialect == "postgresql":
        assert kills.lose("add by desk", 1, lost=kills.places.cut, again=True).kills == 1


def test_who_failed_and_could_not_give_back_holds_nobody_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full while reports are being read, and also when their jobs would be given back."""

    def full(*_: Any, **__: Any) -> None:
        raise LedgerError("x.ledger: the disk is full", kind="disk-full")

    with Ledger.open(tmp_path / "x.ledger") as ledger:
        with monkeypatch.context() as patched:
            patched.setattr(evidence, "add_readings", full)
            patched.setattr(jobs, "give_back", full)
            patched.setattr(jobs, "failed", full)
            with pytest.raises(LedgerError, match="the disk is full"):
                adding.add(ledger, REPORTS, reader=StandInReader())
        began = time.monotonic()
        summary = adding.add(ledger, REPORTS, reader=StandInReader())
        assert time.monotonic() - began < leases.LEASE / 10
        assert summary.counts["resumed"] == len(REPORTS)
        with ledger.reading() as connection:
            assert all(readings.of_report(connection, report.id) for report in REPORTS)


def test_a_process_that_died_unseen_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pool says so only when the next report is submitted."""
    submit, died = Pool.submit, [False, True, False, False, True]

    def submitted(pool: Pool, report: Report) -> Any:
        if died and died.pop(0):
            raise BrokenExecutor("a process died")
        return submit(pool, report)

    monkeypatch.setattr(Pool, "submit", submitted)
    with Ledger.open(tmp_path / "x.ledger") as ledger:
        summary = adding.add(ledger, REPORTS, reader=StandInReader())
        assert summary.counts == {"added": len(REPORTS)}
        with ledger.reading() as connection:
            assert all(readings.of_report(connection, report.id) for report in REPORTS)


def test_a_full_disk_while_adding_keeps_what_was_told(tmp_path: Path) -> None:
    """SQLite may not grow beyond some pages; what was told before is there, and with room all is."""
    told: list[str] = []
    reports = [Report(text=f"Ada Roe said {os.urandom(4000).hex()}.\n") for _ in range(40)]
    with Ledger.open(tmp_path / "x.ledger") as ledger:
        pages: list[int] = [150]

        def settle(connection: Any) -> None:
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages[0]}")

        event.listen(ledger.engine, "begin", settle)
        with pytest.raises(LedgerError, match="make room") as caught:
            adding.add(ledger, reports, reader=StandInReader(), on_outcome=lambda one: told.append(one.state))
        assert caught.value.kind == "disk-full"
        pages[0] = 100_000
        summary = adding.add(ledger, reports, reader=StandInReader())
        # And those that this run took up before it was given them again.
        assert summary.counts["known"] >= len(told)
        assert summary.failures == []
        with ledger.reading() as connection:
            assert all(readings.of_report(connection, report.id) for report in reports)
