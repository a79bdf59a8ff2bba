"""Measures what is read of single words: names, starts of points, who is who.

usage: python -m training.evaluate_words WEIGHTS.onnx [--names FILE.iob2] [--capitals]
                                         [--points DATA] [--split dev] [--json]

--names    exact span and type of persons, organizations and places in a UNER file, read as whole documents;
           --capitals: with all its letters turned into capitals
--points   starts of points inside sentences in the free genres of gum/ under DATA
Who is who within reports is measured from published records by the scorer of clusters.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from secondsource.encoder.pieces import Piecer
from secondsource.model.report import Report
from secondsource.reading.pipeline import Reader
from training.data import VOCABULARY
from training.gum import load_gum
from training.measures import name_f1, sentence_starts, start_f1
from training.names import BASIC, read_uner, sentence_names


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("weights", type=Path)
    parser.add_argument("--names", type=Path)
    parser.add_argument("--capitals", action="store_true")
    parser.add_argument("--points", type=Path)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    reader = Reader.load(args.weights)
    result: dict[str, Any] = {}
    if args.names:
        result["names"] = names(reader, args.names, capitals=args.capitals)
    if args.points:
        result["starts"] = starts(reader, args.points, args.split)
    if args.json:
        print(json.dumps(result))
        return
    for name, figures in result.get("names", {}).items():
        print(f"names {name}: F1 {figures['f1']:.1f} (P {figures['p']:.1f} R {figures['r']:.1f})")
    if "starts" in result:
        print("starts inside sentences: F1 {f1:.1f} (P {p:.1f} R {r:.1f})".format(**result["starts"]))


def names(reader: Reader, path: Path, *, capitals: bool) -> dict[str, dict[str, float]]:
    """Figures of the mentions of form "name" in whole documents, by type and together."""
    gold, read = [], []
    for told in read_uner(path):
        text = "".join(_upper(c) for c in told.text) if capitals else told.text
        mentions = reader.read(Report(text=text)).mentions
        found = [
            (m.spans[0].start, m.spans[-1].end, str(m.type))
            for m in mentions
            if m.form == "name" and m.type in BASIC.values()
        ]
        gold += [set(s.names) for s in told.sentences]
        read += sentence_names(told, found)
    return name_f1(gold, read, BASIC.values())


def _upper(character: str) -> str:
    """Its capital, where that is one character too, so that offsets hold."""
    return upper if len(upper := character.upper()) == 1 else character


def starts(reader: Reader, data: Path, split: str) -> dict[str, float]:
    """Figures of the words at which points begin, first words of sentences apart."""
    gold, read, given = [], [], []
    for e in load_gum(data, split, Piecer(VOCABULARY)):
        prepared = reader.prepare(e.segments.text)
        probability = reader.marks(prepared).starts
        gold.append(e.starts or [])
        read.append([w for w, p in enumerate(probability.tolist()) if p >= 0.5])
        given.append(sentence_starts(prepared.segments))
    return start_f1(gold, read, given)


if __name__ == "__main__":
    main()
