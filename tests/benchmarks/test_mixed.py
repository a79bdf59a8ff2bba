"""Files of all formats: what each must give is right by two ways of counting, and what is silent is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import mixed
from benchmarks.mixing.breaking import BROKEN
from benchmarks.mixing.counting import ONE, SOME, Count, count
from benchmarks.mixing.folder import BY_HAND, HELD, given, made
from benchmarks.mixing.making import SHARES, Source
from secondsource.intake import from_bytes, receive
from secondsource.model.report import Report

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("maker", [maker for maker, _ in SHARES], ids=lambda maker: maker.__name__)
def test_what_is_made_is_what_python_s_own_readers_count(maker: object) -> None:
    source = Source(5)
    for _ in range(3):
        one = maker(source)  # type: ignore[operator]
        assert count(one.body) == Count(rows=one.rows, inside=one.inside)


@pytest.mark.parametrize("number", range(len(BROKEN)))
def test_a_broken_file_gives_what_is_left_and_its_damage(number: int) -> None:
    one = BROKEN[number](Source(7))
    found = list(from_bytes(one.body, path=one.name, name=one.name, language="any"))
    assert len(found) == one.rows
    assert sum(not isinstance(outcome, Report) for outcome in found) == one.failed > 0
    counted = count(one.body)
    assert counted.rows <= one.rows and (counted.rows == one.rows or not counted.exact)


def test_the_same_seed_makes_the_same_files() -> None:
    first, again, other = (list(made(40, seed)) for seed in (1, 1, 2))
    assert first == again and [one.body for one in first] != [one.body for one in other]
    assert len({one.name for one in first}) == len(first)


def test_the_files_of_the_tests_give_what_they_are_counted_to_give() -> None:
    for root in HELD:
        for path in sorted((ROOT / root).rglob("*")):
            if path.is_file() and path.suffix != ".pdf":
                by_hand = BY_HAND.get(path.relative_to(ROOT / root).as_posix())
                counted = count(path.read_bytes())
                assert counted.exact or by_hand, path
                rows = by_hand or counted.rows
                assert len(list(receive(str(path)))) == rows, path


def test_a_file_that_is_silent_or_says_too_much_is_named(tmp_path: Path) -> None:
    expected = {
        "a.txt": ONE,
        "b#1.mbox": Count(rows=2, inside=2),
        "c.eml": SOME,
        "d.txt": Count(rows=1, failed=0),
        "e.txt": ONE,
    }
    root = str(tmp_path)
    rows = [("a.txt", "added"), ("b#1.mbox#1.eml", "added"), ("b#1.mbox#2.eml#x.txt", "known")]
    rows += [("c.eml", "added"), ("c.eml", "failed"), ("d.txt", "added"), ("e.txt", "failed")]
    outcomes = [(f"{root}/{name}", state) for name, state in rows]
    assert mixed.compared(tmp_path, expected, outcomes) == []
    assert mixed.compared(tmp_path, expected, outcomes[1:]) == ["a.txt: 0 rows for 1"]
    assert mixed.compared(tmp_path, expected, [*outcomes, outcomes[0]]) == ["a.txt: 2 rows for 1"]
    lost = [(path, "failed" if path.endswith("d.txt") else state) for path, state in outcomes]
    assert mixed.compared(tmp_path, expected, lost) == ["d.txt: 1 failures for 0"]
    (stray,) = mixed.compared(tmp_path, expected, [*outcomes, ("-", "failed")])
    assert stray == "-: a row of no file"


def test_a_folder_of_somebody_s_own_is_counted_added_and_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "given"
    (folder / ".hidden").mkdir(parents=True)
    (folder / ".hidden" / "x.txt").write_text("Nobody said so.")
    (folder / "a.txt").write_text("The dam held, its engineer said.")
    (folder / "b.jsonl").write_text('{"text": "The dam held."}\n{"text": 5}\n')
    assert given(folder) == {"a.txt": ONE, "b.jsonl": Count(rows=2, inside=2)}
    assert mixed.main([str(folder), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["files"], told["expected"], told["rows"], told["inside"]) == (2, 3, 3, 2)
    assert told["states"] == {"added": 2, "failed": 1} and told["kinds"] == {"bad-record": 1}
    assert told["files_of_many"] == 1 and told["wrong"] == []
    assert 0 < told["outside_encoder_percent"] < 100 and told["peak_mb"] > 0
    monkeypatch.setattr("benchmarks.mixing.counting.ONE", Count(rows=2))
    assert mixed.main([str(folder)]) == 1
    assert "WRONG for 1: a.txt: 1 rows for 2" in capsys.readouterr().out
