"""Adding: what is told to be kept is kept, nothing comes twice, and what was left is taken up."""

from __future__ import annotations

import io
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest

from secondsource import Desk
from secondsource.desk import adding, leases, pool
from secondsource.desk.outcomes import Outcome
from secondsource.desk.pool import Pool, processes
from secondsource.errors import UsageError
from secondsource.ledger import evidence, jobs
from secondsource.model.report import Report
from secondsource.model.statement import Reading
from tests.desk.standin import StandInReader

ROOT = Path(__file__).parents[2]
ADDER = [sys.executable, str(Path(__file__).with_name("adder.py"))]
Make = Callable[..., Path]


def exported(where: str) -> bytes:
    """The reports and readings of a ledger, as an export has them; no decisions, which hold their moment."""
    held = io.BytesIO()
    with Desk(where, create=False) as desk:
        desk.export(held)
    records = [line for line in held.getvalue().splitlines(keepends=True)]
    return b"".join(line for line in records if json.loads(line)["record"] in ("report", "reading"))


def begin(where: str, folder: Path, seconds: float) -> subprocess.Popen[bytes]:
    """Begin to add a folder, in a process of its own."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")])}
    words = [*ADDER, where, str(folder), str(seconds)]
    return subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_what_is_added_is_kept_read_and_told(where: str, reports: Make, reader: StandInReader) -> None:
    folder, told = reports(5), list[Outcome]()
    with Desk(where) as desk:
        summary = desk.add([folder, "gone.txt"], story="dam", on_outcome=told.append, reader=reader)
        assert (summary.added, summary.known) == (5, 0)
        assert [failure.kind for failure in summary.failures] == ["not-found"]
        assert Counter(outcome.state for outcome in told) == {"added": 5, "failed": 1}
        assert str(summary) == "5 added, 1 failed"
        listed = list(desk.reports(story="dam"))
        assert {row["id"] for row in listed} == {outcome.report for outcome in told if outcome.report}
        assert all(row["statements"] == 2 and row["reading"] for row in listed)
        with desk.ledger.reading() as connection:
            assert set(jobs.counts(connection, leases.JOBS).values()) == {0}


def test_adding_again_reads_nothing(where: str, reports: Make, reader: StandInReader) -> None:
    class Refusing(StandInReader):
        def read(self, report: Report, *, raw: bool = False) -> Reading:
            raise AssertionError("it was read again")

    folder = reports(3)
    with Desk(where) as desk:
        desk.add(folder, reader=reader)
        before = exported(where)
        summary = desk.add([folder, folder / "000.txt"], reader=Refusing())
        assert str(summary) == "4 known already"
    assert exported(where) == before


def test_a_report_that_breaks_the_reader_is_a_failure_and_the_others_are_read(
    where: str, reports: Make, reader: StandInReader
) -> None:
    folder = reports(3)
    (folder / "bad.txt").write_text("BREAK THE READER\n")
    with Desk(where) as desk:
        summary = desk.add(folder, reader=reader)
        assert (summary.added, [failure.kind for failure in summary.failures]) == (3, ["internal"])
        # Whoever adds it again wants it tried again; a newer reader may be able to.
        assert str(desk.add(folder, reader=reader)) == "3 known already, 1 failed"
        (unread,) = [row for row in desk.reports() if row["reading"] is None]
        assert unread["statements"] == 0


def test_a_report_that_breaks_the_ledger_is_a_failure_and_the_others_are_kept(
    where: str, reports: Make, reader: StandInReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = evidence.add_reports

    def broken(w: Any, received: list[evidence.Received]) -> list[evidence.Added]:
        if any(" 1 gate" in each.report.text for each in received):
            raise ValueError("broken as asked")
        return keep(w, received)

    monkeypatch.setattr(evidence, "add_reports", broken)
    with Desk(where) as desk:
        summary = desk.add(reports(4), reader=reader)
        assert (summary.added, [failure.kind for failure in summary.failures]) == (3, ["internal"])
        assert len(list(desk.reports())) == 3


def test_what_is_removed_stays_out(where: str, reports: Make, reader: StandInReader) -> None:
    folder = reports(2)
    with Desk(where) as desk:
        desk.add(folder, reader=reader)
        (first, _) = desk.reports()
        removal = desk.remove(first["id"], why="asked for")
        assert str(desk.add(folder, story="dam", reader=reader)) == "1 known already, 1 kept out as removed"
        assert first["id"] not in desk.story("dam")["reports"]
        desk.withdraw(removal["id"])
        assert desk.add(folder, reader=reader).added == 1
        assert {row["statements"] for row in desk.reports()} == {2}


def test_a_story_that_takes_nothing_is_told_before_anything_is_kept(
    where: str, reports: Make, reader: StandInReader
) -> None:
    with Desk(where) as desk:
        desk.story_new("dam")
        desk.story_close("dam")
        for name in ("Dam", " "):
            with pytest.raises(UsageError):
                desk.add(reports(1), story=name, reader=reader)
        assert list(desk.reports()) == []


def test_killed_at_any_moment_it_loses_nothing(
    where: str, make_where: Callable[[], str], reports: Make
) -> None:
    folder, chance = reports(40), random.Random(4)
    told: set[bytes] = set()
    for _ in range(6):
        process = begin(where, folder, 0.05)
        assert process.stdout is not None
        process.stdout.readline()  # from here on it is at work
        time.sleep(chance.random() * 0.4)
        process.send_signal(signal.SIGKILL)
        # What was read ahead of the first line is lost, so that the rest may begin inside a line.
        told |= set(re.findall(rb"^\w+ (sha256:[0-9a-f]{64})$", process.communicate()[0], re.MULTILINE))
    with Desk(where, create=False) as desk:
        read = {row["id"].encode() for row in desk.reports() if row["reading"]}
        assert told <= read
    last = begin(where, folder, 0)
    output, errors = last.communicate(timeout=60)
    assert last.returncode == 0, errors
    states = Counter(line.split()[0] for line in output.splitlines())
    assert sum(states.values()) >= 40 and b"failed" not in states
    undisturbed = make_where()
    assert begin(undisturbed, folder, 0).wait(timeout=60) == 0
    assert exported(where) == exported(undisturbed)
    with Desk(where, create=False) as desk:
        assert len(desk.story("dam")["reports"]) == 40
        assert desk.doctor().sound and not desk.verify().faults


def test_two_processes_share_the_work_and_both_succeed(where: str, reports: Make) -> None:
    both = [begin(where, reports(30), 0.02) for _ in range(2)]
    counts = [
        Counter(line.split()[0] for line in each.communicate(timeout=60)[0].splitlines()) for each in both
    ]
    assert [each.returncode for each in both] == [0, 0]
    assert counts[0][b"added"] + counts[1][b"added"] == 30
    with Desk(where, create=False) as desk:
        assert sum(1 for row in desk.reports() if row["reading"]) == 30
        readings = [
            held for entry in desk.history() for held in entry["brought"] if held["kind"] == "reading"
        ]
        assert len(readings) == 30


def test_what_is_stopped_gives_its_jobs_back_at_once(
    where: str, reports: Make, reader: StandInReader
) -> None:
    folder, done = reports(20), 0

    def stop(outcome: Outcome) -> None:
        nonlocal done
        done += 1
        if done == 3:
            raise KeyboardInterrupt

    with Desk(where) as desk:
        with pytest.raises(KeyboardInterrupt):
            desk.add(folder, on_outcome=stop, reader=reader)
        with desk.ledger.reading() as connection:
            assert jobs.counts(connection, leases.JOBS)[jobs.LEASED] == 0
        # Nothing need be given: what was received waits in the ledger.
        assert desk.add([], reader=reader).counts["resumed"] > 0
        assert all(row["reading"] for row in desk.reports())
        assert desk.add(folder, reader=reader).counts["failed"] == 0
        assert len(list(desk.reports())) == 20


def test_a_dead_worker_of_this_machine_holds_nobody_up(
    where: str, reports: Make, reader: StandInReader
) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    dead = leases.worker().replace(f" {os.getpid()} ", f" {gone.pid} ")
    with Desk(where) as desk:
        _leave_unread(desk, worker=dead)
        assert desk.add([], reader=reader).counts == {"resumed": 1}


def test_a_live_worker_keeps_what_it_holds(where: str, reader: StandInReader) -> None:
    with Desk(where) as desk:
        _leave_unread(desk, worker=leases.worker())
        assert str(desk.add([], reader=reader)) == "nothing to add"


def test_a_report_that_kills_its_process_is_given_up_and_the_others_are_read(
    where: str, reports: Make, reader: StandInReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = Counter[str]()

    def submit(self: Pool, report: Report) -> Future[Any]:
        begun[report.id] += 1
        if " 2 gate" in report.text:
            broken: Future[Any] = Future()
            broken.set_exception(BrokenProcessPool("a process died"))
            return broken
        return read(self, report)

    read = Pool.submit
    monkeypatch.setattr(Pool, "submit", submit)
    with Desk(where) as desk:
        summary = desk.add(reports(6), reader=reader)
    assert summary.added == 5
    (failure,) = summary.failures
    assert "a process that read it died" in str(failure)
    assert begun[failure.report or ""] == jobs.ATTEMPTS


def test_few_reports_wait_to_be_read(where: str, reports: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "_AHEAD", 4)
    monkeypatch.setattr(adding, "_BATCH", 2)
    monkeypatch.setattr(pool, "THREADS", 1)
    most = 0

    def count(outcome: Outcome) -> None:
        nonlocal most
        with desk.ledger.reading() as connection:
            held = jobs.counts(connection, leases.JOBS)
        most = max(most, held[jobs.WAITING] + held[jobs.LEASED])

    class Slow(StandInReader):
        def read(self, report: Report, *, raw: bool = False) -> Reading:
            time.sleep(0.02)
            return super().read(report)

    with Desk(where) as desk:
        assert desk.add(reports(30), on_outcome=count, reader=Slow()).added == 30
    assert most <= 6


@pytest.mark.parametrize(("jobs_given", "expected"), [(1, 1), (3, 3)])
def test_so_many_processes_read_as_are_asked_for(jobs_given: int, expected: int) -> None:
    assert processes(jobs_given) == expected


@pytest.mark.parametrize(("cores", "expected"), [(1, 1), (2, 1), (8, 8), (64, 16)])
def test_every_core_beyond_two_gets_a_process(
    cores: int, expected: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(cores)), raising=False)
    assert processes(None) == expected


def test_no_process_is_wrong_use() -> None:
    with pytest.raises(UsageError, match="--jobs 0"):
        processes(0)


def test_processes_read_what_threads_read(tmp_path: Path, story: Path) -> None:
    for name, count in (("a", 1), ("b", 2)):
        with Desk(tmp_path / name) as desk:
            assert desk.add(story / "08-briefs.jsonl", jobs=count).added == 3
    assert exported(str(tmp_path / "a")) == exported(str(tmp_path / "b"))


def _leave_unread(desk: Desk, *, worker: str) -> None:
    """A report whose job a worker took."""
    report = Report(text="Elin Sorby said the gate was open.\n", path="left.txt")
    with desk.ledger.writing("add") as w:
        evidence.add_report(w, evidence.Received(report=report))
        jobs.put(w.connection, leases.JOBS, [(report.id, None)])
    with desk.ledger.working() as connection:
        assert jobs.claim(connection, leases.JOBS, worker=worker, lease=leases.LEASE)
