"""The rule of order, shown: the same reports brought in in every way, and the digest of each export.

usage: python -m benchmarks.order [--reports 300] [--seed 1] [--orders 5] [--claims] [--reader]
                                  [--database NAME] [--keep FOLDER] [--json]

Scenarios: random orders one by one, all in one transaction, batches, two halves joined by import with and
without history, other system dates, removed and added again, decided before it came. Each runs on SQLite and,
where it is installed, on PostgreSQL, with halves joined across the two. Reports and readings are those of
`benchmarks.generate`. Exit 1 where two digests differ.

With --claims what comes in is linked and judged transaction by transaction, decisions on claims, parties and
publishers among the others; the exports then tell of parties, claims, echoes and estimates. Pairs are read by
a stand-in whose answers follow from the ids alone, with --reader by the pair reader that ships (each pair
once for all ledgers, some 15 ms). --keep keeps an export of each digest.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks import postgres
from benchmarks.generate import generate
from secondsource.ledger import Ledger
from secondsource.model.answer import Answer
from tests.ledger import conftest, order


def main(arguments: Sequence[str] | None = None) -> int:
    """Run all scenarios; the exit code."""
    options = options_of(arguments)
    pairs = [(report, row) for report, row, _ in generate(options.reports, options.seed)]
    began = time.perf_counter()
    found: dict[str, str] = {}
    with (
        tempfile.TemporaryDirectory(prefix="secondsource-order-") as name,
        postgres.server() as server,
        _linking(options.claims, shipped=options.reader) as exports,
    ):
        folder = Path(name)
        makers = _makers(folder, server)
        for dialect, (make, other) in makers.items():
            if options.database not in (None, dialect):
                continue
            with contextlib.ExitStack() as opened:
                entering = _entering(opened, make)
                made = order.decisions_on(pairs, entering())
                if options.claims:
                    made += order.ties_on(pairs, order.added(entering(), pairs, size=50))
                given = order.Given(pairs=pairs, make=entering, folder=folder, decisions=made)
                across = None if other is None else _entering(opened, other)
                for name, scenario in order.scenarios(orders=options.orders, other=across).items():
                    started = time.perf_counter()
                    digest = order.digests(given, {name: scenario}, made=exports)[name]
                    found[f"{dialect}: {name}"] = digest
                    if options.keep is not None:
                        _keep(folder / "out.jsonl", options.keep, digest)
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
    parser.add_argument("--claims", action="store_true", help="link and judge what comes in")
    parser.add_argument("--reader", action="store_true", help="read pairs with the weights that ship")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), help="one of the two alone")
    parser.add_argument("--keep", type=Path, help="a folder for an export of each digest")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(arguments)


@contextlib.contextmanager
def _linking(claims: bool, *, shipped: bool) -> Iterator[Any]:
    """With claims: what comes in is linked meanwhile. Gives what is exported beside evidence, or None."""
    if not claims:
        yield None
        return
    from secondsource.desk import linking
    from secondsource.views import exports

    read, known = linking.read_pair, dict[tuple[str, str], Any]()

    def once(a: Any, b: Any) -> Any:
        key = (a.id, b.id)
        if key not in known:
            known[key] = read(a, b) if shipped else _answer(*key)
        return known[key]

    linking.read_pair = once
    try:
        with order.linked(linking.link):
            yield exports
    finally:
        linking.read_pair = read


def _answer(a: str, b: str) -> Answer:
    """An answer that follows from two ids, of every kind in turn."""
    digest = hashlib.sha256(f"{a} {b}".encode()).digest()
    parts = [0, 0, 0, 0, 0]
    parts[digest[0] % 5], parts[digest[1] % 5] = 700, 300
    if sum(parts) < 1000:
        parts[digest[1] % 5] = 1000
    same, more_a, more_b, conflicts, apart = parts
    return Answer(
        same=same,
        refines_a=more_a,
        refines_b=more_b,
        conflicts=conflicts,
        apart=apart,
        event=200 + 3 * digest[2],
        supersedes=4 * digest[3] - 20 if digest[3] > 5 else 0,
        facet=("number", "time", "place", "actor", "outcome", "manner", "other")[digest[4] % 7],
    )


def _keep(export: Path, folder: Path, digest: str) -> None:
    """One export of each digest, so that those which differ can be compared."""
    folder.mkdir(parents=True, exist_ok=True)
    to = folder / f"{digest.removeprefix('sha256:')[:12]}.jsonl"
    if not to.exists():
        to.write_bytes(export.read_bytes())


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
