"""Stand-off annotation: the words can be put back, from the very text alone."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.training.invented import NAME, TEXT, annotated, data_folder, lines
from training.annotations import FACETS, locate, main, restored, stand_off, text_of


def test_there_and_back() -> None:
    given_ = annotated()
    back = restored(stand_off(given_, TEXT), TEXT)
    assert {k: back[k] for k in ("doc", "set", "published", "annotator")} == {
        k: given_[k] for k in ("doc", "set", "published", "annotator")
    }
    assert [(p["id"], p["type"], p["name"]) for p in back["parties"]] == [
        (p["id"], p["type"], p["name"]) for p in given_["parties"]
    ]
    assert back["parties"][0]["aliases"] == ["Orla Venn", "Venn"]
    for was, now in zip(given_["statements"], back["statements"], strict=True):
        kept = ("id", "start", "end", "cue", "source", "parent", "chain", "certainty_words", *FACETS)
        assert {k: now[k] for k in kept} == {k: was[k] for k in kept}
        assert now["content"] == TEXT[was["start"] : was["end"]]
        assert now["source_text"] == (None if was["carried"] else was["source_text"])
    assert (
        stand_off({**back, "parties": given_["parties"]}, TEXT)["statements"]
        == stand_off(given_, TEXT)["statements"]
    )


def test_what_is_kept_holds_none_of_the_words() -> None:
    doc = stand_off(annotated(), TEXT)
    kept = json.dumps({k: v for k, v in doc.items() if k != "doc"}, ensure_ascii=False).lower()
    words = {
        w for w in re.findall(r"\w{4,}", TEXT.lower()) if w not in {"denied", "said"}
    }  # vocabulary of facets
    assert not [w for w in words if w in kept]


@pytest.mark.parametrize(
    "other", [TEXT + " ", TEXT[:-1], TEXT.replace("Ø", "O"), TEXT.replace("\n", "\r\n"), ""]
)
def test_another_text_is_refused(other: str) -> None:
    with pytest.raises(SystemExit, match=f"invented: {NAME}"):
        restored(stand_off(annotated(), TEXT), other)


def test_every_annotation_of_our_own_is_kept_without_words() -> None:
    path = Path(__file__).parents[2] / "training/annotations/reports.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert rows
    for row in rows:
        assert re.fullmatch(r"[0-9a-f]{64}", row["sha256"])
        assert not {"text", "content"} & set(row)
        ids = {s["id"] for s in row["statements"]}
        assert len(ids) == len(row["statements"])
        for s in row["statements"]:
            assert 0 <= s["start"] < s["end"] <= row["length"]
            assert {*FACETS} <= set(s)
            assert not {"content", "source_text", "certainty_words"} & set(s)
            assert s["parent"] is None or s["parent"] in ids
            for span in filter(None, (s["cue"], s["source"], *s["hedges"])):
                assert 0 <= span[0] < span[1] <= row["length"]
        for party in row["parties"]:
            assert set(party) == {"id", "type", "names"}
            assert all(0 <= a < b <= row["length"] for a, b in party["names"])


# --- finding words again


@pytest.mark.parametrize(
    ("words", "near", "expected"),
    [
        ("said", (20, 24), [20, 24]),
        ("said", (6, 10), [5, 9]),
        ("aid", (5, 9), None),  # part of a word
        ("denied", (5, 9), None),
        (None, (5, 9), None),
        ("", (5, 9), None),
        ("Venn", (5, 9), [0, 4]),
    ],
)
def test_words_are_found_whole_and_nearest(words: str | None, near: tuple[int, int], expected: Any) -> None:
    assert locate("Venn said it. He who said so.", words, near) == (
        [21, 25] if expected == [20, 24] else expected
    )


def test_words_out_of_reach_are_not_found() -> None:
    text = "said " + "x " * 400
    assert locate(text, "said", (700, 710)) is None
    assert locate(text, "said", (700, 710), reach=2000) == [0, 4]


def test_words_are_no_pattern() -> None:
    assert locate("He said (so) and (so).", "(so)", (0, 2)) == [8, 12]
    assert locate("abc", "a.c", (0, 3)) is None


@given(st.text("ab ”.", max_size=30), st.text("ab”.", min_size=1, max_size=3), st.integers(0, 30))
def test_what_is_found_is_what_was_sought(text: str, words: str, near: int) -> None:
    found = locate(text, words, (near, near + 2))
    if found:
        assert text[found[0] : found[1]] == words


# --- texts


def test_a_text_is_taken_from_its_own_file_up_to_what_was_read(tmp_path: Path) -> None:
    data = data_folder(tmp_path)
    assert text_of({"doc": NAME, "set": "invented"}, data) == TEXT
    assert text_of({"doc": NAME, "set": "invented", "length": 30}, data) == TEXT[:30]


@pytest.mark.parametrize("key", ["title", "_id", "id"])
def test_a_text_is_found_among_documents(tmp_path: Path, key: str) -> None:
    (tmp_path / "more").mkdir()
    lines(
        tmp_path / "more" / "documents.json",
        {key: "other", "text": "no"},
        {key: "d7", "text": "Ødal is far."},
    )
    assert text_of({"doc": "d7", "set": "more"}, tmp_path) == "Ødal is far."
    assert text_of({"doc": "d7", "set": "more", "length": 4}, tmp_path) == "Ødal"


def test_a_missing_text_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"invented: nowhere.*data folder"):
        text_of({"doc": "nowhere", "set": "invented"}, data_folder(tmp_path))


def test_working_files_become_one_file_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = data_folder(tmp_path / "data")
    (data / "invented/text/aaa.txt").write_text("Nothing here.", encoding="utf-8")
    other = annotated(doc="aaa", parties=[], statements=[])
    work = lines(tmp_path / "work.jsonl", annotated(), other)
    out = tmp_path / "deep/out.jsonl"
    monkeypatch.setattr("sys.argv", ["annotations", str(work), "--data", str(data), "--out", str(out)])
    main()
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row["doc"] for row in rows] == ["aaa", NAME]
    assert rows[1] == stand_off(annotated(), TEXT)
