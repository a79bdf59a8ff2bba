"""LitBank as mentions in chains."""

from __future__ import annotations

from pathlib import Path

import pytest

from secondsource.encoder.pieces import Piecer
from training.litbank import guessed_head, load_litbank

ANN = """\
MENTION\tT1\t0\t0\t0\t1\tOrla Venn\tPER\tPROP
MENTION\tT2\t0\t3\t0\t6\tthe pilot of Oskvard\tPER\tNOM
MENTION\tT3\t0\t6\t0\t6\tOskvard\tGPE\tPROP
MENTION\tT4\t1\t0\t1\t0\tHer\tPER\tPRON
COREF\tT1\tVenn-1
COREF\tT4\tVenn-1
COREF\tT3\tOskvard-2
COP\tT2\tT1
"""


def test_mentions_come_with_heads_and_chains(tmp_path: Path, piecer: Piecer) -> None:
    folder = tmp_path / "coreference/litbank"
    folder.mkdir(parents=True)
    (folder / "venn.ann").write_text(ANN, encoding="utf-8")
    (folder / "venn.txt").write_text(
        "Orla Venn was the pilot of Oskvard .\nHer boat sank .\n", encoding="utf-8"
    )
    (example,) = load_litbank(tmp_path, piecer)
    segments = example.segments
    assert segments.text == "Orla Venn was the pilot of Oskvard. Her boat sank."
    assert [
        (segments.span_of(*m.words).of(segments.text), segments.word(m.head), m.type, m.cluster)
        for m in example.marked or []
    ] == [
        ("Orla Venn", "Venn", "person", 1),
        ("the pilot of Oskvard", "pilot", "person", 1),
        ("Oskvard", "Oskvard", "place", None),
        ("Her", "Her", "person", 1),
    ]


@pytest.mark.parametrize(
    ("words", "head"),
    [("the old man who sang", "man"), ("Rek 's", "Rek"), ("she", "she"), ("that boat", "boat")],
)
def test_a_head_is_guessed(words: str, head: str) -> None:
    assert words.split()[guessed_head(words.split())] == head
