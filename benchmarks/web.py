"""What the workbench takes: each view on the server, its page's size, and twenty people who click at once.

    python -m benchmarks.web --ledger FILE|URL [--rounds 7] [--people 20] [--clicks 5] [--read-only] [--json]

Starts `secondsource serve` over a ledger (of `benchmarks.ledger` or `benchmarks.linking`, say) and asks it as
a browser would. Times are milliseconds of one request, from sending it to its last byte; beside them the time
on processors of the server (what counts on a busy machine). Sizes are of the page alone, not packed. A view
is asked anew each time, with a word in its address that no page heeds, so that none is kept; then as kept.

People click in rounds, all in the same moment, as three crowds: through the views, each click the first of
its page; through reports, claims and sources, each his own, as people read; and through the views as all
others do, so that most was drawn before. Last, what is above the limits.
--read-only leaves alone what waits to be linked, which otherwise is linked first, however long it takes.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path
from threading import Barrier
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from secondsource.desk import Desk
from secondsource.web.templating import MENU

VIEW_MS, CROWD_MS, PAGE_KB = 300.0, 1000.0, 200.0
_TICK = os.sysconf("SC_CLK_TCK")


class Server(NamedTuple):
    """A running workbench."""

    host: str
    pid: int

    def get(self, path: str) -> tuple[int, int]:
        """Ask for a page as it is, unpacked: its status and its bytes."""
        connection = http.client.HTTPConnection(self.host, timeout=600)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, len(answer.read())
        finally:
            connection.close()

    def used(self) -> float:
        """Seconds on processors so far, of all its processes; 0 where the machine does not tell."""
        return sum(map(_used, self._processes()))

    def _processes(self) -> list[int]:
        tasks = Path(f"/proc/{self.pid}/task").glob("*/children")
        return [self.pid, *(int(pid) for children in tasks for pid in children.read_text().split())]


def _used(pid: int) -> float:
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return 0.0
    fields = stat.read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / _TICK


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 1 where something is above its limit."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--ledger", required=True, metavar="FILE|URL")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--clicks", type=int, default=5)
    parser.add_argument("--read-only", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    with Desk(options.ledger, create=False, read_only=options.read_only) as desk:
        addresses = views(desk)
        read = walks(desk, options.people, options.clicks)
    with serving(options.ledger, read_only=options.read_only) as server:
        of_views = {name: measured(server, path, options.rounds) for name, path in addresses.items()}
        anew, again = walks_of_views(list(addresses.values()), options.people, options.clicks)
        crowds = {name: crowded(server, paths) for name, paths in
                  (("first views", anew), ("each his own", read), ("the same views", again))}  # fmt: skip
    figures = {"cpus": os.cpu_count(), "views": of_views, "crowds": crowds, "above": above(of_views, crowds)}
    if options.json:
        print(json.dumps(figures, indent=1))
    else:
        _print(figures)
    return int(bool(figures["above"]))


@contextmanager
def serving(ledger: str, *, read_only: bool = False) -> Iterator[Server]:
    """`secondsource serve` over a ledger, in a process of its own."""
    words = [sys.executable, "-m", "secondsource", "serve", "--port", "0", "--ledger", ledger]
    process = subprocess.Popen(
        [*words, *(["--read-only"] if read_only else [])], stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    try:
        told = process.stderr.readline()
        if " is at http" not in told:
            raise SystemExit(told + process.stderr.read())
        yield Server(urlsplit(told.split(" is at ")[1].split()[0]).netloc, process.pid)
    finally:
        process.terminate()
        process.wait()


def views(desk: Desk) -> dict[str, str]:
    """The address of each view, with things of this ledger; those of which it has none are left out."""
    found = {words: at for at, words, _ in MENU} | {
        "Search: a word": "/search?q=said",
        "Search: two filters": "/search?q=officials&certainty=likely&attributed=true",
        "Conflicts": "/conflicts", "Brief of a search": "/brief?q=officials&limit=20",
        "Claims of a state": "/claims?state=disputed", "Claims of a search": "/claims?q=officials",
        "Reports of a word": "/reports?q=officials",
        "Timeline of a month": "/timeline?since=2024-03&until=2024-04",
        "As known at": "/reports?known_at=2100-01-01", "Add": "/add",
    }  # fmt: skip
    for report in desk.reports().first(1):
        found["Report"] = f"/report/{report['id']}"
    for claim in desk.claims().first(1):
        found["Claim: the widest"] = f"/claim/{claim['id']}"
    for row in desk.estimates().first(1):
        found["Claim: with figures"] = f"/claim/{row['claim']}"
        found["Chart"] = f"/figures/{row['id']}.svg"
    for source in desk.sources().first(1):
        found["Source: the busiest"] = f"/source?name={quote(source['key'])}"
    for story in desk.stories()[:1]:
        found["Claims of a story"] = f"/claims?story={quote(story['name'])}"
        found["Brief of a story"] = f"/brief?story={quote(story['name'])}"
    return found


def walks(desk: Desk, people: int, clicks: int) -> list[list[str]]:
    """For each person the addresses of things that nobody else opens, as far as the ledger has so many."""
    most = people * clicks
    kinds = (
        [f"/report/{report['id']}" for report in desk.reports().first(most)],
        [f"/claim/{claim['id']}" for claim in desk.listed_claims().first(most)],
        [f"/source?name={quote(source['key'])}" for source in desk.sources().first(most)],
    )
    mixed = [path for paths in zip_longest(*kinds) for path in paths if path is not None]
    return [[mixed[(n * people + person) % len(mixed)] for n in range(clicks)] for person in range(people)]


def walks_of_views(paths: Sequence[str], people: int, clicks: int) -> tuple[list[list[str]], list[list[str]]]:
    """For each person the views that he opens: so that none was asked before, and as they are."""
    again = [[paths[(person + n * 7) % len(paths)] for n in range(clicks)] for person in range(people)]
    anew = [
        [unheard(path, f"{person}.{n}") for n, path in enumerate(row)] for person, row in enumerate(again)
    ]
    return anew, again


def unheard(path: str, word: str) -> str:
    """The address with a word that no page heeds."""
    return f"{path}{'&' if '?' in path else '?'}unheard={word}"


def measured(server: Server, path: str, rounds: int) -> dict[str, Any]:
    """One view, asked some times after a first: milliseconds, bytes, status; again: as it was kept."""
    status, size = server.get(path)
    own = server.used()
    wall = [_timed(server, unheard(path, str(n))) for n in range(rounds)]
    cpu = (server.used() - own) * 1000 / max(1, rounds)
    again = statistics.median(_timed(server, path) for _ in range(rounds))
    return {"path": path, "status": status, "kb": round(size / 1000, 1), "median_ms": statistics.median(wall),
            "least_ms": min(wall), "cpu_ms": cpu, "again_ms": again}  # fmt: skip


def _timed(server: Server, path: str) -> float:
    began = time.perf_counter()
    server.get(path)
    return (time.perf_counter() - began) * 1000


def crowded(server: Server, walks: Sequence[Sequence[str]]) -> dict[str, float]:
    """People who click in the same moment, again and again: milliseconds. walks: the addresses of each."""
    start = Barrier(len(walks))

    def click(walk: Sequence[str]) -> list[float]:
        times = []
        for path in walk:
            start.wait()
            times.append(_timed(server, path))
        return times

    own = server.used()
    with ThreadPoolExecutor(max_workers=len(walks)) as pool:
        times = sorted(time for held in pool.map(click, walks) for time in held)
    return {
        "people": len(walks),
        "requests": len(times),
        "median_ms": statistics.median(times),
        "p95_ms": times[min(len(times) - 1, int(len(times) * 0.95))],
        "cpu_ms": (server.used() - own) * 1000 / max(1, len(times)),
    }


def above(of_views: Mapping[str, Mapping[str, Any]], crowds: Mapping[str, Mapping[str, float]]) -> list[str]:
    """What is above its limit, in words. A picture is held to the time alone, as is a page that prints."""
    found = [f"{name}: status {row['status']}" for name, row in of_views.items() if row["status"] != 200]
    found += [
        f"{name}: {row['median_ms']:.0f} ms" for name, row in of_views.items() if row["median_ms"] > VIEW_MS
    ]
    found += [f"{name}: {row['kb']:.0f} KB" for name, row in of_views.items() if row["kb"] >= PAGE_KB]
    return found + [
        f"{row['people']:.0f} people, {name}: {row['p95_ms']:.0f} ms"
        for name, row in crowds.items()
        if row["p95_ms"] > CROWD_MS
    ]


def _print(figures: Mapping[str, Any]) -> None:
    print(f"{'':24}{'median ms':>11}{'least':>9}{'cpu':>9}{'again':>9}{'KB':>9}")
    for name, row in figures["views"].items():
        times = (f"{row[key]:9.0f}" for key in ("least_ms", "cpu_ms", "again_ms"))
        print(f"{name:24}{row['median_ms']:11.0f}{''.join(times)}{row['kb']:9.1f}")
    for name, crowd in figures["crowds"].items():
        print(
            f"{crowd['people']} people at once, {name}: {crowd['requests']} requests, median "
            f"{crowd['median_ms']:.0f} ms, 95 % within {crowd['p95_ms']:.0f} ms; "
            f"{crowd['cpu_ms']:.0f} ms on processors each"
        )
    print(f"above the limits: {'; '.join(figures['above']) or 'nothing'}")


if __name__ == "__main__":
    raise SystemExit(main())
