"""What the gate measures of linking: pairs, events, the sample story, and real reports that were judged."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).parents[1] / "samples"
JUDGED = Path(__file__).with_name("annotations") / "joins.jsonl"
HELD = Path(__file__).with_name("annotations") / "conflicts.jsonl"
REPORTS = ("reports/wikinews2019/documents.jsonl", "reports/muc/documents.jsonl")

Measures = dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the sets and the scorers lie."""

    data: Path
    tools: Path


def pairs(place: Place, folder: Path) -> Measures:
    """Percent: accuracy and macro F1 of four labels by the cascade, and the calibration error left to 100."""
    gold = place.data / "linking/dev.jsonl"
    found = _module("training.cascade", gold, "--tools", place.tools)["cascade"]
    held = {f"{g}.{m}": found[g][m] for g in ("all", "real") for m in ("accuracy", "macro_f1")}
    return held | {"calibrated": 100 - found["all"]["calibration"]}


def ecbplus(place: Place, folder: Path) -> Measures:
    """Percent: F1 of clusters of event mentions, and points of CoNLL F1 above the baseline."""
    found = _module("training.ecbplus", place.data / "crossdoc/ecbplus", "--tools", place.tools)
    system, baseline = found["system"], found["baseline"]
    return {**system, "above": round(system["conll"] - baseline["conll"], 1)}


def story(place: Place, folder: Path) -> Measures:
    """Percent: precision and recall of what the system makes of the sample story."""
    found = _module("training.story", SAMPLES / "story", SAMPLES / "truth.json")
    return {f"{name}.{side}": row[side] for name, row in found.items() for side in ("precision", "recall")}


def joins(place: Place, folder: Path) -> Measures:
    """Percent: judged pairs of points that are joined and are of one claim, and how many were judged."""
    sets = [place.data / name for name in REPORTS]
    found = _module("training.joins", *sets, "--judged", JUDGED)
    return {"precision": found["joined"]["percent"], "judged": float(found["joined"]["of"])}


def conflicts(place: Place, folder: Path) -> Measures:
    """Percent: told conflicts that were judged and hold; those known to hold that are told."""
    sets = [place.data / name for name in REPORTS]
    found = _module("training.conflicts", *sets, "--judged", HELD)
    known = 100 * found["of_these_told"] / max(1, found["known_true"])
    return {"precision": found["percent"], "known": round(known, 1)}


def _module(name: str, *arguments: object) -> dict[str, Any]:
    """What a measure of this folder prints with --json."""
    command = [sys.executable, "-m", name, *map(str, arguments), "--json"]
    found: dict[str, Any] = json.loads(output(command))
    return found


def output(command: Sequence[str]) -> str:
    """What a command prints; it must end well."""
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise SystemExit(
            f"{' '.join(command[:3])} ended with {done.returncode}: {done.stderr.strip()[-500:]}"
        )
    return done.stdout
