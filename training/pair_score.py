"""Reads judged pairs with the pair reader, writes predictions, and scores them.

usage: python -m training.pair_score GOLD.jsonl [--weights pairs.onnx] [--out PREDICTIONS.jsonl] [--tools DIR]
           [--json]

GOLD is a file in the form of `linking/dev.jsonl`; the scorer is `score_pairs.py` of the tools' folder.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from secondsource.linking.pair_reader import WEIGHTS, PairReader
from training import pair_data


def predictions(gold: Path, weights: Path) -> list[dict[str, Any]]:
    """One object a pair: id, label, probability."""
    reader = PairReader(weights)
    rows = []
    for example in pair_data.linking(gold):
        answer = reader.read(example.a, example.b)
        rows.append(
            {"id": example.id, "label": answer.label, "probability": dict(answer.four())[answer.label] / 1000}
        )
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--tools", type=Path, default=Path("../shared/tools"))
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = args.out or Path(folder) / "predictions.jsonl"
        out.write_text(
            "".join(json.dumps(row) + "\n" for row in predictions(args.gold, args.weights)), "utf-8"
        )
        command = [sys.executable, str(args.tools / "score_pairs.py"), str(args.gold), str(out)]
        sys.exit(subprocess.run(command + ["--json"] * args.json, check=False).returncode)


if __name__ == "__main__":
    main()
