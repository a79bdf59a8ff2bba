"""What linking costs: each report that is added, all of them from nothing, what is lost by doing it stepwise.

    python -m benchmarks.linking [--curve 1000,10000,100000] [--more 20] [--beside 1000] [--naive 1000]
        [--whole 10000] [--folder DIR] [--url URL] [--json]

Ledgers of `benchmarks.generate` are filled and linked from nothing (judging told apart, pairs not read), then
some more reports are added one by one, each linked and judged. A line for each size. Seconds are those of
this process (on PostgreSQL the server's come on top), so that a busy machine counts little; "wall" are those
of the clock. Beside it: the same reports added where the last 1,000 before them stand alone, so that how many
times as long they take tells of the ledger's size and not of the story that they belong to; comparing all
wordings with all; and how far claims agree (B3) with average link on all at once, which no single step could
keep up. --beside: how many reports, 0 for none. --folder: where ledgers stand; one that is there is taken as
it is. --url: an empty PostgreSQL database, for one size.
"""

from __future__ import annotations

import argparse
import heapq
import json
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import combinations, islice
from pathlib import Path
from typing import Any

from benchmarks.generate import Made, generate
from secondsource.desk import linking
from secondsource.ledger import Ledger, derived, evidence, linked
from secondsource.ledger.link_tables import link_tables
from secondsource.ledger.links import SqlStore
from secondsource.linking.score import guessed
from secondsource.linking.update import RULE
from secondsource.linking.working import parts
from secondsource.model.clusters import Node, Pair, key_of
from secondsource.model.wording import Wording

_BATCH = 50
# Pairs of the naive way that are compared to tell what each takes.
_SAMPLE = 200_000
# Reports or claims between two lines of progress.
_SHOWN = 1_000
Numbers = dict[str, float]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print a table or JSON."""
    options = options_of(arguments)
    found: dict[int, Numbers] = {}
    with tempfile.TemporaryDirectory(prefix="secondsource-linking-") as name:
        folder = Path(options.folder or name)
        for size in sorted(options.curve):
            where = options.url or str(folder / f"{size}.ledger")
            with Ledger.open(where) as ledger:
                found[size] = measured(ledger, size, seed=options.seed, more=options.more)
                if options.more and 0 < options.beside <= size:
                    found[size] |= beside(size, options)
                if size <= options.naive:
                    found[size] |= naive(ledger)
                if size <= options.whole:
                    found[size] |= {"b3": agreement(ledger)}
            if not options.json:
                print(line(size, found[size]), flush=True)
    times = growth(found)
    if options.json:
        print(json.dumps({"sizes": found, "growth": times}, indent=1))
    elif times is not None:
        print(f"an added report takes {times:.2f} times as long at {max(found):,} as at {min(found):,}")
    return 0


def beside(size: int, options: argparse.Namespace) -> Numbers:
    """The seconds that the same added reports take in a ledger of the last ones before them alone."""
    made = generate(size + options.more, options.seed, skip=size - options.beside)
    folder = tempfile.TemporaryDirectory(prefix="secondsource-beside-")
    with folder as name, Ledger.open(str(Path(name) / "beside.ledger")) as ledger:
        fill(ledger, islice(made, options.beside))
        linking.link(ledger, pairs=0)
        found = added(ledger, made)
    return {"beside": found["added"]}


def line(size: int, numbers: Numbers) -> str:
    """What was measured at one size, in words: milliseconds a report unless another unit is told."""
    parts = [f"{size:,} reports:"]
    if "linked" in numbers:
        strata = [
            f"{name[7:]} {1000 * value / size:.0f}"
            for name, value in numbers.items()
            if name[:7] == "linked "
        ]
        judged = 1000 * numbers["judged"] / size
        parts += [
            f"from nothing {1000 * numbers['linked'] / size + judged:.0f}",
            f"({', '.join(strata)}, judging {judged:.0f}; wall {1000 * numbers['wall'] / size:.0f}, "
            f"{numbers['wall'] / 60:.1f} minutes in all);",
        ]
    if "added" in numbers:
        strata = [
            f"{name[9:]} {1000 * value:.0f}" for name, value in numbers.items() if name[:8] == "a report"
        ]
        parts.append(f"one more {1000 * numbers['added']:.0f} ({', '.join(strata)})")
        if "beside" in numbers:
            times = numbers["added"] / numbers["beside"]
            parts.append(f"or {times:.2f} times what it is with the last of them alone")
        parts[-1] += ";"
    each = numbers["pairs"] / size, numbers["waiting"] / size
    parts.append(f"{numbers['claims']:,.0f} claims, {each[0]:.0f} pairs a report of which {each[1]:.0f} wait")
    if "naive" in numbers:
        parts.append(f"; all with all {numbers['naive']:.0f} s")
    if "b3" in numbers:
        parts.append(f"; B3 with average link on all {100 * numbers['b3']:.1f}")
    return " ".join(parts).replace(" ;", ";")


def growth(found: Mapping[int, Numbers]) -> float | None:
    """How many times as long an added report takes at the largest size as at the smallest, whichever those
    were.
    """
    told = [found[size]["added"] for size in sorted(found) if "added" in found[size]]
    return told[-1] / told[0] if len(told) > 1 else None


def measured(ledger: Ledger, size: int, *, seed: int, more: int) -> Numbers:
    """Fill, link from nothing, and add a few more: seconds of this process."""
    made = generate(size + more, seed)
    numbers: Numbers = {}
    with ledger.reading() as connection:
        counts = linked.counts(connection)
    if not counts["wordings"] and not counts["unlinked"]:
        numbers["filled"] = spent(lambda: fill(ledger, islice(made, size)))
        began = time.perf_counter()
        with timed_parts() as told:
            numbers["linked"] = spent(lambda: linking.settle(ledger, linking.Linked(), told=Progress()))
        numbers |= {f"linked {name}": seconds for name, seconds in told.items()}
        numbers["judged"] = spent(lambda: linking.link(ledger, pairs=0, told=Progress()))
        numbers["wall"] = time.perf_counter() - began
    else:
        made = generate(size + more, seed, skip=size)
    numbers |= added(ledger, islice(made, more))
    with ledger.reading() as connection:
        numbers |= {name: float(count) for name, count in linked.counts(connection).items()}
    return numbers


def added(ledger: Ledger, made: Iterator[Made]) -> Numbers:
    """The seconds that one more report takes, the middle of some: in all, and each part of it."""
    linking_, judging, wall = [], [], []
    with timed_parts() as told:
        for one in made:
            fill(ledger, iter([one]))
            began = time.perf_counter()
            linking_.append(spent(lambda: linking.settle(ledger, linking.Linked())))
            judging.append(spent(lambda: linking.link(ledger, pairs=0)))
            wall.append(time.perf_counter() - began)
    if not wall:
        return {}
    whole = [a + b for a, b in zip(linking_, judging, strict=True)]
    numbers: Numbers = {f"a report {name}": seconds / len(wall) for name, seconds in told.items()}
    numbers |= {"a report judging": statistics.fmean(judging)}
    return numbers | {
        "added": statistics.median(whole),
        "added, mean": statistics.fmean(whole),
        "added, wall": statistics.median(wall),
    }


def fill(ledger: Ledger, made: Iterator[Made]) -> None:
    """Bring reports with their readings in, some to a transaction."""
    for some in parts(made, _BATCH):
        with ledger.writing("add") as w:
            received = [evidence.Received(report=report, reading=row) for report, row, _ in some]
            evidence.add_reports(w, received)


class Progress:
    """Says now and then how much is done, and how long each of it took by the clock."""

    def __init__(self) -> None:
        self._last = 0, time.perf_counter()

    def __call__(self, what: str, so_far: int) -> None:
        before, then = self._last
        if so_far - before >= _SHOWN:
            now = time.perf_counter()
            each = 1000 * (now - then) / (so_far - before)
            print(f"{what} {so_far:,}, {each:.1f} ms each", file=sys.stderr, flush=True)
            self._last = so_far, now


class timed_parts:
    """The seconds that each stratum takes, while it is open."""

    def __enter__(self) -> Numbers:
        self._before = linking._claims, linking.STRATA
        self.parts: Numbers = defaultdict(float)
        linking._claims = self._stratum("claims", linking._claims)
        names = [stratum.__name__ for stratum in linking.STRATA]
        strata = [self._stratum(name, held) for name, held in zip(names, linking.STRATA, strict=True)]
        linking.STRATA = tuple(strata)
        return self.parts

    def __exit__(self, *error: object) -> None:
        linking._claims, linking.STRATA = self._before

    def _stratum(self, name: str, begin: Callable[..., Any]) -> Callable[..., Any]:
        """A stratum of which both its beginning and its end are timed."""
        begin = self._timed(name, begin)
        return lambda *given: self._timed(name, begin(*given))

    def _timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*given: Any) -> Any:
            began = time.process_time()
            try:
                return function(*given)
            finally:
                self.parts[name] += time.process_time() - began

        return run


def spent(work: Callable[[], object]) -> float:
    """The seconds of this process that something takes."""
    began = time.process_time()
    work()
    return time.process_time() - began


def naive(ledger: Ledger) -> Numbers:
    """What it would take to compare every wording with every other: measured, or reckoned from a part."""
    with ledger.reading() as connection:
        held = link_tables(derived.current(connection).number)
        store = SqlStore(connection, held)
        wordings = sorted(store.wordings([node.number for node in store.rows(Node)]), key=lambda w: w.id)
    total = len(wordings) * (len(wordings) - 1) // 2
    sides: Iterator[tuple[Wording, Wording]] = combinations(wordings, 2)
    done = 0

    def compare() -> None:
        nonlocal done
        for some in parts(islice(sides, _SAMPLE), 2_000):
            guessed([(a, b, None) for a, b in some])
            done += len(some)

    seconds = spent(compare)
    return {"naive pairs": float(total), "naive": seconds * total / max(1, done)}


def agreement(ledger: Ledger) -> float:
    """B3 F of the claims, with those that average link on all pairs at once would make taken for right."""
    with ledger.reading() as connection:
        store = SqlStore(connection, link_tables(derived.current(connection).number))
        nodes = store.rows(Node)
        pairs = [pair for pair in store.rows(Pair) if pair.kind != "waiting"]
    whole = average_link([node.number for node in nodes], pairs)
    return b3({node.number: node.claim for node in nodes}, whole)


def average_link(numbers: Collection[int], pairs: Sequence[Pair]) -> dict[int, int]:
    """The cluster of each wording when the two of highest average are merged again and again."""
    sizes = dict.fromkeys(numbers, 1)
    sums: defaultdict[int, dict[int, tuple[int, int]]] = defaultdict(dict)
    for pair in pairs:
        sums[pair.a][pair.b] = sums[pair.b][pair.a] = (pair.probability, 1)

    def average(a: int, b: int) -> float:
        total, count = sums[a][b]
        across = sizes[a] * sizes[b]
        return (total + RULE.unscored * (across - count)) / across

    heap = [(-average(a, b), a, b) for a in list(sums) for b in sums[a] if a < b]
    heapq.heapify(heap)
    parents = {number: number for number in numbers}
    while heap:
        score, a, b = heapq.heappop(heap)
        if -score < RULE.merge:
            break
        if a not in sizes or b not in sizes or b not in sums[a] or -average(a, b) != score:
            continue
        parents[b] = a
        for other, (total, count) in sums.pop(b).items():
            del sums[other][b]
            if other != a:
                mine = sums[a].get(other, (0, 0))
                sums[a][other] = sums[other][a] = (mine[0] + total, mine[1] + count)
        sizes[a] += sizes.pop(b)
        for other in sums[a]:
            heapq.heappush(heap, (-average(*key_of(a, other)), *key_of(a, other)))
    return {number: _root(parents, number) for number in numbers}


def _root(parents: Mapping[int, int], number: int) -> int:
    while parents[number] != number:
        number = parents[number]
    return number


def b3(ours: Mapping[int, Any], theirs: Mapping[int, Any]) -> float:
    """B3 F of two clusterings of the same things."""
    one, other = Counter(ours.values()), Counter(theirs.values())
    both = Counter((ours[n], theirs[n]) for n in ours)
    precision = sum(count * count / one[a] for (a, _), count in both.items()) / len(ours)
    recall = sum(count * count / other[b] for (_, b), count in both.items()) / len(ours)
    return 2 * precision * recall / (precision + recall)


def sizes(given: str) -> list[int]:
    """Numbers of reports, parted by commas."""
    return [int(part) for part in given.split(",")]


def options_of(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, usage=argparse.SUPPRESS
    )
    parser.add_argument("--curve", type=sizes, default=[1_000, 10_000], metavar="N,N,...")
    parser.add_argument("--more", type=int, default=20)
    parser.add_argument("--beside", type=int, default=1_000, help="reports of a ledger to compare with")
    parser.add_argument("--naive", type=int, default=1_000, help="the largest size for the naive way")
    parser.add_argument("--whole", type=int, default=10_000, help="the largest size for average link on all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder")
    parser.add_argument("--url")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
