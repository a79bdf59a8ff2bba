"""A ledger's worth of reports with their readings, made up: no encoder, no corpus, no clock.

    python -m benchmarks.generate --reports 100000 --seed 1 [--stories 2-500] [--processes 2] [-o FILE|-]

Invented news is put together from templates of our own; the statements come from the templates, which know
where each of their words stands. The same reports and seed give the same bytes on every Python and machine.
Each line that -o writes is a row of `read --with-text` with its story behind it; their SHA-256 is printed
at the end, with or without -o.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from multiprocessing import Pool
from pathlib import Path
from random import Random
from typing import BinaryIO

from benchmarks.generating.cast import publishers
from benchmarks.generating.rows import Rows
from benchmarks.generating.story import Piece, Story, size
from secondsource.model.report import Capture, Report
from secondsource.records.rows import ReadRow

# (reports, seed) -> the digest that `main` prints; a test holds the small one.
DIGESTS: dict[tuple[int, int], str] = {
    (300, 1): "sha256:ce81efad401c386fd7959fd2edb4716c5ca4a0119cc89ecfe9a983edf73de0b1",
    (1_000, 1): "sha256:f1535a17260fa1f2966043e98b7a561ce49f7c4f806c4e39fe529df86b5efc42",
    (100_000, 1): "sha256:9856d6e18a586fdc6d023d207fbc68d1e067c2259fd22b8c28a2aea3bfa6f0e7",
}

Made = tuple[Report, ReadRow, str]
OUTLETS = 300
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)
_NOT_WORDS = re.compile(r"[^a-z0-9]+")


def generate(
    reports: int, seed: int, *, least: int = 2, most: int = 500, with_text: bool = False, skip: int = 0
) -> Iterator[Made]:
    """Reports with the rows that reading them would give, and the names of their stories; story by story.

    least, most: reports of a story (the last one may be cut short). with_text: as of `read --with-text`.
    skip: reports that are left out at the beginning; stories that are left out whole take no time.
    Stories depend on the seed and their number alone, so a longer run begins with the reports of a shorter.
    """
    for job in _jobs(reports, seed, least=least, most=most):
        wanted = job[-1]
        if skip < wanted:
            yield from islice(_story(*job, with_text=with_text), skip, None)
        skip = max(0, skip - wanted)


Job = tuple[int, int, int, int]
"""Seed, number of the story, how many reports it has, how many of them are wanted."""


def _jobs(reports: int, seed: int, *, least: int, most: int) -> Iterator[Job]:
    sizes = Random(f"{seed}/sizes").random
    number, left = 0, reports
    while left > 0:
        number += 1
        count = size(sizes, least=least, most=most)
        yield seed, number, count, min(count, left)
        left -= count


def _story(seed: int, number: int, count: int, wanted: int, *, with_text: bool) -> Iterator[Made]:
    story = Story(seed, number, _outlets(seed))
    for n, piece in enumerate(islice(story.pieces(count), wanted), start=1):
        yield (*_made(piece, f"{number}-{n}", with_text=with_text), story.name)


@lru_cache(maxsize=4)
def _outlets(seed: int) -> tuple[str, ...]:
    return publishers(Random(f"{seed}/publishers").random, OUTLETS)


def _made(piece: Piece, key: str, *, with_text: bool) -> tuple[Report, ReadRow]:
    text = "".join(piece.writing.words)
    if piece.cut is not None:
        text = text[: piece.cut] + "\n"
    address = f"https://{_site(piece.publisher)}.example/{piece.published[:10].replace('-', '/')}/{key}"
    report = Report(
        text=text,
        path=address,
        title=piece.title,
        publisher=piece.publisher,
        byline=piece.byline,
        dateline=_dateline(text),
        published=piece.published,
        language="en",
        address=address,
        capture=Capture(body=text.encode(), media="text/plain"),
    )
    row = Rows(piece.writing, report, report_id=report.id, cut=piece.cut).row(with_text=with_text)
    return report, row


@lru_cache(maxsize=OUTLETS)
def _site(publisher: str) -> str:
    return _NOT_WORDS.sub("-", publisher.lower())


def _dateline(text: str) -> str | None:
    head, dash, _ = text[:60].partition(" - ")
    return head if dash and head[:2].isupper() else None


def line(row: ReadRow, story: str) -> bytes:
    """The line of a report: its row with its story behind it."""
    return _ENCODER.encode({**row, "story": story}).encode() + b"\n"


def lines(jobs: Iterable[Job], *, processes: int = 1) -> Iterator[tuple[list[bytes], int]]:
    """Of each story, the lines of its reports and how many statements they hold, in the order of the jobs."""
    if processes == 1:
        yield from map(_lines, jobs)
        return
    with Pool(processes) as pool:
        yield from pool.imap(_lines, jobs, chunksize=4)


def _lines(job: Job) -> tuple[list[bytes], int]:
    made = list(_story(*job, with_text=True))
    return [line(row, story) for _, row, story in made], sum(len(row["statements"]) for _, row, _ in made)


def written(stories: Iterable[tuple[list[bytes], int]], to: BinaryIO | None) -> tuple[str, int, int]:
    """Writes the lines of all reports; their digest, how many statements and bytes they hold."""
    digest, statements, size_ = hashlib.sha256(), 0, 0
    for held, count in stories:
        body = b"".join(held)
        digest.update(body)
        statements += count
        size_ += len(body)
        if to:
            to.write(body)
    return "sha256:" + digest.hexdigest(), statements, size_


def options_of(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, usage=argparse.SUPPRESS
    )
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--stories", default="2-500", metavar="LEAST-MOST", help="reports of a story")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="where to write the lines; - is standard output"
    )
    options = parser.parse_args(arguments)
    bounds = re.fullmatch(r"(\d+)-(\d+)", options.stories)
    if not bounds or not 1 <= int(bounds[1]) <= int(bounds[2]):
        parser.error(f"--stories {options.stories}: give the least and the most reports of a story, as 2-500")
    for name in ("reports", "processes"):
        if getattr(options, name) < 1:
            parser.error(f"--{name} {getattr(options, name)}: give 1 or more")
    options.least, options.most = int(bounds[1]), int(bounds[2])
    return options


@contextmanager
def _target(output: str | None) -> Iterator[BinaryIO | None]:
    if output in (None, "-"):
        yield sys.stdout.buffer if output else None
        return
    try:
        with Path(output).open("wb") as to:
            yield to
    except OSError as error:
        raise SystemExit(f"{output}: {error.strerror}; give -o a file that can be written") from error


def main(arguments: Sequence[str] | None = None) -> int:
    """Generate; the exit code. 1 where a digest is recorded and another one came out."""
    options = options_of(arguments)
    began = time.perf_counter()
    jobs = _jobs(options.reports, options.seed, least=options.least, most=options.most)
    with _target(options.output) as to:
        digest, statements, size_ = written(lines(jobs, processes=options.processes), to)
    seconds = time.perf_counter() - began
    print(
        f"{options.reports:,} reports, {statements:,} statements, {size_ / 1e6:,.0f} MB in {seconds:.1f} s "
        f"({options.reports / seconds:,.0f} reports/s)\n{digest}",
        file=sys.stderr,
    )
    recorded = DIGESTS.get((options.reports, options.seed)) if options.stories == "2-500" else None
    if recorded not in (None, digest):
        print(f"not the digest recorded: {recorded}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
