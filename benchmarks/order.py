"""The rule of order, shown: the same reports brought in in every way, and the digest of each export.

usage: python -m benchmarks.order [--reports 300] [--seed 1] [--orders 5] [--json]

Scenarios: random orders one by one, all in one transaction, batches, two halves joined by import with and
without history, other system dates, removed and added again, decided before it came. Each runs on SQLite and,
where it is installed, on PostgreSQL, with halves joined across the two. Reports and readings are those of
`benchmarks.generate`. Exit 1 where two digests differ.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import postgres
from benchmarks.generate import generate
from secondsource.ledger import Ledger
from tests.ledger import conftest, order


def main(arguments: Sequence[str] | None = None) -> int:
    """Run all scenarios; the exit code."""
    options = options_of(arguments)
    pairs = [(report, row) for report, row, _ in generate(options.reports, options.seed)]
    began = time.perf_counter()
    found: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="secondsource-order-") as name, postgres.server() as server:
        folder = Path(name)
        makers = _makers(folder, server)
        for dialect, (make, other) in makers.items():
            with contextlib.ExitStack() as opened:
                entering = _entering(opened, make)
                made = order.decisions_on(pairs, entering())
                given = order.Given(pairs=pairs, make=entering, folder=folder, decisions=made)
                across = None if other is None else _entering(opened, other)
                for name, scenario in order.scenarios(orders=options.orders, other=across).items():
                    started = time.perf_counter()
                    digest = order.digests(given, {name: scenario})[name]
                    found[f"{dialect}: {name}"] = digest
                    if not options.json:
                        seconds = time.perf_counter() - started
                        print(f"{digest}  {dialect}: {name} ({seconds:.0f} s)", flush=True)
    same = len(set(found.values())) == 1
    if options.json:
        print(
            json.dumps(
                {"reports": len(pairs), "seed": options.seed, "same": same, "digests": found}, indent=1
            )
        )
    seconds = time.perf_counter() - began
    words = "one digest" if same else f"{len(set(found.values()))} digests"
    print(f"{len(pairs)} reports, {len(found)} scenarios, {words}, {seconds:.0f} s", file=sys.stderr)
    return 0 if same else 1


def options_of(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, usage=argparse.SUPPRESS
    )
    parser.add_argument("--reports", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--orders", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(arguments)


Make = Callable[[], Ledger]


def _makers(folder: Path, server: conftest.Server | None) -> dict[str, tuple[Make, Make | None]]:
    """By database: what makes a new ledger in it, and in the other one."""
    numbers = iter(range(1_000_000))

    def sqlite() -> Ledger:
        return Ledger.open(folder / f"{next(numbers)}.ledger")

    if server is None:
        return {"sqlite": (sqlite, None)}
    new = server.new

    def postgres() -> Ledger:
        return Ledger.open(new())

    return {"sqlite": (sqlite, postgres), "postgresql": (postgres, sqlite)}


def _entering(opened: contextlib.ExitStack, make: Make) -> Make:
    return lambda: opened.enter_context(make())


if __name__ == "__main__":
    raise SystemExit(main())
