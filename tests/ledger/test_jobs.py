"""Jobs: each is done once, whoever dies."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from secondsource.errors import LedgerError
from secondsource.ledger import Ledger, evidence, jobs
from tests.ledger import making
from tests.ledger.conftest import Clock

LEASE = 60.0


def put(ledger: Ledger, *keys: str) -> int:
    """Add jobs of the kind "read"."""
    with ledger.working() as connection:
        return jobs.put(connection, "read", [(key, key.encode()) for key in keys])


def claim(ledger: Ledger, worker: str = "w1", *, attempts: int = 3) -> jobs.Job | None:
    """Take the next job."""
    with ledger.working() as connection:
        return jobs.claim(connection, "read", worker=worker, lease=LEASE, attempts=attempts)


def taken(ledger: Ledger, worker: str = "w1") -> jobs.Job:
    """Take the next job, of which there must be one."""
    job = claim(ledger, worker)
    assert job is not None
    return job


def counts(ledger: Ledger) -> dict[str, int]:
    """How many jobs are waiting, leased, done and given up."""
    with ledger.reading() as connection:
        return {state: n for state, n in jobs.counts(connection, "read").items() if n}


def lost(call: Callable[[], object]) -> None:
    """The call must find that another has the job."""
    with pytest.raises(LedgerError) as caught:
        call()
    assert caught.value.kind == "lease-lost"


def finish(ledger: Ledger, job: jobs.Job, n: int = 0) -> None:
    """Keep the job's result and mark it done."""
    with ledger.writing("add") as w:
        evidence.add_report(w, evidence.Received(report=making.report(n)))
        jobs.done(w.connection, job)


def many(ledger: Ledger, most: int, worker: str = "w1") -> list[jobs.Job]:
    """Take several jobs."""
    with ledger.working() as connection:
        return jobs.claim_many(connection, "read", most, worker=worker, lease=LEASE)


def test_several_are_taken_at_once_those_first_that_were_tried_the_least(
    ledger: Ledger, still_clock: Clock
) -> None:
    put(ledger, "a", "b", "c", "d")
    first = many(ledger, 2, "dead")
    assert [(job.key, job.attempts, job.worker) for job in first] == [("a", 1, "dead"), ("b", 1, "dead")]
    with ledger.working() as connection:
        jobs.failed(connection, first[0], "its process died")
    # "a" was in the hands of one that died: what nobody tried comes before it.
    assert [(job.key, job.attempts) for job in many(ledger, 9)] == [("c", 1), ("d", 1), ("a", 2)]
    assert many(ledger, 9) == []
    still_clock.move(seconds=LEASE + 1)
    assert [(job.key, job.attempts) for job in many(ledger, 1)] == [("a", 3)]
    assert many(ledger, 0) == []


def test_what_a_stopped_worker_gives_back_was_never_tried(ledger: Ledger) -> None:
    put(ledger, "a")
    for _ in range(5):
        job = taken(ledger)
        assert job.attempts == 1
        with ledger.working() as connection:
            jobs.give_back(connection, job, "its run was stopped")
    with ledger.working() as connection:
        lost(lambda: jobs.give_back(connection, job, "again"))


def test_a_finished_job_is_forgotten_and_can_be_put_again(ledger: Ledger) -> None:
    put(ledger, "a")
    job = taken(ledger)
    with ledger.working() as connection:
        jobs.finish(connection, job)
        lost(lambda: jobs.finish(connection, job))
    assert counts(ledger) == {}
    assert put(ledger, "a") == 1


def test_jobs_are_taken_by_key_and_added_once(ledger: Ledger) -> None:
    assert put(ledger, "b", "a", "c") == 3
    assert put(ledger, "c", "d") == 1
    found = [taken(ledger) for _ in range(4)]
    assert [job.key for job in found] == ["a", "b", "c", "d"]
    assert [(job.body, job.attempts, job.worker) for job in found[:1]] == [(b"a", 1, "w1")]
    assert claim(ledger) is None
    assert put(ledger, "a") == 0
    assert counts(ledger) == {"leased": 4}


def test_a_job_is_done_with_its_result_or_not_at_all(ledger: Ledger) -> None:
    put(ledger, "a", "b")
    finish(ledger, taken(ledger))
    job = taken(ledger)

    def broken() -> None:
        with ledger.writing("add") as w:
            evidence.add_report(w, evidence.Received(report=making.report(1)))
            jobs.done(w.connection, job)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken()
    assert counts(ledger) == {"done": 1, "leased": 1}
    with ledger.reading() as connection:
        assert [report.id for report in evidence.every(connection)] == [making.report(0).id]


def test_another_takes_over_when_the_lease_runs_out(ledger: Ledger, still_clock: Clock) -> None:
    put(ledger, "a")
    slow = taken(ledger, "slow")
    still_clock.move(seconds=LEASE - 1)
    assert claim(ledger, "other") is None
    still_clock.move(seconds=2)
    job = taken(ledger, "other")
    assert (job.key, job.attempts, job.worker) == ("a", 2, "other")
    lost(lambda: finish(ledger, slow, 1))
    finish(ledger, job, 2)
    lost(lambda: finish(ledger, job, 3))
    with ledger.reading() as connection:
        assert [report.id for report in evidence.every(connection)] == [making.report(2).id]


def test_the_same_worker_under_a_later_attempt_is_another(ledger: Ledger, still_clock: Clock) -> None:
    put(ledger, "a")
    first = taken(ledger, "w1")
    still_clock.move(seconds=LEASE + 1)
    taken(ledger, "w1")
    lost(lambda: finish(ledger, first))


def test_a_lease_can_be_prolonged(ledger: Ledger, still_clock: Clock) -> None:
    put(ledger, "a")
    job = taken(ledger)
    still_clock.move(seconds=LEASE - 1)
    with ledger.working() as connection:
        job = jobs.extend(connection, job, lease=LEASE)
    still_clock.move(seconds=LEASE - 1)
    assert claim(ledger, "other") is None
    finish(ledger, job)


def test_what_fails_is_tried_again_and_then_given_up_with_its_reason(ledger: Ledger) -> None:
    put(ledger, "a")
    for attempt in range(1, 4):
        job = taken(ledger)
        assert job.attempts == attempt
        with ledger.working() as connection:
            assert jobs.failed(connection, job, f"no\x00 {attempt}") == (attempt == 3)
    assert claim(ledger) is None
    with ledger.reading() as connection:
        (given_up,) = jobs.listed(connection, "read", state=jobs.GIVEN_UP)
    assert given_up.error == "no\ufffd 3"
    with ledger.working() as connection:
        assert jobs.again(connection, "read") == 1
    assert taken(ledger).attempts == 1


def test_what_kills_its_workers_is_given_up(ledger: Ledger, still_clock: Clock) -> None:
    put(ledger, "a", "b")
    for n in range(2):
        assert taken(ledger, f"w{n}").key == ("a" if n == 0 else "b")
    for n in range(4):
        still_clock.move(seconds=LEASE + 1)
        for _ in range(2):
            claim(ledger, f"later{n}")
    assert counts(ledger) == {"given-up": 2}
    with ledger.reading() as connection:
        first = jobs.listed(connection, "read")[0]
    assert first.attempts == 3
    assert first.error is not None
    assert "died or hung 3 times" in first.error


def test_kinds_are_apart_and_done_ones_can_be_forgotten(ledger: Ledger) -> None:
    put(ledger, "a", "b")
    with ledger.working() as connection:
        assert jobs.claim(connection, "fetch", worker="w", lease=1) is None
    finish(ledger, taken(ledger))
    with ledger.working() as connection:
        assert jobs.clear(connection, "read") == 1
    assert counts(ledger) == {"waiting": 1}


def test_workers_side_by_side_do_each_job_once(where: str) -> None:
    with Ledger.open(where) as ledger:
        put(ledger, *(f"{n:03}" for n in range(40)))
    done: list[str] = []

    def work(name: str) -> None:
        with Ledger.open(where) as ledger:
            while (job := claim(ledger, name)) is not None:
                finish(ledger, job, int(job.key))
                done.append(job.key)

    threads = [threading.Thread(target=work, args=(f"w{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == [f"{n:03}" for n in range(40)]
    with Ledger.open(where) as ledger, ledger.reading() as connection:
        assert jobs.counts(connection, "read")["done"] == 40
        assert len(evidence.page(connection)) == 40


def test_a_job_that_another_holds_in_its_transaction_is_passed_over(ledger: Ledger, dialect: str) -> None:
    if dialect == "sqlite":
        return
    put(ledger, "a", "b")
    with ledger.working() as connection:
        first = jobs.claim(connection, "read", worker="w1", lease=LEASE)
        second = taken(ledger, "w2")
    assert first is not None
    assert (first.key, second.key) == ("a", "b")
