"""Linking on more than one core: the same as on one, whatever becomes of the other processes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from secondsource.desk import side
from secondsource.desk.board import Failed
from secondsource.linking import echoing
from secondsource.linking.echoes import Prepared
from secondsource.linking.score import guessed, score
from secondsource.linking.wordings import wordings
from secondsource.model.echo import Text
from secondsource.model.wording import Wording
from tests.linking.said import ordered, wording
from tests.views.telling import read
from tests.views.test_claiming import LESS, WET, report


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> Iterator[side.Sides]:
    """As on a machine of two cores, where even little is divided."""
    monkeypatch.setattr(side, "cores", lambda: 2)
    monkeypatch.setattr(side, "FEWEST_PAIRS", 2)
    monkeypatch.setattr(side, "FEWEST_ROWS", 2)
    monkeypatch.setattr(side, "FEWEST_TEXTS", 2)
    for size in ("_ROWS", "_PAIRS", "_PAIRINGS"):
        monkeypatch.setattr(side, size, 1)
    with side.sides() as made:
        made.begin()
        yield made


def pairs() -> list[Any]:
    said = [
        wording("The ferry sank off Hallin.", event="sank"),
        wording("The ferry sank off Hallin at dawn.", event="sank"),
        wording("The harbour fair at Ulm opened late.", event="opened"),
        wording("No ferry sank off Hallin.", event="sank", negated=True),
    ]
    return [(*ordered(a, b), None) for a in said for b in said if a.id < b.id]


def rows() -> list[Any]:
    texts = (WET, LESS, "Ilse Tarnov said the dam held.")
    return [read(report(text, f"Paper {n}", f"2024-10-0{n + 1}")) for n, text in enumerate(texts)]


def of(made: side.Sides) -> side.Side:
    (one,) = made.board.held
    assert isinstance(one, side.Side)
    return one


def test_pairs_are_scored_as_they_are_here(two: side.Sides) -> None:
    for _ in range(2):  # the second time the other process knows the wordings
        found = side.scored(score, "score")(pairs())()
        assert [tuple(each) for each in found] == [tuple(each) for each in score(pairs())]
    assert side.scored(guessed, "guessed")(pairs())() == guessed(pairs())
    assert of(two)._known["wordings"] <= {w.id for a, b, _ in pairs() for w in (a, b)}


def test_wordings_are_made_as_they_are_here(two: side.Sides) -> None:
    assert side.wordings_of(rows()) == [wordings(row) for row in rows()]
    assert two.board.held


def test_wordings_are_made_ahead(two: side.Sides, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Any] = []
    monkeypatch.setattr(side, "_WORDINGS", replace(side._WORDINGS, here=lambda some: made.extend(some) or []))
    side.wordings_ahead(rows())
    jobs = two.ahead[1]
    while any(job.state != "done" for job in jobs):
        pass
    assert side.wordings_of(rows()) == [wordings(row) for row in rows()]
    assert not made, "nothing is left to do here"
    assert two.ahead == ([], [])


def test_what_was_made_ahead_of_others_counts_for_nothing(two: side.Sides) -> None:
    side.wordings_ahead(rows())
    assert side.wordings_of(rows()[:2]) == [wordings(row) for row in rows()[:2]]
    other = [{**row, "statements": []} for row in rows()]
    side.wordings_ahead(rows())
    assert side.wordings_of(other) == [[], [], []]


def test_texts_are_compared_as_they_are_here(two: side.Sides) -> None:
    told = " ".join(f"On day {n} the ferry of Hallin carried {n * 7} lamps to the mill." for n in range(9))
    texts = [
        Prepared(Text(report=f"sha256:{n}", text=told[n * 40 :], publisher=f"Paper {n}")) for n in range(3)
    ] + [Prepared(Text(report="sha256:9", text="A short note on the weather, and no more than that. " * 3))]
    pairings: list[Any] = [(a, b, frozenset()) for n, a in enumerate(texts) for b in texts[n + 1 :]]
    for _ in range(2):
        found = side.compared(pairings)()
        assert found == echoing.in_turn(pairings)
    assert any(found) and not all(found) and two.board.held


def test_each_thread_has_its_own(two: side.Sides) -> None:
    seen: list[side.Sides] = []

    def other() -> None:
        with side.sides() as made:
            seen.append(made)

    thread = threading.Thread(target=other)
    thread.start()
    thread.join()
    assert seen[0] is not two and side._at_once() is two


def test_nothing_is_begun_for_little() -> None:
    with side.sides() as made:
        assert side.wordings_of(rows()) == [wordings(row) for row in rows()]
        assert made.board.held == []
    assert side.wordings_of(rows()[:1]) == [wordings(rows()[0])]


def test_a_process_that_was_killed_is_done_without(two: side.Sides) -> None:
    of(two)._process.kill()
    of(two)._process.wait()
    while two.board.held:
        assert side.wordings_of(rows()) == [wordings(row) for row in rows()]
    assert side.scored(score, "score")(pairs())() == score(pairs())


def test_one_that_dies_at_work_is_done_without(two: side.Sides) -> None:
    one = of(two)
    told = one.told

    def dies() -> Any:
        one._process.kill()
        one._process.wait()
        return told()

    one.told = dies  # type: ignore[method-assign]
    while two.board.held:
        assert side.wordings_of(rows()) == [wordings(row) for row in rows()]


def test_a_large_step_begins_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(side, "cores", lambda: 2)
    monkeypatch.setattr(side, "FEWEST_ROWS", 2)
    with side.sides() as made:
        side.scored(score, "score")(pairs() * 400)()
        assert made.board.held == []
        assert side.wordings_of(rows()) == [wordings(row) for row in rows()]
        assert len(made.board.held) == 1


def test_where_none_can_be_begun_all_is_done_here(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refused(*given: Any, **more: Any) -> None:
        raise OSError("no memory")

    monkeypatch.setattr(side, "cores", lambda: 2)
    monkeypatch.setattr(side, "FEWEST_ROWS", 2)
    monkeypatch.setattr("subprocess.Popen", refused)
    with caplog.at_level("INFO"), side.sides() as made:
        assert side.wordings_of(rows()) == [wordings(row) for row in rows()]
        assert made.board.held == []
    assert "no memory" in caplog.text


def test_what_goes_wrong_in_it_is_raised_here(two: side.Sides) -> None:
    one = of(two)
    one.ask("wordings", [{"report": {"id": "x"}}])
    with pytest.raises(Failed) as told:
        one.told()
    assert isinstance(told.value.__cause__, KeyError)
    one.ask("wordings", rows()[:1])
    assert one.told() == [wordings(rows()[0])]


def test_what_a_process_holds_stays_within_bounds(two: side.Sides, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(side, "_HELD", {"wordings": 3})
    held: dict[str, Wording] = {w.id: w for a, b, _ in pairs() for w in (a, b)}
    forget, missing = of(two).unknown("wordings", held)
    assert forget and len(missing) == 4
    assert side.scored(score, "score")(pairs())() == score(pairs())


def test_the_processes_end_with_the_block(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(side, "cores", lambda: 2)
    with side.sides() as made:
        made.begin()
        one = of(made)
        with side.sides() as again:
            assert again is made
        assert one._process.poll() is None
    assert one._process.poll() is not None
