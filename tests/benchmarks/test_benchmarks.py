"""The benchmarks' own arithmetic, and the report that the cold one reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import adding
from benchmarks.cold import report_of
from benchmarks.reading import Task, lines, summary, timed


def test_the_cold_report_has_as_many_words_as_asked_for() -> None:
    report = report_of(1_000)
    assert len(report.split()) == 1_000
    assert "\n\n" in report


def test_tasks_take_turns_and_the_first_turn_is_not_counted() -> None:
    order: list[str] = []
    tasks = [Task(name="a", run=lambda: order.append("a")), Task(name="b", run=lambda: order.append("b"))]
    seconds = timed(tasks, passes=2)
    assert order == ["a", "b"] * 3
    assert {name: len(row) for name, row in seconds.items()} == {"a": 2, "b": 2}


def test_medians_ratios_and_the_words_of_a_part() -> None:
    seconds = {
        "whole": [2.0, 1.0, 9.0],
        "singly": [2.0, 2.0, 3.0],
        "bare encoder": [1.0, 1.0, 1.0],
        "decoding": [0.25, 0.5, 0.5],
    }
    found = summary(seconds, words=1_000, words_of={"decoding": 100})
    assert found["measures"]["whole"]["words_per_second"] == 500
    assert found["measures"]["whole"]["spread"] == [111, 1000]
    assert found["measures"]["decoding"]["milliseconds_per_1000_words"] == 5_000.0
    assert found["ratios"] == {"whole to bare encoder": 0.5}
    told = {"reports": 1, "words": 1_000, "windows": 3, "passes": 3, "threads": 2, "peak_mb": 300.0, **found}
    assert any("bare encoder" in line for line in lines(told))


def test_calls_of_the_encoder_that_run_at_once_count_once_by_the_clock() -> None:
    calls = [
        adding.Call(1.0, began, ended) for began, ended in ((5.0, 6.0), (0.0, 2.0), (1.0, 3.0), (1.5, 2.0))
    ]
    assert adding.covered(calls) == 4.0
    assert adding.covered([]) == 0.0


def test_what_adding_costs_is_told_and_a_ledger_that_is_there_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report, ledger = tmp_path / "report.txt", tmp_path / "new.ledger"
    report.write_text(report_of(300), encoding="utf-8")
    call = [str(report), "--ledger", str(ledger), "--json"]
    assert adding.main(call) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["reports"], told["words"]) == (1, 300)
    assert told["seconds"] > 0 and 0 < told["outside_encoder_percent"] < 100
    assert 0 < told["no_encoder_running_percent"] < 100
    assert told["kilobytes_per_report"] > 0 and ledger.exists()
    assert told["encoder_ms_per_1000_words"] > 0 and told["outside_ms_per_1000_words"] > 0
    # One report has no tenth to be compared with.
    assert "peak_mb_of_a_tenth" not in told
    assert adding.main(call) == 2
