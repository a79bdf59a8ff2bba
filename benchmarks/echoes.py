"""How well copied text is found: copies planted among real reports, and what a report costs.

usage: python -m benchmarks.echoes [REPORTS.jsonl|FOLDER ...] [--each 70] [--seed 1] [--copies 1000] [--json]

Recall is over the planted copies (of mixed ones each half counts), and by kind. Precision is over all pairs
told as news: right is a copy with what it was made from, or two copies of one report; two reports of the set
itself that share 12 words in a row are a real echo and count neither way, nor does a copy with the like of
its source. All else is wrong, two reports that share but a pasted standing text among it. growth: copies of
one report, each with a word changed and one put in, added one after the other.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.planting import KINDS, Planted, planted, read
from secondsource.linking.echo_store import MemoryEchoes
from secondsource.linking.echoing import step
from secondsource.linking.prints import words_of
from secondsource.model.echo import ECHO_KEYS, Echo, Text

_RUN = 12


def main(argv: Sequence[str] | None = None) -> int:
    """Measures and prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.echoes", description=__doc__)
    parser.add_argument("reports", nargs="*", type=Path, help="record files, or a folder of them")
    parser.add_argument("--each", type=int, default=70, help="copies of each of the kinds")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--copies", type=int, default=1000, help="copies of one report for the growth")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(argv)
    base = read(given.reports)
    if len(base) < 40:
        parser.error(f"{len(base)} reports of 60 words or more are too few to plant copies in")
    result: dict[str, Any] = {"reports": len(base)}
    made = planted(base, each=given.each, seed=given.seed)
    echoes, spent = linked(made.texts)
    result |= scored(made, base, echoes)
    result["ms_a_report"] = round(1000 * spent / len(made.texts), 2)
    result["growth"] = growth(max(base, key=lambda text: -abs(len(text.text) - 2_400)), given.copies)
    print(json.dumps(result, indent=None if given.json else 2))
    return 0


def linked(texts: Iterable[Text]) -> tuple[list[Echo], float]:
    """The echoes of reports that come one by one, and the seconds that it took."""
    store = MemoryEchoes()
    began = time.process_time()
    for text in texts:
        store.reports[text.report] = text
        step(store, [text.report])
    return store.echoes(), time.process_time() - began


def scored(made: Planted, base: Sequence[Text], echoes: Sequence[Echo]) -> dict[str, Any]:
    """Recall by kind, and precision of what is told as news."""
    told = {frozenset({echo.a, echo.b}) for echo in echoes if echo.news and echo.kind != "credit"}
    words = {text.report: words_of(text.text).words for text in made.texts}
    same: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for id, its in words.items():
        same[its].append(id)
    wanted, met = Counter[str](), Counter[str]()
    for id, (kind, sources) in made.copies.items():
        for source in sources:
            wanted[kind] += 1
            # A whole copy that was printed before the source counts as the source does.
            alike = {source, *same[words[source]]} - {id}
            met[kind] += any(frozenset({id, other}) in told for other in alike)
    real = _sharing(base)
    verdicts = Counter(_verdict(made, real, *sorted(pair)) for pair in told)
    right, wrong = verdicts["right"], verdicts["wrong"]
    return {
        "planted": sum(wanted.values()),
        "distractors": len(made.standing),
        "recall": _share(sum(met.values()), sum(wanted.values())),
        "recall_by_kind": {kind: _share(met[kind], wanted[kind]) for kind in KINDS if wanted[kind]},
        "precision": _share(right, right + wrong),
        "pairs": dict(sorted(verdicts.items())),
        "standing_pairs": sum(not echo.news for echo in echoes),
    }


def _verdict(made: Planted, real: set[frozenset[str]], one: str, other: str) -> str:
    """Whether two reports told as echoes are: "right", "wrong", or "set's own"."""
    sources = [set(made.copies[id][1]) if id in made.copies else {id} for id in (one, other)]
    if sources[0] & sources[1]:
        return "right"
    if any(frozenset({a, b}) in real for a in sources[0] for b in sources[1]):
        return "of the set itself"
    return "wrong"


def _sharing(base: Sequence[Text]) -> set[frozenset[str]]:
    """The pairs of reports of the set that share so many words in a row."""
    holders: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for text in base:
        words = words_of(text.text).words
        for at in range(len(words) - _RUN + 1):
            holders[words[at : at + _RUN]].add(text.report)
    return {frozenset({a, b}) for held in holders.values() for a in held for b in held if a < b}


def score_echoes(found: Sequence[Echo], truth: Sequence[Mapping[str, Any]]) -> dict[str, float | None]:
    """Precision and recall against a written truth in the form of `samples/truth.json`, keys as reports' ids.

    Right is a pair of the kind, direction and worth that the truth asks for; what is not sure counts neither
    way.
    """
    wanted = {frozenset({row["a"], row["b"]}): row for row in truth}
    told: defaultdict[frozenset[str], list[Echo]] = defaultdict(list)
    for echo in found:
        told[frozenset({echo.a, echo.b})].append(echo)
    counted = {pair for pair in told if pair not in wanted or wanted[pair]["sure"]}
    sure = {pair for pair, row in wanted.items() if row["sure"]}
    met = {pair for pair in counted & sure if any(_meets(echo, wanted[pair]) for echo in told[pair])}
    return {"precision": _share(len(met), len(counted)), "recall": _share(len(met), len(sure))}


def _meets(echo: Echo, row: Mapping[str, Any]) -> bool:
    first = {"a": echo.a, "b": echo.b}.get(echo.first or "")
    asked = row["first"] is None or first == row[row["first"]]
    return asked and echo.kind in row["kinds"] and echo.news == row["news"]


def _share(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None


def growth(text: Text, count: int) -> list[dict[str, Any]]:
    """What copies of one report cost as they become more: rows, and time of the last tenth."""
    store, found = MemoryEchoes(), []
    words = text.text.split()
    began = time.process_time()
    for n in range(count):
        at = n % len(words)
        copy = " ".join([*words[:at], f"changed{n}", *words[at + 1 :], f"added{n}"])
        id = f"copy/{n:06}"
        store.reports[id] = replace(text, report=id, text=copy, publisher=f"Paper {n % 300}", title=None)
        step(store, [id])
        if n + 1 in {count // 10, count // 2, count}:
            rows = {kind.__name__: len(store.rows(kind)) for kind in ECHO_KEYS}
            spent = time.process_time() - began
            found.append({"copies": n + 1, "ms_a_report": round(1000 * spent / (n + 1), 2), "rows": rows})
    return found


if __name__ == "__main__":
    sys.exit(main())
