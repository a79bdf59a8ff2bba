"""Fits the whole weights of comparison levels, and writes the table that ships with the linker.

usage: python -m training.link_weights --data DATA [--pairs pairs.onnx] [--answers ANSWERS.json]
           [--rows ROWS.pickle] [--reports 60] [--out FILE] [--json]

From `linking/train` (labels) and pairs of event mentions of `crossdoc/ecbplus` train topics (one happening
or two), without the topics kept for measuring. What is told is of pairs held aside by topic; with --pairs,
the weights of the pair reader beside the levels are fitted on the topics that its training held aside.
--rows and --answers keep what was read for the next time.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from secondsource.linking import weights as shipping
from secondsource.linking.compare import Levels, compare
from secondsource.linking.update import RULE
from secondsource.linking.wordings import wordings
from secondsource.model.wording import Wording
from training import pair_data
from training.bare import Answers, Readings
from training.pair_data import Example

Array = npt.NDArray[np.float64]
FOLDS, LEAST, STEP, FIRST = 4, 8, 25, -700
# Pairs of other labels than apart that may fall under the bound of what is apart unasked, in thousandths.
LOST = 80
# What a pair of two reports that only share a key counts, beside one that was judged.
UNLIKE = 1.0
_TURNED = {"only-a": "only-b", "within-a": "within-b", "more-a": "more-b"}
_TURNED |= {b: a for a, b in _TURNED.items()}


class Pair(NamedTuple):
    """Levels of a pair, the group that may not be parted, and its target: shares of labels, or one
    happening or two.
    """

    levels: Levels
    group: str
    target: tuple[float, ...]
    weight: float
    real: bool = True


def turned(levels: Levels) -> Levels:
    """The levels with the sides exchanged."""
    found = Levels._make(_TURNED.get(level, level) if isinstance(level, str) else level for level in levels)
    return found._replace(
        a_in_b=levels.b_in_a, b_in_a=levels.a_in_b, left_a=levels.left_b, left_b=levels.left_a
    )


def judged(examples: Sequence[Example], readings: Readings) -> list[Pair]:
    """Pairs of `linking/` with their labels as shares; where neither side says more, half is each."""
    found = []
    for e in examples:
        a, b = (readings.wording(side.text, side.date) for side in (e.a, e.b))
        if a is None or b is None or e.label is None:
            continue
        target = [0.0] * 5
        for at in (1, 2) if e.label == -2 else (e.label,):
            target[at] += 0.5 if e.label == -2 else 1.0
        found.append(Pair(compare(a, b), e.group, tuple(target), e.weight, not e.gold.get("written")))
    return found


def happenings(folder: Path, readings: Readings, *, each: int = 160, seed: int = 1) -> Iterator[Pair]:
    """Mentions of events in two documents of a topic: half of one chain, a quarter of another with a like
    head.
    """
    docs = {d["doc"]: d for d in pair_data.lines(folder / "train_documents.jsonl")}
    by_topic: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for mention in pair_data.lines(folder / "train_event_mentions.jsonl"):
        topic = str(docs[mention["doc"]]["topic"])
        if topic not in pair_data.KEPT_APART:
            by_topic[topic].append(mention)
    rng = random.Random(seed)
    for topic in sorted(by_topic):
        kinds: defaultdict[str, list[tuple[dict[str, Any], dict[str, Any]]]] = defaultdict(list)
        for i, x in enumerate(by_topic[topic]):
            for y in by_topic[topic][i + 1 :]:
                if x["doc"] != y["doc"]:
                    like = x["text"].lower()[:4] == y["text"].lower()[:4]
                    kinds["one" if x["chain"] == y["chain"] else "like" if like else "other"].append((x, y))
        for kind, n in (("one", each // 2), ("like", each // 4), ("other", each // 4)):
            for x, y in rng.sample(kinds[kind], min(n, len(kinds[kind]))):
                a, b = mentioned(docs, x, readings), mentioned(docs, y, readings)
                if a is not None and b is not None:
                    yield Pair(compare(a, b), f"ecb/{topic}", (float(kind == "one"),), 0.5, False)


def unlike(path: Path, readings: Readings, *, count: int) -> Iterator[Pair]:
    """What shares a key in two of the first reports of a file: as good as never one matter.

    Each pair comes with its dates and without, so that a date says nothing by being there.
    """
    rows = [readings.report(line) for line in pair_data.lines(path)[:count] if line.get("text")]
    holders: defaultdict[int, dict[str, tuple[str, Wording]]] = defaultdict(dict)
    for row in rows:
        for said, wording in wordings(row):
            for key in wording.keys:
                holders[key].setdefault(wording.id, (said.report, wording))
    pairs = {
        (a.id, b.id): (a, b)
        for held in holders.values()
        if len(held) <= RULE.holders
        for (one, a), (other, b) in combinations(held.values(), 2)
        if one != other
    }
    for a, b in pairs.values():
        levels = compare(a, b)
        group = f"{path.parent.name}#{a.id[-2:]}"
        yield Pair(levels, group, (0.0,), UNLIKE, False)
        yield Pair(levels._replace(published="unknown"), group, (0.0,), UNLIKE, False)


def mentioned(docs: dict[str, dict[str, Any]], mention: dict[str, Any], readings: Readings) -> Wording | None:
    """The sentence of a mention, which tells what happened in it."""
    tokens: list[str] = docs[mention["doc"]]["sentences"][mention["sentence"]][:80]
    at = mention["tokens"][0]
    start = len(" ".join(tokens[:at])) + bool(at)
    event = (start, start + len(tokens[at])) if at < len(tokens) else None
    return readings.wording(" ".join(tokens), None, event)


def fit(
    rows: Sequence[Sequence[int]],
    width: int,
    targets: Array,
    weights: Array,
    *,
    rising: Sequence[int] = (),
    decay: float = 10.0,
) -> Array:
    """Weights (features, classes) of a softmax, by gradient descent. rows: the features of each pair.

    rising: features that may only speak for the first class.
    """
    x = np.zeros((len(rows), width), np.float32)
    for i, row in enumerate(rows):
        x[i, list(row)] = 1
    targets, weights = targets.astype(np.float32), weights.astype(np.float32)
    theta = np.zeros((width, targets.shape[1]), np.float32)
    first, second = np.zeros_like(theta), np.zeros_like(theta)
    up = list(rising)
    for t in range(1, 251):
        z = x @ theta
        p = np.exp(z - z.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        slope = x.T @ ((p - targets) * weights[:, None]) + decay * theta
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope * slope
        rate = 0.1 if t < 180 else 0.03
        theta -= rate * (first / (1 - 0.9**t)) / (np.sqrt(second / (1 - 0.99**t)) + 1e-8)
        theta[up, 0], theta[up, 1:] = np.maximum(theta[up, 0], 0), np.minimum(theta[up, 1:], 0)
    return theta.astype(np.float64)


def label_weights(pairs: Sequence[Pair]) -> list[list[Any]]:
    """Whole weights of the five labels by key, as the file has them."""
    both = [(p.levels, p.target) for p in pairs]
    both += [(turned(p.levels), (*_exchanged(p.target),)) for p in pairs]
    index, rows = _indexed([list(shipping.features(levels)) for levels, _ in both])
    targets = np.array([target for _, target in both])
    theta = fit(rows, len(index), targets, np.array([p.weight for p in pairs] * 2))
    return [[list(key), [round(100 * v) for v in row]] for key, row in zip(index, theta, strict=True)]


def _exchanged(target: Sequence[float]) -> list[float]:
    return [target[0], target[2], target[1], target[3], target[4]]


def matter_weights(pairs: Sequence[Pair]) -> list[list[Any]]:
    """Whole weights of one happening against two, by key, as the file has them."""
    both = [(levels, p) for p in pairs for levels in (p.levels, turned(p.levels))]
    index, rows = _indexed([climbing(levels) for levels, _ in both])
    rising = [n for key, n in index.items() if key[0] == "words"]
    one = np.array([p.target[0] for _, p in both])
    weights = np.array([p.weight for _, p in both])
    theta = fit(rows, len(index), np.stack([one, 1 - one], 1), weights, rising=rising)
    return [[list(key), round(100 * (row[0] - row[1]))] for key, row in climbed(index, theta)]


def climbing(levels: Levels) -> list[shipping.Key]:
    """The keys of one matter, one for each tenth of words up to what is shared."""
    keys = [key for key in shipping.matter_features(levels) if key[0] != "words"]
    return keys + [("words", tenth) for tenth in range(1, levels.words + 1)]


def climbed(index: dict[shipping.Key, int], theta: Array) -> Iterator[tuple[shipping.Key, Array]]:
    """Every key with its weights, those of a tenth being the sum of what is below."""
    total = np.zeros(theta.shape[1])
    for tenth in range(1, 11):
        if ("words", tenth) in index:
            total = total + theta[index["words", tenth]]
        yield ("words", tenth), total
    yield from ((key, theta[n]) for key, n in index.items() if key[0] != "words")


def _indexed(keys: Sequence[Sequence[shipping.Key]]) -> tuple[dict[shipping.Key, int], list[list[int]]]:
    """A number for each key that is there often enough, and the numbers of each pair's keys."""
    counts = Counter(key for held in keys for key in held)
    index = {key: n for n, key in enumerate(sorted((k for k, n in counts.items() if n >= LEAST), key=str))}
    return index, [[index[key] for key in held if key in index] for held in keys]


def monotone(sums: Sequence[int], pairs: Sequence[Pair]) -> list[int]:
    """Sums as thousandths of one happening, in steps: pooled so that they never fall, with half a pair of
    each kind.
    """
    count = 2 * -FIRST // STEP
    hits, n = [0.5] * count, [1.0] * count
    for value, pair in zip(sums, pairs, strict=True):
        at = max(0, min(count - 1, (value - FIRST) // STEP))
        hits[at] += pair.target[0] * pair.weight
        n[at] += pair.weight
    blocks: list[list[float]] = []
    for h, m in zip(hits, n, strict=True):
        blocks.append([h, m, 1])
        while len(blocks) > 1 and blocks[-2][0] / blocks[-2][1] >= blocks[-1][0] / blocks[-1][1]:
            last = blocks.pop()
            blocks[-1] = [x + y for x, y in zip(blocks[-1], last, strict=True)]
    return [round(1000 * h / m) for h, m, size in blocks for _ in range(int(size))]


def fold(group: str) -> int:
    return int(hashlib.sha256(group.encode()).hexdigest(), 16) % FOLDS


def held_aside(group: str) -> bool:
    """As in `training.pair_train`: the topics that the pair reader was not trained on."""
    return int(hashlib.sha256(group.encode()).hexdigest(), 16) % 9 == 0


def tabled(pairs: Sequence[Pair]) -> tuple[list[int], list[int]]:
    """The table of sums, and every pair's thousandths, by weights fitted without its topic."""
    sums = [0] * len(pairs)
    for k in range(FOLDS):
        found = matter_weights([p for p in pairs if fold(p.group) != k])
        held = {tuple(key): weight for key, weight in found}
        for i, pair in enumerate(pairs):
            if fold(pair.group) == k:
                sums[i] = sum(held.get(key, 0) for key in shipping.matter_features(pair.levels))
    table = monotone(sums, pairs)
    return table, [table[max(0, min(len(table) - 1, (s - FIRST) // STEP))] for s in sums]


def bound(pairs: Sequence[Pair], thousandths: Sequence[int]) -> int:
    """Below which a pair is apart unasked: so few of one matter that were found in reports lie there."""
    ones = sorted(t for p, t in zip(pairs, thousandths, strict=True) if p.target[0] == 1 and p.real)
    return ones[len(ones) * LOST // 1000]


def stacked(
    said: Sequence[Sequence[int]], valued: Sequence[Sequence[int]], targets: Array
) -> tuple[int, int, list[int]]:
    """By how much the pair reader's and the levels' logarithms count, in hundredths, and what is added."""
    logs = np.array(shipping.logarithms()) / 100
    r, v = logs[np.array(said)], logs[np.array(valued)]
    theta = np.array([0.8, 0.5, 0, 0, 0, 0])
    prior = theta.copy()
    first, second = np.zeros(6), np.zeros(6)
    for t in range(1, 401):
        z = theta[0] * r + theta[1] * v + theta[[2, 3, 3, 4, 5]]
        p = np.exp(z - z.max(1, keepdims=True))
        d = p / p.sum(1, keepdims=True) - targets
        slope = np.array(
            [(d * r).sum(), (d * v).sum(), d[:, 0].sum(), d[:, 1:3].sum(), d[:, 3].sum(), d[:, 4].sum()]
        ) + 2 * (theta - prior)
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope * slope
        theta -= 0.03 * (first / (1 - 0.9**t)) / (np.sqrt(second / (1 - 0.99**t)) + 1e-8)
    whole = [round(100 * x) for x in theta]
    return whole[0], whole[1], [whole[i] for i in (2, 3, 3, 4, 5)]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--pairs", type=Path)
    parser.add_argument("--answers", type=Path)
    parser.add_argument("--rows", type=Path)
    parser.add_argument("--out", type=Path, default=shipping.FILE)
    parser.add_argument("--reports", type=int, default=60, help="of each set, for pairs of no one matter")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    readings = Readings(args.rows)
    examples = list(pair_data.linking(args.data / "linking" / "train.jsonl"))
    pairs = judged(examples, readings)
    matters = [
        p._replace(target=(1 - p.target[4],))
        for e, p in zip(examples, pairs, strict=True)
        if e.event is not None
    ]
    matters += happenings(args.data / "crossdoc" / "ecbplus", readings)
    for name in ("muc", "wikinews2019"):
        matters += unlike(args.data / "reports" / name / "documents.jsonl", readings, count=args.reports)
    readings.keep()
    table, thousandths = tabled(matters)
    held: dict[str, Any] = {
        "labels": label_weights([p for p in pairs if not held_aside(p.group)]),
        "matter": matter_weights(matters), "table": table, "first": FIRST, "step": STEP,
        "apart": bound(matters, thousandths), "reader": 80, "values": 50, "bias": [0] * 5,
    }  # fmt: skip
    told: dict[str, Any] = {"pairs": len(pairs), "matters": len(matters), "apart": held["apart"]}
    for name, wanted, judged_ones in (("one", 1.0, True), ("two", 0.0, True), ("unlike", 0.0, False)):
        found = [
            t
            for p, t in zip(matters, thousandths, strict=True)
            if p.target[0] == wanted and ("#" not in p.group) == judged_ones
        ]
        told[f"{name}_below"] = round(100 * sum(t < held["apart"] for t in found) / len(found), 1)
    if args.pairs:
        kept = Answers(args.pairs, args.answers)
        aside = [(e, p) for e, p in zip(examples, pairs, strict=True) if held_aside(p.group)]
        answers = [kept.of(e) for e, _ in aside]
        kept.keep()
        said = [(r.same, r.refines_a, r.refines_b, r.conflicts, r.apart) for r in answers]
        plain = shipping.loaded(held)
        valued = [shipping.parts_of(p.levels, plain) for _, p in aside]
        targets = np.array([p.target for _, p in aside])
        held["reader"], held["values"], held["bias"] = stacked(said, valued, targets)
        told |= {
            "aside": len(aside),
            "reader": held["reader"],
            "values": held["values"],
            "bias": held["bias"],
        }
    held["labels"] = label_weights(pairs)
    args.out.write_text(_written(held), "utf-8")
    print(json.dumps(told) if args.json else "\n".join(f"{name}: {value}" for name, value in told.items()))


def _written(held: dict[str, Any]) -> str:
    """The file, a weight a line."""
    parts = []
    for name, value in held.items():
        rows = name in ("labels", "matter")
        told = "[\n" + ",\n".join(map(json.dumps, value)) + "\n]" if rows else json.dumps(value)
        parts.append(f'"{name}": {told}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    main()
