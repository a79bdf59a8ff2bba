"""Seconds until the first answer, each in a new process: `--help`, and a first read of 1,000 words.

usage: python -m benchmarks.cold [--runs 5] [--json]

Medians over the runs. The report is made of the sample story, cut to 1,000 words.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

STORY = Path(__file__).parents[1] / "samples" / "story"
# name -> (limit in seconds that the project set itself)
LIMITS = {"--help": 0.5, "first read of 1,000 words": 2.5}


def report_of(words: int) -> str:
    """A report of so many words, paragraphs kept, from the sample story's plain texts."""
    out: list[str] = []
    left = words
    for path in sorted(STORY.glob("*.txt")):
        for paragraph in path.read_text(encoding="utf-8").split("\n\n"):
            found = paragraph.split()
            out.append(" ".join(found[:left]))
            left -= len(found[:left])
            if not left:
                return "\n\n".join(out) + "\n"
    raise SystemExit(f"the sample story has fewer than {words} words")


def seconds(command: Sequence[str], *, runs: int) -> list[float]:
    """Seconds of a command from start to end, in each run; it must end with 0."""
    out = []
    for _ in range(runs):
        began = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        out.append(time.perf_counter() - began)
        if done.returncode:
            raise SystemExit(f"{' '.join(command)} ended with {done.returncode}: {done.stderr[-500:]}")
    return out


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, usage=argparse.SUPPRESS
    )
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    start = [sys.executable, "-m", "secondsource"]
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.txt"
        report.write_text(report_of(1_000), encoding="utf-8")
        commands = {"--help": [*start, "--help"], "first read of 1,000 words": [*start, "read", str(report)]}
        found = {name: seconds(command, runs=options.runs) for name, command in commands.items()}
    result = {
        name: {
            "median_seconds": round(statistics.median(row), 3),
            "slowest": round(max(row), 3),
            "limit": LIMITS[name],
        }
        for name, row in found.items()
    }
    if options.json:
        print(json.dumps(result))
    else:
        for name, row in result.items():
            slow, limit = row["slowest"], row["limit"]
            print(f"{name:28} {row['median_seconds']:.3f} s (slowest {slow:.3f}; limit {limit})")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
