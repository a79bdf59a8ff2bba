"""The measure of pages: what counts, for whom, and in which half."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path

import pytest

from benchmarks import pages
from benchmarks.pages import Case, Read, main, measured
from benchmarks.publishing.systems import SYSTEMS

GOLD = {
    "wanted": ["The dam held.", "It rained on."],
    "unwanted": ["Sign up for our letter"],
    "byline": ["Ada Quill"],
    "dateline": None,
    "published": "2026-03-03",
}
CASE = Case(name="a-0", group="a", body=b"<p>x</p>", gold=GOLD)


def figures(**read: object) -> dict[str, object]:
    """The figures of a reader that gives these fields for the case."""
    given: dict[str, object] = {"text": "", "byline": (), "dateline": None, "published": None}
    return measured([CASE], lambda body: Read(**(given | read)))  # type: ignore[arg-type]


def test_segments_count_where_they_are_found_whatever_the_space_between() -> None:
    found = figures(text="The dam\nheld. SIGN UP for our letter")
    assert found["segments"] == {
        "precision": 50.0,
        "recall": 50.0,
        "f1": 50.0,
        "accuracy": pytest.approx(33.33, abs=0.01),
    }
    clean = figures(text="The dam held.\n\nIt rained on.")
    assert clean["segments"] == {"precision": 100.0, "recall": 100.0, "f1": 100.0, "accuracy": 100.0}
    assert clean["words"] == {"precision": 100.0, "recall": 100.0, "f1": 100.0}


@pytest.mark.parametrize(
    ("field", "value", "right"),
    [
        ("byline", ("ada quill",), 1),
        ("byline", ("Ada Quill", "Bo Reyes"), 0),
        ("byline", (), 0),
        ("dateline", None, 1),
        ("dateline", "HOLM", 0),
        ("published", "2026-03-03T06:15:00Z", 1),
        ("published", "2026-03-04", 0),
        ("published", None, 0),
    ],
)
def test_a_field_is_right_or_wrong_and_none_is_invented(field: str, value: object, right: int) -> None:
    assert figures(**{field: value})[field] == {"right": right, "of": 1}


def test_the_pages_of_a_system_lie_in_one_half_and_both_halves_hold_some() -> None:
    halves: dict[str, set[str]] = {}
    for case in pages.made():
        halves.setdefault(case.group, set()).add(case.half)
        body = " ".join(case.body.decode().split())
        assert all(words.split()[-1].rstrip(".") in body for words in case.gold["wanted"])
    assert set(halves) == set(SYSTEMS) and len(SYSTEMS) >= 12
    assert all(len(found) == 1 for found in halves.values())
    assert {half for found in halves.values() for half in found} == {"develop", "report"}
    assert [case.body for case in pages.made()] == [case.body for case in pages.made()]


def test_a_folder_that_was_written_is_measured_as_the_pages_are(tmp_path: Path) -> None:
    pages.write(tmp_path)
    assert [(c.body, c.half) for c in sorted(pages.made(), key=lambda c: c.name)] == [
        (c.body, c.half) for c in pages.in_folder(tmp_path)
    ]


def test_an_archive_gives_the_pages_that_have_a_text(tmp_path: Path) -> None:
    archive = tmp_path / "newspaper4k-0.0.0.tar.gz"
    files = {
        "html/a.html": b"<p>The dam held.</p>",
        "txt/a.txt": b"The dam held.\n\nIt rained on.\n",
        "metadata/a.json": json.dumps({"publish_date": "2026-03-03T06:15:00", "authors": ["Print"]}).encode(),
        "html/b.html": b"<p>Nothing beside it.</p>",
        "html/c.html": b"<p>Empty gold.</p>",
        "txt/c.txt": b"\n",
    }
    with tarfile.open(archive, "w:gz") as tar:
        for name, body in files.items():
            info = tarfile.TarInfo(f"newspaper4k-0.0.0/tests/data/{name}")
            info.size = len(body)
            tar.addfile(info, io.BytesIO(body))
    (case,) = pages.in_archive(archive)
    assert case.gold == {
        "wanted": ["The dam held.", "It rained on."],
        "unwanted": [],
        "published": "2026-03-03",
    }


def test_the_command_prints_one_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages.write(tmp_path)
    for path in tmp_path.glob("*"):
        if not path.name.startswith("next-js-0"):
            path.unlink()
    assert main([str(tmp_path), "--half", "all", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["pages"] == 1
    assert told["ours"]["byline"] == {"right": 1, "of": 1}
    with pytest.raises(SystemExit):
        main([str(tmp_path / "nothing.tar.gz")])
    assert "cannot be read" in capsys.readouterr().err


def test_ours_is_no_worse_than_trafilatura_on_text_and_better_on_the_fields() -> None:
    cases = [case for case in pages.made() if case.half == "report"]
    ours, alone = (measured(cases, read) for read in pages.READERS.values())
    assert ours["segments"]["f1"] >= alone["segments"]["f1"] and ours["words"]["f1"] >= alone["words"]["f1"]
    assert all(ours[field]["right"] > alone[field]["right"] for field in pages.FIELDS)
