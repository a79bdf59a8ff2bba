"""The board of jobs: each is done once and told in order, whoever does it and whatever becomes of them."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from secondsource.desk.board import Board, Failed, Kind


class Fake:
    """A worker in this process. gate: it works only while that is open. fails: what it raises at a part."""

    def __init__(self, *, fails: Callable[[Any], BaseException | None] = lambda part: None) -> None:
        self.asked: deque[Any] = deque()
        self.did: list[Any] = []
        self.gate = threading.Event()
        self.gate.set()
        self.began = threading.Event()
        self.closed = False
        self._fails = fails

    def ask(self, what: str, *given: Any) -> None:
        assert what == "double"
        self.asked.append(given[0])
        self.began.set()

    def told(self) -> list[Any]:
        self.gate.wait(10)
        if self.closed:
            raise EOFError("closed")
        part = self.asked.popleft()
        if (error := self._fails(part)) is not None:
            raise error
        self.did.append(part)
        return doubled(part)

    def close(self) -> None:
        self.closed = True
        self.gate.set()


def doubled(part: Any) -> list[Any]:
    return [2 * each for each in part]


@pytest.fixture
def board() -> Iterator[Board]:
    made = Board()
    yield made
    made.close()


HERE: list[Any] = []


def here(part: Any) -> list[Any]:
    HERE.append(part)
    return doubled(part)


@pytest.fixture(autouse=True)
def _nothing_yet() -> None:
    HERE.clear()


KIND = Kind(what="double", here=here, sent=lambda worker, part: (part,))
PARTS = [[n, n + 100] for n in range(9)]
WANTED = [2 * each for part in PARTS for each in part]


def test_without_workers_all_is_done_here(board: Board) -> None:
    assert board.gather(board.post(KIND, PARTS)) == WANTED
    assert [*reversed(PARTS)] == HERE


def test_each_job_is_done_once_and_told_in_order(board: Board) -> None:
    workers = [Fake(), Fake()]
    for worker in workers:
        board.join(worker)
    for _ in range(20):
        assert board.gather(board.post(KIND, PARTS)) == WANTED
    done = [part for worker in workers for part in worker.did] + HERE
    assert sorted(done) == sorted(PARTS * 20)


def test_workers_begin_before_anybody_waits(board: Board) -> None:
    worker = Fake()
    board.join(worker)
    jobs = board.post(KIND, PARTS)
    assert worker.began.wait(10)
    for job in jobs:
        while job.state != "done":
            threading.Event().wait(0.001)
    assert board.gather(jobs) == WANTED
    assert HERE == [] and worker.did == PARTS


def test_other_jobs_may_be_gathered_first(board: Board) -> None:
    worker = Fake()
    worker.gate.clear()
    board.join(worker)
    first = board.post(KIND, PARTS)
    assert worker.began.wait(10)
    second = board.post(KIND, [[7]])
    assert board.gather(second) == [14]
    worker.gate.set()
    assert board.gather(first) == WANTED


def test_jobs_of_a_worker_that_is_gone_are_done_without_it(
    board: Board, caplog: pytest.LogCaptureFixture
) -> None:
    worker = Fake(fails=lambda part: BrokenPipeError("gone") if part[0] >= 1 else None)
    board.join(worker)
    with caplog.at_level("INFO"):
        while board.held:
            assert board.gather(board.post(KIND, PARTS)) == WANTED
    assert board.gather(board.post(KIND, PARTS)) == WANTED
    board.close()
    assert worker.closed and "gone" in caplog.text


def test_a_worker_that_cannot_be_asked_is_done_without(board: Board) -> None:
    def sent(worker: Any, part: Any) -> tuple[Any, ...]:
        raise TypeError("cannot be sent")

    board.join(Fake())
    while board.held:
        assert board.gather(board.post(Kind(what="double", here=here, sent=sent), PARTS)) == WANTED


def test_what_a_job_raises_is_raised_where_it_is_waited_for(board: Board) -> None:
    def fails(part: Any) -> BaseException | None:
        failed = Failed()
        failed.__cause__ = KeyError(part[0])
        return failed

    worker = Fake(fails=fails)
    board.join(worker)
    jobs = board.post(KIND, PARTS[:1])
    while jobs[0].state != "done":
        threading.Event().wait(0.001)
    with pytest.raises(KeyError):
        board.gather(jobs)
    assert board.held == [worker]


def test_what_is_raised_here_takes_the_rest_off_the_board(board: Board) -> None:
    def breaks(part: Any) -> list[Any]:
        raise LookupError("here")

    with pytest.raises(LookupError):
        board.gather(board.post(Kind(what="double", here=breaks, sent=lambda w, part: (part,)), PARTS))
    worker = Fake()
    board.join(worker)
    assert board.gather(board.post(KIND, PARTS[:1])) == [0, 200]
    assert worker.did in ([], PARTS[:1])


def test_closing_ends_a_worker_that_is_busy() -> None:
    board, worker = Board(), Fake()
    worker.gate.clear()
    board.join(worker)
    board.post(KIND, PARTS)
    assert worker.began.wait(10)
    board.close()
    assert worker.closed and not any(thread.is_alive() for thread in board._threads)
