"""What linking costs is told part by part, with a line a size and a ratio, and what is lost by steps."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.linking import average_link, b3, growth, line, main
from secondsource.model.clusters import Pair


def pair(a: int, b: int, probability: int) -> Pair:
    """Two wordings that were compared."""
    return Pair(a, b, 1, "clear", probability, 1, "same", None)


def test_each_size_is_linked_and_added_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--curve", "4,8", "--more", "1", "--folder", str(tmp_path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told["sizes"]) == ["4", "8"]
    for size in told["sizes"].values():
        assert {"linked claims", "linked echoes", "judged", "wall", "added", "b3", "naive"} <= size.keys()
        assert size["unlinked"] == size["unjudged"] == 0
    # Those that are there are taken as they are.
    assert main(["--curve", "4,8", "--more", "1", "--folder", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [text.split(":")[0] for text in lines[:2]] == ["4 reports", "8 reports"]
    assert "from nothing" not in lines[0]
    assert "times as long at 8 as at 4" in lines[2]


def test_the_ratio_is_of_the_largest_to_the_smallest() -> None:
    assert growth({1_000: {"added": 0.2}, 10: {"added": 0.1}, 100: {"added": 9.0}}) == 2
    assert growth({10: {"added": 0.1}}) is None
    assert growth({10: {}, 20: {"added": 0.1}}) is None


def test_a_line_tells_milliseconds_a_report() -> None:
    numbers = {"linked": 2.0, "linked claims": 1.5, "judged": 1.0, "wall": 4.0}
    told = line(10, numbers | {"pairs": 20.0, "waiting": 5.0, "claims": 7.0})
    assert "from nothing 300" in told
    assert "claims 150, judging 100" in told


def test_average_link_merges_the_best_and_stops_at_what_it_must() -> None:
    made = average_link([1, 2, 3, 4], [pair(1, 2, 950), pair(2, 3, 200), pair(1, 3, 200), pair(3, 4, 900)])
    assert made[1] == made[2] != made[3] == made[4]


def test_b3_is_one_for_the_same_and_less_for_what_is_split() -> None:
    assert b3({1: "a", 2: "a", 3: "b"}, {1: 7, 2: 7, 3: 8}) == 1
    assert b3({1: "a", 2: "b", 3: "c"}, {1: 7, 2: 7, 3: 8}) == pytest.approx(2 * (2 / 3) / (1 + 2 / 3))
