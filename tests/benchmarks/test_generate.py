"""Invented reports with their readings: spans at their words, rows of the schema, always the same."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from benchmarks.generate import DIGESTS, Made, generate, line, main, options_of
from benchmarks.generating import kinds, telling
from benchmarks.generating.cast import places
from benchmarks.generating.markup import compiled
from benchmarks.generating.writing import SLOTS
from secondsource.model.span import Span
from secondsource.model.statement import statement_id
from secondsource.reading.places.gazetteer import gazetteer, key_of
from secondsource.records import rows
from secondsource.records.reading import reading_row
from secondsource.records.restore import reading_from

ROOT = Path(__file__).parents[2]
SAMPLE = 400


@lru_cache(maxsize=1)
def sample() -> list[Made]:
    """The first reports of seed 7, with text."""
    return list(generate(SAMPLE, 7, with_text=True))


def phrases(held: Any) -> Iterator[dict[str, Any]]:
    """Everything in a row that gives words and where they stand."""
    if isinstance(held, dict):
        if "spans" in held:
            yield held
        for value in held.values():
            yield from phrases(value)
    elif isinstance(held, list):
        for value in held:
            yield from phrases(value)


def test_every_span_stands_at_its_words() -> None:
    seen = 0
    for report, row, _ in sample():
        assert "  " not in report.text and " \n" not in report.text and "\n " not in report.text
        for phrase in phrases({**row, "report": None}):
            if phrase.get("carried"):
                assert phrase["spans"] == []
                continue
            assert phrase["spans"] and phrase["text"], phrase
            assert " ".join(report.text[a:b] for a, b in phrase["spans"]) == phrase["text"]
            assert phrase["text"] == phrase["text"].strip()
            seen += 1
    assert seen > 40 * SAMPLE


def test_words_are_cut_at_their_ends() -> None:
    for report, row, _ in sample():
        for phrase in phrases({**row, "report": None}):
            for start, end in phrase["spans"]:
                assert not (start and report.text[start - 1].isalnum() and report.text[start].isalnum())
                assert not (report.text[end - 1].isalnum() and report.text[end].isalnum())


def test_rows_are_rows_of_the_schema_and_of_the_model() -> None:
    adapter = TypeAdapter(rows.ReadRow)
    for report, row, _ in sample()[:120]:
        adapter.validate_python(row)
        reading = reading_from(row)
        assert reading.report.id == report.id == row["report"]["id"]  # type: ignore[index]
        assert reading_row(reading, with_text=True) == row


def test_ids_are_those_of_the_model() -> None:
    for report, row, _ in sample()[:120]:
        for held in row["statements"]:
            marks = [held["content"]["spans"][0], *(held["cue"]["spans"] if held["cue"] else [])]
            role = "statement" if held["attributed"] else "own"
            assert held["id"] == statement_id(report.id, role=role, spans=tuple(Span(*m) for m in marks))
            for point in held["points"]:
                role = "statement-point" if held["attributed"] else "own-point"
                spans = tuple(Span(*m) for m in point["spans"])
                assert point["id"] == statement_id(report.id, role=role, spans=spans)
        ids = [held["id"] for held in row["statements"]]
        assert len(ids) == len(set(ids))


def test_all_that_is_pointed_at_is_there() -> None:
    for _, row, _ in sample():
        parties = {held["id"]: held for held in row["parties"]}
        statements = {held["id"]: held for held in row["statements"]}
        for held in row["statements"]:
            (start, end), *_ = held["content"]["spans"]
            for part in (held, *held["points"]):
                assert set(part["parties"]) <= set(parties)
                assert all(parties[place]["type"] == "place" for place in part["places"])
                for at in part["times"]:
                    assert start <= row["times"][at]["spans"][0][0] < end
                for at in part["numbers"]:
                    assert start <= row["numbers"][at]["spans"][0][0] < end
            for point in held["points"]:
                assert start <= point["spans"][0][0] and point["spans"][0][1] <= end
            assert set(held["chain"]) <= set(parties)
            assert {held["parent"], *held["grounds"]} - {None} <= set(statements)
            assert held["horizon"] is None or held["horizon"] in held["times"]
            if held["source"]:
                assert held["source"]["party"] in held["chain"]
        assert {held["party"] for held in row["mentions"]} <= set(parties)


_SPELLED = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
_SPELLED |= {"dozens": 24, "hundreds": 200, "thousands": 2000}


def test_bounds_are_those_of_the_words() -> None:
    relations: Counter[str] = Counter()
    for _, row, _ in sample():
        for number in row["numbers"]:
            words = re.findall(r"[\d,]*\d|[a-z]+", number["text"].lower())
            values = [
                _SPELLED.get(w) or int(w.replace(",", "")) for w in words if w in _SPELLED or w[0].isdigit()
            ]
            times = 1_000_000 if number["unit"] == "USD" else 1
            bounds = [b for b in (number["low"], number["high"]) if b is not None]
            assert {v * times for v in values} == set(bounds), number
            assert number["low"] is None or number["high"] is None or number["low"] <= number["high"]
            relations[number["relation"]] += 1
        for time in row["times"]:
            assert time["earliest"] is None or time["latest"] is None or time["earliest"] <= time["latest"]
    assert set(relations) == {"=", "~", ">", ">=", "<=", "range", "up"}


def test_reports_are_of_the_sizes_asked_for() -> None:
    made = sample()
    counts = [len(row["statements"]) for _, row, _ in made]
    words = [len(report.text.split()) for report, _, _ in made]
    assert min(counts) >= 5 and max(counts) <= 60
    assert min(words) >= 150 and max(words) <= 1200
    assert 17 < sum(counts) / SAMPLE < 23
    statements = [held for _, row, _ in made for held in row["statements"]]
    assert {held["polarity"] for held in statements} == {"asserted", "denied", "questioned"}
    assert {held["quote"] for held in statements} == {"direct", "indirect", "mixed"}
    assert any(point["negated"] for held in statements for point in held["points"])
    assert any(len(held["chain"]) > 1 for held in statements)
    assert {basis["kind"] for held in statements for basis in held["basis"]} > {"first-hand", "imagery"}


def test_stories_have_a_long_tail_and_some_copies() -> None:
    stories: Counter[str] = Counter()
    texts: dict[str, tuple[str | None, str | None]] = {}
    copies = 0
    for report, _, story in generate(3000, 3):
        stories[story] += 1
        start = report.text[:900]
        copies += start in texts and texts[start][0] == story and texts[start][1] != report.publisher
        texts.setdefault(start, (story, report.publisher))
    assert max(stories.values()) <= 500
    assert min(list(stories.values())[:-1]) >= 2
    assert sum(count < 13 for count in stories.values()) > len(stories) / 2
    assert 0.01 < copies / 3000 < 0.03


def test_tolls_rise() -> None:
    for seed in (1, 2, 3):
        told = [
            number["low"] or 0
            for _, row, _ in generate(150, seed, least=150, most=150)
            for before, number in pairwise(row["numbers"])
            if before["relation"] == "up"
        ]
        assert len(told) > 9 and told[-1] > told[0]
        assert len(set(told)) < len(told)  # several outlets tell one figure


def test_a_longer_run_begins_with_a_shorter_one_and_is_lazy() -> None:
    short = [(report.id, story) for report, _, story in generate(40, 5)]
    long = [(report.id, story) for report, _, story in islice(generate(10**12, 5), 40)]
    assert short == long
    assert len({report for report, _ in short}) == 40


def test_the_digest_is_the_one_recorded(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    given = ["--reports", "300", "--seed", "1", "-o", str(tmp_path / "made.jsonl"), "--processes"]
    assert main([*given, "1"]) == 0
    assert capsys.readouterr().err.split()[-1] == DIGESTS[300, 1]
    held = (tmp_path / "made.jsonl").read_bytes()
    assert held == b"".join(line(row, story) for _, row, story in generate(300, 1, with_text=True))
    assert main([*given, "2"]) == 0
    assert (tmp_path / "made.jsonl").read_bytes() == held


def test_the_digest_does_not_hang_on_the_seed_of_hashes() -> None:
    words = [sys.executable, "-m", "benchmarks.generate", "--reports", "300", "--processes", "1"]
    environment = {**os.environ, "PYTHONHASHSEED": "4711"}
    done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert done.stderr.split()[-1] == DIGESTS[300, 1]


def test_another_digest_than_the_one_recorded_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(DIGESTS, (3, 1), "sha256:0")
    assert main(["--reports", "3", "--processes", "1"]) == 1
    assert main(["--reports", "3", "--processes", "1", "--stories", "2-4"]) == 0


@pytest.mark.parametrize("given", [["--stories", "9-2"], ["--stories", "few"], ["--reports", "0"]])
def test_bad_options_are_told(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        options_of(given)
    assert f"{given[0]} {given[1]}: give" in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="give -o a file that can be written"):
        main(["--reports", "1", "-o", str(tmp_path / "no" / "such.jsonl")])


def test_templates_compile() -> None:
    for kind in kinds.KINDS:
        assert telling.facts_of(kind) and telling.clauses_of(kind) and telling.titles_of(kind)
    with pytest.raises(KeyError):
        compiled("{nobody} came", SLOTS)
    with pytest.raises(ValueError, match="left open"):
        compiled("nobody <e:came", SLOTS)


def test_places_are_those_of_the_gazetteer() -> None:
    held = [place for country in places() for place in country]
    found = 0
    for party in held[::20]:
        assert party.place
        for entry in gazetteer().find(key_of(party.name)):
            near = abs(entry.latitude - party.place["latitude"]) + abs(
                entry.longitude - party.place["longitude"]
            )
            if (
                entry.number == party.place["geonames"]
                and near < 0.1
                and entry.country == party.place["country"]
            ):
                found += 1
                break
    assert found >= 0.95 * len(held[::20])
