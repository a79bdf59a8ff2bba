"""Measuring the times step on whole-pipeline cases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from training import dates


def case(text: str, *results: dict[str, Any]) -> dict[str, Any]:
    return {
        "Input": text,
        "Context": {"ReferenceDateTime": "2026-04-15T00:00:00"},
        "Results": list(results),
    }


def result(text: str, kind: str, within: str, **value: str) -> dict[str, Any]:
    start = within.index(text)
    return {
        "Text": text,
        "Start": start,
        "End": start + len(text) - 1,
        "TypeName": f"datetimeV2.{kind}",
        "Resolution": {"values": [value]},
    }


RIGHT = "It rained on 4 March 2026."
WRONG = "It rained on 5 March 2026."
LENGTH = "It rained for three days."


def folder(path: Path, *cases: dict[str, Any]) -> Path:
    # The published specifications begin with a byte-order mark.
    (path / "SomeModel.json").write_text(json.dumps(cases), encoding="utf-8-sig")
    (path / "SomeParser.json").write_text("[]", encoding="utf-8")
    return path


def test_cases_pass_fail_or_are_declined_with_a_reason(tmp_path: Path) -> None:
    tally = dates.measure(
        folder(
            tmp_path,
            case(RIGHT, result("4 March 2026", "date", RIGHT, timex="2026-03-04", value="2026-03-04")),
            case(WRONG, result("5 March 2026", "date", WRONG, timex="2026-03-04", value="2026-03-04")),
            case(LENGTH, result("three days", "duration", LENGTH, timex="P3D", value="259200")),
            case("It rained."),
            case("Schedule a meeting tomorrow."),
        )
    )
    assert (tally.passed, tally.failed, tally.cases) == (3, 1, 5)
    assert tally.declined == {"a command to an assistant": 1}
    assert tally.failures[0][1] == WRONG
    assert tally.share() == 75.0


def test_what_is_read_beside_the_expected_is_a_fault() -> None:
    text = "It rained on 4 March 2026 and in 2018."
    expected = result("4 March 2026", "date", text, timex="2026-03-04", value="2026-03-04")
    found = dates.fault(case(text, expected), dates._read(case(text, expected)))
    assert found is not None and "2018" in found


def test_a_range_ends_with_its_last_unit() -> None:
    text = "It rained from 2014 to 2018."
    expected = result("from 2014 to 2018", "daterange", text, timex="", start="2014-01-01", end="2018-01-01")
    assert dates.fault(case(text, expected), dates._read(case(text, expected))) is None


def test_one_object_for_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dates.main([str(folder(tmp_path, case("It rained."))), "--json"])
    assert json.loads(capsys.readouterr().out) == {
        "cases": 1,
        "passed": 1,
        "failed": 0,
        "share": 100.0,
        "declined": {},
    }


def test_an_empty_folder_gives_no_cases(tmp_path: Path) -> None:
    assert dates.measure(tmp_path).cases == 0
