"""Faults, shown: processes that work on a ledger are killed at random moments, and nothing is lost or twice.

usage: python -m benchmarks.faults [--kills 100] [--reports 24] [--seed 1] [--url postgresql://...] [--json]

On SQLite and, where it is installed or --url names a server, on PostgreSQL (--url: a user there who may make
databases, which are dropped again). Work: adding by desk, by ledger and by command line, decisions, rebuild,
import, backup, restore, linking with judging, and the making of a ledger. Each run is killed at a random
moment or right before a random statement or commit, then started again; meanwhile and at the end the ledger
is verified, held against what was told, and its export against that of an undisturbed run. Then several
processes add at once and one is killed; on PostgreSQL connections are cut, and a server of our own is stopped
and started. Reports and readings are those of `benchmarks.generate`. Exit 1 at the first fault.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks import postgres
from tests.ledger import conftest
from tests.ledger.killing import Campaign, Figures, Places, shares
from tests.ledger.working import WORKS

# Of the kills of a database, one in so many hits one of several processes that add at once.
_RACES = 8
# Connections cut, and servers stopped: beside the kills.
_LOST = 6


def main(arguments: Sequence[str] | None = None) -> int:
    """Run all of it; the exit code."""
    options = options_of(arguments)
    began = time.monotonic()
    found: dict[str, list[dict[str, Any]]] = {}
    fault = None
    own = contextlib.nullcontext() if options.url else postgres.server()
    with tempfile.TemporaryDirectory(prefix="secondsource-faults-") as name, own as server:
        addresses: dict[str, str | None] = {"sqlite": None}
        if options.url or server is not None:
            addresses["postgresql"] = options.url or (server.address("postgres") if server else None)
        for dialect, admin in addresses.items():
            places = Places(Path(name), admin=admin)
            found[dialect] = []
            try:
                for figures in _all(places, Path(name, dialect), options, server):
                    found[dialect].append(figures.row())
                    print(f"{dialect}: {_words(figures)}", file=sys.stderr, flush=True)
            except AssertionError as error:
                fault = f"{dialect}: {error}"
                break
            finally:
                places.drop()
    kills = sum(row["kills"] for rows in found.values() for row in rows if not row["work"].endswith("lost"))
    seconds = time.monotonic() - began
    if options.json:
        told = {"kills": kills, "reports": options.reports, "seed": options.seed, "fault": fault}
        print(json.dumps({**told, "seconds": round(seconds), "databases": found}, indent=1))
    words = "nothing lost, nothing twice" if fault is None else f"FAULT: {fault}"
    print(f"{kills} kills, {options.reports} reports a round, {seconds:.0f} s: {words}", file=sys.stderr)
    return 0 if fault is None else 1


def options_of(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, usage=argparse.SUPPRESS
    )
    parser.add_argument("--kills", type=int, default=100, help="of each database")
    parser.add_argument("--reports", type=int, default=24, help="of a round")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--url", help="a PostgreSQL server, instead of one of our own")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(arguments)


def _all(
    places: Places, folder: Path, options: argparse.Namespace, server: conftest.Server | None
) -> Iterator[Figures]:
    campaign = Campaign(places=places, folder=folder, reports=options.reports, seed=options.seed)
    races = options.kills // _RACES
    for work, kills in shares(list(WORKS), options.kills - races).items():
        yield campaign.run(work, kills)
    hit = tried = 0
    while hit < races and tried < 4 * races:
        work = ("add by desk", "add by ledger", "add by command")[tried % 3]
        figures = campaign.race(work, 2 + tried // 3 % 2, kill=True)
        hit, tried = hit + figures.kills, tried + 1
        yield figures
    if places.admin is None:
        return
    yield campaign.lose("add by desk", _LOST, lost=places.cut, again=True)
    yield campaign.lose("add by ledger", _LOST, lost=places.cut, again=True)
    if server is not None:
        yield campaign.lose("add by desk", 2, lost=lambda: _switched(server))


def _switched(server: conftest.Server) -> None:
    """The server goes as when its machine is switched off, and comes again."""
    server.stop(how=signal.SIGQUIT)
    server.start()


def _words(figures: Figures) -> str:
    lost = figures.work.endswith("lost")
    told = f", {figures.told} told" if figures.told else ""
    kills = f"{figures.kills} connections lost" if lost else f"{figures.kills} kills"
    runs = f"{figures.runs} runs of {figures.rounds} rounds"
    return f"{figures.work}: {kills} in {runs}{told}, {figures.seconds} s"


if __name__ == "__main__":
    raise SystemExit(main())
