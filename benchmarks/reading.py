"""Words per second and memory of the whole pipeline and of its parts, in one run.

usage: python -m benchmarks.reading FOLDER|FILE... [--weights FILE] [--checkpoint FILE] [--passes 5]
                                    [--threads 2] [--json]

Whole:   `desk.read_all` over every report, warm, loading excluded, in one process.
Singly:  reader.read, one report after the other: nothing is read ahead.
Parts:   segmenting (words, sentences, paragraphs, quotation marks), pieces (word pieces and windows),
         encoder (ONNX int8, the windows of a report side by side), decoding (from kept outputs of the first
         reports, up to 200 windows: all that is done in Python after the encoder, which goes on beside it),
         values (of decoding: times, numbers and places), records (the rows as JSON text).
Beside:  the bare encoder (ONNX alone, all windows of all reports at once, inputs prepared) and, with torch
         and --checkpoint, a PyTorch run of the same weights over the same windows, one at a time.

All of them take turns within each pass, so that a ratio compares what ran under the same load. Medians over
the passes. A word is what white space parts. Memory is the peak resident size of a process that only reads.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

DATA = Path(str(files("secondsource"))) / "data"
KEPT = 200  # windows whose outputs are kept to time decoding: 1.6 MB each


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to time: its name, a call that does it once, and the words of the reports it does it for."""

    name: str
    run: Callable[[], None]
    words: int | None = None  # None: all


def received(inputs: Sequence[str]) -> list[Any]:
    """Every report of the inputs; what cannot be read ends the benchmark."""
    from secondsource.intake import receive
    from secondsource.model.report import Report

    found = [one for given in inputs for one in receive(given)]
    for one in found:
        if not isinstance(one, Report):
            raise SystemExit(f"{one.path}: {one.message}")
    if not found:
        raise SystemExit(f"no report in {', '.join(inputs)}")
    return found


def pipeline(reports: Sequence[Any]) -> Iterator[Task]:
    """The whole, the same singly, and its last part, records."""
    from secondsource.desk import read_all
    from secondsource.reading import Reader
    from secondsource.records import line, reading_row

    reader = Reader.load()
    readings = [reader.read(report) for report in reports]

    def whole() -> None:
        for _ in read_all(reports, reader=reader):
            pass

    def singly() -> None:
        for report in reports:
            reader.read(report)

    def records() -> None:
        for reading in readings:
            line(reading_row(reading))

    yield Task(name="whole", run=whole)
    yield Task(name="singly", run=singly)
    yield Task(name="records", run=records)
    yield decoding(reader, reports)
    yield values(reader, readings)


def decoding(reader: Any, reports: Sequence[Any]) -> Task:
    """All that reading does after the encoder, for the first reports: their outputs are kept."""
    held: list[tuple[Any, Any, Any]] = []
    windows = 0
    for report in reports:
        prepared = reader.prepare(report.text)
        windows += len(prepared.windows)
        if held and windows > KEPT:
            break
        held.append((report, prepared, reader.encode(prepared)))

    def run() -> None:
        for report, prepared, outputs in held:
            reader.decode(report, prepared, outputs)

    return Task(name="decoding", run=run, words=sum(len(report.text.split()) for report, _, _ in held))


def values(reader: Any, readings: Sequence[Any]) -> Task:
    """The steps that read times, numbers and places, each report with the mentions of its reading."""
    from secondsource.model.span import hull
    from secondsource.reading.numbers import numbers
    from secondsource.reading.parties import Found
    from secondsource.reading.places import located
    from secondsource.reading.times import times

    held = []
    for reading in readings:
        segments = reader.prepare(reading.report.text).segments
        words = tuple(segments.range_of(hull(mention.spans)) for mention in reading.mentions)
        found = Found(parties=reading.parties, mentions=reading.mentions, words=words, sources=())
        held.append((segments, reading.report, found))

    def run() -> None:
        for segments, report, found in held:
            told = times(segments, report, found.mentions)
            numbers(segments, told, found.mentions)
            located(segments, report, found)

    return Task(name="values", run=run)


def parts_of_reading(texts: Sequence[str], *, weights: Path, threads: int) -> Iterator[Task]:
    """The parts that reading calls in turn, each alone. Adapt here when the pipeline's steps change."""
    from secondsource.encoder.pieces import Piecer, windows
    from secondsource.encoder.session import Session
    from secondsource.text import quotations, segment

    piecer, session = Piecer(DATA / "vocabulary.txt"), Session(weights, workers=threads)
    segments = [segment(text) for text in texts]
    quotes = [quotations(one.text, one.paragraphs) for one in segments]
    cut = [piecer.cut(one, marks) for one, marks in zip(segments, quotes, strict=True)]
    seen = [windows(one, pieces) for one, pieces in zip(segments, cut, strict=True)]

    def segmenting() -> None:
        for text in texts:
            quotations(text, segment(text).paragraphs)

    def pieces() -> None:
        for one, marks in zip(segments, quotes, strict=True):
            windows(one, piecer.cut(one, marks))

    def encoder() -> None:
        for one, spans in zip(cut, seen, strict=True):
            session.run(one, spans)

    yield Task(name="segmenting", run=segmenting)
    yield Task(name="pieces", run=pieces)
    yield Task(name="encoder", run=encoder)


def window_arrays(texts: Sequence[str]) -> list[dict[str, Any]]:
    """The inputs of every window of every text, as the encoder takes them."""
    from secondsource.encoder.pieces import Piecer, window_inputs, windows
    from secondsource.text import quotations, segment

    piecer, out = Piecer(DATA / "vocabulary.txt"), []
    for text in texts:
        segments = segment(text)
        pieces = piecer.cut(segments, quotations(text, segments.paragraphs))
        out += [window_inputs(pieces, window) for window in windows(segments, pieces)]
    return out


def bare(inputs: Sequence[dict[str, Any]], *, weights: Path, threads: int) -> Task:
    """ONNX alone over prepared windows, as many side by side as there are threads."""
    from concurrent.futures import ThreadPoolExecutor

    import onnxruntime

    from secondsource.encoder.session import SLOWER

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        weights, options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOWER
    )
    pool = ThreadPoolExecutor(threads)

    def run() -> None:
        for _ in pool.map(lambda arrays: session.run(None, arrays), inputs):
            pass

    return Task(name="bare encoder", run=run)


def pytorch(inputs: Sequence[dict[str, Any]], *, checkpoint: Path, threads: int) -> Task:
    """The network as trained, float32, over the same windows."""
    import torch

    from training.network import Network

    torch.set_num_threads(threads)
    network = Network()
    network.load_state_dict(torch.load(checkpoint, weights_only=True, map_location="cpu"))
    network.eval()
    tensors = [{name: torch.from_numpy(array) for name, array in arrays.items()} for arrays in inputs]

    def run() -> None:
        with torch.inference_mode():
            for arrays in tensors:
                network(**arrays)

    return Task(name="pytorch", run=run)


def timed(tasks: Sequence[Task], *, passes: int) -> dict[str, list[float]]:
    """Seconds of each task in each pass, after one turn that is not counted; tasks take turns."""
    seconds: dict[str, list[float]] = {task.name: [] for task in tasks}
    for turn in range(passes + 1):
        for task in tasks:
            began = time.perf_counter()
            task.run()
            if turn:
                seconds[task.name].append(time.perf_counter() - began)
    return seconds


def peak(inputs: Sequence[str]) -> float:
    """MB: the peak resident size of a process that only reads the inputs, and of no other."""
    words = [sys.executable, "-m", "benchmarks.reading", "--only-memory", *inputs]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    return float(done.stdout)


def only_memory(inputs: Sequence[str]) -> int:
    """Read the inputs and print the peak resident size of this process in MB."""
    from secondsource.desk import read_all
    from secondsource.reading import Reader

    for _ in read_all(received(inputs), reader=Reader.load()):
        pass
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(size / (1_000_000 if sys.platform == "darwin" else 1_000))
    return 0


def summary(
    seconds: dict[str, list[float]], *, words: int, words_of: dict[str, int] | None = None
) -> dict[str, Any]:
    """Medians: words per second of each task, and the ratios. words_of: those of tasks of fewer words."""
    counts = {name: (words_of or {}).get(name, words) for name in seconds}
    rows = {
        name: {
            "words_per_second": round(counts[name] / statistics.median(row)),
            "milliseconds_per_1000_words": round(1e6 * statistics.median(row) / counts[name], 2),
            "spread": [round(counts[name] / taken) for taken in (max(row), min(row))],
        }
        for name, row in seconds.items()
    }
    middle = {name: statistics.median(row) for name, row in seconds.items()}
    beside = [name for name in ("bare encoder", "pytorch") if name in middle]
    ratios = {f"whole to {name}": round(middle[name] / middle["whole"], 3) for name in beside}
    return {"measures": rows, "ratios": ratios}


def lines(result: dict[str, Any]) -> Iterator[str]:
    """What people see."""
    yield (
        f"{result['reports']} reports, {result['words']:,} words, {result['windows']} windows; "
        f"{result['passes']} passes, {result['threads']} threads"
    )
    for name, row in result["measures"].items():
        slow, fast = row["spread"]
        yield (
            f"  {name:14} {row['words_per_second']:10,} words/s  "
            f"{row['milliseconds_per_1000_words']:8.2f} ms/1000 words  ({slow:,} to {fast:,})"
        )
    for name, ratio in result["ratios"].items():
        yield f"  speed of {name}: {ratio}"
    yield f"  peak memory    {result['peak_mb']:10,.0f} MB"


def options_of(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, usage=argparse.SUPPRESS
    )
    parser.add_argument("inputs", nargs="+")
    parser.add_argument("--weights", type=Path, default=next(iter(sorted(DATA.glob("*.onnx"))), None))
    parser.add_argument("--checkpoint", type=Path)
    parser.add_argument("--passes", type=int, default=5)
    parser.add_argument("--threads", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--only-memory", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; the exit code."""
    options = options_of(arguments)
    if options.only_memory:
        return only_memory(options.inputs)
    if options.weights is None:
        raise SystemExit(f"no weights in {DATA}; give --weights")
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: options.threads])
    memory = peak(options.inputs)
    reports = received(options.inputs)
    texts = [report.text for report in reports]
    arrays = window_arrays(texts)
    kind = {"weights": options.weights, "threads": options.threads}
    tasks = [*pipeline(reports), *parts_of_reading(texts, **kind), bare(arrays, **kind)]
    if options.checkpoint:
        tasks.append(pytorch(arrays, checkpoint=options.checkpoint, threads=options.threads))
    words = sum(len(text.split()) for text in texts)
    result: dict[str, Any] = {
        "reports": len(reports),
        "words": words,
        "windows": len(arrays),
        "passes": options.passes,
        "threads": options.threads,
        **summary(
            timed(tasks, passes=options.passes),
            words=words,
            words_of={task.name: task.words for task in tasks if task.words is not None},
        ),
        "peak_mb": round(memory, 1),
    }
    print(json.dumps(result) if options.json else "\n".join(lines(result)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
