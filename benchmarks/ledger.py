"""What a ledger takes as it grows: adding one more report, searching, listing, showing, and room on disk.

    python -m benchmarks.ledger --ledger FILE|--url postgresql://... [--reports 1000 10000 100000] [--seed 1]
        [--rounds 9] [--json FILE]

Fills the ledger with generated reports (benchmarks.generate) up to each size, those that it holds already not
again, and measures at each. Calls are those that a Desk makes, in this warm process; reading is apart.
Figures are medians in milliseconds over several questions of a kind: of wall time, of the least wall time of
each question, and of the time on processors (what counts on a busy machine), of this process and of the
PostgreSQL that serves it, where that runs on the same machine. Last, those above 100.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import text

from benchmarks.generate import Made, generate
from secondsource import views
from secondsource.ledger import Ledger, evidence
from secondsource.ledger.evidence import Received

LIMIT_MS = 100.0
BATCH = 200
PAGE = 20
# More reports than are measured, so that one more is always a new one.
_SPARE = 2_000


def fill(ledger: Ledger, made: Iterator[Made], count: int) -> float:
    """Add some reports in batches; seconds."""
    began = time.perf_counter()
    some = islice(made, count)
    while batch := list(islice(some, BATCH)):
        with ledger.writing("add") as w:
            for report, row, _ in batch:
                evidence.add_report(w, Received(report=report, reading=row))
    return time.perf_counter() - began


def held(ledger: Ledger) -> int:
    """How many reports a ledger holds."""
    with ledger.reading() as connection:
        return int(connection.execute(text("SELECT count(*) FROM reports")).scalar() or 0)


def size(ledger: Ledger) -> int:
    """Bytes on disk."""
    if ledger.dialect == "sqlite":
        return sum(p.stat().st_size for s in ("", "-wal") if (p := Path(f"{ledger.where}{s}")).exists())
    with ledger.reading() as connection:
        found = connection.execute(text("SELECT pg_database_size(current_database())")).scalar()
        return int(found or 0)


Call = Callable[[], Any]
Time = tuple[float, float]


def calls(ledger: Ledger) -> dict[str, list[Call]]:
    """What is measured: of each kind, several questions, their names and ids taken from the ledger."""
    newest = list(views.search(ledger, views.query(), limit=40))
    speaking = [row for row in newest if row["party"]]
    sources = [row["party"] or "" for row in speaking[:5]]
    common = [row["key"] for row in views.sources(ledger, limit=3)]
    some = [row["report"]["id"] for row in newest[::8]]
    publisher = newest[0]["report"]["publisher"]
    pairs = [" ".join(row["content"].split()[1:4]) for row in newest[::8]]

    def search(given: str = "", **filters: Any) -> Call:
        query = views.query(given, **filters)
        return lambda: views.page(ledger, query, limit=PAGE).rows

    def counts(given: str = "", **filters: Any) -> Call:
        query = views.query(given, **filters)
        return lambda: views.counts(ledger, query)

    def listed(view: Callable[..., Iterator[Any]], *given: Any) -> Call:
        return lambda: list(view(ledger, *given, limit=PAGE))

    return {
        "search: rare words": [search(words) for words in pairs],
        "search: a phrase": [search(f'"{words}"') for words in pairs],
        "search: a common word": [search(word) for word in ("the", "said", "on thursday", "officials")],
        "search: two filters and a word": [
            search("said", place="CZ", since="2024"),
            search("the", source=common[0], number=">=100"),
            search("officials", publisher=publisher),
        ],
        "search: reports": [
            listed(views.search_reports, views.query(words))
            for words in ("officials", '"said the"', *pairs[:2])
        ],
        "filter: source": [search(source=name) for name in (*sources, *common)],
        "filter: country": [search(place=code) for code in ("FR", "CZ", "IN", "BR")],
        "filter: number": [
            search(number=given) for given in (">=100", "3000..5000", "..5 people", "100..200")
        ],
        "filter: days": [search(since=f"20{year}-03", until=f"20{year}-04") for year in (21, 22, 23, 24, 25)],
        "filter: basis, certainty, polarity": [
            search(basis="imagery"), search(certainty="likely"), search(polarity="denied"),
        ],
        "counts: rare": [counts(words) for words in pairs],
        "counts: common": [counts("said"), counts(source=common[0]), counts(place="FR")],
        "list: reports": [listed(views.reports), listed(views.reports, views.query(publisher=publisher))],
        "list: sources": [listed(views.sources)],
        "list: parties": [listed(views.parties), listed(views.parties, "minis")],
        "list: timeline": [listed(views.timeline), listed(views.timeline, views.query(since="2024-03"))],
        "list: changes": [listed(views.changes, "2000-01-01")],
        "show: report": [lambda id=id: views.show(ledger, id) for id in some],  # type: ignore[misc]
        "show: statement": [lambda id=row["id"]: views.show(ledger, id) for row in newest[::8]],  # type: ignore[misc]
        "show: source": [
            lambda name=name: views.show(ledger, name)  # type: ignore[misc]
            for name in (*sources[:3], common[0])
        ],
    }  # fmt: skip


def measured(ledger: Ledger, made: Iterator[Made], rounds: int) -> dict[str, dict[str, float]]:
    """Milliseconds by kind: the first call of all, the median, and the slowest question's median."""
    found: dict[str, dict[str, float]] = {}
    used = _used(ledger)
    for name, asked in calls(ledger).items():
        found[name] = _figures([[_ms(call, used) for _ in range(rounds)] for call in asked])

    def add() -> None:
        report, row, _ = next(made)
        with ledger.writing("add") as w:
            evidence.add_report(w, Received(report=report, reading=row))

    found["add one report"] = _figures([[_ms(add, used)] for _ in range(4 * rounds)])
    return found


def _figures(of_each: list[list[Time]]) -> dict[str, float]:
    """Of several questions, each asked several times."""
    middle = statistics.median
    wall = [middle(time for time, _ in times) for times in of_each]
    least = [min(time for time, _ in times) for times in of_each]
    own = [middle(time for _, time in times) for times in of_each]
    return {
        "first": of_each[0][0][0],
        "median": middle(wall),
        "slowest": max(wall),
        "least": middle(least),
        "most_least": max(least),
        "cpu": middle(own),
        "most_cpu": max(own),
    }


def _ms(call: Call, used: Callable[[], float]) -> Time:
    """Milliseconds of wall time and of time on processors."""
    began, own = time.perf_counter(), used()
    call()
    return (time.perf_counter() - began) * 1000, (used() - own) * 1000


def _used(ledger: Ledger) -> Callable[[], float]:
    """Tells the seconds on processors so far, of this process and of the server's for this ledger."""
    pids: list[int] = []
    if ledger.dialect == "postgresql":
        asked = "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
        with ledger.reading() as connection:
            pids = list(connection.execute(text(asked)).scalars())
    # Its first figure is nanoseconds on a processor; a server elsewhere has none here.
    told = [path for pid in pids if (path := Path(f"/proc/{pid}/schedstat")).exists()]
    return lambda: time.process_time() + sum(int(path.read_text().split()[0]) for path in told) / 1e9


def main(arguments: Sequence[str] | None = None) -> int:
    """Fill and measure; 1 where a median is above 100 ms at the largest size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--ledger", metavar="FILE")
    where.add_argument("--url", metavar="postgresql://...")
    parser.add_argument("--reports", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--json", metavar="FILE", help="write the figures there too")
    options = parser.parse_args(arguments)
    figures: list[dict[str, Any]] = []
    with Ledger.open(options.ledger or options.url) as ledger:
        there = held(ledger)
        made = generate(max(there, *options.reports) + _SPARE, options.seed, skip=there)
        for wanted in sorted(options.reports):
            more = max(0, wanted - there)
            seconds = fill(ledger, made, more) if more else 0.0
            _analyse(ledger)
            figures.append(
                {
                    "database": ledger.dialect,
                    "reports": held(ledger),
                    "added_per_second": round(more / seconds, 1) if seconds else None,
                    "bytes_per_report": round(size(ledger) / held(ledger)),
                    "peak_memory_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
                    "milliseconds": measured(ledger, made, options.rounds),
                }
            )
            there = held(ledger)
            _print(figures[-1])
    if options.json:
        Path(options.json).write_text(
            json.dumps({"cpus": os.cpu_count(), "figures": figures}, indent=1) + "\n"
        )
    slow = [name for name, each in figures[-1]["milliseconds"].items() if each["median"] > LIMIT_MS]
    print(f"above {LIMIT_MS:.0f} ms at the median: {', '.join(slow) or 'none'}")
    return int(bool(slow))


def _analyse(ledger: Ledger) -> None:
    """What PostgreSQL does by itself after a while: look at how the values are spread."""
    if ledger.dialect == "postgresql":
        with ledger.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))


def _print(figures: dict[str, Any]) -> None:
    rest = {name: value for name, value in figures.items() if name != "milliseconds"}
    print(", ".join(f"{name} {value}" for name, value in rest.items()))
    heads = ("first", "median", "slowest", "least", "most_least", "cpu", "most_cpu")
    print(f"{'ms':38}" + "".join(f"{head:>11}" for head in heads))
    for name, each in figures["milliseconds"].items():
        print(f"{name:38}" + "".join(f"{each[head]:11.1f}" for head in heads))
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
