"""Scores whether times and numbers are attached to the right point, and whether a number's scope is right.

usage: python -m training.attached GOLD.jsonl DATA READ.jsonl [--json] [--list]

GOLD   stand-off annotation, one report a line (`training/annotations/attached.jsonl`): offsets and digests
DATA   the folder of the texts; a text whose digest is another is refused
READ   what `secondsource read RECORDS --format jsonl` gives for the record file of those reports

A line of GOLD: {doc, set, length, sha256, annotator, numbers [{span, scope}], times [span], saying
{numbers, times}, points [{spans, event [span], numbers, times, apart {numbers, times}, others [span]}]};
the numbers and times of points, apart and saying are indexes into the report's own. What stands where:

- A point is a proposition: a clause, or a noun phrase that names an event, that could be true or false by
  itself. One head makes one point ("toured A in May and B in June" is one). `event`: its head verb or event
  noun; several where a light verb and its noun, a copula and its predicate, or verbs with one object are
  one event.
- A value belongs to the innermost point whose words it completes: a number inside an argument to the clause
  of the argument ("the six-man crew sailed": sailed), one in a relative clause to that clause, one inside
  the phrase of an event noun ("the loss of ten boats") to the noun. A leading adverbial shared by
  coordinated clauses belongs to both. Where another clause says it too (a "when" clause and its main
  clause, a purpose, a participle, a second verb of one subject), the innermost or first is asked for, and
  the other is not held to be wrong.
- `others`: events of clauses of the same sentence to which the point's values do not belong; `apart`:
  values of the same sentence that do not belong to the point.
- `saying`: what tells when the writer's source said something ("in a note of 3 May, the harbour said")
  belongs to no point of a content. A saying that is told inside somebody's content is a point of it.
- What dates the report itself, or a caption, belongs to nothing and is not scored.
- Scope, of every number of the report, from its own sentence: `total`, a running or overall count; `part`,
  one part of a larger count told; `period`, a stretch of time's own count ("per year", "this year"), never
  merely the day of one event; `backlog`, what still waits. `area`: the place that its clause limits the
  count to; `since`: the day from which it runs. `or`: kinds that are as good. `implied`: no word says so
  (the plain dead of one attack, a percentage of a whole): a reading may give the kind or none.
- The 150 points of `attached.jsonl` were chosen by rule: the numbers and the times of each report in the
  order of the digests of "SET/DOC/KIND/START", in rounds over the reports, the two kinds by turns; a value
  that belongs to no point (then `saying`, or not kept) or to one that is there already gives way to the
  next.

The read value is that which shares most characters with the annotated. It is attached right when, of the
read points that list it, one holds the event (or half of the proposition's characters) and none holds one
of `others` without an event of its own points; one of `saying` when it was read and no point of an
attributed content lists it. Figures, in percent:
  attached         of all annotated values, end to end; attached_found: of those that were read
  points           points all of whose values are attached right; numbers, times, saying: each kind alone
  apart            of the values apart, those read and not listed by a point that holds the event but no other
  event            of the numbers of points, those whose read event overlaps the annotated, end to end
  scope            right kind, of all numbers whose words say one, end to end; scope_found: of those read;
                   scope_points: of those of the 150 points; scope_wide: the implied ones asked for too
  scope_precision  of the scopes read of annotated numbers, those that the annotation has or allows
  area             of the annotated areas, those whose words the read area shares
"""

from __future__ import annotations

import argparse
import collections
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.annotations import text_of

Row = dict[str, Any]
Place = Sequence[int]
Counts = collections.Counter[str]
KINDS = ("numbers", "times")
COUNTS = {
    "reports": "reports", "missing": "missing", "points_annotated": "points_all", "values": "attached_all",
    "values_found": "attached_found", "scopes": "scope_all", "scopes_points": "chosen_all",
    "scopes_wide": "wide_all", "scopes_read": "precise_all",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listing:
    """A read point: the characters of its words, the indexes of what it lists, whether it is of a content."""

    at: frozenset[int]
    listed: dict[str, frozenset[int]]
    attributed: bool


@dataclass(frozen=True, slots=True)
class Miss:
    """What was not right: the value's place, the proposition's, and why."""

    kind: str
    value: Place
    proposition: Sequence[Place]
    why: str


def characters(spans: Iterable[Place] | None) -> frozenset[int]:
    """The code points that spans cover."""
    return frozenset(i for a, b in spans or () for i in range(a, b))


def holds(at: frozenset[int], events: Iterable[Place]) -> bool:
    """Whether one of the events lies whole among characters."""
    return any(characters([e]) <= at for e in events)


def listings(row: Row) -> list[Listing]:
    """The points of a row of `secondsource read`; none in an error row."""
    return [
        Listing(
            at=characters(point.get("spans")),
            listed={kind: frozenset(point.get(kind) or []) for kind in KINDS},
            attributed=bool(statement.get("attributed", True)),
        )
        for statement in row.get("statements") or []
        for point in statement.get("points") or []
    ]


def found(spans: Sequence[Place], values: Sequence[Row]) -> list[int | None]:
    """For each span the index of the read value that shares most with it (Jaccard of characters), or None."""
    read = [characters(v.get("spans")) for v in values]
    indexes: list[int | None] = []
    for wanted in map(characters, ([s] for s in spans)):
        shares = [(len(wanted & at) / len(wanted | at), -i) for i, at in enumerate(read) if wanted & at]
        indexes.append(-max(shares)[1] if shares else None)
    return indexes


def fault(point: Row, own: Iterable[Place], listing: Sequence[Listing]) -> str | None:
    """What is wrong with the points that list a value, or None. own: the events of all that it belongs to."""
    whole = characters(point["spans"])
    if not any(holds(p.at, point["event"]) or 2 * len(p.at & whole) >= len(whole) for p in listing):
        return "at another point" if listing else "at no point"
    own = list(own)
    if any(holds(p.at, point["others"]) and not holds(p.at, own) for p in listing):
        return "at a strange point too"
    return None


class Scorer:
    """Compares one report's annotation with its reading, adding to the counts and the misses."""

    def __init__(self, doc: Row, row: Row, n: Counts) -> None:
        self.doc, self.row, self.n = doc, row, n
        self.spans: dict[str, list[Place]] = {
            "numbers": [v["span"] for v in doc["numbers"]],
            "times": doc["times"],
        }
        self.index = {kind: found(self.spans[kind], row.get(kind) or []) for kind in KINDS}
        self.points = listings(row)

    def listing(self, kind: str, i: int) -> list[Listing]:
        """The read points that list an annotated value."""
        index = self.index[kind][i]
        return [p for p in self.points if index is not None and index in p.listed[kind]]

    def attached(self) -> Iterator[Miss]:
        """Counts the values of points."""
        own: dict[tuple[str, int], list[Place]] = collections.defaultdict(list)
        for point, kind, i in self.belonging():
            own[kind, i] += point["event"]
        failed = set()
        for point, kind, i in self.belonging():
            read = self.index[kind][i] is not None
            why = fault(point, own[kind, i], self.listing(kind, i)) if read else "not read"
            self.n.update({f"{kind}_all": 1, f"{kind}_found": read, f"{kind}_right": why is None})
            if why:
                failed.add(id(point))
                yield Miss(kind, self.spans[kind][i], point["spans"], why)
        self.n.update(points_all=len(self.doc["points"]), points_right=len(self.doc["points"]) - len(failed))

    def belonging(self) -> Iterator[tuple[Row, str, int]]:
        """Every point with each of its values."""
        for point in self.doc["points"]:
            for kind in KINDS:
                for i in point[kind]:
                    yield point, kind, i

    def apart(self) -> Iterator[Miss]:
        """Counts the values that stand beside a point and are none of its."""
        for point in self.doc["points"]:
            for kind in KINDS:
                for i in point["apart"][kind]:
                    strange = any(
                        holds(p.at, point["event"]) and not holds(p.at, point["others"])
                        for p in self.listing(kind, i)
                    )
                    read = self.index[kind][i] is not None
                    self.n.update(apart_all=1, apart_right=read and not strange)
                    if strange:
                        yield Miss(kind, self.spans[kind][i], point["spans"], "listed, but apart")

    def saying(self) -> Iterator[Miss]:
        """Counts the values that belong to the act of saying."""
        for kind in KINDS:
            for i in self.doc["saying"][kind]:
                read = self.index[kind][i] is not None
                right = read and not any(p.attributed for p in self.listing(kind, i))
                self.n.update(saying_all=1, saying_found=read, saying_right=right)
                if not right:
                    why = "belongs to the saying" if read else "not read"
                    yield Miss(kind, self.spans[kind][i], [], why)

    def events(self) -> None:
        """Counts the events of numbers."""
        for point, kind, i in self.belonging():
            index = self.index[kind][i]
            if kind == "numbers":
                event = (self.row[kind][index].get("event") or {}) if index is not None else {}
                agrees = characters(event.get("spans")) & characters(point["event"])
                self.n.update(event_all=1, event_right=bool(agrees))

    def scopes(self, text: str) -> Iterator[Miss]:
        """Counts the scopes of all numbers of the report."""
        chosen = {i for _, kind, i in self.belonging() if kind == "numbers"}
        for i, number in enumerate(self.doc["numbers"]):
            index, scope = self.index["numbers"][i], number["scope"]
            said: Row = (self.row["numbers"][index].get("scope") or {}) if index is not None else {}
            kinds = {scope["kind"], *scope["or"]} if scope else set()
            right = said.get("kind") in kinds
            told = bool(scope) and not scope["implied"]
            self.n.update(precise_all=bool(said), precise_right=right, wide_all=bool(scope), wide_right=right)
            if told:
                self.n.update(scope_all=1, scope_found=index is not None, scope_right=right)
                self.n.update(chosen_all=i in chosen, chosen_right=right and i in chosen)
            if told and scope["area"]:
                words = {*text[slice(*scope["area"])].lower().split()} - {"the"}
                agrees = words & {*(said.get("area") or "").lower().split()}
                self.n.update(area_all=1, area_right=bool(agrees))
            if not right and (told or said):
                why = f"scope read {said.get('kind')}, annotated {'/'.join(sorted(kinds)) or None}"
                yield Miss("scope", number["span"], [], why)


def score(
    documents: Iterable[tuple[Row, str, Row]],
) -> tuple[dict[str, float], list[tuple[str, str, str, str]]]:
    """Figures in percent with counts, and what was not right (kind and document, value, proposition, why).

    documents: for each report its annotation, its text and the row read, {} when there is none.
    """
    n: Counts = collections.Counter()
    misses = []
    for doc, text, row in documents:
        scorer = Scorer(doc, row, n)
        n.update(reports=1, missing=not row or bool(row.get("error")))
        scorer.events()
        for miss in (*scorer.attached(), *scorer.apart(), *scorer.saying(), *scorer.scopes(text)):
            proposition = " ... ".join(text[a:b] for a, b in miss.proposition)
            misses.append((f"{miss.kind} {doc['doc']}", text[slice(*miss.value)], proposition, miss.why))
    for part in ("all", "found", "right"):
        n["attached_" + part] = sum(n[f"{kind}_{part}"] for kind in (*KINDS, "saying"))

    def share(name: str, of: str = "all") -> float:
        return round(100 * n[f"{name}_right"] / max(1, n[f"{name}_{of}"]), 1)

    figures = {"attached": share("attached"), "attached_found": share("attached", of="found")}
    figures |= {name: share(name) for name in ("points", *KINDS, "saying", "apart", "event", "scope")}
    figures |= {"scope_found": share("scope", of="found"), "scope_points": share("chosen")}
    figures |= {"scope_wide": share("wide"), "scope_precision": share("precise"), "area": share("area")}
    return figures | {name: n[key] for name, key in COUNTS.items()}, misses


def lines(path: Path) -> list[Row]:
    """The objects of a JSON lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]


def tied(doc: Row, data: Path) -> str:
    """The text that an annotation was made on. Refuses another."""
    text = text_of({"doc": doc["doc"], "set": doc["set"]}, data)
    if hashlib.sha256(text.encode()).hexdigest() != doc["sha256"]:
        raise SystemExit(f"the text of {doc['set']}: {doc['doc']} is not the one that was annotated")
    return text


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("read", type=Path)
    parser.add_argument("--json", action="store_true", help="one object instead of a line for people")
    parser.add_argument("--list", action="store_true", help="print first what was not right")
    args = parser.parse_args()
    rows = {r["path"].split("#", 1)[-1]: r for r in lines(args.read) if r.get("path")}
    gold = lines(args.gold)
    if missing := [doc["doc"] for doc in gold if doc["doc"] not in rows]:
        print(f"{len(missing)} reports were not read, the first: {missing[0]}", file=sys.stderr)
    figures, misses = score((doc, tied(doc, args.data), rows.get(doc["doc"], {})) for doc in gold)
    if args.list:
        for kind, value, proposition, why in misses:
            print(f"{kind}: {value!r} in {proposition[:110]!r}: {why}")
    print(json.dumps(figures) if args.json else ", ".join(f"{k} {v}" for k, v in figures.items()))


if __name__ == "__main__":
    main()
