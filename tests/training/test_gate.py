"""The quality gate: left out without its data, strict with them, and floors that only rise unasked."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from training import gate
from training.gate import Gauge, Place, main

SCORER = "score_invented.py"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A set of one file and a scorer, both invented."""
    data, tools = tmp_path / "data", tmp_path / "tools"
    (data / "invented/dev").mkdir(parents=True)
    (data / "invented/dev/a.txt").write_text("The bridge is open, the mayor said.\n", encoding="utf-8")
    tools.mkdir()
    (tools / SCORER).write_text("print('{}')\n", encoding="utf-8")
    return Place(data=data, tools=tools)


@pytest.fixture
def reached(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """What the one gauge measures; tests change it."""
    measures = {"f1": 80.0, "p": 82.0}
    gauge = Gauge(
        name="invented/dev",
        files=("invented/dev",),
        scorer=SCORER,
        measure=lambda place, folder: dict(measures),
    )
    monkeypatch.setattr(gate, "GAUGES", (gauge,))
    return measures


def floors(folder: Path, place: Place | None = None, **held: float) -> Path:
    """A file of floors, of the set as it is now."""
    row: dict[str, Any] = {"floors": held}
    if place:
        row["data"] = gate.GAUGES[0].digest(place)
    path = folder / "floors.json"
    path.write_text(json.dumps({"invented/dev": row}), encoding="utf-8")
    return path


def run(place: Place, path: Path, *more: str) -> int:
    """The gate over the invented set."""
    return main(["--data", str(place.data), "--tools", str(place.tools), "--floors", str(path), *more])


def held_in(path: Path) -> dict[str, Any]:
    """The floors' row of the invented set."""
    row: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["invented/dev"]
    return row


def test_it_is_left_out_without_its_data(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing = str(tmp_path / "nothing")
    # The sample story is the repository's own, and never missing.
    monkeypatch.setattr(gate, "GAUGES", [g for g in gate.GAUGES if g.name != "story"])
    assert main(["--data", nothing, "--tools", nothing]) == 0
    told = capsys.readouterr().out
    assert told.count("left out") == len(gate.GAUGES)


@pytest.mark.usefixtures("reached")
def test_it_is_left_out_without_the_scorer(
    place: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place.tools / SCORER).unlink()
    assert run(place, floors(tmp_path, f1=99)) == 0
    assert "left out" in capsys.readouterr().out


@pytest.mark.usefixtures("reached")
def test_it_passes_at_its_floors_and_fails_below_them(place: Place, tmp_path: Path) -> None:
    assert run(place, floors(tmp_path, place, f1=80.0)) == 0
    assert run(place, floors(tmp_path, place, f1=80.1)) == 1


@pytest.mark.usefixtures("reached")
def test_a_measure_that_went_missing_fails(place: Place, tmp_path: Path) -> None:
    assert run(place, floors(tmp_path, place, recall=1)) == 1


@pytest.mark.usefixtures("reached")
def test_other_data_or_another_scorer_fail(place: Place, tmp_path: Path) -> None:
    path = floors(tmp_path, place, f1=10)
    assert run(place, path) == 0
    (place.tools / SCORER).write_text("print('{ }')\n", encoding="utf-8")
    assert run(place, path) == 1
    path = floors(tmp_path, place, f1=10)
    (place.data / "invented/dev/b.txt").write_text("More.\n", encoding="utf-8")
    assert run(place, path) == 1


def test_raising_takes_floors_up_and_never_down(
    place: Place, tmp_path: Path, reached: dict[str, float]
) -> None:
    path = floors(tmp_path, place, f1=70.0, p=81.9)
    assert run(place, path, "--raise") == 0
    assert held_in(path)["floors"] == {"f1": 79.5, "p": 81.9}
    reached["f1"] = 60.0
    assert run(place, path, "--raise") == 1
    assert held_in(path)["floors"] == {"f1": 79.5, "p": 81.9}


def test_floors_fall_only_for_a_reason_that_is_kept(
    place: Place, tmp_path: Path, reached: dict[str, float]
) -> None:
    path = floors(tmp_path, place, f1=80.0)
    reached["f1"] = 75.0
    assert run(place, path, "--accept", "the annotation was corrected") == 0
    row = held_in(path)
    assert row["floors"] == {"f1": 74.5}
    assert row["accepted"][0]["reason"] == "the annotation was corrected"
    assert row["accepted"][0]["changed"] == {"f1": [80.0, 74.5]}
    assert run(place, path) == 0


@pytest.mark.usefixtures("reached")
def test_json_tells_the_same(place: Place, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(place, floors(tmp_path, place, f1=90), "--json") == 1
    row = json.loads(capsys.readouterr().out)[0]
    assert row["measures"]["f1"] == 80.0
    assert row["faults"] == ["f1 is 80.0, below its floor of 90.0"]


def test_a_gauge_may_do_without_a_scorer(place: Place) -> None:
    gauge = Gauge(name="words", files=("invented/dev",), scorer=None, measure=lambda place, folder: {})
    assert gauge.missing(place) == []
    before = gauge.digest(place)
    (place.tools / SCORER).unlink()
    assert gauge.digest(place) == before
    (place.data / "invented/dev/b.txt").write_text("More.\n", encoding="utf-8")
    assert gauge.digest(place) != before
    (place.data / "invented").rename(place.data / "elsewhere")
    assert gauge.missing(place) == [place.data / "invented/dev"]


# --- what is measured

TWO_STEPS = """\
import json, sys
if sys.argv[1] == "texts":
    print(json.dumps({"text": "It held."}))
else:
    print(json.dumps(RESULT | {"read": open(sys.argv[-2]).read()}))
"""


@pytest.mark.parametrize(
    ("name", "scorer", "printed", "measures"),
    [
        (
            "statements/dev",
            "score_annotation.py",
            {"statements": 77.5, "precision": 80.25, "reports": 40, "note": "x"},
            {"statements": 77.5, "precision": 80.25},
        ),
        (
            "ontogum/dev",
            "score_clusters.py",
            {"conll": 51.5, "muc": {"p": 1.0, "r": 2.0, "f1": 60.0}, "b3": {"f1": 41.0}, "documents": 9},
            {"conll": 51.5, "muc.f1": 60.0, "b3.f1": 41.0},
        ),
        (
            "linking/dev",
            "score_points.py",
            {"once": 66, "none": 20.5, "several": 13.5, "propositions": 200},
            {"once": 66.0, "none": 20.5, "several": 13.5},
        ),
    ],
)
def test_scorers_give_the_texts_and_score_what_was_read(
    place: Place,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    scorer: str,
    printed: dict[str, Any],
    measures: dict[str, float],
) -> None:
    script = TWO_STEPS.replace("RESULT", repr(printed))
    (place.tools / scorer).write_text(script, encoding="utf-8")

    def read(folder: Path, given: Path) -> Path:
        assert json.loads(given.read_text(encoding="utf-8")) == {"text": "It held."}
        out = folder / "read.jsonl"
        out.write_text("{}\n", encoding="utf-8")
        return out

    monkeypatch.setattr(gate, "_read", read)
    (gauge,) = [g for g in gate.GAUGES if g.name == name]
    assert gauge.scorer == scorer
    assert gauge.measure(place, tmp_path) == measures


def test_figures_of_words_are_those_that_are_printed(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = {"names": {"all": {"f1": 81.26, "p": 1.0}, "person": {"f1": 90.0}}, "starts": {"f1": 77.77}}
    called: list[list[str]] = []

    def run_it(words: list[str], **_: object) -> SimpleNamespace:
        called.append(words)
        return SimpleNamespace(returncode=0, stdout=json.dumps(printed), stderr="")

    monkeypatch.setattr(gate.subprocess, "run", run_it)
    (gauge,) = [g for g in gate.GAUGES if g.name == "words"]
    assert gauge.measure(place, tmp_path) == {"names.all": 81.3, "names.person": 90.0, "starts": 77.8}
    assert Path(called[0][3]).name == "reader.onnx"
    monkeypatch.setattr(
        gate.subprocess,
        "run",
        lambda *_, **__: SimpleNamespace(returncode=1, stdout="", stderr="odd weights"),
    )
    with pytest.raises(SystemExit, match="odd weights"):
        gauge.measure(place, tmp_path)


def test_the_floors_that_are_kept_are_of_the_gauges_there_are() -> None:
    kept = json.loads(gate.FLOORS.read_text(encoding="utf-8"))
    assert set(kept) == {gauge.name for gauge in gate.GAUGES}
    assert all(row["floors"] and row["data"].startswith("sha256:") for row in kept.values())
