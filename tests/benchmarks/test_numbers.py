"""The comparison of figures: its files, its arithmetic, and what it says where quantulum3 is missing."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from benchmarks.numbers import (
    Case,
    Quantity,
    compared,
    lines,
    measeval,
    pairs,
    passes_spec,
    quantulum_cases,
    scored,
    specs,
    theirs,
)


def quantity(start: int, end: int, value: float | None = None, unit: str | None = None) -> Quantity:
    return Quantity(start=start, end=end, value=value, unit=unit)


def test_pairs_are_one_to_one() -> None:
    gold = [quantity(0, 4), quantity(5, 9)]
    read = [quantity(3, 9), quantity(0, 4)]
    assert {(g.start, r.start) for g, r in pairs(gold, read)} == {(0, 0), (5, 3)}


def test_scores_count_what_is_missed_and_what_is_too_much() -> None:
    case = Case(text="12 kg and 9", quantities=(quantity(0, 5, 12, "kilogram"), quantity(10, 11, 9)))
    read = [quantity(0, 5, 12, "kilogram"), quantity(6, 9, 1)]
    told = scored([case], [read], as_written=False)
    assert told == {"spans": 50.0, "exact": 50.0, "values": 50.0, "units": 100.0}


def test_quantities_are_read_from_both_forms(tmp_path: Path) -> None:
    for folder in ("text", "tsv"):
        (tmp_path / folder).mkdir()
    (tmp_path / "text" / "a.txt").write_text("The rod is about 12 mm long.", encoding="utf-8")
    header = "docId\tannotSet\tannotType\tstartOffset\tendOffset\tannotId\ttext\tother\n"
    other = json.dumps({"mods": ["IsApproximate"], "unit": "mm"})
    row = f"a\t1\tQuantity\t11\t22\tT1-1\tabout 12 mm\t{other}\n"
    (tmp_path / "tsv" / "a.tsv").write_text(header + row, encoding="utf-8")
    (case,) = measeval(tmp_path)
    assert case.quantities == (Quantity(start=11, end=22, unit="mm", approximate=True),)
    cases = [{"req": "It weighs 5 kg.", "res": [{"value": 5, "unit": "kilogram", "surface": "5 kg"}]}]
    for name in ("quantities.json", "quantities.ambiguity.json"):
        (tmp_path / name).write_text(json.dumps(cases), encoding="utf-8")
    assert [c.quantities[0].unit for c in quantulum_cases(tmp_path)] == ["kilogram"] * 2
    told = compared([case], passes=1, python=sys.executable + "-missing", as_written=True)
    assert told["quantulum3"] is None
    assert told["ours"]["spans"] == told["ours"]["units"] == told["ours"]["approximate"] == 100.0
    shown = list(lines({"measeval": told, "quantulum3": told}))
    assert any("not installed" in line for line in shown)


def test_without_quantulum3_its_column_is_empty() -> None:
    assert theirs(["2 litres"], 1, "no-such-python") is None


def test_a_spec_is_passed_by_all_its_values_and_nothing_else(tmp_path: Path) -> None:
    twelve = {"Text": "12", "Start": 5, "End": 6, "Resolution": {"value": "12"}}
    assert passes_spec("Take 12 boats", [twelve], ages=False)
    assert not passes_spec("Take 13 boats", [twelve], ages=False)
    assert not passes_spec("Take 13 boats", [], ages=False)
    between = {"Text": "between 3 and 5", "Resolution": {"value": "(3,5)"}}
    assert passes_spec("Take between 3 and 5 boats", [between], ages=False)
    old = {"Text": "12 years old", "Start": 3, "End": 14, "Resolution": {"value": "12"}}
    assert passes_spec("is 12 years old", [old], ages=True)
    folder = tmp_path / "Number"
    folder.mkdir()
    cases = [{"Input": "Take 12 boats", "Results": [twelve]}, {"Input": "Take it", "Results": []}]
    (folder / "NumberModel.json").write_text(json.dumps(cases), encoding="utf-8")
    assert specs(tmp_path) == {"NumberModel": {"cases": 2, "passed": 2}}
