"""Figures of what is read of single words, with a reader that is told what to find."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from secondsource.encoder.pieces import Piecer
from secondsource.model.report import Report
from secondsource.model.span import Span
from secondsource.model.statement import Mention
from secondsource.text import segment
from training import evaluate_words
from training.data import make_example
from training.evaluate_words import main, names, starts

UNER = """\
# newdoc id = invented-1
# sent_id = invented-1-1
# text = Orla Venn left Oskvard.
1\tOrla\tB-PER
2\tVenn\tI-PER
3\tleft\tO
4\tOskvard\tB-LOC
5\t.\tO

# sent_id = invented-1-2
# text = The Kysten Guard stayed.
1\tThe\tO
2\tKysten\tB-ORG
3\tGuard\tI-ORG
4\tstayed\tO
5\t.\tO
"""


class Standin:
    """A reader that finds mentions by their words, and starts of points at some words."""

    def __init__(self, *found: tuple[str, str | None, str], starts: tuple[int, ...] = ()) -> None:
        self.found, self.at, self.read_texts = found, starts, list[str]()

    def read(self, report: Report, *, raw: bool = False) -> Any:
        self.read_texts.append(report.text)
        mentions = []
        for words, kind, form in self.found:
            start = report.text.index(words)
            spans = (Span(start, start + len(words)),)
            mentions.append(Mention(text=words, spans=spans, type=kind, form=form, party=None))  # type: ignore[arg-type]
        return SimpleNamespace(mentions=tuple(mentions))

    def prepare(self, text: str) -> Any:
        return SimpleNamespace(segments=segment(text))

    def marks(self, prepared: Any) -> Any:
        probability = np.zeros(len(prepared.segments), np.float32)
        probability[list(self.at)] = 0.5
        return SimpleNamespace(starts=probability)


@pytest.fixture
def uner(tmp_path: Path) -> Path:
    """A file of one document with a name of each type."""
    path = tmp_path / "invented.iob2"
    path.write_text(UNER, encoding="utf-8")
    return path


def test_only_names_of_the_three_types_count(uner: Path) -> None:
    reader = Standin(
        ("Orla Venn", "person", "name"),
        ("Oskvard", "organization", "name"),  # another type
        ("The Kysten Guard", "organization", "description"),
        ("left", "event", "name"),
        ("stayed", None, "name"),
    )
    found = names(reader, uner, capitals=False)  # type: ignore[arg-type]
    assert {k: (v["hit"], v["gold"], v["read"]) for k, v in found.items()} == {
        "all": (1, 3, 2), "person": (1, 1, 1), "place": (0, 1, 0), "organization": (0, 1, 1)
    }  # fmt: skip


def test_a_name_must_begin_and_end_where_it_is_annotated(uner: Path) -> None:
    found = names(
        Standin(("The Kysten Guard", "organization", "name"), ("Venn", "person", "name")),  # type: ignore[arg-type]
        uner,
        capitals=False,
    )
    assert found["all"]["hit"] == 0


def test_capitals_keep_their_places(uner: Path) -> None:
    uner.write_text(UNER.replace("Guard", "Straße"), encoding="utf-8")  # ß has no capital of one character
    reader = Standin(("KYSTEN STRAßE", "organization", "name"))
    assert names(reader, uner, capitals=True)["organization"]["hit"] == 1  # type: ignore[arg-type]
    assert reader.read_texts == ["ORLA VENN LEFT OSKVARD. THE KYSTEN STRAßE STAYED."]


TEXT = "Venn left and Rek stayed. Nobody slept."  # words 0 and 6 begin sentences


@pytest.fixture
def gum(piecer: Piecer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A corpus of one document with three points."""
    example = make_example("x", "gum", TEXT, piecer)
    example.starts = [0, 2, 6]
    monkeypatch.setattr(evaluate_words, "load_gum", lambda data, split, piecer: [example])


@pytest.mark.usefixtures("gum")
def test_first_words_of_sentences_are_given_and_do_not_count(tmp_path: Path) -> None:
    found = starts(Standin(starts=(0, 2, 4)), tmp_path, "dev")  # type: ignore[arg-type]
    assert (found["hit"], found["gold"], found["read"]) == (1, 1, 2)
    assert starts(Standin(starts=(0, 6)), tmp_path, "dev")["read"] == 0  # type: ignore[arg-type]


@pytest.mark.usefixtures("gum")
def test_the_command_tells_both_in_words_and_as_json(
    uner: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    reader = Standin(("Orla Venn", "person", "name"), starts=(2,))
    monkeypatch.setattr(evaluate_words.Reader, "load", lambda weights: reader)
    monkeypatch.setattr(evaluate_words, "read_uner", lambda path: [])
    words = ["evaluate_words", str(tmp_path / "reader.onnx"), "--points", str(tmp_path)]
    monkeypatch.setattr("sys.argv", words)
    main()
    assert capsys.readouterr().out == "starts inside sentences: F1 100.0 (P 100.0 R 100.0)\n"
    monkeypatch.undo()
    monkeypatch.setattr(evaluate_words.Reader, "load", lambda weights: reader)
    monkeypatch.setattr("sys.argv", [*words[:2], "--names", str(uner), "--json"])
    main()
    found = json.loads(capsys.readouterr().out)
    assert set(found) == {"names"}
    assert found["names"]["person"]["f1"] == 100.0
    monkeypatch.setattr("sys.argv", [*words[:2], "--names", str(uner)])
    main()
    assert "names person: F1 100.0 (P 100.0 R 100.0)" in capsys.readouterr().out.splitlines()
