"""Planted copies and their score; the sample story's echoes against its written truth."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import echoes
from benchmarks.planting import KINDS, planted, read
from secondsource.intake import receive
from secondsource.ledger.addresses import address_key, record_key
from secondsource.linking.publishers import issuer
from secondsource.model.echo import Echo, Text
from secondsource.model.report import Report
from secondsource.reading.credits.finding import credits
from tests.linking.echoed import report

SAMPLES = Path(__file__).parents[2] / "samples"


def base(count: int) -> list[Text]:
    """Reports of two papers that have nothing to do with each other."""
    return [
        replace(
            report(f"r{n}", range(20 * n, 20 * n + 8), published=f"2026-03-{n % 28 + 1:02}"),
            publisher=("Harbour Post", "Northlight")[n % 2],
        )
        for n in range(count)
    ]


def test_copies_of_every_kind_are_planted_and_found() -> None:
    texts = base(26)
    made = planted(texts, each=1, seed=4)
    assert {kind for kind, _ in made.copies.values()} == set(KINDS)
    assert made.texts == planted(texts, each=1, seed=4).texts
    assert len(made.standing) == len(made.copies) == 8
    told, _ = echoes.linked(made.texts)
    score = echoes.scored(made, texts, told)
    assert score["recall"] >= 80
    assert score["planted"] == 9
    none = echoes.scored(made, texts, [])
    assert (none["recall"], none["precision"]) == (0, None)
    wrong = Echo(a="r1", b="r2", kind="copy")
    assert echoes.scored(made, texts, [wrong])["precision"] in (0, None)


def test_growth_tells_rows_and_time() -> None:
    grown = echoes.growth(report("one", range(6)), 10)
    assert [step["copies"] for step in grown] == [1, 5, 10]
    assert grown[-1]["rows"]["Body"] == 10


def test_a_set_is_read_from_folders_and_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"id": text.report, "text": text.text, "date": text.published} for text in base(3)]
    rows.append({"id": "short", "text": "Too short.", "date": None})
    file = tmp_path / "set" / "documents.jsonl"
    file.parent.mkdir()
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert (
        [text.report for text in read([tmp_path])]
        == ["set/r0", "set/r1", "set/r2"]
        == [text.report for text in read([file])]
    )
    with pytest.raises(SystemExit):
        echoes.main([str(file)])
    assert "too few" in capsys.readouterr().err


def test_the_sample_story_s_echoes_are_those_of_its_truth() -> None:
    truth = json.loads((SAMPLES / "truth.json").read_text(encoding="utf-8"))
    folder = SAMPLES / "story"
    keys = {row["path"]: row["key"] for row in truth["reports"]}
    texts = []
    for one in receive(folder):
        assert isinstance(one, Report)
        ties = {address_key(one.address), record_key(one.publisher, one.record)} - {None}
        texts.append(
            Text(
                report=keys[one.path.removeprefix(f"{folder}/")],
                text=one.text,
                title=one.title,
                publisher=one.publisher,
                published=one.published,
                dateline=one.dateline,
                ties=frozenset(str(tie) for tie in ties),
                credits=credits(one),
            )
        )
    assert any(issuer(text) == "Northlight" and text.publisher is None for text in texts)
    told, _ = echoes.linked(texts)
    score = echoes.score_echoes(told, truth["echoes"])
    assert min(score["precision"] or 0, score["recall"] or 0) >= 90, score
    held = {(echo.a, echo.b): echo.holds for echo in told if echo.kind == "credit"}
    assert held["vd-12", "echo-0307"] is False
    assert held["register-212", "courier-0313"] is True
