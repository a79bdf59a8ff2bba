"""A folder of files of all formats added at once: is anything silent, how long does it take, how much memory?

usage: python -m benchmarks.mixed [FOLDER] [--files 1000] [--seed 1] [--keep FOLDER] [--json]

Without FOLDER the files are made (`benchmarks.mixing`): text, pages, saved pages, feeds, PDF, Word and
OpenDocument files, mail with attachments, mailboxes, WARC, WACZ, zip, gzip and record files, broken ones and
copies, beside those of the tests and of the sample story. All are added to a new ledger through the Desk.

Each file must give as many rows as it was made to give, and as many failures; of FOLDER's files, as many as
Python's own readers of these formats count, or one at least where those cannot tell. Where a file gives
fewer or more the exit code is 1, and the first ones are named.

Time is told as by `benchmarks.adding`; the program that reads PDF counts as outside the encoder.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.adding import encoder_seconds, peak_mb
from benchmarks.mixing import folder as mixing
from benchmarks.mixing.counting import Count

_NAMED = 12


def measure(folder: Path, expected: Mapping[str, Count], ledger: Path) -> dict[str, Any]:
    """Add the folder to a new ledger: the figures, and what is wrong with the rows of which file."""
    from secondsource import Desk
    from secondsource.desk.outcomes import Outcome
    from secondsource.desk.reading import shared_reader

    outcomes: list[Outcome] = []
    reader = shared_reader()
    with Desk(ledger) as desk, encoder_seconds() as encoder:
        wall, busy = time.perf_counter(), _busy()
        summary = desk.add(str(folder), reader=reader, on_outcome=outcomes.append, link=False)
        wall, busy = time.perf_counter() - wall, _busy() - busy
    rows = [(outcome.path, outcome.state) for outcome in outcomes]
    wrong = compared(folder, expected, rows)
    least = sum(one.rows for one in expected.values())
    inside = sum(one.inside for one in expected.values())
    return {
        "files": len(expected),
        "inside": inside,
        "files_of_many": len(expected) + inside - least,
        "expected": least,
        "rows": len(outcomes),
        "states": dict(sorted(summary.counts.items())),
        "kinds": dict(sorted(Counter(outcome.kind for outcome in summary.failures).items(), key=str)),
        "wrong": wrong,
        "seconds": round(wall, 1),
        "rows_per_second": round(len(outcomes) / wall, 1),
        "processor_seconds": round(busy, 1),
        "encoder_seconds": round(sum(call.busy for call in encoder), 1),
        "outside_encoder_percent": round(100 * (1 - sum(call.busy for call in encoder) / busy), 1),
        "peak_mb": round(peak_mb(), 1),
    }


def compared(folder: Path, expected: Mapping[str, Count], rows: Sequence[tuple[str, str]]) -> list[str]:
    """What is wrong, a line a file. rows: path and state of each outcome, paths as `add` gives them."""
    found: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    wrong = []
    root = f"{folder}/"
    for path, state in rows:
        name = _file_of(path.removeprefix(root), expected)
        if not path.startswith(root) or name is None:
            wrong.append(f"{path}: a row of no file")
            continue
        found[name] += 1
        failed[name] += state == "failed"
    for name, one in expected.items():
        if found[name] < one.rows or (one.exact and found[name] > one.rows):
            wrong.append(f"{name}: {found[name]} rows for {one.rows}")
        elif one.failed not in (None, failed[name]):
            wrong.append(f"{name}: {failed[name]} failures for {one.failed}")
    return wrong


def _file_of(path: str, expected: Mapping[str, Count]) -> str | None:
    """The file that a row's path leads to: FILE, or FILE#WHAT LIES INSIDE."""
    while path not in expected:
        path, hash_, _ = path.rpartition("#")
        if not hash_:
            return None
    return path


def _busy() -> float:
    """Processor seconds of this process and of those that it began and that ended."""
    others = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + others.ru_utime + others.ru_stime


def told(figures: Mapping[str, Any]) -> str:
    """The figures on one line for people."""
    states = ", ".join(f"{count:,} {state}" for state, count in figures["states"].items())
    bad = figures["wrong"]
    verdict = "nothing is silent" if not bad else f"WRONG for {len(bad)}: " + "; ".join(bad[:_NAMED])
    return (
        f"{figures['files']:,} files, {figures['inside']:,} attachments and members inside "
        f"{figures['files_of_many']:,} files that are only their containers: {figures['expected']:,} rows "
        f"expected, {figures['rows']:,} out ({states}), {verdict}; {figures['seconds']} s, "
        f"{figures['outside_encoder_percent']} % of {figures['processor_seconds']} processor seconds outside "
        f"the encoder, {figures['peak_mb']} MB at most"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Make or take the folder, measure and print; the exit code."""
    formatter = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=formatter, usage=argparse.SUPPRESS)
    parser.add_argument("folder", nargs="?", type=Path, help="files of your own, in place of made ones")
    parser.add_argument("--files", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where to make the files, and leave them")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    if options.folder is not None and not options.folder.is_dir():
        parser.error(f"{options.folder} is no folder; name one, or none to have files made")
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or options.keep or Path(temporary) / "mixed"
        make = options.folder is None
        expected = mixing.write(folder, options.files, options.seed) if make else mixing.given(folder)
        figures = measure(folder, expected, Path(temporary) / "mixed.ledger")
    print(json.dumps(figures, ensure_ascii=False) if options.json else told(figures))
    return 1 if figures["wrong"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
