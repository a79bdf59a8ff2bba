"""What keeping costs beside reading: reports a second, time outside the encoder, room on disk, memory.

usage: python -m benchmarks.adding FOLDER|FILE... [--ledger FILE] [--json]

Adds every report of the inputs to a new ledger (a temporary one without --ledger), as `secondsource add`
does, in this process. Loading the reader is left out, and so is linking (`benchmarks.linking` measures it);
receiving the inputs is not.

The share outside the encoder is told twice, both of this one run. Of the processor's time: the seconds of
whatever thread is inside ONNX's `run` are the encoder's, and all others of the process are not (what prepares
windows, decodes, reads times, numbers and places, writes the ledger, waits for a lock). Of the clock's: how
long no encoder ran at all. That is less, since on two cores most of the Python runs while the encoder does;
it says by how much adding would be faster if all else took no time.

Peak memory is told twice: of adding all, and of a process that adds only the first tenth of the reports, so
that growth shows.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

PART = 10


class Call(NamedTuple):
    """One call of the encoder: seconds of the processor; when it began and ended, by the clock."""

    busy: float
    began: float
    ended: float


def covered(calls: Iterable[Call]) -> float:
    """The seconds of the clock in which at least one call ran."""
    total, until = 0.0, float("-inf")
    for call in sorted(calls, key=lambda call: call.began):
        total += max(0.0, call.ended - max(call.began, until))
        until = max(until, call.ended)
    return total


@contextmanager
def encoder_seconds() -> Iterator[list[Call]]:
    """The calls of ONNX, while the context lasts."""
    import onnxruntime

    spent: list[Call] = []
    run = onnxruntime.InferenceSession.run

    def timed(*arguments: Any, **options: Any) -> Any:
        began, busy = time.perf_counter(), time.thread_time()
        try:
            return run(*arguments, **options)
        finally:
            spent.append(Call(time.thread_time() - busy, began, time.perf_counter()))

    onnxruntime.InferenceSession.run = timed
    try:
        yield spent
    finally:
        onnxruntime.InferenceSession.run = run


def given(inputs: Sequence[str], most: int | None) -> Iterator[Any]:
    """The reports of the inputs as they come, at most so many."""
    from secondsource.intake import receive

    return islice((one for path in inputs for one in receive(path)), most)


def peak_mb() -> float:
    """The peak resident size of this process."""
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size / (1_000_000 if sys.platform == "darwin" else 1_000)


def measure(inputs: Sequence[str], ledger: Path, *, most: int | None = None) -> dict[str, Any]:
    """The figures, with the new ledger at a path."""
    from secondsource import Desk
    from secondsource.desk.reading import shared_reader

    counts = [len(one.text.split()) for one in given(inputs, most)]
    reader = shared_reader()
    reader.read(next(given(inputs, 1)))
    with Desk(ledger) as desk, encoder_seconds() as encoder:
        wall, busy = time.perf_counter(), time.process_time()
        summary = desk.add(given(inputs, most), reader=reader, link=False)
        wall, busy = time.perf_counter() - wall, time.process_time() - busy
    if summary.failures:
        raise SystemExit(f"{len(summary.failures)} reports failed: {summary.failures[0]}")
    reports, words = len(counts), sum(counts)
    within = sum(call.busy for call in encoder)
    return {
        "reports": reports,
        "words": words,
        "seconds": round(wall, 1),
        "reports_per_second": round(reports / wall, 1),
        "words_per_second": round(words / wall),
        "outside_encoder_percent": round(100 * (1 - within / busy), 1),
        "no_encoder_running_percent": round(100 * (1 - covered(encoder) / wall), 1),
        "encoder_ms_per_1000_words": round(1e6 * within / words, 1),
        "outside_ms_per_1000_words": round(1e6 * (busy - within) / words, 1),
        "kilobytes_per_report": round(ledger.stat().st_size / 1024 / reports, 1),
        "peak_mb": round(peak_mb(), 1),
    }


def of_a_part(inputs: Sequence[str], reports: int) -> dict[str, Any]:
    """The figures of a process that adds only so many reports."""
    words = [sys.executable, "-m", "benchmarks.adding", *inputs, "--most", str(reports), "--json"]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; the exit code."""
    formatter = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=formatter, usage=argparse.SUPPRESS)
    parser.add_argument("inputs", nargs="+")
    parser.add_argument("--ledger", type=Path)
    parser.add_argument("--most", type=int, help="add so many reports only, and compare with no part")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    if options.ledger and options.ledger.exists():
        print(f"{options.ledger} is there already; name a new one", file=sys.stderr)
        return 2
    # First, since a process begins with the peak of the one that began it.
    few = 0 if options.most else sum(1 for _ in given(options.inputs, None)) // PART
    part = of_a_part(options.inputs, few) if few else None
    with tempfile.TemporaryDirectory() as folder:
        ledger = options.ledger or Path(folder) / "adding.ledger"
        figures = measure(options.inputs, ledger, most=options.most)
    if part is not None:
        figures["peak_mb_of_a_tenth"] = part["peak_mb"]
    print(json.dumps(figures) if options.json else ", ".join(f"{k} {v}" for k, v in figures.items()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
