"""What keeping costs beside reading: reports a second, time outside the encoder, room on disk, memory.

usage: python -m benchmarks.adding FOLDER|FILE... [--ledger FILE] [--threads 2] [--json]

Adds every report of the inputs to a new ledger (a temporary one without --ledger), as `secondsource add`
does, in this process; beside it, in the same run, the bare encoder over the windows of the same reports,
inputs prepared. The share outside the encoder is that of processor time: what is left of this process's own
when the bare encoder's is taken from it. Loading the reader is left out of both.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.reading import DATA, bare, received, window_arrays


def spent(run: Callable[[], Any]) -> tuple[float, float]:
    """Seconds of wall time and of this process's time on processors that a call takes."""
    wall, busy = time.perf_counter(), time.process_time()
    run()
    return time.perf_counter() - wall, time.process_time() - busy


def measure(inputs: Sequence[str], ledger: Path, *, threads: int) -> dict[str, Any]:
    """The figures, with the new ledger at a path."""
    from secondsource import Desk
    from secondsource.desk.reading import shared_reader

    reports = received(inputs)
    words = sum(len(report.text.split()) for report in reports)
    reader = shared_reader()
    reader.read(reports[0])
    with Desk(ledger) as desk:
        wall, busy = spent(lambda: desk.add(reports, reader=reader))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    task = bare(window_arrays([r.text for r in reports]), weights=DATA / "reader.onnx", threads=threads)
    _, encoder = spent(task.run)
    return {
        "reports": len(reports),
        "words": words,
        "seconds": round(wall, 1),
        "reports_per_second": round(len(reports) / wall, 1),
        "words_per_second": round(words / wall),
        "outside_encoder_percent": round(100 * (1 - encoder / busy), 1),
        "kilobytes_per_report": round(ledger.stat().st_size / 1024 / len(reports), 1),
        "peak_mb": round(memory, 1),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; the exit code."""
    formatter = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=formatter, usage=argparse.SUPPRESS)
    parser.add_argument("inputs", nargs="+")
    parser.add_argument("--ledger", type=Path)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    if options.ledger and options.ledger.exists():
        print(f"{options.ledger} is there already; name a new one", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        ledger = options.ledger or Path(folder) / "adding.ledger"
        figures = measure(options.inputs, ledger, threads=options.threads)
    print(json.dumps(figures) if options.json else ", ".join(f"{k} {v}" for k, v in figures.items()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
