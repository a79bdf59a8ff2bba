"""Scores the whole cascade on judged pairs: values, weights and the pair reader, beside the pair reader
alone.

usage: python -m training.cascade GOLD.jsonl [--weights pairs.onnx] [--levels link_weights.json]
           [--rows ROWS.pickle] [--answers ANSWERS.json] [--out PREDICTIONS.jsonl] [--tools DIR] [--json]

GOLD is a file in the form of `linking/dev.jsonl`; the scorer is `score_pairs.py` of the tools' folder.
--rows and --answers keep what was read for the next time. Prints a line for the pair reader alone, the
levels alone, and the cascade.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from secondsource.linking import weights as shipping
from secondsource.linking.pair_reader import WEIGHTS, Answer
from secondsource.linking.score import judge
from secondsource.linking.weights import Weights
from secondsource.model.wording import Edge, Wording
from training import pair_data
from training.bare import Answers, Readings

GROUPS = ("all", "real", "written", "muc", "not_muc")
_TURNED = {"refines-a": "refines-b", "supersedes-a": "supersedes-b"}
_TURNED |= {b: a for a, b in _TURNED.items()}


def label_pair(
    a: Wording, b: Wording, answer: Answer | None, *, weights: Weights | None = None
) -> tuple[str, str | None, float]:
    """One of same, refines, conflicts and apart, the side that says more, and the probability that it is
    right.

    answer: with a as its first side, whichever id is the lower.
    """
    if a.id == b.id:
        return "same", None, 0.99
    if a.id < b.id:
        judged = judge(a, b, answer, weights=weights)
    else:
        judged = judge(b, a, None if answer is None else exchanged(answer), weights=weights)
    more = judged.edge.label.removeprefix("refines-") if judged.edge.label.startswith("refines") else None
    if more and a.id > b.id:
        more = "b" if more == "a" else "a"
    return four(judged.edge), more, judged.right / 1000


def four(edge: Edge) -> str:
    """An edge's label among the four of `linking/`: a denial and a later state are conflicts there."""
    if edge.sign < 0 or edge.label.startswith("supersedes"):
        return "conflicts"
    return edge.label.split("-")[0]


def exchanged(answer: Answer) -> Answer:
    """The answer with the sides exchanged."""
    held = asdict(answer)
    return Answer(**held | {"refines_a": answer.refines_b, "refines_b": answer.refines_a})


def predictions(
    gold: Path, answers: Answers, readings: Readings, weights: Weights
) -> Iterator[tuple[str, dict[str, tuple[str, float]]]]:
    """For each pair its id, and label and probability by the reader alone, the levels alone, and the
    cascade.
    """
    for example in pair_data.linking(gold):
        answer = answers.of(example)
        alone = answer.label, dict(answer.four())[answer.label] / 1000
        a, b = (readings.wording(side.text, side.date) for side in (example.a, example.b))
        if a is None or b is None:
            yield example.id, {"reader": alone, "levels": ("apart", 0.5), "cascade": alone}
            continue
        found = {"reader": alone}
        for name, heard in (("levels", None), ("cascade", answer)):
            label, _, right = label_pair(a, b, heard, weights=weights)
            found[name] = label, right
        yield example.id, found


def scored(gold: Path, rows: list[dict[str, Any]], tools: Path, out: Path) -> dict[str, Any]:
    """What the scorer says of predictions."""
    out.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    command = [sys.executable, str(tools / "score_pairs.py"), str(gold), str(out), "--json"]
    result: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return result


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--levels", type=Path, default=shipping.FILE)
    parser.add_argument("--rows", type=Path)
    parser.add_argument("--answers", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--tools", type=Path, default=Path("../shared/tools"))
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    answers, readings = Answers(args.weights, args.answers), Readings(args.rows)
    levels = shipping.loaded(json.loads(args.levels.read_text("utf-8")))
    told = dict(predictions(args.gold, answers, readings, levels))
    answers.keep()
    readings.keep()
    results = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in ("reader", "levels", "cascade"):
            rows = [
                {"id": id, "label": found[name][0], "probability": found[name][1]}
                for id, found in told.items()
            ]
            out = args.out if args.out and name == "cascade" else Path(folder) / f"{name}.jsonl"
            results[name] = scored(args.gold, rows, args.tools, out)
    if args.json:
        print(json.dumps(results))
        return
    for name, result in results.items():
        for group in GROUPS:
            f = result[group]
            marks = " ".join(
                f"{label} {f[label]['f1']}" for label in ("same", "refines", "conflicts", "apart")
            )
            print(
                f"{name:8} {group:8} accuracy {f['accuracy']:5} macro F1 {f['macro_f1']:5} ({marks})"
                f" calibration {f['calibration']}"
            )


if __name__ == "__main__":
    main()
