"""How often two points of two reports that the system joins are of one claim: samples for judging, and
precision by what was judged.

usage: python -m training.joins REPORTS.jsonl... [--first N] [--kept FOLDER] [--joined 150] [--near 150]
           [--seed 1] [--write SAMPLE.jsonl] [--judged JUDGED.jsonl] [--json]

Reads the record files (of each the first N reports), links them from nothing with the memory store and the
pair reader that ships, and samples pairs of points of two reports and of two wordings: such as stand in one
claim (all, where they are fewer than asked for), and such as nearly do, the likeliest that stand in two.
--write writes the sample with its texts, for judging by reading; it is not for this repository. --kept is a
folder where readings and answers are kept for the next time. --judged reads judgements, stand-off: a pair's
reports (set and document), [start, end) of both points, digests of their words, and `one` (true: one
claim, asserted or denied). Prints the precision of joins over the judged pairs that the system joins now, and
the share of one claim among the near ones judged, each with the bounds of Wilson's 95 % interval.

One claim is: the same proposition of the same event, asserted or denied; who says more of it, without another
figure, says the same.
"""

from __future__ import annotations

import argparse
import json
import math
import pickle
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import Any

from secondsource.encoder.pairs import Side
from secondsource.linking.memory import MemoryStore
from secondsource.linking.pair_reader import Answer, PairReader
from secondsource.linking.score import judge, score, sure
from secondsource.linking.store import Scored
from secondsource.linking.update import RULE, Dated, Step, update
from secondsource.linking.wordings import points_of, wordings
from secondsource.model.clusters import Node, number
from secondsource.model.clusters import Pair as PairRow
from secondsource.model.wording import Wording
from training.bare import row_of
from training.pair_data import lines

Row = Mapping[str, Any]
Spot = tuple[str, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A point of a report: its set and document, where its words begin and end, and its wording."""

    report: str
    start: int
    end: int
    text: str
    wording: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Two points with the thousandths that their wordings' pair has (None: never scored), and whether they
    stand in one claim.
    """

    a: Said
    b: Said
    probability: int | None
    one: bool

    def row(self) -> dict[str, Any]:
        """As it is written for judging."""
        sides = {side: _side(said) for side, said in (("a", self.a), ("b", self.b))}
        return {**sides, "probability": self.probability, "joined": self.one, "one": None}


def _side(said: Said) -> dict[str, Any]:
    day = said.wording.day
    held: dict[str, Any] = {name: getattr(said, name) for name in ("report", "start", "end", "text")}
    told = None if day is None else str(date.fromordinal(day))
    return {**held, "sha256": digest(said.text), "whole": said.wording.whole, "day": told}


def digest(text: str) -> str:
    """The first 16 hex digits of a text's sha256."""
    return sha256(text.encode()).hexdigest()[:16]


def points(row: Row, name: str) -> list[Said]:
    """The points of a reading that have a wording."""
    spans = {point["id"]: point["spans"] for s in row["statements"] for point in points_of(s)}
    text = row["report"]["text"]
    found = []
    for said, wording in wordings(row):
        start, end = spans[said.point][0][0], spans[said.point][-1][1]
        found.append(Said(report=name, start=start, end=end, text=text[start:end], wording=wording))
    return found


class Asked:
    """The pair reader, its answers by the ids of two wordings."""

    def __init__(self, kept: Path | None) -> None:
        self._reader = PairReader()
        self._file = None if kept is None else kept / f"answers-{self._reader.version[7:19]}.pickle"
        self._held: dict[tuple[str, str], Answer] = {}
        if self._file is not None and self._file.exists():
            self._held = pickle.loads(self._file.read_bytes())

    def score(self, pairs: Sequence[tuple[Wording, Wording, Answer | None]]) -> list[Scored]:
        """As `linking.score.score`, with the reader's answer at once for whatever waits."""
        found = list(score(pairs))
        for i, (a, b, _) in enumerate(pairs):
            if found[i].waiting:
                answer = self._answer(a, b)
                edge = sure(a, b, answer, judge(a, b, answer))
                found[i] = found[i]._replace(edge=edge, waiting=False)
        return found

    def keep(self) -> None:
        if self._file is not None:
            self._file.write_bytes(pickle.dumps(self._held))

    def _answer(self, a: Wording, b: Wording) -> Answer:
        if (a.id, b.id) not in self._held:
            self._held[a.id, b.id] = self._reader.read(_read(a), _read(b))
        return self._held[a.id, b.id]


def _read(wording: Wording) -> Side:
    day = None if wording.day is None else str(date.fromordinal(wording.day))
    return Side(text=wording.text, whole=wording.whole, date=day)


def linked(said: Sequence[Said], asked: Asked) -> MemoryStore:
    """All points linked from nothing."""
    first: dict[str, tuple[Wording, int | None]] = {}
    for one in said:
        first.setdefault(one.wording.id, (one.wording, one.wording.day))
    store = MemoryStore()
    update(store, Step(put=[Dated(w, day) for w, day in first.values()]), score=asked.score)
    return store


def joins(said: Sequence[Said], store: MemoryStore) -> list[Joined]:
    """Pairs of points of two reports and of two wordings, of one claim."""
    pairs = {(pair.a, pair.b): pair.probability for pair in store.rows(PairRow)}
    claims = {node.id: node.claim for node in store.rows(Node)}
    by_claim: defaultdict[int | None, list[Said]] = defaultdict(list)
    for one in said:
        by_claim[claims[one.wording.id]].append(one)
    return [
        Joined(a=a, b=b, probability=pairs.get(_numbers(a, b)), one=True)
        for held in by_claim.values()
        for a, b in combinations(sorted(held, key=_spot), 2)
        if a.report != b.report and a.wording.id != b.wording.id
    ]


def near(said: Sequence[Said], store: MemoryStore, *, below: int = RULE.threshold) -> list[Joined]:
    """Pairs of points of two reports in two claims, the likeliest first; those above the threshold, whose
    claims were not joined all the same, are none.
    """
    claims = {node.id: node.claim for node in store.rows(Node)}
    by_number: defaultdict[int, list[Said]] = defaultdict(list)
    for one in said:
        by_number[number(one.wording.id)].append(one)
    found = []
    for pair in store.rows(PairRow):
        for a in by_number[pair.a][:1]:
            for b in by_number[pair.b][:1]:
                if (
                    pair.probability < below
                    and a.report != b.report
                    and claims[a.wording.id] != claims[b.wording.id]
                ):
                    found.append(Joined(a=a, b=b, probability=pair.probability, one=False))
    return sorted(found, key=lambda j: (-(j.probability or 0), _spot(j.a), _spot(j.b)))


def _spot(said: Said) -> Spot:
    return said.report, said.start, said.end


def _numbers(a: Said, b: Said) -> tuple[int, int]:
    one, other = sorted((number(a.wording.id), number(b.wording.id)))
    return one, other


def sampled(found: Sequence[Joined], count: int, *, seed: int) -> list[Joined]:
    """At most so many, chosen by digests of the points and a seed: what else is there moves none."""

    def place(joined: Joined) -> str:
        return sha256(f"{seed}|{_spot(joined.a)}|{_spot(joined.b)}".encode()).hexdigest()

    return sorted(found, key=place)[:count]


def wilson(right: int, of: int, *, z: float = 1.96) -> tuple[float, float]:
    """The bounds of Wilson's 95 % interval of a share, in percent."""
    if not of:
        return 0.0, 100.0
    p = right / of
    middle, spread = p + z * z / (2 * of), z * math.sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    scale = 100 / (1 + z * z / of)
    return round(scale * (middle - spread), 1), round(scale * (middle + spread), 1)


def judged(rows: Iterable[Row], found: Sequence[Joined]) -> dict[str, Any]:
    """What judgements say of the pairs that the system joins now, and of those that it does not."""
    now = {(_spot(j.a), _spot(j.b)) for j in found}
    shares = {"joined": [0, 0], "not_joined": [0, 0]}
    for row in rows:
        a, b = ((row[s]["report"], row[s]["start"], row[s]["end"]) for s in "ab")
        share = shares["joined" if (a, b) in now or (b, a) in now else "not_joined"]
        share[0] += bool(row["one"])
        share[1] += 1
    return {
        name: {
            "one": right,
            "of": of,
            "percent": round(100 * right / max(1, of), 1),
            "wilson": wilson(right, of),
        }
        for name, (right, of) in shares.items()
    }


def said_of(files: Sequence[Path], *, first: int, kept: Path | None) -> list[Said]:
    """The points of the files' reports, each named by its set and document."""
    from secondsource.reading.pipeline import Reader

    found, reader = [], None
    for file in files:
        held: dict[str, Any] = {}
        store = None if kept is None else kept / f"rows-{file.parent.name}.pickle"
        if store is not None and store.exists():
            held = pickle.loads(store.read_bytes())
        for n, line in enumerate(lines(file)[:first], 1):
            name = f"{file.parent.name}/{line.get('id') or f'L{n}'}"
            if name not in held:
                reader = reader or Reader.load()
                held[name] = row_of(reader, line["text"], line.get("published") or line.get("date"))
            found += points(held[name], name)
        if store is not None:
            store.write_bytes(pickle.dumps(held))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("reports", type=Path, nargs="+")
    parser.add_argument("--first", type=int, default=400)
    parser.add_argument("--kept", type=Path)
    parser.add_argument("--joined", type=int, default=150)
    parser.add_argument("--near", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", type=Path)
    parser.add_argument("--judged", type=Path)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    said = said_of(args.reports, first=args.first, kept=args.kept)
    asked = Asked(args.kept)
    store = linked(said, asked)
    asked.keep()
    found = joins(said, store)
    result: dict[str, Any] = {"points": len(said), "joins": len(found)}
    if args.write:
        sample = sampled(found, args.joined, seed=args.seed)
        sample += sampled(near(said, store)[: 4 * args.near], args.near, seed=args.seed)
        args.write.write_text("".join(json.dumps(j.row()) + "\n" for j in sample), "utf-8")
    if args.judged:
        result |= judged(lines(args.judged), found)
    print(
        json.dumps(result) if args.json else "\n".join(f"{name}: {value}" for name, value in result.items())
    )


if __name__ == "__main__":
    main()
