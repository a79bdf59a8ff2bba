"""Feeds damaged files to the readers, each through the public door, and keeps those that one cannot stand.

    python -m tests.intake.fuzz FORMAT|all [--inputs 100000] [--minutes 20] [--seed 1] [--json]

A finding is an input that ends the process, computes for more than 5 seconds without a row (or 60 in all),
needs more than 500 MB beyond what the process has at its start, or comes back as a failure of kind
"internal"; and a process that grows and grows. The same seed gives the same inputs. Exits with 1 where
something was found.
"""

from __future__ import annotations

import argparse
import json
import logging
import multiprocessing
import os
import resource
import socket
import sys
import time
import traceback
from collections import Counter
from dataclasses import asdict, dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any

from tests.intake.mutations import mutated
from tests.intake.pages import CONSENT, article, linked_data, page, paragraphs

FILES = Path(__file__).parent / "files"
# Of computing, so that a busy machine finds nothing else.
SECONDS, WHOLE, MEMORY = 5.0, 60.0, 500_000_000
# A process that holds this much more after many inputs than after the first keeps what it should not.
_GROWTH, _SETTLED = 60_000_000, 300
# Inputs after which the parent hears from the worker; of one kind of finding so many are kept.
_BATCH, _KEPT = 25, 5


@dataclass(slots=True)
class Run:
    """What came of one format. outcomes: reports and failures by kind; findings: (what, input, where)."""

    format: str
    inputs: int = 0
    seconds: float = 0.0
    outcomes: Counter[str] = field(default_factory=Counter)
    findings: list[dict[str, Any]] = field(default_factory=list)
    megabytes: float = 0.0


def seeds_of(format: str) -> list[tuple[str, bytes]]:
    """The samples of a format, by name; [] where there are none."""
    made: dict[str, list[tuple[str, bytes]]] = {
        "html": [
            ("a.html", article()),
            (
                "b.html",
                article(
                    head=linked_data(headline="Dam holds", datePublished="2026-03-05", author="O. Finch")
                ),
            ),
            ("c.html", page(paragraphs(CONSENT))),
            ("d.html", article().decode().replace("utf-8", "utf-16").encode("utf-16")),
        ],
        "plain": [
            (
                "a.txt",
                b"VESSEL BAY, March 5 (AP) - The dam held, its engineer said.\r\n\r\nNobody was hurt.\n",
            )
        ],
        "rows": [
            (
                "a.jsonl",
                b'{"text": "The dam held, she said.", "id": 1, "published": "2026-03-05"}\n{"text": ""}\n',
            ),
            (
                "b.jsonl",
                b'\xef\xbb\xbf{"file": "a.txt"}\n{"text": "Nobody was hurt, he said.", "title": null}\n',
            ),
        ],
    }
    folder = FILES / format
    if folder.is_dir():
        made.setdefault(format, []).extend(
            (path.name, path.read_bytes()) for path in sorted(folder.rglob("*")) if path.is_file()
        )
    return [(name, body) for name, body in made.get(format, []) if body]


def formats() -> list[str]:
    """All formats that have samples."""
    kept = [path.name for path in FILES.iterdir() if path.is_dir()] if FILES.is_dir() else []
    return sorted({*kept, "html", "plain", "rows"})


def input_of(format: str, number: int, *, seed: int) -> tuple[str, bytes]:
    """An input by its number, and the name that it is given under."""
    random = Random(f"{seed}:{format}:{number}")
    seeds = seeds_of(format)
    name = random.choice(seeds)[0]
    return name, mutated([body for _, body in seeds], random)


def fuzz(format: str, *, inputs: int, minutes: float, seed: int, folder: Path) -> Run:
    """Feed one format's readers, and keep the inputs that are findings in a folder."""
    run, started = Run(format=format), time.monotonic()
    number = 0
    kinds: Counter[str] = Counter()
    while number < inputs and time.monotonic() - started < minutes * 60:
        ours, theirs = multiprocessing.Pipe()
        current: Any = multiprocessing.Array("d", [float(number), 0.0, 0.0, 0.0], lock=False)
        worker = multiprocessing.Process(target=_work, args=(theirs, current, format, number, inputs, seed))
        worker.start()
        theirs.close()
        found, reached = _watch(worker, ours, current, run, until=started + minutes * 60)
        number = reached
        for finding in found:
            kinds[finding["what"]] += 1
            if kinds[finding["what"]] <= _KEPT:
                run.findings.append(finding | {"file": str(_kept(format, finding, seed=seed, folder=folder))})
    run.seconds = round(time.monotonic() - started, 1)
    run.inputs = number
    return run


def _watch(
    worker: Any, pipe: Connection, current: Any, run: Run, *, until: float
) -> tuple[list[dict[str, Any]], int]:
    """Listen till the worker ends, hangs, or time is up: what was found, and the number to go on with."""
    found: list[dict[str, Any]] = []
    try:
        while True:
            if pipe.poll(0.2):
                told = pipe.recv()
                run.outcomes.update(told["outcomes"])
                run.megabytes = max(run.megabytes, told["megabytes"])
                found += told["findings"]
                if told["done"]:
                    return found, int(current[0])
            elif not worker.is_alive():
                raise EOFError
            number = int(current[0])
            if what := _hangs(worker, current):
                found.append({"what": what, "input": number})
                return found, number + 1
            if time.monotonic() > until:
                return found, number
    except EOFError:
        worker.join(5)
        number = int(current[0])
        found.append({"what": f"the process ended ({worker.exitcode})", "input": number})
        return found, number + 1
    finally:
        worker.kill()
        worker.join()


def _hangs(worker: Any, current: Any) -> str:
    """Why the input now read takes too long, if it does. current: number, then computed when a row came, when
    the input began, and the wall's time at its begin (0 between inputs).
    """
    _, row, begun, wall = current
    if not wall:
        return ""
    try:
        computed = _computed(worker.pid)
    except OSError:
        return ""
    if computed - row > SECONDS:
        return f"more than {SECONDS:g} s without a row"
    if computed - begun > WHOLE or time.monotonic() - wall > 5 * WHOLE:
        return f"more than {WHOLE:g} s"
    return ""


def _computed(pid: int) -> float:
    """Seconds that a process has computed."""
    fields = (
        Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    )
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _work(pipe: Connection, current: Any, format: str, first: int, last: int, seed: int) -> None:
    """Read inputs one after another, in a process that may die of it."""
    trace = _Trace()
    _shut_in(trace)
    from secondsource.intake import from_bytes
    from secondsource.model.report import Failure

    for name, body in seeds_of(format):  # what is loaded late is loaded now
        list(from_bytes(body, path="fuzz", name=name, language="any"))
    size, settled = _memory()[0], 0
    resource.setrlimit(resource.RLIMIT_AS, (size + MEMORY, resource.RLIM_INFINITY))
    told: dict[str, Any] = {}
    for number in range(first, last + 1):
        if not told or number % _BATCH == 0 or number == last:
            if told:
                pipe.send(told | {"megabytes": _memory()[1] / 1e6, "done": number == last})
            told = {"outcomes": Counter(), "findings": [], "done": False}
        current[0] = number
        if number == last:
            break
        name, body = input_of(format, number, seed=seed)
        trace.last = ""
        current[1] = current[2] = time.process_time()
        current[3] = time.monotonic()
        for outcome in from_bytes(body, path="fuzz", name=name, language="any"):
            current[1] = time.process_time()
            kind = outcome.kind if isinstance(outcome, Failure) else "report"
            told["outcomes"][kind] += 1
            if isinstance(outcome, Failure) and kind == "internal":
                what = trace.last or outcome.message[:200]
                told["findings"].append({"what": what, "input": number, "message": outcome.message[:300]})
        current[3] = 0.0
        if number - first == _SETTLED:
            settled = _memory()[1]
        elif settled and number % _SETTLED == 0 and _memory()[1] - settled > _GROWTH:
            told["findings"].append({"what": "the process grows", "input": number})
            settled = _memory()[1]


class _Trace(logging.Handler):
    """Remembers where the last fault of a library was raised."""

    last = ""

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            frames = traceback.extract_tb(error.__traceback__)
            where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
            ours = [frame for frame in frames if "secondsource" in frame.filename]
            if ours:
                where += f" from {Path(ours[-1].filename).name}:{ours[-1].lineno}"
            self.last = f"{type(error).__name__} at {where}"


def _shut_in(trace: _Trace) -> None:
    """No network, no words on the terminal, and a note of each fault."""

    def refuse(*_: Any, **__: Any) -> Any:
        raise OSError("no network in a fuzz run")

    socket.getaddrinfo = refuse
    socket.create_connection = refuse
    log = logging.getLogger("secondsource.intake")
    log.setLevel(logging.INFO)
    log.addHandler(trace)
    log.propagate = False
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)


def _memory() -> tuple[int, int]:
    """Bytes of address space and of memory that this process has."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()
    size = resource.getpagesize()
    return int(pages[0]) * size, int(pages[1]) * size


def _kept(format: str, finding: dict[str, Any], *, seed: int, folder: Path) -> Path:
    """The input of a finding as a file, and what was found beside it."""
    name, body = input_of(format, finding["input"], seed=seed)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{format}-{seed}-{finding['input']}-{name}"
    path.write_bytes(body)
    path.with_name(f"{path.name}.txt").write_text(json.dumps(finding, indent=1) + "\n", encoding="utf-8")
    return path


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("format", choices=[*formats(), "all"])
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--minutes", type=float, default=20.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=Path("build") / "fuzz", help="where findings are kept")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    runs = []
    for format in formats() if args.format == "all" else [args.format]:
        run = fuzz(format, inputs=args.inputs, minutes=args.minutes, seed=args.seed, folder=args.folder)
        runs.append(run)
        if not args.json:
            kinds = ", ".join(f"{kind} {count:,}" for kind, count in run.outcomes.most_common())
            size = f"at most {run.megabytes:,.0f} MB"
            print(f"{format}: {run.inputs:,} inputs in {run.seconds:,.0f} s, {size}: {kinds}")
            for finding in run.findings:
                print(f"  {finding['what']}: input {finding['input']}, {finding['file']}")
            sys.stdout.flush()
    if args.json:
        print(json.dumps({"runs": [{**asdict(run), "outcomes": dict(run.outcomes)} for run in runs]}))
    return 1 if any(run.findings for run in runs) else 0


if __name__ == "__main__":
    sys.exit(main())
