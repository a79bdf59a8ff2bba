"""What a ledger says of the sample story against its written truth: pure functions over rows.

Words of the truth that stand in no item, and items that touch no words of it, are not judged, unless a
measure's own docstring says so. All shares are counts; `Share` makes percent of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, NamedTuple

Row = Mapping[str, Any]
Spans = Sequence[Sequence[int]]
Pair = frozenset[str]
LEAST = 0.3  # of the letters of both stretches together that are shared, from which one is the other


class Place(NamedTuple):
    """Words of the truth in a report: its id, and [start, end) in its text."""

    report: str
    start: int
    end: int


@dataclass(slots=True)
class Share:
    """Right ones among those that the system gives, and found ones among those of the truth."""

    right: int = 0
    given: int = 0
    found: int = 0
    true: int = 0

    def row(self) -> dict[str, Any]:
        """Percent; a share of nothing is 0."""
        p, r = 100 * self.right / max(1, self.given), 100 * self.found / max(1, self.true)
        f1 = 2 * p * r / (p + r) if p + r else 0.0
        return {
            "precision": round(p, 1), "recall": round(r, 1), "f1": round(f1, 1), "right": self.right,
            "given": self.given, "found": self.found, "true": self.true,
        }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a ledger says, each a list of rows of docs/records.md.

    readings: rows of `read`, by report. paths: the reports' ids by their paths in the ledger.
    """

    claims: Sequence[Row] = ()
    echoes: Sequence[Row] = ()
    parties: Sequence[Row] = ()
    estimates: Sequence[Row] = ()
    conflicts: Sequence[Row] = ()
    readings: Mapping[str, Row]
    paths: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """The written truth. ids: reports by key; texts: by id."""

    held: Row
    ids: Mapping[str, str]
    texts: Mapping[str, str]

    def place(self, key: str, words: str, within: str = "") -> Place:
        """Where words stand in a report, or inside other words of it."""
        id = self.ids[key]
        start = self.texts[id].index(within or words)
        start += (within or words).index(words)
        return Place(id, start, start + len(words))

    def points(self) -> list[tuple[str, Place, Row]]:
        """Every point of every claim: the claim, where it stands, its row."""
        return [
            (claim["id"], self.place(point["report"], point["words"]), point)
            for claim in self.held["claims"]
            for point in claim["points"]
        ]


def closeness(place: Place, spans: Spans) -> float:
    """Letters shared, of all letters of both, in [0, 1]."""
    shared = sum(max(0, min(place.end, end) - max(place.start, start)) for start, end in spans)
    both = place.end - place.start + sum(end - start for start, end in spans) - shared
    return shared / both if both else 0.0


def nearest(place: Place, items: Iterable[tuple[Spans, Hashable]]) -> Hashable | None:
    """What stands nearest to the words: where most letters of both are shared; None where too few are.

    A stretch that lies inside of the words, or around them, is near enough from a tenth on.
    """
    best: tuple[float, Hashable] | None = None
    for spans, item in items:
        near = closeness(place, spans)
        inside = all(place.start <= s and e <= place.end for s, e in spans)
        around = any(s <= place.start and place.end <= e for s, e in spans)
        if near >= (0.1 if inside or around else LEAST) and (best is None or near > best[0]):
            best = near, item
    return None if best is None else best[1]


def pairs(truth: Sequence[Hashable], told: Sequence[Hashable | None]) -> Share:
    """Pairs of things that both put together. told: None for what the system has not."""
    share = Share()
    for i, j in combinations(range(len(truth)), 2):
        one, other = truth[i] == truth[j], told[i] is not None and told[i] == told[j]
        share.true += one
        share.given += other
        share.right += one and other
    share.found = share.right
    return share


def said_at(told: Told, truth: Truth) -> list[tuple[str | None, Row | None]]:
    """For each point of the truth the claim that holds its words, and how it is said there."""
    by_report: defaultdict[str, list[tuple[Spans, Any]]] = defaultdict(list)
    held = {}
    for claim in told.claims:
        for n, said in enumerate(claim["said"]):
            by_report[said["report"]].append((said["spans"], (claim["id"], n)))
            held[claim["id"], n] = said
    found: list[tuple[str | None, Row | None]] = []
    for _, place, _ in truth.points():
        at: Any = nearest(place, by_report[place.report])
        found.append((None, None) if at is None else (at[0], held[at]))
    return found


def claims(told: Told, truth: Truth) -> dict[str, Share]:
    """claims: pairs of the truth's points that are of one claim. across: those of two reports alone. stance:
    points that have one of the stances that are right, of all; of those found, the precision.
    """
    at, points = said_at(told, truth), truth.points()
    names, places = [claim for claim, _, _ in points], [place for _, place, _ in points]
    whole = pairs(names, [claim for claim, _ in at])
    across = Share()
    for i, j in combinations(range(len(points)), 2):
        if places[i].report != places[j].report:
            one = names[i] == names[j]
            other = at[i][0] is not None and at[i][0] == at[j][0]
            across.true, across.given = across.true + one, across.given + other
            across.right += one and other
    across.found = across.right
    stance = Share(true=len(points))
    for (_, said), (_, _, point) in zip(at, points, strict=True):
        stance.given += said is not None
        stance.right += said is not None and said["stance"] in point["stance"]
    stance.found = stance.right
    return {"claims": whole, "claims_across": across, "stance": stance}


def holding(told: Told, truth: Truth) -> dict[str, Row | None]:
    """Of each claim of the truth the claim that holds most of its points (a tie: the first by id)."""
    votes: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for (claim, _), (name, _, _) in zip(said_at(told, truth), truth.points(), strict=True):
        if claim is not None:
            votes[name][claim] += 1
    rows = {row["id"]: row for row in told.claims}
    found: dict[str, Row | None] = {}
    for claim in truth.held["claims"]:
        ranked = sorted(votes[claim["id"]].items(), key=lambda vote: (-vote[1], vote[0]))
        found[claim["id"]] = rows[ranked[0][0]] if ranked else None
    return found


def origins(told: Told, truth: Truth) -> dict[str, Share]:
    """origins: claims whose bounds, and those of their denials, are exactly right (or one of those that the
    words leave open); a claim that is not found is wrong. state: claims that have one of the right states.
    """
    bounds, state = Share(), Share()
    for claim in truth.held["claims"]:
        row = holding(told, truth)[claim["id"]]
        sides = [(claim[side], row and row[side]) for side in ("origins", "denials")]
        right = row is not None and all(_bounded(wanted, given) for wanted, given in sides)
        bounds.true, bounds.given = bounds.true + 1, bounds.given + (row is not None)
        bounds.right += right
        state.true, state.given = state.true + 1, state.given + (row is not None)
        state.right += row is not None and row["state"] in claim["state"]
    bounds.found, state.found = bounds.right, state.right
    return {"origins": bounds, "state": state}


def _bounded(wanted: Row | None, given: Row | None) -> bool:
    """No bounds in the truth are those of nobody: 0 to 0."""
    low, high = (given["low"], given["high"]) if given else (0, 0)
    right = [[0, 0]] if wanted is None else [[wanted["low"], wanted["high"]], *wanted.get("also", [])]
    return [low, high] in right


def echoes(told: Told, truth: Truth) -> dict[str, Share]:
    """echoes: pairs of reports, one of the kinds that are right among those given, and `first` and `news` as
    they are there, where they are asked. echo_pairs: the pairs alone. What is not sure counts neither way.
    """
    wanted = {frozenset({truth.ids[e["a"]], truth.ids[e["b"]]}): e for e in truth.held["echoes"]}
    given: defaultdict[Pair, list[Row]] = defaultdict(list)
    for echo in told.echoes:
        given[frozenset({echo["a"]["report"], echo["b"]["report"]})].append(echo)
    strict, loose = Share(), Share()
    sure = {pair for pair, echo in wanted.items() if echo["sure"]}
    for share, test in ((strict, _echo_right), (loose, lambda *_: True)):
        judged = {pair for pair in given if pair in sure or pair not in wanted}
        right = {p for p in judged & sure if test(wanted[p], given[p], truth)}
        share.given, share.true = len(judged), len(sure)
        share.right = share.found = len(right)
    return {"echoes": strict, "echo_pairs": loose}


def _echo_right(wanted: Row, given: Sequence[Row], truth: Truth) -> bool:
    a = truth.ids[wanted["a"]]
    for echo in given:
        first = None if echo["first"] is None else echo[echo["first"]]["report"]
        led = wanted["first"] is None or first == a
        if led and echo["kind"] in wanted["kinds"] and echo["news"] == wanted["news"]:
            return True
    return False


def parties(told: Told, truth: Truth) -> dict[str, Share]:
    """parties: pairs of mentions that the truth names which are of one party, through all reports.
    parties_across: those of two reports alone. kept_apart: pairs of parties that are two, or may be one, of
    which no mention of the one is joined with one of the other.
    """
    joined = {(at["report"], at["party"]): row["id"] for row in told.parties for at in row["in"]}
    names, found, reports = [], [], []
    for party in truth.held["parties"]:
        for mention in party["mentions"]:
            place = truth.place(mention["report"], mention["mention"], mention["words"])
            row = told.readings[place.report]
            near: Any = nearest(place, ((m["spans"], m["party"]) for m in row["mentions"] if m["party"]))
            names.append(party["name"])
            found.append(joined.get((place.report, near)))
            reports.append(place.report)
    across = Share()
    for i, j in combinations(range(len(names)), 2):
        if reports[i] != reports[j]:
            one, other = names[i] == names[j], found[i] is not None and found[i] == found[j]
            across.true, across.given = across.true + one, across.given + other
            across.right += one and other
    across.found = across.right
    ids = {name: {f for n, f in zip(names, found, strict=True) if n == name and f} for name in names}
    asked = [*truth.held["different"], *truth.held["may_be"]]
    known = [(ids[p["a"]], ids[p["b"]]) for p in asked if ids.get(p["a"]) and ids.get(p["b"])]
    kept = sum(not one & other for one, other in known)
    apart = Share(right=kept, given=len(known), found=kept, true=len(asked))
    return {"parties": pairs(names, found), "parties_across": across, "kept_apart": apart}


def conflicts(told: Told, truth: Truth) -> dict[str, Share]:
    """conflicts: pairs of claims that conflict, by their relations or in the list of conflicts, figures'
    among them. One of the system counts where each of its claims holds words of the truth's: right where some
    claims of both sides are in conflict there (sure or not), or where they are a claim and its denial. apart:
    pairs that are neither one claim nor in conflict, and are neither here.
    """
    names: defaultdict[str, set[str]] = defaultdict(set)
    for (claim, _), (name, _, _) in zip(said_at(told, truth), truth.points(), strict=True):
        if claim is not None:
            names[claim].add(name)
    there = {
        frozenset({row["id"], tie["claim"]})
        for row in told.claims
        for tie in row["relations"]
        if tie["kind"] == "conflicts" and tie["claim"] != row["id"]
    }
    for row in told.conflicts:
        a, b = row["a"]["claim"], row["b"]["claim"]
        if a and b and a != b:
            there.add(frozenset({a, b}))
    named = {
        frozenset({x, y}) for pair in there for a, b in [tuple(pair)] for x in names[a] for y in names[b]
    }
    rows = truth.held["conflicts"]
    any_of = {frozenset({row["a"], row["b"]}) for row in rows}
    share = Share()
    for pair in there:
        a, b = tuple(pair)
        if names[a] and names[b]:
            share.given += 1
            share.right += any(frozenset({x, y}) in any_of or x == y for x in names[a] for y in names[b])
    sure = [frozenset({row["a"], row["b"]}) for row in rows if row["sure"]]
    share.true, share.found = len(sure), sum(pair in named for pair in sure)
    apart = Share(given=len(truth.held["apart"]), true=len(truth.held["apart"]))
    one = {frozenset(p) for found in names.values() for p in combinations(sorted(found), 2)}
    apart.right = apart.found = sum(
        not {frozenset({row["a"], row["b"]})} & (named | one) for row in truth.held["apart"]
    )
    return {"conflicts": share, "apart": apart}


def estimates(told: Told, truth: Truth) -> dict[str, Share]:
    """estimates: each of the truth is matched with the one that holds most of its figures with their bounds,
    one to one; a figure is right there. What else stands in the matched one is wrong. now: the range in
    force, where it is asked.
    """
    by_report: defaultdict[str, list[tuple[Spans, Any]]] = defaultdict(list)
    for row in told.estimates:
        for n, figure in enumerate(row["figures"]):
            by_report[told.paths.get(figure["path"], "")].append((figure["spans"], (row["id"], n)))
    rows = {row["id"]: row for row in told.estimates}
    right: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for estimate in truth.held["estimates"]:
        for figure in estimate["figures"]:
            place = truth.place(figure["report"], figure["words"])
            for spans, (id, n) in by_report[place.report]:
                given = rows[id]["figures"][n]
                inside = all(place.start <= s and e <= place.end for s, e in spans)
                if inside and (given["low"], given["high"]) == (figure["low"], figure["high"]):
                    right[estimate["id"], id].add(n)
    matched = one_to_one({pair: len(found) for pair, found in right.items()})
    share, now = Share(), Share()
    for estimate in truth.held["estimates"]:
        share.true += len(estimate["figures"])
        id = matched.get(estimate["id"])
        if id is not None:
            hits = min(len(right[estimate["id"], id]), len(estimate["figures"]))
            share.right, share.given = share.right + hits, share.given + len(rows[id]["figures"])
        if estimate.get("now"):
            now.true += 1
            now.given += id is not None
            wanted = [estimate["now"], *(estimate.get("now_also") or [])]
            now.right += id is not None and rows[id]["now"] in wanted
    share.found, now.found = share.right, now.right
    return {"estimates": share, "now": now}


def one_to_one(gain: Mapping[tuple[str, str], int]) -> dict[str, str]:
    """Partners, the greatest gain first (a tie: by id), each once."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for (a, b), value in sorted(gain.items(), key=lambda item: (-item[1], item[0])):
        if value and a not in found and b not in taken:
            found[a] = b
            taken.add(b)
    return found


MEASURES: tuple[Callable[[Told, Truth], dict[str, Share]], ...] = (
    echoes, parties, claims, conflicts, estimates, origins,
)  # fmt: skip


def measured(told: Told, truth: Truth, only: Collection[str] = ()) -> dict[str, dict[str, Any]]:
    """All measures by name, in percent and counts. only: names, where not all are asked for."""
    found = {name: share.row() for measure in MEASURES for name, share in measure(told, truth).items()}
    return {name: row for name, row in found.items() if not only or name in only}
